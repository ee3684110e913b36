import type { Stage } from '#domain/charter/pathway.js';
import type { DropReason, GoalState, TaskState } from '#domain/charter/plan.js';
import type { Role } from '#domain/charter/roles.js';
import { Refusal } from '#domain/refusal.js';
import { reviewDays } from '#domain/rules/plan.js';
import { isUuid } from '#domain/rules/uuid.js';
import { addDays, instantOf } from '#domain/rules/wall-clock.js';
import type { Tx } from '#platform/db/tx.js';
import type { Pack } from '#platform/packs/pack.js';
import type { Packs } from '#platform/packs/packs.js';
import { assertVersion, isCareTeam, locate, type Located } from '../client/client.queries.js';
import { dayIn, readDay } from '../day.queries.js';
import { packOf } from '../rights/pack-of.tx.js';
import { assertHealthPermit } from '../rights/permit.tx.js';

/** A client whose plan the acting house writes now, and the day it is there. */
export interface Planned extends Located {
  readonly today: string;
  readonly zone: string;
  readonly rules: Pack['plans'];
}

/** Finds the client and refuses whoever does not look after them or walk along: a plan is written by people who are there. */
export async function locatePlanned(tx: Tx, packs: Packs, code: string): Promise<Planned> {
  const located = await locate(tx, code);
  if (located.merged_into) throw new Refusal('client.merged', { parameters: { into: located.merged_into } });
  if (located.closed_at) throw new Refusal('client.episode_closed');
  await assertHealthPermit(tx, packs);
  if (tx.actor.kind !== 'staff') throw new Refusal('permission.role');
  if (!(await isCareTeam(tx, located.episode_id))) throw new Refusal('client.not_in_custody');
  const { zone } = await readDay(tx);
  return { ...located, zone, today: dayIn(tx.now, zone), rules: (await packOf(tx, packs)).plans };
}

/** After how many days the plan of an episode is looked at again at the latest, by the stage the client is in now. */
export async function readReviewDays(tx: Tx, episode: string, rules: Pack['plans']): Promise<number> {
  const spell = await tx.maybe<{ stage: Stage }>(
    'select stage from care.stage_spell where episode_id = $1 and organisation_id = $2 and ended_at is null order by started_at desc, id limit 1',
    [episode, tx.organisation],
  );
  return reviewDays(spell?.stage ?? null, rules);
}

/** When the day of a review is over where the house is. */
export const reviewAt = (on: string, zone: string): Date => instantOf(`${addDays(on, 1)}T00:00`, zone);

export interface PlanRow {
  id: string;
  began_on: string;
  revision: number;
  written_by: string[];
  version: number;
  approved: number | null;
}

const PLAN = `select p.id, to_char(p.began_on, 'YYYY-MM-DD') as began_on, p.revision, p.written_by, p.version,
  (select max(x.revision) from care.plan_approval x where x.plan_id = p.id) as approved
  from care.plan p where p.episode_id = $1 and p.organisation_id = $2 for update of p`;

/** The own plan of the episode, held so that two who change it come one after the other; refuses where there is none. */
export async function lockPlan(tx: Tx, { episode_id: episode }: Located): Promise<PlanRow> {
  const plan = await tx.maybe<PlanRow>(PLAN, [episode, tx.organisation]);
  if (!plan) throw new Refusal('plan.none');
  return plan;
}

/** The same, begun where there is none: two who write the first goal at once write into one plan. */
export async function beginPlan(tx: Tx, planned: Planned): Promise<PlanRow> {
  const { episode_id: episode, client_id: client, today, zone, rules } = planned;
  const review = addDays(today, await readReviewDays(tx, episode, rules));
  await tx.query(
    `insert into care.plan (id, episode_id, client_id, organisation_id, began_on, review_on, review_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (episode_id, organisation_id) do nothing`,
    [tx.newId(), episode, client, tx.organisation, today, review, reviewAt(review, zone)],
  );
  return await lockPlan(tx, planned);
}

/**
 * Another revision of the plan, written by whoever acts: an approval of the one before counts no more, and where the rules of the region
 * want one it is work of the first role that may give it.
 */
export async function touchRevision(tx: Tx, planned: Planned, plan: PlanRow, days: number): Promise<void> {
  await tx.query(
    `update care.plan set revision = revision + 1, version = version + 1,
       written_by = case when $2::uuid = any (written_by) then written_by else written_by || $2::uuid end where id = $1`,
    [plan.id, tx.actor.account],
  );
  const [role]: readonly Role[] = planned.rules.approved_by;
  if (role === undefined) return;
  await tx.query(
    `insert into care.work_item (id, organisation_id, kind, role, episode_id, client_id, due_at)
     values ($1, $2, 'plan.approve', $3, $4, $5, clock_timestamp() + make_interval(days => $6))
     on conflict (organisation_id, episode_id, kind) where done_at is null and kind in ('plan.review','plan.approve') do nothing`,
    [tx.newId(), tx.organisation, role, planned.episode_id, planned.client_id, days],
  );
}

/** Closes the open work of a kind about the plan of an episode. */
export async function closePlanWork(
  tx: Tx,
  episode: string,
  kind: 'plan.review' | 'plan.approve',
): Promise<void> {
  await tx.query(
    'update care.work_item set done_at = clock_timestamp(), done_by = $4 where organisation_id = $1 and episode_id = $2 and kind = $3 and done_at is null',
    [tx.organisation, episode, kind, tx.actor.account],
  );
}

export interface GoalRow {
  id: string;
  plan_id: string;
  domain: string;
  state: GoalState;
  drop_reason: DropReason | null;
  due_on: string;
  version: number;
}

/** A goal of this client and of the own house, held; one of anybody else is the same refusal as none. */
export async function lockGoal(tx: Tx, located: Located, goal: string): Promise<GoalRow> {
  if (!isUuid(goal)) throw new Refusal('plan.goal_unknown');
  const row = await tx.maybe<GoalRow>(
    `select id, plan_id, domain, state, drop_reason, to_char(due_on, 'YYYY-MM-DD') as due_on, version from care.plan_goal
      where id = $1 and organisation_id = $2 and client_id = $3 and episode_id = $4 for update`,
    [goal, tx.organisation, located.client_id, located.episode_id],
  );
  if (!row) throw new Refusal('plan.goal_unknown');
  return row;
}

export interface TaskRow {
  id: string;
  goal_id: string;
  state: TaskState;
  version: number;
}

/** A step of this client and of the own house, held, at the version somebody decided on. */
export async function lockTask(
  tx: Tx,
  located: Located,
  { task, version }: { readonly task: string; readonly version: number },
): Promise<TaskRow> {
  if (!isUuid(task)) throw new Refusal('plan.task_unknown');
  const row = await tx.maybe<TaskRow>(
    `select id, goal_id, state, version from care.plan_task where id = $1 and organisation_id = $2 and client_id = $3 and episode_id = $4 for update`,
    [task, tx.organisation, located.client_id, located.episode_id],
  );
  if (!row) throw new Refusal('plan.task_unknown');
  assertVersion(version, row.version);
  return row;
}
