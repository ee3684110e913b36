import { CARE_TEAM, type ActionSpec } from './action-spec.js';

const OF_A_CLIENT = { on: 'client', purpose: 'care', audit: 'write', condition: 'has_access' } as const;
const OF_THE_HOUSE = {
  on: 'organisation',
  purpose: 'care',
  audit: 'write',
  condition: 'own_organisation',
} as const;
const WALKS = ['clinician', 'case_manager', 'social_worker'] as const;
const LEADS = ['case_manager', 'duty_manager'] as const;

/** Actions around programmes of rehabilitation (ADR 0055). Part of `ACTIONS`. */
export const PROGRAMME_ACTIONS = {
  'programme.list': {
    roles: CARE_TEAM,
    on: 'organisation',
    purpose: 'care',
    audit: 'read',
    condition: 'own_organisation',
  },
  'programme.add': { ...OF_THE_HOUSE, roles: LEADS },
  'programme.close': { ...OF_THE_HOUSE, roles: LEADS },
  'programme.view': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
  'programme.begin': { ...OF_A_CLIENT, roles: WALKS },
  'programme.phase': { ...OF_A_CLIENT, roles: WALKS },
  'programme.end': { ...OF_A_CLIENT, roles: WALKS },
  'programme.relapse': { ...OF_A_CLIENT, roles: WALKS },
  'programme.peer': { ...OF_A_CLIENT, roles: WALKS },
  'programme.peer_end': { ...OF_A_CLIENT, roles: WALKS },
  'leave.plan': { ...OF_A_CLIENT, roles: [...WALKS, 'duty_manager'] },
  'leave.return': { ...OF_A_CLIENT, roles: [...WALKS, 'duty_manager'] },
  'therapy_work.consent': { ...OF_A_CLIENT, roles: WALKS },
  'therapy_work.withdraw': { ...OF_A_CLIENT, roles: WALKS },
  'therapy_work.record': { ...OF_A_CLIENT, roles: WALKS },
  'incident.report': { ...OF_A_CLIENT, roles: [...WALKS, 'duty_manager'] },
  'incident.hear': { ...OF_A_CLIENT, roles: [...WALKS, 'duty_manager'] },
  'incident.decide': { ...OF_A_CLIENT, roles: LEADS },
  'incident.appeal': { ...OF_A_CLIENT, roles: WALKS },
  'incident.settle': { ...OF_A_CLIENT, roles: LEADS },
} as const satisfies Record<string, ActionSpec>;
