import { Type } from 'class-transformer';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsDefined, IsIn, IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { BUSINESS_STATE_CODES, type BusinessState, type HandoffSide } from '#domain/charter/handoff.js';
import { LIMITS } from '#domain/charter/limits.js';
import { SEED_MAX } from '#domain/rules/sample.js';
import type { Page } from '#domain/wire/common.js';
import {
  REVIEW_ANSWERS,
  REVIEW_ITEM_STATES,
  type ReviewAnswer,
  type ReviewCloseRequest,
  type ReviewDetail,
  type ReviewDrawRequest,
  type ReviewFindRequest,
  type ReviewItemState,
  type ReviewItemView,
  type ReviewQuestion,
  type ReviewReplyRequest,
  type ReviewView,
} from '#domain/wire/house.js';
import { LabelsDto, PageQuery } from '../http/common.dto.js';
import { IsDay, IsName, IsNote } from '../http/validators.js';

const COUNTS = {
  type: 'object',
  properties: Object.fromEntries(REVIEW_ITEM_STATES.map((state) => [state, { type: 'integer' }])),
  required: [...REVIEW_ITEM_STATES],
  selfRequired: true,
} as ApiPropertyOptions;

export class ReviewItemsQuery extends PageQuery {
  /** Only items that stand here. */
  @IsOptional() @IsIn(REVIEW_ITEM_STATES) state?: ReviewItemState;
}

export class ReviewDrawDto implements ReviewDrawRequest {
  @IsName(LIMITS.review_title_characters_max) title: string;
  /** First local day on which a handoff was requested. */
  @IsDay() from_on: string;
  /** Last local day, included. */
  @IsDay() until_on: string;
  @IsInt() @Min(1) @Max(LIMITS.review_handoffs_max) size: number;
  /** The same seed draws the same again; absent: one is drawn. */
  @IsOptional() @IsInt() @Min(0) @Max(SEED_MAX) seed?: number;
}

export class ReviewDto implements ReviewView {
  review: string;
  title: string;
  @ApiProperty({ type: 'string', format: 'date' }) from_on: string;
  @ApiProperty({ type: 'string', format: 'date' }) until_on: string;
  seed: number;
  population: number;
  @ApiProperty({ type: 'string', format: 'date-time' }) drawn_at: string;
  drawn_by: string;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) closed_at: string | null;
  @ApiProperty(COUNTS) counts: Record<ReviewItemState, number>;
}

export class ReviewPageDto implements Page<ReviewView> {
  items: ReviewDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}

/** The worksheet of one handoff. */
export class ReviewAnswersDto implements Partial<Record<ReviewQuestion, ReviewAnswer>> {
  @IsOptional() @IsIn(REVIEW_ANSWERS) consent_covers_what_was_disclosed?: ReviewAnswer;
  @IsOptional() @IsIn(REVIEW_ANSWERS) least_needed_was_disclosed?: ReviewAnswer;
  @IsOptional() @IsIn(REVIEW_ANSWERS) custody_without_gap?: ReviewAnswer;
  @IsOptional() @IsIn(REVIEW_ANSWERS) answered_in_time?: ReviewAnswer;
  @IsOptional() @IsIn(REVIEW_ANSWERS) decline_has_next_step?: ReviewAnswer;
  @IsOptional() @IsIn(REVIEW_ANSWERS) arrival_recorded_when_it_happened?: ReviewAnswer;
  @IsOptional() @IsIn(REVIEW_ANSWERS) reasons_are_given?: ReviewAnswer;
}

export class ReviewHandoffDto {
  reference: string;
  @ApiProperty({ enum: ['sender', 'receiver'] }) side: HandoffSide;
  @ApiProperty({ enum: BUSINESS_STATE_CODES }) business_state: BusinessState;
  partner: LabelsDto;
}

export class ReviewItemDto implements ReviewItemView {
  item: string;
  handoff: ReviewHandoffDto;
  @ApiProperty({ enum: REVIEW_ITEM_STATES }) state: ReviewItemState;
  answers: ReviewAnswersDto;
  @ApiProperty({ type: 'string', nullable: true }) finding: string | null;
  @ApiProperty({ type: 'string', nullable: true }) found_by: string | null;
  @ApiProperty({ type: 'string', nullable: true }) reply: string | null;
  @ApiProperty({ type: 'string', nullable: true }) replied_by: string | null;
  @ApiProperty({ type: 'string', nullable: true }) closing_note: string | null;
  version: number;
}

export class ReviewDetailDto implements ReviewDetail {
  review: ReviewDto;
  items: ReviewItemDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}

export class ReviewFindDto implements ReviewFindRequest {
  @IsDefined() @ValidateNested() @Type(() => ReviewAnswersDto) answers: ReviewAnswersDto;
  /** Needed where an answer is no. */
  @IsOptional() @IsNote() finding?: string;
}

export class ReviewReplyDto implements ReviewReplyRequest {
  @IsNote() reply: string;
}

export class ReviewCloseDto implements ReviewCloseRequest {
  @IsOptional() @IsNote() note?: string;
}
