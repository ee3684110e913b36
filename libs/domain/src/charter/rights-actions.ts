import { CARE_TEAM, OBSERVERS, type ActionSpec } from './action-spec.js';
import { COMPLAINT_HANDLERS } from './rights.js';

/** The house's, and for what left it the coordination office's. */
const HANDLERS = [...COMPLAINT_HANDLERS, 'coordinator'] as const;
const RECORDERS = [...CARE_TEAM, 'privacy_officer', 'org_admin', 'coordinator', 'hotline_operator'] as const;
const KEEPERS = ['privacy_officer', 'org_admin', 'duty_manager'] as const;

/** Actions around rights and their clocks: complaints, corrections, access, notices, breaches, permits, leaving, retention. Part of `ACTIONS`. */
export const RIGHTS_ACTIONS = {
  'complaint.file': {
    roles: ['client', 'public'],
    on: 'organisation',
    purpose: 'administration',
    audit: 'write',
  },
  'complaint.follow': {
    roles: ['client', 'public'],
    on: 'organisation',
    purpose: 'administration',
    audit: 'read',
  },
  'complaint.reply': {
    roles: ['client', 'public'],
    on: 'organisation',
    purpose: 'administration',
    audit: 'write',
  },
  'complaint.record': {
    roles: RECORDERS,
    on: 'organisation',
    purpose: 'administration',
    audit: 'write',
  },
  'complaint.list': {
    roles: [...HANDLERS, 'auditor'],
    on: 'organisation',
    purpose: 'audit',
    audit: 'read',
    condition: 'own_organisation',
  },
  'complaint.handle': {
    roles: HANDLERS,
    on: 'organisation',
    purpose: 'administration',
    audit: 'write',
    condition: 'own_organisation',
  },
  'complaint.decide': {
    roles: HANDLERS,
    on: 'organisation',
    purpose: 'administration',
    audit: 'write',
    condition: 'own_organisation',
  },
  'correction.request': {
    roles: [...CARE_TEAM, 'privacy_officer', 'client'],
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'has_access',
  },
  'correction.decide': {
    roles: ['privacy_officer', 'duty_manager'],
    on: 'client',
    purpose: 'administration',
    audit: 'write',
    condition: 'own_organisation',
  },
  'correction.apply': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'own_custody',
  },
  'correction.state': {
    roles: [...CARE_TEAM, 'privacy_officer', 'client'],
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'has_access',
  },
  'access.request': {
    roles: [...CARE_TEAM, 'privacy_officer', 'client'],
    on: 'client',
    purpose: 'administration',
    audit: 'write',
    condition: 'has_access',
  },
  'access.answer': {
    roles: ['privacy_officer', 'duty_manager'],
    on: 'client',
    purpose: 'administration',
    audit: 'write',
    condition: 'own_organisation',
  },
  'rights.list': {
    roles: ['privacy_officer', 'duty_manager', 'auditor'],
    on: 'organisation',
    purpose: 'administration',
    audit: 'read',
    condition: 'own_organisation',
  },
  'rights.read': {
    roles: [...CARE_TEAM, ...OBSERVERS, 'client'],
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
  'rights.give': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'has_access',
  },
  'breach.list': {
    roles: [...KEEPERS, 'auditor'],
    on: 'organisation',
    purpose: 'administration',
    audit: 'read',
    condition: 'own_organisation',
  },
  'breach.record': {
    roles: KEEPERS,
    on: 'organisation',
    purpose: 'administration',
    audit: 'security',
    condition: 'own_organisation',
  },
  'breach.notify': {
    roles: ['privacy_officer'],
    on: 'organisation',
    purpose: 'administration',
    audit: 'security',
    condition: 'own_organisation',
  },
  'permit.list': {
    roles: [...KEEPERS, 'auditor'],
    on: 'organisation',
    purpose: 'administration',
    audit: 'read',
    condition: 'own_organisation',
  },
  'permit.record': {
    roles: ['privacy_officer', 'org_admin'],
    on: 'organisation',
    purpose: 'administration',
    audit: 'write',
    condition: 'own_organisation',
  },
  'retention.list': {
    roles: OBSERVERS,
    on: 'client',
    purpose: 'administration',
    audit: 'read',
    condition: 'own_organisation',
  },
  'retention.propose': {
    roles: ['privacy_officer'],
    on: 'client',
    purpose: 'administration',
    audit: 'write',
    condition: 'own_organisation',
  },
  'leave.ask': {
    roles: [...CARE_TEAM, 'client'],
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'has_access',
  },
  'leave.answer': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'has_access',
  },
  'deadline.tick': {
    roles: ['system:clock'],
    on: 'organisation',
    purpose: 'operation',
    audit: 'write',
  },
} as const satisfies Record<string, ActionSpec>;
