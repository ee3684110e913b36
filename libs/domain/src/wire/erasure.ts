import type {
  ErasedStore,
  ErasureGround,
  ErasureScope,
  ErasureState,
  ErasureOrigin,
  ErasureWay,
  KeptStore,
  LegalHoldGround,
} from '../charter/erasure.js';
import type { Labels } from './common.js';

/** A client asked to be forgotten: who holds it up, until when it is decided, and what came of it. */
export interface ErasureView {
  reference: string;
  version: number;
  client: string;
  state: ErasureState;
  asked_on: string;
  asked_how: ErasureOrigin;
  recorded_at: string;
  /** One month after it was asked for (GDPR article 12(3)). */
  decide_by_on: string;
  decision: {
    ground: ErasureGround;
    note: string | null;
    decided_at: string;
    /** Whether the reader decided: then somebody else carries it out. */
    own: boolean;
  } | null;
  carried_out_at: string | null;
  scope: ErasureScope | null;
  /** Whether a signed certificate can be read. */
  certified: boolean;
}

/** How long the law of the place keeps the record, as its pack says. */
export interface RetentionView {
  years: number;
  /** Counted from the end of care; while it goes on, as if it ended today. */
  until_on: string;
  texts: Labels;
}

export interface LegalHoldView {
  reference: string;
  ground: LegalHoldGround;
  note: string | null;
  placed_at: string;
  lifted_at: string | null;
}

/** What the privacy officer needs to know of one client. */
export interface ClientErasureView {
  client: string;
  /** The one that is open, else the newest. */
  erasure: ErasureView | null;
  holds: LegalHoldView[];
  retention: RetentionView;
  /** Whether the organisation looks after the client now: then care ends with the erasure. */
  in_care: boolean;
}

export interface ErasureRequest {
  asked_on: string;
  asked_how: ErasureWay;
}

export interface ErasureDecision {
  ground: ErasureGround;
  note?: string;
}

export interface LegalHoldRequest {
  ground: LegalHoldGround;
  note?: string;
}

/** What is signed, in the order of its members: the text of a certificate is the canonical JSON of this. */
export interface ErasureCertificate {
  kind: 'handrail.erasure/1';
  reference: string;
  /** The deployment, by the fingerprint of the key that signs. */
  deployment: string;
  organisation: Labels;
  client: string;
  asked_on: string;
  decided_on: string;
  ground: ErasureGround;
  erased_at: string;
  scope: ErasureScope;
  erased: ErasedStore[];
  kept: KeptStore[];
  /** From this day on no backup made before can be read for this person; null where the key was not destroyed. */
  backups_unreadable_on: string | null;
}

export interface ErasureCertificateView {
  certificate: ErasureCertificate;
  /** The signed text, byte for byte. */
  text: string;
  /** Ed25519 over the UTF-8 of the text, base64. */
  signature: string;
  /** 32 bytes, base64. */
  public_key: string;
}
