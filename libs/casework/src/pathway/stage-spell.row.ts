import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Stage } from '#domain/charter/pathway.js';

@Entity({ schema: 'care', name: 'stage_spell' })
export class StageSpellRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) episode_id: string;
  @Column({ type: 'uuid' }) organisation_id: string;
  @Column({ type: 'text' }) stage: Stage;
  @Column({ type: 'uuid', nullable: true }) opened_by: string | null;
}
