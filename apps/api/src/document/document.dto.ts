import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { RECIPIENT_CLASSES, type RecipientClass } from '#domain/charter/consent.js';
import {
  DOCUMENT_CATEGORIES,
  DOCUMENT_KINDS,
  DOCUMENT_TYPES,
  LETTER_KINDS,
  LETTER_REVOKE_REASONS,
  type DocumentCategory,
  type DocumentKind,
  type DocumentType,
  type LetterKind,
  type LetterRevokeReason,
} from '#domain/charter/document.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { Page } from '#domain/wire/common.js';
import type {
  DocumentKeeping,
  DocumentView,
  DocumentVoiding,
  DocumentWritten,
  LetterGiving,
  LetterRevoking,
  LetterView,
  LetterWritten,
} from '#domain/wire/document.js';
import { LabelsDto, PageQuery } from '../http/common.dto.js';
import { IsDay, IsName, IsNote, Nullable } from '../http/validators.js';

const NULLABLE_TEXT = { type: 'string', nullable: true } as const;
const NULLABLE_DAY = { type: 'string', format: 'date', nullable: true } as const;
const INSTANT = { type: 'string', format: 'date-time' } as const;
const NULLABLE_INSTANT = { ...INSTANT, nullable: true } as const;

export class DocumentQuery extends PageQuery {
  @IsOptional() @IsIn(DOCUMENT_KINDS) @ApiProperty({ enum: DOCUMENT_KINDS }) kind?: DocumentKind;
  @IsOptional()
  @IsIn(DOCUMENT_CATEGORIES)
  @ApiProperty({ enum: DOCUMENT_CATEGORIES })
  category?: DocumentCategory;
}

export class DocumentKeepingDto implements DocumentKeeping {
  @IsIn(DOCUMENT_KINDS) @ApiProperty({ enum: DOCUMENT_KINDS }) kind: DocumentKind;
  /** Under which category of a consent another house reads it. */
  @IsIn(DOCUMENT_CATEGORIES) @ApiProperty({ enum: DOCUMENT_CATEGORIES }) category: DocumentCategory;
  @IsName(LIMITS.document_title_characters_max) title: string;
  /** What it is said to be; the bytes decide. */
  @IsIn(DOCUMENT_TYPES) @ApiProperty({ enum: DOCUMENT_TYPES }) type: DocumentType;
  /** Base64. */
  @IsString() @MaxLength(LIMITS.document_body_bytes_max) content: string;
  /** The day that stands on it; null: none does. */
  @Nullable() @IsDay() @ApiProperty(NULLABLE_DAY) dated_on: string | null;
}

export class DocumentVoidingDto implements DocumentVoiding {
  @IsNote(300) reason: string;
}

export class DocumentWrittenDto implements DocumentWritten {
  document: string;
  version: number;
}

export class DocumentDto implements DocumentView {
  document: string;
  @ApiProperty({ enum: DOCUMENT_KINDS }) kind: DocumentKind;
  @ApiProperty({ enum: DOCUMENT_CATEGORIES }) category: DocumentCategory;
  @ApiProperty({ enum: DOCUMENT_TYPES }) type: DocumentType;
  bytes: number;
  /** Null: the house that kept it has forgotten the client. */
  @ApiProperty(NULLABLE_TEXT) title: string | null;
  @ApiProperty(NULLABLE_DAY) dated_on: string | null;
  @ApiProperty({ type: LabelsDto }) organisation: LabelsDto;
  own: boolean;
  mine: boolean;
  @ApiProperty(NULLABLE_TEXT) kept_by: string | null;
  @ApiProperty(INSTANT) kept_at: string;
  version: number;
  @ApiProperty(NULLABLE_INSTANT) voided_at: string | null;
  @ApiProperty(NULLABLE_TEXT) voided_by: string | null;
  @ApiProperty(NULLABLE_TEXT) void_reason: string | null;
}

export class DocumentPageDto implements Page<DocumentView> {
  @ApiProperty({ type: [DocumentDto] }) items: DocumentDto[];
  @ApiProperty(NULLABLE_TEXT) next: string | null;
}

export class LetterGivingDto implements LetterGiving {
  @IsIn(LETTER_KINDS) @ApiProperty({ enum: LETTER_KINDS }) kind: LetterKind;
  /** That of whoever reads it. */
  @IsIn(LANGUAGES) @ApiProperty({ enum: LANGUAGES }) language: Language;
  /** What it says beside the record; null for an attendance. */
  @Nullable()
  @IsNote(LIMITS.letter_characters_max)
  @ApiProperty({ ...NULLABLE_TEXT, maxLength: LIMITS.letter_characters_max })
  words: string | null;
  /** The reference of the consent that names who reads it; null: into the client's own hand. */
  @Nullable() @IsUUID() @ApiProperty({ ...NULLABLE_TEXT, format: 'uuid' }) consent: string | null;
  @Nullable() @IsDay() @ApiProperty(NULLABLE_DAY) from_on: string | null;
  @Nullable() @IsDay() @ApiProperty(NULLABLE_DAY) until_on: string | null;
}

export class LetterRevokingDto implements LetterRevoking {
  @IsIn(LETTER_REVOKE_REASONS) @ApiProperty({ enum: LETTER_REVOKE_REASONS }) reason: LetterRevokeReason;
}

export class LetterWrittenDto implements LetterWritten {
  letter: string;
  code: string;
  version: number;
}

export class LetterDto implements LetterView {
  letter: string;
  @ApiProperty({ enum: LETTER_KINDS }) kind: LetterKind;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  @ApiProperty(NULLABLE_TEXT) code: string | null;
  /** Null: into the client's own hand, or to a class of recipients. */
  @ApiProperty({ type: LabelsDto, nullable: true }) to: LabelsDto | null;
  @ApiProperty({ enum: RECIPIENT_CLASSES, nullable: true }) to_class: RecipientClass | null;
  @ApiProperty(NULLABLE_TEXT) given_by: string | null;
  @ApiProperty(INSTANT) given_at: string;
  @ApiProperty({ type: 'string', format: 'date' }) given_on: string;
  version: number;
  @ApiProperty(NULLABLE_INSTANT) revoked_at: string | null;
  @ApiProperty(NULLABLE_TEXT) revoked_by: string | null;
  @ApiProperty({ enum: LETTER_REVOKE_REASONS, nullable: true }) revoke_reason: LetterRevokeReason | null;
}
