import { runMigrations as runQueueMigrations } from 'bullmq';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '#migrations/index.js';
import type { Keys } from '../config/keys.js';
import { assertKeyringFits, noteKeyring, readKeyringRecord } from '../keys/keyring-record.js';
import { ErasureLedger } from '../erasure/erasure-ledger.js';
import { replayErasures } from '../erasure/erasure-replay.js';
import { StartupError } from '../process/startup-error.js';
import { assertServerVersion, loginOf, OWNER_LOGIN, type DatabaseAddresses } from './database-roles.js';
import { assertOwnMigrations, keepTexts, MIGRATIONS_TABLE } from './migration-texts.js';
import { ensureDatabaseRoles, grantDatabase, letOwnerActAsDefiner } from './role-setup.js';

/** The queue's tables, when the queue lives in PostgreSQL; the worker alone uses them. */
export const QUEUE_SCHEMA = 'bullmq';
/** Session advisory lock of whoever migrates this database. */
const LOCK_MIGRATE = 4_712_010;

export interface MigrateOptions {
  readonly log: (line: string) => void;
}

/**
 * Brings a database up to this version: the logins and their limits, our migrations, the queue's tables, grants. Runs
 * as the owner and refuses a superuser, a server below 18, an encoding other than UTF-8, and a database that another
 * version made. Doing it again changes nothing; a second process that migrates at the same time waits for the first.
 */
export async function migrate(config: DatabaseAddresses, keys: Keys, options: MigrateOptions): Promise<void> {
  if (config.databaseUrl === undefined) {
    throw new StartupError(
      'There is no database to migrate.',
      'Set DATABASE_URL to the owner of the database, or use "npm start", which brings its own.',
    );
  }
  const client = new pg.Client({
    connectionString: config.databaseUrl,
    application_name: 'handrail migrate',
  });
  client.on('error', () => undefined); // the query under way reports the loss
  await connect(client);
  try {
    await assertUsableOwner(client);
    await takeTurn(client, options.log);
    await assertOwnMigrations(client);
    await assertOwnKeyring(client, keys);
    await ensureDatabaseRoles(client, config, keys);
    await letOwnerActAsDefiner(client, true);
    await keepTexts(client);
    const count = await runOurMigrations(config.databaseUrl);
    await letOwnerActAsDefiner(client, false);
    await noteKeyring(client, keys.ring.contents());
    await runQueueMigrations(client, QUEUE_SCHEMA);
    await grantQueue(client);
    await grantDatabase(client);
    // Whatever brought this database back: who was erased is not in it when somebody serves it.
    const erased = await replayErasures(client, ErasureLedger.of(keys));
    if (erased > 0) options.log(`${erased} erasures were done again from the ledger.`);
    options.log(count === 0 ? 'The database is up to date.' : `The database was migrated (${count} steps).`);
  } finally {
    await client.end();
  }
}

async function connect(client: pg.Client): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    throw new StartupError(
      `The database of DATABASE_URL cannot be reached: ${message || code}.`,
      'Check that the server runs and that host, port, database, login and password are right.',
    );
  }
}

async function assertUsableOwner(client: pg.Client): Promise<void> {
  const { rows } = await client.query<Record<string, unknown>>(
    `select current_setting('server_version_num') as server_version_num, current_setting('server_version') as server_version,
            current_setting('server_encoding') as encoding, quote_ident(current_database()) as database, quote_ident(r.rolname) as login,
            r.rolsuper as is_superuser, r.rolbypassrls as bypasses_policies, r.rolcreaterole as may_create_roles,
            pg_has_role(r.oid, d.datdba, 'MEMBER') as is_owner
       from pg_roles r, pg_database d where r.rolname = current_user and d.datname = current_database()`,
  );
  const me = rows[0] ?? {};
  assertServerVersion(me);
  const [database, login] = [String(me['database']), String(me['login'])];
  const makeOwner =
    `As superuser run: CREATE ROLE ${OWNER_LOGIN} LOGIN CREATEROLE PASSWORD '…'; ALTER DATABASE ${database} OWNER TO ${OWNER_LOGIN}; ` +
    `then set DATABASE_URL to that login.`;
  const refuse = (problem: string, remedy: string): never => {
    throw new StartupError(problem, remedy);
  };
  if (me['encoding'] !== 'UTF8') {
    refuse(
      `The database ${database} has the encoding ${String(me['encoding'])}.`,
      'Create it with ENCODING UTF8.',
    );
  }
  if (me['is_superuser'] === true) refuse(`DATABASE_URL logs in as the superuser ${login}.`, makeOwner);
  if (me['bypasses_policies'] === true)
    refuse(`The login ${login} has BYPASSRLS.`, `As superuser run: ALTER ROLE ${login} NOBYPASSRLS;`);
  if (me['is_owner'] !== true) refuse(`The login ${login} does not own the database ${database}.`, makeOwner);
  if (me['may_create_roles'] !== true) {
    refuse(
      `The login ${login} may not create the logins of the services.`,
      `As superuser run: ALTER ROLE ${login} CREATEROLE;`,
    );
  }
}

/** Before anything is written: a wrong keyring would give every login a password that no other process knows. */
async function assertOwnKeyring(client: pg.Client, keys: Keys): Promise<void> {
  const { rows } = await client.query<{ known: boolean }>(
    `select to_regclass('vault.keyring') is not null as known`,
  );
  if (!rows[0]?.known) return;
  const record = await readKeyringRecord(client);
  if (record) assertKeyringFits(record, keys.ring.reload(), keys.directory);
}

async function takeTurn(client: pg.Client, log: (line: string) => void): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>(
    `select pg_try_advisory_lock(${LOCK_MIGRATE}) as taken`,
  );
  if (rows[0]?.taken) return;
  log('Another process is migrating this database; waiting for it.');
  await client.query(`select pg_advisory_lock(${LOCK_MIGRATE})`);
}

async function runOurMigrations(url: string): Promise<number> {
  const source = new DataSource({
    type: 'postgres',
    url,
    applicationName: 'handrail migrate',
    installExtensions: false,
    migrations: [...MIGRATIONS],
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'each',
    extra: { max: 1 },
  });
  await source.initialize();
  try {
    return (await source.runMigrations()).length;
  } finally {
    await source.destroy();
  }
}

/**
 * Gives the worker the queue's tables. Only what the owner made: BullMQ makes a sequence per queue at run time, which
 * belongs to the worker already and which the owner may not grant.
 */
async function grantQueue(client: pg.Client): Promise<void> {
  const worker = loginOf('worker');
  const tables = 'select, insert, update, delete, truncate';
  await client.query(`
    grant usage, create on schema ${QUEUE_SCHEMA} to ${worker};
    grant ${tables} on all tables in schema ${QUEUE_SCHEMA} to ${worker};
    grant execute on all routines in schema ${QUEUE_SCHEMA} to ${worker};
    do $$ declare one regclass; begin
      for one in select c.oid::regclass from pg_class c where c.relkind = 'S' and c.relnamespace = '${QUEUE_SCHEMA}'::regnamespace
          and c.relowner = (select r.oid from pg_roles r where r.rolname = current_user) loop
        execute format('grant usage, select, update on sequence %s to ${worker}', one);
      end loop;
    end $$;
    alter default privileges in schema ${QUEUE_SCHEMA} grant ${tables} on tables to ${worker};
    alter default privileges in schema ${QUEUE_SCHEMA} grant usage, select, update on sequences to ${worker};
    alter default privileges in schema ${QUEUE_SCHEMA} grant execute on routines to ${worker};`);
}
