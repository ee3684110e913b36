import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEventView, AuditVerificationView } from '#domain/wire/audit.js';
import type { Page } from '#domain/wire/common.js';
import { readConfig } from '#platform/config/config.js';
import { loadKeys } from '#platform/keys/load-keys.js';
import { migrate } from '#platform/db/migrate.js';
import { plantDemoNetwork } from '#platform/packs/demo-network.js';
import { loadPacks } from '#platform/packs/packs.js';
import { startEmbedded, type EmbeddedServer } from '#platform/postgres/embedded.js';
import { createApplication } from '../../apps/api/src/application.js';
import { WorkerModule } from '../../apps/worker/src/worker.module.js';
import { eventually } from '../support/application.js';
import { admitAnonymous, granted, sendOn, viewHandoff, walkIn } from '../support/journey.js';
import { Staff } from '../support/staff.js';

/** A database server of its own, because this file takes it away from a house that runs. */
const dataDirectory = mkdtempSync(path.join(tmpdir(), 'handrail-outage-'));
const plain = readConfig({ HANDRAIL_DATA: dataDirectory });
const keys = loadKeys(plain);
let server: EmbeddedServer;
let app: NestFastifyApplication;
let worker: INestApplicationContext;
let url: string;

async function startServer(port?: number): Promise<EmbeddedServer> {
  const options = port === undefined ? {} : { port };
  return await startEmbedded({ dataDirectory, baseSecret: keys.base, log: () => undefined, ...options });
}

beforeAll(async () => {
  chmodSync(dataDirectory, 0o755); // the server may run as another account
  server = await startServer();
  const config = Object.freeze({ ...plain, databaseUrl: server.ownerUrl });
  await migrate(config, keys, { log: () => undefined });
  const packs = loadPacks();
  await plantDemoNetwork(server.ownerUrl, packs, true);
  app = await createApplication(config, keys, packs, { logger: false });
  await app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  worker = await NestFactory.createApplicationContext(WorkerModule.forRoot(config, keys), {
    logger: false,
    abortOnError: false,
  });
}, 180_000);
afterAll(async () => {
  await app?.close();
  await worker?.close();
  await server?.stop();
  for (const one of [dataDirectory, plain.keysDirectory]) rmSync(one, { recursive: true, force: true });
}, 60_000);

describe('The database goes away under a house that runs', () => {
  it('everybody is told so in their language and when to come again; when it is back, so is the house', async () => {
    const clinician = await Staff.signIn(url, 'clinician@detox.eg.demo');
    const manager = await Staff.signIn(url, 'case-manager@detox.eg.demo');
    const intake = await Staff.signIn(url, 'intake-officer@rehab1.eg.demo');
    const client = await admitAnonymous(clinician);
    const [wanted, key] = [walkIn({ birth_year: 1985 }), crypto.randomUUID()];

    const { port } = server;
    await server.stop();
    clinician.language = 'ru';
    const attempts = [
      await clinician.get('/api/clients'),
      await clinician.get(`/api/clients/${client}/identity`),
      await clinician.post('/api/clients', wanted, { key }),
      await clinician.post(
        '/api/session',
        { login: 'intake-officer@detox.eg.demo', password: 'x' },
        { key: null },
      ),
      await clinician.delete('/api/session'),
      await clinician.get('/health/ready'),
    ];
    for (const answer of attempts) {
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        503,
        'application/problem+json; charset=utf-8',
      ]);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect([answer.problem.code, answer.headers.get('content-language')]).toEqual([
        'service.unavailable',
        'ru',
      ]);
      expect(answer.problem.detail).toMatch(/[а-я]/);
    }
    expect((await clinician.get('/health/live')).status).toBe(200);

    server = await startServer(port);
    await eventually(
      async () => (await clinician.get('/health/ready')).status === 200,
      'the api is ready again',
      30,
    );
    const first = granted(await clinician.post('/api/clients', wanted, { key }), 201);
    expect(granted(await clinician.post('/api/clients', wanted, { key }), 201)).toEqual(first);

    // The same worker delivers what is sent from now on, without having been started again.
    const { reference } = await sendOn(manager, client);
    await eventually(
      async () => (await viewHandoff(intake, reference)).delivered_at,
      'the handoff is delivered',
      40,
    );

    // And it has gone on sealing: the log holds, with what was written after the outage.
    const auditor = await Staff.signIn(url, 'auditor@detox.eg.demo');
    const asked = granted(await auditor.post<AuditVerificationView>('/api/audit/verifications'), 202);
    const verified = await eventually(
      async () => {
        const found = granted(
          await auditor.get<AuditVerificationView>(`/api/audit/verifications/${asked.id}`),
        );
        return found.finished_at !== null && found;
      },
      'the log is verified',
      40,
    );
    expect(verified).toMatchObject({ ok: true, findings: [] });
    await eventually(async () => {
      const { items } = granted(await auditor.get<Page<AuditEventView>>('/api/audit/events?limit=50'));
      return items.find(({ action, sealed }) => action === 'audit.verify' && sealed);
    }, 'what was written after the outage is sealed');
  }, 150_000);
});
