import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startCluster, type BenchDatabase, type Cluster } from './cluster.js';
import { fill } from './fill.js';
import { measureHandoffs, type Handoffs } from './handoffs.js';
import { measure, type Side } from './measure.js';
import { linesOfIdentity, measureIdentity } from './identity.js';
import { layOut } from './network.js';
import { readOptions, type BenchOptions } from './options.js';
import { explain } from './plans.js';
import { Load, memoryOf, startApi, startBare, type Started } from './processes.js';
import { describeMachine, judge, lineOf, printReport, type Measured } from './report.js';
import { recordStatements, textsOf, type Recorded } from './statements.js';
import { Walkers } from './walk.js';
import { findTargets, findWalkers, keepSessions, REQUEST_KINDS, WORKS, type RequestKind } from './work.js';

const POOL_SIZE = 10;
/** So many accepted handoffs a second are prepared for; a round that has none left ends early and says so. */
const ACCEPTS_PER_SECOND = 1_500;
/** So many clients can walk the whole handoff before the database must be filled anew. */
const LOOPS_PREPARED = 20_000;
/** Of them, those whose statements are recorded. */
const RECORDED = 4;

/** One database with its groups of organisations and the two servers on it. */
interface Stand {
  readonly database: BenchDatabase;
  readonly api: Started;
  readonly bare: Started;
  readonly idle: number | undefined;
  readonly sides: Side[];
}

type Say = (line: string) => void;

/** Runs the bench and prints its report; leaves nothing behind but what `--data`, `--json`, `--plans` and `--profile` name. */
export async function runBench(argv: readonly string[]): Promise<void> {
  const options = readOptions(argv);
  const began = Date.now();
  const say: Say = (line) =>
    process.stderr.write(`[${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s] ${line}\n`);
  const cluster = await startCluster(options.data, say);
  const machine = describeMachine(cluster.serverVersion, cluster.settings);
  const undo: (() => Promise<void>)[] = [() => cluster.stop()];
  const end = async () => {
    for (let step = undo.pop(); step; step = undo.pop())
      await step().catch((error: Error) => say(error.message));
  };
  process.once('SIGINT', () => void end().then(() => process.exit(130)));
  try {
    if (options.only?.includes('identity')) {
      const { seconds, seed } = options;
      const sizes = {
        people: Math.max(...options.clients),
        searches: options.quick ? 100 : 2_000,
        seconds,
        seed,
      };
      const figures = await measureIdentity(cluster, sizes, say);
      process.stdout.write(`${linesOfIdentity(figures).join('\n')}\n`);
      if (options.json) writeFileSync(options.json, JSON.stringify({ machine, identity: figures }, null, 2));
      return;
    }
    const filled = await fillAll(cluster, options, say);
    say('Recording what the api sends, and holding the bare server against it.');
    const widest = filled.at(-1)?.groups.at(-1);
    const last = filled.at(-1)?.database;
    if (!widest || !last) throw new Error('At least one size of database and of organisation is needed.');
    const waiting = await findWalkers(last, filled.at(-1)?.others ?? []);
    const targets = await findTargets(last, widest.group);
    const recorded = await recordStatements(cluster, last, targets, waiting.splice(0, RECORDED));
    const walkers = new Walkers(waiting);
    const stands: Stand[] = [];
    for (const { database, groups } of filled)
      stands.push(await openStand(cluster, database, groups, recorded, options, undo));
    const load = Load.start();
    undo.push(() => load.stop());
    const works = WORKS.filter((work) => !options.only || options.only.includes(work));
    const sides = stands.flatMap((stand) => stand.sides);
    const cells = works.length === 0 ? [] : await measure({ load, sides, works, ...options, say });
    const measuredHandoffs = await handoffs(cluster, stands.at(-1), walkers, load, options, say);
    const { inbox, client } = recorded.works;
    const plans = options.plans
      ? await explain(last, widest.group, { inbox, client, ...recorded.lists })
      : [];
    const roundTrips = Object.fromEntries(
      REQUEST_KINDS.map((kind) => [kind, recorded.works[kind].filter(isOwn).length]),
    );
    const measured: Measured = {
      machine,
      options,
      roundTrips: roundTrips as Record<RequestKind, number>,
      cells,
      handoffs: measuredHandoffs,
      memory: readMemory(stands),
      plans,
    };
    writeOut(measured);
  } finally {
    await end();
  }
}

/** The ring is sent on the side, after the answer. */
function isOwn({ text }: { text: string }): boolean {
  return !text.includes('pg_notify');
}

async function fillAll(cluster: Cluster, options: BenchOptions, say: Say) {
  const filled = [];
  for (const clients of options.clients) {
    const layout = layOut(clients, options.visible, options.seed);
    const database = await cluster.database(clients);
    const handoffs = Math.max(500, options.seconds * ACCEPTS_PER_SECOND);
    await fill(database, layout, { seed: options.seed, handoffs, loops: LOOPS_PREPARED, say });
    await keepSessions(database);
    filled.push({
      database,
      others: layout.others,
      groups: layout.groups.map((group, groupIndex) => ({ group, groupIndex })),
    });
  }
  return filled;
}

async function openStand(
  cluster: Cluster,
  database: BenchDatabase,
  groups: readonly Pick<Side, 'group' | 'groupIndex'>[],
  recorded: Recorded,
  { profile }: BenchOptions,
  undo: (() => Promise<void>)[],
): Promise<Stand> {
  const api = await startApi(cluster, database, { profile });
  undo.push(() => api.stop());
  const bare = await startBare({
    url: database.url('api'),
    poolSize: POOL_SIZE,
    statements: textsOf(recorded.works),
  });
  undo.push(() => bare.stop());
  const idle = memoryOf(api)?.now;
  const sides: Side[] = [];
  for (const { group, groupIndex } of groups)
    sides.push({
      database,
      group,
      groupIndex,
      targets: await findTargets(database, group),
      servers: { api, bare },
    });
  return { database, api, bare, idle, sides };
}

/** Handoffs are measured in the largest database, between organisations of its rest. */
async function handoffs(
  cluster: Cluster,
  stand: Stand | undefined,
  walkers: Walkers,
  load: Load,
  options: BenchOptions,
  say: Say,
): Promise<Handoffs> {
  const group = stand?.sides[0]?.group;
  if (!stand || !group) return { queues: [], idle: [] };
  const { database, api, bare } = stand;
  return await measureHandoffs({
    cluster,
    database,
    servers: { api, bare },
    group,
    walkers,
    load,
    options,
    say,
  });
}

function readMemory(stands: readonly Stand[]): Measured['memory'] {
  const api = stands.flatMap(({ api: server, idle, database }) => {
    const memory = memoryOf(server);
    return memory
      ? [{ clients: database.clients, idle: idle ?? 0, after: memory.now, highest: memory.highest }]
      : [];
  });
  return { api, bare: stands.flatMap(({ bare }) => memoryOf(bare)?.highest ?? []) };
}

function writeOut(measured: Measured): void {
  const { json, plans } = measured.options;
  process.stdout.write(printReport(measured));
  const { plans: looked, cells, ...rest } = measured;
  const short = looked.map(({ of, mode, milliseconds, sequentialScans }) => ({
    of,
    mode,
    milliseconds,
    sequentialScans,
  }));
  const document = {
    ...rest,
    lines: cells.map(lineOf),
    targets: judge(measured),
    plans: short,
    rounds: cells,
  };
  if (json) {
    mkdirSync(path.dirname(path.resolve(json)), { recursive: true });
    writeFileSync(json, `${JSON.stringify(document, null, 1)}\n`);
  } else {
    const { rounds: _, ...table } = document;
    process.stdout.write(`${JSON.stringify(table)}\n`);
  }
  if (plans)
    writeFileSync(plans, looked.map((plan) => `== ${plan.of} (${plan.mode})\n${plan.text}\n`).join('\n'));
}
