import { ApiProperty } from '@nestjs/swagger';
import { IsBooleanString, IsOptional } from 'class-validator';
import {
  BUSINESS_STATE_CODES,
  DECLINE_REASONS,
  HANDOFF_KINDS,
  HANDOFF_MOVES,
  HANDOFF_STATES,
  URGENCIES,
  type BusinessState,
  type DeclineReason,
  type HandoffKind,
  type HandoffMove,
  type HandoffState,
  type Urgency,
} from '#domain/charter/handoff.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import type { Page } from '#domain/wire/common.js';
import type { EnvelopeReasonRequest, EnvelopeReassignRequest, EnvelopeView } from '#domain/wire/envelope.js';
import { HandoffClockDto } from '../handoff/handoff.dto.js';
import { PageQuery, PartyDto } from '../http/common.dto.js';
import { IsNote } from '../http/validators.js';

const INSTANT_OR_NULL = { type: 'string', format: 'date-time', nullable: true } as const;
const REASON_CHARACTERS_MAX = 500;

export class EnvelopeQuery extends PageQuery {
  /** `true`: only those whose clock has called the coordination office, and that are still open. */
  @IsOptional() @IsBooleanString() escalated?: string;
}

export class EnvelopeReasonDto implements EnvelopeReasonRequest {
  @IsNote(REASON_CHARACTERS_MAX) reason: string;
}

export class EnvelopeReassignDto implements EnvelopeReassignRequest {
  @IsNote(REASON_CHARACTERS_MAX) reason: string;
  /** A partner that may help instead. */
  @IsOptional() @IsNote(40) suggested?: string;
}

export class EnvelopeDto implements EnvelopeView {
  reference: string;
  @ApiProperty({ enum: HANDOFF_KINDS }) kind: HandoffKind;
  sender: PartyDto;
  receiver: PartyDto;
  @ApiProperty({ type: PartyDto, nullable: true }) custodian: PartyDto | null;
  @ApiProperty({ enum: STAGES }) stage: Stage;
  @ApiProperty({ enum: URGENCIES }) urgency: Urgency;
  @ApiProperty({ enum: HANDOFF_STATES }) state: HandoffState;
  @ApiProperty({ enum: BUSINESS_STATE_CODES }) business_state: BusinessState;
  @ApiProperty({ enum: HANDOFF_MOVES, isArray: true }) moves: HandoffMove[];
  version: number;
  requested_at: string;
  @ApiProperty(INSTANT_OR_NULL) escalated_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) extended_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) overturned_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) closed_at: string | null;
  @ApiProperty({ enum: DECLINE_REASONS, nullable: true }) decline_reason: DeclineReason | null;
  clocks: HandoffClockDto[];
}

export class EnvelopePageDto implements Page<EnvelopeView> {
  items: EnvelopeDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}
