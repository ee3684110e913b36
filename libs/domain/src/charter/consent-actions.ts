import { CARE_TEAM, OBSERVERS, type ActionSpec } from './action-spec.js';

const STAFF_WRITES = { on: 'client', purpose: 'care', audit: 'write', condition: 'has_access' } as const;
/** Everybody who works with the client; which kinds, `CONSENT_KINDS_OF_ROLE` says. */
const WRITERS = [...CARE_TEAM, 'privacy_officer'] as const;
const OWN = { roles: ['client'], on: 'client', purpose: 'care', condition: 'own_record' } as const;

/** Consents: recorded by staff at the client's wish, and given, narrowed and withdrawn by the client alone. Part of `ACTIONS`. */
export const CONSENT_ACTIONS = {
  'consent.record': { ...STAFF_WRITES, roles: WRITERS },
  'consent.narrow': { ...STAFF_WRITES, roles: WRITERS },
  'consent.withdraw': { ...STAFF_WRITES, roles: WRITERS },
  'consent.list': {
    roles: [...CARE_TEAM, ...OBSERVERS],
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
  'consent.preview': {
    roles: WRITERS,
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
  'consent.copy': {
    roles: WRITERS,
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
  'disclosure.account': {
    roles: [...CARE_TEAM, ...OBSERVERS],
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
  'consent.register': {
    roles: OBSERVERS,
    on: 'organisation',
    purpose: 'audit',
    audit: 'read',
    condition: 'own_organisation',
  },
  'own.consents': { ...OWN, audit: 'read' },
  'own.preview': { ...OWN, audit: 'read' },
  'own.copy': { ...OWN, audit: 'read' },
  'own.give': { ...OWN, audit: 'write' },
  'own.narrow': { ...OWN, audit: 'write' },
  'own.withdraw': { ...OWN, audit: 'write' },
  'own.disclosures': { ...OWN, audit: 'read' },
} as const satisfies Record<string, ActionSpec>;
