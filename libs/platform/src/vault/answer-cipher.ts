import { createHmac } from 'node:crypto';
import { deriveKey } from '../config/keys.js';
import { DATA_KEY_BYTES, openField, sealField } from './field-cipher.js';

/** Whose answer it is: it opens for this account and under this key, and nowhere else. */
export interface AnswerPlace {
  readonly account: string;
  /** The Idempotency-Key of the change. */
  readonly key: string;
}

const EPOCH = 1;
const SCHEMA = 1;

/**
 * Encrypts the answer of a change (AES-256-GCM) under a key of its own per account that is stored nowhere (HKDF of the base
 * secret): what somebody is answered may hold the words they wrote, and those may name a person.
 */
export function sealAnswer(base: Buffer, { account, key }: AnswerPlace, answer: string): Buffer {
  return sealField(answer, { person: account, field: key, schema: SCHEMA }, keyOf(base, account), EPOCH);
}

/** Decrypts it again; anything but what was sealed for exactly this account and key is a broken invariant. */
export function openAnswer(base: Buffer, { account, key }: AnswerPlace, sealed: Buffer): string {
  return openField(sealed, { person: account, field: key, schema: SCHEMA }, keyOf(base, account));
}

/**
 * The mark by which a repeated request is known (HMAC-SHA-256, 32 bytes). A bare hash would let whoever reads the database try out
 * names and passphrases against it, as fast as hashes are made.
 */
export function requestMark(base: Buffer, account: string, sha256: Buffer): Buffer {
  return createHmac('sha256', deriveKey(base, `request-mark/${account}`, DATA_KEY_BYTES))
    .update(sha256)
    .digest();
}

function keyOf(base: Buffer, account: string): Buffer {
  return deriveKey(base, `kept-answer/${account}`, DATA_KEY_BYTES);
}
