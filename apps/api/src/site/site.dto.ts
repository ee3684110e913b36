import { Type } from 'class-transformer';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayUnique, IsArray, IsInt, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import type { Labels } from '#domain/wire/common.js';
import type { SiteChangeRequest, SiteView } from '#domain/wire/house.js';
import { LabelsDto } from '../http/common.dto.js';
import { IsName } from '../http/validators.js';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const WEEKDAYS = {
  type: 'array',
  items: { type: 'integer', minimum: 1, maximum: 7 },
  nullable: true,
} as const;
const LOCAL_TIME = { type: 'string', pattern: TIME.source, nullable: true } as const;

export class SiteDto implements SiteView {
  code: string;
  names: LabelsDto;
  time_zone: string;
  is_main: boolean;
  @ApiProperty(WEEKDAYS) weekend_days: number[] | null;
  @ApiProperty(LOCAL_TIME) opens: string | null;
  @ApiProperty(LOCAL_TIME) closes: string | null;
  version: number;
}

export class SitesDto {
  items: SiteDto[];
}

/** The name of a place in every language of the product. */
export class NamesDto implements Labels {
  @IsName() en: string;
  @IsName() ru: string;
  @IsName() ar: string;
}

export class SiteChangeDto implements SiteChangeRequest {
  @IsOptional() @ValidateNested() @Type(() => NamesDto) names?: NamesDto;
  /** Monday is 1, Sunday is 7; null: the weekend of the jurisdiction. */
  @ApiProperty({ ...WEEKDAYS, required: false })
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(7, { each: true })
  weekend_days?: number[] | null;
  /** Local time; null: the working hours of the jurisdiction. */
  @ApiProperty({ ...LOCAL_TIME, required: false }) @IsOptional() @Matches(TIME) opens?: string | null;
  @ApiProperty({ ...LOCAL_TIME, required: false }) @IsOptional() @Matches(TIME) closes?: string | null;
}
