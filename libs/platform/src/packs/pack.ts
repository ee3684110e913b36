import type { Language } from '#domain/charter/code-lists.js';
import type { ChartRules } from '#domain/charter/chart.js';
import type { RehabilitationRules } from '#domain/charter/programme.js';
import type { MedicineRules } from '#domain/charter/medicine.js';
import type { Stage } from '#domain/charter/pathway.js';
import type { Role } from '#domain/charter/roles.js';
import type { Labels } from '#domain/wire/common.js';
import type { ConsentRules } from './consent-file.js';
import type { ProgrammeView } from '#domain/wire/eligibility.js';
import type { DemoNetwork } from './demo-pack.js';

/** The jurisdictions whose packs this version knows; each is a folder of `packs/`. */
export const JURISDICTIONS = ['RU-SVE', 'EG', 'US'] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

/** ISO 8601: Monday is 1, Sunday is 7. */
export type IsoWeekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/**
 * How long each clock of a handoff runs (charter: clocks; docs/operating.md says what each means). Hours are elapsed
 * hours, business days those of whoever must act, days are 24 hours each.
 */
export interface Clocks {
  readonly acknowledge_hours_urgent: number;
  readonly acknowledge_business_days_routine: number;
  readonly decide_hours_urgent: number;
  readonly decide_business_days_routine: number;
  readonly hard_stop_business_days: number;
  readonly answer_hours_urgent: number;
  /** Also for the client's wish about an offered waiting list. */
  readonly answer_business_days: number;
  readonly waitlist_review_days: number;
  readonly arrival_grace_hours_residential: number;
  readonly arrival_grace_hours_other: number;
  /** From the appointment, for somebody at risk. */
  readonly not_seen_hours: number;
  readonly hold_business_days: number;
  readonly report_days: number;
  readonly acknowledge_report_business_days: number;
  /** How long the coordination office may overturn a decline. */
  readonly overturn_business_days: number;
  readonly next_step_hours: number;
  /** Somebody out of the building whose handoff has not arrived is spoken to. */
  readonly contact_hours: number;
  readonly draft_days: number;
  /** How long the place of somebody who is away for a few days is kept. */
  readonly place_hold_days: number;
  /** How long after a missed arrival the receiver keeps what it needs to call. */
  readonly contact_kept_days: number;
}

/** The part of a pack that a calendar needs. */
export interface Calendar {
  readonly weekend_days: readonly IsoWeekday[];
  /** `MM-DD` every year or `YYYY-MM-DD` once; moved holidays are entered by the operator. */
  readonly holidays: readonly string[];
  /** Local times `HH:MM`. */
  readonly working_hours: { readonly from: string; readonly to: string };
}

/** What a site says of its own week: what it leaves open (null) is the jurisdiction's. `opens` and `closes` come together. */
export interface SiteWeek {
  /** ISO weekdays, 1 to 7. */
  readonly weekend_days: readonly number[] | null;
  /** Local times `HH:MM`. */
  readonly opens: string | null;
  readonly closes: string | null;
}

/** What goes with whatever is disclosed: whole, and short for every row of a table (42 CFR 2.32 knows both). */
export interface RedisclosureNotice {
  readonly version: string;
  readonly short: Labels;
  readonly texts: Labels;
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
  /** Local times between which nobody is told anything that can wait; `until` is in the morning. */
  readonly quiet_hours: { readonly from: string; readonly until: string };
  /** Stages that may only be offered with a licence valid on the day. */
  readonly licensed_stages: readonly Stage[];
  /** After so many days a stated number of free places no longer counts as known. */
  readonly capacity_stale_days: number;
  /** Appointments: how many days afterwards one may be written down, how long before it the client is reminded, and the first day of a week. */
  readonly contacts: {
    readonly past_days: number;
    readonly reminder_hours: number;
    readonly week_starts_on: IsoWeekday;
  };
  /** The country (ISO 3166) in which data of its clients are first written, where its law says so; null: it does not. */
  readonly storage_region: string | null;
  /** How many years after care the law keeps the record, and what the law says of it in words. */
  readonly retention: { readonly record_years: number; readonly texts: Labels };
  readonly consent_text: { readonly id: string; readonly texts: Labels };
  /** Who signs what, in which words, for how long (consents.json). */
  readonly consents: ConsentRules;
  readonly redisclosure_notice: RedisclosureNotice;
  /** Roles that read the counselling notes of others in their house; nobody but the author where the list is empty (domain 05, R-A05). */
  readonly counselling_readers: readonly Role[];
  /** Roles one of which approves a plan that somebody else wrote, none where it needs no approval; and after how many days at most a plan is reviewed. */
  readonly plans: {
    readonly approved_by: readonly Role[];
    readonly review_days_residential: number;
    readonly review_days_outpatient: number;
  };
  /** Limits of vital signs, and how often a withdrawal is scored: defaults of the product that the medical lead changes (ADR 0052). */
  readonly chart: ChartRules;
  /** Bounds of work as therapy, and how long an appeal may come after a decision: defaults of the product (ADR 0055). */
  readonly rehabilitation: RehabilitationRules;
  /** What the law says of medicines, and the days and hours of the stop rule of opioid antagonists (domain 12, 7). */
  readonly medicines: MedicineRules & { readonly naloxone_take_home: boolean };
  /** Whether a second person confirms that two records are one person's. */
  readonly merge_needs_two: boolean;
  /** The answer to whoever asks officially for data: it neither confirms nor denies. `{reference}` is filled in. */
  readonly official_answer: {
    readonly id: string;
    /** Every answer leaves so many days after it was asked for, whatever it says. */
    readonly days: number;
    readonly texts: Labels;
  };
  /** What somebody is told of their rights, and to whom they may turn who does not agree. */
  readonly rights: {
    readonly id: string;
    readonly texts: Labels;
    /** The same for whoever reads with difficulty. */
    readonly easy: Labels;
    readonly appeal_to: Labels;
  };
  /** Within how many hours of finding a breach the authority must know, and which one. */
  readonly breach: { readonly hours: number; readonly authority: Labels };
  /** Whether the law allows no new health records without a valid permit. */
  readonly health_permit_needed: boolean;
  /** What tokens of eligibility are given for (ADR 0044). The names say nothing of care: a partner reads them. */
  readonly programmes: readonly ProgrammeView[];
  /** Instruments that may not be taken here, and which bands a score is read in where an instrument has several. */
  readonly instruments: {
    readonly off: readonly string[];
    readonly band_sets: Readonly<Record<string, string>>;
  };
  readonly identity_document_kinds: readonly { readonly code: string; readonly names: Labels }[];
  /** Nothing in it where the pack comes without a demonstration. */
  readonly demo: DemoNetwork;
}
