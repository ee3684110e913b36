import type { HandoffKind } from '#domain/charter/handoff.js';
import { Refusal } from '#domain/refusal.js';
import type { Tx } from '#platform/db/tx.js';
import { readReference } from './handoff-lock.queries.js';

/**
 * The group of an open handoff of the same episode that the acting organisation sent: what an alternative joins. Its row is
 * locked, so that it is not accepted at the same moment and the alternative left behind.
 */
export async function findGroup(
  tx: Tx,
  episodeId: string,
  kind: HandoffKind,
  reference: string,
): Promise<string> {
  const found = await tx.maybe<{ group_id: string }>(
    `select group_id from care.handoff where reference = $1 and episode_id = $2 and sender_organisation_id = $3
       and state in ('requested','received') and kind = $4 for update`,
    [readReference(reference), episodeId, tx.organisation, kind],
  );
  if (!found) throw new Refusal('handoff.group_unknown', { field: 'group' });
  return found.group_id;
}

/** Whether the group a draft was prepared for still waits for an answer; locked for the same reason. */
export async function assertGroupOpen(tx: Tx, draftId: string): Promise<void> {
  const others = await tx.query<{ state: string }>(
    `select o.state from care.handoff h join care.handoff o on o.group_id = h.group_id and o.id <> h.id
      where h.id = $1 and o.state <> 'draft' order by o.id for update of o`,
    [draftId],
  );
  const taken: readonly string[] = ['accepted', 'on-hold', 'in-progress', 'completed'];
  if (others.some(({ state }) => taken.includes(state)))
    throw new Refusal('handoff.group_unknown', { field: 'group' });
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
