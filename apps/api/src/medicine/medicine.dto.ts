import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  Matches,
  ValidateNested,
} from 'class-validator';
import { SUBSTANCES, type Substance } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import {
  CLIENT_IDENTIFIERS,
  DOSE_OUTCOMES,
  DOSE_REASONS,
  DOSE_SCHEDULES,
  DOSE_STATES,
  DOSE_UNITS,
  MEDICAL_FACTS,
  MEDICINE_CLASSES,
  MEDICINE_ROUTES,
  MEDICINE_VOIDS,
  ORDER_PURPOSES,
  ORDER_STOPS,
  TOXICOLOGY_RESULTS,
  type ClientIdentifier,
  type DoseOutcome,
  type DoseReason,
  type DoseSchedule,
  type DoseState,
  type DoseUnit,
  type MedicalFact,
  type MedicineClass,
  type MedicineRoute,
  type MedicineVoid,
  type OrderPurpose,
  type OrderStop,
  type ToxicologyResult,
} from '#domain/charter/medicine.js';
import type {
  DoseView,
  DoseWriting,
  FactView,
  FactWriting,
  MedicinesView,
  MedicineVoiding,
  MedicineWritten,
  OrderStopping,
  OrderView,
  OrderWriting,
  RoundLine,
  RoundView,
  ScheduleWriting,
} from '#domain/wire/medicine.js';
import { LabelsDto } from '../http/common.dto.js';
import { IsInstant, IsName, IsNote, Nullable } from '../http/validators.js';

const SUBSTANCE_CODES = Object.keys(SUBSTANCES) as Substance[];
const SCALES = ['ciwa_ar', 'cows'] as const;
const TEXT_OR_NULL = { type: 'string', nullable: true } as const;
const NUMBER_OR_NULL = { type: 'integer', nullable: true } as const;
const INSTANT = { type: 'string', format: 'date-time' } as const;
const INSTANT_OR_NULL = { ...INSTANT, nullable: true } as const;

export class ScheduleDto implements ScheduleWriting {
  @IsIn(DOSE_SCHEDULES) @ApiProperty({ enum: DOSE_SCHEDULES }) kind: DoseSchedule['kind'];
  /** Times of the day by the clock of the site, `HH:MM`; null where it is not by the clock. */
  @Nullable()
  @IsArray()
  @ArrayMaxSize(LIMITS.doses_per_day_max)
  @Matches(/^\d{2}:\d{2}$/, { each: true })
  @ApiProperty({ type: [String], nullable: true })
  times: string[] | null;
  @Nullable() @IsInt() @ApiProperty(NUMBER_OR_NULL) hours_between_min: number | null;
  @Nullable() @IsInt() @ApiProperty(NUMBER_OR_NULL) doses_per_day_max: number | null;
  @Nullable() @IsIn(SCALES) @ApiProperty({ enum: SCALES, nullable: true }) scale: 'ciwa_ar' | 'cows' | null;
}

export class OrderWritingDto implements OrderWriting {
  @IsName(LIMITS.medicine_name_characters_max) medicine: string;
  @IsIn(MEDICINE_CLASSES) @ApiProperty({ enum: MEDICINE_CLASSES }) class: MedicineClass;
  @IsNumber({ maxDecimalPlaces: 4 }) amount: number;
  @IsIn(DOSE_UNITS) @ApiProperty({ enum: DOSE_UNITS }) unit: DoseUnit;
  @IsIn(MEDICINE_ROUTES) @ApiProperty({ enum: MEDICINE_ROUTES }) route: MedicineRoute;
  @IsObject() @ValidateNested() @Type(() => ScheduleDto) schedule: ScheduleDto;
  @IsIn(ORDER_PURPOSES) @ApiProperty({ enum: ORDER_PURPOSES }) purpose: OrderPurpose;
  /** Null: now. */
  @Nullable() @IsInstant() @ApiProperty(INSTANT_OR_NULL) starts_at: string | null;
  /** Null: until it is stopped. */
  @Nullable() @IsInstant() @ApiProperty(INSTANT_OR_NULL) ends_at: string | null;
  /** Why it is ordered although the client is written down as allergic. */
  @Nullable() @IsNote(300) @ApiProperty(TEXT_OR_NULL) allergy_override: string | null;
}

export class OrderStoppingDto implements OrderStopping {
  @IsIn(ORDER_STOPS) @ApiProperty({ enum: ORDER_STOPS }) reason: OrderStop;
}

export class MedicineVoidingDto implements MedicineVoiding {
  @IsIn(MEDICINE_VOIDS) @ApiProperty({ enum: MEDICINE_VOIDS }) reason: MedicineVoid;
}

export class DoseWritingDto implements DoseWriting {
  /** Which dose of the clock it was; null where it is as needed or by a score. */
  @Nullable() @IsInstant() @ApiProperty(INSTANT_OR_NULL) due_at: string | null;
  /** Null: now. */
  @Nullable() @IsInstant() @ApiProperty(INSTANT_OR_NULL) at: string | null;
  @IsIn(DOSE_OUTCOMES) @ApiProperty({ enum: DOSE_OUTCOMES }) outcome: DoseOutcome;
  @IsArray()
  @ArrayUnique()
  @IsIn(CLIENT_IDENTIFIERS, { each: true })
  @ApiProperty({ enum: CLIENT_IDENTIFIERS, isArray: true })
  identifiers: ClientIdentifier[];
  @Nullable()
  @IsIn(DOSE_REASONS)
  @ApiProperty({ enum: DOSE_REASONS, nullable: true })
  reason: DoseReason | null;
}

export class FactWritingDto implements FactWriting {
  @IsIn(MEDICAL_FACTS) @ApiProperty({ enum: MEDICAL_FACTS }) kind: MedicalFact;
  /** Null: now. */
  @Nullable() @IsInstant() @ApiProperty(INSTANT_OR_NULL) at: string | null;
  @Nullable()
  @IsIn(SUBSTANCE_CODES)
  @ApiProperty({ enum: SUBSTANCE_CODES, nullable: true })
  substance: Substance | null;
  @Nullable()
  @IsIn(TOXICOLOGY_RESULTS)
  @ApiProperty({ enum: TOXICOLOGY_RESULTS, nullable: true })
  result: ToxicologyResult | null;
  /** Of an opioid: whether it stays long, like methadone and buprenorphine; null: not known. */
  @Nullable() @IsBoolean() @ApiProperty({ type: 'boolean', nullable: true }) long_acting: boolean | null;
}

export class MedicineWrittenDto implements MedicineWritten {
  id: string;
  version: number;
}

export class OrderDto implements OrderView {
  /** Null: another house ordered it. */
  @ApiProperty(TEXT_OR_NULL) id: string | null;
  version: number;
  own: boolean;
  @ApiProperty({ type: LabelsDto }) organisation: LabelsDto;
  @ApiProperty(TEXT_OR_NULL) medicine: string | null;
  @ApiProperty(TEXT_OR_NULL) allergy_override: string | null;
  @ApiProperty({ enum: MEDICINE_CLASSES }) class: MedicineClass;
  amount: number;
  @ApiProperty({ enum: DOSE_UNITS }) unit: DoseUnit;
  @ApiProperty({ enum: MEDICINE_ROUTES }) route: MedicineRoute;
  @ApiProperty({ type: ScheduleDto }) schedule: ScheduleDto;
  @ApiProperty({ enum: ORDER_PURPOSES }) purpose: OrderPurpose;
  @ApiProperty(INSTANT) starts_at: string;
  @ApiProperty(INSTANT_OR_NULL) ends_at: string | null;
  @ApiProperty(TEXT_OR_NULL) by: string | null;
  @ApiProperty(INSTANT_OR_NULL) stopped_at: string | null;
  @ApiProperty(TEXT_OR_NULL) stopped_by: string | null;
  @ApiProperty({ enum: ORDER_STOPS, nullable: true }) stop_reason: OrderStop | null;
}

export class DoseDto implements DoseView {
  id: string;
  order: string;
  @ApiProperty(INSTANT_OR_NULL) due_at: string | null;
  @ApiProperty(INSTANT) at: string;
  @ApiProperty({ enum: DOSE_OUTCOMES }) outcome: DoseOutcome;
  @ApiProperty({ enum: CLIENT_IDENTIFIERS, isArray: true }) identifiers: ClientIdentifier[];
  @ApiProperty({ enum: DOSE_REASONS, nullable: true }) reason: DoseReason | null;
  @ApiProperty(NUMBER_OR_NULL) score: number | null;
  @ApiProperty(TEXT_OR_NULL) by: string | null;
  @ApiProperty(INSTANT_OR_NULL) voided_at: string | null;
  @ApiProperty({ enum: MEDICINE_VOIDS, nullable: true }) void_reason: MedicineVoid | null;
}

export class FactDto implements FactView {
  /** Null: another house wrote it. */
  @ApiProperty(TEXT_OR_NULL) id: string | null;
  @ApiProperty({ enum: MEDICAL_FACTS }) kind: MedicalFact;
  @ApiProperty(INSTANT) at: string;
  @ApiProperty({ enum: SUBSTANCE_CODES, nullable: true }) substance: Substance | null;
  @ApiProperty({ enum: TOXICOLOGY_RESULTS, nullable: true }) result: ToxicologyResult | null;
  @ApiProperty({ type: 'boolean', nullable: true }) long_acting: boolean | null;
  @ApiProperty(INSTANT_OR_NULL) voided_at: string | null;
  @ApiProperty({ enum: MEDICINE_VOIDS, nullable: true }) void_reason: MedicineVoid | null;
}

export class MedicinesDto implements MedicinesView {
  @ApiProperty(TEXT_OR_NULL) allergies: string | null;
  @ApiProperty({ type: [OrderDto] }) orders: OrderDto[];
  @ApiProperty({ type: [DoseDto] }) doses: DoseDto[];
  @ApiProperty({ type: [FactDto] }) facts: FactDto[];
}

export class RoundLineDto implements RoundLine {
  client: string;
  order: string;
  @ApiProperty(TEXT_OR_NULL) medicine: string | null;
  amount: number;
  @ApiProperty({ enum: DOSE_UNITS }) unit: DoseUnit;
  @ApiProperty({ enum: MEDICINE_ROUTES }) route: MedicineRoute;
  @ApiProperty({ enum: DOSE_SCHEDULES }) schedule: DoseSchedule['kind'];
  @ApiProperty(INSTANT_OR_NULL) due_at: string | null;
  @ApiProperty({ enum: DOSE_STATES, nullable: true }) state: DoseState | null;
  @ApiProperty(INSTANT_OR_NULL) last_given_at: string | null;
  @ApiProperty(TEXT_OR_NULL) allergies: string | null;
}

export class RoundDto implements RoundView {
  @ApiProperty({ type: 'string', format: 'date' }) day: string;
  @ApiProperty({ type: [RoundLineDto] }) lines: RoundLineDto[];
}
