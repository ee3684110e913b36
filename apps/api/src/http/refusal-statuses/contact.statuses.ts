import type { Statuses } from './statuses.js';

export const CONTACT_STATUSES = {
  403: ['contact.undo_own_only'],
  404: ['contact.unknown', 'group.unknown'],
  409: [
    'contact.anonymous',
    'contact.not_yet',
    'contact.recorded',
    'contact.not_recorded',
    'contact.undo_too_late',
    'contact.not_in_series',
    'contact.group_moves_as_one',
  ],
  422: [
    'contact.address',
    'contact.ends_before_start',
    'contact.too_long',
    'contact.too_long_ago',
    'contact.too_far_ahead',
    'contact.in_future',
    'contact.other_day',
    'contact.not_late',
    'group.mutual_aid_has_no_list',
    'group.client_twice',
    'group.not_on_list',
  ],
} as const satisfies Statuses;
