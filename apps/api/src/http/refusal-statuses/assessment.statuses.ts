import type { Statuses } from './statuses.js';

export const ASSESSMENT_STATUSES = {
  403: ['assessment.of_others', 'assessment.clinician_needed'],
  404: ['assessment.unknown'],
  409: [
    'assessment.voided',
    'assessment.corrected',
    'assessment.sign_off_not_needed',
    'assessment.signed_off',
    'assessment.sign_off_needed',
  ],
  422: [
    'instrument.unknown_item',
    'instrument.illegal_answer',
    'instrument.not_asked',
    'instrument.unknown',
    'instrument.retired',
    'instrument.not_allowed',
    'assessment.in_future',
    'assessment.before_episode',
    'assessment.mode_not_of_form',
    'assessment.substance_needed',
    'assessment.substance_not_asked',
    'assessment.nothing_answered',
  ],
} as const satisfies Statuses;
