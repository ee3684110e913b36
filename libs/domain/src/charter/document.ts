import type { ConsentCategory } from './consent.js';

/** What a file in the record of a client is (ADR 0051). */
export const DOCUMENT_KINDS = [
  'report',
  'result',
  'prescription',
  'agreement',
  'identity_document',
  'court_paper',
  'certificate',
  'picture',
  'other',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Under which category of a consent another house reads it; the sensitive ones are opened one by one. */
export const DOCUMENT_CATEGORIES = [
  'treatment',
  'diagnosis',
  'plan',
  'social',
  'employment',
  'identity',
  'bbv',
  'pregnancy',
  'legal_status',
] as const satisfies readonly ConsentCategory[];
export type DocumentCategory = (typeof DOCUMENT_CATEGORIES)[number];

/** The only types of file that are taken, each told by its bytes. */
export const DOCUMENT_TYPES = ['application/pdf', 'image/png', 'image/jpeg', 'text/plain'] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** Under which ending a file leaves; its name says nothing more. */
export const DOCUMENT_ENDINGS = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'text/plain': 'txt',
} as const satisfies Record<DocumentType, string>;

/** Letters that a house gives out, each with a code by which anybody can ask whether it stands. */
export const LETTER_KINDS = ['referral_letter', 'discharge_summary', 'attendance'] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** Why a letter does not stand any more. */
export const LETTER_REVOKE_REASONS = ['wrong_client', 'wrong_content', 'replaced', 'client_wish'] as const;
export type LetterRevokeReason = (typeof LETTER_REVOKE_REASONS)[number];
