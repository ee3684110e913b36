import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EXIT_CODES, exitSpec } from '../charter/exits.js';
import { Refusal } from '../refusal.js';
import type { ExitRequest } from '../wire/exit.js';
import { decideExit, type ExitFacts } from './exit.js';

const FACTS: ExitFacts = {
  stage: 'treatment',
  today: '2026-06-30',
  started_on: '2025-06-01',
  admitted_on: null,
  unmet: [],
  suicide_risk: 'low',
  roles: ['case_manager'],
};
const refusal = (wanted: ExitRequest, facts: Partial<ExitFacts> = {}): string => {
  try {
    decideExit(wanted, { ...FACTS, ...facts });
    return 'granted';
  } catch (error) {
    return error instanceof Refusal ? error.code : 'broken';
  }
};
/** A request with whatever its code asks for. */
const whole = (exit: ExitRequest['exit']): ExitRequest => ({
  exit,
  ...(exit === 'prov_withdrew' ? { withdrawal_reason: 'violence', appeal_offered_on: '2026-06-29' } : {}),
  ...(exit === 'left' || exit === 'left_early' ? { leaving_talk: 'declined' } : {}),
  ...(exit === 'died' ? { death_cause: 'unknown' } : {}),
});

describe('An exit', () => {
  it('has a code and a day that can be: not to come, and not before the stay began', () => {
    expect(refusal({ exit: 'moved' })).toBe('granted');
    expect(decideExit({ exit: 'moved' }, FACTS).exited_on).toBe('2026-06-30');
    expect(refusal({ exit: 'moved', exited_on: '2026-07-01' })).toBe('exit.day_in_future');
    expect(refusal({ exit: 'moved', exited_on: '2025-05-31' })).toBe('exit.day_before_start');
    expect(refusal({ exit: 'moved', exited_on: '2025-06-30' }, { admitted_on: '2025-07-01' })).toBe(
      'exit.day_before_start',
    );
  });

  it('V8: an end by the house names its reason and the day an appeal was offered', () => {
    expect(refusal({ exit: 'prov_withdrew' })).toBe('exit.reason_needed');
    expect(refusal({ exit: 'prov_withdrew', withdrawal_reason: 'violence' })).toBe('exit.appeal_needed');
    expect(refusal({ ...whole('prov_withdrew'), appeal_offered_on: '2026-07-01' })).toBe(
      'exit.day_in_future',
    );
    expect(refusal(whole('prov_withdrew'))).toBe('granted');
    expect(refusal({ exit: 'moved', appeal_offered_on: '2026-06-01' })).toBe('exit.not_asked');
  });

  it('of somebody who leaves says whether the talk was held, and a declined one keeps nobody', () => {
    expect(refusal({ exit: 'left' })).toBe('exit.talk_needed');
    expect(refusal({ exit: 'left', leaving_talk: 'declined' }, { suicide_risk: 'high', unmet: ['x'] })).toBe(
      'granted',
    );
    expect(refusal({ exit: 'died' })).toBe('exit.cause_needed');
  });

  it('is completed only with the criteria met, declined only before admission, for silence only after 180 days', () => {
    expect(refusal({ exit: 'comp_abst' }, { unmet: ['medically_stable'] })).toBe(
      'stage.outcome_needs_criteria',
    );
    expect(refusal({ exit: 'declined_start' }, { admitted_on: '2025-06-02' })).toBe('exit.had_started');
    expect(refusal({ exit: 'admin_6m' }, { started_on: '2026-01-02' })).toBe('exit.too_early');
    expect(refusal({ exit: 'admin_6m' }, { started_on: '2026-01-01' })).toBe('granted');
  });

  it('at a high risk of suicide is planned by a clinician alone, and nobody who leaves and no emergency waits for that', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EXIT_CODES), fc.boolean(), (exit, isClinician) => {
        const roles: ExitFacts['roles'] = isClinician ? ['clinician'] : ['duty_manager'];
        const answer = refusal(whole(exit), { suicide_risk: 'high', roles });
        expect(answer).toBe(exitSpec(exit).planned && !isClinician ? 'exit.clinician_needed' : 'granted');
      }),
    );
  });
});
