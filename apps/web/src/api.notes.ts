import type { CareNoteKind } from '#domain/charter/care-note.js';
import type { NoteHistory, NoteView, NoteWriting, NoteWritten } from '#domain/wire/care-note.js';
import type { Page } from '#domain/wire/common.js';
import { asked, http, keyed, page, versioned } from './api.http.js';

export const listNotes = (
  client: string,
  kind: Exclude<CareNoteKind, 'counselling'> | undefined,
  cursor?: string,
): Promise<Page<NoteView>> =>
  asked(
    http.GET('/api/clients/{client}/notes', {
      params: { path: { client }, query: { ...page(cursor), ...(kind ? { kind } : {}) } },
    }),
  );
export const listCounsellingNotes = (client: string, cursor?: string): Promise<Page<NoteView>> =>
  asked(
    http.GET('/api/clients/{client}/counselling-notes', {
      params: { path: { client }, query: page(cursor) },
    }),
  );
export const readNote = (note: string): Promise<NoteHistory> =>
  asked(http.GET('/api/notes/{note}', { params: { path: { note } } }));
export const writeNote = (client: string, body: NoteWriting, key: string): Promise<NoteWritten> =>
  asked(http.POST('/api/clients/{client}/notes', { params: { path: { client }, header: keyed(key) }, body }));
export const amendNote = (note: string, version: number, words: string, key: string): Promise<NoteWritten> =>
  asked(
    http.POST('/api/notes/{note}/amend', {
      params: { path: { note }, header: versioned(key, version) },
      body: { words },
    }),
  );
export const voidNote = (note: string, version: number, reason: string, key: string): Promise<NoteWritten> =>
  asked(
    http.POST('/api/notes/{note}/void', {
      params: { path: { note }, header: versioned(key, version) },
      body: { reason },
    }),
  );
