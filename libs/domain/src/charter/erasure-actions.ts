import { CARE_TEAM, type ActionSpec } from './action-spec.js';

/** Actions around being forgotten: the request, the decision, the second person, the certificate, and what holds it up. Part of `ACTIONS`. */
export const ERASURE_ACTIONS = {
  'erasure.list': {
    roles: ['privacy_officer', 'duty_manager', 'auditor'],
    on: 'organisation',
    purpose: 'administration',
    audit: 'read',
    condition: 'own_organisation',
  },
  'erasure.view': {
    roles: [...CARE_TEAM, 'privacy_officer', 'auditor'],
    on: 'client',
    purpose: 'administration',
    audit: 'read',
    condition: 'has_access',
  },
  'erasure.request': {
    roles: [...CARE_TEAM, 'privacy_officer'],
    on: 'client',
    purpose: 'administration',
    audit: 'write',
    condition: 'has_access',
  },
  'erasure.withdraw': {
    roles: [...CARE_TEAM, 'privacy_officer'],
    on: 'client',
    purpose: 'administration',
    audit: 'write',
    condition: 'own_organisation',
  },
  'erasure.decide': {
    roles: ['privacy_officer'],
    on: 'client',
    purpose: 'administration',
    audit: 'identity',
    condition: 'own_organisation',
  },
  'erasure.complete': {
    roles: ['privacy_officer', 'duty_manager'],
    on: 'client',
    purpose: 'administration',
    audit: 'identity',
    condition: 'own_organisation',
  },
  'erasure.certificate': {
    roles: ['privacy_officer', 'duty_manager', 'auditor'],
    on: 'client',
    purpose: 'administration',
    audit: 'read',
    condition: 'own_organisation',
  },
  'hold.place': {
    roles: ['privacy_officer', 'duty_manager'],
    on: 'client',
    purpose: 'administration',
    audit: 'write',
    condition: 'has_access',
  },
  'hold.lift': {
    roles: ['privacy_officer'],
    on: 'client',
    purpose: 'administration',
    audit: 'write',
    condition: 'own_organisation',
  },
} as const satisfies Record<string, ActionSpec>;
