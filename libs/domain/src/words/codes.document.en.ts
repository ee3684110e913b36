import type { DocumentKind, LetterKind, LetterRevokeReason } from '../charter/document.js';
import type { DOCUMENT_ACTIONS } from '../charter/document-actions.js';

/** Values of documents and letters in English words. */
export const documentCodes = {
  document_kind: {
    report: 'Report',
    result: 'Result',
    prescription: 'Prescription',
    agreement: 'Agreement',
    identity_document: 'Identity document',
    court_paper: 'Court paper',
    certificate: 'Certificate',
    picture: 'Picture',
    other: 'Other',
  } satisfies Record<DocumentKind, string>,
  letter_kind: {
    referral_letter: 'Referral letter',
    discharge_summary: 'Discharge summary',
    attendance: 'Certificate of attendance',
  } satisfies Record<LetterKind, string>,
  letter_revoke_reason: {
    wrong_client: 'Wrong client',
    wrong_content: 'Wrong content',
    replaced: 'Another letter stands for it',
    client_wish: 'The client wishes it',
  } satisfies Record<LetterRevokeReason, string>,
};

/** What the audit says of these actions. */
export const documentActionWords = {
  'document.list': 'Read the list of documents',
  'document.open': 'Opened a document',
  'document.keep': 'Kept a document',
  'document.void': 'Marked a document as void',
  'letter.list': 'Read the list of letters',
  'letter.open': 'Opened a letter',
  'letter.give': 'Gave out a letter',
  'letter.revoke': 'Revoked a letter',
  'letter.verify': 'Asked whether a letter stands',
} satisfies Record<keyof typeof DOCUMENT_ACTIONS, string>;
