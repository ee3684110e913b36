import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchDatabase, Cluster } from './cluster.js';
import { withClient } from '../support/client.js';
import { KeepAlive } from './load-client.js';
import type { Group } from './network.js';
import { memoryOf, startRedis, startWorker, type Started } from './processes.js';
import { post } from './requests.js';
import { keepSessions } from './work.js';

/** From the commit that wrote the message to the commit that put the work into the partner's inbox, in milliseconds. */
export interface Hops {
  readonly backend: 'PostgreSQL' | 'Redis';
  readonly sent: number;
  readonly arrived: number;
  readonly p50: number;
  readonly p99: number;
  readonly worker: { idle: number; after: number } | undefined;
}

const WARM = 10;
const PAUSE_MS = 40;
const WAIT_SECONDS_MAX = 30;
const SEAL_SECONDS_MAX = 300;

/** Clients of one group with the consent that a referral to another organisation can stand on. */
const READY = `
select cc.code as client, k.reference as consent, r.code as receiver, o.id as organisation_id
from care.consent k join care.client_code cc on cc.client_id = k.client_id and cc.organisation_id = k.organisation_id
join care.organisation r on r.id = k.recipient_organisation_id join care.organisation o on o.id = k.organisation_id
where k.organisation_id = any ($1) and k.withdrawn_at is null order by k.id desc limit 100`;

/** The commit that never touches a row again tells when it was: the ledger's line of the sender, the new work of the receiver. */
const TIMES = `
select extract(epoch from pg_xact_commit_timestamp(w.xmin) - pg_xact_commit_timestamp(d.xmin)) * 1000 as ms
from care.handoff h join care.disclosure d on d.handoff_id = h.id and d.tier = 'D1'
join care.work_item w on w.handoff_id = h.id and w.kind = 'handoff.answer' where h.reference = any ($1)`;

interface Ready {
  client: string;
  consent: string;
  receiver: string;
  organisation_id: string;
}

/** Sends handoffs through the api at a low rate while the real worker runs, first on PostgreSQL, then on Redis where it is installed. */
export async function measureHops(
  cluster: Cluster,
  database: BenchDatabase,
  group: Group,
  api: Started,
  count: number,
  say: (line: string) => void,
): Promise<Hops[]> {
  await forgetMessages(database);
  const measured = [await oneBackend('PostgreSQL', () => startWorker(cluster, database))];
  const redis = await startRedis(cluster.folder);
  if (!redis) say('redis-server is not installed: the queue on Redis is not measured.');
  else {
    measured.push(await oneBackend('Redis', () => startWorker(cluster, database, redis.port)));
    await redis.stop();
  }
  return measured;

  async function oneBackend(backend: Hops['backend'], start: () => Promise<Started>): Promise<Hops> {
    say(`Queue on ${backend}: ${count} handoffs, one every ${PAUSE_MS} ms.`);
    const worker = await start();
    try {
      await untilSealed(database, say);
      await sendAll(database, group, api.port, WARM);
      await sleep(1_000);
      const idle = memoryOf(worker)?.now;
      const references = await sendAll(database, group, api.port, count);
      const times = await arrivals(database, references);
      const after = memoryOf(worker)?.now;
      const at = (share: number) =>
        times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
      const memory = idle === undefined || after === undefined ? undefined : { idle, after };
      return {
        backend,
        sent: references.length,
        arrived: times.length,
        p50: at(0.5),
        p99: at(0.99),
        worker: memory,
      };
    } finally {
      await worker.stop();
    }
  }
}

/** Messages of the rounds before, which no worker has carried, are not what is measured here. */
async function forgetMessages(database: BenchDatabase): Promise<void> {
  await withClient(database.superuserUrl, (client) =>
    client.query('update bus.outbox set done_at = clock_timestamp() where done_at is null'),
  );
}

/** The rounds before left events that no worker has sealed; the sealing shares the worker with the messages. */
async function untilSealed(database: BenchDatabase, say: (line: string) => void): Promise<void> {
  await withClient(database.superuserUrl, async (client) => {
    const waiting = async () =>
      Number((await client.query<{ count: string }>('select count(*) from audit.claim')).rows[0]?.count);
    const [first, began] = [await waiting(), Date.now()];
    const deadline = began + SEAL_SECONDS_MAX * 1000;
    while ((await waiting()) > WARM && Date.now() < deadline) await sleep(500);
    say(
      `${first} events of the rounds before were sealed within ${Math.round((Date.now() - began) / 1000)} s.`,
    );
  });
}

async function sendAll(
  database: BenchDatabase,
  group: Group,
  port: number,
  count: number,
): Promise<string[]> {
  await keepSessions(database);
  const tokens = new Map(group.organisations.map(({ id, token }) => [id, token]));
  const ready = await withClient(
    database.superuserUrl,
    async (client) => (await client.query<Ready>(READY, [[...tokens.keys()]])).rows,
  );
  const connection = await KeepAlive.open(port);
  const references: string[] = [];
  for (let i = 0; i < count; i++) {
    const { client, consent, receiver, organisation_id } = ready[i % ready.length] as Ready;
    const target = { token: tokens.get(organisation_id) ?? '', version: 0 };
    const content = {
      client,
      kind: 'referral',
      receiver,
      stage: 'rehabilitation',
      urgency: 'routine',
      consent,
      reason: randomUUID(),
    };
    const { status, body } = await connection.ask(post('/api/handoffs', target, content), true);
    if (status >= 300) throw new Error(`Sending a handoff answered ${status}: ${body}`);
    references.push((JSON.parse(body) as { reference: string }).reference);
    await sleep(PAUSE_MS);
  }
  connection.close();
  return references;
}

async function arrivals(database: BenchDatabase, references: readonly string[]): Promise<number[]> {
  const deadline = Date.now() + WAIT_SECONDS_MAX * 1000;
  return await withClient(database.superuserUrl, async (client) => {
    for (;;) {
      const { rows } = await client.query<{ ms: string }>(TIMES, [references]);
      if (rows.length === references.length || Date.now() > deadline)
        return rows.map(({ ms }) => Number(ms)).sort((a, b) => a - b);
      await sleep(200);
    }
  });
}
