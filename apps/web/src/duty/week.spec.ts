import { describe, expect, it } from '@jest/globals';
import type { DutyTurn } from '#domain/wire/house.js';
import { daysAfter, partsOfDay, weekOf } from './week.js';

const turn = (id: string, from_at: string, until_at: string): DutyTurn => ({
  id,
  site: 'MAIN',
  level: 'duty',
  colleague: { colleague: 'c', display_name: 'C', roles: [] },
  from_at,
  until_at,
  instead_of: null,
  version: 1,
});

describe('a week of duty', () => {
  it.each([
    ['2026-11-23', 1, '2026-11-23'],
    ['2026-11-29', 1, '2026-11-23'],
    ['2026-11-23', 6, '2026-11-21'],
    ['2026-11-21', 6, '2026-11-21'],
    ['2026-11-22', 7, '2026-11-22'],
  ])('%s lies in the week that begins on day %i: %s', (on, firstDay, begins) => {
    expect(weekOf(on, firstDay)).toBe(begins);
  });

  it('counts days over the end of a year', () => {
    expect(daysAfter('2026-12-31', 1)).toBe('2027-01-01');
  });

  it('has no gap and no double hour in a day, whatever is planned', () => {
    const turns = [
      turn('night', '2026-11-22T16:00:00.000Z', '2026-11-23T02:00:00.000Z'),
      turn('day', '2026-11-23T04:00:00.000Z', '2026-11-23T14:00:00.000Z'),
      turn('other day', '2026-11-25T04:00:00.000Z', '2026-11-25T14:00:00.000Z'),
    ];
    const parts = partsOfDay('2026-11-23', 'Asia/Yekaterinburg', turns);
    expect(parts.map(({ from, until, turn: whose }) => [from, until, whose?.id ?? null])).toEqual([
      ['00:00', '07:00', 'night'],
      ['07:00', '09:00', null],
      ['09:00', '19:00', 'day'],
      ['19:00', '24:00', null],
    ]);
    for (const [place, part] of parts.slice(1).entries()) expect(part.from_at).toBe(parts[place]?.until_at);
  });

  it('shows a whole day as free where nobody is planned, and as one part where one turn covers it', () => {
    expect(partsOfDay('2026-11-23', 'Africa/Cairo', [])).toMatchObject([
      { from: '00:00', until: '24:00', turn: null },
    ]);
    const long = turn('long', '2026-11-20T00:00:00.000Z', '2026-11-27T00:00:00.000Z');
    expect(partsOfDay('2026-11-23', 'Africa/Cairo', [long])).toMatchObject([
      { from: '00:00', until: '24:00', turn: { id: 'long' } },
    ]);
  });
});
