import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import {
  ERASED_STORES,
  ERASURE_GROUNDS,
  ERASURE_SCOPES,
  ERASURE_STATES,
  ERASURE_ORIGINS,
  ERASURE_WAYS,
  KEPT_STORES,
  LEGAL_HOLD_GROUNDS,
  type ErasedStore,
  type ErasureGround,
  type ErasureScope,
  type ErasureState,
  type ErasureOrigin,
  type ErasureWay,
  type KeptStore,
  type LegalHoldGround,
} from '#domain/charter/erasure.js';
import type { Page } from '#domain/wire/common.js';
import type {
  ClientErasureView,
  ErasureCertificate,
  ErasureCertificateView,
  ErasureDecision,
  ErasureRequest,
  ErasureView,
  LegalHoldRequest,
  LegalHoldView,
  RetentionView,
} from '#domain/wire/erasure.js';
import { LabelsDto, PageQuery } from '../http/common.dto.js';
import { IsDay, IsNote } from '../http/validators.js';

export class ErasuresQuery extends PageQuery {
  /** Only requests that still wait for somebody. */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)))
  @IsBoolean()
  open?: boolean;
}

export class ErasureRequestDto implements ErasureRequest {
  /** The day on which the client asked; the month for the decision runs from it. */
  @IsDay() asked_on: string;
  @IsIn(ERASURE_WAYS) asked_how: ErasureWay;
}

export class ErasureDecisionDto implements ErasureDecision {
  /** The ground says whether it is granted or refused. */
  @IsIn(ERASURE_GROUNDS) ground: ErasureGround;
  /** Needed where it is granted although the law still keeps the record. */
  @IsOptional() @IsNote() note?: string;
}

export class LegalHoldRequestDto implements LegalHoldRequest {
  @IsIn(LEGAL_HOLD_GROUNDS) ground: LegalHoldGround;
  @IsOptional() @IsNote() note?: string;
}

export class ErasureDecidedDto {
  @ApiProperty({ enum: ERASURE_GROUNDS }) ground: ErasureGround;
  @ApiProperty({ type: 'string', nullable: true }) note: string | null;
  @ApiProperty({ type: 'string', format: 'date-time' }) decided_at: string;
  own: boolean;
}

export class ErasureDto implements ErasureView {
  reference: string;
  version: number;
  client: string;
  @ApiProperty({ enum: ERASURE_STATES }) state: ErasureState;
  @ApiProperty({ type: 'string', format: 'date' }) asked_on: string;
  @ApiProperty({ enum: ERASURE_ORIGINS }) asked_how: ErasureOrigin;
  @ApiProperty({ type: 'string', format: 'date-time' }) recorded_at: string;
  @ApiProperty({ type: 'string', format: 'date' }) decide_by_on: string;
  @ApiProperty({ type: () => ErasureDecidedDto, nullable: true }) decision: ErasureDecidedDto | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) carried_out_at: string | null;
  @ApiProperty({ enum: ERASURE_SCOPES, nullable: true, type: 'string' }) scope: ErasureScope | null;
  certified: boolean;
}

export class ErasurePageDto implements Page<ErasureView> {
  items: ErasureDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}

export class LegalHoldDto implements LegalHoldView {
  reference: string;
  @ApiProperty({ enum: LEGAL_HOLD_GROUNDS }) ground: LegalHoldGround;
  @ApiProperty({ type: 'string', nullable: true }) note: string | null;
  @ApiProperty({ type: 'string', format: 'date-time' }) placed_at: string;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) lifted_at: string | null;
}

export class RetentionDto implements RetentionView {
  years: number;
  @ApiProperty({ type: 'string', format: 'date' }) until_on: string;
  texts: LabelsDto;
}

export class ClientErasureDto implements ClientErasureView {
  client: string;
  @ApiProperty({ type: () => ErasureDto, nullable: true }) erasure: ErasureDto | null;
  holds: LegalHoldDto[];
  retention: RetentionDto;
  in_care: boolean;
}

export class ErasureCertificateBodyDto implements ErasureCertificate {
  @ApiProperty({ enum: ['handrail.erasure/1'] }) kind: 'handrail.erasure/1';
  reference: string;
  deployment: string;
  organisation: LabelsDto;
  client: string;
  @ApiProperty({ type: 'string', format: 'date' }) asked_on: string;
  @ApiProperty({ type: 'string', format: 'date' }) decided_on: string;
  @ApiProperty({ enum: ERASURE_GROUNDS }) ground: ErasureGround;
  @ApiProperty({ type: 'string', format: 'date-time' }) erased_at: string;
  @ApiProperty({ enum: ERASURE_SCOPES }) scope: ErasureScope;
  @ApiProperty({ enum: ERASED_STORES, isArray: true }) erased: ErasedStore[];
  @ApiProperty({ enum: KEPT_STORES, isArray: true }) kept: KeptStore[];
  @ApiProperty({ type: 'string', format: 'date', nullable: true }) backups_unreadable_on: string | null;
}

export class ErasureCertificateDto implements ErasureCertificateView {
  certificate: ErasureCertificateBodyDto;
  text: string;
  signature: string;
  public_key: string;
}
