import type { Language } from '#domain/charter/code-lists.js';
import type { DropReason, GoalState, PlanDomain, TaskState } from '#domain/charter/plan.js';
import type { Role } from '#domain/charter/roles.js';
import { approvalOf, tallyGoals, whyNotApprove, type ApprovalFacts } from '#domain/rules/plan.js';
import type { Labels } from '#domain/wire/common.js';
import type { GoalView, PlanReviewView, PlanTaskView, PlanView } from '#domain/wire/plan.js';
import type { Tx } from '#platform/db/tx.js';
import type { VaultKeys } from '#platform/vault/vault-keys.js';
import { openWriting, type WritingKey } from '#platform/vault/writing-cipher.js';
import { HOUSE_ZONE } from '../day.queries.js';

const SHOWN_MAX = 200;

interface PlanFound {
  id: string;
  organisation: Labels;
  own: boolean;
  began_on: string;
  review_on: string;
  overdue: boolean;
  revision: number;
  written_by: string[];
  version: number;
  approved: number | null;
  approved_by: string | null;
  approved_on: string | null;
}

interface GoalFound extends WritingKey {
  id: string;
  plan_id: string;
  domain: PlanDomain;
  language: Language;
  words: Buffer | null;
  measure: Buffer | null;
  target: Buffer | null;
  due_on: string;
  state: GoalState;
  drop_reason: DropReason | null;
  settled_on: string | null;
  author: string | null;
  replaces_id: string | null;
  version: number;
}

interface TaskFound extends WritingKey {
  id: string;
  goal_id: string;
  words: Buffer | null;
  is_clients: boolean;
  colleague: string | null;
  due_on: string;
  state: TaskState;
  version: number;
}

interface ReviewFound extends WritingKey {
  id: string;
  plan_id: string;
  words: Buffer | null;
  with_client: boolean;
  reviewed_on: string;
  next_review_on: string;
  reviewed_by: string | null;
}

const day = (column: string): string => `to_char(${column}, 'YYYY-MM-DD')`;
/** The day an instant has where the house of a row is. */
const dayOf = (instant: string): string => day(`${instant} at time zone ${HOUSE_ZONE}`);
/** Names are of the own house alone. */
const name = (row: string, account: string): string =>
  `case when ${row}.organisation_id = $1 then ${account}.display_name end`;

const PLANS = `
select p.id, o.names as organisation, p.organisation_id = $1 as own, ${day('p.began_on')} as began_on, ${day('p.review_on')} as review_on, p.review_at <= now() as overdue,
  p.revision, p.written_by, p.version, v.revision as approved, ${name('p', 'a')} as approved_by, ${dayOf('v.approved_at')} as approved_on
from care.plan p join care.organisation o on o.id = p.organisation_id
left join lateral (select x.revision, x.approved_by, x.approved_at from care.plan_approval x where x.plan_id = p.id order by x.revision desc limit 1) v on true
left join access.account a on a.id = v.approved_by
where p.client_id = $2 and p.episode_id = $3 order by p.organisation_id <> $1, p.began_on desc, p.id limit 20`;

const GOALS = `
select g.id, g.plan_id, g.domain, g.language, g.words, g.measure, g.target, k.epoch, k.wrapped_key, ${day('g.due_on')} as due_on, g.state, g.drop_reason,
  ${dayOf('g.settled_at')} as settled_on, ${name('g', 'a')} as author, g.replaces_id, g.version
from care.plan_goal g join care.organisation o on o.id = g.organisation_id join care.writing_key k on k.id = g.key_id left join access.account a on a.id = g.author_id
where g.plan_id = any ($2) and (g.organisation_id = $1 or g.drop_reason is distinct from 'written_in_error')
order by g.state <> 'open', g.due_on, g.created_at, g.id limit ${SHOWN_MAX * 5}`;

const TASKS = `
select t.id, t.goal_id, t.words, k.epoch, k.wrapped_key, t.owner_id is null as is_clients, ${name('t', 'a')} as colleague, ${day('t.due_on')} as due_on, t.state, t.version
from care.plan_task t join care.writing_key k on k.id = t.key_id left join access.account a on a.id = t.owner_id
where t.goal_id = any ($2) and (t.organisation_id = $1 or t.state <> 'dropped') order by t.due_on, t.created_at, t.id limit ${SHOWN_MAX * 10}`;

const REVIEWS = `
select r.id, r.plan_id, r.words, k.epoch, k.wrapped_key, r.with_client, ${day('r.reviewed_on')} as reviewed_on, ${day('r.next_review_on')} as next_review_on, ${name('r', 'a')} as reviewed_by
from care.plan_review r join care.writing_key k on k.id = r.key_id left join access.account a on a.id = r.reviewed_by
where r.plan_id = any ($2) order by r.reviewed_on desc, r.created_at desc, r.id limit ${SHOWN_MAX}`;

interface Of {
  readonly client: string;
  readonly episode: string;
  readonly approvers: readonly Role[];
}

/** The plans of an episode with their goals, steps and reviews, as far as row-level security shows them: the own one first. */
export async function readPlans(tx: Tx, keys: VaultKeys, of: Of): Promise<PlanView[]> {
  const own = tx.organisation;
  const plans = await tx.query<PlanFound>(PLANS, [own, of.client, of.episode]);
  const ids = plans.map(({ id }) => id);
  const goals = await tx.query<GoalFound>(GOALS, [own, ids]);
  const tasks = await tx.query<TaskFound>(TASKS, [own, goals.map(({ id }) => id)]);
  const reviews = await tx.query<ReviewFound>(REVIEWS, [own, ids]);
  return plans.map((plan) =>
    showPlan(tx, plan, of.approvers, {
      goals: goals
        .filter(({ plan_id }) => plan_id === plan.id)
        .map((goal) =>
          showGoal(
            keys,
            goal,
            plan.own,
            tasks.filter(({ goal_id }) => goal_id === goal.id),
          ),
        ),
      reviews: reviews.filter(({ plan_id }) => plan_id === plan.id).map((one) => showReview(keys, one)),
    }),
  );
}

function showPlan(
  tx: Tx,
  plan: PlanFound,
  approvers: readonly Role[],
  parts: Pick<PlanView, 'goals' | 'reviews'>,
): PlanView {
  const { revision, approved, written_by: writers } = plan;
  const facts: ApprovalFacts = { approvers, revision, approved, writers };
  const approval = plan.own
    ? approvalOf(facts)
    : approved === null
      ? 'not_needed'
      : approvalOf({ ...facts, approvers: ['duty_manager'] });
  const { total, reached } = tallyGoals(parts.goals);
  return {
    organisation: plan.organisation,
    own: plan.own,
    began_on: plan.began_on,
    review_on: plan.review_on,
    review_overdue: plan.overdue,
    approval,
    approved_by: approval === 'approved' ? plan.approved_by : null,
    approved_on: approval === 'approved' ? plan.approved_on : null,
    may_approve: plan.own && whyNotApprove(facts, tx.actor) === null,
    goals_total: total,
    goals_reached: reached,
    version: plan.own ? plan.version : null,
    ...parts,
  };
}

function showGoal(keys: VaultKeys, row: GoalFound, own: boolean, tasks: readonly TaskFound[]): GoalView {
  const open = (field: 'goal' | 'measure' | 'target', sealed: Buffer | null): string | null =>
    openWriting(keys, row, { record: row.id, name: field }, sealed);
  return {
    goal: own ? row.id : null,
    domain: row.domain,
    language: row.language,
    words: open('goal', row.words),
    measure: open('measure', row.measure),
    target: open('target', row.target),
    due_on: row.due_on,
    state: row.state,
    drop_reason: row.drop_reason,
    settled_on: row.settled_on,
    author: row.author,
    replaces: own ? row.replaces_id : null,
    version: own ? row.version : null,
    tasks: tasks.map((task) => showTask(keys, task, own)),
  };
}

function showTask(keys: VaultKeys, row: TaskFound, own: boolean): PlanTaskView {
  return {
    task: own ? row.id : null,
    words: openWriting(keys, row, { record: row.id, name: 'task' }, row.words),
    whose: row.is_clients ? 'client' : 'colleague',
    colleague: row.colleague,
    due_on: row.due_on,
    state: row.state,
    version: own ? row.version : null,
  };
}

function showReview(keys: VaultKeys, row: ReviewFound): PlanReviewView {
  return {
    reviewed_on: row.reviewed_on,
    with_client: row.with_client,
    words: openWriting(keys, row, { record: row.id, name: 'review' }, row.words),
    next_review_on: row.next_review_on,
    reviewed_by: row.reviewed_by,
  };
}
