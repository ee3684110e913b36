import { createHmac } from 'node:crypto';
import { deriveKey } from '../config/keys.js';

/**
 * By what the database knows that a colleague is a protected client, without saying so to whoever reads its tables (HMAC-SHA-256
 * under a key of the base secret, 32 bytes; ADR 0037). The same for every record of theirs in the house.
 */
export function colleagueMark(base: Buffer, organisation: string, account: string): Buffer {
  const key = deriveKey(base, 'protected-colleague', 32);
  return createHmac('sha256', key).update(`${organisation}\n${account.toLowerCase()}`).digest();
}
