import type { Role } from '#domain/charter/roles.js';
import type { Language, Sex, Substance } from '#domain/charter/code-lists.js';
import type { Stage } from '#domain/charter/pathway.js';
import type { Labels } from '#domain/wire/common.js';

/** The jurisdictions whose packs this version knows; each is a folder of `packs/`. */
export const JURISDICTIONS = ['RU-SVE', 'EG'] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

/** ISO 8601: Monday is 1, Sunday is 7. */
export type IsoWeekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface Clocks {
  readonly acknowledge_hours_urgent: number;
  readonly acknowledge_business_days_routine: number;
  readonly arrival_grace_hours_residential: number;
  readonly arrival_grace_hours_other: number;
  readonly report_days: number;
  readonly next_step_hours: number;
}

/** The part of a pack that a calendar needs. */
export interface Calendar {
  readonly weekend_days: readonly IsoWeekday[];
  /** `MM-DD` every year or `YYYY-MM-DD` once; moved holidays are entered by the operator. */
  readonly holidays: readonly string[];
  /** Local times `HH:MM`. */
  readonly working_hours: { readonly from: string; readonly to: string };
}

export interface DemoAccount {
  readonly login: string;
  readonly display_name: string;
  readonly roles: readonly Role[];
  readonly language: Language;
}

export interface DemoOrganisation {
  readonly code: string;
  readonly legal_entity: string;
  readonly names: Labels;
  readonly stages: readonly Stage[];
  readonly accounts: readonly DemoAccount[];
}

/** How far a demo client has come: `withdrawal` has criteria unmet, `sent_on` waits for the partner's answer. */
export const DEMO_JOURNEYS = [
  'walk_in',
  'withdrawal',
  'treatment',
  'sent_on',
  'rehabilitation',
  'reintegration',
  'employment',
] as const;
export type DemoJourney = (typeof DEMO_JOURNEYS)[number];

export interface DemoClient {
  readonly journey: DemoJourney;
  readonly language: Language;
  readonly substance: Substance;
  /** Absent: the person stays anonymous. */
  readonly identity?: {
    readonly given_name: string;
    readonly family_name: string;
    readonly birth_on: string;
    readonly sex: Sex;
  };
}

/** Invented bodies and people: nothing of it can be rung, written to or mistaken for a real centre. */
export interface DemoNetwork {
  readonly legal_entities: readonly { readonly code: string; readonly names: Labels }[];
  readonly organisations: readonly DemoOrganisation[];
  readonly clients: readonly DemoClient[];
}

/**
 * What differs by jurisdiction. Legal texts are the operator's: what ships is a plain starting point, not a quotation of
 * any law. Consents and handoffs keep the `version` they were made under.
 */
export interface Pack extends Calendar {
  readonly jurisdiction: Jurisdiction;
  readonly version: string;
  readonly valid_from: string;
  readonly names: Labels;
  /** IANA zone of organisations that name none of their own. */
  readonly time_zone: string;
  /** Assumed of a client whose language is not known. */
  readonly language: Language;
  /** Shown as information; nothing dials it. Null: there is none to show. */
  readonly hotline: string | null;
  readonly clocks: Clocks;
  readonly consent_text: { readonly id: string; readonly texts: Labels };
  readonly redisclosure_notice: { readonly version: string; readonly texts: Labels };
  readonly identity_document_kinds: readonly { readonly code: string; readonly names: Labels }[];
  readonly demo: DemoNetwork;
}
