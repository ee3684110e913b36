import type { HandoffKind } from '#domain/charter/handoff.js';
import { Refusal } from '#domain/refusal.js';
import type { Tx } from '#platform/db/tx.js';
import { readReference } from './handoff-lock.queries.js';

/** The group of an open handoff of the same episode that the acting organisation sent: what an alternative joins. */
export async function findGroup(
  tx: Tx,
  episodeId: string,
  kind: HandoffKind,
  reference: string,
): Promise<string> {
  const found = await tx.maybe<{ group_id: string }>(
    `select group_id from care.handoff where reference = $1 and episode_id = $2 and sender_organisation_id = $3
       and state in ('requested','received') and kind = $4`,
    [readReference(reference), episodeId, tx.organisation, kind],
  );
  if (!found) throw new Refusal('handoff.group_unknown', { field: 'group' });
  return found.group_id;
}

/** An ended handoff of the same client that the acting organisation was a side of: what the new one comes after. */
export async function findReplaced(tx: Tx, clientId: string, reference: string): Promise<string> {
  const found = await tx.maybe<{ id: string }>(
    `select id from care.handoff where reference = $1 and client_id = $2 and $3 in (sender_organisation_id, receiver_organisation_id)
       and state in ('rejected','cancelled','failed','entered-in-error','completed')`,
    [readReference(reference), clientId, tx.organisation],
  );
  if (!found) throw new Refusal('handoff.replaces_unknown', { field: 'replaces' });
  return found.id;
}
