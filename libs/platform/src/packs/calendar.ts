import { DateTime } from 'luxon';
import { must } from '#domain/must.js';
import type { Calendar } from './pack.js';

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
    const timeOfDay = {
      hour: due.hour,
      minute: due.minute,
      second: due.second,
      millisecond: due.millisecond,
    };
    due = nextWorkingDay(calendar, due).set(timeOfDay);
  }
  return due.toJSDate();
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
  const [hour, minute] = time.split(':').map(Number);
  return day.startOf('day').set({ hour: hour ?? 0, minute: minute ?? 0 });
}
