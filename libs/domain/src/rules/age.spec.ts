import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AGE_BANDS } from '../charter/code-lists.js';
import { ageBand } from './age.js';

const IN_2026 = new Date('2026-06-15T12:00:00Z');
const ORDER = AGE_BANDS.filter((band) => band !== 'unknown');

describe('the age band', () => {
  it.each([
    [2009, 'under_18'],
    [2008, '18_24'],
    [2002, '18_24'],
    [2001, '25_34'],
    [1992, '25_34'],
    [1991, '35_44'],
    [1981, '45_54'],
    [1971, '55_64'],
    [1962, '55_64'],
    [1961, '65_and_over'],
    [1880, '65_and_over'],
  ])('of somebody born in %i is %s in 2026', (year, band) => {
    expect(ageBand(year, IN_2026)).toBe(band);
  });

  it('is unknown when the year is, and never otherwise', () => {
    expect(ageBand(null, IN_2026)).toBe('unknown');
    fc.assert(
      fc.property(fc.integer({ min: 1880, max: 2026 }), (year) => ageBand(year, IN_2026) !== 'unknown'),
    );
  });

  it('never gets younger as years pass, nor for those born earlier', () => {
    const year = fc.integer({ min: 1880, max: 2026 });
    fc.assert(
      fc.property(year, year, fc.nat(80), (one, other, years) => {
        const place = (born: number, at: Date): number =>
          ORDER.indexOf(ageBand(born, at) as (typeof ORDER)[number]);
        const later = new Date(Date.UTC(2026 + years, 5, 15));
        expect(place(one, later)).toBeGreaterThanOrEqual(place(one, IN_2026));
        if (one <= other) expect(place(one, IN_2026)).toBeGreaterThanOrEqual(place(other, IN_2026));
      }),
    );
  });

  it('is the same on every day of a year, so that watching it change tells nobody a birthday', () => {
    const day = fc.date({
      min: new Date('2026-01-01T00:00:00Z'),
      max: new Date('2026-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2026 }), day, day, (year, one, other) => {
        expect(ageBand(year, one)).toBe(ageBand(year, other));
      }),
    );
  });
});
