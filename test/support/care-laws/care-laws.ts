import type { CareLaw } from './care-law.js';
import { CONTACT_LAW } from './contact.law.js';
import { FOLLOW_UP_LAW } from './follow-up.law.js';
import { MEDICINE_LAW } from './medicine.law.js';
import { NOTE_LAW } from './note.law.js';

/** The parts of care, in the order in which their rows are written. A new part is one file and one line here. */
export const CARE_LAWS: readonly CareLaw[] = [CONTACT_LAW, FOLLOW_UP_LAW, NOTE_LAW, MEDICINE_LAW];
