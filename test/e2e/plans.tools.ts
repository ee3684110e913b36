import type {
  ClientPlans,
  GoalSettling,
  GoalView,
  GoalWriting,
  PlanPartWritten,
  PlanReviewing,
  PlanView,
  TaskWriting,
} from '#domain/wire/plan.js';
import { daysAgo, granted } from '../support/journey.js';
import type { Staff } from '../support/staff.js';
import { path } from './erasure.tools.js';

export const inDays = (days: number): string => daysAgo(-days);

const goal = (more: Partial<GoalWriting> = {}): GoalWriting => ({
  domain: 'housing',
  words: 'A room of my own where my daughter can visit.',
  measure: 'A tenancy with my name on it.',
  target: 'Signed',
  due_on: inDays(90),
  ...more,
});
export const write = (by: Staff, client: string, more: Partial<GoalWriting> = {}) =>
  by.post<PlanPartWritten>(path(client, '/plan/goals'), goal(more));
export const revise = (
  by: Staff,
  client: string,
  id: string,
  version: number,
  more: Partial<GoalWriting> = {},
) => {
  const { domain: _, ...words } = goal(more);
  return by.post<PlanPartWritten>(path(client, `/plan/goals/${id}/revise`), words, { version });
};
export const settle = (
  by: Staff,
  client: string,
  id: string,
  version: number,
  state: GoalSettling['state'],
  reason: GoalSettling['reason'] = null,
) => by.post<PlanPartWritten>(path(client, `/plan/goals/${id}/state`), { state, reason }, { version });
export const step = (by: Staff, client: string, id: string, more: Partial<TaskWriting> = {}) =>
  by.post<PlanPartWritten>(path(client, `/plan/goals/${id}/tasks`), {
    words: 'Ring the housing office.',
    owner: null,
    due_on: inDays(7),
    ...more,
  });
export const settleStep = (by: Staff, client: string, id: string, version: number, state: string) =>
  by.post<PlanPartWritten>(path(client, `/plan/tasks/${id}/state`), { state }, { version });
export const review = (by: Staff, client: string, version: number, more: Partial<PlanReviewing> = {}) =>
  by.post<PlanPartWritten>(
    path(client, '/plan/reviews'),
    {
      reviewed_on: daysAgo(0),
      with_client: true,
      words: 'Two of three steps are done.',
      next_review_on: inDays(28),
      ...more,
    },
    { version },
  );
export const approve = (by: Staff, client: string, version: number) =>
  by.post<PlanPartWritten>(path(client, '/plan/approve'), undefined, { version });
export const plans = async (by: Staff, client: string): Promise<ClientPlans> =>
  granted(await by.get<ClientPlans>(path(client, '/plan')));
export const own = async (by: Staff, client: string): Promise<PlanView> =>
  (await plans(by, client)).plans[0]!;
export const goals = async (by: Staff, client: string): Promise<GoalView[]> => (await own(by, client)).goals;
