import { existsSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { BackupFolder } from '#platform/backup/backup-folder.js';
import { BackupKeys } from '#platform/backup/manifest.js';
import { environmentForChild, readConfig, type Config } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import { prepareKeys } from '#platform/keys/prepare-keys.js';
import { databaseUrlFor, type DatabaseRole } from '#platform/db/database-roles.js';
import { migrate } from '#platform/db/migrate.js';
import { startEmbedded, type EmbeddedServer } from '#platform/postgres/embedded.js';
import { parentOf } from '#platform/process/process-info.js';
import { StartupError } from '#platform/process/startup-error.js';
import { BackupLoop } from './backup-loop.js';
import { contextOf } from './context.js';
import { claimDataDirectory } from './run-file.js';
import { Supervisor, type Service } from './supervisor.js';

const READY_SECONDS_MAX = 60;
const IMPATIENT_AFTER_MILLISECONDS = 1500;
const PORT_WAIT_SECONDS_MAX = 8;

/** A small heap: at its highest the api holds 170 MB instead of 260 for 3 to 11 % of its speed (docs/performance.md). */
const API_HEAP = ['--max-semi-space-size=8', '--max-old-space-size=192'];

/** The programs and the database roles each may know; none of those that serve anybody knows the owner's address. */
type Program = Pick<Service, 'name' | 'script' | 'nodeOptions'> & { readonly roles: readonly DatabaseRole[] };
const SERVICES: readonly Program[] = [
  { name: 'api', script: scriptOf('api'), roles: ['api', 'vault'], nodeOptions: API_HEAP },
  { name: 'worker', script: scriptOf('worker'), roles: ['worker', 'sealer', 'keeper'] },
];

/** Fills the demonstration while it is already looked at; it moves what happened back in time, which only the owner may. */
const DEMO_FILLER = {
  name: 'demonstration',
  script: fileURLToPath(new URL('./demo-fill.main.js', import.meta.url)),
  roles: ['api', 'vault', 'worker'],
} as const;

/** Why the run ends: a signal or a vanished parent (0), or something that failed (1, with a sentence). */
interface End {
  readonly code: number;
  readonly sentence: string;
}

/**
 * `npm start`: database, migrations, demo network, api and worker, supervised until Ctrl-C, SIGTERM or the end of the
 * npm that started us. Refuses, by name, a port in use and a data directory in use.
 */
export async function up(): Promise<number> {
  const began = Date.now();
  process.stdout.on('error', () => undefined); // the terminal may be gone before us
  const say = (line: string): void => {
    process.stdout.write(`[${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s] ${line}\n`);
  };
  const config = readConfig();
  const run = new Run(config, await prepareKeys(config), say);
  const ended = run.whenEnded();
  try {
    const end = await Promise.race([ended, run.start().then(() => ended)]);
    if (end.sentence !== '') say(end.sentence);
    return end.code;
  } finally {
    await run.stop();
  }
}

class Run {
  private readonly supervisor: Supervisor;
  private release: () => void = () => undefined;
  private database: EmbeddedServer | undefined;
  private backups: BackupLoop | undefined;
  private end!: (end: End) => void;
  private isStopping = false;

  constructor(
    private readonly config: Config,
    private readonly keys: Keys,
    private readonly say: (line: string) => void,
  ) {
    this.supervisor = new Supervisor(say);
  }

  /** Resolves when something ends the run; a second signal ends the draining too. */
  whenEnded(): Promise<End> {
    const ended = new Promise<End>((resolve) => (this.end = resolve));
    let firstSignalAt: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        firstSignalAt ??= Date.now();
        // One Ctrl-C can arrive twice, from the terminal and passed on by npm; a person's second one comes later.
        if (Date.now() - firstSignalAt > IMPATIENT_AFTER_MILLISECONDS) this.supervisor.kill();
        this.end({ code: 0, sentence: 'Stopping.' });
      });
    }
    if (this.config.startedByNpm) {
      // npm runs us through a shell that neither passes signals on nor notices when npm is killed.
      const ancestors = (): string => `${process.ppid} ${parentOf(process.ppid)}`;
      const original = ancestors();
      setInterval(() => {
        if (ancestors() !== original)
          this.end({ code: 0, sentence: 'The npm that started this run is gone; stopping.' });
      }, 500).unref();
    }
    void this.supervisor.failed.then((sentence) =>
      this.end({ code: 1, sentence: `${sentence} Stopping everything.` }),
    );
    return ended;
  }

  async start(): Promise<void> {
    this.release = await claimDataDirectory(this.config.dataDirectory, this.config.publicUrl, this.say);
    await assertPortFree(this.config);
    const config = await this.prepareDatabase();
    if (this.isStopping) return;
    for (const service of SERVICES) this.supervisor.start(serviceOf(service, config, this.keys));
    await this.waitUntilReady();
    if (this.isStopping) return;
    await this.greet(config);
    this.beginBackups();
    if (config.demo && config.demoClients > 0 && config.databaseUrl !== undefined && !this.isStopping) {
      const filler = serviceOf(DEMO_FILLER, config, this.keys);
      const environment = { ...filler.environment, DATABASE_URL: config.databaseUrl };
      this.supervisor.start({ ...filler, environment, errand: true });
    }
  }

  private async prepareDatabase(): Promise<Config> {
    let config = this.config;
    if (config.databaseUrl === undefined) {
      this.say('Starting the database.');
      await this.startDatabase();
      config = Object.freeze({ ...config, databaseUrl: this.database?.ownerUrl });
    }
    await migrate(config, this.keys, { log: this.say });
    if (config.demo && !this.isStopping) {
      const seed = await import('./seed.command.js');
      await seed.run(contextOf(config, this.keys, this.say), {});
    }
    return config;
  }

  /** Starts the embedded database, and again on the same port whenever it goes away. */
  private async startDatabase(port?: number): Promise<void> {
    const { dataDirectory } = this.config;
    const options = {
      dataDirectory,
      baseSecret: this.keys.base,
      log: this.say,
      ...(port === undefined ? {} : { port }),
    };
    const server = await startEmbedded(options);
    this.database = server;
    if (this.isStopping) return server.stop();
    this.say(server.adopted ? 'Took over the database of an earlier run.' : 'The database runs.');
    void server.lost.then(async () => {
      if (this.isStopping) return;
      this.say('The database went away; starting it again.');
      await this.startDatabase(server.port).catch((error: Error) =>
        this.end({ code: 1, sentence: error.message }),
      );
    });
  }

  /** Where a folder is set; a server of one's own is backed up where it runs. */
  private beginBackups(): void {
    const { backupDirectory, dataDirectory } = this.config;
    if (backupDirectory === undefined || this.isStopping) return;
    if (this.config.databaseUrl !== undefined) {
      this.say(
        'HANDRAIL_BACKUP is for the embedded database: a server of your own is backed up where it runs, by "handrail backup --stay".',
      );
      return;
    }
    const live = () =>
      this.database && {
        superuserUrl: this.database.superuserUrl,
        cluster: this.database.cluster,
        dataDirectory,
      };
    const folder = new BackupFolder(backupDirectory, new BackupKeys(this.keys));
    this.backups = new BackupLoop(folder, live, this.say);
    this.backups.start();
  }

  private async waitUntilReady(): Promise<void> {
    this.say('Starting the api and the worker.');
    const deadline = Date.now() + READY_SECONDS_MAX * 1000;
    while (!this.isStopping && Date.now() < deadline) {
      if (await isReady(this.config)) return;
      await sleep(100);
    }
    if (this.isStopping) return;
    throw new StartupError(
      `The api did not become ready within ${READY_SECONDS_MAX} seconds.`,
      'Look at the lines above; LOG_LEVEL=debug shows more.',
    );
  }

  private async greet(config: Config): Promise<void> {
    this.say('Ready.');
    process.stdout.write(`\n  Handrail is at ${config.publicUrl}\n`);
    if (config.demo) {
      process.stdout.write('\n');
      const accounts = await import('./demo-accounts.command.js');
      await accounts.run(contextOf(config, this.keys, this.say), { json: false, featured: true });
    }
    process.stdout.write(`\n  Data are kept in ${config.dataDirectory}. Stop with Ctrl-C.\n\n`);
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await this.backups?.stop();
    await this.supervisor.stop();
    await this.database?.stop();
    this.release();
  }
}

function scriptOf(app: string): string {
  return fileURLToPath(new URL(`../../${app}/src/main.js`, import.meta.url));
}

function serviceOf(service: Program, config: Config, keys: Keys): Service {
  const { name, script, roles, nodeOptions } = service;
  if (!existsSync(script))
    throw new StartupError(`The ${name} is not built (${script}).`, 'Run "npm run build".');
  const settings: Record<string, string> = {
    PORT: String(config.port),
    HOST: config.host,
    HANDRAIL_DATA: config.dataDirectory,
    HANDRAIL_KEYS: keys.directory,
    HANDRAIL_DEMO: config.demo ? '1' : '0',
    PUBLIC_URL: config.publicUrl,
  };
  for (const role of roles)
    settings[`DATABASE_URL_${role.toUpperCase()}`] = databaseUrlFor(config, keys, role);
  if (config.redisUrl !== undefined) settings['REDIS_URL'] = config.redisUrl;
  if (config.rootKeyFile !== undefined) settings['HANDRAIL_ROOT_KEY_FILE'] = config.rootKeyFile;
  if (config.rootKeys)
    settings['HANDRAIL_ROOT_KEY'] = config.rootKeys.map((key) => key.toString('base64')).join(' ');
  return {
    name,
    script,
    environment: environmentForChild(settings),
    ...(nodeOptions ? { nodeOptions } : {}),
  };
}

/** The address on which we reach our own api: a server on every address also answers on the local one. */
function localHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

function isReady(config: Config): Promise<boolean> {
  return new Promise((done) => {
    const request = http.get(
      { host: localHost(config.host), port: config.port, path: '/health/ready', timeout: 2000, agent: false },
      (response) => {
        response.resume();
        done(response.statusCode === 200);
      },
    );
    request.once('timeout', () => request.destroy());
    request.once('error', () => done(false));
  });
}

/** Refuses a port that somebody holds; a run that was killed a moment ago gets time to let go of it. */
async function assertPortFree(config: Config): Promise<void> {
  const deadline = Date.now() + PORT_WAIT_SECONDS_MAX * 1000;
  for (;;) {
    const code = await tryPort(config.host, config.port);
    if (code === undefined) return;
    const isFinal = code !== 'EADDRINUSE' || Date.now() > deadline;
    if (isFinal) throw portRefusal(config, code);
    await sleep(250);
  }
}

function portRefusal(config: Config, code: string): StartupError {
  const other = config.port === 65535 ? 3000 : config.port + 1;
  if (code === 'EADDRINUSE') {
    return new StartupError(
      `Port ${config.port} on ${config.host} is in use by another program.`,
      `Stop that program, or choose another port: PORT=${other} npm start`,
    );
  }
  return new StartupError(
    `Port ${config.port} on ${config.host} cannot be used (${code}).`,
    'Set PORT to a number from 1024 up, and HOST to an address of this machine.',
  );
}

function tryPort(host: string, port: number): Promise<string | undefined> {
  return new Promise((done) => {
    const probe = net.createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'unknown error'));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => done(undefined)));
  });
}
