import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { AuditVerificationView } from '#domain/wire/audit.js';
import type { Config } from '#platform/config/config.js';
import { Queue } from 'bullmq';
import { createPlantedDatabase, eventually } from '../support/application.js';
import {
  freePort,
  hasRedis,
  TestProcess,
  TestRedis,
  wrongClock,
  type Program,
} from '../support/application-process.js';
import type { TestDatabase } from '../support/database.js';
import { readRoutes } from '../support/journey-operations.js';
import { admitNamed, granted, inHours, move, sendOn, somebody, walkIn } from '../support/journey.js';
import { Staff, type Answer } from '../support/staff.js';

let database: TestDatabase;
let config: Config;
let superuser: pg.Pool;
let port: number;
let url: string;
let processes: TestProcess[] = [];

beforeAll(async () => {
  ({ database, config } = await createPlantedDatabase());
  superuser = new pg.Pool({ connectionString: database.superuserUrl, max: 2 });
  superuser.on('error', () => undefined);
  port = await freePort();
  url = `http://127.0.0.1:${port}`;
}, 120_000);
afterEach(async () => {
  await Promise.all(processes.map((one) => one.stop()));
  processes = [];
}, 60_000);
afterAll(async () => {
  await superuser?.end();
  await database?.drop();
  rmSync(config.dataDirectory, { recursive: true, force: true });
}, 60_000);

function start(program: Program, settings: Record<string, string | undefined> = {}): TestProcess {
  const started = new TestProcess(
    program,
    { config, keys: database.keys },
    { PORT: String(port), ...settings },
  );
  processes.push(started);
  return started;
}

async function startApi(failAt?: string): Promise<TestProcess> {
  const api = start('api', { HANDRAIL_FAIL_AT: failAt });
  await api.ready(port);
  return api;
}

async function rows<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
  return (await superuser.query<T>(text, values)).rows;
}

/** Ends the leases of all messages under way, as half a minute would. */
async function letLeasesEnd(): Promise<void> {
  await superuser.query(
    `update bus.outbox set lease_until = clock_timestamp() where done_at is null and claims > 0`,
  );
}

/** What the database holds about a handoff; each number says how often. */
async function traces(reference: string): Promise<Record<string, unknown>> {
  const [found] = await rows<Record<string, unknown>>(
    `select h.state, h.version, (h.delivered_at is not null) as delivered,
       (select array_agg(p.tier order by p.tier) from care.packet p where p.handoff_id = h.id) as packets,
       (select count(*)::int from care.disclosure d where d.handoff_id = h.id) as disclosures,
       (select count(*)::int from care.custody c where c.episode_id = h.episode_id) as custodies,
       (select array_agg(w.kind order by w.kind) from care.work_item w where w.handoff_id = h.id) as work,
       (select count(*)::int from vault.known_to k where k.handoff_id = h.id) as known
     from care.handoff h where h.reference = $1`,
    [reference],
  );
  return found!;
}

async function eventsOf(action: string): Promise<{ done: number; repeated: number }> {
  const [counted] = await rows<{ done: number; repeated: number }>(
    `select count(*)::int as done, count(*) filter (where body::jsonb->'detail' ?| array['replayed','repeated'])::int as repeated
     from audit.event where action = $1 and outcome = 'done'`,
    [action],
  );
  return counted!;
}

describe('The api, killed in the moment before it commits', () => {
  it.each([
    [
      'handoff.accept',
      { state: 'requested', version: 1, packets: ['D1'] },
      { state: 'accepted', version: 2, packets: ['D1', 'D2', 'D3'], known: 1 },
    ],
    [
      'handoff.arrive',
      { state: 'accepted', version: 2, custodies: 1 },
      { state: 'in-progress', version: 3, custodies: 2, disclosures: 4 },
    ],
  ] as const)(
    '%s: nothing was done; the same request again is done once',
    async (action, before, after) => {
      const api = await startApi(`door.before_commit:${action}`);
      const manager = await Staff.signIn(url, 'case-manager@detox.eg.demo');
      const intake = await Staff.signIn(url, 'intake-officer@rehab1.eg.demo');
      const { reference } = await sendOn(manager, await admitNamed(manager));
      const name = action === 'handoff.accept' ? 'accept' : 'arrive';
      const body = name === 'accept' ? { appointment_at: inHours(24) } : {};
      if (name === 'arrive')
        granted(await move(intake, reference, 'accept', { appointment_at: inHours(24) }, { version: 1 }));
      const sending = { key: crypto.randomUUID(), version: name === 'accept' ? 1 : 2 };
      const counted = await eventsOf(action);

      await expect(move(intake, reference, name, body, sending)).rejects.toThrow('fetch failed');
      expect(await api.ended).toEqual({ code: null, signal: 'SIGKILL' });
      expect(await traces(reference)).toMatchObject(before);
      expect(await eventsOf(action)).toEqual(counted);

      await startApi();
      const first = await move(intake, reference, name, body, sending);
      expect([first.status, first.headers.get('idempotent-replayed')]).toEqual([200, null]);
      const second = await move(intake, reference, name, body, sending);
      expect([second.status, second.headers.get('idempotent-replayed'), second.body]).toEqual([
        200,
        'true',
        first.body,
      ]);
      expect(await traces(reference)).toMatchObject(after);
      expect(await eventsOf(action)).toEqual({ done: counted.done + 2, repeated: counted.repeated + 1 });
    },
    90_000,
  );

  it('client.admit: nobody was half taken in, and the same request takes one person in', async () => {
    const api = await startApi('door.before_commit:client.admit');
    const clinician = await Staff.signIn(url, 'clinician@detox.eg.demo');
    const count = async () =>
      (
        await rows(
          'select count(*)::int as clients, (select count(*)::int from vault.person) as people, (select count(*)::int from care.episode) as episodes from care.client',
        )
      )[0];
    const before = (await count()) as { clients: number; people: number; episodes: number };
    const [wanted, key] = [walkIn({ identity: somebody() }), crypto.randomUUID()];
    await expect(clinician.post('/api/clients', wanted, { key })).rejects.toThrow('fetch failed');
    expect(await api.ended).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await count()).toEqual(before);
    await startApi();
    const answers: Answer[] = [];
    for (let i = 0; i < 3; i += 1) answers.push(await clinician.post('/api/clients', wanted, { key }));
    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      answers.map(() => [201, answers[0]!.body]),
    );
    const { clients, people, episodes } = before;
    expect(await count()).toEqual({ clients: clients + 1, people: people + 1, episodes: episodes + 1 });
  }, 90_000);
});

describe.each([['PostgreSQL'], ...(hasRedis() ? [['Redis']] : [])])(
  'The worker with its queue in %s',
  (backend) => {
    let redis: TestRedis | undefined;
    let settings: Record<string, string | undefined>;
    beforeAll(async () => {
      redis = backend === 'Redis' ? await TestRedis.start() : undefined;
      settings = { REDIS_URL: redis?.url };
    });
    afterAll(() => redis?.stop());

    /** The one effect of a handoff that was sent: delivered once, in the inbox once, told in the audit once. */
    async function expectDeliveredOnce(reference: string): Promise<void> {
      const message = await eventually(
        async () => {
          const [found] = await rows<{ id: string; done: boolean }>(
            `select o.id, o.done_at is not null as done from bus.outbox o join care.handoff h on h.id::text = o.payload->>'handoff_id'
         where h.reference = $1 and o.topic = 'handoff.requested'`,
            [reference],
          );
          return found?.done === true && found;
        },
        'the message is done',
        40,
      );
      expect(await traces(reference)).toMatchObject({
        state: 'requested',
        delivered: true,
        work: ['handoff.answer'],
      });
      const handled = await rows<{ repeated: boolean }>(
        `select coalesce(body::jsonb->'detail' ? 'repeated', false) as repeated from audit.event
       where action = 'handoff.deliver' and body::jsonb->>'request' = $1`,
        [message.id],
      );
      expect(handled.filter(({ repeated }) => !repeated)).toHaveLength(1);
    }

    it.each([
      ['door.before_commit:handoff.deliver', false],
      ['relay.after_commit_before_enqueue', false],
      ['processor.after_effect_before_acknowledgement', true],
    ])(
      'killed at %s: nothing is lost and nothing is done twice',
      async (point, delivered) => {
        await startApi();
        const manager = await Staff.signIn(url, 'case-manager@detox.eg.demo');
        const { reference } = await sendOn(manager, await admitNamed(manager));
        const doomed = start('worker', { ...settings, HANDRAIL_FAIL_AT: point });
        expect(await doomed.ended).toEqual({ code: null, signal: 'SIGKILL' });
        expect(await traces(reference)).toMatchObject({
          delivered,
          work: delivered ? ['handoff.answer'] : null,
        });
        await letLeasesEnd();
        start('worker', settings);
        await expectDeliveredOnce(reference);
      },
      90_000,
    );

    if (backend === 'Redis') {
      it('everything in Redis thrown away between queueing and handling is a delay', async () => {
        await startApi();
        const queue = new Queue('messages', { connection: { url: redis!.url } });
        await queue.pause(); // jobs are queued and nobody takes them
        const manager = await Staff.signIn(url, 'case-manager@detox.eg.demo');
        const { reference } = await sendOn(manager, await admitNamed(manager));
        start('worker', settings);
        await eventually(async () => (await queue.getJobCountByTypes('wait')) > 0, 'the job is queued');
        expect(await traces(reference)).toMatchObject({ delivered: false });
        await queue.close();
        redis!.command('flushall');
        await letLeasesEnd();
        await expectDeliveredOnce(reference);
      }, 90_000);

      it('Redis away: the api serves, and the worker catches up by itself when it is back', async () => {
        await startApi();
        start('worker', settings);
        const manager = await Staff.signIn(url, 'case-manager@detox.eg.demo');
        const first = await sendOn(manager, await admitNamed(manager));
        await expectDeliveredOnce(first.reference);
        await redis!.stop();
        const second = await sendOn(manager, await admitNamed(manager));
        expect((await fetch(`${url}/health/ready`)).status).toBe(200);
        await redis!.restart();
        await letLeasesEnd();
        await expectDeliveredOnce(second.reference);
      }, 90_000);
    }
  },
);

describe('A worker whose clock is off', () => {
  it('takes nothing from the start; when its clock is right it works, and when it goes wrong again it stops', async () => {
    await startApi();
    const manager = await Staff.signIn(url, 'case-manager@detox.eg.demo');
    const said = path.join(config.dataDirectory, 'clock-shift');
    const claims = async (reference: string): Promise<number> =>
      (
        await rows<{ claims: number }>(
          `select sum(claims)::int as claims from bus.outbox where payload->>'handoff_id' = (select id::text from care.handoff where reference = $1)`,
          [reference],
        )
      )[0]!.claims;
    const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

    writeFileSync(said, '300000');
    const worker = start('worker', { ...wrongClock(said), LOG_LEVEL: 'info' });
    await eventually(async () => worker.output.includes('working'), 'the worker has started', 40);
    const first = await sendOn(manager, await admitNamed(manager));
    await pause(3_000);
    expect(await claims(first.reference)).toBe(0);
    expect(worker.output).toContain('is off by more than two seconds');

    writeFileSync(said, '0');
    await eventually(
      async () => (await traces(first.reference))['delivered'] === true,
      'it is right again',
      40,
    );

    writeFileSync(said, '-300000');
    const complaints = () => worker.output.split('is off by more than two seconds').length - 1;
    await eventually(async () => complaints() === 2, 'it is found wrong again', 40);
    const second = await sendOn(manager, await admitNamed(manager));
    await pause(3_000);
    expect(await claims(second.reference)).toBe(0);

    start('worker');
    await eventually(
      async () => (await traces(second.reference))['delivered'] === true,
      'a right one has it',
      40,
    );
  }, 200_000);
});

describe('After all of this', () => {
  it('the log verifies: what died in flight is no tampering', async () => {
    await startApi();
    start('worker');
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
  }, 90_000);

  it('the built api describes what the sources describe, with every field of every form', async () => {
    await startApi();
    const document = (await (await fetch(`${url}/api/openapi.json`)).json()) as {
      components: { schemas: Record<string, { properties?: object }> };
    };
    expect(readRoutes(document).length).toBeGreaterThan(30);
    for (const [name, { properties }] of Object.entries(document.components.schemas))
      expect([name, Object.keys(properties ?? {}).length > 0]).toEqual([name, true]);
  }, 60_000);

  it('a process that is asked to stop leaves in order and says so in the audit', async () => {
    const [api, worker] = [await startApi(), start('worker', { LOG_LEVEL: 'info' })];
    await eventually(async () => worker.output.includes('working'), 'the worker works');
    const stopped = () => rows(`select 1 from audit.event where action = 'process.stopped'`);
    const before = (await stopped()).length;
    // Nest drains and then ends itself by the signal that was sent.
    const ends = [await api.stop(), await worker.stop()];
    expect(ends.map(({ signal }) => signal)).toEqual(['SIGTERM', 'SIGTERM']);
    expect((await stopped()).length).toBe(before + 2);
  }, 60_000);
});

describe('A process refuses to start', () => {
  const sentence = /^The role "\w+" would log in as "\w+", which .+\. Set DATABASE_URL_\w+ .*\.\n$/;
  it.each([
    ['api', 'DATABASE_URL_API', 'superuser', 'is a superuser'],
    ['api', 'DATABASE_URL_API', 'owner', 'owns tables'],
    ['api', 'DATABASE_URL_VAULT', 'superuser', 'is a superuser'],
    ['worker', 'DATABASE_URL_WORKER', 'superuser', 'is a superuser'],
    ['worker', 'DATABASE_URL_WORKER', 'owner', 'owns tables'],
    ['worker', 'DATABASE_URL_SEALER', 'owner', 'owns tables'],
  ] as const)(
    '%s with %s of the %s',
    async (program, variable, who, what) => {
      const address = who === 'superuser' ? database.superuserUrl : database.ownerUrl;
      const refused = start(program, { [variable]: address });
      const { code } = await refused.ended;
      expect([refused.output, code]).toEqual([expect.stringMatching(sentence), 1]);
      expect(refused.output).toContain(what);
      expect(refused.output).not.toContain(new URL(address).password);
    },
    60_000,
  );

  it('with settings that make no sense, naming each', async () => {
    const refused = start('api', { PORT: 'http', LOG_LEVEL: 'loud' });
    expect(await refused.ended).toMatchObject({ code: 1 });
    expect(refused.output).toMatch(/PORT.*LOG_LEVEL/);
  });
});
