import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsString, Max, Min } from 'class-validator';
import { LIMITS } from '#domain/charter/limits.js';
import {
  BREACH_KINDS,
  BREACH_RISKS,
  BREACH_STATES,
  PERMIT_KINDS,
  type BreachKind,
  type BreachRisk,
  type BreachState,
  type PermitKind,
} from '#domain/charter/rights.js';
import type { Page } from '#domain/wire/common.js';
import type {
  BreachNotifyRequest,
  BreachRecordRequest,
  BreachView,
  PermitRequest,
  PermitView,
  PermitsView,
  RetentionDueView,
  RetentionReport,
} from '#domain/wire/rights.js';
import { LabelsDto } from '../http/common.dto.js';
import { IsDay, IsInstant, IsName, IsNote, Nullable } from '../http/validators.js';

export class BreachRecordDto implements BreachRecordRequest {
  @IsIn(BREACH_KINDS) @ApiProperty({ enum: BREACH_KINDS }) kind: BreachKind;
  @IsIn(BREACH_RISKS) @ApiProperty({ enum: BREACH_RISKS }) risk: BreachRisk;
  @IsInt() @Min(0) @Max(LIMITS.breach_people_max) people: number;
  @IsNote() words: string;
  @IsInstant() detected_at: string;
  /** Codes of clients it concerns, as far as they are known. */
  @IsArray()
  @ArrayMaxSize(LIMITS.breach_clients_max)
  @IsString({ each: true })
  @ApiProperty({ type: [String] })
  clients: string[];
}

export class BreachNotifyDto implements BreachNotifyRequest {
  @Nullable() @IsName() @ApiProperty({ type: 'string', nullable: true }) authority_reference: string | null;
  @Nullable() @IsNote() @ApiProperty({ type: 'string', nullable: true }) reason: string | null;
}

export class PermitRequestDto implements PermitRequest {
  @IsIn(PERMIT_KINDS) @ApiProperty({ enum: PERMIT_KINDS }) kind: PermitKind;
  @IsName() number: string;
  @IsName(200) authority: string;
  @IsDay() valid_from_on: string;
  @IsDay() valid_until_on: string;
}

export class BreachDto implements BreachView {
  breach: string;
  @ApiProperty({ enum: BREACH_KINDS }) kind: BreachKind;
  @ApiProperty({ enum: BREACH_RISKS }) risk: BreachRisk;
  people: number;
  words: string;
  @ApiProperty({ type: 'string', format: 'date-time' }) detected_at: string;
  @ApiProperty({ type: 'string', nullable: true }) recorded_by: string | null;
  @ApiProperty({ type: 'string', format: 'date-time' }) notify_due_at: string;
  authority: LabelsDto;
  @ApiProperty({ enum: BREACH_STATES }) state: BreachState;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) notified_at: string | null;
  @ApiProperty({ type: 'string', nullable: true }) notified_by: string | null;
  @ApiProperty({ type: 'string', nullable: true }) authority_reference: string | null;
  @ApiProperty({ type: 'string', nullable: true }) not_notified_reason: string | null;
  clients: number;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) clients_told_at: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) closed_at: string | null;
  version: number;
}

export class PermitDto implements PermitView {
  @ApiProperty({ enum: PERMIT_KINDS }) kind: PermitKind;
  number: string;
  authority: string;
  @ApiProperty({ type: 'string', format: 'date' }) valid_from_on: string;
  @ApiProperty({ type: 'string', format: 'date' }) valid_until_on: string;
  permit: string;
  @ApiProperty({ enum: ['valid', 'expiring', 'expired', 'future'] }) standing:
    'valid' | 'expiring' | 'expired' | 'future';
  days_left: number;
  @ApiProperty({ type: 'string', format: 'date-time' }) recorded_at: string;
}

export class PermitsDto implements PermitsView {
  items: PermitDto[];
  health_permit_needed: boolean;
  refusing: boolean;
}

export class RetentionDueDto implements RetentionDueView {
  client: string;
  @ApiProperty({ type: 'string', format: 'date' }) care_ended_on: string;
  @ApiProperty({ type: 'string', format: 'date' }) kept_until_on: string;
}

export class RetentionReportDto implements RetentionReport {
  years: number;
  items: RetentionDueDto[];
}

export class BreachPageDto implements Page<BreachView> {
  items: BreachDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}
