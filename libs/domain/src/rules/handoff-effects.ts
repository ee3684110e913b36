import type { ClockKind } from '../charter/clocks.js';
import type { WorkItemKind } from '../charter/code-lists.js';
import type { DisclosureTier } from '../charter/consent.js';
import type {
  BusinessState,
  HandoffMover,
  HandoffSide,
  HandoffState,
  PlaceHold,
} from '../charter/handoff.js';
import { LIMITS } from '../charter/limits.js';
import { Refusal } from '../refusal.js';
import type { Handoff } from './handoff.js';

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

export const settle: Effect = { do: 'settle_work', which: 'answers' };
export const stopClocks: Effect = { do: 'settle_clocks', kinds: 'all' };
export const tell = (side: HandoffSide): Effect => ({ do: 'tell', side });
export const start = (kind: ClockKind, from?: Date): Effect => ({
  do: 'start_clock',
  kind,
  ...(from && { from }),
});
export const work = (side: WorkSide, kind: WorkItemKind, due: Due): RaiseWork => ({
  do: 'raise_work',
  side,
  kind,
  due,
});

/**
 * A negative end: what the handoff held open is let go, and whoever is responsible has a dated next step, unless another
 * partner is still being asked. Somebody who had left the house already is looked for; after an emergency the stay at home
 * goes on. The other side is told, or both where neither did it.
 */
export function ended(
  handoff: Pick<Handoff, 'departed_at' | 'basis'>,
  mover: HandoffMover,
  options: { keep_contact?: true; alone?: true } = {},
): Effect[] {
  const told: HandoffSide[] =
    mover === 'sender' ? ['receiver'] : mover === 'receiver' ? ['sender'] : ['sender', 'receiver'];
  const next = work('custodian', 'handoff.next_step', 'next_step');
  return [
    { do: 'let_go', ...(options.keep_contact && { keep_contact: true as const }) },
    options.alone ? next : { ...next, unless_alternative: true },
    ...(handoff.departed_at ? [work('custodian', 'handoff.outreach', 'next_step'), start('contact')] : []),
    ...(handoff.basis === 'emergency' ? [{ do: 'go_on_with_spell' } as const] : []),
    ...told.map(tell),
  ];
}

export function assertAppointment(appointment_at: Date, now: Date): void {
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
