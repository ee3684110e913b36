import type { ActionSpec } from './action-spec.js';

/** Papers that a client takes, from their own window or through the house that is responsible. Part of `ACTIONS`. */
export const PAPER_ACTIONS = {
  'paper.take': {
    roles: ['client'],
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'own_record',
  },
  'paper.hand_over': {
    roles: ['privacy_officer', 'case_manager'],
    on: 'client',
    purpose: 'administration',
    audit: 'identity',
    condition: 'own_custody',
  },
} as const satisfies Record<string, ActionSpec>;
