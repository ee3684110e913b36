import { DateTime } from 'luxon';
import type { Language } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import { noticeSpec, type NoticeChannel, type NoticeKind, type NoticeMode } from '#domain/charter/notices.js';
import { channelsForAccount, channelsForClient } from '#domain/rules/notice-route.js';
import { atNext, nextAllowed, type DayPart } from '#domain/rules/quiet-hours.js';
import { wallClock } from '#domain/rules/wall-clock.js';
import type { ContactRules } from '#domain/wire/notices.js';

/** A notice and whoever it is for, as far as it decides where and when it is told. */
export interface NoticeReader {
  readonly kind: NoticeKind;
  readonly now: Date;
  /** Where the house is: its clock on the wall is the reader's. */
  readonly zone: string;
  /** The jurisdiction's. */
  readonly quiet: DayPart;
  /** Of a client: what they said; null: nothing, or nobody may be told. Undefined for staff. */
  readonly rules?: ContactRules | null | undefined;
  readonly mode: NoticeMode;
  readonly hasEmail: boolean;
  readonly devices: number;
  /** A member of staff's own, beside the jurisdiction's. */
  readonly ownQuiet: DayPart | null;
  readonly onDuty: boolean;
  readonly language: Language;
}

export interface PlannedMessage {
  readonly channel: NoticeChannel;
  readonly dueAt: Date;
  /** The day of the mail that stands for many. */
  readonly digestOn: string | null;
}

/** By which channels a notice may leave now, by the rules of its reader. */
export function channelsOf(reader: NoticeReader): readonly NoticeChannel[] | 'digest' {
  if (reader.rules !== undefined) return channelsForClient(reader.kind, reader.rules);
  return channelsForAccount(reader.kind, reader);
}

/** When a message to this reader may leave: urgent ones to those on duty at once, others outside of the quiet hours. */
export function dueFor(reader: NoticeReader): Date {
  const { kind, now, zone, quiet, rules, onDuty, ownQuiet } = reader;
  if (rules !== undefined) return nextAllowed(now, wallClock(zone), quiet, rules?.hours ?? null);
  if (noticeSpec(kind).urgency === 'urgent' && onDuty) return now;
  return nextAllowed(now, wallClock(zone), ownQuiet ?? quiet, null);
}

/**
 * The messages of a notice. Above the limit nothing more leaves: a client finds it in the window, and a member of staff in the
 * mail of the next morning.
 */
export function planMessages(
  reader: NoticeReader,
  already: Readonly<Partial<Record<NoticeChannel, number>>>,
): PlannedMessage[] {
  const channels = channelsOf(reader);
  if (channels === 'digest') return [digestOf(reader)];
  const limit = limitOf(reader);
  const free = channels.filter((channel) => (already[channel] ?? 0) < limit);
  if (free.length < channels.length && reader.rules === undefined && reader.hasEmail)
    return [...free.map((channel) => ({ channel, dueAt: dueFor(reader), digestOn: null })), digestOf(reader)];
  return free.map((channel) => ({ channel, dueAt: dueFor(reader), digestOn: null }));
}

/** How long messages are counted back for the limit, in hours. */
export function limitHours(isClient: boolean): number {
  return isClient ? 24 : 1;
}

function limitOf({ rules, kind }: NoticeReader): number {
  if (rules !== undefined) return LIMITS.client_messages_per_day;
  return noticeSpec(kind).urgency === 'urgent'
    ? LIMITS.staff_urgent_messages_per_hour
    : LIMITS.staff_messages_per_hour;
}

function digestOf({ now, zone }: NoticeReader): PlannedMessage {
  const hour = `${String(LIMITS.digest_hour).padStart(2, '0')}:00`;
  // A mail that leaves this very minute would miss what comes in it.
  const dueAt = atNext(new Date(now.getTime() + 60_000), wallClock(zone), hour);
  return {
    channel: 'email',
    dueAt,
    digestOn: DateTime.fromJSDate(dueAt, { zone }).toISODate() ?? dueAt.toISOString().slice(0, 10),
  };
}

/** Day and hour as the reader writes them, in the zone of the house. */
export function whenOf(at: Date, zone: string, language: Language): string {
  return new Intl.DateTimeFormat(`${language}-u-nu-latn`, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(at);
}
