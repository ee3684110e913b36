import type pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Role } from '#domain/charter/roles.js';
import type { Page } from '#domain/wire/common.js';
import { readCursor, type Cursor } from '#casework/paging.js';
import { Tx, type Connection } from '#platform/db/tx.js';
import { asActor, type Acting } from './network.js';

/** What somebody reads at an instant: in a transaction as the door opens it, with the clock the test sets. Row classes are not used. */
export async function atDesk<T>(
  api: pg.Client,
  acting: Acting,
  now: Date,
  work: (tx: Tx) => Promise<T>,
  roles: readonly Role[] = ['clinician'],
): Promise<T> {
  const actor = { kind: 'staff', roles, name: 'Somebody', ...acting } as const;
  return await asActor(api, acting, () =>
    work(new Tx(api as unknown as Connection, {} as DataSource, actor, now)),
  );
}

/** A whole list, page by page, as a screen reads it. */
export async function readAll<T>(
  limit: number,
  read: (page: { cursor: Cursor; limit: number }) => Promise<Page<T>>,
  order: 'ascending' | 'descending' = 'ascending',
): Promise<T[]> {
  const items: T[] = [];
  let next: string | null | undefined;
  do {
    const page = await read({ cursor: readCursor(next ?? undefined, order), limit });
    items.push(...page.items);
    next = page.next;
  } while (next !== null);
  return items;
}

/** A small random generator (mulberry32), so that a run can be had again. */
export function randomOf(seed: number): { below(n: number): number; one<T>(list: readonly T[]): T } {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return { below, one: (list) => list[below(list.length)] as never };
}
