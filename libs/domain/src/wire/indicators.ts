import type { DisclosureTier } from '../charter/consent.js';
import type { BusinessState, DeclineReason } from '../charter/handoff.js';
import type { Stage } from '../charter/pathway.js';
import type { Labels } from './common.js';

/**
 * How many, or null: fewer than `shown_from`, or it would give such a small count away. A share or a length of time is null
 * where a count it stands on is.
 */
export type Shown = number | null;

/**
 * The loop as a tree: a whole is what it is split into, added up. Whoever arrived counts as acknowledged and accepted too,
 * although nobody had said so.
 */
export const LOOP_TREE = {
  sent: null,
  lost_before_acknowledgement: 'sent',
  waiting_for_acknowledgement: 'sent',
  acknowledged: 'sent',
  lost_before_acceptance: 'acknowledged',
  waiting_for_acceptance: 'acknowledged',
  accepted: 'acknowledged',
  lost_before_arrival: 'accepted',
  waiting_for_arrival: 'accepted',
  arrived: 'accepted',
  waiting_for_report: 'arrived',
  reported: 'arrived',
  report_unread: 'reported',
  read_by_sender: 'reported',
  closed_by_clock: 'reported',
} as const;
export type LoopCount = keyof typeof LOOP_TREE;
export type LoopCounts = Record<LoopCount, Shown>;

/** Where a handoff can be lost, and the count it is lost from. */
export const LOSSES = {
  lost_before_acknowledgement: 'sent',
  lost_before_acceptance: 'acknowledged',
  lost_before_arrival: 'accepted',
} as const satisfies Partial<Record<LoopCount, LoopCount>>;
export type Loss = keyof typeof LOSSES;

/** What is measured, from one instant to another: in hours, the gap in days. */
export const LOOP_TIMES = [
  'hours_to_acknowledge',
  'hours_to_decide',
  'hours_to_arrive',
  'hours_to_report',
  'gap_days',
] as const;
export type LoopTime = (typeof LOOP_TIMES)[number];
export type Spread = { median: number; p90: number } | null;

export interface LoopRow {
  counts: LoopCounts;
  times: Record<LoopTime, Spread>;
  /** Share lost at each step of those who had come that far, 0 to 1. */
  lost: Record<Loss, Shown>;
}

export interface LoopPartner extends LoopRow {
  partner: { code: string; names: Labels };
  stage: Stage;
}

/** Why a handoff was lost: the reason of the decline, else where it ended. */
export type LossReason = DeclineReason | BusinessState;

/** How far up the ladder a handoff's clocks climbed. */
export const RUNGS_CLIMBED = ['none', 'reminder', 'overdue', 'escalated', 'exhausted'] as const;
export type RungClimbed = (typeof RUNGS_CLIMBED)[number];

/** The handoffs of a period with the own organisation on one side: requested in it, counted wherever they stand now. */
export interface LoopSide {
  total: LoopRow;
  partners: LoopPartner[];
  reasons: Record<Loss, { reason: LossReason; count: Shown }[]>;
  recalls: Shown;
  overturned_declines: Shown;
  climbed: Record<RungClimbed, Shown>;
  /** Arrived after an arrival had been missed. */
  arrived_after_a_miss: Shown;
  /** Attempts to reach people who were out of the house and not arrived; the sender's alone. */
  contact_attempts: Shown;
  contact_attempts_reached: Shown;
  clients: Shown;
  clients_declined_more_than_twice: Shown;
  on_consent: Shown;
  on_emergency: Shown;
  /** Sent on a consent that leaves safety information out. */
  safety_withheld: Shown;
}

export interface LoopIndicators {
  /** Local days, the last one not included. */
  from: string;
  to: string;
  time_zone: string;
  as_of: string;
  /** The smallest count that is shown. */
  shown_from: number;
  sender: LoopSide;
  receiver: LoopSide;
  /** Packets disclosed in the period. */
  disclosures: { tier: DisclosureTier; given: Shown; received: Shown }[];
  /** Clients the own organisation was responsible for in the period, and for how many of them a consent to share stood then. */
  consent: { clients: Shown; with_consent: Shown; coverage: Shown };
  /** Next steps that fell to the own organisation in the period, as they stood at its end (or stand now). */
  next_steps: { raised: Shown; done: Shown; waiting: Shown; overdue: Shown };
}
