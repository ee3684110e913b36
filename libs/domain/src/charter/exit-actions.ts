import { CARE_TEAM, OBSERVERS, type ActionSpec } from './action-spec.js';

/** Actions around coming into a stage, leaving it, and being asked after. Part of `ACTIONS`. */
export const EXIT_ACTIONS = {
  'stage.exit': {
    roles: ['clinician', 'case_manager', 'duty_manager'],
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'own_custody',
  },
  'stage.entry_view': {
    roles: [...CARE_TEAM, ...OBSERVERS],
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
  'stage.entry': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'own_custody',
  },
  'stage.entry_quality': {
    roles: [...OBSERVERS, 'duty_manager', 'org_admin'],
    on: 'organisation',
    purpose: 'administration',
    audit: 'read',
    condition: 'own_organisation',
  },
  'followup.list': {
    roles: [...CARE_TEAM, ...OBSERVERS],
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'own_custody',
  },
  'followup.look': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'identity',
    condition: 'own_custody',
  },
  'followup.attempt': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'own_custody',
  },
  'followup.tick': {
    roles: ['system:clock'],
    on: 'organisation',
    purpose: 'operation',
    audit: 'write',
  },
} as const satisfies Record<string, ActionSpec>;
