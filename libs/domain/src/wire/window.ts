import type { AccessKind, WindowWay } from '../charter/window.js';
import type {
  BreakGlassField,
  BreakGlassKind,
  BreakGlassReason,
  BreakGlassVerdict,
} from '../charter/identity.js';
import type { ErasureGround, ErasureScope, ErasureState } from '../charter/erasure.js';
import type { BusinessState, HandoffKind, Urgency } from '../charter/handoff.js';
import type { IncomeSource, Language, WorkKind } from '../charter/code-lists.js';
import type { ContactKind } from '../charter/contact.js';
import type { Stage } from '../charter/pathway.js';
import type { GoalState, PlanDomain, TaskState } from '../charter/plan.js';
import type { Role } from '../charter/roles.js';
import type { Labels } from './common.js';

/** What a client reads in their own window. Instants are UTC in ISO 8601; `time_zone` is that of the house it happened in. */
export interface WindowStanding {
  readonly in_care: boolean;
  readonly time_zone: string;
  /** When the window was opened the time before this one. */
  readonly entered_before_at: string | null;
  readonly entered_with: WindowWay;
}

export interface WindowSpell {
  readonly stage: Stage;
  readonly organisation: Labels;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly paused_at: string | null;
  readonly time_zone: string;
}

export interface WindowCustody {
  readonly organisation: Labels;
  readonly since_at: string;
  readonly until_at: string | null;
  readonly time_zone: string;
}

export interface WindowPlace {
  readonly telephone: string | null;
  readonly town: Labels | null;
  readonly address: Labels | null;
  readonly time_zone: string;
}

export interface WindowKeeper extends WindowPlace {
  readonly organisation: Labels;
  readonly code: string;
  readonly responsible: boolean;
  readonly since_at: string;
  readonly key_worker: string | null;
  readonly key_worker_since_at: string | null;
}

export interface WindowHandoff extends WindowPlace {
  readonly kind: HandoffKind;
  readonly stage: Stage;
  readonly urgency: Urgency;
  readonly business_state: BusinessState;
  readonly open: boolean;
  readonly from_names: Labels;
  readonly to_names: Labels;
  readonly requested_at: string;
  readonly appointment_at: string | null;
  readonly arrived_at: string | null;
  readonly closed_at: string | null;
  readonly waitlist_position: number | null;
  readonly waitlist_expected_on: string | null;
  readonly waitlist_review_on: string | null;
}

/** A goal of the client's own plan, whichever house wrote it down. */
export interface WindowGoal {
  readonly id: string;
  readonly domain: PlanDomain;
  readonly organisation: Labels;
  readonly language: Language;
  readonly words: string;
  readonly measure: string | null;
  readonly target: string | null;
  readonly due_on: string;
  readonly state: GoalState;
  readonly review_on: string;
  readonly tasks: readonly WindowTask[];
}

export interface WindowTask {
  readonly id: string;
  readonly words: string;
  /** The client's own step; otherwise somebody of the house does it. */
  readonly own: boolean;
  readonly colleague: string | null;
  readonly due_on: string;
  readonly state: TaskState;
}

export interface WindowContact extends WindowPlace {
  readonly id: string;
  readonly kind: ContactKind;
  readonly planned_at: string;
  readonly minutes: number;
  readonly organisation: Labels;
  readonly site: Labels | null;
  readonly with_whom: string | null;
  readonly cancelled: boolean;
  readonly changed_at: string;
  readonly version: number;
}

export interface WindowProgress {
  readonly stage: Stage;
  readonly organisation: Labels;
  readonly recorded_at: string;
  readonly ended_at: string | null;
  readonly goals_total: number | null;
  readonly goals_met: number | null;
  readonly aftercare_on: string | null;
  readonly housing_since_on: string | null;
  readonly documents_held: boolean | null;
  readonly income_source: IncomeSource | null;
  readonly support_people: number | null;
  readonly wants_work: boolean | null;
  readonly work_kind: WorkKind | null;
  readonly work_started_on: string | null;
}

export interface WindowAccess {
  readonly id: string;
  readonly at: string;
  readonly organisation: Labels;
  readonly role: Role;
  readonly purpose: 'care' | 'handoff' | 'audit' | 'administration' | 'operation';
  readonly kind: AccessKind;
  readonly refused: boolean;
  readonly time_zone: string;
}

export interface WindowOpening {
  readonly organisation: Labels;
  readonly kind: BreakGlassKind;
  readonly reason: BreakGlassReason;
  readonly fields: readonly BreakGlassField[];
  readonly opened_at: string;
  readonly ended_at: string;
  readonly verdict: BreakGlassVerdict | null;
  readonly time_zone: string;
}

export interface WindowHouse {
  readonly code: string;
  readonly names: Labels;
  readonly responsible: boolean;
}

export interface WindowErasure {
  readonly organisation: Labels;
  readonly asked_on: string;
  readonly decide_by_on: string;
  readonly state: ErasureState;
  readonly ground: ErasureGround | null;
  readonly retention_until_on: string | null;
  readonly scope: ErasureScope | null;
}

export interface WindowWish {
  readonly asked_at: string;
  readonly organisation: Labels;
  readonly wished: Labels | null;
  readonly answered_at: string | null;
  readonly time_zone: string;
}

export interface WindowProvider {
  readonly code: string;
  readonly names: Labels;
  readonly stages: readonly Stage[];
  readonly town: Labels | null;
}

export interface WindowPasskeyView {
  readonly id: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
}

/** What staff read of a wish that a client has written in their own window. */
export interface ProviderWishView {
  wish: string;
  asked_at: string;
  /** Null: somewhere else, wherever it is. */
  wished: Labels | null;
  /** The client's own words; null where they wrote none. */
  words: string | null;
  answered_at: string | null;
}
