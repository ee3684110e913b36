import { setTimeout as sleep } from 'node:timers/promises';
import { withClient } from '../support/client.js';
import type { BenchDatabase, Cluster } from './cluster.js';
import { startWorker, type Backend } from './processes.js';
import { Recorder, type Step } from './recorder.js';
import { untilDrained } from './walk.js';

/** What the worker asks PostgreSQL while nothing happens. */
export interface Idle {
  readonly backend: Backend;
  readonly seconds: number;
  readonly perSecond: number;
  /** Queries per second by who asks, the most first. */
  readonly askers: Readonly<Record<string, number>>;
  readonly statements: readonly {
    readonly asker: string;
    readonly perSecond: number;
    readonly text: string;
  }[];
  /** Transactions per second that PostgreSQL counted in the database meanwhile, of everybody. */
  readonly transactionsPerSecond: number;
}

const SETTLE_MS = 10_000;

/** Whose a statement is, by its text and login. The first that fits has it. */
const ASKERS: readonly (readonly [string, (step: Step) => boolean])[] = [
  ['sealer', ({ login }) => login === 'handrail_sealer'],
  ['relay', ({ text }) => text.includes('bus.outbox')],
  ['sweeper', ({ text }) => /care\.clock|o\.closed_at/.test(text)],
  ['clock watch', ({ text }) => text.includes('clock_timestamp()) * 1000')],
  ['BullMQ', ({ text }) => /^--|bullmq/i.test(text)], // its statements come with their headings
];

/** Counts every query of the worker for so many seconds in which nobody does anything. */
export async function measureIdle(
  cluster: Cluster,
  database: BenchDatabase,
  backend: Backend,
  redisPort: number | undefined,
  seconds: number,
): Promise<Idle> {
  const recorder = await Recorder.start(cluster.port);
  const through = (url: string) => recorder.through(url);
  const worker = await startWorker(cluster, database, { redisPort, through });
  try {
    await untilDrained(database);
    await sleep(SETTLE_MS);
    const before = await transactions(database);
    const began = performance.now();
    recorder.take();
    await sleep(seconds * 1000);
    const steps = recorder.take();
    const elapsed = (performance.now() - began) / 1000;
    const after = await transactions(database);
    return {
      backend,
      seconds: elapsed,
      perSecond: steps.length / elapsed,
      askers: rates(steps, elapsed, askerOf),
      statements: Object.entries(
        rates(steps, elapsed, (step) => `${askerOf(step)}\n${brief(step.text)}`),
      ).map(([key, perSecond]) => {
        const [asker = '', text = ''] = key.split('\n');
        return { asker, perSecond, text };
      }),
      transactionsPerSecond: (after - before) / elapsed,
    };
  } finally {
    await worker.stop();
    await recorder.stop();
  }
}

function askerOf(step: Step): string {
  return ASKERS.find(([, fits]) => fits(step))?.[0] ?? 'others';
}

function brief(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 160);
}

function rates(
  steps: readonly Step[],
  seconds: number,
  keyOf: (step: Step) => string,
): Record<string, number> {
  const counts = new Map<string, number>();
  for (const step of steps) counts.set(keyOf(step), (counts.get(keyOf(step)) ?? 0) + 1);
  return Object.fromEntries(
    [...counts].sort((a, b) => b[1] - a[1]).map(([key, count]) => [key, count / seconds]),
  );
}

async function transactions(database: BenchDatabase): Promise<number> {
  return await withClient(database.superuserUrl, async (client) => {
    const { rows } = await client.query<{ count: string }>(
      'select xact_commit + xact_rollback as count from pg_stat_database where datname = current_database()',
    );
    return Number(rows[0]?.count);
  });
}
