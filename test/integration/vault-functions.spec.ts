import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { ConsentCategory } from '#domain/charter/consent.js';
import type { BusinessState } from '#domain/charter/handoff.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import {
  accept,
  arrive,
  disclose,
  end,
  follow,
  giveConsent,
  inDays,
  insertHandoff,
  moveTo,
  send,
  type TestHandoff,
} from '../support/handoffs.js';
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

  /** Either side asks: the receiver when it says yes, the sender in an emergency and with a new consent after a pause. */
  it('is opened by a side of the handoff, to nobody but the receiver', async () => {
    const handoff = await sent({ categories: ['plan'] });
    await accept(api, handoff);
    const wider = await giveConsent(api, alpha, handoff, beta, ['identity']);
    await asActor(api, alpha, async () => {
      await moveTo(api, handoff.handoff, 'consent-under-discussion');
      await api.query('update care.handoff set consent_id = $2 where id = $1', [handoff.handoff, wider]);
      await moveTo(api, handoff.handoff, 'awaiting-arrival');
    });
    expect(await share(gamma, handoff.handoff)).toBe(false);
    expect(await knows(beta, handoff.client)).toBe(false);
    for (const actor of [alpha, beta]) {
      expect(await share(actor, handoff.handoff)).toBe(true);
      expect([await knows(beta, handoff.client), await knows(gamma, handoff.client)]).toEqual([true, false]);
    }
    expect(
      (await attempt(api, null, () => api.query('select vault.share($1) as shared', [handoff.handoff]))).value
        ?.rows,
    ).toEqual([{ shared: false }]);
  });

  it('opens in an emergency at once and without a consent, to the receiver alone', async () => {
    const walk = await admit(api, alpha);
    const emergency = {
      ...walk,
      handoff: randomUUID(),
      consent: null,
      kind: 'referral',
      sender: alpha,
      receiver: beta,
    };
    await asActor(api, alpha, async () => {
      await insertHandoff(api, emergency, {
        basis: 'emergency',
        state: 'accepted',
        business_state: 'awaiting-arrival',
        stage: 'treatment',
      });
      await api.query('select vault.share($1)', [emergency.handoff]);
    });
    expect([await knows(beta, walk.client), await knows(gamma, walk.client)]).toEqual([true, false]);
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

  it('is closed with the end of a handoff, by whoever ended it, and by nobody once the client has arrived', async () => {
    const handoff = await sent();
    await accept(api, handoff);
    const close = (actor: TestOrganisation | null, p: object, move?: BusinessState) =>
      attempt(api, actor, async () => {
        if (move) await moveTo(api, handoff.handoff, move, `recall_reason = 'other'`);
        await follow(api, handoff.handoff, p);
      });
    const WAYS = [{ let_go: true }, { close_reading: true }];
    for (const p of WAYS) {
      for (const actor of [alpha, beta, gamma, null]) expect((await close(actor, p)).refused).toBe('42501');
    }
    expect((await close(alpha, { let_go: true }, 'recalled')).refused).toBeUndefined();
    expect((await close(beta, { let_go: true }, 'recalled')).refused).toBe('23514');
    await arrive(api, handoff);
    for (const p of WAYS) {
      for (const actor of [alpha, beta])
        expect((await close(actor, p, 'arrived-in-service')).refused).toBe('42501');
    }
    expect(await knows(beta, handoff.client)).toBe(true);
  });

  it('stays open for some days after a missed arrival, to ring somebody who agreed to it, and not after a withdrawal', async () => {
    const missed = async (categories: readonly ConsentCategory[]): Promise<TestHandoff> => {
      const handoff = await sent({ categories });
      await accept(api, handoff);
      await asActor(api, beta, async () => {
        await moveTo(api, handoff.handoff, 'did-not-arrive');
        await follow(api, handoff.handoff, { let_go: true, identity_until: inDays(14) });
      });
      return handoff;
    };
    const keeps = async (actor: TestOrganisation | null, { handoff }: TestHandoff) =>
      (
        await attempt(api, actor, async () => {
          const { rows } = await api.query<{ keeps: boolean }>('select care.keeps_contact($1) as keeps', [
            handoff,
          ]);
          return rows[0]?.keeps;
        })
      ).value;
    const silent = await missed(['identity', 'plan']);
    expect([await knows(beta, silent.client), await keeps(beta, silent)]).toEqual([false, false]);
    const agreed = await missed(['identity', 'contact']);
    expect([await knows(beta, agreed.client), await keeps(beta, agreed)]).toEqual([true, true]);
    for (const actor of [alpha, gamma, null]) expect(await keeps(actor, agreed)).toBe(false);
    await asActor(api, alpha, () =>
      api.query(`select care.withdraw_consent($1, 'witnessed_oral')`, [agreed.consent]),
    );
    expect([await knows(beta, agreed.client), await keeps(beta, agreed)]).toEqual([false, false]);
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
      const handoff = await sent({ categories: ['plan', 'safety'] });
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
      expect(await read()).toMatchObject({
        safety: { suicide_risk: 'high' },
        categories: expect.arrayContaining(['plan', 'safety']),
      });
      await superuser.query(`update care.consent set categories = '{plan}' where id = $1`, [handoff.consent]);
      const narrower = await read();
      expect(narrower).toMatchObject({ categories: ['plan'] });
      expect(Object.keys(narrower)).not.toContain('safety');
    });

    it('never under the consent of another client, nor under one that names another receiver', async () => {
      const mine = await sent();
      const other = await sent();
      const elsewhere = await send(api, alpha, await admit(api, alpha), gamma);
      const forge = (consent: string, client: string, episode: string) =>
        attempt(api, alpha, () =>
          insertHandoff(
            api,
            {
              ...mine,
              handoff: randomUUID(),
              client,
              episode,
              consent,
              kind: 'referral',
              sender: alpha,
              receiver: beta,
            },
            { stage: 'employment' },
          ),
        );
      expect((await forge(mine.consent, mine.client, mine.episode)).refused).toBeUndefined();
      expect((await forge(other.consent, mine.client, mine.episode)).refused).toBe('23503');
      expect((await forge(other.consent, other.client, mine.episode)).refused).toBe('23503');
      expect((await forge(elsewhere.consent, elsewhere.client, elsewhere.episode)).refused).toBe('23503');
    });
  });
});
