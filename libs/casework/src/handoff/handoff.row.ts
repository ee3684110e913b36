import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  BusinessState,
  ContactWay,
  HandoffBasis,
  HandoffKind,
  HandoffState,
  NoteKind,
  Urgency,
} from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';

@Entity({ schema: 'care', name: 'handoff' })
export class HandoffRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'character', length: 10 }) reference: string;
  @Column({ type: 'text' }) kind: HandoffKind;
  @Column({ type: 'text' }) basis: HandoffBasis;
  @Column({ type: 'text' }) jurisdiction: string;
  @Column({ type: 'uuid' }) group_id: string;
  @Column({ type: 'uuid', nullable: true }) replaces_id: string | null;
  @Column({ type: 'boolean' }) planned_return: boolean;
  @Column({ type: 'uuid' }) episode_id: string;
  @Column({ type: 'uuid' }) client_id: string;
  @Column({ type: 'uuid' }) audit_subject: string;
  @Column({ type: 'uuid' }) sender_organisation_id: string;
  @Column({ type: 'uuid' }) receiver_organisation_id: string;
  @Column({ type: 'text' }) stage: Stage;
  @Column({ type: 'text' }) urgency: Urgency;
  @Column({ type: 'text' }) state: HandoffState;
  @Column({ type: 'text' }) business_state: BusinessState;
  @Column({ type: 'uuid', nullable: true }) consent_id: string | null;
  @Column({ type: 'boolean' }) safety_withheld: boolean;
  @Column({ type: 'text' }) pack_version: string;
  @Column({ type: 'timestamptz', nullable: true }) requested_at: Date | null;
  @Column({ type: 'uuid' }) requested_by: string;
  @Column({ type: 'timestamptz', nullable: true }) accepted_at: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) departed_at: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) closed_at: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) due_at: Date | null;
}

@Entity({ schema: 'care', name: 'handoff_note' })
export class HandoffNoteRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) handoff_id: string;
  @Column({ type: 'uuid' }) organisation_id: string;
  @Column({ type: 'uuid' }) account_id: string;
  @Column({ type: 'text' }) kind: NoteKind;
  @Column({ type: 'text', nullable: true }) body: string | null;
}

@Entity({ schema: 'care', name: 'handoff_contact' })
export class HandoffContactRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) handoff_id: string;
  @Column({ type: 'uuid' }) organisation_id: string;
  @Column({ type: 'uuid' }) account_id: string;
  @Column({ type: 'text' }) way: ContactWay;
  @Column({ type: 'boolean' }) reached: boolean;
}
