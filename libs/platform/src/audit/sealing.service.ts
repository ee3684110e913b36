import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { CONFIG, KEYS } from '../config/config.module.js';
import type { Config } from '../config/config.js';
import type { Keys } from '../config/keys.js';
import { assertSafeConnection, databaseUrlFor } from '../db/database-roles.js';
import { AuditAlarm } from './audit-alarm.js';
import { Sealer } from './sealer.js';
import { NotarySnapshot } from './notary.js';
import { loadVerifierKey } from './signing-key.js';
import { verifyAudit, type AuditReport } from './verifier.js';

const SEAL_EVERY_MS = 200;
/** While nothing happens an idle worker asks for little (docs/performance.md). */
const LOOK_EVERY_MS = 1_000;
const RETRY_MS = 5_000;
/** How long a verification waits for another process that is sealing, and how often it asks. */
const SEAL_WAIT_MS = 30_000;
const SEAL_ASK_MS = 50;
/**
 * A backlog is sealed in small batches with rests between: the same process delivers messages, and a batch holds its event
 * loop and a core of the database (docs/performance.md).
 */
const BATCH = { batchEvents: 500, restMs: 20 } as const;

/** Seals the audit while the worker runs, on the sealer's own login; the key and the notary's files lie beside no database. */
@Injectable()
export class SealingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('audit');
  private readonly pool: pg.Pool;
  private readonly sealer: Sealer;
  private retry: NodeJS.Timeout | undefined;
  private isStopped = false;
  private verifying: Promise<unknown> = Promise.resolve();
  private nextVerification: Promise<AuditReport> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(KEYS) keys: Keys,
  ) {
    this.pool = new pg.Pool({
      connectionString: databaseUrlFor(config, keys, 'sealer'),
      max: 3,
      application_name: 'handrail-sealer',
    });
    this.pool.on('error', () => undefined);
    // A client that is in use when the server goes away reports it twice: to its query, and as an event that must have a
    // listener or it ends the process.
    this.pool.on('connect', (client) => client.on('error', () => undefined));
    this.sealer = new Sealer(this.pool, config.dataDirectory, { ...BATCH, log: this.log });
  }

  async onApplicationBootstrap(): Promise<void> {
    const client = await this.pool.connect();
    try {
      await assertSafeConnection(client, 'sealer');
    } finally {
      client.release();
    }
    // Not waited for: after an outage the backlog is large, and messages must not wait until it is sealed.
    void this.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.retry);
    await this.sealer.stop();
    await this.pool.end();
  }

  /**
   * Verifies the whole log against its signatures and the notary's files; what was recorded before the question is in the
   * answer. All who ask while one runs share the next: its answer covers what happened until each of them asked.
   */
  verify(): Promise<AuditReport> {
    this.nextVerification ??= this.verifying.then(() => {
      this.nextVerification = undefined;
      const report = this.verifyWhole();
      this.verifying = report.catch(() => undefined);
      return report;
    });
    return this.nextVerification;
  }

  /** What still waits would be left out of the answer. An alarm keeps it waiting: the verification says which and where. */
  private async sealWhatWaits(): Promise<void> {
    const until = Date.now() + SEAL_WAIT_MS;
    try {
      while ((await this.sealer.sealOnce()).busy && Date.now() < until) await sleep(SEAL_ASK_MS);
    } catch (error) {
      if (!(error instanceof AuditAlarm)) throw error;
    }
  }

  private async verifyWhole(): Promise<AuditReport> {
    await this.sealWhatWaits();
    const verifierKey = loadVerifierKey(this.config.dataDirectory);
    if (!verifierKey) throw new Error('nothing was sealed yet: there is no public key');
    const notary = await NotarySnapshot.take(this.config.dataDirectory);
    const client = await this.pool.connect();
    try {
      return await verifyAudit({ client, verifierKey }, notary);
    } finally {
      client.release();
      await notary?.close();
    }
  }

  /** An alarm stops the sealing, never the care: it is logged, and looked at again in case a human has mended it. */
  private async start(): Promise<void> {
    try {
      await this.sealer.start(SEAL_EVERY_MS, LOOK_EVERY_MS);
    } catch (error) {
      if (this.isStopped) return;
      this.log.error(`the audit is not being sealed: ${(error as Error).message}`);
      this.retry = setTimeout(() => void this.start(), RETRY_MS);
    }
  }
}
