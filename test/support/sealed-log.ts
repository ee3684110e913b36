import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { leafHash } from '#domain/rules/merkle.js';
import { NotarySnapshot } from '#platform/audit/notary.js';
import { Sealer, type SealerOptions } from '#platform/audit/sealer.js';
import { loadSigningKey, loadVerifierKey, sha256, type SigningKey } from '#platform/audit/signing-key.js';
import { verifyAudit, type AuditReport } from '#platform/audit/verifier.js';
import { AuditTrail, type AuditEntry } from '#platform/db/audit-trail.js';
import { createTestDatabase, type TestDatabase } from './database.js';

export const EVENTS = 3_000;
export const WAITING = 4;
export const BATCH_EVENTS = 700;

const TABLES = ['event', 'event_subject', 'claim', 'leaf', 'checkpoint'] as const;

export interface StoredLeaf {
  readonly idx: number;
  readonly event_id: string;
  readonly body: string;
}

export const hashOf = (body: string): Buffer => Buffer.from(leafHash(sha256, Buffer.from(body)));

export function entry(action: string, detail?: Record<string, unknown>): AuditEntry {
  return {
    action,
    outcome: 'done',
    at: new Date(),
    actor: null,
    role: 'system:test',
    purpose: 'operation',
    subjects: [randomUUID(), randomUUID()],
    detail,
  };
}

/** An event that was never written by a process of ours. */
export function forgedEvent(): { id: string; body: string } {
  const { body } = new AuditTrail().draft(entry('client.read'));
  return { id: (JSON.parse(body) as { id: string }).id, body };
}

/**
 * A log of some thousand events in a database of its own, sealed in several rounds, with a superuser to tamper with it
 * and a copy to put everything back. Chance comes from a seed, so that a failing run can be run again.
 */
export class SealedLog {
  private constructor(
    readonly database: TestDatabase,
    readonly sealerPool: pg.Pool,
    readonly superuser: pg.Client,
    readonly dataDirectory: string,
    private state: number,
  ) {}

  static async create(seed: number): Promise<SealedLog> {
    const database = await createTestDatabase();
    const superuser = new pg.Client({ connectionString: database.superuserUrl });
    await superuser.connect();
    const pool = new pg.Pool({ connectionString: database.urls.sealer, max: 4 });
    pool.on('error', () => undefined); // the database may be dropped before its last connection is closed
    const log = new SealedLog(
      database,
      pool,
      superuser,
      mkdtempSync(path.join(tmpdir(), 'handrail-audit-')),
      seed,
    );
    await log.write();
    await log.keep();
    // A superuser gets past the triggers; only then is there anything for the verifier to find.
    await superuser.query('set session_replication_role = replica');
    return log;
  }

  get key(): SigningKey {
    return loadSigningKey(this.dataDirectory, false);
  }

  /** A whole number from 0 to below the limit. */
  below(limit: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * limit);
  }

  async append(bodies: readonly string[], client: pg.ClientBase | pg.Pool = this.superuser): Promise<void> {
    await client.query('select audit.append(body) from unnest($1::text[]) as t (body)', [bodies]);
  }

  async seal(options: SealerOptions = {}): Promise<number> {
    const sealer = new Sealer(this.sealerPool, this.dataDirectory, { batchEvents: BATCH_EVENTS, ...options });
    return (await sealer.sealOnce()).sealed;
  }

  async verify(withNotary = true): Promise<AuditReport> {
    const notary = withNotary ? await NotarySnapshot.take(this.dataDirectory) : undefined;
    const client = await this.sealerPool.connect();
    try {
      return await verifyAudit({ client, verifierKey: loadVerifierKey(this.dataDirectory)! }, notary);
    } finally {
      client.release();
      await notary?.close();
    }
  }

  async leafAt(idx: number): Promise<StoredLeaf> {
    const { rows } = await this.superuser.query<StoredLeaf>(
      'select l.idx::int, l.event_id, e.body from audit.leaf l join audit.event e on e.id = l.event_id where idx = $1',
      [idx],
    );
    return rows[0]!;
  }

  /** Puts the tables and the notary's files back as they were made. */
  async restore(): Promise<void> {
    await this.superuser.query(
      'truncate audit.event, audit.event_subject, audit.claim, audit.leaf, audit.checkpoint',
    );
    for (const table of TABLES)
      await this.superuser.query(`insert into audit.${table} select * from kept.${table}`);
    cpSync(this.keptFiles, path.join(this.dataDirectory, 'audit'), { recursive: true, force: true });
  }

  async close(): Promise<void> {
    await this.superuser.end();
    await this.sealerPool.end();
    await this.database.drop();
    rmSync(this.dataDirectory, { recursive: true, force: true });
  }

  private get keptFiles(): string {
    return path.join(this.dataDirectory, 'kept');
  }

  private async write(): Promise<void> {
    const api = new pg.Client({ connectionString: this.database.urls.api });
    await api.connect();
    const bodies = this.history(EVENTS);
    for (let at = 0; at < EVENTS; at += 1_000) {
      await this.append(bodies.slice(at, Math.min(at + 1_000, EVENTS)), api);
      await this.seal();
    }
    await this.append(bodies.slice(EVENTS), api);
    await api.end();
  }

  private async keep(): Promise<void> {
    await this.superuser.query('create schema kept');
    for (const table of TABLES)
      await this.superuser.query(`create table kept.${table} as table audit.${table}`);
    cpSync(path.join(this.dataDirectory, 'audit'), this.keptFiles, { recursive: true });
  }

  /** Events of processes that stopped in order, lost transactions and declared them, or died with some under way. */
  private history(count: number): string[] {
    const bodies: string[] = [];
    const write = (trail: AuditTrail, action: string, detail?: Record<string, unknown>): void => {
      const { body, settle } = trail.draft(entry(action, detail));
      bodies.push(body);
      settle(true);
    };
    const orderly = new AuditTrail();
    write(orderly, 'process.started', { pool_size: 4 });
    while (bodies.length < count - 500) {
      if (this.below(20) === 0) orderly.draft(entry('client.read')).settle(false);
      write(orderly, 'client.read', { n: bodies.length });
    }
    write(orderly, 'process.stopped');
    const killed = new AuditTrail();
    write(killed, 'process.started', { pool_size: 4 });
    while (bodies.length < count - 2) {
      if (bodies.length === count - 100 || bodies.length === count - 90) killed.draft(entry('client.read'));
      write(killed, 'client.read', { n: bodies.length });
    }
    const last = new AuditTrail();
    write(last, 'process.started', { pool_size: 4 });
    write(last, 'client.read');
    for (let at = 0; at < WAITING - 1; at += 1) write(last, 'handoff.accept', { n: at });
    write(last, 'process.stopped');
    return bodies;
  }
}
