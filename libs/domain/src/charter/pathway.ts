import { EXITS, EXIT_CODES, type ExitCode, type OutcomeClass } from './exits.js';

/** The stages of the road, with contact and assessment before and follow-up behind them. */
export const STAGES = [
  'contact',
  'assessment',
  'treatment',
  'rehabilitation',
  'reintegration',
  'employment',
  'follow_up',
] as const;
export type Stage = (typeof STAGES)[number];

/** Stages that have a module, a table and criteria of their own. */
export const RECORDED_STAGES = [
  'treatment',
  'rehabilitation',
  'reintegration',
  'employment',
] as const satisfies readonly Stage[];
export type RecordedStage = (typeof RECORDED_STAGES)[number];

/** How a stage ended that was left for another one of the road. */
export const MOVE_OUTCOMES = {
  completed: 'successful',
  moved_on_as_planned: 'successful',
  stepped_up: 'neutral',
  moved_on_early: 'neutral',
} as const satisfies Record<string, OutcomeClass>;
export type MoveOutcome = keyof typeof MOVE_OUTCOMES;
export const MOVE_OUTCOME_CODES = Object.keys(MOVE_OUTCOMES) as MoveOutcome[];

/** How a stage spell ended, with the class that continuity measures count (domain 02 and 04): by a move, or by an exit. */
export type SpellOutcome = MoveOutcome | ExitCode;
export const SPELL_OUTCOMES: Readonly<Record<SpellOutcome, OutcomeClass>> = {
  ...MOVE_OUTCOMES,
  ...(Object.fromEntries(EXIT_CODES.map((exit) => [exit, EXITS[exit].class])) as Record<
    ExitCode,
    OutcomeClass
  >),
};

/** What must be known to be true before a spell is left as completed; the evidence is recorded by the module of the stage. */
export const CRITERIA = {
  withdrawal_settled: { stage: 'treatment' },
  medically_stable: { stage: 'treatment' },
  no_unmet_suicide_risk: { stage: 'treatment' },
  overdose_risk_talk_held: { stage: 'treatment' },
  goals_met_or_revised: { stage: 'rehabilitation' },
  no_use_for_28_days: { stage: 'rehabilitation' },
  aftercare_arranged: { stage: 'rehabilitation' },
  housing_stable: { stage: 'reintegration' },
  identity_documents_held: { stage: 'reintegration' },
  lawful_income_or_education: { stage: 'reintegration' },
  support_network: { stage: 'reintegration' },
  work_sustained: { stage: 'employment' },
} as const satisfies Record<string, { readonly stage: RecordedStage }>;
export type Criterion = keyof typeof CRITERIA;

interface StageMove {
  /** `onward` asks for the criteria of the stage that is left; `return` (relapse, step-up) asks for nothing: it is always open. */
  readonly direction: 'onward' | 'return';
}

/** Allowed moves. Backwards is never a failure: relapse costs nobody a place (mission, 10). */
export const PATHWAY = {
  contact: { assessment: { direction: 'onward' }, treatment: { direction: 'onward' } },
  assessment: {
    treatment: { direction: 'onward' },
    rehabilitation: { direction: 'onward' },
    reintegration: { direction: 'onward' },
    employment: { direction: 'onward' },
  },
  treatment: {
    rehabilitation: { direction: 'onward' },
    reintegration: { direction: 'onward' },
    assessment: { direction: 'return' },
  },
  rehabilitation: {
    reintegration: { direction: 'onward' },
    employment: { direction: 'onward' },
    treatment: { direction: 'return' },
  },
  reintegration: {
    employment: { direction: 'onward' },
    follow_up: { direction: 'onward' },
    rehabilitation: { direction: 'return' },
    treatment: { direction: 'return' },
  },
  employment: {
    follow_up: { direction: 'onward' },
    reintegration: { direction: 'return' },
    rehabilitation: { direction: 'return' },
    treatment: { direction: 'return' },
  },
  follow_up: {
    employment: { direction: 'return' },
    reintegration: { direction: 'return' },
    rehabilitation: { direction: 'return' },
    treatment: { direction: 'return' },
  },
} as const satisfies Record<Stage, Partial<Record<Stage, StageMove>>>;
