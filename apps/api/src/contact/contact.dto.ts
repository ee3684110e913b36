import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import {
  ATTENDANCE_OUTCOMES,
  CANCEL_REASONS,
  CANCELLED,
  CONTACT_KINDS,
  CONTACT_OUTCOMES,
  GROUP_KINDS,
  GROUP_KINDS_ASKED,
  SERIES_SCOPES,
  type AttendanceOutcome,
  type Cancelled,
  type CancelReason,
  type ContactKind,
  type ContactOutcome,
  type GroupKind,
  type GroupKindAsked,
  type SeriesScope,
} from '#domain/charter/contact.js';
import { LIMITS } from '#domain/charter/limits.js';
import { STAFF_ROLES, type Role } from '#domain/charter/roles.js';
import type {
  AttendanceRequest,
  ClientContacts,
  ContactCancelRequest,
  ContactMoveRequest,
  ContactOverlap,
  ContactPlanRequest,
  ContactsWritten,
  ContactView,
  GroupAttendanceLine,
  GroupAttendanceRequest,
  GroupPlanned,
  GroupPlanRequest,
  GroupView,
  StaffCalendar,
} from '#domain/wire/contact.js';
import type { ColleagueView } from '#domain/wire/work.js';
import { LabelsDto, LocalDaysQuery } from '../http/common.dto.js';
import { IsInstant, IsName, IsNote, Nullable } from '../http/validators.js';

const INSTANT = { type: 'string', format: 'date-time' } as const;
const INSTANT_OR_NULL = { ...INSTANT, nullable: true } as const;
const TEXT_OR_NULL = { type: 'string', nullable: true } as const;
const COLLEAGUE = /^(?:me|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export class ContactColleagueDto implements ColleagueView {
  colleague: string;
  display_name: string;
  @ApiProperty({ enum: STAFF_ROLES, isArray: true }) roles: Role[];
}

export class AppointmentDto implements ContactView {
  contact: string;
  /** The own code of the client; null where another house planned it. */
  @ApiProperty(TEXT_OR_NULL) client: string | null;
  @ApiProperty({ enum: CONTACT_KINDS }) kind: ContactKind;
  @ApiProperty(INSTANT) starts_at: string;
  @ApiProperty(INSTANT) ends_at: string;
  /** IANA zone of the place. */
  time_zone: string;
  organisation: LabelsDto;
  own_house: boolean;
  @ApiProperty({ type: LabelsDto, nullable: true }) site: LabelsDto | null;
  @ApiProperty({ type: ContactColleagueDto, nullable: true }) with: ContactColleagueDto | null;
  @ApiProperty(TEXT_OR_NULL) series: string | null;
  @ApiProperty(TEXT_OR_NULL) group: string | null;
  @ApiProperty({ enum: CONTACT_OUTCOMES, nullable: true }) happened: ContactOutcome | null;
  @ApiProperty({ enum: CANCEL_REASONS, nullable: true }) reason: CancelReason | null;
  @ApiProperty(INSTANT_OR_NULL) attended_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) recorded_at: string | null;
  /** Until when the reader may undo what they recorded; null: not they. */
  @ApiProperty(INSTANT_OR_NULL) undo_until: string | null;
  @ApiProperty(INSTANT) changed_at: string;
  version: number;
}

export class AppointmentPlanDto implements ContactPlanRequest {
  @IsIn(CONTACT_KINDS) @ApiProperty({ enum: CONTACT_KINDS }) kind: ContactKind;
  @IsInstant() starts_at: string;
  @IsInstant() ends_at: string;
  /** The code of an own site; the main one where none is named. */
  @IsOptional() @IsName(40) site?: string;
  /** The id of a colleague, or `me`; null: nobody yet. */
  @Nullable() @IsString() @MaxLength(36) @ApiProperty({ ...TEXT_OR_NULL, pattern: COLLEAGUE.source }) with:
    string | null;
  /** A recurrence: FREQ=DAILY, WEEKLY or MONTHLY with INTERVAL, COUNT or UNTIL, BYDAY, WKST (RFC 5545). */
  @IsOptional() @IsNote(200) rule?: string;
  /** Local days that are left out. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(LIMITS.series_occurrences_max)
  @IsString({ each: true })
  @MaxLength(10, { each: true })
  exceptions?: string[];
}

export class AppointmentMoveDto implements ContactMoveRequest {
  @IsInstant() starts_at: string;
  @IsInstant() ends_at: string;
  @Nullable() @IsString() @MaxLength(36) @ApiProperty(TEXT_OR_NULL) with: string | null;
  @IsIn(SERIES_SCOPES) @ApiProperty({ enum: SERIES_SCOPES }) scope: SeriesScope;
}

export class AppointmentCancelDto implements ContactCancelRequest {
  @IsIn(CANCELLED) @ApiProperty({ enum: CANCELLED }) by: Cancelled;
  @IsIn(CANCEL_REASONS) @ApiProperty({ enum: CANCEL_REASONS }) reason: CancelReason;
  @IsIn(SERIES_SCOPES) @ApiProperty({ enum: SERIES_SCOPES }) scope: SeriesScope;
}

export class AttendanceDto implements AttendanceRequest {
  @IsIn(ATTENDANCE_OUTCOMES) @ApiProperty({ enum: ATTENDANCE_OUTCOMES }) happened: AttendanceOutcome;
  /** When the client came; untold, the hour itself, or now for whoever is late. */
  @IsOptional() @IsInstant() attended_at?: string;
}

export class OverlapDto implements ContactOverlap {
  @ApiProperty({ enum: ['staff', 'client'] }) whose: 'staff' | 'client';
  @ApiProperty(INSTANT) starts_at: string;
  @ApiProperty(INSTANT) ends_at: string;
}

export class AppointmentsWrittenDto implements ContactsWritten {
  contact: string;
  version: number;
  @ApiProperty(TEXT_OR_NULL) series: string | null;
  /** How many appointments the change was about. */
  contacts: number;
  /** What stands beside them, of the same member of staff or the same client: to be known, never in the way. */
  overlaps: OverlapDto[];
}

export class ClientAppointmentsDto implements ClientContacts {
  @ApiProperty(INSTANT_OR_NULL) last_contact_at: string | null;
  upcoming: AppointmentDto[];
  items: AppointmentDto[];
  @ApiProperty(TEXT_OR_NULL) next: string | null;
}

export class CalendarQuery extends LocalDaysQuery {
  /** A colleague; untold, oneself. */
  @IsOptional() @IsUUID() colleague?: string;
}

export class CalendarDto implements StaffCalendar {
  time_zone: string;
  week_starts_on: number;
  items: AppointmentDto[];
  more: boolean;
}

export class GroupPlanDto implements GroupPlanRequest {
  /** `mutual_aid` is refused by name: it keeps no list. */
  @IsIn(GROUP_KINDS_ASKED) @ApiProperty({ enum: GROUP_KINDS_ASKED }) kind: GroupKindAsked;
  @IsInstant() starts_at: string;
  @IsInstant() ends_at: string;
  @IsOptional() @IsName(40) site?: string;
  @Nullable() @IsString() @MaxLength(36) @ApiProperty(TEXT_OR_NULL) with: string | null;
  /** Own codes of clients. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(LIMITS.group_clients_max)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  clients: string[];
}

export class GroupDto implements GroupView {
  group: string;
  @ApiProperty({ enum: GROUP_KINDS }) kind: GroupKind;
  @ApiProperty(INSTANT) starts_at: string;
  @ApiProperty(INSTANT) ends_at: string;
  time_zone: string;
  @ApiProperty({ type: LabelsDto, nullable: true }) site: LabelsDto | null;
  @ApiProperty({ type: ContactColleagueDto, nullable: true }) with: ContactColleagueDto | null;
  contacts: AppointmentDto[];
  version: number;
}

export class GroupPlannedDto extends GroupDto implements GroupPlanned {
  overlaps: OverlapDto[];
}

export class GroupAttendanceLineDto extends AttendanceDto implements GroupAttendanceLine {
  /** The own code of somebody on the list. */
  @IsNote(40) client: string;
}

export class GroupAttendanceDto implements GroupAttendanceRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(LIMITS.group_clients_max)
  @ValidateNested({ each: true })
  @Type(() => GroupAttendanceLineDto)
  attendance: GroupAttendanceLineDto[];
}
