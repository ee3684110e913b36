import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { dueAt, isWorkingDay, shareOf, siteCalendar, type Delay } from './calendar.js';
import type { Calendar } from './pack.js';
import { loadPacks } from './packs.js';

const packs = loadPacks();
const cairo = (local: string): Date => DateTime.fromISO(local, { zone: 'Africa/Cairo' }).toJSDate();
const yekaterinburg = (local: string): Date =>
  DateTime.fromISO(local, { zone: 'Asia/Yekaterinburg' }).toJSDate();
const instants = fc.date({
  min: new Date('2026-01-01'),
  max: new Date('2030-01-01'),
  noInvalidDate: true,
});
const dueInCairo = (local: string, businessDays: number): Date =>
  dueAt(packs.of('EG'), 'Africa/Cairo', cairo(local), { businessDays });

describe('an urgent clock', () => {
  it('runs round the clock, through nights and weekends', () => {
    // Thursday evening in Cairo, where the weekend has begun.
    expect(dueAt(packs.of('EG'), 'Africa/Cairo', cairo('2026-05-21T22:30'), { hours: 4 })).toEqual(
      cairo('2026-05-22T02:30'),
    );
  });

  it('counts hours that pass, also when the clocks of Cairo go forward and back', () => {
    // 24 April 2026: midnight becomes one o'clock. Four hours later the wall clock says five hours later.
    expect(dueAt(packs.of('EG'), 'Africa/Cairo', cairo('2026-04-23T22:00'), { hours: 4 })).toEqual(
      cairo('2026-04-24T03:00'),
    );
    // 30 October 2026: at midnight the clocks go back to eleven.
    const before = cairo('2026-10-29T22:00');
    const due = dueAt(packs.of('EG'), 'Africa/Cairo', before, { hours: 4 });
    expect(due.getTime() - before.getTime()).toBe(4 * 3_600_000);
    expect(due).toEqual(cairo('2026-10-30T01:00'));
  });
});

describe('a clock in business days', () => {
  it('skips Friday and Saturday in Egypt', () => {
    expect(dueInCairo('2026-05-20T15:00', 1)).toEqual(cairo('2026-05-21T15:00')); // Wednesday -> Thursday
    expect(dueInCairo('2026-05-21T15:00', 1)).toEqual(cairo('2026-05-24T15:00')); // Thursday -> Sunday
    expect(dueInCairo('2026-05-21T15:00', 6)).toEqual(cairo('2026-05-31T15:00')); // over two weekends
  });

  it('skips Saturday and Sunday in the Sverdlovsk region', () => {
    const due = dueAt(packs.of('RU-SVE'), 'Asia/Yekaterinburg', yekaterinburg('2026-05-22T15:00'), {
      businessDays: 1,
    });
    expect(due).toEqual(yekaterinburg('2026-05-25T15:00')); // Friday -> Monday
  });

  it('begins when the next working day opens for what comes in the evening, at night or at the weekend', () => {
    expect(dueInCairo('2026-05-21T20:00', 1)).toEqual(cairo('2026-05-25T09:00')); // Thursday evening: Sunday opens, Monday due
    expect(dueInCairo('2026-05-22T12:00', 1)).toEqual(cairo('2026-05-25T09:00')); // Friday
    expect(dueInCairo('2026-05-20T06:00', 1)).toEqual(cairo('2026-05-21T09:00')); // before opening
    expect(dueInCairo('2026-05-20T17:00', 1)).toEqual(cairo('2026-05-24T09:00')); // closing time is outside
  });

  it('keeps the time of day over the change to summer time', () => {
    // Thursday 23 April 2026 in winter time -> Sunday 26 April in summer time: 71 hours later, at the same hour.
    const due = dueInCairo('2026-04-23T10:00', 1);
    expect(due).toEqual(cairo('2026-04-26T10:00'));
    expect((due.getTime() - cairo('2026-04-23T10:00').getTime()) / 3_600_000).toBe(71);
  });

  it('skips holidays of every year and of one year', () => {
    // 12 June 2026 is a Friday: Thursday -> Monday.
    const sent = yekaterinburg('2026-06-11T10:00');
    expect(dueAt(packs.of('RU-SVE'), 'Asia/Yekaterinburg', sent, { businessDays: 1 })).toEqual(
      yekaterinburg('2026-06-15T10:00'),
    );
    const moved = { ...packs.of('RU-SVE'), holidays: ['2026-06-15', '06-12'] };
    expect(dueAt(moved, 'Asia/Yekaterinburg', sent, { businessDays: 1 })).toEqual(
      yekaterinburg('2026-06-16T10:00'),
    );
  });

  it('is always due on a working day, in working hours, after now, and never earlier for a later start', () => {
    fc.assert(
      fc.property(
        instants,
        fc.nat(40_000_000),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom(...packs.all),
        (now, later, businessDays, pack) => {
          const due = dueAt(pack, pack.time_zone, now, { businessDays });
          const local = DateTime.fromJSDate(due, { zone: pack.time_zone });
          expect(isWorkingDay(pack, local)).toBe(true);
          expect(
            local.toFormat('HH:mm') >= pack.working_hours.from &&
              local.toFormat('HH:mm') < pack.working_hours.to,
          ).toBe(true);
          expect(due.getTime()).toBeGreaterThan(now.getTime());
          const after = dueAt(pack, pack.time_zone, new Date(now.getTime() + later), { businessDays });
          expect(after.getTime()).toBeGreaterThanOrEqual(due.getTime());
        },
      ),
    );
  });
});

/** Weeks of sites: any weekend, any hours that leave out the small hours in which clocks change. */
const weeks = fc.record({
  weekend_days: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 })),
  hours: fc.option(
    fc
      .tuple(fc.integer({ min: 4 * 60, max: 22 * 60 }), fc.integer({ min: 1, max: 18 * 60 }))
      .map(([from, length]) => [from, Math.min(from + length, 22 * 60 + 59)] as const),
  ),
});
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const calendars = fc.tuple(fc.constantFrom(...packs.all), weeks).map(([pack, { weekend_days, hours }]) => ({
  zone: pack.time_zone,
  calendar: siteCalendar(pack, {
    weekend_days,
    opens: hours === null ? null : clock(hours[0]),
    closes: hours === null ? null : clock(hours[1]),
  }),
}));
const delays: fc.Arbitrary<Delay> = fc.oneof(
  fc.record({ hours: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ businessDays: fc.integer({ min: 1, max: 15 }) }),
);
const SHARES = [0.5, 1, 1.5, 2];

/** The working time between two instants, counted day by day: an account of its own, to check the walk against. */
function workedMs(calendar: Calendar, zone: string, start: Date, end: Date): number {
  let worked = 0;
  const last = DateTime.fromJSDate(end, { zone });
  for (
    let day = DateTime.fromJSDate(start, { zone }).startOf('day');
    day <= last;
    day = day.plus({ days: 1 })
  ) {
    if (!isWorkingDay(calendar, day)) continue;
    const [opens, closes] = [calendar.working_hours.from, calendar.working_hours.to].map((time) =>
      DateTime.fromISO(`${day.toISODate()}T${time}`, { zone }).toMillis(),
    );
    worked += Math.max(0, Math.min(closes ?? 0, end.getTime()) - Math.max(opens ?? 0, start.getTime()));
  }
  return worked;
}

describe('a share of a clock', () => {
  const halfInCairo = (local: string, businessDays: number): Date =>
    shareOf(packs.of('EG'), 'Africa/Cairo', cairo(local), { businessDays }, 0.5);

  it('is a share of the hours that pass, day and night', () => {
    const urgent = (share: number): Date =>
      shareOf(packs.of('EG'), 'Africa/Cairo', cairo('2026-05-21T22:30'), { hours: 4 }, share);
    expect(SHARES.map(urgent)).toEqual(
      ['2026-05-22T00:30', '2026-05-22T02:30', '2026-05-22T04:30', '2026-05-22T06:30'].map(cairo),
    );
  });

  it('is a share of the working time, so that half a day sent at noon is not due at midnight', () => {
    expect(halfInCairo('2026-05-20T10:00', 1)).toEqual(cairo('2026-05-20T14:00')); // four of eight hours
    expect(halfInCairo('2026-05-20T14:00', 1)).toEqual(cairo('2026-05-21T10:00')); // three today, one tomorrow
    expect(halfInCairo('2026-05-21T14:00', 1)).toEqual(cairo('2026-05-24T10:00')); // over the weekend
    expect(halfInCairo('2026-05-22T20:00', 3)).toEqual(cairo('2026-05-25T13:00')); // Friday: Sunday and half of Monday
    expect(halfInCairo('2026-05-20T13:00', 1)).toEqual(cairo('2026-05-21T09:00')); // closing time belongs to the next day
  });

  it('is local time on both sides of a change of the clocks', () => {
    // Summer time begins on Friday 24 April, ends on Friday 30 October.
    expect(halfInCairo('2026-04-23T14:00', 1)).toEqual(cairo('2026-04-26T10:00'));
    expect(halfInCairo('2026-10-29T14:00', 1)).toEqual(cairo('2026-11-01T10:00'));
  });

  it('is what is due when the whole clock has run', () => {
    fc.assert(
      fc.property(calendars, instants, delays, ({ calendar, zone }, start, delay) => {
        expect(shareOf(calendar, zone, start, delay, 1)).toEqual(dueAt(calendar, zone, start, delay));
      }),
    );
  });

  it('has as much working time behind it as was asked for, and lies in working hours', () => {
    fc.assert(
      fc.property(
        calendars,
        instants,
        fc.integer({ min: 1, max: 15 }),
        fc.constantFrom(...SHARES),
        ({ calendar, zone }, start, businessDays, share) => {
          const end = shareOf(calendar, zone, start, { businessDays }, share);
          const { from, to } = calendar.working_hours;
          const [opens, closes] = [from, to].map((time) =>
            DateTime.fromISO(time, { zone: 'utc' }).toMillis(),
          );
          expect(workedMs(calendar, zone, start, end)).toBe(
            share * businessDays * ((closes ?? 0) - (opens ?? 0)),
          );
          const local = DateTime.fromJSDate(end, { zone });
          expect(isWorkingDay(calendar, local)).toBe(true);
          expect(local.toFormat('HH:mm') >= from && local.toFormat('HH:mm') < to).toBe(true);
        },
      ),
    );
  });

  it('comes later for a greater share, and never earlier for a later start', () => {
    fc.assert(
      fc.property(
        calendars,
        instants,
        fc.nat(400_000_000),
        delays,
        fc.constantFrom(...SHARES),
        ({ calendar, zone }, start, later, delay, share) => {
          const rungs = SHARES.map((one) => shareOf(calendar, zone, start, delay, one).getTime());
          expect(rungs[0]).toBeGreaterThan(start.getTime());
          for (let at = 1; at < rungs.length; at++) expect(rungs[at]).toBeGreaterThan(rungs[at - 1] ?? 0);
          const after = shareOf(calendar, zone, new Date(start.getTime() + later), delay, share);
          expect(after.getTime()).toBeGreaterThanOrEqual(
            shareOf(calendar, zone, start, delay, share).getTime(),
          );
        },
      ),
    );
  });
});

describe('the calendar of a site', () => {
  it('is its own week over the holidays of the jurisdiction', () => {
    const sixDays = siteCalendar(packs.of('EG'), { weekend_days: [5], opens: '08:00', closes: '20:00' });
    expect(dueAt(sixDays, 'Africa/Cairo', cairo('2026-05-21T19:00'), { businessDays: 1 })).toEqual(
      cairo('2026-05-23T19:00'), // Thursday evening -> Saturday evening
    );
    // 25 April 2026, a holiday, is a Saturday.
    expect(dueAt(sixDays, 'Africa/Cairo', cairo('2026-04-23T10:00'), { businessDays: 1 })).toEqual(
      cairo('2026-04-26T10:00'),
    );
  });

  it('is the calendar of the jurisdiction for all that the site does not say', () => {
    const { holidays, weekend_days, working_hours } = packs.of('EG');
    const silent = siteCalendar(packs.of('EG'), { weekend_days: null, opens: null, closes: null });
    expect(silent).toEqual({ holidays, weekend_days, working_hours });
    const noWeekend = siteCalendar(packs.of('EG'), { weekend_days: [], opens: null, closes: null });
    expect(noWeekend.weekend_days).toEqual([]);
  });
});
