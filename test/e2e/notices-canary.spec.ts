import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ContactService } from '#casework/notices/contact.service.js';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import { ACCOUNT_NOTICES, ACCOUNT_NOTICE_KINDS, CLIENT_NOTICE_KINDS } from '#domain/charter/notices.js';
import { careWordsIn } from '#domain/words/care-words.js';
import { NOTICE_WORDS } from '#domain/words/notices.js';
import { clientActor } from '#platform/db/actor.js';
import { eventually } from '../support/application.js';
import { huntBytes, needlesOf } from '../support/canary-hunt.js';
import { admitNamed, granted, SAFE } from '../support/journey.js';
import { writeContact } from '../support/telling.js';
import { ToldClients } from '../support/told-clients.js';

/** Names that stand nowhere else in the world: of people, houses, places, colleagues and medicines. */
const NAMES = [
  ...[
    'Zyxquille',
    'Wrothvandermoosen',
    'Quibblethorpe Lane 77',
    'Ждобрыня',
    'Щукоброндский',
    'غضنفرالدين',
    'القسطلمبيرزي',
  ],
  ...[
    'Brindlewick Haven',
    'Приютово Кряквинское',
    'دار الخزعبلات',
    'Ward Snorrigan',
    'Палата Фырчинская',
    'جناح القشمريط',
  ],
  ...['Dr Plombeskew', 'methazorphine 60', 'say you are Auntie Klumpwig'],
];
const [, , ADDRESS, , , , , HOUSE_EN, HOUSE_RU, HOUSE_AR, SITE_EN, SITE_RU, SITE_AR, COLLEAGUE, DRUG, NOTE] =
  NAMES;
const PEOPLE = {
  en: { given_name: NAMES[0]!, family_name: NAMES[1]!, birth_on: '1931-02-27' },
  ru: { given_name: NAMES[3]!, family_name: NAMES[4]!, birth_on: '1948-10-29' },
  ar: { given_name: NAMES[5]!, family_name: NAMES[6]!, birth_on: '1961-08-23' },
};
/** What the house itself is called and what it does: words that must not leave either. */
const HOUSE = {
  en: `${HOUSE_EN} methadone clinic`,
  ru: `Наркология ${HOUSE_RU}`,
  ar: `عيادة الإدمان ${HOUSE_AR}`,
};
const STAFF_LOGINS: Readonly<Record<Language, string>> = {
  en: 'clinician@detox.eg.demo',
  ru: 'duty-manager@detox.eg.demo',
  ar: 'privacy-officer@detox.eg.demo',
};

let at: ToldClients;
beforeAll(async () => {
  at = await ToldClients.open();
}, 120_000);
afterAll(() => at?.close(), 60_000);
const clients = new Map<Language, string>();
const accounts = new Map<Language, string>();
let secrets: string[] = [];

/** A client who allowed every way, and named nothing that may be said. */
async function openClient(language: Language): Promise<void> {
  const code = await admitNamed(at.manager, {
    language,
    identity: {
      ...PEOPLE[language],
      sex: 'female',
      phones: [`+20109973146${clients.size}`],
      address: ADDRESS!,
    },
    safety: { ...SAFE, medicines: DRUG!, allergies: 'غضنفرالدين القسطلمبيرزي' },
  });
  const ways = { channels: ['email' as const, 'sms' as const], phone_read_by: 'only_me' as const, language };
  const [email, phone] = [`box-${language}@post.example`, at.number('10')];
  await writeContact(at.manager, code, { ...ways, email, phone, note: NOTE! });
  const contacts = at.house.app.get(ContactService);
  const actor = clientActor(await at.idOf(code));
  await contacts.addOwnBrowser(actor, {}, 1, at.telling.push.subscribe(`client-${language}`));
  clients.set(language, code);
}

async function openColleague(language: Language): Promise<void> {
  const colleague = await at.house.as(STAFF_LOGINS[language]);
  const email = `desk-${language}@post.example`;
  granted(
    await colleague.put('/api/notices/preferences', { mode: 'at_once', email, quiet: null }, { version: 0 }),
  );
  granted(await colleague.post('/api/notices/devices', at.telling.push.subscribe(`staff-${language}`)));
  const [row] = await at.house.rows<{ id: string }>(
    'update access.account set language = $2, display_name = $3 where login = $1 returning id',
    [colleague.login, language, COLLEAGUE],
  );
  accounts.set(language, row!.id);
}

/** Waits until whatever was told has left, and lets a day go by for the limits. */
async function passADay(): Promise<void> {
  await eventually(
    async () =>
      (
        await at.house.rows(
          `select from bus.outbox where topic like 'notice.%' and done_at is null and dead_at is null
           union all select from care.notice_delivery where outcome is null`,
        )
      ).length === 0,
    'everything has left',
    30,
  );
  await at.house.rows(`update care.notice_delivery set created_at = created_at - interval '2 days'`);
}

/** Tells every client or colleague of every kind, as many a day as the limits let through. */
async function tellAll(
  readers: 'clients' | 'colleagues',
  kinds: readonly string[],
  cause: string,
): Promise<void> {
  const isClient = readers === 'clients';
  const aDay = isClient ? LIMITS.client_messages_per_day : LIMITS.staff_messages_per_hour;
  for (let first = 0; first < kinds.length; first += aDay) {
    for (const kind of kinds.slice(first, first + aDay))
      for (const language of LANGUAGES) {
        const client = isClient ? await at.idOf(clients.get(language)!) : null;
        await at.house.rows(`select care.tell($1, $2, $3, $4, $5, now() + interval '3 days', null)`, [
          client,
          isClient ? null : accounts.get(language),
          kind,
          cause,
          isClient ? null : clients.get(language),
        ]);
      }
    await passADay();
  }
}

beforeAll(async () => {
  await at.house.rows(`update care.organisation set names = $1`, [JSON.stringify(HOUSE)]);
  const site = { en: SITE_EN, ru: SITE_RU, ar: SITE_AR };
  await at.house.rows(`update care.site set names = $1`, [JSON.stringify(site)]);
  for (const language of LANGUAGES) {
    await openClient(language);
    await openColleague(language);
  }
  await tellAll('clients', CLIENT_NOTICE_KINDS, 'first');
  await tellAll('colleagues', ACCOUNT_NOTICE_KINDS, 'first');
  // And once more, with everything said that a client may allow to be said.
  const contacts = at.house.app.get(ContactService);
  for (const code of clients.values()) {
    const actor = clientActor(await at.idOf(code));
    const { rules, version } = await contacts.own(actor, {});
    const { devices: _, ...kept } = rules!;
    await contacts.changeOwn(actor, {}, version, { ...kept, say_when: true, say_from: true });
  }
  await tellAll('clients', CLIENT_NOTICE_KINDS, 'second');
  const ids = await at.house.rows<{ id: string }>(
    `select client_id::text as id from care.client_code union all select code from care.client_code
     union all select id::text from access.account union all select login from access.account
     union all select id::text from care.organisation union all select code from care.organisation union all select id::text from care.notice`,
  );
  secrets = ids.map(({ id }) => id);
}, 240_000);

/** What people could read of what left, in words: of each message every header and every part, decoded. */
function readable(): [string, string][] {
  const { post, gateway, push } = at.telling;
  const token = (header: string): string =>
    (/t=([^,]+)/.exec(header)?.[1] ?? '')
      .split('.')
      .slice(0, 2)
      .map((part) => Buffer.from(part, 'base64url').toString())
      .join(' ');
  return [
    ...post.mails.map((mail): [string, string] => [
      'mail',
      [
        ...mail.headers.flatMap(({ key, value }) => [key, key === 'message-id' ? '' : value]),
        ...[mail.subject, mail.from?.name, mail.from?.address, mail.text, mail.html],
      ].join('\n'),
    ]),
    ...gateway.messages.map(({ to, text, from }): [string, string] => ['sms', [to, text, from].join('\n')]),
    ...push.opened.map(({ text }): [string, string] => ['push', text]),
    ...push.requests.map(({ headers }): [string, string] => [
      'push headers',
      headers.map((one) => (one.startsWith('vapid') ? token(one) : one)).join('\n'),
    ]),
  ];
}

describe('Of everything that left a house with names that stand nowhere else', () => {
  it('there is every kind by every channel that it has in every language, with and without what may be said', () => {
    const { post, gateway, push } = at.telling;
    for (const language of LANGUAGES) {
      const mails = post.to(`box-${language}@post.example`);
      const words = NOTICE_WORDS[language];
      expect([language, mails.length]).toEqual([language, 2 * CLIENT_NOTICE_KINDS.length]);
      for (const kind of CLIENT_NOTICE_KINDS) {
        const line = words.client.lines[kind];
        expect([kind, mails.some(({ text }) => text?.startsWith(line))]).toEqual([kind, true]);
        expect([kind, gateway.messages.some(({ text }) => text.startsWith(line))]).toEqual([kind, true]);
      }
      const [dated] = words.client.dated['appointment.given'].split('{');
      expect(mails.some(({ text }) => text?.startsWith(dated!))).toBe(true);
      for (const kind of ACCOUNT_NOTICE_KINDS)
        expect([
          kind,
          post
            .to(`desk-${language}@post.example`)
            .some(({ text }) => text?.startsWith(words.account.lines[kind])),
        ]).toEqual([kind, true]);
      const opened = (browser: string) => push.opened.filter((one) => one.browser === browser).length;
      const pushed = ACCOUNT_NOTICE_KINDS.filter((kind) =>
        (ACCOUNT_NOTICES[kind].channels as readonly string[]).includes('push'),
      );
      expect([opened(`client-${language}`), opened(`staff-${language}`)]).toEqual([
        2 * CLIENT_NOTICE_KINDS.length,
        pushed.length,
      ]);
    }
  });

  it('no byte that went to the mail server, the gateway or a push service holds a name, a code, a login or a number of ours', () => {
    const { lines, push } = at.telling;
    const needles = needlesOf([...NAMES, ...secrets.filter((one) => one.length > 4)]);
    const asked = push.requests.map(({ url, headers, body }) =>
      Buffer.concat([Buffer.from([url, ...headers].join('\n')), body]),
    );
    const opened = Buffer.from(push.opened.map(({ text }) => text).join('\n'));
    const words = Buffer.from(readable().flat().join('\n'));
    const traffic: [string, Buffer][] = [
      ['smtp', lines.smtp.bytes],
      ['sms', lines.sms.bytes],
      ['push', Buffer.concat([...asked, opened])],
      ['read', words],
    ];
    for (const [, bytes] of traffic) expect(bytes.length).toBeGreaterThan(1_000);
    expect(traffic.flatMap(([place, bytes]) => huntBytes(place, bytes, needles))).toEqual([]);
    // The hunt finds what is there: a test that cannot find a name proves nothing.
    const planted = Buffer.concat([lines.smtp.bytes, Buffer.from(PEOPLE.en.family_name)]);
    expect(huntBytes('planted', planted, needles).length).toBeGreaterThan(0);
  });

  it('no line tells care in any language: subject, sender, headers, words, what is shown to the servers', () => {
    const greeted = lines(at.telling.lines.smtp.bytes, /^(EHLO|HELO|MAIL FROM|RCPT TO).*$/gm);
    const asked = lines(at.telling.lines.sms.bytes, /^[A-Za-z-]+: .*$|^\{.*\}/gm);
    expect([greeted.length > 0, asked.length > 0]).toEqual([true, true]);
    for (const greeting of greeted.filter((line) => /^(EHLO|HELO)/.test(line)))
      expect(greeting).toBe('EHLO window.example');
    const all: [string, string][] = [
      ...readable(),
      ...[...greeted, ...asked].map((line): [string, string] => ['line', line]),
    ];
    expect(
      all.map(([where, text]) => [where, careWordsIn(text)]).filter(([, found]) => found?.length),
    ).toEqual([]);
  });
});

const lines = (bytes: Buffer, pattern: RegExp): string[] => [
  ...new Set([...bytes.toString('utf8').matchAll(pattern)].map(([line]) => line.trim())),
];
