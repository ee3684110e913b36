import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import {
  BUSINESS_STATE_CODES,
  HANDOFF_SIDES,
  type BusinessState,
  type HandoffSide,
} from '#domain/charter/handoff.js';
import { SPELL_OUTCOMES, STAGES, type SpellOutcome, type Stage } from '#domain/charter/pathway.js';
import type { KeyWorkerRequest } from '#domain/wire/client.js';
import type { Page } from '#domain/wire/common.js';
import {
  TIMELINE_EVENTS,
  TIMELINE_KINDS,
  type TimelineEntry,
  type TimelineEvent,
  type TimelineKind,
} from '#domain/wire/desk.js';
import { IsColleague } from '../colleague/colleague.dto.js';
import { LabelsDto, PageQuery } from '../http/common.dto.js';
import { Nullable } from '../http/validators.js';

export class KeyWorkerDto implements KeyWorkerRequest {
  /** The id of a colleague, `me`, or null: nobody for now. */
  @Nullable()
  @IsColleague()
  @ApiProperty({ type: 'string', nullable: true })
  colleague: string | null;
}

export class TimelineQuery extends PageQuery {
  @IsOptional() @IsIn(TIMELINE_KINDS) kind?: TimelineKind;
}

export class TimelineHandoffDto {
  reference: string;
  @ApiProperty({ enum: HANDOFF_SIDES }) side: HandoffSide;
  @ApiProperty({ enum: BUSINESS_STATE_CODES }) business_state: BusinessState;
  partner: LabelsDto;
}

export class TimelineConsentDto {
  reference: string;
  recipient: LabelsDto;
}

export class TimelineEntryDto implements TimelineEntry {
  at: string;
  @ApiProperty({ enum: [...TIMELINE_KINDS, 'hidden'] }) kind: TimelineKind | 'hidden';
  @ApiProperty({ enum: TIMELINE_EVENTS, nullable: true }) event: TimelineEvent | null;
  @ApiProperty({ type: LabelsDto, nullable: true }) organisation: LabelsDto | null;
  own: boolean;
  @ApiProperty({ type: 'string', nullable: true }) by: string | null;
  @ApiProperty({ enum: STAGES, nullable: true }) stage: Stage | null;
  @ApiProperty({ enum: Object.keys(SPELL_OUTCOMES), nullable: true }) outcome: SpellOutcome | null;
  @ApiProperty({ type: TimelineHandoffDto, nullable: true }) handoff: TimelineHandoffDto | null;
  @ApiProperty({ type: TimelineConsentDto, nullable: true }) consent: TimelineConsentDto | null;
  @ApiProperty({ type: 'string', nullable: true }) note: string | null;
}

export class TimelinePageDto implements Page<TimelineEntry> {
  items: TimelineEntryDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}
