import type pg from 'pg';
import type { ErasureLedger } from './erasure-ledger.js';

/**
 * Does again what the ledger of erasures says and the database does not: after a restore, or where a crash came between
 * ledger and commit. As the owner of the database. Answers how many were done; doing it again does nothing.
 */
export async function replayErasures(owner: pg.ClientBase, ledger: ErasureLedger): Promise<number> {
  const entries = ledger.read();
  let replayed = 0;
  for (const entry of entries) {
    const { rows } = await owner.query<{ done: boolean }>('select care.replay_erasure($1) as done', [
      JSON.stringify(entry),
    ]);
    if (rows[0]?.done) replayed += 1;
  }
  return replayed;
}
