import type {
  CareRequirement,
  Language,
  ReferralSource,
  Substance,
  SuicideRisk,
} from '#domain/charter/code-lists.js';
import type { Stage } from '#domain/charter/pathway.js';
import type { AdmissionRequest, DuplicateSearchRequest, SafetyScreen } from '#domain/wire/client.js';

/** The safety screen while it is filled in: the one question without an honest default is still open. */
export type SafetyDraft = Omit<SafetyScreen, 'suicide_risk'> & { suicide_risk: SuicideRisk | null };

export interface WalkInDraft {
  anonymous: boolean;
  /** The name is one the client chose. */
  chosen_name: boolean;
  given_name: string;
  family_name: string;
  birth_on: string;
  birth_year: string;
  phone: string;
  language: Language;
  referral_source: ReferralSource;
  substance: Substance | '';
  stage: Stage | null;
  care_requirements: CareRequirement[];
  safety: SafetyDraft;
  /** What a human said about the candidates: the code of the same person, `none` of them, or nothing yet. */
  same_as: string | null;
}

export const EMPTY_SAFETY: SafetyDraft = {
  suicide_risk: null,
  overdose_within_12_months: null,
  withdrawal_seizures_or_delirium: null,
  weeks_of_pregnancy: null,
  violence_risk: null,
  infectious_tuberculosis: null,
  allergies: null,
  medicines: null,
};

export const NONE_OF_THESE = 'none';

/** What is known so far about who this is, once it is enough to look for the same person; else null. */
export function duplicateSearchOf(draft: WalkInDraft): DuplicateSearchRequest | null {
  if (draft.anonymous) return null;
  const given = draft.given_name.trim();
  const family = draft.family_name.trim();
  const phone = draft.phone.trim();
  const named = given.length >= 2 && family.length >= 2;
  if (!named && phone.replace(/\D/g, '').length < 6) return null;
  return {
    ...(named ? { given_name: given, family_name: family } : {}),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(draft.birth_on) ? { birth_on: draft.birth_on } : {}),
    ...(phone === '' ? {} : { phone }),
    reason: 'arrival',
  };
}

function identityOf(draft: WalkInDraft): Pick<AdmissionRequest, 'identity' | 'birth_year' | 'chosen_name'> {
  if (draft.anonymous) return draft.birth_year.trim() === '' ? {} : { birth_year: Number(draft.birth_year) };
  return {
    identity: {
      given_name: draft.given_name.trim(),
      family_name: draft.family_name.trim(),
      ...(draft.birth_on === '' ? {} : { birth_on: draft.birth_on }),
      ...(draft.phone.trim() === '' ? {} : { phones: [draft.phone.trim()] }),
    },
    ...(draft.chosen_name ? { chosen_name: true } : {}),
  };
}

function samenessOf(draft: WalkInDraft): Pick<AdmissionRequest, 'same_as' | 'duplicates_reviewed'> {
  if (draft.anonymous || draft.same_as === null) return {};
  return draft.same_as === NONE_OF_THESE ? { duplicates_reviewed: true } : { same_as: draft.same_as };
}

/** The request of a filled draft; stage and suicide risk are checked by the page before. */
export function admissionOf(draft: WalkInDraft, stage: Stage, suicideRisk: SuicideRisk): AdmissionRequest {
  return {
    ...identityOf(draft),
    ...samenessOf(draft),
    language: draft.language,
    referral_source: draft.referral_source,
    ...(draft.substance === '' ? {} : { substance: draft.substance }),
    stage,
    care_requirements: draft.care_requirements,
    safety: { ...draft.safety, suicide_risk: suicideRisk },
  };
}
