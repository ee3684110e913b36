import { careWordsIn } from '#domain/words/care-words.js';

export const SMTP_TLS = ['required', 'if_offered', 'off'] as const;
export type SmtpTls = (typeof SMTP_TLS)[number];

export interface EmailSettings {
  /** `smtp:` or `smtps:`, with user and password where the server asks for them. */
  readonly url: string;
  readonly from: string;
  /** Of `smtp:`: whether the connection must be encrypted (STARTTLS). */
  readonly tls: SmtpTls;
}

export interface SmsSettings {
  readonly url: string;
  /** Shown to the gateway, and signs its receipts. */
  readonly secret: string;
}

export interface PushSettings {
  /** Where a push service writes when something is wrong (RFC 8292): `mailto:` or `https:`. */
  readonly contact: string;
  /** Push services that are called. */
  readonly hosts: readonly string[];
}

/** How messages leave the house; what is undefined is simulated. */
export interface MessageSettings {
  readonly senderName: string;
  readonly email?: EmailSettings | undefined;
  readonly sms?: SmsSettings | undefined;
  readonly push?: PushSettings | undefined;
}

/** The push services of the browsers there are. */
const PUSH_HOSTS =
  'fcm.googleapis.com,updates.push.services.mozilla.com,*.push.services.mozilla.com,*.push.apple.com,*.notify.windows.com';
const SENDER_NAME = 'Handrail';
const ADDRESS = /^[^\s@<>"',;:()]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/i;
const SECRET_CHARACTERS_MIN = 16;

/** The part of the reader of the environment that is used here. */
export interface SettingsReader {
  text(name: string): string | undefined;
  secret(name: string): string | undefined;
  url(name: string, protocols: readonly string[]): string | undefined;
  checked(name: string, fallback: string, accepts: (text: string) => boolean, wanted: string): string;
  complain(problem: string): void;
}

/** Whether a text is one mail address, and nothing beside it. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}

/**
 * Reads how messages leave the house. Refuses half of a setting, a sender's name or an own address that tells care (R-P07: every message
 * names the address), and in a demonstration every server that is not on this machine.
 */
export function readMessageSettings(
  reader: SettingsReader,
  demo: boolean,
  publicUrl: string,
): MessageSettings {
  const senderName = reader.checked(
    'HANDRAIL_SENDER_NAME',
    SENDER_NAME,
    (name) => /^[\p{L}\p{N} .-]{1,40}$/u.test(name) && careWordsIn(name).length === 0,
    'a neutral name of at most 40 letters that says nothing of care',
  );
  const settings = Object.freeze({
    senderName,
    email: readEmail(reader, demo),
    sms: readSms(reader, demo),
    push: readPush(reader),
  });
  const leaves = settings.email ?? settings.sms ?? settings.push;
  if (leaves && careWordsIn(publicUrl.replaceAll(/[^\p{L}\p{N}]/gu, ' ')).length > 0)
    reader.complain(
      'PUBLIC_URL must say nothing of care where messages leave the house: each of them names it.',
    );
  return settings;
}

function readEmail(reader: SettingsReader, demo: boolean): EmailSettings | undefined {
  const url = reader.url('HANDRAIL_SMTP_URL', ['smtp:', 'smtps:']);
  const from = reader.text('HANDRAIL_SMTP_FROM');
  const tls = reader.checked(
    'HANDRAIL_SMTP_TLS',
    'required',
    (text) => (SMTP_TLS as readonly string[]).includes(text),
    `one of ${SMTP_TLS.join(', ')}`,
  ) as SmtpTls;
  if (url === undefined && from === undefined) return undefined;
  if (url === undefined || from === undefined)
    reader.complain('HANDRAIL_SMTP_URL and HANDRAIL_SMTP_FROM belong together: set both.');
  else if (!isMailAddress(from) || careWordsIn(from.replaceAll(/[@.]/g, ' ')).length > 0)
    reader.complain('HANDRAIL_SMTP_FROM must be one mail address that says nothing of care.');
  else if (demo && !isOwnMachine(url))
    reader.complain('HANDRAIL_SMTP_URL may only name this machine in a demonstration.');
  else return Object.freeze({ url, from, tls });
  return undefined;
}

function readSms(reader: SettingsReader, demo: boolean): SmsSettings | undefined {
  const url = reader.url('HANDRAIL_SMS_URL', ['http:', 'https:']);
  const secret = reader.secret('HANDRAIL_SMS_SECRET');
  if (url === undefined && secret === undefined) return undefined;
  if (url === undefined || secret === undefined)
    reader.complain('HANDRAIL_SMS_URL and HANDRAIL_SMS_SECRET belong together: set both.');
  else if (secret.length < SECRET_CHARACTERS_MIN)
    reader.complain(`HANDRAIL_SMS_SECRET must have ${SECRET_CHARACTERS_MIN} characters or more.`);
  else if (!url.startsWith('https:') && !isOwnMachine(url))
    reader.complain('HANDRAIL_SMS_URL must begin with https://, unless it names this machine.');
  else if (demo && !isOwnMachine(url))
    reader.complain('HANDRAIL_SMS_URL may only name this machine in a demonstration.');
  else return Object.freeze({ url, secret });
  return undefined;
}

function readPush(reader: SettingsReader): PushSettings | undefined {
  const contact = reader.text('HANDRAIL_PUSH_CONTACT');
  const hosts = (reader.text('HANDRAIL_PUSH_HOSTS') ?? PUSH_HOSTS).split(',').map((host) => host.trim());
  if (contact === undefined) return undefined;
  if (/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(contact)) return Object.freeze({ contact, hosts });
  reader.complain('HANDRAIL_PUSH_CONTACT must begin with mailto: or https://.');
  return undefined;
}

function isOwnMachine(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}
