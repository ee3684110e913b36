import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import {
  addOrganisation,
  admit,
  asActor,
  attempt,
  enrol,
  newCode,
  type Acting,
  type TestOrganisation,
  type Walk,
} from '../support/network.js';

/** The functions look for themselves who asks: whatever program holds the api's login gets no further. */
describe('the functions about who somebody is', () => {
  let database: TestDatabase;
  let api: pg.Client;
  let superuser: pg.Client;
  let here: TestOrganisation;
  let there: TestOrganisation;
  let officer: Acting;

  beforeAll(async () => {
    database = await createTestDatabase();
    const connect = async (connectionString: string): Promise<pg.Client> => {
      const client = new pg.Client({ connectionString });
      await client.connect();
      return client;
    };
    api = await connect(database.urls.api);
    superuser = await connect(database.superuserUrl);
    here = await addOrganisation(database, 'HERE');
    there = await addOrganisation(database, 'THERE');
    officer = { organisation: here.organisation, account: await colleague('privacy_officer') };
  }, 120_000);
  afterAll(async () => {
    await Promise.all([api, superuser].map((client) => client.end()));
    await database.drop();
  });

  async function colleague(role: string): Promise<string> {
    const id = randomUUID();
    await superuser.query(
      `insert into access.account (id, organisation_id, login, display_name, password_hash, roles) values ($1::uuid, $2, $1::text, 'Somebody', 'no password fits', array[$3])`,
      [id, here.organisation, role],
    );
    return id;
  }
  const call = async (actor: Partial<Acting> | null, sql: string, values: unknown[]) =>
    await attempt(api, actor, async () => (await api.query<{ answer: string }>(sql, values)).rows[0]?.answer);
  const codeOf = async ({ client }: Walk): Promise<string> =>
    (
      await superuser.query<{ code: string }>(
        'select code::text as code from care.client_code where organisation_id = $1 and client_id = $2',
        [here.organisation, client],
      )
    ).rows[0]!.code;
  const join = (actor: Partial<Acting> | null, client: string) =>
    attempt(api, actor, () =>
      api.query(`select vault.join_identity($1, false, 1, $2, $3, $4, 'witnessed_oral')`, [
        client,
        randomBytes(40),
        JSON.stringify({ givenName: randomBytes(20).toString('base64') }),
        '[]',
      ]),
    );

  it('give a name to somebody without one, in the house that is responsible, once', async () => {
    const nameless = await admit(api, here, { anonymous: true });
    const named = await admit(api, here);
    for (const [actor, walk] of [
      [there, nameless],
      [null, nameless],
      [here, named],
      [here, { ...nameless, client: randomUUID() }],
    ] as const)
      expect((await join(actor, walk.client)).refused).toBe('42501');
    expect((await join(here, nameless.client)).refused).toBeUndefined();
  });

  it('take back only what was given later, and leave nothing of it', async () => {
    const named = await admit(api, here);
    const undo = (actor: Acting, client: string) =>
      attempt(api, actor, () => api.query(`select vault.undo_identity($1, 'witnessed_oral')`, [client]));
    expect((await undo(here, named.client)).refused).toBe('42501');
    const nameless = await admit(api, here, { anonymous: true });
    expect((await undo(here, nameless.client)).refused).toBe('42501');
    expect((await undo(there, nameless.client)).refused).toBe('42501');
  });

  it('keep photographs of people who are known, by the house that is responsible', async () => {
    const [named, nameless] = [await admit(api, here), await admit(api, here, { anonymous: true })];
    const put = (actor: Acting, client: string) =>
      attempt(api, actor, () => api.query(`select vault.put_photo($1, 'image/jpeg', '\\x01')`, [client]));
    expect((await put(here, named.client)).refused).toBeUndefined();
    expect((await put(there, named.client)).refused).toBe('42501');
    expect((await put(here, nameless.client)).refused).toBe('42501');
  });

  it('give out codes to come back with, and read their hashes, in the own house alone', async () => {
    const nameless = await admit(api, here, { anonymous: true });
    const mac = randomBytes(32);
    const set = (actor: Acting) =>
      asActor(api, actor, () =>
        api.query(`select care.set_return_key($1, $2, 'hash')`, [nameless.client, mac]),
      );
    await expect(set(there)).rejects.toMatchObject({ code: '42501' });
    await set(here);
    await set(here);
    const found = async (actor: Acting): Promise<number | null> =>
      (await asActor(api, actor, () => api.query('select * from care.find_return_key($1)', [mac]))).rowCount;
    expect([await found(here), await found(there)]).toEqual([1, 0]);
    for (const column of ['code_mac', 'passphrase_hash'])
      expect(
        (await attempt(api, here, () => api.query(`select ${column} from care.return_key`))).refused,
      ).toBe('42501');
  });

  describe('keep a record within a team', () => {
    let walk: Walk;
    let code: string;
    let member: Acting;
    let self: Acting;
    const PROTECT = `select answer from care.protect($1, 'staff', $2, $3, $4)`;
    /** A keyed hash stands for each colleague; here any hash will do. */
    const mark = (account: string | null): string =>
      createHash('sha256')
        .update(account ?? '')
        .digest('hex');
    const marks = (actor: Acting | null, ...accounts: string[]): string =>
      JSON.stringify({
        actor: mark(actor?.account ?? null),
        of: Object.fromEntries(accounts.map((account) => [account, mark(account)])),
      });
    /** Whether somebody of the house reads anything of the record, and the api's own view of the person. */
    const reads = async (actor: Acting): Promise<number[]> =>
      (
        await attempt(api, actor, async () => {
          const counts: number[] = [];
          for (const table of ['client', 'episode_access', 'key_worker'])
            counts.push(
              (
                await api.query(
                  `select from care.${table} where ${table === 'client' ? 'id' : 'client_id'} = $1`,
                  [walk.client],
                )
              ).rowCount ?? 0,
            );
          return counts;
        })
      ).value as number[];

    beforeAll(async () => {
      walk = await admit(api, here);
      code = await codeOf(walk);
      member = { organisation: here.organisation, account: await colleague('clinician') };
      self = { organisation: here.organisation, account: await colleague('social_worker') };
    });

    it('by the word of the privacy officer, and of nobody else', async () => {
      for (const actor of [null, here, there, member, { ...officer, organisation: there.organisation }])
        expect(
          (await call(actor, PROTECT, [code, null, [member.account], marks(actor, member.account)])).value,
        ).toBe('unknown');
      expect((await call(officer, PROTECT, [code, null, [there.account], marks(officer)])).value).toBe(
        'colleague',
      );
      expect((await call(officer, PROTECT, [newCode(), null, [], marks(officer)])).value).toBe('unknown');
    });

    it('so that rows are there for the team alone, also for rows that come later; the client is never of it', async () => {
      await asActor(api, here, () =>
        api.query('select care.name_key_worker($1, $2)', [walk.episode, here.account]),
      );
      await asActor(api, officer, () =>
        api.query(PROTECT, [
          code,
          self.account,
          [member.account, self.account],
          marks(officer, member.account, self.account, here.account),
        ]),
      );
      expect((await reads(member)).slice(0, 2)).toEqual([1, 1]);
      // Whoever walks with the client is of the team.
      expect((await reads(here)).slice(0, 2)).toEqual([1, 1]);
      for (const other of [self, officer]) expect((await reads(other)).slice(0, 2)).toEqual([0, 0]);
      await superuser.query(
        `insert into care.episode_access (episode_id, client_id, organisation_id, basis, scope) values ($1, $2, $3, 'authorship', 'own_part')`,
        [walk.episode, walk.client, here.organisation],
      );
      expect((await reads(self)).slice(0, 2)).toEqual([0, 0]);
      expect((await reads(member)).slice(0, 2)).toEqual([1, 2]);
      // Not even whoever reads every table learns which colleague it is.
      const [row] = (
        await superuser.query<{ text: string }>(
          'select p::text as text from care.protection p where p.client_id = $1 and p.ended_at is null',
          [walk.client],
        )
      ).rows;
      expect(row?.text).not.toContain(self.account);
    });

    it('and tell who reached for it, once an hour and person', async () => {
      for (let i = 0; i < 3; i++)
        await asActor(api, self, () =>
          api.query('select care.alert_protected($1)', [[walk.subject, randomUUID()]]),
        );
      await asActor(api, there, () => api.query('select care.alert_protected($1)', [[walk.subject]]));
      const { rows } = await superuser.query<{ what: string }>(
        'select what from care.protection_alert where client_id = $1',
        [walk.client],
      );
      // That it was the client themselves is told to the privacy officer, and not written down.
      expect(rows).toEqual([{ what: 'refused' }]);
    });

    it('until it ends, by the same word', async () => {
      const END = `select answer from care.end_protection($1, '')`;
      expect((await call(member, END, [code])).value).toBe('unknown');
      await asActor(api, officer, () => api.query(END, [code]));
      expect((await reads(self)).slice(0, 2)).toEqual([1, 2]);
    });
  });

  it('let two records of the own house be joined, forward only and without chains', async () => {
    const [a, b, c] = [await admit(api, here), await admit(api, here), await admit(api, here)];
    const theirs = await admit(api, there);
    const propose = (kept: Walk, merged: Walk, at: TestOrganisation = here) =>
      asActor(api, at, async () => {
        const id = randomUUID();
        await api.query(
          `insert into care.client_merge (id, organisation_id, kept_client_id, merged_client_id, ground, needs_two, proposed_by) values ($1, $2, $3, $4, 'entered_twice', true, $5)`,
          [id, at.organisation, kept.client, merged.client, at.account],
        );
        return id;
      });
    const settle = (id: string, state: string, by: string) =>
      asActor(api, here, () =>
        api.query(
          `update care.client_merge set state = $2, decided_by = $3, decided_at = clock_timestamp() where id = $1`,
          [id, state, by],
        ),
      );
    await expect(propose(a, theirs)).rejects.toMatchObject({ code: '42501' });
    await expect(propose(a, a)).rejects.toMatchObject({ constraint: 'record_is_not_joined_to_itself' });
    const first = await propose(a, b);
    await expect(propose(c, b)).rejects.toMatchObject({ constraint: 'record_is_joined_once' });
    await expect(settle(first, 'merged', here.account)).rejects.toMatchObject({
      constraint: 'another_person_confirms_a_merge',
    });
    await settle(first, 'merged', officer.account);
    await expect(settle(first, 'refused', officer.account)).rejects.toMatchObject({ code: '23514' });
    const second = await propose(c, a);
    await expect(settle(second, 'merged', officer.account)).rejects.toMatchObject({
      constraint: 'merges_make_no_chains',
    });
  });

  it('let an official request be answered at its time alone, decided by another, with more for a court alone', async () => {
    const record = async (basis: string): Promise<string> =>
      await asActor(api, here, async () => {
        const id = randomUUID();
        await api.query(
          `insert into care.data_request (id, organisation_id, reference, authority, basis, letter, language, recorded_by, answer_from_at)
           values ($1, $2, $3, 'police', $4, '\\x00', 'ru', $5, now() + interval '7 days')`,
          [id, here.organisation, newCode(), basis, here.account],
        );
        return id;
      });
    const change = (id: string, set: string) =>
      asActor(api, here, () => api.query(`update care.data_request set ${set} where id = $1`, [id]));
    const decided = (decision: string, by: string): string =>
      `decision = '${decision}', decided_by = '${by}', decided_at = now(), words = '\\x00'`;
    const id = await record('written_request');
    await expect(change(id, decided('neither', here.account))).rejects.toMatchObject({
      constraint: 'request_is_decided_by_another',
    });
    await expect(change(id, decided('court_order', officer.account))).rejects.toMatchObject({
      constraint: 'only_a_court_orders',
    });
    await change(id, decided('neither', officer.account));
    await expect(
      change(id, `answered_by = '${officer.account}', answered_at = now(), text_id = 'text'`),
    ).rejects.toMatchObject({ constraint: 'every_answer_leaves_at_its_time' });
  });

  it('are of nobody where nobody acts', async () => {
    const walk = await admit(api, here, { anonymous: true });
    expect((await attempt(api, null, () => enrol(api, randomUUID()))).refused).toBe('42501');
    expect(
      (
        await attempt(api, null, () =>
          api.query(`select care.set_return_key($1, '\\x01', 'x')`, [walk.client]),
        )
      ).refused,
    ).toBe('42501');
  });
});
