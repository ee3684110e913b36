import type { Language } from '../charter/code-lists.js';
import type { RecipientClass } from '../charter/consent.js';
import type {
  DocumentCategory,
  DocumentKind,
  DocumentType,
  LetterKind,
  LetterRevokeReason,
} from '../charter/document.js';
import type { Labels } from './common.js';

/** A file for the record of a client. Its name is not kept: it may say more than its content. */
export interface DocumentKeeping {
  kind: DocumentKind;
  category: DocumentCategory;
  /** What it is, in the words of whoever keeps it. */
  title: string;
  /** What the sender says it is; the bytes decide. */
  type: DocumentType;
  /** Base64. */
  content: string;
  /** The day that stands on it; null: none does. */
  dated_on: string | null;
}

export interface DocumentVoiding {
  reason: string;
}

export interface DocumentWritten {
  document: string;
  version: number;
}

/** A document without its content. Of another house: the day it was kept, and nobody's name. */
export interface DocumentView {
  document: string;
  kind: DocumentKind;
  category: DocumentCategory;
  type: DocumentType;
  bytes: number;
  /** Null: the house that kept it has forgotten the client. */
  title: string | null;
  dated_on: string | null;
  organisation: Labels;
  own: boolean;
  /** Whether the reader kept it. */
  mine: boolean;
  kept_by: string | null;
  kept_at: string;
  version: number;
  voided_at: string | null;
  voided_by: string | null;
  void_reason: string | null;
}

/** A letter that is wanted. */
export interface LetterGiving {
  kind: LetterKind;
  language: Language;
  /** What the letter says beside the record; an attendance has no words of its own. */
  words: string | null;
  /** Reference of the consent that names who reads it; null: into the client's own hand. */
  consent: string | null;
  /** First and last day of an attendance. */
  from_on: string | null;
  until_on: string | null;
}

export interface LetterRevoking {
  reason: LetterRevokeReason;
}

export interface LetterWritten {
  letter: string;
  /** By which anybody may ask whether it stands. */
  code: string;
  version: number;
}

export interface LetterView {
  letter: string;
  kind: LetterKind;
  language: Language;
  /** Null: the house has forgotten the client, and the letter is nobody's. */
  code: string | null;
  /** Null: into the client's own hand, or to a class of recipients. */
  to: Labels | null;
  to_class: RecipientClass | null;
  given_by: string | null;
  given_at: string;
  given_on: string;
  version: number;
  revoked_at: string | null;
  revoked_by: string | null;
  revoke_reason: LetterRevokeReason | null;
}

/** What anybody is told of a letter by its code. */
export type LetterAnswer =
  { found: false } | { found: true; kind: LetterKind; given_on: string; issuer: string; stands: boolean };
