import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LIMITS } from '../charter/limits.js';
import { Refusal, type RefusalCode } from '../refusal.js';
import { occurrencesOf, readRecurrence } from './recurrence.js';
import { daysBetween, instantOf, wallTime } from './wall-clock.js';

const of = (rule: string, start = '2026-03-02T10:00', except: string[] = []): string[] =>
  occurrencesOf(start, readRecurrence(rule), except);
const daysOf = (rule: string, start?: string, except?: string[]): string[] =>
  of(rule, start, except).map((one) => one.slice(0, 10));

function refusalOf(act: () => unknown): RefusalCode | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return undefined;
}

describe('a recurrence', () => {
  it('counts weeks, chosen days of them, every second week, and months', () => {
    expect(daysOf('FREQ=WEEKLY;COUNT=3')).toEqual(['2026-03-02', '2026-03-09', '2026-03-16']);
    expect(daysOf('RRULE:FREQ=WEEKLY;BYDAY=TH,MO;COUNT=4')).toEqual([
      '2026-03-02',
      '2026-03-05',
      '2026-03-09',
      '2026-03-12',
    ]);
    expect(daysOf('FREQ=DAILY;INTERVAL=10;UNTIL=20260322')).toEqual([
      '2026-03-02',
      '2026-03-12',
      '2026-03-22',
    ]);
    expect(daysOf('FREQ=MONTHLY;COUNT=2')).toEqual(['2026-03-02', '2026-04-02']);
  });

  it('leaves out a month without such a day', () => {
    expect(daysOf('FREQ=MONTHLY;COUNT=4', '2026-01-31T09:00')).toEqual([
      '2026-01-31',
      '2026-03-31',
      '2026-05-31',
      '2026-07-31',
    ]);
  });

  it('lets the first day of the week decide which second week is meant (RFC 5545, 3.8.5.3)', () => {
    const start = '1997-08-05T09:00';
    expect(daysOf('FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO', start)).toEqual([
      '1997-08-05',
      '1997-08-10',
      '1997-08-19',
      '1997-08-24',
    ]);
    expect(daysOf('FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU', start)).toEqual([
      '1997-08-05',
      '1997-08-17',
      '1997-08-19',
      '1997-08-31',
    ]);
  });

  it('leaves days out, and refuses one that is none of its own', () => {
    expect(daysOf('FREQ=WEEKLY;COUNT=3', undefined, ['2026-03-09'])).toEqual(['2026-03-02', '2026-03-16']);
    expect(refusalOf(() => of('FREQ=WEEKLY;COUNT=3', undefined, ['2026-03-10']))).toBe(
      'recurrence.exception_unknown',
    );
    expect(refusalOf(() => of('FREQ=WEEKLY;COUNT=1', undefined, ['2026-03-02']))).toBe(
      'recurrence.nothing_left',
    );
  });

  it.each<[string, RefusalCode]>([
    ['', 'recurrence.unreadable'],
    ['every Monday', 'recurrence.unreadable'],
    ['FREQ=WEEKLY', 'recurrence.end_needed'],
    ['FREQ=WEEKLY;COUNT=3;UNTIL=20260401', 'recurrence.end_needed'],
    ['FREQ=WEEKLY;COUNT=3;COUNT=4', 'recurrence.unreadable'],
    ['FREQ=YEARLY;COUNT=3', 'recurrence.unreadable'],
    ['FREQ=SECONDLY;COUNT=3', 'recurrence.unreadable'],
    ['FREQ=MONTHLY;BYDAY=1MO;COUNT=3', 'recurrence.unreadable'],
    ['FREQ=MONTHLY;BYSETPOS=1;COUNT=3', 'recurrence.part_unknown'],
    ['FREQ=WEEKLY;BYDAY=XX;COUNT=3', 'recurrence.unreadable'],
    ['FREQ=WEEKLY;INTERVAL=0;COUNT=3', 'recurrence.unreadable'],
    ['FREQ=WEEKLY;COUNT=-3', 'recurrence.unreadable'],
    ['FREQ=WEEKLY;COUNT=201', 'recurrence.too_many'],
    ['FREQ=DAILY;UNTIL=20261231', 'recurrence.too_many'],
    ['FREQ=WEEKLY;UNTIL=20290101', 'recurrence.too_far'],
    ['FREQ=MONTHLY;COUNT=30', 'recurrence.too_far'],
    ['FREQ=WEEKLY;UNTIL=20260230', 'recurrence.unreadable'],
    ['FREQ=WEEKLY;UNTIL=20260101', 'recurrence.ends_before_start'],
    ['FREQ=WEEKLY;BYDAY=TU;COUNT=3', 'recurrence.start_not_in_rule'],
  ])('refuses %j as %s', (rule, code) => {
    expect(refusalOf(() => of(rule))).toBe(code);
  });

  it('keeps its limits, its order, its time of day and its steps, whatever the rule', () => {
    const rule = fc.record({
      freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY'),
      interval: fc.integer({ min: 1, max: 12 }),
      count: fc.integer({ min: 1, max: 220 }),
      start: fc.integer({ min: 0, max: 3_000 }),
    });
    fc.assert(
      fc.property(rule, ({ freq, interval, count, start }) => {
        const first = new Date(Date.UTC(2024, 0, 1 + start)).toISOString().slice(0, 10);
        let found: string[] = [];
        const code = refusalOf(() => {
          found = of(`FREQ=${freq};INTERVAL=${interval};COUNT=${count}`, `${first}T13:45`);
        });
        if (code) return expect(['recurrence.too_many', 'recurrence.too_far']).toContain(code);
        const days = found.map((one) => one.slice(0, 10));
        expect(found).toHaveLength(count);
        expect(days).toEqual([...new Set(days)].sort());
        expect(days[0]).toBe(first);
        expect(found.every((one) => one.endsWith('T13:45'))).toBe(true);
        expect(daysBetween(first, days.at(-1) ?? '')).toBeLessThanOrEqual(LIMITS.series_days_max);
        const steps = days.slice(1).map((day, i) => daysBetween(days[i] ?? '', day));
        if (freq === 'DAILY') expect(steps.every((step) => step === interval)).toBe(true);
        if (freq === 'WEEKLY') expect(steps.every((step) => step === interval * 7)).toBe(true);
        if (freq === 'MONTHLY') expect(new Set(days.map((day) => day.slice(8))).size).toBe(1);
      }),
    );
  });

  it('stays at its hour by the clock on the wall when the clocks change', () => {
    const cairo = of('FREQ=WEEKLY;COUNT=10', '2026-04-02T10:00');
    const instants = cairo.map((one) => instantOf(one, 'Africa/Cairo'));
    expect(new Set(instants.map((at) => at.toISOString().slice(11, 16)))).toEqual(
      new Set(['08:00', '07:00']),
    );
    expect(instants.map((at) => wallTime(at, 'Africa/Cairo').slice(11))).toEqual(cairo.map(() => '10:00'));
  });
});
