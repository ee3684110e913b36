import type { ClockKind } from '../charter/clocks.js';
import {
  BUSINESS_STATES,
  STOP_CAUSES,
  type DeclineReason,
  type HandoffMover,
  type HandoffSide,
  type StopCause,
} from '../charter/handoff.js';
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
import { assertEscalated } from './handoff-office.js';
import { decide, otherSide, type Handoff } from './handoff.js';

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
      ...(move === 'answer'
        ? []
        : [{ do: 'settle_clocks', kinds: ['hard_stop'] } as const, start('hard_stop')]),
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

/** The receiver says no: access to what was disclosed ends, and the custodian has a dated next step at once. */
export function decline(handoff: Handoff, side: HandoffSide, reason: DeclineReason): Moved {
  const wanted =
    reason === 'no_capacity'
      ? 'declined-capacity'
      : reason === 'referred_onward'
        ? 'referred-onward'
        : 'declined';
  return { ...decide(handoff, 'decline', side, wanted), due: null, effects: ended(handoff, side) };
}

/** Takes the request back before arrival. While an alternative is open, waiting for it is the next step. */
export function recall(handoff: Handoff, mover: HandoffMover): Moved {
  const next = decide(handoff, 'recall', mover);
  if (mover === 'coordinator') assertEscalated(handoff);
  return { ...next, due: null, effects: ended(handoff, mover) };
}

/** Causes after which nobody else is waited for either: the client is gone from all of them. */
const GONE: readonly StopCause[] = ['left', 'moved_away', 'detained'];

/**
 * The client withdrew, left, moved away, was detained or died: exits of their own, and nobody's refusal. What they mean for
 * the other partners only a house that has, or had, the client can say; one that was merely asked ends its own part.
 */
export function stop(handoff: Handoff, side: HandoffSide, cause: StopCause): Moved {
  const next = decide(handoff, 'stop', side, STOP_CAUSES[cause]);
  const state = BUSINESS_STATES[handoff.business_state];
  const knows = side === 'sender' || (state !== 'requested' && state !== 'received');
  if (cause !== 'died') {
    const everywhere: Effect[] = knows && GONE.includes(cause) ? [{ do: 'supersede', all: true }] : [];
    return { ...next, due: null, effects: [...everywhere, ...ended(handoff, side)] };
  }
  // Nobody rings, writes or waits for somebody who has died; those who were responsible look at how it came to it.
  const review = work('custodian', 'client.death_review', knows ? 'next_step' : 'now');
  const all: Effect[] = knows
    ? [
        { do: 'supersede', all: true },
        { do: 'settle_work', which: 'episode' },
      ]
    : [];
  return { ...next, due: null, effects: [...all, { do: 'let_go' }, review, tell(otherSide(side))] };
}

/** Should never have existed: both sides are told, access ends, the audit keeps it. A second person countersigns. */
export function voidIt(handoff: Handoff, side: HandoffSide): Moved {
  return {
    ...decide(handoff, 'void', side),
    due: null,
    effects: [...ended(handoff, side), work('sender', 'handoff.countersign', 'next_step')],
  };
}
