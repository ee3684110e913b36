import type { Stage } from '#domain/charter/pathway.js';
import { Refusal } from '#domain/refusal.js';
import type { Labels } from '#domain/wire/common.js';
import type { Tx } from '#platform/db/tx.js';
import type { Pack } from '#platform/packs/pack.js';

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
  const found = await findPartner(tx, code);
  if (!found.stages.includes(stage)) throw new Refusal('handoff.receiver_stage', { field: 'stage' });
  return found;
}

/** An open organisation of the own jurisdiction, other than the own one, whatever it offers: in an emergency any will do. */
export async function findPartner(tx: Tx, code: string, field = 'receiver'): Promise<Receiver> {
  const found = await tx.maybe<Receiver & { closed_at: Date | null; own_jurisdiction: string }>(
    `select o.id, o.code, o.names, o.stages, o.time_zone, o.jurisdiction, o.closed_at,
       (select own.jurisdiction from care.organisation own where own.id = $1) as own_jurisdiction
     from care.organisation o where o.code = $2`,
    [tx.organisation, code.trim().toUpperCase()],
  );
  if (!found) throw new Refusal('handoff.receiver_unknown', { field });
  if (found.id === tx.organisation) throw new Refusal('handoff.receiver_own', { field });
  if (found.jurisdiction !== found.own_jurisdiction)
    throw new Refusal('handoff.receiver_jurisdiction', { field });
  if (found.closed_at) throw new Refusal('handoff.receiver_closed', { field });
  return found;
}

interface Fit {
  registered: boolean;
  licensed: boolean;
  suitable: boolean;
  duty_at_night: boolean;
}

/**
 * Whether a partner may take this client for this stage today: registered, licensed where the pack asks for it, and nobody
 * there from whom the client must be kept apart. Of the last the refusal says nothing but "not suitable". Checked when a
 * request is sent and again when it is accepted.
 */
export async function assertFit(
  tx: Tx,
  pack: Pack,
  receiverId: string,
  clientId: string,
  stage: Stage,
): Promise<Fit> {
  const fit = await readFit(tx, receiverId, clientId, stage);
  if (!fit.registered) throw new Refusal('handoff.receiver_registration', { field: 'receiver' });
  if (!fit.licensed && pack.licensed_stages.includes(stage))
    throw new Refusal('handoff.receiver_licence', { field: 'receiver' });
  if (!fit.suitable) throw new Refusal('handoff.not_suitable', { field: 'receiver' });
  return fit;
}

/** The same as an answer instead of a refusal: an arrival is never refused, but those who must be kept apart are. */
export async function readFit(tx: Tx, receiverId: string, clientId: string, stage: Stage): Promise<Fit> {
  return await tx.one<Fit>('select * from care.receiver_fit($1, $2, $3)', [receiverId, clientId, stage]);
}
