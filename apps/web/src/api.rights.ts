import type { Page } from '#domain/wire/common.js';
import type {
  AccessAnswerRequest,
  AccessRequestRequest,
  AccessRequestView,
  BreachNotifyRequest,
  BreachRecordRequest,
  BreachView,
  ClientRightsView,
  ComplaintCheckRequest,
  ComplaintDecisionRequest,
  ComplaintFiled,
  ComplaintRecordRequest,
  ComplaintView,
  ComplaintWritten,
  CorrectionDecisionRequest,
  CorrectionRequest,
  CorrectionView,
  LeaveAnswerRequest,
  LeaveWishView,
  PermitRequest,
  PermitsView,
  RetentionReport,
  RightsNoticeGiven,
  RightsNoticeRequest,
} from '#domain/wire/rights.js';
import type { ProviderWishView } from '#domain/wire/window.js';
import { asked, http, keyed, page, versioned } from './api.http.js';

export const listComplaints = (cursor?: string): Promise<Page<ComplaintView>> =>
  asked(http.GET('/api/complaints', { params: { query: page(cursor) } }));
export const readComplaint = (complaint: string): Promise<ComplaintView> =>
  asked(http.GET('/api/complaints/{complaint}', { params: { path: { complaint } } }));
export const recordComplaint = (body: ComplaintRecordRequest, key: string): Promise<ComplaintFiled> =>
  asked(http.POST('/api/complaints', { params: { header: keyed(key) }, body }));

const ofComplaint = ({ complaint, version }: ComplaintView, key: string) => ({
  path: { complaint },
  header: versioned(key, version),
});
export const acknowledgeComplaint = (of: ComplaintView, key: string): Promise<ComplaintView> =>
  asked(http.POST('/api/complaints/{complaint}/acknowledge', { params: ofComplaint(of, key) }));
export const takeComplaint = (of: ComplaintView, key: string): Promise<ComplaintView> =>
  asked(
    http.POST('/api/complaints/{complaint}/investigator', {
      params: ofComplaint(of, key),
      body: { colleague: 'me' },
    }),
  );
export const nameConcerned = (of: ComplaintView, colleague: string, key: string): Promise<ComplaintWritten> =>
  asked(
    http.POST('/api/complaints/{complaint}/concerned', { params: ofComplaint(of, key), body: { colleague } }),
  );
export const passComplaintOn = (of: ComplaintView, key: string): Promise<ComplaintWritten> =>
  asked(http.POST('/api/complaints/{complaint}/pass-on', { params: ofComplaint(of, key) }));
export const writeToComplainant = (of: ComplaintView, words: string, key: string): Promise<ComplaintView> =>
  asked(http.POST('/api/complaints/{complaint}/messages', { params: ofComplaint(of, key), body: { words } }));
export const decideComplaint = (
  of: ComplaintView,
  body: ComplaintDecisionRequest,
  key: string,
): Promise<ComplaintView> =>
  asked(http.POST('/api/complaints/{complaint}/decide', { params: ofComplaint(of, key), body }));
export const checkComplaint = (
  of: ComplaintView,
  body: ComplaintCheckRequest,
  key: string,
): Promise<ComplaintView> =>
  asked(http.POST('/api/complaints/{complaint}/check', { params: ofComplaint(of, key), body }));

export const listCorrections = (cursor?: string): Promise<Page<CorrectionView>> =>
  asked(http.GET('/api/corrections', { params: { query: page(cursor) } }));
export const decideCorrection = (
  of: CorrectionView,
  body: CorrectionDecisionRequest,
  key: string,
): Promise<CorrectionView> =>
  asked(http.POST('/api/corrections/{correction}/decide', { params: ofCorrection(of, key), body }));
const ofClient = (client: string, key: string) => ({ path: { client }, header: keyed(key) });
export const readRights = (client: string): Promise<ClientRightsView> =>
  asked(http.GET('/api/clients/{client}/rights', { params: { path: { client } } }));
export const readWishes = (client: string): Promise<ProviderWishView[]> =>
  asked(http.GET('/api/clients/{client}/wishes', { params: { path: { client } } }));
export const giveNotice = (
  client: string,
  body: RightsNoticeRequest,
  key: string,
): Promise<RightsNoticeGiven> =>
  asked(http.POST('/api/clients/{client}/rights-notices', { params: ofClient(client, key), body }));
export const askCorrection = (
  client: string,
  body: CorrectionRequest,
  key: string,
): Promise<CorrectionView> =>
  asked(http.POST('/api/clients/{client}/corrections', { params: ofClient(client, key), body }));
export const askAccess = (
  client: string,
  body: AccessRequestRequest,
  key: string,
): Promise<AccessRequestView> =>
  asked(http.POST('/api/clients/{client}/access-requests', { params: ofClient(client, key), body }));
export const askToLeave = (client: string, key: string): Promise<LeaveWishView> =>
  asked(http.POST('/api/clients/{client}/leave-wishes', { params: ofClient(client, key) }));
export const answerLeave = (
  { wish, version }: LeaveWishView,
  body: LeaveAnswerRequest,
  key: string,
): Promise<LeaveWishView> =>
  asked(
    http.POST('/api/leave-wishes/{wish}/answer', {
      params: { path: { wish }, header: versioned(key, version) },
      body,
    }),
  );

const ofCorrection = ({ correction, version }: CorrectionView, key: string) => ({
  path: { correction },
  header: versioned(key, version),
});
export const applyCorrection = (of: CorrectionView, key: string): Promise<CorrectionView> =>
  asked(http.POST('/api/corrections/{correction}/apply', { params: ofCorrection(of, key) }));
export const stateCorrection = (of: CorrectionView, words: string, key: string): Promise<CorrectionView> =>
  asked(
    http.POST('/api/corrections/{correction}/statement', { params: ofCorrection(of, key), body: { words } }),
  );
export const listAccess = (cursor?: string): Promise<Page<AccessRequestView>> =>
  asked(http.GET('/api/access-requests', { params: { query: page(cursor) } }));
export const answerAccess = (
  { request, version }: AccessRequestView,
  body: AccessAnswerRequest,
  key: string,
): Promise<AccessRequestView> =>
  asked(
    http.POST('/api/access-requests/{request}/answer', {
      params: { path: { request }, header: versioned(key, version) },
      body,
    }),
  );

export const listBreaches = (cursor?: string): Promise<Page<BreachView>> =>
  asked(http.GET('/api/breaches', { params: { query: page(cursor) } }));
export const recordBreach = (body: BreachRecordRequest, key: string): Promise<BreachView> =>
  asked(http.POST('/api/breaches', { params: { header: keyed(key) }, body }));
export const notifyBreach = (
  { breach, version }: BreachView,
  body: BreachNotifyRequest,
  key: string,
): Promise<BreachView> =>
  asked(
    http.POST('/api/breaches/{breach}/notify', {
      params: { path: { breach }, header: versioned(key, version) },
      body,
    }),
  );
export const endBreach = (
  { breach, version }: BreachView,
  what: 'tell-clients' | 'close',
  key: string,
): Promise<BreachView> =>
  asked(
    http.POST(`/api/breaches/{breach}/${what}`, {
      params: { path: { breach }, header: versioned(key, version) },
    }),
  );

export const readPermits = (): Promise<PermitsView> => asked(http.GET('/api/permits'));
export const recordPermit = (body: PermitRequest, key: string): Promise<PermitsView> =>
  asked(http.POST('/api/permits', { params: { header: keyed(key) }, body }));
export const readRetention = (): Promise<RetentionReport> => asked(http.GET('/api/retention'));
export const proposeErasure = (client: string, key: string): Promise<RetentionReport> =>
  asked(http.POST('/api/retention/{client}/propose', { params: { path: { client }, header: keyed(key) } }));
