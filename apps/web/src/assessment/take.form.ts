import { RAISED_BY_WITHDRAWAL, type AssessmentMoment } from '#domain/charter/assessment.js';
import type { Language, Substance } from '#domain/charter/code-lists.js';
import {
  type Answer,
  type Answers,
  type AssessmentMode,
  type InstrumentItem,
} from '#domain/charter/instrument.js';
import { askedItems } from '#domain/rules/instrument.js';
import type { AssessmentContent, AssessmentView } from '#domain/wire/assessment.js';
import type { WallTime } from '../kit/time.js';

/** Where somebody is: at the beginning, at an item of those that are asked, or looking over everything before it is saved. */
export type TakeStep = 'begin' | 'check' | number;

/** An assessment while it is taken; kept on the server like every form. */
export interface Draft {
  readonly step: TakeStep;
  readonly language: Language;
  readonly numbers_only: boolean;
  readonly mode: AssessmentMode;
  readonly moment: AssessmentMoment;
  readonly substance: Substance | null;
  readonly sex: 'female' | 'male' | null;
  /** Null: the stage decides. */
  readonly during_withdrawal: boolean | null;
  readonly taken: WallTime;
  readonly answers: Answers;
}

type Items = { readonly items: readonly InstrumentItem[] };

/** Answers on branches that are not taken any more are taken back, until none is left that was not asked for. */
export function pruned(form: Items, answers: Answers): Answers {
  let kept = answers;
  for (;;) {
    const asked = new Set(askedItems(form, kept).map(({ id }) => id));
    const next = Object.fromEntries(Object.entries(kept).filter(([id]) => asked.has(id)));
    if (Object.keys(next).length === Object.keys(kept).length) return next;
    kept = next;
  }
}

/** An answer, or null where there is none any more; what hangs on it goes with it. */
export function answered(form: Items, answers: Answers, item: string, answer: Answer | null): Answers {
  const { [item]: _before, ...rest } = answers;
  return pruned(form, answer === null ? rest : { ...rest, [item]: answer });
}

/** Legal answers that one key each can say; null where there are too many and the number is typed. */
export function digitsOf({ answers }: InstrumentItem): number[] | null {
  const legal =
    'from' in answers
      ? Array.from({ length: Math.min(11, answers.to - answers.from + 1) }, (_, i) => answers.from + i)
      : [...answers];
  return legal.every((value) => value >= 0 && value <= 9) ? legal : null;
}

/** Whether a number is printed on the form as an answer. */
export const isLegal = ({ answers }: InstrumentItem, value: number): boolean =>
  'from' in answers ? value >= answers.from && value <= answers.to : answers.includes(value);

const DIGIT = /^(?:Digit|Numpad)(\d)$/;

/** The answer that a key stands for, by its place on the keyboard; undefined where it stands for none. */
export function answerOfKey(item: InstrumentItem, code: string): number | undefined {
  const digit = DIGIT.exec(code)?.[1];
  const value = digit === undefined ? undefined : Number(digit);
  return value !== undefined && digitsOf(item)?.includes(value) ? value : undefined;
}

/** What is sent of a draft; the instant is told apart, because it hangs on the zone of the house. */
export function contentOf(draft: Draft, version: string, takenAt: string): AssessmentContent {
  return {
    version,
    language: draft.language,
    ...(draft.numbers_only ? { numbers_only: true } : {}),
    mode: draft.mode,
    moment: draft.moment,
    ...(draft.substance ? { substance: draft.substance } : {}),
    taken_at: takenAt,
    answers: draft.answers,
    ...(draft.sex ? { sex: draft.sex } : {}),
    ...(draft.during_withdrawal === null ? {} : { during_withdrawal: draft.during_withdrawal }),
  };
}

/** What was recorded, to be put right: everything is looked over first. */
export function draftFrom(of: AssessmentView, taken: WallTime): Draft {
  return {
    step: 'check',
    language: of.language,
    numbers_only: of.wording_sha256 === null,
    mode: of.mode,
    moment: of.moment,
    substance: of.substance,
    sex: null,
    during_withdrawal: RAISED_BY_WITHDRAWAL.includes(of.instrument) ? of.during_withdrawal : null,
    taken,
    answers: of.answers,
  };
}

/** Items that were asked and have no answer. */
export const openItems = (form: Items, answers: Answers): InstrumentItem[] =>
  askedItems(form, answers).filter(({ id }) => !Object.hasOwn(answers, id));
