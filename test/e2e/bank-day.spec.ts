import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import type { EligibilityIssued } from '#domain/wire/eligibility.js';
import { CARE_WORDS, careWordsIn } from '#domain/words/care-words.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { agreeTo, inDays } from '../support/eligibility.js';
import { readRoutes, type Operation } from '../support/journey-operations.js';
import { admitNamed, granted } from '../support/journey.js';
import { PartnerBrowser, type Exchange } from '../support/partner-browser.js';
import { Staff } from '../support/staff.js';

const BANK = 'bank-officer@bank.eg.demo';

let house: TestApplication;
let manager: Staff;
let bank: PartnerBrowser;
let routes: Operation[];
let client: string;
/** Names of houses that tell care, and their codes. */
let houses: string[];

beforeAll(async () => {
  house = await startApplication();
  manager = await house.as('case-manager@work.eg.demo');
  client = await admitNamed(manager, { stage: 'employment' });
  routes = readRoutes(granted(await manager.get('/api/openapi.json')));
  const rows = await house.rows<{ code: string; names: Record<Language, string> }>(
    `select o.code, o.names from care.organisation o where o.kind = 'care' union select e.code, e.names from care.legal_entity e where e.code not in ('EG-BANK','EG-FIRMS')`,
  );
  houses = rows.flatMap(({ code, names }) => [code, ...Object.values(names)]);
}, 120_000);
afterAll(() => house?.close(), 60_000);

const tokenFor = async (use: 'once' | 'until'): Promise<EligibilityIssued & { code: string }> => {
  const consent = await agreeTo(manager, client, 'lender');
  const body = {
    recipient: 'EG-BANK',
    programme: 'small_enterprise',
    tier: 'small',
    use,
    valid_until_on: inDays(30),
    consent: consent.reference,
  };
  return granted(
    await manager.post<EligibilityIssued>(`/api/clients/${client}/eligibility`, body),
    201,
  ) as EligibilityIssued & { code: string };
};

/** Everything that went over the line, both ways, as one text each; what the officer typed themselves is left out of the answers' account. */
function told({ headers, body }: Exchange): string {
  return `${headers}\n${body}`.replaceAll(DRAWN_BY_LOT, '·');
}

/** Keys and marks of forms and values of cookies: where letters drawn by lot come to stand like a word, they tell nothing. */
const DRAWN_BY_LOT = /(?<=name="(?:key|mark)" value="|(?:seat|page|session)=)[\w-]{22,64}(?=["; ,\n]|$)/g;

interface Finding {
  readonly where: string;
  readonly words: readonly string[];
}

/** What an exchange tells of care: its words in any language, and the names of houses. */
function findings(log: readonly Exchange[]): Finding[] {
  return log.flatMap((one) => {
    const text = told(one);
    const words = [...careWordsIn(text), ...houses.filter((name) => text.includes(name))];
    return words.length === 0
      ? []
      : [{ where: `${one.request.method} ${one.request.path} ${one.status}`, words }];
  });
}

/** Every operation of the API, with ids that fit, that are foreign, and that are none. */
function asked(token: EligibilityIssued, isThorough: boolean): { method: string; path: string }[] {
  const ids = isThorough ? [client, token.reference, randomUUID(), '0', 'EG-DETOX-1', '%27%3B--'] : [client];
  return routes.flatMap(({ method, path }) => {
    const paths = path.includes('{') ? ids.map((id) => path.replaceAll(/\{\w+\}/g, id)) : [path];
    return paths.map((one) => ({ method, path: one }));
  });
}

describe('The day of a bank officer', () => {
  it('holds no word of care in any language and no name of a house that tells it, in anything the product answers', async () => {
    bank = await PartnerBrowser.signIn(house.url, BANK);
    for (const language of LANGUAGES) {
      const [once, until] = [await tokenFor('once'), await tokenFor('until')];
      bank.language = language;
      await bank.get(`/partner?language=${language}`);
      await workAtDesk(bank, once, until);
      granted(
        await manager.post(`/api/eligibility/${until.reference}/end`, undefined, { version: until.version }),
      );
      await bank.check(until.code);
      await bank.get('/partner/messages');
      await goAstray(bank);
      await askEverything(bank, once, language === 'en');
    }
    await bank.submit(await bank.get('/partner'), /sign-out$/);
    await signInBadly(house.url);
    expect(bank.log.length).toBeGreaterThan(1_000);
    const ANSWERS = [200, 303, 400, 401, 403, 404, 409, 413, 415, 422, 429];
    expect(
      bank.log
        .filter(({ status }) => !ANSWERS.includes(status))
        .map(({ status, request }) => `${status} ${request.method} ${request.path}`),
    ).toEqual([]);
    expect(findings(bank.log)).toEqual([]);
  }, 240_000);

  it('has each kind of answer in it: pages, a table, redirects, and every refusal the desk knows', () => {
    const seen = (status: number, path: RegExp): boolean =>
      bank.log.some((one) => one.status === status && path.test(one.request.path));
    expect({
      page: seen(200, /^\/partner/),
      table: bank.log.some(({ headers }) => /content-type: text\/csv/.test(headers)),
      redirected: seen(303, /^\/$/),
      unknown: seen(404, /\/partner\/check$/),
      taken: seen(409, /\/take$/),
      stale: seen(403, /^\/partner\//),
      apiClosed: seen(404, /^\/api\/session$/),
      description: seen(404, /^\/api\/openapi\.json$/),
      surroundings: seen(404, /^\/api\/surroundings$/),
      tooLarge: seen(413, /^\/partner\//),
      mediaType: seen(415, /^\/partner\//),
    }).toEqual({
      page: true,
      table: true,
      redirected: true,
      unknown: true,
      taken: true,
      stale: true,
      apiClosed: true,
      description: true,
      surroundings: true,
      tooLarge: true,
      mediaType: true,
    });
  });

  it('opens no staff session: with the right password the staff app says where the desk is, and a token of the desk opens no other door', async () => {
    const nobody = new Staff(house.url, BANK, undefined);
    for (const login of [BANK, 'employer@nakheel.eg.demo', 'trainer@sanaa.eg.demo']) {
      const answer = await nobody.post(
        '/api/session',
        { login, password: 'handrail-demo-2026' },
        { key: null },
      );
      expect([answer.status, answer.problem.code, answer.headers.get('set-cookie')]).toEqual([
        403,
        'session.partner_desk',
        null,
      ]);
      expect(careWordsIn(answer.text)).toEqual([]);
    }
    const officer = await PartnerBrowser.signIn(house.url, BANK);
    const forged = new Staff(house.url, BANK, `handrail=${officer.cookies.get('partner')}`);
    for (const path of ['/api/session', '/api/work', '/api/directory', '/api/partners', '/api/pack']) {
      const answer = await forged.get(path);
      expect([path, answer.status, careWordsIn(answer.text)]).toEqual([path, 404, []]);
    }
  });

  it('is nobody else’s: staff of a house of care do not get in at the desk, and an administrator of the bank is no officer', async () => {
    for (const login of ['clinician@detox.eg.demo', 'org-admin@bank.eg.demo']) {
      await expect(PartnerBrowser.signIn(house.url, login)).rejects.toThrow('401');
    }
  });

  it('ends when the session does, and says so', async () => {
    const officer = await PartnerBrowser.signIn(house.url, BANK);
    await house.rows(
      `update access.session set last_seen_at = now() - interval '11 minutes' where ended_at is null and account_id = (select id from access.account where login = $1)`,
      [BANK],
    );
    const page = await officer.get('/partner');
    expect([page.status, page.html]).toEqual([401, expect.stringContaining('Your session has ended')]);
    expect((await officer.get('/partner/tokens')).status).toBe(401);
    expect((await officer.get('/')).headers.get('location')).toBe('/partner');
    expect(findings(officer.log)).toEqual([]);
  });
});

describe('The eye that reads the log', () => {
  it('finds a planted word in every language, in a header, in a page and in an address of a redirect', () => {
    const plant = (headers: string, body: string): Exchange => ({
      request: { method: 'GET', path: '/partner', headers: {}, body: '' },
      status: 200,
      headers,
      body,
    });
    for (const planted of [
      'the Detox unit',
      'в наркологический диспансер',
      'مركز علاج الإدمان',
      'treatmentStart',
      'care_episode',
    ])
      for (const one of [
        plant('', `<p>${planted}</p>`),
        plant(`x-note: ${planted}`, ''),
        plant(`location: /${planted}`, ''),
      ])
        expect([planted, findings([one]).length]).toEqual([planted, 1]);
    expect(findings([plant('', `<bdi>${houses[0]!}</bdi>`)])).toHaveLength(1);
    for (const language of LANGUAGES) {
      const missed = CARE_WORDS[language].filter(
        (stem) => findings([plant('', `— ${stem.replace('$', '')} —`)]).length === 0,
      );
      expect(missed).toEqual([]);
    }
  });

  it('is not blind to everything: what a clinician is answered is full of it', async () => {
    const clinician = await house.as('clinician@detox.eg.demo');
    const { text } = await clinician.get('/api/session');
    expect(careWordsIn(text).length).toBeGreaterThan(3);
  });
});

/** What the desk is for: codes that are right and wrong, taking, lists, searches, the table, messages. */
async function workAtDesk(
  officer: PartnerBrowser,
  once: EligibilityIssued & { code: string },
  until: EligibilityIssued & { code: string },
): Promise<void> {
  const [first, second] = [await officer.check(once.code), await officer.check(once.code)];
  const open = await officer.check(until.code);
  for (const code of ['', '7K3M-9QXR-T4', '<script>', 'ك'.repeat(80), `${once.code} `])
    await officer.check(code);
  for (const page of [first, first, second]) await officer.submit(page, /\/take$/);
  await officer.post(`/partner/tokens/${until.reference}/take`, open.forms[0]?.fields ?? {});
  const list = await officer.get('/partner/tokens');
  for (const typed of [
    {},
    { state: 'used' },
    { state: 'nothing' },
    { programme: 'small_enterprise' },
    { person: 'QQQQ' },
    { cursor: 'x' },
  ])
    await officer.submit(list, /\/partner\/tokens$/, typed);
  await officer.submit(list, /\/export$/);
  await officer.submit(list, /\/export$/, { state: 'nothing' });
  await officer.get('/partner/messages');
  await officer.get('/partner/join');
}

/** Wrong turns: forms that are stale, foreign, too large or no forms; pages that are not there; the staff app, its files, its doors. */
async function goAstray(officer: PartnerBrowser): Promise<void> {
  await officer.post('/partner/check', { code: 'x' });
  await officer.post('/partner/tokens/export', { key: 'x'.repeat(22), mark: 'y' });
  await officer.post('/partner/sign-out', {});
  await officer.post('/partner/check', { code: 'x'.repeat(300_000) });
  const json = { 'content-type': 'application/json' };
  await officer.send({ method: 'POST', path: '/partner/check', headers: json, body: '{"code":1}' });
  await officer.send({
    method: 'POST',
    path: '/partner/check',
    headers: { 'content-type': 'text/plain' },
    body: 'x',
  });
  await officer.send({ method: 'DELETE', path: '/partner', headers: {}, body: '' });
  await officer.send({
    method: 'POST',
    path: '/partner/check',
    headers: { 'sec-fetch-site': 'cross-site' },
    body: '',
  });
  for (const path of [
    '/partner/nothing',
    '/partner/tokens/1',
    `/partner/${'x'.repeat(300)}`,
    '/partner/%ff',
    '/pages/nothing.css',
    '/partner?done=signed-out',
  ])
    await officer.get(path);
  const elsewhere = [
    '/',
    '/clients',
    '/inbox',
    '/sign-in',
    '/join',
    '/assets/index.js',
    '/index.html',
    '/manifest.webmanifest',
    '/favicon.svg',
    '/window',
    '/window/enter',
    '/today',
    '/complaint',
    '/api',
    '/api/docs',
    '/api/openapi.json',
    '/api/openapi.yaml',
    '/health/live',
    '/health/ready',
    '/robots.txt',
    '/.well-known/security.txt',
  ];
  for (const path of elsewhere)
    for (const accept of ['text/html', '*/*', 'application/json', 'application/javascript'])
      await officer.get(path, { accept });
  const first = await officer.get('/partner');
  for (const [, path] of first.html.matchAll(/(?:src|href)="(\/pages\/[^"]+)"/g)) await officer.get(path!);
}

/** The whole API, operation by operation. */
async function askEverything(
  officer: PartnerBrowser,
  token: EligibilityIssued,
  isThorough: boolean,
): Promise<void> {
  for (const { method, path } of asked(token, isThorough)) {
    const headers = {
      accept: 'application/json',
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      'if-match': '"1"',
    };
    await officer.send({ method, path, headers, body: method === 'GET' ? '' : '{}' });
  }
}

async function signInBadly(url: string): Promise<void> {
  const stranger = new PartnerBrowser(url);
  for (const language of LANGUAGES) {
    stranger.language = language;
    const page = await stranger.get('/partner');
    for (let time = 0; time < 3; time += 1)
      await stranger.submit(page, /sign-in$/, { login: 'nobody@bank.eg.demo', password: 'wrong' });
    await stranger.submit(await stranger.get('/partner/join'), /join$/, {
      login: 'nobody@bank.eg.demo',
      code: 'x',
      password: 'short',
    });
    await stranger.submit(await stranger.get('/partner/join'), /join$/, {
      login: 'nobody@bank.eg.demo',
      code: 'x',
      password: 'long enough to be one',
    });
    await stranger.get('/partner/tokens');
  }
  bank.log.push(...stranger.log);
}
