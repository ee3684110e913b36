import type { Statuses } from './statuses.js';

export const PLAN_STATUSES = {
  403: ['plan.approver_role', 'plan.own_writing'],
  404: ['plan.none', 'plan.goal_unknown', 'plan.task_unknown'],
  409: [
    'plan.goal_revised',
    'plan.goal_settled',
    'plan.already_so',
    'plan.approved_already',
    'plan.approval_not_needed',
    'plan.too_many_goals',
    'plan.too_many_tasks',
  ],
  422: [
    'plan.due_has_passed',
    'plan.due_too_far',
    'plan.task_after_goal',
    'plan.drop_reason_needed',
    'plan.review_in_future',
    'plan.review_before_plan',
    'plan.next_review_has_passed',
    'plan.next_review_too_late',
  ],
} as const satisfies Statuses;
