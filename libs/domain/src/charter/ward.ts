/** For whom a room is meant. Nobody's sex is kept in the record of care: whoever gives the bed looks at it (ADR 0054). */
export const BED_DESIGNATIONS = ['any', 'women', 'men', 'family'] as const;
export type BedDesignation = (typeof BED_DESIGNATIONS)[number];

/** What a bed has that somebody may need. */
export const BED_FEATURES = ['near_staff', 'step_free', 'single_room', 'low_bed', 'oxygen', 'cot'] as const;
export type BedFeature = (typeof BED_FEATURES)[number];

/** Why a bed is out of service. */
export const BED_CLOSINGS = ['cleaning', 'repair', 'infection', 'staffing', 'given_up'] as const;
export type BedClosing = (typeof BED_CLOSINGS)[number];

/** A bed is kept for somebody who is to come, or somebody has it. */
export const BED_STAYS = ['reserved', 'occupied'] as const;
export type BedStay = (typeof BED_STAYS)[number];

/** How a stay in a bed came to its end. A reservation ends by itself, too, at the hour until which it was made. */
export const BED_ENDINGS = [
  'transferred',
  'released',
  'not_coming',
  'left_the_house',
  'kept_long_enough',
] as const;
export type BedEnding = (typeof BED_ENDINGS)[number];

/** What whoever walks the round sees of somebody. */
export const ROUND_FINDINGS = ['no_change', 'attention', 'not_there'] as const;
export type RoundFinding = (typeof ROUND_FINDINGS)[number];

/** What needs attention: the list of the round, not a diagnosis. */
export const ROUND_CONCERNS = [
  'withdrawal',
  'breathing',
  'drowsy',
  'confused',
  'pain',
  'fluids',
  'sleep',
  'mood',
  'agitated',
  'asks_for_doctor',
  'wants_to_leave',
  'other',
] as const;
export type RoundConcern = (typeof ROUND_CONCERNS)[number];

/** What a line of the handover of a shift says. */
export const HANDOVER_LINES = [
  'came',
  'left',
  'away',
  'attention',
  'risk',
  'not_seen',
  'dose',
  'due',
] as const;
export type HandoverLineKind = (typeof HANDOVER_LINES)[number];
