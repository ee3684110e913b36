import type { Statuses } from './statuses.js';

export const NOTE_STATUSES = {
  403: ['note.not_author', 'note.void_by_author'],
  404: ['note.unknown'],
  409: ['note.voided'],
  422: ['note.before_episode', 'note.in_future'],
} as const satisfies Statuses;
