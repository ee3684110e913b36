import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { addOrganisation, asActor, attempt, type Acting, type TestOrganisation } from '../support/network.js';

/** The functions that write accounts look for themselves who asks: whatever program holds the api's login gets no further. */
describe('the functions that write accounts', () => {
  let database: TestDatabase;
  let api: pg.Client;
  let superuser: pg.Client;
  let here: TestOrganisation;
  let there: TestOrganisation;
  let keeper: Acting;

  beforeAll(async () => {
    database = await createTestDatabase();
    [here, there] = [await addOrganisation(database, 'HERE'), await addOrganisation(database, 'THERE')];
    api = new pg.Client({ connectionString: database.urls.api });
    superuser = new pg.Client({ connectionString: database.superuserUrl });
    await api.connect();
    await superuser.connect();
    keeper = { organisation: here.organisation, account: await account(here, ['org_admin']) };
  });
  afterAll(async () => {
    await api.end();
    await superuser.end();
    await database.drop();
  });

  async function account(at: TestOrganisation, roles: string[]): Promise<string> {
    const id = randomUUID();
    await superuser.query(
      `insert into access.account (id, organisation_id, login, display_name, password_hash, roles) values ($1::uuid, $2, $1::text, 'Somebody', 'no password fits', $3)`,
      [id, at.organisation, roles],
    );
    return id;
  }
  const answer = async (
    actor: Partial<Acting> | null,
    call: string,
    values: unknown[] = [],
  ): Promise<string> => {
    const { rows } = await asActor(api, actor, () =>
      api.query<{ answer: string }>(`select answer from ${call}`, values),
    );
    return rows[0]?.answer ?? '';
  };
  const invite = (actor: Partial<Acting> | null, roles: string[], login: string = randomUUID()) =>
    answer(actor, `access.invite($1, 'New', $2, 'en', $3, '1 hour')`, [login, roles, randomBytes(32)]);

  it('serve nobody but an administrator of the house who may still act', async () => {
    const former = await account(here, ['org_admin']);
    await superuser.query('update access.account set disabled_at = now(), left_at = now() where id = $1', [
      former,
    ]);
    const strangers: (Partial<Acting> | null)[] = [
      null,
      {},
      here,
      { organisation: here.organisation, account: former },
      { organisation: here.organisation, account: randomUUID() },
      { organisation: there.organisation, account: keeper.account },
      { account: keeper.account },
    ];
    for (const actor of strangers) {
      expect(await invite(actor, ['clinician'])).toBe('not_keeper');
      expect(await answer(actor, `access.invite_again($1, '\\x01', '1 hour')`, [here.account])).toBe(
        'not_keeper',
      );
      expect(await answer(actor, `access.change_account($1, 1, 'X', null)`, [here.account])).toBe(
        'not_keeper',
      );
      expect(await answer(actor, `access.leave_house($1, null)`, [here.account])).toBe('not_keeper');
    }
    const { rows } = await superuser.query('select version, disabled_at from access.account where id = $1', [
      here.account,
    ]);
    expect(rows).toEqual([{ version: 1, disabled_at: null }]);
  });

  it('give no role that staff may not hold, and none of the network outside its coordination office', async () => {
    for (const roles of [
      [],
      ['system:audit'],
      ['client'],
      ['public'],
      ['clinician', 'king'],
      ['coordinator'],
      ['commission_member', 'clinician'],
    ])
      expect([roles, await invite(keeper, roles)]).toEqual([roles, 'role']);
    expect(await invite(keeper, ['clinician', 'org_admin'])).toBe('done');
  });

  it('reach no account of another house, and take no login away from it', async () => {
    const { rows } = await superuser.query<{ login: string }>(
      'select login from access.account where id = $1',
      [there.account],
    );
    expect(await invite(keeper, ['clinician'], rows[0]!.login.toUpperCase())).toBe('login_taken');
    expect(await answer(keeper, `access.invite_again($1, '\\x02', '1 hour')`, [there.account])).toBe(
      'unknown',
    );
    expect(await answer(keeper, `access.change_account($1, 1, 'X', null)`, [there.account])).toBe('unknown');
    expect(await answer(keeper, `access.leave_house($1, null)`, [there.account])).toBe('unknown');
    expect(await answer(keeper, `access.leave_house($1, $2)`, [here.account, there.account])).toBe(
      'successor',
    );
  });

  it('let no login write an account, a session or an invitation by itself, or read a code or a password', async () => {
    for (const statement of [
      `insert into access.account (organisation_id, login, display_name, roles) values ('${here.organisation}', 'x', 'X', '{org_admin}')`,
      `update access.account set roles = '{org_admin}'`,
      `update access.invitation set expires_at = 'infinity'`,
      'select code_sha256 from access.invitation',
      'select password_hash from access.account',
      'select access.is_keeper()',
      'select access.lock_keepers()',
      `select access.write_invitation('${here.account}', '\\x03', '1 hour')`,
    ]) {
      const { refused } = await attempt(api, keeper, () => api.query(statement));
      expect([statement, refused]).toEqual([statement, '42501']);
    }
  });

  it('keep one code open for an account at a time', async () => {
    for (let i = 0; i < 3; i += 1)
      expect(
        await answer(keeper, `access.invite_again($1, $2, '1 hour')`, [here.account, randomBytes(32)]),
      ).toBe('done');
    const { rows } = await superuser.query(
      'select count(*)::int as all, count(*) filter (where ended_at is null and used_at is null)::int as open from access.invitation where account_id = $1',
      [here.account],
    );
    expect(rows).toEqual([{ all: 3, open: 1 }]);
  });
});
