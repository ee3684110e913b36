import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WorkKind } from '#domain/charter/code-lists.js';

@Entity({ schema: 'care', name: 'employment' })
export class EmploymentRow {
  @PrimaryColumn({ type: 'uuid' }) spell_id: string;
  @Column({ type: 'uuid' }) episode_id: string;
  @Column({ type: 'uuid' }) organisation_id: string;
  @Column({ type: 'integer' }) version: number;
  @Column({ type: 'timestamptz' }) recorded_at: Date;
  @Column({ type: 'uuid', nullable: true }) recorded_by: string | null;
  @Column({ type: 'boolean', nullable: true }) wants_work: boolean | null;
  @Column({ type: 'text', nullable: true }) work_kind: WorkKind | null;
  @Column({ type: 'date', nullable: true }) work_started_on: string | null;
}
