import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig, type Config } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import { migrate } from '#platform/db/migrate.js';
import { loadKeys } from '#platform/keys/load-keys.js';
import { plantDemoNetwork } from '#platform/packs/demo-network.js';
import { loadPacks } from '#platform/packs/packs.js';
import { accountFor, PROGRAM_ENVIRONMENT } from '#platform/postgres/account.js';
import { findServerPrograms } from '#platform/postgres/binaries.js';
import { ensureRunning, shutDown } from '#platform/postgres/postmaster.js';
import { withClient } from './client.js';

const PASSWORD = 'of-the-house';

/** A deployment on a PostgreSQL that somebody else runs: logins, database, settings and doors have names of their own. */
export class OwnServerHouse {
  private constructor(
    readonly root: string,
    readonly config: Config & { readonly databaseUrl: string },
    readonly keys: Keys,
    private readonly cluster: string,
    readonly port: number,
  ) {}

  static async build(): Promise<OwnServerHouse> {
    const root = mkdtempSync(path.join(tmpdir(), 'handrail-own-server-'));
    chmodSync(root, 0o755);
    const cluster = path.join(root, 'main');
    makeCluster(cluster);
    const { port } = await ensureRunning(cluster, findServerPrograms(), {
      ephemeral: false,
      settings: { fsync: 'off', max_connections: '150' },
    });
    const url = (login: string, database: string): string =>
      `postgresql://${login}:${PASSWORD}@127.0.0.1:${port}/${database}`;
    await withClient(url('dba', 'postgres'), async (client) => {
      await client.query(`create role "road owner" login createrole password '${PASSWORD}'`);
      await client.query(`create role looker login password '${PASSWORD}'`);
      await client.query('create database "the road" owner "road owner"');
    });
    const config = Object.freeze({
      ...readConfig({
        HANDRAIL_DATA: path.join(root, 'data'),
        HANDRAIL_KEYS: path.join(root, 'keys'),
        HANDRAIL_DEMO: '1',
        DATABASE_URL: url('road%20owner', 'the%20road'),
      }),
      databaseUrl: url('road%20owner', 'the%20road'),
    });
    mkdirSync(config.dataDirectory, { recursive: true });
    const keys = loadKeys(config);
    await migrate(config, keys, { log: () => undefined });
    await plantDemoNetwork(config.databaseUrl, loadPacks(), true);
    return new OwnServerHouse(root, config, keys, cluster, port);
  }

  /** The address under which a login reaches a database of the server. */
  url(login = 'dba', database = 'the%20road'): string {
    return `postgresql://${login}:${PASSWORD}@127.0.0.1:${this.port}/${database}`;
  }

  place(name: string): string {
    return path.join(this.root, name);
  }

  async close(): Promise<void> {
    await shutDown(this.cluster, findServerPrograms());
    rmSync(this.root, { recursive: true, force: true });
  }
}

function makeCluster(cluster: string): void {
  mkdirSync(cluster, { mode: 0o700 });
  const secret = `${cluster}.secret`;
  writeFileSync(secret, PASSWORD, { mode: 0o600 });
  const account = accountFor(cluster);
  if (account.uid !== undefined && account.gid !== undefined)
    for (const at of [cluster, secret]) chownSync(at, account.uid, account.gid);
  const { status, stderr } = spawnSync(
    path.join(findServerPrograms(), 'bin', 'initdb'),
    [
      '-D',
      cluster,
      '--username=dba',
      `--pwfile=${secret}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
    ],
    { ...account, cwd: '/', env: PROGRAM_ENVIRONMENT ?? {}, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  rmSync(secret);
}
