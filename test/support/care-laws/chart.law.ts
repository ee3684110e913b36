import { randomUUID } from 'node:crypto';
import {
  CARE_LEVELS,
  CLIENT_ANSWERS,
  CONSCIOUSNESS,
  NEED_RATINGS,
  OBSERVATION_LEVELS,
  OBSERVATION_REASONS,
  READING_VOIDS,
  VITAL_ALERTS,
} from '#domain/charter/chart.js';
import type { Case } from '../access-matrix.js';
import type { Place, Rows, Values } from '../access-rows.js';
import type { AccessWorld } from '../access-world.js';
import type { TestOrganisation } from '../network.js';
import { insertRow, type CareLaw } from './care-law.js';

/** Behind the notes: decisions are sealed under the same keys. A chart is read by the house that keeps it, and by no other. */
export const CHART_LAW: CareLaw = {
  law: `
  care.vital_reading   api     select   all   -      mine    mine    mine   -      -       -
  care.vital_reading   api     insert   yes   -      yes     yes     -      -      -       -
  care.vital_reading   api     update   all   -      mine    mine    -      -      -       -
  care.observation     api     select   all   -      mine    mine    mine   -      -       -
  care.observation     api     insert   yes   -      yes     yes     -      -      -       -
  care.observation     api     update   all   -      mine    mine    -      -      -       -
  care.care_level      api     select   all   -      mine    mine    mine   -      -       -
  care.care_level      api     insert   yes   -      yes     yes     -      -      -       -
`,
  lists: {
    'care.vital_reading consciousness_is_listed': CONSCIOUSNESS,
    'care.vital_reading vital_alerts_are_listed': VITAL_ALERTS,
    'care.vital_reading reading_void_is_listed': READING_VOIDS,
    'care.observation observation_level_is_listed': OBSERVATION_LEVELS,
    'care.observation observation_reason_is_listed': OBSERVATION_REASONS,
    'care.care_level care_level_is_listed': CARE_LEVELS,
    'care.care_level recommended_level_is_listed': CARE_LEVELS,
    'care.care_level withdrawal_need_is_listed': NEED_RATINGS,
    'care.care_level body_need_is_listed': NEED_RATINGS,
    'care.care_level mind_need_is_listed': NEED_RATINGS,
    'care.care_level willingness_need_is_listed': NEED_RATINGS,
    'care.care_level relapse_need_is_listed': NEED_RATINGS,
    'care.care_level surroundings_need_is_listed': NEED_RATINGS,
    'care.care_level client_answer_is_listed': CLIENT_ANSWERS,
  },
  keep: keepCharts,
  rowFor: chartRowFor,
};

const keyOf = (kase: string, at: TestOrganisation): string => `writing key ${kase} ${at.organisation}`;

async function keepCharts(world: AccessWorld): Promise<void> {
  for (const [kase, place] of world.places) {
    for (const at of [world.alpha, world.beta, world.gamma]) {
      const key = world.ids.get(keyOf(kase, at));
      if (!key) continue;
      await insertRow(world, 'care.vital_reading', readingOf(at, place));
      // It has ended: beside one that stands, nobody writes another.
      await insertRow(world, 'care.observation', {
        ...observationOf(at, place),
        until_at: new Date(Date.now() + 60_000),
      });
      await insertRow(world, 'care.care_level', levelOf(at, place, key));
    }
  }
}

function chartRowFor(world: Rows, table: string, kase: Case): Values | undefined {
  const place = world.places.get(kase);
  if (!place) return undefined;
  const { alpha } = world;
  switch (table) {
    case 'care.vital_reading':
      return readingOf(alpha, place);
    case 'care.observation':
      return { ...observationOf(alpha, place), level: 'within_sight' };
    case 'care.care_level':
      return levelOf(alpha, place, world.ids.get(keyOf(kase, alpha)) ?? randomUUID());
    default:
      return undefined;
  }
}

const of = (at: TestOrganisation, { client, episode }: Place): Values => ({
  id: randomUUID(),
  episode_id: episode,
  client_id: client,
  organisation_id: at.organisation,
});

const readingOf = (at: TestOrganisation, place: Place): Values => ({
  ...of(at, place),
  at: new Date(Date.now() - 60_000),
  pulse: 72,
  recorded_by: at.account,
});

const observationOf = (at: TestOrganisation, place: Place): Values => ({
  ...of(at, place),
  level: 'general',
  reason: 'newly_arrived',
  decided_by: at.account,
});

const levelOf = (at: TestOrganisation, place: Place, key: string): Values => ({
  ...of(at, place),
  key_id: key,
  level: 'residential',
  recommended: 'outpatient',
  withdrawal: 'none',
  body: 'none',
  mind: 'none',
  willingness: 'none',
  relapse_risk: 'none',
  surroundings: 'none',
  client_answer: 'agrees',
  decided_by: at.account,
});
