import { newDataKey, openField, sealField, unwrapDataKey, wrapDataKey } from './field-cipher.js';
import type { VaultKeys } from './vault-keys.js';

/** A key of writing as the database keeps it: one per client and house, wrapped under the key of an epoch; null: destroyed. */
export interface WritingKey {
  readonly epoch: number;
  readonly wrapped_key: Buffer | null;
}

/** Where something written belongs: it opens for this record and under this name, and nowhere else. */
export interface WritingPlace {
  readonly record: string;
  readonly name: string;
}

const SCHEMA = 1;

/** A new random key, wrapped under the current epoch: what a house writes of one client is sealed under it (ADR 0048). */
export function newWritingKey(keys: VaultKeys): { epoch: number; wrapped_key: Buffer } {
  const { epoch } = keys;
  return { epoch, wrapped_key: wrapDataKey(newDataKey(), keys.epochKey(epoch)) };
}

/** Encrypts what was written (AES-256-GCM); a destroyed key is a broken invariant. */
export function sealWriting(
  keys: VaultKeys,
  { epoch, wrapped_key }: { epoch: number; wrapped_key: Buffer },
  { record, name }: WritingPlace,
  text: string,
): Buffer {
  const dataKey = unwrapDataKey(wrapped_key, keys.epochKey(epoch));
  return sealField(text, { person: record, field: name, schema: SCHEMA }, dataKey, epoch);
}

/** Decrypts it again; null where the key was destroyed or the words went with it. Anything moved or changed is a broken invariant. */
export function openWriting(
  keys: VaultKeys,
  { epoch, wrapped_key }: WritingKey,
  { record, name }: WritingPlace,
  sealed: Buffer | null,
): string | null {
  if (sealed === null || wrapped_key === null) return null;
  const dataKey = unwrapDataKey(wrapped_key, keys.epochKey(epoch));
  return openField(sealed, { person: record, field: name, schema: SCHEMA }, dataKey);
}
