import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { CoordinationOffice } from '../support/coordination.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { accept, arrive, send } from '../support/handoffs.js';
import {
  addOrganisation,
  admit,
  attempt,
  writeEvidence,
  type Acting,
  type TestOrganisation,
  type Walk,
} from '../support/network.js';

describe('a forced change of custody', () => {
  let database: TestDatabase;
  let api: pg.Client;
  let superuser: pg.Client;
  let office: CoordinationOffice;
  let [alpha, beta, gamma] = [] as unknown as [TestOrganisation, TestOrganisation, TestOrganisation];
  let walk: Walk;

  const connect = async (url: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  };
  const rows = async (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
    (await superuser.query<Record<string, unknown>>(sql, values)).rows;
  const custody = async (): Promise<unknown[]> =>
    (
      await rows('select organisation_id, basis from care.custody where episode_id = $1 order by since_at', [
        walk.episode,
      ])
    ).map((row) => [row['organisation_id'], row['basis']]);
  const unchanged = (): unknown[] => [[alpha.organisation, 'intake']];
  /** Whether custody covers the episode exactly, and each instant once. */
  const whole = async (): Promise<unknown> =>
    (
      await rows(
        `select (select range_agg(c.during) from care.custody c where c.episode_id = e.id) = tstzmultirange(e.open_during) as whole
           from care.episode e where e.id = $1`,
        [walk.episode],
      )
    )[0]?.['whole'];

  beforeAll(async () => {
    database = await createTestDatabase();
    [api, superuser] = (await Promise.all([database.urls.api, database.superuserUrl].map(connect))) as [
      pg.Client,
      pg.Client,
    ];
    alpha = await addOrganisation(database, 'ALPHA');
    beta = await addOrganisation(database, 'BETA');
    gamma = await addOrganisation(database, 'GAMMA');
    office = await CoordinationOffice.open(database, api, superuser);
  });
  afterAll(async () => {
    await Promise.all([api, superuser].map((client) => client.end()));
    await database.drop();
  });
  beforeEach(async () => {
    walk = await admit(api, alpha);
    await writeEvidence(api, alpha, walk.episode, walk.spell);
  });

  it('is proposed by the coordination office of the jurisdiction, and by nobody else', async () => {
    for (const by of [alpha, beta, gamma])
      expect(await office.propose(alpha, walk, beta, by)).toBeUndefined();
    expect(await office.propose(alpha, walk, beta, { ...office.first, organisation: '' })).toBeUndefined();
    await superuser.query(`update care.organisation set jurisdiction = 'elsewhere' where id = $1`, [
      alpha.organisation,
    ]);
    expect(await office.propose(alpha, walk, beta)).toBeUndefined();
    await superuser.query(`update care.organisation set jurisdiction = 'demo' where id = $1`, [
      alpha.organisation,
    ]);
    expect(await office.propose(alpha, walk, beta)).toBeDefined();
  });

  it('goes to a house of the same jurisdiction that is open, and is decided by people who coordinate', async () => {
    for (const fact of [`closed_at = now()`, `jurisdiction = 'elsewhere'`]) {
      const change = await office.propose(alpha, walk, gamma);
      await superuser.query(`update care.organisation set ${fact} where id = $1`, [gamma.organisation]);
      expect(await office.propose(alpha, await admit(api, alpha), gamma)).toBeUndefined();
      if (fact.startsWith('closed'))
        expect(await office.decide(change, true)).toMatchObject({ answer: 'moved_on' });
      await superuser.query(
        `update care.organisation set closed_at = null, jurisdiction = 'demo' where id = $1`,
        [gamma.organisation],
      );
      expect(await office.decide(change, false)).toMatchObject({ answer: 'refused' });
    }
    const change = await office.propose(alpha, walk, gamma);
    for (const fact of [`disabled_at = now()`, `roles = '{org_admin}'`]) {
      await superuser.query(`update access.account set ${fact} where id = any ($1)`, [
        [office.first.account, office.second.account],
      ]);
      expect(await office.propose(alpha, await admit(api, alpha), gamma)).toBeUndefined();
      expect(await office.decide(change, true)).toMatchObject({ answer: 'unknown' });
      await superuser.query(
        `update access.account set disabled_at = null, roles = '{coordinator}' where id = any ($1)`,
        [[office.first.account, office.second.account]],
      );
    }
    expect(await custody()).toEqual(unchanged());
  });

  it('lets no house close that still holds somebody', async () => {
    const closing = async () =>
      (
        await attempt(superuser, null, () =>
          superuser.query('update care.organisation set closed_at = now() where id = $1', [
            alpha.organisation,
          ]),
        )
      ).refused;
    expect(await closing()).toBe('23514');
  });

  it('names the client by the code of the custodian: nobody else’s code, and not who left', async () => {
    expect(await office.propose(beta, walk, gamma)).toBeUndefined();
    const sent = await send(api, alpha, walk, beta);
    await accept(api, sent);
    await arrive(api, sent);
    expect(await office.propose(alpha, walk, gamma)).toBeUndefined();
    expect(await office.propose(beta, walk, gamma)).toBeDefined();
  });

  it('is proposed once at a time, to somebody else, with a reason of the list and a document', async () => {
    const [code] = await rows('select code from care.client_code where client_id = $1', [walk.client]);
    const tryIt = async (to: Acting, reason: string, document: string) =>
      (
        await attempt(api, office.first, () =>
          api.query('select * from care.propose_custody_change($1, $2, $3, $4, $5)', [
            alpha.code,
            code?.['code'],
            to.organisation,
            reason,
            document,
          ]),
        )
      ).refused;
    expect(await tryIt(beta, 'court_order', 'order 17')).toBeUndefined();
    expect(await tryIt(alpha, 'court_order', 'order 17')).toBe('23514');
    expect(await tryIt(beta, 'it seemed better', 'order 17')).toBe('23514');
    expect(await tryIt(beta, 'court_order', ' ')).toBe('23514');
    await office.propose(alpha, walk, beta);
    expect(await tryIt(gamma, 'court_order', 'order 18')).toBe('23505');
  });

  it('moves nothing until another person confirms it', async () => {
    const change = await office.propose(alpha, walk, beta);
    expect(await custody()).toEqual(unchanged());
    expect(await office.decide(change, true, office.first)).toMatchObject({ answer: 'same_person' });
    for (const by of [alpha, beta, { ...office.second, organisation: '' }])
      expect(await office.decide(change, true, by)).toMatchObject({ answer: 'unknown' });
    expect(await office.decide(randomUUID(), true)).toMatchObject({ answer: 'unknown' });
    expect(await custody()).toEqual(unchanged());
    // Not even the owner of all rights writes that one person did both.
    const { refused } = await attempt(superuser, null, () =>
      superuser.query(
        'update care.forced_change set decided_by = proposed_by, decided_at = now(), confirmed = true where reference = $1',
        [change],
      ),
    );
    expect(refused).toBe('23514');
  });

  it('is refused without a trace in the custody, and decided once', async () => {
    const change = await office.propose(alpha, walk, beta);
    expect(await office.decide(change, false)).toMatchObject({ answer: 'refused' });
    expect(await custody()).toEqual(unchanged());
    expect(await office.decide(change, true)).toMatchObject({ answer: 'decided' });
    expect(await custody()).toEqual(unchanged());
  });

  it('passes custody in one instant, without a gap, and says on what ground', async () => {
    expect(await office.decide(await office.propose(alpha, walk, beta), true)).toMatchObject({
      answer: 'confirmed',
    });
    expect(await custody()).toEqual([
      [alpha.organisation, 'intake'],
      [beta.organisation, 'forced'],
    ]);
    expect(await whole()).toBe(true);
    expect(
      await rows(
        `select from_organisation_id, to_organisation_id, basis, channel, categories from care.disclosure where episode_id = $1`,
        [walk.episode],
      ),
    ).toEqual([
      {
        from_organisation_id: alpha.organisation,
        to_organisation_id: beta.organisation,
        basis: 'law',
        channel: 'access',
        categories: ['identity', 'contact', 'safety'],
      },
    ]);
    const back = await office.decide(await office.propose(beta, walk, alpha), true);
    expect(back).toMatchObject({ answer: 'confirmed' });
    expect(await custody()).toHaveLength(3);
    expect(await whole()).toBe(true);
  });

  it('comes too late where the client has arrived elsewhere meanwhile', async () => {
    const change = await office.propose(alpha, walk, gamma);
    const sent = await send(api, alpha, walk, beta);
    await accept(api, sent);
    await arrive(api, sent);
    expect(await office.decide(change, true)).toMatchObject({ answer: 'moved_on' });
    expect(await custody()).toEqual([
      [alpha.organisation, 'intake'],
      [beta.organisation, 'handoff'],
    ]);
  });

  it('ends every transfer that was under way, and tells of it; an arrival afterwards moves nothing', async () => {
    const sent = await send(api, alpha, walk, beta);
    await accept(api, sent);
    const beside = await send(api, alpha, walk, gamma, { kind: 'referral', stage: 'employment' });
    const decided = await office.decide(await office.propose(alpha, walk, gamma), true);
    expect(decided).toMatchObject({ answer: 'confirmed', superseded: [sent.handoff] });
    expect(
      await rows(
        `select h.id, h.business_state, (select count(*)::int from care.packet p where p.handoff_id = h.id and p.ended_at is null) as packets
           from care.handoff h where h.episode_id = $1 order by h.kind`,
        [walk.episode],
      ),
    ).toEqual([
      { id: beside.handoff, business_state: 'awaiting-acknowledgement', packets: 1 },
      { id: sent.handoff, business_state: 'superseded', packets: 0 },
    ]);
    await expect(arrive(api, sent)).rejects.toMatchObject({ code: '42501' });
    expect(await whole()).toBe(true);
  });

  it('lets the new custodian know who it is and what keeps them safe, and no more of what others wrote', async () => {
    await office.decide(await office.propose(alpha, walk, beta), true);
    const seen = async (by: Acting) =>
      (
        await attempt(api, by, async () => {
          const tables: string[] = [];
          for (const table of [
            'client',
            'safety_screen',
            'condition',
            'treatment',
            'rehabilitation',
            'reintegration',
            'employment',
          ]) {
            const column = table === 'client' ? 'id' : 'episode_id';
            const { rowCount } = await api.query(`select from care.${table} where ${column} = $1`, [
              table === 'client' ? walk.client : walk.episode,
            ]);
            if (rowCount) tables.push(table);
          }
          return tables;
        })
      ).value;
    expect(await seen(beta)).toEqual(['client', 'safety_screen']);
    // What one wrote stays one's own to read; a third sees nothing, and the office nothing at all.
    expect(await seen(alpha)).toHaveLength(7);
    for (const by of [gamma, office.first]) expect(await seen(by)).toEqual([]);
    expect(
      await rows(
        `select organisation_id from vault.known_to where client_id = $1 and until_at > now() and basis = 'forced'`,
        [walk.client],
      ),
    ).toEqual([{ organisation_id: beta.organisation }]);
    expect(
      await rows(
        'select organisation_id, length(code::text) as length from care.client_code where client_id = $1 and organisation_id = $2',
        [walk.client, beta.organisation],
      ),
    ).toEqual([{ organisation_id: beta.organisation, length: 10 }]);
  });

  it('gives both houses work, ends the stay there and begins one here in the same stage', async () => {
    await office.decide(await office.propose(alpha, walk, beta), true);
    const work = await rows(
      `select organisation_id from care.work_item where episode_id = $1 and kind = 'custody.forced' and done_at is null`,
      [walk.episode],
    );
    expect(new Set(work.map((row) => row['organisation_id']))).toEqual(
      new Set([alpha.organisation, beta.organisation]),
    );
    expect(work).toHaveLength(2);
    expect(
      await rows(
        'select organisation_id, stage, outcome from care.stage_spell where episode_id = $1 order by started_at, id',
        [walk.episode],
      ),
    ).toEqual([
      { organisation_id: alpha.organisation, stage: 'treatment', outcome: 'moved_on_early' },
      { organisation_id: beta.organisation, stage: 'treatment', outcome: null },
    ]);
  });

  it('invents no name for somebody who stayed anonymous', async () => {
    walk = await admit(api, alpha, { anonymous: true });
    await office.decide(await office.propose(alpha, walk, beta), true);
    expect(await custody()).toHaveLength(2);
    expect(await rows('select from vault.known_to where client_id = $1', [walk.client])).toEqual([]);
  });
});
