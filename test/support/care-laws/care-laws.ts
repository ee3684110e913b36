import type { CareLaw } from './care-law.js';
import { CHART_LAW } from './chart.law.js';
import { CONTACT_LAW } from './contact.law.js';
import { DOCUMENT_LAW } from './document.law.js';
import { FOLLOW_UP_LAW } from './follow-up.law.js';
import { MEDICINE_LAW } from './medicine.law.js';
import { NOTE_LAW } from './note.law.js';
import { WARD_LAW } from './ward.law.js';
import { PROGRAMME_LAW } from './programme.law.js';
import { PLAN_LAW } from './plan.law.js';

/** The parts of care, in the order in which their rows are written. A new part is one file and one line here. */
export const CARE_LAWS: readonly CareLaw[] = [
  CONTACT_LAW,
  FOLLOW_UP_LAW,
  NOTE_LAW,
  PLAN_LAW,
  DOCUMENT_LAW,
  CHART_LAW,
  MEDICINE_LAW,
  WARD_LAW,
  PROGRAMME_LAW,
];
