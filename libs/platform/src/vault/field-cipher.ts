import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { must } from '#domain/must.js';

/**
 * Encryption of one field of one person: AES-256-GCM with a random 96-bit nonce and a 128-bit tag, in the envelope
 * `version | algorithm | epoch (4 bytes) | nonce | ciphertext | tag`. The header, the person, the field and the schema
 * version are authenticated, so a ciphertext moved to another person, field or epoch does not open.
 */
export const DATA_KEY_BYTES = 32;

const VERSION = 1;
const ALGORITHM_AES_256_GCM = 1;
const HEADER_BYTES = 6;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The initial value of RFC 3394, with which AES key wrap checks that what it unwrapped is a key. */
const KEY_WRAP_IV = Buffer.alloc(8, 0xa6);
const EPOCH_MAX = 0xffff_ffff;

/** Where a ciphertext belongs. `schema` is the version of the field's inner form. */
export interface FieldPlace {
  readonly person: string;
  readonly field: string;
  readonly schema: number;
}

/** A new random key for one person's fields. */
export function newDataKey(): Buffer {
  return randomBytes(DATA_KEY_BYTES);
}

/** Wraps a data key under the key of an epoch (AES key wrap, RFC 3394): 40 bytes, safe to store. */
export function wrapDataKey(dataKey: Buffer, epochKey: Buffer): Buffer {
  must(dataKey.length === DATA_KEY_BYTES, 'A data key has 32 bytes');
  const cipher = createCipheriv('id-aes256-wrap', epochKey, KEY_WRAP_IV);
  return Buffer.concat([cipher.update(dataKey), cipher.final()]);
}

/** Unwraps a data key; a wrong epoch or a changed byte is a broken invariant. */
export function unwrapDataKey(wrapped: Buffer, epochKey: Buffer): Buffer {
  return orBroken('A data key opens only under the key of its epoch', () => {
    const decipher = createDecipheriv('id-aes256-wrap', epochKey, KEY_WRAP_IV);
    const dataKey = Buffer.concat([decipher.update(wrapped), decipher.final()]);
    must(dataKey.length === DATA_KEY_BYTES, 'A data key has 32 bytes');
    return dataKey;
  });
}

/** Encrypts a field. The same text encrypted twice gives different envelopes. */
export function sealField(text: string, place: FieldPlace, dataKey: Buffer, epoch: number): Buffer {
  must(Number.isInteger(epoch) && epoch >= 0 && epoch <= EPOCH_MAX, 'An epoch is a 32-bit number');
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(VERSION, 0);
  header.writeUInt8(ALGORITHM_AES_256_GCM, 1);
  header.writeUInt32BE(epoch, 2);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', dataKey, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(additionalData(header, place));
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([header, nonce, ciphertext, cipher.getAuthTag()]);
}

/** Decrypts a field; anything but the envelope sealed for exactly this place is a broken invariant. */
export function openField(envelope: Buffer, place: FieldPlace, dataKey: Buffer): string {
  return orBroken('A field opens only where it was sealed', () => {
    must(envelope.length >= HEADER_BYTES + NONCE_BYTES + TAG_BYTES, 'An envelope is complete');
    const header = envelope.subarray(0, HEADER_BYTES);
    must(header[0] === VERSION && header[1] === ALGORITHM_AES_256_GCM, 'An envelope is of a known form');
    const nonce = envelope.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', dataKey, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(additionalData(header, place));
    decipher.setAuthTag(envelope.subarray(-TAG_BYTES));
    const body = envelope.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  });
}

function additionalData(header: Buffer, { person, field, schema }: FieldPlace): Buffer {
  for (const part of [person, field])
    must(part !== '' && !part.includes('|'), 'A place has no separator in its parts');
  return Buffer.concat([header, Buffer.from(`vault/1|${person}|${field}|${schema}`)]);
}

/** The libraries' own errors say nothing useful and differ by version: one sentence of ours instead. */
function orBroken<T>(sentence: string, work: () => T): T {
  let result: T | undefined;
  try {
    result = work();
  } catch {
    must(false, sentence);
  }
  return result as T;
}
