import type { ClientWritten } from '#domain/wire/client.js';
import type { EntryRecord, EntryView, ExitRequest } from '#domain/wire/exit.js';
import type {
  AttemptRequest,
  FollowUpLookView,
  FollowUpsView,
  FollowUpView,
} from '#domain/wire/follow-up.js';
import { asked, http, versioned } from './api.http.js';

export const readEntry = (client: string): Promise<EntryView> =>
  asked(http.GET('/api/clients/{client}/entry', { params: { path: { client } } }));
export const recordEntry = (
  client: string,
  version: number,
  body: EntryRecord,
  key: string,
): Promise<EntryView> =>
  asked(
    http.PUT('/api/clients/{client}/entry', {
      params: { path: { client }, header: versioned(key, version) },
      body,
    }),
  );
export const endStage = (
  client: string,
  version: number,
  body: ExitRequest,
  key: string,
): Promise<ClientWritten> =>
  asked(
    http.POST('/api/clients/{client}/exit', {
      params: { path: { client }, header: versioned(key, version) },
      body,
    }),
  );
export const listFollowUps = (client: string): Promise<FollowUpsView> =>
  asked(http.GET('/api/clients/{client}/follow-ups', { params: { path: { client } } }));
export const lookAtFollowUp = (followUp: string): Promise<FollowUpLookView> =>
  asked(http.GET('/api/follow-ups/{followUp}', { params: { path: { followUp } } }));
export const recordAttempt = (
  followUp: string,
  version: number,
  body: AttemptRequest,
  key: string,
): Promise<FollowUpView> =>
  asked(
    http.POST('/api/follow-ups/{followUp}/attempts', {
      params: { path: { followUp }, header: versioned(key, version) },
      body,
    }),
  );
