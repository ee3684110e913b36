import type { Stage } from '#domain/charter/pathway.js';
import { Refusal } from '#domain/refusal.js';
import type { Labels } from '#domain/wire/common.js';
import type { Tx } from '#platform/db/tx.js';

export interface Receiver {
  id: string;
  code: string;
  names: Labels;
  stages: Stage[];
  time_zone: string;
  jurisdiction: string;
}

/** The organisation a handoff goes to, if it may go there: known, open, another one, same jurisdiction, offers the stage. */
export async function findReceiver(tx: Tx, code: string, stage: Stage): Promise<Receiver> {
  const found = await tx.maybe<Receiver & { closed_at: Date | null; own_jurisdiction: string }>(
    `select o.id, o.code, o.names, o.stages, o.time_zone, o.jurisdiction, o.closed_at,
       (select own.jurisdiction from care.organisation own where own.id = $1) as own_jurisdiction
     from care.organisation o where o.code = $2`,
    [tx.organisation, code.trim().toUpperCase()],
  );
  if (!found) throw new Refusal('handoff.receiver_unknown', { field: 'receiver' });
  if (found.id === tx.organisation) throw new Refusal('handoff.receiver_own', { field: 'receiver' });
  if (found.jurisdiction !== found.own_jurisdiction)
    throw new Refusal('handoff.receiver_jurisdiction', { field: 'receiver' });
  if (found.closed_at) throw new Refusal('handoff.receiver_closed', { field: 'receiver' });
  if (!found.stages.includes(stage)) throw new Refusal('handoff.receiver_stage', { field: 'stage' });
  return found;
}
