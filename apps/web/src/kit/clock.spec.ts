import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readClock } from './clock.js';

const HOUR = 3_600_000;
const UNIT = { minutes: 60_000, hours: HOUR, days: 24 * HOUR } as const;
const NOW = Date.parse('2026-03-01T12:00:00Z');

describe('a clock', () => {
  it('says how late or how near in words of one unit', () => {
    expect(readClock(NOW + 3 * HOUR, NOW)).toEqual({ tone: 'calm', unit: 'hours', count: 3 });
    expect(readClock(NOW + HOUR, NOW)).toEqual({ tone: 'soon', unit: 'hours', count: 1 });
    expect(readClock(NOW - 50 * HOUR, NOW)).toEqual({ tone: 'late', unit: 'days', count: 2 });
    expect(readClock(NOW, NOW)).toEqual({ tone: 'late', unit: 'minutes', count: 1 });
    expect(readClock(NOW + 20 * HOUR, NOW, NOW - 76 * HOUR).tone).toBe('soon');
  });

  it('never promises more time than there is, and is late from the very moment on', () => {
    fc.assert(
      fc.property(fc.integer({ min: -90 * 24 * HOUR, max: 90 * 24 * HOUR }), (left) => {
        const { tone, unit, count } = readClock(NOW + left, NOW);
        expect(tone === 'late').toBe(left <= 0);
        expect(count).toBeGreaterThanOrEqual(1);
        if (Math.abs(left) >= UNIT.minutes) {
          expect(count * UNIT[unit]).toBeLessThanOrEqual(Math.abs(left));
          expect((count + 1) * UNIT[unit]).toBeGreaterThan(Math.abs(left));
        }
      }),
    );
  });
});
