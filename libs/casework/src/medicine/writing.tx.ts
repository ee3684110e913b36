import { Refusal } from '#domain/refusal.js';
import type { Tx } from '#platform/db/tx.js';
import type { Packs } from '#platform/packs/packs.js';
import { isCareTeam, locate, type Located } from '../client/client.queries.js';
import { assertHealthPermit } from '../rights/permit.tx.js';

/** The client whose medicines are written of: refuses a house that does not walk along, and whoever signs for nobody. */
export async function locateForWriting(tx: Tx, packs: Packs, code: string): Promise<Located> {
  const located = await locate(tx, code);
  if (located.merged_into) throw new Refusal('client.merged', { parameters: { into: located.merged_into } });
  if (located.closed_at) throw new Refusal('client.episode_closed');
  await assertWriting(tx, packs, located.episode_id);
  return located;
}

/** Refuses whoever may not write of this episode now. */
export async function assertWriting(tx: Tx, packs: Packs, episode: string): Promise<void> {
  await assertHealthPermit(tx, packs);
  // What is given to somebody is signed by somebody: a key of a machine is nobody.
  if (tx.actor.kind !== 'staff') throw new Refusal('permission.role');
  if (!(await isCareTeam(tx, episode))) throw new Refusal('client.not_in_custody');
}

/** Names the client in the audit where no code led here. */
export async function aboutClient(tx: Tx, client: string): Promise<void> {
  const found = await tx.maybe<{ audit_subject: string }>(
    'select audit_subject from care.client_code where organisation_id = $1 and client_id = $2',
    [tx.organisation, client],
  );
  tx.about(found?.audit_subject);
}
