import { CARE_TEAM, type ActionSpec } from './action-spec.js';

/** Actions around instruments and what was assessed with them. Part of `ACTIONS`. */
export const ASSESSMENT_ACTIONS = {
  'instrument.list': { roles: CARE_TEAM, on: 'network', purpose: 'care', audit: 'read' },
  'assessment.record': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'own_custody',
  },
  'assessment.list': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
  'assessment.correct': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'own_custody',
  },
  'assessment.void': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'own_custody',
  },
  'assessment.sign_off': {
    roles: ['clinician'],
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'own_custody',
  },
} as const satisfies Record<string, ActionSpec>;
