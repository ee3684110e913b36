import {
  CARE_LEVELS,
  CARE_NEEDS,
  NEED_RATINGS,
  VITAL_BOUNDS,
  VITAL_SIGNS,
  WITHDRAWAL_SETTLED_BELOW,
  type CareLevel,
  type CareNeed,
  type ChartRules,
  type Consciousness,
  type NeedRating,
  type ObservationLevel,
  type ScoreInterval,
  type ScoreState,
  type VitalAlert,
  type VitalLimits,
  type VitalSign,
  type WithdrawalScale,
} from '../charter/chart.js';
import { LIMITS } from '../charter/limits.js';
import { Refusal, refuseIfAny } from '../refusal.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export type Measured = Readonly<Record<VitalSign, number | null>>;

export interface ReadingToRecord {
  readonly at: Date;
  readonly measured: Measured;
  readonly consciousness: Consciousness | null;
}

/**
 * Refuses a reading that says nothing, values that nobody alive has, a blood pressure of which half is missing or which stands on its
 * head, and an hour that is to come or was before the client came. Everything that is wrong at once.
 */
export function decideReading(reading: ReadingToRecord, openedAt: Date, now: Date): void {
  refuseIfAny([...readingFaults(reading, openedAt, now)]);
}

function* readingFaults(
  { at, measured, consciousness }: ReadingToRecord,
  openedAt: Date,
  now: Date,
): Generator<Refusal> {
  const some = VITAL_SIGNS.filter((sign) => measured[sign] !== null);
  if (some.length === 0 && consciousness === null) yield new Refusal('chart.reading_empty');
  for (const sign of some) {
    const { min, max } = VITAL_BOUNDS[sign];
    if (!isPossible(sign, measured[sign] ?? Number.NaN))
      yield new Refusal('chart.value_impossible', { field: sign, parameters: { min, max } });
  }
  const { systolic, diastolic } = measured;
  if ((systolic === null) !== (diastolic === null))
    yield new Refusal('chart.pressure_half', { field: systolic === null ? 'systolic' : 'diastolic' });
  else if (systolic !== null && diastolic !== null && diastolic >= systolic)
    yield new Refusal('chart.pressure_upside_down', { field: 'diastolic' });
  if (at.getTime() > now.getTime() + MINUTE_MS) yield new Refusal('chart.in_the_future', { field: 'at' });
  if (at < openedAt) yield new Refusal('chart.before_the_stay', { field: 'at' });
}

function isPossible(sign: VitalSign, value: number): boolean {
  const { min, max, decimals } = VITAL_BOUNDS[sign];
  return value >= min && value <= max && Number(value.toFixed(decimals)) === value;
}

/** What of a reading lies outside the limits of the house, in the order of the list; anybody who is not alert is one of them. */
export function alertsOf(
  { measured, consciousness }: Omit<ReadingToRecord, 'at'>,
  limits: Readonly<Record<VitalSign, VitalLimits>>,
): VitalAlert[] {
  const outside = (sign: VitalSign): boolean => {
    const value = measured[sign];
    const { low, high } = limits[sign];
    return value !== null && ((low !== null && value < low) || (high !== null && value > high));
  };
  const signs: VitalAlert[] = VITAL_SIGNS.filter(outside);
  return consciousness === null || consciousness === 'alert' ? signs : [...signs, 'consciousness'];
}

/** Refuses what changes nothing: the level somebody is looked after at already. */
export function decideObservation(before: ObservationLevel | null, wanted: ObservationLevel): void {
  if (before === wanted) throw new Refusal('chart.observation_same', { field: 'level' });
}

export interface ScorePoint {
  readonly at: Date;
  readonly value: number;
}

export interface NextScore {
  readonly state: ScoreState;
  /** Null: the withdrawal has settled. */
  readonly due_at: Date | null;
}

/**
 * When the next score of a scale is due: by what the newest one says, until every score of a whole day lay below the threshold and
 * nothing was given by a score in that day (domain 12, 3 and 5).
 */
export function nextScore(
  scale: WithdrawalScale,
  points: readonly ScorePoint[],
  lastDoseAt: Date | null,
  rules: Pick<ChartRules, 'score_intervals'>,
  now: Date,
): NextScore | null {
  const inOrder = [...points].sort((a, b) => a.at.getTime() - b.at.getTime());
  const newest = inOrder.at(-1);
  if (!newest) return null;
  if (hasSettled(scale, inOrder, lastDoseAt)) return { state: 'settled', due_at: null };
  const due = newest.at.getTime() + hoursAfter(rules.score_intervals[scale], newest.value) * HOUR_MS;
  const late = (now.getTime() - due) / MINUTE_MS;
  const state =
    late < -LIMITS.score_early_minutes ? 'later' : late <= LIMITS.score_late_minutes_max ? 'due' : 'overdue';
  return { state, due_at: new Date(due) };
}

function hasSettled(
  scale: WithdrawalScale,
  inOrder: readonly ScorePoint[],
  lastDoseAt: Date | null,
): boolean {
  const newest = inOrder.at(-1);
  if (!newest) return false;
  const threshold = WITHDRAWAL_SETTLED_BELOW[scale];
  const high = inOrder.findLastIndex(({ value }) => value >= threshold);
  const first = inOrder[high + 1];
  if (!first) return false;
  const calmSince = Math.max(first.at.getTime(), lastDoseAt?.getTime() ?? 0);
  return newest.at.getTime() - calmSince >= DAY_MS;
}

const hoursAfter = (intervals: readonly ScoreInterval[], value: number): number =>
  intervals.findLast(({ from }) => value >= from)?.hours ?? 1;

export type Needs = Readonly<Record<CareNeed, NeedRating>>;

/**
 * The level of care that a rating of needs speaks for: a prompt that a clinician follows or not, never a decision. A greater need
 * never speaks for less care. The rule is our own (ADR 0052).
 */
export function recommendedLevel(needs: Needs): CareLevel {
  const grade = (need: CareNeed): number => NEED_RATINGS.indexOf(needs[need]);
  const [severe, marked] = [NEED_RATINGS.indexOf('severe'), NEED_RATINGS.indexOf('marked')];
  if (grade('body') >= severe || grade('mind') >= severe) return 'hospital';
  if (grade('withdrawal') >= marked) return 'withdrawal_inpatient';
  const many = CARE_NEEDS.filter((need) => grade(need) >= marked).length;
  if (grade('relapse_risk') >= severe || grade('surroundings') >= severe || many > 1) return 'residential';
  return many === 1 || CARE_NEEDS.some((need) => grade(need) >= severe) ? 'day' : 'outpatient';
}

export interface AdmissionFacts {
  readonly rights_told: boolean;
  readonly consented: boolean;
}

/**
 * Refuses a decision that differs from the recommendation without a reason, and one for somebody who was not told their rights or has
 * not consented to the service: an admission is voluntary. A hospital is never waited with for that.
 */
export function decideCareLevel(
  wanted: { readonly level: CareLevel; readonly needs: Needs; readonly difference: string | null },
  { rights_told, consented }: AdmissionFacts,
): void {
  const faults: Refusal[] = [];
  const differs = wanted.level !== recommendedLevel(wanted.needs);
  if (differs && !wanted.difference?.trim())
    faults.push(new Refusal('chart.difference_needed', { field: 'difference' }));
  if (wanted.level !== 'hospital' && wanted.level !== CARE_LEVELS[0]) {
    if (!rights_told) faults.push(new Refusal('chart.rights_not_told'));
    if (!consented) faults.push(new Refusal('chart.not_consented'));
  }
  refuseIfAny(faults);
}
