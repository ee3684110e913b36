import type { Tx } from '#platform/db/tx.js';

/** An instant, and the day around it where the organisation works. */
export interface Day {
  readonly now: Date;
  /** The time zone of the main site. */
  readonly zone: string;
  /** When tomorrow begins at the main site. */
  readonly ends_at: Date;
  /** The same hour by the clock on the wall, a day before. */
  readonly yesterday_at: Date;
}

/** "Today" is that of the main site; an organisation without one goes by its own time zone. */
const DAY = `
select $2::timestamptz as now, z.name as zone,
  (date_trunc('day', $2::timestamptz at time zone z.name) + interval '1 day') at time zone z.name as ends_at,
  ($2::timestamptz at time zone z.name - interval '1 day') at time zone z.name as yesterday_at
from (select coalesce((select s.time_zone from care.site s where s.organisation_id = o.id and s.is_main), o.time_zone) as name
      from care.organisation o where o.id = $1) z`;

/** The day an instant has in a place. */
export function dayIn(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at).slice(0, 10);
}

/** The day an instant has where the acting organisation is, by default today: between two midnights that of UTC is another. */
export async function readDayOf(tx: Tx, at: Date = tx.now): Promise<string> {
  return dayIn(at, (await readDay(tx)).zone);
}

/** The day of the acting organisation around an instant, by default around now. */
export async function readDay(tx: Tx, now: Date = tx.now): Promise<Day> {
  return await tx.one<Day>(DAY, [tx.organisation, now]);
}

/** SQL of the same zone where `o` is the row of the organisation. */
export const HOUSE_ZONE =
  'coalesce((select z.time_zone from care.site z where z.organisation_id = o.id and z.is_main), o.time_zone)';
