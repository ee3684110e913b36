import { Type } from 'class-transformer';
import { ApiProperty } from '@nestjs/swagger';
import {
  IsBase64,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { CONSENT_WAYS, type ConsentWay } from '#domain/charter/consent.js';
import {
  IDENTITY_MODES,
  PHOTO_TYPES,
  PROTECTION_KINDS,
  type IdentityMode,
  type PhotoType,
  type ProtectionKind,
} from '#domain/charter/identity.js';
import { LIMITS } from '#domain/charter/limits.js';
import type {
  IdentityJoinRequest,
  IdentityStanding,
  IdentityUndoRequest,
  PhotoRequest,
  PhotoView,
  ReturnFindRequest,
  ReturnFound,
  ReturnIssued,
  ReturnIssueRequest,
} from '#domain/wire/identity.js';
import { IdentityDto } from '../client/admission.dto.js';
import { ClientWrittenDto } from '../client/client.dto.js';
import { IsNote } from '../http/validators.js';

const NULLABLE_INSTANT = { type: 'string', format: 'date-time', nullable: true } as const;
const NULLABLE_TEXT = { type: 'string', nullable: true } as const;
/** Base64 of the largest photograph, in characters. */
const PHOTO_CHARACTERS_MAX = Math.ceil(LIMITS.photo_bytes_max / 3) * 4;

export class IdentityChangeDto {
  @ApiProperty({ enum: ['joined', 'undone'] }) what: 'joined' | 'undone';
  @ApiProperty({ type: 'string', format: 'date-time' }) at: string;
  @ApiProperty(NULLABLE_TEXT) by: string | null;
  @ApiProperty({ enum: CONSENT_WAYS }) how: ConsentWay;
}

export class MergedDto {
  merge: string;
  client: string;
}

export class IdentityStandingDto implements IdentityStanding {
  client: string;
  version: number;
  @ApiProperty({ enum: IDENTITY_MODES }) mode: IdentityMode;
  care_team: boolean;
  has_photo: boolean;
  @ApiProperty(NULLABLE_INSTANT) return_since_at: string | null;
  changes: IdentityChangeDto[];
  @ApiProperty({ enum: PROTECTION_KINDS, nullable: true }) protected: ProtectionKind | null;
  @ApiProperty(NULLABLE_TEXT) merged_into: string | null;
  merged: MergedDto[];
  @ApiProperty(NULLABLE_TEXT) opening: string | null;
}

/** The client says who they are, or gives a name they chose; by their wish alone. */
export class IdentityJoinDto implements IdentityJoinRequest {
  @IsIn(['identified', 'pseudonymous'])
  @ApiProperty({ enum: ['identified', 'pseudonymous'] })
  mode: 'identified' | 'pseudonymous';
  @IsObject() @ValidateNested() @Type(() => IdentityDto) identity: IdentityDto;
  @IsIn(CONSENT_WAYS) @ApiProperty({ enum: CONSENT_WAYS }) given_how: ConsentWay;
  @IsOptional() @IsBoolean() duplicates_reviewed?: boolean;
}

export class IdentityUndoDto implements IdentityUndoRequest {
  @IsIn(CONSENT_WAYS) @ApiProperty({ enum: CONSENT_WAYS }) given_how: ConsentWay;
}

export class PhotoDto implements PhotoRequest {
  @IsIn(PHOTO_TYPES) @ApiProperty({ enum: PHOTO_TYPES }) type: PhotoType;
  /** Base64. What counts is what the bytes are, not what the type says. */
  @IsBase64() @MaxLength(PHOTO_CHARACTERS_MAX) content: string;
}

export class PhotoViewDto implements PhotoView {
  @ApiProperty({ enum: PHOTO_TYPES }) type: PhotoType;
  content: string;
}

export class ReturnIssueDto implements ReturnIssueRequest {
  @IsNote(LIMITS.password_characters_max)
  @MinLength(LIMITS.passphrase_characters_min)
  passphrase: string;
}

export class ReturnIssuedDto extends ClientWrittenDto implements ReturnIssued {
  /** Shown once; null when the same request was sent twice. */
  @ApiProperty(NULLABLE_TEXT) return_code: string | null;
}

export class ReturnFindDto implements ReturnFindRequest {
  @IsNote(40) return_code: string;
  @IsNote(LIMITS.password_characters_max) passphrase: string;
}

export class ReturnFoundDto implements ReturnFound {
  client: string;
}
