import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import {
  NEXT_STEP_RESULTS,
  WORK_ITEM_KINDS,
  type NextStepResult,
  type WorkItemKind,
} from '#domain/charter/code-lists.js';
import { STAFF_ROLES, type Role } from '#domain/charter/roles.js';
import {
  HANDOFF_STATES,
  URGENCIES,
  type HandoffSide,
  type HandoffState,
  type Urgency,
} from '#domain/charter/handoff.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import type { Page } from '#domain/wire/common.js';
import type { WorkCompleteRequest, WorkItemView } from '#domain/wire/work.js';
import { LabelsDto } from '../http/common.dto.js';

export class WorkHandoffDto {
  reference: string;
  @ApiProperty({ enum: ['sender', 'receiver', 'coordinator'] }) side: HandoffSide | 'coordinator';
  @ApiProperty({ enum: HANDOFF_STATES }) state: HandoffState;
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
