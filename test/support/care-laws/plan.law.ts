import { randomUUID } from 'node:crypto';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { DROP_REASONS, GOAL_STATES, PLAN_DOMAINS, TASK_STATES } from '#domain/charter/plan.js';
import type { Case } from '../access-matrix.js';
import type { Place, Rows, Values } from '../access-rows.js';
import type { AccessWorld } from '../access-world.js';
import type { TestOrganisation } from '../network.js';
import { insertRow, type CareLaw } from './care-law.js';

export const PLAN_LAW: CareLaw = {
  law: `
  care.plan            api     select   all   -      all     mine    mine   -      -       -
  care.plan            api     insert   yes   -      yes     yes     -      -      -       -
  care.plan            api     update   all   -      mine    mine    -      -      -       -
  care.plan_goal       api     select   all   -      all     mine    mine   -      -       -
  care.plan_goal       api     insert   yes   -      yes     yes     -      -      -       -
  care.plan_goal       api     update   all   -      mine    mine    -      -      -       -
  care.plan_task       api     select   all   -      all     mine    mine   -      -       -
  care.plan_task       api     insert   yes   -      yes     yes     -      -      -       -
  care.plan_task       api     update   all   -      mine    mine    -      -      -       -
  care.plan_review     api     select   all   -      all     mine    mine   -      -       -
  care.plan_review     api     insert   yes   -      yes     yes     -      -      -       -
  care.plan_approval   api     select   all   -      all     mine    mine   -      -       -
  care.plan_approval   api     insert   yes   -      yes     yes     -      -      -       -
`,
  lists: {
    'care.plan_goal plan_domain_is_listed': PLAN_DOMAINS,
    'care.plan_goal goal_language_is_known': LANGUAGES,
    'care.plan_goal goal_state_is_listed': GOAL_STATES,
    'care.plan_goal drop_reason_is_listed': DROP_REASONS,
    'care.plan_task task_state_is_listed': TASK_STATES,
  },
  keep: keepPlans,
  rowFor: planRowFor,
};

const SEALED = Buffer.of(0);
const TABLES = ['plan', 'plan_goal', 'plan_task', 'plan_review', 'plan_approval'] as const;
type Table = (typeof TABLES)[number];

/** The plan of every house that wrote of the client (the key of a note stands for that), with a part of every kind. */
async function keepPlans(world: AccessWorld): Promise<void> {
  for (const [kase, place] of world.places)
    for (const at of [world.alpha, world.beta, world.gamma]) {
      const key = world.ids.get(`writing key ${kase} ${at.organisation}`);
      if (key === undefined) continue;
      const ids = { plan: randomUUID(), goal: randomUUID(), key };
      world.ids.set(`plan ${kase} ${at.organisation}`, ids.plan);
      world.ids.set(`goal ${kase} ${at.organisation}`, ids.goal);
      for (const table of TABLES) await insertRow(world, `care.${table}`, partOf(table, at, place, ids));
    }
}

/** A row that fits, for whoever may insert one; undefined where the case makes no sense there. */
function planRowFor(world: Rows, table: string, kase: Case): Values | undefined {
  const place = world.places.get(kase);
  const part = TABLES.find((each) => `care.${each}` === table);
  if (!place || !part) return undefined;
  const { alpha } = world;
  const kept = (what: string): string =>
    world.ids.get(`${what} ${kase} ${alpha.organisation}`) ?? randomUUID();
  const row = partOf(part, alpha, place, {
    plan: kept('plan'),
    goal: kept('goal'),
    key: kept('writing key'),
  });
  return { ...row, id: randomUUID(), ...(part === 'plan_approval' ? { revision: 1 } : {}) };
}

interface Ids {
  readonly plan: string;
  readonly goal: string;
  readonly key: string;
}

function partOf(
  table: Table,
  at: TestOrganisation,
  { client, episode }: Place,
  { plan, goal, key }: Ids,
): Values {
  const of = { episode_id: episode, client_id: client, organisation_id: at.organisation };
  switch (table) {
    case 'plan':
      return {
        ...of,
        id: plan,
        began_on: '2026-03-01',
        review_on: '2026-03-29',
        review_at: new Date(Date.now() + 60_000),
      };
    case 'plan_goal':
      return {
        ...of,
        id: goal,
        plan_id: plan,
        domain: 'housing',
        language: 'ar',
        key_id: key,
        words: SEALED,
        measure: SEALED,
        target: SEALED,
        due_on: '2026-05-01',
        author_id: at.account,
      };
    case 'plan_task':
      return {
        ...of,
        id: randomUUID(),
        goal_id: goal,
        key_id: key,
        words: SEALED,
        due_on: '2026-04-01',
        author_id: at.account,
      };
    case 'plan_review':
      return {
        ...of,
        id: randomUUID(),
        plan_id: plan,
        key_id: key,
        words: SEALED,
        with_client: true,
        reviewed_on: '2026-03-01',
        next_review_on: '2026-03-29',
        reviewed_by: at.account,
      };
    case 'plan_approval':
      return {
        ...of,
        id: randomUUID(),
        plan_id: plan,
        revision: 0,
        written_by: [],
        approved_by: at.account,
      };
  }
}
