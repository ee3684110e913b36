import { Column, Entity } from 'typeorm';
import type { IncomeSource } from '#domain/charter/code-lists.js';
import { StageRecordRow } from '../stage-record.row.js';

@Entity({ schema: 'care', name: 'reintegration' })
export class ReintegrationRow extends StageRecordRow {
  @Column({ type: 'date', nullable: true }) housing_stable_since_on: string | null;
  @Column({ type: 'boolean', nullable: true }) identity_documents_held: boolean | null;
  @Column({ type: 'text', nullable: true }) income_source: IncomeSource | null;
  @Column({ type: 'smallint', nullable: true }) support_network_people: number | null;
}
