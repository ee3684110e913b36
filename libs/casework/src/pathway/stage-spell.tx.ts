import type { Stage } from '#domain/charter/pathway.js';
import type { Tx } from '#platform/db/tx.js';
import { StageSpellRow } from './stage-spell.row.js';

/** Opens a stage spell of the acting organisation in an episode; two open spells of one stage are refused by the database. */
export async function openSpell(tx: Tx, episodeId: string, stage: Stage): Promise<void> {
  await tx.insert(StageSpellRow, {
    id: tx.newId(),
    episode_id: episodeId,
    organisation_id: tx.organisation,
    stage,
    opened_by: tx.actor.account,
  });
}
