import { randomUUID } from 'node:crypto';
import {
  ATTEMPT_OUTCOME_CODES,
  ATTEMPT_WAYS,
  FOLLOW_UP_STATES,
  HOUSING_NOW,
  SAFE_NOW,
  USE_NOW,
  WORK_NOW,
} from '#domain/charter/follow-ups.js';
import type { Case } from '../access-matrix.js';
import type { Place, Rows, Values } from '../access-rows.js';
import type { AccessWorld } from '../access-world.js';
import type { TestOrganisation } from '../network.js';
import { insertRow, type CareLaw } from './care-law.js';

export const FOLLOW_UP_LAW: CareLaw = {
  law: `
  care.follow_up       api     select   all   -   .   .   .   .   .   -
  care.follow_up       api     insert   yes   -   yes   -   -   -   -   -
  care.follow_up       api     update   all   -   .   .   .   .   .   -
  care.follow_up_attempt api   select   all   -   .   .   .   .   .   -
  care.follow_up_attempt api   insert   yes   -   .   .   .   .   .   -
`,
  lists: {
    'care.follow_up follow_up_state_is_listed': FOLLOW_UP_STATES,
    'care.follow_up_attempt attempt_way_is_listed': ATTEMPT_WAYS,
    'care.follow_up_attempt attempt_outcome_is_listed': ATTEMPT_OUTCOME_CODES,
    'care.follow_up_attempt use_now_is_listed': USE_NOW,
    'care.follow_up_attempt housing_now_is_listed': HOUSING_NOW,
    'care.follow_up_attempt work_now_is_listed': WORK_NOW,
    'care.follow_up_attempt safe_now_is_listed': SAFE_NOW,
  },
  keep: keepFollowUps,
  rowFor: followUpRowFor,
};

/** A follow-up with an attempt for a client of either house. */
async function keepFollowUps(world: AccessWorld): Promise<void> {
  for (const [at, kase, day] of [
    [world.alpha, 'own', 30],
    [world.beta, 'other', 90],
  ] as const) {
    const place = world.places.get(kase) as Place;
    const followUp = followUpOf(day, place);
    world.ids.set(`follow_up ${at.organisation}`, followUp.id);
    await insertRow(world, 'care.follow_up', followUp);
    await insertRow(world, 'care.follow_up_attempt', attemptOf(followUp.id, place.episode, at, 1));
  }
}

function followUpRowFor(world: Rows, table: string, kase: Case): Values | undefined {
  const { alpha, beta } = world;
  const place = world.places.get(kase);
  const house = kase === 'own' ? alpha : kase === 'other' ? beta : undefined;
  switch (table) {
    case 'care.follow_up':
      return place && followUpOf(180, place);
    case 'care.follow_up_attempt':
      return (
        house &&
        place &&
        attemptOf(world.ids.get(`follow_up ${house.organisation}`) as string, place.episode, alpha, 2)
      );
    default:
      return undefined;
  }
}

const followUpOf = (
  day: number,
  { client, episode, spell }: Pick<Place, 'client' | 'episode' | 'spell'>,
) => ({
  id: randomUUID(),
  episode_id: episode,
  client_id: client,
  spell_id: spell,
  day,
  opens_at: '2026-01-01',
  due_at: '2026-01-02',
  closes_at: '2026-01-03',
});
const attemptOf = (followUp: string, episode: string, at: TestOrganisation, place: number): Values => ({
  id: randomUUID(),
  follow_up_id: followUp,
  episode_id: episode,
  organisation_id: at.organisation,
  place,
  way: 'call',
  attempted_at: '2026-01-02',
  attempted_on: `2026-01-0${place}`,
  attempted_by: at.account,
  outcome: 'not_reached',
});
