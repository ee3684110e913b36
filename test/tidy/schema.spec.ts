import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DATABASE_ROLES, DEFINER_ROLE, loginOf, OUR_SCHEMAS } from '#platform/db/database-roles.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { DEFINERS, STEPS_OF_DEFINERS } from '../support/definers.js';

/** Columns that sound like who somebody is and are not, each with the reason. */
const HARMLESS_COLUMNS: Readonly<Record<string, string>> = {
  'care.leave_wish.documents_returned': 'whether somebody who leaves got their papers back',
  'care.care_level.body': 'how much the health of the body needs',
  'care.letter.given_at': 'when a letter was handed over',
  'care.letter.given_by': 'who handed it over',
  'care.letter.given_on': 'the day it was handed over',
  'care.rights_notice.given_at': 'when rights were explained',
  'care.rights_notice.given_by': 'who explained them',
  'access.account.display_name': 'a member of staff, as colleagues call them',
  'access.api_key.name': 'a machine',
  'care.legal_entity.names': 'a body in law',
  'care.organisation.names': 'an organisation',
  'care.unit.names': 'a unit',
  'care.site.names': 'a site',
  'care.directory_entry.names': 'a service or a group of mutual aid',
  'care.directory_entry.address': 'the address of a service, as it is made public',
  'care.client.birth_year': 'the year alone, kept for the band of age',
  'care.reintegration.identity_documents_held': 'whether documents are held, not which',
  'care.handoff_note.body':
    'words of staff to the other house, closed to a receiver that did not take the client; wiped with a discarded draft',
  'care.forced_change.document': 'the number of a court order or decree, as the coordinator gives it',
  'care.packet.body': 'fields of the charter; tests of disclose() and of the vault keep names out of it',
  'care.stage_spell.legal_document': 'the number of a court order by which somebody was brought',
  'care.consent_version.document':
    'the words of a consent as they were shown: organisations, kinds of data, a period, and nobody’s name',
  'care.consent.given_at': 'when a consent was given',
  'care.consent.given_how': 'how a consent was given',
  'care.identity_change.given_how': 'how the wish of a client was given',
  'audit.event.body': 'actions, codes and pseudonyms; the tests of the door keep names out of it',
  'care.condition.display': 'the words of a diagnosis',
};
const IDENTITY_LIKE =
  /(^|_)(names?|surname|given|family|phone|phones|mobile|email|mail|birth|born|dob|address|street|city|postcode|passport|document|documents|national|ssn|sex|gender|photo|face|display|body)($|_)/;

describe('the schema', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const names = async (sql: string, values: unknown[] = []): Promise<string[]> => {
    const { rows } = await client.query<{ name: string }>(sql, values);
    return rows.map(({ name }) => name).sort();
  };
  const TABLES = `from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any ($1) and c.relkind in ('r','p','v','m','f')`;
  const ours = [[...OUR_SCHEMAS]];
  const logins = DATABASE_ROLES.map(loginOf);

  it('holds plain tables only, and enough of them that these tests mean something', async () => {
    expect((await names(`select c.oid::regclass::text as name ${TABLES}`, ours)).length).toBeGreaterThan(30);
    expect(await names(`select c.oid::regclass::text as name ${TABLES} and c.relkind <> 'r'`, ours)).toEqual(
      [],
    );
  });

  it('forces row-level security on every table, also on its owner, with a policy at least', async () => {
    expect(
      await names(
        `select c.oid::regclass::text as name ${TABLES} and not (c.relrowsecurity and c.relforcerowsecurity
           and exists (select from pg_policy p where p.polrelid = c.oid))`,
        ours,
      ),
    ).toEqual([]);
  });

  it('says of every schema and table what it is for', async () => {
    expect(
      await names(
        `select c.oid::regclass::text as name ${TABLES} and coalesce(length(obj_description(c.oid, 'pg_class')), 0) < 20`,
        ours,
      ),
    ).toEqual([]);
    expect(
      await names(
        `select nspname::text as name from pg_namespace where nspname = any ($1) and obj_description(oid) is null`,
        ours,
      ),
    ).toEqual([]);
  });

  it('grants nothing to the public: no table, column, schema, function, nor the database', async () => {
    expect(
      await names(
        `select format('%s %s', what, acl.privilege_type) as name from (
           select c.oid::regclass::text as what, c.relacl as acl ${TABLES}
           union all select format('%s.%s', a.attrelid::regclass, a.attname), a.attacl from pg_attribute a join pg_class c on c.oid = a.attrelid
             join pg_namespace n on n.oid = c.relnamespace where n.nspname = any ($1)
           union all select nspname::text, nspacl from pg_namespace where nspname = any ($1) or nspname = 'public'
           union all select p.oid::regprocedure::text, coalesce(p.proacl, acldefault('f', p.proowner)) from pg_proc p
             join pg_namespace n on n.oid = p.pronamespace where n.nspname = any ($1)
           union all select datname::text, datacl from pg_database where datname = current_database()
         ) as things (what, acl_list), aclexplode(acl_list) acl where acl.grantee = 0`,
        ours,
      ),
    ).toEqual([]);
  });

  it('lets the logins own nothing, be nobody else, and stand above no rule', async () => {
    expect(
      await names(
        `select format('%s owns something in %s', refobjid::regrole, classid::regclass) as name from pg_shdepend
          where deptype = 'o' and refobjid = any (select oid from pg_roles where rolname = any ($1))
            -- Of this database: elsewhere on the server the queue of a running worker holds sequences of its own.
            and dbid in (0, (select oid from pg_database where datname = current_database()))`,
        [logins],
      ),
    ).toEqual([]);
    expect(
      await names(
        `select format('%s is %s', member::regrole, roleid::regrole) as name from pg_auth_members
          where member = any (select oid from pg_roles where rolname = any ($1))`,
        [[...logins, DEFINER_ROLE]],
      ),
    ).toEqual([]);
    expect(
      await names(
        `select rolname::text as name from pg_roles where rolname = any ($1)
            and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)`,
        [[...logins, DEFINER_ROLE]],
      ),
    ).toEqual([]);
  });

  it('grants changes column by column: no login may update a whole table, empty one, or hang a trigger on it', async () => {
    expect(
      await names(
        `select format('%s %s %s', acl.grantee::regrole, acl.privilege_type, c.oid::regclass) as name
           from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) acl
          where n.nspname = any ($1) and acl.grantee = any (select oid from pg_roles where rolname = any ($2))
            and acl.privilege_type in ('UPDATE','TRUNCATE','REFERENCES','TRIGGER','MAINTAIN')`,
        [[...OUR_SCHEMAS], [...logins, DEFINER_ROLE]],
      ),
    ).toEqual([]);
    expect(
      await names(
        `select a.attname::text as name from pg_attribute a, aclexplode(a.attacl) acl where acl.privilege_type = 'REFERENCES'`,
      ),
    ).toEqual([]);
  });

  it('runs with the rights of the definer only what is listed here, pinned to its own search path', async () => {
    const definers = `from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any ($1) and p.prosecdef`;
    expect(await names(`select format('%s.%s', n.nspname, p.proname) as name ${definers}`, ours)).toEqual(
      DEFINERS,
    );
    expect(
      await names(
        `select p.oid::regprocedure::text as name ${definers} and (p.proowner <> $2::regrole
           or p.proconfig is distinct from array['search_path=pg_catalog, pg_temp'])`,
        [[...OUR_SCHEMAS], DEFINER_ROLE],
      ),
    ).toEqual([]);
    expect(
      await names(
        `select format('%s.%s', n.nspname, p.proname) as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          where p.proowner = $1::regrole and not p.prosecdef`,
        [DEFINER_ROLE],
      ),
    ).toEqual(STEPS_OF_DEFINERS);
    expect(
      await names(
        `select format('%s may call %s', r.rolname, p.proname) as name from pg_proc p, pg_roles r
          where p.proowner = $1::regrole and not p.prosecdef and r.rolname = any ($2) and has_function_privilege(r.oid, p.oid, 'execute')`,
        [DEFINER_ROLE, logins],
      ),
    ).toEqual([]);
  });

  it('looks one thing up where a policy asks whether it exists: every such question carries OFFSET 0', async () => {
    // Without it the planner may read every access row of an organisation to look at one episode (migrations/0005-care).
    const { rows } = await client.query<{ name: string; rule: string }>(
      `select format('%s %s', polrelid::regclass, polname) as name,
              concat_ws(' ', pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) as rule from pg_policy`,
    );
    const asking = rows.filter(({ rule }) => /\bEXISTS\b/i.test(rule));
    expect(asking.length).toBeGreaterThan(30);
    const unguarded = asking.filter(
      ({ rule }) => (rule.match(/\bEXISTS\b/gi) ?? []).length !== (rule.match(/\bOFFSET 0\b/gi) ?? []).length,
    );
    expect(unguarded.map(({ name }) => name)).toEqual([]);
  });

  it('never deletes by reference: every foreign key restricts', async () => {
    // Temporal keys know no RESTRICT in PostgreSQL 18; theirs is NO ACTION, which refuses just as well at commit.
    expect(
      await names(
        `select k.conname::text as name from pg_constraint k join pg_namespace n on n.oid = k.connamespace
          where n.nspname = any ($1) and k.contype = 'f' and (k.confupdtype <> 'a' or k.confdeltype <> case when k.conperiod then 'a' else 'r' end)`,
        ours,
      ),
    ).toEqual([]);
  });

  it('names its rules in words, because a broken one is read by people', async () => {
    // Primary keys, not-null and plain references keep the names PostgreSQL gives: table and column say all there is.
    const found = await names(
      `select k.conname::text as name from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = k.connamespace
        where n.nspname = any ($1) and (k.contype in ('c','u','x') or (k.contype in ('f','p') and cardinality(k.conkey) > 1 and k.condeferrable))
          and (k.conname ~ ('^' || c.relname || '_.*(check|key|excl|fkey)[0-9]*$') or k.conname !~ '^[a-z0-9]+(_[a-z0-9]+){2,}$')`,
      ours,
    );
    expect(found).toEqual([]);
  });

  it('keeps who a person is in the vault: no column elsewhere sounds like it, save those with a reason', async () => {
    const columns = await names(
      `select format('%s.%s.%s', n.nspname, c.relname, a.attname) as name from pg_attribute a join pg_class c on c.oid = a.attrelid
         join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any ($1) and n.nspname <> 'vault' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
      ours,
    );
    const suspicious = columns.filter((name) => IDENTITY_LIKE.test(name.split('.')[2] ?? ''));
    expect(suspicious.filter((name) => !(name in HARMLESS_COLUMNS))).toEqual([]);
    expect(Object.keys(HARMLESS_COLUMNS).filter((name) => !columns.includes(name))).toEqual([]);
  });

  it('keeps instants as instants with a zone, and money never as a float', async () => {
    expect(
      await names(
        `select format('%s.%s', a.attrelid::regclass, a.attname) as name from pg_attribute a join pg_class c on c.oid = a.attrelid
           join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = any ($1) and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
            and (a.atttypid in ('timestamp'::regtype, 'time'::regtype, 'float4'::regtype, 'float8'::regtype, 'money'::regtype)
              or (a.attname ~ '_at$' and a.atttypid <> 'timestamptz'::regtype) or (a.attname ~ '_on$' and a.atttypid <> 'date'::regtype))`,
        ours,
      ),
    ).toEqual([]);
  });
});
