import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { accept, arrive, disclose, end, send, type TestHandoff } from '../support/handoffs.js';
import {
  addOrganisation,
  admit,
  asActor,
  attempt,
  enrol,
  type TestOrganisation,
} from '../support/network.js';

const TABLES = ['person', 'identity_field', 'blind_index', 'known_to', 'source_record'] as const;

describe('the vault', () => {
  let database: TestDatabase;
  let alpha: TestOrganisation;
  let beta: TestOrganisation;
  let gamma: TestOrganisation;
  let api: pg.Client;
  let vault: pg.Client;
  let superuser: pg.Client;

  const connect = async (url: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  };
  /** Whether an organisation reads who the client is, asked through the vault's own login. */
  const knows = async (organisation: TestOrganisation, client: string): Promise<boolean> => {
    const { value } = await attempt(vault, organisation, async () => {
      const counts: (number | null)[] = [];
      for (const table of ['person', 'identity_field', 'blind_index']) {
        const { rowCount } = await vault.query(`select from vault.${table} where client_id = $1`, [client]);
        counts.push(rowCount);
      }
      expect(new Set(counts.map((count) => count === 0)).size).toBe(1); // all three open together, or none
      return counts[0] !== 0;
    });
    return value as boolean;
  };
  const sent = async (sending: Parameters<typeof send>[4] = {}, anonymous = false): Promise<TestHandoff> =>
    await send(api, alpha, await admit(api, alpha, { anonymous }), beta, sending);
  const share = async (actor: TestOrganisation, handoff: string): Promise<boolean> =>
    await asActor(api, actor, async () => {
      const { rows } = await api.query<{ shared: boolean }>('select vault.share($1) as shared', [handoff]);
      return rows[0]?.shared === true;
    });

  beforeAll(async () => {
    database = await createTestDatabase();
    [api, vault, superuser] = (await Promise.all(
      [database.urls.api, database.urls.vault, database.superuserUrl].map(connect),
    )) as [pg.Client, pg.Client, pg.Client];
    alpha = await addOrganisation(database, 'ALPHA');
    beta = await addOrganisation(database, 'BETA');
    gamma = await addOrganisation(database, 'GAMMA');
  });
  afterAll(async () => {
    await Promise.all([api, vault, superuser].map((client) => client.end()));
    await database.drop();
  });

  it('is written by the api through one slot, and never read back by it', async () => {
    const { client } = await admit(api, alpha);
    expect(await knows(alpha, client)).toBe(true);
    for (const table of TABLES) {
      for (const statement of [
        `select from vault.${table}`,
        `delete from vault.${table}`,
        `insert into vault.${table} default values`,
      ]) {
        const { refused, message } = await attempt(api, alpha, () => api.query(statement));
        expect([statement, refused, message]).toEqual([
          statement,
          '42501',
          `permission denied for table ${table}`,
        ]);
      }
    }
  });

  it('takes a person once: nobody writes over who somebody is', async () => {
    const { client } = await admit(api, alpha);
    for (const actor of [alpha, beta]) {
      expect((await attempt(api, actor, () => enrol(api, client))).refused).toBe('42501');
    }
    expect(await knows(beta, client)).toBe(false);
  });

  it('takes nobody in the name of nobody', async () => {
    expect((await attempt(api, null, () => enrol(api, randomUUID()))).refused).toBe('42501');
  });

  it('refuses a field it does not know', async () => {
    const { refused } = await attempt(api, alpha, () =>
      api.query(`select vault.enrol($1, 1, $2, '{"shoeSize":"AA=="}', '[]', 'intake')`, [
        randomUUID(),
        randomBytes(40),
      ]),
    );
    expect(refused).toBe('23514');
  });

  it('shows its own login only people whom the acting organisation knows', async () => {
    const { client } = await admit(api, alpha);
    expect([await knows(alpha, client), await knows(beta, client)]).toEqual([true, false]);
    const { value } = await attempt(
      vault,
      null,
      async () => (await vault.query('select from vault.person')).rowCount,
    );
    expect(value).toBe(0);
  });

  it('opens to the receiver with acceptance, not with the request', async () => {
    const handoff = await sent();
    expect(await share(beta, handoff.handoff)).toBe(false);
    await accept(api, handoff);
    expect(await knows(beta, handoff.client)).toBe(true);
    expect(await knows(gamma, handoff.client)).toBe(false);
  });

  it('opens to nobody but the receiver', async () => {
    const handoff = await sent({ categories: ['plan'] });
    await accept(api, handoff);
    await superuser.query(`update care.consent set categories = '{identity}' where id = $1`, [
      handoff.consent,
    ]);
    for (const actor of [alpha, gamma]) expect(await share(actor, handoff.handoff)).toBe(false);
    expect(await share(beta, handoff.handoff)).toBe(true);
  });

  it.each([
    ['does not open identity', { categories: ['plan'] as const }, ''],
    ['has run out', { expiresOn: '2020-01-01' }, ''],
    [
      'was withdrawn',
      {},
      `update care.consent set withdrawn_at = now(), withdrawn_how = 'witnessed_oral' where id = $1`,
    ],
  ])('stays closed where the consent %s', async (_, sending, sql) => {
    const handoff = await sent(sending);
    if (sql) await superuser.query(sql, [handoff.consent]);
    await accept(api, handoff);
    expect(await share(beta, handoff.handoff)).toBe(false);
    expect(await knows(beta, handoff.client)).toBe(false);
  });

  it('has nothing to open for somebody who stayed anonymous', async () => {
    const handoff = await sent({}, true);
    await accept(api, handoff);
    expect(await share(beta, handoff.handoff)).toBe(false);
  });

  it('closes to the receiver when the sender recalls', async () => {
    const handoff = await sent();
    await accept(api, handoff);
    await end(api, handoff, 'recall');
    expect([await knows(alpha, handoff.client), await knows(beta, handoff.client)]).toEqual([true, false]);
  });

  it('is closed by a side of the handoff alone, and by nobody once the client has arrived', async () => {
    const handoff = await sent();
    await accept(api, handoff);
    const close = (actor: TestOrganisation | null) =>
      attempt(api, actor, () => api.query('select vault.close_share($1)', [handoff.handoff]));
    for (const actor of [gamma, null]) expect((await close(actor)).refused).toBe('42501');
    expect((await close(alpha)).refused).toBeUndefined();
    await arrive(api, handoff);
    for (const actor of [alpha, beta]) expect((await close(actor)).refused).toBe('42501');
    expect(await knows(beta, handoff.client)).toBe(true);
  });

  it('answers a record of another system with the client it became, for this organisation alone', async () => {
    const [record, first, second] = [randomBytes(32), randomUUID(), randomUUID()];
    const claim = async (actor: TestOrganisation, client: string) =>
      await asActor(
        api,
        actor,
        async () =>
          (
            await api.query<{ was: string | null }>('select vault.claim_source($1, $2) as was', [
              record,
              client,
            ])
          ).rows[0]?.was,
      );
    expect(await claim(alpha, first)).toBeNull();
    expect(await claim(alpha, second)).toBe(first);
    expect(await claim(beta, second)).toBeNull();
    expect(
      (await attempt(api, null, () => api.query('select vault.claim_source($1, $2)', [record, first])))
        .refused,
    ).toBe('23502');
  });

  describe('and what leaves beside it', () => {
    it('never more than the standing consent opens: not with another category, and nothing once it was withdrawn or ran out', async () => {
      const handoff = await sent({ categories: ['plan'] });
      const tryIt = (categories: ('plan' | 'diagnosis')[]) =>
        attempt(api, alpha, () => disclose(api, handoff.handoff, 'D2', categories));
      expect((await tryIt(['plan'])).refused).toBeUndefined();
      expect((await tryIt(['plan', 'diagnosis'])).refused).toBe('42501');
      await superuser.query(`update care.consent set expires_on = '2020-01-01' where id = $1`, [
        handoff.consent,
      ]);
      expect((await tryIt(['plan'])).refused).toBe('42501');
      await superuser.query(
        `update care.consent set expires_on = null, withdrawn_at = now(), withdrawn_how = 'witnessed_oral' where id = $1`,
        [handoff.consent],
      );
      expect((await tryIt(['plan'])).refused).toBe('42501');
      expect((await tryIt([])).refused).toBeUndefined();
    });

    it('nothing to a third, and nothing after the request ended', async () => {
      const handoff = await sent();
      const read = (actor: TestOrganisation) =>
        attempt(api, actor, () => api.query('select care.packet_source($1)', [handoff.handoff]));
      expect([(await read(alpha)).refused, (await read(beta)).refused, (await read(gamma)).refused]).toEqual([
        undefined,
        undefined,
        '42501',
      ]);
      await end(api, handoff, 'decline');
      for (const actor of [alpha, beta]) {
        expect((await read(actor)).refused).toBe('42501');
        expect((await attempt(api, actor, () => disclose(api, handoff.handoff, 'D2', []))).refused).toBe(
          '42501',
        );
      }
    });

    it('only blocks that the consent opens', async () => {
      const handoff = await sent({ categories: ['plan'] });
      await superuser.query(
        `insert into care.safety_screen (episode_id, organisation_id, suicide_risk, medicines) values ($1, $2, 'high', 'a medicine')`,
        [handoff.episode, alpha.organisation],
      );
      const read = async () =>
        (
          await asActor(api, beta, () =>
            api.query<{ source: object }>('select care.packet_source($1) as source', [handoff.handoff]),
          )
        ).rows[0]?.source ?? {};
      expect(Object.keys(await read())).not.toContain('safety');
      await superuser.query(`update care.consent set categories = '{safety}' where id = $1`, [
        handoff.consent,
      ]);
      expect(await read()).toMatchObject({ safety: { suicide_risk: 'high' }, categories: ['safety'] });
    });

    it('never under the consent of another client, nor under one that names another receiver', async () => {
      const mine = await sent();
      const other = await sent();
      const elsewhere = await send(api, alpha, await admit(api, alpha), gamma);
      const forge = (consent: string, client: string, episode: string) =>
        attempt(api, alpha, () =>
          api.query(
            `insert into care.handoff (id, reference, kind, episode_id, client_id, audit_subject, sender_organisation_id, receiver_organisation_id,
               stage, urgency, consent_id, safety_withheld, pack_version, requested_by)
             values ($1, '0123456789', 'referral', $2, $3, $1, $4, $5, 'employment', 'routine', $6, false, '1', $7)`,
            [randomUUID(), episode, client, alpha.organisation, beta.organisation, consent, alpha.account],
          ),
        );
      expect((await forge(mine.consent, mine.client, mine.episode)).refused).toBeUndefined();
      expect((await forge(other.consent, mine.client, mine.episode)).refused).toBe('23503');
      expect((await forge(other.consent, other.client, mine.episode)).refused).toBe('23503');
      expect((await forge(elsewhere.consent, elsewhere.client, elsewhere.episode)).refused).toBe('23503');
    });
  });
});
