import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import {
  COMPLAINT_CATEGORIES,
  COMPLAINT_CHANNELS,
  COMPLAINT_OUTCOMES,
  COMPLAINT_STATES,
  COMPLAINT_SUBMITTERS,
  DECIDED_OUTCOMES,
  PASSED_ON_REASONS,
  RECORDED_CHANNELS,
  RETALIATION_FINDINGS,
  type ComplaintCategory,
  type ComplaintChannel,
  type ComplaintOutcome,
  type ComplaintState,
  type ComplaintSubmitter,
  type DecidedOutcome,
  type PassedOnReason,
  type RecordedChannel,
  type RetaliationFinding,
} from '#domain/charter/rights.js';
import type { Page } from '#domain/wire/common.js';
import type {
  ComplaintCheckRequest,
  ComplaintConcernedRequest,
  ComplaintDecisionRequest,
  ComplaintFiled,
  ComplaintInvestigatorRequest,
  ComplaintMessageRequest,
  ComplaintMessageView,
  ComplaintRecordRequest,
  ComplaintView,
  ComplaintWritten,
} from '#domain/wire/rights.js';
import { ColleagueDto } from '../colleague/colleague.dto.js';
import { LabelsDto, PageQuery } from '../http/common.dto.js';
import { IsName, IsNote, Nullable } from '../http/validators.js';

export class ComplaintQuery extends PageQuery {
  /** Only those that still have a clock. */
  @IsOptional() @IsIn(['true', 'false']) @ApiProperty({ enum: ['true', 'false'], required: false }) open?:
    'true' | 'false';
}

export class ComplaintRecordDto implements ComplaintRecordRequest {
  /** Code of the organisation. */
  @IsName() about: string;
  @IsOptional()
  @IsUUID()
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, required: false })
  about_colleague?: string | null;
  @IsIn(RECORDED_CHANNELS) @ApiProperty({ enum: RECORDED_CHANNELS }) channel: RecordedChannel;
  @IsIn(COMPLAINT_SUBMITTERS) @ApiProperty({ enum: COMPLAINT_SUBMITTERS }) submitter: ComplaintSubmitter;
  /** Code of the client who complains, where they say so. */
  @IsOptional() @IsName() @ApiProperty({ type: 'string', nullable: true, required: false }) client?:
    string | null;
  @IsIn(COMPLAINT_CATEGORIES) @ApiProperty({ enum: COMPLAINT_CATEGORIES }) category: ComplaintCategory;
  @IsBoolean() concerns_minor: boolean;
  @IsNote(LIMITS.complaint_words_characters_max) words: string;
  @IsOptional() @IsName(200) @ApiProperty({ type: 'string', nullable: true, required: false }) about_whom?:
    string | null;
  @IsIn(LANGUAGES) @ApiProperty({ enum: LANGUAGES }) language: Language;
  /** Chosen by whoever complains, to follow it. */
  @IsOptional()
  @IsString()
  @Length(LIMITS.passphrase_characters_min, LIMITS.password_characters_max)
  @ApiProperty({ type: 'string', nullable: true, required: false })
  passphrase?: string | null;
}

export class ComplaintInvestigatorDto implements ComplaintInvestigatorRequest {
  /** `me`, or the id of a colleague. */
  @Matches(/^(?:me|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/) colleague: string;
}

export class ComplaintConcernedDto implements ComplaintConcernedRequest {
  @IsUUID() colleague: string;
}

export class ComplaintMessageRequestDto implements ComplaintMessageRequest {
  @IsNote(LIMITS.complaint_words_characters_max) words: string;
}

export class ComplaintDecisionDto implements ComplaintDecisionRequest {
  @IsIn(DECIDED_OUTCOMES) @ApiProperty({ enum: DECIDED_OUTCOMES }) outcome: DecidedOutcome;
  @IsNote() words: string;
  @Nullable() @IsNote() @ApiProperty({ type: 'string', nullable: true }) remedy: string | null;
}

export class ComplaintCheckDto implements ComplaintCheckRequest {
  @IsIn(RETALIATION_FINDINGS) @ApiProperty({ enum: RETALIATION_FINDINGS }) found: RetaliationFinding;
  @IsNote() words: string;
}

export class ComplaintMessageDto implements ComplaintMessageView {
  message: string;
  mine: boolean;
  @ApiProperty({ type: 'string', nullable: true }) words: string | null;
  @ApiProperty({ type: 'string', format: 'date-time' }) written_at: string;
}

export class ComplaintDto implements ComplaintView {
  complaint: string;
  reference: string;
  about: LabelsDto;
  about_code: string;
  own_house: boolean;
  @ApiProperty({ type: 'string', nullable: true }) about_colleague: string | null;
  @ApiProperty({ enum: COMPLAINT_CHANNELS }) channel: ComplaintChannel;
  @ApiProperty({ enum: COMPLAINT_SUBMITTERS }) submitter: ComplaintSubmitter;
  @ApiProperty({ type: 'string', nullable: true }) client: string | null;
  @ApiProperty({ enum: COMPLAINT_CATEGORIES }) category: ComplaintCategory;
  concerns_minor: boolean;
  critical: boolean;
  @ApiProperty({ enum: PASSED_ON_REASONS, nullable: true }) passed_on: PassedOnReason | null;
  @ApiProperty({ type: 'string', nullable: true }) words: string | null;
  about_whom: string;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  @ApiProperty({ enum: COMPLAINT_STATES }) state: ComplaintState;
  @ApiProperty({ type: 'string', format: 'date' }) received_on: string;
  @ApiProperty({ type: 'string', format: 'date-time' }) acknowledge_due_at: string;
  @ApiProperty({ type: 'string', format: 'date-time' }) decide_due_at: string;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) acknowledged_at: string | null;
  @ApiProperty({ type: 'string', nullable: true }) acknowledged_by: string | null;
  @ApiProperty({ type: ColleagueDto, nullable: true }) investigator: ColleagueDto | null;
  @ApiProperty({ enum: COMPLAINT_OUTCOMES, nullable: true }) outcome: ComplaintOutcome | null;
  @ApiProperty({ type: 'string', nullable: true }) decision: string | null;
  @ApiProperty({ type: 'string', nullable: true }) remedy: string | null;
  @ApiProperty({ type: 'string', nullable: true }) decided_by: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) decided_at: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) retaliation_due_at: string | null;
  @ApiProperty({ enum: RETALIATION_FINDINGS, nullable: true }) retaliation_found: RetaliationFinding | null;
  @ApiProperty({ type: 'string', nullable: true }) retaliation_words: string | null;
  appeal_to: LabelsDto;
  messages: ComplaintMessageDto[];
  version: number;
}

export class ComplaintFiledDto implements ComplaintFiled {
  complaint: string;
  reference: string;
  @ApiProperty({ enum: PASSED_ON_REASONS, nullable: true }) passed_on: PassedOnReason | null;
}

export class ComplaintWrittenDto implements ComplaintWritten {
  complaint: string;
  version: number;
  left: boolean;
}

export class ComplaintPageDto implements Page<ComplaintView> {
  items: ComplaintDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}
