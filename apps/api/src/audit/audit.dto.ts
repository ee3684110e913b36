import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import {
  DATA_CATEGORIES,
  DISCLOSURE_BASES,
  DISCLOSURE_TIERS,
  type ConsentCategory,
  type DisclosureBasis,
  type DisclosureTier,
} from '#domain/charter/consent.js';
import type {
  AccessView,
  AuditEventView,
  AuditVerificationView,
  CustodyReport,
  DisclosureView,
} from '#domain/wire/audit.js';
import type { Page } from '#domain/wire/common.js';
import { CustodyDto } from '../client/client.dto.js';
import { LabelsDto, PageQuery } from '../http/common.dto.js';
import { IsNote } from '../http/validators.js';

const INSTANT_OR_NULL = { type: 'string', format: 'date-time', nullable: true } as const;
const NUMBER_OR_NULL = { type: 'integer', nullable: true } as const;

export class DisclosureDto implements DisclosureView {
  handoff: string;
  @ApiProperty({ enum: DISCLOSURE_TIERS }) tier: DisclosureTier;
  from: LabelsDto;
  to: LabelsDto;
  fields: string[];
  @ApiProperty({ enum: DATA_CATEGORIES, isArray: true }) categories: ConsentCategory[];
  @ApiProperty({ enum: DISCLOSURE_BASES }) basis: DisclosureBasis;
  @ApiProperty({ type: 'string', nullable: true }) consent: string | null;
  sha256: string;
  disclosed_at: string;
}

export class AccessDto implements AccessView {
  organisation: LabelsDto;
  basis: string;
  scope: string;
  from_at: string;
  @ApiProperty(INSTANT_OR_NULL) until_at: string | null;
}

export class CustodyReportDto implements CustodyReport {
  client: string;
  custody: CustodyDto[];
  disclosures: DisclosureDto[];
  accesses: AccessDto[];
}

export class AuditEventQuery extends PageQuery {
  /** Only events about this client. */
  @IsOptional() @IsNote(40) client?: string;
}

export class AuditEventDto implements AuditEventView {
  id: string;
  at: string;
  action: string;
  outcome: string;
  @ApiProperty({ type: 'string', nullable: true }) role: string | null;
  @ApiProperty({ type: 'string', nullable: true }) account: string | null;
  @ApiProperty({ type: 'string', nullable: true }) refusal: string | null;
  clients: string[];
  sealed: boolean;
  @ApiProperty(NUMBER_OR_NULL) leaf: number | null;
}

export class AuditEventPageDto implements Page<AuditEventView> {
  items: AuditEventDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}

export class FindingDto {
  place: string;
  what: string;
}

export class AuditVerificationDto implements AuditVerificationView {
  id: string;
  asked_at: string;
  @ApiProperty(INSTANT_OR_NULL) finished_at: string | null;
  @ApiProperty({ type: 'boolean', nullable: true }) ok: boolean | null;
  @ApiProperty(NUMBER_OR_NULL) leaves: number | null;
  @ApiProperty(NUMBER_OR_NULL) checkpoints: number | null;
  findings: FindingDto[];
}
