import type { Handoffs } from './handoffs.js';
import type { Times } from './load-client.js';
import { median, SERVERS } from './measure.js';
import type { Verdict } from './report.js';
import type { MeasuredWalk } from './walk.js';
import { MOVES } from './work.js';

/** First targets of the machine (docs/performance.md), for the queue that is delivered: the one of PostgreSQL. */
const TARGETS = { hop_p99_ms: 150, idle_per_second: 5 } as const;

export function judgeHandoffs({ queues, idle }: Handoffs): Verdict[] {
  const verdicts: Verdict[] = [];
  for (const { backend, hops } of queues) {
    if (!hops || backend !== 'PostgreSQL') continue;
    const { low } = hops;
    verdicts.push({
      target: `request into the inbox on ${backend}: p99 at most ${TARGETS.hop_p99_ms} ms`,
      measured: `${pair(low.whole)} ms, ${low.arrived} of ${low.sent} arrived`,
      met: low.whole.p99 <= TARGETS.hop_p99_ms && low.arrived === low.sent,
    });
  }
  for (const { backend, perSecond } of idle) {
    if (backend !== 'PostgreSQL') continue;
    verdicts.push({
      target: `idle worker with the queue on ${backend}: at most ${TARGETS.idle_per_second} queries a second`,
      measured: perSecond.toFixed(1),
      met: perSecond <= TARGETS.idle_per_second,
    });
  }
  return verdicts;
}

export function linesOfHandoffs({ queues, idle, sweep }: Handoffs): string[] {
  const out: string[] = [];
  for (const { backend, hops, walks, worker } of queues) {
    for (const [when, found] of Object.entries(hops ?? {}))
      out.push(
        `request into the inbox on ${backend}, ${when === 'low' ? 'alone' : 'beside whole handoffs'}: p50/p99 ${pair(found.whole)} ms from POST, ${pair(found.queue)} ms from commit to commit (${found.arrived} of ${found.sent} arrived)`,
      );
    for (const { connections, rounds } of walks)
      for (const server of SERVERS) {
        const found = rounds[server];
        if (found)
          out.push(`whole handoffs on ${backend}, ${connections} connections, ${server}: ${walkLine(found)}`);
      }
    for (const { connections, rounds } of walks) {
      const shares = rounds.api?.map(
        (round, i) => round.perSecond / (rounds.bare?.[i]?.perSecond ?? Number.NaN),
      );
      if (shares?.some((share) => share > 0))
        out.push(
          `whole handoffs, ${connections} connections: ${Math.round(median(shares) * 100)} % of the bare server`,
        );
    }
    if (worker) out.push(`worker on ${backend}: ${worker.idle} MB idle, ${worker.after} MB after`);
  }
  if (sweep)
    out.push(
      `sweep of ${sweep.clocks} due clocks: ${Math.round(sweep.perSecond)}/s, none due after ${sweep.seconds.toFixed(1)} s; bare connections ${Math.round(sweep.bare.perSecond)}/s: ${Math.round((sweep.perSecond / sweep.bare.perSecond) * 100)} %; ${sweep.roundTrips} round trips`,
    );
  for (const { backend, perSecond, askers, statements, transactionsPerSecond } of idle) {
    const who = Object.entries(askers).map(([asker, rate]) => `${asker} ${rate.toFixed(2)}`);
    out.push(
      `idle on ${backend}: ${perSecond.toFixed(1)} queries/s (${who.join(', ')}); ${transactionsPerSecond.toFixed(1)} transactions/s`,
    );
    for (const { asker, perSecond: rate, text } of statements)
      out.push(`  ${rate.toFixed(2)}/s ${asker}: ${text}`);
  }
  return out;
}

function walkLine(rounds: readonly MeasuredWalk[]): string {
  const mid = (read: (round: MeasuredWalk) => number) => median(rounds.map(read));
  const moves = MOVES.map(
    (move) =>
      `${move} ${mid((r) => r.moves[move].p50).toFixed(1)}/${mid((r) => r.moves[move].p99).toFixed(1)}`,
  );
  const errors = rounds.reduce((sum, round) => sum + round.errors, 0);
  return (
    `${mid((r) => r.perSecond).toFixed(1)}/s, drained after ${mid((r) => r.drainSeconds).toFixed(1)} s; p50/p99 ms: ${moves.join(', ')}; ` +
    `processor ms each: server ${mid((r) => r.serverMs ?? Number.NaN).toFixed(1)}, worker ${mid((r) => r.workerMs ?? Number.NaN).toFixed(1)}` +
    (errors > 0 ? `; ${errors} ERRORS` : '') +
    (rounds.some(({ exhausted }) => exhausted) ? ' (ran out of work)' : '')
  );
}

function pair({ p50, p99 }: Times): string {
  return `${p50.toFixed(1)}/${p99.toFixed(1)}`;
}
