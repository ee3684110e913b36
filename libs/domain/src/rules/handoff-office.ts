import type { ClockKind } from '../charter/clocks.js';
import type { BusinessState, HandoffSide } from '../charter/handoff.js';
import { Refusal } from '../refusal.js';
import { ended, start, tell, work, type Moved } from './handoff-effects.js';
import { decide, type Handoff } from './handoff.js';

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

export function assertEscalated(handoff: Handoff): void {
  if (!handoff.escalated_at) throw new Refusal('handoff.not_escalated');
}

/** The coordination office ends the offer; the custodian tries another partner, with the client's consent for it. */
export function reassign(handoff: Handoff): Moved {
  const next = decide(handoff, 'reassign', 'coordinator');
  assertEscalated(handoff);
  return { ...next, due: null, effects: ended(handoff, 'coordinator') };
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
      ...(clock === 'decide' || clock === 'answer' ? [start('hard_stop')] : []),
      tell(owed),
    ],
  };
}

/** Nobody answered, in spite of every reminder; or the house that was to answer has closed. Custody stays where it is. */
export function expire(handoff: Handoff, receiverClosed: boolean): Moved {
  const wanted: BusinessState = receiverClosed
    ? 'receiver-closed'
    : handoff.business_state === 'awaiting-acknowledgement'
      ? 'expired-no-response'
      : 'expired-no-decision';
  return { ...decide(handoff, 'expire', 'system', wanted), due: null, effects: ended(handoff, 'system') };
}
