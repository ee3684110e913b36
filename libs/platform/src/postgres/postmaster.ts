import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../process/startup-error.js';
import { commandLineOf, isAlive } from '../process/process-info.js';
import { accountFor, PROGRAM_ENVIRONMENT } from './account.js';

const START_SECONDS_MAX = 90;
const POLL_MILLISECONDS = 25;
const LOG_BYTES_MAX = 5_000_000;

/** A server that runs on a cluster. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Whether it ran before we came. */
  readonly adopted: boolean;
}

export interface RunOptions {
  readonly port?: number | undefined;
  readonly ephemeral: boolean;
  /** Beside ours or in their place, for this run alone: what a recovery needs. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** How long a start may take; a recovery replays as much of the log as there is. */
  readonly patienceSeconds?: number | undefined;
}

/**
 * The server of a cluster: the one that runs, else a new one on `port` (or any free one). A server that is starting
 * or stopping is waited for, a lock file that a killed server left is cleared. Safe when several processes call it.
 */
export async function ensureRunning(
  cluster: string,
  programs: string,
  options: RunOptions,
): Promise<Postmaster> {
  const deadline = Date.now() + (options.patienceSeconds ?? START_SECONDS_MAX) * 1000;
  let complaint = '';
  while (Date.now() < deadline) {
    const found = readLockFile(cluster);
    if (found && isServerOf(found.pid, cluster)) {
      if (found.isReady) return { pid: found.pid, port: found.port, adopted: true };
      await sleep(POLL_MILLISECONDS);
      continue;
    }
    // The server clears the lock of a dead process itself. It cannot tell a number that was given to another process
    // since, nor a zombie, from a running server; we can. Its shared memory still guards against a second server.
    if (found && isAlive(found.pid)) rmSync(path.join(cluster, 'postmaster.pid'), { force: true });
    const port = options.port ?? (await freePort());
    const started = await launch(cluster, programs, port, options);
    if (typeof started !== 'string') return started;
    complaint = started;
    if (!/already exists|still in use|could not bind|Address already in use/.test(complaint)) break;
    await sleep(POLL_MILLISECONDS * 4);
  }
  throw new StartupError(
    `The embedded database did not start: ${complaint || 'it was not ready in time.'}`,
    `Its log is ${logFileOf(cluster)}; or set DATABASE_URL to a PostgreSQL 18 server.`,
  );
}

/** Fast shutdown: sessions are ended, everything is on disk when it returns. */
export async function shutDown(cluster: string, programs: string): Promise<void> {
  const child = spawn(
    path.join(programs, 'bin', 'pg_ctl'),
    ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '60'],
    {
      ...accountFor(cluster),
      cwd: path.parse(cluster).root,
      env: PROGRAM_ENVIRONMENT,
      stdio: 'ignore',
      detached: true, // a second Ctrl-C must not cut the shutdown short
    },
  );
  await new Promise<void>((done) => child.once('error', () => done()).once('exit', () => done()));
}

/** Whether a server runs on the cluster at this moment. */
export function isRunning(cluster: string): boolean {
  const found = readLockFile(cluster);
  return found !== undefined && isServerOf(found.pid, cluster);
}

function logFileOf(cluster: string): string {
  return path.join(path.dirname(cluster), 'server.log');
}

/** postmaster.pid: process, directory, start, port, socket directory, address, shared memory, state. */
function readLockFile(cluster: string): { pid: number; port: number; isReady: boolean } | undefined {
  let lines: string[];
  try {
    lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
}

/** Only a postgres with this very data directory is the server we look for. */
function isServerOf(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  const command = commandLineOf(pid);
  return command === undefined || (/^\S*postgres\b/.test(command) && command.includes(` -D ${cluster} `));
}

/** Starts a server and waits until it is ready; answers its complaint when it left instead. */
async function launch(
  cluster: string,
  programs: string,
  port: number,
  options: RunOptions,
): Promise<Postmaster | string> {
  const logFile = logFileOf(cluster);
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES_MAX) truncateSync(logFile);
  const log = openSync(logFile, 'a', 0o600);
  const logStart = statSync(logFile).size;
  // Of its own process group: Ctrl-C reaches us first, we drain, and then stop the server. Its log is a file, because a
  // pipe to us would break when we are killed and it lives on.
  const child = spawn(
    path.join(programs, 'bin', 'postgres'),
    ['-D', cluster, '-p', String(port), ...serverSettings(options)],
    {
      ...accountFor(cluster),
      cwd: path.parse(cluster).root,
      env: PROGRAM_ENVIRONMENT,
      detached: true,
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  child.unref();
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', () => (failure ??= lastWords(logFile, logStart)));
  const deadline = Date.now() + (options.patienceSeconds ?? START_SECONDS_MAX) * 1000;
  while (failure === undefined && Date.now() < deadline) {
    const found = readLockFile(cluster);
    if (found?.pid === child.pid && found?.isReady) return { pid: found.pid, port, adopted: false };
    await sleep(POLL_MILLISECONDS);
  }
  return failure ?? 'it was not ready in time.';
}

function serverSettings({ ephemeral, settings: given }: RunOptions): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // Statements and the details of errors can hold client data; the log must not.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length: '0',
    log_checkpoints: 'off',
    // A folder of backups that is away for days must not fill the disk of the house: rather is a new backup taken.
    max_slot_wal_keep_size: '16GB',
    ...(ephemeral ? { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' } : {}),
    ...given,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((done, fail) => probe.once('error', fail).listen(0, '127.0.0.1', done));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

/** What a server that ended wrote since it was started; the folder may be gone by then, with whoever owned it. */
function lastWords(logFile: string, from: number): string {
  try {
    return readFileSync(logFile).subarray(from).toString('utf8').trim().slice(-1500);
  } catch {
    return 'it ended, and its log with it.';
  }
}
