import {
  CARE_NEEDS,
  VITAL_SIGNS,
  WITHDRAWAL_SCALES,
  WITHDRAWAL_SETTLED_BELOW,
  type CareNeed,
  type ChartRules,
  type NeedRating,
  type WithdrawalScale,
} from '#domain/charter/chart.js';
import { LIMITS } from '#domain/charter/limits.js';
import { nextScore, type AdmissionFacts, type ScorePoint } from '#domain/rules/chart.js';
import type {
  CareLevelView,
  ChartView,
  ObservationView,
  ReadingView,
  WithdrawalView,
} from '#domain/wire/chart.js';
import type { Tx } from '#platform/db/tx.js';
import type { VaultKeys } from '#platform/vault/vault-keys.js';
import { openWriting } from '#platform/vault/writing-cipher.js';
import { COUNTS } from '../assessment/assessment.queries.js';

interface ReadingFound extends Omit<ReadingView, 'at' | 'voided_at'> {
  at: Date;
  voided_at: Date | null;
}

/** Readings of the own house, the newest first, with those that do not count marked as such. */
export async function readReadings(tx: Tx, episode: string): Promise<ReadingView[]> {
  const rows = await tx.query<ReadingFound>(
    `select v.id, v.at, ${VITAL_SIGNS.map((sign) => `v.${sign}::float8 as ${sign}`).join(', ')}, v.consciousness, v.alerts, a.display_name as by, v.voided_at, v.void_reason
       from care.vital_reading v left join access.account a on a.id = v.recorded_by
      where v.episode_id = $1 and v.organisation_id = $2 order by v.at desc, v.id desc limit $3`,
    [episode, tx.organisation, LIMITS.chart_readings_shown_max],
  );
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    voided_at: row.voided_at?.toISOString() ?? null,
  }));
}

export async function readObservations(tx: Tx, episode: string): Promise<ObservationView[]> {
  const rows = await tx.query<Omit<ObservationView, 'since' | 'until'> & { since: Date; until: Date | null }>(
    `select o.level, o.reason, o.since_at as since, o.until_at as until, a.display_name as by
       from care.observation o left join access.account a on a.id = o.decided_by
      where o.episode_id = $1 and o.organisation_id = $2 order by o.since_at desc, o.id desc limit $3`,
    [episode, tx.organisation, LIMITS.chart_readings_shown_max],
  );
  return rows.map((row) => ({
    ...row,
    since: row.since.toISOString(),
    until: row.until?.toISOString() ?? null,
  }));
}

/** Scores of both scales that count, in the order of time, and when the next ones are due. */
export async function readWithdrawal(tx: Tx, episode: string, rules: ChartRules): Promise<WithdrawalView[]> {
  const rows = await tx.query<{ scale: WithdrawalScale; at: Date; value: number }>(
    `select * from (
       select a.instrument as scale, a.taken_at as at, (a.scores -> 0 ->> 'value')::numeric::int as value, a.id from care.assessment a
        where a.episode_id = $1 and a.instrument = any ($2) and a.scores -> 0 ->> 'value' is not null and ${COUNTS('a')} order by a.taken_at desc, a.id desc limit $3) s
      order by s.at, s.id`,
    [episode, WITHDRAWAL_SCALES, LIMITS.chart_scores_max],
  );
  const doses = await tx.query<{ scale: string; at: Date }>(
    `select o.scale, max(d.at) as at from care.medicine_dose d join care.medicine_order o on o.id = d.order_id
      where d.episode_id = $1 and o.scale is not null and d.outcome = 'given' and d.voided_at is null group by o.scale`,
    [episode],
  );
  return WITHDRAWAL_SCALES.flatMap((scale) => {
    const points: ScorePoint[] = rows.filter((row) => row.scale === scale);
    const dose = doses.find((row) => row.scale.replace('_', '-') === scale);
    const next = nextScore(scale, points, dose?.at ?? null, rules, tx.now);
    if (!next) return [];
    return [
      {
        scale,
        points: points.map(({ at, value }) => ({ at: at.toISOString(), value })),
        settled_below: WITHDRAWAL_SETTLED_BELOW[scale],
        state: next.state,
        due_at: next.due_at?.toISOString() ?? null,
      },
    ];
  });
}

type Rated = Record<CareNeed, NeedRating>;
interface CareLevelFound
  extends Rated, Pick<CareLevelView, 'id' | 'level' | 'recommended' | 'client_answer' | 'by'> {
  decided_at: Date;
  epoch: number;
  wrapped_key: Buffer | null;
  sealed: Buffer | null;
}

/** The reasons of a decision, as they are sealed: one text, so that none is moved to another. */
export interface CareLevelWords {
  readonly needs: Readonly<Record<CareNeed, string>>;
  readonly difference: string | null;
}

export async function readCareLevels(tx: Tx, keys: VaultKeys, episode: string): Promise<CareLevelView[]> {
  const rows = await tx.query<CareLevelFound>(
    `select l.id, l.level, l.recommended, ${CARE_NEEDS.map((need) => `l.${need}`).join(', ')}, l.client_answer, l.decided_at, a.display_name as by,
       k.epoch, k.wrapped_key, l.words as sealed
       from care.care_level l join care.writing_key k on k.id = l.key_id left join access.account a on a.id = l.decided_by
      where l.episode_id = $1 and l.organisation_id = $2 order by l.decided_at desc, l.id desc limit $3`,
    [episode, tx.organisation, LIMITS.care_levels_shown_max],
  );
  return rows.map((row) => {
    const { epoch, wrapped_key, sealed, decided_at, ...rest } = row;
    const text = openWriting(keys, { epoch, wrapped_key }, { record: row.id, name: 'words' }, sealed);
    const words = text === null ? null : (JSON.parse(text) as CareLevelWords);
    const { id, level, recommended, client_answer, by } = rest;
    return {
      id,
      level,
      recommended,
      client_answer,
      by,
      decided_at: decided_at.toISOString(),
      needs: Object.fromEntries(
        CARE_NEEDS.map((need) => [need, { rating: rest[need], words: words?.needs[need] ?? null }]),
      ) as CareLevelView['needs'],
      difference: words?.difference ?? null,
    };
  });
}

/** Whether the client was told their rights in this house, and whether their consent to the service stands. */
export async function readAdmission(tx: Tx, client: string): Promise<AdmissionFacts> {
  return await tx.one<AdmissionFacts>(
    `select exists (select from care.rights_notice n where n.organisation_id = $1 and n.client_id = $2) as rights_told,
       exists (select from care.consent c where c.organisation_id = $1 and c.client_id = $2 and c.kind = 'service' and c.withdrawn_at is null and c.until_at > now()) as consented`,
    [tx.organisation, client],
  );
}

/** What the newest safety screen says that a ward must see. */
export async function readRisks(
  tx: Tx,
  episode: string,
): Promise<Pick<ChartView, 'suicide_risk' | 'seizures_or_delirium'>> {
  const found = await tx.maybe<Pick<ChartView, 'suicide_risk' | 'seizures_or_delirium'>>(
    `select f.suicide_risk, f.withdrawal_seizures_or_delirium as seizures_or_delirium from care.safety_screen f
      where f.episode_id = $1 order by f.screened_at desc limit 1`,
    [episode],
  );
  return found ?? { suicide_risk: 'not_assessed', seizures_or_delirium: null };
}
