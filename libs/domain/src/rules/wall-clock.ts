import { must } from '../must.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LOCAL = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/;
const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** A day and a time by the clock on the wall, `2026-03-29T10:00`. */
export type LocalTime = string;

/** What the clock on the wall shows at an instant, to the minute. The zone is an IANA name; an unknown one is a broken invariant. */
export function wallTime(at: Date, zone: string): LocalTime {
  let format = FORMATS.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA-u-ca-iso8601-nu-latn', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    FORMATS.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}`;
}

/** The clock on the wall of a zone: minutes since midnight there. */
export function wallClock(zone: string): (at: Date) => number {
  return (at) => {
    const time = wallTime(at, zone);
    return Number(time.slice(11, 13)) * 60 + Number(time.slice(14));
  };
}

/**
 * The instant at which the clock on the wall shows a time. An hour that comes twice in autumn means its first coming; one that is
 * left out in spring is counted with the offset from before (RFC 5545, 3.3.5).
 */
export function instantOf(local: LocalTime, zone: string): Date {
  must(LOCAL.test(local), 'a local time is a day and a time');
  const wall = Date.parse(`${local}:00Z`);
  const before = offsetAt(wall - DAY_MS, zone);
  const after = offsetAt(wall + DAY_MS, zone);
  const first = wall - before;
  if (offsetAt(first, zone) === before || before === after) return new Date(first);
  const second = wall - after;
  return new Date(offsetAt(second, zone) === after ? second : first);
}

/** How far the clock on the wall is ahead of UTC, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  return Date.parse(`${wallTime(new Date(minute), zone)}:00Z`) - minute;
}

/** The day so many days later, `2026-03-29`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days lie between two days; negative where the second comes before the first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}
