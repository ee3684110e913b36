import { CARE_TEAM, type ActionSpec } from './action-spec.js';

/** What a client does in their own window: everything is about themselves alone. */
const OWN = { roles: ['client'], on: 'client', purpose: 'care', condition: 'own_record' } as const;

/** Actions of the client in their own window, and of staff who let them in. Part of `ACTIONS`. */
export const WINDOW_ACTIONS = {
  'window.view': { ...OWN, audit: 'read' },
  'window.accesses': { ...OWN, audit: 'read' },
  'window.leave': { ...OWN, audit: 'security' },
  'window.language': { ...OWN, audit: 'write' },
  'window.passkey': { ...OWN, audit: 'security' },
  'window.ask_provider': { ...OWN, audit: 'write' },
  'window.ask_erasure': { ...OWN, audit: 'write' },
  'window.status': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'own_custody',
  },
} as const satisfies Record<string, ActionSpec>;
