/** What is measured and has limits (domain 12, 6), with its unit: mmHg, beats and breaths a minute, °C, % of oxygen, mmol/l of glucose. */
export const VITAL_SIGNS = [
  'systolic',
  'diastolic',
  'pulse',
  'respiration',
  'temperature',
  'oxygen',
  'glucose',
] as const;
export type VitalSign = (typeof VITAL_SIGNS)[number];

/** Outside of these nobody alive was measured: a slip of the hand. `decimals`: how exact an instrument on a ward reads. */
export const VITAL_BOUNDS: Readonly<Record<VitalSign, { min: number; max: number; decimals: 0 | 1 }>> = {
  systolic: { min: 40, max: 300, decimals: 0 },
  diastolic: { min: 20, max: 200, decimals: 0 },
  pulse: { min: 20, max: 260, decimals: 0 },
  respiration: { min: 2, max: 80, decimals: 0 },
  temperature: { min: 25, max: 45, decimals: 1 },
  oxygen: { min: 40, max: 100, decimals: 0 },
  glucose: { min: 0.5, max: 60, decimals: 1 },
};

/** How awake somebody is: alert, newly confused, answers to a voice, to pain, or not at all. */
export const CONSCIOUSNESS = ['alert', 'confused', 'voice', 'pain', 'unresponsive'] as const;
export type Consciousness = (typeof CONSCIOUSNESS)[number];

/** What of a reading lies outside the limits. */
export const VITAL_ALERTS = [...VITAL_SIGNS, 'consciousness'] as const;
export type VitalAlert = (typeof VITAL_ALERTS)[number];

/** Below `low` or above `high` is an alert; null: no limit on that side. */
export interface VitalLimits {
  readonly low: number | null;
  readonly high: number | null;
}

/** Why a reading that was written down does not count. */
export const READING_VOIDS = ['wrong_client', 'wrong_value', 'written_twice'] as const;
export type ReadingVoid = (typeof READING_VOIDS)[number];

/** How closely somebody is looked after, from the ordinary to never out of reach. */
export const OBSERVATION_LEVELS = ['general', 'intermittent', 'within_sight', 'within_reach'] as const;
export type ObservationLevel = (typeof OBSERVATION_LEVELS)[number];

export const OBSERVATION_REASONS = [
  'suicide_risk',
  'withdrawal',
  'seizures',
  'confusion',
  'violence_risk',
  'newly_arrived',
  'safer_now',
] as const;
export type ObservationReason = (typeof OBSERVATION_REASONS)[number];

/** The two scales that a withdrawal is charted by; other substances are charted by vital signs alone (domain 12, 4). */
export const WITHDRAWAL_SCALES = ['ciwa-ar', 'cows'] as const;
export type WithdrawalScale = (typeof WITHDRAWAL_SCALES)[number];

/** Below this a withdrawal counts as settled, once it stays so for a day (domain 12, 2 and 3). */
export const WITHDRAWAL_SETTLED_BELOW: Readonly<Record<WithdrawalScale, number>> = { 'ciwa-ar': 8, cows: 5 };

/** From which score on the next one is due after how many hours. */
export interface ScoreInterval {
  readonly from: number;
  readonly hours: number;
}

export const SCORE_STATES = ['settled', 'later', 'due', 'overdue'] as const;
export type ScoreState = (typeof SCORE_STATES)[number];

/** The six sides from which it is decided where somebody is looked after: our own, each rated by what it needs. */
export const CARE_NEEDS = [
  'withdrawal',
  'body',
  'mind',
  'willingness',
  'relapse_risk',
  'surroundings',
] as const;
export type CareNeed = (typeof CARE_NEEDS)[number];

export const NEED_RATINGS = ['none', 'some', 'marked', 'severe'] as const;
export type NeedRating = (typeof NEED_RATINGS)[number];

/** Where somebody is looked after, from the least to the most. */
export const CARE_LEVELS = ['outpatient', 'day', 'residential', 'withdrawal_inpatient', 'hospital'] as const;
export type CareLevel = (typeof CARE_LEVELS)[number];

/** What the client says to it: nobody is kept anywhere they do not wish to be. */
export const CLIENT_ANSWERS = ['agrees', 'wishes_otherwise', 'undecided'] as const;
export type ClientAnswer = (typeof CLIENT_ANSWERS)[number];

/** Numbers of the chart that the medical lead may change: defaults, never facts (domain 12). */
export interface ChartRules {
  readonly limits: Readonly<Record<VitalSign, VitalLimits>>;
  readonly score_intervals: Readonly<Record<WithdrawalScale, readonly ScoreInterval[]>>;
}
