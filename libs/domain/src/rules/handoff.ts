import {
  HANDOFF,
  type BusinessState,
  type DeclineReason,
  type HandoffMove,
  type HandoffSide,
  type HandoffState,
} from '../charter/handoff.js';
import type { ConsentCategory, DisclosureTier } from '../charter/consent.js';
import { LIMITS } from '../charter/limits.js';
import { Refusal, type RefusalCode } from '../refusal.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A handoff as the rules need it. */
export interface Handoff {
  readonly state: HandoffState;
  readonly kind: 'transfer' | 'referral';
  readonly safety_withheld: boolean;
  readonly requested_at: Date;
}

/** What must become true beside the new state; the service turns each into a row. */
export type Effect =
  | { readonly do: 'disclose'; readonly tier: DisclosureTier }
  | { readonly do: 'share_identity' }
  | { readonly do: 'close_packets' }
  | { readonly do: 'settle_work' }
  | {
      readonly do: 'raise_work';
      readonly side: HandoffSide;
      readonly kind: 'handoff.arrival' | 'handoff.next_step' | 'handoff.report';
      readonly due_at: Date;
    }
  | { readonly do: 'switch_custody' }
  | { readonly do: 'join' }
  | { readonly do: 'leave' }
  | { readonly do: 'tell_partner' };

export interface Moved {
  readonly state: HandoffState;
  readonly business_state: BusinessState;
  readonly effects: readonly Effect[];
}

/** Why a move is refused in a state, in the words of what happened before. */
const PASSED: Readonly<Record<HandoffState, RefusalCode>> = {
  requested: 'handoff.not_accepted_yet',
  received: 'handoff.not_accepted_yet',
  accepted: 'handoff.already_accepted',
  'in-progress': 'handoff.already_arrived',
  completed: 'handoff.completed',
  rejected: 'handoff.already_declined',
  cancelled: 'handoff.recalled',
};

/** Reads the machine: the next state, or why this side cannot make this move now. */
export function decide(
  state: HandoffState,
  move: HandoffMove,
  side: HandoffSide,
): { state: HandoffState; business_state: BusinessState } {
  const moves: Partial<Record<HandoffMove, { to: HandoffState; business: BusinessState; by: HandoffSide }>> =
    HANDOFF[state];
  const next = moves[move];
  if (next) {
    if (next.by !== side) throw new Refusal('handoff.not_your_move');
    return { state: next.to, business_state: next.business };
  }
  if (move === 'take' && state === 'received') throw new Refusal('handoff.already_taken');
  if (move === 'report' && state === 'accepted') throw new Refusal('handoff.not_arrived_yet');
  throw new Refusal(PASSED[state]);
}

/** The moves a side has in a state: the buttons of its screen. */
export function movesOf(state: HandoffState, side: HandoffSide): HandoffMove[] {
  return Object.entries(HANDOFF[state])
    .filter(([, move]) => (move as { by: HandoffSide }).by === side)
    .map(([name]) => name as HandoffMove);
}

/** The receiver takes the request on: what the consent opens for the decision (D2) is disclosed now. */
export function take(handoff: Handoff, side: HandoffSide): Moved {
  return { ...decide(handoff.state, 'take', side), effects: [{ do: 'disclose', tier: 'D2' }] };
}

/**
 * The receiver says yes, with an appointment. Custody stays with the sender until the client has arrived. Where safety
 * information was withheld the two sides must have spoken first (design: handoff, section 10).
 */
export function accept(
  handoff: Handoff,
  side: HandoffSide,
  answer: { appointment_at: Date; spoke_at: Date | undefined },
  now: Date,
): Moved {
  const next = decide(handoff.state, 'accept', side);
  if (answer.appointment_at.getTime() <= now.getTime())
    throw new Refusal('handoff.appointment_past', { field: 'appointment_at' });
  if (answer.appointment_at.getTime() > now.getTime() + LIMITS.appointment_ahead_days_max * DAY_MS) {
    throw new Refusal('handoff.appointment_too_far', {
      field: 'appointment_at',
      parameters: { days: LIMITS.appointment_ahead_days_max },
    });
  }
  if (answer.spoke_at && answer.spoke_at.getTime() > now.getTime()) {
    throw new Refusal('record.date_in_future', { field: 'spoke_at' });
  }
  if (handoff.safety_withheld && !answer.spoke_at)
    throw new Refusal('handoff.safety_speak_first', { field: 'spoke_at' });
  const missed: Effect[] = handoff.state === 'requested' ? [{ do: 'disclose', tier: 'D2' }] : [];
  return {
    ...next,
    effects: [
      ...missed,
      { do: 'disclose', tier: 'D3' },
      { do: 'share_identity' },
      { do: 'settle_work' },
      { do: 'raise_work', side: 'receiver', kind: 'handoff.arrival', due_at: answer.appointment_at },
      { do: 'tell_partner' },
    ],
  };
}

/** The receiver says no: access to what was disclosed ends, and the custodian has a dated next step at once. */
export function decline(
  handoff: Handoff,
  side: HandoffSide,
  reason: DeclineReason,
  nextStepHours: number,
  now: Date,
): Moved {
  const next = decide(handoff.state, 'decline', side);
  const business_state: BusinessState =
    reason === 'no_capacity'
      ? 'declined-capacity'
      : reason === 'referred_onward'
        ? 'referred-onward'
        : 'declined';
  return { ...next, business_state, effects: ended(now, nextStepHours, false) };
}

/** The sender takes the handoff back before arrival; the receiver is told and keeps nothing to read. */
export function recall(handoff: Handoff, side: HandoffSide, nextStepHours: number, now: Date): Moved {
  return { ...decide(handoff.state, 'recall', side), effects: ended(now, nextStepHours, true) };
}

function ended(now: Date, nextStepHours: number, tell: boolean): Effect[] {
  return [
    { do: 'close_packets' },
    { do: 'settle_work' },
    {
      do: 'raise_work',
      side: 'sender',
      kind: 'handoff.next_step',
      due_at: new Date(now.getTime() + nextStepHours * HOUR_MS),
    },
    ...(tell ? [{ do: 'tell_partner' } as const] : []),
  ];
}

/** The client is there: a transfer moves custody in this very transaction, a referral lets the partner walk along. */
export function arrive(
  handoff: Handoff,
  side: HandoffSide,
  arrivedAt: Date,
  reportDays: number,
  now: Date,
): Moved {
  const next = decide(handoff.state, 'arrive', side);
  if (arrivedAt.getTime() > now.getTime())
    throw new Refusal('handoff.arrival_in_future', { field: 'arrived_at' });
  const earliest = Math.max(
    handoff.requested_at.getTime(),
    now.getTime() - LIMITS.arrival_back_days_max * DAY_MS,
  );
  if (arrivedAt.getTime() < earliest) {
    throw new Refusal('handoff.arrival_too_early', {
      field: 'arrived_at',
      parameters: { days: LIMITS.arrival_back_days_max },
    });
  }
  return {
    ...next,
    effects: [
      { do: 'disclose', tier: 'D4' },
      { do: handoff.kind === 'transfer' ? 'switch_custody' : 'join' },
      { do: 'settle_work' },
      {
        do: 'raise_work',
        side: 'receiver',
        kind: 'handoff.report',
        due_at: new Date(now.getTime() + reportDays * DAY_MS),
      },
      { do: 'tell_partner' },
    ],
  };
}

/** The receiver tells how the first days went; the loop is closed. */
export function report(handoff: Handoff, side: HandoffSide): Moved {
  return {
    ...decide(handoff.state, 'report', side),
    effects: [
      ...(handoff.kind === 'referral' ? [{ do: 'leave' } as const] : []),
      { do: 'settle_work' },
      { do: 'tell_partner' },
    ],
  };
}

export interface Consent {
  readonly categories: readonly ConsentCategory[];
  readonly withdrawn_at: Date | null;
  readonly expires_on: string | null;
}

/** Whether a consent stands at an instant; refuses by name where it does not. `expires_on` is the last day it holds. */
export function assertConsentStands(consent: Consent, now: Date): void {
  if (consent.withdrawn_at) throw new Refusal('consent.withdrawn', { field: 'consent' });
  if (consent.expires_on && Date.parse(consent.expires_on) + DAY_MS <= now.getTime()) {
    throw new Refusal('consent.expired', { field: 'consent' });
  }
}
