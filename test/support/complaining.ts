import type { Page } from '#domain/wire/common.js';
import type { ComplaintFiled, ComplaintView } from '#domain/wire/rights.js';
import { granted } from './journey.js';
import type { Staff } from './staff.js';
import { Voice } from './voice.js';

/** What complainants chose to follow their complaints with. */
export const SECRET = 'a bird at the window';

export async function codeOfHouseOf(by: Staff): Promise<string> {
  return granted(await by.get<{ organisation: { code: string } }>('/api/session')).organisation.code;
}

/** Somebody without a name files a complaint about a house, on the public page. */
export async function complainTo(
  url: string,
  about: string,
  changes: Readonly<Record<string, string>> = {},
  language = 'en',
): Promise<Voice> {
  const voice = await new Voice(url, language).open('/voice/new');
  return await voice.send('/voice/new', {
    about,
    category: 'treatment',
    words: 'Nobody explained what I was given.',
    about_whom: 'the tall one',
    passphrase: SECRET,
    ...changes,
  });
}

export const listOf = async (by: Staff): Promise<ComplaintView[]> =>
  granted(await by.get<Page<ComplaintView>>('/api/complaints?limit=100')).items;
export const find = async (by: Staff, code: string): Promise<ComplaintView | undefined> =>
  (await listOf(by)).find(({ reference }) => reference === code);
export const act = <T = ComplaintView>(by: Staff, to: ComplaintView, what: string, body?: object) =>
  by.post<T>(`/api/complaints/${to.complaint}/${what}`, body, { version: to.version });

/** Writes down what somebody said on the telephone. */
export const record = (by: Staff, body: object) =>
  by.post<ComplaintFiled>('/api/complaints', {
    channel: 'phone',
    submitter: 'other',
    category: 'money',
    concerns_minor: false,
    words: 'I was asked to pay.',
    language: 'ar',
    ...body,
  });
