import { STAFF_ROLES, type Role } from './roles.js';

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
  readonly condition?: 'has_access' | 'own_custody' | 'own_side' | 'own_organisation' | 'coordinates';
}

const CARE_TEAM = [
  'clinician',
  'case_manager',
  'social_worker',
  'employment_officer',
  'intake_officer',
  'duty_manager',
] as const;
const SENDERS = ['clinician', 'case_manager', 'social_worker', 'duty_manager'] as const;
const RECEIVERS = [
  'intake_officer',
  'social_worker',
  'case_manager',
  'duty_manager',
  'employment_officer',
] as const;
const BOTH_SIDES = [...new Set([...SENDERS, ...RECEIVERS])];
const ARRIVAL_DESK = [...RECEIVERS, 'clinician'] as const;
const STAFF: readonly Role[] = STAFF_ROLES;
const OBSERVERS = ['auditor', 'privacy_officer'] as const;

/**
 * Action -> who may do it. The API guard, the worker, the buttons of the web app and docs/charter.md read this table;
 * an action that is not here cannot open a transaction (ADR 0003).
 */
export const ACTIONS = {
  'client.search': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'identity',
    condition: 'own_organisation',
  },
  'client.admit': {
    roles: ['clinician', 'intake_officer', 'social_worker', 'case_manager', 'duty_manager'],
    on: 'client',
    purpose: 'care',
    audit: 'write',
  },
  'client.list': {
    roles: [...CARE_TEAM, ...OBSERVERS],
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'own_organisation',
  },
  'client.view': {
    roles: [...CARE_TEAM, ...OBSERVERS],
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
  'client.identify': {
    roles: [...CARE_TEAM, 'privacy_officer'],
    on: 'client',
    purpose: 'care',
    audit: 'identity',
    condition: 'has_access',
  },
  'safety.screen': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'own_custody',
  },
  'stage.advance': {
    roles: ['clinician', 'case_manager', 'duty_manager'],
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'own_custody',
  },
  'treatment.record': {
    roles: ['clinician'],
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'own_custody',
  },
  'rehabilitation.record': {
    roles: ['clinician', 'case_manager'],
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'own_custody',
  },
  'reintegration.record': {
    roles: ['case_manager', 'social_worker'],
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'own_custody',
  },
  'employment.record': {
    roles: ['employment_officer', 'case_manager'],
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'own_custody',
  },
  'consent.record': {
    roles: [...SENDERS, 'intake_officer', 'privacy_officer'],
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'has_access',
  },
  'consent.withdraw': {
    roles: [...CARE_TEAM, 'privacy_officer'],
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'has_access',
  },
  'partner.list': {
    roles: [...CARE_TEAM, ...OBSERVERS, 'org_admin', 'coordinator'],
    on: 'network',
    purpose: 'handoff',
    audit: 'read',
  },
  'work.list': {
    roles: [...CARE_TEAM, ...OBSERVERS, 'org_admin', 'coordinator'],
    on: 'organisation',
    purpose: 'care',
    audit: 'read',
    condition: 'own_organisation',
  },
  'work.complete': {
    roles: [...CARE_TEAM, 'coordinator'],
    on: 'organisation',
    purpose: 'care',
    audit: 'write',
    condition: 'own_organisation',
  },
  'handoff.list': {
    roles: [...CARE_TEAM, ...OBSERVERS],
    on: 'handoff',
    purpose: 'handoff',
    audit: 'read',
    condition: 'own_side',
  },
  'handoff.view': {
    roles: [...CARE_TEAM, ...OBSERVERS],
    on: 'handoff',
    purpose: 'handoff',
    audit: 'read',
    condition: 'own_side',
  },
  'handoff.preview': {
    roles: SENDERS,
    on: 'client',
    purpose: 'handoff',
    audit: 'read',
    condition: 'own_custody',
  },
  'handoff.send': {
    roles: SENDERS,
    on: 'client',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_custody',
  },
  'handoff.emergency': {
    roles: ['clinician', 'duty_manager'],
    on: 'client',
    purpose: 'handoff',
    audit: 'write',
    condition: 'has_access',
  },
  'handoff.prepare': {
    roles: SENDERS,
    on: 'client',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_custody',
  },
  'handoff.edit': {
    roles: SENDERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.discard': {
    roles: SENDERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.take': {
    roles: RECEIVERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.ask': {
    roles: RECEIVERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.waitlist': {
    roles: RECEIVERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.propose': {
    roles: RECEIVERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.accept': {
    roles: RECEIVERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.decline': {
    roles: RECEIVERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.reschedule': {
    roles: RECEIVERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.answer': {
    roles: SENDERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.wish': {
    roles: SENDERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.recall': {
    roles: SENDERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.void': {
    roles: SENDERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.depart': {
    roles: SENDERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.contact': {
    roles: SENDERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.call': {
    roles: SENDERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.acknowledge': {
    roles: SENDERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.hold': {
    roles: BOTH_SIDES,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.resume': {
    roles: BOTH_SIDES,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.stop': {
    roles: BOTH_SIDES,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.withdraw': {
    roles: BOTH_SIDES,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.arrive': {
    roles: ARRIVAL_DESK,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.miss': {
    roles: ARRIVAL_DESK,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.fail': {
    roles: ARRIVAL_DESK,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.invite': {
    roles: ARRIVAL_DESK,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.report': {
    roles: ARRIVAL_DESK,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.return': {
    roles: SENDERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'handoff.absent': {
    roles: [...CARE_TEAM, ...OBSERVERS],
    on: 'organisation',
    purpose: 'care',
    audit: 'read',
    condition: 'own_organisation',
  },
  'envelope.list': {
    roles: ['coordinator'],
    on: 'envelope',
    purpose: 'handoff',
    audit: 'read',
    condition: 'coordinates',
  },
  'envelope.view': {
    roles: ['coordinator'],
    on: 'envelope',
    purpose: 'handoff',
    audit: 'read',
    condition: 'coordinates',
  },
  'envelope.overturn': {
    roles: ['coordinator'],
    on: 'envelope',
    purpose: 'handoff',
    audit: 'write',
    condition: 'coordinates',
  },
  'envelope.extend': {
    roles: ['coordinator'],
    on: 'envelope',
    purpose: 'handoff',
    audit: 'write',
    condition: 'coordinates',
  },
  'envelope.reassign': {
    roles: ['coordinator'],
    on: 'envelope',
    purpose: 'handoff',
    audit: 'write',
    condition: 'coordinates',
  },
  'envelope.recall': {
    roles: ['coordinator'],
    on: 'envelope',
    purpose: 'handoff',
    audit: 'write',
    condition: 'coordinates',
  },
  'custody.propose': {
    roles: ['coordinator'],
    on: 'envelope',
    purpose: 'handoff',
    audit: 'write',
    condition: 'coordinates',
  },
  'custody.confirm': {
    roles: ['coordinator'],
    on: 'envelope',
    purpose: 'handoff',
    audit: 'write',
    condition: 'coordinates',
  },
  'custody.proposals': {
    roles: ['coordinator'],
    on: 'envelope',
    purpose: 'handoff',
    audit: 'read',
    condition: 'coordinates',
  },
  'capacity.state': {
    roles: [...RECEIVERS, 'org_admin'],
    on: 'organisation',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_organisation',
  },
  'capacity.list': {
    roles: [...CARE_TEAM, ...OBSERVERS, 'org_admin', 'coordinator'],
    on: 'network',
    purpose: 'handoff',
    audit: 'read',
  },
  'separation.record': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'has_access',
  },
  'separation.list': {
    roles: [...CARE_TEAM, ...OBSERVERS],
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
  'separation.end': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'write',
    condition: 'own_organisation',
  },
  'message.retry': {
    roles: [...CARE_TEAM, 'org_admin'],
    on: 'organisation',
    purpose: 'operation',
    audit: 'write',
    condition: 'own_organisation',
  },
  'indicators.loop': {
    roles: ['duty_manager', 'org_admin', ...OBSERVERS],
    on: 'organisation',
    purpose: 'audit',
    audit: 'read',
    condition: 'own_organisation',
  },
  'handoff.export': {
    roles: OBSERVERS,
    on: 'handoff',
    purpose: 'audit',
    audit: 'read',
    condition: 'own_organisation',
  },
  'handoff.tick': { roles: ['system:clock'], on: 'handoff', purpose: 'operation', audit: 'write' },
  'handoff.deliver': { roles: ['system:delivery'], on: 'handoff', purpose: 'operation', audit: 'write' },
  'client.import': { roles: ['system:import'], on: 'client', purpose: 'operation', audit: 'write' },
  'audit.custody': {
    roles: OBSERVERS,
    on: 'client',
    purpose: 'audit',
    audit: 'read',
    condition: 'has_access',
  },
  'audit.events': {
    roles: OBSERVERS,
    on: 'audit',
    purpose: 'audit',
    audit: 'read',
    condition: 'own_organisation',
  },
  'audit.verify': { roles: OBSERVERS, on: 'audit', purpose: 'audit', audit: 'security' },
  'audit.examine': { roles: ['system:audit'], on: 'audit', purpose: 'operation', audit: 'security' },
  'session.view': { roles: STAFF, on: 'account', purpose: 'administration', audit: 'security' },
  'session.language': { roles: STAFF, on: 'account', purpose: 'administration', audit: 'security' },
  'session.open': { roles: ['public'], on: 'account', purpose: 'administration', audit: 'security' },
  'session.close': { roles: ['public'], on: 'account', purpose: 'administration', audit: 'security' },
  'process.report': { roles: ['system:audit'], on: 'audit', purpose: 'operation', audit: 'security' },
} as const satisfies Record<string, ActionSpec>;

export type Action = keyof typeof ACTIONS;

export const ACTION_CODES = Object.keys(ACTIONS) as Action[];
