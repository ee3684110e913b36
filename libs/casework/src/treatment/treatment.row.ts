import { Column, Entity } from 'typeorm';
import type { Substance, WithdrawalScale } from '#domain/charter/code-lists.js';
import { StageRecordRow } from '../stage-record.row.js';

@Entity({ schema: 'care', name: 'treatment' })
export class TreatmentRow extends StageRecordRow {
  @Column({ type: 'text', nullable: true }) substance: Substance | null;
  @Column({ type: 'text', nullable: true }) withdrawal_scale: WithdrawalScale | null;
  @Column({ type: 'smallint', nullable: true }) last_score: number | null;
  @Column({ type: 'timestamptz', nullable: true }) last_score_at: string | null;
  @Column({ type: 'smallint', nullable: true }) previous_score: number | null;
  @Column({ type: 'timestamptz', nullable: true }) previous_score_at: string | null;
  @Column({ type: 'boolean', nullable: true }) new_dosing_between: boolean | null;
  @Column({ type: 'boolean', nullable: true }) medically_stable: boolean | null;
  @Column({ type: 'date', nullable: true }) overdose_risk_talk_on: string | null;
}
