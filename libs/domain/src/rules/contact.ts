import type { SuicideRisk } from '../charter/code-lists.js';
import { ATTENDED, type AttendanceOutcome, type ContactOutcome } from '../charter/contact.js';
import { LIMITS } from '../charter/limits.js';
import { Refusal } from '../refusal.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** How long a contact lasts, in minutes. Refuses an end before the beginning, and more than half a day. */
export function minutesOf(starts: Date, ends: Date): number {
  const minutes = Math.round((ends.getTime() - starts.getTime()) / MINUTE_MS);
  if (minutes < 1) throw new Refusal('contact.ends_before_start', { field: 'ends_at' });
  const { contact_minutes_max: max } = LIMITS;
  if (minutes > max)
    throw new Refusal('contact.too_long', { field: 'ends_at', parameters: { hours: max / 60 } });
  return minutes;
}

/**
 * Refuses a day that nobody plans for: longer ago than the pack lets something be written down afterwards (`past_days`), or more
 * than two years ahead.
 */
export function assertPlannable(at: Date, now: Date, past_days: number): void {
  if (at.getTime() < now.getTime() - past_days * DAY_MS)
    throw new Refusal('contact.too_long_ago', { field: 'starts_at', parameters: { days: past_days } });
  const { contact_ahead_days_max: days } = LIMITS;
  if (at.getTime() > now.getTime() + days * DAY_MS)
    throw new Refusal('contact.too_far_ahead', { field: 'starts_at', parameters: { days } });
}

export interface Planned {
  readonly planned_at: Date;
  readonly minutes: number;
}

/**
 * When somebody came, or null for whoever did not. Untold, whoever was in time came at the hour itself (or now, where they are early), and
 * whoever is late comes now; long after the hour it must be told. Refuses the future, another day, and staying away from an hour that has not come.
 */
export function attendedAt(
  { planned_at, minutes }: Planned,
  outcome: AttendanceOutcome,
  told: Date | null,
  now: Date,
): Date | null {
  if (outcome === 'no_show') {
    if (told) throw new Refusal('field.unknown', { field: 'attended_at' });
    if (planned_at > now) throw new Refusal('contact.not_yet', { field: 'happened' });
    return null;
  }
  if (told && told > now) throw new Refusal('contact.in_future', { field: 'attended_at' });
  const over = planned_at.getTime() + minutes * MINUTE_MS;
  if (!told && outcome === 'late' && now.getTime() > over)
    throw new Refusal('field.required', { field: 'attended_at' });
  const at = told ?? (outcome === 'kept' && planned_at < now ? planned_at : now);
  const { contact_other_day_hours: hours } = LIMITS;
  if (Math.abs(at.getTime() - planned_at.getTime()) > hours * HOUR_MS)
    throw new Refusal('contact.other_day', { field: 'attended_at', parameters: { hours } });
  if (outcome === 'late' && at <= planned_at) throw new Refusal('contact.not_late', { field: 'attended_at' });
  return at;
}

/** Refuses to undo what somebody else recorded, and what was recorded more than some minutes ago: that is a correction. */
export function decideUndo(
  recorded: { readonly by: string | null; readonly at: Date },
  account: string | null,
  now: Date,
): void {
  if (recorded.by !== account) throw new Refusal('contact.undo_own_only');
  const { contact_undo_minutes: minutes } = LIMITS;
  if (now.getTime() - recorded.at.getTime() > minutes * MINUTE_MS)
    throw new Refusal('contact.undo_too_late', { parameters: { minutes } });
}

export type NoShowWork = 'contact.risk' | 'contact.reengage';

/**
 * What work a client's staying away makes (domain 12, no. 1). `risk` is that of the newest screen; `outcomes` are those recorded, the
 * newest first and this one included. A cancellation is not staying away, and breaks no row of it.
 */
export function noShowWork(risk: SuicideRisk | null, outcomes: readonly ContactOutcome[]): NoShowWork[] {
  if (outcomes[0] !== 'no_show') return [];
  const hours = outcomes.filter((one) => one === 'no_show' || wasThere(one));
  const row = hours.slice(0, LIMITS.no_shows_before_work);
  const works: NoShowWork[] = [];
  if (risk === 'moderate' || risk === 'high') works.push('contact.risk');
  if (row.length === LIMITS.no_shows_before_work && row.every((one) => one === 'no_show'))
    works.push('contact.reengage');
  return works;
}

export function wasThere(outcome: ContactOutcome): boolean {
  return (ATTENDED as readonly ContactOutcome[]).includes(outcome);
}
