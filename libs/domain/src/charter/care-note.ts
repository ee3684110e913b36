import type { ConsentCategory } from './consent.js';
import type { Stage } from './pathway.js';

/** What a note of a client is about (domain 02, ADR 0048). `counselling` stands apart from all others (domain 05, R-A05). */
export const CARE_NOTE_KINDS = [
  'progress',
  'round',
  'shift',
  'telephone',
  'visit',
  'conference',
  'counselling',
] as const;
export type CareNoteKind = (typeof CARE_NOTE_KINDS)[number];

/** Those that stand together in the list of notes. */
export const LISTED_NOTE_KINDS = CARE_NOTE_KINDS.filter((kind) => kind !== 'counselling');

/** Under which category of a consent another house reads what was written in a stage: that of the record of the stage. */
export const NOTE_CATEGORY_OF_STAGE = {
  contact: 'treatment',
  assessment: 'treatment',
  treatment: 'treatment',
  rehabilitation: 'plan',
  reintegration: 'social',
  employment: 'employment',
  follow_up: 'plan',
} as const satisfies Record<Stage, ConsentCategory>;

export const CARE_NOTE_CATEGORIES = [
  'treatment',
  'plan',
  'social',
  'employment',
  'counselling_notes',
] as const satisfies readonly ConsentCategory[];
export type CareNoteCategory = (typeof CARE_NOTE_CATEGORIES)[number];
