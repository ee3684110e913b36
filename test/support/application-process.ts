import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import type { Config } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import { eventually } from './application.js';

export type Program = 'api' | 'worker';

/**
 * Settings of a process whose wall clock is off by as many milliseconds as a file says; what the file says may change
 * while the process runs.
 */
export function wrongClock(shiftFile: string): Record<string, string> {
  const preload = path.resolve('test', 'faults', 'wrong-clock.mjs');
  return { NODE_OPTIONS: `--import=${preload}`, HANDRAIL_TEST_CLOCK_SHIFT_FILE: shiftFile };
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done, fail) => probe.once('error', fail).listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

/** The built api or worker as a process of its own, with the environment an operator would give it and nothing else. */
export class TestProcess {
  output = '';
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  private readonly child: ChildProcess;

  constructor(
    program: Program,
    where: { readonly config: Config; readonly keys: Keys },
    settings: Readonly<Record<string, string | undefined>> = {},
  ) {
    const file = path.resolve('dist', 'apps', program, 'src', 'main.js');
    if (!existsSync(file))
      throw new Error(`${file} is not built: run "npm test", or "npm run build" before jest.`);
    const { HOME = '/', PATH = '' } = process.env;
    const env = {
      HOME,
      PATH,
      HANDRAIL_DATA: where.config.dataDirectory,
      HANDRAIL_KEYS: where.keys.directory,
      DATABASE_URL: where.config.databaseUrl,
      HANDRAIL_POOL_SIZE: '4',
      LOG_LEVEL: 'warn',
      ...settings,
    };
    this.child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = new Promise((resolve) =>
      this.child.once('close', (code, signal) => resolve({ code, signal: signal as NodeJS.Signals | null })),
    );
  }

  /** Waits until the api serves. */
  async ready(port: number): Promise<void> {
    await eventually(
      async () => {
        if (this.child.exitCode !== null) throw new Error(`the api left:\n${this.output}`);
        const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
        return answer?.status === 200;
      },
      'the api is ready',
      60,
    );
  }

  /** Whether it has not ended yet; a stopped one (SIGSTOP) still runs. */
  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Sends a signal without waiting for what it does. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async stop(
    signal: NodeJS.Signals = 'SIGTERM',
  ): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    this.child.kill(signal);
    return await this.ended;
  }
}

/** Whether a redis-server is installed here. */
export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

/** A Redis that keeps nothing on disk. */
export class TestRedis {
  private constructor(
    readonly port: number,
    private child: ChildProcess,
  ) {}

  static async start(): Promise<TestRedis> {
    const port = await freePort();
    const redis = new TestRedis(port, launch(port));
    await redis.answers();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async restart(): Promise<void> {
    this.child = launch(this.port);
    await this.answers();
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('close', resolve));
    this.child.kill('SIGKILL');
    await ended;
  }

  command(...words: string[]): string {
    return spawnSync('redis-cli', ['-p', String(this.port), ...words], { encoding: 'utf8' }).stdout.trim();
  }

  private async answers(): Promise<void> {
    await eventually(async () => this.command('ping') === 'PONG', 'redis answers');
  }
}

function launch(port: number): ChildProcess {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  return spawn('redis-server', settings, { stdio: 'ignore' });
}
