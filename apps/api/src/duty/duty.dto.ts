import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsUUID } from 'class-validator';
import { STAFF_ROLES, type Role } from '#domain/charter/roles.js';
import {
  DUTY_LEVELS,
  type DutyLevel,
  type DutySubstituteRequest,
  type DutyTurn,
  type DutyTurnRequest,
  type DutyView,
} from '#domain/wire/house.js';
import type { ColleagueView } from '#domain/wire/work.js';
import { IsInstant, IsName } from '../http/validators.js';

export class DutyColleagueDto implements ColleagueView {
  colleague: string;
  display_name: string;
  @ApiProperty({ enum: STAFF_ROLES, isArray: true }) roles: Role[];
}

export class DutyTurnDto implements DutyTurn {
  id: string;
  site: string;
  @ApiProperty({ enum: DUTY_LEVELS }) level: DutyLevel;
  colleague: DutyColleagueDto;
  @ApiProperty({ type: 'string', format: 'date-time' }) from_at: string;
  @ApiProperty({ type: 'string', format: 'date-time' }) until_at: string;
  @ApiProperty({ type: 'string', nullable: true }) instead_of: string | null;
  version: number;
}

export class DutyNowDto {
  site: string;
  @ApiProperty({ enum: DUTY_LEVELS }) level: DutyLevel;
  @ApiProperty({ enum: STAFF_ROLES }) role: Role;
  @ApiProperty({ type: DutyColleagueDto, nullable: true }) colleague: DutyColleagueDto | null;
}

export class DutyDto implements DutyView {
  now: DutyNowDto[];
  turns: DutyTurnDto[];
}

export class DutyTurnRequestDto implements DutyTurnRequest {
  @IsName(40) site: string;
  @IsIn(DUTY_LEVELS) level: DutyLevel;
  @IsUUID() colleague: string;
  @IsInstant() from_at: string;
  @IsInstant() until_at: string;
}

export class DutySubstituteDto implements DutySubstituteRequest {
  /** Who takes the turn over. */
  @IsUUID() colleague: string;
}

export class DutyCancelledDto {
  id: string;
}
