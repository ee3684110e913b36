import type { RefusalCode } from '#domain/refusal.js';
import { ASSESSMENT_STATUSES } from './refusal-statuses/assessment.statuses.js';
import { CONTACT_STATUSES } from './refusal-statuses/contact.statuses.js';
import { DOCUMENT_STATUSES } from './refusal-statuses/document.statuses.js';
import { EXIT_STATUSES } from './refusal-statuses/exit.statuses.js';
import { HOUSE_STATUSES } from './refusal-statuses/house.statuses.js';
import { CHART_STATUSES } from './refusal-statuses/chart.statuses.js';
import { PROGRAMME_STATUSES } from './refusal-statuses/programme.statuses.js';
import { MEDICINE_STATUSES } from './refusal-statuses/medicine.statuses.js';
import { WARD_STATUSES } from './refusal-statuses/ward.statuses.js';
import { NOTE_STATUSES } from './refusal-statuses/note.statuses.js';
import { PLAN_STATUSES } from './refusal-statuses/plan.statuses.js';
import type { Statuses } from './refusal-statuses/statuses.js';

/** Every refusal has one HTTP status; the spec beside this file counts that each is listed exactly once. */
export const REFUSAL_STATUSES: readonly Statuses[] = [
  HOUSE_STATUSES,
  ASSESSMENT_STATUSES,
  CONTACT_STATUSES,
  DOCUMENT_STATUSES,
  EXIT_STATUSES,
  CHART_STATUSES,
  MEDICINE_STATUSES,
  PROGRAMME_STATUSES,
  WARD_STATUSES,
  NOTE_STATUSES,
  PLAN_STATUSES,
];

const BY_CODE = new Map<RefusalCode, number>(
  REFUSAL_STATUSES.flatMap((part) =>
    Object.entries(part).flatMap(([status, codes]) => codes.map((code) => [code, Number(status)] as const)),
  ),
);

export function statusOf(code: RefusalCode): number {
  return BY_CODE.get(code) ?? 422;
}
