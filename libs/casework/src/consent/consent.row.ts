import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ConsentCategory, ConsentPurpose, ConsentSigner, ConsentWay } from '#domain/charter/consent.js';
import type { Language } from '#domain/charter/code-lists.js';

@Entity({ schema: 'care', name: 'consent' })
export class ConsentRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) reference: string;
  @Column({ type: 'uuid' }) client_id: string;
  @Column({ type: 'uuid' }) episode_id: string;
  @Column({ type: 'uuid' }) organisation_id: string;
  @Column({ type: 'uuid' }) recipient_organisation_id: string;
  @Column({ type: 'text', array: true }) purposes: ConsentPurpose[];
  @Column({ type: 'text', array: true }) categories: ConsentCategory[];
  @Column({ type: 'text' }) language: Language;
  @Column({ type: 'text' }) text_id: string;
  @Column({ type: 'bytea' }) text_sha256: Buffer;
  @Column({ type: 'text' }) pack_version: string;
  @Column({ type: 'text' }) given_how: ConsentWay;
  @Column({ type: 'text' }) signer: ConsentSigner;
  @Column({ type: 'date', nullable: true }) expires_on: string | null;
  @Column({ type: 'uuid' }) recorded_by: string;
}
