import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MATCH_REASONS } from '../charter/matching.js';
import { comparable, matchIdentities, type ComparedIdentity, type IdentityMatch } from './identity-match.js';

const person = (givenName: string, familyName: string, birthDate = '1986-03-09'): ComparedIdentity => ({
  givenName,
  familyName,
  ...(birthDate ? { birthDate } : {}),
});
const match = (one: ComparedIdentity, other: ComparedIdentity): IdentityMatch | undefined =>
  matchIdentities(comparable(one), comparable(other));

const name = fc.constantFrom(
  ...[
    'Анна',
    'Саша',
    'Александр',
    'محمد',
    'فاطمة',
    'عبد الله',
    'Maria',
    'Hassan Ali',
    'Иванов',
    'Ivanova',
    'Ким',
    'Q',
    '',
  ],
);
const date = fc.constantFrom(
  '1986-03-09',
  '1986-09-03',
  '1987-03-09',
  '1986-03-19',
  '1986',
  '1986-03',
  '1950-12-31',
  '',
);
const identity = fc
  .record({
    given: name,
    family: name,
    other: name,
    date,
    phone: fc.constantFrom('', '+79123456789', '2345'),
  })
  .map(({ given, family, other, date: born, phone }): ComparedIdentity => ({
    ...person(given, family, born),
    ...(other ? { otherNames: other } : {}),
    ...(phone ? { phones: [phone] } : {}),
  }));

describe('Two identities', () => {
  it.each<[string, ComparedIdentity, ComparedIdentity, string, string[]]>([
    [
      'are one in another script',
      person('Мария', 'Хуснидинова'),
      person('Mariya', 'Khusnidinova'),
      'strong',
      ['names_sound_same', 'same_birth_date'],
    ],
    [
      'are one with names in the other order',
      person('Ahmed', 'Hassan'),
      person('Hassan', 'Ahmed'),
      'strong',
      ['same_names', 'names_swapped', 'same_birth_date'],
    ],
    [
      'may be one after a marriage',
      person('Анна', 'Белова'),
      person('Анна', 'Чернышевская'),
      'possible',
      ['given_name_only', 'same_birth_date'],
    ],
    [
      'may be one with a wrong year',
      person('Анна', 'Белова'),
      person('Анна', 'Белова', '1976-03-09'),
      'possible',
      ['same_names', 'similar_birth_date'],
    ],
    [
      'may be one with day and month exchanged',
      person('Анна', 'Белова'),
      person('Анна', 'Белова', '1986-09-03'),
      'possible',
      ['same_names', 'birth_date_swapped'],
    ],
    [
      'may be one without a date',
      person('Анна', 'Белова'),
      person('Анна', 'Белова', ''),
      'possible',
      ['same_names', 'birth_date_unknown'],
    ],
    [
      'are one by a short form',
      person('Саша', 'Белов'),
      person('Александр', 'Белов'),
      'strong',
      ['similar_names', 'short_name', 'same_birth_date'],
    ],
  ])('%s', (_case, one, other, strength, reasons) => {
    const found = match(one, other);
    expect([found?.strength, found?.reasons]).toEqual([strength, reasons]);
  });

  it.each<[string, ComparedIdentity, ComparedIdentity]>([
    ['a date alone', person('Анна', 'Белова'), person('Игорь', 'Петров')],
    ['names alone, with another date', person('Анна', 'Белова'), person('Анна', 'Белова', '1950-12-31')],
    ['one name and the year', person('Анна', 'Белова'), person('Анна', 'Петрова', '1986-11-21')],
    ['nothing', person('', '', ''), person('', '', '')],
    ['a short skeleton that many names share', person('Али', 'Ая'), person('Оля', 'Ия', '1986-05-05')],
  ])('are not worth a look for %s', (_case, one, other) => {
    expect(match(one, other)).toBeUndefined();
  });

  it('with one telephone may be relatives: it is strong only beside a name or a date', () => {
    const phone = { phones: ['+7 912 345-67-89'] };
    const mother = { ...person('Анна', 'Белова'), ...phone };
    expect(match(mother, { ...person('Игорь', 'Петров', '2001-01-01'), ...phone })?.strength).toBe(
      'possible',
    );
    expect(match(mother, { ...person('Анна', 'Смирнова', '2001-01-01'), ...phone })?.strength).toBe('strong');
  });

  it('are compared the same in both directions', () => {
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        const [there, back] = [match(one, other), match(other, one)];
        expect([back?.strength, back?.score, back?.reasons.toSorted()]).toEqual([
          there?.strength,
          there?.score,
          there?.reasons.toSorted(),
        ]);
      }),
      { numRuns: 1_500 },
    );
  });

  it('are strong with themselves as soon as both names and the date are known, and every reason is listed', () => {
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        const whole = { ...one, ...person('Анна', one.familyName || 'Белова') };
        expect(match(whole, whole)).toMatchObject({
          strength: 'strong',
          reasons: expect.arrayContaining(['same_birth_date']),
        });
        const found = match(one, other);
        if (!found) return;
        expect(found.reasons.length).toBeGreaterThan(0);
        expect(found.reasons.every((reason) => MATCH_REASONS.includes(reason))).toBe(true);
        expect(found.score).toBeGreaterThanOrEqual(0);
        expect(found.score).toBeLessThanOrEqual(100);
      }),
    );
  });
});
