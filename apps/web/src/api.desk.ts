import type {
  KeptForm,
  KeptFormRequest,
  ListExportRequest,
  SavedView,
  SavedViewRequest,
} from '#domain/wire/desk.js';
import type { UnreadNotices } from '#domain/wire/notices.js';
import type { Preferences, SessionView } from '#domain/wire/session.js';
import type { WorkTiles } from '#domain/wire/work.js';
import { asked, keyed, plain } from './api.http.js';

/** The name of a kept form as one part of an address. */
const inAddress = (form: string): string => `/api/forms/${encodeURIComponent(form.replaceAll('/', '~'))}`;

export const readKeptForm = (form: string): Promise<{ kept: KeptForm | null }> =>
  asked(plain('GET', inAddress(form)));
/** `last`: the page is going away; the browser then finishes the request by itself, up to 64 kB. */
export const keepForm = (
  form: string,
  body: KeptFormRequest,
  last = false,
): Promise<{ form: string; kept_at: string }> => asked(plain('PUT', inAddress(form), { body, last }));
export const dropForm = (form: string): Promise<unknown> => asked(plain('DELETE', inAddress(form)));

export const listViews = (screen: string): Promise<{ items: SavedView[] }> =>
  asked(plain('GET', `/api/views?screen=${encodeURIComponent(screen)}`));
export const saveView = (body: SavedViewRequest, key: string): Promise<SavedView> =>
  asked(plain('POST', '/api/views', { body, header: keyed(key) }));
export const dropView = (id: string, key: string): Promise<unknown> =>
  asked(plain('DELETE', `/api/views/${encodeURIComponent(id)}`, { header: keyed(key) }));

export const changePreferences = (body: Preferences, key: string): Promise<SessionView> =>
  asked(plain('PUT', '/api/session/preferences', { body, header: keyed(key) }));

export const readTiles = (): Promise<WorkTiles> => asked(plain('GET', '/api/work-items/tiles'));

export const countUnread = (): Promise<UnreadNotices> => asked(plain('GET', '/api/notices/unread'));

/** The list as a table file, and the name the server gives it. */
export const exportList = (body: ListExportRequest, key: string): Promise<Blob> =>
  asked(plain('POST', '/api/exports/list', { body, header: keyed(key), as: 'blob' }));
