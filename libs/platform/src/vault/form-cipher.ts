import { deriveKey } from '../config/keys.js';
import { DATA_KEY_BYTES, openField, sealField } from './field-cipher.js';

/** Where a kept form belongs: it opens for this account and under this name, and nowhere else. */
export interface FormPlace {
  readonly account: string;
  readonly form: string;
}

const EPOCH = 1;
const SCHEMA = 1;

/** Encrypts what somebody is writing (AES-256-GCM), under a key of its own per account that is stored nowhere (HKDF of the base secret). */
export function sealForm(base: Buffer, { account, form }: FormPlace, values: string): Buffer {
  return sealField(values, { person: account, field: form, schema: SCHEMA }, keyOf(base, account), EPOCH);
}

/** Decrypts it again; anything but what was sealed for exactly this account and form is a broken invariant. */
export function openForm(base: Buffer, { account, form }: FormPlace, sealed: Buffer): string {
  return openField(sealed, { person: account, field: form, schema: SCHEMA }, keyOf(base, account));
}

function keyOf(base: Buffer, account: string): Buffer {
  return deriveKey(base, `kept-form/${account}`, DATA_KEY_BYTES);
}
