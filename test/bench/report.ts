import { execFileSync } from 'node:child_process';
import os from 'node:os';
import type { Handoffs } from './handoffs.js';
import { judgeHandoffs, linesOfHandoffs } from './report-handoffs.js';
import { median, SERVERS, type Cell, type Server } from './measure.js';
import type { BenchOptions } from './options.js';
import type { Plan } from './plans.js';
import { MOVES, WORK_WORDS, WORKS, WRITES, type RequestKind, type Work } from './work.js';

/** First targets; a figure that misses one is a finding, never a failed test: it depends on the machine. */
const TARGETS = { write_share: 0.5, read_share: 0.5, inbox_growth: 1.5, api_megabytes: 250 } as const;

export interface Machine {
  readonly commit: string;
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memory_gb: number;
  readonly load_before: number;
  readonly node: string;
  readonly postgresql: string;
  readonly settings: Readonly<Record<string, string>>;
}

export interface Measured {
  readonly machine: Machine;
  readonly options: BenchOptions;
  readonly roundTrips: Record<RequestKind, number>;
  readonly cells: readonly Cell[];
  readonly handoffs: Handoffs;
  readonly memory: {
    readonly api: { clients: number; idle: number; after: number; highest: number }[];
    readonly bare: number[];
  };
  readonly plans: readonly Plan[];
}

export function describeMachine(postgresql: string, settings: Readonly<Record<string, string>>): Machine {
  const cpus = os.cpus();
  return {
    commit: commit(),
    date: new Date().toISOString(),
    cpu: cpus[0]?.model ?? 'unknown',
    cores: cpus.length,
    memory_gb: Math.round(os.totalmem() / 1024 ** 3),
    load_before: os.loadavg()[0] ?? 0,
    node: process.version,
    postgresql,
    settings,
  };
}

function commit(): string {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    return (
      git('rev-parse', '--short', 'HEAD') +
      (git('status', '--porcelain', '--', 'apps', 'libs', 'migrations') ? ' with changes' : '')
    );
  } catch {
    return 'unknown';
  }
}

/** One line of the table: medians of rounds, and the median of the shares of the pairs. */
export interface Line {
  readonly work: Work;
  readonly connections: number;
  readonly clients: number;
  readonly visible: number;
  readonly share: number;
  readonly servers: Record<
    Server,
    { perSecond: number; p50: number; p99: number; processorMs: number; errors: number; exhausted: boolean }
  >;
}

export function lineOf(cell: Cell): Line {
  const { rounds } = cell;
  const shares = rounds.api.map(({ perSecond }, i) => perSecond / (rounds.bare[i]?.perSecond ?? Number.NaN));
  const summary = (server: Server) => ({
    perSecond: median(rounds[server].map(({ perSecond }) => perSecond)),
    p50: median(rounds[server].map(({ p50 }) => p50)),
    p99: median(rounds[server].map(({ p99 }) => p99)),
    processorMs: median(rounds[server].map(({ processorMs }) => processorMs ?? Number.NaN)),
    errors: rounds[server].reduce((sum, { errors }) => sum + errors, 0),
    exhausted: rounds[server].some(({ exhausted }) => exhausted),
  });
  const { work, connections, clients, visible } = cell;
  return {
    work,
    connections,
    clients,
    visible,
    share: median(shares),
    servers: { api: summary('api'), bare: summary('bare') },
  };
}

/** How much longer the api's answer takes in the larger database, pair by pair: the median of the ratios. */
export interface Growth {
  readonly connections: number;
  readonly visible: readonly [number, number];
  readonly p50: number;
  readonly p99: number;
}

export function growthOfInbox(cells: readonly Cell[]): Growth[] {
  const inboxes = cells.filter(({ work }) => work === 'inbox');
  const sizes = [...new Set(inboxes.map(({ clients }) => clients))].sort((a, b) => a - b);
  const [small, large] = [sizes[0], sizes.at(-1)];
  if (small === large) return [];
  return inboxes
    .filter(({ clients }) => clients === small)
    .flatMap((before) => {
      const after = inboxes.find(
        (cell) =>
          cell.clients === large &&
          cell.connections === before.connections &&
          cell.groupIndex === before.groupIndex,
      );
      if (!after) return [];
      const ratio = (read: 'p50' | 'p99') =>
        median(
          after.rounds.api.map((round, i) => round[read] / (before.rounds.api[i]?.[read] ?? Number.NaN)),
        );
      return [
        {
          connections: before.connections,
          visible: [before.visible, after.visible] as const,
          p50: ratio('p50'),
          p99: ratio('p99'),
        },
      ];
    });
}

export interface Verdict {
  readonly target: string;
  readonly measured: string;
  readonly met: boolean;
}

/** The targets beside what was measured: the worst of each kind counts. */
export function judge(measured: Measured): Verdict[] {
  const lines = measured.cells.map(lineOf);
  const verdicts: Verdict[] = [];
  const shares = (what: string, works: readonly Work[], least: number) => {
    const found = lines.filter(({ work }) => works.includes(work)).map(({ share }) => share);
    if (found.length === 0) return;
    const lowest = Math.min(...found);
    const text = `lowest ${percent(lowest)}, median ${percent(median(found))}, met in ${found.filter((s) => s >= least).length} of ${found.length}`;
    verdicts.push({
      target: `${what}: at least ${percent(least)} of the bare server`,
      measured: text,
      met: lowest >= least,
    });
  };
  for (const work of WORKS)
    shares(WORK_WORDS[work], [work], WRITES.includes(work) ? TARGETS.write_share : TARGETS.read_share);
  const growth = growthOfInbox(measured.cells);
  for (const read of ['p50', 'p99'] as const) {
    if (growth.length === 0) continue;
    const found = growth.map((one) => one[read]);
    const text = `highest ${Math.max(...found).toFixed(2)}, median ${median(found).toFixed(2)}, met in ${found.filter((g) => g <= TARGETS.inbox_growth).length} of ${found.length}`;
    verdicts.push({
      target: `inbox ${read} in the largest database: at most ${TARGETS.inbox_growth} times the smallest`,
      measured: text,
      met: Math.max(...found) <= TARGETS.inbox_growth,
    });
  }
  const highest = Math.max(...measured.memory.api.map((one) => one.highest));
  if (Number.isFinite(highest)) {
    const text = measured.memory.api
      .map((one) => `${one.idle} idle, ${one.after} after, ${one.highest} highest (${one.clients} clients)`)
      .join('; ');
    verdicts.push({
      target: `api below ${TARGETS.api_megabytes} MB resident`,
      measured: text,
      met: highest < TARGETS.api_megabytes,
    });
  }
  verdicts.push(...judgeHandoffs(measured.handoffs));
  const errors = lines.reduce((sum, { servers }) => sum + servers.api.errors + servers.bare.errors, 0);
  if (lines.length > 0) verdicts.push({ target: 'no errors', measured: String(errors), met: errors === 0 });
  return verdicts;
}

export function printReport(measured: Measured): string {
  const { machine, roundTrips } = measured;
  const out = [
    '',
    `commit ${machine.commit}, ${machine.date}, seed ${measured.options.seed}`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.memory_gb} GB, Node ${machine.node}, PostgreSQL ${machine.postgresql}, load before ${machine.load_before.toFixed(1)}`,
    `round trips: ${WORKS.map((work) => `${WORK_WORDS[work]} ${roundTrips[work]}`).join(', ')}; ${MOVES.map((move) => `${move} ${roundTrips[move]}`).join(', ')}`,
    '',
    row(
      'work',
      'clients',
      'visible',
      'conn.',
      ...SERVERS.flatMap((server) => [`${server} /s`, 'p50 ms', 'p99 ms', 'cpu ms']),
      'share',
    ),
  ];
  for (const line of measured.cells.map(lineOf)) {
    const figures = SERVERS.flatMap((server) => {
      const { perSecond, p50, p99, processorMs } = line.servers[server];
      return [Math.round(perSecond).toString(), p50.toFixed(2), p99.toFixed(2), processorMs.toFixed(2)];
    });
    const ends = SERVERS.some((server) => line.servers[server].exhausted) ? ' (ran out of work)' : '';
    out.push(
      row(
        WORK_WORDS[line.work],
        line.clients,
        line.visible,
        line.connections,
        ...figures,
        percent(line.share),
      ) + ends,
    );
  }
  for (const { connections, visible, p50, p99 } of growthOfInbox(measured.cells))
    out.push(
      `inbox, ${connections} connections, ${visible.join(' -> ')} visible: p50 x ${p50.toFixed(2)}, p99 x ${p99.toFixed(2)} in the larger database`,
    );
  out.push(...linesOfHandoffs(measured.handoffs));
  if (measured.memory.bare.length > 0) out.push(`bare server: ${measured.memory.bare.join(', ')} MB highest`);
  for (const plan of measured.plans.filter(
    ({ milliseconds, sequentialScans }) => milliseconds > 5 || sequentialScans > 0,
  ))
    out.push(
      `slow plan: ${plan.of} (${plan.mode}) ${plan.milliseconds} ms, ${plan.sequentialScans} sequential scans`,
    );
  out.push('');
  for (const { target, measured: text, met } of judge(measured))
    out.push(`${met ? 'met    ' : 'MISSED '} ${target}: ${text}`);
  return `${out.join('\n')}\n`;
}

const WIDTHS = [18, 9, 9, 6, 8, 8, 8, 8, 8, 8, 8, 8, 7];

function row(...cells: (string | number)[]): string {
  return cells
    .map((cell, i) => (i === 0 ? String(cell).padEnd(WIDTHS[i] ?? 8) : String(cell).padStart(WIDTHS[i] ?? 8)))
    .join(' ');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
