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

/** What waits in an organisation's inbox. */
export const WORK_KINDS_OF_ITEM = [
  'handoff.answer',
  'handoff.arrival',
  'handoff.next_step',
  'handoff.report',
  'handoff.notice',
  'stage.countersign',
] as const;
export type WorkItemKind = (typeof WORK_KINDS_OF_ITEM)[number];
