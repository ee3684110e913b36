import type { Language } from '../charter/code-lists.js';
import type { BusinessState, HandoffKind, HandoffSide, TransportState } from '../charter/handoff.js';
import type { Role } from '../charter/roles.js';
import type { Stage } from '../charter/pathway.js';
import type { Labels } from './common.js';
import type { ColleagueView } from './work.js';

export const STAFF_STATES = ['invited', 'active', 'left'] as const;
export type StaffState = (typeof STAFF_STATES)[number];
/** A member of staff as the administrator sees them. */
export interface StaffMember {
  colleague: string;
  login: string;
  display_name: string;
  roles: Role[];
  language: Language;
  /** `invited`: has not chosen a password yet. */
  state: StaffState;
  /** Until when the code they were given may be used; null: none is open. */
  invited_until: string | null;
  /** Work and clients that stand in their name. */
  open_work: number;
  clients: number;
  version: number;
}
export interface StaffInviteRequest {
  login: string;
  display_name: string;
  roles: Role[];
  language: Language;
}
/**
 * The code is shown once; with it the person chooses a password within 72 hours. Null: the same request came again, and the
 * code was shown to the first; ask for a new one.
 */
export interface StaffInvited {
  colleague: string;
  code: string | null;
  expires_at: string;
}
export interface StaffChangeRequest {
  display_name?: string;
  roles?: Role[];
}
/** Leaving: sessions end at once; open work goes back to all or to a successor, clients to the successor or to the duty manager. */
export interface StaffLeaveRequest {
  successor?: string;
}
export interface StaffLeft {
  sessions_ended: number;
  work_rehomed: number;
  clients_rehomed: number;
}
export interface JoinRequest {
  login: string;
  code: string;
  password: string;
}

export interface SiteView {
  code: string;
  names: Labels;
  time_zone: string;
  is_main: boolean;
  weekend_days: number[] | null;
  opens: string | null;
  closes: string | null;
  version: number;
}
export interface SiteChangeRequest {
  names?: Labels;
  weekend_days?: number[] | null;
  opens?: string | null;
  closes?: string | null;
}

export const DUTY_LEVELS = ['duty', 'manager'] as const;
export type DutyLevel = (typeof DUTY_LEVELS)[number];
/** A turn of duty: who answers at a site from when until when. Turns of one level at one site do not overlap. */
export interface DutyTurn {
  id: string;
  site: string;
  level: DutyLevel;
  colleague: ColleagueView;
  from_at: string;
  until_at: string;
  /** Who was planned before somebody took the turn over. */
  instead_of: string | null;
  version: number;
}
export interface DutyView {
  /** Now on duty, per site and level; null: nobody is planned, the role answers. */
  now: { site: string; level: DutyLevel; role: Role; colleague: ColleagueView | null }[];
  turns: DutyTurn[];
}
export interface DutyTurnRequest {
  site: string;
  level: DutyLevel;
  colleague: string;
  from_at: string;
  until_at: string;
}
export interface DutySubstituteRequest {
  colleague: string;
}

/** The pack of the own jurisdiction: what differs here and where it is written. */
export interface PackView {
  jurisdiction: string;
  version: string;
  valid_from: string;
  names: Labels;
  time_zone: string;
  weekend_days: number[];
  holidays: string[];
  working_hours: { from: string; to: string };
  hotline: string | null;
  clocks: Record<string, number>;
  licensed_stages: Stage[];
  capacity_stale_days: number;
  consent_text: { id: string; texts: Labels };
}

/** Messages about handoffs of the own organisation, by where they are. */
export interface QueueView {
  counts: Record<TransportState, number>;
  oldest_waiting_at: string | null;
  /** What could not be delivered, or is being tried again. */
  troubled: {
    topic: string;
    state: TransportState;
    attempts: number;
    queued_at: string;
    next_try_at: string | null;
    reference: string | null;
    /** The work item through which it is sent again. */
    work: string | null;
  }[];
}

export const EXCEPTION_KINDS = [
  'arrival_recorded_late',
  'arrival_unannounced',
  'back_dated',
  'unanswered',
  'declined',
  'no_contact',
  'forced_change',
  'override',
  'emergency',
  'expired',
  'voided',
  'break_glass_unreviewed',
  'duty_overdue',
  'rights_not_told',
] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];
export interface ExceptionCounts {
  from_on: string;
  until_on: string;
  counts: Record<ExceptionKind, number>;
  /** Declines by partner and reason. */
  declines: { partner: Labels; partner_code: string; reason: string; count: number }[];
}
export interface ExceptionRow {
  kind: ExceptionKind;
  at: string;
  client: string | null;
  handoff: {
    reference: string;
    kind: HandoffKind;
    side: HandoffSide;
    business_state: BusinessState;
    partner: Labels;
  } | null;
  /** Who recorded it, where it was somebody of the own organisation. */
  by: string | null;
  /** How late, how long without contact: hours. */
  hours: number | null;
  reason: string | null;
}

/** A random sample of handoffs for the auditor, drawn once and kept. The seed draws the same again. */
export interface ReviewView {
  review: string;
  title: string;
  from_on: string;
  until_on: string;
  seed: number;
  population: number;
  drawn_at: string;
  drawn_by: string;
  closed_at: string | null;
  counts: Record<ReviewItemState, number>;
}
export const REVIEW_ITEM_STATES = ['open', 'in_order', 'finding', 'replied', 'closed'] as const;
export type ReviewItemState = (typeof REVIEW_ITEM_STATES)[number];
/** What the auditor looks at, handoff by handoff. */
export const REVIEW_QUESTIONS = [
  'consent_covers_what_was_disclosed',
  'least_needed_was_disclosed',
  'custody_without_gap',
  'answered_in_time',
  'decline_has_next_step',
  'arrival_recorded_when_it_happened',
  'reasons_are_given',
] as const;
export type ReviewQuestion = (typeof REVIEW_QUESTIONS)[number];
export const REVIEW_ANSWERS = ['yes', 'no', 'not_applicable'] as const;
export type ReviewAnswer = (typeof REVIEW_ANSWERS)[number];
export interface ReviewItemView {
  item: string;
  handoff: { reference: string; side: HandoffSide; business_state: BusinessState; partner: Labels };
  state: ReviewItemState;
  answers: Partial<Record<ReviewQuestion, ReviewAnswer>>;
  finding: string | null;
  found_by: string | null;
  reply: string | null;
  replied_by: string | null;
  closing_note: string | null;
  version: number;
}
/** A review with a page of its items, in the order in which they were drawn. */
export interface ReviewDetail {
  review: ReviewView;
  items: ReviewItemView[];
  next: string | null;
}
export interface ReviewDrawRequest {
  title: string;
  from_on: string;
  until_on: string;
  size: number;
  seed?: number;
}
export interface ReviewFindRequest {
  answers: Partial<Record<ReviewQuestion, ReviewAnswer>>;
  /** Needed where an answer is no. */
  finding?: string;
}
export interface ReviewReplyRequest {
  reply: string;
}
export interface ReviewCloseRequest {
  note?: string;
}
