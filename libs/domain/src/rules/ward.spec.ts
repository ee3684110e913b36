import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BED_CLOSINGS, ROUND_CONCERNS, ROUND_FINDINGS } from '../charter/ward.js';
import { LIMITS } from '../charter/limits.js';
import { Refusal } from '../refusal.js';
import { decideBed, decideRoundNote, decideTaking, reservedUntil, shiftFrom } from './ward.js';

const NOW = new Date('2026-11-24T08:00:00Z');
const codeOf = (act: () => unknown): string | null => {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Refusal ? error.code : 'defect';
  }
};

describe('the ward', () => {
  it('gives a bed that is in service and that nobody has, and no other', () => {
    fc.assert(
      fc.property(fc.option(fc.constantFrom(...BED_CLOSINGS)), fc.boolean(), (closed, taken) => {
        const expected = closed !== null ? 'bed.closed' : taken ? 'bed.taken' : null;
        expect(codeOf(() => decideBed({ closed, taken }))).toBe(expected);
      }),
    );
  });

  it('keeps a bed to an hour that is to come and never longer than the pack says', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 100 }), fc.integer({ min: 1, max: 90 }), (days, most) => {
        const asked = new Date(NOW.getTime() + days * 86_400_000);
        const expected = days <= 0 ? 'bed.until_in_past' : days > most ? 'bed.until_too_long' : null;
        expect(codeOf(() => reservedUntil(asked, NOW, most))).toBe(expected);
        expect(reservedUntil(null, NOW, most).getTime() - NOW.getTime()).toBe(most * 86_400_000);
      }),
    );
  });

  it('names what needs attention, and only there', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ROUND_FINDINGS),
        fc.subarray([...ROUND_CONCERNS]),
        (finding, concerns) => {
          const fits = (finding === 'attention') === concerns.length > 0;
          expect(codeOf(() => decideRoundNote({ finding, concerns })) === null).toBe(fits);
        },
      ),
    );
  });

  it('lets nobody take the shift they gave, nor one that was taken', () => {
    expect(codeOf(() => decideTaking({ given_by: 'a', taken_by: null }, 'a'))).toBe('handover.same_person');
    expect(codeOf(() => decideTaking({ given_by: 'a', taken_by: 'b' }, 'c'))).toBe('handover.signed');
    expect(codeOf(() => decideTaking({ given_by: 'a', taken_by: null }, 'b'))).toBeNull();
  });

  it('begins a shift where the last was given, and never longer ago than a shift can be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), (hours) => {
        const from = shiftFrom(new Date(NOW.getTime() - hours * 3_600_000), NOW);
        expect((NOW.getTime() - from.getTime()) / 3_600_000).toBe(Math.min(hours, LIMITS.shift_hours_max));
      }),
    );
  });
});
