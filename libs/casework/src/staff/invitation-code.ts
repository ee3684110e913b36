import { randomBytes } from 'node:crypto';
import { sha256 } from '#platform/crypto/digest.js';

/** Letters and digits that nobody mistakes for one another on paper or over the telephone. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SYMBOLS_COUNT = 20;

/** A new code of 100 random bits, in groups of five as people read it out: `7K3M9-QXRT4-0ABCD-EFGHJ`. */
export function newInvitationCode(): string {
  const symbols = [...randomBytes(SYMBOLS_COUNT)].map((byte) => SYMBOLS[byte % SYMBOLS.length]).join('');
  return symbols.replaceAll(/.{5}(?!$)/g, '$&-');
}

/** The hash that is kept of a code; case, spaces and dashes do not count, and what is easily misread is read as meant. */
export function hashInvitationCode(code: string): Buffer {
  const symbols = code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return sha256(`invitation\n${symbols}`);
}
