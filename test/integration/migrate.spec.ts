import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  assertSafeConnection,
  DATABASE_ROLES,
  databaseUrlFor,
  DEFINER_ROLE,
  loginOf,
  OUR_SCHEMAS,
  OWNER_LOGIN,
} from '#platform/db/database-roles.js';
import { MIGRATIONS } from '#migrations/index.js';
import { migrate, QUEUE_SCHEMA } from '#platform/db/migrate.js';
import { StartupError } from '#platform/process/startup-error.js';
import { startTestCluster, type TestCluster } from '../support/database.js';
import { withClient } from '../support/client.js';

describe('migrating', () => {
  let cluster: TestCluster;
  let name: string;
  let ownerUrl: string;
  let superuserUrl: string;
  const guest = `guest_${randomBytes(4).toString('hex')}`;
  const quiet = { log: (): void => undefined };

  const at = (url: string, database: string): string => {
    const changed = new URL(url);
    changed.pathname = `/${database}`;
    return changed.href;
  };
  const addressOf = (databaseUrl: string): { databaseUrl: string; databaseUrls: object } => ({
    databaseUrl,
    databaseUrls: {},
  });

  beforeAll(async () => {
    cluster = await startTestCluster();
    name = `migrate_${randomBytes(4).toString('hex')}`;
    ownerUrl = at(cluster.ownerUrl, name);
    superuserUrl = at(cluster.superuserUrl, name);
    await withClient(cluster.superuserUrl, (client) =>
      client.query(`create database ${name} owner ${OWNER_LOGIN}`),
    );
  });
  afterAll(async () => {
    await withClient(cluster.superuserUrl, async (client) => {
      await client.query(`drop database ${name} with (force)`);
      await client.query(`drop role if exists ${guest}`);
    });
  });

  it('refuses a superuser and says how to make an owner', async () => {
    await expect(migrate(addressOf(superuserUrl), cluster.keys, quiet)).rejects.toThrow(
      /superuser postgres.*CREATE ROLE handrail_owner LOGIN CREATEROLE.*ALTER DATABASE/,
    );
  });

  it('refuses a login that does not own the database', async () => {
    await withClient(superuserUrl, (client) => client.query(`create role ${guest} login password 'guest'`));
    const url = new URL(ownerUrl);
    [url.username, url.password] = [guest, 'guest'];
    await expect(migrate(addressOf(url.href), cluster.keys, quiet)).rejects.toThrow(
      /does not own the database/,
    );
  });

  it('by two processes at once happens once, and again changes nothing', async () => {
    const said: string[] = [];
    const log = (line: string): void => void said.push(line);
    await Promise.all([
      migrate(addressOf(ownerUrl), cluster.keys, { log }),
      migrate(addressOf(ownerUrl), cluster.keys, { log }),
    ]);
    expect(said.filter((line) => line.startsWith('The database was migrated'))).toHaveLength(1);
    await migrate(addressOf(ownerUrl), cluster.keys, { log });
    expect(said.at(-1)).toBe('The database is up to date.');
  });

  it('leaves an owner that does not act as the definer, and nobody from the public', async () => {
    await withClient(ownerUrl, async (client) => {
      const { rows } = await client.query(
        `select pg_has_role(current_user, '${DEFINER_ROLE}', 'USAGE') as acts, pg_has_role(current_user, '${DEFINER_ROLE}', 'SET') as may_set,
                has_database_privilege('${guest}', current_database(), 'CONNECT') as guest_connects`,
      );
      expect(rows).toEqual([{ acts: false, may_set: true, guest_connects: false }]);
    });
  });

  it('makes every login fit to serve, and no other', async () => {
    for (const role of DATABASE_ROLES) {
      const url = databaseUrlFor(addressOf(ownerUrl), cluster.keys, role);
      await withClient(url, (client) => assertSafeConnection(client, role));
    }
    for (const [url, reason] of [
      [superuserUrl, /is a superuser/],
      [ownerUrl, /owns tables/],
    ] as const) {
      await expect(withClient(url, (client) => assertSafeConnection(client, 'api'))).rejects.toThrow(reason);
    }
  });

  it('refuses a login that may step around the policies in other ways', async () => {
    const url = new URL(superuserUrl);
    [url.username, url.password] = [guest, 'guest'];
    const check = (): Promise<void> =>
      withClient(url.href, (client) => assertSafeConnection(client, 'worker'));
    const arrange = (sql: string): Promise<unknown> =>
      withClient(superuserUrl, (client) => client.query(sql));
    await arrange(`grant connect on database ${name} to ${guest}; alter role ${guest} bypassrls`);
    await expect(check()).rejects.toThrow(/BYPASSRLS/);
    await arrange(`alter role ${guest} nobypassrls; grant ${OWNER_LOGIN} to ${guest} with inherit false`);
    await expect(check()).rejects.toThrow(/owns tables/);
    await arrange(`revoke ${OWNER_LOGIN} from ${guest}`);
    await expect(check()).resolves.toBeUndefined();
  });

  it('gives the queue to the worker alone', async () => {
    await withClient(ownerUrl, async (client) => {
      const { rows } = await client.query<{ login: string }>(
        `select rolname as login from pg_roles where rolname = any ($1) and has_schema_privilege(rolname, '${QUEUE_SCHEMA}', 'USAGE')`,
        [DATABASE_ROLES.map(loginOf)],
      );
      expect(rows).toEqual([{ login: loginOf('worker') }]);
    });
  });

  it('made the schemas that the check of connections looks at, and no other of ours', async () => {
    await withClient(ownerUrl, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `select nspname as name from pg_namespace where nspowner = current_user::regrole and nspname <> '${QUEUE_SCHEMA}' order by 1`,
      );
      expect(rows.map((row) => row.name)).toEqual([...OUR_SCHEMAS].sort());
    });
  });

  it('takes a login that is named in full as it is, with the rights of its role', async () => {
    const url = new URL(ownerUrl);
    [url.username, url.password] = [guest, 'guest'];
    await migrate({ databaseUrl: ownerUrl, databaseUrls: { report: url.href } }, cluster.keys, quiet);
    await withClient(url.href, async (client) => {
      const { rows } = await client.query(
        `select pg_has_role(current_user, '${loginOf('report')}', 'USAGE') as has`,
      );
      expect(rows).toEqual([{ has: true }]);
    });
    const nobody = {
      databaseUrl: ownerUrl,
      databaseUrls: { report: url.href.replace(guest, 'nobody_at_all') },
    };
    await expect(migrate(nobody, cluster.keys, quiet)).rejects.toThrow(/DATABASE_URL_REPORT.*does not exist/);
  });

  describe('a database that another version made', () => {
    const step = MIGRATIONS[5]!.name;
    const again = (): Promise<void> => migrate(addressOf(ownerUrl), cluster.keys, quiet);
    const arrange = (sql: string): Promise<unknown> => withClient(ownerUrl, (client) => client.query(sql));
    /** Everything that migrating writes outside our own tables. */
    const footprint = (): Promise<unknown> =>
      withClient(superuserUrl, async (client) => {
        const { rows } = await client.query(
          `select (select array_agg(datacl::text) from pg_database where datname = current_database()) as rights,
             (select array_agg(format('%s %s', name, sha256) order by name) from handrail_migration_text) as texts,
             (select array_agg(name order by id) from handrail_migration) as steps`,
        );
        return rows[0];
      });

    it.each([
      [
        'a step had another text',
        `update handrail_migration_text set sha256 = 'another' where name = '${step}'`,
        step,
      ],
      [
        'the text of a step was never kept',
        `delete from handrail_migration_text where name = '${step}'`,
        step,
      ],
      [
        'a step is not known here',
        `insert into handrail_migration (timestamp, name) values (1900000000000, 'Later1900000000000')`,
        'Later1900000000000',
      ],
    ])('is refused by name and left as it is: %s', async (_, sql, named) => {
      await again();
      const healthy = `create table kept as table handrail_migration_text; create table kept_steps as table handrail_migration`;
      await arrange(`${healthy}; ${sql}; revoke connect on database ${name} from ${loginOf('api')}`);
      const before = await footprint();
      const refused = await again().then(
        () => undefined,
        (error: Error) => error,
      );
      expect(refused).toBeInstanceOf(StartupError);
      expect(refused?.message).toMatch(
        new RegExp(`another version.* ${named} .*Nothing was changed.*empty folder.*HANDRAIL_DATA`),
      );
      expect(await footprint()).toEqual(before);
      await arrange(
        `truncate handrail_migration_text, handrail_migration; insert into handrail_migration_text table kept;
         insert into handrail_migration table kept_steps; drop table kept, kept_steps`,
      );
      await again(); // as it was, it is welcome
    });

    it('is refused too when it is older than this check', async () => {
      await arrange('create table kept as table handrail_migration_text; drop table handrail_migration_text');
      await expect(again()).rejects.toThrow(/another version/);
      await arrange(
        'alter table kept rename to handrail_migration_text; alter table handrail_migration_text add primary key (name)',
      );
      await again();
    });

    it('is not one whose migration was broken off: the steps that never came are taken in the text of today', async () => {
      const broken = `broken_${randomBytes(4).toString('hex')}`;
      await withClient(cluster.superuserUrl, (client) =>
        client.query(`create database ${broken} owner ${OWNER_LOGIN}`),
      );
      const url = at(cluster.ownerUrl, broken);
      await withClient(url, (client) =>
        client.query(
          `create table handrail_migration_text (name text primary key, sha256 text not null);
           insert into handrail_migration_text values ('${step}', 'a text that never came')`,
        ),
      );
      await migrate(addressOf(url), cluster.keys, quiet);
      await migrate(addressOf(url), cluster.keys, quiet);
      const kept = await withClient(url, (client) =>
        client.query<{ sha256: string }>('select sha256 from handrail_migration_text where name = $1', [
          step,
        ]),
      );
      expect(kept.rows).toHaveLength(1);
      expect(kept.rows[0]?.sha256).not.toBe('a text that never came');
      await withClient(cluster.superuserUrl, (client) =>
        client.query(`drop database ${broken} with (force)`),
      );
    });
  });
});
