import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsBoolean,
  IsIn,
  IsOptional,
  IsUUID,
} from 'class-validator';
import {
  NEXT_STEP_RESULTS,
  WORK_ITEM_KINDS,
  type NextStepResult,
  type WorkItemKind,
} from '#domain/charter/code-lists.js';
import {
  BUSINESS_STATE_CODES,
  HANDOFF_STATES,
  URGENCIES,
  type BusinessState,
  type HandoffSide,
  type HandoffState,
  type Urgency,
} from '#domain/charter/handoff.js';
import { LIMITS } from '#domain/charter/limits.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import { STAFF_ROLES, type Role } from '#domain/charter/roles.js';
import type { Page } from '#domain/wire/common.js';
import {
  WORK_VIEWS,
  type WorkAssignRequest,
  type WorkBulkRequest,
  type WorkBulkResult,
  type WorkCompleteRequest,
  type WorkFilter,
  type WorkItemView,
  type WorkSnoozeRequest,
  type WorkTiles,
  type WorkView,
} from '#domain/wire/work.js';
import { ColleagueDto, IsColleague } from '../colleague/colleague.dto.js';
import { LabelsDto, PageQuery } from '../http/common.dto.js';
import { IsInstant, Nullable } from '../http/validators.js';

export class WorkHandoffDto {
  reference: string;
  @ApiProperty({ enum: ['sender', 'receiver', 'coordinator'] }) side: HandoffSide | 'coordinator';
  @ApiProperty({ enum: HANDOFF_STATES }) state: HandoffState;
  @ApiProperty({ enum: BUSINESS_STATE_CODES }) business_state: BusinessState;
  version: number;
  @ApiProperty({ enum: URGENCIES, nullable: true }) urgency: Urgency | null;
  @ApiProperty({ enum: STAGES, nullable: true }) stage: Stage | null;
  partner: LabelsDto;
}

export class WorkItemDto implements WorkItemView {
  id: string;
  @ApiProperty({ enum: WORK_ITEM_KINDS }) kind: WorkItemKind;
  @ApiProperty({ enum: STAFF_ROLES, nullable: true }) role: Role | null;
  due_at: string;
  created_at: string;
  overdue: boolean;
  @ApiProperty({ type: 'string', nullable: true }) client: string | null;
  @ApiProperty({ type: WorkHandoffDto, nullable: true }) handoff: WorkHandoffDto | null;
  @ApiProperty({ type: ColleagueDto, nullable: true }) assigned_to: ColleagueDto | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) snoozed_until: string | null;
}

/** What the tiles are narrowed by. */
export class WorkTilesQuery implements Omit<WorkFilter, 'view'> {
  @IsOptional() @IsIn(WORK_ITEM_KINDS) kind?: WorkItemKind;
  @IsOptional() @IsIn(STAFF_ROLES) role?: Role;
  @IsOptional() @IsIn(URGENCIES) urgency?: Urgency;
}

export class WorkQuery extends PageQuery implements WorkFilter {
  /** The part of the list; `open` (everything that is neither done nor put off) where it is left out. */
  @IsOptional() @IsIn(WORK_VIEWS) view?: WorkView;
  @IsOptional() @IsIn(WORK_ITEM_KINDS) kind?: WorkItemKind;
  /** Of whom it was asked first. */
  @IsOptional() @IsIn(STAFF_ROLES) role?: Role;
  @IsOptional() @IsIn(URGENCIES) urgency?: Urgency;
}

export class WorkTilesDto implements WorkTiles {
  open: number;
  overdue: number;
  due_today: number;
  later: number;
  snoozed: number;
  new: number;
  mine: number;
  waiting_for_partner: number;
  arrivals_today: number;
  absent: number;
}

export class WorkPageDto implements Page<WorkItemView> {
  items: WorkItemDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}

export class WorkCompleteDto implements WorkCompleteRequest {
  /** What came of a next step. */
  @IsOptional() @IsIn(NEXT_STEP_RESULTS) result?: NextStepResult;
}

export class WorkDoneDto {
  id: string;
}

export class WorkAssignDto implements WorkAssignRequest {
  /** The id of a colleague, `me`, or null: everybody again. */
  @Nullable()
  @IsColleague()
  @ApiProperty({ type: 'string', nullable: true })
  colleague: string | null;
}

export class WorkSnoozeDto implements WorkSnoozeRequest {
  /** Until when; null: it comes back at once. */
  @Nullable()
  @IsInstant()
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  until: string | null;
}

const BULK = ['complete', 'assign', 'snooze'] as const;

export class WorkBulkDto implements WorkBulkRequest {
  @IsIn(BULK) do: WorkBulkRequest['do'];
  @ArrayMinSize(1)
  @ArrayMaxSize(LIMITS.work_at_once_max)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  @ApiProperty({ type: 'string', format: 'uuid', isArray: true })
  items: string[];
  /** With `assign`. */
  @IsOptional()
  @IsColleague()
  @ApiProperty({ type: 'string', nullable: true, required: false })
  colleague?: string | null;
  /** With `snooze`. */
  @IsOptional()
  @IsInstant()
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, required: false })
  until?: string | null;
  /** Nothing is done: the answer tells what would be. */
  @IsOptional() @IsBoolean() preview?: boolean;
}

export class WorkBulkRefusalDto {
  code: string;
  detail: string;
}

export class WorkBulkRowDto {
  id: string;
  @ApiProperty({ enum: WORK_ITEM_KINDS, nullable: true }) kind: WorkItemKind | null;
  done: boolean;
  @ApiProperty({ type: WorkBulkRefusalDto, nullable: true }) refusal: WorkBulkRefusalDto | null;
}

export class WorkBulkResultDto implements WorkBulkResult {
  items: WorkBulkRowDto[];
  done: number;
  refused: number;
}
