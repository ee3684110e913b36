import { Column, Entity } from 'typeorm';
import type { WorkKind } from '#domain/charter/code-lists.js';
import { StageRecordRow } from '../stage-record.row.js';

@Entity({ schema: 'care', name: 'employment' })
export class EmploymentRow extends StageRecordRow {
  @Column({ type: 'boolean', nullable: true }) wants_work: boolean | null;
  @Column({ type: 'text', nullable: true }) work_kind: WorkKind | null;
  @Column({ type: 'date', nullable: true }) work_started_on: string | null;
}
