import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  CareRequirement,
  Language,
  ReferralSource,
  Substance,
  SuicideRisk,
} from '#domain/charter/code-lists.js';

@Entity({ schema: 'care', name: 'client' })
export class ClientRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) audit_subject: string;
  @Column({ type: 'text' }) jurisdiction: string;
  @Column({ type: 'boolean' }) anonymous: boolean;
  @Column({ type: 'boolean' }) pseudonymous: boolean;
  @Column({ type: 'smallint', nullable: true }) birth_year: number | null;
  @Column({ type: 'text' }) language: Language;
  @Column({ type: 'text', nullable: true }) substance: Substance | null;
  @Column({ type: 'text', array: true }) care_requirements: CareRequirement[];
  @Column({ type: 'text', nullable: true }) referral_source: ReferralSource | null;
}

@Entity({ schema: 'care', name: 'client_code' })
export class ClientCodeRow {
  @PrimaryColumn({ type: 'uuid' }) organisation_id: string;
  @PrimaryColumn({ type: 'character', length: 10 }) code: string;
  @Column({ type: 'uuid' }) client_id: string;
  @Column({ type: 'uuid' }) audit_subject: string;
}

@Entity({ schema: 'care', name: 'safety_screen' })
export class SafetyScreenRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) episode_id: string;
  @Column({ type: 'uuid' }) organisation_id: string;
  @Column({ type: 'uuid', nullable: true }) screened_by: string | null;
  @Column({ type: 'text' }) suicide_risk: SuicideRisk;
  @Column({ type: 'boolean', nullable: true }) overdose_within_12_months: boolean | null;
  @Column({ type: 'boolean', nullable: true }) withdrawal_seizures_or_delirium: boolean | null;
  @Column({ type: 'smallint', nullable: true }) weeks_of_pregnancy: number | null;
  @Column({ type: 'boolean', nullable: true }) violence_risk: boolean | null;
  @Column({ type: 'boolean', nullable: true }) infectious_tuberculosis: boolean | null;
  @Column({ type: 'text', nullable: true }) allergies: string | null;
  @Column({ type: 'text', nullable: true }) medicines: string | null;
}
