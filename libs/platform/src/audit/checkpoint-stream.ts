import type pg from 'pg';
import type { NotaryCheckpoint, NotarySnapshot } from './notary.js';

const ROWS = 500;

/** What the database and the notary say about one tree size; at least one of the two is there. */
export interface CheckpointPair {
  readonly size: number;
  readonly stored?: { readonly note: string };
  readonly remembered?: NotaryCheckpoint;
  /** Whether the notary remembers later checkpoints, so that this one cannot simply be newer than its files. */
  readonly isBeforeNotaryEnd: boolean;
}

type Complain = (place: string, what: string) => void;

/** Merges the checkpoints of the database and of the notary by size, holding one page of them in memory. */
export async function* pairCheckpoints(
  client: pg.ClientBase,
  notary: NotarySnapshot | undefined,
  complain: Complain,
): AsyncGenerator<CheckpointPair> {
  const stored = storedCheckpoints(client);
  const remembered = rememberedCheckpoints(notary, complain);
  let row = await next(stored);
  let line = await next(remembered);
  while (row || line) {
    const size = Math.min(row?.size ?? Infinity, line?.size ?? Infinity);
    const pair = {
      size,
      ...(row?.size === size && { stored: row }),
      ...(line?.size === size && { remembered: line }),
    };
    if (row?.size === size) row = await next(stored);
    if (line?.size === size) line = await next(remembered);
    yield { ...pair, isBeforeNotaryEnd: line !== undefined };
  }
}

async function next<T>(values: AsyncGenerator<T>): Promise<T | undefined> {
  const { done, value } = await values.next();
  return done ? undefined : (value as T);
}

async function* storedCheckpoints(client: pg.ClientBase): AsyncGenerator<{ size: number; note: string }> {
  for (let after = '-9223372036854775808'; ;) {
    const { rows } = await client.query<{ size: string; note: string }>(
      'select size, note from audit.checkpoint where size > $1 order by size limit $2',
      [after, ROWS],
    );
    for (const { size, note } of rows) yield { size: Number(size), note };
    if (rows.length < ROWS) return;
    after = rows[rows.length - 1]!.size;
  }
}

async function* rememberedCheckpoints(
  notary: NotarySnapshot | undefined,
  complain: Complain,
): AsyncGenerator<NotaryCheckpoint> {
  let size = 0;
  for await (const { line, checkpoint } of notary?.checkpoints() ?? []) {
    const place = `line ${line} of the notary's checkpoints.log`;
    if (!checkpoint) complain(place, 'it cannot be read');
    else if (checkpoint.size <= size) complain(place, `it goes back to size ${checkpoint.size}`);
    else {
      size = checkpoint.size;
      yield checkpoint;
    }
  }
}
