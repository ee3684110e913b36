import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBooleanString, IsIn, IsOptional, IsUUID } from 'class-validator';
import {
  CONSENT_CATEGORIES,
  DISCLOSURE_BASES,
  DISCLOSURE_TIERS,
  type ConsentCategory,
  type DisclosureBasis,
  type DisclosureTier,
} from '#domain/charter/consent.js';
import {
  BUSINESS_STATES,
  DECLINE_REASONS,
  HANDOFF_KINDS,
  HANDOFF_MOVES,
  HANDOFF_STATES,
  RECALL_REASONS,
  REPORT_OUTCOMES,
  URGENCIES,
  type BusinessState,
  type DeclineReason,
  type HandoffKind,
  type HandoffMove,
  type HandoffSide,
  type HandoffState,
  type RecallReason,
  type ReportOutcome,
  type Urgency,
} from '#domain/charter/handoff.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import type { Page } from '#domain/wire/common.js';
import type {
  HandoffAcceptRequest,
  HandoffArriveRequest,
  HandoffDeclineRequest,
  HandoffDetail,
  HandoffPreview,
  HandoffPreviewRequest,
  HandoffRecallRequest,
  HandoffReportRequest,
  HandoffSendRequest,
  HandoffView,
  HandoffWritten,
  PacketBody,
  PacketView,
} from '#domain/wire/handoff.js';
import { IdentityViewDto } from '../client/admission.dto.js';
import { OrganisationDto, PageQuery, PartyDto } from '../http/common.dto.js';
import { IsInstant, IsNote } from '../http/validators.js';

const SIDES = ['sender', 'receiver'] as const;
const INSTANT_OR_NULL = { type: 'string', format: 'date-time', nullable: true } as const;

export class HandoffQuery extends PageQuery {
  @IsIn(SIDES) side: HandoffSide;
  /** `true`: only those that still wait for an answer or an arrival. */
  @IsOptional() @IsBooleanString() open?: string;
}

export class HandoffSendDto implements HandoffSendRequest {
  @IsNote(40) client: string;
  @IsIn(HANDOFF_KINDS) kind: HandoffKind;
  @IsNote(40) receiver: string;
  @IsIn(STAGES) stage: Stage;
  @IsIn(URGENCIES) urgency: Urgency;
  /** Reference of the consent the disclosure stands on. */
  @IsUUID() consent: string;
  @IsOptional() @IsNote() reason?: string;
}

export class HandoffPreviewRequestDto implements HandoffPreviewRequest {
  @IsNote(40) client: string;
  @IsNote(40) receiver: string;
  @IsIn(STAGES) stage: Stage;
  @IsIn(URGENCIES) urgency: Urgency;
  @IsArray() @ArrayMaxSize(20) @IsIn(CONSENT_CATEGORIES, { each: true }) categories: ConsentCategory[];
  @IsOptional() @IsNote() reason?: string;
}

export class HandoffAcceptDto implements HandoffAcceptRequest {
  @IsInstant() appointment_at: string;
  /** Needed where safety information was withheld: when the two sides spoke. */
  @IsOptional() @IsInstant() spoke_at?: string;
}

export class HandoffDeclineDto implements HandoffDeclineRequest {
  @IsIn(DECLINE_REASONS) reason: DeclineReason;
  @IsOptional() @IsNote() note?: string;
}

export class HandoffRecallDto implements HandoffRecallRequest {
  @IsIn(RECALL_REASONS) reason: RecallReason;
}

export class HandoffArriveDto implements HandoffArriveRequest {
  /** When the client came; now unless given, at most 14 days back. */
  @IsOptional() @IsInstant() arrived_at?: string;
}

export class HandoffReportDto implements HandoffReportRequest {
  @IsIn(REPORT_OUTCOMES) outcome: ReportOutcome;
}

export class HandoffWrittenDto implements HandoffWritten {
  reference: string;
  @ApiProperty({ enum: HANDOFF_STATES }) state: HandoffState;
  @ApiProperty({ enum: BUSINESS_STATES }) business_state: BusinessState;
  version: number;
  /** The receiver's own code of the client, once the client has arrived. */
  client?: string;
  /** After a decline or a recall: when the sender's next step is due. */
  next_step_due_at?: string;
}

export class NextStepDto {
  due_at: string;
  @ApiProperty(INSTANT_OR_NULL) done_at: string | null;
}

export class HandoffDto implements HandoffView {
  reference: string;
  @ApiProperty({ enum: HANDOFF_KINDS }) kind: HandoffKind;
  @ApiProperty({ enum: SIDES }) side: HandoffSide;
  @ApiProperty({ type: 'string', nullable: true }) client: string | null;
  sender: PartyDto;
  receiver: PartyDto;
  @ApiProperty({ enum: STAGES }) stage: Stage;
  @ApiProperty({ enum: URGENCIES }) urgency: Urgency;
  @ApiProperty({ enum: HANDOFF_STATES }) state: HandoffState;
  @ApiProperty({ enum: BUSINESS_STATES }) business_state: BusinessState;
  @ApiProperty({ enum: HANDOFF_MOVES, isArray: true }) moves: HandoffMove[];
  version: number;
  requested_at: string;
  @ApiProperty(INSTANT_OR_NULL) delivered_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) received_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) accepted_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) appointment_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) arrived_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) closed_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) due_at: string | null;
  @ApiProperty({ enum: DECLINE_REASONS, nullable: true }) decline_reason: DeclineReason | null;
  @ApiProperty({ type: 'string', nullable: true }) decline_note: string | null;
  @ApiProperty({ enum: RECALL_REASONS, nullable: true }) recall_reason: RecallReason | null;
  @ApiProperty({ enum: REPORT_OUTCOMES, nullable: true }) outcome: ReportOutcome | null;
  @ApiProperty({ type: NextStepDto, nullable: true }) next_step: NextStepDto | null;
}

export class HandoffPageDto implements Page<HandoffView> {
  items: HandoffDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}

const BODY = {
  type: 'object',
  additionalProperties: true,
  description: 'Fields of charter/consent.ts that tier and consent open; the others are absent.',
} as const;

export class PacketDto implements PacketView {
  @ApiProperty({ enum: DISCLOSURE_TIERS }) tier: DisclosureTier;
  @ApiProperty(BODY) body: PacketBody;
  sha256: string;
  @ApiProperty({ enum: DISCLOSURE_BASES }) basis: DisclosureBasis;
  disclosed_at: string;
  redisclosure_notice: string;
}

export class HandoffConsentDto {
  reference: string;
  @ApiProperty({ enum: CONSENT_CATEGORIES, isArray: true }) categories: ConsentCategory[];
  @ApiProperty({ type: 'string', format: 'date', nullable: true }) expires_on: string | null;
  @ApiProperty(INSTANT_OR_NULL) withdrawn_at: string | null;
}

export class HandoffDetailDto extends HandoffDto implements HandoffDetail {
  packets: PacketDto[];
  @ApiProperty({ type: IdentityViewDto, nullable: true }) identity: IdentityViewDto | null;
  @ApiProperty({ type: HandoffConsentDto, nullable: true }) consent: HandoffConsentDto | null;
  safety_withheld: boolean;
}

export class PreviewTierDto {
  @ApiProperty({ enum: DISCLOSURE_TIERS }) tier: DisclosureTier;
  @ApiProperty(BODY) body: PacketBody;
}

export class HandoffPreviewDto implements HandoffPreview {
  receiver: OrganisationDto;
  tiers: PreviewTierDto[];
  @ApiProperty({ enum: CONSENT_CATEGORIES, isArray: true }) withheld: ConsentCategory[];
}
