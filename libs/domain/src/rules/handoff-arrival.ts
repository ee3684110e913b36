import type { DisclosureTier } from '../charter/consent.js';
import {
  BUSINESS_STATES,
  type BusinessState,
  type HandoffMover,
  type HandoffSide,
  type HoldReason,
} from '../charter/handoff.js';
import { LIMITS } from '../charter/limits.js';
import { Refusal } from '../refusal.js';
import {
  assertAppointment,
  awaitArrival,
  ended,
  settle,
  start,
  stopClocks,
  tell,
  work,
  type Effect,
  type Moved,
} from './handoff-effects.js';
import { decide, otherSide, type Handoff } from './handoff.js';

const DAY_MS = 86_400_000;

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
      ...ended({ ...handoff, departed_at: null }, mover, { keep_contact: true }),
      work('custodian', 'handoff.outreach', 'next_step'),
      start('contact'),
    ],
  };
}

/** The service is not there after all: the custodian has a next step, as after a decline. */
export function fail(handoff: Handoff, side: HandoffSide): Moved {
  return { ...decide(handoff, 'fail', side), due: null, effects: ended(handoff, side) };
}

/** The receiver offers a new date: the old handoff stays as it ended, a new one takes its place. */
export function invite(handoff: Handoff, side: HandoffSide, appointment_at: Date, now: Date): Moved {
  const next = decide(handoff, 'invite', side, handoff.business_state);
  assertAppointment(appointment_at, now);
  assertRecentlyMissed(handoff, now);
  return {
    ...next,
    effects: [
      { do: 'settle_work', which: 'handoff.next_step' },
      { do: 'settle_work', which: 'handoff.overdue' },
      { do: 'settle_clocks', kinds: 'all' },
      tell('sender'),
    ],
  };
}

/** What the new handoff of an invitation starts: everything an acceptance does; who is out of the house is looked for meanwhile. */
export function invited(handoff: Pick<Handoff, 'departed_at'>, appointment_at: Date): Effect[] {
  return [
    { do: 'hold_place', hold: 'firm' },
    { do: 'disclose', tiers: ['D1', 'D2', 'D3'] },
    ...awaitArrival(appointment_at),
    ...(handoff.departed_at ? [start('contact'), work('sender', 'handoff.contact', 'contact')] : []),
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

/** What a handoff that starts as an emergency does: no acceptance, consent or place is waited for. */
export function emergency(): Effect[] {
  return [
    { do: 'disclose', tiers: ['D3'] },
    { do: 'pause_spell' },
    { do: 'share_identity' },
    work('receiver', 'handoff.arrival', 'now'),
    work('custodian', 'handoff.return', 'next_step'),
    work('sender', 'handoff.contact', 'contact'),
    start('contact'),
    start('not_seen'),
    start('arrive'),
  ];
}
