import { Module, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { CapacityModule } from '#casework/capacity/capacity.module.js';
import { ClientModule } from '#casework/client/client.module.js';
import { ConsentModule } from '#casework/consent/consent.module.js';
import { CustodyModule } from '#casework/custody/custody.module.js';
import { EnvelopeModule } from '#casework/envelope/envelope.module.js';
import { HandoffClocksModule } from '#casework/handoff/handoff-clocks.module.js';
import { HandoffModule } from '#casework/handoff/handoff.module.js';
import { ROW_CLASSES } from '#casework/row-classes.js';
import { NotarySnapshot } from '#platform/audit/notary.js';
import { Sealer } from '#platform/audit/sealer.js';
import { loadVerifierKey } from '#platform/audit/signing-key.js';
import { verifyAudit, type AuditReport } from '#platform/audit/verifier.js';
import { ConfigModule } from '#platform/config/config.module.js';
import { DatabaseModule } from '#platform/db/database.module.js';
import { statementName } from '#platform/db/tx.js';
import { loadPacks, PacksModule, type Packs } from '#platform/packs/packs.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/** The api's shell without its edge: the services of the road and the door they use. */
@Module({
  imports: [ClientModule, ConsentModule, HandoffModule, EnvelopeModule, CustodyModule, CapacityModule],
})
class CareRoom {}

/** The worker's shell without relay, queue and sealer: only what lets a clock act, on the worker's own login. */
@Module({})
class ClockRoom {}

/**
 * The services of api and worker in this process, each behind its door with its real login, on a database of their own,
 * and nobody in between: no HTTP, no queue. For work in which the time of a request would be most of the time.
 */
export interface ServiceHouse {
  readonly database: TestDatabase;
  readonly packs: Packs;
  readonly api: INestApplicationContext;
  readonly clocks: INestApplicationContext;
  /** Looks behind the policies and turns the calendar; what is under test never gets it. */
  readonly superuser: pg.Pool;
  of<T>(service: Type<T>): T;
  rows<T extends object>(text: string, values?: unknown[]): Promise<T[]>;
  /** Seals what was written and verifies the whole log against its signatures and the notary's files. */
  verifyAudit(): Promise<AuditReport>;
  close(): Promise<void>;
}

export async function openServiceHouse(connections = 6): Promise<ServiceHouse> {
  const database = await createTestDatabase();
  const dataDirectory = mkdtempSync(path.join(tmpdir(), 'handrail-house-'));
  chmodSync(dataDirectory, 0o755);
  const config = Object.freeze({ ...database.config, dataDirectory, poolSize: connections });
  const packs = loadPacks();
  const quiet = { logger: false, abortOnError: false } as const;
  const shared = [ConfigModule.forRoot(config, database.keys), PacksModule.forRoot(packs)];
  const api = await NestFactory.createApplicationContext(
    { module: CareRoom, imports: [...shared, DatabaseModule.forRoot('api', ROW_CLASSES, true)] },
    quiet,
  );
  const clocks = await NestFactory.createApplicationContext(
    {
      module: ClockRoom,
      imports: [...shared, DatabaseModule.forRoot('worker', [], false), HandoffClocksModule],
    },
    quiet,
  );
  const superuser = new pg.Pool({ connectionString: database.superuserUrl, max: connections });
  superuser.on('error', () => undefined);
  return {
    database,
    packs,
    api,
    clocks,
    superuser,
    of: (service) => api.get(service, { strict: false }),
    // Prepared: what is asked after every step would otherwise be planned after every step.
    rows: async <T extends object>(text: string, values: unknown[] = []) =>
      (await superuser.query<T>({ name: statementName(text), text, values })).rows,
    verifyAudit: () => sealAndVerify(database, dataDirectory),
    async close() {
      await clocks.close();
      await api.close();
      await superuser.end();
      await database.drop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function sealAndVerify(database: TestDatabase, dataDirectory: string): Promise<AuditReport> {
  const pool = new pg.Pool({ connectionString: database.urls.sealer, max: 3 });
  pool.on('error', () => undefined);
  try {
    await new Sealer(pool, dataDirectory, {}).sealOnce();
    const verifierKey = loadVerifierKey(dataDirectory);
    if (!verifierKey) throw new Error('nothing was sealed: there is no public key');
    const notary = await NotarySnapshot.take(dataDirectory);
    const client = await pool.connect();
    try {
      return await verifyAudit({ client, verifierKey }, notary);
    } finally {
      client.release();
      await notary?.close();
    }
  } finally {
    await pool.end();
  }
}
