import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'care', name: 'rehabilitation' })
export class RehabilitationRow {
  @PrimaryColumn({ type: 'uuid' }) spell_id: string;
  @Column({ type: 'uuid' }) episode_id: string;
  @Column({ type: 'uuid' }) organisation_id: string;
  @Column({ type: 'integer' }) version: number;
  @Column({ type: 'timestamptz' }) recorded_at: Date;
  @Column({ type: 'uuid', nullable: true }) recorded_by: string | null;
  @Column({ type: 'smallint', nullable: true }) goals_total: number | null;
  @Column({ type: 'smallint', nullable: true }) goals_met_or_revised: number | null;
  @Column({ type: 'date', nullable: true }) last_use_on: string | null;
  @Column({ type: 'date', nullable: true }) aftercare_arranged_on: string | null;
}
