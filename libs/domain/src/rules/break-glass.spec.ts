import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BREAK_GLASS_FIELDS, BREAK_GLASS_STATES, type BreakGlassState } from '../charter/identity.js';
import { LIMITS } from '../charter/limits.js';
import { Refusal } from '../refusal.js';
import {
  assertSaysWhy,
  grantOf,
  isOverdue,
  openedIdentity,
  stateOf,
  tellDueAt,
  type Opening,
} from './break-glass.js';

const HOUR = 3_600_000;
const requested: Opening = {
  kind: 'planned',
  asked_by: 'somebody',
  asked_at: 0,
  decided_by: null,
  granted: null,
  opened_at: null,
  until_at: null,
  closed_at: null,
  review_due_at: null,
  reviewed_at: null,
};
const opened: Opening = {
  ...requested,
  granted: true,
  decided_by: 'another',
  opened_at: HOUR,
  until_at: 2 * HOUR,
  review_due_at: 73 * HOUR,
};
const ORDER: Readonly<Record<BreakGlassState, number>> = {
  requested: 0,
  refused: 1,
  lapsed: 1,
  open: 1,
  over: 2,
  reviewed: 3,
};

describe('An opening', () => {
  it('is at every instant in exactly one state, and time alone never takes it back', () => {
    expect(Object.keys(ORDER).sort()).toEqual([...BREAK_GLASS_STATES].sort());
    const any = fc.constantFrom<Opening>(
      requested,
      { ...requested, granted: false, decided_by: 'another' },
      opened,
      { ...opened, closed_at: 1.5 * HOUR },
      { ...opened, reviewed_at: 3 * HOUR },
    );
    fc.assert(
      fc.property(any, fc.nat(100), fc.nat(100), (opening, hours, more) => {
        const [before, after] = [stateOf(opening, hours * HOUR), stateOf(opening, (hours + more) * HOUR)];
        expect(ORDER[after]).toBeGreaterThanOrEqual(ORDER[before]);
      }),
    );
  });

  it('ends to the instant, when it is closed or its time is up, and a request lapses after a day', () => {
    expect(stateOf(opened, 2 * HOUR - 1)).toBe('open');
    expect(stateOf(opened, 2 * HOUR)).toBe('over');
    expect(stateOf({ ...opened, closed_at: HOUR + 1 }, HOUR + 1)).toBe('over');
    expect(stateOf(requested, LIMITS.planned_request_hours * HOUR - 1)).toBe('requested');
    expect(stateOf(requested, LIMITS.planned_request_hours * HOUR)).toBe('lapsed');
    expect(stateOf({ ...requested, granted: false, decided_by: 'another' }, 0)).toBe('refused');
  });

  it('is overdue from the instant its review was due, and no longer once it was reviewed', () => {
    expect(isOverdue(opened, 73 * HOUR - 1)).toBe(false);
    expect(isOverdue(opened, 73 * HOUR)).toBe(true);
    expect(isOverdue({ ...opened, reviewed_at: 80 * HOUR }, 90 * HOUR)).toBe(false);
    expect(isOverdue(requested, 1_000 * HOUR)).toBe(false);
  });

  it('is told to the client within 72 hours of the opening, unless they were told or telling is dangerous', () => {
    for (const told of [null, 'not_yet'] as const)
      expect(tellDueAt(opened, told)).toBe(opened.opened_at! + 72 * HOUR);
    for (const told of ['told', 'dangerous'] as const) expect(tellDueAt(opened, told)).toBeNull();
    expect(tellDueAt(requested, null)).toBeNull();
  });

  it('is never granted wider or longer than it was asked for', () => {
    const fields = fc.subarray([...BREAK_GLASS_FIELDS]);
    const minutes = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(fields, minutes, fc.option(fields), fc.option(minutes), (asked, long, less, shorter) => {
        const granted = { ...(less ? { fields: less } : {}), ...(shorter ? { minutes: shorter } : {}) };
        try {
          const { fields: given, minutes: time } = grantOf({ fields: asked, minutes: long }, granted);
          expect(given.length).toBeGreaterThan(0);
          expect(given.every((field) => asked.includes(field))).toBe(true);
          expect(time).toBeLessThanOrEqual(long);
        } catch (error) {
          expect((error as Refusal).code).toBe('break_glass.more_than_asked');
          const wider = (less ?? asked).some((field) => !asked.includes(field));
          expect(wider || (less ?? asked).length === 0 || (shorter ?? long) > long).toBe(true);
        }
      }),
    );
  });

  it.each(['too short', '                             x', 'a\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\nb'])(
    'says why in at least 20 characters that are not all spaces (%#)',
    (words) => {
      expect(() => assertSaysWhy(words)).toThrow(Refusal);
      expect(() => assertSaysWhy('Мать клиента звонит второй день')).not.toThrow();
    },
  );

  it('shows of who somebody is what its fields open, and not a field more', () => {
    const whole = {
      given_name: 'Марина',
      family_name: 'Кузнецова',
      other_names: 'Marina',
      sex: 'female',
      birth_on: '1986-03-09',
      phones: ['+7 912 345-67-89'],
      address: 'ул. Ленина, 1',
      documents: [{ kind: 'passport', number: '4509 123456' }],
    };
    fc.assert(
      fc.property(fc.subarray([...BREAK_GLASS_FIELDS]), (fields) => {
        const shown = JSON.stringify(openedIdentity(whole, fields));
        expect(shown.includes('Кузнецова') || shown.includes('Marina')).toBe(fields.includes('name'));
        expect(shown.includes('1986')).toBe(fields.includes('birth_date'));
        expect(shown.includes('912') || shown.includes('Ленина')).toBe(fields.includes('contact'));
        expect(shown.includes('4509')).toBe(fields.includes('documents'));
      }),
    );
  });
});
