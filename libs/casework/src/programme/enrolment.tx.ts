import { Refusal } from '#domain/refusal.js';
import { isUuid } from '#domain/rules/uuid.js';
import type { Tx } from '#platform/db/tx.js';
import type { Packs } from '#platform/packs/packs.js';
import type { Located } from '../client/client.queries.js';
import { locateForWriting } from '../medicine/writing.tx.js';

export interface Enrolment {
  id: string;
  version: number;
  programme_id: string;
  phase: number;
  phases: number;
  began_at: Date;
}

export interface Following {
  readonly located: Located;
  readonly enrolment: Enrolment;
}

/** The client whose programme is written of, and the programme they follow here now, held; refuses where there is none. */
export async function lockEnrolment(tx: Tx, packs: Packs, code: string): Promise<Following> {
  const located = await locateForWriting(tx, packs, code);
  const enrolment = await tx.maybe<Enrolment>(
    `select e.id, e.version, e.programme_id, e.phase, e.began_at, (select count(*)::int from care.programme_phase p where p.programme_id = e.programme_id) as phases
       from care.enrolment e where e.episode_id = $1 and e.organisation_id = $2 and e.ended_at is null for update of e`,
    [located.episode_id, tx.organisation],
  );
  if (!enrolment) throw new Refusal('programme.none');
  return { located, enrolment };
}

/** The columns that every row of a programme begins with, and what they hold. */
export const ROW = 'id, enrolment_id, episode_id, client_id, organisation_id';
export const rowOf = (tx: Tx, { located, enrolment }: Following, id: string): unknown[] => [
  id,
  enrolment.id,
  located.episode_id,
  located.client_id,
  tx.organisation,
];

/** An id that is none is refused like one that is not there. */
export function knownId(id: string, code: 'leave_of.unknown' | 'incident.unknown'): string {
  if (!isUuid(id)) throw new Refusal(code);
  return id;
}
