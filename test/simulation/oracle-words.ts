import type { BusinessState, HandoffMove } from '#domain/charter/handoff.js';
import type { RefusalCode } from '#domain/refusal.js';

/** What the design says must come of a command. */
export interface Prediction {
  /** Any of these: where several rules say no at once, the design does not say which speaks first. */
  readonly refused?: readonly RefusalCode[];
  readonly at?: BusinessState;
  readonly version?: number;
  readonly made?: 'client' | 'consent' | 'handoff' | 'change';
  /** The client for whom the acting house now has a code. */
  readonly client?: number;
  /** The change was carried out before: the answer must be the same, word for word. */
  readonly repeats?: true;
}

/** The design says no. */
export class No extends Error {
  readonly codes: readonly RefusalCode[];

  constructor(...codes: RefusalCode[]) {
    super(codes.join());
    this.codes = codes;
  }
}

/** What somebody who comes too late or too early must be told: what has happened, in the words of the field. */
const HAPPENED: Readonly<Record<BusinessState, readonly RefusalCode[]>> = {
  preparing: ['handoff.not_sent_yet'],
  'awaiting-acknowledgement': ['handoff.already_sent', 'handoff.not_accepted_yet', 'handoff.take_first'],
  'under-review': ['handoff.already_sent', 'handoff.not_accepted_yet', 'handoff.already_taken'],
  'info-requested': [
    'handoff.already_sent',
    'handoff.not_accepted_yet',
    'handoff.already_taken',
    'handoff.question_open',
  ],
  'waitlist-offered': [
    'handoff.already_sent',
    'handoff.not_accepted_yet',
    'handoff.already_taken',
    'handoff.already_waitlisted',
  ],
  waitlisted: [
    'handoff.already_sent',
    'handoff.not_accepted_yet',
    'handoff.already_taken',
    'handoff.already_waitlisted',
  ],
  'awaiting-arrival': ['handoff.already_accepted'],
  'client-unreachable': ['handoff.already_accepted', 'handoff.already_on_hold'],
  'consent-under-discussion': ['handoff.already_accepted', 'handoff.already_on_hold'],
  transport: ['handoff.already_accepted', 'handoff.already_on_hold'],
  'arrived-in-service': ['handoff.already_arrived'],
  'report-sent': ['handoff.already_arrived', 'handoff.already_reported', 'handoff.completed'],
  'loop-closed': ['handoff.completed'],
  'information-given': ['handoff.information_only'],
  declined: ['handoff.already_declined'],
  'declined-capacity': ['handoff.already_declined'],
  'referred-onward': ['handoff.already_declined'],
  recalled: ['handoff.recalled'],
  reassigned: ['handoff.reassigned'],
  'client-withdrew': ['handoff.stopped'],
  'client-left': ['handoff.stopped'],
  'client-moved-away': ['handoff.stopped'],
  'client-detained': ['handoff.stopped'],
  'client-died': ['handoff.stopped'],
  'consent-withdrawn': ['handoff.ended_by_withdrawal'],
  superseded: ['handoff.superseded'],
  'expired-no-response': ['handoff.expired'],
  'expired-no-decision': ['handoff.expired'],
  'receiver-closed': ['handoff.receiver_closed'],
  discarded: ['handoff.discarded'],
  'did-not-arrive': ['handoff.did_not_arrive'],
  'service-unavailable': ['handoff.service_unavailable'],
  voided: ['handoff.voided'],
};

/** What must have happened before a move. */
const NEEDS: Partial<Readonly<Record<HandoffMove, readonly RefusalCode[]>>> = {
  edit: ['handoff.already_sent'],
  send: ['handoff.already_sent'],
  discard: ['handoff.already_sent'],
  take: ['handoff.already_taken'],
  ask: ['handoff.take_first', 'handoff.question_open', 'handoff.already_waitlisted'],
  answer: ['handoff.nothing_asked'],
  waitlist: ['handoff.take_first', 'handoff.question_open', 'handoff.already_waitlisted'],
  wish: ['handoff.nothing_offered'],
  propose: ['handoff.not_waitlisted'],
  hold: ['handoff.not_accepted_yet', 'handoff.already_on_hold'],
  resume: ['handoff.not_on_hold', 'handoff.not_accepted_yet'],
  reschedule: ['handoff.not_accepted_yet', 'handoff.already_on_hold'],
  depart: ['handoff.not_accepted_yet'],
  contact: ['handoff.not_accepted_yet'],
  call: ['handoff.not_missed'],
  miss: ['handoff.not_accepted_yet'],
  fail: ['handoff.not_accepted_yet'],
  invite: ['handoff.not_missed'],
  report: ['handoff.not_arrived_yet', 'handoff.already_reported'],
  return: ['handoff.not_arrived_yet', 'handoff.already_reported'],
  acknowledge: ['handoff.not_reported_yet', 'handoff.not_arrived_yet'],
  overturn: ['handoff.not_declined'],
  extend: ['handoff.nothing_to_extend'],
};

/** Every name under which a move that this state does not know may be refused. */
export function whyNot(at: BusinessState, move: HandoffMove): RefusalCode[] {
  return [...HAPPENED[at], ...(NEEDS[move] ?? [])];
}
