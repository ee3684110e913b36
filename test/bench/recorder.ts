import net from 'node:net';

/** One round trip of a client to the database: a simple query, or a prepared statement with the number of its values. */
export interface Step {
  readonly kind: 'simple' | 'prepared';
  readonly text: string;
  readonly values: readonly (string | null)[];
  /** The connection, counted from 0, and who logged in on it. */
  readonly connection: number;
  readonly login: string;
}

/**
 * A relay between a server and PostgreSQL that notes what the server sends (frontend messages of protocol 3, without
 * encryption). It stands between them only while statements are recorded, never while time is measured.
 */
export class Recorder {
  private steps: Step[] = [];
  private connections = 0;
  private readonly server: net.Server;
  private readonly sockets = new Set<net.Socket>();

  private constructor(private readonly target: number) {
    this.server = net.createServer((socket) => this.relay(socket));
  }

  static async start(target: number): Promise<Recorder> {
    const recorder = new Recorder(target);
    await new Promise<void>((done) => recorder.server.listen(0, '127.0.0.1', done));
    return recorder;
  }

  /** The same address with the recorder in between. */
  through(url: string): string {
    const changed = new URL(url);
    changed.port = String((this.server.address() as net.AddressInfo).port);
    return changed.href;
  }

  /** The round trips since the last call. */
  take(): Step[] {
    const taken = this.steps;
    this.steps = [];
    return taken;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }

  private relay(near: net.Socket): void {
    const far = net.connect(this.target, '127.0.0.1');
    const reader = new FrontendReader(this.connections++, (step) => this.steps.push(step));
    near.on('data', (chunk) => {
      reader.read(chunk);
      far.write(chunk);
    });
    far.on('data', (chunk) => near.write(chunk));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
  }
}

/** Reads the messages of one connection: start-up first (it has no type), then type, length and content. */
class FrontendReader {
  private rest = Buffer.alloc(0);
  private started = false;
  private readonly prepared = new Map<string, string>();
  private bound: Step | undefined;

  private login = '';

  constructor(
    private readonly connection: number,
    private readonly found: (step: Step) => void,
  ) {}

  read(chunk: Buffer): void {
    this.rest = Buffer.concat([this.rest, chunk]);
    for (;;) {
      const head = this.started ? 1 : 0;
      if (this.rest.length < head + 4) return;
      const length = head + this.rest.readInt32BE(head);
      if (this.rest.length < length) return;
      const message = this.rest.subarray(0, length);
      this.rest = this.rest.subarray(length);
      if (this.started) this.message(String.fromCharCode(message[0] ?? 0), message.subarray(5));
      else this.login = /user\0([^\0]+)\0/.exec(message.toString('latin1', 8))?.[1] ?? '';
      this.started = true;
    }
  }

  private message(type: string, content: Buffer): void {
    if (type === 'Q') this.found(this.step('simple', textAt(content, 0).text, []));
    if (type === 'P') {
      const name = textAt(content, 0);
      this.prepared.set(name.text, textAt(content, name.end).text);
    }
    if (type === 'B') this.bound = this.bind(content);
    if (type === 'S' && this.bound) {
      this.found(this.bound);
      this.bound = undefined;
    }
  }

  private bind(content: Buffer): Step {
    const portal = textAt(content, 0);
    const name = textAt(content, portal.end);
    let at = name.end;
    const formats = Array.from({ length: content.readInt16BE(at) }, (_, i) =>
      content.readInt16BE(at + 2 + 2 * i),
    );
    at += 2 + 2 * formats.length;
    const count = content.readInt16BE(at);
    at += 2;
    const values: (string | null)[] = [];
    for (let i = 0; i < count; i++) {
      const length = content.readInt32BE(at);
      at += 4;
      const isBinary = (formats.length === 1 ? formats[0] : formats[i]) === 1;
      const bytes = length < 0 ? null : content.subarray(at, at + length);
      values.push(bytes && (isBinary ? `\\x${bytes.toString('hex')}` : bytes.toString('utf8')));
      at += Math.max(length, 0);
    }
    return this.step('prepared', this.prepared.get(name.text) ?? '', values);
  }

  private step(kind: Step['kind'], text: string, values: Step['values']): Step {
    return { kind, text, values, connection: this.connection, login: this.login };
  }
}

function textAt(content: Buffer, from: number): { text: string; end: number } {
  const end = content.indexOf(0, from);
  return { text: content.toString('utf8', from, end), end: end + 1 };
}

/** A statement without what differs from one request to the next: the literals of texts that are sent whole. */
export function shapeOf(step: Step): string {
  const text =
    step.kind === 'simple' ? step.text.replace(/'(?:[^']|'')*'/g, "'…'").replace(/\bE'/g, "'") : step.text;
  return `${step.kind} ${text.replace(/\s+/g, ' ').trim()} [${step.values.length}]`;
}
