import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACTION_CODES } from '#domain/charter/actions.js';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { Problem } from '#domain/wire/common.js';
import { DEMO_PASSWORD } from '#platform/packs/demo-network.js';
import { isPageAddress } from '../../apps/api/src/pages/page-address.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { readRoutes, type Operation } from '../support/journey-operations.js';
import { granted } from '../support/journey.js';
import { Staff } from '../support/staff.js';

let house: TestApplication;
let clinician: Staff;
let nobody: Staff;
let routes: Operation[];
let document: { openapi: string; components: { schemas: Record<string, unknown> } };

beforeAll(async () => {
  house = await startApplication();
  clinician = await house.as('clinician@detox.eg.demo');
  nobody = new Staff(house.url, 'nobody', undefined);
  document = granted(await nobody.get('/api/openapi.json'));
  routes = readRoutes(document);
}, 240_000);
afterAll(() => house?.close(), 60_000);

/** Everything that answers somebody who is not signed in; nothing else may. The gateway's receipts carry a signature instead. */
const PUBLIC = [
  'DELETE /api/session',
  'GET /api/surroundings',
  'GET /health/live',
  'GET /health/ready',
  'POST /api/join',
  'POST /api/receipts/sms',
  'POST /api/session',
];
/** Of those, the ones that read a form before they look at who sent it: nothing at all is a form with fields missing. */
const READ_FIRST = ['POST /api/join', 'POST /api/receipts/sms'];
/** What is served beside the operations: the description of the API and the page to browse it. */
const DESCRIPTION = /^\/api\/(docs(\*|\/.*)?|openapi\.(json|yaml))$/;
/** Writes that carry no Idempotency-Key: the two that open and close a session, choosing a password with a code that works once, reading by POST (a paper handed over is read too), a receipt that said twice is said once, and saying what shall be kept of a form. */
const WITHOUT_KEY = [
  'DELETE /api/forms/{form}',
  'DELETE /api/session',
  'POST /api/clients/duplicates',
  'POST /api/clients/{client}/consents/preview',
  'POST /api/clients/{client}/papers',
  'POST /api/exports/list',
  'POST /api/handoffs/preview',
  'POST /api/join',
  'POST /api/receipts/sms',
  'POST /api/session',
  'PUT /api/forms/{form}',
];
/** Updates of something that was read before, which is more than every PUT. */
const UPDATES =
  /^(PUT .*\/(safety|key-worker|treatment|rehabilitation|reintegration|employment|contact|entry)|PUT \/api\/notices\/preferences|POST .*\/(stage|exit|withdrawal|narrowing)|POST \/api\/(follow-ups|notes|complaints|corrections|access-requests|leave-wishes|breaches)\/\{\w+\}\/[\w-]+|PUT \/api\/(staff|sites)\/\{\w+\}|POST \/api\/duty\/turns\/\{id\}\/\w+|POST .*\/items\/\{item\}\/\w+|POST \/api\/(handoffs|envelopes)\/\{reference\}\/(?!bed$)\w+|POST \/api\/(openings|merges|data-requests)\/\{\w+\}\/(decide|review|undo|answer)|POST \/api\/erasures\/\{reference\}\/[\w-]+|POST .*\/(identity|identity\/undo|photo\/remove|return-key)|PUT .*\/photo|POST .*\/assessments\/\{id\}\/[\w-]+|POST \/api\/eligibility\/\{reference\}\/end|POST \/api\/(appointments|groups)\/\{\w+\}\/(move|cancel|attendance|undo)|POST \/api\/(medicines\/\{order\}\/stop|documents\/\{document\}\/void|letters\/\{letter\}\/revoke|programmes\/\{programme\}\/close|beds\/\{bed\}(\/close|\/open)?)|POST .*\/(programme\/(phase|end)|leaves\/\{leave\}\/return|incidents\/\{incident\}\/\w+)|POST .*\/plan\/(goals\/\{goal\}\/(revise|state)|tasks\/\{task\}\/state|reviews|approve))$/;

const filled = (path: string) => path.replaceAll(/\{\w+\}/g, '00000-00000');
const nameOf = ({ method, path }: Operation) => `${method} ${path}`;

describe('The routes', () => {
  it('the router serves exactly the operations of the OpenAPI document, and the description of them', () => {
    const served = routesOfRouter(
      house.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }),
    );
    const beside = served.filter((route) => {
      const address = route.split(' ')[1]!;
      return !DESCRIPTION.test(address) && !isPageAddress(address);
    });
    expect(beside.sort()).toEqual(routes.map(nameOf).sort());
    expect(routes.length).toBeGreaterThan(30);
  });

  it('every route that is not on the public list answers 401 to nobody, to a wrong cookie and to a wrong key', async () => {
    for (const route of routes) {
      const isPublic = PUBLIC.includes(nameOf(route));
      const credentials = [{}, { cookie: 'handrail=0000' }, { authorization: 'Bearer 0000' }];
      for (const headers of isPublic ? [{}] : credentials) {
        const body = route.method === 'GET' || route.method === 'DELETE' ? undefined : {};
        const answer = await nobody.send<Problem>({
          method: route.method,
          path: filled(route.path),
          body,
          headers,
        });
        const empty = READ_FIRST.includes(nameOf(route)) ? 422 : 401;
        if (isPublic && !['POST /api/session', ...READ_FIRST].includes(nameOf(route)))
          expect([nameOf(route), answer.status < 300]).toEqual([nameOf(route), true]);
        else expect([nameOf(route), answer.status]).toEqual([nameOf(route), empty]);
      }
    }
    expect(
      routes
        .map(nameOf)
        .filter((name) => PUBLIC.includes(name))
        .sort(),
    ).toEqual([...PUBLIC].sort());
  }, 120_000);

  it('the document is OpenAPI 3.1; every write names its Idempotency-Key and every update its If-Match', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const writes = routes.filter(({ method }) => method !== 'GET');
    const keyless = writes.filter(({ headers }) => !headers.includes('idempotency-key')).map(nameOf);
    expect(keyless.sort()).toEqual([...WITHOUT_KEY].sort());
    for (const route of routes)
      expect([nameOf(route), route.headers.includes('if-match')]).toEqual([
        nameOf(route),
        UPDATES.test(nameOf(route)),
      ]);
  });

  it('every operation documents what it answers, refusals included, and every reference in it leads somewhere', () => {
    for (const route of routes)
      expect([nameOf(route), route.refusal]).toEqual([nameOf(route), '#/components/schemas/ProblemDto']);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(50);
    for (const [, name] of references) expect(Object.keys(document.components.schemas)).toContain(name);
  });

  it('a session tells exactly the actions of the charter that its roles open', async () => {
    const session = granted(await clinician.get<{ actions: string[] }>('/api/session'));
    expect(session.actions.every((action) => (ACTION_CODES as string[]).includes(action))).toBe(true);
    expect(session.actions).not.toContain('audit.events');
    expect(
      session.actions.some((action) => /^(handoff\.deliver|client\.import|process\.)/.test(action)),
    ).toBe(false);
  });
});

describe('Every answer', () => {
  it.each(['/api/session', '/api/clients', '/nowhere', '/api/nowhere', '/api/docs', '/health/live'])(
    '%s carries the headers that keep the pages to themselves',
    async (path) => {
      const { headers } = await clinician.get(path);
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  it('with client data in it is never stored', async () => {
    for (const path of ['/api/clients', '/api/session', '/api/work-items', '/api/nowhere'])
      expect((await clinician.get(path)).headers.get('cache-control')).toBe('no-store');
  });

  it.each(LANGUAGES)(
    'that refuses is a problem in %s, with its sentence and what to do next',
    async (language) => {
      const answer = await nobody.get('/api/clients', {
        headers: { 'accept-language': `${language};q=0.9, de` },
      });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(answer.headers.get('content-language')).toBe(language);
      expect(answer.problem).toMatchObject({
        type: '/problems/session.required',
        status: 401,
        code: 'session.required',
      });
      const script = { en: /[a-z]/, ru: /[а-я]/, ar: /[\u0621-\u064a]/ }[language];
      expect(answer.problem.title).toMatch(script);
      expect(answer.problem.detail).toMatch(script);
    },
  );

  it('in a language that nobody here speaks is in English', async () => {
    for (const wanted of ['de, fr;q=0.8', '*', '', 'ru;q=0', 'x'.repeat(500)]) {
      const answer = await nobody.get('/api/clients', { headers: { 'accept-language': wanted } });
      expect([wanted, answer.headers.get('content-language')]).toEqual([wanted, 'en']);
    }
  });

  it('the page to browse the API needs nothing from the network and no inline script', async () => {
    const page = await nobody.get('/api/docs');
    expect(page.status).toBe(200);
    const scripts = [...page.text.matchAll(/<script\b([^>]*)>([^<]*)/g)];
    expect(scripts.length).toBeGreaterThan(1);
    for (const [, attributes, content] of scripts)
      expect([attributes, content!.trim()]).toEqual([expect.stringContaining('src='), '']);
    expect(page.text).not.toMatch(/\son\w+=/);
    const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(
      ([, address]) => new URL(address!, `${house.url}/api/docs`),
    );
    for (const file of files) {
      expect(file.origin).toBe(house.url);
      expect((await fetch(file)).status).toBe(200);
    }
  });
});

describe('Requests from other sites', () => {
  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://elsewhere.example' }],
    [{ origin: 'null' }],
  ])('are not carried out: %j', async (headers) => {
    const answer = await clinician.put(
      '/api/session/language',
      { language: 'en' },
      { headers: headers as Record<string, string> },
    );
    expect([answer.status, answer.problem.code]).toEqual([403, 'request.cross_site']);
  });

  it.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/json',
    'application/xml',
  ])('cannot come from a form: %s is not read', async (type) => {
    const sending = { headers: { 'content-type': type } };
    const change = await clinician.put('/api/session/language', '{"language":"en"}', sending);
    expect([change.status, change.problem.code]).toEqual([415, 'request.media_type']);
    const signIn = await nobody.post('/api/session', 'login=a&password=b', sending);
    expect(signIn.status).toBe(415);
  });

  it('from the own page, and from programs without a page, are carried out', async () => {
    for (const headers of [
      {},
      { 'sec-fetch-site': 'same-origin', origin: house.url },
      { 'sec-fetch-site': 'none' },
    ])
      expect(
        (
          await clinician.put(
            '/api/session/language',
            { language: 'en' },
            { headers: headers as Record<string, string> },
          )
        ).status,
      ).toBe(200);
  });
});

describe('Signing in', () => {
  const login = 'social-worker@detox.eg.demo';
  const attempt = (who: string, password: unknown) =>
    nobody.post('/api/session', { login: who, password }, { key: null });

  it('gives a cookie that scripts cannot read and other sites cannot send, and an opaque token', async () => {
    const answer = await attempt(login, DEMO_PASSWORD);
    expect(answer.status).toBe(200);
    const cookie = answer.headers.get('set-cookie')!;
    expect(cookie).toMatch(/^handrail=[\w-]{43}; /);
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Strict/i);
    expect(cookie).toMatch(/; Path=\//i);
    expect(cookie).not.toMatch(/domain=/i);
    const kept = await house.rows<{ kept: string }>(
      'select encode(token_sha256, $1) as kept from access.session',
      ['base64'],
    );
    expect(JSON.stringify(kept)).not.toContain(cookie.slice(9, 30));
  });

  it('signing out makes the token worthless and takes the cookie back', async () => {
    const staff = await Staff.signIn(house.url, login);
    expect((await staff.get('/api/session')).status).toBe(200);
    const out = await staff.delete('/api/session');
    expect([out.status, out.text]).toEqual([204, '']);
    expect(out.headers.get('set-cookie')).toMatch(/^handrail=; .*(Max-Age=0|Expires=Thu, 01 Jan 1970)/);
    const after = await staff.get('/api/session');
    expect([after.status, after.problem.code]).toEqual([401, 'session.ended']);
  });

  it('a session that idles, has run its time or whose account is disabled ends by itself', async () => {
    const ends = [
      `update access.session set last_seen_at = now() - interval '11 minutes' where id = $1`,
      `update access.session set expires_at = now() where id = $1`,
      `update access.account set disabled_at = now() where id = (select account_id from access.session where id = $1)`,
    ];
    for (const end of ends) {
      const staff = await Staff.signIn(house.url, login);
      const [newest] = await house.rows<{ id: string }>(
        'select id from access.session order by created_at desc limit 1',
      );
      await house.superuser.query(end, [newest!.id]);
      const after = await staff.get('/api/clients');
      expect([after.status, after.problem.code]).toEqual([401, 'session.ended']);
    }
    const disabled = await attempt(login, DEMO_PASSWORD);
    expect([disabled.status, disabled.problem.code]).toEqual([401, 'session.credentials']);
    await house.superuser.query('update access.account set disabled_at = null where login = $1', [login]);
  });

  it('an unknown login and a wrong password are one answer', async () => {
    const unlike = ({ text }: { text: string }) => ({ ...(JSON.parse(text) as Problem), request: '' });
    const [wrong, unknown] = [await attempt(login, 'wrong'), await attempt('nobody@detox.eg.demo', 'wrong')];
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(unlike(wrong)).toEqual(unlike(unknown));
    expect(wrong.headers.get('set-cookie')).toBeNull();
    expect([...wrong.headers.keys()]).toEqual([...unknown.headers.keys()]);
  });

  it('is never done with a password in the address', async () => {
    const query = new URLSearchParams({ login, password: DEMO_PASSWORD }).toString();
    for (const body of [undefined, {}])
      expect((await nobody.post(`/api/session?${query}`, body, { key: null })).status).toBe(401);
  });

  it('guessing slows down that login from here, known or not, and a colleague signs in at once', async () => {
    for (const guessed of ['intake-officer@detox.eg.demo', 'not-there@detox.eg.demo']) {
      const statuses: number[] = [];
      for (let i = 0; i < 8; i += 1) statuses.push((await attempt(guessed, `wrong ${i}`)).status);
      expect(statuses.slice(0, 6)).toEqual([401, 401, 401, 401, 401, 401]);
      expect(statuses.slice(6)).toEqual([429, 429]);
      // Not even the right password helps while it lasts: otherwise the answer would tell when it was right.
      const right = await attempt(guessed.toUpperCase(), DEMO_PASSWORD);
      expect([right.status, right.problem.code]).toEqual([429, 'session.slow_down']);
      const seconds = Number(right.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(900);
    }
    expect((await attempt('duty-manager@detox.eg.demo', DEMO_PASSWORD)).status).toBe(200);
  });

  it('an attacker on the same address does not hold up whoever has worked on this device before', async () => {
    const signIn = async (cookie?: string) =>
      await fetch(`${house.url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
        body: JSON.stringify({ login, password: DEMO_PASSWORD }),
      });
    const first = await signIn();
    const device = first.headers.getSetCookie().find((one) => one.startsWith('handrail-device='));
    expect(device).toMatch(/HttpOnly/);
    expect(device).toMatch(/SameSite=Strict/);
    await house.superuser.query(
      `update access.rate_limit set points = 5000 where key like 'sign-in-address:%'`,
    );
    for (let i = 0; i < 12; i += 1) await attempt(login, `guess ${i}`);
    expect((await attempt('employment-officer@work.eg.demo', DEMO_PASSWORD)).status).toBe(429);
    expect((await attempt(login, DEMO_PASSWORD)).status).toBe(429);
    expect((await signIn(device?.split(';')[0])).status).toBe(200);
    expect((await signIn('handrail-device=AAAAAAAAAAAAAAAAAAAAAA')).status).toBe(429);
    await house.superuser.query('delete from access.rate_limit');
  });

  it('guesses sent at the same moment gain nothing', async () => {
    const answers = await Promise.all(
      Array.from(
        { length: 40 },
        async (_, i) => (await attempt('auditor@detox.eg.demo', `guess ${i}`)).status,
      ),
    );
    expect(answers.filter((status) => status === 401).length).toBeLessThanOrEqual(6);
    await house.superuser.query('delete from access.rate_limit');
  });
});
describe('Machines', () => {
  it('come in with a key of their organisation, with its roles and no others, until it is revoked', async () => {
    const token = 'machine-'.repeat(4);
    await house.superuser.query(
      `insert into access.api_key (organisation_id, name, token_sha256, roles, expires_at)
       select id, 'Reader', sha256($1::bytea), '{auditor}', now() + interval '1 day' from care.organisation where code = 'EG-DETOX-1'`,
      [token],
    );
    const sending = { headers: { authorization: `Bearer ${token}` } };
    expect((await nobody.get('/api/audit/events', sending)).status).toBe(200);
    expect((await nobody.get('/api/session', sending)).status).toBe(200);
    expect(
      (await nobody.post('/api/clients/duplicates', { given_name: 'a', reason: 'call' }, sending)).status,
    ).toBe(403);
    await house.superuser.query(`update access.api_key set revoked_at = now() where name = 'Reader'`);
    expect((await nobody.get('/api/audit/events', sending)).status).toBe(401);
  });
});

/** The routes of the router's own picture of itself: a tree whose branches are drawn with lines. */
function routesOfRouter(picture: string): string[] {
  const found: string[] = [];
  const stack: string[] = [];
  for (const line of picture.split('\n')) {
    const match = /^([│├└─\s]*)(\S+)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!match?.[2]) continue;
    const depth = Math.floor(match[1]!.length / 4);
    stack.length = Math.max(0, depth - 1);
    const path = [...stack, match[2]].join('');
    stack.push(match[2]);
    for (const method of match[3]?.split(', ') ?? []) {
      const written = path.replaceAll(/:(\w+)/g, '{$1}');
      if (method !== 'HEAD') found.push(`${method} ${written}`);
    }
  }
  return found;
}
