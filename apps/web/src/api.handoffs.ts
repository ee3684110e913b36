import type { SideMove } from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import type { Page } from '#domain/wire/common.js';
import type {
  EnvelopeReasonRequest,
  EnvelopeReassignRequest,
  EnvelopeView,
  ForcedChangeRequest,
  ForcedChangeView,
} from '#domain/wire/envelope.js';
import type {
  AbsentClient,
  CapacityRequest,
  CapacityView,
  HandoffAcceptRequest,
  HandoffAnswerRequest,
  HandoffArriveRequest,
  HandoffAskRequest,
  HandoffCallRequest,
  HandoffContactRequest,
  HandoffDeclineRequest,
  HandoffDetail,
  HandoffDraftRequest,
  HandoffEditRequest,
  HandoffEmergencyRequest,
  HandoffHoldRequest,
  HandoffInviteRequest,
  HandoffPreview,
  HandoffPreviewRequest,
  HandoffRecallRequest,
  HandoffReportRequest,
  HandoffRescheduleRequest,
  HandoffResumeRequest,
  HandoffReturnRequest,
  HandoffSendRequest,
  HandoffStopRequest,
  HandoffVoidRequest,
  HandoffWaitlistRequest,
  HandoffWishRequest,
  HandoffWithdrawRequest,
  HandoffWritten,
} from '#domain/wire/handoff.js';
import type { LoopIndicators } from '#domain/wire/indicators.js';
import { asked, http, keyed, page, versioned } from './api.http.js';

export const previewHandoff = (body: HandoffPreviewRequest): Promise<HandoffPreview> =>
  asked(http.POST('/api/handoffs/preview', { body }));
export const sendHandoff = (body: HandoffSendRequest, key: string): Promise<HandoffWritten> =>
  asked(http.POST('/api/handoffs', { params: { header: keyed(key) }, body }));
export const draftHandoff = (body: HandoffDraftRequest, key: string): Promise<HandoffWritten> =>
  asked(http.POST('/api/handoffs/drafts', { params: { header: keyed(key) }, body }));
export const sendEmergency = (body: HandoffEmergencyRequest, key: string): Promise<HandoffWritten> =>
  asked(http.POST('/api/handoffs/emergency', { params: { header: keyed(key) }, body }));
export const readHandoff = (reference: string): Promise<HandoffDetail> =>
  asked(http.GET('/api/handoffs/{reference}', { params: { path: { reference } } }));
export const listAbsent = (cursor?: string): Promise<Page<AbsentClient>> =>
  asked(http.GET('/api/handoffs/absent', { params: { query: page(cursor) } }));

/** What each move of a side says along; undefined: the move says it all. */
interface MoveBodies {
  edit: HandoffEditRequest;
  send: undefined;
  discard: undefined;
  take: undefined;
  ask: HandoffAskRequest;
  answer: HandoffAnswerRequest;
  waitlist: HandoffWaitlistRequest;
  wish: HandoffWishRequest;
  propose: undefined;
  accept: HandoffAcceptRequest;
  decline: HandoffDeclineRequest;
  recall: HandoffRecallRequest;
  hold: HandoffHoldRequest;
  resume: HandoffResumeRequest;
  reschedule: HandoffRescheduleRequest;
  depart: undefined;
  contact: HandoffContactRequest;
  call: HandoffCallRequest;
  arrive: HandoffArriveRequest;
  miss: undefined;
  fail: undefined;
  invite: HandoffInviteRequest;
  report: HandoffReportRequest;
  acknowledge: undefined;
  withdraw: HandoffWithdrawRequest;
  return: HandoffReturnRequest;
  stop: HandoffStopRequest;
  void: HandoffVoidRequest;
}

/** One move of a handoff with what it says along. */
export type MoveRequest = {
  [M in SideMove]: MoveBodies[M] extends undefined
    ? { readonly move: M }
    : { readonly move: M; readonly body: MoveBodies[M] };
}[SideMove];

interface Where {
  readonly path: { reference: string };
  readonly header: ReturnType<typeof versioned>;
}

const at = (reference: string, version: number, key: string): Where => ({
  path: { reference },
  header: versioned(key, version),
});

type Poster<M extends SideMove> = (params: Where, body: MoveBodies[M]) => Promise<HandoffWritten>;

/** One address for each move, so that the document of the API checks every body. */
const posters: { [M in SideMove]: Poster<M> } = {
  edit: (params, body) => asked(http.POST('/api/handoffs/{reference}/edit', { params, body })),
  send: (params) => asked(http.POST('/api/handoffs/{reference}/send', { params })),
  discard: (params) => asked(http.POST('/api/handoffs/{reference}/discard', { params })),
  take: (params) => asked(http.POST('/api/handoffs/{reference}/take', { params })),
  ask: (params, body) => asked(http.POST('/api/handoffs/{reference}/ask', { params, body })),
  answer: (params, body) => asked(http.POST('/api/handoffs/{reference}/answer', { params, body })),
  waitlist: (params, body) => asked(http.POST('/api/handoffs/{reference}/waitlist', { params, body })),
  wish: (params, body) => asked(http.POST('/api/handoffs/{reference}/wish', { params, body })),
  propose: (params) => asked(http.POST('/api/handoffs/{reference}/propose', { params })),
  accept: (params, body) => asked(http.POST('/api/handoffs/{reference}/accept', { params, body })),
  decline: (params, body) => asked(http.POST('/api/handoffs/{reference}/decline', { params, body })),
  recall: (params, body) => asked(http.POST('/api/handoffs/{reference}/recall', { params, body })),
  hold: (params, body) => asked(http.POST('/api/handoffs/{reference}/hold', { params, body })),
  resume: (params, body) => asked(http.POST('/api/handoffs/{reference}/resume', { params, body })),
  reschedule: (params, body) => asked(http.POST('/api/handoffs/{reference}/reschedule', { params, body })),
  depart: (params) => asked(http.POST('/api/handoffs/{reference}/depart', { params })),
  contact: (params, body) => asked(http.POST('/api/handoffs/{reference}/contact', { params, body })),
  call: (params, body) => asked(http.POST('/api/handoffs/{reference}/call', { params, body })),
  arrive: (params, body) => asked(http.POST('/api/handoffs/{reference}/arrive', { params, body })),
  miss: (params) => asked(http.POST('/api/handoffs/{reference}/miss', { params })),
  fail: (params) => asked(http.POST('/api/handoffs/{reference}/fail', { params })),
  invite: (params, body) => asked(http.POST('/api/handoffs/{reference}/invite', { params, body })),
  report: (params, body) => asked(http.POST('/api/handoffs/{reference}/report', { params, body })),
  acknowledge: (params) => asked(http.POST('/api/handoffs/{reference}/acknowledge', { params })),
  withdraw: (params, body) => asked(http.POST('/api/handoffs/{reference}/withdraw', { params, body })),
  return: (params, body) => asked(http.POST('/api/handoffs/{reference}/return', { params, body })),
  stop: (params, body) => asked(http.POST('/api/handoffs/{reference}/stop', { params, body })),
  void: (params, body) => asked(http.POST('/api/handoffs/{reference}/void', { params, body })),
};

export function moveHandoff(
  reference: string,
  request: MoveRequest,
  version: number,
  key: string,
): Promise<HandoffWritten> {
  // The request was built as a pair of move and body; the table keeps the pairs, TypeScript cannot follow them.
  const post = posters[request.move] as (params: Where, body: unknown) => Promise<HandoffWritten>;
  return post(at(reference, version, key), 'body' in request ? request.body : undefined);
}

export const listEnvelopes = (escalated: boolean, cursor?: string): Promise<Page<EnvelopeView>> =>
  asked(
    http.GET('/api/envelopes', {
      params: { query: { ...(escalated ? { escalated: 'true' as const } : {}), ...page(cursor) } },
    }),
  );
export const readEnvelope = (reference: string): Promise<EnvelopeView> =>
  asked(http.GET('/api/envelopes/{reference}', { params: { path: { reference } } }));

/** What the coordination office may do with a handoff. */
export type EnvelopeMove = 'overturn' | 'extend' | 'reassign' | 'recall';
export type EnvelopeRequest =
  | { readonly move: Exclude<EnvelopeMove, 'reassign'>; readonly body: EnvelopeReasonRequest }
  | { readonly move: 'reassign'; readonly body: EnvelopeReassignRequest };

export function moveEnvelope(
  reference: string,
  request: EnvelopeRequest,
  version: number,
  key: string,
): Promise<unknown> {
  const params = at(reference, version, key);
  switch (request.move) {
    case 'overturn':
      return asked(http.POST('/api/envelopes/{reference}/overturn', { params, body: request.body }));
    case 'extend':
      return asked(http.POST('/api/envelopes/{reference}/extend', { params, body: request.body }));
    case 'reassign':
      return asked(http.POST('/api/envelopes/{reference}/reassign', { params, body: request.body }));
    case 'recall':
      return asked(http.POST('/api/envelopes/{reference}/recall', { params, body: request.body }));
  }
}

export const listForcedChanges = (cursor?: string): Promise<Page<ForcedChangeView>> =>
  asked(http.GET('/api/custody-changes', { params: { query: page(cursor) } }));
export const proposeForcedChange = (body: ForcedChangeRequest, key: string): Promise<unknown> =>
  asked(http.POST('/api/custody-changes', { params: { header: keyed(key) }, body }));
export const decideForcedChange = (reference: string, confirmed: boolean, key: string): Promise<unknown> =>
  asked(
    http.POST('/api/custody-changes/{reference}/confirm', {
      params: { path: { reference }, header: keyed(key) },
      body: { confirmed },
    }),
  );

export const listCapacity = (stage?: Stage): Promise<{ items: CapacityView[] }> =>
  asked(http.GET('/api/capacity', { params: { query: stage === undefined ? {} : { stage } } }));
export const stateCapacity = (stage: Stage, body: CapacityRequest, key: string): Promise<CapacityView> =>
  asked(http.PUT('/api/capacity/{stage}', { params: { path: { stage }, header: keyed(key) }, body }));

/** That every code has its figure is known to the wire types only: the document says "may". */
export const readLoop = async (from: string, to: string): Promise<LoopIndicators> =>
  (await asked(http.GET('/api/indicators/loop', { params: { query: { from, to } } }))) as LoopIndicators;
