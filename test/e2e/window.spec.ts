import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { careWordsIn } from '#domain/words/care-words.js';
import { WINDOW_PARTS } from '#domain/words/window.en.js';
import { WINDOW_WORDS } from '#domain/words/window.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
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
    const nameless = await giveCode(desks.clinician, await admitAnonymous(desks.clinician));
    for (const written of [code, `  ${code.toLowerCase().replaceAll('-', '')} `, nameless])
      expect((await inside(written)).home.status).toBe(200);
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
      [by, { ...fields, key, mark: `${mark.startsWith('A') ? 'B' : 'A'}${mark.slice(1)}` }],
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
    expect(answer.headers.get('clear-site-data')).toBe('"cache"');
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
