import { createHash } from 'node:crypto';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import type { ContactRulesRequest, PushDevice } from '#domain/wire/notices.js';
import { isMailAddress } from '#platform/config/message-settings.js';
import { isPushAddress } from '#platform/messages/push-sender.js';

const PHONE = /^\+[1-9]\d{6,14}$/;

/** A telephone number with its country code, as digits (E.164). Refuses anything else. */
export function readPhone(text: string | null): string | null {
  if (text === null || text.trim() === '') return null;
  const digits = text
    .normalize('NFKC')
    .replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replaceAll(/[\s()\u2010-\u2015\u200e\u200f-]/g, '')
    .replace(/^00/, '+');
  if (!PHONE.test(digits)) throw new Refusal('contact.address', { field: 'phone' });
  return digits;
}

/** One mail address. Refuses anything else. */
export function readEmail(text: string | null): string | null {
  const address = text?.trim() ?? '';
  if (address === '') return null;
  if (!isMailAddress(address)) throw new Refusal('contact.address', { field: 'email' });
  return address;
}

/** What a client said, as it is kept. Refuses a channel that leads nowhere: nothing is filled in for anybody. */
export function readRules(said: ContactRulesRequest): ContactRulesRequest {
  const { do_not_contact, channels, hours, leave_message, say_from, say_when, language, phone_read_by } =
    said;
  const email = readEmail(said.email);
  const phone = readPhone(said.phone);
  if (channels.includes('email') && email === null) throw new Refusal('field.required', { field: 'email' });
  if (channels.includes('sms') && phone === null) throw new Refusal('field.required', { field: 'phone' });
  return {
    do_not_contact,
    channels: [...new Set(channels)],
    email,
    phone,
    hours: hours && { from: hours.from, until: hours.until },
    leave_message,
    say_from,
    say_when,
    language,
    phone_read_by,
    note: said.note?.trim() ? said.note.trim().slice(0, LIMITS.contact_note_characters_max) : null,
  };
}

const KEY = /^[A-Za-z0-9_-]{80,100}$/;
const AUTH = /^[A-Za-z0-9_-]{20,32}$/;

/** Adds a browser; the oldest goes where there are more than five. Refuses an address that is none of a known push service. */
export function addDevice(
  devices: readonly PushDevice[],
  { endpoint, p256dh, auth }: PushDevice,
  hosts: readonly string[],
): PushDevice[] {
  if (!isPushAddress(endpoint, hosts) || !KEY.test(p256dh) || !AUTH.test(auth))
    throw new Refusal('contact.address', { field: 'endpoint' });
  const others = devices.filter((device) => device.endpoint !== endpoint);
  return [...others, { endpoint, p256dh, auth }].slice(-LIMITS.push_devices_max);
}

const MARK_CHARACTERS = 22;

/** By which a browser finds itself among those that are told, without anybody being told its address. */
export function deviceMark({ endpoint }: PushDevice): string {
  return createHash('sha256').update(endpoint).digest('base64url').slice(0, MARK_CHARACTERS);
}

/** The browsers without the one of this mark. */
export function withoutDevice(devices: readonly PushDevice[], mark: string): PushDevice[] {
  return devices.filter((device) => deviceMark(device) !== mark);
}
