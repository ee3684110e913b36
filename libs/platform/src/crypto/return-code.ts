import { createHmac } from 'node:crypto';
import { deriveKey } from '#platform/config/keys.js';

const KEY_BYTES = 32;

/**
 * The hash by which a window is found (HMAC-SHA-256): without the house, because somebody on their own telephone names none, and
 * under a key of its own, so that it says nothing beside the hash of a house.
 */
export function windowMac(base: Buffer, code: string): Buffer {
  return createHmac('sha256', deriveKey(base, 'window-code', KEY_BYTES))
    .update(code)
    .digest();
}

/** What somebody says again after months is compared without capitals and without the spaces between. */
export function preparedPassphrase(passphrase: string): string {
  return passphrase.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}
