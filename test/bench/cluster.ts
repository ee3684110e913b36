import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { keysBeside } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import { loadKeys } from '#platform/keys/load-keys.js';
import { databaseUrlFor, OWNER_LOGIN, type DatabaseRole } from '#platform/db/database-roles.js';
import { migrate } from '#platform/db/migrate.js';
import { startEmbedded, type EmbeddedServer } from '#platform/postgres/embedded.js';
import { withClient, withDatabase } from '../support/client.js';

/** What the server is told beside the product's own settings; fsync and synchronous_commit stay on. */
const SETTINGS: Readonly<Record<string, string>> = {
  shared_buffers: '1GB',
  effective_cache_size: '3GB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  // The queue is measured from commit to commit, by the clock of the server.
  track_commit_timestamp: 'on',
  compute_query_id: 'off',
};

/** A database of the bench with the addresses under which its users log in. */
export interface BenchDatabase {
  readonly name: string;
  readonly clients: number;
  readonly superuserUrl: string;
  url(role: DatabaseRole): string;
}

/** The one server of a run; both databases live on it, so that the two sides of a ratio can be measured in turn. */
export interface Cluster {
  readonly folder: string;
  readonly keys: Keys;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly serverVersion: string;
  /** The database of so many clients; `kind` names one that is filled in another way. */
  database(clients: number, kind?: string): Promise<BenchDatabase>;
  stop(): Promise<void>;
}

export async function startCluster(kept: string | undefined, say: (line: string) => void): Promise<Cluster> {
  const folder =
    kept === undefined ? mkdtempSync(path.join(tmpdir(), 'handrail-bench-')) : path.resolve(kept);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755); // the server may run as another account
  const keys = loadKeys({ dataDirectory: folder, keysDirectory: keysBeside(folder) });
  const start = () => startEmbedded({ dataDirectory: folder, baseSecret: keys.base, log: say });
  const first = await start();
  await withClient(first.superuserUrl, async (client) => {
    for (const [name, value] of Object.entries(SETTINGS))
      await client.query(`alter system set ${name} = '${value}'`);
  });
  await first.stop();
  const server = await start();
  const serverVersion = await withClient(server.superuserUrl, async (client) => {
    const { rows } = await client.query<{ version: string }>(
      "select current_setting('server_version') as version",
    );
    return rows[0]?.version ?? '';
  });
  return {
    folder,
    keys,
    port: server.port,
    settings: SETTINGS,
    serverVersion,
    database: (clients, kind = 'bench') => openDatabase(server, keys, { kind, clients }, say),
    stop: async () => {
      await server.stop();
      if (kept !== undefined) return;
      for (const one of [folder, keysBeside(folder)]) rmSync(one, { recursive: true, force: true });
    },
  };
}

async function openDatabase(
  server: EmbeddedServer,
  keys: Keys,
  { kind, clients }: { kind: string; clients: number },
  say: (line: string) => void,
): Promise<BenchDatabase> {
  const name = `${kind}_${clients}`;
  await withClient(server.superuserUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${name} owner ${OWNER_LOGIN}`);
  });
  const addresses = { databaseUrl: withDatabase(server.ownerUrl, name), databaseUrls: {} };
  await migrate(addresses, keys, { log: (line) => say(`${name}: ${line}`) });
  return {
    name,
    clients,
    superuserUrl: withDatabase(server.superuserUrl, name),
    url: (role) => databaseUrlFor(addresses, keys, role),
  };
}
