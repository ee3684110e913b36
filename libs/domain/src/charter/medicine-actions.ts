import { CARE_TEAM, type ActionSpec } from './action-spec.js';

const BY_CLINICIANS = { on: 'client', purpose: 'care', audit: 'write', condition: 'has_access' } as const;

/** Actions around medicines (ADR 0053). Part of `ACTIONS`. Only a clinician orders; whoever has the duty gives, too. */
export const MEDICINE_ACTIONS = {
  'medicine.list': {
    roles: CARE_TEAM,
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'has_access',
  },
  'medicine.round': {
    roles: ['clinician', 'duty_manager'],
    on: 'client',
    purpose: 'care',
    audit: 'read',
    condition: 'own_organisation',
  },
  'medicine.order': { ...BY_CLINICIANS, roles: ['clinician'] },
  'medicine.stop': { ...BY_CLINICIANS, roles: ['clinician', 'duty_manager'] },
  'medicine.dose': { ...BY_CLINICIANS, roles: ['clinician', 'duty_manager'] },
  'medicine.dose_void': { ...BY_CLINICIANS, roles: ['clinician', 'duty_manager'] },
  'medicine.fact': { ...BY_CLINICIANS, roles: ['clinician', 'duty_manager'] },
  'medicine.fact_void': { ...BY_CLINICIANS, roles: ['clinician', 'duty_manager'] },
} as const satisfies Record<string, ActionSpec>;
