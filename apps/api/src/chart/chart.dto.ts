import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsNumber, IsObject, ValidateNested } from 'class-validator';
import {
  CARE_LEVELS,
  CLIENT_ANSWERS,
  CONSCIOUSNESS,
  NEED_RATINGS,
  OBSERVATION_LEVELS,
  OBSERVATION_REASONS,
  READING_VOIDS,
  SCORE_STATES,
  VITAL_ALERTS,
  WITHDRAWAL_SCALES,
  type CareLevel,
  type ClientAnswer,
  type Consciousness,
  type NeedRating,
  type ObservationLevel,
  type ObservationReason,
  type ReadingVoid,
  type ScoreState,
  type VitalAlert,
  type WithdrawalScale,
} from '#domain/charter/chart.js';
import { SUICIDE_RISKS, type SuicideRisk } from '#domain/charter/code-lists.js';
import type {
  CareLevelView,
  CareLevelWriting,
  ChartView,
  ChartWritten,
  Measurements,
  NeedWriting,
  ObservationView,
  ObservationWriting,
  ReadingView,
  ReadingVoiding,
  ReadingWriting,
  ReadingWritten,
  WithdrawalView,
} from '#domain/wire/chart.js';
import { IsInstant, IsNote, Nullable } from '../http/validators.js';

const TEXT_OR_NULL = { type: 'string', nullable: true } as const;
const NUMBER_OR_NULL = { type: 'number', nullable: true } as const;
const INSTANT = { type: 'string', format: 'date-time' } as const;
const INSTANT_OR_NULL = { ...INSTANT, nullable: true } as const;
const WORDS_MAX = 500;

/** Blood pressure in mmHg, pulse and breaths a minute, °C, % of oxygen, mmol/l of glucose; null: not measured. */
class MeasurementsDto implements Measurements {
  @Nullable() @IsNumber() @ApiProperty(NUMBER_OR_NULL) systolic: number | null;
  @Nullable() @IsNumber() @ApiProperty(NUMBER_OR_NULL) diastolic: number | null;
  @Nullable() @IsNumber() @ApiProperty(NUMBER_OR_NULL) pulse: number | null;
  @Nullable() @IsNumber() @ApiProperty(NUMBER_OR_NULL) respiration: number | null;
  @Nullable() @IsNumber() @ApiProperty(NUMBER_OR_NULL) temperature: number | null;
  @Nullable() @IsNumber() @ApiProperty(NUMBER_OR_NULL) oxygen: number | null;
  @Nullable() @IsNumber() @ApiProperty(NUMBER_OR_NULL) glucose: number | null;
}

export class ReadingWritingDto extends MeasurementsDto implements ReadingWriting {
  /** Null: now. */
  @Nullable() @IsInstant() @ApiProperty(INSTANT_OR_NULL) at: string | null;
  @Nullable()
  @IsIn(CONSCIOUSNESS)
  @ApiProperty({ enum: CONSCIOUSNESS, nullable: true })
  consciousness: Consciousness | null;
}

export class ReadingVoidingDto implements ReadingVoiding {
  @IsIn(READING_VOIDS) @ApiProperty({ enum: READING_VOIDS }) reason: ReadingVoid;
}

export class ObservationWritingDto implements ObservationWriting {
  @IsIn(OBSERVATION_LEVELS) @ApiProperty({ enum: OBSERVATION_LEVELS }) level: ObservationLevel;
  @IsIn(OBSERVATION_REASONS) @ApiProperty({ enum: OBSERVATION_REASONS }) reason: ObservationReason;
}

export class NeedWritingDto implements NeedWriting {
  @IsIn(NEED_RATINGS) @ApiProperty({ enum: NEED_RATINGS }) rating: NeedRating;
  /** Why it was rated so. */
  @IsNote(WORDS_MAX) words: string;
}

export class NeedsWritingDto {
  @IsObject() @ValidateNested() @Type(() => NeedWritingDto) withdrawal: NeedWritingDto;
  @IsObject() @ValidateNested() @Type(() => NeedWritingDto) body: NeedWritingDto;
  @IsObject() @ValidateNested() @Type(() => NeedWritingDto) mind: NeedWritingDto;
  @IsObject() @ValidateNested() @Type(() => NeedWritingDto) willingness: NeedWritingDto;
  @IsObject() @ValidateNested() @Type(() => NeedWritingDto) relapse_risk: NeedWritingDto;
  @IsObject() @ValidateNested() @Type(() => NeedWritingDto) surroundings: NeedWritingDto;
}

export class CareLevelWritingDto implements CareLevelWriting {
  @IsIn(CARE_LEVELS) @ApiProperty({ enum: CARE_LEVELS }) level: CareLevel;
  @IsObject() @ValidateNested() @Type(() => NeedsWritingDto) needs: NeedsWritingDto;
  /** Why it is not the level that the ratings speak for. */
  @Nullable() @IsNote(WORDS_MAX) @ApiProperty(TEXT_OR_NULL) difference: string | null;
  @IsIn(CLIENT_ANSWERS) @ApiProperty({ enum: CLIENT_ANSWERS }) client_answer: ClientAnswer;
}

export class ChartWrittenDto implements ChartWritten {
  id: string;
}

export class ReadingWrittenDto extends ChartWrittenDto implements ReadingWritten {
  @ApiProperty({ enum: VITAL_ALERTS, isArray: true }) alerts: VitalAlert[];
}

export class ReadingDto extends MeasurementsDto implements ReadingView {
  id: string;
  @ApiProperty(INSTANT) at: string;
  @ApiProperty({ enum: CONSCIOUSNESS, nullable: true }) consciousness: Consciousness | null;
  @ApiProperty({ enum: VITAL_ALERTS, isArray: true }) alerts: VitalAlert[];
  @ApiProperty(TEXT_OR_NULL) by: string | null;
  @ApiProperty(INSTANT_OR_NULL) voided_at: string | null;
  @ApiProperty({ enum: READING_VOIDS, nullable: true }) void_reason: ReadingVoid | null;
}

export class ObservationDto implements ObservationView {
  @ApiProperty({ enum: OBSERVATION_LEVELS }) level: ObservationLevel;
  @ApiProperty({ enum: OBSERVATION_REASONS }) reason: ObservationReason;
  @ApiProperty(INSTANT) since: string;
  @ApiProperty(INSTANT_OR_NULL) until: string | null;
  @ApiProperty(TEXT_OR_NULL) by: string | null;
}

export class NeedDto {
  @ApiProperty({ enum: NEED_RATINGS }) rating: NeedRating;
  @ApiProperty(TEXT_OR_NULL) words: string | null;
}

export class NeedsDto {
  withdrawal: NeedDto;
  body: NeedDto;
  mind: NeedDto;
  willingness: NeedDto;
  relapse_risk: NeedDto;
  surroundings: NeedDto;
}

export class CareLevelDto implements CareLevelView {
  id: string;
  @ApiProperty({ enum: CARE_LEVELS }) level: CareLevel;
  @ApiProperty({ enum: CARE_LEVELS }) recommended: CareLevel;
  @ApiProperty({ type: NeedsDto }) needs: NeedsDto;
  @ApiProperty(TEXT_OR_NULL) difference: string | null;
  @ApiProperty({ enum: CLIENT_ANSWERS }) client_answer: ClientAnswer;
  @ApiProperty(INSTANT) decided_at: string;
  @ApiProperty(TEXT_OR_NULL) by: string | null;
}

export class ScorePointDto {
  @ApiProperty(INSTANT) at: string;
  value: number;
}

export class WithdrawalDto implements WithdrawalView {
  @ApiProperty({ enum: WITHDRAWAL_SCALES }) scale: WithdrawalScale;
  @ApiProperty({ type: [ScorePointDto] }) points: ScorePointDto[];
  settled_below: number;
  @ApiProperty({ enum: SCORE_STATES }) state: ScoreState;
  @ApiProperty(INSTANT_OR_NULL) due_at: string | null;
}

export class VitalLimitsDto {
  @ApiProperty(NUMBER_OR_NULL) low: number | null;
  @ApiProperty(NUMBER_OR_NULL) high: number | null;
}

export class ChartLimitsDto {
  systolic: VitalLimitsDto;
  diastolic: VitalLimitsDto;
  pulse: VitalLimitsDto;
  respiration: VitalLimitsDto;
  temperature: VitalLimitsDto;
  oxygen: VitalLimitsDto;
  glucose: VitalLimitsDto;
}

export class AdmissionFactsDto {
  rights_told: boolean;
  consented: boolean;
}

export class ChartDto implements ChartView {
  /** Defaults of the region, changeable by the medical lead: they prompt, and replace no clinician. */
  @ApiProperty({ type: ChartLimitsDto }) limits: ChartLimitsDto;
  @ApiProperty({ type: [ReadingDto] }) readings: ReadingDto[];
  @ApiProperty({ type: [WithdrawalDto] }) withdrawal: WithdrawalDto[];
  @ApiProperty({ type: [ObservationDto] }) observations: ObservationDto[];
  @ApiProperty({ type: [CareLevelDto] }) care_levels: CareLevelDto[];
  @ApiProperty({ enum: SUICIDE_RISKS }) suicide_risk: SuicideRisk;
  @ApiProperty({ type: 'boolean', nullable: true }) seizures_or_delirium: boolean | null;
  @ApiProperty({ type: AdmissionFactsDto }) admission: AdmissionFactsDto;
  writes: boolean;
}
