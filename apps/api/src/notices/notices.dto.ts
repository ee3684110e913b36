import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import {
  ACCOUNT_NOTICE_KINDS,
  NOTICE_CHANNELS,
  NOTICE_MODES,
  NOTICE_OUTCOMES,
  type AccountNoticeKind,
  type NoticeChannel,
  type NoticeMode,
  type NoticeOutcome,
} from '#domain/charter/notices.js';
import type { Page } from '#domain/wire/common.js';
import {
  PHONE_READERS,
  type ContactHours,
  type ContactRules,
  type ContactRulesRequest,
  type ContactView,
  type ContactWritten,
  type NoticePreferenceRequest,
  type NoticePreferenceView,
  type NoticeView,
  type PhoneReader,
  type PushDevice,
  type UnreadNotices,
} from '#domain/wire/notices.js';
import { IsNote, Nullable } from '../http/validators.js';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export class NoticeDto implements NoticeView {
  id: string;
  @ApiProperty({ enum: ACCOUNT_NOTICE_KINDS }) kind: AccountNoticeKind;
  /** Leads to the matter: a reference or a code, never a name. */
  subject: string | null;
  told_at: string;
  read_at: string | null;
}

export class NoticePageDto implements Page<NoticeView> {
  items: NoticeDto[];
  next: string | null;
}

export class UnreadNoticesDto implements UnreadNotices {
  unread: number;
  /** There are more than were counted. */
  more: boolean;
}

export class ReadNoticesDto {
  /** This one. */
  @IsOptional() @IsUUID() notice?: string;
  /** Everything up to this one. */
  @IsOptional() @IsUUID() until?: string;
}

export class NoticesReadDto {
  read: number;
}

export class ContactHoursDto implements ContactHours {
  /** Local time `HH:MM`. */
  @Matches(TIME) from: string;
  /** Local time `HH:MM`; before `from` where it lies after midnight. */
  @Matches(TIME) until: string;
}

export class PushDeviceDto implements PushDevice {
  @IsString() @MaxLength(1_000) endpoint: string;
  @IsString() @MaxLength(120) p256dh: string;
  @IsString() @MaxLength(60) auth: string;
}

export class ForgetDeviceDto {
  /** One of `device_marks`. */
  @Matches(/^[\w-]{22}$/) mark: string;
}

export class NoticePreferenceRequestDto implements NoticePreferenceRequest {
  @ApiProperty({ enum: NOTICE_MODES }) @IsIn(NOTICE_MODES) mode: NoticeMode;
  @Nullable() @IsString() @MaxLength(254) email: string | null;
  /** Null: those of the jurisdiction. */
  @Nullable() @ValidateNested() @Type(() => ContactHoursDto) quiet: ContactHoursDto | null;
}

export class NoticePreferenceDto implements NoticePreferenceView {
  @ApiProperty({ enum: NOTICE_MODES }) mode: NoticeMode;
  email: string | null;
  quiet: ContactHoursDto | null;
  devices: number;
  /** By which a browser finds out whether it is told: the beginning of the SHA-256 of its address. */
  device_marks: string[];
  /** Channels by which messages really leave this house; the others are simulated. */
  @ApiProperty({ enum: NOTICE_CHANNELS, isArray: true }) leaving: NoticeChannel[];
  /** The public key with which a browser asks to be told (VAPID). */
  push_key: string;
  version: number;
}

export class ContactRulesRequestDto implements ContactRulesRequest {
  @IsBoolean() do_not_contact: boolean;
  @ApiProperty({ enum: NOTICE_CHANNELS, isArray: true })
  @IsArray()
  @ArrayMaxSize(NOTICE_CHANNELS.length)
  @IsIn(NOTICE_CHANNELS, { each: true })
  channels: NoticeChannel[];
  @Nullable() @IsString() @MaxLength(254) email: string | null;
  /** With its country code. */
  @Nullable() @IsString() @MaxLength(40) phone: string | null;
  /** Null: whenever the jurisdiction has no quiet hours. */
  @Nullable() @ValidateNested() @Type(() => ContactHoursDto) hours: ContactHoursDto | null;
  @IsBoolean() leave_message: boolean;
  @IsBoolean() say_from: boolean;
  @IsBoolean() say_when: boolean;
  @ApiProperty({ enum: LANGUAGES, nullable: true }) @Nullable() @IsIn(LANGUAGES) language: Language | null;
  @ApiProperty({ enum: PHONE_READERS }) @IsIn(PHONE_READERS) phone_read_by: PhoneReader;
  @Nullable() @IsNote(LIMITS.contact_note_characters_max) note: string | null;
}

export class ContactRulesDto implements ContactRules {
  do_not_contact: boolean;
  @ApiProperty({ enum: NOTICE_CHANNELS, isArray: true }) channels: NoticeChannel[];
  email: string | null;
  phone: string | null;
  hours: ContactHoursDto | null;
  leave_message: boolean;
  say_from: boolean;
  say_when: boolean;
  @ApiProperty({ enum: LANGUAGES, nullable: true }) language: Language | null;
  @ApiProperty({ enum: PHONE_READERS }) phone_read_by: PhoneReader;
  note: string | null;
  devices: number;
}

export class LastMessageDto {
  @ApiProperty({ enum: NOTICE_CHANNELS }) channel: NoticeChannel;
  @ApiProperty({ enum: NOTICE_OUTCOMES }) outcome: NoticeOutcome;
  at: string;
}

export class ContactDto implements ContactView {
  /** Null: the client has said nothing yet, and nothing leaves the house. */
  rules: ContactRulesDto | null;
  /** No name is kept of this client, and so no number either. */
  anonymous: boolean;
  @ApiProperty({ enum: ['client', 'staff'], nullable: true }) changed_by: 'client' | 'staff' | null;
  changed_at: string | null;
  last: LastMessageDto[];
  version: number;
}

export class ContactWrittenDto implements ContactWritten {
  version: number;
}

export class SmsReceiptDto {
  /** The number under which the gateway took the message. */
  @IsString() @MaxLength(200) id: string;
  @ApiProperty({ enum: ['delivered', 'undelivered'] })
  @IsIn(['delivered', 'undelivered'])
  state: 'delivered' | 'undelivered';
}
