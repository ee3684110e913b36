import type { NextStepResult, WorkItemKind } from '../charter/code-lists.js';
import type { BusinessState, HandoffSide, HandoffState, Urgency } from '../charter/handoff.js';
import type { Stage } from '../charter/pathway.js';
import type { Role } from '../charter/roles.js';
import type { Labels } from './common.js';

/** A member of staff of the own organisation, as colleagues know them. `colleague` is the id of the account. */
export interface ColleagueView {
  colleague: string;
  display_name: string;
  roles: Role[];
}

/** The parts of the work list. Every open row is in exactly one of overdue, due_today, later and snoozed. */
export const WORK_VIEWS = ['open', 'overdue', 'due_today', 'later', 'snoozed', 'new', 'mine'] as const;
export type WorkView = (typeof WORK_VIEWS)[number];

/** What the list of work is narrowed by; the address of the screen holds the same words. */
export interface WorkFilter {
  view?: WorkView;
  kind?: WorkItemKind;
  role?: Role;
  urgency?: Urgency;
}

/** Something that waits for somebody in the organisation. */
export interface WorkItemView {
  id: string;
  kind: WorkItemKind;
  due_at: string;
  created_at: string;
  /** A person of this role is asked first; null: anybody of the care team. */
  role: Role | null;
  overdue: boolean;
  client: string | null;
  handoff: {
    reference: string;
    side: HandoffSide | 'coordinator';
    state: HandoffState;
    business_state: BusinessState;
    version: number;
    urgency: Urgency | null;
    stage: Stage | null;
    partner: Labels;
  } | null;
  /** Who has taken it; null: nobody yet. */
  assigned_to: ColleagueView | null;
  snoozed_until: string | null;
}

/** How much waits, by the same filters as the lists: a tile shows the number its list has. */
export interface WorkTiles {
  open: number;
  overdue: number;
  due_today: number;
  later: number;
  snoozed: number;
  /** Came since yesterday at this hour and nobody has taken it. */
  new: number;
  mine: number;
  /** Own handoffs whose partner must act now: the list `/api/handoffs?waiting=partner`. */
  waiting_for_partner: number;
  /** Expected today and not here yet: the list `/api/handoffs/arrivals`. */
  arrivals_today: number;
  /** The list `/api/handoffs/absent`. */
  absent: number;
}

export interface WorkCompleteRequest {
  /** What came of a next step. */
  result?: NextStepResult;
}

export interface WorkAssignRequest {
  /** Null: nobody, it goes back to all. `me` or the own id: taken. Another: handed to them. */
  colleague: string | null;
}

export interface WorkSnoozeRequest {
  /**
   * Until when; at most 14 days. It comes back by itself, and what is urgent or answers a handoff cannot be put off past its
   * time. Null: it comes back at once.
   */
  until: string | null;
}

/** The same thing done to many rows, each on its own: what is refused for one leaves the others done. */
export interface WorkBulkRequest {
  do: 'complete' | 'assign' | 'snooze';
  items: string[];
  /** With `assign`. */
  colleague?: string | null;
  /** With `snooze`. */
  until?: string | null;
  /** Nothing is done: the answer tells what would be. */
  preview?: boolean;
}
export interface WorkBulkResult {
  items: {
    id: string;
    kind: WorkItemKind | null;
    done: boolean;
    refusal: { code: string; detail: string } | null;
  }[];
  done: number;
  refused: number;
}
