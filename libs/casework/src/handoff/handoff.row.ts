import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { HandoffKind, Urgency } from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';

@Entity({ schema: 'care', name: 'handoff' })
export class HandoffRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'character', length: 10 }) reference: string;
  @Column({ type: 'text' }) kind: HandoffKind;
  @Column({ type: 'uuid' }) episode_id: string;
  @Column({ type: 'uuid' }) client_id: string;
  @Column({ type: 'uuid' }) audit_subject: string;
  @Column({ type: 'uuid' }) sender_organisation_id: string;
  @Column({ type: 'uuid' }) receiver_organisation_id: string;
  @Column({ type: 'text' }) stage: Stage;
  @Column({ type: 'text' }) urgency: Urgency;
  @Column({ type: 'text', nullable: true }) reason: string | null;
  @Column({ type: 'uuid' }) consent_id: string;
  @Column({ type: 'boolean' }) safety_withheld: boolean;
  @Column({ type: 'text' }) pack_version: string;
  @Column({ type: 'uuid' }) requested_by: string;
  @Column({ type: 'timestamptz', nullable: true }) due_at: Date | null;
}
