import type { Language } from '../charter/code-lists.js';

/** What a calendar file says of an appointment: no word of care, because others see the telephone it lies on. */
export const CALENDAR_SUMMARY = { en: 'Appointment', ru: 'Встреча', ar: 'موعد' } as const satisfies Record<
  Language,
  string
>;
