import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import { assertDueDay, assertGoalAnswer, assertGoalOpen } from '#domain/rules/plan.js';
import { addDays } from '#domain/rules/wall-clock.js';
import type {
  ClientPlans,
  GoalRevising,
  GoalSettling,
  GoalWriting,
  PlanPartWritten,
} from '#domain/wire/plan.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { sealWriting } from '#platform/vault/writing-cipher.js';
import type { Call } from '../call.js';
import { assertVersion, isCareTeam, locate } from '../client/client.queries.js';
import { readDayOf } from '../day.queries.js';
import { ownWritingKey } from '../note/writing-key.tx.js';
import { packOf } from '../rights/pack-of.tx.js';
import {
  beginPlan,
  lockGoal,
  lockPlan,
  locatePlanned,
  readReviewDays,
  touchRevision,
  type PlanRow,
  type Planned,
} from './plan-rows.tx.js';
import { readPlans } from './plan.queries.js';

export interface GoalTarget {
  readonly client: string;
  readonly goal: string;
  readonly version: number;
}

/**
 * The plan of a client (ADR 0050): goals in the client's own words, each house its own. Words are written once; a goal that has to say
 * something else is revised by another one beside it, and nothing is deleted.
 */
@Injectable()
export class PlanService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(VaultKeys) private readonly keys: VaultKeys,
  ) {}

  /** Every plan of the client's present episode that the reader may read, the own one first. */
  async view(actor: Actor, call: Call, code: string): Promise<ClientPlans> {
    return await this.uow.run(actor, { do: 'plan.view', on: { client: code }, ...call }, async (tx) => {
      const { client_id: client, episode_id: episode, closed_at, merged_into } = await locate(tx, code);
      const { plans: rules } = await packOf(tx, this.packs);
      const today = await readDayOf(tx);
      const plans = await readPlans(tx, this.keys, { client, episode, approvers: rules.approved_by });
      const writes = !closed_at && !merged_into && (await isCareTeam(tx, episode));
      return {
        plans: writes ? plans : plans.map((plan) => ({ ...plan, may_approve: false })),
        writes,
        today,
        review_until_on: addDays(today, await readReviewDays(tx, episode, rules)),
      };
    });
  }

  /** Writes a goal; the first one begins the plan of the house. Refuses a day that is none of a plan, and more goals than anybody follows. */
  async addGoal(actor: Actor, call: Call, code: string, wanted: GoalWriting): Promise<PlanPartWritten> {
    return await this.uow.run(actor, { do: 'plan.goal', on: { client: code }, ...call }, async (tx) => {
      const planned = await locatePlanned(tx, this.packs, code);
      assertDueDay(wanted.due_on, planned.today);
      const plan = await beginPlan(tx, planned);
      const { open } = await tx.one<{ open: number }>(
        `select count(*)::int as open from care.plan_goal where plan_id = $1 and state = 'open'`,
        [plan.id],
      );
      if (open >= LIMITS.plan_goals_open_max)
        throw new Refusal('plan.too_many_goals', { parameters: { most: LIMITS.plan_goals_open_max } });
      tx.note({ domain: wanted.domain });
      return await this.insert(tx, planned, plan, { ...wanted, replaces: null });
    });
  }

  /** Says a goal anew: another one comes in its place, and both stay to be read. Refuses one that is not open any more. */
  async revise(actor: Actor, call: Call, target: GoalTarget, wanted: GoalRevising): Promise<PlanPartWritten> {
    const on = { client: target.client };
    return await this.uow.run(actor, { do: 'plan.revise', on, ...call }, async (tx) => {
      const planned = await locatePlanned(tx, this.packs, target.client);
      const plan = await lockOrUnknown(tx, planned);
      const goal = await lockGoal(tx, planned, target.goal);
      assertGoalOpen(goal.state);
      assertVersion(target.version, goal.version);
      assertDueDay(wanted.due_on, planned.today);
      await settle(tx, goal.id, 'revised', null);
      tx.note({ domain: goal.domain });
      return await this.insert(tx, planned, plan, { ...wanted, domain: goal.domain, replaces: goal.id });
    });
  }

  /** Says how a goal went, or that it is open again. Refuses dropping one without a reason. */
  async settle(actor: Actor, call: Call, target: GoalTarget, said: GoalSettling): Promise<PlanPartWritten> {
    const on = { client: target.client };
    return await this.uow.run(actor, { do: 'plan.settle', on, ...call }, async (tx) => {
      const planned = await locatePlanned(tx, this.packs, target.client);
      const goal = await lockGoal(tx, planned, target.goal);
      assertVersion(target.version, goal.version);
      assertGoalAnswer(goal.state, said.state, said.reason);
      await settle(tx, goal.id, said.state, said.reason);
      tx.note({ domain: goal.domain, from: goal.state, to: said.state });
      return { id: goal.id, version: goal.version + 1 };
    });
  }

  private async insert(
    tx: Tx,
    planned: Planned,
    plan: PlanRow,
    goal: GoalRevising & { domain: string; replaces: string | null },
  ): Promise<PlanPartWritten> {
    const key = await ownWritingKey(tx, this.keys, planned.client_id);
    const id = tx.newId();
    const seal = (name: string, text: string): Buffer =>
      sealWriting(this.keys, key, { record: id, name }, text.trim());
    await tx.query(
      `insert into care.plan_goal (id, plan_id, episode_id, client_id, organisation_id, domain, language, key_id, words, measure, target, due_on, replaces_id, author_id)
         select $1, $2, $3, $4, $5, $6, c.language, $7, $8, $9, $10, $11, $12, $13 from access.account c where c.id = $13`,
      [
        id,
        plan.id,
        planned.episode_id,
        planned.client_id,
        tx.organisation,
        goal.domain,
        key.id,
        seal('goal', goal.words),
        seal('measure', goal.measure),
        seal('target', goal.target),
        goal.due_on,
        goal.replaces,
        tx.actor.account,
      ],
    );
    await touchRevision(tx, planned, plan, LIMITS.plan_approval_days);
    return { id, version: 1 };
  }
}

/** A goal is always of a plan: where the house has none it has no goal either. */
async function lockOrUnknown(tx: Tx, planned: Planned): Promise<PlanRow> {
  try {
    return await lockPlan(tx, planned);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'plan.none') throw new Refusal('plan.goal_unknown');
    throw error;
  }
}

async function settle(tx: Tx, goal: string, state: string, reason: string | null): Promise<void> {
  await tx.query(
    `update care.plan_goal set state = $2, drop_reason = $3, version = version + 1, settled_at = case when $2 <> 'open' then clock_timestamp() end,
       settled_by = case when $2 <> 'open' then $4::uuid end where id = $1`,
    [goal, state, reason, tx.actor.account],
  );
}
