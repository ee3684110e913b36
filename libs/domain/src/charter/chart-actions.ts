import { CARE_TEAM, type ActionSpec } from './action-spec.js';

const ON_THE_WARD = {
  roles: ['clinician', 'duty_manager'],
  on: 'client',
  purpose: 'care',
  audit: 'write',
  condition: 'has_access',
} as const;

/** Actions around the chart (ADR 0052). Part of `ACTIONS`. Whoever has the duty measures, too; where somebody is looked after a clinician decides. */
export const CHART_ACTIONS = {
  'chart.view': { roles: CARE_TEAM, on: 'client', purpose: 'care', audit: 'read', condition: 'has_access' },
  'chart.reading': ON_THE_WARD,
  'chart.reading_void': ON_THE_WARD,
  'chart.observe': ON_THE_WARD,
  'chart.care_level': { ...ON_THE_WARD, roles: ['clinician'] },
} as const satisfies Record<string, ActionSpec>;
