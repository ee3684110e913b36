import type { ClientTold } from '#domain/charter/identity.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { Tx } from '#platform/db/tx.js';
import { releaseNotice, takeBackNotice, tellClient } from '../notices/tell.tx.js';
import type { OpeningFound } from './break-glass.queries.js';

const HOUR_MS = 3_600_000;
/** The notice is there within the hours of the law, also where a night or a queue lies before it. */
const SPARE_HOURS = 12;

/** The client will be told of an opening within 72 hours, unless somebody finds before that telling is dangerous (R-D07). */
export async function promiseToTell(tx: Tx, opening: OpeningFound): Promise<void> {
  if (!opening.opened_at) return;
  const hours = LIMITS.client_told_hours - SPARE_HOURS;
  await tellClient(tx, opening.client_id, 'record.opened', {
    cause: opening.id,
    notBefore: new Date(opening.opened_at.getTime() + hours * HOUR_MS),
  });
}

/** Told in person: the notice follows at once. Dangerous: it never does. Not yet: it comes by itself. */
export async function keepPromise(tx: Tx, opening: OpeningFound, told: ClientTold): Promise<void> {
  if (told === 'told') await releaseNotice(tx, opening.client_id, 'record.opened', opening.id);
  if (told === 'dangerous') await takeBackNotice(tx, opening.client_id, 'record.opened', opening.id);
}
