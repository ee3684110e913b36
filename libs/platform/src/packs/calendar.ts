import { DateTime } from 'luxon';
import { must } from '#domain/must.js';
import type { Calendar, IsoWeekday, SiteWeek } from './pack.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long somebody has to act: hours run round the clock, business days are those of whoever must act. */
export type Delay = { readonly hours: number } | { readonly businessDays: number };

/**
 * When a delay that starts now is over. Hours are elapsed hours, whatever the local clock does in between. Business days
 * keep the local time of day; what arrives outside working hours counts as arrived when the next working day opens, so
 * "one business day" sent on a Cairo Thursday evening is due when Monday opens.
 */
export function dueAt(calendar: Calendar, timeZone: string, now: Date, delay: Delay): Date {
  const start = DateTime.fromJSDate(now, { zone: timeZone });
  must(start.isValid, `the time zone ${timeZone} is known`);
  if ('hours' in delay) return start.plus({ hours: delay.hours }).toJSDate();
  let due = workingInstant(calendar, start);
  for (let left = delay.businessDays; left > 0; left--) {
    due = atMs(nextWorkingDay(calendar, due), sinceMidnight(due));
  }
  return due.toJSDate();
}

/**
 * When a share of a delay that starts now is over: 0.5 is half of it, 2 is twice as long; the rungs of the ladder are
 * such shares. Hours are elapsed hours; business days are working time, walked by the local clock through the working
 * hours of the calendar, so that half of one day sent at noon is not due at midnight. Share 1 is exactly `dueAt`. Where
 * a site is at work in the hour in which the clocks change, the answer may be off by that hour.
 */
export function shareOf(
  calendar: Calendar,
  timeZone: string,
  start: Date,
  delay: Delay,
  share: number,
): Date {
  must(share > 0, 'a share of a delay is a part of it or a multiple');
  if ('hours' in delay) return new Date(start.getTime() + Math.round(share * delay.hours * HOUR));
  const local = DateTime.fromJSDate(start, { zone: timeZone });
  must(local.isValid, `the time zone ${timeZone} is known`);
  const opens = msOfDay(calendar.working_hours.from);
  const workingDay = msOfDay(calendar.working_hours.to) - opens;
  let day = workingInstant(calendar, local);
  const worked = sinceMidnight(day) - opens + Math.round(share * delay.businessDays * workingDay);
  for (let left = Math.floor(worked / workingDay); left > 0; left--) day = nextWorkingDay(calendar, day);
  return atMs(day, opens + (worked % workingDay)).toJSDate();
}

/** The calendar of a site: its own weekend and hours, over the holidays of its jurisdiction. */
export function siteCalendar(pack: Calendar, site: SiteWeek): Calendar {
  return {
    holidays: pack.holidays,
    weekend_days: (site.weekend_days as readonly IsoWeekday[] | null) ?? pack.weekend_days,
    working_hours:
      site.opens === null || site.closes === null
        ? pack.working_hours
        : { from: site.opens, to: site.closes },
  };
}

/** Whether anybody is at work on the day of this instant. */
export function isWorkingDay(calendar: Calendar, day: DateTime): boolean {
  if ((calendar.weekend_days as readonly number[]).includes(day.weekday)) return false;
  return (
    !calendar.holidays.includes(day.toFormat('MM-dd')) &&
    !calendar.holidays.includes(day.toFormat('yyyy-MM-dd'))
  );
}

/** The instant itself inside working hours, else the opening of the next working day. */
function workingInstant(calendar: Calendar, instant: DateTime): DateTime {
  const { from, to } = calendar.working_hours;
  const time = instant.toFormat('HH:mm');
  if (isWorkingDay(calendar, instant)) {
    if (time < from) return at(instant, from);
    if (time < to) return instant;
  }
  return at(nextWorkingDay(calendar, instant), from);
}

function nextWorkingDay(calendar: Calendar, instant: DateTime): DateTime {
  // A year and more without a working day is a pack nobody can work by.
  for (let days = 1; days <= 400; days++) {
    const day = instant.startOf('day').plus({ days });
    if (isWorkingDay(calendar, day)) return day;
  }
  must(false, 'a calendar has working days');
}

function at(day: DateTime, time: string): DateTime {
  return atMs(day, msOfDay(time));
}

/** The local clock shows this many milliseconds after midnight, whatever the clocks did that day. */
function atMs(day: DateTime, ms: number): DateTime {
  return day.startOf('day').set({
    hour: Math.floor(ms / HOUR),
    minute: Math.floor((ms % HOUR) / MINUTE),
    second: Math.floor((ms % MINUTE) / 1000),
    millisecond: ms % 1000,
  });
}

function msOfDay(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return (hour ?? 0) * HOUR + (minute ?? 0) * MINUTE;
}

function sinceMidnight({ hour, minute, second, millisecond }: DateTime): number {
  return hour * HOUR + minute * MINUTE + second * 1000 + millisecond;
}
