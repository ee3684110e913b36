import { RAISED_BY_WITHDRAWAL, SUICIDE_SCREEN } from '../charter/assessment.js';
import type { Substance, SuicideRisk } from '../charter/code-lists.js';
import type { Answers, AssessmentFlag, Instrument } from '../charter/instrument.js';
import type { Stage } from '../charter/pathway.js';
import { Refusal, refuseIfAny } from '../refusal.js';
import type { AssessmentContent, Trend, TrendPoint } from '../wire/assessment.js';
import { changeOf, checkAnswers, type Change, type Score } from './instrument.js';

const DAY_MS = 86_400_000;
/** How long withdrawal is taken to last where nobody says otherwise. */
const WITHDRAWAL_DAYS = 14;
/** Somebody may be asked before they are written down, but not before they came. */
const BEFORE_EPISODE_DAYS = 1;

export interface AssessmentSetting {
  readonly now: Date;
  readonly today: string;
  /** When the episode began. */
  readonly opened_at: Date;
  /** Instruments that the jurisdiction does not let be taken. */
  readonly off: readonly string[];
}

/**
 * Refuses what cannot have been assessed so, all at once: an instrument that is off or retired, a time to come or before the
 * episode, a way of asking that the instrument does not have, a substance too many or too few, no answer at all, and each
 * answer that is not of the form.
 */
export function checkAssessment(
  instrument: Instrument,
  content: AssessmentContent,
  { now, today, opened_at, off }: AssessmentSetting,
): void {
  const refusals: Refusal[] = [];
  const refuse = (code: ConstructorParameters<typeof Refusal>[0], field: string): void => {
    refusals.push(new Refusal(code, { field }));
  };
  const taken = Date.parse(content.taken_at);
  if (off.includes(instrument.id)) refuse('instrument.not_allowed', 'instrument');
  if (instrument.retired_on !== undefined && instrument.retired_on <= today)
    refuse('instrument.retired', 'version');
  if (taken > now.getTime()) refuse('assessment.in_future', 'taken_at');
  if (taken < opened_at.getTime() - BEFORE_EPISODE_DAYS * DAY_MS)
    refuse('assessment.before_episode', 'taken_at');
  if (!instrument.modes.includes(content.mode)) refuse('assessment.mode_not_of_form', 'mode');
  if (instrument.per_substance !== Boolean(content.substance))
    refuse(
      instrument.per_substance ? 'assessment.substance_needed' : 'assessment.substance_not_asked',
      'substance',
    );
  if (Object.keys(content.answers).length === 0) refuse('assessment.nothing_answered', 'answers');
  try {
    checkAnswers(instrument, content.answers);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refusals.push(new Refusal(error.code, error.details), ...(error.details.also ?? []));
  }
  refuseIfAny(refusals.map((one) => plain(one)));
}

function plain({ code, details: { field, parameters } }: Refusal): Refusal {
  return new Refusal(code, { ...(field !== undefined && { field }), ...(parameters && { parameters }) });
}

/** Whether an assessment was taken while withdrawal raised its numbers: somebody said so, or it was early in treatment. */
export function isDuringWithdrawal(
  instrument: string,
  takenAt: Date,
  spell: { readonly stage: Stage; readonly started_at: Date } | null,
  said?: boolean,
): boolean {
  if (!RAISED_BY_WITHDRAWAL.includes(instrument)) return false;
  if (said !== undefined) return said;
  return (
    spell?.stage === 'treatment' && takenAt.getTime() < spell.started_at.getTime() + WITHDRAWAL_DAYS * DAY_MS
  );
}

/** Answers that others may read where the client opened the kind of data, and those that stay in the house (domain 12, 13). */
export function partAnswers(instrument: Instrument, answers: Answers): { shared: Answers; kept: Answers } {
  const kept = new Set(instrument.items.filter(({ sensitive }) => sensitive).map(({ id }) => id));
  const part = (isKept: boolean): Answers =>
    Object.fromEntries(Object.entries(answers).filter(([id]) => kept.has(id) === isKept));
  return { shared: part(false), kept: part(true) };
}

const RISK_ORDER: readonly SuicideRisk[] = ['not_assessed', 'none', 'low', 'moderate', 'high'];

/**
 * The suicide risk that a screen makes the newest safety screen say, or null where that stays as it is. A form raises the risk by
 * itself; it is lowered by a clinician alone.
 */
export function raisedRisk(
  instrument: string,
  level: string | null,
  known: SuicideRisk | null,
): SuicideRisk | null {
  if (instrument !== SUICIDE_SCREEN) return null;
  const found = RISK_ORDER.find((one) => one === level);
  if (!found) return null;
  return RISK_ORDER.indexOf(found) > RISK_ORDER.indexOf(known ?? 'not_assessed') ? found : null;
}

/** Whether a clinician must look before the client is sent on as planned (domain 12, 1). */
export function needsSignOff(flags: readonly AssessmentFlag[]): boolean {
  return flags.includes('clinician_at_once');
}

export interface Measured extends Omit<TrendPoint, 'value' | 'band' | 'positive' | 'change'> {
  readonly instrument: Instrument;
  readonly substance: Substance | null;
  readonly scores: readonly Score[];
}

/** Two points say something together where the words were official, or were the same language. */
function comparable(a: TrendPoint, b: TrendPoint): boolean {
  return a.language === b.language || (!a.unofficial && !b.unofficial);
}

/**
 * Assessments in the order of time become one series for each score, each point with its change against the one before, and
 * entry compared with the newest review and with the exit. What was taken during withdrawal is no beginning to compare with.
 */
export function trendsOf(measured: readonly Measured[]): Trend[] {
  const series = new Map<
    string,
    { instrument: Instrument; score: string; substance: Substance | null; points: TrendPoint[] }
  >();
  for (const { instrument, substance, scores, ...point } of measured) {
    for (const { score, value, band, positive } of scores) {
      const key = `${instrument.id} ${score} ${substance ?? ''}`;
      const one = series.get(key) ?? { instrument, score, substance, points: [] };
      series.set(key, one);
      const before = one.points.at(-1);
      const now: TrendPoint = { ...point, value, band, positive, change: null };
      one.points.push({ ...now, change: before ? change(instrument, score, before, now) : null });
    }
  }
  return [...series.values()].map(({ instrument, score, substance, points }) => ({
    instrument: instrument.id,
    score,
    substance,
    points,
    comparison: compare(instrument, score, points),
  }));
}

function change(instrument: Instrument, score: string, before: TrendPoint, after: TrendPoint): Change | null {
  if (!comparable(before, after)) return null;
  return changeOf(instrument, score, before.value, after.value);
}

function compare(instrument: Instrument, score: string, points: readonly TrendPoint[]): Trend['comparison'] {
  const counted = points.filter(({ value, during_withdrawal }) => value !== null && !during_withdrawal);
  const entry =
    counted.find(({ moment }) => moment === 'entry') ?? counted.find(({ moment }) => moment === 'review');
  const after = (moment: TrendPoint['moment']): TrendPoint | undefined => {
    const found = counted.findLast((point) => point.moment === moment);
    return found === entry ? undefined : found;
  };
  const [review, exit] = [after('review'), after('exit')];
  const against = (end: TrendPoint | undefined) =>
    entry && end ? change(instrument, score, entry, end) : null;
  return {
    entry: entry?.id ?? null,
    review: review?.id ?? null,
    exit: exit?.id ?? null,
    entry_to_review: against(review),
    entry_to_exit: against(exit),
  };
}
