import type { Language } from '../charter/code-lists.js';
import type { Stage } from '../charter/pathway.js';

/** A page of a list; `next` is an opaque cursor, null on the last page. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** Labels of data that packs bring, one per language of the product. */
export type Labels = Record<Language, string>;

/** RFC 9457 problem details, in the language of the reader. */
export interface Problem {
  /** Stable address of the kind of problem: `/problems/<code>`. */
  type: string;
  title: string;
  status: number;
  /** What happened and what to do next. */
  detail: string;
  /** The refusal's code, for programs. */
  code: string;
  /** One entry per refused field of a form. */
  errors?: { field: string; code: string; detail: string }[];
  /** Number under which the operator finds this answer in the log. */
  request: string;
}

export interface OrganisationView {
  /** Public short name, stable: `RU-DETOX-1`. */
  code: string;
  names: Labels;
  stages: Stage[];
  time_zone: string;
}

/** An organisation of the network that a client could be sent to, with what helps to choose. */
export interface PartnerView extends OrganisationView {
  /** Where it is; null: the directory has no entry for it. */
  town: Labels | null;
  /** Half of the own requests of the last 180 days were accepted within these hours; null: none was. */
  accepted_within_hours: number | null;
}
