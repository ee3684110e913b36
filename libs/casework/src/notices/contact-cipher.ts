import type { ContactRules, ContactRulesRequest, PushDevice } from '#domain/wire/notices.js';
import { openField, sealField, unwrapDataKey } from '#platform/vault/field-cipher.js';
import type { VaultKeys } from '#platform/vault/vault-keys.js';

/** What is kept of how a client may be reached: their rules, and the browsers that asked to be told. */
export interface KeptContact {
  readonly rules: ContactRulesRequest;
  readonly devices: readonly PushDevice[];
}

/** The key of a person, wrapped under that of an epoch. */
export interface WrappedKey {
  readonly person: string;
  readonly epoch: number;
  readonly wrapped_key: Buffer;
}

const SCHEMA = 1;
const placeOf = (person: string) => ({ person, field: 'contact', schema: SCHEMA });

/** Encrypts it under the key of the person: when that is destroyed, nobody reads it here or in a backup (ADR 0038). */
export function sealContact(
  keys: VaultKeys,
  { person, epoch, wrapped_key }: WrappedKey,
  kept: KeptContact,
): Buffer {
  const dataKey = unwrapDataKey(wrapped_key, keys.epochKey(epoch));
  return sealField(JSON.stringify(kept), placeOf(person), dataKey, epoch);
}

export function openContact(
  keys: VaultKeys,
  { person, epoch, wrapped_key }: WrappedKey,
  sealed: Buffer,
): KeptContact {
  const dataKey = unwrapDataKey(wrapped_key, keys.epochKey(epoch));
  return JSON.parse(openField(sealed, placeOf(person), dataKey)) as KeptContact;
}

/** The rules as they are shown and decided by: of the browsers only how many there are. */
export function rulesOf({ rules, devices }: KeptContact): ContactRules {
  return { ...rules, devices: devices.length };
}
