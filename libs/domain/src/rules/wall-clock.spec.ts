import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { addDays, daysBetween, instantOf, wallTime } from './wall-clock.js';

const ZONES = ['Africa/Cairo', 'Asia/Yekaterinburg', 'America/New_York', 'Asia/Kathmandu', 'UTC'];
const instant = fc
  .integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2060, 0, 1) / 60_000 })
  .map((minute) => new Date(minute * 60_000));

describe('the clock on the wall', () => {
  it('shows what another library shows, in every zone', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...ZONES), (at, zone) => {
        expect(wallTime(at, zone)).toBe(DateTime.fromJSDate(at, { zone }).toFormat(`yyyy-MM-dd'T'HH:mm`));
      }),
    );
  });

  it('leads back to an instant that shows the same, unless that hour is left out', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...ZONES), (at, zone) => {
        const local = wallTime(at, zone);
        const back = instantOf(local, zone);
        expect(wallTime(back, zone)).toBe(local);
        // An hour that comes twice means its first coming: never later than the instant itself.
        expect([0, 3_600_000]).toContain(at.getTime() - back.getTime());
      }),
    );
  });

  it('takes the first of an hour that comes twice, and counts an hour that is left out with the offset from before', () => {
    // Cairo goes from 24:00 back to 23:00 on the last Thursday of October, and from 00:00 to 01:00 on the last Friday of April.
    expect(instantOf('2026-10-29T23:30', 'Africa/Cairo').toISOString()).toBe('2026-10-29T20:30:00.000Z');
    expect(instantOf('2026-04-24T00:30', 'Africa/Cairo').toISOString()).toBe('2026-04-23T22:30:00.000Z');
    expect(instantOf('2026-03-08T02:30', 'America/New_York').toISOString()).toBe('2026-03-08T07:30:00.000Z');
    expect(instantOf('2026-11-01T01:30', 'America/New_York').toISOString()).toBe('2026-11-01T05:30:00.000Z');
  });

  it('counts days over months and leap years', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(daysBetween('2027-12-31', '2028-03-01')).toBe(61);
  });
});
