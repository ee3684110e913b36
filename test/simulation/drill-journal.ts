import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import type pg from 'pg';
import { must } from '#domain/must.js';

/** One change of one row, and when the server committed it, in microseconds since 1970. */
export interface Change {
  readonly op: 'put' | 'delete';
  readonly id: number;
  readonly value: string;
  readonly at: bigint;
}

/** Somebody of whom the house said that they were admitted: when it was asked, and when the answer was here. Milliseconds. */
export interface Admitted {
  readonly client: string;
  readonly sent: number;
  readonly told: number;
}

/**
 * What was done while people wrote, in a file outside the database, written as it happens and read for every drill: no
 * restore, and no mistake of the database that is drilled, changes what it says.
 */
export class DrillJournal {
  constructor(private readonly file: string) {
    writeFileSync(file, '');
  }

  wrote(change: Change): void {
    this.append({ change: { ...change, at: String(change.at) } });
  }

  admitted(admitted: Admitted): void {
    this.append({ admitted });
  }

  /** The rows that were there at the instant, as `id value`. */
  rowsAt(at: bigint): string[] {
    const changes = this.lines<Omit<Change, 'at'> & { at: string }>('change')
      .map((change) => ({ ...change, at: BigInt(change.at) }))
      .filter((change) => change.at <= at)
      .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
    const rows = new Map<number, string>();
    for (const { op, id, value } of changes) {
      if (op === 'delete') rows.delete(id);
      else rows.set(id, value);
    }
    return [...rows].map(([id, value]) => `${id} ${value}`).sort();
  }

  /** Who had been told by then that somebody was admitted, and who was not even asked about yet. In between both may be. */
  toldBy(at: bigint): { admitted: string[]; notYet: string[] } {
    const instant = Number(at) / 1000;
    const all = this.lines<Admitted>('admitted');
    return {
      admitted: all.filter(({ told }) => told < Math.floor(instant)).map(({ client }) => client),
      notYet: all.filter(({ sent }) => sent > Math.ceil(instant)).map(({ client }) => client),
    };
  }

  private append(line: object): void {
    appendFileSync(this.file, `${JSON.stringify(line)}\n`);
  }

  private lines<T>(kind: string): T[] {
    return readFileSync(this.file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as Record<string, T>)[kind])
      .filter((one) => one !== undefined);
  }
}

/** When the server says that a transaction was committed, in microseconds since 1970 (track_commit_timestamp). */
export async function committedAt(client: pg.ClientBase, xid: string): Promise<bigint> {
  const { rows } = await client.query<{ at: string | null }>(
    'select (extract(epoch from pg_xact_commit_timestamp($1::text::xid)) * 1000000)::bigint::text as at',
    [xid],
  );
  const at = rows[0]?.at;
  must(at !== null && at !== undefined, 'the server notes when each transaction was committed');
  return BigInt(at);
}
