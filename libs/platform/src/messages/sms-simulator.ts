import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signReceipt, type SmsReceipt } from './sms-signature.js';

/** A message as the simulated gateway took it. */
export interface SimulatedSms {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly from: string | null;
  readonly tries: number;
}

/** What the end of a number makes the simulated gateway do; any other number gets its message, and a receipt of it. */
export const SIMULATED_ENDINGS = {
  '01': 'refuses the number for good (422)',
  '02': 'is busy at the first two tries (503)',
  '03': 'takes the message, and says that it was not delivered',
  '04': 'sends the receipt twice',
  '05': 'sends a receipt with a wrong signature, and no other',
  '06': 'sends the receipt after two seconds',
  '07': 'loses its answer: it takes the message, and hangs up',
} as const;

const KEPT_MAX = 1_000;
const BODY_BYTES_MAX = 10_000;
const LATE_MS = 2_000;
const BUSY_TRIES = 2;

/**
 * A gateway for text messages that reaches no telephone (`handrail sms-simulator`): it speaks the contract of docs/operating.md, keeps
 * what it was given in memory, and can fail, delay and repeat, by the last two digits of the number.
 */
export class SmsSimulator {
  private readonly taken = new Map<string, SimulatedSms>();
  private readonly tries = new Map<string, number>();
  private readonly server: Server;
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly secret: string) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.writeHead(500).end());
    });
  }

  /** Listens on this machine alone; answers the address. Port 0: any that is free. */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What was taken, each message once. */
  get messages(): readonly SimulatedSms[] {
    return [...this.taken.values()];
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization !== `Bearer ${this.secret}`) return void response.writeHead(401).end();
    if (request.method === 'GET' && request.url === '/messages') return json(response, 200, this.messages);
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || request.url !== '/messages' || typeof key !== 'string')
      return void response.writeHead(404).end();
    const body = readMessage(await bodyOf(request));
    if (!body) return void response.writeHead(400).end();
    const tries = (this.tries.get(key) ?? 0) + 1;
    this.tries.set(key, tries);
    const ending = body.to.slice(-2);
    if (ending === '01') return json(response, 422, { error: 'number_refused' });
    if (ending === '02' && tries <= BUSY_TRIES)
      return void response.writeHead(503, { 'retry-after': '1' }).end();
    const known = this.taken.get(key);
    const id = known?.id ?? `sim-${key}`;
    const { to, text, from } = body;
    this.taken.set(key, { id, to, text, from, tries });
    if (this.taken.size > KEPT_MAX) this.taken.delete([...this.taken.keys()][0] ?? '');
    if (ending === '07' && tries === 1) return void request.socket.destroy();
    json(response, known ? 200 : 202, { id, state: 'accepted' });
    if (!known) this.report(body.callback, id, ending);
  }

  private report(callback: string, id: string, ending: string): void {
    const receipt: SmsReceipt = { id, state: ending === '03' ? 'undelivered' : 'delivered' };
    const times = ending === '04' ? 2 : 1;
    const timer = setTimeout(
      () => {
        this.timers.delete(timer);
        for (let time = 0; time < times; time++)
          void this.call(callback, receipt, ending === '05' ? `${this.secret}?` : this.secret);
      },
      ending === '06' ? LATE_MS : 100,
    );
    this.timers.add(timer);
  }

  private async call(callback: string, receipt: SmsReceipt, secret: string): Promise<void> {
    await fetch(callback, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'handrail-signature': signReceipt(secret, receipt, Math.floor(Date.now() / 1_000)),
      },
      body: JSON.stringify(receipt),
    }).catch(() => undefined);
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > BODY_BYTES_MAX) break;
  }
  return text;
}

function readMessage(
  text: string,
): { to: string; text: string; from: string | null; callback: string } | undefined {
  try {
    const { to, text: words, from, callback } = JSON.parse(text) as Record<string, unknown>;
    if (typeof to !== 'string' || typeof words !== 'string' || typeof callback !== 'string') return undefined;
    return { to, text: words, from: typeof from === 'string' ? from : null, callback };
  } catch {
    return undefined;
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
