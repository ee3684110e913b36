import { CARE_TEAM, type ActionSpec } from './action-spec.js';

/** What a client does in their own window: everything is about themselves alone. */
const OWN = { roles: ['client'], on: 'client', purpose: 'care', condition: 'own_record' } as const;

/** Actions of the client in their own window, and what staff read of what was asked there. Part of `ACTIONS`. */
export const WINDOW_ACTIONS = {
  'window.enter': { roles: ['public', 'client'], on: 'client', purpose: 'care', audit: 'security' },
  'window.leave': { ...OWN, audit: 'security' },
  'window.view': { ...OWN, audit: 'read' },
  'window.accesses': { ...OWN, audit: 'read' },
  'window.providers': { ...OWN, audit: 'read' },
  'window.passkeys': { ...OWN, audit: 'read' },
  'window.passkey': { ...OWN, audit: 'security' },
  'window.ask_provider': { ...OWN, audit: 'write' },
  'window.ask_erasure': { ...OWN, audit: 'write' },
  'client.wishes': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
} as const satisfies Record<string, ActionSpec>;
