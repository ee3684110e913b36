import { ApiProperty } from '@nestjs/swagger';
import { WORK_KINDS_OF_ITEM, type WorkItemKind } from '#domain/charter/code-lists.js';
import {
  HANDOFF_STATES,
  URGENCIES,
  type HandoffSide,
  type HandoffState,
  type Urgency,
} from '#domain/charter/handoff.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import type { Page } from '#domain/wire/common.js';
import type { WorkItemView } from '#domain/wire/work.js';
import { LabelsDto } from '../http/common.dto.js';

export class WorkHandoffDto {
  reference: string;
  @ApiProperty({ enum: ['sender', 'receiver'] }) side: HandoffSide;
  @ApiProperty({ enum: HANDOFF_STATES }) state: HandoffState;
  @ApiProperty({ enum: URGENCIES }) urgency: Urgency;
  @ApiProperty({ enum: STAGES }) stage: Stage;
  partner: LabelsDto;
}

export class WorkItemDto implements WorkItemView {
  id: string;
  @ApiProperty({ enum: WORK_KINDS_OF_ITEM }) kind: WorkItemKind;
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

export class WorkDoneDto {
  id: string;
}
