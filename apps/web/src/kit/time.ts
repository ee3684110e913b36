/** A day and a time of day on a clock on the wall, in no zone. */
export interface WallTime {
  /** YYYY-MM-DD */
  readonly date: string;
  /** HH:MM */
  readonly time: string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What the clock on the wall shows in a zone at an instant. */
export function wallOf(instant: Date, zone: string): WallTime {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((each) => each.type === type)?.value ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  };
}

/**
 * The instant at which the wall clock of a zone shows this, as an ISO string in UTC; null when day or time cannot be read.
 * A time that the spring change skips is moved forward, one that autumn repeats is the earlier.
 */
export function instantOf({ date, time }: WallTime, zone: string): string | null {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  const offsetAt = (instant: number): number => {
    const wall = wallOf(new Date(instant), zone);
    return Date.parse(`${wall.date}T${wall.time}:00Z`) - Math.floor(instant / MINUTE_MS) * MINUTE_MS;
  };
  const before = offsetAt(asUtc - DAY_MS);
  const after = offsetAt(asUtc + DAY_MS);
  for (const offset of [before, after]) {
    const instant = asUtc - offset;
    if (offsetAt(instant) === offset) return new Date(instant).toISOString();
  }
  return new Date(asUtc - before).toISOString();
}

/** Days of the weekend of a country, 1 Monday to 7 Sunday; Saturday and Sunday where the browser does not know. */
export function weekendOf(region: string): readonly number[] {
  try {
    const locale = new Intl.Locale('und', { region }) as Intl.Locale & {
      getWeekInfo?: () => { weekend: number[] };
      weekInfo?: { weekend: number[] };
    };
    return locale.getWeekInfo?.().weekend ?? locale.weekInfo?.weekend ?? [6, 7];
  } catch {
    return [6, 7];
  }
}

/** Ten o'clock on the next day that is no weekend, on the wall of the zone. */
export function nextWorkingMorning(now: Date, zone: string, region: string): WallTime {
  const weekend = weekendOf(region);
  let day = Date.parse(`${wallOf(now, zone).date}T00:00:00Z`);
  do day += DAY_MS;
  while (weekend.includes(new Date(day).getUTCDay() || 7));
  return { date: new Date(day).toISOString().slice(0, 10), time: '10:00' };
}

const HOUR_MS = 3_600_000;

/**
 * The free time to propose first: for somebody urgent the next full hour that is at least an hour away, whatever the day;
 * otherwise ten o'clock on the next working day.
 */
export function nextFreeTime(now: Date, zone: string, region: string, urgent: boolean): WallTime {
  if (!urgent) return nextWorkingMorning(now, zone, region);
  const wall = wallOf(new Date(now.getTime() + 2 * HOUR_MS - MINUTE_MS), zone);
  return { date: wall.date, time: `${wall.time.slice(0, 2)}:00` };
}

/** A day that many days from now, on the wall of the zone. */
export function dayAhead(now: Date, zone: string, days: number): string {
  return wallOf(new Date(now.getTime() + days * DAY_MS), zone).date;
}

/** Which day it is since that instant, the first being 1, counted by midnights on the wall of the zone. */
export function daysOn(since: Date, now: Date, zone: string): number {
  const midnight = (instant: Date): number => Date.parse(`${wallOf(instant, zone).date}T00:00:00Z`);
  return Math.round((midnight(now) - midnight(since)) / DAY_MS) + 1;
}

const latinDigits = (text: string): string =>
  text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0));

const DAY_PATTERNS = [
  { pattern: /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/, order: [1, 2, 3] },
  { pattern: /^(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4}|\d{2})$/, order: [3, 2, 1] },
  { pattern: /^(\d{2})(\d{2})(\d{4}|\d{2})$/, order: [3, 2, 1] },
] as const;

function fullYear(text: string, thisYear: number): number {
  if (text.length === 4) return Number(text);
  const year = 2000 + Number(text);
  return year > thisYear + 1 ? year - 100 : year;
}

/**
 * Reads a day typed in a hurry: 1.2.90, 01/02/1990, 01021990, 1990-02-01, in Latin or Arabic digits, day before month.
 * Returns YYYY-MM-DD, or null when it is no day of the calendar.
 */
export function readDay(typed: string, thisYear: number): string | null {
  const text = latinDigits(typed)
    .replace(/[\u200e\u200f\u2066-\u2069]/g, '')
    .trim();
  for (const { pattern, order } of DAY_PATTERNS) {
    const match = pattern.exec(text);
    if (!match) continue;
    const [year, month, day] = order.map((group) => match[group] ?? '') as [string, string, string];
    const iso = `${fullYear(year, thisYear)}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const instant = new Date(`${iso}T00:00:00Z`);
    return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso) ? iso : null;
  }
  return null;
}

/** A day as people write it: 01.02.1990; what is no ISO day comes back as it is. */
export const writeDay = (iso: string): string => iso.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3.$2.$1');
