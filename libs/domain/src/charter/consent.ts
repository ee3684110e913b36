/** Data categories a consent may open (domain 05, section 5.8). Counselling notes and blood-borne viruses need a consent of their own. */
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
export type ConsentCategory = (typeof CONSENT_CATEGORIES)[number];

export const CONSENT_PURPOSES = ['care', 'follow_up'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** How the client gave or withdrew the consent. */
export const CONSENT_WAYS = ['electronic_signature', 'paper_signature', 'witnessed_oral'] as const;
export type ConsentWay = (typeof CONSENT_WAYS)[number];

export const CONSENT_SIGNERS = ['self', 'guardian', 'representative'] as const;
export type ConsentSigner = (typeof CONSENT_SIGNERS)[number];

/** Disclosure tiers, from the request card (D1) to the ongoing record (D4) (design: handoff, section 5). */
export const DISCLOSURE_TIERS = ['D1', 'D2', 'D3', 'D4'] as const;
export type DisclosureTier = (typeof DISCLOSURE_TIERS)[number];

export const DISCLOSURE_BASES = ['consent', 'emergency', 'law'] as const;
export type DisclosureBasis = (typeof DISCLOSURE_BASES)[number];

interface PacketField {
  /** The tier from which the field may be disclosed. */
  readonly from: DisclosureTier;
  /** The consent category that opens it; null: it identifies nobody and comes with the request itself. */
  readonly category: ConsentCategory | null;
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
} as const satisfies Record<string, PacketField>;

export type PacketFieldName = keyof typeof PACKET_FIELDS;
