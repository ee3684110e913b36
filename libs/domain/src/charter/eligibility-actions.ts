import { CARE_TEAM, OBSERVERS, PARTNER_DESK, type ActionSpec } from './action-spec.js';

const ISSUERS = ['employment_officer', 'case_manager', 'social_worker'] as const;
/** At the partner desk: about the own organisation's tokens, which name nobody. */
const DESK = {
  roles: PARTNER_DESK,
  on: 'organisation',
  purpose: 'operation',
  condition: 'own_organisation',
} as const;

/** Actions about tokens of eligibility: given and taken back in a house of care, read at the partner desk. Part of `ACTIONS`. */
export const ELIGIBILITY_ACTIONS = {
  'eligibility.issue': {
    roles: ISSUERS,
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'own_custody',
  },
  'eligibility.revoke': {
    roles: ISSUERS,
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'has_access',
  },
  'eligibility.view': {
    roles: [...CARE_TEAM, ...OBSERVERS],
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
  'eligibility.desk': { ...DESK, audit: 'security' },
  'eligibility.check': { ...DESK, audit: 'read' },
  'eligibility.take': { ...DESK, audit: 'write' },
  'eligibility.list': { ...DESK, audit: 'read' },
  'eligibility.export': { ...DESK, audit: 'read' },
} as const satisfies Record<string, ActionSpec>;
