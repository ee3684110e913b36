import { DateTime } from 'luxon';
import { RECEIVERS_OWN_ACTS, type ReceiverCopy, type SenderCopy } from '#domain/wire/export.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const OWN_ACTS: readonly string[] = RECEIVERS_OWN_ACTS;

/**
 * The copy that leaves the house of a receiver. Two partners that were asked for the same client on the same morning, or of
 * which one was told that the other was first, could find each other by instants; by days they find everybody the sender
 * asked for that day. What the receiver did itself is its own to the minute (docs/indicators.md, "Exports").
 */
export function toReceiverCopy(handoff: SenderCopy, timeZone: string): ReceiverCopy {
  return byTheDay(handoff, timeZone) as ReceiverCopy;
}

function byTheDay(value: unknown, timeZone: string): unknown {
  if (Array.isArray(value)) return value.map((member: unknown) => byTheDay(member, timeZone));
  if (typeof value === 'string') return INSTANT.test(value) ? dayOf(value, timeZone) : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) => {
      if (!OWN_ACTS.includes(name)) return [name.replace(/_at$/, '_on'), byTheDay(member, timeZone)];
      const isOwnAct = typeof member === 'string' && INSTANT.test(member);
      return [name, isOwnAct ? toTheMinute(member) : byTheDay(member, timeZone)];
    }),
  );
}

function dayOf(instant: string, timeZone: string): string {
  return DateTime.fromISO(instant, { zone: timeZone }).toFormat('yyyy-MM-dd');
}

function toTheMinute(instant: string): string {
  return `${instant.slice(0, 16)}:00.000Z`;
}
