import { LIMITS } from '../charter/limits.js';
import { Refusal } from '../refusal.js';
import { addDays, daysBetween, type LocalTime } from './wall-clock.js';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
type Weekday = (typeof WEEKDAYS)[number];
const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY'] as const;
type Frequency = (typeof FREQUENCIES)[number];
const PARTS = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'WKST'];
const DAYS_OF_WEEK = 7;

/** A recurrence as it is understood: the part of RFC 5545 (3.3.10) that appointments need. */
export interface Recurrence {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  /** The last day, local and included. */
  readonly until: string | null;
  readonly weekdays: readonly Weekday[];
  readonly week_starts: Weekday;
}

/**
 * Reads an RRULE: FREQ=DAILY, WEEKLY or MONTHLY with INTERVAL, either COUNT or UNTIL (a day), BYDAY without numbers for weeks, WKST.
 * Anything else is refused by name, and so is a rule without an end: nobody plans for ever.
 */
export function readRecurrence(rule: string): Recurrence {
  const parts = new Map<string, string>();
  for (const part of rule.replace(/^RRULE:/i, '').split(';')) {
    const [name = '', value = '', more] = part.toUpperCase().split('=');
    if (more !== undefined || value === '' || parts.has(name)) throw new Refusal('recurrence.unreadable', AT);
    if (!PARTS.includes(name))
      throw new Refusal('recurrence.part_unknown', { ...AT, parameters: { part: name.slice(0, 20) } });
    parts.set(name, value);
  }
  const frequency = FREQUENCIES.find((one) => one === parts.get('FREQ'));
  if (!frequency) throw new Refusal('recurrence.unreadable', AT);
  const count = parts.has('COUNT') ? whole(parts.get('COUNT')) : null;
  const until = parts.has('UNTIL') ? dayOf(parts.get('UNTIL') ?? '') : null;
  if ((count === null) === (until === null)) throw new Refusal('recurrence.end_needed', AT);
  if (count !== null && count > LIMITS.series_occurrences_max) throw tooMany();
  const weekdays = parts.has('BYDAY') ? (parts.get('BYDAY') ?? '').split(',').map(weekday) : [];
  if (weekdays.length > 0 && frequency !== 'WEEKLY') throw new Refusal('recurrence.unreadable', AT);
  return {
    frequency,
    interval: whole(parts.get('INTERVAL') ?? '1'),
    count,
    until,
    weekdays: [...new Set(weekdays)].sort((a, b) => WEEKDAYS.indexOf(a) - WEEKDAYS.indexOf(b)),
    week_starts: weekday(parts.get('WKST') ?? 'MO'),
  };
}

/**
 * Every local time of a series, the first included and the exceptions (local days) left out. The time of day stays, whatever the
 * clocks do; a month without such a day is left out (RFC 5545). Refuses a first time that its own rule does not hit, more
 * occurrences than the charter allows (exceptions counted), an end more than two years ahead, and a series with nothing in it.
 */
export function occurrencesOf(
  start: LocalTime,
  rule: Recurrence,
  exceptions: readonly string[] = [],
): LocalTime[] {
  const [first = '', time = ''] = start.split('T');
  const horizon = addDays(first, LIMITS.series_days_max);
  if (rule.until !== null && rule.until > horizon) throw tooFar();
  if (rule.until !== null && rule.until < first) throw new Refusal('recurrence.ends_before_start', AT);
  const days: string[] = [];
  for (const day of daysOf(first, rule)) {
    if (day < first) continue;
    if (rule.until !== null && day > rule.until) break;
    if (day > horizon) throw tooFar();
    days.push(day);
    if (days.length > LIMITS.series_occurrences_max) throw tooMany();
    if (days.length === rule.count) break;
  }
  if (days[0] !== first) throw new Refusal('recurrence.start_not_in_rule', AT);
  const unknown = exceptions.find((day) => !days.includes(day));
  if (unknown !== undefined)
    throw new Refusal('recurrence.exception_unknown', { field: 'exceptions', parameters: { day: unknown } });
  const kept = days.filter((day) => !exceptions.includes(day));
  if (kept.length === 0) throw new Refusal('recurrence.nothing_left', { field: 'exceptions' });
  return kept.map((day) => `${day}T${time}`);
}

/** The days a rule hits, in order and without end; those of the first week may lie before the first day. */
function* daysOf(first: string, rule: Recurrence): Generator<string> {
  if (rule.frequency === 'MONTHLY') yield* monthsOf(first, rule.interval);
  else if (rule.frequency === 'DAILY') for (let day = first; ; day = addDays(day, rule.interval)) yield day;
  else yield* weeksOf(first, rule);
}

function* monthsOf(first: string, interval: number): Generator<string> {
  const [year = 0, month = 0, day = 0] = first.split('-').map(Number);
  for (let n = 0; ; n += interval) {
    const at = new Date(Date.UTC(year, month - 1 + n, day));
    if (at.getUTCDate() === day) yield at.toISOString().slice(0, 10);
  }
}

function* weeksOf(first: string, rule: Recurrence): Generator<string> {
  const own = WEEKDAYS[weekdayOf(first)] as Weekday;
  const wanted = rule.weekdays.length > 0 ? rule.weekdays : [own];
  const begins = WEEKDAYS.indexOf(rule.week_starts);
  const fromStart = (one: Weekday): number => (WEEKDAYS.indexOf(one) - begins + DAYS_OF_WEEK) % DAYS_OF_WEEK;
  const places = wanted.map(fromStart).sort((a, b) => a - b);
  for (let week = addDays(first, -fromStart(own)); ; week = addDays(week, rule.interval * DAYS_OF_WEEK))
    for (const place of places) yield addDays(week, place);
}

/** Monday is 0. */
function weekdayOf(day: string): number {
  return ((daysBetween('2024-01-01', day) % DAYS_OF_WEEK) + DAYS_OF_WEEK) % DAYS_OF_WEEK;
}

const AT = { field: 'rule' } as const;

const tooMany = (): Refusal =>
  new Refusal('recurrence.too_many', { ...AT, parameters: { max: LIMITS.series_occurrences_max } });
const tooFar = (): Refusal =>
  new Refusal('recurrence.too_far', { ...AT, parameters: { days: LIMITS.series_days_max } });

function whole(text: string | undefined): number {
  if (text === undefined || !/^[1-9]\d{0,3}$/.test(text)) throw new Refusal('recurrence.unreadable', AT);
  return Number(text);
}

function weekday(text: string): Weekday {
  const found = WEEKDAYS.find((one) => one === text);
  if (!found) throw new Refusal('recurrence.unreadable', AT);
  return found;
}

/** `20270331` or `20270331T100000Z`: the day counts. A day that no calendar knows is refused. */
function dayOf(text: string): string {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?$/.exec(text) ?? [];
  const written = `${year}-${month}-${day}`;
  const at = new Date(`${written}T00:00:00Z`);
  if (year === undefined || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== written)
    throw new Refusal('recurrence.unreadable', AT);
  return written;
}
