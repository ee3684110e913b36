import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lettersApart, likeness } from './likeness.js';

const word = fc
  .array(fc.constantFrom('a', 'b', 'ж', 'م'), { maxLength: 8 })
  .map((letters) => letters.join(''));

describe('The letters between two words', () => {
  it.each([
    ['ivanov', 'ivanov', 0],
    ['ivanov', 'ivnaov', 1],
    ['ivanov', 'ivanv', 1],
    ['ivanov', 'iwanov', 1],
    ['ivanov', 'ivannov', 1],
    ['ca', 'abc', 3],
    ['', 'abc', 3],
    ['حسن', 'حسين', 1],
  ])('between %s and %s are counted', (one, other, apart) => {
    expect(lettersApart(one, other)).toBe(apart);
  });

  it('are as many in both directions, none exactly for the same word, and never more than the longer has', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        const apart = lettersApart(one, other);
        expect(apart).toBe(lettersApart(other, one));
        expect(apart === 0).toBe(one === other);
        expect(apart).toBeLessThanOrEqual(Math.max(one.length, other.length));
        expect(apart).toBeGreaterThanOrEqual(Math.abs(one.length - other.length));
      }),
    );
  });

  it('make words alike by their share', () => {
    expect(likeness('ivanov', 'ivanov')).toBe(1);
    expect(likeness('ivanov', 'iwanov')).toBeCloseTo(5 / 6);
    expect(likeness('', '')).toBe(0);
    expect(likeness('a', 'б')).toBe(0);
  });
});
