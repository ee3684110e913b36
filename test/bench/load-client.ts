import net from 'node:net';
import { advance, requestOf } from './requests.js';
import type { Target, Work } from './work.js';

/** Orders to the process that makes the load. */
export type LoadOrder =
  | { readonly do: 'targets'; readonly set: string; readonly work: Work; readonly targets: Target[] }
  | {
      readonly do: 'run';
      readonly set: string;
      readonly work: Work;
      readonly port: number;
      readonly connections: number;
      readonly seconds: number;
    };

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
    void run(order).then((round) => process.send?.(round));
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
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    requests: latencies.length,
    seconds,
    perSecond: latencies.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
    errors,
    ...(firstError === undefined ? {} : { firstError }),
    exhausted,
  };
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
