import { createHmac } from 'node:crypto';
import { nameSkeleton, normaliseName } from '#domain/rules/person-name.js';
import type { Identity } from './identity.js';
import type { VaultKeys } from './vault-keys.js';

/**
 * Keyed search tokens over combinations of fields, never over a surname or a date of birth alone: HMAC-SHA-256 under a
 * key of each index, cut short so that a token of names names some twenty people and not one. Tokens find candidates;
 * the decrypted identities decide, and then a human.
 */
export interface BlindIndexToken {
  readonly index: number;
  readonly keyVersion: number;
  readonly token: Buffer;
}

export const BLIND_INDEX = {
  /** Names as written, spelling folded, with the date of birth. */
  names: 1,
  /** Sound of the family name with the date of birth. */
  familyName: 2,
  /** Sound of the given name with the date of birth. */
  givenName: 3,
  /** Sounds of both names in either order with the date of birth. */
  swappedNames: 4,
  /** Sounds of both names with the year of birth. */
  birthYear: 5,
  /** A document's number or a telephone number. */
  number: 6,
} as const;

const NAME_TOKEN_BYTES = 3;
const NUMBER_TOKEN_BYTES = 8;
/** The subscriber's part: the rest is a trunk prefix or a country code, which people write or leave out. */
const PHONE_DIGITS = 9;
const PHONE_DIGITS_MIN = 5;
const DOCUMENT_CHARACTERS_MIN = 4;

/** All tokens of an identity under one key version, each once; fields that are missing give no token. */
export function blindIndexTokens(identity: Identity, keys: VaultKeys, keyVersion: number): BlindIndexToken[] {
  const tokens = new Map<string, BlindIndexToken>();
  const add = (index: number, bytes: number, ...parts: string[]): void => {
    // JSON keeps the parts apart: ("ab","c") and ("a","bc") never meet.
    const digest = createHmac('sha256', keys.indexKey(index, keyVersion))
      .update(JSON.stringify(parts))
      .digest();
    const token = digest.subarray(0, bytes);
    tokens.set(`${index}/${token.toString('hex')}`, { index, keyVersion, token });
  };
  addNames(identity, (index, ...parts) => add(index, NAME_TOKEN_BYTES, ...parts));
  for (const { number } of identity.documents ?? []) {
    const normal = normaliseDocumentNumber(number);
    if (normal) add(BLIND_INDEX.number, NUMBER_TOKEN_BYTES, 'document', normal);
  }
  for (const phone of identity.phones ?? []) {
    const normal = normalisePhone(phone);
    if (normal) add(BLIND_INDEX.number, NUMBER_TOKEN_BYTES, 'phone', normal);
  }
  return [...tokens.values()];
}

function addNames(identity: Identity, add: (index: number, ...parts: string[]) => void): void {
  const family = normaliseName(identity.familyName);
  const given = normaliseName(identity.givenName);
  const familySound = nameSkeleton(identity.familyName);
  const givenSound = nameSkeleton(identity.givenName);
  const [, year, rest] = /^(\d{4})(-\d{2}-\d{2})?/.exec(identity.birthDate ?? '') ?? [];
  if (!year) return;
  if (rest) {
    const birthDate = `${year}${rest}`;
    if (family && given) add(BLIND_INDEX.names, family, given, birthDate);
    if (family) add(BLIND_INDEX.familyName, familySound, birthDate);
    if (given) add(BLIND_INDEX.givenName, givenSound, birthDate);
    if (family && given) add(BLIND_INDEX.swappedNames, ...[familySound, givenSound].sort(), birthDate);
  }
  if (family && given) add(BLIND_INDEX.birthYear, familySound, givenSound, year);
}

/** Letters and digits only, capitals, digits of any script as 0-9; empty when too little is left to mean anything. */
export function normaliseDocumentNumber(number: string): string {
  const normal = asciiDigits(number.normalize('NFKC'))
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return normal.length >= DOCUMENT_CHARACTERS_MIN ? normal : '';
}

/** The last nine digits; empty when there are fewer than five. */
export function normalisePhone(phone: string): string {
  const digits = asciiDigits(phone.normalize('NFKC')).replace(/\D/g, '');
  return digits.length >= PHONE_DIGITS_MIN ? digits.slice(-PHONE_DIGITS) : '';
}

function asciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}
