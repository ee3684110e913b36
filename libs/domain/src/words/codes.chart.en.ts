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
} from '../charter/chart.js';
import type { CHART_ACTIONS } from '../charter/chart-actions.js';

/** Values of the chart in English words. */
export const chartCodes = {
  vital_sign: {
    systolic: 'Blood pressure, upper',
    diastolic: 'Blood pressure, lower',
    pulse: 'Pulse',
    respiration: 'Breaths a minute',
    temperature: 'Temperature, °C',
    oxygen: 'Oxygen, %',
    glucose: 'Glucose, mmol/l',
    consciousness: 'Consciousness',
  } satisfies Record<VitalAlert, string>,
  consciousness: {
    alert: 'Awake and clear',
    confused: 'Newly confused',
    voice: 'Answers to a voice',
    pain: 'Answers to pain',
    unresponsive: 'Does not answer',
  } satisfies Record<Consciousness, string>,
  reading_void: {
    wrong_client: 'Wrong client',
    wrong_value: 'Wrong value',
    written_twice: 'Written twice',
  } satisfies Record<ReadingVoid, string>,
  observation_level: {
    general: 'As everybody',
    intermittent: 'Looked in on often',
    within_sight: 'Always in sight',
    within_reach: 'Always within reach',
  } satisfies Record<ObservationLevel, string>,
  observation_reason: {
    suicide_risk: 'Risk of suicide',
    withdrawal: 'Withdrawal',
    seizures: 'Seizures',
    confusion: 'Confusion',
    violence_risk: 'Risk of violence',
    newly_arrived: 'Has just come',
    safer_now: 'Safer now',
  } satisfies Record<ObservationReason, string>,
  score_state: {
    settled: 'Settled',
    later: 'Later',
    due: 'Due',
    overdue: 'Overdue',
  } satisfies Record<ScoreState, string>,
  care_need: {
    withdrawal: 'Withdrawal and what may come of it',
    body: 'Health of the body',
    mind: 'Health of the mind',
    willingness: 'What the client is ready for',
    relapse_risk: 'Risk of going back to use',
    surroundings: 'Where and with whom they live',
  } satisfies Record<CareNeed, string>,
  need_rating: {
    none: 'None',
    some: 'Some',
    marked: 'Marked',
    severe: 'Severe',
  } satisfies Record<NeedRating, string>,
  care_level: {
    outpatient: 'At home, with visits',
    day: 'By day',
    residential: 'Living in the house',
    withdrawal_inpatient: 'Withdrawal on a ward',
    hospital: 'Hospital',
  } satisfies Record<CareLevel, string>,
  client_answer: {
    agrees: 'Agrees',
    wishes_otherwise: 'Wishes otherwise',
    undecided: 'Undecided',
  } satisfies Record<ClientAnswer, string>,
};

/** What the audit says of these actions. */
export const chartActionWords = {
  'chart.view': 'Read the chart',
  'chart.reading': 'Wrote down vital signs',
  'chart.reading_void': 'Marked vital signs as void',
  'chart.observe': 'Set how closely a client is looked after',
  'chart.care_level': 'Decided where a client is looked after',
} satisfies Record<keyof typeof CHART_ACTIONS, string>;
