import { LIMITS } from '../charter/limits.js';
import {
  CLIENT_IDENTIFIERS,
  type ClientIdentifier,
  type DoseOutcome,
  type DoseState,
  type MedicalFact,
  type MedicineOrder,
  type MedicineRules,
  type ToxicologyResult,
} from '../charter/medicine.js';
import { Refusal, refuseIfAny } from '../refusal.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What is known about a client when a medicine is ordered or given. What is not known is null, and null never opens a stop rule. */
export interface MedicineFacts {
  readonly substance: string | null;
  readonly allergies: string | null;
  readonly last_opioid_use_at: Date | null;
  /** Whether the last opioid was methadone or buprenorphine, which stay longer. */
  readonly last_opioid_long_acting: boolean | null;
  readonly opioid_test: { readonly taken_at: Date; readonly negative: boolean } | null;
  readonly weeks_of_pregnancy: number | null;
  readonly pregnancy_reviewed_at: Date | null;
}

const DANGEROUS_IN_PREGNANCY: readonly (string | null)[] = ['opioids', 'alcohol', 'sedatives'];
const SCORED: Readonly<Record<'ciwa_ar' | 'cows', string>> = { ciwa_ar: 'alcohol', cows: 'opioids' };

/**
 * Refuses an order that is not one, or that a stop rule of the house forbids, everything that is wrong at once (domain 12, 4, 7
 * and 8): an opioid antagonist too soon after opioids or without a negative test, opioid agonists where the law has none, routine
 * withdrawal management in pregnancy before it was reviewed, dosing by a score for substances that no scale is for, and a medicine
 * the client is allergic to unless the prescriber says why.
 */
export function decideOrder(
  order: MedicineOrder,
  facts: MedicineFacts,
  rules: MedicineRules,
  now: Date,
): void {
  refuseIfAny([
    ...formFaults(order, now),
    ...allergyFaults(order, facts),
    ...stopFaults(order, facts, rules, now),
  ]);
}

function* formFaults(order: MedicineOrder, now: Date): Generator<Refusal> {
  const { schedule, starts_at, ends_at, amount } = order;
  if (!(amount > 0 && amount <= LIMITS.dose_amount_max))
    yield new Refusal('medicine.amount', { field: 'amount' });
  const starts = Date.parse(starts_at);
  if (starts < now.getTime() - LIMITS.order_backdated_hours_max * HOUR_MS)
    yield new Refusal('medicine.starts_in_the_past', { field: 'starts_at' });
  if (ends_at !== null && Date.parse(ends_at) <= starts)
    yield new Refusal('medicine.ends_before_it_starts', { field: 'ends_at' });
  if (schedule.kind === 'times') {
    if (!areTimes(schedule.times)) yield new Refusal('medicine.times', { field: 'schedule.times' });
    return;
  }
  if (!isWhole(schedule.doses_per_day_max, 1, LIMITS.doses_per_day_max))
    yield new Refusal('medicine.most_per_day', { field: 'schedule.doses_per_day_max' });
  if (schedule.kind === 'as_needed' && !isWhole(schedule.hours_between_min, 1, 24))
    yield new Refusal('medicine.hours_between', { field: 'schedule.hours_between_min' });
}

const areTimes = (times: readonly string[]): boolean =>
  times.length > 0 &&
  times.length <= LIMITS.doses_per_day_max &&
  times.every((time) => TIME.test(time)) &&
  new Set(times).size === times.length;

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

const folded = (words: string): string => words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether a medicine is one of those the client is written down as allergic to, and nobody said why it is given all the same. */
export function* allergyFaults(
  { medicine, allergy_override }: Pick<MedicineOrder, 'medicine' | 'allergy_override'>,
  { allergies }: MedicineFacts,
): Generator<Refusal> {
  if (allergies === null || allergy_override !== null) return;
  const words = folded(medicine)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3);
  const against = folded(allergies);
  if (words.some((word) => against.includes(word)))
    yield new Refusal('medicine.allergy', { field: 'allergy_override' });
}

/** Stop rules alone: asked when a medicine is ordered, and again whenever it is given, for what is known changes in between. */
export function* stopFaults(
  { class: medicineClass, purpose, schedule }: Pick<MedicineOrder, 'class' | 'purpose' | 'schedule'>,
  facts: MedicineFacts,
  rules: MedicineRules,
  now: Date,
): Generator<Refusal> {
  if (medicineClass === 'opioid_agonist' && purpose === 'maintenance' && !rules.agonists_allowed)
    yield new Refusal('medicine.not_lawful_here', { field: 'class' });
  if (medicineClass === 'opioid_antagonist') yield* antagonistFaults(facts, rules, now);
  if (
    purpose === 'withdrawal' &&
    (facts.weeks_of_pregnancy ?? 0) > 0 &&
    facts.pregnancy_reviewed_at === null &&
    DANGEROUS_IN_PREGNANCY.includes(facts.substance)
  )
    yield new Refusal('medicine.pregnancy_review_needed');
  if (schedule.kind === 'by_score' && facts.substance !== SCORED[schedule.scale])
    yield new Refusal('medicine.no_dosing_by_score', { field: 'schedule.kind' });
}

function* antagonistFaults(facts: MedicineFacts, rules: MedicineRules, now: Date): Generator<Refusal> {
  const { last_opioid_use_at: last, last_opioid_long_acting: longActing, opioid_test: test } = facts;
  // Long-acting unless it is known not to be: the longer wait is the safe one.
  const days =
    longActing === false ? rules.opioid_free_days_min : rules.opioid_free_days_after_long_acting_min;
  if (last === null) yield new Refusal('medicine.opioid_use_unknown');
  else if (now.getTime() - last.getTime() < days * DAY_MS)
    yield new Refusal('medicine.opioids_too_recent', { parameters: { days } });
  const hours = rules.opioid_test_hours_max;
  const isFresh =
    test?.negative === true &&
    test.taken_at.getTime() <= now.getTime() &&
    now.getTime() - test.taken_at.getTime() <= hours * HOUR_MS &&
    (last === null || test.taken_at.getTime() > last.getTime());
  if (!isFresh) yield new Refusal('medicine.opioid_test_needed', { parameters: { hours } });
}

/** The instant of a time of day on a day, by the clock of the site; where that clock skips it in spring, when it goes on. */
export type InstantOf = (day: string, time: string) => Date;

export interface OrderInForce extends Pick<MedicineOrder, 'schedule' | 'starts_at' | 'ends_at'> {
  readonly stopped_at: string | null;
}

const endOf = ({ ends_at, stopped_at }: OrderInForce): number =>
  Math.min(...[ends_at, stopped_at].map((at) => (at === null ? Infinity : Date.parse(at))));

/**
 * When the doses of an order by the clock are due on some days (`YYYY-MM-DD` of the site), in order: none before it starts, none
 * once it has ended or was stopped.
 */
export function dosesDue(order: OrderInForce, days: readonly string[], instantOf: InstantOf): Date[] {
  if (order.schedule.kind !== 'times') return [];
  const { times } = order.schedule;
  const [from, until] = [Date.parse(order.starts_at), endOf(order)];
  return days
    .flatMap((day) => times.map((time) => instantOf(day, time)))
    .filter((at) => at.getTime() >= from && at.getTime() < until)
    .sort((a, b) => a.getTime() - b.getTime());
}

/** Where a dose stands: what became of it, else by how far its time is off. A dose four hours late is missed. */
export function stateOfDose(dueAt: Date, outcome: DoseOutcome | null, now: Date): DoseState {
  if (outcome !== null) return outcome;
  const minutes = (now.getTime() - dueAt.getTime()) / MINUTE_MS;
  if (minutes < -LIMITS.dose_early_minutes_max) return 'later';
  if (minutes <= LIMITS.dose_late_minutes_max) return 'due';
  return minutes < LIMITS.dose_missed_minutes_min ? 'late' : 'missed';
}

/** A dose that was written down before. */
export interface DoseRecorded {
  /** The time it was due at; null where it was as needed or by a score. */
  readonly due_at: Date | null;
  readonly at: Date;
  readonly outcome: DoseOutcome;
}

export interface DoseToRecord extends DoseRecorded {
  readonly identifiers: readonly ClientIdentifier[];
  /** Why it was not given. */
  readonly reason: string | null;
}

/**
 * Refuses what must not be recorded of a dose: one already recorded for its time (a dose twice), one before its time, one more or
 * sooner than may be taken as needed, one of an order that is not in force, one given after fewer than two different looks at who
 * the client is, and one that was not given without a reason. The stop rules are asked again by `stopFaults`.
 */
export function decideDose(
  order: OrderInForce,
  dose: DoseToRecord,
  recorded: readonly DoseRecorded[],
  now: Date,
): void {
  refuseIfAny([
    ...doseFaults(order, dose, now),
    ...(order.schedule.kind === 'times'
      ? dueFaults(dose, recorded)
      : asNeededFaults(order.schedule, dose, recorded)),
  ]);
}

function* doseFaults(order: OrderInForce, dose: DoseToRecord, now: Date): Generator<Refusal> {
  const at = dose.at.getTime();
  if (at > now.getTime() + MINUTE_MS) yield new Refusal('medicine.dose_in_the_future', { field: 'at' });
  if (at < now.getTime() - LIMITS.dose_written_late_hours_max * HOUR_MS)
    yield new Refusal('medicine.dose_long_ago', { field: 'at' });
  if (at < Date.parse(order.starts_at) - LIMITS.dose_early_minutes_max * MINUTE_MS || at >= endOf(order))
    yield new Refusal('medicine.order_not_in_force');
  if (dose.outcome !== 'given' && dose.reason === null)
    yield new Refusal('medicine.reason_needed', { field: 'reason' });
  const looks = new Set(dose.identifiers.filter((one) => CLIENT_IDENTIFIERS.includes(one)));
  if (dose.outcome === 'given' && looks.size < 2)
    yield new Refusal('medicine.two_identifiers', { field: 'identifiers' });
}

function* dueFaults({ due_at, at }: DoseToRecord, recorded: readonly DoseRecorded[]): Generator<Refusal> {
  if (due_at === null) {
    yield new Refusal('medicine.due_time_needed', { field: 'due_at' });
    return;
  }
  if (recorded.some((one) => one.due_at?.getTime() === due_at.getTime()))
    yield new Refusal('medicine.dose_twice', { field: 'due_at' });
  if (at.getTime() < due_at.getTime() - LIMITS.dose_early_minutes_max * MINUTE_MS)
    yield new Refusal('medicine.dose_too_early', { parameters: { minutes: LIMITS.dose_early_minutes_max } });
}

function* asNeededFaults(
  schedule: Exclude<OrderInForce['schedule'], { kind: 'times' }>,
  { at, outcome }: DoseToRecord,
  recorded: readonly DoseRecorded[],
): Generator<Refusal> {
  if (outcome !== 'given') return;
  const given = recorded.filter((one) => one.outcome === 'given').map((one) => one.at.getTime());
  // What is written down late may stand before or behind what is there: the distance counts both ways.
  const least = Math.min(...given.map((one) => Math.abs(one - at.getTime())));
  if (schedule.kind === 'as_needed' && least < schedule.hours_between_min * HOUR_MS)
    yield new Refusal('medicine.dose_too_soon', { parameters: { hours: schedule.hours_between_min } });
  if (schedule.kind === 'by_score' && least < MINUTE_MS) yield new Refusal('medicine.dose_twice');
  if (mostInADay([...given, at.getTime()]) > schedule.doses_per_day_max)
    yield new Refusal('medicine.dose_too_many', { parameters: { doses: schedule.doses_per_day_max } });
}

/** The most doses that any 24 hours hold. */
const mostInADay = (given: readonly number[]): number =>
  Math.max(...given.map((from) => given.filter((one) => one >= from && one < from + DAY_MS).length));

/** Something medical that was found or done, as somebody writes it down. */
export interface FactToRecord {
  readonly kind: MedicalFact;
  readonly at: Date;
  readonly substance: string | null;
  readonly result: ToxicologyResult | null;
  /** Of an opioid: whether it stays long, like methadone and buprenorphine; null: not known. */
  readonly long_acting: boolean | null;
}

/**
 * Refuses what cannot be: an instant to come, a test without a result or substance, a use without a substance, anything said of a kind
 * that it does not belong to, and naloxone to take home where the law has none.
 */
export function decideFact(
  { kind, at, substance, result, long_acting }: FactToRecord,
  { naloxone_take_home }: { readonly naloxone_take_home: boolean },
  now: Date,
): void {
  const refusals: Refusal[] = [];
  if (at.getTime() > now.getTime() + MINUTE_MS)
    refusals.push(new Refusal('medicine.fact_in_future', { field: 'at' }));
  const named = kind === 'substance_use' || kind === 'toxicology';
  if (named !== (substance !== null))
    refusals.push(new Refusal('medicine.fact_form', { field: 'substance' }));
  if ((kind === 'toxicology') !== (result !== null))
    refusals.push(new Refusal('medicine.fact_form', { field: 'result' }));
  if (long_acting !== null && (kind !== 'substance_use' || substance !== 'opioids'))
    refusals.push(new Refusal('medicine.fact_form', { field: 'long_acting' }));
  if (kind === 'naloxone_given' && !naloxone_take_home)
    refusals.push(new Refusal('medicine.naloxone_not_here', { field: 'kind' }));
  refuseIfAny(refusals);
}
