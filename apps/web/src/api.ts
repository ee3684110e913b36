import createClient from 'openapi-fetch';
import type { AuditEventView, AuditVerificationView, CustodyReport } from '#domain/wire/audit.js';
import type {
  AdmissionRequest,
  ClientSummary,
  ClientView,
  ClientWritten,
  ConsentRequest,
  ConsentWithdrawalRequest,
  DuplicateCandidate,
  DuplicateSearchRequest,
  IdentityView,
  SafetyScreen,
  StageMoveRequest,
  StageRecords,
} from '#domain/wire/client.js';
import type { OrganisationView, Page } from '#domain/wire/common.js';
import type {
  HandoffAcceptRequest,
  HandoffArriveRequest,
  HandoffDeclineRequest,
  HandoffDetail,
  HandoffPreview,
  HandoffPreviewRequest,
  HandoffRecallRequest,
  HandoffReportRequest,
  HandoffSendRequest,
  HandoffView,
  HandoffWritten,
} from '#domain/wire/handoff.js';
import type { SessionView, SignInRequest } from '#domain/wire/session.js';
import type { WorkItemView } from '#domain/wire/work.js';
import type { Language } from '#domain/charter/code-lists.js';
import type { HandoffSide } from '#domain/charter/handoff.js';
import type { RecordedStage, Stage } from '#domain/charter/pathway.js';
import { offline, problemOf } from './api.problem.js';
import { currentLanguage } from './i18n.js';
import type { paths } from './openapi.gen.js';

/** The client is typed by the document the API writes of itself: a route or a field that is not there fails the build. */
const http = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  // An answer that never came is told apart from every answer.
  fetch: (request) =>
    fetch(request).catch(() => {
      throw offline();
    }),
});

http.use({
  onRequest: ({ request }) => {
    request.headers.set('accept-language', currentLanguage());
    return request;
  },
});

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** What was asked for, or the problem as an ApiProblem. An answer that is no JSON at all is a problem too. */
async function asked<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer.catch((failure: unknown) => {
    throw failure instanceof SyntaxError ? problemOf(502, undefined) : failure;
  });
  if (!response.ok || (data === undefined && response.status !== 204))
    throw problemOf(response.status, error);
  return data as T;
}

/** Headers of a change: its key, which stays the same when it is tried again, and the version that was read. */
const keyed = (key: string) => ({ 'Idempotency-Key': key });
const versioned = (key: string, version: number) => ({ 'Idempotency-Key': key, 'If-Match': `"${version}"` });

export const openSession = (body: SignInRequest): Promise<SessionView> =>
  asked(http.POST('/api/session', { body }));
export const readSession = (): Promise<SessionView> => asked(http.GET('/api/session'));
export const closeSession = (): Promise<unknown> => asked(http.DELETE('/api/session'));
export const changeLanguage = (language: Language, key: string): Promise<SessionView> =>
  asked(http.PUT('/api/session/language', { params: { header: keyed(key) }, body: { language } }));

const page = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });

export const listWork = (cursor?: string): Promise<Page<WorkItemView>> =>
  asked(http.GET('/api/work-items', { params: { query: page(cursor) } }));
export const completeWork = (id: string, key: string): Promise<{ id: string }> =>
  asked(http.POST('/api/work-items/{id}/done', { params: { path: { id }, header: keyed(key) } }));

export const listClients = (cursor?: string): Promise<Page<ClientSummary>> =>
  asked(http.GET('/api/clients', { params: { query: page(cursor) } }));
export const searchDuplicates = (
  body: DuplicateSearchRequest,
): Promise<{ candidates: DuplicateCandidate[] }> => asked(http.POST('/api/clients/duplicates', { body }));
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

interface ConsentWritten {
  reference: string;
  version: number;
}

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

export const listPartners = (stage?: Stage): Promise<{ items: OrganisationView[] }> =>
  asked(http.GET('/api/partners', { params: { query: stage === undefined ? {} : { stage } } }));

export const previewHandoff = (body: HandoffPreviewRequest): Promise<HandoffPreview> =>
  asked(http.POST('/api/handoffs/preview', { body }));
export const sendHandoff = (body: HandoffSendRequest, key: string): Promise<HandoffWritten> =>
  asked(http.POST('/api/handoffs', { params: { header: keyed(key) }, body }));
export const listHandoffs = (side: HandoffSide, open: boolean, cursor?: string): Promise<Page<HandoffView>> =>
  asked(
    http.GET('/api/handoffs', {
      params: { query: { side, ...(open ? { open: 'true' as const } : {}), ...page(cursor) } },
    }),
  );
export const readHandoff = (reference: string): Promise<HandoffDetail> =>
  asked(http.GET('/api/handoffs/{reference}', { params: { path: { reference } } }));

/** One move of a handoff with what it says along. */
export type MoveRequest =
  | { readonly move: 'take' }
  | { readonly move: 'accept'; readonly body: HandoffAcceptRequest }
  | { readonly move: 'decline'; readonly body: HandoffDeclineRequest }
  | { readonly move: 'recall'; readonly body: HandoffRecallRequest }
  | { readonly move: 'arrive'; readonly body: HandoffArriveRequest }
  | { readonly move: 'report'; readonly body: HandoffReportRequest };

export function moveHandoff(
  reference: string,
  request: MoveRequest,
  version: number,
  key: string,
): Promise<HandoffWritten> {
  const params = { path: { reference }, header: versioned(key, version) };
  switch (request.move) {
    case 'take':
      return asked(http.POST('/api/handoffs/{reference}/take', { params }));
    case 'accept':
      return asked(http.POST('/api/handoffs/{reference}/accept', { params, body: request.body }));
    case 'decline':
      return asked(http.POST('/api/handoffs/{reference}/decline', { params, body: request.body }));
    case 'recall':
      return asked(http.POST('/api/handoffs/{reference}/recall', { params, body: request.body }));
    case 'arrive':
      return asked(http.POST('/api/handoffs/{reference}/arrive', { params, body: request.body }));
    case 'report':
      return asked(http.POST('/api/handoffs/{reference}/report', { params, body: request.body }));
  }
}

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
