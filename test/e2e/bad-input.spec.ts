import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AuditVerificationView } from '#domain/wire/audit.js';
import { encodeClientCode } from '#domain/rules/client-code.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { readRoutes, type Operation } from '../support/journey-operations.js';
import {
  complaintAbout,
  fingerprint,
  isOfTheOffice,
  keepsAnything,
  NO_SUCH_VERSION,
  ODD_NAMES,
  ODD_PLACES,
  ODD_TIMES,
  places,
  TAKEN_VIEW,
  UNFIT,
  wellFormed,
  type Targets,
} from '../support/journey-hostile.js';
import { admitAnonymous, admitNamed, daysAgo, granted, sendOn } from '../support/journey.js';
import { sendRaw, type RawRequest } from '../support/raw-request.js';
import type { Answer, Request, Staff } from '../support/staff.js';

const SEED = Number(process.env['HANDRAIL_SEED'] ?? 20_261_123);

let house: TestApplication;
let allround: Staff;
let stranger: Staff;
let coordinator: Staff;
let foreignCoordinator: Staff;
let targets: Targets;
let operations: Operation[];
let requests: Readonly<Record<string, Request>>;

beforeAll(async () => {
  house = await startApplication();
  // One member of staff with every role of the house, so that no refusal of a role hides a defect behind it.
  await house.superuser.query(
    `insert into access.account (organisation_id, login, display_name, password_hash, roles, demo)
     select organisation_id, replace(login, 'auditor', 'allround'), 'All-round', password_hash,
       '{clinician,case_manager,social_worker,employment_officer,intake_officer,duty_manager,auditor,privacy_officer,org_admin}', true
     from access.account where login in ('auditor@detox.eg.demo', 'auditor@rehab1.eg.demo')`,
  );
  allround = await house.as('allround@detox.eg.demo');
  stranger = await house.as('allround@rehab1.eg.demo');
  const client = await admitNamed(allround);
  const { reference, consent } = await sendOn(allround, client);
  const { id } = granted(await allround.post<AuditVerificationView>('/api/audit/verifications'), 202);
  coordinator = await house.as('coordinator@coord.eg.demo');
  foreignCoordinator = await house.as('coordinator@coord.ru-sve.demo');
  const forced = {
    custodian: 'EG-DETOX-1',
    client,
    to: 'EG-REHAB-2',
    reason: 'court_order',
    document: 'File 1',
  };
  const change = granted(await coordinator.post<{ reference: string }>('/api/custody-changes', forced), 201);
  const apart = granted(
    await allround.post<{ reference: string }>(`/api/clients/${client}/separations`, {
      other: await admitAnonymous(allround),
    }),
    201,
  );
  granted(await allround.post('/api/views', TAKEN_VIEW), 201);
  const [member] = await house.rows<{ id: string }>(
    `select id from access.account where login = 'clinician@detox.eg.demo'`,
  );
  const drawn = granted(
    await allround.post<{ review: string }>('/api/reviews', {
      title: 'All',
      from_on: daysAgo(30),
      until_on: daysAgo(0),
      size: 5,
    }),
    201,
  );
  const sample = granted(await allround.get<{ items: { item: string }[] }>(`/api/reviews/${drawn.review}`));
  targets = {
    colleague: member!.id,
    review: drawn.review,
    item: sample.items[0]!.item,
    turn: crypto.randomUUID(),
    client,
    consent,
    handoff: reference,
    verification: id,
    work: crypto.randomUUID(),
    separation: apart.reference,
    change: change.reference,
  };
  requests = wellFormed(targets);
  operations = readRoutes(granted(await allround.get('/api/openapi.json'))).filter(
    ({ path, method }) => !path.startsWith('/health') && !(path === '/api/session' && method !== 'GET'),
  );
}, 240_000);
afterAll(() => house?.close(), 60_000);

/** Whoever may ask for it, so that no refusal of a role hides a defect behind it. */
const asks = (wanted: { readonly path: string }): Staff => (isOfTheOffice(wanted) ? coordinator : allround);

/** A request as Node sends it, for what fetch would mend on the way. */
const rawly = (wanted: RawRequest): Promise<Answer> => sendRaw(house.url, asks(wanted).cookie, wanted);

/** Sends requests one after the other; none may meet a defect, and where `accepts` is given each must satisfy it. */
async function assertNoDefect(
  hostile: readonly Request[],
  accepts: (answer: Answer) => boolean = () => true,
): Promise<void> {
  const complaints: string[] = [];
  for (const each of hostile) {
    const answer = await asks(each).send(each);
    const complaint = complaintAbout(answer) ?? (accepts(answer) ? undefined : `accepted: ${answer.status}`);
    if (complaint !== undefined)
      complaints.push(
        `${each.method} ${each.path.slice(0, 200)} ${describeBody(each.body)}: ${complaint} ${answer.text.slice(0, 200)}`,
      );
  }
  expect(complaints.slice(0, 20)).toEqual([]);
  expect(hostile.length).toBeGreaterThan(0);
}

/** Sends requests that must all be refused and leave no trace in care, vault or bus. */
async function assertRefused(hostile: readonly Request[]): Promise<void> {
  const before = await fingerprint(house);
  await assertNoDefect(hostile, ({ status }) => status >= 400);
  expect(await fingerprint(house)).toEqual(before);
}

const describeBody = (body: unknown) => (JSON.stringify(body) ?? '').slice(0, 160);
const nameOf = ({ method, path }: Operation) => `${method} ${path}`;
const writes = () => operations.filter(({ method }) => method !== 'GET').map((one) => requests[nameOf(one)]!);
const withContent = () => writes().filter((wanted) => wanted.body !== undefined && !keepsAnything(wanted));

describe('Bad input', () => {
  it('reaches every operation there is', () => {
    expect(Object.keys(requests).sort()).toEqual(operations.map(nameOf).sort());
  });

  it('in any field of any form is refused by name, and nothing is written', async () => {
    const hostile = withContent().flatMap((wanted) =>
      places(wanted.body).flatMap((put) => UNFIT.map((value) => ({ ...wanted, body: put(value) }))),
    );
    expect(hostile.length).toBeGreaterThan(1_000);
    await assertRefused(hostile);
  }, 300_000);

  it('of times that no calendar has is never a defect', async () => {
    const hostile = withContent().flatMap((wanted) =>
      places(wanted.body).flatMap((put) => ODD_TIMES.map((value) => ({ ...wanted, body: put(value) }))),
    );
    await assertNoDefect(hostile);
  }, 180_000);

  it('that leaves a field out or says null is answered, never with a defect', async () => {
    const hostile = withContent().flatMap((wanted) =>
      places(wanted.body).flatMap((put) =>
        [null, undefined].map((value) => ({ ...wanted, body: put(value) })),
      ),
    );
    await assertNoDefect(hostile);
  }, 120_000);

  it('that is not the form at all is refused: other shapes, unknown fields, broken or doubled or prototype keys, depth, size', async () => {
    const deep = (levels: number) => `{"x":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    const hostile = withContent().flatMap((wanted) => {
      const text = JSON.stringify(wanted.body);
      const firstKey = Object.keys(wanted.body as object)[0]!;
      const bodies: unknown[] = [
        ...['[]', '[{}]', 'null', '"text"', '5', 'true', '{', '{"a":}', '\u0000', '\ufeff{}', "{'a':1}"],
        { ...(wanted.body as object), unknown_field: 1 },
        `${text.slice(0, -1)},"${firstKey}":null}`,
        `${text.slice(0, -1)},"\\u00${firstKey.charCodeAt(0).toString(16)}${firstKey.slice(1)}":null}`,
        ...['__proto__', 'constructor', 'prototype'].map(
          (key) => `${text.slice(0, -1)},"${key}":{"roles":["auditor"]}}`,
        ),
        `${text.slice(0, -1)},"toString":{"x":1}}`,
        deep(15),
        deep(50),
        deep(100_000),
        JSON.stringify({ x: 'y'.repeat(250_000) }),
        JSON.stringify({ x: '\\'.repeat(120_000) }),
        JSON.stringify({ x: 'y'.repeat(300_000) }),
      ];
      return bodies.map((body) => ({ ...wanted, body }));
    });
    await assertRefused(hostile);
  }, 180_000);

  it('of any shape at all is refused or answered, never with a defect (property)', async () => {
    const names = [...new Set(withContent().flatMap(({ body }) => Object.keys(body as object)))];
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom(...UNFIT),
      fc.string({ unit: 'binary' }),
    );
    const body = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), value, { maxKeys: 6 });
    const before = await fingerprint(house);
    const property = fc.asyncProperty(fc.constantFrom(...withContent()), body, async (wanted, content) => {
      expect(complaintAbout(await asks(wanted).send({ ...wanted, body: content }))).toBeUndefined();
    });
    await fc.assert(property, { seed: SEED, numRuns: 400 });
    expect(await fingerprint(house)).toEqual(before);
  }, 180_000);

  it('in the place of a code, a reference or an id is refused, whatever else is right', async () => {
    const known = Object.values(targets);
    const hostile = Object.values(requests).flatMap((wanted) => {
      const name = known.find((one) => wanted.path.includes(one));
      return name ? ODD_NAMES.map((odd) => ({ ...wanted, path: wanted.path.replace(name, odd) })) : [];
    });
    await assertRefused(hostile);
  }, 120_000);

  it('in a query is refused', async () => {
    const lists = [
      '/api/clients',
      '/api/work-items',
      '/api/handoffs?side=sender',
      '/api/handoffs/absent',
      '/api/envelopes',
      '/api/custody-changes',
      '/api/audit/events',
      '/api/ward',
      '/api/handoffs/arrivals',
      '/api/staff',
      '/api/reviews',
      '/api/corrections',
      '/api/access-requests',
      '/api/complaints',
      '/api/breaches',
      '/api/notices',
      '/api/consents',
      `/api/exceptions/declined?from_on=${daysAgo(30)}&until_on=${daysAgo(1)}`,
    ];
    const hostile = lists.flatMap((list) => {
      const and = list.includes('?') ? '&' : '?';
      return [
        ...ODD_PLACES.filter((_, i) => i < 9).map((place) => `${list}${and}cursor=${place}`),
        ...['0', '-1', '101', '1.5', 'x', '', '1e9', 'NaN'].map((limit) => `${list}${and}limit=${limit}`),
        ...['cursor=a&cursor=b', 'limit=1&limit=2', 'unknown=1', 'cursor[]=x', 'limit[$gt]=1'].map(
          (query) => `${list}${and}${query}`,
        ),
      ];
    });
    hostile.push(
      '/api/handoffs?side=both',
      '/api/handoffs?side=sender&open=maybe',
      '/api/handoffs/export',
      '/api/handoffs/export?side=both',
      '/api/envelopes?escalated=maybe',
      '/api/capacity?stage=bed',
      '/api/indicators/loop',
      '/api/indicators/loop?from=2026-02-30&to=2026-03-01',
      '/api/indicators/loop?from=2026-03-01&to=2026-02-01',
      '/api/partners?stage=bed',
      '/api/audit/events?client=x',
      '/api/work-items?view=all',
      '/api/work-items?role=client',
      '/api/ward?stage=bed',
      '/api/staff?state=away',
      '/api/exceptions',
      `/api/exceptions?from_on=2026-02-30&until_on=2026-03-01`,
      `/api/exceptions?from_on=2026-03-01&until_on=2026-02-01`,
      `/api/exceptions/unheard?from_on=2026-02-01&until_on=2026-02-02`,
      '/api/duty?from_on=2026-02-30&until_on=2026-03-01',
      '/api/views',
      '/api/directory/meetings?weekday=8',
      '/api/complaints?open=maybe',
    );
    await assertRefused(hostile.map((path) => ({ method: 'GET', path })));
    // Places in a list that exist in no calendar, or only just: whatever is made of them, it is not a defect.
    const odd = lists.flatMap((list) =>
      ODD_PLACES.map((place) => `${list}${list.includes('?') ? '&' : '?'}cursor=${place}`),
    );
    await assertNoDefect(odd.map((path) => ({ method: 'GET', path })));
  });

  it('in an address that is none is a problem like any other', async () => {
    for (const path of [
      '/api/clients/%',
      '/api/%E0%A4%A',
      '/%ff',
      '/api/clients/%zz/identity',
      `/api/clients/${'a'.repeat(5_000)}`,
      '//',
      '/api//clients',
    ]) {
      const answer = await rawly({ path });
      expect([path, answer.status]).toEqual([path, expect.any(Number)]);
      expect([path, complaintAbout(answer), answer.status >= 400]).toEqual([path, undefined, true]);
    }
    for (const method of ['PATCH', 'PROPFIND', 'TRACE']) {
      const answer = await rawly({ path: '/api/clients', method });
      expect([method, answer.status, complaintAbout(answer)]).toEqual([method, 404, undefined]);
    }
  });

  it('in headers is refused: a change without its name is 400, an update without its version 428', async () => {
    const keys = [null, '', 'short', 'x'.repeat(129), 'with spaces in it', 'key,key-key'].slice(0, 5);
    const changes = operations.filter(({ headers }) => headers.includes('idempotency-key'));
    const before = await fingerprint(house);
    for (const operation of changes) {
      const wanted = requests[nameOf(operation)]!;
      for (const key of keys) {
        const answer = await asks(wanted).send({ ...wanted, key });
        expect([nameOf(operation), key, answer.status, answer.problem.code]).toEqual([
          nameOf(operation),
          key,
          400,
          'idempotency.key_required',
        ]);
      }
      const double = await rawly({ ...wanted, headers: { 'idempotency-key': ['first-key', 'second-key'] } });
      expect([nameOf(operation), double.status]).toEqual([nameOf(operation), 400]);
    }
    const updates = operations.filter(({ headers }) => headers.includes('if-match'));
    for (const operation of updates) {
      const { version: _version, ...wanted } = requests[nameOf(operation)]!;
      for (const match of [undefined, '*', '"x"', '-1', '1.5', '"1", "2"', '9'.repeat(30), "1'"]) {
        const answer = await asks(wanted).send({
          ...wanted,
          headers: match === undefined ? {} : { 'if-match': match },
        });
        expect([nameOf(operation), match, answer.status, answer.problem.code]).toEqual([
          nameOf(operation),
          match,
          428,
          'version.required',
        ]);
      }
    }
    expect(await fingerprint(house)).toEqual(before);
    expect([changes.length, updates.length]).toEqual([170, 101]);
  }, 180_000);

  it('decided on another version is refused as stale, with the version that is', async () => {
    const stale = [
      'PUT /api/clients/{client}/safety',
      'PUT /api/clients/{client}/treatment',
      'POST /api/clients/{client}/stage',
      'POST /api/handoffs/{reference}/recall',
      'POST /api/handoffs/{reference}/stop',
      'POST /api/handoffs/{reference}/void',
      'POST /api/handoffs/{reference}/withdraw',
      'POST /api/consents/{reference}/withdrawal',
    ];
    for (const name of stale) {
      const answer = await allround.send(requests[name]!);
      expect([name, answer.status, answer.problem.code]).toEqual([name, 409, 'version.stale']);
      expect(answer.problem.detail).not.toContain(String(NO_SUCH_VERSION));
    }
  });

  it('about what is another organisation’s is answered like what does not exist', async () => {
    const nothing: Targets = {
      client: encodeClientCode(Buffer.from([1, 2, 3, 4, 5])),
      handoff: encodeClientCode(Buffer.from([9, 8, 7, 6, 5])),
      consent: crypto.randomUUID(),
      verification: crypto.randomUUID(),
      work: crypto.randomUUID(),
      separation: crypto.randomUUID(),
      change: crypto.randomUUID(),
      colleague: crypto.randomUUID(),
      review: crypto.randomUUID(),
      item: crypto.randomUUID(),
      turn: crypto.randomUUID(),
    };
    const third = await house.as('case-manager@rehab2.eg.demo');
    const ofNobody = wellFormed(nothing);
    for (const [name, foreign] of Object.entries(requests)) {
      const named =
        /\{(client|reference|id|form|colleague|review|item)\}/.test(name) ||
        /^POST \/api\/handoffs(\/[a-z]+)?$/.test(name);
      // The forms of the field are the same in every house.
      if (!named || name.includes('/instruments/')) continue;
      const isOfHandoff = name.includes('/handoffs/{');
      // The stranger is the receiver of the handoff.
      const asking = isOfTheOffice(foreign) ? foreignCoordinator : isOfHandoff ? third : stranger;
      const [one, none] = [await asking.send(foreign), await asking.send(ofNobody[name]!)];
      const text = (answer: Answer) => answer.text.replace(answer.problem.request, '');
      expect([name, one.status, text(one)]).toEqual([name, none.status, text(none)]);
      expect([...one.headers.keys()]).toEqual([...none.headers.keys()]);
      expect([name, one.status >= 400]).toEqual([name, true]);
    }
  }, 60_000);
});
