import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type {
  ClientErasureView,
  ErasureCertificateView,
  ErasureView,
  LegalHoldView,
} from '#domain/wire/erasure.js';
import type { Page } from '#domain/wire/common.js';
import { isSigned } from '#platform/erasure/certificate-key.js';
import { ErasureLedger } from '#platform/erasure/erasure-ledger.js';
import { replayErasures } from '#platform/erasure/erasure-replay.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { admitNamed, daysAgo, granted, somebody } from '../support/journey.js';
import { expectRefusal, offerTo } from '../support/journey-handoffs.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;
let officer: Staff;

beforeAll(async () => {
  house = await startApplication();
  desks = await signInDesks(house);
  officer = await house.as('privacy-officer@detox.eg.demo');
}, 120_000);
afterAll(() => house?.close(), 60_000);

const WHY = 'The client left the country and asks for it in writing.';
const ledgerFile = (): string => path.join(house.database.keys.directory, 'erasures.log');
const ledger = (): ErasureLedger => new ErasureLedger(ledgerFile(), house.database.keys);

async function ask(client: string, staff: Staff = desks.clinician): Promise<ErasureView> {
  const wanted = { asked_on: daysAgo(2), asked_how: 'in_writing' };
  return granted(await staff.post<ErasureView>(`/api/clients/${client}/erasures`, wanted), 201);
}
const decide = (one: ErasureView, body: object, staff: Staff = officer) =>
  staff.post<ErasureView>(`/api/erasures/${one.reference}/decision`, body, { version: one.version });
const carryOut = (one: ErasureView, staff: Staff = desks.duty) =>
  staff.post<ErasureView>(`/api/erasures/${one.reference}/carrying-out`, undefined, { version: one.version });
const grant = async (client: string): Promise<ErasureView> =>
  granted(await decide(await ask(client), { ground: 'consent_withdrawn', note: WHY }));
const idOf = async (client: string): Promise<string> =>
  (
    await house.rows<{ id: string }>('select client_id as id from care.client_code where code = $1', [client])
  )[0]!.id;

describe('Being forgotten', () => {
  it('is asked for, decided on a legal ground by one, carried out by another, and signed', async () => {
    const person = somebody();
    const client = await admitNamed(desks.clinician, { identity: person });
    const asked = await ask(client);
    expect(asked).toMatchObject({ state: 'requested', client, decision: null, certified: false });
    expect(asked.decide_by_on > daysAgo(-26)).toBe(true);
    const view = granted(await officer.get<ClientErasureView>(`/api/clients/${client}/erasure`));
    expect(view).toMatchObject({
      in_care: true,
      holds: [],
      erasure: { reference: asked.reference },
      retention: { years: 15 },
    });

    expectRefusal(await decide(asked, { ground: 'consent_withdrawn' }), 422, 'erasure.retention_note_needed');
    expectRefusal(
      await decide(asked, { ground: 'consent_withdrawn', note: WHY }, desks.duty),
      403,
      'permission.role',
    );
    const decided = granted(await decide(asked, { ground: 'consent_withdrawn', note: WHY }));
    expect(decided).toMatchObject({ state: 'granted', decision: { own: true, ground: 'consent_withdrawn' } });
    expectRefusal(await decide(asked, { ground: 'objection', note: WHY }), 409, 'version.stale');

    expectRefusal(await carryOut(decided, officer), 409, 'erasure.same_person');
    expectRefusal(await carryOut({ ...decided, version: 1 }), 409, 'version.stale');
    const done = granted(await carryOut(decided));
    expect(done).toMatchObject({ state: 'carried_out', scope: 'person', certified: true });
    expectRefusal(await carryOut(done), 409, 'erasure.carried_out');

    const paper = granted(
      await officer.get<ErasureCertificateView>(`/api/erasures/${done.reference}/certificate`),
    );
    const [signature, key] = [paper.signature, paper.public_key].map((one) => Buffer.from(one, 'base64'));
    expect(isSigned(paper.text, signature!, key!)).toBe(true);
    expect(isSigned(paper.text.replace(client, '0000000000'), signature!, key!)).toBe(false);
    expect(JSON.parse(paper.text)).toEqual(paper.certificate);
    const day = new Date(Date.parse(paper.certificate.erased_at) + 35 * 86_400_000)
      .toISOString()
      .slice(0, 10);
    expect(paper.certificate).toMatchObject({
      client,
      scope: 'person',
      backups_unreadable_on: day,
      erased: expect.arrayContaining(['person_key', 'identity_fields', 'search_tokens', 'client_code']),
    });
    expect(paper.text).not.toContain(person.family_name);
  }, 60_000);

  it('leaves a tombstone for whoever may know and nothing for whoever may not', async () => {
    const client = await admitNamed(desks.clinician);
    granted(await carryOut(await grant(client)));
    for (const at of ['', '/erasure', '/timeline'])
      expectRefusal(await officer.get(`/api/clients/${client}${at}`), 410, 'client.erased');
    expectRefusal(await desks.clinician.get(`/api/clients/${client}/identity`), 410, 'client.erased');
    expectRefusal(await desks.palm.get(`/api/clients/${client}`), 404, 'request.not_found');
    const list = granted(await desks.clinician.get<Page<{ client: string }>>('/api/clients?limit=100'));
    expect(list.items.map((one) => one.client)).not.toContain(client);
    expectRefusal(
      await desks.clinician.post(`/api/clients/${client}/erasures`, {
        asked_on: daysAgo(0),
        asked_how: 'in_person',
      }),
      410,
      'client.erased',
    );
  }, 60_000);

  it('leaves no field, token, key or draft, and care that has ended without a hole', async () => {
    const client = await admitNamed(desks.clinician);
    const id = await idOf(client);
    const form = { form: `client/${client.slice(0, 4)}-${client.slice(4, 8)}-${client.slice(8)}/safety` };
    await house.rows(
      `insert into access.kept_form (account_id, form, client_id, sealed) select id, $2, $1, '\\x00' from access.account where login = 'clinician@detox.eg.demo'`,
      [id, form.form],
    );
    granted(await carryOut(await grant(client)));
    const [left] = await house.rows<Record<string, string | null>>(
      `select (select count(*) from vault.identity_field where client_id = $1) as fields, (select count(*) from vault.blind_index where client_id = $1) as tokens,
         (select count(*) from access.kept_form where client_id = $1) as drafts, (select count(*) from vault.known_to where client_id = $1 and until_at > now()) as known,
         (select wrapped_key::text from vault.person where client_id = $1) as key, (select count(*) from care.custody where client_id = $1 and until_at is null) as custody,
         (select count(*) from care.episode where client_id = $1 and closed_at is null) as open, (select count(*) from care.stage_spell s join care.episode e on e.id = s.episode_id where e.client_id = $1 and s.ended_at is null) as spells,
         (select count(*) from care.episode_access where client_id = $1 and until_at > now()) as access`,
      [id],
    );
    expect(left).toEqual({
      fields: '0',
      tokens: '0',
      drafts: '0',
      known: '0',
      key: null,
      custody: '0',
      open: '0',
      spells: '0',
      access: '0',
    });
  }, 60_000);

  it('ends what was opened by breaking the glass, and takes away which colleague a protected client is', async () => {
    const client = await admitNamed(desks.clinician);
    const { opening } = granted(
      await desks.duty.post<{ opening: string }>(`/api/clients/${client}/emergency-card`, {
        reason: 'overdose',
      }),
    );
    granted(await desks.duty.get(`/api/openings/${opening}/card`));
    const one = await grant(client);
    const { colleague: self } = (await desks.manager.get<{ colleague: string }>('/api/session')).body;
    granted(
      await officer.send({
        method: 'PUT',
        path: `/api/clients/${client}/protection`,
        body: { kind: 'staff', self, team: [] },
      }),
    );
    const known = async () =>
      await house.rows<{ known: boolean }>(
        'select self_mark is not null as known from care.protection where client_id = $1',
        [await idOf(client)],
      );
    expect(await known()).toEqual([{ known: true }]);
    granted(await carryOut(one));
    expectRefusal(await desks.duty.get(`/api/openings/${opening}/card`), 409, 'break_glass.over');
    expect(await known()).toEqual([]);
  }, 60_000);

  it('waits for a legal hold, and for a handoff that is open', async () => {
    const client = await admitNamed(desks.clinician);
    const one = await grant(client);
    const hold = granted(
      await officer.post<LegalHoldView>(`/api/clients/${client}/holds`, {
        ground: 'court',
        note: 'Order 17 of 2 March',
      }),
      201,
    );
    expectRefusal(
      await officer.post(`/api/clients/${client}/holds`, { ground: 'claim' }),
      409,
      'hold.exists',
    );
    expectRefusal(await carryOut(one), 409, 'erasure.held');
    granted(await officer.post(`/api/holds/${hold.reference}/lifting`));
    expectRefusal(await officer.post(`/api/holds/${hold.reference}/lifting`), 409, 'hold.lifted');
    const { reference } = await offerTo(desks.manager, client);
    expectRefusal(await carryOut(one), 409, 'erasure.handoff_open');
    granted(
      await desks.manager.post(
        `/api/handoffs/${reference}/recall`,
        { reason: 'clinical_change' },
        { version: 1 },
      ),
    );
    granted(await carryOut(one));
  }, 60_000);

  it('may be refused on a ground to refuse, or taken back', async () => {
    const client = await admitNamed(desks.clinician);
    const refused = granted(await decide(await ask(client), { ground: 'kept_by_law' }));
    expect(refused.state).toBe('refused');
    expectRefusal(await carryOut(refused), 409, 'erasure.not_granted');
    const again = await ask(client);
    expectRefusal(
      await desks.clinician.post(`/api/clients/${client}/erasures`, {
        asked_on: daysAgo(0),
        asked_how: 'in_person',
      }),
      409,
      'erasure.open',
    );
    const back = granted(
      await desks.clinician.post<ErasureView>(`/api/erasures/${again.reference}/taking-back`, undefined, {
        version: again.version,
      }),
    );
    expect(back.state).toBe('taken_back');
    expectRefusal(await decide(back, { ground: 'kept_by_law' }), 409, 'erasure.taken_back');
    expectRefusal(
      await desks.palm.get(`/api/erasures/${again.reference}/certificate`),
      403,
      'permission.role',
    );
    expectRefusal(
      await (
        await house.as('privacy-officer@rehab1.eg.demo')
      ).get(`/api/erasures/${again.reference}/certificate`),
      404,
      'erasure.unknown',
    );
    expectRefusal(
      await officer.get(`/api/erasures/${again.reference}/certificate`),
      404,
      'erasure.no_certificate',
    );
    for (const [asked_on, code] of [
      [daysAgo(-3), 'erasure.asked_in_future'],
      [daysAgo(400), 'erasure.asked_too_early'],
    ] as const)
      expectRefusal(
        await desks.clinician.post(`/api/clients/${client}/erasures`, { asked_on, asked_how: 'in_person' }),
        422,
        code,
      );
  }, 60_000);

  it('is listed by the day on which it must be decided, page by page', async () => {
    const open = granted(await officer.get<Page<ErasureView>>('/api/erasures?open=true&limit=100')).items;
    expect(open.every(({ state }) => state === 'requested' || state === 'granted')).toBe(true);
    const all: ErasureView[] = [];
    for (let cursor = ''; ;) {
      const page = granted(await officer.get<Page<ErasureView>>(`/api/erasures?limit=2${cursor}`));
      all.push(...page.items);
      if (!page.next) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(new Set(all.map(({ reference }) => reference)).size).toBe(all.length);
    const [{ count }] = (await house.rows<{ count: string }>('select count(*) from care.erasure')) as [
      { count: string },
    ];
    expect(all.length).toBe(Number(count));
    expect(all.map((one) => one.decide_by_on)).toEqual(all.map((one) => one.decide_by_on).sort());
  }, 60_000);
});

describe('The ledger of erasures', () => {
  const owner = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: house.database.ownerUrl });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };

  it('holds what was carried out, on disk, and says of nobody who they were', async () => {
    const person = somebody();
    const client = await admitNamed(desks.clinician, { identity: person });
    const id = await idOf(client);
    const done = granted(await carryOut(await grant(client)));
    expect(ledger().read().at(-1)).toMatchObject({ erasure: done.reference, client: id, scope: 'person' });
    const text = readFileSync(ledgerFile(), 'utf8');
    for (const secret of [client, id, person.family_name, person.given_name, WHY])
      expect(text).not.toContain(secret);
  }, 60_000);

  it('makes a database that knows nothing of an erasure forget again, once', async () => {
    const client = await admitNamed(desks.clinician);
    const id = await idOf(client);
    const before = (await house.rows<object>('select * from vault.person where client_id = $1', [id]))[0];
    const fields = await house.rows<{ field: string; ciphertext: Buffer }>(
      'select field, ciphertext from vault.identity_field where client_id = $1',
      [id],
    );
    const done = granted(await carryOut(await grant(client)));
    // What a restore to a time before the request brings back.
    await house.rows('delete from care.erasure where id = $1', [done.reference]);
    await house.rows(`update vault.person set wrapped_key = $2, erased_at = null where client_id = $1`, [
      id,
      (before as { wrapped_key: Buffer }).wrapped_key,
    ]);
    for (const { field, ciphertext } of fields)
      await house.rows('insert into vault.identity_field values ($1, $2, $3)', [id, field, ciphertext]);
    await house.rows(`update vault.known_to set until_at = 'infinity' where client_id = $1`, [id]);
    await house.rows(`update care.client_code set erased_at = null where client_id = $1`, [id]);
    expect(await owner((client) => replayErasures(client, ledger()))).toBe(1);
    expect(await owner((client) => replayErasures(client, ledger()))).toBe(0);
    const [after] = await house.rows<object>(
      `select wrapped_key, (select count(*) from vault.identity_field f where f.client_id = p.client_id) as fields from vault.person p where client_id = $1`,
      [id],
    );
    expect(after).toEqual({ wrapped_key: null, fields: '0' });
    expectRefusal(await officer.get(`/api/clients/${client}`), 410, 'client.erased');
    const paper = granted(
      await officer.get<ErasureCertificateView>(`/api/erasures/${done.reference}/certificate`),
    );
    expect(
      isSigned(paper.text, Buffer.from(paper.signature, 'base64'), Buffer.from(paper.public_key, 'base64')),
    ).toBe(true);
  }, 60_000);

  it('is the owner of the database alone to replay', async () => {
    for (const role of ['api', 'worker', 'vault', 'sealer', 'report'] as const) {
      const client = new pg.Client({ connectionString: house.database.urls[role] });
      await client.connect();
      await expect(client.query(`select care.replay_erasure('{}')`)).rejects.toMatchObject({ code: '42501' });
      await client.end();
    }
  });
});
