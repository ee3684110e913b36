import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOf, nextFreeTime, nextWorkingMorning, readDay, wallOf, weekendOf, writeDay } from './time.js';

const ZONES = [
  'Asia/Yekaterinburg',
  'Africa/Cairo',
  'Asia/Muscat',
  'UTC',
  'America/St_Johns',
  'Pacific/Apia',
];

describe('wall clock and instant', () => {
  it('agree in both directions, in every zone, at any minute, but for the hour that autumn repeats', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2060, 0) }),
        (zone, at) => {
          const wall = wallOf(new Date(at), zone);
          const back = instantOf(wall, zone);
          expect(back).not.toBeNull();
          expect(wallOf(new Date(back ?? ''), zone)).toEqual(wall);
        },
      ),
    );
  });

  it('take the earlier of two equal hours and skip forward over a missing one', () => {
    // Cairo: the clock went from 24:00 back to 23:00 on 31 October 2024, and from 00:00 to 01:00 on 26 April 2024.
    expect(instantOf({ date: '2024-10-31', time: '23:30' }, 'Africa/Cairo')).toBe('2024-10-31T20:30:00.000Z');
    expect(instantOf({ date: '2024-04-26', time: '00:30' }, 'Africa/Cairo')).toBe('2024-04-25T22:30:00.000Z');
  });

  it('refuse what is no day', () => {
    expect(instantOf({ date: '31.12', time: '10:00' }, 'UTC')).toBeNull();
    expect(instantOf({ date: '2026-01-01', time: '' }, 'UTC')).toBeNull();
  });
});

describe('nextWorkingMorning', () => {
  it('knows that the weekend of Egypt is Friday and Saturday and that of Russia Saturday and Sunday', () => {
    const thursday = new Date('2026-11-26T08:00:00Z');
    expect(weekendOf('EG')).toEqual([5, 6]);
    expect(nextWorkingMorning(thursday, 'Africa/Cairo', 'EG')).toEqual({ date: '2026-11-29', time: '10:00' });
    expect(nextWorkingMorning(thursday, 'Asia/Yekaterinburg', 'RU')).toEqual({
      date: '2026-11-27',
      time: '10:00',
    });
  });

  it('counts from the day on the wall, not from the day of UTC', () => {
    const lateSunday = new Date('2026-11-22T20:00:00Z');
    expect(nextWorkingMorning(lateSunday, 'Asia/Yekaterinburg', 'RU').date).toBe('2026-11-24');
    expect(nextWorkingMorning(lateSunday, 'UTC', 'RU').date).toBe('2026-11-23');
  });

  it('falls back to Saturday and Sunday for a region that is none', () => {
    expect(weekendOf('nowhere at all')).toEqual([6, 7]);
  });
});

describe('nextFreeTime', () => {
  it('for somebody urgent is a full hour, one to two hours away, on any day', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Asia/Yekaterinburg', 'Africa/Cairo', 'UTC'),
        fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) }),
        (zone, at) => {
          const proposed = nextFreeTime(new Date(at), zone, 'EG', true);
          expect(proposed.time).toMatch(/^\d\d:00$/);
          const ahead = Date.parse(instantOf(proposed, zone) ?? '') - at;
          expect(ahead).toBeGreaterThanOrEqual(3_600_000 - 60_000);
          expect(ahead).toBeLessThan(2 * 3_600_000);
        },
      ),
    );
  });

  it('otherwise is the next working morning', () => {
    const thursday = new Date('2026-11-26T08:00:00Z');
    expect(nextFreeTime(thursday, 'Africa/Cairo', 'EG', false)).toEqual({
      date: '2026-11-29',
      time: '10:00',
    });
  });
});

describe('readDay', () => {
  it.each([
    ['1.2.90', '1990-02-01'],
    ['01/02/1990', '1990-02-01'],
    ['1 2 1990', '1990-02-01'],
    ['01021990', '1990-02-01'],
    ['1990-02-01', '1990-02-01'],
    ['٠١/٠٢/١٩٩٠', '1990-02-01'],
    ['1.2.27', '2027-02-01'],
    ['1.2.28', '1928-02-01'],
    ['29.2.2024', '2024-02-29'],
  ])('reads %s as %s', (typed, iso) => {
    expect(readDay(typed, 2026)).toBe(iso);
  });

  it.each(['', '29.2.2023', '32.1.2000', '1.13.2000', '0.0.00', 'yesterday', '1.2', '123'])(
    'refuses %p',
    (typed) => {
      expect(readDay(typed, 2026)).toBeNull();
    },
  );

  it('reads back every day it has written', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10);
          expect(readDay(writeDay(iso), 2026)).toBe(iso);
        },
      ),
    );
  });
});
