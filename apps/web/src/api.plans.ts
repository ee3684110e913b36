import type {
  ClientPlans,
  GoalRevising,
  GoalSettling,
  GoalWriting,
  PlanPartWritten,
  PlanReviewing,
  TaskSettling,
  TaskWriting,
} from '#domain/wire/plan.js';
import { asked, http, keyed, versioned } from './api.http.js';

export const readPlans = (client: string): Promise<ClientPlans> =>
  asked(http.GET('/api/clients/{client}/plan', { params: { path: { client } } }));
export const writeGoal = (client: string, body: GoalWriting, key: string): Promise<PlanPartWritten> =>
  asked(
    http.POST('/api/clients/{client}/plan/goals', { params: { path: { client }, header: keyed(key) }, body }),
  );

interface Part {
  readonly client: string;
  readonly id: string;
  readonly version: number;
}

export const reviseGoal = (goal: Part, body: GoalRevising, key: string): Promise<PlanPartWritten> =>
  asked(
    http.POST('/api/clients/{client}/plan/goals/{goal}/revise', {
      params: { path: { client: goal.client, goal: goal.id }, header: versioned(key, goal.version) },
      body,
    }),
  );
export const settleGoal = (goal: Part, body: GoalSettling, key: string): Promise<PlanPartWritten> =>
  asked(
    http.POST('/api/clients/{client}/plan/goals/{goal}/state', {
      params: { path: { client: goal.client, goal: goal.id }, header: versioned(key, goal.version) },
      body,
    }),
  );
export const addTask = (
  client: string,
  goal: string,
  body: TaskWriting,
  key: string,
): Promise<PlanPartWritten> =>
  asked(
    http.POST('/api/clients/{client}/plan/goals/{goal}/tasks', {
      params: { path: { client, goal }, header: keyed(key) },
      body,
    }),
  );
export const settleTask = (task: Part, body: TaskSettling, key: string): Promise<PlanPartWritten> =>
  asked(
    http.POST('/api/clients/{client}/plan/tasks/{task}/state', {
      params: { path: { client: task.client, task: task.id }, header: versioned(key, task.version) },
      body,
    }),
  );
export const reviewPlan = (
  client: string,
  version: number,
  body: PlanReviewing,
  key: string,
): Promise<PlanPartWritten> =>
  asked(
    http.POST('/api/clients/{client}/plan/reviews', {
      params: { path: { client }, header: versioned(key, version) },
      body,
    }),
  );
export const approvePlan = (client: string, version: number, key: string): Promise<PlanPartWritten> =>
  asked(
    http.POST('/api/clients/{client}/plan/approve', {
      params: { path: { client }, header: versioned(key, version) },
    }),
  );
