import { CARE_TEAM, OBSERVERS, STAFF, type ActionSpec } from './action-spec.js';

const KEEPERS = ['org_admin', 'duty_manager'] as const;
const LOOKERS = [...KEEPERS, ...OBSERVERS] as const;

/** Actions of those who keep an organisation in order and of those who check it: staff, sites, duty, queue, exceptions, reviews. Part of `ACTIONS`. */
export const HOUSE_ACTIONS = {
  'staff.list': {
    roles: LOOKERS,
    on: 'account',
    purpose: 'administration',
    audit: 'read',
    condition: 'own_organisation',
  },
  'staff.invite': {
    roles: ['org_admin'],
    on: 'account',
    purpose: 'administration',
    audit: 'security',
    condition: 'own_organisation',
  },
  'staff.change': {
    roles: ['org_admin'],
    on: 'account',
    purpose: 'administration',
    audit: 'security',
    condition: 'own_organisation',
  },
  'staff.leave': {
    roles: ['org_admin'],
    on: 'account',
    purpose: 'administration',
    audit: 'security',
    condition: 'own_organisation',
  },
  'staff.join': { roles: ['public'], on: 'account', purpose: 'administration', audit: 'security' },
  'site.list': {
    roles: [...new Set([...CARE_TEAM, ...LOOKERS])],
    on: 'organisation',
    purpose: 'administration',
    audit: 'read',
    condition: 'own_organisation',
  },
  'site.change': {
    roles: ['org_admin'],
    on: 'organisation',
    purpose: 'administration',
    audit: 'write',
    condition: 'own_organisation',
  },
  'duty.list': {
    roles: [...new Set([...CARE_TEAM, ...LOOKERS])],
    on: 'organisation',
    purpose: 'administration',
    audit: 'read',
    condition: 'own_organisation',
  },
  'duty.plan': {
    roles: KEEPERS,
    on: 'organisation',
    purpose: 'administration',
    audit: 'write',
    condition: 'own_organisation',
  },
  'duty.substitute': {
    roles: [...new Set([...CARE_TEAM, ...KEEPERS])],
    on: 'organisation',
    purpose: 'administration',
    audit: 'write',
    condition: 'own_organisation',
  },
  'pack.view': { roles: STAFF, on: 'network', purpose: 'administration', audit: 'read' },
  'queue.view': {
    roles: LOOKERS,
    on: 'organisation',
    purpose: 'operation',
    audit: 'read',
    condition: 'own_organisation',
  },
  'exception.list': {
    roles: LOOKERS,
    on: 'organisation',
    purpose: 'audit',
    audit: 'read',
    condition: 'own_organisation',
  },
  'review.list': {
    roles: LOOKERS,
    on: 'audit',
    purpose: 'audit',
    audit: 'read',
    condition: 'own_organisation',
  },
  'review.draw': {
    roles: ['auditor'],
    on: 'audit',
    purpose: 'audit',
    audit: 'write',
    condition: 'own_organisation',
  },
  'review.find': {
    roles: ['auditor'],
    on: 'audit',
    purpose: 'audit',
    audit: 'write',
    condition: 'own_organisation',
  },
  'review.reply': {
    roles: KEEPERS,
    on: 'audit',
    purpose: 'audit',
    audit: 'write',
    condition: 'own_organisation',
  },
  'review.close': {
    roles: ['auditor'],
    on: 'audit',
    purpose: 'audit',
    audit: 'write',
    condition: 'own_organisation',
  },
} as const satisfies Record<string, ActionSpec>;
