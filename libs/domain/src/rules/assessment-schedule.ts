import {
  RAISED_BY_WITHDRAWAL,
  SUICIDE_SCREEN,
  type AssessmentMoment,
  type DueReason,
  type DueState,
} from '../charter/assessment.js';
import type { Substance } from '../charter/code-lists.js';
import type { AssessmentFlag } from '../charter/instrument.js';
import type { Stage } from '../charter/pathway.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** One assessment that counts: neither corrected nor void. */
export interface Taken {
  readonly instrument: string;
  readonly taken_at: Date;
  readonly moment: AssessmentMoment;
  /** The one score of instruments that have one. */
  readonly total: number | null;
  readonly flags: readonly AssessmentFlag[];
  readonly during_withdrawal: boolean;
}

/** What the schedule of a spell is decided on. */
export interface ScheduleFacts {
  readonly stage: Stage;
  readonly started_at: Date;
  readonly substance: Substance | null;
  /** When the client leaves as planned, as far as that is known. */
  readonly exit_at: Date | null;
  /** Somebody with moderate or high risk was not seen: since when. */
  readonly missed_at: Date | null;
}

export interface Due {
  readonly instrument: string;
  readonly moment: AssessmentMoment;
  readonly reason: DueReason;
  /** Taken from here on it counts. */
  readonly opens_at: Date;
  readonly due_at: Date;
  readonly state: DueState;
}

type Wanted = Omit<Due, 'state'>;

/** Stages in which somebody lives in the house: reviewed every four weeks instead of every twelve. */
export const RESIDENTIAL: readonly Stage[] = ['treatment', 'rehabilitation'];
const CLINICAL: readonly Stage[] = ['assessment', 'treatment', 'rehabilitation'];
const FIRST_WEEK = ['top', 'phq-9', 'gad-7', 'who-5', 'work-4'] as const;
const AT_EXIT = ['top', 'who-5', 'barc-10'] as const;
const FOLLOW_UP_DAYS = [90, 180, 365] as const;
/** CIWA-Ar is for alcohol and COWS for opioids; everything else follows the clinician's plan (domain 12, 4). */
const WITHDRAWAL_SCALE: Partial<Record<Substance, string>> = { alcohol: 'ciwa-ar', opioids: 'cows' };
/** A score from which mood is asked for again at each review (domain 03, 3.3). */
const RAISED_MOOD = 10;

const later = (at: Date, days: number): Date => new Date(at.getTime() + days * DAY_MS);

/**
 * What is due for one spell and when, the earliest first (domain 03, 3.3 as corrected by 12, no. 1, 2, 4 and 10). What was taken
 * since it opened is not due any more; an assessment of up to two weeks before the spell counts for its beginning, a suicide
 * screen only from the day before.
 */
export function dueFor(facts: ScheduleFacts, taken: readonly Taken[], now: Date): Due[] {
  const wanted = [
    ...atBeginning(facts),
    ...afterWithdrawal(facts, taken),
    ...reviews(facts, taken),
    ...atExit(facts),
    ...followUps(facts),
    ...onConcern(facts, taken),
  ];
  const open = wanted.filter(
    ({ instrument, opens_at }) =>
      !taken.some((one) => one.instrument === instrument && one.taken_at >= opens_at),
  );
  // Of two reasons for the same instrument whoever takes it needs the more urgent one.
  const first = new Map<string, Wanted>();
  for (const one of open) {
    const key = `${one.instrument} ${one.opens_at <= now ? '' : one.opens_at.getTime()}`;
    const known = first.get(key);
    if (!known || one.due_at < known.due_at) first.set(key, one);
  }
  return [...first.values()]
    .map((one) => ({ ...one, state: stateOf(one, now) }))
    .sort(
      (a, b) => a.due_at.getTime() - b.due_at.getTime() || a.instrument.localeCompare(b.instrument, 'en'),
    );
}

function stateOf({ opens_at, due_at }: Wanted, now: Date): DueState {
  if (due_at < now) return 'overdue';
  return opens_at <= now ? 'open' : 'later';
}

function atBeginning({ stage, started_at, substance }: ScheduleFacts): Wanted[] {
  if (!CLINICAL.includes(stage)) return [];
  const entry = { moment: 'entry', opens_at: later(started_at, -14) } as const;
  const wanted: Wanted[] = [
    {
      instrument: SUICIDE_SCREEN,
      moment: 'entry',
      reason: 'day_0',
      opens_at: later(started_at, -1),
      due_at: later(started_at, 1),
    },
    ...FIRST_WEEK.map((instrument) => ({
      ...entry,
      instrument,
      reason: 'first_week' as const,
      due_at: later(started_at, 7),
    })),
  ];
  if (stage === 'rehabilitation')
    wanted.push({ ...entry, instrument: 'barc-10', reason: 'first_week', due_at: later(started_at, 7) });
  if (stage !== 'treatment') return wanted;
  const scale = substance && WITHDRAWAL_SCALE[substance];
  if (scale)
    wanted.push({
      instrument: scale,
      moment: 'entry',
      reason: 'day_0',
      opens_at: later(started_at, -1),
      due_at: later(started_at, 1),
    });
  wanted.push({
    instrument: SUICIDE_SCREEN,
    moment: 'review',
    reason: 'day_3',
    opens_at: later(started_at, 2),
    due_at: later(started_at, 4),
  });
  return wanted;
}

/** Week 3 and 4 of the stay in which it was taken too early to say anything. */
function afterWithdrawal({ started_at }: ScheduleFacts, taken: readonly Taken[]): Wanted[] {
  return RAISED_BY_WITHDRAWAL.flatMap((instrument) => {
    const newest = newestOf(instrument, taken);
    if (!newest?.during_withdrawal) return [];
    const since = newest.taken_at < started_at ? newest.taken_at : started_at;
    return [
      {
        instrument,
        moment: 'review' as const,
        reason: 'after_withdrawal' as const,
        // Never before the marked one itself: taken late in withdrawal, it is still to be repeated.
        opens_at: new Date(Math.max(later(since, 14).getTime(), newest.taken_at.getTime() + 1)),
        due_at: later(since, 28),
      },
    ];
  });
}

function reviews({ stage, started_at }: ScheduleFacts, taken: readonly Taken[]): Wanted[] {
  if (stage === 'contact' || stage === 'assessment' || stage === 'follow_up') return [];
  const days = RESIDENTIAL.includes(stage) ? 28 : 84;
  return ['top', 'who-5', ...RAISED_BY_WITHDRAWAL].flatMap((instrument) => {
    const newest = newestOf(instrument, taken);
    if (RAISED_BY_WITHDRAWAL.includes(instrument)) {
      if (!newest || newest.during_withdrawal || (newest.total ?? 0) < RAISED_MOOD) return [];
    }
    // Where nothing was taken yet its beginning is due, not its review; a stage without one reviews from its first day.
    if (!newest && CLINICAL.includes(stage)) return [];
    const since = newest ? newest.taken_at : started_at;
    const due_at = later(since, days);
    return [
      {
        instrument,
        moment: 'review' as const,
        reason: 'review' as const,
        opens_at: later(since, days - 7),
        due_at,
      },
    ];
  });
}

function atExit({ exit_at }: ScheduleFacts): Wanted[] {
  if (!exit_at) return [];
  const exit = { moment: 'exit', reason: 'before_exit', due_at: exit_at } as const;
  return [
    { ...exit, instrument: SUICIDE_SCREEN, opens_at: later(exit_at, -1) },
    ...AT_EXIT.map((instrument) => ({ ...exit, instrument, opens_at: later(exit_at, -14) })),
  ];
}

function followUps({ stage, started_at }: ScheduleFacts): Wanted[] {
  if (stage !== 'follow_up') return [];
  return FOLLOW_UP_DAYS.flatMap((days) =>
    AT_EXIT.map((instrument) => ({
      instrument,
      moment: 'follow_up' as const,
      reason: 'follow_up' as const,
      opens_at: later(started_at, days - 14),
      due_at: later(started_at, days),
    })),
  );
}

function onConcern({ missed_at }: ScheduleFacts, taken: readonly Taken[]): Wanted[] {
  const wanted: Wanted[] = [];
  const concern = (instrument: string, reason: DueReason, at: Date, due_at: Date): void => {
    wanted.push({ instrument, moment: 'on_concern', reason, opens_at: at, due_at });
  };
  const flagged = newestWith('screen_suicide_now', taken);
  if (flagged) concern(SUICIDE_SCREEN, 'flagged', flagged.taken_at, flagged.taken_at);
  if (missed_at) concern(SUICIDE_SCREEN, 'missed_at_risk', missed_at, missed_at);
  const low = newestOf('who-5', taken);
  if (low?.flags.includes('screen_depression'))
    concern('phq-9', 'low_wellbeing', later(low.taken_at, -1), later(low.taken_at, 7));
  return wanted;
}

function newest(of: readonly Taken[]): Taken | undefined {
  return of.reduce<Taken | undefined>(
    (one, next) => (one && one.taken_at >= next.taken_at ? one : next),
    undefined,
  );
}
function newestOf(instrument: string, taken: readonly Taken[]): Taken | undefined {
  return newest(taken.filter((one) => one.instrument === instrument));
}
function newestWith(flag: AssessmentFlag, taken: readonly Taken[]): Taken | undefined {
  return newest(taken.filter(({ flags }) => flags.includes(flag)));
}
