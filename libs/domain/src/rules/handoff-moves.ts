import type { ClockKind } from '../charter/clocks.js';
import type { WorkItemKind } from '../charter/code-lists.js';
import type { DisclosureTier } from '../charter/consent.js';
import {
  BUSINESS_STATES,
  STOP_CAUSES,
  type BusinessState,
  type DeclineReason,
  type HandoffMover,
  type HandoffSide,
  type HandoffState,
  type HoldReason,
  type PlaceHold,
  type StopCause,
} from '../charter/handoff.js';
import { LIMITS } from '../charter/limits.js';
import { Refusal } from '../refusal.js';
import { decide, otherSide, type Handoff } from './handoff.js';

const DAY_MS = 86_400_000;

/** When work is due: an instant, at once, in the hours the pack gives a next step, or when a clock that starts now runs out. */
export type Due = Date | 'now' | 'next_step' | ClockKind;

export type WorkSide = HandoffSide | 'custodian' | 'coordination';

export interface RaiseWork {
  readonly do: 'raise_work';
  readonly side: WorkSide;
  readonly kind: WorkItemKind;
  readonly due: Due;
  /** Not while another partner of the same group is still being asked. */
  readonly unless_alternative?: true;
}

/** What must become true beside the new state; the service turns each into rows. */
export type Effect =
  | { readonly do: 'disclose'; readonly tiers: readonly DisclosureTier[] }
  | { readonly do: 'share_identity' }
  | { readonly do: 'new_round' }
  | { readonly do: 'hold_place'; readonly hold: PlaceHold }
  | { readonly do: 'release_place' }
  | { readonly do: 'release_return_place' }
  | { readonly do: 'take_up_place' }
  | { readonly do: 'switch_custody' }
  | { readonly do: 'join' }
  | { readonly do: 'leave' }
  /** Ends the alternatives, and for a transfer every other open transfer; `all`: whatever is open for the client. */
  | { readonly do: 'supersede'; readonly all?: true }
  | { readonly do: 'let_go'; readonly keep_contact?: true }
  | { readonly do: 'close_reading' }
  | { readonly do: 'settle_work'; readonly which: 'answers' | 'all' | 'episode' | WorkItemKind }
  | { readonly do: 'settle_clocks'; readonly kinds: readonly ClockKind[] | 'all' }
  | { readonly do: 'start_clock'; readonly kind: ClockKind; readonly from?: Date }
  | { readonly do: 'wipe_notes' }
  | { readonly do: 'pause_spell' }
  | { readonly do: 'go_on_with_spell' }
  | RaiseWork
  | { readonly do: 'tell'; readonly side: HandoffSide };

export interface Moved {
  readonly state: HandoffState;
  readonly business_state: BusinessState;
  readonly effects: readonly Effect[];
  /** The clock or instant the envelope shows as due; null: nothing is; absent: as before. */
  readonly due?: Date | ClockKind | null;
}

const settle: Effect = { do: 'settle_work', which: 'answers' };
const stopClocks: Effect = { do: 'settle_clocks', kinds: 'all' };
const tell = (side: HandoffSide): Effect => ({ do: 'tell', side });
const start = (kind: ClockKind, from?: Date): Effect => ({ do: 'start_clock', kind, ...(from && { from }) });
const work = (side: WorkSide, kind: WorkItemKind, due: Due): RaiseWork => ({
  do: 'raise_work',
  side,
  kind,
  due,
});

/**
 * A negative end: what the handoff held open is let go, and whoever is responsible has a dated next step, unless another
 * partner is still being asked. The other side is told, or both where neither did it.
 */
function ended(mover: HandoffMover, options: { keep_contact?: true } = {}): Effect[] {
  const told: HandoffSide[] =
    mover === 'sender' ? ['receiver'] : mover === 'receiver' ? ['sender'] : ['sender', 'receiver'];
  return [
    { do: 'let_go', ...(options.keep_contact && { keep_contact: true as const }) },
    { ...work('custodian', 'handoff.next_step', 'next_step'), unless_alternative: true },
    ...told.map(tell),
  ];
}

/** The request goes out: the card (D1) is disclosed, a place is softly kept, the first clock starts. */
export function send(
  handoff: Pick<Handoff, 'business_state' | 'kind'>,
  mover: HandoffMover = 'sender',
): Moved {
  return {
    ...decide(handoff, 'send', mover),
    due: 'acknowledge',
    effects: [
      { do: 'disclose', tiers: ['D1'] },
      { do: 'settle_clocks', kinds: ['draft'] },
      { do: 'hold_place', hold: 'soft' },
      start('acknowledge'),
    ],
  };
}

/** A draft is thrown away, by its author or because nobody sent it for too long. */
export function discard(handoff: Handoff, mover: HandoffMover): Moved {
  return {
    ...decide(handoff, 'discard', mover),
    due: null,
    effects: [stopClocks, { do: 'wipe_notes' }],
  };
}

/** The receiver takes the request on: what the consent opens for the decision (D2) is disclosed now. */
export function take(handoff: Handoff, side: HandoffSide): Moved {
  return {
    ...decide(handoff, 'take', side),
    due: 'decide',
    effects: [
      { do: 'disclose', tiers: ['D2'] },
      { do: 'settle_clocks', kinds: ['acknowledge'] },
      settle,
      start('decide'),
      start('hard_stop'),
      work('receiver', 'handoff.answer', 'decide'),
    ],
  };
}

/** A question to the sender: the clock of the decision pauses, the sender's runs. The hard stop runs on. */
export function ask(handoff: Handoff, side: HandoffSide): Moved {
  return {
    ...decide(handoff, 'ask', side),
    due: 'answer',
    effects: [
      { do: 'settle_clocks', kinds: ['decide'] },
      settle,
      start('answer'),
      work('sender', 'handoff.question', 'answer'),
    ],
  };
}

export function answer(handoff: Handoff, side: HandoffSide): Moved {
  return backUnderReview(handoff, 'answer', side, ['answer']);
}

/** A place was found for somebody who waits: the request is decided anew. */
export function propose(handoff: Handoff, side: HandoffSide): Moved {
  return backUnderReview(handoff, 'propose', side, ['review']);
}

function backUnderReview(
  handoff: Handoff,
  move: 'answer' | 'propose' | 'wish',
  side: HandoffSide,
  clocks: readonly ClockKind[],
): Moved {
  return {
    ...decide(handoff, move, side, 'under-review'),
    due: 'decide',
    effects: [
      { do: 'settle_clocks', kinds: clocks },
      settle,
      start('decide'),
      work('receiver', 'handoff.answer', 'decide'),
      ...(side === 'receiver' ? [tell('sender')] : []),
    ],
  };
}

export interface WaitlistOffer {
  readonly expected_on: string | null;
  readonly position: number | null;
  readonly review_on: string;
}

/** A place on the waiting list is an offer: the sender answers with the client's wish; silence is chased, not taken for a yes. */
export function waitlist(handoff: Handoff, side: HandoffSide, offer: WaitlistOffer, today: string): Moved {
  const next = decide(handoff, 'waitlist', side);
  if (offer.expected_on === null && offer.position === null) {
    throw new Refusal('handoff.waitlist_needs_date', { field: 'expected_on' });
  }
  for (const field of ['expected_on', 'review_on'] as const) {
    const day = offer[field];
    if (day !== null && day < today) throw new Refusal('handoff.date_in_past', { field });
  }
  return {
    ...next,
    due: 'wish',
    effects: [
      { do: 'settle_clocks', kinds: ['decide'] },
      settle,
      start('wish'),
      work('sender', 'handoff.wish', 'wish'),
    ],
  };
}

/** The client's wish: to wait, and the list is looked at again by the agreed day; or not, and the partner decides. */
export function wish(handoff: Handoff, side: HandoffSide, wishes: boolean, reviewAt: Date): Moved {
  if (!wishes) return backUnderReview(handoff, 'wish', side, ['wish']);
  return {
    ...decide(handoff, 'wish', side, 'waitlisted'),
    due: reviewAt,
    effects: [
      { do: 'settle_clocks', kinds: ['wish', 'hard_stop', 'decide'] },
      settle,
      start('review', reviewAt),
      work('receiver', 'handoff.review', reviewAt),
    ],
  };
}

export interface Acceptance {
  readonly appointment_at: Date;
  readonly spoke_at: Date | undefined;
}

/**
 * The receiver says yes, with a place and an appointment. Custody stays with the sender until the client has arrived. Where
 * safety information was withheld the two sides must have spoken first (design: handoff, section 10).
 */
export function accept(handoff: Handoff, side: HandoffSide, given: Acceptance, now: Date): Moved {
  const next = decide(handoff, 'accept', side);
  assertAppointment(given.appointment_at, now);
  if (given.spoke_at && given.spoke_at.getTime() > now.getTime()) {
    throw new Refusal('record.date_in_future', { field: 'spoke_at' });
  }
  if (handoff.safety_withheld && !given.spoke_at)
    throw new Refusal('handoff.safety_speak_first', { field: 'spoke_at' });
  return {
    ...next,
    due: given.appointment_at,
    effects: [
      { do: 'hold_place', hold: 'firm' },
      {
        do: 'disclose',
        tiers: handoff.business_state === 'awaiting-acknowledgement' ? ['D2', 'D3'] : ['D3'],
      },
      { do: 'supersede' },
      stopClocks,
      settle,
      ...awaitArrival(given.appointment_at),
      { do: 'share_identity' },
      tell('sender'),
    ],
  };
}

function assertAppointment(appointment_at: Date, now: Date): void {
  if (appointment_at.getTime() <= now.getTime())
    throw new Refusal('handoff.appointment_past', { field: 'appointment_at' });
  if (appointment_at.getTime() > now.getTime() + LIMITS.appointment_ahead_days_max * DAY_MS) {
    throw new Refusal('handoff.appointment_too_far', {
      field: 'appointment_at',
      parameters: { days: LIMITS.appointment_ahead_days_max },
    });
  }
}

/** The clocks and the work of a client who is expected at an appointment. */
export function awaitArrival(appointment_at: Date): Effect[] {
  return [
    start('arrive', appointment_at),
    start('not_seen', appointment_at),
    work('receiver', 'handoff.arrival', appointment_at),
  ];
}

/** The receiver says no: access to what was disclosed ends, and the custodian has a dated next step at once. */
export function decline(handoff: Handoff, side: HandoffSide, reason: DeclineReason): Moved {
  const wanted =
    reason === 'no_capacity'
      ? 'declined-capacity'
      : reason === 'referred_onward'
        ? 'referred-onward'
        : 'declined';
  return { ...decide(handoff, 'decline', side, wanted), due: null, effects: ended(side) };
}

/** The coordination office sends a declined request back: once, and soon. The card is disclosed again by the database. */
export function overturn(handoff: Handoff, deadline: Date, now: Date): Moved {
  const next = decide(handoff, 'overturn', 'coordinator');
  if (handoff.overturned_at) throw new Refusal('handoff.already_overturned');
  if (deadline.getTime() < now.getTime()) throw new Refusal('handoff.overturn_too_late');
  return {
    ...next,
    due: 'acknowledge',
    effects: [
      { do: 'new_round' },
      { do: 'settle_work', which: 'handoff.next_step' },
      { do: 'hold_place', hold: 'soft' },
      start('acknowledge'),
      work('receiver', 'handoff.answer', 'acknowledge'),
      tell('sender'),
    ],
  };
}

/** Takes the request back before arrival. While an alternative is open, waiting for it is the next step. */
export function recall(handoff: Handoff, mover: HandoffMover): Moved {
  const next = decide(handoff, 'recall', mover);
  if (mover === 'coordinator') assertEscalated(handoff);
  return { ...next, due: null, effects: ended(mover) };
}

function assertEscalated(handoff: Handoff): void {
  if (!handoff.escalated_at) throw new Refusal('handoff.not_escalated');
}

/** The coordination office ends the offer; the custodian tries another partner, with the client's consent for it. */
export function reassign(handoff: Handoff): Moved {
  const next = decide(handoff, 'reassign', 'coordinator');
  assertEscalated(handoff);
  return { ...next, due: null, effects: ended('coordinator') };
}

/** Which clock is run again when the coordination office extends: the one that is owed. */
const EXTENDED: Partial<Record<BusinessState, ClockKind>> = {
  'awaiting-acknowledgement': 'acknowledge',
  'under-review': 'decide',
  'info-requested': 'answer',
  'waitlist-offered': 'wish',
};

/** The coordination office gives whoever must act their time again, once. */
export function extend(handoff: Handoff): Moved {
  const next = decide(handoff, 'extend', 'coordinator');
  assertEscalated(handoff);
  if (handoff.extended_at) throw new Refusal('handoff.already_extended');
  const clock = EXTENDED[handoff.business_state] ?? 'decide';
  const owed: HandoffSide = clock === 'answer' || clock === 'wish' ? 'sender' : 'receiver';
  return {
    ...next,
    due: clock,
    effects: [
      { do: 'settle_clocks', kinds: [clock, 'hard_stop'] },
      { do: 'settle_work', which: 'handoff.escalated' },
      { do: 'settle_work', which: 'handoff.overdue' },
      { do: 'settle_work', which: 'handoff.reminder' },
      start(clock),
      tell(owed),
    ],
  };
}

/** The client withdrew, left, moved away, was detained or died: exits of their own, and nobody's refusal. */
export function stop(handoff: Handoff, side: HandoffSide, cause: StopCause): Moved {
  const next = decide(handoff, 'stop', side, STOP_CAUSES[cause]);
  if (cause !== 'died') return { ...next, due: null, effects: ended(side) };
  // Nobody rings, writes or waits for somebody who has died; those who were responsible look at how it came to it.
  return {
    ...next,
    due: null,
    effects: [
      { do: 'supersede', all: true },
      { do: 'let_go' },
      { do: 'settle_work', which: 'episode' },
      work('custodian', 'client.death_review', 'next_step'),
      tell(otherSide(side)),
    ],
  };
}

/** Should never have existed: both sides are told, access ends, the audit keeps it. A second person countersigns. */
export function voidIt(handoff: Handoff, side: HandoffSide): Moved {
  return {
    ...decide(handoff, 'void', side),
    due: null,
    effects: [...ended(side), work('sender', 'handoff.countersign', 'next_step')],
  };
}

/** An accepted handoff pauses; the place is kept as long as the clock of the pause runs. */
export function hold(
  handoff: Handoff,
  side: HandoffSide,
  reason: HoldReason,
  resumeOn: string,
  today: string,
): Moved {
  const next = decide(handoff, 'hold', side, reason);
  if (resumeOn < today) throw new Refusal('handoff.date_in_past', { field: 'resume_on' });
  return {
    ...next,
    due: 'hold',
    effects: [
      ...(reason === 'consent-under-discussion' ? [{ do: 'close_reading' } as const] : []),
      { do: 'settle_clocks', kinds: ['arrive', 'not_seen'] },
      { do: 'settle_work', which: 'handoff.arrival' },
      start('hold'),
      work(side, 'handoff.resume', 'hold'),
      tell(otherSide(side)),
    ],
  };
}

/** Goes on after a pause, with the old appointment or a new one; after a withdrawal only the sender can, with a new consent. */
export function resume(
  handoff: Handoff,
  side: HandoffSide,
  given: { appointment_at: Date; new_consent: boolean },
  now: Date,
): Moved {
  const next = decide(handoff, 'resume', side);
  assertAppointment(given.appointment_at, now);
  const discussed = handoff.business_state === 'consent-under-discussion';
  const emergency = handoff.basis === 'emergency';
  if (discussed && !given.new_consent && !emergency) {
    throw new Refusal('handoff.resume_needs_consent', { field: 'consent' });
  }
  // What the pause had closed is opened anew: on the new consent, or on the emergency, which never stood on one.
  const opened: Effect[] = given.new_consent
    ? [{ do: 'new_round' }, { do: 'disclose', tiers: ['D1', 'D2', 'D3'] }]
    : discussed
      ? [{ do: 'new_round' }, { do: 'disclose', tiers: ['D3'] }]
      : [];
  return {
    ...next,
    due: given.appointment_at,
    effects: [
      // Nothing stands in the way of an emergency, a full house neither.
      ...(emergency ? [] : [{ do: 'hold_place', hold: 'firm' } as const]),
      ...opened,
      { do: 'settle_clocks', kinds: ['hold'] },
      { do: 'settle_work', which: 'handoff.reminder' },
      { do: 'settle_work', which: 'handoff.overdue' },
      { do: 'settle_work', which: 'handoff.escalated' },
      { do: 'settle_work', which: 'handoff.resume' },
      { do: 'settle_work', which: 'place.let_go' },
      ...awaitArrival(given.appointment_at),
      ...(opened.length > 0 ? [{ do: 'share_identity' } as const] : []),
      tell(otherSide(side)),
    ],
  };
}

export function reschedule(handoff: Handoff, side: HandoffSide, appointment_at: Date, now: Date): Moved {
  const next = decide(handoff, 'reschedule', side);
  assertAppointment(appointment_at, now);
  return {
    ...next,
    due: appointment_at,
    effects: [
      { do: 'settle_clocks', kinds: ['arrive', 'not_seen'] },
      { do: 'settle_work', which: 'handoff.arrival' },
      { do: 'settle_work', which: 'handoff.not_seen' },
      ...awaitArrival(appointment_at),
      tell('sender'),
    ],
  };
}

/** The client has left the sender's house and is still the sender's: somebody speaks with them within the pack's hours. */
export function depart(handoff: Handoff, side: HandoffSide): Moved {
  return {
    ...decide(handoff, 'depart', side, handoff.business_state),
    effects: [
      ...inTouch(handoff),
      start('contact'),
      work('sender', 'handoff.contact', 'contact'),
      tell('receiver'),
    ],
  };
}

/** The clock of the last contact begins anew. That it had run out is no longer overdue, unless a pause is. */
function inTouch({ business_state }: Handoff): Effect[] {
  const paused = BUSINESS_STATES[business_state] === 'on-hold';
  const nag: Effect = { do: 'settle_work', which: 'handoff.overdue' };
  return [{ do: 'settle_clocks', kinds: ['contact'] }, ...(paused ? [] : [nag])];
}

/** Somebody who is out of the house was spoken to, and will be again; or it was tried, and the clock runs on. */
export function contact(handoff: Handoff, side: HandoffSide, reached: boolean): Moved {
  const next = decide(handoff, 'contact', side, handoff.business_state);
  if (!reached) return { ...next, effects: [] };
  const again = handoff.departed_at !== null && handoff.business_state !== 'did-not-arrive';
  return {
    ...next,
    effects: [
      ...inTouch(handoff),
      { do: 'settle_work', which: 'handoff.contact' },
      { do: 'settle_work', which: 'handoff.outreach' },
      ...(again ? [start('contact'), work('sender', 'handoff.contact', 'contact')] : []),
    ],
  };
}

/** Names who rings after a missed arrival; a second caller is warned. */
export function call(handoff: Handoff, side: HandoffSide, named: boolean, takeOver: boolean): Moved {
  const next = decide(handoff, 'call', side, handoff.business_state);
  if (named && !takeOver) throw new Refusal('handoff.caller_named');
  return { ...next, effects: [] };
}

/**
 * The client is there: a transfer moves custody in this very transaction, a referral lets the partner walk along. Never
 * refused for want of an acceptance, a place or a standing consent (t11b); only a missed arrival of long ago is.
 */
export function arrive(handoff: Handoff, side: HandoffSide, arrivedAt: Date, now: Date): Moved {
  const next = decide(handoff, 'arrive', side);
  if (arrivedAt.getTime() > now.getTime())
    throw new Refusal('handoff.arrival_in_future', { field: 'arrived_at' });
  const days = LIMITS.arrival_back_days_max;
  const earliest = Math.max(handoff.requested_at?.getTime() ?? 0, now.getTime() - days * DAY_MS);
  if (arrivedAt.getTime() < earliest) {
    throw new Refusal('handoff.arrival_too_early', { field: 'arrived_at', parameters: { days } });
  }
  assertRecentlyMissed(handoff, now);
  const transfer = handoff.kind === 'transfer';
  return {
    ...next,
    due: 'first_report',
    effects: [
      ...(handoff.closed_at ? [{ do: 'new_round' } as const] : []),
      { do: 'disclose', tiers: [...missedTiers(handoff), 'D4'] },
      { do: 'supersede' },
      { do: transfer ? 'switch_custody' : 'join' },
      { do: 'take_up_place' },
      stopClocks,
      { do: 'settle_work', which: 'all' },
      ...(handoff.planned_return ? [{ do: 'hold_place', hold: 'return' } as const, start('place_hold')] : []),
      start('first_report'),
      work('receiver', 'handoff.report', 'first_report'),
      { do: 'share_identity' },
      tell('sender'),
    ],
  };
}

/** After a missed arrival the door stays open for some days; later a new request is needed. */
function assertRecentlyMissed({ closed_at }: Handoff, now: Date): void {
  const days = LIMITS.arrival_back_days_max;
  if (closed_at && closed_at.getTime() < now.getTime() - days * DAY_MS) {
    throw new Refusal('handoff.arrival_too_late', { parameters: { days } });
  }
}

/** Tiers that an unannounced arrival skipped. After a missed one everything had been closed: it is disclosed anew. */
function missedTiers(handoff: Handoff): DisclosureTier[] {
  if (handoff.basis === 'emergency') return [];
  if (handoff.closed_at) return ['D1', 'D2', 'D3'];
  if (handoff.business_state === 'awaiting-acknowledgement') return ['D2', 'D3'];
  const undecided: readonly BusinessState[] = [
    'under-review',
    'info-requested',
    'waitlist-offered',
    'waitlisted',
  ];
  return undecided.includes(handoff.business_state) ? ['D3'] : [];
}

/** Whether an arrival came without acceptance, or was written down more than a day late: flagged, never refused. */
export function arrivalFlags(
  from: BusinessState | null,
  arrivedAt: Date | null,
  recordedAt: Date | null,
): ('unannounced' | 'recorded_late')[] {
  const expected: readonly (BusinessState | null)[] = [
    null,
    'awaiting-arrival',
    'client-unreachable',
    'consent-under-discussion',
    'transport',
  ];
  return [
    ...(expected.includes(from) ? [] : (['unannounced'] as const)),
    ...(arrivedAt && recordedAt && recordedAt.getTime() - arrivedAt.getTime() > DAY_MS
      ? (['recorded_late'] as const)
      : []),
  ];
}

/** The client did not come. The custodian looks for them at once; the receiver may keep what it needs to ring for some days. */
export function miss(handoff: Handoff, mover: HandoffMover, now: Date): Moved {
  const next = decide(handoff, 'miss', mover);
  if (mover === 'receiver' && handoff.appointment_at && handoff.appointment_at.getTime() > now.getTime()) {
    throw new Refusal('handoff.appointment_not_yet');
  }
  return {
    ...next,
    due: null,
    effects: [
      ...ended(mover, { keep_contact: true }),
      work('custodian', 'handoff.outreach', 'next_step'),
      start('contact'),
    ],
  };
}

/** The service is not there after all: the custodian has a next step, as after a decline. */
export function fail(handoff: Handoff, side: HandoffSide): Moved {
  return { ...decide(handoff, 'fail', side), due: null, effects: ended(side) };
}

/** The receiver offers a new date: the old handoff stays as it ended, a new one takes its place. */
export function invite(handoff: Handoff, side: HandoffSide, appointment_at: Date, now: Date): Moved {
  const next = decide(handoff, 'invite', side, handoff.business_state);
  assertAppointment(appointment_at, now);
  assertRecentlyMissed(handoff, now);
  return {
    ...next,
    effects: [{ do: 'settle_work', which: 'all' }, { do: 'settle_clocks', kinds: 'all' }, tell('sender')],
  };
}

/** What the new handoff of an invitation starts: everything an acceptance does. */
export function invited(appointment_at: Date): Effect[] {
  return [
    { do: 'hold_place', hold: 'firm' },
    { do: 'disclose', tiers: ['D1', 'D2', 'D3'] },
    ...awaitArrival(appointment_at),
    { do: 'share_identity' },
  ];
}

/** The receiver tells how the first days went; the sender reads it and the loop is closed. A referral is left with it. */
export function report(handoff: Handoff, side: HandoffSide, move: 'report' | 'return' = 'report'): Moved {
  return {
    ...decide(handoff, move, side),
    due: 'acknowledge_report',
    effects: [
      ...(handoff.kind === 'referral' ? [{ do: 'leave' } as const] : []),
      ...(handoff.basis === 'emergency' ? [{ do: 'go_on_with_spell' } as const] : []),
      ...(handoff.planned_return ? [{ do: 'release_return_place' } as const] : []),
      stopClocks,
      settle,
      start('acknowledge_report'),
      work('sender', 'handoff.acknowledge', 'acknowledge_report'),
    ],
  };
}

/** The report was read; or nobody read it in time, and the clock closes the loop, flagged. */
export function acknowledge(handoff: Handoff, mover: HandoffMover): Moved {
  return {
    ...decide(handoff, 'acknowledge', mover),
    due: null,
    effects: [stopClocks, { do: 'settle_work', which: 'handoff.acknowledge' }],
  };
}

/** Nobody answered, in spite of every reminder; or the house that was to answer has closed. Custody stays where it is. */
export function expire(handoff: Handoff, receiverClosed: boolean): Moved {
  const wanted: BusinessState = receiverClosed
    ? 'receiver-closed'
    : handoff.business_state === 'awaiting-acknowledgement'
      ? 'expired-no-response'
      : 'expired-no-decision';
  return { ...decide(handoff, 'expire', 'system', wanted), due: null, effects: ended('system') };
}

/** What a handoff that starts as an emergency does: no acceptance, consent or place is waited for. */
export function emergency(): Effect[] {
  return [
    { do: 'disclose', tiers: ['D3'] },
    { do: 'pause_spell' },
    { do: 'share_identity' },
    work('receiver', 'handoff.arrival', 'now'),
    work('sender', 'handoff.return', 'next_step'),
    start('not_seen'),
    start('arrive'),
  ];
}
