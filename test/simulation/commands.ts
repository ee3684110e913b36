import type { ConsentCategory } from '#domain/charter/consent.js';
import type {
  ContactWay,
  DeclineReason,
  ForcedChangeReason,
  HoldReason,
  RecallReason,
  ReportOutcome,
  SideMove,
  StopCause,
  Urgency,
} from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import type { Person } from './model.js';

/** What people do to the world that is no move of one handoff. */
export const ERRANDS = [
  'admit',
  'consent',
  'withdraw_consent',
  'offer',
  'prepare',
  'emergency',
  'inform',
  'state_places',
  'propose_change',
  'decide_change',
] as const;
export type Errand = (typeof ERRANDS)[number];

/** What the coordination office does to one handoff. */
export const OFFICE_MOVES = ['overturn', 'extend', 'reassign', 'recall_envelope'] as const;
export type OfficeMove = (typeof OFFICE_MOVES)[number];

/** What nobody does: time passes, papers run out. */
export const EVENTS = [
  'tick',
  'lose_standing',
  'regain_standing',
  'pass_appointment',
  'pass_days',
  'close_house',
] as const;
export type Event = (typeof EVENTS)[number];

export type Verb = SideMove | Errand | OfficeMove | Event;

/** The content of a command; who and what is meant stands as a place in the lists of the world. */
export interface Details {
  readonly receiver?: number;
  readonly kind?: 'transfer' | 'referral';
  readonly stage?: Stage;
  readonly urgency?: Urgency;
  readonly consent?: number;
  readonly group?: number;
  readonly replaces?: number;
  readonly categories?: readonly ConsentCategory[];
  readonly free?: number;
  readonly text?: string;
  readonly decline?: DeclineReason;
  readonly recall?: RecallReason;
  readonly cause?: StopCause;
  readonly hold?: HoldReason;
  readonly outcome?: Exclude<ReportOutcome, 'returned'>;
  readonly way?: ContactWay;
  readonly force?: ForcedChangeReason;
  readonly yes?: boolean;
  /** Hours from now; negative lies back. */
  readonly hours?: number;
  readonly spoke?: boolean;
  readonly position?: number;
  readonly house?: number;
  readonly licence?: boolean;
  readonly days?: number;
  /** For a clock: which of those there are, and whether it is made due first. */
  readonly pick?: number;
  readonly due?: boolean;
}

export interface Command {
  readonly verb: Verb;
  readonly who: Person;
  /** Place of the client, consent, handoff or proposal it is done to. */
  readonly on: number;
  readonly details: Details;
  /** Decided on this version; undefined where there is none. */
  readonly version?: number;
  /** The name of the change: the same again is the same change. */
  readonly key: string;
}

/** One line for the trail of a run. */
export function tell({ verb, who, on, details, version, key }: Command): string {
  const { house, number, observes } = who;
  const by = `${house === 'office' ? 'office' : `house ${house}`}${observes ? ' (observer)' : `.${number}`}`;
  const given = JSON.stringify(details);
  return `${by} ${verb} #${on}${version === undefined ? '' : ` v${version}`} ${given === '{}' ? '' : given} [${key}]`;
}
