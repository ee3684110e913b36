import { SUICIDE_SCREEN } from '#domain/charter/assessment.js';
import { Refusal } from '#domain/refusal.js';
import type { Tx } from '#platform/db/tx.js';
import { COUNTS } from './assessment.queries.js';

/** SQL that is true while an assessment of an episode waits for a clinician. */
const WAITING = `exists (select from care.assessment a where a.episode_id = $1 and a.signed_off_at is null and a.voided_at is null
  and 'clinician_at_once' = any (a.flags) and ${COUNTS('a')})`;

/**
 * Refuses a planned step of somebody whose high suicide risk no clinician has looked at (domain 12, 1). An emergency transfer
 * never comes here, and neither does somebody who leaves.
 */
export async function assertSignedOff(tx: Tx, episodeId: string): Promise<void> {
  const { waiting } = await tx.one<{ waiting: boolean }>(`select ${WAITING} as waiting`, [episodeId]);
  if (waiting) throw new Refusal('assessment.sign_off_needed');
}

/** Ends the work that assessments asked for and that nothing asks for any more: screened since, signed off, or void. */
export async function settleAssessmentWork(tx: Tx, episodeId: string): Promise<void> {
  await tx.query(
    `update care.work_item w set done_at = clock_timestamp(), done_by = $3
      where w.organisation_id = $2 and w.episode_id = $1 and w.done_at is null and (
        (w.kind = 'assessment.sign_off' and not ${WAITING})
        or (w.kind = 'assessment.suicide_screen' and not exists (
          select from care.assessment f where f.episode_id = $1 and 'screen_suicide_now' = any (f.flags) and ${COUNTS('f')}
            and not exists (select from care.assessment s where s.episode_id = $1 and s.instrument = $4 and s.taken_at >= f.taken_at and ${COUNTS('s')}))))`,
    [episodeId, tx.organisation, tx.actor.account, SUICIDE_SCREEN],
  );
}
