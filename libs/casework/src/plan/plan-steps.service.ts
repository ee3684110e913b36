import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import {
  assertGoalOpen,
  assertReviewDays,
  assertTaskDay,
  assertTaskState,
  whyNotApprove,
} from '#domain/rules/plan.js';
import type { PlanPartWritten, PlanReviewing, TaskSettling, TaskWriting } from '#domain/wire/plan.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { sealWriting } from '#platform/vault/writing-cipher.js';
import type { Call } from '../call.js';
import { assertVersion } from '../client/client.queries.js';
import { findColleague } from '../colleague/colleague.queries.js';
import { ownWritingKey } from '../note/writing-key.tx.js';
import {
  closePlanWork,
  lockGoal,
  lockPlan,
  lockTask,
  locatePlanned,
  readReviewDays,
  reviewAt,
} from './plan-rows.tx.js';

interface Target {
  readonly client: string;
  readonly version: number;
}

/** What happens to a plan once it is there: steps towards its goals, reviews, and the approval of another person (ADR 0050). */
@Injectable()
export class PlanStepsService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(VaultKeys) private readonly keys: VaultKeys,
  ) {}

  /** Adds a step to an open goal, of the client or of a colleague, due by the day of the goal. */
  async addTask(
    actor: Actor,
    call: Call,
    { client, goal: id }: { readonly client: string; readonly goal: string },
    wanted: TaskWriting,
  ): Promise<PlanPartWritten> {
    return await this.uow.run(actor, { do: 'plan.task', on: { client }, ...call }, async (tx) => {
      const planned = await locatePlanned(tx, this.packs, client);
      const goal = await lockGoal(tx, planned, id);
      assertGoalOpen(goal.state);
      assertTaskDay(wanted.due_on, goal.due_on, planned.today);
      const owner = await findColleague(tx, wanted.owner, 'plan.task', 'owner');
      const { tasks } = await tx.one<{ tasks: number }>(
        'select count(*)::int as tasks from care.plan_task where goal_id = $1',
        [goal.id],
      );
      if (tasks >= LIMITS.plan_tasks_max)
        throw new Refusal('plan.too_many_tasks', { parameters: { most: LIMITS.plan_tasks_max } });
      const key = await ownWritingKey(tx, this.keys, planned.client_id);
      const task = tx.newId();
      await tx.query(
        `insert into care.plan_task (id, goal_id, episode_id, client_id, organisation_id, key_id, words, owner_id, due_on, author_id)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          task,
          goal.id,
          planned.episode_id,
          planned.client_id,
          tx.organisation,
          key.id,
          sealWriting(this.keys, key, { record: task, name: 'task' }, wanted.words.trim()),
          owner,
          wanted.due_on,
          actor.account,
        ],
      );
      tx.note({ domain: goal.domain, of: owner === null ? 'client' : 'colleague' });
      return { id: task, version: 1 };
    });
  }

  /** Says that a step is done, not needed, or open again. */
  async settleTask(
    actor: Actor,
    call: Call,
    target: Target & { readonly task: string },
    { state }: TaskSettling,
  ): Promise<PlanPartWritten> {
    const on = { client: target.client };
    return await this.uow.run(actor, { do: 'plan.task_state', on, ...call }, async (tx) => {
      const planned = await locatePlanned(tx, this.packs, target.client);
      const task = await lockTask(tx, planned, target);
      assertTaskState(task.state, state);
      await tx.query(
        `update care.plan_task set state = $2, version = version + 1, settled_at = case when $2 <> 'open' then clock_timestamp() end,
           settled_by = case when $2 <> 'open' then $3::uuid end where id = $1`,
        [task.id, state, actor.account],
      );
      tx.note({ from: task.state, to: state });
      return { id: task.id, version: task.version + 1 };
    });
  }

  /** Writes down a review and when the next one is; the work that an overdue one made is done with it. */
  async review(actor: Actor, call: Call, target: Target, said: PlanReviewing): Promise<PlanPartWritten> {
    const on = { client: target.client };
    return await this.uow.run(actor, { do: 'plan.review', on, ...call }, async (tx) => {
      const planned = await locatePlanned(tx, this.packs, target.client);
      const plan = await lockPlan(tx, planned);
      assertVersion(target.version, plan.version);
      assertReviewDays(
        { reviewed: said.reviewed_on, next: said.next_review_on },
        {
          began: plan.began_on,
          today: planned.today,
          days: await readReviewDays(tx, planned.episode_id, planned.rules),
        },
      );
      const key = await ownWritingKey(tx, this.keys, planned.client_id);
      const id = tx.newId();
      await tx.query(
        `insert into care.plan_review (id, plan_id, episode_id, client_id, organisation_id, key_id, words, with_client, reviewed_on, next_review_on, reviewed_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          id,
          plan.id,
          planned.episode_id,
          planned.client_id,
          tx.organisation,
          key.id,
          sealWriting(this.keys, key, { record: id, name: 'review' }, said.words.trim()),
          said.with_client,
          said.reviewed_on,
          said.next_review_on,
          actor.account,
        ],
      );
      await tx.query(
        'update care.plan set review_on = $2, review_at = $3, version = version + 1 where id = $1',
        [plan.id, said.next_review_on, reviewAt(said.next_review_on, planned.zone)],
      );
      await closePlanWork(tx, planned.episode_id, 'plan.review');
      tx.note({ with_client: said.with_client, next_review_on: said.next_review_on });
      return { id, version: plan.version + 1 };
    });
  }

  /** Approves what was read, and that alone. Refuses whoever wrote any of it since the last approval, and roles the pack does not name. */
  async approve(actor: Actor, call: Call, target: Target): Promise<PlanPartWritten> {
    const on = { client: target.client };
    return await this.uow.run(actor, { do: 'plan.approve', on, ...call }, async (tx) => {
      const planned = await locatePlanned(tx, this.packs, target.client);
      const plan = await lockPlan(tx, planned);
      assertVersion(target.version, plan.version);
      const why = whyNotApprove(
        {
          approvers: planned.rules.approved_by,
          revision: plan.revision,
          approved: plan.approved,
          writers: plan.written_by,
        },
        actor,
      );
      if (why !== null) throw new Refusal(why);
      const id = tx.newId();
      await tx.query(
        `insert into care.plan_approval (id, plan_id, episode_id, client_id, organisation_id, revision, written_by, approved_by)
           select $1, p.id, p.episode_id, p.client_id, p.organisation_id, p.revision, p.written_by, $3 from care.plan p where p.id = $2`,
        [id, plan.id, actor.account],
      );
      await tx.query(`update care.plan set written_by = '{}', version = version + 1 where id = $1`, [
        plan.id,
      ]);
      await closePlanWork(tx, planned.episode_id, 'plan.approve');
      tx.note({ revision: plan.revision });
      return { id, version: plan.version + 1 };
    });
  }
}
