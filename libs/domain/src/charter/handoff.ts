/** A referral leaves custody where it is; a transfer moves it when the client has arrived (design: handoff, section 1). */
export const HANDOFF_KINDS = ['transfer', 'referral'] as const;
export type HandoffKind = (typeof HANDOFF_KINDS)[number];

export const URGENCIES = ['routine', 'urgent'] as const;
export type Urgency = (typeof URGENCIES)[number];

export type HandoffSide = 'sender' | 'receiver';

interface Move {
  readonly to: HandoffState;
  readonly business: BusinessState;
  readonly by: HandoffSide;
}

/** States are FHIR Task.status; the business state says it in the words of the field. */
export const HANDOFF_STATES = [
  'requested',
  'received',
  'accepted',
  'in-progress',
  'completed',
  'rejected',
  'cancelled',
] as const;
export type HandoffState = (typeof HANDOFF_STATES)[number];

export const BUSINESS_STATES = [
  'awaiting-acknowledgement',
  'under-review',
  'awaiting-arrival',
  'arrived-in-service',
  'loop-closed',
  'declined',
  'declined-capacity',
  'referred-onward',
  'recalled',
] as const;
export type BusinessState = (typeof BUSINESS_STATES)[number];

export const HANDOFF_MOVES = ['take', 'accept', 'decline', 'recall', 'arrive', 'report'] as const;
export type HandoffMove = (typeof HANDOFF_MOVES)[number];

const decline = { to: 'rejected', business: 'declined', by: 'receiver' } as const;
const recall = { to: 'cancelled', business: 'recalled', by: 'sender' } as const;
const accept = { to: 'accepted', business: 'awaiting-arrival', by: 'receiver' } as const;

/** The machine: state -> move -> next state and whose move it is. Reachability and dead ends are tested (charter.spec). */
export const HANDOFF = {
  requested: { take: { to: 'received', business: 'under-review', by: 'receiver' }, accept, decline, recall },
  received: { accept, decline, recall },
  accepted: { arrive: { to: 'in-progress', business: 'arrived-in-service', by: 'receiver' }, recall },
  'in-progress': { report: { to: 'completed', business: 'loop-closed', by: 'receiver' } },
  completed: {},
  rejected: {},
  cancelled: {},
} as const satisfies Record<HandoffState, Partial<Record<HandoffMove, Move>>>;

/** Open: somebody still owes an answer. */
export const OPEN_HANDOFF_STATES = [
  'requested',
  'received',
  'accepted',
] as const satisfies readonly HandoffState[];

/** Why a partner says no. A return to use is not among them, and never will be (domain 04, section 4.7). */
export const DECLINE_REASONS = [
  'no_capacity',
  'out_of_scope',
  'clinical_risk',
  'area',
  'client_choice',
  'missing_information',
  'funding',
  'referred_onward',
  'other',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

export const RECALL_REASONS = [
  'client_changed_mind',
  'better_place_found',
  'clinical_change',
  'sent_by_mistake',
  'other',
] as const;
export type RecallReason = (typeof RECALL_REASONS)[number];

/** What the receiver tells the sender about the first days. */
export const REPORT_OUTCOMES = ['settled', 'started_plan', 'left_early', 'needs_other_care'] as const;
export type ReportOutcome = (typeof REPORT_OUTCOMES)[number];
