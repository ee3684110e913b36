import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const CLI = path.resolve('dist/apps/cli/src/main.js');
const READY_SECONDS_MAX = 120;

/** One run of what `npm start` runs, on a data directory and a port of its own, without the caller's variables. */
export class Run {
  output = '';
  private readonly child: ChildProcess;

  constructor(
    dataDirectory: string,
    readonly port: number,
    settings: Readonly<Record<string, string>> = {},
  ) {
    const { HOME = '/', PATH = '' } = process.env;
    this.child = spawn(process.execPath, [CLI, 'up'], {
      env: {
        HOME,
        PATH,
        PORT: String(port),
        HANDRAIL_DATA: dataDirectory,
        HANDRAIL_DEMO_CLIENTS: 'core',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
  }

  async untilReady(): Promise<void> {
    for (const end = Date.now() + READY_SECONDS_MAX * 1000; Date.now() < end; await sleep(200)) {
      if (this.child.exitCode !== null) break;
      // Its own word comes first: after a SIGKILL the old api may still answer for a moment.
      if (!this.output.includes('Ready.')) continue;
      const answer = await fetch(`${this.address}/health/ready`).catch(() => undefined);
      if (answer?.status === 200) return;
    }
    throw new Error(`not ready:\n${this.output}`);
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Waits until it ends by itself. */
  async ended(): Promise<number | null> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    return await new Promise((resolve) => this.child.once('exit', (code) => resolve(code)));
  }

  /** Sends the signal and answers the exit code; null after SIGKILL. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const exited = new Promise<number | null>((resolve) => this.child.once('exit', (code) => resolve(code)));
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    this.child.kill(signal);
    return await exited;
  }
}

/** A command beside it, as an operator gives it. */
export async function cli(
  dataDirectory: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; output: string }> {
  const { HOME = '/', PATH = '' } = process.env;
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { HOME, PATH, HANDRAIL_DATA: dataDirectory, ...settings },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return await new Promise((resolve) => child.once('exit', (code) => resolve({ code, output })));
}
