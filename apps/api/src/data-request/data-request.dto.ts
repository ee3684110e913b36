import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import {
  DATA_REQUEST_AUTHORITIES,
  DATA_REQUEST_BASES,
  DATA_REQUEST_DECISIONS,
  DATA_REQUEST_STATES,
  type DataRequestAuthority,
  type DataRequestBasis,
  type DataRequestDecision,
  type DataRequestState,
} from '#domain/charter/identity.js';
import type { Page } from '#domain/wire/common.js';
import type {
  DataRequestAnswer,
  DataRequestDecisionRequest,
  DataRequestRecordRequest,
  DataRequestView,
} from '#domain/wire/identity.js';
import { IsNote } from '../http/validators.js';

const NULLABLE_INSTANT = { type: 'string', format: 'date-time', nullable: true } as const;
const NULLABLE_TEXT = { type: 'string', nullable: true } as const;

export class DataRequestRecordDto implements DataRequestRecordRequest {
  @IsIn(DATA_REQUEST_AUTHORITIES)
  @ApiProperty({ enum: DATA_REQUEST_AUTHORITIES })
  authority: DataRequestAuthority;
  @IsIn(DATA_REQUEST_BASES) @ApiProperty({ enum: DATA_REQUEST_BASES }) basis: DataRequestBasis;
  @IsNote(300) asked_by: string;
  @IsNote(300) document: string;
  /** About whom the letter asks, in its words. It is compared with nothing. */
  @IsNote() about: string;
  @IsIn(LANGUAGES) @ApiProperty({ enum: LANGUAGES }) language: Language;
}

export class DataRequestDecisionDto implements DataRequestDecisionRequest {
  @IsIn(DATA_REQUEST_DECISIONS)
  @ApiProperty({ enum: DATA_REQUEST_DECISIONS })
  decision: DataRequestDecision;
  @IsNote() words: string;
}

export class DataRequestDto implements DataRequestView {
  request: string;
  reference: string;
  @ApiProperty({ enum: DATA_REQUEST_AUTHORITIES }) authority: DataRequestAuthority;
  @ApiProperty({ enum: DATA_REQUEST_BASES }) basis: DataRequestBasis;
  asked_by: string;
  document: string;
  about: string;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  @ApiProperty({ enum: DATA_REQUEST_STATES }) state: DataRequestState;
  @ApiProperty({ type: 'string', format: 'date-time' }) received_at: string;
  @ApiProperty(NULLABLE_TEXT) recorded_by: string | null;
  mine: boolean;
  @ApiProperty({ enum: DATA_REQUEST_DECISIONS, nullable: true }) decision: DataRequestDecision | null;
  @ApiProperty(NULLABLE_TEXT) decided_by: string | null;
  @ApiProperty(NULLABLE_TEXT) words: string | null;
  @ApiProperty({ type: 'string', format: 'date-time' }) answer_from_at: string;
  @ApiProperty(NULLABLE_INSTANT) answered_at: string | null;
  version: number;
}

export class DataRequestPageDto implements Page<DataRequestView> {
  items: DataRequestDto[];
  @ApiProperty(NULLABLE_TEXT) next: string | null;
}

export class DataRequestAnswerDto implements DataRequestAnswer {
  reference: string;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  text_id: string;
  text: string;
}
