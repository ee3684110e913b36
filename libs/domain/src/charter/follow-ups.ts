/** When somebody who left is asked after (domain 04, 4.6), with how many days around it count; the call of day 2 is 48-72 hours after leaving (domain 12, 1). */
export const FOLLOW_UP_DAYS = [
  { day: 7, slack: 2 },
  { day: 30, slack: 7 },
  { day: 90, slack: 14 },
  { day: 180, slack: 21 },
  { day: 365, slack: 30 },
] as const;
export const SAFETY_CALL_DAY = 2;

/** How a follow-up ended. `unknown`: nobody was reached, which says nothing about how the person is. `stopped`: nobody asks any more. */
export const FOLLOW_UP_STATES = [
  'open',
  'reached',
  'refused',
  'unknown',
  'died',
  'detained',
  'in_treatment',
  'stopped',
] as const;
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number];

/** What came of one attempt. */
export const ATTEMPT_OUTCOMES = {
  reached: { settles: 'reached', stops_all: false },
  refused: { settles: 'refused', stops_all: true },
  not_reached: { settles: null, stops_all: false },
  wrong_contact: { settles: null, stops_all: false },
  died: { settles: 'died', stops_all: true },
  detained: { settles: 'detained', stops_all: false },
  in_treatment: { settles: 'in_treatment', stops_all: false },
} as const satisfies Record<string, { readonly settles: FollowUpState | null; readonly stops_all: boolean }>;
export type AttemptOutcome = keyof typeof ATTEMPT_OUTCOMES;
export const ATTEMPT_OUTCOME_CODES = Object.keys(ATTEMPT_OUTCOMES) as AttemptOutcome[];

/** How somebody tried. `came_by`: the client came or rang of their own accord, which needs no permission and no hour. */
export const ATTEMPT_WAYS = ['call', 'sms', 'email', 'came_by'] as const;
export type AttemptWay = (typeof ATTEMPT_WAYS)[number];

/** Answers of somebody who was reached; not wanting to say is an answer. */
export const USE_NOW = ['none', 'less', 'same', 'more', 'refused'] as const;
export type UseNow = (typeof USE_NOW)[number];
export const HOUSING_NOW = ['stable', 'temporary', 'none', 'refused'] as const;
export type HousingNow = (typeof HOUSING_NOW)[number];
export const WORK_NOW = ['works', 'learns', 'looks_for_work', 'none', 'refused'] as const;
export type WorkNow = (typeof WORK_NOW)[number];
export const SAFE_NOW = ['yes', 'no', 'refused'] as const;
export type SafeNow = (typeof SAFE_NOW)[number];
