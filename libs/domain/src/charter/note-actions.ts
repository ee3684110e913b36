import { CARE_TEAM, type ActionSpec } from './action-spec.js';

/** Actions around notes (ADR 0048). Part of `ACTIONS`. Counselling notes are read by actions of their own, so that the audit tells them apart. */
export const NOTE_ACTIONS = {
  'note.list': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
  'note.counselling': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
  'note.view': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
  'note.write': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'has_access',
  },
  'note.amend': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'has_access',
  },
  'note.void': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'has_access',
  },
} as const satisfies Record<string, ActionSpec>;
