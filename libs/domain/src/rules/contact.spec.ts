import { describe, expect, it } from '@jest/globals';
import type { ContactOutcome } from '../charter/contact.js';
import { Refusal, type RefusalCode } from '../refusal.js';
import { assertPlannable, attendedAt, decideUndo, minutesOf, noShowWork } from './contact.js';

const NOW = new Date('2026-03-02T12:00:00Z');
const after = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);

function refusalOf(act: () => unknown): RefusalCode | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return undefined;
}

describe('an appointment', () => {
  it('ends after it starts, within half a day', () => {
    expect(minutesOf(NOW, after(0.75))).toBe(45);
    expect(refusalOf(() => minutesOf(NOW, NOW))).toBe('contact.ends_before_start');
    expect(refusalOf(() => minutesOf(NOW, after(-1)))).toBe('contact.ends_before_start');
    expect(refusalOf(() => minutesOf(NOW, after(13)))).toBe('contact.too_long');
  });

  it('is written down some days afterwards at most, and planned for two years at most', () => {
    expect(refusalOf(() => assertPlannable(after(-7 * 24), NOW, 7))).toBeUndefined();
    expect(refusalOf(() => assertPlannable(after(-7 * 24 - 1), NOW, 7))).toBe('contact.too_long_ago');
    expect(refusalOf(() => assertPlannable(after(731 * 24), NOW, 7))).toBeUndefined();
    expect(refusalOf(() => assertPlannable(after(732 * 24), NOW, 7))).toBe('contact.too_far_ahead');
  });

  it('was kept at its hour unless told otherwise, never in the future and never on another day', () => {
    const planned = { planned_at: after(-2), minutes: 60 };
    expect(attendedAt(planned, 'kept', null, NOW)).toEqual(after(-2));
    expect(attendedAt({ planned_at: after(1), minutes: 60 }, 'kept', null, NOW)).toEqual(NOW);
    expect(attendedAt(planned, 'late', after(-1.5), NOW)).toEqual(after(-1.5));
    expect(refusalOf(() => attendedAt(planned, 'late', null, NOW))).toBe('field.required');
    expect(refusalOf(() => attendedAt(planned, 'late', after(-3), NOW))).toBe('contact.not_late');
    expect(refusalOf(() => attendedAt(planned, 'kept', after(0.1), NOW))).toBe('contact.in_future');
    expect(refusalOf(() => attendedAt(planned, 'kept', after(-30), NOW))).toBe('contact.other_day');
    expect(refusalOf(() => attendedAt({ planned_at: after(30), minutes: 60 }, 'kept', null, NOW))).toBe(
      'contact.other_day',
    );
    expect(attendedAt(planned, 'no_show', null, NOW)).toBeNull();
    expect(refusalOf(() => attendedAt({ planned_at: after(1), minutes: 60 }, 'no_show', null, NOW))).toBe(
      'contact.not_yet',
    );
    expect(refusalOf(() => attendedAt(planned, 'no_show', after(-2), NOW))).toBe('field.unknown');
  });

  it('is undone by whoever recorded it, within a quarter of an hour', () => {
    expect(refusalOf(() => decideUndo({ by: 'a', at: after(-0.24) }, 'a', NOW))).toBeUndefined();
    expect(refusalOf(() => decideUndo({ by: 'a', at: after(-0.26) }, 'a', NOW))).toBe(
      'contact.undo_too_late',
    );
    expect(refusalOf(() => decideUndo({ by: 'b', at: NOW }, 'a', NOW))).toBe('contact.undo_own_only');
    expect(refusalOf(() => decideUndo({ by: null, at: NOW }, 'a', NOW))).toBe('contact.undo_own_only');
  });
});

describe('staying away', () => {
  it('makes work at once where the last screen found a moderate or high risk', () => {
    for (const risk of ['moderate', 'high'] as const)
      expect(noShowWork(risk, ['no_show'])).toEqual(['contact.risk']);
    for (const risk of ['none', 'low', 'not_assessed', null] as const)
      expect(noShowWork(risk, ['no_show'])).toEqual([]);
  });

  it.each<[readonly ContactOutcome[], boolean]>([
    [['no_show', 'no_show', 'no_show'], true],
    [['no_show', 'no_show'], false],
    [['no_show', 'kept', 'no_show', 'no_show'], false],
    [['no_show', 'no_show', 'late', 'no_show'], false],
    [['no_show', 'cancelled_by_client', 'no_show', 'cancelled_by_staff', 'no_show'], true],
    [['kept', 'no_show', 'no_show', 'no_show'], false],
  ])('%j asks for reaching out: %s', (outcomes, asked) => {
    expect(noShowWork('none', outcomes)).toEqual(asked ? ['contact.reengage'] : []);
  });
});
