import { hkdfSync } from 'node:crypto';
import type { KeyringContents } from '../keys/keyring-contents.js';

/** A keyring as its users see it: what it holds at this moment. */
export interface KeySet {
  /** What it holds now. It may be another answer the next time, so nobody keeps it. */
  contents(): KeyringContents;
  /** Reads it again at once, for whoever met a key that it does not hold. */
  reload(): KeyringContents;
}

/** What a process knows of the keys of its deployment. */
export interface Keys {
  /** What every password and every key beside those of the vault is derived from; it is the same for the life of the database. */
  readonly base: Buffer;
  readonly ring: KeySet;
  /** The folder of the keyring, so that a child process can be told the place instead of the keys. */
  readonly directory: string;
}

/**
 * A key for one purpose: HKDF-SHA-256 (RFC 5869) of the base secret, `label` in the info field, `length` in bytes.
 * Different labels give independent keys; the same label gives the same key for the life of the base secret.
 */
export function deriveKey(base: Buffer, label: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', base, Buffer.alloc(0), `handrail/v1/${label}`, length));
}

/** Password of a database login, so that no password is stored anywhere; a new root key changes none of them. */
export function databaseRolePassword(base: Buffer, login: string): string {
  return deriveKey(base, `database-login/${login}`, 32).toString('base64url');
}
