import { randomUUID } from 'node:crypto';
import { SUBSTANCES } from '#domain/charter/code-lists.js';
import {
  CLIENT_IDENTIFIERS,
  DOSE_OUTCOMES,
  DOSE_REASONS,
  DOSE_SCHEDULES,
  DOSE_UNITS,
  MEDICAL_FACTS,
  MEDICINE_CLASSES,
  MEDICINE_ROUTES,
  MEDICINE_VOIDS,
  ORDER_PURPOSES,
  ORDER_STOPS,
  TOXICOLOGY_RESULTS,
} from '#domain/charter/medicine.js';
import type { Case } from '../access-matrix.js';
import type { Place, Rows, Values } from '../access-rows.js';
import type { AccessWorld } from '../access-world.js';
import type { TestOrganisation } from '../network.js';
import { insertRow, type CareLaw } from './care-law.js';

/** Behind the notes: orders are sealed under the same keys. */
export const MEDICINE_LAW: CareLaw = {
  law: `
  care.medical_fact    api     select   all   -      all     mine    mine   -      -       -
  care.medical_fact    api     insert   yes   -      yes     yes     -      -      -       -
  care.medical_fact    api     update   all   -      mine    mine    -      -      -       -
  care.medicine_order  api     select   all   -      all     mine    mine   -      -       -
  care.medicine_order  api     insert   yes   -      yes     yes     -      -      -       -
  care.medicine_order  api     update   all   -      mine    mine    -      -      -       -
  care.medicine_dose   api     select   all   -      all     mine    mine   -      -       -
  care.medicine_dose   api     insert   yes   -      yes     yes     -      -      -       -
  care.medicine_dose   api     update   all   -      mine    mine    -      -      -       -
`,
  lists: {
    'care.medical_fact medical_fact_is_listed': MEDICAL_FACTS,
    'care.medical_fact fact_substance_is_listed': Object.keys(SUBSTANCES),
    'care.medical_fact toxicology_result_is_listed': TOXICOLOGY_RESULTS,
    'care.medical_fact fact_void_is_listed': MEDICINE_VOIDS,
    'care.medicine_order medicine_class_is_listed': MEDICINE_CLASSES,
    'care.medicine_order dose_unit_is_listed': DOSE_UNITS,
    'care.medicine_order medicine_route_is_listed': MEDICINE_ROUTES,
    'care.medicine_order dose_schedule_is_listed': DOSE_SCHEDULES,
    'care.medicine_order dose_scale_is_listed': ['ciwa_ar', 'cows'],
    'care.medicine_order order_purpose_is_listed': ORDER_PURPOSES,
    'care.medicine_order order_stop_is_listed': ORDER_STOPS,
    'care.medicine_dose dose_outcome_is_listed': DOSE_OUTCOMES,
    'care.medicine_dose identifiers_are_listed': CLIENT_IDENTIFIERS,
    'care.medicine_dose dose_reason_is_listed': DOSE_REASONS,
    'care.medicine_dose dose_void_is_listed': MEDICINE_VOIDS,
  },
  keep: keepMedicines,
  rowFor: medicineRowFor,
};

const SEALED = Buffer.of(0);
const named = (what: string, kase: string, at: TestOrganisation): string =>
  `${what} ${kase} ${at.organisation}`;

/** What is known, ordered and given of the clients of every case, by every house that writes of them. */
async function keepMedicines(world: AccessWorld): Promise<void> {
  for (const [kase, place] of world.places) {
    for (const at of [world.alpha, world.beta, world.gamma]) {
      const key = world.ids.get(named('writing key', kase, at));
      if (!key) continue;
      const order = randomUUID();
      world.ids.set(named('order', kase, at), order);
      await insertRow(world, 'care.medical_fact', factOf(at, place));
      await insertRow(world, 'care.medicine_order', { ...orderOf(at, place, key), id: order });
      await insertRow(world, 'care.medicine_dose', doseOf(at, place, order));
    }
  }
}

function medicineRowFor(world: Rows, table: string, kase: Case): Values | undefined {
  const place = world.places.get(kase);
  if (!place) return undefined;
  const { alpha } = world;
  const id = (what: string): string => world.ids.get(named(what, kase, alpha)) ?? randomUUID();
  switch (table) {
    case 'care.medical_fact':
      return factOf(alpha, place);
    case 'care.medicine_order':
      return orderOf(alpha, place, id('writing key'));
    case 'care.medicine_dose':
      return doseOf(alpha, place, id('order'));
    default:
      return undefined;
  }
}

const factOf = (at: TestOrganisation, { client, episode }: Place): Values => ({
  id: randomUUID(),
  episode_id: episode,
  client_id: client,
  organisation_id: at.organisation,
  kind: 'overdose_talk',
  at: new Date(Date.now() - 60_000),
  recorded_by: at.account,
});

const orderOf = (at: TestOrganisation, { client, episode }: Place, key: string): Values => ({
  id: randomUUID(),
  episode_id: episode,
  client_id: client,
  organisation_id: at.organisation,
  key_id: key,
  medicine: SEALED,
  class: 'vitamin',
  amount: 100,
  unit: 'mg',
  route: 'oral',
  schedule: 'as_needed',
  hours_between_min: 6,
  doses_per_day_max: 4,
  purpose: 'other',
  starts_at: new Date(),
  ordered_by: at.account,
});

const doseOf = (at: TestOrganisation, { client, episode }: Place, order: string): Values => ({
  id: randomUUID(),
  order_id: order,
  episode_id: episode,
  client_id: client,
  organisation_id: at.organisation,
  at: new Date(),
  outcome: 'given',
  identifiers: ['name', 'photo'],
  recorded_by: at.account,
});
