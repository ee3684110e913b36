import type { AgeBand, SuicideRisk, WorkItemKind } from '../charter/code-lists.js';
import type { BusinessState, HandoffKind, HandoffMove, HandoffSide, Urgency } from '../charter/handoff.js';
import type { Criterion, SpellOutcome, Stage } from '../charter/pathway.js';
import type { Labels } from './common.js';
import type { ColleagueView } from './work.js';

/** One client of the own organisation on the list of the day. */
export interface WardRow {
  client: string;
  anonymous: boolean;
  age_band: AgeBand;
  stage: Stage | null;
  since_at: string;
  /** Days in this stage, the first is 1. */
  day: number;
  suicide_risk: SuicideRisk;
  /** Flags of the newest safety screen that are true; `not_screened` where there is none. */
  flags: (
    'overdose' | 'seizures' | 'pregnancy' | 'violence' | 'tuberculosis' | 'allergies' | 'not_screened'
  )[];
  allergies: string | null;
  key_worker: ColleagueView | null;
  /** Criteria of the stage that are not met yet. */
  missing: Criterion[];
  /** The open handoff that the client waits for or leaves by. */
  handoff: {
    reference: string;
    business_state: BusinessState;
    partner: Labels;
    appointment_at: string | null;
  } | null;
  /** Open work about this client that is due today or earlier. */
  due: { id: string; kind: WorkItemKind; due_at: string }[];
}

/** Somebody who is expected: today, or earlier and not here yet. */
export interface ArrivalRow {
  reference: string;
  version: number;
  kind: HandoffKind;
  business_state: BusinessState;
  stage: Stage | null;
  urgency: Urgency | null;
  sender: { code: string; names: Labels };
  /** Null: an emergency, which waits for no appointment. */
  appointment_at: string | null;
  departed_at: string | null;
  /** The appointment has passed and the client is not here. */
  late: boolean;
  moves: HandoffMove[];
}

export const TIMELINE_KINDS = [
  'episode',
  'stage',
  'custody',
  'handoff',
  'consent',
  'safety',
  'record',
  'note',
  'key_worker',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** What the entries of a timeline say: keys of the catalogue. */
export const TIMELINE_EVENTS = [
  'episode.opened',
  'episode.closed',
  'stage.started',
  'stage.ended',
  'custody.taken',
  'custody.forced',
  'handoff.sent',
  'handoff.accepted',
  'handoff.arrived',
  'handoff.ended',
  'consent.given',
  'consent.withdrawn',
  'safety.screened',
  'record.kept',
  'note.written',
  'key_worker.named',
  'key_worker.ended',
] as const;
export type TimelineEvent = (typeof TIMELINE_EVENTS)[number];

/**
 * One entry of the road over all organisations, the newest first. `hidden`: between the two entries around it something
 * exists that is not shared with the reader; how much, what and where is not told.
 */
export interface TimelineEntry {
  /** What others wrote is told by its day (midnight UTC); hidden: the time of a neighbour, never its own. */
  at: string;
  kind: TimelineKind | 'hidden';
  /** What happened, `subject.past`: a key of the catalogue. Null: hidden. */
  event: TimelineEvent | null;
  organisation: Labels | null;
  own: boolean;
  /** Who did it, for entries of the own organisation. */
  by: string | null;
  stage: Stage | null;
  outcome: SpellOutcome | null;
  handoff: { reference: string; side: HandoffSide; business_state: BusinessState; partner: Labels } | null;
  consent: { reference: string; recipient: Labels } | null;
  /** Words of the own house: why somebody moved on all the same, who walks with the client. */
  note: string | null;
}

/** What a person was writing when the page went away; only they get it back. */
export interface KeptForm {
  /** The form and what it is about: `walk-in`, `client/7K3M-9QXR-T4/safety`, `handoff/7K3M-9QXR-T4/accept`. */
  form: string;
  values: Record<string, unknown>;
  /** The version of the record the form was opened on, where it has one. */
  version: number | null;
  kept_at: string;
}
/** Null: nothing is kept under that name, which is no refusal. */
export interface KeptFormAnswer {
  kept: KeptForm | null;
}
export interface KeptFormRequest {
  values: Record<string, unknown>;
  version?: number;
}
/** What is kept is not sent back with every keep. */
export interface KeptFormWritten {
  form: string;
  kept_at: string;
}

/** A view of a list: the search words of its address, under a name. */
export interface SavedView {
  id: string;
  screen: string;
  name: string;
  search: Record<string, string>;
  /** Shown to everybody of the organisation who has the screen. */
  shared: boolean;
  own: boolean;
}
export interface SavedViewRequest {
  screen: string;
  name: string;
  search: Record<string, string>;
  shared: boolean;
}

export const EXPORTED_LISTS = [
  'work',
  'handoffs',
  'clients',
  'ward',
  'arrivals',
  'absent',
  'exceptions',
  'staff',
  'audit',
] as const;
export type ExportedList = (typeof EXPORTED_LISTS)[number];
export const EXPORT_REASONS = [
  'shift_handover',
  'supervision',
  'statistics',
  'audit',
  'request_of_client',
  'other',
] as const;
export type ExportReason = (typeof EXPORT_REASONS)[number];
/** The list as its screen shows it: same filters, same columns, as CSV. */
export interface ListExportRequest {
  list: ExportedList;
  search: Record<string, string>;
  reason: ExportReason;
  /** Needed with `other`. */
  note?: string;
}

export const HINT_TOPICS = ['work', 'handoff', 'client', 'session', 'house', 'resync'] as const;
export type HintTopic = (typeof HINT_TOPICS)[number];
/** What the server tells an open screen: that something changed, never what. `resync`: some hints may be missing, ask for everything again. */
export interface Hint {
  topic: HintTopic;
  /** The reference of the handoff, where it is one of the own organisation. */
  reference?: string;
}
