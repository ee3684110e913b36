import { ApiProperty } from '@nestjs/swagger';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import type { PackView } from '#domain/wire/house.js';
import { LabelsDto } from '../http/common.dto.js';

export class WorkingHoursDto {
  from: string;
  to: string;
}

export class ConsentTextDto {
  id: string;
  texts: LabelsDto;
}

export class PackDto implements PackView {
  jurisdiction: string;
  version: string;
  @ApiProperty({ type: 'string', format: 'date' }) valid_from: string;
  names: LabelsDto;
  time_zone: string;
  weekend_days: number[];
  holidays: string[];
  working_hours: WorkingHoursDto;
  @ApiProperty({ type: 'string', nullable: true }) hotline: string | null;
  /** How long each clock runs; the unit is the end of its name. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' } }) clocks: Record<string, number>;
  @ApiProperty({ enum: STAGES, isArray: true }) licensed_stages: Stage[];
  capacity_stale_days: number;
  consent_text: ConsentTextDto;
}
