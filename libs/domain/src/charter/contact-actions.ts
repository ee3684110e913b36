import { CARE_TEAM, OBSERVERS, type ActionSpec } from './action-spec.js';

const WRITES = {
  roles: CARE_TEAM,
  on: 'client',
  purpose: 'care',
  audit: 'write',
  condition: 'has_access',
} as const;

/** Actions about appointments and groups (ADR 0047). Part of `ACTIONS`. */
export const CONTACT_ACTIONS = {
  'contact.list': {
    roles: [...CARE_TEAM, ...OBSERVERS],
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
  'contact.calendar': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'own_organisation',
  },
  'contact.file': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'own_organisation',
  },
  'contact.plan': WRITES,
  'contact.move': WRITES,
  'contact.cancel': WRITES,
  'contact.record': WRITES,
  'contact.undo': WRITES,
  'group.plan': WRITES,
  'group.view': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'own_organisation',
  },
  'group.record': WRITES,
} as const satisfies Record<string, ActionSpec>;
