import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CRITICAL_INCIDENTS,
  INCIDENT_KINDS,
  INCIDENT_STATES,
  MEASURES,
  type IncidentState,
} from '../charter/programme.js';
import type { Refusal } from '../refusal.js';
import {
  decideEnd,
  decideIncidentStep,
  decideLeave,
  decideMeasure,
  decidePhase,
  decideProgramme,
  decideTherapyWork,
  type IncidentStep,
} from './programme.js';

const NOW = new Date('2026-11-20T08:00:00Z');
const days = (count: number): Date => new Date(NOW.getTime() + count * 86_400_000);
const RULES = { work_minutes_per_day_max: 240, work_minutes_per_week_max: 1_200, appeal_days: 7 };
const codesOf = (act: () => void): string[] => {
  try {
    act();
    return [];
  } catch (error) {
    const refusal = error as Refusal;
    return [refusal, ...(refusal.details.also ?? [])].map(({ code }) => code);
  }
};

describe('the phases of a programme', () => {
  it('have names of their own, and there are some', () => {
    const phase = (title: string) => ({ title, days: 28 });
    expect(codesOf(() => decideProgramme([phase('One'), phase('Two')]))).toEqual([]);
    expect(codesOf(() => decideProgramme([]))).toEqual(['programme.phases']);
    expect(codesOf(() => decideProgramme([phase('One'), phase(' one ')]))).toEqual(['programme.phase_twice']);
  });

  it('are walked one by one: on by one, back by any, never skipped, never out of the programme', () => {
    const place = fc.integer({ min: -2, max: 9 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        place,
        fc.integer({ min: 1, max: 6 }),
        (from, to, phases) => {
          fc.pre(from <= phases);
          const allowed = to >= 1 && to <= phases && to !== from && to <= from + 1;
          expect(codesOf(() => decidePhase(from, to, phases)).length === 0).toBe(allowed);
        },
      ),
    );
  });

  it('are completed in the last one; a house ends a programme only after the fair procedure', () => {
    const facts = { phase: 2, phases: 3, procedure_over: false };
    expect(codesOf(() => decideEnd('completed', facts))).toEqual(['programme.not_last_phase']);
    expect(codesOf(() => decideEnd('completed', { ...facts, phase: 3 }))).toEqual([]);
    expect(codesOf(() => decideEnd('ended_by_house', facts))).toEqual(['programme.no_procedure']);
    expect(codesOf(() => decideEnd('ended_by_house', { ...facts, procedure_over: true }))).toEqual([]);
    expect(codesOf(() => decideEnd('left', facts))).toEqual([]);
  });
});

describe('the fair procedure', () => {
  const people = ['a', 'b', 'c'] as const;
  const steps: readonly IncidentStep[] = ['hear', 'decide', 'appeal', 'settle'];
  const NEXT: Readonly<Record<IncidentStep, IncidentState>> = {
    hear: 'heard',
    decide: 'decided',
    appeal: 'appealed',
    settle: 'closed',
  };

  it('is decided by somebody who did not report, and settled by a third, whatever steps are tried', () => {
    const tries = fc.array(fc.record({ step: fc.constantFrom(...steps), by: fc.constantFrom(...people) }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(tries, fc.constantFrom(...people), (tried, reporter) => {
        let state: IncidentState = 'reported';
        let decider: string | null = null;
        for (const { step, by } of tried) {
          const incident = {
            state,
            kind: 'house_rules' as const,
            reported_by: reporter,
            decided_by: decider,
            decided_at: decider ? NOW : null,
          };
          if (codesOf(() => decideIncidentStep(step, incident, by, RULES, NOW)).length > 0) continue;
          state = NEXT[step];
          if (step === 'decide') {
            expect(by).not.toBe(reporter);
            decider = by;
          }
          if (step === 'settle') expect([reporter, decider]).not.toContain(by);
        }
        expect(INCIDENT_STATES).toContain(state);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves the days of the pack to appeal, and not an hour longer', () => {
    const decided = { state: 'decided', kind: 'threat', reported_by: 'a', decided_by: 'b' } as const;
    const appeal = (decided_at: Date): string[] =>
      codesOf(() => decideIncidentStep('appeal', { ...decided, decided_at }, 'c', RULES, NOW));
    expect(appeal(days(-6.99))).toEqual([]);
    expect(appeal(days(-7))).toEqual(['incident.appeal_over']);
  });

  it('answers what was done to a client by no measure against them', () => {
    for (const kind of INCIDENT_KINDS)
      for (const measure of MEASURES)
        expect(codesOf(() => decideMeasure(kind, measure)).length > 0).toBe(
          CRITICAL_INCIDENTS.includes(kind) && measure !== 'none',
        );
  });
});

describe('work as therapy', () => {
  it('is never more than a day and a week allow, never without consent, never instead of staff', () => {
    const some = fc.record({
      minutes: fc.integer({ min: -10, max: 700 }),
      replaces_staff: fc.boolean(),
      consented: fc.boolean(),
      minutes_of_day: fc.integer({ min: 0, max: 240 }),
      minutes_of_week: fc.integer({ min: 0, max: 1_200 }),
    });
    fc.assert(
      fc.property(some, ({ minutes, replaces_staff, ...facts }) => {
        const codes = codesOf(() => decideTherapyWork({ minutes, replaces_staff }, facts, RULES));
        if (codes.length > 0) return;
        expect(facts.consented && !replaces_staff && minutes > 0).toBe(true);
        expect(facts.minutes_of_day + minutes).toBeLessThanOrEqual(240);
        expect(facts.minutes_of_week + minutes).toBeLessThanOrEqual(1_200);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a leave', () => {
  it('begins before it ends, is not over, and is no stay elsewhere', () => {
    expect(codesOf(() => decideLeave(days(1), days(2), NOW))).toEqual([]);
    expect(codesOf(() => decideLeave(days(2), days(1), NOW))).toEqual(['leave_of.ends_before_it_starts']);
    expect(codesOf(() => decideLeave(days(-3), days(-2), NOW))).toEqual(['leave_of.in_the_past']);
    expect(codesOf(() => decideLeave(days(1), days(60), NOW))).toEqual(['leave_of.too_long']);
  });
});
