/** What an ending is to the figures of continuity (domain 02, 2.6.3): death is its own class, and what was a slip of the pen counts nowhere. */
export type OutcomeClass = 'successful' | 'neutral' | 'unsuccessful' | 'death' | 'excluded' | 'not_counted';

interface ExitSpec {
  readonly class: OutcomeClass;
  /** The reason for discharge in NDTMS and in TEDS-D; null: the standard knows none. The internal code is never narrowed to them. */
  readonly ndtms: string | null;
  readonly teds: string | null;
  /** Decided by the house and planned: it waits for the criteria or for a clinician where the risk of suicide is high. Nobody who leaves waits. */
  readonly planned: boolean;
  /** Whether somebody asks after the client at 7, 30, 90, 180 and 365 days. */
  readonly followed_up: boolean;
  /** The system failed, not the person: counted apart (domain 12, 16). */
  readonly system_failure?: true;
}

/**
 * How a stage is left without a next one (domain 02, 2.6.3; the names of domain 12, 16). Going on to a next stage is a move and has
 * outcomes of its own (charter/pathway). The classes are those of the stage; the pairs of NDTMS and TEDS are for exports alone.
 */
export const EXITS = {
  comp_abst: { class: 'successful', ndtms: '80', teds: '1', planned: true, followed_up: true },
  comp_alc: { class: 'successful', ndtms: '81', teds: '1', planned: true, followed_up: true },
  comp_nondep: { class: 'successful', ndtms: '82', teds: '1', planned: true, followed_up: true },
  comp_step: { class: 'successful', ndtms: '93', teds: '4', planned: true, followed_up: true },
  trans_plan: { class: 'neutral', ndtms: '83', teds: '4', planned: true, followed_up: true },
  trans_med: { class: 'neutral', ndtms: '83', teds: '4', planned: false, followed_up: true },
  hospital_emergency: { class: 'neutral', ndtms: '83', teds: '4', planned: false, followed_up: true },
  detained: { class: 'neutral', ndtms: '84', teds: '5', planned: false, followed_up: true },
  moved: { class: 'neutral', ndtms: '83', teds: '7', planned: true, followed_up: true },
  dropout: { class: 'unsuccessful', ndtms: '85', teds: '2', planned: false, followed_up: true },
  left: { class: 'unsuccessful', ndtms: '85', teds: '2', planned: false, followed_up: true },
  left_early: { class: 'unsuccessful', ndtms: '85', teds: '2', planned: false, followed_up: true },
  prov_withdrew: { class: 'unsuccessful', ndtms: '86', teds: '3', planned: true, followed_up: true },
  declined_start: { class: 'excluded', ndtms: '88', teds: '7', planned: false, followed_up: true },
  not_suitable: { class: 'neutral', ndtms: '83', teds: '4', planned: true, followed_up: true },
  no_place_anywhere: {
    class: 'neutral',
    ndtms: null,
    teds: '7',
    planned: true,
    followed_up: true,
    system_failure: true,
  },
  funding_end: {
    class: 'neutral',
    ndtms: null,
    teds: '7',
    planned: true,
    followed_up: true,
    system_failure: true,
  },
  admin_6m: { class: 'unsuccessful', ndtms: '85', teds: '2', planned: false, followed_up: true },
  died: { class: 'death', ndtms: '89', teds: '6', planned: false, followed_up: false },
  error: { class: 'not_counted', ndtms: null, teds: null, planned: false, followed_up: false },
} as const satisfies Record<string, ExitSpec>;
export type ExitCode = keyof typeof EXITS;
export const EXIT_CODES = Object.keys(EXITS) as ExitCode[];

/** What a code of EXITS says, with its optional marks. */
export const exitSpec = (code: ExitCode): ExitSpec => EXITS[code];

/** Why a house ends care itself. That somebody used again is no reason, so it is no code. */
export const WITHDRAWAL_REASONS = [
  'violence',
  'dealing',
  'safety_of_others',
  'service_closed',
  'other',
] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

export const DEATH_CAUSES = ['overdose', 'suicide', 'other', 'unknown'] as const;
export type DeathCause = (typeof DEATH_CAUSES)[number];

/** Whether whoever leaves was told of the risk of overdose first. They may decline to hear it: nobody is kept for a talk. */
export const LEAVING_TALKS = ['held', 'declined'] as const;
export type LeavingTalk = (typeof LEAVING_TALKS)[number];

/** On what ground somebody came (domain 09, H1). */
export const LEGAL_BASES = [
  'voluntary',
  'court_alternative',
  'court_ordered',
  'involuntary_medical',
] as const;
export type LegalBasis = (typeof LEGAL_BASES)[number];

/** Whether somebody was treated before; not wanting to say is an answer of its own and leaves as one (V12). */
export const TREATED_BEFORE = ['never', 'same_centre', 'other_centre', 'refused', 'unknown'] as const;
export type TreatedBefore = (typeof TREATED_BEFORE)[number];

/** By whom somebody was sent into a stage, as fine as TDI and TEDS ask (domain 02, 2.6.2), and the two answers that are none. */
export const ENTRY_SOURCES = {
  self: { tdi: '6', teds: '1' },
  family: { tdi: '6', teds: '1' },
  friend: { tdi: '6', teds: '1' },
  hotline: { tdi: '6', teds: '6' },
  peer_fellowship: { tdi: '6', teds: '6' },
  outreach: { tdi: '4', teds: '6' },
  gp: { tdi: '2', teds: '3' },
  hospital_ed: { tdi: '4', teds: '3' },
  other_health: { tdi: '4', teds: '3' },
  drug_centre: { tdi: '3', teds: '2' },
  ngo_rehab: { tdi: '3', teds: '2' },
  social_service: { tdi: '4', teds: '6' },
  child_protection: { tdi: '4', teds: '6' },
  education: { tdi: '5', teds: '4' },
  employer: { tdi: '7', teds: '5' },
  employment_centre: { tdi: '7', teds: '6' },
  police: { tdi: '1', teds: '7' },
  court: { tdi: '1', teds: '7' },
  probation: { tdi: '1', teds: '7' },
  prison: { tdi: '1', teds: '7' },
  religious: { tdi: '7', teds: '6' },
  other: { tdi: '7', teds: '6' },
  refused: { tdi: '99', teds: '-9' },
  unknown: { tdi: '99', teds: '-9' },
} as const;
export type EntrySource = keyof typeof ENTRY_SOURCES;
export const ENTRY_SOURCE_CODES = Object.keys(ENTRY_SOURCES) as EntrySource[];
