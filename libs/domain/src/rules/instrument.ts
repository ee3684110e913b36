import {
  WITHHELD,
  type Answer,
  type Answers,
  type AssessmentBand,
  type AssessmentFlag,
  type AssessmentLevel,
  type Band,
  type Condition,
  type CutOff,
  type Instrument,
  type InstrumentItem,
  type ScoreRule,
} from '../charter/instrument.js';
import { must } from '../must.js';
import { Refusal, refuseIfAny } from '../refusal.js';

/** Of whom and of what an assessment is: some cut-offs differ. */
export interface AssessmentAbout {
  readonly sex?: string | null;
  readonly substance?: string | null;
}

export interface Score {
  readonly score: string;
  /** Null where too much is missing: a part is never passed off as the whole. */
  readonly value: number | null;
  readonly band: AssessmentBand | null;
  readonly positive: boolean | null;
  readonly again_after_hours: number | null;
}

export interface Result {
  readonly scores: readonly Score[];
  readonly level: AssessmentLevel | null;
  readonly flags: readonly AssessmentFlag[];
  /** Items that were asked and have no answer. */
  readonly missing: readonly string[];
}

const isLegal = (item: InstrumentItem, answer: Answer): boolean => {
  if (answer === WITHHELD) return item.may_withhold === true;
  if (!Number.isInteger(answer)) return false;
  const { answers } = item;
  return 'from' in answers ? answer >= answers.from && answer <= answers.to : answers.includes(answer);
};

const numberOf = (answers: Answers, item: string): number | null => {
  const answer = Object.hasOwn(answers, item) ? answers[item] : undefined;
  return typeof answer === 'number' ? answer : null;
};

type Values = ReadonlyMap<string, number | null>;

function holds(condition: Condition, answers: Answers, scores: Values): boolean {
  if ('all' in condition) return condition.all.every((one) => holds(one, answers, scores));
  if ('any' in condition) return condition.any.some((one) => holds(one, answers, scores));
  if ('score' in condition) {
    const value = scores.get(condition.score) ?? null;
    return value !== null && value >= condition.from && value <= (condition.to ?? Infinity);
  }
  const value = numberOf(answers, condition.item);
  return value !== null && condition.is.includes(value);
}

const NO_SCORES: Values = new Map();

/** The items that are to be answered, after what has been answered so far: branches that were not taken are not asked. */
export function askedItems(instrument: Pick<Instrument, 'items'>, answers: Answers): InstrumentItem[] {
  return instrument.items.filter(
    ({ asked_if }) => asked_if === undefined || holds(asked_if, answers, NO_SCORES),
  );
}

/**
 * Refuses answers that are not of the instrument, all at once and each by its item: `instrument.unknown_item`,
 * `instrument.illegal_answer` (only the values printed on the form are legal, domain 03) and `instrument.not_asked` for an
 * answer on a branch that was not taken.
 */
export function checkAnswers(instrument: Instrument, answers: Answers): void {
  const asked = new Set(askedItems(instrument, answers));
  refuseIfAny(
    Object.entries(answers).flatMap(([id, answer]) => {
      const item = instrument.items.find((one) => one.id === id);
      const field = `answers.${id.slice(0, 40)}`;
      if (!item) return [new Refusal('instrument.unknown_item', { field })];
      if (!isLegal(item, answer))
        return [new Refusal('instrument.illegal_answer', { field, parameters: { answers: printed(item) } })];
      return asked.has(item) ? [] : [new Refusal('instrument.not_asked', { field })];
    }),
  );
}

const printed = ({ answers }: InstrumentItem): string =>
  'from' in answers ? `${answers.from}–${answers.to}` : answers.join(', ');

/** To two decimals, halves away from zero, free of what binary fractions add. */
const rounded = (value: number): number => Math.round((value + Number.EPSILON) * 100) / 100;

function valueOf(rule: ScoreRule, answers: Answers): number | null {
  if (rule.counted_if !== undefined) {
    const asked = numberOf(answers, rule.counted_if.item);
    if (asked === null) return null;
    if (!rule.counted_if.is.includes(asked)) return 0;
  }
  if (rule.kind === 'lost_productivity') return lostProductivity(rule, answers);
  const given = rule.of.flatMap((id) => {
    const answer = numberOf(answers, id);
    return answer === null ? [] : [rule.recode?.[id]?.[answer] ?? answer];
  });
  if (given.length === 0 || rule.of.length - given.length > (rule.missing_max ?? 0)) return null;
  const sum = given.reduce((all, one) => all + one, 0);
  const times = rule.times ?? 1;
  const mean = (sum / given.length) * times;
  if (rule.kind === 'percent') return rounded(((mean - rule.from) * 100) / (rule.to - rule.from));
  return rounded(rule.kind === 'mean' ? mean : sum * times);
}

/**
 * WORK-4 (domain 03, 3.4): the share of 100 that was lost of days worked and days one could not, the days worked counted by
 * how much got done. Nothing to share where there was neither.
 */
function lostProductivity({ of }: ScoreRule, answers: Answers): number | null {
  const [worked, lost, done] = of.map((id) => numberOf(answers, id)) as [number, number, number | null];
  if (worked === null || lost === null || worked + lost === 0) return null;
  if (worked > 0 && done === null) return null;
  return rounded((100 * (lost + worked * (1 - (done ?? 0) / 10))) / (worked + lost));
}

const bandOf = (bands: readonly Band[], value: number): Band | undefined =>
  bands.findLast(({ from }) => value >= from);

function isPositive(cutOffs: readonly CutOff[], value: number, about: AssessmentAbout): boolean | null {
  const fits = (asked: readonly string[] | undefined, is: string | null | undefined) =>
    asked === undefined || (typeof is === 'string' && asked.includes(is));
  const cutOff = cutOffs.find((one) => fits(one.sex, about.sex) && fits(one.substances, about.substance));
  return cutOff ? value >= cutOff.from : null;
}

/**
 * What legal answers come to: every score with its band, the most serious level that holds, and what has to be done at once.
 * A score with a missing item is null unless its rule allows some to be missing (domain 03, generic rules). `bandSet` names the
 * bands a house has chosen where there are several; the default otherwise.
 */
export function resultOf(
  instrument: Instrument,
  answers: Answers,
  about: AssessmentAbout = {},
  bandSet = 'default',
): Result {
  const scores = instrument.scores.map((rule): Score => {
    const value = valueOf(rule, answers);
    const bands = rule.bands?.[bandSet] ?? rule.bands?.['default'];
    const band = value !== null && bands ? bandOf(bands, value) : undefined;
    return {
      score: rule.id,
      value,
      band: band?.code ?? null,
      positive: value === null || !rule.cut_offs ? null : isPositive(rule.cut_offs, value, about),
      again_after_hours: band?.again_after_hours ?? null,
    };
  });
  const values: Values = new Map(scores.map(({ score, value }) => [score, value]));
  const missing = askedItems(instrument, answers)
    .map(({ id }) => id)
    .filter((id) => !Object.hasOwn(answers, id));
  const level = instrument.levels.find((one) => holds(one.if, answers, values))?.code;
  const flags = instrument.flags.filter((flag) => holds(flag.if, answers, values)).map(({ code }) => code);
  return {
    scores,
    // “Nothing” is only said of somebody who was asked everything.
    level: level ?? (instrument.levels.length > 0 && missing.length === 0 ? 'none' : null),
    flags: [...new Set(flags)],
    missing,
  };
}

export type Change = 'better' | 'worse' | 'no_reliable_change';

/** Whether a score moved by more than chance between two assessments; null where the instrument gives no measure of chance. */
export function changeOf(
  instrument: Instrument,
  score: string,
  before: number | null,
  after: number | null,
): Change | null {
  const rule = instrument.scores.find(({ id }) => id === score);
  must(rule !== undefined, `${instrument.id} has the score ${score}`);
  if (before === null || after === null || rule.reliable_change === undefined || !rule.better) return null;
  const moved = rule.better === 'lower' ? before - after : after - before;
  if (Math.abs(moved) < rule.reliable_change) return 'no_reliable_change';
  return moved > 0 ? 'better' : 'worse';
}
