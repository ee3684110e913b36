import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { LIMITS } from '#domain/charter/limits.js';
import { withClient } from '../support/client.js';
import type { BenchDatabase, Cluster } from './cluster.js';
import { nameOf } from './bare-turn.js';
import { startWorker } from './processes.js';
import { Recorder, type Step } from './recorder.js';

/** What it took to fire clocks that were all due at once. */
export interface Sweep {
  readonly clocks: number;
  /** Until none was due any more; from the commit that made them due. */
  readonly seconds: number;
  readonly perSecond: number;
  /** The same statements from bare connections, as many as the sweeper uses, in the same run. */
  readonly bare: { readonly clocks: number; readonly perSecond: number };
  readonly roundTrips: number;
}

const WAIT_SECONDS_MAX = 3_600;
/** Bare firing is measured on so many clocks, after and before the sweeper. */
const BARE_CLOCKS_MAX = 4_000;

/** Open referrals with one rung that is due, spread over everybody who holds clients; marked by their pack version. */
const FILL = `
with chosen as (
  select cu.episode_id, cu.client_id, cu.organisation_id, row_number() over () as n
  from care.custody cu cross join generate_series(1, $2) where cu.until_at is null order by cu.episode_id limit $1),
receivers as (select id, row_number() over (order by id) - 1 as n, count(*) over () as count from care.organisation),
sent as (
  insert into care.handoff (id, reference, kind, jurisdiction, episode_id, client_id, audit_subject, sender_organisation_id, receiver_organisation_id,
    stage, urgency, state, business_state, basis, safety_withheld, pack_version, requested_by, consent_id)
  select uuidv7(), upper(to_hex(c.n + $3)), 'referral', 'EG', c.episode_id, c.client_id, k.audit_subject, c.organisation_id, r.id,
    'rehabilitation', 'routine', 'requested', 'awaiting-acknowledgement', 'emergency', false, 'bench-sweep', c.organisation_id, null
  from chosen c join care.client k on k.id = c.client_id
  join receivers r on r.n = c.n % r.count and r.id <> c.organisation_id
  returning id)
insert into care.clock (handoff_id, kind, rung, due_at, fire_at, handoff_version)
select id, 'acknowledge', 1, clock_timestamp() + interval '1 day', clock_timestamp(), 1 from sent`;

const CLEAR = `
begin; set local session_replication_role = replica;
create temporary table swept on commit drop as select id from care.handoff where pack_version = 'bench-sweep';
delete from care.work_item w using swept s where w.handoff_id = s.id;
delete from care.clock c using swept s where c.handoff_id = s.id;
delete from care.handoff h using swept s where h.id = s.id;
commit`;

/** Makes clocks due, lets the real worker fire them all, and fires some with nothing but the worker's statements. */
export async function measureSweep(
  cluster: Cluster,
  database: BenchDatabase,
  clocks: number,
  say: (line: string) => void,
): Promise<Sweep> {
  await clear(database);
  const steps = await recordFiring(cluster, database);
  const few = Math.min(BARE_CLOCKS_MAX, clocks);
  const before = await fireBare(database, steps, few);
  say(`The worker fires ${clocks} clocks.`);
  const { fired, seconds } = await fireAll(cluster, database, clocks);
  const after = await fireBare(database, steps, few);
  return {
    clocks: fired,
    seconds,
    perSecond: fired / seconds,
    bare: { clocks: 2 * few, perSecond: (before + after) / 2 },
    roundTrips: steps.length,
  };
}

async function clear(database: BenchDatabase): Promise<void> {
  await withClient(database.superuserUrl, (client) => client.query(CLEAR));
}

async function fireAll(
  cluster: Cluster,
  database: BenchDatabase,
  clocks: number,
): Promise<{ fired: number; seconds: number }> {
  const worker = await startWorker(cluster, database);
  try {
    const began = await fillDue(database, clocks);
    return await untilFired(database, clocks, began);
  } finally {
    await worker.stop();
    await clear(database);
  }
}

/** Answers the instant of the commit, in milliseconds by the clock of the server. */
async function fillDue(database: BenchDatabase, clocks: number): Promise<number> {
  return await withClient(database.superuserUrl, async (client) => {
    await client.query('set session_replication_role = replica');
    const copies = await client.query<{ copies: number }>(
      'select ceil($1::numeric / greatest(count(*), 1))::integer as copies from care.custody where until_at is null',
      [clocks],
    );
    const from = 2 ** 36 + Math.floor(Math.random() * 2 ** 35);
    await client.query(FILL, [clocks, copies.rows[0]?.copies ?? 1, from]);
    const { rows } = await client.query<{ at: string }>(
      'select extract(epoch from clock_timestamp()) * 1000 as at',
    );
    // Statistics as they are in a database that did not grow by so much in one second.
    await client.query('analyze care.clock, care.handoff');
    return Number(rows[0]?.at);
  });
}

async function untilFired(
  database: BenchDatabase,
  clocks: number,
  beganMs: number,
): Promise<{ fired: number; seconds: number }> {
  return await withClient(database.superuserUrl, async (client) => {
    const deadline = Date.now() + WAIT_SECONDS_MAX * 1000;
    const due = async () => {
      const { rows } = await client.query<{ due: boolean }>(
        'select exists (select from care.clock where fired_at is null and settled_at is null and fire_at <= clock_timestamp()) as due',
      );
      return rows[0]?.due === true;
    };
    while ((await due()) && Date.now() < deadline) await sleep(500);
    const { rows } = await client.query<{ fired: string; last: string }>(
      `select count(*) as fired, extract(epoch from max(c.fired_at)) * 1000 as last
       from care.clock c join care.handoff h on h.id = c.handoff_id where h.pack_version = 'bench-sweep' and c.fired_at is not null`,
    );
    const fired = Number(rows[0]?.fired);
    if (fired < clocks * 0.9) throw new Error(`Only ${fired} of ${clocks} clocks were fired.`);
    return { fired, seconds: (Number(rows[0]?.last) - beganMs) / 1000 };
  });
}

/** What the worker sends to fire one clock: everything between BEGIN and COMMIT on the connection that did. */
async function recordFiring(cluster: Cluster, database: BenchDatabase): Promise<Step[]> {
  const recorder = await Recorder.start(cluster.port);
  const worker = await startWorker(cluster, database, { through: (url) => recorder.through(url) });
  try {
    await fillDue(database, 8);
    await sleep(4_000);
    const steps = recorder.take();
    const [fired] = steps.filter(({ text }) => text.startsWith('update care.clock set fired_at')).slice(-1);
    if (!fired) throw new Error('The worker fired no clock that could be recorded.');
    const own = steps.filter(({ connection }) => connection === fired.connection);
    const at = own.indexOf(fired);
    const from = own.findLastIndex(({ text }, i) => i < at && text.startsWith('begin'));
    const to = own.findIndex(({ text }, i) => i > at && text.trimEnd().endsWith('commit'));
    return own.slice(from, to + 1);
  } finally {
    await worker.stop();
    await recorder.stop();
    await clear(database);
  }
}

/** Fires clocks with the recorded statements from bare connections; answers how many a second. */
async function fireBare(database: BenchDatabase, steps: readonly Step[], count: number): Promise<number> {
  await fillDue(database, count);
  const due = await withClient(database.superuserUrl, async (client) => {
    const { rows } = await client.query<{ id: string; handoff_id: string }>(
      'select id, handoff_id from care.clock where fired_at is null and settled_at is null and fire_at <= clock_timestamp() order by fire_at, id',
    );
    return rows;
  });
  const fired = steps.find(({ text }) => text.startsWith('update care.clock set fired_at'));
  const [clock] = fired?.values ?? [];
  const handoff = steps.find(({ text }) => text.includes('follow_through'))?.values[0];
  const began = performance.now();
  const lane = async () => {
    const client = new pg.Client({ connectionString: database.url('worker') });
    await client.connect();
    for (let next = due.shift(); next; next = due.shift()) {
      const { id, handoff_id } = next;
      const now = (value: string | null) => (value === clock ? id : value === handoff ? handoff_id : value);
      for (const { kind, text, values } of steps) {
        if (kind === 'prepared') await client.query({ name: nameOf(text), text, values: values.map(now) });
        else await client.query(text.replace(/"id":"[^"]+"/, `"id":"${randomUUID()}"`));
      }
    }
    await client.end();
  };
  const total = due.length;
  await Promise.all(Array.from({ length: LIMITS.clocks_at_once }, lane));
  const perSecond = total / ((performance.now() - began) / 1000);
  await clear(database);
  return perSecond;
}
