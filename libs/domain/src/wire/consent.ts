import type { Language } from '../charter/code-lists.js';
import type {
  ConsentCategory,
  ConsentEnd,
  ConsentKind,
  ConsentPurpose,
  ConsentSigner,
  ConsentStatement,
  ConsentWay,
  DisclosureBasis,
  DisclosureChannel,
  DisclosureTier,
  RecipientClass,
} from '../charter/consent.js';
import type { Labels } from './common.js';

/** To whom: one organisation of the network, or a class of recipients without a code. */
export interface ConsentRecipient {
  code: string | null;
  class: RecipientClass | null;
  names: Labels;
}

export interface ConsentView {
  /** Reference of the consent, known to client, sender and recipient. */
  reference: string;
  kind: ConsentKind;
  recipient: ConsentRecipient;
  purposes: ConsentPurpose[];
  categories: ConsentCategory[];
  language: Language;
  given_how: ConsentWay;
  signer: ConsentSigner;
  given_at: string;
  ends: ConsentEnd;
  expires_on: string | null;
  /** The day on which a guardian's consent ends, because the client decides from then on. */
  own_from: string | null;
  /** What ended it without anybody saying so: its event has come. */
  ended_at: string | null;
  withdrawn_at: string | null;
  /** Whether it opens anything at this instant. */
  stands: boolean;
  version: number;
}

/**
 * Whoever signs for the client: what gives them the right, and that they are not whom the client needs protection from. Both
 * are refused by their own name where they are missing.
 */
export interface ConsentAuthority {
  /** Reference of the document that gives the right; never a name. */
  document?: string;
  /** Somebody made sure that this is not the person the client needs protection from. */
  checked?: boolean;
  /** The code of the guardian, where they are a client of this house themselves. */
  client?: string;
  /** The day on which the client decides alone, where it is known; otherwise 1 January of the year of that age. */
  own_from?: string;
}

/** What a client agrees to. Each missing element is refused by its own name (R-C01), so all are optional here. */
export interface ConsentRequest {
  kind?: ConsentKind;
  /** Code of the partner organisation; instead of it a class. */
  recipient?: string;
  recipient_class?: RecipientClass;
  purposes?: ConsentPurpose[];
  categories?: ConsentCategory[];
  language?: Language;
  given_how?: ConsentWay;
  signer?: ConsentSigner;
  authority?: ConsentAuthority;
  ends?: ConsentEnd;
  expires_on?: string;
  /** SHA-256 of the document that was shown; refused where it is another one by now. */
  text_sha256?: string;
}

/** The document the client is shown before signing: its words, and the hash that is signed. */
export interface ConsentDocument {
  text_id: string;
  text_version: string;
  language: Language;
  title: string;
  text: string;
  /** What is chosen, line by line in the client's words. */
  lines: { label: string; value: string }[];
  statements: ConsentStatement[];
  sha256: string;
}

export interface ConsentWithdrawalRequest {
  how: ConsentWay;
}

/** Taking something away: what is left out stays as it is. Nothing can be added (R-C03). */
export interface ConsentNarrowRequest {
  how: ConsentWay;
  purposes?: ConsentPurpose[];
  categories?: ConsentCategory[];
  expires_on?: string;
}

export interface ConsentWritten {
  reference: string;
  version: number;
  /** What has already left under the consent; nobody can call it back. */
  already_left?: LeftView[];
}

export interface LeftView {
  recipient: Labels;
  disclosed_at: string;
  categories: ConsentCategory[];
  fields: string[];
}

/** One line of what was given to whom and why (R-D01, R-D05). */
export interface DisclosureLine {
  disclosed_at: string;
  from: Labels;
  to: Labels | null;
  to_class: RecipientClass | null;
  channel: DisclosureChannel;
  tier: DisclosureTier | null;
  fields: string[];
  categories: ConsentCategory[];
  basis: DisclosureBasis;
  consent: string | null;
  notice_version: string;
  scope_attached: boolean;
}

export interface AccountingView {
  /** The first day it covers: never less than three years back, all of the record by default. */
  from: string;
  lines: DisclosureLine[];
}

/** Everything the copy of a consent shows, version by version, in the language in which it was given. */
export interface ConsentCopy {
  consent: ConsentView;
  from: Labels;
  versions: {
    version: number;
    at: string;
    how: ConsentWay;
    by_client: boolean;
    document: ConsentDocument;
  }[];
  already_left: LeftView[];
}

/** All consents of a client as one page shows them. */
export interface ConsentsView {
  client: string;
  language: Language;
  own_custody: boolean;
  /** Whether the client needs a guardian to sign: their age is below that of the profile. */
  minor: boolean;
  /** Kinds and classes the profile knows. */
  offered: ConsentOffer[];
  consents: ConsentView[];
  accounting: AccountingView;
}

/** One line of the register of consents: what was agreed, and nobody's name or code. */
export interface ConsentRegisterLine {
  reference: string;
  kind: ConsentKind;
  recipient: Labels;
  purposes: ConsentPurpose[];
  categories: ConsentCategory[];
  language: Language;
  text_id: string;
  text_sha256: string;
  given_how: ConsentWay;
  given_at: string;
  until: string | null;
  withdrawn_at: string | null;
}

/** A kind of consent that may be given here, and to whom. */
export interface ConsentOffer {
  kind: ConsentKind;
  /** Whether it may name one organisation of the network. */
  organisation: boolean;
  classes: RecipientClass[];
  /** Whether it may be without an end. */
  no_end: boolean;
}
