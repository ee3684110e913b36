/** How a client asked to be forgotten. */
export const ERASURE_WAYS = [
  'in_person',
  'in_writing',
  'by_telephone',
  'by_representative',
  'own_window',
] as const;
export type ErasureWay = (typeof ERASURE_WAYS)[number];
/** How a request came about: as somebody asked, or because the time of the record is over and a house proposed it. */
export const ERASURE_ORIGINS = [...ERASURE_WAYS, 'retention'] as const;
export type ErasureOrigin = (typeof ERASURE_ORIGINS)[number];

export const ERASURE_STATES = ['requested', 'granted', 'refused', 'taken_back', 'carried_out'] as const;
export type ErasureState = (typeof ERASURE_STATES)[number];

/** Legal grounds on which an erasure is granted (GDPR article 17(1), and what answers to it elsewhere). */
export const ERASURE_GRANT_GROUNDS = [
  'no_longer_needed',
  'consent_withdrawn',
  'objection',
  'unlawful',
  'law_requires',
] as const;

/** Legal grounds on which it is refused (GDPR articles 17(3) and 12(6)). */
export const ERASURE_REFUSAL_GROUNDS = [
  'kept_by_law',
  'legal_claim',
  'public_health',
  'identity_not_shown',
] as const;

export const ERASURE_GROUNDS = [...ERASURE_GRANT_GROUNDS, ...ERASURE_REFUSAL_GROUNDS] as const;
export type ErasureGround = (typeof ERASURE_GROUNDS)[number];

/**
 * How far an erasure went. `person`: the key was destroyed, nobody can read who it was. `organisation`: others who look or
 * looked after the client still know, and answer for themselves.
 */
export const ERASURE_SCOPES = ['person', 'organisation'] as const;
export type ErasureScope = (typeof ERASURE_SCOPES)[number];

/** Why nothing of a client may be erased for now. */
export const LEGAL_HOLD_GROUNDS = ['court', 'authority', 'claim', 'complaint', 'safeguarding'] as const;
export type LegalHoldGround = (typeof LEGAL_HOLD_GROUNDS)[number];

/** What an erasure touched, as its certificate lists it. */
export const ERASED_STORES = [
  'person_key',
  'identity_fields',
  'search_tokens',
  'acquaintance',
  'drafts',
  'open_work',
  'client_code',
] as const;
export type ErasedStore = (typeof ERASED_STORES)[number];

/** What stays after an erasure and why it names nobody, as the certificate lists it. */
export const KEPT_STORES = ['case_record', 'audit', 'other_organisations', 'import_marks'] as const;
export type KeptStore = (typeof KEPT_STORES)[number];
