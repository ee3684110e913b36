import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { chromium, type Browser } from 'playwright-core';
import { environmentForChild } from '#platform/config/config.js';
import { databaseUrlFor, type DatabaseRole } from '#platform/db/database-roles.js';
import { plantDemoNetwork } from '#platform/packs/demo-network.js';
import { loadPacks } from '#platform/packs/packs.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const READY_SECONDS_MAX = 60;
const ROOT = path.resolve('.');
export const SYNTHEA = path.join(ROOT, 'test', 'fixtures', 'fhir-bulk-synthea-10');

const CHROMIUM_ARGUMENTS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The built product as processes of its own, on a database with the demo network, and a browser to look at it. */
export interface House {
  readonly url: string;
  readonly browser: Browser;
  /** Runs the `handrail` command; answers its standard output and refuses any exit code but 0. */
  handrail(...words: string[]): Promise<string>;
  /** Cuts every connection to the database and lets none in, until `databaseBack` is called. */
  databaseAway(): Promise<void>;
  databaseBack(): Promise<void>;
  /** Rows as they are, whoever may see them. */
  rows<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

/** The programs and the database roles each may know, as `npm start` gives them out. */
const PROGRAMS: Readonly<Record<'api' | 'worker', readonly DatabaseRole[]>> = {
  api: ['api', 'vault', 'report'],
  worker: ['worker', 'vault', 'sealer', 'report', 'keeper'],
};

class Program {
  private said = '';
  private readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(script: string, words: readonly string[], environment: Record<string, string | undefined>) {
    this.child = spawn(process.execPath, ['--enable-source-maps', script, ...words], {
      env: environment,
      // The channel makes the program leave when this process is gone, however it went.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    this.ended = new Promise((resolve) => this.child.once('exit', resolve));
  }

  get output(): string {
    return this.said;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async finish(): Promise<number | null> {
    return await this.ended;
  }

  async stop(): Promise<void> {
    if (this.isRunning) this.child.kill('SIGTERM');
    const impatience = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await this.ended;
    clearTimeout(impatience);
  }
}

const scriptOf = (app: string): string => path.join(ROOT, 'dist', 'apps', app, 'src', 'main.js');

function assertBuilt(): void {
  const needed = [
    ...['api', 'worker', 'cli'].map(scriptOf),
    path.join(ROOT, 'apps', 'web', 'dist', 'index.html'),
  ];
  const missing = needed.filter((file) => !existsSync(file));
  if (missing.length > 0) throw new Error(`Not built: ${missing.join(', ')}. Run "npm run build".`);
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function waitUntilReady(url: string, programs: readonly Program[]): Promise<void> {
  const deadline = Date.now() + READY_SECONDS_MAX * 1000;
  for (;;) {
    const dead = programs.find((program) => !program.isRunning);
    if (dead) throw new Error(`A program ended before it was ready:\n${dead.output}`);
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.status === 200) return;
    if (Date.now() > deadline)
      throw new Error(`Not ready:\n${programs.map(({ output }) => output).join('\n')}`);
    await sleep(100);
  }
}

export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env['HANDRAIL_CHROMIUM'];
  if (!executablePath)
    throw new Error('HANDRAIL_CHROMIUM names no browser; run this tier through "npm test".');
  return await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS });
}

/** Starts database, api, worker and browser, with settings of the operator's beside the usual; `close()` ends all of them. */
export async function openHouse(operator: Readonly<Record<string, string>> = {}): Promise<House> {
  assertBuilt();
  const database = await createTestDatabase();
  const packs = loadPacks();
  await plantDemoNetwork(database.ownerUrl, packs, true);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const dataDirectory = mkdtempSync(path.join(tmpdir(), 'handrail-browser-'));
  const settings = {
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    HANDRAIL_DATA: dataDirectory,
    HANDRAIL_DEMO: '1',
    HANDRAIL_POOL_SIZE: '5',
    HANDRAIL_KEYS: database.keys.directory,
    ...operator,
  };
  const gate = new Gate(new URL(database.ownerUrl));
  await gate.unlock();
  const programs = Object.entries(PROGRAMS).map(([app, roles]) => {
    const addresses = addressesOf(database, gate, roles);
    return new Program(scriptOf(app), [], environmentForChild({ ...settings, ...addresses }));
  });
  const superuser = new pg.Pool({ connectionString: database.superuserUrl, max: 2 });
  superuser.on('error', () => undefined);
  await waitUntilReady(url, programs);
  const browser = await launchChromium();
  return {
    url,
    browser,
    databaseAway: () => gate.lock(),
    databaseBack: () => gate.unlock(),
    rows: async <T extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await superuser.query<T>(text, values)).rows,
    async handrail(...words) {
      const environment = environmentForChild({ ...settings, DATABASE_URL: database.ownerUrl });
      const program = new Program(scriptOf('cli'), words, environment);
      const code = await program.finish();
      if (code !== 0) throw new Error(`handrail ${words.join(' ')} answered ${code}:\n${program.output}`);
      return program.output;
    },
    async close() {
      await browser.close();
      await Promise.all(programs.map((program) => program.stop()));
      await gate.lock();
      await superuser.end();
      await database.drop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

function addressesOf(
  database: TestDatabase,
  gate: Gate,
  roles: readonly DatabaseRole[],
): Record<string, string> {
  return Object.fromEntries(
    roles.map((role) => [
      `DATABASE_URL_${role.toUpperCase()}`,
      gate.through(databaseUrlFor(database.config, database.keys, role)),
    ]),
  );
}

/** The way of the programs to the database; shut, it is as if the server were gone. */
class Gate {
  private readonly open = new Set<net.Socket>();
  private server: net.Server | undefined;
  private port = 0;

  constructor(private readonly database: URL) {}

  /** The same database by way of the gate. */
  through(address: string): string {
    const changed = new URL(address);
    changed.port = String(this.port);
    return changed.href;
  }

  async unlock(): Promise<void> {
    if (this.server) return;
    const server = net.createServer((near) => {
      const far = net.connect(Number(this.database.port), this.database.hostname);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.open.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => (this.open.delete(one), other.destroy()));
      }
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as net.AddressInfo).port;
    this.server = server;
  }

  async lock(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.open) socket.destroy();
    await closed;
  }
}
