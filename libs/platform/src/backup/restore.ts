import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { databaseRolePassword, type Keys } from '../config/keys.js';
import { withClient } from '../db/with-client.js';
import { syncDirectory } from '../keys/durable-file.js';
import { accountFor } from '../postgres/account.js';
import { findServerPrograms } from '../postgres/binaries.js';
import { placeCluster } from '../postgres/data-directory.js';
import { DATABASE, SUPERUSER } from '../postgres/embedded.js';
import { ensureRunning, isRunning, shutDown } from '../postgres/postmaster.js';
import { StartupError } from '../process/startup-error.js';
import { takeOverLogins, takeOverSettings } from './adopt-cluster.js';
import { SIZED_SETTINGS } from './base-backup.js';
import { BackupRefusal } from './backup-refusal.js';
import type { BackupFolder } from './backup-folder.js';
import { chainFor, type BackupChain } from './backup-range.js';
import { assertBase, assertSegment } from './verify-backup.js';

/** Replaying the log is as long as it is; a server that says nothing for so long has failed. */
const RECOVERY_SECONDS_MAX = 12 * 3600;
/** Room beside what is unpacked: for what the server writes while it recovers. */
const SPARE_BYTES = 512 * 1024 * 1024;

export interface RestoreOptions {
  readonly folder: BackupFolder;
  readonly keys: Keys;
  /** The new data directory; nothing may be there. */
  readonly target: string;
  /** ISO 8601, UTC; every commit up to it, included. Undefined: all there is. */
  readonly at?: string | undefined;
  readonly log: (line: string) => void;
  /** More settings for the recovery, for tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Restored {
  readonly backup: string;
  readonly at: string | null;
  readonly chain: BackupChain;
  readonly timeline: number;
}

/**
 * Brings a database back into a new data directory, to an instant or to all there is. It never overwrites: the cluster is made
 * beside its place and moved there whole, with the gate closed (`access.restoration`), so that nobody signs in before it is
 * released. Refuses, by name, before anything is written: a target that holds something or is in use, an instant that is not
 * covered, another key, too little room; and while it reads, everything that is not whole.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { folder, target, log } = options;
  const { chain, at } = chainFor(folder, options.at);
  assertFree(target);
  assertRoom(target, chain);
  mkdirSync(target, { recursive: true, mode: 0o755 });
  const cluster = placeCluster(target, log);
  const draft = `${cluster}.draft-${process.pid}-${randomUUID()}`;
  try {
    log(`Reading the backup ${chain.base.id}.`);
    await unpack(folder, chain, target, draft);
    log(at === undefined ? 'Replaying all of the log there is.' : `Replaying the log up to ${at}.`);
    const timeline = await recover(options, draft, chain, at);
    renameSync(draft, cluster);
    syncDirectory(path.dirname(cluster));
    return { backup: chain.base.id, at: at ?? null, chain, timeline };
  } catch (error) {
    rmSync(path.dirname(cluster), { recursive: true, force: true });
    rmSync(target, { recursive: true, force: true });
    throw error;
  }
}

function assertFree(target: string): void {
  const found = lstatSync(target, { throwIfNoEntry: false });
  if (!found) return;
  const cluster = path.join(target, 'postgres', '18');
  if (existsSync(cluster) && isRunning(cluster)) {
    throw new BackupRefusal(
      'backup.target_in_use',
      `A database server runs on ${target}.`,
      'A backup is brought back beside what runs, never into it: choose a new folder.',
    );
  }
  const [first] = found.isDirectory() ? readdirSync(target) : [target];
  if (first === undefined) return;
  throw new BackupRefusal(
    'backup.target_not_empty',
    `${target} is not empty (${path.basename(first)}).`,
    'A backup is brought back into a new folder and overwrites nothing: choose one that does not exist.',
  );
}

function assertRoom(target: string, { base, wal }: BackupChain): void {
  let at = path.resolve(target);
  while (!existsSync(at)) at = path.dirname(at);
  const { bavail, bsize } = statfsSync(at);
  const needed =
    base.files.reduce((sum, { size }) => sum + size, 0) + wal.reduce((sum, { bytes }) => sum + bytes, 0) * 4;
  if (bavail * bsize >= needed + SPARE_BYTES) return;
  const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 1_048_576)} MiB`;
  throw new BackupRefusal(
    'backup.no_room',
    `There is too little room for ${target}: ${mebibytes(needed + SPARE_BYTES)} are needed and ${mebibytes(bavail * bsize)} are free.`,
    'Choose a folder on another disk.',
  );
}

async function unpack(
  folder: BackupFolder,
  { base, wal }: BackupChain,
  target: string,
  draft: string,
): Promise<void> {
  // The log first: it is small, and where a part of it is missing nobody waits for the rest.
  mkdirSync(path.join(draft, 'pg_wal'), { recursive: true, mode: 0o700 });
  for (const entry of wal) await assertSegment(folder, entry, path.join(draft, 'pg_wal', entry.segment));
  await assertBase(folder, base, (file) =>
    file.startsWith('cluster/') ? path.join(draft, file.slice('cluster/'.length)) : path.join(target, file),
  );
  for (const { path: file } of base.files.filter((one) => !one.path.startsWith('cluster/')))
    syncFile(path.join(target, file));
  const signingKey = path.join(target, 'keys', 'audit-signing.key');
  if (existsSync(signingKey)) {
    chmodSync(path.dirname(signingKey), 0o700);
    chmodSync(path.join(target, 'audit'), 0o755);
  }
}

/** The server sees to its own files; those beside it are ours. */
function syncFile(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Starts a server on the draft that replays the log up to the instant, closes the gate in it, and stops it. */
async function recover(
  { keys, settings, log }: RestoreOptions,
  draft: string,
  { base }: BackupChain,
  at: string | undefined,
): Promise<number> {
  writeFileSync(path.join(draft, 'recovery.signal'), '');
  if (base.own) takeOverSettings(draft);
  giveAway(draft);
  const programs = findServerPrograms();
  // What was sized larger than ours when the log was written must be as large while it is replayed.
  const sized = SIZED_SETTINGS.flatMap((name) => (base.settings[name] ? [[name, base.settings[name]]] : []));
  let running = await ensureRunning(draft, programs, {
    ephemeral: false,
    patienceSeconds: RECOVERY_SECONDS_MAX,
    settings: {
      ...(Object.fromEntries(sized) as Record<string, string>),
      // Everything that is to be replayed lies in pg_wal already: there is nothing to fetch.
      restore_command: 'exit 1',
      recovery_target_action: 'promote',
      recovery_target_timeline: 'current',
      hot_standby: 'off',
      ...(at === undefined ? {} : { recovery_target_time: at.replace('T', ' ').replace('Z', '+00') }),
      ...settings,
    },
  }).catch((error: unknown) => {
    throw new BackupRefusal(
      'backup.recovery_failed',
      `The database could not be brought back: ${error instanceof StartupError ? error.problem : (error as Error).message}`,
      'Nothing is left of the attempt. Try an earlier instant, or an older backup, and tell us what the sentence says.',
    );
  });
  if (base.own) {
    await shutDown(draft, programs);
    await takeOverLogins(draft, programs, keys, base.own);
    running = await ensureRunning(draft, programs, { ephemeral: false, settings });
  }
  try {
    return await closeGate(running.port, keys, base.id, at);
  } finally {
    await shutDown(draft, programs);
    log('The database is back; nobody can sign in to it yet.');
  }
}

/** As superuser, because nothing of ours runs yet: the gate, and an end to every session that was open then. */
async function closeGate(port: number, keys: Keys, backup: string, at: string | undefined): Promise<number> {
  const superuser: pg.ClientConfig = {
    host: '127.0.0.1',
    port,
    user: SUPERUSER,
    password: databaseRolePassword(keys.base, SUPERUSER),
    database: DATABASE,
    application_name: 'handrail restore',
  };
  return await withClient(superuser, async (client) => {
    const { rows: gate } = await client.query<{ there: boolean }>(
      `select to_regclass('access.restoration') is not null as there`,
    );
    if (!gate[0]?.there) {
      throw new BackupRefusal(
        'backup.recovery_failed',
        'The database of this backup has no tables of Handrail.',
        'Choose a later instant: the backup is of a database that was not migrated yet.',
      );
    }
    await client.query('insert into access.restoration (backup, instant_at) values ($1, $2)', [
      backup,
      at ?? null,
    ]);
    await client.query('update access.session set ended_at = clock_timestamp() where ended_at is null');
    const { rows } = await client.query<{ timeline: number }>(
      'select timeline_id as timeline from pg_control_checkpoint()',
    );
    return rows[0]?.timeline ?? 0;
  });
}

/** The server may run as another account than we: its files are that account's alone. */
function giveAway(directory: string): void {
  const account = accountFor(path.dirname(directory));
  const walk = (at: string): void => {
    const isDirectory = lstatSync(at).isDirectory();
    chmodSync(at, isDirectory ? 0o700 : 0o600);
    if (account.uid !== undefined && account.gid !== undefined) chownSync(at, account.uid, account.gid);
    if (isDirectory) for (const name of readdirSync(at)) walk(path.join(at, name));
  };
  walk(directory);
}

/**
 * The notary of the deployment knows more of the log than the one in the backup: where it is still there and of the same
 * log, it is taken along, cut where the database now ends, so that every entry is compared with what was signed at the time.
 */
export function takeNotaryAlong(from: string, target: string, leaves: number): boolean {
  const files = (directory: string) =>
    ['public-key.txt', 'leaves.bin', 'checkpoints.log'].map((name) =>
      path.join(directory, 'audit', name),
    ) as [string, string, string];
  const [oldKey, oldLeaves, oldLog] = files(from);
  const [newKey, newLeaves, newLog] = files(target);
  if (![oldKey, oldLeaves, oldLog, newKey].every((file) => existsSync(file))) return false;
  if (readFileSync(oldKey, 'utf8') !== readFileSync(newKey, 'utf8')) return false;
  const HASH_BYTES = 32;
  const kept = readFileSync(oldLeaves);
  if (kept.length < leaves * HASH_BYTES) return false;
  copyFileSync(oldLog, `${newLog}.part`);
  const lines = readFileSync(`${newLog}.part`, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && sizeOf(line) <= leaves);
  writeFileSync(newLeaves, kept.subarray(0, leaves * HASH_BYTES), { mode: 0o600, flush: true });
  writeFileSync(newLog, lines.map((line) => `${line}\n`).join(''), { mode: 0o600, flush: true });
  rmSync(`${newLog}.part`);
  return true;
}

function sizeOf(line: string): number {
  try {
    return (JSON.parse(line) as { size: number }).size;
  } catch {
    return Infinity;
  }
}
