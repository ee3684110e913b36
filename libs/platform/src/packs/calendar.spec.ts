import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { dueAt, isWorkingDay } from './calendar.js';
import { loadPacks } from './packs.js';

const packs = loadPacks();
const cairo = (local: string): Date => DateTime.fromISO(local, { zone: 'Africa/Cairo' }).toJSDate();
const yekaterinburg = (local: string): Date =>
  DateTime.fromISO(local, { zone: 'Asia/Yekaterinburg' }).toJSDate();
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
    const instants = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    });
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
