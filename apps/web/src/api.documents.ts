import type { DocumentKind, LetterRevokeReason } from '#domain/charter/document.js';
import type { Page } from '#domain/wire/common.js';
import type {
  DocumentKeeping,
  DocumentView,
  DocumentWritten,
  LetterGiving,
  LetterView,
  LetterWritten,
} from '#domain/wire/document.js';
import { asked, http, keyed, page, plain, versioned } from './api.http.js';

export const listDocuments = (
  client: string,
  kind: DocumentKind | undefined,
  cursor?: string,
): Promise<Page<DocumentView>> =>
  asked(
    http.GET('/api/clients/{client}/documents', {
      params: { path: { client }, query: { ...page(cursor), ...(kind ? { kind } : {}) } },
    }),
  );
export const keepDocument = (client: string, body: DocumentKeeping, key: string): Promise<DocumentWritten> =>
  asked(
    http.POST('/api/clients/{client}/documents', { params: { path: { client }, header: keyed(key) }, body }),
  );
/** The file itself; opening it writes down that somebody looked. */
export const openDocument = (document: string): Promise<Blob> =>
  asked(plain('GET', `/api/documents/${encodeURIComponent(document)}/content`, { as: 'blob' }));
export const voidDocument = (
  { document, version }: Pick<DocumentView, 'document' | 'version'>,
  reason: string,
  key: string,
): Promise<DocumentWritten> =>
  asked(
    http.POST('/api/documents/{document}/void', {
      params: { path: { document }, header: versioned(key, version) },
      body: { reason },
    }),
  );
export const listLetters = (client: string): Promise<LetterView[]> =>
  asked(http.GET('/api/clients/{client}/letters', { params: { path: { client } } }));
export const giveLetter = (client: string, body: LetterGiving, key: string): Promise<LetterWritten> =>
  asked(
    http.POST('/api/clients/{client}/letters', { params: { path: { client }, header: keyed(key) }, body }),
  );
export const openLetter = (letter: string): Promise<Blob> =>
  asked(plain('GET', `/api/letters/${encodeURIComponent(letter)}/content`, { as: 'blob' }));
export const revokeLetter = (
  { letter, version }: Pick<LetterView, 'letter' | 'version'>,
  reason: LetterRevokeReason,
  key: string,
): Promise<LetterWritten> =>
  asked(
    http.POST('/api/letters/{letter}/revoke', {
      params: { path: { letter }, header: versioned(key, version) },
      body: { reason },
    }),
  );
