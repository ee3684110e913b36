import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional } from 'class-validator';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import {
  CONSENT_CATEGORIES,
  CONSENT_PURPOSES,
  CONSENT_SIGNERS,
  CONSENT_WAYS,
  type ConsentCategory,
  type ConsentPurpose,
  type ConsentSigner,
  type ConsentWay,
} from '#domain/charter/consent.js';
import type { ConsentRequest, ConsentView, ConsentWithdrawalRequest } from '#domain/wire/client.js';
import { PartyDto } from '../http/common.dto.js';
import { IsDay, IsNote } from '../http/validators.js';

export class ConsentRequestDto implements ConsentRequest {
  /** Code of the partner organisation. */
  @IsNote(40) recipient: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @IsIn(CONSENT_PURPOSES, { each: true })
  purposes: ConsentPurpose[];
  @IsArray() @ArrayMaxSize(20) @IsIn(CONSENT_CATEGORIES, { each: true }) categories: ConsentCategory[];
  @IsIn(LANGUAGES) language: Language;
  @IsIn(CONSENT_WAYS) given_how: ConsentWay;
  @IsIn(CONSENT_SIGNERS) signer: ConsentSigner;
  @IsOptional() @IsDay() expires_on?: string;
}

export class ConsentWithdrawalDto implements ConsentWithdrawalRequest {
  @IsIn(CONSENT_WAYS) how: ConsentWay;
}

export class ConsentWrittenDto {
  reference: string;
  version: number;
}

export class ConsentDto implements ConsentView {
  reference: string;
  recipient: PartyDto;
  @ApiProperty({ enum: CONSENT_PURPOSES, isArray: true }) purposes: ConsentPurpose[];
  @ApiProperty({ enum: CONSENT_CATEGORIES, isArray: true }) categories: ConsentCategory[];
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  @ApiProperty({ enum: CONSENT_WAYS }) given_how: ConsentWay;
  @ApiProperty({ enum: CONSENT_SIGNERS }) signer: ConsentSigner;
  given_at: string;
  @ApiProperty({ type: 'string', format: 'date', nullable: true }) expires_on: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) withdrawn_at: string | null;
  version: number;
}
