import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchDatabase, Cluster } from './cluster.js';
import { KeepAlive } from './load-client.js';
import { startApi, startBare } from './processes.js';
import { Recorder, shapeOf, type Step } from './recorder.js';
import { advance, get, moveOf, requestOf } from './requests.js';
import {
  MOVES,
  REQUEST_KINDS,
  WORKS,
  type RequestKind,
  type Target,
  type Walker,
  type Work,
} from './work.js';

/** Further lists whose plans are looked at, though no load is made with them. */
export const LISTS = {
  caseload: '/api/clients?limit=25',
  received: '/api/handoffs?side=receiver&open=true&limit=25',
  sent: '/api/handoffs?side=sender&open=true&limit=25',
} as const;

/** What the api sends for one request of each kind, and the further lists. */
export interface Recorded {
  readonly works: Record<RequestKind, Step[]>;
  readonly lists: Record<keyof typeof LISTS, Step[]>;
}

/** Long enough for the ring that follows a commit with messages. */
const RING_MS = 60;

/**
 * Notes what the api sends for one request of each kind, lets the bare server send the same texts, and refuses to measure
 * when the two lists differ: then the bare server must learn what the api has learnt.
 */
export async function recordStatements(
  cluster: Cluster,
  database: BenchDatabase,
  targets: Record<Work, Target[]>,
  walkers: readonly Walker[],
): Promise<Recorded> {
  const recorder = await Recorder.start(cluster.port);
  const through = (url: string) => recorder.through(url);
  try {
    const api = await startApi(cluster, database, { through });
    const ours = await record(recorder, api.port, targets, walkers, 0);
    const connection = await KeepAlive.open(api.port);
    const lists: Partial<Recorded['lists']> = {};
    for (const [name, path] of Object.entries(LISTS)) {
      recorder.take();
      const { status, body } = await connection.ask(get(path, targets.inbox[0] as Target), true);
      if (status !== 200) throw new Error(`${path} answered ${status}: ${body}`);
      lists[name as keyof typeof LISTS] = recorder.take();
    }
    connection.close();
    await api.stop();
    const order = { url: through(database.url('api')), poolSize: 10, statements: textsOf(ours) };
    const bare = await startBare(order);
    const theirs = await record(recorder, bare.port, targets, walkers, 2).catch((error: Error) => {
      throw new Error(`${error.message}\nThe api sends:\n${describe(ours)}\nbare-work.ts must follow.`);
    });
    await bare.stop();
    for (const kind of REQUEST_KINDS) assertSame(kind, ours[kind], theirs[kind]);
    return { works: ours, lists: lists as Recorded['lists'] };
  } finally {
    await recorder.stop();
  }
}

/** One request of each kind to warm up, and one that is noted; each write with a target of its own. */
async function record(
  recorder: Recorder,
  port: number,
  targets: Record<Work, Target[]>,
  walkers: readonly Walker[],
  from: number,
): Promise<Record<RequestKind, Step[]>> {
  const connection = await KeepAlive.open(port);
  const noted: Partial<Record<RequestKind, Step[]>> = {};
  for (const work of WORKS) {
    for (const place of [from, from + 1]) {
      const target = targets[work][work === 'inbox' ? 0 : place];
      if (!target) throw new Error(`There is nothing to try "${work}" on.`);
      await sleep(RING_MS);
      recorder.take();
      const { status, body } = await connection.ask(requestOf(work, target), true);
      if (status !== 200) throw new Error(`${work} answered ${status}: ${body}`);
      advance(work, target);
    }
    await sleep(RING_MS);
    noted[work] = recorder.take();
  }
  for (const walker of walkers.slice(from, from + 2)) {
    for (const move of MOVES) {
      await sleep(RING_MS);
      recorder.take();
      const { status, body } = await connection.ask(moveOf(move, walker), true);
      if (status >= 300) throw new Error(`${move} answered ${status}: ${body}`);
      Object.assign(walker, JSON.parse(body));
      await sleep(RING_MS);
      noted[move] = recorder.take();
    }
  }
  connection.close();
  return noted as Record<RequestKind, Step[]>;
}

export function textsOf(works: Record<RequestKind, Step[]>): Record<RequestKind, string[]> {
  const texts = REQUEST_KINDS.map((kind) => [kind, works[kind].map(({ text }) => text)]);
  return Object.fromEntries(texts) as Record<RequestKind, string[]>;
}

function describe(works: Record<RequestKind, Step[]>): string {
  const lines = REQUEST_KINDS.flatMap((kind) =>
    works[kind].map((step, i) => `  ${kind} ${i + 1}: ${shapeOf(step).slice(0, 160)}`),
  );
  return lines.join('\n');
}

function assertSame(work: RequestKind, ours: Step[], theirs: Step[]): void {
  const [a, b] = [ours.map(shapeOf), theirs.map(shapeOf)];
  const at = a.findIndex((shape, i) => shape !== b[i]);
  if (at === -1 && a.length === b.length) return;
  const place = at === -1 ? a.length : at;
  throw new Error(
    `The bare server no longer does what the api does for "${work}" (round trip ${place + 1} of ${a.length}):\n` +
      `  api:  ${a[place] ?? 'nothing'}\n  bare: ${b[place] ?? 'nothing'}\nbare-work.ts must follow.`,
  );
}
