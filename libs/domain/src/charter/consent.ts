import type { Role } from './roles.js';

/** Ordinary data categories a consent may open (domain 05, section 5.8; docs/privacy.md maps the names). */
export const CONSENT_CATEGORIES = [
  'identity',
  'contact',
  'diagnosis',
  'treatment',
  'safety',
  'plan',
  'social',
  'employment',
] as const;

/**
 * Categories that are asked one by one, never together with the others and never ticked beforehand (ADR 0039): HIV and
 * hepatitis, pregnancy, counselling notes, legal status, and what the record says of other people.
 */
export const SENSITIVE_CATEGORIES = [
  'bbv',
  'pregnancy',
  'counselling_notes',
  'legal_status',
  'third_persons',
] as const;
export type SensitiveCategory = (typeof SENSITIVE_CATEGORIES)[number];

/** Everything a consent may open. */
export const DATA_CATEGORIES = [...CONSENT_CATEGORIES, ...SENSITIVE_CATEGORIES] as const;
export type ConsentCategory = (typeof DATA_CATEGORIES)[number];

export const CONSENT_PURPOSES = [
  'care',
  'follow_up',
  'payment',
  'operations',
  'proceedings',
  'research',
  'employer_contact',
  'lender_contact',
  'media',
  'family_information',
] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** Treatment, payment and health care operations: the only purposes for which a profile may allow a consent without an end (R-C02). */
export const TPO_PURPOSES: readonly ConsentPurpose[] = ['care', 'payment', 'operations'];

/** To whom a consent may be given where it does not name one organisation; the profile says which classes it knows. */
export const RECIPIENT_CLASSES = [
  'own_house',
  'treating_providers',
  'payers',
  'family',
  'employers',
  'lenders',
  'researchers',
  'media',
  'courts',
] as const;
export type RecipientClass = (typeof RECIPIENT_CLASSES)[number];

interface ConsentKindSpec {
  readonly purposes: readonly ConsentPurpose[];
  readonly categories: readonly ConsentCategory[];
  /** Whether it may name one organisation of the network. */
  readonly organisation: boolean;
  readonly classes: readonly RecipientClass[];
}

const SHAREABLE: readonly ConsentCategory[] = [
  ...CONSENT_CATEGORIES,
  'bbv',
  'pregnancy',
  'legal_status',
  'third_persons',
];

/**
 * Every kind of consent and what may be in it. `service` is the switch for the care itself and discloses nothing; all
 * others are disclosure, each a document of its own, none given unless asked for (R-C05, R-C06, R-C12). Whoever employs,
 * lends or publishes never gets more than who the person is, how to reach them and that they work.
 */
export const CONSENT_KINDS = {
  service: { purposes: ['care'], categories: [], organisation: false, classes: ['own_house'] },
  care_sharing: {
    purposes: ['care'],
    categories: SHAREABLE,
    organisation: true,
    classes: ['treating_providers'],
  },
  tpo: {
    purposes: TPO_PURPOSES,
    categories: SHAREABLE,
    organisation: true,
    classes: ['treating_providers', 'payers'],
  },
  counselling_notes: {
    purposes: ['care'],
    categories: ['counselling_notes'],
    organisation: true,
    classes: [],
  },
  proceedings: { purposes: ['proceedings'], categories: SHAREABLE, organisation: false, classes: ['courts'] },
  follow_up: {
    purposes: ['follow_up'],
    categories: ['identity', 'contact'],
    organisation: true,
    classes: ['own_house'],
  },
  research: {
    purposes: ['research'],
    categories: SHAREABLE,
    organisation: true,
    classes: ['researchers'],
  },
  employer: {
    purposes: ['employer_contact'],
    categories: ['identity', 'contact', 'employment'],
    organisation: false,
    classes: ['employers'],
  },
  lender: {
    purposes: ['lender_contact'],
    categories: ['identity', 'contact'],
    organisation: false,
    classes: ['lenders'],
  },
  media: { purposes: ['media'], categories: ['identity'], organisation: false, classes: ['media'] },
  family_information: {
    purposes: ['family_information'],
    categories: SHAREABLE,
    organisation: false,
    classes: ['family'],
  },
} as const satisfies Record<string, ConsentKindSpec>;
export type ConsentKind = keyof typeof CONSENT_KINDS;
export const CONSENT_KIND_CODES = Object.keys(CONSENT_KINDS) as ConsentKind[];

/**
 * Roles that record only some kinds at the client's wish; every other role that may record records any. Whoever helps into
 * work asks for what a token of eligibility stands on, which opens no more than the role itself needs (R-D04, ADR 0039). A
 * consent to share treatment is talked over by those who know what it opens.
 */
export const CONSENT_KINDS_OF_ROLE: Partial<Record<Role, readonly ConsentKind[]>> = {
  employment_officer: ['employer', 'lender'],
};

/** Kinds a handoff may stand on. */
export const HANDOFF_CONSENT_KINDS: readonly ConsentKind[] = ['care_sharing', 'tpo'];

/**
 * What ends a consent by itself: a day, the end of the care it was given in, the report that closes the handoff it was given
 * for, or nothing, where the profile allows that.
 */
export const CONSENT_ENDS = ['date', 'end_of_care', 'handoff_completed', 'none'] as const;
export type ConsentEnd = (typeof CONSENT_ENDS)[number];

/** How the client gave, narrowed or withdrew the consent; `code`: confirmed with their return code and passphrase. */
export const CONSENT_WAYS = ['electronic_signature', 'code', 'paper_signature', 'witnessed_oral'] as const;
export type ConsentWay = (typeof CONSENT_WAYS)[number];

/** What the text must have said before it may be signed (42 CFR 2.31(a); domain 05, section 5.1). */
export const CONSENT_STATEMENTS = [
  'revocation',
  'redisclosure',
  'refusal_consequences',
  'safety_asked',
  'sensitive_apart',
] as const;
export type ConsentStatement = (typeof CONSENT_STATEMENTS)[number];

export const CONSENT_SIGNERS = ['self', 'guardian', 'representative'] as const;
export type ConsentSigner = (typeof CONSENT_SIGNERS)[number];

/** Disclosure tiers, from the request card (D1) to the ongoing record (D4) (design: handoff, section 5). */
export const DISCLOSURE_TIERS = ['D1', 'D2', 'D3', 'D4'] as const;
export type DisclosureTier = (typeof DISCLOSURE_TIERS)[number];

/** The way on which data left: a packet, an answer of the API, an exported file, a paper, a token. */
export const DISCLOSURE_CHANNELS = [
  'packet',
  'export',
  'paper',
  'fhir',
  'token',
  'spoken',
  'access',
] as const;
export type DisclosureChannel = (typeof DISCLOSURE_CHANNELS)[number];

export const DISCLOSURE_BASES = ['consent', 'emergency', 'law'] as const;
export type DisclosureBasis = (typeof DISCLOSURE_BASES)[number];

interface PacketField {
  /** The tier from which the field may be disclosed. */
  readonly from: DisclosureTier;
  /**
   * The consent category that opens it; null: it identifies nobody and comes with the request itself; each: every entry by the
   * categories of what it stands beside (charter/statements.ts).
   */
  readonly category: ConsentCategory | 'each' | null;
}

/**
 * Every field a packet can hold, the tier it appears in and the consent that opens it. `disclose()` is the only reader;
 * the preview of the sender and the packet of the receiver come from the same call (ADR 0012).
 */
export const PACKET_FIELDS = {
  requested_stage: { from: 'D1', category: null },
  urgency: { from: 'D1', category: null },
  age_band: { from: 'D1', category: null },
  language: { from: 'D1', category: null },
  care_requirements: { from: 'D1', category: null },
  safety: { from: 'D2', category: 'safety' },
  reason: { from: 'D2', category: 'treatment' },
  current_stage: { from: 'D2', category: 'treatment' },
  stage_outcomes: { from: 'D2', category: 'treatment' },
  diagnoses: { from: 'D2', category: 'diagnosis' },
  social: { from: 'D2', category: 'social' },
  employment: { from: 'D2', category: 'employment' },
  plan: { from: 'D3', category: 'plan' },
  identity: { from: 'D3', category: 'identity' },
  contact: { from: 'D3', category: 'contact' },
  statements: { from: 'D2', category: 'each' },
} as const satisfies Record<string, PacketField>;

export type PacketFieldName = keyof typeof PACKET_FIELDS;

/**
 * What a role needs for the purpose of care, and no more (R-D04): a packet is read through it, whatever the consent opened.
 * A role that is not here reads of a packet only what identifies nobody. Several roles of one person add up.
 */
export const ROLE_MINIMUM: Partial<Record<Role, readonly ConsentCategory[]>> = {
  clinician: DATA_CATEGORIES,
  case_manager: SHAREABLE,
  duty_manager: SHAREABLE,
  intake_officer: [...CONSENT_CATEGORIES, 'pregnancy'],
  social_worker: [...CONSENT_CATEGORIES, 'pregnancy', 'legal_status'],
  employment_officer: ['identity', 'contact', 'employment', 'social'],
  privacy_officer: CONSENT_CATEGORIES,
  auditor: CONSENT_CATEGORIES,
};
