import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changedMeanwhile, merge, preferred } from './conflict.js';
import type { Pick, Side } from './conflict.js';

const FIELDS = ['a', 'b', 'c', 'd'] as const;
type Values = Record<(typeof FIELDS)[number], number | null>;
const value = fc.option(fc.integer({ min: 0, max: 2 }));
const values: fc.Arbitrary<Values> = fc.record({ a: value, b: value, c: value, d: value });

describe('a conflict of two who wrote the same record', () => {
  it('keeps what only one of the two has changed, and asks where both have', () => {
    fc.assert(
      fc.property(values, values, values, (base, yours, theirs) => {
        const changed = changedMeanwhile([...FIELDS], base, yours, theirs);
        const picks = preferred(changed, base, yours);
        const merged = merge([...FIELDS], base, yours, theirs, picks);
        for (const field of FIELDS) {
          const isAsked = changed.includes(field) && picks[field] === undefined;
          const bothWrote =
            yours[field] !== base[field] && theirs[field] !== base[field] && yours[field] !== theirs[field];
          expect(isAsked).toBe(bothWrote);
          if (yours[field] === base[field]) expect(merged[field]).toBe(theirs[field]);
          if (theirs[field] === base[field]) expect(merged[field]).toBe(yours[field]);
        }
      }),
    );
  });

  it('takes what was chosen, field by field', () => {
    fc.assert(
      fc.property(
        values,
        values,
        values,
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        (base, yours, theirs, coins) => {
          const changed = changedMeanwhile([...FIELDS], base, yours, theirs);
          const picks: { [F in keyof Values]?: Side } = {};
          for (const [place, field] of changed.entries()) picks[field] = coins[place] ? 'theirs' : 'yours';
          const merged = merge([...FIELDS], base, yours, theirs, picks as Pick<Values>);
          for (const field of changed)
            expect(merged[field]).toBe(picks[field] === 'theirs' ? theirs[field] : yours[field]);
        },
      ),
    );
  });
});
