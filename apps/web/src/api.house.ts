import type { Page } from '#domain/wire/common.js';
import type {
  ExceptionCounts,
  ExceptionKind,
  ExceptionRow,
  JoinRequest,
  PackView,
  QueueView,
  ReviewCloseRequest,
  ReviewDetail,
  ReviewDrawRequest,
  ReviewFindRequest,
  ReviewItemState,
  ReviewItemView,
  ReviewReplyRequest,
  ReviewView,
  SiteChangeRequest,
  SiteView,
  StaffChangeRequest,
  StaffInviteRequest,
  StaffInvited,
  StaffLeaveRequest,
  StaffLeft,
  StaffMember,
  StaffState,
} from '#domain/wire/house.js';
import { asked, http, keyed, page, versioned } from './api.http.js';
import type { paths } from './openapi.gen.js';

/** The document names the roles of staff alone; which of them a house gives, the server decides. */
type Invited = paths['/api/staff']['post']['requestBody']['content']['application/json'];
type Changed = paths['/api/staff/{colleague}']['put']['requestBody']['content']['application/json'];

export const listStaff = (state: StaffState | undefined, cursor?: string): Promise<Page<StaffMember>> =>
  asked(
    http.GET('/api/staff', {
      params: { query: { ...page(cursor), ...(state === undefined ? {} : { state }) } },
    }),
  );
/** Everybody who works here now, for those who may see the list of the staff. */
export const listActiveStaff = (): Promise<Page<StaffMember>> =>
  asked(http.GET('/api/staff', { params: { query: { state: 'active', limit: 100 } } }));
export const inviteStaff = (body: StaffInviteRequest, key: string): Promise<StaffInvited> =>
  asked(http.POST('/api/staff', { params: { header: keyed(key) }, body: body as Invited }));
export const inviteAgain = (colleague: string, key: string): Promise<StaffInvited> =>
  asked(
    http.POST('/api/staff/{colleague}/invitation', {
      params: { path: { colleague }, header: keyed(key) },
    }),
  );
export const changeStaff = (
  colleague: string,
  body: StaffChangeRequest,
  version: number,
  key: string,
): Promise<StaffMember> =>
  asked(
    http.PUT('/api/staff/{colleague}', {
      params: { path: { colleague }, header: versioned(key, version) },
      body: body as Changed,
    }),
  );
export const leaveHouse = (colleague: string, body: StaffLeaveRequest, key: string): Promise<StaffLeft> =>
  asked(
    http.POST('/api/staff/{colleague}/leave', {
      params: { path: { colleague }, header: keyed(key) },
      body,
    }),
  );
export const joinHouse = (body: JoinRequest): Promise<unknown> => asked(http.POST('/api/join', { body }));

export const listSites = (): Promise<{ items: SiteView[] }> => asked(http.GET('/api/sites'));
export const changeSite = (
  code: string,
  body: SiteChangeRequest,
  version: number,
  key: string,
): Promise<SiteView> =>
  asked(http.PUT('/api/sites/{code}', { params: { path: { code }, header: versioned(key, version) }, body }));

export const readPack = (): Promise<PackView> => asked(http.GET('/api/pack'));
export const readQueue = (): Promise<QueueView> => asked(http.GET('/api/queue'));

interface Days {
  readonly from_on: string;
  readonly until_on: string;
}
/** That every kind has its number is known to the wire types; the document calls the numbers optional. */
export const countExceptions = async (days: Days): Promise<ExceptionCounts> =>
  (await asked(http.GET('/api/exceptions', { params: { query: days } }))) as ExceptionCounts;
export const listExceptions = (
  kind: ExceptionKind,
  days: Days,
  cursor?: string,
): Promise<Page<ExceptionRow>> =>
  asked(
    http.GET('/api/exceptions/{kind}', { params: { path: { kind }, query: { ...days, ...page(cursor) } } }),
  );

export const listReviews = async (cursor?: string): Promise<Page<ReviewView>> =>
  (await asked(http.GET('/api/reviews', { params: { query: page(cursor) } }))) as Page<ReviewView>;
export const drawReview = async (body: ReviewDrawRequest, key: string): Promise<ReviewView> =>
  (await asked(http.POST('/api/reviews', { params: { header: keyed(key) }, body }))) as ReviewView;
export const readReview = async (
  review: string,
  state: ReviewItemState | undefined,
  cursor?: string,
): Promise<ReviewDetail> =>
  (await asked(
    http.GET('/api/reviews/{review}', {
      params: {
        path: { review },
        query: { limit: 100, ...page(cursor), ...(state === undefined ? {} : { state }) },
      },
    }),
  )) as ReviewDetail;
/** Everything that was drawn, in its order: a sample has at most 200. */
export async function readWholeReview(review: string): Promise<ReviewDetail> {
  const first = await readReview(review, undefined);
  const items = [...first.items];
  for (let next = first.next; next !== null;) {
    const more = await readReview(review, undefined, next);
    items.push(...more.items);
    next = more.next;
  }
  return { review: first.review, items, next: null };
}

/** Which item, of which review, as it was read. */
export interface ItemRef {
  readonly review: string;
  readonly item: string;
  readonly version: number;
}
const at = ({ review, item, version }: ItemRef, key: string) => ({
  path: { review, item },
  header: versioned(key, version),
});
export const findItem = (of: ItemRef, body: ReviewFindRequest, key: string): Promise<ReviewItemView> =>
  asked(http.POST('/api/reviews/{review}/items/{item}/find', { params: at(of, key), body }));
export const replyItem = (of: ItemRef, body: ReviewReplyRequest, key: string): Promise<ReviewItemView> =>
  asked(http.POST('/api/reviews/{review}/items/{item}/reply', { params: at(of, key), body }));
export const closeItem = (of: ItemRef, body: ReviewCloseRequest, key: string): Promise<ReviewItemView> =>
  asked(http.POST('/api/reviews/{review}/items/{item}/close', { params: at(of, key), body }));
export const closeReview = async (review: string, key: string): Promise<ReviewView> =>
  (await asked(
    http.POST('/api/reviews/{review}/close', { params: { path: { review }, header: keyed(key) } }),
  )) as ReviewView;
