import type {
  CareLevel,
  CareNeed,
  ClientAnswer,
  Consciousness,
  NeedRating,
  ObservationLevel,
  ObservationReason,
  ReadingVoid,
  ScoreState,
  VitalAlert,
  VitalSign,
  WithdrawalScale,
} from '../charter/chart.js';
import type { SuicideRisk } from '../charter/code-lists.js';

/** What was measured; null: it was not. */
export type Measurements = Record<VitalSign, number | null>;

/** A reading as it is written down. `at` null: now. */
export interface ReadingWriting extends Measurements {
  at: string | null;
  consciousness: Consciousness | null;
}

export interface ReadingVoiding {
  reason: ReadingVoid;
}

export interface ObservationWriting {
  level: ObservationLevel;
  reason: ObservationReason;
}

/** How one side was rated, and why, in the clinician's words. */
export interface NeedWriting {
  rating: NeedRating;
  words: string;
}

export interface CareLevelWriting {
  level: CareLevel;
  needs: Record<CareNeed, NeedWriting>;
  /** Why it is not the level that the ratings speak for. */
  difference: string | null;
  client_answer: ClientAnswer;
}

export interface ChartWritten {
  id: string;
}

export interface ReadingWritten extends ChartWritten {
  alerts: VitalAlert[];
}

export interface ReadingView extends Measurements {
  id: string;
  at: string;
  consciousness: Consciousness | null;
  alerts: VitalAlert[];
  by: string | null;
  voided_at: string | null;
  void_reason: ReadingVoid | null;
}

export interface ObservationView {
  level: ObservationLevel;
  reason: ObservationReason;
  since: string;
  until: string | null;
  by: string | null;
}

export interface CareLevelView {
  id: string;
  level: CareLevel;
  recommended: CareLevel;
  /** Words are null where the house has forgotten the client. */
  needs: Record<CareNeed, { rating: NeedRating; words: string | null }>;
  difference: string | null;
  client_answer: ClientAnswer;
  decided_at: string;
  by: string | null;
}

export interface WithdrawalView {
  scale: WithdrawalScale;
  /** In the order of time. */
  points: { at: string; value: number }[];
  settled_below: number;
  state: ScoreState;
  due_at: string | null;
}

/** The chart of a client in the own house, each list the newest first. */
export interface ChartView {
  limits: Record<VitalSign, { low: number | null; high: number | null }>;
  readings: ReadingView[];
  withdrawal: WithdrawalView[];
  observations: ObservationView[];
  care_levels: CareLevelView[];
  suicide_risk: SuicideRisk;
  /** Seizures or delirium in an earlier withdrawal; null: not known. */
  seizures_or_delirium: boolean | null;
  admission: { rights_told: boolean; consented: boolean };
  /** Whether the reader's house writes here now. */
  writes: boolean;
}
