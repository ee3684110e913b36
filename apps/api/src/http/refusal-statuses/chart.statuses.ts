import type { Statuses } from './statuses.js';

export const CHART_STATUSES = {
  404: ['chart.reading_unknown'],
  409: ['chart.voided', 'chart.observation_same'],
  422: [
    'chart.reading_empty',
    'chart.value_impossible',
    'chart.pressure_half',
    'chart.pressure_upside_down',
    'chart.in_the_future',
    'chart.before_the_stay',
    'chart.difference_needed',
    'chart.rights_not_told',
    'chart.not_consented',
  ],
} as const satisfies Statuses;
