import type {
  CareRequirement,
  Language,
  ReferralSource,
  Substance,
  SuicideRisk,
} from '#domain/charter/code-lists.js';
import type {
  ConsentEnd,
  ConsentKind,
  ConsentPurpose,
  ConsentSigner,
  ConsentWay,
  DisclosureBasis,
  DisclosureChannel,
  RecipientClass,
} from '#domain/charter/consent.js';
import type {
  BusinessState,
  HandoffKind,
  HandoffState,
  ReportOutcome,
  Urgency,
} from '#domain/charter/handoff.js';
import type { SpellOutcome, Stage } from '#domain/charter/pathway.js';
import type { Labels } from '#domain/wire/common.js';
import type { ClientStatement } from '#domain/wire/handoff.js';

/** Everything a client may see of what is recorded of them, as `care.own_record()` answers it: instants are ISO 8601, days `_on`. */
export interface OwnRecord {
  readonly taken_at: string;
  readonly jurisdiction: string;
  readonly time_zone: string;
  readonly person: {
    /** Of the house that is responsible; null: it gave none. */
    readonly code: string | null;
    readonly birth_year: number | null;
    readonly language: Language;
    readonly substance: Substance | null;
    readonly referral_source: ReferralSource | null;
    readonly care_requirements: readonly CareRequirement[];
  };
  readonly episodes: readonly OwnEpisode[];
  readonly consents: readonly OwnConsent[];
  readonly disclosures: readonly OwnDisclosure[];
  /** The client's words beside what a house did not correct, by the house. */
  readonly statements: readonly OwnStatement[];
  /** Who looked, the newest first: the role and the house, never the person (R-A02). */
  readonly accesses: readonly OwnAccess[];
  /** The name of every organisation that is named, by its public code. */
  readonly organisations: Readonly<Record<string, Labels>>;
}

export interface OwnEpisode {
  readonly opened_at: string;
  readonly closed_at: string | null;
  readonly custody: readonly {
    readonly organisation: string;
    readonly from_at: string;
    readonly until_at: string | null;
  }[];
  readonly spells: readonly OwnSpell[];
  readonly screens: readonly OwnScreen[];
  readonly conditions: readonly OwnCondition[];
  readonly handoffs: readonly OwnHandoff[];
}

export interface OwnSpell {
  readonly organisation: string;
  readonly stage: Stage;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly outcome: SpellOutcome | null;
  /** What was recorded of the stay; empty where nothing was. */
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

export interface OwnScreen {
  readonly organisation: string;
  readonly screened_at: string;
  readonly suicide_risk: SuicideRisk;
  readonly overdose_within_12_months: boolean | null;
  readonly withdrawal_seizures_or_delirium: boolean | null;
  readonly weeks_of_pregnancy: number | null;
  readonly infectious_tuberculosis: boolean | null;
  readonly allergies: string | null;
  readonly medicines: string | null;
}

export interface OwnCondition {
  readonly organisation: string;
  readonly code_system: string;
  readonly code: string;
  readonly display: string | null;
  readonly clinical_status: string | null;
  readonly onset_on: string | null;
  readonly recorded_at: string;
}

export interface OwnHandoff {
  readonly reference: string;
  readonly kind: HandoffKind;
  readonly basis: 'consent' | 'emergency' | 'none';
  readonly stage: Stage;
  readonly urgency: Urgency;
  readonly sender: string;
  readonly receiver: string;
  readonly state: HandoffState;
  readonly business_state: BusinessState;
  readonly requested_at: string;
  readonly accepted_at: string | null;
  readonly appointment_at: string | null;
  readonly arrived_at: string | null;
  readonly closed_at: string | null;
  readonly outcome: ReportOutcome | null;
}

export interface OwnConsent {
  readonly reference: string;
  readonly kind: ConsentKind;
  readonly organisation: string;
  /** One organisation, or a class of recipients. */
  readonly recipient: string | null;
  readonly recipient_class: RecipientClass | null;
  readonly purposes: readonly ConsentPurpose[];
  readonly categories: readonly string[];
  readonly language: Language;
  readonly text_id: string;
  readonly text_sha256: string;
  readonly given_how: ConsentWay;
  readonly signer: ConsentSigner;
  readonly given_at: string;
  readonly ends: ConsentEnd;
  readonly expires_on: string | null;
  readonly withdrawn_at: string | null;
  /** When it came to its end by itself; null: it has not. */
  readonly over_at: string | null;
  /** What was shown when it was given, and each time it became narrower, word for word. */
  readonly versions: readonly OwnConsentVersion[];
}

export interface OwnConsentVersion {
  readonly version: number;
  readonly at: string;
  readonly title: string;
  readonly text: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
  readonly language: Language;
}

export interface OwnDisclosure {
  readonly at: string;
  readonly from: string;
  readonly to: string | null;
  readonly to_class: RecipientClass | null;
  readonly channel: DisclosureChannel;
  readonly fields: readonly string[];
  readonly categories: readonly string[];
  readonly basis: DisclosureBasis;
  readonly consent: string | null;
  readonly notice_version: string;
}

export interface OwnStatement extends ClientStatement {
  readonly organisation: string;
}

export interface OwnAccess {
  readonly at: string;
  readonly organisation: string;
  readonly role: string;
  readonly action: string;
}
