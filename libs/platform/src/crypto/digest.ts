import { createHash } from 'node:crypto';

/** SHA-256 of a text: for tokens and keys that are compared but never kept. */
export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
