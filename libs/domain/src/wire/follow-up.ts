import type { Language } from '../charter/code-lists.js';
import type {
  AttemptOutcome,
  AttemptWay,
  FollowUpState,
  HousingNow,
  SafeNow,
  UseNow,
  WorkNow,
} from '../charter/follow-ups.js';
import type { ContactHours } from './notices.js';

/** What somebody said who was reached. Null: not asked. */
export interface FollowUpAnswers {
  use_now: UseNow | null;
  housing_now: HousingNow | null;
  work_now: WorkNow | null;
  safe_now: SafeNow | null;
}

export interface AttemptRequest {
  way: AttemptWay;
  outcome: AttemptOutcome;
  /** When it was, of the last 24 hours; left out: now. */
  attempted_at?: string;
  answers?: FollowUpAnswers;
}

export interface FollowUpView {
  follow_up: string;
  client: string;
  /** Days after leaving; 2 is the call within 48-72 hours. */
  day: number;
  opens_at: string;
  due_at: string;
  closes_at: string;
  state: FollowUpState;
  attempts_left: number;
  /** Attempts the reader's house may read, the first one first. */
  attempts: { attempted_at: string; way: AttemptWay; outcome: AttemptOutcome; answers: FollowUpAnswers }[];
  version: number;
}

export interface FollowUpsView {
  items: FollowUpView[];
}

/** How to reach somebody, and what to say first. */
export interface FollowUpLookView extends FollowUpView {
  ways: AttemptWay[];
  phone: string | null;
  email: string | null;
  hours: ContactHours | null;
  /** The client's own words for whoever rings. */
  note: string | null;
  leave_message: boolean;
  /** The language to speak in. */
  language: Language;
  /** What to say, line by line; it says nothing of care. */
  script: string[];
}
