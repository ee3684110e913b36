import type {
  ConsentCopy,
  ConsentDocument,
  ConsentNarrowRequest,
  ConsentRequest,
  ConsentsView,
  ConsentView,
  ConsentWritten,
} from '#domain/wire/consent.js';
import { asked, http, versioned } from './api.http.js';

export const readConsents = (client: string): Promise<ConsentsView> =>
  asked(http.GET('/api/clients/{client}/consents', { params: { path: { client } } }));
export const previewConsent = (client: string, body: ConsentRequest): Promise<ConsentDocument> =>
  asked(http.POST('/api/clients/{client}/consents/preview', { params: { path: { client } }, body }));
export const narrowConsent = (
  { reference, version }: Pick<ConsentView, 'reference' | 'version'>,
  body: ConsentNarrowRequest,
  key: string,
): Promise<ConsentWritten> =>
  asked(
    http.POST('/api/consents/{reference}/narrowing', {
      params: { path: { reference }, header: versioned(key, version) },
      body,
    }),
  );
export const readConsentCopy = (reference: string): Promise<ConsentCopy> =>
  asked(http.GET('/api/consents/{reference}/copy', { params: { path: { reference } } }));
