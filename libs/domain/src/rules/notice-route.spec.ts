import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CLIENT_NOTICE_KINDS, NOTICE_CHANNELS } from '../charter/notices.js';
import { PHONE_READERS, type ContactRules } from '../wire/notices.js';
import { channelsForAccount, channelsForClient } from './notice-route.js';
import { atNext, isWithin, nextAllowed, type DayPart } from './quiet-hours.js';

const rules = fc.record<ContactRules>({
  do_not_contact: fc.boolean(),
  channels: fc.subarray([...NOTICE_CHANNELS]),
  email: fc.constantFrom(null, 'somebody@post.example'),
  phone: fc.constantFrom(null, '+20100000000'),
  hours: fc.constant(null),
  leave_message: fc.boolean(),
  say_from: fc.boolean(),
  say_when: fc.boolean(),
  language: fc.constant(null),
  phone_read_by: fc.constantFrom(...PHONE_READERS),
  note: fc.constant(null),
  devices: fc.nat(2),
});
const kind = fc.constantFrom(...CLIENT_NOTICE_KINDS);

describe('How a client is told', () => {
  it('is by no channel without a rule of theirs, and by none when they asked for none', () => {
    for (const one of CLIENT_NOTICE_KINDS) expect(channelsForClient(one, null)).toEqual([]);
    fc.assert(
      fc.property(rules, kind, (said, one) => {
        expect(channelsForClient(one, { ...said, do_not_contact: true })).toEqual([]);
      }),
    );
  });

  it('is never by a channel they did not allow, nor by a telephone that others read unless a message may be left', () => {
    fc.assert(
      fc.property(rules, kind, (said, one) => {
        const channels = channelsForClient(one, said);
        expect(channels.filter((channel) => !said.channels.includes(channel))).toEqual([]);
        if (!said.leave_message && said.phone_read_by !== 'only_me') expect(channels).not.toContain('sms');
        if (said.phone === null) expect(channels).not.toContain('sms');
        if (said.email === null) expect(channels).not.toContain('email');
      }),
    );
  });
});

describe('How a member of staff is told', () => {
  it.each([
    ['work.assigned', { mode: 'at_once', hasEmail: true, devices: 1 }, ['email', 'push']],
    ['work.assigned', { mode: 'digest', hasEmail: true, devices: 1 }, 'digest'],
    ['work.assigned', { mode: 'digest', hasEmail: false, devices: 1 }, []],
    ['work.overdue', { mode: 'digest', hasEmail: true, devices: 0 }, ['email']],
    ['work.overdue', { mode: 'in_app', hasEmail: true, devices: 1 }, []],
    ['permit.expiring', { mode: 'at_once', hasEmail: true, devices: 1 }, ['email']],
  ] as const)('of %s with %j is by %j', (one, reach, expected) => {
    expect(channelsForAccount(one, reach)).toEqual(expected);
  });
});

describe('Quiet hours', () => {
  const utc = (at: Date): number => at.getUTCHours() * 60 + at.getUTCMinutes();
  const at = (time: string): Date => new Date(`2026-03-02T${time}:00Z`);
  const night = { from: '21:00', until: '08:00' };

  it.each<[string, DayPart | null, DayPart | null, string]>([
    ['12:00', night, null, '2026-03-02T12:00'],
    ['20:59', night, null, '2026-03-02T20:59'],
    ['21:00', night, null, '2026-03-03T08:00'],
    ['03:30', night, null, '2026-03-02T08:00'],
    ['08:00', night, null, '2026-03-02T08:00'],
    ['12:00', night, { from: '18:00', until: '20:00' }, '2026-03-02T18:00'],
    ['20:30', night, { from: '18:00', until: '20:00' }, '2026-03-03T18:00'],
    ['12:00', night, { from: '22:00', until: '23:00' }, '2026-03-02T22:00'],
    ['12:00', null, null, '2026-03-02T12:00'],
    ['12:00', { from: '09:00', until: '09:00' }, null, '2026-03-02T12:00'],
  ])('at %s with %j and %j allowed end at %s %s', (now, quiet, allowed, expected) => {
    expect(nextAllowed(at(now), utc, quiet, allowed).toISOString().slice(0, 16)).toBe(expected);
  });

  it('never let anything through within them, never lose it, and never delay it for more than two days', () => {
    const time = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
    const part = fc.record({ from: time, until: time });
    fc.assert(
      fc.property(fc.nat(1_440), part, fc.option(part), (minute, quiet, allowed) => {
        const now = new Date(at('00:00').getTime() + minute * 60_000 + 1_234);
        const next = nextAllowed(now, utc, quiet, allowed);
        expect(next.getTime()).toBeGreaterThanOrEqual(now.getTime());
        expect(next.getTime() - now.getTime()).toBeLessThan(2 * 86_400_000);
        if (!allowed) expect(isWithin(utc(next), quiet)).toBe(false);
        else if (allowed.from !== allowed.until) expect(isWithin(utc(next), allowed)).toBe(true);
      }),
    );
  });

  it('end at the next time the clock says so', () => {
    expect(atNext(at('09:00'), utc, '08:00').toISOString()).toBe('2026-03-03T08:00:00.000Z');
    expect(atNext(at('07:00'), utc, '08:00').toISOString()).toBe('2026-03-02T08:00:00.000Z');
  });
});
