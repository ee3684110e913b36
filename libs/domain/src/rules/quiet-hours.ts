/** A part of the day by the clock on the wall, `HH:MM` to `HH:MM`; it may reach over midnight. Nothing between two equal times. */
export interface DayPart {
  readonly from: string;
  readonly until: string;
}

/** What the clock on the wall says, in minutes since midnight. */
export type WallClock = (at: Date) => number;

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
/** How often a candidate is moved before nothing fits: two ends of two parts on two days. */
const MOVES_MAX = 8;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether a part of the day holds a minute of it. */
export function isWithin(minute: number, { from, until }: DayPart): boolean {
  const [begin, end] = [minutesOf(from), minutesOf(until)];
  return begin <= end ? begin <= minute && minute < end : minute >= begin || minute < end;
}

/**
 * The first instant, not before `at`, outside of the quiet hours and within the allowed ones. Where the two leave no minute of the
 * day, what the reader allows goes before. A change of the clocks in between moves it by that hour at most, and it is looked at again.
 */
export function nextAllowed(
  at: Date,
  clock: WallClock,
  quiet: DayPart | null,
  allowed: DayPart | null,
): Date {
  let next = at;
  for (let moves = 0; moves < MOVES_MAX; moves++) {
    const minute = clock(next);
    const end =
      quiet && isWithin(minute, quiet)
        ? quiet.until
        : allowed && allowed.from !== allowed.until && !isWithin(minute, allowed)
          ? allowed.from
          : null;
    if (end === null) return next;
    next = atNext(next, clock, end);
  }
  return quiet ? nextAllowed(at, clock, null, allowed) : at;
}

/** The next time the clock on the wall says so, the minute itself included. */
export function atNext(at: Date, clock: WallClock, time: string): Date {
  const minutes = (minutesOf(time) - clock(at) + DAY_MINUTES) % DAY_MINUTES;
  const whole = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
  return new Date(minutes === 0 ? Math.max(whole, at.getTime()) : whole + minutes * MINUTE_MS);
}
