import type { BenchDatabase } from './cluster.js';
import type { Group } from './network.js';
import type { Round } from './load-client.js';
import { processorTimeOf, type Load, type Started } from './processes.js';
import { keepSessions, restoreHandoffs, WORK_WORDS, type Target, type Work } from './work.js';

/** One group of organisations in one database, with the two servers that are compared on it. */
export interface Side {
  readonly database: BenchDatabase;
  readonly group: Group;
  readonly groupIndex: number;
  readonly targets: Record<Work, Target[]>;
  readonly servers: Record<Server, Started>;
}

export const SERVERS = ['api', 'bare'] as const;
export type Server = (typeof SERVERS)[number];

/** The rounds of one piece of work at one number of connections on one side; place `i` of both lists is one pair. */
export interface Cell {
  readonly work: Work;
  readonly connections: number;
  readonly clients: number;
  readonly visible: number;
  readonly groupIndex: number;
  readonly rounds: Record<Server, ServerRound[]>;
}

/** A round with the processor time of the server per request, which other work on the machine changes least. */
export interface ServerRound extends Round {
  readonly processorMs: number | undefined;
}

export interface Measuring {
  readonly load: Load;
  readonly sides: readonly Side[];
  readonly works: readonly Work[];
  readonly connections: readonly number[];
  readonly seconds: number;
  readonly pairs: number;
  readonly say: (line: string) => void;
}

/** A cold server takes twice the processor time of a warm one; each piece of work is warmed up on every side. */
const WARM_SECONDS = 3;

/**
 * Makes every round. Inside a pair all sides and both servers take turns, so that what else the machine does falls on
 * all of them alike; which server begins changes from pair to pair.
 */
export async function measure(order: Measuring): Promise<Cell[]> {
  const cells: Cell[] = [];
  await warmUp(order);
  for (const work of order.works) {
    for (const connections of order.connections) {
      const row = order.sides.map((side): Cell => {
        const { group, groupIndex, database } = side;
        const rounds = { api: [], bare: [] };
        return { work, connections, clients: database.clients, visible: group.visible, groupIndex, rounds };
      });
      cells.push(...row);
      for (let pair = 0; pair < order.pairs; pair++) {
        for (const [i, side] of order.sides.entries()) {
          const turns = pair % 2 === 0 ? SERVERS : [...SERVERS].reverse();
          for (const server of turns) {
            const round = await oneRound(order, side, work, server, connections, order.seconds);
            row[i]?.rounds[server].push(round);
          }
        }
      }
      tell(order, row);
    }
  }
  return cells;
}

async function warmUp(order: Measuring): Promise<void> {
  order.say('Warming up.');
  for (const side of order.sides) {
    for (const work of order.works) {
      await giveTargets(order.load, side, work);
      for (const server of SERVERS) await oneRound(order, side, work, server, 10, WARM_SECONDS);
    }
  }
}

function setOf(side: Side, work: Work): string {
  return `${side.database.name} ${side.groupIndex} ${work}`;
}

async function giveTargets(load: Load, side: Side, work: Work): Promise<void> {
  await load.targets({ do: 'targets', set: setOf(side, work), work, targets: side.targets[work] });
}

async function oneRound(
  { load, say }: Measuring,
  side: Side,
  work: Work,
  server: Server,
  connections: number,
  seconds: number,
): Promise<ServerRound> {
  if (work === 'accept') {
    await restoreHandoffs(side.database);
    await giveTargets(load, side, work);
  }
  await keepSessions(side.database);
  const { port } = side.servers[server];
  const before = processorTimeOf(side.servers[server]);
  const round = await load.run({ do: 'run', set: setOf(side, work), work, port, connections, seconds });
  if (round.errors > 0)
    say(`ERRORS: ${round.errors} of ${round.requests} (${server}, ${work}): ${round.firstError}`);
  const after = processorTimeOf(side.servers[server]);
  const used = before === undefined || after === undefined ? undefined : (after - before) / round.requests;
  return { ...round, processorMs: used };
}

function tell({ say }: Measuring, row: readonly Cell[]): void {
  for (const { work, connections, clients, visible, rounds } of row) {
    const rate = (server: Server) => Math.round(median(rounds[server].map(({ perSecond }) => perSecond)));
    say(
      `${WORK_WORDS[work]}, ${connections} at once, ${clients} clients, ${visible} visible: api ${rate('api')}/s, bare ${rate('bare')}/s`,
    );
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const at = (i: number) => sorted[i] ?? Number.NaN;
  return sorted.length % 2 === 1 ? at(Math.floor(middle)) : (at(middle - 1) + at(middle)) / 2;
}
