import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IncomeSource } from '#domain/charter/code-lists.js';

@Entity({ schema: 'care', name: 'reintegration' })
export class ReintegrationRow {
  @PrimaryColumn({ type: 'uuid' }) spell_id: string;
  @Column({ type: 'uuid' }) episode_id: string;
  @Column({ type: 'uuid' }) organisation_id: string;
  @Column({ type: 'integer' }) version: number;
  @Column({ type: 'timestamptz' }) recorded_at: Date;
  @Column({ type: 'uuid', nullable: true }) recorded_by: string | null;
  @Column({ type: 'date', nullable: true }) housing_stable_since_on: string | null;
  @Column({ type: 'boolean', nullable: true }) identity_documents_held: boolean | null;
  @Column({ type: 'text', nullable: true }) income_source: IncomeSource | null;
  @Column({ type: 'smallint', nullable: true }) support_network_people: number | null;
}
