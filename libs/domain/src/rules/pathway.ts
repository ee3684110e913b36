import { LIMITS } from '../charter/limits.js';
import {
  CRITERIA,
  PATHWAY,
  RECORDED_STAGES,
  type Criterion,
  type RecordedStage,
  type MoveOutcome,
  type Stage,
} from '../charter/pathway.js';
import type { SuicideRisk } from '../charter/code-lists.js';
import { Refusal } from '../refusal.js';
import type {
  CriterionView,
  EmploymentRecord,
  RehabilitationRecord,
  ReintegrationRecord,
  StageRecords,
  TreatmentRecord,
} from '../wire/client.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What is known about a client when a move is considered. Dates are ISO strings, as on the wire. */
export interface Evidence {
  readonly records: { readonly [S in RecordedStage]?: StageRecords[S] };
  readonly suicide_risk: SuicideRisk;
}

/** The direction of a move, or undefined where the pathway knows no such move. */
export function moveDirection(from: Stage, to: Stage): 'onward' | 'return' | undefined {
  const moves: Partial<Record<Stage, { direction: 'onward' | 'return' }>> = PATHWAY[from];
  return moves[to]?.direction;
}

/** Every stage that may follow, with its direction. */
export function movesFrom(from: Stage): { to: Stage; direction: 'onward' | 'return' }[] {
  return Object.entries(PATHWAY[from]).map(([to, move]) => ({
    to: to as Stage,
    direction: (move as { direction: 'onward' | 'return' }).direction,
  }));
}

/**
 * The criteria for leaving a stage as completed, each met or not, with the very fields it was decided from. Unknown is never
 * met.
 */
export function criteriaOf(stage: Stage, evidence: Evidence, now: Date): CriterionView[] {
  if (!(RECORDED_STAGES as readonly Stage[]).includes(stage)) return [];
  return (Object.keys(CRITERIA) as Criterion[])
    .filter((criterion) => CRITERIA[criterion].stage === stage)
    .map((criterion) => ({ criterion, ...CHECKS[criterion](evidence, now) }));
}

export interface StageMove {
  readonly from: Stage;
  readonly to: Stage;
  readonly outcome: MoveOutcome;
  readonly override_reason?: string | undefined;
}

export interface MoveDecision {
  /** The reason, where the client moves on with criteria unmet; a duty manager countersigns. */
  readonly override_reason: string | null;
}

/**
 * Decides a move between stages inside one organisation. Onward asks for the criteria of the stage that is left, or a
 * reason to move on without them; a return (relapse, step-up) asks for nothing. "Completed" is never granted by override.
 */
export function decideMove(
  move: StageMove,
  offered: readonly Stage[],
  evidence: Evidence,
  now: Date,
): MoveDecision {
  if (move.from === move.to) throw new Refusal('stage.already_there', { field: 'to' });
  const direction = moveDirection(move.from, move.to);
  if (!direction) {
    const possible = movesFrom(move.from)
      .map(({ to }) => to)
      .join(', ');
    throw new Refusal('stage.not_a_move', { field: 'to', parameters: { possible } });
  }
  if (!offered.includes(move.to)) throw new Refusal('stage.not_offered', { field: 'to' });
  const unmet = criteriaOf(move.from, evidence, now).filter(({ met }) => !met);
  if (direction === 'return' || unmet.length === 0) {
    if (move.outcome === 'completed' && unmet.length > 0) {
      throw new Refusal('stage.outcome_needs_criteria', { field: 'outcome' });
    }
    return { override_reason: null };
  }
  const reason = move.override_reason?.trim();
  if (!reason) {
    const criteria = unmet.map(({ criterion }) => criterion).join(', ');
    throw new Refusal('stage.criteria_unmet', { field: 'override_reason', parameters: { criteria } });
  }
  if (move.outcome === 'completed') throw new Refusal('stage.outcome_needs_criteria', { field: 'outcome' });
  return { override_reason: reason };
}

/** What is wrong with a record in itself, all of it at once: order of readings, scores off the scale, dates to come. */
export function recordRefusals(
  stage: RecordedStage,
  record: StageRecords[RecordedStage],
  now: Date,
): Refusal[] {
  const refusals: Refusal[] = [];
  for (const [field, value] of Object.entries(record)) {
    const isDate = typeof value === 'string' && (field.endsWith('_on') || field.endsWith('_at'));
    // A day of slack for `_on`: the day of the client may have begun where that of the server has not.
    if (isDate && Date.parse(value) > now.getTime() + (field.endsWith('_on') ? DAY_MS : 0)) {
      refusals.push(new Refusal('record.date_in_future', { field }));
    }
  }
  if (stage === 'treatment') refusals.push(...treatmentRefusals(record as TreatmentRecord));
  if (stage === 'rehabilitation') {
    const { goals_total, goals_met_or_revised } = record as RehabilitationRecord;
    if (goals_met_or_revised !== null && goals_met_or_revised > (goals_total ?? 0)) {
      refusals.push(new Refusal('record.goals_exceed_total', { field: 'goals_met_or_revised' }));
    }
  }
  return refusals;
}

function treatmentRefusals(record: TreatmentRecord): Refusal[] {
  const refusals: Refusal[] = [];
  const max = record.withdrawal_scale === 'ciwa_ar' ? 67 : record.withdrawal_scale === 'cows' ? 48 : 100;
  for (const field of ['last_score', 'previous_score'] as const) {
    const score = record[field];
    if (score !== null && score > max)
      refusals.push(new Refusal('record.score_out_of_range', { field, parameters: { max } }));
  }
  if (
    record.last_score_at &&
    record.previous_score_at &&
    Date.parse(record.last_score_at) <= Date.parse(record.previous_score_at)
  ) {
    refusals.push(new Refusal('record.readings_out_of_order', { field: 'last_score_at' }));
  }
  return refusals;
}

type Check = (evidence: Evidence, now: Date) => Omit<CriterionView, 'criterion'>;

/**
 * A criterion is decided from the fields it names and from nothing else: the test is given those alone, so that what a person
 * is shown as evidence is what the decision was made from.
 */
function fromRecord<S extends RecordedStage, F extends keyof StageRecords[S] & string>(
  stage: S,
  fields: readonly F[],
  met: (record: Pick<StageRecords[S], F>, now: Date) => boolean,
): Check {
  return ({ records }, now) => {
    const record: StageRecords[S] | undefined = records[stage];
    const read = fields.map((field) => [field, record?.[field] ?? null] as const);
    const given = Object.fromEntries(read) as Pick<StageRecords[S], F>;
    return {
      met: met(given, now),
      evidence: read.map(([field, value]) => ({ field, value: value as string | number | boolean | null })),
      form: 'record',
    };
  };
}

const CHECKS: Readonly<Record<Criterion, Check>> = {
  withdrawal_settled: fromRecord(
    'treatment',
    [
      'withdrawal_scale',
      'last_score',
      'last_score_at',
      'previous_score',
      'previous_score_at',
      'new_dosing_between',
      'medically_stable',
    ],
    withdrawalSettled,
  ),
  medically_stable: fromRecord(
    'treatment',
    ['medically_stable'],
    ({ medically_stable }) => medically_stable === true,
  ),
  no_unmet_suicide_risk: ({ suicide_risk }) => ({
    met: suicide_risk === 'none' || suicide_risk === 'low',
    evidence: [{ field: 'suicide_risk', value: suicide_risk }],
    form: 'safety',
  }),
  overdose_risk_talk_held: fromRecord('treatment', ['overdose_risk_talk_on'], (record) =>
    Boolean(record.overdose_risk_talk_on),
  ),
  goals_met_or_revised: fromRecord('rehabilitation', ['goals_total', 'goals_met_or_revised'], goalsMet),
  no_use_for_28_days: fromRecord(
    'rehabilitation',
    ['last_use_on'],
    ({ last_use_on }, now) => daysSince(last_use_on, now) >= LIMITS.days_without_use_min,
  ),
  aftercare_arranged: fromRecord('rehabilitation', ['aftercare_arranged_on'], (record) =>
    Boolean(record.aftercare_arranged_on),
  ),
  housing_stable: fromRecord(
    'reintegration',
    ['housing_stable_since_on'],
    ({ housing_stable_since_on }, now) =>
      daysSince(housing_stable_since_on, now) >= LIMITS.housing_stable_days_min,
  ),
  identity_documents_held: fromRecord(
    'reintegration',
    ['identity_documents_held'],
    ({ identity_documents_held }) => identity_documents_held === true,
  ),
  lawful_income_or_education: fromRecord('reintegration', ['income_source'], hasIncome),
  support_network: fromRecord(
    'reintegration',
    ['support_network_people'],
    ({ support_network_people }) => (support_network_people ?? 0) >= LIMITS.support_network_people_min,
  ),
  work_sustained: fromRecord('employment', ['work_kind', 'work_started_on'], workSustained),
};

/**
 * Two readings below the threshold at least 24 hours apart without new dosing (domain 04, 4.2; domain 12, 3). Without a
 * scale that fits the substance the clinician's plan decides: then stability alone counts (domain 12, 4).
 */
function withdrawalSettled(record: Omit<TreatmentRecord, 'substance' | 'overdose_risk_talk_on'>): boolean {
  if (record.withdrawal_scale === 'clinician_plan') return record.medically_stable === true;
  const threshold =
    record.withdrawal_scale === 'ciwa_ar'
      ? LIMITS.ciwa_threshold
      : record.withdrawal_scale === 'cows'
        ? LIMITS.cows_threshold
        : 0;
  const { last_score, previous_score, last_score_at, previous_score_at } = record;
  if (last_score === null || previous_score === null || !last_score_at || !previous_score_at) return false;
  const apart = Date.parse(last_score_at) - Date.parse(previous_score_at);
  return (
    last_score < threshold &&
    previous_score < threshold &&
    apart >= LIMITS.withdrawal_readings_apart_hours_min * HOUR_MS &&
    record.new_dosing_between === false
  );
}

function goalsMet(record: Pick<RehabilitationRecord, 'goals_total' | 'goals_met_or_revised'>): boolean {
  if (!record.goals_total || record.goals_met_or_revised === null) return false;
  return record.goals_met_or_revised / record.goals_total >= LIMITS.goals_met_share_min;
}

function hasIncome({ income_source }: Pick<ReintegrationRecord, 'income_source'>): boolean {
  return income_source === 'wages' || income_source === 'benefits' || income_source === 'education';
}

function workSustained(record: Pick<EmploymentRecord, 'work_kind' | 'work_started_on'>, now: Date): boolean {
  if (!record.work_kind || record.work_kind === 'none') return false;
  return daysSince(record.work_started_on, now) >= LIMITS.work_sustained_days_min;
}

function daysSince(date: string | null | undefined, now: Date): number {
  return date ? Math.floor((now.getTime() - Date.parse(date)) / DAY_MS) : -1;
}
