import { CARE_TEAM, STAFF, type ActionSpec } from './action-spec.js';

/** Actions about telling people, and about how a client may be reached. Part of `ACTIONS`. */
export const NOTICE_ACTIONS = {
  'notice.list': { roles: STAFF, on: 'account', purpose: 'operation', audit: 'read' },
  'notice.read': { roles: STAFF, on: 'account', purpose: 'operation', audit: 'read' },
  'notice.preferences': { roles: STAFF, on: 'account', purpose: 'operation', audit: 'read' },
  'notice.prefer': { roles: STAFF, on: 'account', purpose: 'operation', audit: 'security' },
  'contact.view': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'identity',
    condition: 'own_custody',
  },
  'contact.change': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'identity',
    condition: 'own_custody',
  },
  'window.notices': {
    roles: ['client'],
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'own_record',
  },
  'window.contact': {
    roles: ['client'],
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'own_record',
  },
  'window.contact_change': {
    roles: ['client'],
    on: 'client',
    purpose: 'care',
    audit: 'identity',
    condition: 'own_record',
  },
  'notice.send': { roles: ['system:delivery'], on: 'client', purpose: 'operation', audit: 'write' },
  'notice.receipt': { roles: ['system:delivery'], on: 'client', purpose: 'operation', audit: 'write' },
} as const satisfies Record<string, ActionSpec>;
