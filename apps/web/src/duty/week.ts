import type { DutyTurn } from '#domain/wire/house.js';
import { instantOf, wallOf } from '../kit/time.js';

const DAY_MS = 86_400_000;
export const WEEK_DAYS = 7;

const dayNumber = (on: string): number => Date.parse(`${on}T00:00:00Z`) / DAY_MS;
const dayOf = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

/** A day that many days after another. */
export const daysAfter = (on: string, days: number): string => dayOf(dayNumber(on) + days);

/** The first day of the week of a country, 1 Monday to 7 Sunday; Monday where the browser does not know. */
export function firstDayOfWeek(region: string): number {
  try {
    const locale = new Intl.Locale('und', { region }) as Intl.Locale & {
      getWeekInfo?: () => { firstDay: number };
      weekInfo?: { firstDay: number };
    };
    return locale.getWeekInfo?.().firstDay ?? locale.weekInfo?.firstDay ?? 1;
  } catch {
    return 1;
  }
}

/** The first day of the week in which a day lies. */
export function weekOf(on: string, firstDay: number): string {
  const weekday = new Date(`${on}T00:00:00Z`).getUTCDay() || WEEK_DAYS;
  return daysAfter(on, -((weekday - firstDay + WEEK_DAYS) % WEEK_DAYS));
}

export const isDay = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  !Number.isNaN(Date.parse(`${value}T00:00:00Z`));

/** A part of a day, by the clock on the wall of the site: somebody's turn, or nobody's. */
export interface Part {
  readonly from: string;
  /** `24:00` at the end of the day. */
  readonly until: string;
  readonly turn: DutyTurn | null;
  /** The instants of a part that is nobody's, to plan a turn for. */
  readonly from_at: string;
  readonly until_at: string;
}

/** The parts of a day of one site and level, without a gap: turns cut at midnight, and what is nobody's between them. */
export function partsOfDay(on: string, zone: string, turns: readonly DutyTurn[]): Part[] {
  const starts = instantOf({ date: on, time: '00:00' }, zone) ?? '';
  const ends = instantOf({ date: daysAfter(on, 1), time: '00:00' }, zone) ?? '';
  const time = (at: string): string => (at >= ends ? '24:00' : wallOf(new Date(at), zone).time);
  const parts: Part[] = [];
  let at = starts;
  const add = (until: string, turn: DutyTurn | null): void => {
    parts.push({ from: time(at), until: time(until), turn, from_at: at, until_at: until });
    at = until;
  };
  const ordered = turns
    .filter(({ from_at, until_at }) => from_at < ends && until_at > starts)
    .sort((one, other) => one.from_at.localeCompare(other.from_at));
  for (const turn of ordered) {
    const begins = turn.from_at > starts ? turn.from_at : starts;
    if (begins > at) add(begins, null);
    add(turn.until_at < ends ? turn.until_at : ends, turn);
  }
  if (at < ends) add(ends, null);
  return parts;
}
