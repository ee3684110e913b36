const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Closer than this a deadline is near, whatever its whole length is. */
const NEAR_MS = 2 * HOUR_MS;
/** From here on days are counted: "47 hours" still says more than "1 day". */
const DAYS_FROM_MS = 2 * DAY_MS;

export type ClockTone = 'late' | 'soon' | 'calm';

export interface ClockReading {
  readonly tone: ClockTone;
  readonly unit: 'minutes' | 'hours' | 'days';
  readonly count: number;
}

/**
 * How a deadline stands at an instant. Whole units, rounded down: nobody is told of time that is not there. The last quarter
 * of the way from `sinceMs` is near, as are the last two hours.
 */
export function readClock(dueMs: number, nowMs: number, sinceMs?: number): ClockReading {
  const left = dueMs - nowMs;
  const length = Math.abs(left);
  const near = sinceMs === undefined ? NEAR_MS : Math.max(NEAR_MS, (dueMs - sinceMs) / 4);
  const tone: ClockTone = left <= 0 ? 'late' : left < near ? 'soon' : 'calm';
  if (length >= DAYS_FROM_MS) return { tone, unit: 'days', count: Math.floor(length / DAY_MS) };
  if (length >= HOUR_MS) return { tone, unit: 'hours', count: Math.floor(length / HOUR_MS) };
  return { tone, unit: 'minutes', count: Math.max(1, Math.floor(length / MINUTE_MS)) };
}
