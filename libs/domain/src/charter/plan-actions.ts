import { CARE_TEAM, type ActionSpec } from './action-spec.js';

const WRITES = {
  roles: CARE_TEAM,
  on: 'client',
  purpose: 'care',
  audit: 'write',
  condition: 'has_access',
} as const;

/** Actions around the plan of a client (ADR 0050). Part of `ACTIONS`. */
export const PLAN_ACTIONS = {
  'plan.view': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
  'plan.goal': WRITES,
  'plan.revise': WRITES,
  'plan.settle': WRITES,
  'plan.task': WRITES,
  'plan.task_state': WRITES,
  'plan.review': WRITES,
  'plan.approve': WRITES,
  'plan.tick': {
    roles: ['system:clock'],
    on: 'organisation',
    purpose: 'operation',
    audit: 'write',
  },
} as const satisfies Record<string, ActionSpec>;
