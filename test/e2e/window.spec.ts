import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProviderWishView } from '#domain/wire/window.js';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { careWordsIn } from '#domain/words/care-words.js';
import { WINDOW_PARTS } from '#domain/words/window.en.js';
import { WINDOW_WORDS } from '#domain/words/window.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { inbox } from '../support/journey-handoffs.js';
import {
  admitAnonymous,
  admitNamed,
  granted,
  inHours,
  move,
  PLAN,
  sendOn,
  viewClient,
} from '../support/journey.js';
import { giveCode, PASSPHRASE, WindowGuest, type GuestPage } from '../support/window-guest.js';

let house: TestApplication;
let desks: Desks;
let client: string;
let code: string;

beforeAll(async () => {
  house = await startApplication();
  desks = await signInDesks(house);
  client = await admitNamed(desks.clinician);
  code = await giveCode(desks.clinician, client);
}, 180_000);
afterAll(() => house?.close(), 60_000);

const guest = (): WindowGuest => new WindowGuest(house.url);
const inside = async (with_ = code): Promise<{ by: WindowGuest; home: GuestPage }> => {
  const by = guest();
  const home = await by.enter(with_, PASSPHRASE);
  expect([home.status, home.heading]).toEqual([200, WINDOW_WORDS.en.home]);
  return { by, home };
};
const PAGES = WINDOW_PARTS;

describe('The door of the window', () => {
  it('opens with a code and a passphrase for whoever was given one, by name or without, however it is written', async () => {
    await inside();
    await inside(`  ${code.toLowerCase().replaceAll('-', '')} `);
    await inside(await giveCode(desks.clinician, await admitAnonymous(desks.clinician)));
  });

  it('says one and the same no to an unknown code, a code of old, a mistyped one and a wrong passphrase', async () => {
    const other = await admitNamed(desks.clinician);
    const old = await giveCode(desks.clinician, other);
    await giveCode(desks.clinician, other);
    const noes = [
      await guest().enter(code, 'Красная лодка у моста'),
      await guest().enter(old, PASSPHRASE),
      await guest().enter('7K3M-9QXR-T4', PASSPHRASE),
      await guest().enter('not a code at all', PASSPHRASE),
      await guest().enter(client, PASSPHRASE),
      await guest().enter('', ''),
    ];
    const said = noes.map(({ status, text }) => ({ status, text }));
    expect(said[0]?.status).toBe(422);
    for (const one of said) expect(one).toEqual(said[0]);
    for (const { headers } of noes) expect(headers.getSetCookie().join()).not.toMatch(/(^|,)page=/);
  });

  it('takes as long for a code that does not exist as for a wrong passphrase', async () => {
    const median = async (of: (i: number) => string): Promise<number> => {
      const times: number[] = [];
      for (let i = 0; i < 5; i++) {
        const by = guest();
        const door = await by.open('/window');
        const start = performance.now();
        await (await by.post(door, '/window/enter', { code: of(i), passphrase: `wrong ${i} words` })).text();
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[2]!;
    };
    const fresh = await giveCode(desks.clinician, await admitNamed(desks.clinician));
    const wrong = await median(() => fresh);
    const unknown = await median((i) => `unknown-${i}`);
    // Without the same work an unknown code would be answered many times faster; the factor leaves room for a busy machine.
    expect(unknown).toBeGreaterThan(wrong / 4);
    expect(wrong).toBeGreaterThan(unknown / 4);
  });

  it('makes guesses of one code wait, whether it exists or not, and nobody else behind the same address', async () => {
    const target = await giveCode(desks.clinician, await admitNamed(desks.clinician));
    for (const guessed of [target, '7K3M-9QXR-T5']) {
      const tries: GuestPage[] = [];
      for (let i = 0; i < 8; i++) tries.push(await guest().enter(guessed, `wrong ${i} wrong`));
      expect([guessed, tries.filter(({ status }) => status === 422).length]).toEqual([guessed, 6]);
      expect([guessed, tries.at(-1)?.status]).toEqual([guessed, 429]);
    }
    expect((await guest().enter(target, PASSPHRASE)).status).toBe(429);
    await inside();
  });

  it('is one turn at a time from an address that guessed sixty times, and never shut', async () => {
    await house.rows(`update access.rate_limit set points = 61 where key like 'window-address:%'`);
    const first = await guest().enter(code, PASSPHRASE);
    const second = await guest().enter(code, PASSPHRASE);
    expect([first.status, second.status]).toEqual([200, 429]);
    await house.rows(
      `delete from access.rate_limit where key like 'window-address:%' or key like 'turn:window-address%'`,
    );
    await inside();
  });

  it('gives a cookie that no script reads and no other site sends, and keeps only the hash of its token', async () => {
    const by = guest();
    const door = await by.open('/window');
    const answer = await by.post(door, '/window/enter', { code, passphrase: PASSPHRASE });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/window']);
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('page='))!;
    expect(cookie).toMatch(/^page=[\w-]{43}; .*HttpOnly; SameSite=Strict$/);
    const rows = await house.rows<{ text: string }>('select w::text as text from access.window_session w');
    for (const { text } of rows) expect(text).not.toContain(by.cookies.get('page'));
  });

  it('reads no form that another page has made: without the mark of this browser, of another browser, or for another address', async () => {
    const by = guest();
    const door = await by.open('/window');
    const fields = { code, passphrase: PASSPHRASE };
    const { key, mark } = door.form('/window/enter') as { key: string; mark: string };
    const stranger = guest();
    await stranger.open('/window');
    for (const [who, form] of [
      [by, { ...fields }],
      [by, { ...fields, key, mark: `${mark.slice(0, -1)}A` }],
      [by, { ...fields, ...door.form('/window/key') }],
      [stranger, { ...fields, key, mark }],
    ] as const) {
      const answer = await who.send('POST', '/window/enter', new URLSearchParams(form));
      expect(answer.status).toBe(403);
      expect(answer.headers.getSetCookie().join()).not.toContain('page=');
    }
    by.headers['sec-fetch-site'] = 'cross-site';
    expect((await by.post(door, '/window/enter', fields)).status).toBe(403);
  });

  it('lets whoever is idle out, and whoever came in before staff gave a new code', async () => {
    const { by } = await inside();
    await house.rows(
      `update access.window_session set last_seen_at = clock_timestamp() - interval '11 minutes'`,
    );
    const door = await by.open('/window/plan');
    expect([door.heading, door.text.includes(WINDOW_WORDS.en.enter.ended)]).toEqual([
      WINDOW_WORDS.en.enter.title,
      true,
    ]);
    const again = await inside();
    code = await giveCode(desks.clinician, client);
    expect((await again.by.open('/window/plan')).heading).toBe(WINDOW_WORDS.en.enter.title);
    await inside();
  });

  it('is left by one link: the session ends, nothing of it stays in the browser, and the page that follows says nothing', async () => {
    const { by } = await inside();
    const { page: token } = Object.fromEntries(by.cookies);
    const answer = await by.send('GET', '/window/leave');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/today']);
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(by.cookies.has('page')).toBe(false);
    by.cookies.set('page', token!);
    expect((await by.open('/window')).heading).toBe(WINDOW_WORDS.en.enter.title);
  });
});

describe('The pages of the window', () => {
  let home: GuestPage;
  let by: WindowGuest;
  let reference: string;

  beforeAll(async () => {
    const version = (await viewClient(desks.clinician, client)).version;
    granted(await desks.manager.put(`/api/clients/${client}/key-worker`, { colleague: 'me' }, { version }));
    ({ reference } = await sendOn(desks.manager, client));
    granted(await move(desks.palm, reference, 'take'));
    granted(await move(desks.palm, reference, 'accept', { appointment_at: inHours(24) }));
    ({ by, home } = await inside());
  });

  it('show a client where they are, who is there for them, what comes next and what was sent about them', async () => {
    expect(home.text).toContain(WINDOW_WORDS.en.next.appointment);
    const read = async (part: string): Promise<string> => (await by.open(`/window/${part}`)).text;
    expect(await read('road')).toContain(WINDOW_WORDS.en.road.now);
    const people = await read('people');
    expect(people).toContain(WINDOW_WORDS.en.people.responsible);
    expect(people).not.toContain(WINDOW_WORDS.en.people.no_worker);
    expect(await read('next')).toContain(WINDOW_WORDS.en.next.when);
    const sent = await read('sent');
    expect(sent).toContain(WINDOW_WORDS.en.sent.bases.consent);
    expect(sent).toContain(WINDOW_WORDS.en.sent.categories.identity);
  });

  it('show who looked, by role and house, and never who it was', async () => {
    const looks = await by.open('/window/looks');
    expect(looks.text).toContain(WINDOW_WORDS.en.looks.kinds.read);
    expect(looks.text).toContain('Clinician');
    const names = await house.rows<{ display_name: string; login: string }>(
      'select display_name, login from access.account',
    );
    for (const { login } of names) expect(looks.text).not.toContain(login);
    const older = /href="(\/window\/looks\?before=[^"]+)"/.exec(looks.html)?.[1];
    if (older) expect((await by.open(older)).status).toBe(200);
  });

  it('show goals that were recorded, and no day of use and no score', async () => {
    const other = await admitNamed(desks.palm, { stage: 'rehabilitation' });
    granted(
      await desks.palm.put(
        `/api/clients/${other}/rehabilitation`,
        { ...PLAN, last_use_on: '2020-02-03' },
        { version: 0 },
      ),
    );
    const { by: they } = await inside(await giveCode(desks.palm, other));
    const plan = await they.open('/window/plan');
    expect(plan.text).toContain('1 of 5');
    expect(plan.html).not.toContain('2020');
  });

  it('never show one client a thing of another', async () => {
    const other = await admitNamed(desks.clinician);
    const { by: they } = await inside(await giveCode(desks.clinician, other));
    for (const part of PAGES) {
      const page = await they.open(`/window/${part}`);
      expect([part, page.status]).toEqual([part, 200]);
      expect(page.html).not.toContain(reference);
    }
    expect((await they.open('/window/next')).text).toContain(WINDOW_WORDS.en.next.no_appointment);
    expect((await they.open('/window/sent')).text).toContain(WINDOW_WORDS.en.none);
    const key = await they.open('/window/keys');
    expect(key.status).toBe(200);
  });

  it('say nothing of care in their titles and addresses, are kept by nobody, and weigh less than 30 kB with their look', async () => {
    for (const language of LANGUAGES) {
      await by.open(`/window?language=${language}`);
      for (const path of ['/window', ...PAGES.map((part) => `/window/${part}`)]) {
        const page = await by.open(path);
        expect([path, page.status, page.title]).toEqual([path, 200, WINDOW_WORDS[language].tab]);
        expect(careWordsIn(page.title)).toEqual([]);
        for (const [, address] of page.html.matchAll(/(?:href|action|src)="(\/[^"]*)"/g))
          expect([address, careWordsIn(address!)]).toEqual([address, []]);
        expect(page.headers.get('cache-control')).toBe('no-store');
        expect(page.headers.get('referrer-policy')).toBe('no-referrer');
        expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
        expect(page.html).not.toMatch(/<style|style=|\son\w+=|https?:\/\//);
        const style = await (
          await fetch(house.url + /href="(\/pages\/style[^"]+)"/.exec(page.html)![1])
        ).text();
        expect(Buffer.byteLength(page.html) + Buffer.byteLength(style)).toBeLessThan(30_000);
      }
    }
    await by.open('/window?language=en');
  });
});

describe('What a client asks for in the window', () => {
  it('another provider: once, however often it is tapped, as work for the key worker, with the words of the client', async () => {
    const { by } = await inside();
    const page = await by.open('/window/wish');
    const fields = { wished: 'EG-REHAB-2', words: 'ближе к моей сестре' };
    const taps = await Promise.all([1, 2].map(() => by.post(page, '/window/wish', fields)));
    expect(taps.map(({ status }) => status)).toEqual([303, 303]);
    const items = (await inbox(desks.manager)).filter(
      (item) => item.kind === 'client.wish' && item.client === client,
    );
    expect(items).toHaveLength(1);
    const wishes = granted(await desks.manager.get<ProviderWishView[]>(`/api/clients/${client}/wishes`));
    expect(wishes).toHaveLength(1);
    expect(wishes[0]).toMatchObject({ words: fields.words, answered_at: null });
    const kept = await house.rows<{ text: string }>('select w::text as text from care.provider_wish w');
    for (const { text } of kept) expect(text).not.toContain(fields.words);
    const again = await by.submit(await by.open('/window/wish'), '/window/wish', fields);
    expect([again.status, again.text.includes(fields.words)]).toEqual([409, true]);
    expect((await by.open('/window/wish')).text).toContain(WINDOW_WORDS.en.wish.waiting);
  });

  it('to be forgotten: the privacy officer reads it as every other request, and the client reads what became of it', async () => {
    const { by } = await inside();
    const page = await by.open('/window/forget');
    const unsure = await by.submit(page, '/window/forget', { house: 'EG-DETOX-1' });
    expect([unsure.status, unsure.text.includes(WINDOW_WORDS.en.forget.confirm_needed)]).toEqual([422, true]);
    const fields = { house: 'EG-DETOX-1', sure: 'yes' };
    const done = await by.submit(await by.open('/window/forget'), '/window/forget', fields);
    expect([done.status, done.text.includes(WINDOW_WORDS.en.forget.states.requested)]).toEqual([200, true]);
    expect((await by.submit(await by.open('/window/forget'), '/window/forget', fields)).status).toBe(409);
    const officer = await house.as('privacy-officer@detox.eg.demo');
    const { body } = await officer.get<{ items: { client: string; asked_how: string }[] }>(
      '/api/erasures?open=true',
    );
    expect(body.items).toContainEqual(expect.objectContaining({ client, asked_how: 'own_window' }));
    const stranger = await by.submit(await by.open('/window/forget'), '/window/forget', {
      house: 'EG-REINT-MIN',
      sure: 'yes',
    });
    expect(stranger.status).toBe(422);
  });

  it('consents: given for what is ticked after reading the document, made narrower, and taken back with one press', async () => {
    const other = await admitNamed(desks.clinician, { language: 'en' });
    const { by } = await inside(await giveCode(desks.clinician, other));
    const say = WINDOW_WORDS.en.sharing;
    expect((await by.open('/window/sharing')).text).toContain(say.none);
    const list = await by.open('/window/sharing');
    const at = /href="(\/window\/sharing\/new\/\d+)">Sharing with another organisation/.exec(list.html)![1]!;
    const form = await by.open(at);
    expect(form.html).not.toMatch(/checked/);
    const ends = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const chosen = new URLSearchParams({
      ...form.form(at),
      to: 'EG-REHAB-1',
      ends: 'date',
      expires_on: ends,
    });
    for (const one of ['identity', 'contact']) chosen.append('categories', one);
    const document = await (await by.send('POST', at, chosen)).text();
    expect(document).toContain(say.read);
    const sign = new URLSearchParams(
      [...document.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, n, v]) => [
        n!,
        v!,
      ]),
    );
    expect((await by.send('POST', '/window/sharing/sign', sign)).status).toBe(422);
    sign.set('agree', 'yes');
    const signed = await Promise.all([1, 2].map(() => by.send('POST', '/window/sharing/sign', sign)));
    expect(signed.map(({ status }) => status)).toEqual([303, 303]);
    const rows = await house.rows<{ reference: string; categories: string[]; signer: string }>(
      `select k.reference, k.categories, k.signer from care.consent k join care.client_code c on c.client_id = k.client_id where c.code = $1`,
      [other],
    );
    expect(rows).toEqual([expect.objectContaining({ categories: ['identity', 'contact'], signer: 'self' })]);
    const own = `/window/sharing/${rows[0]!.reference}`;
    const one = await by.open(own);
    expect(one.status).toBe(200);
    granted(await desks.manager.get(`/api/clients/${other}/consents`));
    const less = await by.submit(one, `${own}/less`, { categories: 'identity' });
    expect([less.status, less.text.includes(WINDOW_WORDS.en.sent.categories.contact)]).toEqual([200, false]);
    const done = await by.submit(await by.open(own), `${own}/end`, {});
    expect([done.status, done.text.includes('taken back on')]).toEqual([200, true]);
    const stranger = (await inside()).by;
    expect((await stranger.open(own)).status).toBe(404);
    expect((await stranger.post(one, `${own}/end`, {})).status).toBe(403);
  });

  it('a correction and a complaint, and follows both; of another client neither can be touched', async () => {
    const { by } = await inside();
    const say = WINDOW_WORDS.en.words;
    const correct = await by.submit(await by.open('/window/words/correct'), '/window/words/correct', {
      field: 'client.birth_year',
      says: '1980',
      should_say: '1981',
    });
    expect([correct.status, correct.text.includes('1981')]).toEqual([200, true]);
    const tell = await by.submit(await by.open('/window/words/tell'), '/window/words/tell', {
      about: 'EG-DETOX-1',
      category: 'treatment',
      words: 'Nobody listened to me',
      whom: '',
    });
    expect([tell.status, tell.text.includes('Nobody listened to me')]).toEqual([200, true]);
    const { complaint } = tell.form('/window/words/reply') as { complaint: string };
    const reply = await by.submit(tell, '/window/words/reply', { words: 'and I wait' });
    expect([reply.status, reply.text.includes('and I wait')]).toEqual([200, true]);
    const { by: they } = await inside(await giveCode(desks.clinician, await admitNamed(desks.clinician)));
    expect((await they.open('/window/words')).text).not.toContain('Nobody listened');
    const theirs = await they.open('/window/words/tell');
    const asked = await they.send(
      'POST',
      '/window/words/reply',
      new URLSearchParams({ ...theirs.form('/window/words/tell'), complaint, words: 'mine' }),
    );
    expect(asked.status).toBe(403);
    expect((await by.open('/window/words/mine')).status).toBe(200);
    const leave = await by.submit(await by.open('/window/words'), '/window/words/leave', {});
    expect([leave.status, leave.text.includes(say.leave_submit)]).toEqual([200, false]);
  });

  it('to be reached as they say: kept, shown again, and nothing filled in for them', async () => {
    const other = await admitNamed(desks.clinician);
    const { by } = await inside(await giveCode(desks.clinician, other));
    const page = await by.open('/window/messages');
    expect(page.html).not.toMatch(/name="(?:channels|leave_message|say_from|say_when|never)"[^>]*checked/);
    const wrong = await by.submit(page, '/window/messages', {
      channels: 'email',
      email: '',
      readers: 'not_said',
    });
    expect(wrong.status).toBe(422);
    const kept = await by.submit(await by.open('/window/messages'), '/window/messages', {
      channels: 'email',
      email: 'me@example.org',
      readers: 'family',
    });
    expect([kept.status, kept.html.includes('me@example.org')]).toEqual([200, true]);
    const nameless = await inside(await giveCode(desks.clinician, await admitAnonymous(desks.clinician)));
    expect((await nameless.by.open('/window/messages')).text).toContain(WINDOW_WORDS.en.messages.anonymous);
  });

  it('to take the record along: to read, and as FHIR R4, under names that say nothing', async () => {
    const { by } = await inside();
    const page = await by.open('/window/copy');
    const files = [...page.html.matchAll(/href="(\/window\/copy\/\w)"/g)].map(([, path]) => path!);
    expect(files).toHaveLength(4);
    const [pdf, fhir] = await Promise.all(files.slice(0, 2).map((path) => by.send('GET', path)));
    expect([pdf!.status, pdf!.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(
      Buffer.from(await pdf!.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(await fhir!.json()).toMatchObject({ resourceType: 'Bundle' });
    for (const { headers } of [pdf!, fhir!]) {
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename="paper\.\w+"$/);
      expect(headers.get('cache-control')).toBe('no-store');
    }
    expect((await by.open('/window/copy/z')).status).toBe(404);
    expect((await guest().open(files[0]!)).heading).toBe(WINDOW_WORDS.en.enter.title);
  });

  it('is what the client did: the audit names them by the pseudonym alone, and the house does not read it', async () => {
    const events = await house.rows<{
      organisation_id: string | null;
      account_id: string | null;
      body: string;
    }>(
      `select organisation_id, account_id, body from audit.event where action like 'window.%' and outcome = 'done'`,
    );
    expect(events.length).toBeGreaterThan(10);
    for (const { organisation_id, account_id, body } of events) {
      expect([organisation_id, account_id]).toEqual([null, null]);
      expect((JSON.parse(body) as { subjects: string[] }).subjects).toHaveLength(1);
    }
  });
});
