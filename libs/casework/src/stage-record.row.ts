import { Column, PrimaryColumn } from 'typeorm';

/** What the records of the four stages have in common: whose they are, which version, and who wrote them when. */
export abstract class StageRecordRow {
  @PrimaryColumn({ type: 'uuid' }) spell_id: string;
  @Column({ type: 'uuid' }) episode_id: string;
  @Column({ type: 'uuid' }) organisation_id: string;
  @Column({ type: 'integer' }) version: number;
  @Column({ type: 'timestamptz' }) recorded_at: Date;
  @Column({ type: 'uuid', nullable: true }) recorded_by: string | null;
}
