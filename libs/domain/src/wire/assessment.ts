import type { AssessmentMend, AssessmentMoment, DueReason, DueState } from '../charter/assessment.js';
import type { Language, Substance, SuicideRisk } from '../charter/code-lists.js';
import type {
  Answers,
  AssessmentBand,
  AssessmentFlag,
  AssessmentLevel,
  AssessmentMode,
  InstrumentItem,
  InstrumentTexts,
  LicenceClass,
  ScoreRule,
} from '../charter/instrument.js';
import type { Change, Score } from '../rules/instrument.js';
import type { Labels } from './common.js';

export interface InstrumentSummary {
  readonly id: string;
  readonly version: string;
  readonly names: Labels;
  readonly about: Labels;
  readonly licence: LicenceClass;
  readonly modes: AssessmentMode[];
  readonly recall_days: number | null;
  readonly per_substance: boolean;
  /** A cut-off differs by sex: it is asked for, and not kept. */
  readonly asks_sex: boolean;
  /** Languages in which its own words may be shown; in every other one only numbers are entered. */
  readonly languages: Language[];
  /** Whether the own jurisdiction lets it be taken. */
  readonly allowed: boolean;
  readonly retired_on: string | null;
}

/** The whole form: its items, and its words in one language where they may be shown. */
export interface InstrumentView extends InstrumentSummary {
  readonly holder: string;
  readonly source: string;
  readonly items: InstrumentItem[];
  readonly scores: Pick<ScoreRule, 'id' | 'min' | 'max' | 'better' | 'reliable_change'>[];
  readonly language: Language;
  /** Null: there are no words of it that we may show in this language. */
  readonly texts: InstrumentTexts | null;
}

/** What somebody answered, as it is written down. */
export interface AssessmentContent {
  readonly version: string;
  /** In which language it was asked. */
  readonly language: Language;
  /** Taken on paper: only its numbers were entered here, whatever words it had. */
  readonly numbers_only?: boolean;
  readonly mode: AssessmentMode;
  readonly moment: AssessmentMoment;
  readonly substance?: Substance | null;
  readonly taken_at: string;
  readonly answers: Answers;
  /** Where a cut-off differs by sex; not kept. */
  readonly sex?: 'female' | 'male' | null;
  /** Whether it was taken during withdrawal; without a word the stage decides. */
  readonly during_withdrawal?: boolean;
}

export interface AssessmentRequest extends AssessmentContent {
  readonly instrument: string;
}

export interface AssessmentCorrection extends AssessmentContent {
  readonly reason: AssessmentMend;
}

export interface AssessmentView {
  readonly id: string;
  /** Counts what happened to the assessment: If-Match of a correction, a voiding and a sign-off. */
  readonly version: number;
  readonly instrument: string;
  readonly instrument_version: string;
  readonly language: Language;
  /** SHA-256 of the words it was asked in, in hexadecimal; null where only numbers were entered. */
  readonly wording_sha256: string | null;
  readonly unofficial: boolean;
  readonly mode: AssessmentMode;
  readonly moment: AssessmentMoment;
  readonly substance: Substance | null;
  readonly taken_at: string;
  readonly recorded_at: string;
  readonly own: boolean;
  readonly answers: Answers;
  /** Whether there are answers that only the house which asked reads. */
  readonly withheld: boolean;
  readonly scores: Score[];
  readonly level: AssessmentLevel | null;
  readonly flags: AssessmentFlag[];
  readonly during_withdrawal: boolean;
  /** The assessment that this one puts right, and that which puts this one right. */
  readonly corrects: string | null;
  readonly corrected_by: string | null;
  readonly correction_reason: AssessmentMend | null;
  readonly voided_at: string | null;
  readonly void_reason: AssessmentMend | null;
  /** Whether a clinician must look at it before the client is sent on as planned. */
  readonly sign_off: 'not_needed' | 'needed' | 'done';
  readonly signed_off_at: string | null;
}

export interface SignOffRequest {
  /** What the clinician found, which becomes the newest safety screen. */
  readonly suicide_risk: Exclude<SuicideRisk, 'not_assessed'>;
}

export interface TrendPoint {
  readonly id: string;
  readonly taken_at: string;
  readonly moment: AssessmentMoment;
  readonly value: number | null;
  readonly band: AssessmentBand | null;
  readonly positive: boolean | null;
  readonly language: Language;
  readonly unofficial: boolean;
  readonly during_withdrawal: boolean;
  /** Against the one before it; null where they cannot be compared. */
  readonly change: Change | null;
}

/** One score of one instrument over time, for one substance where it is asked by substance. */
export interface Trend {
  readonly instrument: string;
  readonly score: string;
  readonly substance: Substance | null;
  readonly points: TrendPoint[];
  readonly comparison: {
    readonly entry: string | null;
    readonly review: string | null;
    readonly exit: string | null;
    readonly entry_to_review: Change | null;
    readonly entry_to_exit: Change | null;
  };
}

export interface DueView {
  readonly instrument: string;
  readonly moment: AssessmentMoment;
  readonly reason: DueReason;
  readonly opens_at: string;
  readonly due_at: string;
  readonly state: DueState;
}
