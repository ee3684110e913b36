import type { WindowStanding } from '#domain/wire/window.js';
import type { Tx } from '#platform/db/tx.js';

/** Reads rows whose instants are told in ISO 8601. */
export async function readTold<T extends object>(tx: Tx, text: string, values: unknown[] = []): Promise<T[]> {
  const rows = await tx.query<Record<string, unknown>>(text, values);
  return rows.map(
    (row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          value instanceof Date ? value.toISOString() : value,
        ]),
      ) as T,
  );
}

export async function readStanding(tx: Tx): Promise<Omit<WindowStanding, 'entered_with'>> {
  const [row] = await readTold<Omit<WindowStanding, 'entered_with'>>(
    tx,
    'select in_care, time_zone, entered_before_at from care.own_standing()',
  );
  return row ?? { in_care: false, time_zone: 'UTC', entered_before_at: null };
}
