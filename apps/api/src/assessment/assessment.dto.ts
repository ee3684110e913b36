import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, Matches, ValidateBy } from 'class-validator';
import {
  ASSESSMENT_MENDS,
  ASSESSMENT_MOMENTS,
  DUE_REASONS,
  DUE_STATES,
  type AssessmentMend,
  type AssessmentMoment,
  type DueReason,
  type DueState,
} from '#domain/charter/assessment.js';
import {
  LANGUAGES,
  SUBSTANCES,
  SUICIDE_RISKS,
  type Language,
  type Substance,
} from '#domain/charter/code-lists.js';
import {
  ASSESSMENT_BANDS,
  ASSESSMENT_FLAGS,
  ASSESSMENT_LEVELS,
  ASSESSMENT_MODES,
  WITHHELD,
  type Answers,
  type AssessmentBand,
  type AssessmentFlag,
  type AssessmentLevel,
  type AssessmentMode,
} from '#domain/charter/instrument.js';
import type { Change, Score } from '#domain/rules/instrument.js';
import type {
  AssessmentContent,
  AssessmentCorrection,
  AssessmentRequest,
  AssessmentView,
  DueView,
  SignOffRequest,
  Trend,
  TrendPoint,
} from '#domain/wire/assessment.js';
import type { Page } from '#domain/wire/common.js';
import { PageQuery } from '../http/common.dto.js';
import { IsInstant } from '../http/validators.js';

const NULLABLE = { nullable: true } as const;
const SUBSTANCE_CODES = Object.keys(SUBSTANCES) as Substance[];
const RISKS = SUICIDE_RISKS.filter((risk): risk is SignOffRequest['suicide_risk'] => risk !== 'not_assessed');
const CHANGES = ['better', 'worse', 'no_reliable_change'] as const satisfies readonly Change[];
const ANSWERS_MAX = 200;
const ANSWERS: ApiPropertyOptions = {
  type: 'object',
  description: 'Answers by item: a number of the form, or "withheld" where the form knows that as an answer.',
  additionalProperties: { oneOf: [{ type: 'integer' }, { type: 'string', enum: [WITHHELD] }] },
};
const INSTRUMENT = /^[a-z0-9-]{1,40}$/;

/** Answers have the shape of answers; which of them the form knows is for the rules to say. */
function isAnswers(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const answers = Object.entries(value);
  return (
    answers.length <= ANSWERS_MAX &&
    answers.every(
      ([id, answer]) => /^[\w.-]{1,40}$/.test(id) && (typeof answer === 'number' || answer === WITHHELD),
    )
  );
}

export class AssessmentContentDto implements AssessmentContent {
  /** Version of the form that was used. */
  @Matches(/^[A-Za-z0-9.-]{1,20}$/) version: string;
  @IsIn(LANGUAGES) language: Language;
  /** Taken on paper: only its numbers are entered, whatever words it had. */
  @IsOptional() @IsBoolean() numbers_only?: boolean;
  @IsIn(ASSESSMENT_MODES) mode: AssessmentMode;
  @IsIn(ASSESSMENT_MOMENTS) moment: AssessmentMoment;
  @ApiProperty({ ...NULLABLE, required: false, enum: SUBSTANCE_CODES })
  @IsOptional()
  @IsIn(SUBSTANCE_CODES)
  substance?: Substance | null;
  @IsInstant() taken_at: string;
  @ApiProperty(ANSWERS)
  @ValidateBy({ name: 'isAnswers', validator: { validate: isAnswers } })
  answers: Answers;
  /** Where a cut-off differs by sex; not kept. */
  @ApiProperty({ ...NULLABLE, required: false, enum: ['female', 'male'] })
  @IsOptional()
  @IsIn(['female', 'male'])
  sex?: 'female' | 'male' | null;
  /** Whether it was taken during withdrawal; without a word the stage decides. */
  @IsOptional() @IsBoolean() during_withdrawal?: boolean;
}

export class AssessmentRequestDto extends AssessmentContentDto implements AssessmentRequest {
  @Matches(INSTRUMENT) instrument: string;
}

export class AssessmentCorrectionDto extends AssessmentContentDto implements AssessmentCorrection {
  @IsIn(ASSESSMENT_MENDS) reason: AssessmentMend;
}

export class AssessmentVoidDto {
  @IsIn(ASSESSMENT_MENDS) reason: AssessmentMend;
}

export class SignOffDto implements SignOffRequest {
  /** What the clinician found; it becomes the newest safety screen. */
  @IsIn(RISKS) suicide_risk: SignOffRequest['suicide_risk'];
}

export class AssessmentsQuery extends PageQuery {
  /** Of one instrument alone. */
  @IsOptional() @Matches(INSTRUMENT) instrument?: string;
}

export class TrendsQuery {
  /** Of one instrument alone. */
  @IsOptional() @Matches(INSTRUMENT) instrument?: string;
}

export class ScoreDto implements Score {
  score: string;
  @ApiProperty({ ...NULLABLE, type: 'number' }) value: number | null;
  @ApiProperty({ ...NULLABLE, enum: ASSESSMENT_BANDS }) band: AssessmentBand | null;
  @ApiProperty({ ...NULLABLE, type: 'boolean' }) positive: boolean | null;
  @ApiProperty({ ...NULLABLE, type: 'integer' }) again_after_hours: number | null;
}

export class AssessmentDto implements AssessmentView {
  id: string;
  version: number;
  instrument: string;
  instrument_version: string;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  @ApiProperty({ ...NULLABLE, type: 'string' }) wording_sha256: string | null;
  unofficial: boolean;
  @ApiProperty({ enum: ASSESSMENT_MODES }) mode: AssessmentMode;
  @ApiProperty({ enum: ASSESSMENT_MOMENTS }) moment: AssessmentMoment;
  @ApiProperty({ ...NULLABLE, enum: SUBSTANCE_CODES }) substance: Substance | null;
  taken_at: string;
  recorded_at: string;
  own: boolean;
  @ApiProperty(ANSWERS) answers: Answers;
  withheld: boolean;
  scores: ScoreDto[];
  @ApiProperty({ ...NULLABLE, enum: ASSESSMENT_LEVELS }) level: AssessmentLevel | null;
  @ApiProperty({ enum: ASSESSMENT_FLAGS, isArray: true }) flags: AssessmentFlag[];
  during_withdrawal: boolean;
  @ApiProperty({ ...NULLABLE, type: 'string' }) corrects: string | null;
  @ApiProperty({ ...NULLABLE, type: 'string' }) corrected_by: string | null;
  @ApiProperty({ ...NULLABLE, enum: ASSESSMENT_MENDS }) correction_reason: AssessmentMend | null;
  @ApiProperty({ ...NULLABLE, type: 'string' }) voided_at: string | null;
  @ApiProperty({ ...NULLABLE, enum: ASSESSMENT_MENDS }) void_reason: AssessmentMend | null;
  @ApiProperty({ enum: ['not_needed', 'needed', 'done'] }) sign_off: AssessmentView['sign_off'];
  @ApiProperty({ ...NULLABLE, type: 'string' }) signed_off_at: string | null;
}

export class AssessmentPageDto implements Page<AssessmentView> {
  items: AssessmentDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}

export class TrendPointDto implements TrendPoint {
  id: string;
  taken_at: string;
  @ApiProperty({ enum: ASSESSMENT_MOMENTS }) moment: AssessmentMoment;
  @ApiProperty({ ...NULLABLE, type: 'number' }) value: number | null;
  @ApiProperty({ ...NULLABLE, enum: ASSESSMENT_BANDS }) band: AssessmentBand | null;
  @ApiProperty({ ...NULLABLE, type: 'boolean' }) positive: boolean | null;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  unofficial: boolean;
  during_withdrawal: boolean;
  @ApiProperty({ ...NULLABLE, enum: CHANGES }) change: Change | null;
}

export class TrendComparisonDto {
  @ApiProperty({ ...NULLABLE, type: 'string' }) entry: string | null;
  @ApiProperty({ ...NULLABLE, type: 'string' }) review: string | null;
  @ApiProperty({ ...NULLABLE, type: 'string' }) exit: string | null;
  @ApiProperty({ ...NULLABLE, enum: CHANGES }) entry_to_review: Change | null;
  @ApiProperty({ ...NULLABLE, enum: CHANGES }) entry_to_exit: Change | null;
}

export class TrendDto implements Trend {
  instrument: string;
  score: string;
  @ApiProperty({ ...NULLABLE, enum: SUBSTANCE_CODES }) substance: Substance | null;
  points: TrendPointDto[];
  comparison: TrendComparisonDto;
}

export class DueDto implements DueView {
  instrument: string;
  @ApiProperty({ enum: ASSESSMENT_MOMENTS }) moment: AssessmentMoment;
  @ApiProperty({ enum: DUE_REASONS }) reason: DueReason;
  opens_at: string;
  due_at: string;
  @ApiProperty({ enum: DUE_STATES }) state: DueState;
}
