import type { Page } from '#domain/wire/common.js';
import type {
  ClientErasureView,
  ErasureCertificateView,
  ErasureDecision,
  ErasureRequest,
  ErasureView,
  LegalHoldRequest,
  LegalHoldView,
} from '#domain/wire/erasure.js';
import { asked, http, keyed, page, versioned } from './api.http.js';

export const listErasures = (open: boolean, cursor?: string): Promise<Page<ErasureView>> =>
  asked(http.GET('/api/erasures', { params: { query: { ...(open ? { open } : {}), ...page(cursor) } } }));
export const readErasure = (client: string): Promise<ClientErasureView> =>
  asked(http.GET('/api/clients/{client}/erasure', { params: { path: { client } } }));
export const requestErasure = (client: string, body: ErasureRequest, key: string): Promise<ErasureView> =>
  asked(
    http.POST('/api/clients/{client}/erasures', { params: { path: { client }, header: keyed(key) }, body }),
  );

/** One request on the version that was read. */
export type OfErasure = Pick<ErasureView, 'reference' | 'version'>;

const changing = ({ reference, version }: OfErasure, key: string) => ({
  params: { path: { reference }, header: versioned(key, version) },
});
export const decideErasure = (of: OfErasure, body: ErasureDecision, key: string): Promise<ErasureView> =>
  asked(http.POST('/api/erasures/{reference}/decision', { ...changing(of, key), body }));
export const takeErasureBack = (of: OfErasure, key: string): Promise<ErasureView> =>
  asked(http.POST('/api/erasures/{reference}/taking-back', changing(of, key)));
export const carryErasureOut = (of: OfErasure, key: string): Promise<ErasureView> =>
  asked(http.POST('/api/erasures/{reference}/carrying-out', changing(of, key)));
export const readCertificate = (reference: string): Promise<ErasureCertificateView> =>
  asked(http.GET('/api/erasures/{reference}/certificate', { params: { path: { reference } } }));

export const placeHold = (client: string, body: LegalHoldRequest, key: string): Promise<LegalHoldView> =>
  asked(http.POST('/api/clients/{client}/holds', { params: { path: { client }, header: keyed(key) }, body }));
export const liftHold = (reference: string, key: string): Promise<LegalHoldView> =>
  asked(http.POST('/api/holds/{reference}/lifting', { params: { path: { reference }, header: keyed(key) } }));
