import type { Statuses } from './statuses.js';

export const WARD_STATUSES = {
  404: ['bed.unknown', 'handover.unknown'],
  409: [
    'bed.taken',
    'bed.closed',
    'bed.open',
    'bed.none',
    'bed.has_one',
    'bed.label_taken',
    'bed.handoff_not_accepted',
    'handover.waits',
    'handover.signed',
    'handover.same_person',
  ],
  422: [
    'bed.site_unknown',
    'bed.until_in_past',
    'bed.until_too_long',
    'round.concern_needed',
    'round.concern_unasked',
  ],
} as const satisfies Statuses;
