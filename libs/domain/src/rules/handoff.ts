import {
  BUSINESS_STATES,
  HANDOFF,
  MOVES,
  type BusinessState,
  type HandoffBasis,
  type HandoffKind,
  type HandoffMove,
  type HandoffMover,
  type HandoffSide,
  type HandoffState,
  type MoveSpec,
  type Urgency,
} from '../charter/handoff.js';
import type { ConsentCategory } from '../charter/consent.js';
import type { Stage } from '../charter/pathway.js';
import { Refusal, type RefusalCode } from '../refusal.js';

/** A handoff as the rules need it. */
export interface Handoff {
  readonly business_state: BusinessState;
  readonly kind: HandoffKind;
  readonly basis: HandoffBasis;
  readonly urgency: Urgency;
  readonly stage: Stage;
  readonly safety_withheld: boolean;
  readonly planned_return: boolean;
  /** Null: a draft. */
  readonly requested_at: Date | null;
  readonly appointment_at: Date | null;
  readonly departed_at: Date | null;
  readonly closed_at: Date | null;
  readonly escalated_at: Date | null;
  readonly extended_at: Date | null;
  readonly overturned_at: Date | null;
}

/** What a cell of the machine answers: where the move may lead, or why it is refused. */
export type Cell = { readonly to: readonly BusinessState[] } | { readonly refused: RefusalCode };

/**
 * One cell of the machine, for whoever is the mover: the targets of the move, or the refusal by name. A move that is never
 * this mover's is refused first, then a kind that has no such move, then the state (ADR 0021).
 */
export function cellOf(
  business: BusinessState,
  move: HandoffMove,
  mover: HandoffMover,
  kind: HandoffKind,
): Cell {
  const spec: MoveSpec = MOVES[move];
  if (!spec.by.includes(mover)) return { refused: 'handoff.not_your_move' };
  if (kind === 'information_only') return { refused: 'handoff.information_only' };
  if (spec.only && spec.only !== kind) return { refused: 'handoff.kind_has_no_such_move' };
  const moves: Partial<Record<HandoffMove, readonly BusinessState[]>> = HANDOFF[business];
  const to = moves[move];
  return to ? { to } : { refused: whyNot(business, move) };
}

/** The next state of a move, or its refusal. `wanted` chooses where a move may lead to several. */
export function decide(
  handoff: Pick<Handoff, 'business_state' | 'kind'>,
  move: HandoffMove,
  mover: HandoffMover,
  wanted?: BusinessState,
): { state: HandoffState; business_state: BusinessState } {
  const cell = cellOf(handoff.business_state, move, mover, handoff.kind);
  if ('refused' in cell) throw new Refusal(cell.refused);
  const business_state = wanted ?? cell.to[0];
  if (!business_state || !cell.to.includes(business_state)) {
    throw new Refusal(whyNot(handoff.business_state, move));
  }
  return { state: BUSINESS_STATES[business_state], business_state };
}

/** The moves somebody has in a state: the buttons of the screen. */
export function movesOf(business: BusinessState, mover: HandoffMover, kind: HandoffKind): HandoffMove[] {
  const moves = Object.keys(HANDOFF[business]) as HandoffMove[];
  return moves.filter((move) => 'to' in cellOf(business, move, mover, kind));
}

/** Ended, one way or the other: why nothing more can be done. */
const ENDED: Partial<Record<BusinessState, RefusalCode>> = {
  'report-sent': 'handoff.completed',
  'loop-closed': 'handoff.completed',
  'information-given': 'handoff.information_only',
  declined: 'handoff.already_declined',
  'declined-capacity': 'handoff.already_declined',
  'referred-onward': 'handoff.already_declined',
  recalled: 'handoff.recalled',
  reassigned: 'handoff.reassigned',
  'client-withdrew': 'handoff.stopped',
  'client-left': 'handoff.stopped',
  'client-moved-away': 'handoff.stopped',
  'client-detained': 'handoff.stopped',
  'client-died': 'handoff.stopped',
  'consent-withdrawn': 'handoff.ended_by_withdrawal',
  superseded: 'handoff.superseded',
  'expired-no-response': 'handoff.expired',
  'expired-no-decision': 'handoff.expired',
  'receiver-closed': 'handoff.receiver_closed',
  discarded: 'handoff.discarded',
  'did-not-arrive': 'handoff.did_not_arrive',
  'service-unavailable': 'handoff.service_unavailable',
  voided: 'handoff.voided',
};

/** What a move waits for, where the handoff is open and has not come that far. */
const WAITS_FOR: Partial<Record<HandoffMove, RefusalCode>> = {
  edit: 'handoff.already_sent',
  send: 'handoff.already_sent',
  discard: 'handoff.already_sent',
  answer: 'handoff.nothing_asked',
  wish: 'handoff.nothing_offered',
  propose: 'handoff.not_waitlisted',
  overturn: 'handoff.not_declined',
  call: 'handoff.not_missed',
  invite: 'handoff.not_missed',
  acknowledge: 'handoff.not_reported_yet',
  extend: 'handoff.nothing_to_extend',
};

/** Why a move is refused in a state, in the words of what happened before or of what comes first. */
export function whyNot(business: BusinessState, move: HandoffMove): RefusalCode {
  if (business === 'preparing') return 'handoff.not_sent_yet';
  const ended = ENDED[business];
  if (ended) {
    const repeated = business === 'report-sent' && (move === 'report' || move === 'return');
    return repeated ? 'handoff.already_reported' : ended;
  }
  if (business === 'arrived-in-service')
    return move === 'acknowledge' ? 'handoff.not_reported_yet' : 'handoff.already_arrived';
  const waits = WAITS_FOR[move];
  if (waits) return waits;
  const state = BUSINESS_STATES[business];
  if (move === 'report' || move === 'return') return 'handoff.not_arrived_yet';
  if (state === 'accepted')
    return move === 'resume' || move === 'expire' ? 'handoff.not_on_hold' : 'handoff.already_accepted';
  if (state === 'on-hold')
    return move === 'hold' || move === 'reschedule' ? 'handoff.already_on_hold' : 'handoff.already_accepted';
  if (move === 'ask' || move === 'waitlist' || move === 'take') return whyNotUnderReview(business);
  return 'handoff.not_accepted_yet';
}

function whyNotUnderReview(business: BusinessState): RefusalCode {
  if (business === 'awaiting-acknowledgement') return 'handoff.take_first';
  if (business === 'info-requested') return 'handoff.question_open';
  return business === 'under-review' ? 'handoff.already_taken' : 'handoff.already_waitlisted';
}

/** The other organisation. */
export function otherSide(side: HandoffSide): HandoffSide {
  return side === 'sender' ? 'receiver' : 'sender';
}

export interface Consent {
  readonly categories: readonly ConsentCategory[];
  readonly withdrawn_at: Date | null;
  /** The first instant at which it opens nothing by itself; null: it has no end. */
  readonly until_at: Date | null;
}

/** Whether a consent stands at an instant; refuses by name where it does not. */
export function assertConsentStands(consent: Consent, now: Date): void {
  if (consent.withdrawn_at) throw new Refusal('consent.withdrawn', { field: 'consent' });
  if (consent.until_at && consent.until_at <= now) {
    throw new Refusal('consent.expired', { field: 'consent' });
  }
}
