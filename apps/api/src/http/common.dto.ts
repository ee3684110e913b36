import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { LIMITS } from '#domain/charter/limits.js';
import type { Labels, OrganisationView, Problem } from '#domain/wire/common.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import { ApiProperty } from '@nestjs/swagger';
import { IsDay } from './validators.js';

export class PageQuery {
  /** Where to go on: `next` of the page before. */
  @IsOptional() @IsString() @MaxLength(200) cursor?: string;
  /** How many entries. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(LIMITS.page_size_max) limit?: number;
}

/** Days as they begin and end where the organisation is. */
export class LocalDaysQuery {
  /** First local day. */
  @IsDay() from_on: string;
  /** Last local day, included. */
  @IsDay() until_on: string;
}

export class LabelsDto implements Labels {
  en: string;
  ru: string;
  ar: string;
}

export class PartyDto {
  code: string;
  names: LabelsDto;
}

export class OrganisationDto implements OrganisationView {
  code: string;
  names: LabelsDto;
  @ApiProperty({ enum: STAGES, isArray: true }) stages: Stage[];
  time_zone: string;
}

export class FieldProblemDto {
  field: string;
  code: string;
  detail: string;
}

/** RFC 9457 problem details in the reader's language. */
export class ProblemDto implements Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: FieldProblemDto[];
  request: string;
}
