import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ATTEMPT_OUTCOME_CODES, FOLLOW_UP_STATES } from '../charter/follow-ups.js';
import { Refusal } from '../refusal.js';
import type { AttemptRequest } from '../wire/follow-up.js';
import type { ContactRules } from '../wire/notices.js';
import { decideAttempt, waysAllowed, type AttemptFacts } from './follow-up.js';

const RULES: ContactRules = {
  do_not_contact: false,
  channels: ['sms'],
  email: null,
  phone: '+20101234567',
  hours: { from: '10:00', until: '12:00' },
  leave_message: false,
  say_from: false,
  say_when: false,
  language: null,
  phone_read_by: 'family',
  note: null,
  devices: 0,
};
const FACTS: AttemptFacts = {
  now: new Date('2026-06-10T11:00:00Z'),
  opens_at: new Date('2026-06-08T00:00:00Z'),
  closes_at: new Date('2026-06-13T00:00:00Z'),
  state: 'open',
  attempts: 0,
  last_attempt_on: null,
  dayOf: (at) => at.toISOString().slice(0, 10),
  clock: (at) => at.getUTCHours() * 60 + at.getUTCMinutes(),
  quiet: { from: '22:00', until: '09:00' },
  rules: RULES,
};
const CALL: AttemptRequest = { way: 'call', outcome: 'not_reached' };
const refusal = (wanted: AttemptRequest, facts: Partial<AttemptFacts> = {}): string => {
  try {
    return decideAttempt(wanted, { ...FACTS, ...facts }).state;
  } catch (error) {
    return error instanceof Refusal ? error.code : 'broken';
  }
};

describe('An attempt to reach somebody who left', () => {
  it('is made by a way the client named, and they themselves may always come', () => {
    expect(waysAllowed(RULES)).toEqual(['call', 'sms', 'came_by']);
    expect(waysAllowed({ ...RULES, do_not_contact: true })).toEqual(['came_by']);
    expect(waysAllowed(null)).toEqual(['came_by']);
    expect(refusal({ ...CALL, way: 'email' })).toBe('follow_up.way_not_allowed');
    expect(refusal({ ...CALL, way: 'came_by', outcome: 'reached' }, { rules: null })).toBe('reached');
  });

  it('is made at an hour the client named, and in no quiet one', () => {
    const at = (hour: string) => ({ now: new Date(`2026-06-10T${hour}:00Z`) });
    expect(refusal(CALL, at('09:59'))).toBe('follow_up.hour_not_allowed');
    expect(refusal(CALL, at('10:00'))).toBe('open');
    expect(refusal(CALL, at('12:00'))).toBe('follow_up.hour_not_allowed');
    expect(refusal(CALL, { ...at('23:00'), rules: { ...RULES, hours: null } })).toBe(
      'follow_up.hour_not_allowed',
    );
    expect(refusal({ ...CALL, way: 'came_by' }, at('23:00'))).toBe('open');
  });

  it('is within its time, once a day, and told within a day', () => {
    expect(refusal(CALL, { opens_at: new Date('2026-06-11T00:00:00Z') })).toBe('follow_up.not_now');
    expect(refusal(CALL, { closes_at: FACTS.now })).toBe('follow_up.not_now');
    expect(refusal(CALL, { last_attempt_on: '2026-06-10' })).toBe('follow_up.one_a_day');
    expect(refusal({ ...CALL, attempted_at: '2026-06-10T11:00:01Z' })).toBe('follow_up.at');
    expect(refusal({ ...CALL, attempted_at: '2026-06-09T10:59:59Z' })).toBe('follow_up.at');
    expect(refusal({ ...CALL, attempted_at: '2026-06-09T11:00:00Z' })).toBe('open');
  });

  it('that reached nobody three times ends as unknown, whatever went before', () => {
    expect([0, 1, 2].map((attempts) => refusal(CALL, { attempts }))).toEqual(['open', 'open', 'unknown']);
    expect(refusal({ ...CALL, outcome: 'wrong_contact' }, { attempts: 2 })).toBe('unknown');
    expect(FOLLOW_UP_STATES.filter((state) => state.includes('relaps'))).toEqual([]);
  });

  it('is refused once it is settled, and only refusing and a death stop all others', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ATTEMPT_OUTCOME_CODES),
        fc.integer({ min: 0, max: 2 }),
        (outcome, attempts) => {
          const { stops_all } = decideAttempt({ ...CALL, outcome }, { ...FACTS, attempts });
          expect(stops_all).toBe(outcome === 'refused' || outcome === 'died');
          expect(refusal({ ...CALL, outcome }, { state: 'reached', attempts })).toBe('follow_up.settled');
        },
      ),
    );
    const answers = { use_now: 'none', housing_now: null, work_now: null, safe_now: null } as const;
    expect(refusal({ ...CALL, answers })).toBe('follow_up.answers_of_reached_only');
  });
});
