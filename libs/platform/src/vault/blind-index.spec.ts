import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { BLIND_INDEX, blindIndexTokens, normaliseDocumentNumber, normalisePhone } from './blind-index.js';
import type { Identity } from './identity.js';
import { announce, fixedRing, newKeyring, turn, type KeyringContents } from '../keys/keyring-contents.js';
import { VaultKeys } from './vault-keys.js';

const next = (contents: KeyringContents): KeyringContents =>
  turn(announce(contents, 'indexes', ''), 'indexes');
const ofMany = (): VaultKeys =>
  new VaultKeys(fixedRing(Array.from({ length: 8 }).reduce<KeyringContents>(next, newKeyring(''))));
const keys = ofMany();
const person = (givenName: string, familyName: string, birthDate = '1986-03-09'): Identity => ({
  givenName,
  familyName,
  birthDate,
});
const shared = (a: Identity, b: Identity): number[] => {
  const of = (identity: Identity) =>
    blindIndexTokens(identity, keys, 1).map(({ index, token }) => `${index}:${token.toString('hex')}`);
  const others = new Set(of(b));
  return of(a)
    .filter((token) => others.has(token))
    .map((token) => Number(token[0]));
};

describe('Search tokens', () => {
  it('are short for names, long for numbers, and carry the version of their key', () => {
    const tokens = blindIndexTokens(
      {
        ...person('Анна', 'Белова'),
        phones: ['+7 912 345-67-89'],
        documents: [{ kind: 'passport', number: '4509 123456' }],
      },
      keys,
      3,
    );
    expect(tokens.map(({ index, token, keyVersion }) => [index, token.length, keyVersion])).toEqual([
      [1, 3, 3],
      [2, 3, 3],
      [3, 3, 3],
      [4, 3, 3],
      [5, 3, 3],
      [6, 8, 3],
      [6, 8, 3],
    ]);
  });

  it.each([
    [
      'the same name in another script',
      person('Мария', 'Хуснидинова'),
      person('Mariya', 'Khusnidinova'),
      [2, 3, 4, 5],
    ],
    ['the same name spelt with ё', person('Пётр', 'Королёв'), person('Петр', 'Королев'), [1, 2, 3, 4, 5]],
    ['names given in the other order', person('Ahmed', 'Hassan'), person('Hassan', 'Ahmed'), [4]],
    ['a changed surname', person('Анна', 'Белова'), person('Анна', 'Чернова'), [3]],
    [
      'another day of birth in the same year',
      person('Анна', 'Белова'),
      person('Анна', 'Белова', '1986-09-03'),
      [5],
    ],
    ['another year of birth', person('Анна', 'Белова'), person('Анна', 'Белова', '1987-03-09'), []],
    ['somebody else', person('Анна', 'Белова'), person('Игорь', 'Петров', '1990-01-01'), []],
  ])('meet for %s in exactly the indexes they should', (_case, one, other, indexes) => {
    expect(shared(one, other)).toEqual(indexes);
  });

  it('meet for a document and a telephone however they are written', () => {
    const bare = { givenName: '', familyName: '' };
    const passport = (number: string) => ({ ...bare, documents: [{ kind: 'passport', number }] });
    const phone = (number: string) => ({ ...bare, phones: [number] });
    expect(shared(passport('4509 123456'), passport('4509-123456'))).toEqual([BLIND_INDEX.number]);
    expect(shared(passport('٤٥٠٩١٢٣٤٥٦'), passport('4509123456'))).toEqual([BLIND_INDEX.number]);
    expect(shared(phone('+7 (912) 345-67-89'), phone('8 912 3456789'))).toEqual([BLIND_INDEX.number]);
    expect(shared(phone('+20 10 1234 5678'), phone('010 12345678'))).toEqual([BLIND_INDEX.number]);
    expect(shared(passport('912345678'), phone('912345678'))).toEqual([]);
  });

  it('do not exist for what is not known: never a bare surname, never a bare date', () => {
    expect(blindIndexTokens({ givenName: 'Анна', familyName: 'Белова' }, keys, 1)).toEqual([]);
    expect(blindIndexTokens({ givenName: '', familyName: '', birthDate: '1986-03-09' }, keys, 1)).toEqual([]);
    expect(blindIndexTokens(person('Анна', 'Белова', '1986'), keys, 1).map(({ index }) => index)).toEqual([
      BLIND_INDEX.birthYear,
    ]);
    expect(normalisePhone('112')).toBe('');
    expect(normaliseDocumentNumber('№ 1')).toBe('');
  });

  it('are unrelated between indexes, key versions and deployments', () => {
    const someone = person('Ан', 'Ан');
    const tokens = (owner: VaultKeys, version: number) =>
      blindIndexTokens(someone, owner, version).map(({ token }) => token.toString('hex'));
    const all = [...tokens(keys, 1), ...tokens(keys, 2), ...tokens(ofMany(), 1)];
    expect(new Set(all).size).toBe(all.length);
  });

  it('keep parts apart, so that moving a letter between them changes the token', () => {
    expect(shared(person('Иванк', 'Белов'), person('Иван', 'кБелов'))).toEqual([]);
  });
});
