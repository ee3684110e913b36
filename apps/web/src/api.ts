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

interface Call {
  readonly query?: Record<string, string | number | boolean | undefined>;
  readonly body?: unknown;
  /** Idempotency-Key of the change; the same key when the same change is tried again. */
  readonly key?: string;
  /** Version of the thing that is changed, as it was read. */
  readonly version?: number;
}

function headersOf({ body, key, version }: Call): Headers {
  const headers = new Headers({ accept: 'application/json', 'accept-language': currentLanguage() });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (key !== undefined) headers.set('idempotency-key', key);
  if (version !== undefined) headers.set('if-match', `"${version}"`);
  return headers;
}

async function call<T>(method: string, path: string, options: Call = {}): Promise<T> {
  const url = new URL(path, window.location.origin);
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const answer = await fetch(url, {
    method,
    headers: headersOf(options),
    body: options.body === undefined ? null : JSON.stringify(options.body),
    credentials: 'same-origin',
  }).catch(() => {
    throw offline();
  });
  if (answer.status === 204) return undefined as T;
  const body: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok || body === undefined) throw problemOf(answer.status, body);
  return body as T;
}

const at = encodeURIComponent;

export type Partner = OrganisationView & { jurisdiction: string };

export const openSession = (body: SignInRequest, key: string) =>
  call<SessionView>('POST', '/api/session', { body, key });
export const readSession = () => call<SessionView>('GET', '/api/session');
export const closeSession = (key: string) => call<void>('DELETE', '/api/session', { key });
export const changeLanguage = (language: Language, key: string) =>
  call<SessionView>('PUT', '/api/session/language', { body: { language }, key });

export const listWork = (cursor?: string) =>
  call<Page<WorkItemView>>('GET', '/api/work-items', { query: { cursor } });
export const completeWork = (id: string, key: string) =>
  call<{ id: string }>('POST', `/api/work-items/${at(id)}/done`, { key });

export const listClients = (cursor?: string) =>
  call<Page<ClientSummary>>('GET', '/api/clients', { query: { cursor } });
export const searchDuplicates = (body: DuplicateSearchRequest) =>
  call<{ candidates: DuplicateCandidate[] }>('POST', '/api/clients/duplicates', { body });
export const admitClient = (body: AdmissionRequest, key: string) =>
  call<ClientWritten>('POST', '/api/clients', { body, key });
export const readClient = (code: string) => call<ClientView>('GET', `/api/clients/${at(code)}`);
export const readIdentity = (code: string) => call<IdentityView>('GET', `/api/clients/${at(code)}/identity`);
export const screenSafety = (code: string, body: SafetyScreen, version: number, key: string) =>
  call<ClientWritten>('PUT', `/api/clients/${at(code)}/safety`, { body, version, key });
export const writeRecord = <S extends RecordedStage>(
  code: string,
  stage: S,
  body: StageRecords[S],
  version: number,
  key: string,
) => call<ClientWritten>('PUT', `/api/clients/${at(code)}/${stage}`, { body, version, key });
export const moveStage = (code: string, body: StageMoveRequest, version: number, key: string) =>
  call<ClientWritten>('POST', `/api/clients/${at(code)}/stage`, { body, version, key });

export const recordConsent = (code: string, body: ConsentRequest, key: string) =>
  call<{ reference: string; version: number }>('POST', `/api/clients/${at(code)}/consents`, { body, key });
export const withdrawConsent = (
  reference: string,
  body: ConsentWithdrawalRequest,
  version: number,
  key: string,
) =>
  call<{ reference: string; version: number }>('POST', `/api/consents/${at(reference)}/withdrawal`, {
    body,
    version,
    key,
  });

export const listPartners = (stage?: Stage) =>
  call<{ items: Partner[] }>('GET', '/api/partners', { query: { stage } });

export const previewHandoff = (body: HandoffPreviewRequest) =>
  call<HandoffPreview>('POST', '/api/handoffs/preview', { body });
export const sendHandoff = (body: HandoffSendRequest, key: string) =>
  call<HandoffWritten>('POST', '/api/handoffs', { body, key });
export const listHandoffs = (side: HandoffSide, open: boolean, cursor?: string) =>
  call<Page<HandoffView>>('GET', '/api/handoffs', { query: { side, open: open ? true : undefined, cursor } });
export const readHandoff = (reference: string) =>
  call<HandoffDetail>('GET', `/api/handoffs/${at(reference)}`);

/** What each move of a handoff says along with it. */
export interface MoveBodies {
  take: undefined;
  accept: HandoffAcceptRequest;
  decline: HandoffDeclineRequest;
  recall: HandoffRecallRequest;
  arrive: HandoffArriveRequest;
  report: HandoffReportRequest;
}

export const moveHandoff = <M extends keyof MoveBodies>(
  reference: string,
  move: M,
  body: MoveBodies[M],
  version: number,
  key: string,
) => call<HandoffWritten>('POST', `/api/handoffs/${at(reference)}/${move}`, { body, version, key });

export const readCustody = (code: string) => call<CustodyReport>('GET', `/api/audit/clients/${at(code)}`);
export const listAuditEvents = (client: string | undefined, cursor?: string) =>
  call<Page<AuditEventView>>('GET', '/api/audit/events', { query: { client, cursor } });
export const verifyAudit = (key: string) =>
  call<AuditVerificationView>('POST', '/api/audit/verifications', { key });
export const readVerification = (id: string) =>
  call<AuditVerificationView>('GET', `/api/audit/verifications/${at(id)}`);
