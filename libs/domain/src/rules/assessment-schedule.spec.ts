import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dueFor, type ScheduleFacts, type Taken } from './assessment-schedule.js';

const START = new Date('2026-03-01T10:00:00Z');
const day = (days: number): Date => new Date(START.getTime() + days * 86_400_000);
const facts = (changes: Partial<ScheduleFacts> = {}): ScheduleFacts => ({
  stage: 'treatment',
  started_at: START,
  substance: 'opioids',
  exit_at: null,
  missed_at: null,
  ...changes,
});
const took = (instrument: string, on: number, changes: Partial<Taken> = {}): Taken => ({
  instrument,
  taken_at: day(on),
  moment: 'entry',
  total: null,
  flags: [],
  during_withdrawal: false,
  ...changes,
});
const WEEK = ['top', 'phq-9', 'gad-7', 'who-5', 'work-4'];
const dueOn = (on: number, taken: Taken[], changes: Partial<ScheduleFacts> = {}) =>
  dueFor(facts(changes), taken, day(on))
    .filter(({ state }) => state !== 'later')
    .map(({ instrument, reason, state }) => `${instrument} ${reason} ${state}`);

describe('the schedule of assessments', () => {
  it('asks for the suicide screen and the scale of the substance on the first day, and the rest in the first week', () => {
    expect(dueOn(0, [])).toEqual([
      'c-ssrs day_0 open',
      'cows day_0 open',
      ...[...WEEK].sort((a, b) => a.localeCompare(b, 'en')).map((one) => `${one} first_week open`),
    ]);
    expect(dueOn(0, [], { substance: 'alcohol' })).toContain('ciwa-ar day_0 open');
    expect(dueOn(0, [], { substance: 'sedatives' }).filter((one) => /ciwa|cows/.test(one))).toEqual([]);
    expect(dueOn(2, [])[0]).toBe('c-ssrs day_0 overdue');
  });

  it('asks for the suicide screen again on the third day of treatment, whatever the first said', () => {
    const rest = ['cows', ...WEEK].map((one) => took(one, 0));
    expect(dueOn(1, [...rest, took('c-ssrs', 0)])).toEqual([]);
    expect(dueOn(3, [...rest, took('c-ssrs', 0)])).toEqual(['c-ssrs day_3 open']);
    expect(dueOn(3, [...rest, took('c-ssrs', 0), took('c-ssrs', 3)])).toEqual([]);
  });

  it('repeats in week 3 and 4 what withdrawal has raised', () => {
    const taken = ['c-ssrs', 'cows', 'top', 'who-5', 'work-4'].map((one) => took(one, 3));
    const raised = ['phq-9', 'gad-7'].map((one) => took(one, 2, { total: 20, during_withdrawal: true }));
    expect(dueOn(13, [...taken, ...raised])).toEqual([]);
    expect(dueOn(15, [...taken, ...raised])).toEqual([
      'gad-7 after_withdrawal open',
      'phq-9 after_withdrawal open',
    ]);
    expect(dueOn(29, [...taken, ...raised])).toContain('phq-9 after_withdrawal overdue');
    const again = ['phq-9', 'gad-7'].map((one) => took(one, 16, { total: 4 }));
    expect(dueOn(20, [...taken, ...raised, ...again])).toEqual([]);
  });

  it('reviews every four weeks in residence and every twelve outside, mood only where it was raised', () => {
    const taken = [...WEEK, 'c-ssrs', 'barc-10'].map((one) =>
      took(one, 0, { total: one === 'phq-9' ? 10 : 9 }),
    );
    const inside = { stage: 'rehabilitation' } as const;
    expect(dueOn(20, taken, inside)).toEqual([]);
    expect(dueOn(28, taken, inside)).toEqual(['phq-9 review open', 'top review open', 'who-5 review open']);
    expect(dueOn(28, taken, { stage: 'reintegration' })).toEqual([]);
    expect(dueOn(80, taken, { stage: 'reintegration' })).toEqual([
      'phq-9 review open',
      'top review open',
      'who-5 review open',
    ]);
  });

  it('asks for recovery capital at the beginning of rehabilitation, and not in treatment', () => {
    expect(dueOn(0, [], { stage: 'rehabilitation' })).toContain('barc-10 first_week open');
    expect(dueOn(0, []).join(' ')).not.toContain('barc-10');
  });

  it('asks before a planned exit: the suicide screen within its last day', () => {
    const taken = [...WEEK, 'c-ssrs', 'cows'].map((one) => took(one, 3));
    expect(dueOn(8, taken, { exit_at: day(10) })).toEqual(['barc-10 before_exit open']);
    expect(dueOn(9.5, taken, { exit_at: day(10) })).toContain('c-ssrs before_exit open');
    expect(dueOn(9.8, [...taken, took('c-ssrs', 9.5)], { exit_at: day(10) }).join(' ')).not.toContain(
      'c-ssrs',
    );
  });

  it('follows up after 90, 180 and 365 days', () => {
    const follow = { stage: 'follow_up' } as const;
    expect(dueOn(30, [], follow)).toEqual([]);
    expect(dueOn(90, [], follow)).toHaveLength(3);
    const first = ['top', 'who-5', 'barc-10'].map((one) => took(one, 90));
    expect(dueOn(100, first, follow)).toEqual([]);
    expect(dueOn(180, first, follow)).toHaveLength(3);
    expect(dueFor(facts(follow), [], day(0)).filter(({ instrument }) => instrument === 'top')).toHaveLength(
      3,
    );
  });

  it('asks at once after an answer that asks for it, and after somebody at risk was not seen', () => {
    const taken = [...WEEK, 'c-ssrs', 'cows'].map((one) => took(one, 0));
    const flagged = took('phq-9', 1.5, { flags: ['screen_suicide_now'] });
    expect(dueOn(1.6, [...taken, flagged])).toEqual(['c-ssrs flagged overdue']);
    expect(dueOn(1.7, [...taken, flagged, took('c-ssrs', 1.6)])).toEqual([]);
    expect(dueOn(1.6, taken, { missed_at: day(1) })).toEqual(['c-ssrs missed_at_risk overdue']);
    const low = took('who-5', 1.5, { flags: ['screen_depression'] });
    expect(dueOn(1.6, [...taken.filter(({ instrument }) => instrument !== 'phq-9'), low])).toContain(
      'phq-9 first_week open',
    );
  });

  it('never asks for what was just taken, and for nothing twice at the same time', () => {
    const instruments = [...WEEK, 'c-ssrs', 'cows', 'barc-10'];
    fc.assert(
      fc.property(
        fc.constantFrom('assessment', 'treatment', 'rehabilitation', 'reintegration', 'follow_up'),
        fc.array(
          fc.record({
            of: fc.constantFrom(...instruments),
            on: fc.integer({ min: 0, max: 200 }),
            total: fc.integer({ min: 0, max: 27 }),
          }),
          { maxLength: 30 },
        ),
        fc.integer({ min: 0, max: 200 }),
        (stage, list, on) => {
          const taken = list.map(({ of, on: at, total }) => took(of, at, { total }));
          const just = instruments.map((one) => took(one, on));
          expect(
            dueOn(on, [...taken.filter(({ taken_at }) => taken_at <= day(on)), ...just], { stage }),
          ).toEqual([]);
          const now = dueOn(on, taken, { stage }).map((one) => one.split(' ')[0]);
          expect(new Set(now).size).toBe(now.length);
        },
      ),
    );
  });
});
