import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '#migrations/index.js';
import { DEFINER_ROLE, OUR_SCHEMAS } from '#platform/db/database-roles.js';
import { startTestCluster, type TestCluster } from '../support/database.js';
import { withClient } from '../support/client.js';

const SCHEMAS = `(${OUR_SCHEMAS.map((schema) => `'${schema}'`).join(', ')})`;

/** Everything that the migrations can change, as sorted lines of text; nothing in them depends on object numbers. */
const CATALOGUE: Readonly<Record<string, string>> = {
  schemas: `select format('%s %s %s', nspname, nspacl::text, obj_description(oid)) from pg_namespace where nspname in ${SCHEMAS} or nspname = 'public'`,
  tables: `select format('%s %s %s %s %s %s', c.oid::regclass, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relacl::text, obj_description(c.oid, 'pg_class'))
             from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${SCHEMAS} and c.relkind <> 'i'`,
  columns: `select format('%s %s %s %s %s %s %s %s %s', a.attrelid::regclass, a.attname, a.attnum, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated,
                    pg_get_expr(d.adbin, d.adrelid), a.attacl::text, col_description(a.attrelid, a.attnum))
              from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
              left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
             where n.nspname in ${SCHEMAS} and c.relkind = 'r' and a.attnum > 0`,
  constraints: `select format('%s %s %s %s %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid), k.condeferrable, k.condeferred)
                  from pg_constraint k join pg_namespace n on n.oid = k.connamespace where n.nspname in ${SCHEMAS}`,
  indexes: `select indexdef from pg_indexes where schemaname in ${SCHEMAS}`,
  policies: `select format('%s.%s %s %s %s %s %s %s', schemaname, tablename, policyname, permissive, roles::text, cmd, qual, with_check) from pg_policies`,
  triggers: `select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
              where n.nspname in ${SCHEMAS} and not t.tgisinternal`,
  functions: `select format('%s %s %s %s', pg_get_functiondef(p.oid), p.proowner::regrole, p.proacl::text, p.prosecdef)
                from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ${SCHEMAS}`,
  defaults: `select format('%s %s %s', defaclrole::regrole, defaclobjtype, defaclacl::text) from pg_default_acl`,
};

/** What a database holds beside the list of migrations and the extension, which stays because others may use it. */
const LEFTOVERS = `
  select nspname::text as name from pg_namespace where nspname in ${SCHEMAS}
  union all select polname from pg_policy
  union all select format('default privileges of %s', defaclrole::regrole) from pg_default_acl
  union all select format('%s in %s', e.classid::regclass, e.refobjid::regrole) from pg_shdepend e
   where e.dbid = (select oid from pg_database where datname = current_database()) and e.deptype in ('a', 'o')
     and e.refobjid in ('handrail_api'::regrole, 'handrail_worker'::regrole, 'handrail_vault'::regrole, 'handrail_sealer'::regrole,
                        'handrail_report'::regrole, 'handrail_keeper'::regrole, 'handrail_definer'::regrole)`;

describe('migrations', () => {
  let cluster: TestCluster;
  let source: DataSource;
  let owner: pg.Client;
  const name = `updown_${randomBytes(4).toString('hex')}`;

  const catalogue = async (): Promise<Record<string, string[]>> => {
    const answer: Record<string, string[]> = {};
    for (const [part, sql] of Object.entries(CATALOGUE)) {
      const { rows } = await owner.query<{ line: string }>(
        `select * from (${sql}) as lines (line) order by 1`,
      );
      answer[part] = rows.map(({ line }) => line);
    }
    return answer;
  };

  beforeAll(async () => {
    cluster = await startTestCluster();
    // An owner of its own: what the shared one may do while it migrates must not change under other files.
    await withClient(cluster.superuserUrl, async (client) => {
      await client.query(`create role ${name} login createrole password 'updown'`);
      await client.query(`grant ${DEFINER_ROLE} to ${name} with set true, inherit true`);
      await client.query(`create database ${name} owner ${name}`);
    });
    const url = new URL(cluster.ownerUrl);
    [url.pathname, url.username, url.password] = [`/${name}`, name, 'updown'];
    owner = new pg.Client({ connectionString: url.href });
    await owner.connect();
    source = new DataSource({
      type: 'postgres',
      url: url.href,
      installExtensions: false,
      migrations: [...MIGRATIONS],
      migrationsTableName: 'handrail_migration',
      migrationsTransactionMode: 'each',
      extra: { max: 1 },
    });
    await source.initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await owner.end();
    await withClient(cluster.superuserUrl, async (client) => {
      await client.query(`drop database ${name} with (force)`);
      await client.query(`drop role ${name}`);
    });
  });

  it('go up, down to nothing, and up again to the very same catalogue', async () => {
    await source.runMigrations();
    const first = await catalogue();
    for (const [part, lines] of Object.entries(first)) expect([part, lines.length > 0]).toEqual([part, true]);
    for (const _ of MIGRATIONS) await source.undoLastMigration({ transaction: 'each' });
    expect((await owner.query(LEFTOVERS)).rows).toEqual([]);
    await source.runMigrations();
    expect(await catalogue()).toEqual(first);
  });

  it('are in one order, by time, each named after its class', () => {
    const names = MIGRATIONS.map((one) => new one().name);
    expect(names).toEqual(MIGRATIONS.map((one) => one.name));
    const times = names.map((one) => Number(/\d{13}$/.exec(one)?.[0]));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(times).size).toBe(times.length);
  });
});
