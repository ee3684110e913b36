/** When on somebody's way an instrument is taken (domain 03, 3.3). */
export const ASSESSMENT_MOMENTS = ['entry', 'review', 'exit', 'follow_up', 'on_concern'] as const;
export type AssessmentMoment = (typeof ASSESSMENT_MOMENTS)[number];

/** Why an assessment does not count, or was put right: codes, so that no words about a client lie beside the numbers. */
export const ASSESSMENT_MENDS = [
  'wrong_client',
  'wrong_answer',
  'wrong_time',
  'wrong_form',
  'taken_twice',
  'client_asked',
] as const;
export type AssessmentMend = (typeof ASSESSMENT_MENDS)[number];

/** Under which kind of data an assessment is shared: a partner reads it where the client opened that kind. */
export const ASSESSMENT_CATEGORIES = ['treatment', 'safety', 'employment'] as const;
export type AssessmentCategory = (typeof ASSESSMENT_CATEGORIES)[number];

/** The screen for suicide risk that flags of other instruments ask for. */
export const SUICIDE_SCREEN = 'c-ssrs';

/** Instruments whose numbers withdrawal itself raises: taken then, they are marked and taken again (domain 12, 10). */
export const RAISED_BY_WITHDRAWAL: readonly string[] = ['phq-9', 'gad-7'];

/** What an instrument tells about; whatever is not named is treatment. */
export function categoryOf(instrument: string): AssessmentCategory {
  if (instrument === SUICIDE_SCREEN) return 'safety';
  return instrument === 'work-4' ? 'employment' : 'treatment';
}

/** Why something is due now. */
export const DUE_REASONS = [
  'day_0',
  'day_3',
  'first_week',
  'after_withdrawal',
  'review',
  'before_exit',
  'follow_up',
  'flagged',
  'missed_at_risk',
  'low_wellbeing',
] as const;
export type DueReason = (typeof DUE_REASONS)[number];

/** How something that is due stands. */
export const DUE_STATES = ['later', 'open', 'overdue'] as const;
export type DueState = (typeof DUE_STATES)[number];
