import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, ValidateNested } from 'class-validator';
import type { Language } from '#domain/charter/code-lists.js';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import {
  DEATH_CAUSES,
  ENTRY_SOURCE_CODES,
  EXIT_CODES,
  LEAVING_TALKS,
  LEGAL_BASES,
  TREATED_BEFORE,
  WITHDRAWAL_REASONS,
  type DeathCause,
  type EntrySource,
  type ExitCode,
  type LeavingTalk,
  type LegalBasis,
  type TreatedBefore,
  type WithdrawalReason,
} from '#domain/charter/exits.js';
import {
  ATTEMPT_OUTCOME_CODES,
  ATTEMPT_WAYS,
  FOLLOW_UP_STATES,
  HOUSING_NOW,
  SAFE_NOW,
  USE_NOW,
  WORK_NOW,
  type AttemptOutcome,
  type AttemptWay,
  type FollowUpState,
  type HousingNow,
  type SafeNow,
  type UseNow,
  type WorkNow,
} from '#domain/charter/follow-ups.js';
import { LIMITS } from '#domain/charter/limits.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import type {
  DataWarning,
  EntryQualityView,
  EntryRecord,
  EntryView,
  ExitRequest,
} from '#domain/wire/exit.js';
import type {
  AttemptRequest,
  FollowUpAnswers,
  FollowUpLookView,
  FollowUpsView,
  FollowUpView,
} from '#domain/wire/follow-up.js';
import { IsDay, IsInstant, IsName, Nullable } from '../http/validators.js';

const NULLABLE = { nullable: true } as const;

export class ExitDto implements ExitRequest {
  @ApiProperty({ enum: EXIT_CODES }) @IsIn(EXIT_CODES) exit: ExitCode;
  /** The day it happened, of the house's calendar; left out: today. */
  @IsOptional() @IsDay() exited_on?: string;
  /** Where the house ends care: why. */
  @IsOptional() @IsIn(WITHDRAWAL_REASONS) withdrawal_reason?: WithdrawalReason;
  /** Where the house ends care: the day an appeal was offered. */
  @IsOptional() @IsDay() appeal_offered_on?: string;
  /** Where the client leaves: the talk about the risk of overdose. */
  @IsOptional() @IsIn(LEAVING_TALKS) leaving_talk?: LeavingTalk;
  @IsOptional() @IsIn(DEATH_CAUSES) death_cause?: DeathCause;
}

export class EntryDto implements EntryRecord {
  @Nullable() @IsDay() @ApiProperty({ ...NULLABLE, type: 'string' }) requested_on: string | null;
  @Nullable() @IsDay() @ApiProperty({ ...NULLABLE, type: 'string' }) first_contact_on: string | null;
  @Nullable() @IsDay() @ApiProperty({ ...NULLABLE, type: 'string' }) first_appt_offered_on: string | null;
  @Nullable() @IsDay() @ApiProperty({ ...NULLABLE, type: 'string' }) admitted_on: string | null;
  @Nullable() @IsDay() @ApiProperty({ ...NULLABLE, type: 'string' }) planned_end_on: string | null;
  @ApiProperty({ ...NULLABLE, enum: LEGAL_BASES })
  @Nullable()
  @IsIn(LEGAL_BASES)
  legal_basis_of_entry: LegalBasis | null;
  @Nullable()
  @IsName(LIMITS.name_characters_max)
  @ApiProperty({ ...NULLABLE, type: 'string' })
  legal_document: string | null;
  @Nullable()
  @IsName(LIMITS.name_characters_max)
  @ApiProperty({ ...NULLABLE, type: 'string' })
  legal_reviewer: string | null;
  @Nullable() @IsDay() @ApiProperty({ ...NULLABLE, type: 'string' }) legal_until_on: string | null;
  @ApiProperty({ ...NULLABLE, enum: TREATED_BEFORE })
  @Nullable()
  @IsIn(TREATED_BEFORE)
  prev_treated: TreatedBefore | null;
  @ApiProperty({ ...NULLABLE, enum: ENTRY_SOURCE_CODES })
  @Nullable()
  @IsIn(ENTRY_SOURCE_CODES)
  referral_source: EntrySource | null;
}

class DataWarningDto implements DataWarning {
  rule: string;
  field: string;
}

export class EntryViewDto implements EntryView {
  client: string;
  version: number;
  @ApiProperty({ enum: STAGES }) stage: Stage;
  started_on: string;
  entry: EntryDto;
  @ApiProperty({ type: [DataWarningDto] }) warnings: DataWarningDto[];
}

class EntryQualityItemDto {
  item: string;
  unknown: number;
  refused: number;
  missing: number;
  alert: boolean;
}

export class EntryQualityDto implements EntryQualityView {
  entries: number;
  @ApiProperty({ type: [EntryQualityItemDto] }) items: EntryQualityItemDto[];
}

export class FollowUpAnswersDto implements FollowUpAnswers {
  @ApiProperty({ ...NULLABLE, enum: USE_NOW }) @Nullable() @IsIn(USE_NOW) use_now: UseNow | null;
  @ApiProperty({ ...NULLABLE, enum: HOUSING_NOW })
  @Nullable()
  @IsIn(HOUSING_NOW)
  housing_now: HousingNow | null;
  @ApiProperty({ ...NULLABLE, enum: WORK_NOW }) @Nullable() @IsIn(WORK_NOW) work_now: WorkNow | null;
  @ApiProperty({ ...NULLABLE, enum: SAFE_NOW }) @Nullable() @IsIn(SAFE_NOW) safe_now: SafeNow | null;
}

export class AttemptDto implements AttemptRequest {
  @ApiProperty({ enum: ATTEMPT_WAYS }) @IsIn(ATTEMPT_WAYS) way: AttemptWay;
  @ApiProperty({ enum: ATTEMPT_OUTCOME_CODES }) @IsIn(ATTEMPT_OUTCOME_CODES) outcome: AttemptOutcome;
  /** When it was, of the last 24 hours; left out: now. */
  @IsOptional() @IsInstant() attempted_at?: string;
  @IsOptional() @ValidateNested() @Type(() => FollowUpAnswersDto) answers?: FollowUpAnswersDto;
}

class FollowUpAttemptDto {
  attempted_at: string;
  @ApiProperty({ enum: ATTEMPT_WAYS }) way: AttemptWay;
  @ApiProperty({ enum: ATTEMPT_OUTCOME_CODES }) outcome: AttemptOutcome;
  answers: FollowUpAnswersDto;
}

export class FollowUpDto implements FollowUpView {
  follow_up: string;
  client: string;
  day: number;
  opens_at: string;
  due_at: string;
  closes_at: string;
  @ApiProperty({ enum: FOLLOW_UP_STATES }) state: FollowUpState;
  attempts_left: number;
  @ApiProperty({ type: [FollowUpAttemptDto] }) attempts: FollowUpAttemptDto[];
  version: number;
}

export class FollowUpsDto implements FollowUpsView {
  @ApiProperty({ type: [FollowUpDto] }) items: FollowUpDto[];
}

class HoursDto {
  from: string;
  until: string;
}

export class FollowUpLookDto extends FollowUpDto implements FollowUpLookView {
  @ApiProperty({ enum: ATTEMPT_WAYS, isArray: true }) ways: AttemptWay[];
  @ApiProperty({ ...NULLABLE, type: 'string' }) phone: string | null;
  @ApiProperty({ ...NULLABLE, type: 'string' }) email: string | null;
  @ApiProperty({ ...NULLABLE, type: HoursDto }) hours: HoursDto | null;
  @ApiProperty({ ...NULLABLE, type: 'string' }) note: string | null;
  leave_message: boolean;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  @ApiProperty({ type: [String] }) script: string[];
}
