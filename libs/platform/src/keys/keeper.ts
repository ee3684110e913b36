import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Keys } from '../config/keys.js';
import { AuditTrail } from '../db/audit-trail.js';
import { assertSafeConnection, databaseUrlFor, type DatabaseAddresses } from '../db/database-roles.js';
import { StartupError } from '../process/startup-error.js';

/** Held while a keyring is changed, so that one at a time does it. */
const LOCK_KEYRING = 4_712_040;
/** A worker that takes people along holds the lock for moments, a rotation for seconds: a command waits for either. */
const LOCK_WAIT_MS = 30_000;
const LOCK_ASK_MS = 50;
/** The lock, a transaction, and a look beside them. */
const POOL_SIZE = 3;

/** What the audit is told of a key: never the key. */
export interface KeyEvent {
  readonly action: `keys.${string}`;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * The login that keeps keys in order: it may call the functions that wrap and index people again, and read no table. Its
 * connections are opened when there is something to do.
 */
export class Keeper {
  private readonly trail = new AuditTrail();
  private hasStarted = false;
  private readonly pool: pg.Pool;

  constructor(
    config: DatabaseAddresses,
    keys: Keys,
    private readonly lockWaitMs: number = LOCK_WAIT_MS,
  ) {
    this.pool = new pg.Pool({
      connectionString: databaseUrlFor(config, keys, 'keeper'),
      max: POOL_SIZE,
      idleTimeoutMillis: 10_000,
      application_name: 'handrail-keeper',
    });
    this.pool.on('error', () => undefined);
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** Refuses to work on a login that row-level security would not bind. */
  async assertSafe(): Promise<void> {
    await this.with((client) => assertSafeConnection(client, 'keeper'));
  }

  async query<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await this.pool.query<T>(text, values)).rows;
  }

  async with<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      return await work(client);
    } finally {
      client.release();
    }
  }

  /**
   * Runs work while nobody else changes the keyring; waits for whoever does, and refuses when that takes long. The lock ends
   * with the connection, so one that was killed holds none.
   */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    return await this.with(async (client) => {
      const until = performance.now() + this.lockWaitMs;
      while (!(await isLocked(client))) {
        if (performance.now() < until) {
          await sleep(LOCK_ASK_MS);
          continue;
        }
        throw new StartupError(
          'Another process is changing the keyring at this moment.',
          'Wait until it is done and run the command again.',
        );
      }
      try {
        return await work();
      } finally {
        await client.query('select pg_advisory_unlock($1)', [LOCK_KEYRING]);
      }
    });
  }

  /** Work in one transaction, with its entry in the audit. */
  async write(event: KeyEvent, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    await this.with(async (client) => {
      try {
        const { rows } = await client
          .query<{ now: Date }>('begin; select clock_timestamp() as now')
          .then((results) => (results as unknown as pg.QueryResult<{ now: Date }>[])[1]!);
        await work(client);
        await this.append(client, event, rows[0]!.now);
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      }
    });
  }

  /** The instant of the database. */
  async now(): Promise<string> {
    const [row] = await this.query<{ now: Date }>('select clock_timestamp() as now');
    return row!.now.toISOString();
  }

  async end(): Promise<void> {
    await this.pool.end();
  }

  private async append(client: pg.PoolClient, event: KeyEvent, at: Date): Promise<void> {
    const common = {
      outcome: 'done',
      at,
      actor: null,
      role: 'system:keeper',
      purpose: 'operation',
      subjects: [],
    } as const;
    const drafts = [
      // The verifier counts the numbers of a process from its start on.
      ...(this.hasStarted
        ? []
        : [this.trail.draft({ ...common, action: 'process.started', detail: { pool_size: POOL_SIZE } })]),
      this.trail.draft({ ...common, ...event }),
    ];
    let committed = false;
    try {
      for (const { body } of drafts) await client.query('select audit.append($1)', [body]);
      await client.query('commit');
      committed = true;
      this.hasStarted = true;
    } finally {
      for (const { settle } of drafts) settle(committed);
    }
  }
}

async function isLocked(client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
    LOCK_KEYRING,
  ]);
  return rows[0]!.locked;
}
