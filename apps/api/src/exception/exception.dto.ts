import { Type } from 'class-transformer';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import {
  BUSINESS_STATE_CODES,
  HANDOFF_KINDS,
  type BusinessState,
  type HandoffKind,
  type HandoffSide,
} from '#domain/charter/handoff.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { Page } from '#domain/wire/common.js';
import {
  EXCEPTION_KINDS,
  type ExceptionCounts,
  type ExceptionKind,
  type ExceptionRow,
} from '#domain/wire/house.js';
import { LabelsDto, LocalDaysQuery } from '../http/common.dto.js';

const COUNTS = {
  type: 'object',
  properties: Object.fromEntries(EXCEPTION_KINDS.map((kind) => [kind, { type: 'integer' }])),
  required: [...EXCEPTION_KINDS],
  selfRequired: true,
} as ApiPropertyOptions;

export class ExceptionListQuery extends LocalDaysQuery {
  /** Where to go on: `next` of the page before. */
  @IsOptional() @IsString() @MaxLength(200) cursor?: string;
  /** How many entries. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(LIMITS.page_size_max) limit?: number;
}

export class DeclineCountDto {
  partner: LabelsDto;
  partner_code: string;
  reason: string;
  count: number;
}

export class ExceptionCountsDto implements ExceptionCounts {
  @ApiProperty({ type: 'string', format: 'date' }) from_on: string;
  @ApiProperty({ type: 'string', format: 'date' }) until_on: string;
  @ApiProperty(COUNTS) counts: Record<ExceptionKind, number>;
  declines: DeclineCountDto[];
}

export class ExceptionHandoffDto {
  reference: string;
  @ApiProperty({ enum: HANDOFF_KINDS }) kind: HandoffKind;
  @ApiProperty({ enum: ['sender', 'receiver'] }) side: HandoffSide;
  @ApiProperty({ enum: BUSINESS_STATE_CODES }) business_state: BusinessState;
  partner: LabelsDto;
}

export class ExceptionRowDto implements ExceptionRow {
  @ApiProperty({ enum: EXCEPTION_KINDS }) kind: ExceptionKind;
  @ApiProperty({ type: 'string', format: 'date-time' }) at: string;
  @ApiProperty({ type: 'string', nullable: true }) client: string | null;
  @ApiProperty({ type: ExceptionHandoffDto, nullable: true }) handoff: ExceptionHandoffDto | null;
  @ApiProperty({ type: 'string', nullable: true }) by: string | null;
  @ApiProperty({ type: 'number', nullable: true }) hours: number | null;
  @ApiProperty({ type: 'string', nullable: true }) reason: string | null;
}

export class ExceptionPageDto implements Page<ExceptionRow> {
  items: ExceptionRowDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}
