import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { keysBeside, type Config } from '#platform/config/config.js';
import { loadKeys } from '#platform/keys/load-keys.js';
import { plantDemoNetwork } from '#platform/packs/demo-network.js';
import type { Pack } from '#platform/packs/pack.js';
import { loadPacks, Packs } from '#platform/packs/packs.js';
import { createApplication } from '../../apps/api/src/application.js';
import { WorkerModule } from '../../apps/worker/src/worker.module.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { Staff } from './staff.js';

/** The real api on a port of its own, with the real logins and the demo network (no demo clients). */
export interface TestApplication {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly database: TestDatabase;
  readonly config: Config;
  readonly packs: Packs;
  /** Looks behind the policies; what is under test never gets it. */
  readonly superuser: pg.Pool;
  /** A member of staff of the demo network, signed in; asked for twice it is the same session. */
  as(login: string): Promise<Staff>;
  /** Rows as they are, whoever may see them. */
  rows<T extends object>(text: string, values?: unknown[]): Promise<T[]>;
  /** Starts the real worker beside it, in this process. */
  startWorker(): Promise<INestApplicationContext>;
  close(): Promise<void>;
}

/** A migrated database with the demo network and a data directory of its own. */
export async function createPlantedDatabase(): Promise<{
  database: TestDatabase;
  config: Config;
  packs: Packs;
}> {
  const shared = await createTestDatabase();
  const packs = loadPacks();
  await plantDemoNetwork(shared.ownerUrl, packs, true);
  // Each has its own notary: the files of the sealer belong to one database.
  const dataDirectory = mkdtempSync(path.join(tmpdir(), 'handrail-e2e-'));
  chmodSync(dataDirectory, 0o755);
  // And its own copy of the keys: the ledger of erasures beside them belongs to one database, too.
  const keysDirectory = keysBeside(dataDirectory);
  cpSync(shared.keys.directory, keysDirectory, {
    recursive: true,
    filter: (file) => !file.endsWith('erasures.log'),
  });
  const config = Object.freeze({ ...shared.config, dataDirectory, keysDirectory });
  return { database: { ...shared, config, keys: loadKeys(config) }, packs, config };
}

export async function startApplication(
  changes: Partial<Config> = {},
  jurisdiction: Partial<Pack> = {},
): Promise<TestApplication> {
  const { database, packs: shipped, config: plain } = await createPlantedDatabase();
  // A house of another law: what differs is said of every pack.
  const packs = new Packs(shipped.all.map((pack) => ({ ...pack, ...jurisdiction })));
  const config = Object.freeze({ ...plain, ...changes });
  const app = await createApplication(config, database.keys, packs, { logger: false });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const superuser = new pg.Pool({ connectionString: database.superuserUrl, max: 3 });
  superuser.on('error', () => undefined);
  const sessions = new Map<string, Promise<Staff>>();
  let worker: INestApplicationContext | undefined;
  return {
    app,
    url,
    database,
    config,
    packs,
    superuser,
    as(login) {
      const known = sessions.get(login) ?? Staff.signIn(url, login);
      sessions.set(login, known);
      return known;
    },
    rows: async <T extends object>(text: string, values: unknown[] = []) =>
      (await superuser.query<T>(text, values)).rows,
    async startWorker() {
      worker ??= await NestFactory.createApplicationContext(WorkerModule.forRoot(config, database.keys), {
        logger: false,
        abortOnError: false,
      });
      return worker;
    },
    async close() {
      await app.close();
      await worker?.close();
      await superuser.end();
      await database.drop();
      for (const one of [config.dataDirectory, config.keysDirectory])
        rmSync(one, { recursive: true, force: true });
    },
  };
}

/** Asks again until the answer is there; the thing asked for is somebody else's work, so it takes a moment. */
export async function eventually<T>(
  ask: () => Promise<T | undefined | false | null>,
  what: string,
  seconds = 20,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false && answer !== null) return answer;
    if (Date.now() > deadline) throw new Error(`not within ${seconds} seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
