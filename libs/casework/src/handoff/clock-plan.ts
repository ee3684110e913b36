import { CLOCKS, type ClockKind, type Rung } from '#domain/charter/clocks.js';
import type { Urgency } from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import { shareOf, siteCalendar, type Delay } from '#platform/packs/calendar.js';
import type { Clocks, Pack } from '#platform/packs/pack.js';
import type { Desk, HandoffLocked } from './handoff-lock.queries.js';

/** One rung of a clock as a row: when it is climbed, and when the whole clock is due. */
export interface PlannedRung {
  readonly kind: ClockKind;
  readonly rung: Rung;
  readonly due_at: Date;
  readonly fire_at: Date;
}

const RESIDENTIAL: readonly Stage[] = ['treatment', 'rehabilitation'];

interface Timed {
  readonly urgency: Urgency;
  readonly stage: Stage;
}

/** How long a clock runs, from the pack: urgent ones in hours round the clock, the others in business days. */
function delayOf(kind: ClockKind, { urgency, stage }: Timed, clocks: Clocks): Delay {
  const answered = (hours: number, businessDays: number): Delay =>
    urgency === 'urgent' ? { hours } : { businessDays };
  switch (kind) {
    case 'acknowledge':
      return answered(clocks.acknowledge_hours_urgent, clocks.acknowledge_business_days_routine);
    case 'decide':
      return answered(clocks.decide_hours_urgent, clocks.decide_business_days_routine);
    case 'hard_stop':
      return { businessDays: clocks.hard_stop_business_days };
    case 'answer':
    case 'wish':
      return answered(clocks.answer_hours_urgent, clocks.answer_business_days);
    case 'review':
      return { hours: 0 };
    case 'arrive':
      return {
        hours: RESIDENTIAL.includes(stage)
          ? clocks.arrival_grace_hours_residential
          : clocks.arrival_grace_hours_other,
      };
    case 'not_seen':
      return { hours: clocks.not_seen_hours };
    case 'hold':
      return { businessDays: clocks.hold_business_days };
    case 'first_report':
      return { hours: clocks.report_days * 24 };
    case 'acknowledge_report':
      return { businessDays: clocks.acknowledge_report_business_days };
    case 'draft':
      return { hours: clocks.draft_days * 24 };
    case 'contact':
      return { hours: clocks.contact_hours };
    case 'place_hold':
      return { hours: clocks.place_hold_days * 24 };
  }
}

/** Every rung of a clock that starts at an instant, by the calendar of whoever must act. */
export function planClock(pack: Pack, handoff: HandoffLocked, kind: ClockKind, start: Date): PlannedRung[] {
  const spec = CLOCKS[kind];
  const desk: Desk | null = spec.whose === 'sender' ? handoff.sender_desk : handoff.receiver_desk;
  const calendar = desk ? siteCalendar(pack, desk) : pack;
  const zone = desk?.time_zone ?? handoff.time_zone;
  const delay = delayOf(kind, handoff, pack.clocks);
  const at = (share: number): Date => shareOf(calendar, zone, start, delay, share);
  const due_at = at(1);
  const ladder = Object.entries<number>(spec.ladder[handoff.urgency]);
  return ladder.map(([rung, share]) => ({ kind, rung: Number(rung) as Rung, due_at, fire_at: at(share) }));
}
