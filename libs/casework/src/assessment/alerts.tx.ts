import { SUICIDE_SCREEN } from '#domain/charter/assessment.js';
import type { SuicideRisk, WorkItemKind } from '#domain/charter/code-lists.js';
import type { AssessmentFlag } from '#domain/charter/instrument.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { Role } from '#domain/charter/roles.js';
import { raisedRisk } from '#domain/rules/assessment.js';
import type { SafetyScreen } from '#domain/wire/client.js';
import type { Tx } from '#platform/db/tx.js';
import { writeSafetyScreen } from '../client/admission.tx.js';
import { nextVersion, type Located } from '../client/client.queries.js';
import { tellAccount, tellOnDuty } from '../notices/tell.tx.js';
import { settleAssessmentWork } from './sign-off.tx.js';

type AssessmentWork = Extract<WorkItemKind, `assessment.${string}`>;

/** What each flag asks for: which work, and until when (`today`: the end of the day of the house). */
const WORK: Partial<
  Record<AssessmentFlag, { readonly kind: AssessmentWork; readonly due: 'now' | 'today' }>
> = {
  screen_suicide_now: { kind: 'assessment.suicide_screen', due: 'now' },
  clinician_at_once: { kind: 'assessment.sign_off', due: 'now' },
  clinician_same_day: { kind: 'assessment.clinician', due: 'today' },
  clinical_attention: { kind: 'assessment.clinician', due: 'today' },
  call_doctor: { kind: 'assessment.doctor', due: 'now' },
};

/** Flags of which people are told wherever they are, beside the work list. */
const ALERTS: readonly AssessmentFlag[] = ['clinician_at_once', 'call_doctor'];

/**
 * What follows from an assessment, in its own transaction: work for whoever must look, an alert to the key worker and to whoever
 * is on duty, and a suicide risk that only rises in the newest safety screen. Flags fire on save, never on review (domain 03, 3.1).
 */
export async function fireFlags(
  tx: Tx,
  located: Located,
  assessment: { id: string; instrument: string; level: string | null; flags: readonly AssessmentFlag[] },
): Promise<void> {
  const { flags } = assessment;
  // Whatever was asked for by another assessment and is answered by this one ends first; what this one asks for stays.
  await settleAssessmentWork(tx, located.episode_id);
  for (const flag of flags) {
    const work = WORK[flag];
    if (work) await askFor(tx, located, work.kind, work.due);
  }
  if (flags.some((flag) => ALERTS.includes(flag)))
    await alertHouse(tx, located.episode_id, `assessment/${assessment.id}`);
  if (assessment.instrument === SUICIDE_SCREEN) await raiseRisk(tx, located.episode_id, assessment.level);
}

/** One open piece of work of a kind for a client: two answers that ask for the same thing do not ask twice. */
export async function askFor(
  tx: Tx,
  { episode_id, client_id }: Pick<Located, 'episode_id' | 'client_id'>,
  kind: AssessmentWork | 'chart.alert',
  due: 'now' | 'today',
): Promise<void> {
  await tx.query(
    `insert into care.work_item (id, organisation_id, kind, role, episode_id, client_id, due_at, asked_by)
     select $1, o.id, $3, 'clinician', $4, $5,
       case $6 when 'now' then clock_timestamp() + make_interval(mins => $7)
         else greatest((date_trunc('day', clock_timestamp() at time zone o.time_zone) + interval '1 day') at time zone o.time_zone, clock_timestamp() + make_interval(mins => $7)) end, $8
     from care.organisation o where o.id = $2
       and not exists (select from care.work_item w where w.organisation_id = $2 and w.episode_id = $4 and w.kind = $3 and w.done_at is null)`,
    [
      tx.newId(),
      tx.organisation,
      kind,
      episode_id,
      client_id,
      due,
      LIMITS.assessment_now_minutes,
      tx.actor.account,
    ],
  );
}

/** Tells the key worker and whoever is on duty, wherever they are, that something needs them now; once for each cause. */
export async function alertHouse(tx: Tx, episodeId: string, cause: string): Promise<void> {
  const about = { cause };
  const walking = await tx.maybe<{ account_id: string }>(
    'select k.account_id from care.key_worker k where k.episode_id = $1 and k.organisation_id = $2 and k.until_at is null',
    [episodeId, tx.organisation],
  );
  if (walking) await tellAccount(tx, walking.account_id, 'alert.raised', about);
  for (const role of ['clinician', 'duty_manager'] satisfies Role[])
    await tellOnDuty(tx, tx.organisation, role, 'alert.raised', about);
}

async function raiseRisk(tx: Tx, episodeId: string, level: string | null): Promise<void> {
  const newest = await newestScreen(tx, episodeId);
  const risk = raisedRisk(SUICIDE_SCREEN, level, newest?.suicide_risk ?? null);
  if (risk) await screenAgain(tx, episodeId, risk, newest);
}

async function newestScreen(tx: Tx, episodeId: string): Promise<SafetyScreen | undefined> {
  return await tx.maybe<SafetyScreen>(
    `select s.suicide_risk, s.overdose_within_12_months, s.withdrawal_seizures_or_delirium, s.weeks_of_pregnancy, s.violence_risk,
       s.infectious_tuberculosis, s.allergies, s.medicines from care.safety_screen s where s.episode_id = $1 order by s.screened_at desc limit 1`,
    [episodeId],
  );
}

/** The newest safety screen again, with another suicide risk: what else is known stays as it was written. */
async function screenAgain(
  tx: Tx,
  episodeId: string,
  suicide_risk: SuicideRisk,
  newest: SafetyScreen | undefined,
): Promise<void> {
  await writeSafetyScreen(tx, episodeId, {
    overdose_within_12_months: null,
    withdrawal_seizures_or_delirium: null,
    weeks_of_pregnancy: null,
    violence_risk: null,
    infectious_tuberculosis: null,
    allergies: null,
    medicines: null,
    ...newest,
    suicide_risk,
  });
  await nextVersion(tx, episodeId);
}

/** What a clinician found becomes the newest safety screen, higher or lower than it was. */
export async function stateRisk(tx: Tx, episodeId: string, risk: SuicideRisk): Promise<void> {
  await screenAgain(tx, episodeId, risk, await newestScreen(tx, episodeId));
}
