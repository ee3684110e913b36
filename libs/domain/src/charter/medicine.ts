/** What a medicine does that a stop rule asks about (domain 12); everything else is `other`. */
export const MEDICINE_CLASSES = [
  'opioid_antagonist',
  'opioid_agonist',
  'sedative',
  'anticonvulsant',
  'vitamin',
  'other',
] as const;
export type MedicineClass = (typeof MEDICINE_CLASSES)[number];

export const MEDICINE_ROUTES = [
  'oral',
  'sublingual',
  'intramuscular',
  'intravenous',
  'subcutaneous',
  'transdermal',
  'nasal',
  'inhaled',
  'rectal',
  'topical',
] as const;
export type MedicineRoute = (typeof MEDICINE_ROUTES)[number];

export const DOSE_UNITS = ['mg', 'mcg', 'g', 'ml', 'iu', 'tablet', 'drop', 'puff', 'patch'] as const;
export type DoseUnit = (typeof DOSE_UNITS)[number];

/** What an order is for: routine withdrawal management is stopped in pregnancy until it was reviewed. */
export const ORDER_PURPOSES = ['withdrawal', 'maintenance', 'relapse_prevention', 'other'] as const;
export type OrderPurpose = (typeof ORDER_PURPOSES)[number];

/** What became of a dose. Only the first is a dose in the body. */
export const DOSE_OUTCOMES = ['given', 'refused', 'held', 'absent', 'out_of_stock'] as const;
export type DoseOutcome = (typeof DOSE_OUTCOMES)[number];

/** Where a dose stands on the round. */
export const DOSE_STATES = ['later', 'due', 'late', 'missed', ...DOSE_OUTCOMES] as const;
export type DoseState = (typeof DOSE_STATES)[number];

/** What whoever gives a medicine looks at to know whom they give it to; two different ones (domain 12, 14). */
export const CLIENT_IDENTIFIERS = ['name', 'birth_date', 'photo', 'client_code', 'wristband'] as const;
export type ClientIdentifier = (typeof CLIENT_IDENTIFIERS)[number];

/** Why a dose was not given. */
export const DOSE_REASONS = [
  'declined',
  'asleep',
  'vomiting',
  'vital_signs',
  'score_below_threshold',
  'not_in_house',
  'not_in_stock',
] as const;
export type DoseReason = (typeof DOSE_REASONS)[number];

/** Why an order is stopped. `ordered_in_error` takes it back, and is only possible before anything was given. */
export const ORDER_STOPS = [
  'completed',
  'changed',
  'side_effect',
  'client_declines',
  'stop_rule',
  'leaves',
  'ordered_in_error',
] as const;
export type OrderStop = (typeof ORDER_STOPS)[number];

/** Why a dose or a fact that was written down does not count. */
export const MEDICINE_VOIDS = ['wrong_client', 'wrong_value', 'written_twice'] as const;
export type MedicineVoid = (typeof MEDICINE_VOIDS)[number];

/** What the stop rules ask about, and what is handed out or said against an overdose (domain 12, 7 to 9). */
export const MEDICAL_FACTS = [
  'substance_use',
  'toxicology',
  'obstetric_review',
  'overdose_talk',
  'naloxone_given',
] as const;
export type MedicalFact = (typeof MEDICAL_FACTS)[number];

export const TOXICOLOGY_RESULTS = ['negative', 'positive', 'invalid'] as const;
export type ToxicologyResult = (typeof TOXICOLOGY_RESULTS)[number];

export const DOSE_SCHEDULES = ['times', 'as_needed', 'by_score'] as const;

/** When a medicine is taken: at times of the day on the clock of the site, as needed within bounds, or by a withdrawal score. */
export type DoseSchedule =
  | { readonly kind: 'times'; readonly times: readonly string[] }
  | { readonly kind: 'as_needed'; readonly hours_between_min: number; readonly doses_per_day_max: number }
  | { readonly kind: 'by_score'; readonly scale: 'ciwa_ar' | 'cows'; readonly doses_per_day_max: number };

export interface MedicineOrder {
  readonly medicine: string;
  readonly class: MedicineClass;
  readonly amount: number;
  readonly unit: DoseUnit;
  readonly route: MedicineRoute;
  readonly schedule: DoseSchedule;
  readonly purpose: OrderPurpose;
  readonly starts_at: string;
  /** Null: until it is stopped. */
  readonly ends_at: string | null;
  /** Why it is ordered although the client is written down as allergic. */
  readonly allergy_override: string | null;
}

/** Numbers of a jurisdiction that the medical lead may change; the defaults are those of domain 12. */
export interface MedicineRules {
  /** Whether opioid agonist treatment is lawful here. */
  readonly agonists_allowed: boolean;
  readonly opioid_free_days_min: number;
  readonly opioid_free_days_after_long_acting_min: number;
  readonly opioid_test_hours_max: number;
}

export const MEDICINE_RULES_DEFAULT: Omit<MedicineRules, 'agonists_allowed'> = {
  opioid_free_days_min: 7,
  opioid_free_days_after_long_acting_min: 14,
  opioid_test_hours_max: 48,
};
