import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DATABASE_ROLES, OWNER_LOGIN, loginOf, type DatabaseRole } from '#platform/db/database-roles.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { send } from '../support/handoffs.js';
import {
  addOrganisation,
  admit,
  asActor,
  attempt,
  type Acting,
  type TestOrganisation,
} from '../support/network.js';

const IDLE = '10 minutes';

describe('functions that cross the policies', () => {
  let database: TestDatabase;
  let alpha: TestOrganisation;
  let beta: TestOrganisation;
  let api: pg.Client;
  let superuser: pg.Client;
  let owner: pg.Client;
  const clients: pg.Client[] = [];

  const connect = async (url: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    clients.push(client);
    return client;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await connect(database.urls.api);
    superuser = await connect(database.superuserUrl);
    owner = await connect(database.ownerUrl);
    alpha = await addOrganisation(database, 'ALPHA');
    beta = await addOrganisation(database, 'BETA');
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()));
    await database.drop();
  });

  describe('sessions', () => {
    const open = async (account = alpha.account, lifetime = '1 hour'): Promise<Buffer> => {
      const token = randomBytes(32);
      await api.query('select access.open_session($1, $2, $3)', [account, token, lifetime]);
      return token;
    };
    const resolve = async (token: Buffer): Promise<Record<string, unknown>[]> =>
      (
        await api.query<Record<string, unknown>>('select * from access.resolve_session($1, $2)', [
          token,
          IDLE,
        ])
      ).rows;
    const change = (sql: string, token: Buffer): Promise<unknown> =>
      superuser.query(`update access.session set ${sql} where token_sha256 = $1`, [token]);

    it('are found by the hash of their token alone, with who it is and no password', async () => {
      const token = await open();
      const [found] = await resolve(token);
      expect(found).toMatchObject({ account_id: alpha.account, organisation_id: alpha.organisation });
      expect(Object.keys(found ?? {})).not.toContain('password_hash');
      expect(await resolve(randomBytes(32))).toEqual([]);
    });

    it.each([
      ['have run out', `expires_at = clock_timestamp() - interval '1 second'`],
      ['were idle for too long', `last_seen_at = clock_timestamp() - interval '${IDLE}'`],
      ['were ended', 'ended_at = clock_timestamp()'],
    ])('are nothing once they %s', async (_, sql) => {
      const token = await open();
      expect(await resolve(token)).toHaveLength(1);
      await change(sql, token);
      expect(await resolve(token)).toEqual([]);
    });

    it('end when somebody signs out, and only that one', async () => {
      const [one, other] = [await open(), await open()];
      await api.query('select access.end_session($1)', [one]);
      expect([(await resolve(one)).length, (await resolve(other)).length]).toEqual([0, 1]);
    });

    it('are nothing, and cannot be opened, when the account is disabled', async () => {
      const token = await open(beta.account);
      await superuser.query('update access.account set disabled_at = now() where id = $1', [beta.account]);
      expect(await resolve(token)).toEqual([]);
      const { rows } = await api.query('select access.open_session($1, $2, $3) as until', [
        beta.account,
        randomBytes(32),
        '1 hour',
      ]);
      expect(rows).toEqual([{ until: null }]);
      expect((await api.query(`select * from access.find_account('somebody@beta')`)).rows).toEqual([]);
      await superuser.query('update access.account set disabled_at = null where id = $1', [beta.account]);
    });

    it('note that they were used every quarter of a minute, not at every request', async () => {
      const token = await open();
      const seen = async (): Promise<Date | undefined> =>
        (
          await superuser.query<{ last_seen_at: Date }>(
            'select last_seen_at from access.session where token_sha256 = $1',
            [token],
          )
        ).rows[0]?.last_seen_at;
      const before = await seen();
      await resolve(token);
      expect(await seen()).toEqual(before);
      await change(`last_seen_at = clock_timestamp() - interval '16 seconds'`, token);
      await resolve(token);
      expect((await seen())?.getTime()).toBeGreaterThanOrEqual(before?.getTime() ?? Infinity);
    });
  });

  describe('accounts, keys and addresses', () => {
    it('an account is found by its login in any case, and a login that is not there finds nothing', async () => {
      const find = async (login: string) =>
        (await api.query('select * from access.find_account($1)', [login])).rowCount;
      expect([await find('SOMEBODY@Alpha'), await find('somebody@alpha '), await find('%')]).toEqual([
        1, 0, 0,
      ]);
    });

    it.each([
      ['revoked', `revoked_at = now()`],
      ['has run out', `expires_at = now() - interval '1 second'`],
    ])('a key is nothing once it was %s', async (_, sql) => {
      const token = randomBytes(32);
      await superuser.query(
        `insert into access.api_key (organisation_id, name, token_sha256, roles, expires_at) values ($1, 'machine', $2, '{system:import}', now() + interval '1 day')`,
        [alpha.organisation, token],
      );
      const resolve = async () => (await api.query('select * from access.resolve_api_key($1)', [token])).rows;
      expect(await resolve()).toMatchObject([
        { organisation_id: alpha.organisation, roles: ['system:import'] },
      ]);
      await superuser.query(`update access.api_key set ${sql} where token_sha256 = $1`, [token]);
      expect(await resolve()).toEqual([]);
    });

    it('a language is set for whoever acts and for nobody else', async () => {
      await asActor(api, alpha, () => api.query(`select access.set_language('ar')`));
      const { rows } = await superuser.query('select login, language from access.account order by login');
      expect(rows).toEqual([
        { login: 'somebody@alpha', language: 'ar' },
        { login: 'somebody@beta', language: 'en' },
      ]);
      await asActor(api, null, () => api.query(`select access.set_language('ru')`));
      expect((await superuser.query(`select from access.account where language = 'ru'`)).rowCount).toBe(0);
      expect((await attempt(api, alpha, () => api.query(`select access.set_language('xx')`))).refused).toBe(
        '23514',
      );
    });

    it('colleagues are seen without their passwords', async () => {
      const { refused } = await attempt(api, alpha, () =>
        api.query('select password_hash from access.account'),
      );
      expect(refused).toBe('42501');
      const { value } = await attempt(api, alpha, () => api.query('select login from access.account'));
      expect(value?.rows).toEqual([{ login: 'somebody@alpha' }]);
    });
  });

  describe('the audit', () => {
    const body = (facts: object = {}): string =>
      JSON.stringify({ id: randomUUID(), action: 'client.view', outcome: 'done', subjects: [], ...facts });
    const written = async (text: string) =>
      (
        await superuser.query('select * from audit.event where id = $1', [
          (JSON.parse(text) as { id: string }).id,
        ])
      ).rows[0] as Record<string, unknown>;

    it('files an event under the organisation and account of the transaction, whatever the event says', async () => {
      const subject = randomUUID();
      const lie = body({
        organisation: beta.organisation,
        account: beta.account,
        organisation_id: beta.organisation,
        subjects: [subject],
      });
      await asActor(api, alpha, () => api.query('select audit.append($1)', [lie]));
      expect(await written(lie)).toMatchObject({
        organisation_id: alpha.organisation,
        account_id: alpha.account,
      });
      const { rows } = await superuser.query(
        'select organisation_id from audit.event_subject where subject = $1',
        [subject],
      );
      expect(rows).toEqual([{ organisation_id: alpha.organisation }]);
    });

    it('keeps the text as it was given, hashed as a leaf, and claims it for the sealer in the same transaction', async () => {
      const text = body({ why: 'ночь — ليل' });
      await asActor(api, alpha, () => api.query('select audit.append($1)', [text]));
      const { rows } = await superuser.query(
        `select body = $2 as same, leaf_hash = sha256('\\x00'::bytea || convert_to($2, 'UTF8')) as hashed,
                exists (select from audit.claim where event_id = id) as claimed from audit.event where id = $1`,
        [(JSON.parse(text) as { id: string }).id, text],
      );
      expect(rows).toEqual([{ same: true, hashed: true, claimed: true }]);
    });

    it('takes the same event once, and no event with an outcome it does not know', async () => {
      const text = body();
      await asActor(api, alpha, () => api.query('select audit.append($1)', [text]));
      const again = await attempt(api, alpha, () => api.query('select audit.append($1)', [text]));
      expect(again.refused).toBe('23505');
      const odd = await attempt(api, alpha, () =>
        api.query('select audit.append($1)', [body({ outcome: 'maybe' })]),
      );
      expect(odd.refused).toBe('23514');
    });

    it('is written by api, worker, vault and keeper, and by nobody directly', async () => {
      for (const role of ['api', 'worker', 'vault', 'sealer', 'report', 'keeper'] as const) {
        const client = await connect(database.urls[role]);
        const { refused } = await attempt(client, alpha, () =>
          client.query('select audit.append($1)', [body()]),
        );
        expect([role, refused]).toEqual([role, ['sealer', 'report'].includes(role) ? '42501' : undefined]);
        for (const statement of [
          `insert into audit.event (id, body, leaf_hash, action, outcome) values ($1, '{}', '\\x00', 'a', 'done')`,
          'insert into audit.event_subject (event_id, subject) values ($1, $1)',
          'insert into audit.claim (event_id) values ($1)',
        ]) {
          const direct = await attempt(client, alpha, () => client.query(statement, [randomUUID()]));
          expect([role, statement, direct.refused]).toEqual([role, statement, '42501']);
        }
      }
    });

    it('is never changed: a trigger refuses the owner and even the superuser', async () => {
      await asActor(api, alpha, () =>
        api.query('select audit.append($1)', [body({ subjects: [randomUUID()] })]),
      );
      for (const table of ['event', 'event_subject', 'leaf', 'checkpoint']) {
        const column = { event: 'body', event_subject: 'subject', leaf: 'leaf_hash', checkpoint: 'note' }[
          table
        ];
        for (const statement of [
          `update audit.${table} set ${column} = ${column}`,
          `delete from audit.${table}`,
          `truncate audit.${table} cascade`,
        ]) {
          for (const client of [owner, superuser]) {
            const { refused, message } = await attempt(client, null, () => client.query(statement));
            expect([statement, refused, message]).toEqual([statement, '23000', 'the audit is append-only']);
          }
        }
      }
    });
  });

  /** Who may call what runs with the rights of the definer, where that is not the api alone. */
  const CALLERS: Readonly<Record<string, readonly DatabaseRole[]>> = {
    'audit.append': ['api', 'worker', 'vault', 'keeper'],
    'bus.bury_message': ['worker'],
    'care.erasures_to_replay': ['api', 'worker'],
    'care.follow_through': ['api', 'worker'],
    // Clocks of rights and the report of what is kept: counted by the worker, asked for by nobody.
    'care.deadlines_are_due': ['worker'],
    'care.tick_deadlines': ['worker'],
    'care.follow_ups_are_due': ['worker'],
    'care.tick_follow_ups': ['worker'],
    'care.plan_reviews_are_due': ['worker'],
    'care.tick_plan_reviews': ['worker'],
    'care.report_retention': ['worker'],
    // What is to be told is written where it happens, and carried out of the house by the worker alone.
    'care.tell': ['api', 'worker'],
    'care.tell_on_duty': ['api', 'worker'],
    'care.release_notice': ['api', 'worker'],
    'care.take_back_notice': ['api', 'worker'],
    'care.reader_of_notice': ['worker'],
    'care.messages_since': ['worker'],
    'care.plan_delivery': ['worker'],
    'care.delivery_to_send': ['worker'],
    'care.end_delivery': ['worker'],
    'care.put_off_delivery': ['worker'],
    'care.consents_are_ending': ['worker'],
    'care.let_devices_go': ['worker'],
    'care.tell_of_ending_consents': ['worker'],
    'vault.close_epoch': ['keeper'],
    'vault.drop_tokens': ['keeper'],
    'vault.index_again': ['keeper'],
    'vault.keyring_state': ['api', 'keeper'],
    'vault.note_keyring': ['keeper'],
    'vault.people_by_key': ['keeper'],
    'vault.people_to_index': ['keeper'],
    'vault.people_to_wrap': ['keeper'],
    'vault.wrap_again': ['keeper'],
  };

  it('are called by the api, save the few that others need, and by no other login', async () => {
    const { rows } = await superuser.query<{ name: string; login: string }>(
      `select format('%s.%s', n.nspname, p.proname) as name, r.rolname::text as login
         from pg_proc p join pg_namespace n on n.oid = p.pronamespace, pg_roles r
        where n.nspname in ('care','access','vault','audit','bus') and p.prosecdef and r.rolname = any ($1)
          and has_function_privilege(r.oid, p.oid, 'execute')`,
      [[...DATABASE_ROLES.map(loginOf)]],
    );
    const found: Record<string, string[]> = {};
    for (const { name, login } of rows) found[name] = [...(found[name] ?? []), login].sort();
    const law = Object.keys(found).map((name) => [name, (CALLERS[name] ?? ['api']).map(loginOf).sort()]);
    expect(found).toEqual(Object.fromEntries(law));
    expect(Object.keys(CALLERS).filter((name) => !(name in found))).toEqual([]);
    expect(Object.keys(found).length).toBeGreaterThan(30);
  });

  it('do nothing for nobody: asked about a real handoff without an organisation that acts, none changes a row', async () => {
    const sent = await send(api, alpha, await admit(api, alpha), beta);
    await superuser.query(
      `insert into care.capacity (organisation_id, stage, free) values ($1, 'rehabilitation', 5)`,
      [beta.organisation],
    );
    const { rows: known } = await superuser.query<{ reference: string }>(
      'select reference from care.handoff where id = $1',
      [sent.handoff],
    );
    const told: Readonly<Record<string, unknown>> = {
      p_handoff: sent.handoff,
      p_consent: sent.consent,
      p_client: sent.client,
      p_episode: sent.episode,
      p_receiver: beta.organisation,
      p_to: beta.organisation,
      p_custodian: alpha.code,
      p_reference: known[0]?.reference,
      p_hold: 'soft',
      p_how: 'witnessed_oral',
      p_tier: 'D2',
      p_basis: 'intake',
      p: { work: [{ side: 'sender', kind: 'handoff.notice', due_at: new Date() }] },
    };
    const { rows: functions } = await superuser.query<{ name: string; names: string[]; types: string[] }>(
      `select format('%s.%s', n.nspname, p.proname) as name, coalesce(p.proargnames[1:p.pronargs]::text[], '{}') as names,
              array(select format_type(t, null) from unnest(p.proargtypes) with ordinality as a (t, i) order by i) as types
         from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('care','vault') and p.prosecdef and p.prorettype <> 'trigger'::regtype
          and has_function_privilege('handrail_api', p.oid, 'execute') order by 1`,
    );
    expect(functions.length).toBeGreaterThan(15);
    for (const { name, names, types } of functions) {
      const given = names.map((one, i) =>
        one === 'p_reference' && types[i] === 'uuid' ? randomUUID() : (told[one] ?? null),
      );
      const call = `select ${name}(${types.map((type, i) => `$${i + 1}::${type}`).join(', ')})`;
      const { value, refused } = await attempt(api, null, async () => {
        await api.query(call, given);
        const { rows } = await api.query<{ wrote: boolean }>(
          'select pg_current_xact_id_if_assigned() is not null as wrote',
        );
        return rows[0]?.wrote;
      });
      // A transaction has a number from its first write on, or its first lock.
      if (refused === undefined) expect({ name, wrote: value }).toEqual({ name, wrote: false });
      else expect({ name, refused }).toEqual({ name, refused: expect.stringMatching(/^(42501|23502)$/) });
    }
  });

  describe('an episode', () => {
    const open = (actor: Acting | null, client: string, basis = 'intake') =>
      attempt(api, actor, () =>
        api.query('select care.open_episode($1, $2, $3)', [client, randomUUID(), basis]),
      );

    it('opens by intake or import, in the name of an organisation that is open, once', async () => {
      const walk = await admit(api, alpha);
      expect((await open(alpha, walk.client)).refused).toBe('23505');
      for (const basis of ['handoff', 'forced', 'birth', ''])
        expect((await open(alpha, randomUUID(), basis)).refused).toBe('23514');
      expect((await open(null, walk.client)).refused).toBe('42501');
      const close = 'update care.organisation set closed_at = $2 where id = $1';
      await superuser.query(close, [beta.organisation, new Date()]);
      expect((await open(beta, walk.client)).refused).toBe('42501');
      await superuser.query(close, [beta.organisation, null]);
    });

    it('opens again for a client of another house only where one has, or had, to do with them', async () => {
      const walk = await admit(api, alpha);
      expect((await open(beta, walk.client)).refused).toBe('42501');
    });
  });

  it('belong to a role of their own, not to the owner of the tables', async () => {
    const { rows } = await superuser.query(
      `select p.oid::regprocedure::text as f from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('care','access','vault','audit','bus') and p.prosecdef and p.proowner = $1::regrole`,
      [OWNER_LOGIN],
    );
    expect(rows).toEqual([]);
  });
});
