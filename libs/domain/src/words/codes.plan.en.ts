import type { PLAN_ACTIONS } from '../charter/plan-actions.js';
import type { ApprovalState, DropReason, GoalState, PlanDomain, TaskState } from '../charter/plan.js';

/** Values of plans in English words. */
export const planCodes = {
  plan_domain: {
    substance_use: 'Substance use',
    physical_health: 'Physical health',
    mental_health: 'Mental health',
    housing: 'Housing',
    family: 'Family and relationships',
    children: 'Children',
    legal: 'Legal matters and documents',
    money: 'Money and debts',
    work: 'Education and work',
    community: 'Community and meaning',
  } satisfies Record<PlanDomain, string>,
  goal_state: {
    open: 'Open',
    met: 'Reached',
    partly: 'Partly reached',
    revised: 'Revised',
    dropped: 'Dropped',
  } satisfies Record<GoalState, string>,
  drop_reason: {
    client_wishes_otherwise: 'The client wishes otherwise',
    circumstances_changed: 'Circumstances have changed',
    not_possible_now: 'Not possible now',
    taken_over_elsewhere: 'Taken over elsewhere',
    written_in_error: 'Written in error',
  } satisfies Record<DropReason, string>,
  task_state: {
    open: 'Open',
    done: 'Done',
    dropped: 'Not needed',
  } satisfies Record<TaskState, string>,
  plan_approval: {
    waiting: 'Waits for approval',
    approved: 'Approved',
  } satisfies Record<Exclude<ApprovalState, 'not_needed'>, string>,
};

/** What the audit says of these actions. */
export const planActionWords = {
  'plan.view': 'Read the plan',
  'plan.goal': 'Wrote a goal',
  'plan.revise': 'Revised a goal',
  'plan.settle': 'Recorded how a goal went',
  'plan.task': 'Added a step to a goal',
  'plan.task_state': 'Recorded what became of a step',
  'plan.review': 'Reviewed the plan',
  'plan.approve': 'Approved the plan',
  'plan.tick': 'A review of a plan came due',
} satisfies Record<keyof typeof PLAN_ACTIONS, string>;
