import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsString, MaxLength } from 'class-validator';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import {
  APPROVAL_STATES,
  DROP_REASONS,
  GOAL_ANSWERS,
  GOAL_STATES,
  PLAN_DOMAINS,
  TASK_STATES,
  type ApprovalState,
  type DropReason,
  type GoalAnswer,
  type GoalState,
  type PlanDomain,
  type TaskState,
} from '#domain/charter/plan.js';
import type {
  ClientPlans,
  GoalRevising,
  GoalSettling,
  GoalView,
  GoalWriting,
  PlanPartWritten,
  PlanReviewing,
  PlanReviewView,
  PlanTaskView,
  PlanView,
  TaskSettling,
  TaskWriting,
} from '#domain/wire/plan.js';
import { LabelsDto } from '../http/common.dto.js';
import { IsDay, IsNote, Nullable } from '../http/validators.js';

const NULLABLE_TEXT = { type: 'string', nullable: true } as const;
const NULLABLE_NUMBER = { type: 'integer', nullable: true } as const;
const DAY = { type: 'string', format: 'date' } as const;

export class GoalRevisingDto implements GoalRevising {
  /** What the client wants, as they said it. */
  @IsNote(LIMITS.plan_words_characters_max) words: string;
  /** By what it is seen that something changes. */
  @IsNote(LIMITS.plan_words_characters_max) measure: string;
  /** What is to be reached by the day it is due. */
  @IsNote(LIMITS.plan_words_characters_max) target: string;
  @IsDay() due_on: string;
}

export class GoalWritingDto extends GoalRevisingDto implements GoalWriting {
  @IsIn(PLAN_DOMAINS) @ApiProperty({ enum: PLAN_DOMAINS }) domain: PlanDomain;
}

export class GoalSettlingDto implements GoalSettling {
  @IsIn(GOAL_ANSWERS) @ApiProperty({ enum: GOAL_ANSWERS }) state: GoalAnswer;
  /** Why it is dropped; null for everything else. */
  @Nullable()
  @IsIn(DROP_REASONS)
  @ApiProperty({ enum: DROP_REASONS, nullable: true })
  reason: DropReason | null;
}

export class TaskWritingDto implements TaskWriting {
  @IsNote(LIMITS.plan_words_characters_max) words: string;
  /** A colleague, `me`, or null: the client does it. */
  @Nullable() @IsString() @MaxLength(36) @ApiProperty(NULLABLE_TEXT) owner: string | null;
  @IsDay() due_on: string;
}

export class TaskSettlingDto implements TaskSettling {
  @IsIn(TASK_STATES) @ApiProperty({ enum: TASK_STATES }) state: TaskState;
}

export class PlanReviewingDto implements PlanReviewing {
  @IsDay() reviewed_on: string;
  /** Whether the client took part. */
  @IsBoolean() with_client: boolean;
  @IsNote(LIMITS.plan_words_characters_max) words: string;
  @IsDay() next_review_on: string;
}

export class PlanPartWrittenDto implements PlanPartWritten {
  id: string;
  version: number;
}

export class PlanTaskDto implements PlanTaskView {
  /** Null: of another house. */
  @ApiProperty(NULLABLE_TEXT) task: string | null;
  /** Null: the house has forgotten the client. */
  @ApiProperty(NULLABLE_TEXT) words: string | null;
  @ApiProperty({ enum: ['client', 'colleague'] }) whose: 'client' | 'colleague';
  @ApiProperty(NULLABLE_TEXT) colleague: string | null;
  @ApiProperty(DAY) due_on: string;
  @ApiProperty({ enum: TASK_STATES }) state: TaskState;
  @ApiProperty(NULLABLE_NUMBER) version: number | null;
}

export class GoalDto implements GoalView {
  /** Null: of another house. */
  @ApiProperty(NULLABLE_TEXT) goal: string | null;
  @ApiProperty({ enum: PLAN_DOMAINS }) domain: PlanDomain;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  /** Null: the house has forgotten the client. */
  @ApiProperty(NULLABLE_TEXT) words: string | null;
  @ApiProperty(NULLABLE_TEXT) measure: string | null;
  @ApiProperty(NULLABLE_TEXT) target: string | null;
  @ApiProperty(DAY) due_on: string;
  @ApiProperty({ enum: GOAL_STATES }) state: GoalState;
  @ApiProperty({ enum: DROP_REASONS, nullable: true }) drop_reason: DropReason | null;
  @ApiProperty({ ...DAY, nullable: true }) settled_on: string | null;
  @ApiProperty(NULLABLE_TEXT) author: string | null;
  @ApiProperty(NULLABLE_TEXT) replaces: string | null;
  @ApiProperty(NULLABLE_NUMBER) version: number | null;
  @ApiProperty({ type: [PlanTaskDto] }) tasks: PlanTaskDto[];
}

export class PlanReviewDto implements PlanReviewView {
  @ApiProperty(DAY) reviewed_on: string;
  with_client: boolean;
  @ApiProperty(NULLABLE_TEXT) words: string | null;
  @ApiProperty(DAY) next_review_on: string;
  @ApiProperty(NULLABLE_TEXT) reviewed_by: string | null;
}

export class PlanDto implements PlanView {
  @ApiProperty({ type: LabelsDto }) organisation: LabelsDto;
  own: boolean;
  @ApiProperty(DAY) began_on: string;
  @ApiProperty(DAY) review_on: string;
  review_overdue: boolean;
  @ApiProperty({ enum: APPROVAL_STATES }) approval: ApprovalState;
  @ApiProperty(NULLABLE_TEXT) approved_by: string | null;
  @ApiProperty({ ...DAY, nullable: true }) approved_on: string | null;
  may_approve: boolean;
  goals_total: number;
  /** Met, or revised together. */
  goals_reached: number;
  @ApiProperty(NULLABLE_NUMBER) version: number | null;
  @ApiProperty({ type: [GoalDto] }) goals: GoalDto[];
  @ApiProperty({ type: [PlanReviewDto] }) reviews: PlanReviewDto[];
}

export class ClientPlansDto implements ClientPlans {
  @ApiProperty({ type: [PlanDto] }) plans: PlanDto[];
  /** Whether the own house writes goals of this client now. */
  writes: boolean;
  @ApiProperty(DAY) today: string;
  /** The latest day for the next review. */
  @ApiProperty(DAY) review_until_on: string;
}
