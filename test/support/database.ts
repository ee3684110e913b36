import { randomBytes } from 'node:crypto';
import { readConfig, type Config } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import { loadKeys } from '#platform/keys/load-keys.js';
import {
  DATABASE_ROLES,
  databaseUrlFor,
  OWNER_LOGIN,
  type DatabaseRole,
} from '#platform/db/database-roles.js';
import { migrate } from '#platform/db/migrate.js';
import { grantDatabase } from '#platform/db/role-setup.js';
import { startEmbedded } from '#platform/postgres/embedded.js';
import { withClient, withDatabase } from './client.js';

const TEMPLATE = 'handrail_template';
const LOCK_TEMPLATE = 4_712_020;

/** A migrated database for one test file, with the real logins. */
export interface TestDatabase {
  readonly config: Config;
  readonly keys: Keys;
  readonly urls: Readonly<Record<DatabaseRole, string>>;
  readonly ownerUrl: string;
  /** To arrange and to look behind the policies; what is under test never gets it. */
  readonly superuserUrl: string;
  drop(): Promise<void>;
}

/** The server of this test run. */
export interface TestCluster {
  readonly config: Config;
  readonly keys: Keys;
  readonly ownerUrl: string;
  readonly superuserUrl: string;
}

/**
 * The one server of a test run, started by whoever asks first and stopped by the global teardown, with a migrated
 * template to clone. Fast because nothing in it survives a crash.
 */
export async function startTestCluster(): Promise<TestCluster> {
  const folder = process.env['HANDRAIL_TEST_FOLDER'];
  if (folder === undefined) throw new Error('This tier has no globalSetup (see jest.config.mjs).');
  const config = readConfig({ HANDRAIL_DATA: folder });
  const keys = loadKeys(config);
  const server = await startEmbedded({
    dataDirectory: folder,
    baseSecret: keys.base,
    ephemeral: true,
    log: () => undefined,
  });
  await server.leave();
  const cluster = { config, keys, ownerUrl: server.ownerUrl, superuserUrl: server.superuserUrl };
  await ensureTemplate(cluster);
  return cluster;
}

/** A clone of the migrated template (about 50 ms); call `drop()` when the file is done. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = await startTestCluster();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(cluster.superuserUrl, (client) =>
    client.query(`create database ${name} template ${TEMPLATE} owner ${OWNER_LOGIN}`),
  );
  const ownerUrl = withDatabase(cluster.ownerUrl, name);
  await withClient(ownerUrl, grantDatabase); // rights on a database are not cloned
  const config: Config = Object.freeze({ ...cluster.config, databaseUrl: ownerUrl });
  const urls = Object.fromEntries(
    DATABASE_ROLES.map((role) => [role, databaseUrlFor(config, cluster.keys, role)]),
  );
  return {
    config,
    keys: cluster.keys,
    urls: urls as Record<DatabaseRole, string>,
    ownerUrl,
    superuserUrl: withDatabase(cluster.superuserUrl, name),
    drop: () =>
      withClient(cluster.superuserUrl, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

async function ensureTemplate(cluster: TestCluster): Promise<void> {
  await withClient(cluster.superuserUrl, async (client) => {
    await client.query(`select pg_advisory_lock(${LOCK_TEMPLATE})`); // ends with the connection
    const { rowCount } = await client.query('select from pg_database where datname = $1 and datistemplate', [
      TEMPLATE,
    ]);
    if (rowCount !== 0) return;
    await client.query(`drop database if exists ${TEMPLATE}`); // of a file whose migration failed
    await client.query(`create database ${TEMPLATE} owner ${OWNER_LOGIN}`);
    const databaseUrl = withDatabase(cluster.ownerUrl, TEMPLATE);
    await migrate({ ...cluster.config, databaseUrl }, cluster.keys, { log: () => undefined });
    await client.query(`alter database ${TEMPLATE} is_template true`);
  });
}
