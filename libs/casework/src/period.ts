import { Refusal } from '#domain/refusal.js';
import type { Tx } from '#platform/db/tx.js';

/** Local days of the acting organisation, both included, and the instants between which they lie (the first included, the last not). */
export interface Days {
  readonly from_on: string;
  readonly until_on: string;
  readonly from: Date;
  readonly to: Date;
}

/**
 * A period of local days in the time zone of the acting organisation. Refuses one that is empty or longer than `days_max`,
 * and with `begun` one that has not begun.
 */
export async function readDays(
  tx: Tx,
  asked: { readonly from_on: string; readonly until_on: string },
  { days_max, begun }: { readonly days_max: number; readonly begun: boolean },
): Promise<Days> {
  const { from_on, until_on } = asked;
  if (from_on > until_on) throw new Refusal('period.empty', { field: 'until_on' });
  const found = await tx.one<{ from: Date; to: Date; today: string; days: number }>(
    `select $2::date::timestamp at time zone o.time_zone as from, ($3::date + 1)::timestamp at time zone o.time_zone as to,
       to_char(clock_timestamp() at time zone o.time_zone, 'YYYY-MM-DD') as today, $3::date - $2::date + 1 as days
     from care.organisation o where o.id = $1`,
    [tx.organisation, from_on, until_on],
  );
  if (found.days > days_max)
    throw new Refusal('period.too_long', { field: 'until_on', parameters: { days: days_max } });
  if (begun && from_on > found.today) throw new Refusal('period.ahead', { field: 'from_on' });
  return { from_on, until_on, from: found.from, to: found.to };
}
