import { deriveKey } from '../config/keys.js';
import { DATA_KEY_BYTES, openField, sealField } from './field-cipher.js';

/** Where a note belongs: it opens for this record and under this name, and nowhere else. */
export interface NotePlace {
  /** The id of the row that keeps it. */
  readonly record: string;
  readonly name: string;
}

const EPOCH = 1;
const SCHEMA = 1;

/**
 * Encrypts free words of staff that may name somebody (AES-256-GCM), under a key per record that is stored nowhere (HKDF of the
 * base secret): why somebody broke the glass, and about whom an authority asked.
 */
export function sealNote(base: Buffer, { record, name }: NotePlace, words: string): Buffer {
  return sealField(words, { person: record, field: name, schema: SCHEMA }, keyOf(base, record), EPOCH);
}

/** Decrypts it again; anything but what was sealed for exactly this place is a broken invariant. */
export function openNote(base: Buffer, { record, name }: NotePlace, sealed: Buffer): string {
  return openField(sealed, { person: record, field: name, schema: SCHEMA }, keyOf(base, record));
}

function keyOf(base: Buffer, record: string): Buffer {
  return deriveKey(base, `sealed-note/${record}`, DATA_KEY_BYTES);
}
