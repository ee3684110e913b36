import type {
  BedClosing,
  BedDesignation,
  BedFeature,
  BedStay,
  HandoverLineKind,
  RoundConcern,
  RoundFinding,
} from '../charter/ward.js';
import type { ObservationLevel, ScoreState, VitalAlert, WithdrawalScale } from '../charter/chart.js';
import type { Stage } from '../charter/pathway.js';
import type { WardRow } from './desk.js';

/** A bed as it is written down. `site` null: the main site. */
export interface BedWriting {
  site: string | null;
  stage: Stage;
  label: string;
  room: string;
  designation: BedDesignation;
  features: BedFeature[];
}

export interface BedClosingWriting {
  reason: BedClosing;
}

export interface BedChoice {
  bed: string;
}

/** A bed for whoever comes by an accepted handoff. `until_at` null: as long as the pack keeps one. */
export interface BedReserving extends BedChoice {
  until_at: string | null;
}

export interface WardWritten {
  id: string;
  version: number;
}

export interface BedHolder {
  stay: BedStay;
  /** Null: reserved for somebody who is not a client of this house yet. */
  client: string | null;
  handoff: string | null;
  since_at: string;
  /** A reservation: when it ends by itself. Somebody in hospital: until when their bed is kept. */
  until_at: string | null;
}

export interface BedView extends Omit<BedWriting, 'site'> {
  id: string;
  version: number;
  site: string;
  closed_at: string | null;
  close_reason: BedClosing | null;
  holder: BedHolder | null;
}

/** What the house states to the network beside what its beds say. */
export interface BedPlaces {
  stage: Stage;
  in_service: number;
  /** Nobody has it and nobody is to come to it. */
  empty: number;
  /** Free places as stated to the network; null: none are stated. */
  stated: number | null;
}

export interface BedsView {
  beds: BedView[];
  places: BedPlaces[];
}

export interface RoundNoteWriting {
  finding: RoundFinding;
  concerns: RoundConcern[];
}

export interface RoundNoteView extends RoundNoteWriting {
  at: string;
  by: string;
}

/** What the chart says of somebody in one line; null where nothing was set or scored. */
export interface WardChart {
  observation: ObservationLevel | null;
  /** What of the newest reading lay outside the limits. */
  alerts: VitalAlert[];
  /** The withdrawal that is scored: its newest score, the one before it, and when the next is due. */
  withdrawal: {
    scale: WithdrawalScale;
    value: number;
    before: number | null;
    state: ScoreState;
    due_at: string | null;
  } | null;
}

export interface WardDoses {
  next_at: string | null;
  late: number;
  missed: number;
}

/** One line of the board: what the list of the day says, and what a ward adds. */
export interface BoardRow extends WardRow {
  bed: { id: string; label: string; room: string } | null;
  /** Since when somebody is away, in hospital or out of the house, and until when their bed is kept. */
  away_at: string | null;
  kept_until: string | null;
  doses: WardDoses;
  last_round: RoundNoteView | null;
  chart: WardChart;
}

export interface BoardView {
  at: string;
  rows: BoardRow[];
}

export interface HandoverLine {
  kind: HandoverLineKind;
  client: string;
  /** What it is, in the codes of what it comes from. */
  codes: string[];
  at: string | null;
}

export interface HandoverView {
  id: string;
  from_at: string;
  until_at: string;
  lines: HandoverLine[];
  given_by: string;
  given_at: string;
  taken_by: string | null;
  taken_at: string | null;
  /** Whether whoever reads gave it: somebody else takes it. */
  mine: boolean;
}

/** What would be handed over now, and what was: the newest first. */
export interface HandoversView {
  from_at: string;
  until_at: string;
  lines: HandoverLine[];
  handovers: HandoverView[];
}
