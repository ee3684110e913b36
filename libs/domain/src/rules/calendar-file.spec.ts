import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarFile, type CalendarEvent } from './calendar-file.js';

const event = (changes: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: '1@calendar',
  starts: new Date('2026-03-02T08:00:00Z'),
  ends: new Date('2026-03-02T08:50:00Z'),
  stamped: new Date('2026-02-01T12:30:45.678Z'),
  sequence: 3,
  summary: 'Appointment',
  cancelled: false,
  ...changes,
});
const unfolded = (file: string): string => file.replaceAll('\r\n ', '');
const summaryIn = (file: string): string =>
  (/\r\nSUMMARY:(.*)\r\nSTATUS/s.exec(unfolded(file))?.[1] ?? '').replace(/\\(.)/gs, (_, sign: string) =>
    sign === 'n' ? '\n' : sign,
  );

describe('a calendar file', () => {
  it('says when, in UTC, and which version of it this is', () => {
    const lines = calendarFile([event()]).split('\r\n');
    expect(lines).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Calendar//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:1@calendar',
      'DTSTAMP:20260201T123045Z',
      'DTSTART:20260302T080000Z',
      'DTEND:20260302T085000Z',
      'SEQUENCE:3',
      'SUMMARY:Appointment',
      'STATUS:CONFIRMED',
      'CLASS:PRIVATE',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
    expect(calendarFile([event({ cancelled: true })])).toContain('\r\nSTATUS:CANCELLED\r\n');
  });

  it('folds after 75 octets at most, never within a letter, and is read back as it was written', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 }).filter((one) => !/\r|[\p{Cc}]/u.test(one));
    fc.assert(
      fc.property(
        fc.oneof(text, fc.string({ unit: fc.constantFrom('م', 'в', '😀', ',', ';', '\\', 'a') })),
        (summary) => {
          const file = calendarFile([event({ summary })]);
          for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(file).not.toMatch(/\uFFFD/);
          expect(Buffer.from(file, 'utf8').toString('utf8')).toBe(file);
          expect(summaryIn(file)).toBe(summary);
        },
      ),
    );
  });
});
