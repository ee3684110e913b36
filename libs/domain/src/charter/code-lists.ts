/** Coded values with the year they were retired (none yet) and their place in the reporting standards (domain 02). */
export const SUBSTANCES = {
  opioids: { tdi: '1', teds: '7' },
  cocaine: { tdi: '2', teds: '3' },
  stimulants: { tdi: '3', teds: '11' },
  sedatives: { tdi: '4', teds: '16' },
  hallucinogens: { tdi: '5', teds: '9' },
  inhalants: { tdi: '6', teds: '17' },
  cannabis: { tdi: '7', teds: '4' },
  alcohol: { tdi: '8', teds: '2' },
  other: { tdi: '9', teds: '19' },
  unknown: { tdi: '99', teds: '-9' },
} as const satisfies Record<
  string,
  { readonly tdi: string; readonly teds: string; readonly retired_on?: string }
>;
export type Substance = keyof typeof SUBSTANCES;

export const SEXES = ['female', 'male', 'other', 'unknown'] as const;
export type Sex = (typeof SEXES)[number];

/** CIWA-Ar is for alcohol, COWS for opioids; other substances follow the clinician's plan (domain 12, 4). */
export const WITHDRAWAL_SCALES = ['ciwa_ar', 'cows', 'clinician_plan'] as const;
export type WithdrawalScale = (typeof WITHDRAWAL_SCALES)[number];

export const SUICIDE_RISKS = ['none', 'low', 'moderate', 'high', 'not_assessed'] as const;
export type SuicideRisk = (typeof SUICIDE_RISKS)[number];

/** Needs that identify nobody and let a partner answer honestly (design: handoff, section 10). */
export const CARE_REQUIREMENTS = [
  'medical_cover_24h',
  'close_observation',
  'step_free_access',
  'priority_entry',
  'interpreter',
] as const;
export type CareRequirement = (typeof CARE_REQUIREMENTS)[number];

export const INCOME_SOURCES = ['none', 'wages', 'benefits', 'education', 'other'] as const;
export type IncomeSource = (typeof INCOME_SOURCES)[number];

export const WORK_KINDS = ['none', 'job', 'self_employed', 'education', 'vocational_training'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

export const REFERRAL_SOURCES = [
  'self',
  'family',
  'hotline',
  'health_service',
  'social_service',
  'court',
  'other',
] as const;
export type ReferralSource = (typeof REFERRAL_SOURCES)[number];

export const AGE_BANDS = [
  'under_18',
  '18_24',
  '25_34',
  '35_44',
  '45_54',
  '55_64',
  '65_and_over',
  'unknown',
] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

export const LANGUAGES = ['en', 'ru', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * What waits in an organisation's inbox, whether somebody ticks it off by hand or answering the handoff does, and how far it
 * may be put off: a partner, a second signature or somebody who is missing is never kept waiting past the time.
 */
export const WORK_ITEMS = {
  'handoff.answer': { by_hand: false, put_off: 'until_due' },
  'handoff.question': { by_hand: false, put_off: 'until_due' },
  'handoff.wish': { by_hand: false, put_off: 'until_due' },
  'handoff.review': { by_hand: true, put_off: 'freely' },
  'handoff.arrival': { by_hand: false, put_off: 'until_due' },
  'handoff.not_seen': { by_hand: true, put_off: 'until_due' },
  'handoff.outreach': { by_hand: true, put_off: 'until_due' },
  'handoff.contact': { by_hand: false, put_off: 'until_due' },
  'handoff.next_step': { by_hand: true, put_off: 'freely' },
  'handoff.resume': { by_hand: false, put_off: 'until_due' },
  'handoff.report': { by_hand: false, put_off: 'until_due' },
  'handoff.acknowledge': { by_hand: false, put_off: 'until_due' },
  'handoff.return': { by_hand: true, put_off: 'freely' },
  'handoff.reminder': { by_hand: false, put_off: 'until_due' },
  'handoff.overdue': { by_hand: false, put_off: 'until_due' },
  'handoff.escalated': { by_hand: true, put_off: 'until_due' },
  'handoff.countersign': { by_hand: true, put_off: 'until_due' },
  'handoff.not_suitable': { by_hand: true, put_off: 'freely' },
  'handoff.papers': { by_hand: true, put_off: 'freely' },
  'handoff.notice': { by_hand: true, put_off: 'freely' },
  'place.let_go': { by_hand: true, put_off: 'freely' },
  'client.death_review': { by_hand: true, put_off: 'until_due' },
  'client.rehome': { by_hand: true, put_off: 'freely' },
  'client.wish': { by_hand: true, put_off: 'until_due' },
  'custody.forced': { by_hand: true, put_off: 'freely' },
  'message.dead': { by_hand: false, put_off: 'freely' },
  'entry.recheck': { by_hand: true, put_off: 'until_due' },
  'follow_up.call': { by_hand: false, put_off: 'until_due' },
  'stage.countersign': { by_hand: true, put_off: 'until_due' },
  'rights.acknowledge': { by_hand: false, put_off: 'until_due' },
  'rights.decide': { by_hand: false, put_off: 'until_due' },
  'rights.retaliation': { by_hand: false, put_off: 'until_due' },
  'rights.correction': { by_hand: false, put_off: 'until_due' },
  'rights.access': { by_hand: false, put_off: 'until_due' },
  'rights.breach': { by_hand: false, put_off: 'until_due' },
  'rights.permit': { by_hand: false, put_off: 'until_due' },
  'rights.leave': { by_hand: false, put_off: 'until_due' },
  'rights.retention': { by_hand: false, put_off: 'until_due' },
  'rights.overdue': { by_hand: true, put_off: 'freely' },
  'rights.told': { by_hand: true, put_off: 'freely' },
  'contact.risk': { by_hand: true, put_off: 'until_due' },
  'contact.reengage': { by_hand: true, put_off: 'until_due' },
  'assessment.suicide_screen': { by_hand: true, put_off: 'until_due' },
  'assessment.sign_off': { by_hand: false, put_off: 'until_due' },
  'assessment.clinician': { by_hand: true, put_off: 'until_due' },
  'assessment.doctor': { by_hand: true, put_off: 'until_due' },
  'chart.alert': { by_hand: true, put_off: 'until_due' },
  'plan.review': { by_hand: false, put_off: 'until_due' },
  'plan.approve': { by_hand: false, put_off: 'until_due' },
} as const satisfies Record<string, { readonly by_hand: boolean; readonly put_off: 'freely' | 'until_due' }>;
export type WorkItemKind = keyof typeof WORK_ITEMS;
export const WORK_ITEM_KINDS = Object.keys(WORK_ITEMS) as WorkItemKind[];

/** What came of a next step, when somebody ticks it off; a person for whom there is no place anywhere is told so, not lost. */
export const NEXT_STEP_RESULTS = [
  'sent_elsewhere',
  'stays_here',
  'client_wishes_otherwise',
  'no_place_anywhere',
  'not_reached',
] as const;
export type NextStepResult = (typeof NEXT_STEP_RESULTS)[number];
