import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, Matches, ValidateNested } from 'class-validator';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import {
  CONSENT_ENDS,
  CONSENT_KIND_CODES,
  CONSENT_PURPOSES,
  CONSENT_SIGNERS,
  CONSENT_STATEMENTS,
  CONSENT_WAYS,
  DATA_CATEGORIES,
  DISCLOSURE_BASES,
  DISCLOSURE_CHANNELS,
  DISCLOSURE_TIERS,
  RECIPIENT_CLASSES,
  type ConsentCategory,
  type ConsentEnd,
  type ConsentKind,
  type ConsentPurpose,
  type ConsentSigner,
  type ConsentStatement,
  type ConsentWay,
  type DisclosureBasis,
  type DisclosureChannel,
  type DisclosureTier,
  type RecipientClass,
} from '#domain/charter/consent.js';
import type {
  AccountingView,
  ConsentAuthority,
  ConsentCopy,
  ConsentDocument,
  ConsentNarrowRequest,
  ConsentOffer,
  ConsentRecipient,
  ConsentRegisterLine,
  ConsentRequest,
  ConsentsView,
  ConsentView,
  ConsentWithdrawalRequest,
  DisclosureLine,
  LeftView,
} from '#domain/wire/consent.js';
import { LabelsDto } from '../http/common.dto.js';
import { IsDay, IsNote } from '../http/validators.js';

const DAY_OR_NULL = { type: 'string', format: 'date', nullable: true } as const;
const INSTANT_OR_NULL = { type: 'string', format: 'date-time', nullable: true } as const;
const TEXT_OR_NULL = { type: 'string', nullable: true } as const;
const CATEGORIES = { enum: DATA_CATEGORIES, isArray: true } as const;
const PURPOSES = { enum: CONSENT_PURPOSES, isArray: true } as const;
const CLASS_OR_NULL = { enum: RECIPIENT_CLASSES, nullable: true } as const;

export class ConsentAuthorityDto implements ConsentAuthority {
  /** Reference of the document that gives the right to sign; never a name. */
  @IsOptional() @IsNote(120) document?: string;
  /** Somebody made sure that this is not the person the client needs protection from. */
  @IsOptional() @IsBoolean() checked?: boolean;
  /** The code of the guardian, where they are a client of this house themselves. */
  @IsOptional() @IsNote(40) client?: string;
  /** The day on which the client decides alone, where it is known. */
  @IsOptional() @IsDay() own_from?: string;
}

/** Each element that is missing is refused by its own name. */
export class ConsentRequestDto implements ConsentRequest {
  @IsOptional() @IsIn(CONSENT_KIND_CODES) kind?: ConsentKind;
  /** Code of the partner organisation; instead of it a class. */
  @IsOptional() @IsNote(40) recipient?: string;
  @IsOptional() @IsIn(RECIPIENT_CLASSES) recipient_class?: RecipientClass;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsIn(CONSENT_PURPOSES, { each: true })
  purposes?: ConsentPurpose[];
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsIn(DATA_CATEGORIES, { each: true })
  categories?: ConsentCategory[];
  @IsOptional() @IsIn(LANGUAGES) language?: Language;
  @IsOptional() @IsIn(CONSENT_WAYS) given_how?: ConsentWay;
  @IsOptional() @IsIn(CONSENT_SIGNERS) signer?: ConsentSigner;
  @IsOptional() @ValidateNested() @Type(() => ConsentAuthorityDto) authority?: ConsentAuthorityDto;
  @IsOptional() @IsIn(CONSENT_ENDS) ends?: ConsentEnd;
  @IsOptional() @IsDay() expires_on?: string;
  /** SHA-256 of the document that was shown, in hexadecimal. */
  @IsOptional() @Matches(/^[0-9a-f]{64}$/) text_sha256?: string;
}

export class ConsentWithdrawalDto implements ConsentWithdrawalRequest {
  @IsIn(CONSENT_WAYS) how: ConsentWay;
}

export class ConsentNarrowDto implements ConsentNarrowRequest {
  @IsIn(CONSENT_WAYS) how: ConsentWay;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsIn(CONSENT_PURPOSES, { each: true })
  purposes?: ConsentPurpose[];
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsIn(DATA_CATEGORIES, { each: true })
  categories?: ConsentCategory[];
  @IsOptional() @IsDay() expires_on?: string;
}

export class LeftDto implements LeftView {
  recipient: LabelsDto;
  disclosed_at: string;
  @ApiProperty(CATEGORIES) categories: ConsentCategory[];
  fields: string[];
}

export class ConsentWrittenDto {
  reference: string;
  version: number;
  /** What has already left under the consent. */
  already_left?: LeftDto[];
}

export class ConsentRecipientDto implements ConsentRecipient {
  @ApiProperty(TEXT_OR_NULL) code: string | null;
  @ApiProperty(CLASS_OR_NULL) class: RecipientClass | null;
  names: LabelsDto;
}

export class ConsentDto implements ConsentView {
  reference: string;
  @ApiProperty({ enum: CONSENT_KIND_CODES }) kind: ConsentKind;
  recipient: ConsentRecipientDto;
  @ApiProperty(PURPOSES) purposes: ConsentPurpose[];
  @ApiProperty(CATEGORIES) categories: ConsentCategory[];
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  @ApiProperty({ enum: CONSENT_WAYS }) given_how: ConsentWay;
  @ApiProperty({ enum: CONSENT_SIGNERS }) signer: ConsentSigner;
  given_at: string;
  @ApiProperty({ enum: CONSENT_ENDS }) ends: ConsentEnd;
  @ApiProperty(DAY_OR_NULL) expires_on: string | null;
  @ApiProperty(DAY_OR_NULL) own_from: string | null;
  @ApiProperty(INSTANT_OR_NULL) ended_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) withdrawn_at: string | null;
  stands: boolean;
  version: number;
}

export class ConsentLineDto {
  label: string;
  value: string;
}

export class ConsentDocumentDto implements ConsentDocument {
  text_id: string;
  text_version: string;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  title: string;
  text: string;
  lines: ConsentLineDto[];
  @ApiProperty({ enum: CONSENT_STATEMENTS, isArray: true }) statements: ConsentStatement[];
  sha256: string;
}

export class DisclosureLineDto implements DisclosureLine {
  disclosed_at: string;
  from: LabelsDto;
  @ApiProperty({ type: () => LabelsDto, nullable: true }) to: LabelsDto | null;
  @ApiProperty(CLASS_OR_NULL) to_class: RecipientClass | null;
  @ApiProperty({ enum: DISCLOSURE_CHANNELS }) channel: DisclosureChannel;
  @ApiProperty({ enum: DISCLOSURE_TIERS, nullable: true }) tier: DisclosureTier | null;
  fields: string[];
  @ApiProperty(CATEGORIES) categories: ConsentCategory[];
  @ApiProperty({ enum: DISCLOSURE_BASES }) basis: DisclosureBasis;
  @ApiProperty(TEXT_OR_NULL) consent: string | null;
  notice_version: string;
  scope_attached: boolean;
}

export class AccountingDto implements AccountingView {
  from: string;
  lines: DisclosureLineDto[];
}

export class AccountingQuery {
  /** The first day asked for; the answer never covers less than three years. */
  @IsOptional() @IsDay() from?: string;
}

export class ConsentVersionDto {
  version: number;
  at: string;
  @ApiProperty({ enum: CONSENT_WAYS }) how: ConsentWay;
  by_client: boolean;
  document: ConsentDocumentDto;
}

export class ConsentCopyDto implements ConsentCopy {
  consent: ConsentDto;
  from: LabelsDto;
  versions: ConsentVersionDto[];
  already_left: LeftDto[];
}

export class ConsentOfferDto implements ConsentOffer {
  @ApiProperty({ enum: CONSENT_KIND_CODES }) kind: ConsentKind;
  organisation: boolean;
  @ApiProperty({ enum: RECIPIENT_CLASSES, isArray: true }) classes: RecipientClass[];
  no_end: boolean;
}

export class ConsentsDto implements ConsentsView {
  client: string;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  own_custody: boolean;
  minor: boolean;
  offered: ConsentOfferDto[];
  consents: ConsentDto[];
  accounting: AccountingDto;
}

export class ConsentRegisterLineDto implements ConsentRegisterLine {
  reference: string;
  @ApiProperty({ enum: CONSENT_KIND_CODES }) kind: ConsentKind;
  recipient: LabelsDto;
  @ApiProperty(PURPOSES) purposes: ConsentPurpose[];
  @ApiProperty(CATEGORIES) categories: ConsentCategory[];
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  text_id: string;
  text_sha256: string;
  @ApiProperty({ enum: CONSENT_WAYS }) given_how: ConsentWay;
  given_at: string;
  @ApiProperty(INSTANT_OR_NULL) until: string | null;
  @ApiProperty(INSTANT_OR_NULL) withdrawn_at: string | null;
}

export class ConsentRegisterDto {
  /** What the register is called here; null: the jurisdiction asks for none. */
  @ApiProperty({ type: () => LabelsDto, nullable: true }) names: LabelsDto | null;
  items: ConsentRegisterLineDto[];
  @ApiProperty(TEXT_OR_NULL) next: string | null;
}
