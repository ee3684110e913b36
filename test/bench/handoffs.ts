import { setTimeout as sleep } from 'node:timers/promises';
import { withClient } from '../support/client.js';
import type { BenchDatabase, Cluster } from './cluster.js';
import { measureHops, sendAll, type Hops } from './hop.js';
import { measureIdle, type Idle } from './idle.js';
import { SERVERS, type Server } from './measure.js';
import type { Group } from './network.js';
import type { BenchOptions } from './options.js';
import { memoryOf, onEachBackend, startWorker, type Backend, type Load, type Started } from './processes.js';
import { measureSweep, type Sweep } from './sweep.js';
import { untilDrained, walkOnce, type MeasuredWalk, type WalkCell, type Walkers } from './walk.js';

/** What one backend of the queue carried. */
export interface Queue {
  readonly backend: Backend;
  readonly hops?: { readonly low: Hops; readonly loaded: Hops };
  readonly walks: readonly WalkCell[];
  readonly worker: { readonly idle: number; readonly after: number } | undefined;
}

export interface Handoffs {
  readonly queues: readonly Queue[];
  readonly sweep?: Sweep;
  readonly idle: readonly Idle[];
}

export interface HandoffStand {
  readonly cluster: Cluster;
  readonly database: BenchDatabase;
  readonly servers: Record<Server, Started>;
  readonly group: Group;
  readonly walkers: Walkers;
  readonly load: Load;
  readonly options: BenchOptions;
  readonly say: (line: string) => void;
}

const WARM = 10;
/** A server takes some thousand requests until it is compiled: so many whole handoffs go before, or as many as this time allows. */
const WARM_HANDOFFS = 400;
const WARM_SECONDS = 40;
/** The load beside which single requests are timed. */
const LOAD_CONNECTIONS = 10;

/** What handoffs cost from end to end, with the worker, its sweeper and its sealer running: each part that was asked for. */
export async function measureHandoffs(stand: HandoffStand): Promise<Handoffs> {
  const { cluster, database, options, say } = stand;
  const wants = (part: string) => !options.only || options.only.includes(part);
  const [queues, idle]: [Queue[], Idle[]] = [[], []];
  if (wants('hop') || wants('walk') || wants('idle')) {
    await onEachBackend(cluster.folder, async (backend, redisPort) => {
      if (wants('hop') || wants('walk')) queues.push(await oneBackend(stand, backend, redisPort, wants));
      if (!wants('idle')) return;
      say(`Nothing happens for ${options.idle} seconds (queue on ${backend}).`);
      idle.push(await measureIdle(cluster, database, backend, redisPort, options.idle));
    });
  }
  const sweep = wants('sweep') ? await measureSweep(cluster, database, options.clocks, say) : undefined;
  return { queues, idle, ...(sweep && { sweep }) };
}

async function oneBackend(
  stand: HandoffStand,
  backend: Backend,
  redisPort: number | undefined,
  wants: (part: string) => boolean,
): Promise<Queue> {
  const { cluster, database, servers, group, say } = stand;
  await forgetMessages(database);
  const worker = await startWorker(cluster, database, { redisPort });
  try {
    say(`Queue on ${backend}: sealed what was left after ${Math.round(await untilDrained(database))} s.`);
    await sendAll(database, group, servers.api.port, WARM);
    await warm(stand, worker, 'api');
    const idle = memoryOf(worker)?.now;
    const hops = wants('hop') ? await timeHops(stand, worker) : undefined;
    // The bare server has no queue of its own: it is compared where the queue is that of the database.
    const who = backend === 'PostgreSQL' ? SERVERS : (['api'] as const);
    if (who.length > 1) await warm(stand, worker, 'bare');
    const walks = wants('walk') ? await walkAll(stand, worker, who) : [];
    const after = memoryOf(worker)?.now;
    const memory = idle === undefined || after === undefined ? undefined : { idle, after };
    for (const { connections, rounds } of walks)
      say(`whole handoffs, ${connections} at once: ${JSON.stringify(ratesOf(rounds))} a second`);
    return { backend, walks, worker: memory, ...(hops && { hops }) };
  } finally {
    await worker.stop();
  }
}

function ratesOf(rounds: WalkCell['rounds']): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(rounds).map(([server, all]) => [
      server,
      all.map(({ perSecond }) => Math.round(perSecond)),
    ]),
  );
}

async function timeHops(stand: HandoffStand, worker: Started): Promise<{ low: Hops; loaded: Hops }> {
  const { database, group, servers, options, say } = stand;
  const count = options.hops;
  say(`${count} requests alone, then ${count} beside whole handoffs on ${LOAD_CONNECTIONS} connections.`);
  const low = await measureHops(database, group, servers.api.port, count);
  const seconds = count / 8;
  const beside = walk(stand, worker, 'api', LOAD_CONNECTIONS, seconds);
  await sleep(500);
  const loaded = await measureHops(database, group, servers.api.port, count);
  await beside;
  return { low, loaded };
}

/** Inside a pair both servers take turns, so that what else the machine does falls on both alike. */
async function walkAll(stand: HandoffStand, worker: Started, who: readonly Server[]): Promise<WalkCell[]> {
  const { options } = stand;
  const cells: WalkCell[] = [];
  for (const connections of options.connections) {
    const rounds: Partial<Record<Server, MeasuredWalk[]>> = {};
    for (let pair = 0; pair < options.pairs; pair++) {
      for (const server of pair % 2 === 0 ? who : [...who].reverse()) {
        const round = await walk(stand, worker, server, connections, options.seconds);
        (rounds[server] ??= []).push(round);
      }
    }
    cells.push({ connections, rounds });
  }
  return cells;
}

async function warm(stand: HandoffStand, worker: Started, server: Server): Promise<void> {
  const { load, database, walkers, servers } = stand;
  const order = { connections: LOAD_CONNECTIONS, seconds: WARM_SECONDS, most: WARM_HANDOFFS };
  await walkOnce(load, database, { server: servers[server], worker }, walkers, order);
}

async function walk(
  stand: HandoffStand,
  worker: Started,
  server: Server,
  connections: number,
  seconds: number,
): Promise<MeasuredWalk> {
  const { load, database, walkers, servers, say } = stand;
  const both = { server: servers[server], worker };
  const round = await walkOnce(load, database, both, walkers, { connections, seconds });
  if (round.errors > 0) say(`ERRORS: ${round.errors} handoffs (${server}): ${round.firstError}`);
  return round;
}

/** Messages of the rounds before, which no worker has carried, are not what is measured here. */
async function forgetMessages(database: BenchDatabase): Promise<void> {
  await withClient(database.superuserUrl, (client) =>
    client.query('update bus.outbox set done_at = clock_timestamp() where done_at is null'),
  );
}
