import { randomUUID } from 'node:crypto';
import { STAGES } from '#domain/charter/pathway.js';
import {
  BED_CLOSINGS,
  BED_DESIGNATIONS,
  BED_ENDINGS,
  BED_FEATURES,
  BED_STAYS,
  ROUND_CONCERNS,
  ROUND_FINDINGS,
} from '#domain/charter/ward.js';
import type { Case } from '../access-matrix.js';
import type { Rows, Values } from '../access-rows.js';
import type { AccessWorld } from '../access-world.js';
import type { CareLaw } from './care-law.js';

/** The ward is of its house alone: of the beds and rounds of others nobody reads anything, whatever the client opened. */
export const WARD_LAW: CareLaw = {
  law: `
  care.bed             api     select   all   .      .       .       .      .      .       -
  care.bed             api     insert   yes   .      .       .       .      .      .       -
  care.bed             api     update   all   .      .       .       .      .      .       -
  care.bed_stay        api     select   all   -      .       .       .      .      .       -
  care.bed_stay        api     insert   yes   -      .       .       .      .      .       -
  care.bed_stay        api     update   all   -      .       .       .      .      .       -
  care.round_note      api     select   all   -      .       .       .      .      .       -
  care.round_note      api     insert   yes   -      .       .       .      .      .       -
  care.shift_handover  api     select   all   .      .       .       .      .      .       -
  care.shift_handover  api     insert   yes   .      .       .       .      .      .       -
  care.shift_handover  api     update   all   .      .       .       .      .      .       -
`,
  lists: {
    'care.bed bed_stage_is_known': STAGES,
    'care.bed bed_designation_is_listed': BED_DESIGNATIONS,
    'care.bed bed_features_are_listed': BED_FEATURES,
    'care.bed bed_closing_is_listed': BED_CLOSINGS,
    'care.bed_stay bed_stay_is_listed': BED_STAYS,
    'care.bed_stay bed_ending_is_listed': BED_ENDINGS,
    'care.round_note round_finding_is_listed': ROUND_FINDINGS,
    'care.round_note round_concerns_are_listed': ROUND_CONCERNS,
  },
  keep: keepWard,
  rowFor: wardRowFor,
};

async function keepWard(_world: AccessWorld): Promise<void> {
  await Promise.resolve();
}

function wardRowFor(world: Rows, table: string, kase: Case): Values | undefined {
  const place = world.places.get(kase);
  const { alpha } = world;
  if (place && table === 'care.round_note')
    return {
      id: randomUUID(),
      episode_id: place.episode,
      client_id: place.client,
      organisation_id: alpha.organisation,
      finding: 'no_change',
      recorded_by: alpha.account,
    };
  return undefined;
}
