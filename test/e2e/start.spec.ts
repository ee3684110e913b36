import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const CLI = path.resolve('dist/apps/cli/src/main.js');
const READY_SECONDS_MAX = 60;

/** One run of what `npm start` runs, on a data directory and a port of its own, without the caller's variables. */
class Run {
  output = '';
  private readonly child: ChildProcess;

  constructor(
    dataDirectory: string,
    readonly port: number,
  ) {
    const { HOME = '/', PATH = '' } = process.env;
    this.child = spawn(process.execPath, [CLI, 'up'], {
      env: { HOME, PATH, PORT: String(port), HANDRAIL_DATA: dataDirectory, HANDRAIL_DEMO_CLIENTS: 'core' },
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

async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function cli(
  dataDirectory: string,
  ...args: string[]
): Promise<{ code: number | null; output: string }> {
  const { HOME = '/', PATH = '' } = process.env;
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { HOME, PATH, HANDRAIL_DATA: dataDirectory },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return await new Promise((resolve) => child.once('exit', (code) => resolve({ code, output })));
}

describe('npm start', () => {
  let dataDirectory: string;
  let port: number;
  let run: Run;

  beforeAll(async () => {
    dataDirectory = mkdtempSync(path.join(tmpdir(), 'handrail-start-'));
    port = await freePort();
  });
  afterAll(async () => {
    await run.end('SIGTERM');
    for (const one of [dataDirectory, `${dataDirectory}.keys`]) rmSync(one, { recursive: true, force: true });
  });

  async function clients(): Promise<string[]> {
    const [account] = JSON.parse((await cli(dataDirectory, 'demo', 'accounts', '--json')).output) as {
      login: string;
      password: string;
    }[];
    const signIn = await fetch(`${run.address}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: account?.login, password: account?.password }),
    });
    expect({ status: signIn.status, body: signIn.ok ? '' : await signIn.text() }).toEqual({
      status: 200,
      body: '',
    });
    const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const list = (await (
      await fetch(`${run.address}/api/clients?limit=100`, { headers: { cookie } })
    ).json()) as {
      items: { client: string }[];
    };
    return list.items.map(({ client }) => client);
  }

  it('starts, is killed, recovers, stops and starts again, and keeps what it knew', async () => {
    run = new Run(dataDirectory, port);
    await run.untilReady();
    const known = await clients();
    expect(known.length).toBeGreaterThan(0);
    expect((await cli(dataDirectory, 'audit', 'verify')).code).toBe(0);

    await run.end('SIGKILL');
    run = new Run(dataDirectory, port);
    await run.untilReady();
    expect(await clients()).toEqual(known);

    expect(await run.end('SIGTERM')).toBe(0);
    await expect(fetch(`${run.address}/health/live`)).rejects.toThrow('fetch failed');
    run = new Run(dataDirectory, port);
    await run.untilReady();
    expect(await clients()).toEqual(known);
    // The queue was used by now: migrating again must bear with what the worker made in it.
    const verified = await cli(dataDirectory, 'audit', 'verify');
    expect(verified).toMatchObject({ code: 0 });
  }, 180_000);

  it('refuses a port that is taken, by name', async () => {
    const other = mkdtempSync(path.join(tmpdir(), 'handrail-start-'));
    const second = new Run(other, port);
    expect(await second.ended()).toBe(1);
    expect(second.output).toMatch(new RegExp(`port ${port}`, 'i'));
    for (const one of [other, `${other}.keys`]) rmSync(one, { recursive: true, force: true });
  }, 60_000);
});
