import type { BusinessState, HandoffSide } from '#domain/charter/handoff.js';
import type { DirectoryKind, MeetingAudience } from '#domain/charter/directory.js';
import type { Page } from '#domain/wire/common.js';
import type { ArrivalRow } from '#domain/wire/desk.js';
import type { DirectoryEntryView, MeetingView } from '#domain/wire/directory.js';
import type { HandoffView } from '#domain/wire/handoff.js';
import type { DutyTurn, DutyTurnRequest, DutyView, SiteView } from '#domain/wire/house.js';
import type {
  ColleagueView,
  WorkBulkRequest,
  WorkBulkResult,
  WorkFilter,
  WorkItemView,
} from '#domain/wire/work.js';
import { asked, http, keyed, page, versioned } from './api.http.js';
import type { paths } from './openapi.gen.js';

/** Roles that a list can be narrowed by are those of staff: the wire types know all roles. */
type WorkQuery = paths['/api/work-items']['get']['parameters']['query'];

/** What of a filter is set; nothing is asked for by an empty word. */
const only = <T extends object>(filter: T): T =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== '')) as T;

export const listWork = (filter: WorkFilter, cursor?: string): Promise<Page<WorkItemView>> =>
  asked(
    http.GET('/api/work-items', { params: { query: { ...only(filter), ...page(cursor) } as WorkQuery } }),
  );
/** Null gives it back to everybody, `me` takes it. */
export const assignWork = (id: string, colleague: string | null, key: string): Promise<{ id: string }> =>
  asked(
    http.POST('/api/work-items/{id}/assign', {
      params: { path: { id }, header: keyed(key) },
      body: { colleague },
    }),
  );
export const snoozeWork = (id: string, until: string | null, key: string): Promise<{ id: string }> =>
  asked(
    http.POST('/api/work-items/{id}/snooze', {
      params: { path: { id }, header: keyed(key) },
      body: { until },
    }),
  );
export const reopenWork = (id: string, key: string): Promise<{ id: string }> =>
  asked(http.POST('/api/work-items/{id}/reopen', { params: { path: { id }, header: keyed(key) } }));
export const changeManyWorks = (body: WorkBulkRequest, key: string): Promise<WorkBulkResult> =>
  asked(http.POST('/api/work-items/bulk', { params: { header: keyed(key) }, body }));

export const listColleagues = (): Promise<ColleagueView[]> => asked(http.GET('/api/colleagues'));

export const listArrivals = (cursor?: string): Promise<Page<ArrivalRow>> =>
  asked(http.GET('/api/handoffs/arrivals', { params: { query: page(cursor) } }));

export interface HandoffFilter {
  readonly side?: HandoffSide;
  readonly open?: 'true' | 'false';
  readonly waiting?: 'partner';
  readonly state?: BusinessState;
}
export const listHandoffs = (filter: HandoffFilter, cursor?: string): Promise<Page<HandoffView>> =>
  asked(http.GET('/api/handoffs', { params: { query: { ...only(filter), ...page(cursor) } } }));

export const readDuty = (from_on: string, until_on: string): Promise<DutyView> =>
  asked(http.GET('/api/duty', { params: { query: { from_on, until_on } } }));
export const planTurn = (body: DutyTurnRequest, key: string): Promise<DutyTurn> =>
  asked(http.POST('/api/duty/turns', { params: { header: keyed(key) }, body }));
export const cancelTurn = (id: string, version: number, key: string): Promise<{ id: string }> =>
  asked(
    http.POST('/api/duty/turns/{id}/cancel', { params: { path: { id }, header: versioned(key, version) } }),
  );
export const substituteTurn = (
  id: string,
  colleague: string,
  version: number,
  key: string,
): Promise<DutyTurn> =>
  asked(
    http.POST('/api/duty/turns/{id}/substitute', {
      params: { path: { id }, header: versioned(key, version) },
      body: { colleague },
    }),
  );
export const listSites = (): Promise<{ items: SiteView[] }> => asked(http.GET('/api/sites'));

export interface MeetingFilter {
  readonly town?: string;
  readonly weekday?: number;
  readonly for?: MeetingAudience;
  readonly online?: 'true' | 'false';
}
export const listMeetings = (filter: MeetingFilter, cursor?: string): Promise<Page<MeetingView>> =>
  asked(http.GET('/api/directory/meetings', { params: { query: { ...only(filter), ...page(cursor) } } }));
export const listDirectory = (
  filter: { readonly kind?: DirectoryKind; readonly town?: string },
  cursor?: string,
): Promise<Page<DirectoryEntryView>> =>
  asked(http.GET('/api/directory/entries', { params: { query: { ...only(filter), ...page(cursor) } } }));
