import type { Labels } from '../wire/common.js';
import type { Language } from './code-lists.js';

/** What the licence of an instrument lets us show (domain 03, 3.1): its items, or nothing but numbers. */
export const LICENCE_CLASSES = ['public_domain', 'free', 'own', 'non_commercial', 'permission'] as const;
export type LicenceClass = (typeof LICENCE_CLASSES)[number];

/** Classes under which the words of the items may be shown, in languages that have an official version. */
export const SHOWN_CLASSES = ['public_domain', 'free', 'own'] as const satisfies readonly LicenceClass[];

/** Who answers: the client alone, somebody asking the client, somebody for the client, or staff from what they see. */
export const ASSESSMENT_MODES = ['self', 'interview', 'proxy', 'observation'] as const;
export type AssessmentMode = (typeof ASSESSMENT_MODES)[number];

/** What an answer or a score asks for at once (domain 03, 3.2 and 12). They fire when an assessment is saved. */
export const ASSESSMENT_FLAGS = [
  'screen_suicide_now',
  'clinician_same_day',
  'clinician_at_once',
  'clinical_attention',
  'call_doctor',
  'screen_depression',
] as const;
export type AssessmentFlag = (typeof ASSESSMENT_FLAGS)[number];

/** What a stretch of a score is called. */
export const ASSESSMENT_BANDS = [
  'none',
  'low',
  'mild',
  'moderate',
  'moderately_severe',
  'severe',
  'high',
  'likely_depression',
  'low_wellbeing',
  'wellbeing',
] as const;
export type AssessmentBand = (typeof ASSESSMENT_BANDS)[number];

/** The most serious thing an assessment says, where it is told by single answers; `none`: everything was asked and nothing found. */
export const ASSESSMENT_LEVELS = ['none', 'low', 'moderate', 'high'] as const;
export type AssessmentLevel = (typeof ASSESSMENT_LEVELS)[number];

/** An answer that was asked for and not given, where the instrument knows that as an answer. */
export const WITHHELD = 'withheld';
export type Answer = number | typeof WITHHELD;
/** Answers by item. What is not there was not answered. */
export type Answers = Readonly<Record<string, Answer>>;

/** All or any of some items have one of some values; a score has one of them or at least so much. */
export type Condition =
  | { readonly item: string; readonly is: readonly number[] }
  | { readonly score: string; readonly from: number; readonly to?: number }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

export interface InstrumentItem {
  readonly id: string;
  /** The only legal answers: a list, or every whole number of a range. */
  readonly answers: readonly number[] | { readonly from: number; readonly to: number };
  /** Asked only then; an answer to what was not asked is refused. */
  readonly asked_if?: Condition;
  readonly may_withhold?: boolean;
  /** A section with a sensitivity label of its own that is in no packet (domain 12, 13). */
  readonly sensitive?: 'crime';
}

export interface Band {
  /** The least score of the band; it reaches up to the next one. */
  readonly from: number;
  readonly code: AssessmentBand;
  /** When to take it again, where the instrument is a chart. */
  readonly again_after_hours?: number;
}

/** From where a screen counts as positive: for everybody, by sex or by substance. */
export interface CutOff {
  readonly from: number;
  readonly sex?: readonly string[];
  readonly substances?: readonly string[];
}

interface ScoreBase {
  readonly id: string;
  readonly of: readonly string[];
  /** Each answer is first exchanged for this value: recoded or reversed. */
  readonly recode?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly times?: number;
  /** Items that may be missing; one more, and there is no score. */
  readonly missing_max?: number;
  /** Only where this was answered so is there anything to score; otherwise the score is 0. */
  readonly counted_if?: { readonly item: string; readonly is: readonly number[] };
  readonly min: number;
  readonly max: number;
  readonly bands?: Readonly<Record<string, readonly Band[]>>;
  readonly cut_offs?: readonly CutOff[];
  /** A change at least this large is more than chance. */
  readonly reliable_change?: number;
  readonly better?: 'lower' | 'higher';
}

/**
 * How a number comes out of answers: their sum, or their mean, or their mean carried to 0-100 (`from`, `to` being its least
 * and greatest value), or the share of work that was lost (WORK-4).
 */
export type ScoreRule =
  | (ScoreBase & { readonly kind: 'sum' | 'mean' })
  | (ScoreBase & { readonly kind: 'percent'; readonly from: number; readonly to: number })
  | (ScoreBase & { readonly kind: 'lost_productivity' });

export interface LevelRule {
  readonly code: Exclude<AssessmentLevel, 'none'>;
  readonly if: Condition;
}

/** What an instrument says in one language: official words, never our translation of somebody else’s. */
export interface InstrumentTexts {
  readonly stem?: string;
  readonly items: Readonly<Record<string, string>>;
  /** The words of an answer, by item; `*` is what most items share. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface Instrument {
  readonly id: string;
  readonly version: string;
  /** From this day on it is not taken any more; what was taken before stays what it is. */
  readonly retired_on?: string;
  readonly names: Labels;
  readonly about: Labels;
  readonly licence: {
    readonly class: LicenceClass;
    readonly holder: string;
    readonly source: string;
  };
  readonly modes: readonly AssessmentMode[];
  /** Days that are looked back on; null: now. */
  readonly recall_days: number | null;
  /** Each assessment is about one substance. */
  readonly per_substance: boolean;
  readonly items: readonly InstrumentItem[];
  readonly scores: readonly ScoreRule[];
  /** The first that holds is the result, the most serious first. */
  readonly levels: readonly LevelRule[];
  readonly flags: readonly { readonly code: AssessmentFlag; readonly if: Condition }[];
  readonly texts: { readonly [L in Language]?: InstrumentTexts };
}
