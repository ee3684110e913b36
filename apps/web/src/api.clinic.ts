import type { ClientWritten, KeyWorkerRequest } from '#domain/wire/client.js';
import type { Page } from '#domain/wire/common.js';
import type { TimelineEntry, TimelineKind, WardRow } from '#domain/wire/desk.js';
import type { Stage } from '#domain/charter/pathway.js';
import { asked, http, page, versioned } from './api.http.js';

/** Whom the list of the day is narrowed to: a stage, the id of a colleague, `me` or `none`. */
interface WardSearch {
  readonly stage?: Stage;
  readonly key_worker?: string;
}

const WARD_PAGE = 100;
const ROAD_PAGE = 20;

export const listWard = (search: WardSearch, cursor?: string): Promise<Page<WardRow>> =>
  asked(http.GET('/api/ward', { params: { query: { ...search, limit: WARD_PAGE, ...page(cursor) } } }));

export const listTimeline = (
  client: string,
  kind: TimelineKind | undefined,
  cursor?: string,
): Promise<Page<TimelineEntry>> =>
  asked(
    http.GET('/api/clients/{client}/timeline', {
      params: {
        path: { client },
        query: { limit: ROAD_PAGE, ...(kind === undefined ? {} : { kind }), ...page(cursor) },
      },
    }),
  );

export const nameKeyWorker = (
  client: string,
  body: KeyWorkerRequest,
  version: number,
  key: string,
): Promise<ClientWritten> =>
  asked(
    http.PUT('/api/clients/{client}/key-worker', {
      params: { path: { client }, header: versioned(key, version) },
      body,
    }),
  );
