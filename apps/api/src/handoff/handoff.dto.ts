import { ApiProperty } from '@nestjs/swagger';
import { IsBooleanString, IsIn, IsOptional } from 'class-validator';
import { CLOCK_KINDS, type ClockKind, type Rung } from '#domain/charter/clocks.js';
import {
  CONSENT_KIND_CODES,
  CONSENT_PURPOSES,
  DATA_CATEGORIES,
  DISCLOSURE_BASES,
  DISCLOSURE_TIERS,
  type ConsentCategory,
  type ConsentKind,
  type ConsentPurpose,
  type DisclosureBasis,
  type DisclosureTier,
} from '#domain/charter/consent.js';
import {
  BUSINESS_STATE_CODES,
  CONTACT_WAYS,
  DECLINE_REASONS,
  HANDOFF_BASES,
  HANDOFF_KINDS,
  HANDOFF_MOVES,
  HANDOFF_SIDES,
  HANDOFF_STATES,
  NOTE_KINDS,
  PLACE_HOLDS,
  RECALL_REASONS,
  REPORT_OUTCOMES,
  TRANSPORT_STATES,
  URGENCIES,
  type BusinessState,
  type ContactWay,
  type DeclineReason,
  type HandoffBasis,
  type HandoffKind,
  type HandoffMove,
  type HandoffSide,
  type HandoffState,
  type NoteKind,
  type PlaceHold,
  type RecallReason,
  type ReportOutcome,
  type TransportState,
  type Urgency,
} from '#domain/charter/handoff.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import type { Page } from '#domain/wire/common.js';
import type { ArrivalRow } from '#domain/wire/desk.js';
import {
  HANDOFF_WARNINGS,
  type AbsentClient,
  type HandoffClock,
  type HandoffDetail,
  type HandoffNote,
  type HandoffPreview,
  type HandoffView,
  type HandoffWarning,
  type HandoffWritten,
  type PacketBody,
  type PacketScope,
  type PacketView,
} from '#domain/wire/handoff.js';
import { CapacityDto } from '../capacity/capacity.dto.js';
import { IdentityViewDto } from '../client/admission.dto.js';
import { OrganisationDto, PageQuery, PartyDto } from '../http/common.dto.js';

const INSTANT_OR_NULL = { type: 'string', format: 'date-time', nullable: true } as const;

export class HandoffQuery extends PageQuery {
  /** What the own organisation has sent or received; both where it is left out. */
  @IsOptional() @IsIn(HANDOFF_SIDES) side?: HandoffSide;
  /** `true`: only those that still wait for an answer or an arrival. */
  @IsOptional() @IsBooleanString() open?: string;
  /** `partner`: only those under way in which the partner must act now. */
  @IsOptional() @IsIn(['partner']) waiting?: 'partner';
  /** Only those that stand there. */
  @IsOptional() @IsIn(BUSINESS_STATE_CODES) state?: BusinessState;
}

export class HandoffWrittenDto implements HandoffWritten {
  reference: string;
  @ApiProperty({ enum: HANDOFF_STATES }) state: HandoffState;
  @ApiProperty({ enum: BUSINESS_STATE_CODES }) business_state: BusinessState;
  version: number;
  /** The receiver's own code of the client, once the client has arrived. */
  client?: string;
  /** After a negative end, to the sender: when the custodian's next step is due. */
  next_step_due_at?: string;
  /** The new handoff that a return or an invitation made. */
  successor?: string;
  /** What does not stop a request and must be known to whoever sends it. */
  @ApiProperty({ enum: HANDOFF_WARNINGS, isArray: true, required: false }) warnings?: HandoffWarning[];
}

export class NextStepDto {
  due_at: string;
  @ApiProperty(INSTANT_OR_NULL) done_at: string | null;
}

const FLAGS = ['unannounced', 'recorded_late'] as const;
const DAY_OR_NULL = { type: 'string', format: 'date', nullable: true } as const;

export class WaitlistDto {
  @ApiProperty(DAY_OR_NULL) expected_on: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) position: number | null;
  @ApiProperty({ type: 'string', format: 'date' }) review_on: string;
}

export class PlaceDto {
  @ApiProperty({ enum: PLACE_HOLDS }) hold: PlaceHold;
  @ApiProperty(INSTANT_OR_NULL) until: string | null;
}

export class HandoffDto implements HandoffView {
  reference: string;
  @ApiProperty({ enum: HANDOFF_KINDS }) kind: HandoffKind;
  @ApiProperty({ enum: HANDOFF_BASES }) basis: HandoffBasis;
  @ApiProperty({ enum: HANDOFF_SIDES }) side: HandoffSide;
  @ApiProperty({ type: 'string', nullable: true }) client: string | null;
  sender: PartyDto;
  receiver: PartyDto;
  @ApiProperty({ enum: STAGES, nullable: true }) stage: Stage | null;
  @ApiProperty({ enum: URGENCIES, nullable: true }) urgency: Urgency | null;
  @ApiProperty({ enum: HANDOFF_STATES }) state: HandoffState;
  @ApiProperty({ enum: BUSINESS_STATE_CODES }) business_state: BusinessState;
  @ApiProperty({ enum: HANDOFF_MOVES, isArray: true }) moves: HandoffMove[];
  version: number;
  @ApiProperty(INSTANT_OR_NULL) requested_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) delivered_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) received_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) accepted_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) appointment_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) departed_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) arrived_at: string | null;
  @ApiProperty({ enum: FLAGS, isArray: true }) arrival_flags: (typeof FLAGS)[number][];
  @ApiProperty(INSTANT_OR_NULL) closed_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) due_at: string | null;
  @ApiProperty(DAY_OR_NULL) resume_on: string | null;
  @ApiProperty({ type: WaitlistDto, nullable: true }) waitlist: WaitlistDto | null;
  @ApiProperty({ enum: DECLINE_REASONS, nullable: true }) decline_reason: DeclineReason | null;
  @ApiProperty({ enum: RECALL_REASONS, nullable: true }) recall_reason: RecallReason | null;
  @ApiProperty({ enum: REPORT_OUTCOMES, nullable: true }) outcome: ReportOutcome | null;
  acknowledged_by_clock: boolean;
  @ApiProperty({ type: PlaceDto, nullable: true }) place: PlaceDto | null;
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

export class PacketScopeDto implements PacketScope {
  @ApiProperty({ enum: CONSENT_KIND_CODES }) kind: ConsentKind;
  @ApiProperty({ enum: CONSENT_PURPOSES, isArray: true }) purposes: ConsentPurpose[];
  @ApiProperty({ enum: DATA_CATEGORIES, isArray: true }) categories: ConsentCategory[];
  @ApiProperty({ type: 'string', format: 'date' }) given_on: string;
  @ApiProperty(INSTANT_OR_NULL) until: string | null;
}

export class PacketDto implements PacketView {
  @ApiProperty({ enum: DISCLOSURE_TIERS }) tier: DisclosureTier;
  @ApiProperty(BODY) body: PacketBody;
  sha256: string;
  @ApiProperty({ enum: DISCLOSURE_BASES }) basis: DisclosureBasis;
  disclosed_at: string;
  redisclosure_notice: string;
  notice_version: string;
  origin: PartyDto;
  @ApiProperty({ enum: [false] }) redisclose: false;
  @ApiProperty({ type: () => PacketScopeDto, nullable: true }) scope: PacketScopeDto | null;
}

export class HandoffConsentDto {
  @ApiProperty({ type: 'string', nullable: true }) reference: string | null;
  @ApiProperty({ enum: DATA_CATEGORIES, isArray: true }) categories: ConsentCategory[];
  @ApiProperty({ type: 'string', format: 'date', nullable: true }) expires_on: string | null;
  @ApiProperty(INSTANT_OR_NULL) withdrawn_at: string | null;
}

const NOTE_SIDES = [...HANDOFF_SIDES, 'coordinator'] as const;
const RUNG_NUMBERS: Rung[] = [1, 2, 3, 4];

export class HandoffNoteDto implements HandoffNote {
  @ApiProperty({ enum: NOTE_KINDS }) kind: NoteKind;
  @ApiProperty({ enum: NOTE_SIDES }) side: HandoffSide | 'coordinator';
  body: string;
  written_at: string;
}

export class HandoffClockDto implements HandoffClock {
  @ApiProperty({ enum: CLOCK_KINDS }) kind: ClockKind;
  @ApiProperty({ enum: HANDOFF_SIDES }) whose: HandoffSide;
  due_at: string;
  @ApiProperty({ type: 'integer', enum: RUNG_NUMBERS, nullable: true }) rung: Rung | null;
}

export class HandoffMessageDto {
  topic: string;
  @ApiProperty({ enum: TRANSPORT_STATES }) state: TransportState;
  queued_at: string;
}

export class AlternativeDto {
  reference: string;
  receiver: PartyDto;
  @ApiProperty({ enum: BUSINESS_STATE_CODES }) business_state: BusinessState;
}

export class HandoffContactDto {
  @ApiProperty({ enum: CONTACT_WAYS }) way: ContactWay;
  reached: boolean;
  at: string;
}

export class HandoffDetailDto extends HandoffDto implements HandoffDetail {
  packets: PacketDto[];
  @ApiProperty({ type: IdentityViewDto, nullable: true }) identity: IdentityViewDto | null;
  @ApiProperty({ type: HandoffConsentDto, nullable: true }) consent: HandoffConsentDto | null;
  safety_withheld: boolean;
  notes: HandoffNoteDto[];
  clocks: HandoffClockDto[];
  messages: HandoffMessageDto[];
  alternatives: AlternativeDto[];
  @ApiProperty({ type: 'string', nullable: true }) replaces: string | null;
  @ApiProperty({ type: 'string', nullable: true }) replaced_by: string | null;
  @ApiProperty({ type: 'string', nullable: true }) caller: string | null;
  contacts: HandoffContactDto[];
}

export class PreviewTierDto {
  @ApiProperty({ enum: DISCLOSURE_TIERS }) tier: DisclosureTier;
  @ApiProperty(BODY) body: PacketBody;
}

export class HandoffPreviewDto implements HandoffPreview {
  receiver: OrganisationDto;
  tiers: PreviewTierDto[];
  @ApiProperty({ enum: DATA_CATEGORIES, isArray: true }) withheld: ConsentCategory[];
  @ApiProperty({ type: CapacityDto, nullable: true }) capacity: CapacityDto | null;
  duty_round_the_clock: boolean;
}

export class AbsentClientDto implements AbsentClient {
  client: string;
  handoff: string;
  @ApiProperty({ enum: BUSINESS_STATE_CODES }) business_state: BusinessState;
  receiver: PartyDto;
  @ApiProperty(INSTANT_OR_NULL) departed_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) last_contact_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) contact_due_at: string | null;
  @ApiProperty({ type: 'string', nullable: true }) caller: string | null;
}

export class AbsentPageDto implements Page<AbsentClient> {
  items: AbsentClientDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}

export class ArrivalRowDto implements ArrivalRow {
  reference: string;
  version: number;
  @ApiProperty({ enum: HANDOFF_KINDS }) kind: HandoffKind;
  @ApiProperty({ enum: BUSINESS_STATE_CODES }) business_state: BusinessState;
  @ApiProperty({ enum: STAGES, nullable: true }) stage: Stage | null;
  @ApiProperty({ enum: URGENCIES, nullable: true }) urgency: Urgency | null;
  sender: PartyDto;
  @ApiProperty(INSTANT_OR_NULL) appointment_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) departed_at: string | null;
  late: boolean;
  @ApiProperty({ enum: HANDOFF_MOVES, isArray: true }) moves: HandoffMove[];
}

export class ArrivalPageDto implements Page<ArrivalRow> {
  items: ArrivalRowDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}
