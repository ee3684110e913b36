import { createHmac } from 'node:crypto';
import { normaliseDocumentNumber, normalisePhone } from '#domain/rules/identity-number.js';
import { nameSound } from '#domain/rules/person-name.js';
import { fullNameSounds } from '#domain/rules/short-names.js';
import type { Identity } from './identity.js';
import type { VaultKeys } from './vault-keys.js';

/**
 * Keyed search tokens over combinations of fields, never over a name or a date alone: HMAC-SHA-256 under a key of each
 * index, cut short so that what one search asks of one index also names ten to twenty strangers among a million people
 * (ADR 0035). Tokens find candidates; the decrypted identities are compared, and then a human decides.
 */
export interface BlindIndexToken {
  readonly index: number;
  readonly keyVersion: number;
  readonly token: Buffer;
}

export const BLIND_INDEX = {
  /** The sound of one name, or of a word of it, whichever field it stands in, with the date of birth. */
  nameAndDate: 1,
  /** The first, or the last, consonants of both names in either order with the date of birth: both names are misspelt. */
  initialsAndDate: 2,
  /** The sounds of both names in either order with the year of birth: the day is wrong, or not known. */
  namesAndYear: 3,
  /** The sound of one name and the first consonant of the other with the day and month of birth: the year is wrong. */
  nameAndDay: 4,
  /** A document's number or a telephone number. */
  number: 5,
} as const;
export type BlindIndex = (typeof BLIND_INDEX)[keyof typeof BLIND_INDEX];

/** Length of a token in bits: log2(1,000,000 people x tokens kept of one x tokens asked by one search / 15). */
export const TOKEN_BITS: Readonly<Record<BlindIndex, number>> = { 1: 20, 2: 18, 3: 18, 4: 18, 5: 20 };

/** Years that a search without a year asks for, back from the one in which it is asked. */
const YEARS_BACK = 110;
const UNKNOWN = '?';

/** All tokens under which an identity is kept, under one key version, each once; fields that are missing give no token. */
export function blindIndexTokens(identity: Identity, keys: VaultKeys, keyVersion: number): BlindIndexToken[] {
  return tokensOf(keys, [keyVersion], (add) => {
    const names = namesOf(identity);
    const { year, day, date } = datesOf(identity.birthDate);
    if (date) addDated(names, [date], add);
    for (const pair of names.pairs) add(BLIND_INDEX.namesAndYear, ...pair, year ?? UNKNOWN);
    if (day) for (const one of names.withInitial) add(BLIND_INDEX.nameAndDay, ...one, day);
    addNumbers(identity, add);
  });
}

/**
 * All tokens that a search asks for, under every key version that is still read. Beside what is kept of the same identity:
 * the date with day and month exchanged, people whose date is not known, and every year where the year is not known.
 */
export function blindIndexQuestions(
  identity: Identity,
  keys: VaultKeys,
  keyVersions: readonly number[],
  thisYear: number,
): BlindIndexToken[] {
  return tokensOf(keys, keyVersions, (add) => {
    const names = namesOf(identity);
    const { year, day, date, swapped } = datesOf(identity.birthDate);
    if (date) addDated(names, swapped ? [date, swapped] : [date], add);
    const years = year ? [year, UNKNOWN] : [UNKNOWN, ...yearsUntil(thisYear)];
    for (const pair of names.pairs) {
      for (const asked of years) add(BLIND_INDEX.namesAndYear, ...pair, asked);
    }
    if (day) for (const one of names.withInitial) add(BLIND_INDEX.nameAndDay, ...one, day);
    addNumbers(identity, add);
  });
}

type Add = (index: BlindIndex, ...parts: string[]) => void;

function tokensOf(
  keys: VaultKeys,
  keyVersions: readonly number[],
  fill: (add: Add) => void,
): BlindIndexToken[] {
  const tokens = new Map<string, BlindIndexToken>();
  for (const keyVersion of keyVersions) {
    const indexKeys = new Map<BlindIndex, Buffer>();
    const keyOf = (index: BlindIndex): Buffer => {
      const key = indexKeys.get(index) ?? keys.indexKey(index, keyVersion);
      indexKeys.set(index, key);
      return key;
    };
    fill((index, ...parts) => {
      // JSON keeps the parts apart: ("ab","c") and ("a","bc") never meet.
      const digest = createHmac('sha256', keyOf(index)).update(JSON.stringify(parts)).digest();
      const token = cut(digest, TOKEN_BITS[index]);
      tokens.set(`${index}/${keyVersion}/${token.toString('hex')}`, { index, keyVersion, token });
    });
  }
  return [...tokens.values()];
}

/** The first bits of a digest, in whole bytes with the rest of the last one zero. */
function cut(digest: Buffer, bits: number): Buffer {
  const token = Buffer.from(digest.subarray(0, Math.ceil(bits / 8)));
  token[token.length - 1]! &= 0xff << (7 - ((bits - 1) % 8));
  return token;
}

interface Names {
  /** Sounds of single names and of their words. */
  readonly sounds: readonly string[];
  /** Sounds of a given and a family name, sorted, so that either order meets. */
  readonly pairs: ReadonlyArray<readonly [string, string]>;
  /** The sound of one name with the first consonant of the other. */
  readonly withInitial: ReadonlyArray<readonly [string, string]>;
  /** First consonants of both names, and last ones, each sorted. */
  readonly ends: ReadonlyArray<readonly string[]>;
}

function namesOf({ givenName, familyName, otherNames = '' }: Identity): Names {
  const [given, family] = [nameSound(givenName), nameSound(familyName)];
  const full = fullNameSounds(givenName);
  const pairs = new Map<string, readonly [string, string]>();
  for (const one of [...given.parts, ...full]) {
    for (const other of family.parts) {
      const pair: readonly [string, string] = one < other ? [one, other] : [other, one];
      pairs.set(pair.join(' '), pair);
    }
  }
  const sounds = new Set([...given.parts, ...family.parts, ...full, ...nameSound(otherNames).parts]);
  const [one, other] = [given.skeleton, family.skeleton];
  const isWhole = one !== '' && other !== '';
  return {
    sounds: [...sounds],
    pairs: [...pairs.values()],
    withInitial: isWhole
      ? [
          ...[one, ...full].map((sound) => [sound, other.slice(0, 1)] as const),
          [other, one.slice(0, 1)] as const,
        ]
      : [],
    ends: isWhole
      ? [
          ['first', ...[one.slice(0, 1), other.slice(0, 1)].sort()],
          ['last', ...[one.slice(-1), other.slice(-1)].sort()],
        ]
      : [],
  };
}

function addDated({ sounds, ends }: Names, dates: readonly string[], add: Add): void {
  for (const date of dates) {
    for (const sound of sounds) add(BLIND_INDEX.nameAndDate, sound, date);
    for (const end of ends) add(BLIND_INDEX.initialsAndDate, ...end, date);
  }
}

function addNumbers(identity: Identity, add: Add): void {
  for (const { number } of identity.documents ?? []) {
    const normal = normaliseDocumentNumber(number);
    if (normal) add(BLIND_INDEX.number, 'document', normal);
  }
  for (const phone of identity.phones ?? []) {
    const normal = normalisePhone(phone);
    if (normal) add(BLIND_INDEX.number, 'phone', normal);
  }
}

interface Dates {
  readonly year?: string;
  /** Month and day. */
  readonly day?: string;
  readonly date?: string;
  /** The date with day and month exchanged, where that is another day of the calendar. */
  readonly swapped?: string;
}

function datesOf(birthDate: string | undefined): Dates {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(birthDate ?? '') ?? [];
  if (year === undefined) return {};
  if (month === undefined || day === undefined) return { year };
  const known = { year, day: `${month}-${day}`, date: `${year}-${month}-${day}` };
  return Number(day) <= 12 && day !== month ? { ...known, swapped: `${year}-${day}-${month}` } : known;
}

function yearsUntil(thisYear: number): string[] {
  return Array.from({ length: YEARS_BACK + 1 }, (_, back) => String(thisYear - back));
}
