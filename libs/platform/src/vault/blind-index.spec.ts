import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BLIND_INDEX, TOKEN_BITS, blindIndexQuestions, blindIndexTokens } from './blind-index.js';
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
const { nameAndDate, initialsAndDate, namesAndYear, nameAndDay, number } = BLIND_INDEX;
/** The indexes in which a search for one identity meets what is kept of the other. */
const met = (asked: Identity, kept: Identity, owner = keys): number[] => {
  const name = ({ index, token }: { index: number; token: Buffer }) => `${index}:${token.toString('hex')}`;
  const others = new Set(blindIndexTokens(kept, owner, 1).map(name));
  const found = blindIndexQuestions(asked, owner, [1], 2026).filter((token) => others.has(name(token)));
  return [...new Set(found.map(({ index }) => index))].sort((a, b) => a - b);
};

describe('Search tokens', () => {
  it('are cut to the bits of their index, and carry the version of their key', () => {
    const tokens = blindIndexTokens(
      {
        ...person('Анна', 'Белова'),
        phones: ['+7 912 345-67-89'],
        documents: [{ kind: 'passport', number: '4509 123456' }],
      },
      keys,
      3,
    );
    const counts = tokens.map(({ index }) => index).sort((a, b) => a - b);
    expect(counts).toEqual([1, 1, 2, 2, 3, 4, 4, 5, 5]);
    for (const { index, token, keyVersion } of tokens) {
      const bits = TOKEN_BITS[index as keyof typeof TOKEN_BITS];
      expect([keyVersion, token.length]).toEqual([3, Math.ceil(bits / 8)]);
      expect(BigInt(`0x${token.toString('hex')}`) % (1n << BigInt(token.length * 8 - bits))).toBe(0n);
    }
  });

  it.each<[string, Identity, Identity, number[]]>([
    [
      'the same name in another script',
      person('Mariya', 'Khusnidinova'),
      person('Мария', 'Хуснидинова'),
      [nameAndDate, initialsAndDate, namesAndYear, nameAndDay],
    ],
    [
      'names given in the other order',
      person('Hassan', 'Ahmed'),
      person('Ahmed', 'Hassan'),
      [nameAndDate, initialsAndDate, namesAndYear, nameAndDay],
    ],
    ['a changed surname', person('Анна', 'Чернышевская'), person('Анна', 'Белова'), [nameAndDate]],
    [
      'a patronymic in the place of the surname',
      person('Анна', 'Сергеевна'),
      { ...person('Анна', 'Белова'), otherNames: 'Сергеевна' },
      [nameAndDate],
    ],
    [
      'a short name and another day in the same year',
      person('Саша', 'Белов', '1986-03-19'),
      person('Александр', 'Белов'),
      [namesAndYear],
    ],
    [
      'day and month exchanged',
      person('Анна', 'Белова', '1986-09-03'),
      person('Анна', 'Белова'),
      [nameAndDate, initialsAndDate, namesAndYear],
    ],
    ['another year of birth', person('Анна', 'Белова', '1987-03-09'), person('Анна', 'Белова'), [nameAndDay]],
    [
      'one name misspelt and another year of birth',
      person('Анна', 'Белва', '1976-03-09'),
      person('Анна', 'Белкова'),
      [nameAndDay],
    ],
    ['both names misspelt', person('Стемпан', 'Кузмецов'), person('Степан', 'Кузнецов'), [initialsAndDate]],
    ['a year alone', person('Анна', 'Белова', '1986'), person('Анна', 'Белова'), [namesAndYear]],
    ['somebody else', person('Игорь', 'Петров', '1990-01-01'), person('Анна', 'Белова'), []],
  ])('meet for %s in the indexes they should', (_case, asked, kept, indexes) => {
    expect(met(asked, kept)).toEqual(indexes);
  });

  it('meet where one side does not know the date of birth, without a token of bare names for those who do', () => {
    const names = { givenName: 'Анна', familyName: 'Белова' };
    expect(met(names, person('Анна', 'Белова'))).toEqual([namesAndYear]);
    expect(met(person('Анна', 'Белова'), names)).toEqual([namesAndYear]);
    expect(met(names, names)).toEqual([namesAndYear]);
  });

  it('meet for a document and a telephone however they are written', () => {
    const bare = { givenName: '', familyName: '' };
    const passport = (value: string) => ({ ...bare, documents: [{ kind: 'passport', number: value }] });
    const phone = (value: string) => ({ ...bare, phones: [value] });
    expect(met(passport('4509 123456'), passport('4509-123456'))).toEqual([number]);
    expect(met(passport('٤٥٠٩١٢٣٤٥٦'), passport('4509123456'))).toEqual([number]);
    expect(met(phone('+7 (912) 345-67-89'), phone('8 912 3456789'))).toEqual([number]);
    expect(met(phone('+20 10 1234 5678'), phone('010 12345678'))).toEqual([number]);
    expect(met(passport('912345678'), phone('912345678'))).toEqual([]);
  });

  it('do not exist for what is not known: never a bare name, never a bare date', () => {
    const one = (identity: Partial<Identity>) =>
      blindIndexTokens({ givenName: '', familyName: '', ...identity }, keys, 1).map(({ index }) => index);
    expect(one({ familyName: 'Белова' })).toEqual([]);
    expect(one({ givenName: 'Анна' })).toEqual([]);
    expect(one({ birthDate: '1986-03-09' })).toEqual([]);
    expect(one({ familyName: 'Белова', birthDate: '1986' })).toEqual([]);
    expect(one({ familyName: 'Белова', birthDate: '1986-03-09' })).toEqual([nameAndDate]);
    expect(one({ phones: ['112'], documents: [{ kind: 'any', number: '№ 1' }] })).toEqual([]);
  });

  it('are unrelated between indexes, key versions and deployments', () => {
    const someone = person('Александр', 'Константинов');
    const tokens = (owner: VaultKeys, version: number) =>
      blindIndexTokens(someone, owner, version).map(({ token }) => token.toString('hex'));
    const all = [...tokens(keys, 1), ...tokens(keys, 2), ...tokens(ofMany(), 1)];
    expect(new Set(all).size).toBe(all.length);
  });

  it('are asked for under every version that is read', () => {
    const versions = blindIndexQuestions(person('Анна', 'Белова'), keys, [1, 2], 2026).map(
      (token) => token.keyVersion,
    );
    expect(new Set(versions)).toEqual(new Set([1, 2]));
  });

  it('find every identity that was kept, whatever its letters, at a bounded cost', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    const born = fc
      .date({ min: new Date('1920-01-01'), max: new Date('2020-12-31'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10));
    fc.assert(
      fc.property(name, name, born, (givenName, familyName, birthDate) => {
        const identity = { givenName, familyName, birthDate };
        const kept = blindIndexTokens(identity, keys, 1);
        const asked = new Set(
          blindIndexQuestions(identity, keys, [1], 2026).map(
            ({ index, token }) => `${index}/${token.toString('hex')}`,
          ),
        );
        for (const { index, token } of kept)
          expect(asked.has(`${index}/${token.toString('hex')}`)).toBe(true);
        expect(kept.length).toBeLessThan(200);
      }),
      { numRuns: 300 },
    );
  });
});
