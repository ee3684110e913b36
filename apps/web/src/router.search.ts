import {
  ASSESSMENT_MENDS,
  ASSESSMENT_MOMENTS,
  type AssessmentMend,
  type AssessmentMoment,
} from '#domain/charter/assessment.js';
import { DOCUMENT_KINDS, type DocumentKind } from '#domain/charter/document.js';
import { CARE_NOTE_KINDS, type CareNoteKind } from '#domain/charter/care-note.js';
import { STAGES } from '#domain/charter/pathway.js';
import type { Stage } from '#domain/charter/pathway.js';
import type { CriterionView } from '#domain/wire/client.js';
import { EXCEPTION_KINDS, REVIEW_ITEM_STATES, STAFF_STATES } from '#domain/wire/house.js';
import type { ExceptionKind, ReviewItemState, StaffState } from '#domain/wire/house.js';

type Search = Record<string, unknown>;
const text = (search: Search, name: string): string | undefined => {
  const value = search[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
const stageOf = (search: Search): Stage | undefined => STAGES.find((stage) => stage === search['stage']);

/** Where on the page of a client somebody is led: to a field of one of its forms, or to the emergency. */
export function leading(search: Search): { form?: CriterionView['form']; field?: string; now?: 'emergency' } {
  const field = text(search, 'field');
  const form = search['form'] === 'safety' ? 'safety' : search['form'] === 'record' ? 'record' : undefined;
  return {
    ...(form && field && /^[a-z_0-9]+$/.test(field) ? { form, field } : {}),
    ...(search['now'] === 'emergency' ? { now: 'emergency' } : {}),
  };
}

/** A draft to be changed, an ended handoff this one comes after, or the stage a partner is looked for. */
export function narrowedCompose(search: Search): { draft?: string; replaces?: string; stage?: Stage } {
  const draft = text(search, 'draft');
  const replaces = text(search, 'replaces');
  const stage = stageOf(search);
  return { ...(draft ? { draft } : {}), ...(replaces ? { replaces } : {}), ...(stage ? { stage } : {}) };
}

/** The list of the day, narrowed to a stage or to whom somebody walks with: the id of a colleague, `me` or `none`. */
export function narrowedWard(search: Search): { stage?: Stage; key_worker?: string } {
  const stage = stageOf(search);
  const worker = text(search, 'key_worker');
  return {
    ...(stage ? { stage } : {}),
    ...(worker && /^(?:me|none|[0-9a-f-]{36})$/.test(worker) ? { key_worker: worker } : {}),
  };
}

/** The list of the staff, narrowed to who is invited, works here or has left. */
export function narrowedStaff(search: Search): { state?: StaffState } {
  const state = STAFF_STATES.find((each) => each === search['state']);
  return state ? { state } : {};
}

const day = (search: Search, name: string): string | undefined => {
  const value = text(search, name);
  return value && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
};

/** Exceptions of local days, both included; one kind has its list. */
export function narrowedExceptions(search: Search): {
  from_on?: string;
  until_on?: string;
  kind?: ExceptionKind;
} {
  const from = day(search, 'from_on');
  const until = day(search, 'until_on');
  const kind = EXCEPTION_KINDS.find((each) => each === search['kind']);
  return {
    ...(from ? { from_on: from } : {}),
    ...(until ? { until_on: until } : {}),
    ...(kind ? { kind } : {}),
  };
}

/** The items of a sample, narrowed to where they stand; `item`: the worksheet of one of them. */
export function narrowedReview(search: Search): { state?: ReviewItemState; item?: string } {
  const state = REVIEW_ITEM_STATES.find((each) => each === search['state']);
  const item = text(search, 'item');
  return { ...(state ? { state } : {}), ...(item && /^[0-9a-f-]{36}$/.test(item) ? { item } : {}) };
}

/** Which form is taken and when on the way; or which assessment is put right, and why. */
export function takingUp(search: Search): {
  instrument?: string;
  moment?: AssessmentMoment;
  instead?: string;
  reason?: AssessmentMend;
} {
  const instrument = text(search, 'instrument');
  const moment = ASSESSMENT_MOMENTS.find((each) => each === search['moment']);
  const instead = text(search, 'instead');
  const reason = ASSESSMENT_MENDS.find((each) => each === search['reason']);
  return {
    ...(instrument && /^[a-z0-9-]{1,40}$/.test(instrument) ? { instrument } : {}),
    ...(moment ? { moment } : {}),
    ...(instead && /^[0-9a-f-]{36}$/.test(instead) ? { instead } : {}),
    ...(reason ? { reason } : {}),
  };
}

/** Documents of one kind. */
export function narrowedDocuments(search: Search): { kind?: DocumentKind } {
  const kind = DOCUMENT_KINDS.find((each) => each === search['kind']);
  return kind ? { kind } : {};
}

/** Notes of one kind; those of counselling stand apart. */
export function narrowedNotes(search: Search): { kind?: CareNoteKind } {
  const kind = CARE_NOTE_KINDS.find((each) => each === search['kind']);
  return kind ? { kind } : {};
}

/** The days of a calendar begin on one; today where none is named. */
export function fromDay(search: Search): { from_on?: string } {
  const from = day(search, 'from_on');
  return from ? { from_on: from } : {};
}
