import type { Page } from '#domain/wire/common.js';
import type {
  ContactRulesRequest,
  ContactView,
  ContactWritten,
  NoticePreferenceRequest,
  NoticePreferenceView,
  NoticeView,
  PushDevice,
} from '#domain/wire/notices.js';
import { asked, http, keyed, page, versioned } from './api.http.js';

export const listNotices = (cursor?: string): Promise<Page<NoticeView>> =>
  asked(http.GET('/api/notices', { params: { query: page(cursor) } }));
export const readNotices = (
  body: { notice?: string; until?: string },
  key: string,
): Promise<{ read: number }> =>
  asked(http.POST('/api/notices/reading', { params: { header: keyed(key) }, body }));
export const readPreference = (): Promise<NoticePreferenceView> =>
  asked(http.GET('/api/notices/preferences'));
export const choosePreference = (
  body: NoticePreferenceRequest,
  version: number,
  key: string,
): Promise<ContactWritten> =>
  asked(http.PUT('/api/notices/preferences', { params: { header: versioned(key, version) }, body }));

export const addDevice = (body: PushDevice, key: string): Promise<ContactWritten> =>
  asked(http.POST('/api/notices/devices', { params: { header: keyed(key) }, body }));
export const forgetDevice = (mark: string, key: string): Promise<ContactWritten> =>
  asked(http.POST('/api/notices/devices/removal', { params: { header: keyed(key) }, body: { mark } }));

export const readContact = (client: string): Promise<ContactView> =>
  asked(http.GET('/api/clients/{client}/contact', { params: { path: { client } } }));
export const writeContact = (
  client: string,
  body: ContactRulesRequest,
  version: number,
  key: string,
): Promise<ContactWritten> =>
  asked(
    http.PUT('/api/clients/{client}/contact', {
      params: { path: { client }, header: versioned(key, version) },
      body,
    }),
  );
