/**
 * What a handoff does. A transfer moves custody when the client has arrived; a referral leaves it where it is; information
 * only tells the client where to go: nobody else learns of it (design: handoff, section 1).
 */
export const HANDOFF_KINDS = ['transfer', 'referral', 'information_only'] as const;
export type HandoffKind = (typeof HANDOFF_KINDS)[number];

/** Kinds that run the machine. */
export const OFFERED_KINDS = ['transfer', 'referral'] as const satisfies readonly HandoffKind[];
export type OfferedKind = (typeof OFFERED_KINDS)[number];

/** Urgent is wall-clock time to a duty role that is there day and night. */
export const URGENCIES = ['routine', 'urgent'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** What a handoff stands on: the client's consent, an emergency, or nothing that needs one (information only). */
export const HANDOFF_BASES = ['consent', 'emergency', 'none'] as const;
export type HandoffBasis = (typeof HANDOFF_BASES)[number];

/** The two organisations of a handoff. */
export const HANDOFF_SIDES = ['sender', 'receiver'] as const;
export type HandoffSide = (typeof HANDOFF_SIDES)[number];

/** Everybody who can move a handoff: its two sides, the coordination office of the region, and its own clocks. */
export const HANDOFF_MOVERS = ['sender', 'receiver', 'coordinator', 'system'] as const;
export type HandoffMover = (typeof HANDOFF_MOVERS)[number];

/** FHIR Task.status. */
export const HANDOFF_STATES = [
  'draft',
  'requested',
  'received',
  'accepted',
  'on-hold',
  'in-progress',
  'completed',
  'rejected',
  'cancelled',
  'failed',
  'entered-in-error',
] as const;
export type HandoffState = (typeof HANDOFF_STATES)[number];

/** Where a handoff stands in the words of the field (FHIR Task.businessStatus), and the state each belongs to. */
export const BUSINESS_STATES = {
  preparing: 'draft',
  'awaiting-acknowledgement': 'requested',
  'under-review': 'received',
  'info-requested': 'received',
  'waitlist-offered': 'received',
  waitlisted: 'received',
  'awaiting-arrival': 'accepted',
  'client-unreachable': 'on-hold',
  'consent-under-discussion': 'on-hold',
  transport: 'on-hold',
  'arrived-in-service': 'in-progress',
  'report-sent': 'completed',
  'loop-closed': 'completed',
  'information-given': 'completed',
  declined: 'rejected',
  'declined-capacity': 'rejected',
  'referred-onward': 'rejected',
  recalled: 'cancelled',
  reassigned: 'cancelled',
  'client-withdrew': 'cancelled',
  'client-left': 'cancelled',
  'client-moved-away': 'cancelled',
  'client-detained': 'cancelled',
  'client-died': 'cancelled',
  'consent-withdrawn': 'cancelled',
  superseded: 'cancelled',
  'expired-no-response': 'cancelled',
  'expired-no-decision': 'cancelled',
  'receiver-closed': 'cancelled',
  discarded: 'cancelled',
  'did-not-arrive': 'failed',
  'service-unavailable': 'failed',
  voided: 'entered-in-error',
} as const satisfies Record<string, HandoffState>;
export type BusinessState = keyof typeof BUSINESS_STATES;
export const BUSINESS_STATE_CODES = Object.keys(BUSINESS_STATES) as BusinessState[];

export interface MoveSpec {
  readonly by: readonly HandoffMover[];
  /** Where the move makes sense only for one kind. */
  readonly only?: OfferedKind;
  /** The number of the transition in the design (handoff, sections 3 and 10); null: ours. */
  readonly design: string | null;
  /** What it does, for docs/handoff.md. */
  readonly what: string;
}

/** Every event of a handoff and whose it is. */
export const MOVES = {
  edit: { by: ['sender'], design: null, what: 'changes the draft' },
  send: { by: ['sender'], design: 't1', what: 'sends the draft; the card (D1) is disclosed' },
  discard: { by: ['sender', 'system'], design: 't18', what: 'throws the draft away; its text is wiped' },
  take: { by: ['receiver'], design: 't2', what: 'takes the request on; D2 is disclosed' },
  ask: { by: ['receiver'], design: 't3', what: "asks the sender; the receiver's clock pauses" },
  answer: { by: ['sender'], design: 't4', what: 'answers the question' },
  waitlist: { by: ['receiver'], design: 't5', what: 'offers a place on the waiting list' },
  wish: { by: ['sender'], design: 't5', what: 'tells whether the client wishes to wait' },
  propose: { by: ['receiver'], design: 't20', what: 'a place was found for somebody who waits' },
  accept: {
    by: ['receiver'],
    design: 't6',
    what: 'says yes with a place and an appointment; D3 is disclosed',
  },
  decline: { by: ['receiver'], design: 't7', what: 'says no with a reason' },
  overturn: { by: ['coordinator'], design: 't8', what: 'sends a declined request back, once' },
  recall: { by: ['sender', 'coordinator'], design: 't9', what: 'takes the request back' },
  hold: { by: ['sender', 'receiver'], design: 't10', what: 'pauses with a reason and a date' },
  resume: { by: ['sender', 'receiver'], design: 't10', what: 'goes on after a pause' },
  reschedule: { by: ['receiver'], design: null, what: 'moves the appointment' },
  depart: { by: ['sender'], design: null, what: 'the client has left the sender’s house' },
  contact: {
    by: ['sender'],
    design: null,
    what: 'records that the client was spoken to, or that it was tried',
  },
  call: { by: ['sender'], design: null, what: 'names who rings the client' },
  arrive: {
    by: ['receiver'],
    design: 't11, t11b',
    what: 'the client is there; a transfer moves custody in this instant',
  },
  miss: { by: ['receiver', 'system'], design: 't12', what: 'the client did not come' },
  fail: { by: ['receiver'], design: 't12', what: 'the service is not available after all' },
  invite: {
    by: ['receiver'],
    design: 't12',
    what: 'offers a new date: a new handoff that replaces this one',
  },
  report: { by: ['receiver'], design: 't13', what: 'tells how the first days went' },
  acknowledge: { by: ['sender', 'system'], design: 't13', what: 'has read the report; the loop is closed' },
  withdraw: {
    by: ['sender', 'receiver', 'system'],
    design: 't14',
    what: 'records that the client withdrew the consent it stands on',
  },
  return: {
    by: ['receiver'],
    only: 'transfer',
    design: 't16',
    what: 'cannot go on: a transfer back is sent, custody stays until the client has arrived',
  },
  stop: {
    by: ['sender', 'receiver'],
    design: '10',
    what: 'the client withdrew, left, moved away, was detained or died',
  },
  void: { by: ['sender'], design: 't19', what: 'should never have existed' },
  extend: { by: ['coordinator'], design: '4', what: 'gives the running clock its time again, once' },
  reassign: {
    by: ['coordinator'],
    design: '4',
    what: 'ends the offer and asks the custodian to try another partner',
  },
  supersede: { by: ['system'], design: 't6', what: 'another partner was first' },
  expire: { by: ['system'], design: 't15', what: 'nobody answered, in spite of every reminder' },
} as const satisfies Record<string, MoveSpec>;
export type HandoffMove = keyof typeof MOVES;
export const HANDOFF_MOVES = Object.keys(MOVES) as HandoffMove[];

/** Moves that one of the two sides asks for over the API. */
export type SideMove = {
  [M in HandoffMove]: (typeof MOVES)[M]['by'][number] & HandoffSide extends never ? never : M;
}[HandoffMove];

const declined = ['declined', 'declined-capacity', 'referred-onward'] as const;
const stopped = [
  'client-withdrew',
  'client-left',
  'client-moved-away',
  'client-detained',
  'client-died',
] as const;
const paused = ['client-unreachable', 'consent-under-discussion', 'transport'] as const;

/** What may happen to every offer until the client has arrived. */
const beforeArrival = {
  recall: ['recalled'],
  stop: stopped,
  void: ['voided'],
  arrive: ['arrived-in-service'],
  supersede: ['superseded'],
} as const;
/** An answer is owed: the ladder runs, and the coordination office may step in once it has been called. */
const answerOwed = {
  ...beforeArrival,
  accept: ['awaiting-arrival'],
  decline: declined,
  withdraw: ['consent-withdrawn'],
  reassign: ['reassigned'],
} as const;
/** Accepted, and the client is not there yet. */
const accepted = {
  ...beforeArrival,
  withdraw: ['consent-under-discussion'],
  miss: ['did-not-arrive'],
  fail: ['service-unavailable'],
  reassign: ['reassigned'],
} as const;
const onHold = {
  ...accepted,
  resume: ['awaiting-arrival'],
  expire: ['expired-no-decision', 'receiver-closed'],
} as const;

/** The machine: where it stands -> event -> where it may stand afterwards. Reachability and dead ends are tested. */
export const HANDOFF = {
  preparing: { edit: ['preparing'], send: ['awaiting-acknowledgement'], discard: ['discarded'] },
  'awaiting-acknowledgement': {
    ...answerOwed,
    take: ['under-review'],
    extend: ['awaiting-acknowledgement'],
    expire: ['expired-no-response', 'receiver-closed'],
  },
  'under-review': {
    ...answerOwed,
    ask: ['info-requested'],
    waitlist: ['waitlist-offered'],
    extend: ['under-review'],
    expire: ['expired-no-decision', 'receiver-closed'],
  },
  'info-requested': {
    ...answerOwed,
    answer: ['under-review'],
    extend: ['info-requested'],
    expire: ['expired-no-decision', 'receiver-closed'],
  },
  'waitlist-offered': {
    ...answerOwed,
    wish: ['waitlisted', 'under-review'],
    extend: ['waitlist-offered'],
    expire: ['receiver-closed'],
  },
  waitlisted: { ...answerOwed, propose: ['under-review'], expire: ['receiver-closed'] },
  'awaiting-arrival': {
    ...accepted,
    hold: paused,
    reschedule: ['awaiting-arrival'],
    depart: ['awaiting-arrival'],
    contact: ['awaiting-arrival'],
    expire: ['receiver-closed'],
  },
  'client-unreachable': { ...onHold, depart: ['client-unreachable'], contact: ['client-unreachable'] },
  'consent-under-discussion': {
    ...onHold,
    depart: ['consent-under-discussion'],
    contact: ['consent-under-discussion'],
  },
  transport: { ...onHold, depart: ['transport'], contact: ['transport'] },
  'arrived-in-service': {
    report: ['report-sent'],
    return: ['report-sent'],
    withdraw: ['arrived-in-service'],
  },
  'report-sent': { acknowledge: ['loop-closed'], withdraw: ['report-sent'] },
  'loop-closed': { withdraw: ['loop-closed'] },
  'information-given': {},
  declined: { overturn: ['awaiting-acknowledgement'] },
  'declined-capacity': { overturn: ['awaiting-acknowledgement'] },
  'referred-onward': { overturn: ['awaiting-acknowledgement'] },
  recalled: {},
  reassigned: {},
  'client-withdrew': {},
  'client-left': {},
  'client-moved-away': {},
  'client-detained': {},
  'client-died': {},
  'consent-withdrawn': {},
  superseded: {},
  'expired-no-response': {},
  'expired-no-decision': {},
  'receiver-closed': {},
  discarded: {},
  'did-not-arrive': {
    arrive: ['arrived-in-service'],
    stop: ['client-died'],
    invite: ['did-not-arrive'],
    contact: ['did-not-arrive'],
    call: ['did-not-arrive'],
  },
  'service-unavailable': {
    arrive: ['arrived-in-service'],
    stop: ['client-died'],
    invite: ['service-unavailable'],
  },
  voided: {},
} as const satisfies Record<BusinessState, Partial<Record<HandoffMove, readonly BusinessState[]>>>;

/** Open: sent, and the client has not arrived yet. One transfer of an episode is open, or several under one group. */
export const OPEN_HANDOFF_STATES = [
  'requested',
  'received',
  'accepted',
  'on-hold',
] as const satisfies readonly HandoffState[];

/** Ended before arrival: the receiver keeps a tombstone, whoever is responsible a next step. */
export const NEGATIVE_HANDOFF_STATES = [
  'rejected',
  'cancelled',
  'failed',
  'entered-in-error',
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

/** Exits of their own: none of them is a refusal of anybody (design: handoff, section 10). */
export const STOP_CAUSES = {
  withdrew: 'client-withdrew',
  left: 'client-left',
  moved_away: 'client-moved-away',
  detained: 'client-detained',
  died: 'client-died',
} as const satisfies Record<string, BusinessState>;
export type StopCause = keyof typeof STOP_CAUSES;
export const STOP_CAUSE_CODES = Object.keys(STOP_CAUSES) as StopCause[];

/** Why an accepted handoff pauses; each is the business state it leads to. */
export const HOLD_REASONS = paused;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** What the receiver tells the sender about the first days; `returned` is said by sending a transfer back. */
export const REPORT_OUTCOMES = [
  'settled',
  'started_plan',
  'left_early',
  'needs_other_care',
  'returned',
] as const;
export type ReportOutcome = (typeof REPORT_OUTCOMES)[number];

/** How somebody who is out of the house and not arrived was reached. */
export const CONTACT_WAYS = ['telephone', 'message', 'visit', 'through_family', 'in_person'] as const;
export type ContactWay = (typeof CONTACT_WAYS)[number];

/** Why custody is changed without an arrival; two coordinators and a document are needed. */
export const FORCED_CHANGE_REASONS = ['court_order', 'organisation_closed', 'client_safety'] as const;
export type ForcedChangeReason = (typeof FORCED_CHANGE_REASONS)[number];

/** What the two sides write to each other; the coordination office sees none of it. */
export const NOTE_KINDS = [
  'reason',
  'question',
  'answer',
  'waitlist',
  'decline',
  'hold',
  'void',
  'report',
  'coordination',
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** Where a message to the partner is; a delivered message is not an acknowledged handoff. */
export const TRANSPORT_STATES = ['queued', 'sent', 'delivered', 'failed', 'dead'] as const;
export type TransportState = (typeof TRANSPORT_STATES)[number];

/** A place is kept softly while an answer is owed, firmly from acceptance on, and for a client who is away for a few days. */
export const PLACE_HOLDS = ['soft', 'firm', 'return'] as const;
export type PlaceHold = (typeof PLACE_HOLDS)[number];

export const STANDING_KINDS = ['registration', 'licence'] as const;
export type StandingKind = (typeof STANDING_KINDS)[number];
