import { fork, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { environmentForChild } from '#platform/config/config.js';
import type { BareOrder } from './bare-server.js';
import type { BenchDatabase, Cluster } from './cluster.js';
import type { LoadOrder, Round, WalkOrder, WalkRound } from './load-client.js';

const READY_SECONDS_MAX = 60;
const SELF = fileURLToPath(new URL('main.js', import.meta.url));

/** The options with which `npm start` runs the api and the worker. */
const AS_DELIVERED = ['--enable-source-maps'];
/** The api's heap is kept small, as `npm start` does (apps/cli/src/up.ts). */
const API_HEAP = ['--max-semi-space-size=8', '--max-old-space-size=192'];

/** A program that the bench started; `port` where it serves. */
export interface Started {
  readonly child: ChildProcess;
  readonly port: number;
  stop(): Promise<void>;
}

function started(child: ChildProcess, port: number): Started {
  return {
    child,
    port,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function appPath(app: string): string {
  return fileURLToPath(new URL(`../../apps/${app}/src/main.js`, import.meta.url));
}

/** Environment of a process of the product that serves one of the databases. */
function settings(cluster: Cluster, database: BenchDatabase, more: Record<string, string>) {
  return environmentForChild({
    HANDRAIL_DATA: cluster.folder,
    HANDRAIL_DEMO: '0',
    HANDRAIL_KEYS: cluster.keys.directory,
    NODE_ENV: 'production',
    ...more,
    ...Object.fromEntries(
      (['api', 'worker', 'vault', 'sealer'] as const).map((role) => [
        `DATABASE_URL_${role.toUpperCase()}`,
        database.url(role),
      ]),
    ),
    ...Object.fromEntries(Object.entries(more).filter(([name]) => name.startsWith('DATABASE_URL'))),
  });
}

/** Our api as it is delivered, with its own pool; `profile` names a folder for a CPU profile of its life. */
export async function startApi(
  cluster: Cluster,
  database: BenchDatabase,
  options: { profile?: string | undefined; through?: ((url: string) => string) | undefined } = {},
): Promise<Started> {
  const port = await freePort();
  const { profile, through } = options;
  const urls = through ? { DATABASE_URL_API: through(database.url('api')) } : {};
  const child = fork(appPath('api'), [], {
    env: settings(cluster, database, { PORT: String(port), ...urls }),
    execArgv: [...AS_DELIVERED, ...API_HEAP, ...(profile ? profileOptions(profile, database.clients) : [])],
  });
  await untilReady(port, child);
  return started(child, port);
}

function profileOptions(folder: string, clients: number): string[] {
  return [
    '--cpu-prof',
    `--cpu-prof-dir=${path.resolve(folder)}`,
    `--cpu-prof-name=api-${clients}.cpuprofile`,
  ];
}

/** The worker as it is delivered, with relay, processor, sweeper of clocks and sealer; on Redis where a port is named. */
export async function startWorker(
  cluster: Cluster,
  database: BenchDatabase,
  options: { redisPort?: number | undefined; through?: (url: string) => string } = {},
): Promise<Started> {
  const { redisPort, through } = options;
  const redis = redisPort === undefined ? {} : { REDIS_URL: `redis://127.0.0.1:${redisPort}` };
  const urls: Record<string, string> = through
    ? {
        DATABASE_URL_WORKER: through(database.url('worker')),
        DATABASE_URL_SEALER: through(database.url('sealer')),
      }
    : {};
  const env = settings(cluster, database, { ...redis, ...urls });
  const child = fork(appPath('worker'), [], { env, execArgv: [...AS_DELIVERED] });
  await sleep(3_000); // it has no port to ask; the first hops, which are not counted, wait for it
  if (child.exitCode !== null) throw new Error('The worker ended at once; its last lines say why.');
  return started(child, 0);
}

/** The bare server, in a process of its own. */
export async function startBare(order: BareOrder): Promise<Started> {
  const child = fork(SELF, ['child', 'bare']);
  child.send(order);
  const { port } = await answerOf<{ port: number }>(child);
  return started(child, port);
}

/** A Redis for the queue, where one is installed; what it holds goes with it. */
export async function startRedis(folder: string): Promise<Started | undefined> {
  const port = await freePort();
  const options = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--appendonly',
    'yes',
    '--save',
    '',
  ];
  const child = spawn('redis-server', options, { stdio: 'ignore' });
  const isThere = await new Promise<boolean>((done) =>
    child.once('error', () => done(false)).once('spawn', () => done(true)),
  );
  if (!isThere) return undefined;
  for (let i = 0; i < 50 && !(await accepts(port)); i++) await sleep(100);
  return started(child, port);
}

/** The process that makes the load, so that making it does not slow what is measured more than another program would. */
export class Load {
  private constructor(private readonly process: Started) {}

  static start(): Load {
    return new Load(started(fork(SELF, ['child', 'load']), 0));
  }

  async run(order: Extract<LoadOrder, { do: 'run' }>): Promise<Round> {
    return await this.order<Round>(order);
  }

  async walk(order: WalkOrder): Promise<WalkRound> {
    return await this.order<WalkRound>(order);
  }

  async targets(order: Extract<LoadOrder, { do: 'targets' }>): Promise<void> {
    await this.order(order);
  }

  async stop(): Promise<void> {
    await this.process.stop();
  }

  private async order<T>(order: LoadOrder): Promise<T> {
    this.process.child.send(order);
    return await answerOf<T>(this.process.child);
  }
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  return await new Promise<T>((done, fail) => {
    const onExit = () => fail(new Error('A process of the bench ended before it answered.'));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      done(message as T);
    });
  });
}

async function untilReady(port: number, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_SECONDS_MAX * 1000;
  while (Date.now() < deadline && child.exitCode === null) {
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await sleep(100);
  }
  throw new Error('The api did not become ready; its last lines say why.');
}

/** The backends the queue can run on here, each started for one piece of work and stopped after it. */
export async function onEachBackend(
  folder: string,
  work: (backend: Backend, redisPort: number | undefined) => Promise<void>,
): Promise<void> {
  await work('PostgreSQL', undefined);
  const redis = await startRedis(folder);
  if (!redis) return;
  try {
    await work('Redis', redis.port);
  } finally {
    await redis.stop();
  }
}

export type Backend = 'PostgreSQL' | 'Redis';

async function accepts(port: number): Promise<boolean> {
  return await new Promise((done) => {
    const probe = net.connect(port, '127.0.0.1');
    probe.once('connect', () => done(true)).once('error', () => done(false));
    probe.once('connect', () => probe.destroy());
  });
}

async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

/** Resident memory of a process in MB, now and at its highest; undefined where the system does not tell. */
export function memoryOf({ child }: Started): { now: number; highest: number } | undefined {
  const file = `/proc/${child.pid}/status`;
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const read = (name: string) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(text)?.[1]) / 1024);
  return { now: read('VmRSS'), highest: read('VmHWM') };
}

/** Processor time that a process has used so far, in milliseconds; undefined where the system does not tell. */
export function processorTimeOf({ child }: Started): number | undefined {
  const file = `/proc/${child.pid}/stat`;
  if (!existsSync(file)) return undefined;
  // After the name in parentheses: state is field 3, time in user and kernel mode 14 and 15, in hundredths of a second.
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
