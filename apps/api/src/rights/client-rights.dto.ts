import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import {
  ACCESS_ANSWERS,
  ACCESS_FORMS,
  ASKED_BY,
  CORRECTION_DECISIONS,
  CORRECTION_FIELDS,
  CORRECTION_STATES,
  LEAVE_OUTCOMES,
  NOTICE_FORMS,
  type AccessAnswer,
  type AccessForm,
  type AskedBy,
  type CorrectionDecision,
  type CorrectionField,
  type CorrectionState,
  type LeaveOutcome,
  type NoticeForm,
} from '#domain/charter/rights.js';
import type { Page } from '#domain/wire/common.js';
import type {
  AccessAnswerRequest,
  AccessRequestRequest,
  AccessRequestView,
  ClientRightsView,
  CorrectionDecisionRequest,
  CorrectionRequest,
  CorrectionStatementRequest,
  CorrectionToldView,
  CorrectionView,
  LeaveAnswerRequest,
  LeaveWishView,
  RightsNoticeGiven,
  RightsNoticeRequest,
  RightsNoticeView,
} from '#domain/wire/rights.js';
import { LabelsDto } from '../http/common.dto.js';
import { IsNote, Nullable } from '../http/validators.js';

export class CorrectionRequestDto implements CorrectionRequest {
  @IsIn(CORRECTION_FIELDS) @ApiProperty({ enum: CORRECTION_FIELDS }) field: CorrectionField;
  @IsNote() says: string;
  @IsNote() should_say: string;
}

export class CorrectionDecisionDto implements CorrectionDecisionRequest {
  @IsIn(CORRECTION_DECISIONS) @ApiProperty({ enum: CORRECTION_DECISIONS }) decision: CorrectionDecision;
  @IsNote() reason: string;
}

export class CorrectionStatementDto implements CorrectionStatementRequest {
  @IsNote() words: string;
}

export class AccessRequestRequestDto implements AccessRequestRequest {
  @IsIn(ACCESS_FORMS) @ApiProperty({ enum: ACCESS_FORMS }) form: AccessForm;
}

export class AccessAnswerDto implements AccessAnswerRequest {
  @IsIn(ACCESS_ANSWERS) @ApiProperty({ enum: ACCESS_ANSWERS }) answer: AccessAnswer;
  @Nullable() @IsNote() @ApiProperty({ type: 'string', nullable: true }) reason: string | null;
}

export class RightsNoticeRequestDto implements RightsNoticeRequest {
  @IsIn(NOTICE_FORMS) @ApiProperty({ enum: NOTICE_FORMS }) form: NoticeForm;
  @IsIn(LANGUAGES) @ApiProperty({ enum: LANGUAGES }) language: Language;
}

export class LeaveAnswerDto implements LeaveAnswerRequest {
  @IsIn(LEAVE_OUTCOMES) @ApiProperty({ enum: LEAVE_OUTCOMES }) outcome: LeaveOutcome;
  @IsBoolean() safety_talk: boolean;
  @IsBoolean() belongings_returned: boolean;
  @IsBoolean() documents_returned: boolean;
  @IsBoolean() transport_arranged: boolean;
}

export class PartnerToldDto {
  partner: LabelsDto;
  @ApiProperty({ type: 'string', format: 'date-time' }) told_at: string;
}

export class CorrectionDto implements CorrectionView {
  correction: string;
  client: string;
  @ApiProperty({ enum: CORRECTION_FIELDS }) field: CorrectionField;
  @ApiProperty({ enum: ASKED_BY }) asked_by: AskedBy;
  @ApiProperty({ type: 'string', nullable: true }) recorded_by: string | null;
  mine: boolean;
  @ApiProperty({ type: 'string', nullable: true }) says: string | null;
  @ApiProperty({ type: 'string', nullable: true }) should_say: string | null;
  @ApiProperty({ type: 'string', nullable: true }) original: string | null;
  @ApiProperty({ enum: CORRECTION_STATES }) state: CorrectionState;
  @ApiProperty({ type: 'string', format: 'date-time' }) received_at: string;
  @ApiProperty({ type: 'string', format: 'date-time' }) decide_due_at: string;
  @ApiProperty({ enum: CORRECTION_DECISIONS, nullable: true }) decision: CorrectionDecision | null;
  @ApiProperty({ type: 'string', nullable: true }) reason: string | null;
  @ApiProperty({ type: 'string', nullable: true }) decided_by: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) decided_at: string | null;
  @ApiProperty({ type: 'string', nullable: true }) applied_by: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) applied_at: string | null;
  told: PartnerToldDto[];
  @ApiProperty({ type: 'string', nullable: true }) statement: string | null;
  version: number;
}

export class AccessRequestDto implements AccessRequestView {
  request: string;
  client: string;
  @ApiProperty({ enum: ACCESS_FORMS }) form: AccessForm;
  @ApiProperty({ enum: ASKED_BY }) asked_by: AskedBy;
  @ApiProperty({ type: 'string', format: 'date-time' }) received_at: string;
  @ApiProperty({ type: 'string', format: 'date-time' }) answer_due_at: string;
  @ApiProperty({ enum: ACCESS_ANSWERS, nullable: true }) answer: AccessAnswer | null;
  @ApiProperty({ type: 'string', nullable: true }) reason: string | null;
  @ApiProperty({ type: 'string', nullable: true }) answered_by: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) answered_at: string | null;
  version: number;
}

export class LeaveWishDto implements LeaveWishView {
  wish: string;
  client: string;
  @ApiProperty({ enum: ASKED_BY }) asked_by: AskedBy;
  @ApiProperty({ type: 'string', format: 'date-time' }) asked_at: string;
  @ApiProperty({ type: 'string', format: 'date-time' }) answer_due_at: string;
  @ApiProperty({ enum: LEAVE_OUTCOMES, nullable: true }) outcome: LeaveOutcome | null;
  @ApiProperty({ type: 'string', nullable: true }) answered_by: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) answered_at: string | null;
  version: number;
}

export class CorrectionToldDto implements CorrectionToldView {
  from: LabelsDto;
  @ApiProperty({ enum: CORRECTION_FIELDS }) field: CorrectionField;
  @ApiProperty({ type: 'string', format: 'date-time' }) told_at: string;
}

export class RightsNoticeDto implements RightsNoticeView {
  id: string;
  texts: LabelsDto;
  easy: LabelsDto;
  appeal_to: LabelsDto;
}

export class RightsNoticeGivenDto implements RightsNoticeGiven {
  notice: string;
  @ApiProperty({ enum: NOTICE_FORMS }) form: NoticeForm;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  @ApiProperty({ type: 'string', format: 'date-time' }) given_at: string;
  @ApiProperty({ type: 'string', nullable: true }) given_by: string | null;
}

export class ClientRightsDto implements ClientRightsView {
  client: string;
  notice: RightsNoticeDto;
  given: RightsNoticeGivenDto[];
  corrections: CorrectionDto[];
  access: AccessRequestDto[];
  told: CorrectionToldDto[];
  leave: LeaveWishDto[];
}

export class CorrectionPageDto implements Page<CorrectionView> {
  items: CorrectionDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}

export class AccessRequestPageDto implements Page<AccessRequestView> {
  items: AccessRequestDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}
