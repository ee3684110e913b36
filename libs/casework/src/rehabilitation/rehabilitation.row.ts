import { Column, Entity } from 'typeorm';
import { StageRecordRow } from '../stage-record.row.js';

@Entity({ schema: 'care', name: 'rehabilitation' })
export class RehabilitationRow extends StageRecordRow {
  @Column({ type: 'smallint', nullable: true }) goals_total: number | null;
  @Column({ type: 'smallint', nullable: true }) goals_met_or_revised: number | null;
  @Column({ type: 'date', nullable: true }) last_use_on: string | null;
  @Column({ type: 'date', nullable: true }) aftercare_arranged_on: string | null;
}
