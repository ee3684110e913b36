import { CARE_TEAM, OBSERVERS, RECEIVERS, STAFF, type ActionSpec } from './action-spec.js';
import { ASSESSMENT_ACTIONS } from './assessment-actions.js';
import { CONSENT_ACTIONS } from './consent-actions.js';
import { CONTACT_ACTIONS } from './contact-actions.js';
import { DESK_ACTIONS } from './desk-actions.js';
import { ELIGIBILITY_ACTIONS } from './eligibility-actions.js';
import { ERASURE_ACTIONS } from './erasure-actions.js';
import { EXIT_ACTIONS } from './exit-actions.js';
import { HANDOFF_ACTIONS } from './handoff-actions.js';
import { HOUSE_ACTIONS } from './house-actions.js';
import { IDENTITY_ACTIONS } from './identity-actions.js';
import { DOCUMENT_ACTIONS } from './document-actions.js';
import { CHART_ACTIONS } from './chart-actions.js';
import { MEDICINE_ACTIONS } from './medicine-actions.js';
import { NOTE_ACTIONS } from './note-actions.js';
import { PROGRAMME_ACTIONS } from './programme-actions.js';
import { PLAN_ACTIONS } from './plan-actions.js';
import { NOTICE_ACTIONS } from './notices-actions.js';
import { PAPER_ACTIONS } from './paper-actions.js';
import { WARD_ACTIONS } from './ward-actions.js';
import { WINDOW_ACTIONS } from './window-actions.js';
import { RIGHTS_ACTIONS } from './rights-actions.js';

export type { ActionSpec, AuditLevel, SubjectKind } from './action-spec.js';

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
    roles: CARE_TEAM,
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
  ...ASSESSMENT_ACTIONS,
  ...CONSENT_ACTIONS,
  'partner.list': {
    roles: [...CARE_TEAM, ...OBSERVERS, 'org_admin', 'coordinator'],
    on: 'network',
    purpose: 'handoff',
    audit: 'read',
  },
  ...CONTACT_ACTIONS,
  ...DESK_ACTIONS,
  ...DOCUMENT_ACTIONS,
  ...ELIGIBILITY_ACTIONS,
  ...ERASURE_ACTIONS,
  ...HANDOFF_ACTIONS,
  ...HOUSE_ACTIONS,
  ...IDENTITY_ACTIONS,
  ...CHART_ACTIONS,
  ...MEDICINE_ACTIONS,
  ...NOTE_ACTIONS,
  ...NOTICE_ACTIONS,
  ...PAPER_ACTIONS,
  ...PLAN_ACTIONS,
  ...PROGRAMME_ACTIONS,
  ...WARD_ACTIONS,
  ...WINDOW_ACTIONS,
  ...RIGHTS_ACTIONS,
  ...EXIT_ACTIONS,
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
