import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { accept, arrive, send } from '../support/handoffs.js';
import {
  addOrganisation,
  admit,
  asActor,
  newCode,
  type Acting,
  type TestOrganisation,
  type Walk,
} from '../support/network.js';

/** What one house, or one person, does about an identity reaches as far as they do, and no further; also when two act at once. */
describe('what is done about who somebody is', () => {
  let database: TestDatabase;
  let api: pg.Client;
  let second: pg.Client;
  let superuser: pg.Client;
  let here: TestOrganisation;
  let there: TestOrganisation;
  let officer: Acting;
  let keeper: Acting;

  beforeAll(async () => {
    database = await createTestDatabase();
    [api, second, superuser] = (await Promise.all(
      [database.urls.api, database.urls.api, database.superuserUrl].map(async (connectionString) => {
        const client = new pg.Client({ connectionString });
        await client.connect();
        return client;
      }),
    )) as [pg.Client, pg.Client, pg.Client];
    here = await addOrganisation(database, 'HERE');
    there = await addOrganisation(database, 'THERE');
    officer = { organisation: here.organisation, account: await colleague('privacy_officer') };
    keeper = { organisation: here.organisation, account: await colleague('duty_manager') };
    await superuser.query(
      `insert into care.capacity (organisation_id, stage, free, stated_by) values ($1, 'rehabilitation', 50, $2)`,
      [there.organisation, there.account],
    );
  }, 120_000);
  afterAll(async () => {
    await Promise.all([api, second, superuser].map((client) => client.end()));
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
  const rows = async <T extends object>(sql: string, values: unknown[]): Promise<T[]> =>
    (await superuser.query<T>(sql, values)).rows;
  const codeOf = async ({ client }: Walk): Promise<string> =>
    (
      await rows<{ code: string }>(
        'select code::text as code from care.client_code where organisation_id = $1 and client_id = $2',
        [here.organisation, client],
      )
    )[0]!.code;

  describe('being forgotten by one house', () => {
    const moveOn = async (walk: Walk): Promise<void> => {
      const sent = await send(api, here, walk, there, { stage: 'rehabilitation' });
      await accept(api, sent);
      await arrive(api, sent);
      // What still has to be said about the arrival is another story's.
      await superuser.query(
        `set session_replication_role = replica; update care.handoff set closed_at = now() where episode_id = '${walk.episode}'; set session_replication_role = origin`,
      );
    };
    /** Granted by one and carried out by another; answers how far it went. */
    const forget = async ({ client }: Walk, by: TestOrganisation): Promise<string> => {
      const id = randomUUID();
      await superuser.query(
        `insert into care.erasure (id, client_id, organisation_id, asked_on, asked_how, recorded_by, state, ground, decided_by, decided_at)
         values ($1, $2, $3, current_date, 'in_person', $4, 'granted', 'consent_withdrawn', $5, now())`,
        [id, client, by.organisation, by.account, randomUUID()],
      );
      const done = await asActor(
        api,
        by,
        async () =>
          (
            await api.query<{ answer: string; scope: string }>(
              `select answer, scope from care.carry_out_erasure($1, 1, '{}')`,
              [id],
            )
          ).rows[0]!,
      );
      expect(done.answer).toBe('done');
      return done.scope;
    };
    const marks = async ({ client }: Walk) =>
      await rows<{ organisation: string; erased: boolean }>(
        'select organisation_id as organisation, erased_at is not null as erased from care.client_code where client_id = $1 order by erased_at is null, organisation_id',
        [client],
      );

    it('leaves to another what somebody without a name is known by there, and comes back with', async () => {
      const walk = await admit(api, here, { anonymous: true });
      await moveOn(walk);
      await asActor(api, there, () =>
        api.query(`select care.set_return_key($1, $2, 'hash')`, [walk.client, randomBytes(32)]),
      );
      await superuser.query(
        `insert into access.kept_form (account_id, form, client_id, sealed) values ($1, 'client/ABCD-EFGH-JK/safety', $2, '\\x00')`,
        [there.account, walk.client],
      );
      expect(await forget(walk, here)).toBe('organisation');
      expect(await marks(walk)).toEqual([
        { organisation: here.organisation, erased: true },
        { organisation: there.organisation, erased: false },
      ]);
      const left = await rows<{ keys: number; drafts: number }>(
        `select (select count(*)::int from care.return_key k where k.client_id = $1 and k.ended_at is null) as keys,
           (select count(*)::int from access.kept_form f where f.client_id = $1) as drafts`,
        [walk.client],
      );
      expect(left).toEqual([{ keys: 1, drafts: 1 }]);
      // Theirs to take away, and then nothing is left.
      expect(await forget(walk, there)).toBe('person');
      expect((await marks(walk)).every(({ erased }) => erased)).toBe(true);
    });

    it('leaves the key of a person to whoever looks after them now, and goes with the last', async () => {
      const walk = await admit(api, here);
      await moveOn(walk);
      // The consent did not open the name to them: in need they break the glass.
      await superuser.query(
        'update vault.known_to set until_at = now() where client_id = $1 and organisation_id = $2',
        [walk.client, there.organisation],
      );
      expect(await forget(walk, here)).toBe('organisation');
      const key = async () =>
        (
          await rows<{ key: boolean }>(
            'select wrapped_key is not null as key from vault.person where client_id = $1',
            [walk.client],
          )
        )[0]!.key;
      expect(await key()).toBe(true);
      expect(await forget(walk, there)).toBe('person');
      expect(await key()).toBe(false);
    });
  });

  /** Two transactions that do not see each other: the second begins before the first has committed. */
  async function atOnce(
    first: [Acting, string, unknown[]],
    other: [Acting, string, unknown[]],
  ): Promise<unknown[]> {
    let commit = (): void => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    const one = asActor(api, first[0], async () => {
      await api.query(first[1], first[2]);
      await held;
    });
    await setTimeout(50);
    const two = asActor(second, other[0], async () => void (await second.query(other[1], other[2])));
    await setTimeout(150);
    commit();
    return (await Promise.allSettled([one, two])).map((done) =>
      done.status === 'fulfilled'
        ? 'done'
        : ((done.reason as { constraint?: string }).constraint ?? String(done.reason)),
    );
  }

  it('joins no two records into a ring, although both are confirmed at once', async () => {
    const [a, b] = [await admit(api, here), await admit(api, here)];
    const propose = async (keep: Walk, join: Walk): Promise<string> => {
      const id = randomUUID();
      await superuser.query(
        `insert into care.client_merge (id, organisation_id, kept_client_id, merged_client_id, ground, needs_two, proposed_by) values ($1, $2, $3, $4, 'entered_twice', true, $5)`,
        [id, here.organisation, keep.client, join.client, here.account],
      );
      return id;
    };
    const [into, back] = [await propose(a, b), await propose(b, a)];
    const CONFIRM = `update care.client_merge set state = 'merged', decided_by = $2, decided_at = clock_timestamp() where id = $1`;
    expect(
      await atOnce([keeper, CONFIRM, [into, keeper.account]], [keeper, CONFIRM, [back, keeper.account]]),
    ).toEqual(['done', 'merges_make_no_chains']);
  });

  describe('protecting a record', () => {
    const PROTECT = 'select answer from care.protect($1, $2, $3, $4, $5)';
    const END = 'select answer from care.end_protection($1, $2)';
    /** A keyed hash stands for each colleague; here any hash will do. */
    const markOf = (account: string): Buffer => createHash('sha256').update(account).digest();
    const marks = (actor: Acting, ...accounts: string[]): string =>
      JSON.stringify({
        actor: markOf(actor.account).toString('hex'),
        of: Object.fromEntries(accounts.map((account) => [account, markOf(account).toString('hex')])),
      });
    const answered = async (by: Acting, sql: string, values: unknown[]): Promise<string> =>
      await asActor(api, by, async () => (await api.query<{ answer: string }>(sql, values)).rows[0]!.answer);

    it('guards also access that is being given at the same moment', async () => {
      const [client, open, code] = [randomUUID(), randomUUID(), newCode()];
      const GIVE = `select care.open_episode($1, $2, 'intake')`;
      await superuser.query(
        `with new as (insert into care.client (id, jurisdiction, anonymous, language) values ($1, 'demo', true, 'ar') returning id, audit_subject)
         insert into care.client_code (organisation_id, code, client_id, audit_subject) select $2, $3, id, audit_subject from new`,
        [client, here.organisation, code],
      );
      expect(
        await atOnce(
          [here, GIVE, [client, open]],
          [officer, PROTECT, [code, 'minor', null, [keeper.account], marks(officer, keeper.account)]],
        ),
      ).toEqual(['done', 'done']);
      const guarded = await rows<{ guarded: boolean }>(
        'select guarded from care.episode_access where episode_id = $1',
        [open],
      );
      expect(guarded).toEqual([{ guarded: true }]);
    });

    it('waits for another who does the same, instead of failing', async () => {
      const code = await codeOf(await admit(api, here));
      const values = [code, 'minor', null, [keeper.account], marks(officer, keeper.account)];
      expect(await atOnce([officer, PROTECT, values], [officer, PROTECT, values])).toEqual(['done', 'done']);
    });

    it('remembers who of the house the client is, whoever changes the team, and lets them change nothing', async () => {
      const code = await codeOf(await admit(api, here));
      const self = { organisation: here.organisation, account: await colleague('privacy_officer') };
      expect(
        await answered(officer, PROTECT, [code, 'staff', self.account, [], marks(officer, self.account)]),
      ).toBe('done');
      // Nobody is shown who it is, so whoever changes the team does not say it again.
      expect(
        await answered(officer, PROTECT, [
          code,
          'staff',
          null,
          [keeper.account, self.account],
          marks(officer, keeper.account, self.account),
        ]),
      ).toBe('done');
      const team = await rows<{ account_id: string }>(
        'select m.account_id from care.protection_member m join care.client_code k on k.client_id = m.client_id where k.code = $1',
        [code],
      );
      expect(team.map(({ account_id }) => account_id)).toEqual([keeper.account]);
      expect(
        await answered(self, PROTECT, [
          code,
          'staff',
          officer.account,
          [self.account],
          marks(self, self.account, officer.account),
        ]),
      ).toBe('own');
      expect(await answered(self, END, [code, markOf(self.account)])).toBe('own');
      expect(await answered(officer, END, [code, markOf(officer.account)])).toBe('done');
    });
  });

  it('asks no code of anybody who is not of the house', async () => {
    const code = await codeOf(await admit(api, here));
    const stranger = { ...officer, organisation: there.organisation };
    for (const sql of [
      `select answer from care.end_protection($1, '')`,
      `select answer from care.protect($1, 'minor', null, '{}', '{}')`,
    ])
      expect(
        (await asActor(api, stranger, () => api.query<{ answer: string }>(sql, [code]))).rows[0]?.answer,
      ).toBe('unknown');
  });
});
