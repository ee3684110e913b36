import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ClientWritten } from '#domain/wire/client.js';
import type { KeptFormAnswer, KeptFormWritten } from '#domain/wire/desk.js';
import { LIMITS } from '#domain/charter/limits.js';
import { Outbox } from '#platform/db/outbox.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { granted, somebody, walkIn } from '../support/journey.js';
import { Staff } from '../support/staff.js';

const CLINICIAN = 'clinician@detox.eg.demo';
const CANARY = 'Zaqwsxcde-Canary';

describe('A form that is kept', () => {
  let house: TestApplication;
  let clinician: Staff;
  let colleague: Staff;
  let stranger: Staff;

  beforeAll(async () => {
    house = await startApplication();
    clinician = await house.as(CLINICIAN);
    colleague = await house.as('social-worker@detox.eg.demo');
    stranger = await house.as('social-worker@rehab1.eg.demo');
  }, 120_000);
  afterAll(() => house?.close(), 60_000);
  beforeEach(() => house.rows('delete from access.kept_form'));

  const admit = async (): Promise<string> =>
    granted(await clinician.post<ClientWritten>('/api/clients', walkIn({ identity: somebody() })), 201)
      .client;
  const keep = (form: string, values: unknown, by = clinician) =>
    by.put<KeptFormWritten>(`/api/forms/${form}`, { values }, { key: null });
  const read = async (form: string, by = clinician) =>
    granted(await by.get<KeptFormAnswer>(`/api/forms/${form}`)).kept;
  const events = async (action: string): Promise<number> =>
    (
      await house.rows<{ count: number }>(
        'select count(*)::int as count from audit.event where action = $1',
        [action],
      )
    )[0]!.count;

  it('is given back as it was typed, on another computer too, and to nobody but its author', async () => {
    const values = { given_name: 'Ёлка 😀 \u0000 \ud800', nested: { list: [1, null, 'ف'] }, '': 'x' };
    granted(await keep('walk-in', values));
    const elsewhere = await Staff.signIn(house.url, CLINICIAN);
    expect(await read('walk-in', elsewhere)).toMatchObject({ form: 'walk-in', values, version: null });
    expect(await read('walk-in', colleague)).toBeNull();
    expect(await read('walk-in', stranger)).toBeNull();
  });

  it('is kept in place of what was kept before, with the version it was opened on, until it is dropped', async () => {
    granted(await keep('walk-in', { a: 1 }));
    granted(await clinician.put('/api/forms/walk-in', { values: { a: 2 }, version: 7 }, { key: null }));
    expect(await read('walk-in')).toMatchObject({ values: { a: 2 }, version: 7 });
    expect((await clinician.delete('/api/forms/walk-in', { key: null })).status).toBe(204);
    expect((await clinician.delete('/api/forms/walk-in', { key: null })).status).toBe(204);
    expect(await read('walk-in')).toBeNull();
  });

  it('stands in no table as it was typed, and in no message, event or answer that is kept', async () => {
    const client = await admit();
    for (let i = 0; i < 3; i++)
      granted(await keep(`client~${client}~safety`, { family_name: CANARY, again: i }));
    expect(await read(`client~${client}~safety`)).toMatchObject({ values: { family_name: CANARY } });
    const tables = await house.rows<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname not in ('pg_catalog','information_schema','pg_toast') and c.relkind = 'r'`,
    );
    expect(tables.length).toBeGreaterThan(40);
    const hex = Buffer.from(CANARY).toString('hex');
    for (const { name } of tables) {
      const found = await house.rows(`select from ${name} t where t::text like $1 or t::text like $2`, [
        `%${CANARY}%`,
        `%${hex}%`,
      ]);
      expect([name, found.length]).toEqual([name, 0]);
    }
  });

  it('moved to another account or another form does not open', async () => {
    granted(await keep('walk-in', { secret: CANARY }));
    await house.rows("update access.kept_form set form = 'another'");
    expect((await clinician.get('/api/forms/another')).status).toBe(500);
    await house.rows(
      "update access.kept_form set form = 'walk-in', account_id = (select id from access.account where login = 'social-worker@detox.eg.demo')",
    );
    const answer = await colleague.get('/api/forms/walk-in');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain(CANARY);
  });

  it('about a client is given only while the client is shared with its author', async () => {
    const client = await admit();
    granted(await keep(`client~${client}~safety`, { a: 1 }));
    expect((await keep(`client~${client}~safety`, { a: 1 }, stranger)).problem.code).toBe(
      'request.not_found',
    );
    await house.rows(
      "update care.episode_access set until_at = now() - interval '1 second' where until_at > now()",
    );
    for (const refused of [
      await clinician.get(`/api/forms/client~${client}~safety`),
      await keep(`client~${client}~safety`, { a: 2 }),
    ])
      expect([refused.status, refused.text.includes('"a"')]).toEqual([404, false]);
    const [kept] = await house.rows<{ version: number | null }>('select version from access.kept_form');
    expect(kept).toBeDefined();
  });

  it('leaves an event for the first keep, for reading and for dropping, and none for the keeps between', async () => {
    const before = await events('form.keep');
    for (let i = 0; i < 5; i++) granted(await keep('walk-in', { i }));
    expect((await events('form.keep')) - before).toBe(1);
    const reads = await events('form.read');
    await read('walk-in');
    expect((await events('form.read')) - reads).toBe(1);
    const drops = await events('form.drop');
    await clinician.delete('/api/forms/walk-in', { key: null });
    granted(await keep('walk-in', {}));
    expect([(await events('form.drop')) - drops, (await events('form.keep')) - before]).toEqual([1, 2]);
  });

  it('is gone after seven days, whether it was tidied away yet or not', async () => {
    granted(await keep('walk-in', { a: 1 }));
    granted(await keep('consent', { a: 1 }));
    await house.rows(
      "update access.kept_form set kept_at = now() - interval '7 days 1 minute' where form = 'walk-in'",
    );
    expect(await read('walk-in')).toBeNull();
    const worker = await house.startWorker();
    await worker.get(Outbox).letGo();
    expect(await house.rows('select form from access.kept_form')).toEqual([{ form: 'consent' }]);
  });

  it('is one of fifty; one more is refused by name, also when many windows keep at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: LIMITS.kept_forms_max + 6 }, (_, i) => keep(`form-${i}`, { i })),
    );
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(({ problem }) => problem.code)).toEqual(refused.map(() => 'form.too_many'));
    expect(refused).toHaveLength(6);
    const kept = answers.findIndex(({ status }) => status === 200);
    granted(await keep(`form-${kept}`, { again: true }));
    granted(await keep('walk-in', {}, colleague));
  }, 60_000);

  it('is bounded in size, and what is too large is refused by name', async () => {
    const of = (bytes: number) => ({ text: 'x'.repeat(bytes - '{"text":""}'.length) });
    granted(await keep('walk-in', of(LIMITS.kept_form_bytes_max)));
    const answer = await keep('walk-in', of(LIMITS.kept_form_bytes_max + 1));
    expect([answer.status, answer.problem.code]).toEqual([413, 'form.too_large']);
  });

  it.each([
    'Walk-in',
    'a',
    'walk~in',
    'client~7K3M-9QXR-T5~safety',
    'client~nobody~safety',
    'person~7K3M-9QXR-T4~safety',
    '..~..~passwd',
    '%00',
    'x'.repeat(60),
  ])('has a name of a known shape: %s is none', async (form) => {
    for (const answer of [await keep(form, {}), await clinician.get(`/api/forms/${form}`)])
      expect([form, answer.status]).toEqual([form, 404]);
  });

  it.each([
    [{ values: [] }, 'field.invalid'],
    [{ values: 'text' }, 'field.invalid'],
    [{}, 'field.invalid'],
    [{ values: {}, version: -1 }, 'field.invalid'],
    [{ values: {}, owner: 'me' }, 'field.unknown'],
  ])('holds an object of values: %j is refused', async (body, code) => {
    const answer = await clinician.put('/api/forms/walk-in', body, { key: null });
    expect([answer.status, answer.problem.code]).toEqual([422, code]);
  });
});
