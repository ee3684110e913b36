import { CARE_TEAM, SENDERS, type ActionSpec } from './action-spec.js';

const OF_CLIENT = { on: 'client', purpose: 'care', condition: 'has_access' } as const;

/** Actions around documents and letters (ADR 0051). Part of `ACTIONS`. Opening one is an action of its own, so that the audit tells it apart. */
export const DOCUMENT_ACTIONS = {
  'document.list': { roles: CARE_TEAM, audit: 'read', ...OF_CLIENT },
  'document.open': { roles: CARE_TEAM, audit: 'read', ...OF_CLIENT },
  'document.keep': { roles: CARE_TEAM, audit: 'write', ...OF_CLIENT },
  'document.void': { roles: CARE_TEAM, audit: 'write', ...OF_CLIENT },
  'letter.list': { roles: CARE_TEAM, audit: 'read', ...OF_CLIENT },
  'letter.open': { roles: CARE_TEAM, audit: 'read', ...OF_CLIENT },
  'letter.give': { roles: SENDERS, audit: 'write', ...OF_CLIENT },
  'letter.revoke': { roles: SENDERS, audit: 'write', ...OF_CLIENT },
  /** Anybody who holds a letter asks whether it stands, and is told nothing of whom it is about. */
  'letter.verify': { roles: ['public'], on: 'network', purpose: 'care', audit: 'read' },
} as const satisfies Record<string, ActionSpec>;
