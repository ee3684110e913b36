import type { Language, Sex, Substance } from '#domain/charter/code-lists.js';
import type { OrganisationKind } from '#domain/charter/eligibility.js';
import type { MeetingAudience, MeetingWay } from '#domain/charter/directory.js';
import type { StandingKind } from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import type { Role } from '#domain/charter/roles.js';
import type { Labels } from '#domain/wire/common.js';
import type { SiteWeek } from './pack.js';

export interface DemoAccount {
  readonly login: string;
  readonly display_name: string;
  readonly roles: readonly Role[];
  readonly language: Language;
}

/** Whom the clocks of a handoff remind (duty), and tell when it is overdue (manager). */
export interface DemoDuty {
  readonly duty: Role;
  readonly manager: Role;
  readonly round_the_clock: boolean;
}

export interface DemoStanding {
  readonly kind: StandingKind;
  readonly number: string;
  readonly from: string;
  /** The first day on which it is no longer valid: a date, or days from when the network is planted (negative: it has lapsed). */
  readonly until: string | { readonly in_days: number };
}

/** Where the directory says that something is. Towns and regions are real; the address is invented, the number cannot be dialled. */
export interface DemoPlace {
  readonly town: Labels;
  readonly region: Labels;
  readonly address?: Labels;
  readonly telephone?: string;
}

export interface DemoOrganisation {
  readonly code: string;
  readonly legal_entity: string;
  readonly names: Labels;
  readonly stages: readonly Stage[];
  /** A partner outside care sees tokens and nothing else. */
  readonly kind: OrganisationKind;
  /** The coordination office of the jurisdiction. */
  readonly coordinates: boolean;
  /** Among the few that are named at the start; the others are listed by `handrail demo accounts`. */
  readonly featured: boolean;
  /** Closes in the course of the demonstration: what it was asked then ends as `receiver-closed`. */
  readonly gives_up: boolean;
  readonly at: DemoPlace;
  /** The main site; an organisation has its own weekend or hours where it differs from the pack. */
  readonly site: SiteWeek & { readonly code: string; readonly names: Labels };
  readonly duty: DemoDuty;
  readonly standing: readonly DemoStanding[];
  /** Free places by stage; a stage that is not listed has no stated number. */
  readonly places: Readonly<Partial<Record<Stage, number>>>;
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

/** A meeting that comes back every week, in local time. */
export interface DemoMeeting {
  readonly weekday: number;
  readonly starts: string;
  readonly minutes: number;
  readonly way: MeetingWay;
  readonly for: MeetingAudience;
  readonly language: Language;
  readonly open: boolean;
}

/** A group of mutual aid: an entry of the directory and nothing else. No staff, no clients, no handoffs. */
export interface DemoGroup {
  readonly code: string;
  readonly names: Labels;
  readonly at: DemoPlace;
  readonly meetings: readonly DemoMeeting[];
}

/** What becomes of an invented client; each is told in libs/casework/src/demo. */
export const DEMO_STORIES = [
  'walk_in',
  'withdrawal',
  'in_treatment',
  'overridden',
  'in_rehabilitation',
  'in_reintegration',
  'in_employment',
  'whole_road',
  'draft',
  'discarded',
  'information_given',
  'fresh_request',
  'overdue_request',
  'escalated_request',
  'extended_request',
  'expired_request',
  'reassigned',
  'recalled_by_office',
  'under_review',
  'expired_decision',
  'question',
  'waiting_offered',
  'waiting',
  'alternatives',
  'superseded',
  'declined',
  'declined_capacity',
  'referred_onward',
  'overturned',
  'recalled',
  'withdrew',
  'left',
  'moved_away',
  'detained',
  'died',
  'consent_withdrawn',
  'receiver_closed',
  'voided',
  'expected',
  'expected_today',
  'not_seen',
  'absent',
  'unreachable',
  'consent_discussed',
  'in_transport',
  'did_not_arrive',
  'invited_again',
  'service_unavailable',
  'recorded_late',
  'unannounced',
  'report_sent',
  'returned',
  'emergency',
  'emergency_arrived',
  'relapse',
  'forced',
  'forced_proposed',
  'consent_expired',
  'consent_narrowed',
  'joined',
] as const;
export type DemoStory = (typeof DEMO_STORIES)[number];

/** Who walks together: a treatment centre and those it sends on to, by stage; the weight says how many come this way. */
export interface DemoRoad {
  readonly weight: number;
  readonly treatment: string;
  readonly rehabilitation: readonly string[];
  readonly reintegration: readonly string[];
  readonly employment: readonly string[];
}

export interface DemoNames {
  readonly given: readonly string[];
  readonly family: readonly string[];
  /** Patronymics, or names of fathers. */
  readonly other: readonly string[];
}

/** The invented clients: how many of each story, from which seed, with names put together from lists. */
export interface DemoCrowd {
  readonly seed: number;
  readonly names: { readonly male: DemoNames; readonly female: DemoNames };
  readonly roads: readonly DemoRoad[];
  readonly stories: Readonly<Partial<Record<DemoStory, number>>>;
}

/** Invented bodies and people: nothing of it can be rung, written to or mistaken for a real centre. */
export interface DemoNetwork {
  readonly legal_entities: readonly { readonly code: string; readonly names: Labels }[];
  readonly organisations: readonly DemoOrganisation[];
  readonly groups: readonly DemoGroup[];
  /** The few who are there before the first sign-in. */
  readonly clients: readonly DemoClient[];
  /** The many who come after it. */
  readonly crowd: DemoCrowd;
}
