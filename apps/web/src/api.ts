import type { AuditEventView, AuditVerificationView, CustodyReport } from '#domain/wire/audit.js';
import type {
  AdmissionRequest,
  ClientSummary,
  ClientView,
  ClientWritten,
  DuplicateCandidates,
  DuplicateSearchRequest,
  IdentityView,
  SafetyScreen,
  StageMoveRequest,
  StageRecords,
} from '#domain/wire/client.js';
import type { ConsentRequest, ConsentWithdrawalRequest, ConsentWritten } from '#domain/wire/consent.js';
import type { Page, PartnerView } from '#domain/wire/common.js';
import type { SeparationRequest, SeparationView } from '#domain/wire/separation.js';
import type { SessionView, SignInRequest } from '#domain/wire/session.js';
import type { WorkCompleteRequest } from '#domain/wire/work.js';
import type { Language } from '#domain/charter/code-lists.js';
import type { RecordedStage, Stage } from '#domain/charter/pathway.js';
import { asked, http, keyed, page, versioned } from './api.http.js';

export const openSession = (body: SignInRequest): Promise<SessionView> =>
  asked(http.POST('/api/session', { body }));
export const readSession = (): Promise<SessionView> => asked(http.GET('/api/session'));
export const closeSession = (): Promise<unknown> => asked(http.DELETE('/api/session'));
export const changeLanguage = (language: Language, key: string): Promise<SessionView> =>
  asked(http.PUT('/api/session/language', { params: { header: keyed(key) }, body: { language } }));

export const completeWork = (id: string, body: WorkCompleteRequest, key: string): Promise<{ id: string }> =>
  asked(http.POST('/api/work-items/{id}/done', { params: { path: { id }, header: keyed(key) }, body }));
/** Sends a message again that could not be delivered. */
export const retryMessage = (id: string, key: string): Promise<{ id: string }> =>
  asked(http.POST('/api/work-items/{id}/retry', { params: { path: { id }, header: keyed(key) } }));

export const listClients = (cursor?: string): Promise<Page<ClientSummary>> =>
  asked(http.GET('/api/clients', { params: { query: page(cursor) } }));
export const searchDuplicates = (body: DuplicateSearchRequest): Promise<DuplicateCandidates> =>
  asked(http.POST('/api/clients/duplicates', { body }));
export const admitClient = (body: AdmissionRequest, key: string): Promise<ClientWritten> =>
  asked(http.POST('/api/clients', { params: { header: keyed(key) }, body }));
/** That the stage decides what its record holds is known to the wire types only: the document has no words for it. */
export const readClient = async (client: string): Promise<ClientView> => {
  const { record, ...rest } = await asked(
    http.GET('/api/clients/{client}', { params: { path: { client } } }),
  );
  return { ...rest, record: (record ?? null) as ClientView['record'] };
};
export const readIdentity = (client: string): Promise<IdentityView> =>
  asked(http.GET('/api/clients/{client}/identity', { params: { path: { client } } }));
export const screenSafety = (
  client: string,
  body: SafetyScreen,
  version: number,
  key: string,
): Promise<ClientWritten> =>
  asked(
    http.PUT('/api/clients/{client}/safety', {
      params: { path: { client }, header: versioned(key, version) },
      body,
    }),
  );
export const moveStage = (
  client: string,
  body: StageMoveRequest,
  version: number,
  key: string,
): Promise<ClientWritten> =>
  asked(
    http.POST('/api/clients/{client}/stage', {
      params: { path: { client }, header: versioned(key, version) },
      body,
    }),
  );

/** One writer for each stage that has a record. */
const records: {
  [S in RecordedStage]: (
    client: string,
    body: StageRecords[S],
    header: ReturnType<typeof versioned>,
  ) => Promise<ClientWritten>;
} = {
  treatment: (client, body, header) =>
    asked(http.PUT('/api/clients/{client}/treatment', { params: { path: { client }, header }, body })),
  rehabilitation: (client, body, header) =>
    asked(http.PUT('/api/clients/{client}/rehabilitation', { params: { path: { client }, header }, body })),
  reintegration: (client, body, header) =>
    asked(http.PUT('/api/clients/{client}/reintegration', { params: { path: { client }, header }, body })),
  employment: (client, body, header) =>
    asked(http.PUT('/api/clients/{client}/employment', { params: { path: { client }, header }, body })),
};
export const writeRecord = <S extends RecordedStage>(
  client: string,
  stage: S,
  body: StageRecords[S],
  version: number,
  key: string,
): Promise<ClientWritten> => records[stage](client, body, versioned(key, version));

export const recordConsent = (client: string, body: ConsentRequest, key: string): Promise<ConsentWritten> =>
  asked(
    http.POST('/api/clients/{client}/consents', { params: { path: { client }, header: keyed(key) }, body }),
  );
export const withdrawConsent = (
  reference: string,
  body: ConsentWithdrawalRequest,
  version: number,
  key: string,
): Promise<ConsentWritten> =>
  asked(
    http.POST('/api/consents/{reference}/withdrawal', {
      params: { path: { reference }, header: versioned(key, version) },
      body,
    }),
  );

export const listSeparations = (client: string): Promise<{ items: SeparationView[] }> =>
  asked(http.GET('/api/clients/{client}/separations', { params: { path: { client } } }));
export const recordSeparation = (
  client: string,
  body: SeparationRequest,
  key: string,
): Promise<SeparationView> =>
  asked(
    http.POST('/api/clients/{client}/separations', {
      params: { path: { client }, header: keyed(key) },
      body,
    }),
  );
export const endSeparation = (reference: string, key: string): Promise<unknown> =>
  asked(
    http.POST('/api/separations/{reference}/end', { params: { path: { reference }, header: keyed(key) } }),
  );

export const listPartners = (stage?: Stage): Promise<{ items: PartnerView[] }> =>
  asked(http.GET('/api/partners', { params: { query: stage === undefined ? {} : { stage } } }));

export const readCustody = (client: string): Promise<CustodyReport> =>
  asked(http.GET('/api/audit/clients/{client}', { params: { path: { client } } }));
export const listAuditEvents = (client: string | undefined, cursor?: string): Promise<Page<AuditEventView>> =>
  asked(
    http.GET('/api/audit/events', {
      params: { query: { ...page(cursor), ...(client === undefined ? {} : { client }) } },
    }),
  );
export const verifyAudit = (key: string): Promise<AuditVerificationView> =>
  asked(http.POST('/api/audit/verifications', { params: { header: keyed(key) } }));
export const readVerification = (id: string): Promise<AuditVerificationView> =>
  asked(http.GET('/api/audit/verifications/{id}', { params: { path: { id } } }));
