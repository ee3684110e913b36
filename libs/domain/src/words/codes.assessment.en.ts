import type { ASSESSMENT_ACTIONS } from '../charter/assessment-actions.js';
import type { AssessmentMend, AssessmentMoment, DueReason } from '../charter/assessment.js';
import type {
  AssessmentBand,
  AssessmentFlag,
  AssessmentLevel,
  AssessmentMode,
  LicenceClass,
} from '../charter/instrument.js';
import type { Change } from '../rules/instrument.js';

/** Values of assessments in English words. */
export const assessmentCodes = {
  assessment_moment: {
    entry: 'At the beginning',
    review: 'Review',
    exit: 'At the end',
    follow_up: 'Afterwards',
    on_concern: 'When there is concern',
  } satisfies Record<AssessmentMoment, string>,
  assessment_mend: {
    wrong_client: 'It was another client',
    wrong_answer: 'A wrong answer was entered',
    wrong_time: 'A wrong time was entered',
    wrong_form: 'The wrong form was used',
    taken_twice: 'It was entered twice',
    client_asked: 'The client asked for it',
  } satisfies Record<AssessmentMend, string>,
  assessment_mode: {
    self: 'The client alone',
    interview: 'In conversation',
    proxy: 'Somebody for the client',
    observation: 'Observed by staff',
  } satisfies Record<AssessmentMode, string>,
  assessment_flag: {
    screen_suicide_now: 'Screen for suicide risk now',
    clinician_same_day: 'A clinician today',
    clinician_at_once: 'A clinician at once',
    clinical_attention: 'Look into the answers about use',
    call_doctor: 'Call the doctor',
    screen_depression: 'Screen for depression',
  } satisfies Record<AssessmentFlag, string>,
  assessment_band: {
    none: 'None',
    low: 'Low',
    mild: 'Mild',
    moderate: 'Moderate',
    moderately_severe: 'Moderately severe',
    severe: 'Severe',
    high: 'High',
    likely_depression: 'Depression is likely',
    low_wellbeing: 'Low wellbeing',
    wellbeing: 'Wellbeing',
  } satisfies Record<AssessmentBand, string>,
  assessment_level: {
    none: 'Nothing found',
    low: 'Low',
    moderate: 'Moderate',
    high: 'High',
  } satisfies Record<AssessmentLevel, string>,
  licence_class: {
    public_domain: 'In the public domain',
    free: 'Free to use',
    own: 'Our own',
    non_commercial: 'Not for commercial use',
    permission: 'Words only with permission',
  } satisfies Record<LicenceClass, string>,
  due_reason: {
    day_0: 'First day',
    day_3: 'Third day',
    first_week: 'First week',
    after_withdrawal: 'Again after withdrawal',
    review: 'Review',
    before_exit: 'Before leaving',
    follow_up: 'Follow-up',
    flagged: 'An answer asks for it',
    missed_at_risk: 'Missed, and at risk',
    low_wellbeing: 'Low wellbeing',
  } satisfies Record<DueReason, string>,
  score_change: {
    better: 'Better',
    worse: 'Worse',
    no_reliable_change: 'No reliable change',
  } satisfies Record<Change, string>,
};

/** What was done with assessments, as the audit says it in English. */
export const assessmentActionWords = {
  'instrument.list': 'Read the list of instruments',
  'assessment.record': 'Recorded an assessment',
  'assessment.list': 'Read assessments',
  'assessment.correct': 'Corrected an assessment',
  'assessment.void': 'Marked an assessment as not counting',
  'assessment.sign_off': 'Signed off a high suicide risk',
} satisfies Record<keyof typeof ASSESSMENT_ACTIONS, string>;
