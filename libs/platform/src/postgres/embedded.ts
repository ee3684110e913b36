import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { databaseRolePassword } from '../config/keys.js';
import { OWNER_LOGIN } from '../db/database-roles.js';
import { StartupError } from '../process/startup-error.js';
import { findServerPrograms } from './binaries.js';
import { createClusterIfMissing, placeCluster } from './data-directory.js';
import { ensureRunning, isRunning, shutDown } from './postmaster.js';

/** Used to run the embedded server, and by nothing that serves. */
export const SUPERUSER = 'postgres';
export const DATABASE = 'handrail';
/** Advisory locks in the database "postgres": who uses the server, and who prepares it. */
const LOCK_IN_USE = 4_712_001;
const LOCK_PREPARE = 4_712_002;
const ATTEMPTS_MAX = 20;

export interface EmbeddedOptions {
  readonly dataDirectory: string;
  readonly baseSecret: Buffer;
  readonly log: (line: string) => void;
  /** For tests: nothing survives a crash, and the files are removed when the server stops. */
  readonly ephemeral?: boolean;
  /** The port to come back on after a crash, so that addresses given out stay true. */
  readonly port?: number;
  /** Settings of the server beside ours, for this run alone. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedServer {
  readonly ownerUrl: string;
  /** For backups, which read the server's own files, and for tests; nothing that serves requests gets it. */
  readonly superuserUrl: string;
  /** Absolute path of the cluster. */
  readonly cluster: string;
  readonly port: number;
  /** Whether the server ran before we came. */
  readonly adopted: boolean;
  /** Resolves when the server goes away though nobody of ours stopped it. */
  readonly lost: Promise<void>;
  /** Ends our use; the last user of the server also stops it. */
  stop(): Promise<void>;
  /** Ends our use and leaves the server running. */
  leave(): Promise<void>;
}

/**
 * A PostgreSQL 18 from npm packages, without a system service: found running or started, with a superuser that nothing
 * of ours uses to serve requests and an ordinary owner of the database `handrail`. Passwords are derived from the base secret of the keyring.
 * Each user of the server holds a shared advisory lock, so the last one out stops it, and a user that was killed counts no more.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { baseSecret, ephemeral = false } = options;
  const programs = findServerPrograms();
  const cluster = placeCluster(options.dataDirectory, options.log);
  const superuserPassword = databaseRolePassword(baseSecret, SUPERUSER);
  const created = await createClusterIfMissing(cluster, programs, { superuserPassword, ephemeral });
  if (created) options.log('A new database was created.');
  for (let attempt = 1; ; attempt++) {
    const running = await ensureRunning(cluster, programs, {
      port: options.port,
      ephemeral,
      settings: options.settings,
    });
    const superuserUrl = urlOf(running.port, SUPERUSER, superuserPassword, 'postgres');
    const ownerPassword = databaseRolePassword(baseSecret, OWNER_LOGIN);
    try {
      const lease = await Lease.take(superuserUrl, cluster, ownerPassword);
      return {
        ownerUrl: urlOf(running.port, OWNER_LOGIN, ownerPassword, DATABASE),
        superuserUrl,
        cluster,
        port: running.port,
        adopted: running.adopted,
        lost: lease.lost,
        leave: () => lease.end(),
        stop: () => stop(lease, { superuserUrl, ownerPassword, cluster, programs, ephemeral }),
      };
    } catch (error) {
      // The server we found may have been on its way out: then the next round starts one.
      if (isConnectionLoss(error) && attempt < ATTEMPTS_MAX) {
        await sleep(100);
        continue;
      }
      if (!running.adopted) await shutDown(cluster, programs);
      throw error;
    }
  }
}

interface Place {
  readonly superuserUrl: string;
  readonly ownerPassword: string;
  readonly cluster: string;
  readonly programs: string;
  readonly ephemeral: boolean;
}

async function stop(lease: Lease, place: Place): Promise<void> {
  const last = (await lease.isLast()) ?? (await isUnused(place));
  if (last) await shutDown(place.cluster, place.programs);
  await lease.end();
  if (last && place.ephemeral) rmSync(path.dirname(place.cluster), { recursive: true, force: true });
}

/** The same question when our own connection is gone: the server may have been restarted by somebody else meanwhile. */
async function isUnused(place: Place): Promise<boolean> {
  if (!isRunning(place.cluster)) return false;
  try {
    const lease = await Lease.take(place.superuserUrl, place.cluster, place.ownerPassword);
    const last = await lease.isLast();
    if (!last) await lease.end();
    return last ?? false;
  } catch {
    return false;
  }
}

/** Our connection to the server for as long as we use it. */
class Lease {
  readonly lost: Promise<void>;
  private isOpen = true;

  private constructor(private readonly client: pg.Client) {
    this.lost = new Promise((resolve) => {
      client.on('error', () => undefined); // an unexpected end is reported by "end" too
      client.once('end', () => {
        if (this.isOpen) resolve();
        this.isOpen = false;
      });
    });
  }

  static async take(superuserUrl: string, cluster: string, ownerPassword: string): Promise<Lease> {
    const client = new pg.Client({
      connectionString: superuserUrl,
      application_name: 'handrail lease',
      keepAlive: true,
    });
    const lease = new Lease(client);
    try {
      await client.connect();
      const { rows } = await client.query<{ directory: string }>(
        `select current_setting('data_directory') as directory, pg_advisory_lock_shared(${LOCK_IN_USE})`,
      );
      if (rows[0]?.directory !== cluster) {
        throw new StartupError(
          `Another database answers where that of ${cluster} should.`,
          'Stop the program that listens there and start again.',
        );
      }
      await lease.prepare(ownerPassword);
      return lease;
    } catch (error) {
      await lease.end();
      if ((error as { code?: string }).code !== '28P01') throw error;
      throw new StartupError(
        `The database in ${cluster} was made under another keyring.`,
        'Put back the keyring it was made under (HANDRAIL_KEYS says where it is). Nothing was changed.',
      );
    }
  }

  /** Makes the owner and the database when they are missing; one process at a time. */
  private async prepare(ownerPassword: string): Promise<void> {
    await this.client.query(`select pg_advisory_lock(${LOCK_PREPARE})`);
    const { rows } = await this.client.query<{ has_owner: boolean; has_database: boolean }>(
      `select exists (select from pg_roles where rolname = $1) as has_owner,
              exists (select from pg_database where datname = $2) as has_database`,
      [OWNER_LOGIN, DATABASE],
    );
    if (!rows[0]?.has_owner) {
      const password = pg.escapeLiteral(ownerPassword);
      await this.client.query(
        `create role ${OWNER_LOGIN} login createrole nosuperuser nobypassrls password ${password}`,
      );
    }
    if (!rows[0]?.has_database) await this.client.query(`create database ${DATABASE} owner ${OWNER_LOGIN}`);
    await this.client.query(`select pg_advisory_unlock(${LOCK_PREPARE})`);
  }

  /** Whether nobody else uses the server; if so nobody can begin to until we are gone. Undefined when the server is. */
  async isLast(): Promise<boolean | undefined> {
    if (!this.isOpen) return undefined;
    try {
      await this.client.query(`select pg_advisory_unlock_shared(${LOCK_IN_USE})`);
      const { rows } = await this.client.query<{ last: boolean }>(
        `select pg_try_advisory_lock(${LOCK_IN_USE}) as last`,
      );
      this.isOpen = false;
      return rows[0]?.last ?? false;
    } catch {
      return undefined;
    }
  }

  async end(): Promise<void> {
    this.isOpen = false;
    await this.client.end().catch(() => undefined); // the server may be gone already
  }
}

function urlOf(port: number, login: string, password: string, database: string): string {
  return `postgresql://${login}:${password}@127.0.0.1:${port}/${database}`;
}

function isConnectionLoss(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return (
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03'].includes(code) ||
    message.includes('terminated')
  );
}
