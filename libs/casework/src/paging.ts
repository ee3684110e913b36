import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import { isUuid } from '#domain/rules/uuid.js';
import type { Page } from '#domain/wire/common.js';

/** A place in a list ordered by time and id. */
export interface Cursor {
  readonly at: string;
  readonly id: string;
}

const BEGINNING: Cursor = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' };
const END: Cursor = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** Reads an opaque cursor; absent is the first page, anything we did not write ourselves is refused. */
export function readCursor(
  text: string | undefined,
  order: 'ascending' | 'descending' = 'ascending',
): Cursor {
  if (text === undefined || text === '') return order === 'ascending' ? BEGINNING : END;
  const [at = '', id = ''] = Buffer.from(text, 'base64url').toString('utf8').split(' ');
  const time = Date.parse(at);
  // JavaScript takes the 31st of February for the 3rd of March; PostgreSQL knows no such day, and no year 0.
  const isTime =
    /^(?!0000)\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) &&
    !Number.isNaN(time) &&
    new Date(time).toISOString().startsWith(at.slice(0, 10));
  if (!isTime || !isUuid(id)) throw new Refusal('page.cursor_invalid', { field: 'cursor' });
  return { at, id };
}

/** The page size asked for, within the limits. */
export function readLimit(limit: number | undefined): number {
  return Math.min(Math.max(limit ?? LIMITS.page_size_default, 1), LIMITS.page_size_max);
}

/** Cuts `limit + 1` rows to a page; the row too many tells that there is a next one. */
export function pageOf<R, T>(
  rows: readonly R[],
  limit: number,
  place: (row: R) => Cursor,
  view: (row: R) => T,
): Page<T> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  let next: string | null = null;
  if (rows.length > limit && last) {
    const { at, id } = place(last);
    next = Buffer.from(`${at} ${id}`, 'utf8').toString('base64url');
  }
  return { items: kept.map(view), next };
}

/**
 * SQL that writes an instant to the microsecond, for cursors: a JavaScript date ends at the millisecond, and a cursor cut
 * there would show rows of the same millisecond twice.
 */
export function preciseTime(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
