/** What a plan looks at, and in this order (domain 02). */
export const PLAN_DOMAINS = [
  'substance_use',
  'physical_health',
  'mental_health',
  'housing',
  'family',
  'children',
  'legal',
  'money',
  'work',
  'community',
] as const;
export type PlanDomain = (typeof PLAN_DOMAINS)[number];

/** Where a goal stands. `revised`: another one came in its place, and it stays beside that one. */
export const GOAL_STATES = ['open', 'met', 'partly', 'revised', 'dropped'] as const;
export type GoalState = (typeof GOAL_STATES)[number];

/** What somebody says of a goal by hand; a goal becomes `revised` by the one that takes its place. */
export const GOAL_ANSWERS = ['open', 'met', 'partly', 'dropped'] as const satisfies readonly GoalState[];
export type GoalAnswer = (typeof GOAL_ANSWERS)[number];

export const DROP_REASONS = [
  'client_wishes_otherwise',
  'circumstances_changed',
  'not_possible_now',
  'taken_over_elsewhere',
  'written_in_error',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

export const TASK_STATES = ['open', 'done', 'dropped'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** Whether somebody else has read what stands now, where the rules of the region want it. */
export const APPROVAL_STATES = ['not_needed', 'waiting', 'approved'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];
