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
import type { Place, Rows, Values } from '../access-rows.js';
import type { AccessWorld } from '../access-world.js';
import type { TestOrganisation } from '../network.js';
import { insertRow, type CareLaw } from './care-law.js';

/** The ward is of its house alone: of the beds and rounds of others nobody reads anything, whatever the client opened. */
export const WARD_LAW: CareLaw = {
  law: `
  care.bed             api     select   all   -      .       .       .      .      .       -
  care.bed             api     insert   yes   -      .       .       .      .      .       -
  care.bed             api     update   all   -      .       .       .      .      .       -
  care.bed_stay        api     select   all   -      mine    mine    mine   -      -       -
  care.bed_stay        api     insert   yes   -      yes     yes     -      -      -       -
  care.bed_stay        api     update   all   -      mine    mine    mine   -      -       -
  care.round_note      api     select   all   -      mine    mine    mine   -      -       -
  care.round_note      api     insert   yes   -      yes     yes     -      -      -       -
  care.shift_handover  api     select   all   -      .       .       .      .      .       -
  care.shift_handover  api     insert   yes   -      .       .       .      .      .       -
  care.shift_handover  api     update   -     -      .       .       .      .      .       -
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

/** A bed and a signed handover of each house, and the stays and rounds of the clients of every case, each on a day of its own. */
async function keepWard(world: AccessWorld): Promise<void> {
  for (const at of [world.alpha, world.beta, world.gamma]) {
    const bed = randomUUID();
    const { rows } = await world.superuser.query<{ id: string }>(
      'select id from care.site where organisation_id = $1 and is_main',
      [at.organisation],
    );
    world.ids.set(`main site ${at.organisation}`, rows[0]!.id);
    world.ids.set(`bed ${at.organisation}`, bed);
    await insertRow(world, 'care.bed', { ...bedOf(world, at), id: bed });
    const signed = { taken_by: randomUUID(), taken_at: new Date() };
    await insertRow(world, 'care.shift_handover', { ...handoverOf(at), ...signed });
    for (const [day, [kase, place]] of [...world.places].entries()) {
      if (!world.ids.has(`writing key ${kase} ${at.organisation}`)) continue;
      await insertRow(world, 'care.bed_stay', stayOf(world, at, place, day + 1));
      await insertRow(world, 'care.round_note', roundOf(at, place));
    }
  }
}

const LATER = 20;

function wardRowFor(world: Rows, table: string, kase: Case): Values | undefined {
  const { alpha } = world;
  const at = kase === 'own' ? alpha : kase === 'other' ? world.beta : undefined;
  if (table === 'care.bed') return at && { ...bedOf(world, at), label: randomUUID().slice(0, 8) };
  if (table === 'care.shift_handover') return at && handoverOf(at);
  const place = world.places.get(kase);
  if (!place) return undefined;
  if (table === 'care.bed_stay') return stayOf(world, alpha, place, LATER);
  return table === 'care.round_note' ? roundOf(alpha, place) : undefined;
}

const bedOf = (world: Rows, { organisation, account }: TestOrganisation): Values => ({
  id: randomUUID(),
  organisation_id: organisation,
  site_id: world.ids.get(`main site ${organisation}`),
  stage: 'treatment',
  label: '1',
  room: '1',
  designation: 'any',
  added_by: account,
});

const handoverOf = ({ organisation, account }: TestOrganisation): Values => ({
  id: randomUUID(),
  organisation_id: organisation,
  from_at: '2026-01-01T00:00:00Z',
  until_at: '2026-01-01T08:00:00Z',
  lines: '[]',
  given_by: account,
});

const stayOf = (
  world: Rows,
  { organisation, account }: TestOrganisation,
  { client, episode }: Place,
  day: number,
): Values => ({
  id: randomUUID(),
  bed_id: world.ids.get(`bed ${organisation}`),
  organisation_id: organisation,
  episode_id: episode,
  client_id: client,
  stay: 'occupied',
  during: `[2030-01-${String(day).padStart(2, '0')}, 2030-01-${String(day + 1).padStart(2, '0')})`,
  given_by: account,
});

const roundOf = ({ organisation, account }: TestOrganisation, { client, episode }: Place): Values => ({
  id: randomUUID(),
  episode_id: episode,
  client_id: client,
  organisation_id: organisation,
  finding: 'no_change',
  recorded_by: account,
});
