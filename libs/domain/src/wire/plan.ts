import type { Language } from '../charter/code-lists.js';
import type {
  ApprovalState,
  DropReason,
  GoalAnswer,
  GoalState,
  PlanDomain,
  TaskState,
} from '../charter/plan.js';
import type { Labels } from './common.js';

export interface GoalWriting {
  domain: PlanDomain;
  /** What the client wants, as they said it. */
  words: string;
  /** By what it is seen that something changes. */
  measure: string;
  /** What is to be reached by the day it is due. */
  target: string;
  due_on: string;
}
export type GoalRevising = Omit<GoalWriting, 'domain'>;

export interface GoalSettling {
  state: GoalAnswer;
  /** Why it is dropped; null for everything else. */
  reason: DropReason | null;
}

export interface TaskWriting {
  words: string;
  /** A colleague, `me`, or null: the client does it. */
  owner: string | null;
  due_on: string;
}
export interface TaskSettling {
  state: TaskState;
}

export interface PlanReviewing {
  reviewed_on: string;
  /** Whether the client took part. */
  with_client: boolean;
  words: string;
  next_review_on: string;
}

/** A change of a part of a plan: its own name, and the version it has now. */
export interface PlanPartWritten {
  id: string;
  version: number;
}

export interface PlanTaskView {
  /** Null: of another house. */
  task: string | null;
  /** Null: the house has forgotten the client. */
  words: string | null;
  whose: 'client' | 'colleague';
  /** Who of the own house does it; null for the client’s own steps and for those of other houses. */
  colleague: string | null;
  due_on: string;
  state: TaskState;
  version: number | null;
}

export interface GoalView {
  goal: string | null;
  domain: PlanDomain;
  language: Language;
  words: string | null;
  measure: string | null;
  target: string | null;
  due_on: string;
  state: GoalState;
  drop_reason: DropReason | null;
  /** The day on which it was said how it went. */
  settled_on: string | null;
  author: string | null;
  /** Which goal of the own house it came in the place of. */
  replaces: string | null;
  version: number | null;
  tasks: PlanTaskView[];
}

export interface PlanReviewView {
  reviewed_on: string;
  with_client: boolean;
  words: string | null;
  next_review_on: string;
  reviewed_by: string | null;
}

/** The plan of one house. Of another house: its words and days, no names and nothing to change it by. */
export interface PlanView {
  organisation: Labels;
  own: boolean;
  began_on: string;
  review_on: string;
  /** Whether the day of the review is over. */
  review_overdue: boolean;
  approval: ApprovalState;
  approved_by: string | null;
  approved_on: string | null;
  /** Whether the reader may approve it as it stands. */
  may_approve: boolean;
  goals_total: number;
  /** Met, or revised together. */
  goals_reached: number;
  version: number | null;
  goals: GoalView[];
  reviews: PlanReviewView[];
}

/** Every plan of a client that the reader may read, that of the own house first. */
export interface ClientPlans {
  plans: PlanView[];
  /** Whether the own house writes goals of this client now. */
  writes: boolean;
  today: string;
  /** The latest day for the next review. */
  review_until_on: string;
}
