import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
} from 'class-validator';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import { STAFF_ROLES, type Role } from '#domain/charter/roles.js';
import type { Page } from '#domain/wire/common.js';
import {
  STAFF_STATES,
  type JoinRequest,
  type StaffChangeRequest,
  type StaffInvited,
  type StaffInviteRequest,
  type StaffLeaveRequest,
  type StaffLeft,
  type StaffMember,
  type StaffState,
} from '#domain/wire/house.js';
import { PageQuery } from '../http/common.dto.js';
import { IsName } from '../http/validators.js';

/** Letters, digits and the marks of an address: what is typed at a sign-in screen on any keyboard. */
const LOGIN = /^[a-zA-Z0-9][a-zA-Z0-9._+@-]*$/;

export class StaffQuery extends PageQuery {
  /** Only those who are invited, active or have left. */
  @IsOptional() @IsIn(STAFF_STATES) state?: StaffState;
}

export class StaffMemberDto implements StaffMember {
  colleague: string;
  login: string;
  display_name: string;
  @ApiProperty({ enum: STAFF_ROLES, isArray: true }) roles: Role[];
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  @ApiProperty({ enum: STAFF_STATES }) state: StaffState;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) invited_until: string | null;
  open_work: number;
  clients: number;
  version: number;
}

export class StaffPageDto implements Page<StaffMember> {
  items: StaffMemberDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}

export class StaffInviteDto implements StaffInviteRequest {
  /** What the person will sign in with; capital letters do not count. */
  @IsString() @MinLength(3) @MaxLength(LIMITS.login_characters_max) @Matches(LOGIN) login: string;
  @IsName() display_name: string;
  /** Roles of staff; those that look over the whole network are given by the coordination office alone. */
  @ApiProperty({ enum: STAFF_ROLES, isArray: true })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(STAFF_ROLES.length)
  @ArrayUnique()
  @IsIn(STAFF_ROLES, { each: true })
  roles: Role[];
  @IsIn(LANGUAGES) language: Language;
}

export class StaffInvitedDto implements StaffInvited {
  colleague: string;
  /** Shown once. Null: the same request came again; ask for a new code. */
  @ApiProperty({ type: 'string', nullable: true }) code: string | null;
  @ApiProperty({ type: 'string', format: 'date-time' }) expires_at: string;
}

export class StaffChangeDto implements StaffChangeRequest {
  @IsOptional() @IsName() display_name?: string;
  @ApiProperty({ enum: STAFF_ROLES, isArray: true, required: false })
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(STAFF_ROLES.length)
  @ArrayUnique()
  @IsIn(STAFF_ROLES, { each: true })
  roles?: Role[];
}

export class StaffLeaveDto implements StaffLeaveRequest {
  /** Who takes over; absent: work goes back to all, and the duty manager finds new key workers. */
  @IsOptional() @IsUUID() successor?: string;
}

export class StaffLeftDto implements StaffLeft {
  sessions_ended: number;
  work_rehomed: number;
  clients_rehomed: number;
}

export class JoinDto implements JoinRequest {
  @IsString() @MinLength(1) @MaxLength(LIMITS.login_characters_max) @Matches(LOGIN) login: string;
  @IsString() @MinLength(1) @MaxLength(64) code: string;
  @IsString()
  @MinLength(LIMITS.password_characters_min)
  @MaxLength(LIMITS.password_characters_max)
  password: string;
}
