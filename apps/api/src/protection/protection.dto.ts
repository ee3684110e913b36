import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import {
  PROTECTION_ALERTS,
  PROTECTION_KINDS,
  type ProtectionAlertKind,
  type ProtectionKind,
} from '#domain/charter/identity.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { Page } from '#domain/wire/common.js';
import type { ProtectionAlertView, ProtectionRequest, ProtectionView } from '#domain/wire/identity.js';
import { ColleagueDto } from '../colleague/colleague.dto.js';

const NULLABLE_INSTANT = { type: 'string', format: 'date-time', nullable: true } as const;
const NULLABLE_TEXT = { type: 'string', nullable: true } as const;

export class ProtectionRequestDto implements ProtectionRequest {
  @IsIn(PROTECTION_KINDS) @ApiProperty({ enum: PROTECTION_KINDS }) kind: ProtectionKind;
  /** The colleague this client is, where they are one; never told again. */
  @IsOptional() @IsUUID() self?: string;
  /** Colleagues who may still see the record. */
  @IsArray()
  @ArrayMaxSize(LIMITS.protection_team_max)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  team: string[];
}

export class ProtectionDto implements ProtectionView {
  client: string;
  @ApiProperty({ enum: PROTECTION_KINDS }) kind: ProtectionKind;
  @ApiProperty({ type: 'string', format: 'date-time' }) since_at: string;
  team: ColleagueDto[];
}

export class ProtectionPageDto implements Page<ProtectionView> {
  items: ProtectionDto[];
  @ApiProperty(NULLABLE_TEXT) next: string | null;
}

export class ProtectionEndedDto {
  client: string;
}

export class ProtectionAlertDto implements ProtectionAlertView {
  alert: string;
  @ApiProperty(NULLABLE_TEXT) client: string | null;
  @ApiProperty({ enum: PROTECTION_ALERTS }) what: ProtectionAlertKind;
  @ApiProperty(NULLABLE_TEXT) by: string | null;
  @ApiProperty({ type: 'string', format: 'date-time' }) at: string;
  @ApiProperty(NULLABLE_INSTANT) seen_at: string | null;
}

export class ProtectionAlertPageDto implements Page<ProtectionAlertView> {
  items: ProtectionAlertDto[];
  @ApiProperty(NULLABLE_TEXT) next: string | null;
}
