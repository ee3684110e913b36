import type { Language } from '../charter/code-lists.js';
import {
  CLIENT_NOTICES,
  type AccountNoticeKind,
  type ClientNoticeKind,
  type NoticeChannel,
  type NoticeKind,
} from '../charter/notices.js';
import { NOTICES_AR } from './notices.ar.js';
import { NOTICES_EN } from './notices.en.js';
import { NOTICES_RU } from './notices.ru.js';

type SaysWhen = {
  [K in ClientNoticeKind]: (typeof CLIENT_NOTICES)[K] extends { says_when: true } ? K : never;
}[ClientNoticeKind];

/** The words of everything that leaves the house, in one language. `{when}` and `{link}` are all that is ever filled in. */
export interface NoticeWords {
  readonly client: {
    readonly subject: string;
    readonly lines: Readonly<Record<ClientNoticeKind, string>>;
    readonly dated: Readonly<Record<SaysWhen, string>>;
    readonly open: string;
    readonly why: string;
  };
  readonly account: {
    readonly subject: string;
    readonly lines: Readonly<Record<AccountNoticeKind, string>>;
    readonly digest: string;
    readonly open: string;
    readonly why: string;
  };
}

export const NOTICE_WORDS: Readonly<Record<Language, NoticeWords>> = {
  en: NOTICES_EN,
  ru: NOTICES_RU,
  ar: NOTICES_AR,
};

/** All that may stand in a template. */
export const NOTICE_PLACEHOLDERS = ['{when}', '{link}'] as const;

export interface NoticeText {
  /** The subject of a mail, the headline of a push message; a text message has none. */
  readonly subject: string | null;
  readonly body: string;
}

const isClientKind = (kind: string): kind is ClientNoticeKind => Object.hasOwn(CLIENT_NOTICES, kind);

/** The line of a notice: for whom it is, its kind, and whether it may say when. */
function lineOf(kind: NoticeKind | 'digest', words: NoticeWords, saysWhen: boolean): string {
  if (kind === 'digest') return words.account.digest;
  if (!isClientKind(kind)) return words.account.lines[kind];
  const dated: Partial<Record<ClientNoticeKind, string>> = words.client.dated;
  return (saysWhen ? dated[kind] : undefined) ?? words.client.lines[kind];
}

/**
 * The template of a message: what stands on a locked screen says neither what it is about nor where it comes from (R-P07). A push
 * message is its headline alone, and its words lie in the browser: what travels says only for whom it is.
 */
export function noticeTemplate(
  kind: NoticeKind | 'digest',
  channel: NoticeChannel,
  language: Language,
  saysWhen = false,
): NoticeText {
  const words = NOTICE_WORDS[language];
  const { subject, open, why } = kind !== 'digest' && isClientKind(kind) ? words.client : words.account;
  if (channel === 'push') return { subject, body: '' };
  const line = lineOf(kind, words, saysWhen);
  if (channel === 'sms') return { subject: null, body: `${line} ${open}` };
  return { subject, body: `${line}\n\n${open}\n\n${why}\n` };
}

/** A template with what may be filled in. */
export function noticeText(
  template: NoticeText,
  filled: { readonly when: string; readonly link: string },
): NoticeText {
  const fill = (text: string): string =>
    text.replaceAll('{when}', filled.when).replaceAll('{link}', filled.link);
  return { subject: template.subject && fill(template.subject), body: fill(template.body) };
}
