import { setTimeout as sleep } from 'node:timers/promises';
import { withClient } from '../support/client.js';
import type { BenchDatabase } from './cluster.js';
import type { WalkRound } from './load-client.js';
import type { Server } from './measure.js';
import { processorTimeOf, type Load, type Started } from './processes.js';
import { keepSessions, type Walker } from './work.js';

const DRAIN_SECONDS_MAX = 300;

/** A round of whole handoffs, with what came after it until everything was delivered and sealed. */
export interface MeasuredWalk extends WalkRound {
  /** From the last answer until every message was delivered and every event sealed. */
  readonly drainSeconds: number;
  /** Processor time of the server, and of the worker until everything was drained, per handoff. */
  readonly serverMs: number | undefined;
  readonly workerMs: number | undefined;
}

export interface WalkCell {
  readonly connections: number;
  readonly rounds: Partial<Record<Server, MeasuredWalk[]>>;
}

/** Clients who can still be sent on; each walks once. */
export class Walkers {
  private at = 0;

  constructor(private readonly all: readonly Walker[]) {}

  /** So many as a round can need; refuses where nobody is left, because a round of nobody would be measured as standing still. */
  some(seconds: number, connections: number, most = seconds * 400 + connections): readonly Walker[] {
    if (this.at >= this.all.length)
      throw new Error(
        `All ${this.all.length} clients of the largest database who can be sent on have been: whole handoffs need more, for example --clients 10000,200000.`,
      );
    return this.all.slice(this.at, this.at + most);
  }

  gone(count: number): void {
    this.at += count;
  }
}

export interface WalkLoad {
  readonly connections: number;
  readonly seconds: number;
  /** No more handoffs than this, if given. */
  readonly most?: number;
}

/** One round of whole handoffs through one server, with the worker running beside it. */
export async function walkOnce(
  load: Load,
  database: BenchDatabase,
  servers: { readonly server: Started; readonly worker: Started },
  walkers: Walkers,
  { connections, seconds, most }: WalkLoad,
): Promise<MeasuredWalk> {
  await keepSessions(database);
  const { server, worker } = servers;
  const before = [processorTimeOf(server), processorTimeOf(worker)];
  const order = { do: 'walk', port: server.port, connections, seconds } as const;
  const round = await load.walk({ ...order, walkers: walkers.some(seconds, connections, most) });
  walkers.gone(round.used);
  const serverAfter = processorTimeOf(server);
  const drainSeconds = await untilDrained(database);
  const each = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? undefined : (to - from) / round.handoffs;
  return {
    ...round,
    drainSeconds,
    serverMs: each(before[0], serverAfter),
    workerMs: each(before[1], processorTimeOf(worker)),
  };
}

/** Waits until every message was delivered and every event sealed; answers after how many seconds that was. */
export async function untilDrained(database: BenchDatabase): Promise<number> {
  return await withClient(database.superuserUrl, async (client) => {
    const began = performance.now();
    const waits = async () => {
      const { rows } = await client.query<{ waits: boolean }>(
        'select exists (select from bus.outbox where done_at is null and dead_at is null) or exists (select from audit.claim) as waits',
      );
      return rows[0]?.waits === true;
    };
    while ((await waits()) && performance.now() - began < DRAIN_SECONDS_MAX * 1000) await sleep(50);
    return (performance.now() - began) / 1000;
  });
}
