import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import {
  INCOME_SOURCES,
  SUBSTANCES,
  WITHDRAWAL_SCALES,
  WORK_KINDS,
  type IncomeSource,
  type Substance,
  type WithdrawalScale,
  type WorkKind,
} from '#domain/charter/code-lists.js';
import { MOVE_OUTCOME_CODES, STAGES, type MoveOutcome, type Stage } from '#domain/charter/pathway.js';
import type {
  EmploymentRecord,
  RehabilitationRecord,
  ReintegrationRecord,
  StageMoveRequest,
  TreatmentRecord,
} from '#domain/wire/client.js';
import { IsDay, IsInstant, IsNote, Nullable } from '../http/validators.js';

const NULLABLE = { nullable: true } as const;

export class TreatmentDto implements TreatmentRecord {
  @ApiProperty({ ...NULLABLE, enum: Object.keys(SUBSTANCES) })
  @Nullable()
  @IsIn(Object.keys(SUBSTANCES))
  substance: Substance | null;
  @ApiProperty({ ...NULLABLE, enum: WITHDRAWAL_SCALES })
  @Nullable()
  @IsIn(WITHDRAWAL_SCALES)
  withdrawal_scale: WithdrawalScale | null;
  @ApiProperty({ ...NULLABLE, type: 'integer' }) @Nullable() @IsInt() @Min(0) @Max(100) last_score:
    number | null;
  @Nullable() @IsInstant() @ApiProperty({ ...NULLABLE, type: 'string' }) last_score_at: string | null;
  @ApiProperty({ ...NULLABLE, type: 'integer' }) @Nullable() @IsInt() @Min(0) @Max(100) previous_score:
    number | null;
  @Nullable() @IsInstant() @ApiProperty({ ...NULLABLE, type: 'string' }) previous_score_at: string | null;
  @ApiProperty({ ...NULLABLE, type: 'boolean' }) @Nullable() @IsBoolean() new_dosing_between: boolean | null;
  @ApiProperty({ ...NULLABLE, type: 'boolean' }) @Nullable() @IsBoolean() medically_stable: boolean | null;
  @Nullable() @IsDay() @ApiProperty({ ...NULLABLE, type: 'string' }) overdose_risk_talk_on: string | null;
}

export class RehabilitationDto implements RehabilitationRecord {
  @ApiProperty({ ...NULLABLE, type: 'integer' }) @Nullable() @IsInt() @Min(0) @Max(100) goals_total:
    number | null;
  @ApiProperty({ ...NULLABLE, type: 'integer' }) @Nullable() @IsInt() @Min(0) @Max(100) goals_met_or_revised:
    number | null;
  @Nullable() @IsDay() @ApiProperty({ ...NULLABLE, type: 'string' }) last_use_on: string | null;
  @Nullable() @IsDay() @ApiProperty({ ...NULLABLE, type: 'string' }) aftercare_arranged_on: string | null;
}

export class ReintegrationDto implements ReintegrationRecord {
  @Nullable() @IsDay() @ApiProperty({ ...NULLABLE, type: 'string' }) housing_stable_since_on: string | null;
  @ApiProperty({ ...NULLABLE, type: 'boolean' }) @Nullable() @IsBoolean() identity_documents_held:
    boolean | null;
  @ApiProperty({ ...NULLABLE, enum: INCOME_SOURCES })
  @Nullable()
  @IsIn(INCOME_SOURCES)
  income_source: IncomeSource | null;
  @ApiProperty({ ...NULLABLE, type: 'integer' })
  @Nullable()
  @IsInt()
  @Min(0)
  @Max(1000)
  support_network_people: number | null;
}

export class EmploymentDto implements EmploymentRecord {
  @ApiProperty({ ...NULLABLE, type: 'boolean' }) @Nullable() @IsBoolean() wants_work: boolean | null;
  @ApiProperty({ ...NULLABLE, enum: WORK_KINDS }) @Nullable() @IsIn(WORK_KINDS) work_kind: WorkKind | null;
  @Nullable() @IsDay() @ApiProperty({ ...NULLABLE, type: 'string' }) work_started_on: string | null;
}

export class StageMoveDto implements StageMoveRequest {
  @IsIn(STAGES) to: Stage;
  @IsIn(MOVE_OUTCOME_CODES) outcome: MoveOutcome;
  /** Why the client moves on although criteria are unmet; a duty manager countersigns within 24 hours. */
  @IsOptional() @IsNote() override_reason?: string;
}
