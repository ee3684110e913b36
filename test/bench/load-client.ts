import net from 'node:net';
import { advance, moveOf, requestOf } from './requests.js';
import { MOVES, type Move, type Target, type Walker, type Work } from './work.js';

/** Orders to the process that makes the load. */
export type LoadOrder =
  | { readonly do: 'targets'; readonly set: string; readonly work: Work; readonly targets: Target[] }
  | WalkOrder
  | {
      readonly do: 'run';
      readonly set: string;
      readonly work: Work;
      readonly port: number;
      readonly connections: number;
      readonly seconds: number;
    };

/** Whole handoffs, each from the request to the report, one after the other on every connection. */
export interface WalkOrder {
  readonly do: 'walk';
  readonly walkers: readonly Walker[];
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
}

export interface Times {
  readonly p50: number;
  readonly p99: number;
}

/** What a round of whole handoffs measured; a handoff that was begun in time is finished and counts. */
export interface WalkRound {
  readonly handoffs: number;
  readonly used: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly moves: Record<Move, Times>;
  readonly errors: number;
  readonly firstError?: string;
  readonly exhausted: boolean;
}

/** What a round measured; latencies in milliseconds. */
export interface Round {
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly errors: number;
  readonly firstError?: string;
  /** Whether there was nothing left to write to before the time was over. */
  readonly exhausted: boolean;
}

const sets = new Map<string, Target[]>();

/** Answers orders of the parent process, one at a time. */
export function makeLoad(): void {
  process.on('message', (order: LoadOrder) => {
    if (order.do === 'targets') {
      sets.set(order.set, order.targets);
      process.send?.({});
      return;
    }
    const round: Promise<Round | WalkRound> = order.do === 'walk' ? walk(order) : run(order);
    void round.then((measured) => process.send?.(measured));
  });
}

async function run(order: Extract<LoadOrder, { do: 'run' }>): Promise<Round> {
  const targets = sets.get(order.set) ?? [];
  const latencies: number[] = [];
  let firstError: string | undefined;
  let errors = 0;
  let exhausted = false;
  const began = performance.now();
  const until = began + order.seconds * 1000;
  const lane = async () => {
    const connection = await KeepAlive.open(order.port);
    while (performance.now() < until) {
      // Nobody else has this target while we do; reads and moves give it back at the end of the line.
      const target = targets.shift();
      if (!target) {
        exhausted = true;
        break;
      }
      if (order.work === 'inbox' || order.work === 'client') targets.push(target);
      const sent = performance.now();
      const { status, body } = await connection.ask(requestOf(order.work, target));
      latencies.push(performance.now() - sent);
      if (status === 200) {
        advance(order.work, target);
        if (order.work === 'stage') targets.push(target);
      } else {
        errors++;
        firstError ??= `${status} ${body}`.slice(0, 500);
      }
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: order.connections }, lane));
  const seconds = (performance.now() - began) / 1000;
  return {
    requests: latencies.length,
    seconds,
    perSecond: latencies.length / seconds,
    ...timesOf(latencies),
    errors,
    ...(firstError === undefined ? {} : { firstError }),
    exhausted,
  };
}

async function walk(order: WalkOrder): Promise<WalkRound> {
  const walkers = [...order.walkers];
  const latencies = Object.fromEntries(MOVES.map((move) => [move, [] as number[]])) as Record<Move, number[]>;
  let [handoffs, errors, exhausted] = [0, 0, false];
  let firstError: string | undefined;
  const began = performance.now();
  const until = began + order.seconds * 1000;
  const goes = async (connection: KeepAlive, walker: Walker): Promise<boolean> => {
    for (const move of MOVES) {
      const sent = performance.now();
      const { status, body } = await connection.ask(moveOf(move, walker), true);
      latencies[move].push(performance.now() - sent);
      if (status >= 300) {
        firstError ??= `${move} ${status} ${body}`.slice(0, 500);
        return false;
      }
      Object.assign(walker, JSON.parse(body));
    }
    return true;
  };
  const lane = async () => {
    const connection = await KeepAlive.open(order.port);
    while (performance.now() < until && !exhausted) {
      const walker = walkers.shift();
      if (!walker) exhausted = true;
      else if (await goes(connection, { ...walker })) handoffs++;
      else errors++;
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: order.connections }, lane));
  const seconds = (performance.now() - began) / 1000;
  const moves = Object.fromEntries(MOVES.map((move) => [move, timesOf(latencies[move])]));
  return {
    handoffs,
    used: order.walkers.length - walkers.length,
    seconds,
    perSecond: handoffs / seconds,
    moves: moves as Record<Move, Times>,
    errors,
    ...(firstError === undefined ? {} : { firstError }),
    exhausted,
  };
}

export function timesOf(latencies: readonly number[]): Times {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

/** One kept-alive HTTP/1.1 connection, one request at a time; reads answers with a content-length, which both servers send. */
export class KeepAlive {
  private parts: Buffer[] = [];
  private size = 0;
  private needed = -1;
  private waiting:
    | { resolve: (answer: { status: number; body: string }) => void; reject: (error: Error) => void }
    | undefined;
  private bodyAt = 0;
  private wantsBody = false;

  private constructor(private readonly socket: net.Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('error', (error) => this.waiting?.reject(error));
    socket.on('close', () => this.waiting?.reject(new Error('the server closed the connection')));
  }

  static async open(port: number): Promise<KeepAlive> {
    const socket = net.connect(port, '127.0.0.1');
    await new Promise<void>((done, fail) => socket.once('connect', done).once('error', fail));
    return new KeepAlive(socket);
  }

  /** Sends a request; the body of a success is read only where it is wanted, so that reading it costs no round its time. */
  async ask(request: string, wantsBody = false): Promise<{ status: number; body: string }> {
    this.wantsBody = wantsBody;
    return await new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.waiting = undefined;
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.parts.push(chunk);
    this.size += chunk.length;
    if (this.needed < 0) {
      const all = this.parts.length === 1 ? chunk : Buffer.concat(this.parts);
      this.parts = [all];
      const end = all.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = /\r\ncontent-length: (\d+)/i.exec(all.toString('latin1', 0, end))?.[1];
      this.bodyAt = end + 4;
      this.needed = this.bodyAt + Number(length ?? 0);
    }
    if (this.size < this.needed) return;
    const all = this.parts.length === 1 ? (this.parts[0] as Buffer) : Buffer.concat(this.parts);
    const status = Number(all.toString('latin1', 9, 12));
    this.parts = [];
    this.size = 0;
    this.needed = -1;
    const waiting = this.waiting;
    this.waiting = undefined;
    waiting?.resolve({
      status,
      body: status === 200 && !this.wantsBody ? '' : all.toString('utf8', this.bodyAt),
    });
  }
}
