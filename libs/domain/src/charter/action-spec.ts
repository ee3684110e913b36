import { OUTSIDE_ROLES, STAFF_ROLES, type Role } from './roles.js';

/** What an action touches; decides which identifiers the audit names. */
export type SubjectKind =
  | 'client'
  | 'handoff'
  /** A handoff without its content: states, clocks and custody, as the coordination office sees it. */
  | 'envelope'
  | 'organisation'
  | 'account'
  | 'audit'
  | 'network';

/** `read` and `write` of case data, `identity` of who a person is, `security` of who may do what. */
export type AuditLevel = 'read' | 'write' | 'identity' | 'security';

export interface ActionSpec {
  readonly roles: readonly Role[];
  readonly on: SubjectKind;
  readonly purpose: 'care' | 'handoff' | 'audit' | 'administration' | 'operation';
  readonly audit: AuditLevel;
  /** Extra condition, decided by the rule of the feature after the role was found sufficient. */
  readonly condition?:
    'has_access' | 'own_custody' | 'own_record' | 'own_side' | 'own_organisation' | 'coordinates';
}

export const CARE_TEAM = [
  'clinician',
  'case_manager',
  'social_worker',
  'employment_officer',
  'intake_officer',
  'duty_manager',
] as const;
export const SENDERS = ['clinician', 'case_manager', 'social_worker', 'duty_manager'] as const;
export const RECEIVERS = [
  'intake_officer',
  'social_worker',
  'case_manager',
  'duty_manager',
  'employment_officer',
] as const;
export const BOTH_SIDES = [...new Set([...SENDERS, ...RECEIVERS])];
export const ARRIVAL_DESK = [...RECEIVERS, 'clinician'] as const;
/** Everybody of a house of care: who stands outside has a desk of their own. */
export const STAFF: readonly Role[] = STAFF_ROLES.filter((role) => !OUTSIDE_ROLES.includes(role));
export const PARTNER_DESK = ['bank_officer', 'employer', 'trainer'] as const;
export const OBSERVERS = ['auditor', 'privacy_officer'] as const;
