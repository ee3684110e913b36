import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AssessmentCategory, AssessmentMend, AssessmentMoment } from '#domain/charter/assessment.js';
import type { Language, Substance } from '#domain/charter/code-lists.js';
import type { AssessmentFlag, AssessmentLevel, AssessmentMode } from '#domain/charter/instrument.js';
import type { Stage } from '#domain/charter/pathway.js';

@Entity({ schema: 'care', name: 'assessment' })
export class AssessmentRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) episode_id: string;
  @Column({ type: 'uuid' }) organisation_id: string;
  @Column({ type: 'uuid', nullable: true }) spell_id: string | null;
  @Column({ type: 'text', nullable: true }) stage: Stage | null;
  @Column({ type: 'text' }) category: AssessmentCategory;
  @Column({ type: 'text' }) instrument: string;
  @Column({ type: 'text' }) instrument_version: string;
  @Column({ type: 'text' }) language: Language;
  @Column({ type: 'bytea', nullable: true }) wording_sha256: Buffer | null;
  @Column({ type: 'boolean' }) unofficial: boolean;
  @Column({ type: 'text' }) mode: AssessmentMode;
  @Column({ type: 'text' }) moment: AssessmentMoment;
  @Column({ type: 'text', nullable: true }) substance: Substance | null;
  @Column({ type: 'timestamptz' }) taken_at: string;
  @Column({ type: 'uuid', nullable: true }) recorded_by: string | null;
  /** JSON, as are the two after it. */
  @Column({ type: 'jsonb' }) answers: string;
  @Column({ type: 'jsonb' }) kept_answers: string;
  @Column({ type: 'jsonb' }) scores: string;
  @Column({ type: 'text', nullable: true }) level: AssessmentLevel | null;
  @Column({ type: 'text' }) band_set: string;
  @Column({ type: 'text', array: true }) flags: AssessmentFlag[];
  @Column({ type: 'boolean' }) during_withdrawal: boolean;
  @Column({ type: 'uuid', nullable: true }) corrects_id: string | null;
  @Column({ type: 'text', nullable: true }) correction_reason: AssessmentMend | null;
}
