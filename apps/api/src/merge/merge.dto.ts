import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';
import { MERGE_GROUNDS, MERGE_STATES, type MergeGround, type MergeState } from '#domain/charter/identity.js';
import type { Page } from '#domain/wire/common.js';
import type { MergeDecision, MergeRequest, MergeView } from '#domain/wire/identity.js';
import { IsNote } from '../http/validators.js';

const NULLABLE_INSTANT = { type: 'string', format: 'date-time', nullable: true } as const;
const NULLABLE_TEXT = { type: 'string', nullable: true } as const;

export class MergeRequestDto implements MergeRequest {
  /** The record that is worked with from now on. */
  @IsNote(40) keep: string;
  /** The record that is joined to it. */
  @IsNote(40) join: string;
  @IsIn(MERGE_GROUNDS) @ApiProperty({ enum: MERGE_GROUNDS }) ground: MergeGround;
}

export class MergeDecisionDto implements MergeDecision {
  /** No: they are two people. */
  @IsBoolean() merge: boolean;
}

export class MergeDto implements MergeView {
  merge: string;
  keep: string;
  join: string;
  @ApiProperty({ enum: MERGE_GROUNDS }) ground: MergeGround;
  @ApiProperty({ enum: MERGE_STATES }) state: MergeState;
  @ApiProperty(NULLABLE_TEXT) proposed_by: string | null;
  mine: boolean;
  @ApiProperty({ type: 'string', format: 'date-time' }) proposed_at: string;
  @ApiProperty(NULLABLE_TEXT) decided_by: string | null;
  @ApiProperty(NULLABLE_INSTANT) decided_at: string | null;
  @ApiProperty(NULLABLE_TEXT) undone_by: string | null;
  @ApiProperty(NULLABLE_INSTANT) undone_at: string | null;
  version: number;
}

export class MergePageDto implements Page<MergeView> {
  items: MergeDto[];
  @ApiProperty(NULLABLE_TEXT) next: string | null;
}
