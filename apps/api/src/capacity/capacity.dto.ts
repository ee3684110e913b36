import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { LIMITS } from '#domain/charter/limits.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import type { CapacityRequest, CapacityView } from '#domain/wire/handoff.js';

export class CapacityQuery {
  /** Only places of this stage. */
  @IsOptional() @IsIn(STAGES) stage?: Stage;
}

export class CapacityRequestDto implements CapacityRequest {
  /** Places that are free now, those held for somebody counted among them. */
  @IsInt() @Min(0) @Max(LIMITS.places_max) free: number;
}

export class CapacityDto implements CapacityView {
  organisation: string;
  @ApiProperty({ enum: STAGES }) stage: Stage;
  free: number;
  held: number;
  @ApiProperty({ type: 'string', format: 'date-time' }) stated_at: string;
  stale: boolean;
}

export class CapacitiesDto {
  items: CapacityDto[];
}
