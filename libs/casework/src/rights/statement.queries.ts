import type { ClientStatement } from '#domain/wire/handoff.js';
import { openNote } from '#platform/vault/sealed-note.js';

/** A client's words beside an uncorrected field, as the database hands them out. */
export interface SealedStatement {
  readonly id: string;
  readonly about: ClientStatement['about'];
  readonly said_on: string;
  /** Base64 of what was sealed under the id of the correction. */
  readonly sealed: string;
}

/** The words of the client, for a packet or a copy of the record; who may read which of them is decided elsewhere. */
export function openStatements(base: Buffer, sealed: readonly SealedStatement[]): ClientStatement[] {
  return sealed.map(({ id, about, said_on, sealed: words }) => ({
    about,
    said_on,
    words: openNote(base, { record: id, name: 'statement' }, Buffer.from(words, 'base64')),
  }));
}
