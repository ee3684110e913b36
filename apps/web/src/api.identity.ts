import type { ClientTold } from '#domain/charter/identity.js';
import type { ClientWritten } from '#domain/wire/client.js';
import type { Page } from '#domain/wire/common.js';
import type {
  BreakGlassDecision,
  BreakGlassListView,
  BreakGlassRequest,
  BreakGlassReviewRequest,
  BreakGlassView,
  DataRequestAnswer,
  DataRequestDecisionRequest,
  DataRequestRecordRequest,
  DataRequestView,
  EmergencyCard,
  EmergencyRequest,
  IdentityJoinRequest,
  IdentityStanding,
  IdentityUndoRequest,
  MergeDecision,
  MergeRequest,
  MergeView,
  PhotoRequest,
  PhotoView,
  ProtectionAlertView,
  ProtectionRequest,
  ProtectionView,
  ReturnFindRequest,
  ReturnFound,
  ReturnIssued,
} from '#domain/wire/identity.js';
import { asked, http, keyed, page, versioned } from './api.http.js';

/** One client on the version that was read. */
export interface OfClient {
  readonly client: string;
  readonly version: number;
}

export const readStanding = (client: string): Promise<IdentityStanding> =>
  asked(http.GET('/api/clients/{client}/standing', { params: { path: { client } } }));
export const joinIdentity = (of: OfClient, body: IdentityJoinRequest, key: string): Promise<ClientWritten> =>
  asked(
    http.POST('/api/clients/{client}/identity', {
      params: { path: { client: of.client }, header: versioned(key, of.version) },
      body,
    }),
  );
export const undoIdentity = (of: OfClient, body: IdentityUndoRequest, key: string): Promise<ClientWritten> =>
  asked(
    http.POST('/api/clients/{client}/identity/undo', {
      params: { path: { client: of.client }, header: versioned(key, of.version) },
      body,
    }),
  );
export const readPhoto = (client: string): Promise<PhotoView> =>
  asked(http.GET('/api/clients/{client}/photo', { params: { path: { client } } }));
export const keepPhoto = (of: OfClient, body: PhotoRequest, key: string): Promise<ClientWritten> =>
  asked(
    http.PUT('/api/clients/{client}/photo', {
      params: { path: { client: of.client }, header: versioned(key, of.version) },
      body,
    }),
  );
export const removePhoto = (of: OfClient, key: string): Promise<ClientWritten> =>
  asked(
    http.POST('/api/clients/{client}/photo/remove', {
      params: { path: { client: of.client }, header: versioned(key, of.version) },
    }),
  );
export const issueReturn = (of: OfClient, passphrase: string, key: string): Promise<ReturnIssued> =>
  asked(
    http.POST('/api/clients/{client}/return-key', {
      params: { path: { client: of.client }, header: versioned(key, of.version) },
      body: { passphrase },
    }),
  );
export const findReturning = (body: ReturnFindRequest, key: string): Promise<ReturnFound> =>
  asked(http.POST('/api/clients/returning', { params: { header: keyed(key) }, body }));

export const openCard = (client: string, body: EmergencyRequest, key: string): Promise<BreakGlassView> =>
  asked(
    http.POST('/api/clients/{client}/emergency-card', {
      params: { path: { client }, header: keyed(key) },
      body,
    }),
  );
export const askOpening = (client: string, body: BreakGlassRequest, key: string): Promise<BreakGlassView> =>
  asked(
    http.POST('/api/clients/{client}/openings', { params: { path: { client }, header: keyed(key) }, body }),
  );
export const listOpeningsOf = (client: string): Promise<{ items: BreakGlassView[] }> =>
  asked(http.GET('/api/clients/{client}/openings', { params: { path: { client } } }));
export const listOpenings = (view: BreakGlassListView, cursor?: string): Promise<Page<BreakGlassView>> =>
  asked(http.GET('/api/openings', { params: { query: { ...page(cursor), view } } }));
export const readCard = (opening: string): Promise<EmergencyCard> =>
  asked(http.GET('/api/openings/{opening}/card', { params: { path: { opening } } }));
export const decideOpening = (
  of: BreakGlassView,
  body: BreakGlassDecision,
  key: string,
): Promise<BreakGlassView> =>
  asked(
    http.POST('/api/openings/{opening}/decide', {
      params: { path: { opening: of.opening }, header: versioned(key, of.version) },
      body,
    }),
  );
export const closeOpening = (opening: string, key: string): Promise<BreakGlassView> =>
  asked(http.POST('/api/openings/{opening}/close', { params: { path: { opening }, header: keyed(key) } }));
export const reviewOpening = (
  of: BreakGlassView,
  body: BreakGlassReviewRequest,
  key: string,
): Promise<BreakGlassView> =>
  asked(
    http.POST('/api/openings/{opening}/review', {
      params: { path: { opening: of.opening }, header: versioned(key, of.version) },
      body,
    }),
  );
export const tellClient = (
  opening: string,
  client_told: Exclude<ClientTold, 'not_yet'>,
  key: string,
): Promise<BreakGlassView> =>
  asked(
    http.POST('/api/openings/{opening}/tell', {
      params: { path: { opening }, header: keyed(key) },
      body: { client_told },
    }),
  );

export const listMerges = (cursor?: string): Promise<Page<MergeView>> =>
  asked(http.GET('/api/merges', { params: { query: page(cursor) } }));
export const proposeMerge = (body: MergeRequest, key: string): Promise<MergeView> =>
  asked(http.POST('/api/merges', { params: { header: keyed(key) }, body }));
export const decideMerge = (of: MergeView, body: MergeDecision, key: string): Promise<MergeView> =>
  asked(
    http.POST('/api/merges/{merge}/decide', {
      params: { path: { merge: of.merge }, header: versioned(key, of.version) },
      body,
    }),
  );
export const undoMerge = (of: MergeView, key: string): Promise<MergeView> =>
  asked(
    http.POST('/api/merges/{merge}/undo', {
      params: { path: { merge: of.merge }, header: versioned(key, of.version) },
    }),
  );

export const listProtected = (cursor?: string): Promise<Page<ProtectionView>> =>
  asked(http.GET('/api/protected', { params: { query: page(cursor) } }));
export const protectClient = (
  client: string,
  body: ProtectionRequest,
  key: string,
): Promise<ProtectionView> =>
  asked(
    http.PUT('/api/clients/{client}/protection', {
      params: { path: { client }, header: keyed(key) },
      body,
    }),
  );
export const endProtection = (client: string, key: string): Promise<{ client: string }> =>
  asked(
    http.POST('/api/clients/{client}/protection/end', {
      params: { path: { client }, header: keyed(key) },
    }),
  );
export const listAlerts = (cursor?: string): Promise<Page<ProtectionAlertView>> =>
  asked(http.GET('/api/protected/alerts', { params: { query: page(cursor) } }));
export const sawAlert = (alert: string, key: string): Promise<ProtectionAlertView> =>
  asked(http.POST('/api/protected/alerts/{alert}/seen', { params: { path: { alert }, header: keyed(key) } }));

export const listDataRequests = (cursor?: string): Promise<Page<DataRequestView>> =>
  asked(http.GET('/api/data-requests', { params: { query: page(cursor) } }));
export const recordDataRequest = (body: DataRequestRecordRequest, key: string): Promise<DataRequestView> =>
  asked(http.POST('/api/data-requests', { params: { header: keyed(key) }, body }));
export const decideDataRequest = (
  of: DataRequestView,
  body: DataRequestDecisionRequest,
  key: string,
): Promise<DataRequestView> =>
  asked(
    http.POST('/api/data-requests/{request}/decide', {
      params: { path: { request: of.request }, header: versioned(key, of.version) },
      body,
    }),
  );
export const answerDataRequest = (of: DataRequestView, key: string): Promise<DataRequestAnswer> =>
  asked(
    http.POST('/api/data-requests/{request}/answer', {
      params: { path: { request: of.request }, header: versioned(key, of.version) },
    }),
  );
