import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import {
  DIRECTORY_KINDS,
  MEETING_AUDIENCES,
  MEETING_WAYS,
  type DirectoryKind,
  type MeetingAudience,
  type MeetingWay,
} from '#domain/charter/directory.js';
import type { Page } from '#domain/wire/common.js';
import type { DirectoryEntryView, MeetingView } from '#domain/wire/directory.js';
import { LabelsDto, PageQuery } from '../http/common.dto.js';
import { IsName } from '../http/validators.js';

const YES_OR_NO = ['true', 'false'] as const;

export class DirectoryEntriesQuery extends PageQuery {
  @IsOptional() @IsIn(DIRECTORY_KINDS) kind?: DirectoryKind;
  /** The name of a town in any of the three languages. */
  @IsOptional() @IsName() town?: string;
}

export class MeetingsQuery extends PageQuery {
  /** The name of a town in any of the three languages. */
  @IsOptional() @IsName() town?: string;
  /** Monday is 1, Sunday is 7. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(7) weekday?: number;
  @IsOptional() @IsIn(MEETING_AUDIENCES) for?: MeetingAudience;
  /** Online meetings alone, or those one goes to alone. */
  @IsOptional() @IsIn(YES_OR_NO) online?: (typeof YES_OR_NO)[number];
}

export class DirectoryEntryDto implements DirectoryEntryView {
  code: string;
  @ApiProperty({ enum: DIRECTORY_KINDS }) kind: DirectoryKind;
  names: LabelsDto;
  town: LabelsDto;
  region: LabelsDto;
  @ApiProperty({ type: LabelsDto, nullable: true }) address: LabelsDto | null;
  @ApiProperty({ type: 'string', nullable: true }) telephone: string | null;
  @ApiProperty({ type: 'string', nullable: true }) organisation: string | null;
}

export class DirectoryEntriesDto implements Page<DirectoryEntryView> {
  items: DirectoryEntryDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}

export class MeetingGroupDto {
  code: string;
  names: LabelsDto;
  town: LabelsDto;
}

export class MeetingDto implements MeetingView {
  group: MeetingGroupDto;
  weekday: number;
  starts: string;
  minutes: number;
  time_zone: string;
  @ApiProperty({ enum: MEETING_WAYS }) way: MeetingWay;
  @ApiProperty({ enum: MEETING_AUDIENCES }) for: MeetingAudience;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  open: boolean;
  confirmed_on: string;
}

export class MeetingsDto implements Page<MeetingView> {
  items: MeetingDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}
