import path from 'node:path';
import { BackupFolder } from '#platform/backup/backup-folder.js';
import { BackupRefusal } from '#platform/backup/backup-refusal.js';
import { readChains, type BackupChain } from '#platform/backup/backup-range.js';
import { takeBaseBackup } from '#platform/backup/base-backup.js';
import { BackupKeys } from '#platform/backup/manifest.js';
import { findOwnServer } from '#platform/backup/own-server.js';
import { verifyBackups } from '#platform/backup/verify-backup.js';
import { WalArchive, type LiveServer } from '#platform/backup/wal-archive.js';
import { readConfig, type Config } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import { openKeys } from '#platform/keys/load-keys.js';
import { startEmbedded } from '#platform/postgres/embedded.js';
import { StartupError } from '#platform/process/startup-error.js';
import { BackupLoop } from './backup-loop.js';

const MEBIBYTE = 1_048_576;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The folder that was named, else the one that the house is set to. */
function folderOf(config: Config, keys: Keys, named: string | undefined): BackupFolder {
  const directory = named === undefined ? config.backupDirectory : path.resolve(named);
  if (directory === undefined)
    throw new StartupError('No folder for backups is named.', 'Give one, or set HANDRAIL_BACKUP.');
  for (const [what, other] of [
    ['data', config.dataDirectory],
    ['keys', config.keysDirectory],
  ] as const) {
    if (path.relative(other, directory).startsWith('..')) continue;
    throw new BackupRefusal(
      'backup.folder_within_data',
      `The folder for backups lies within the folder of the ${what}.`,
      'Choose a folder outside, best on another disk or another machine.',
    );
  }
  return new BackupFolder(directory, new BackupKeys(keys));
}

/**
 * `handrail backup`: a whole copy of the database, while it runs or not, and the log up to now. With `--stay` it goes on until it
 * is ended: the log every minute, a whole copy a day. A server of one's own is reached as its superuser, on its machine (ADR 0038).
 */
export async function take({ to, stay = false }: { to?: string; stay?: boolean }): Promise<number> {
  const config = readConfig();
  const keys = openKeys(config);
  const folder = folderOf(config, keys, to);
  const isOwn = config.databaseUrl !== undefined || Object.keys(config.databaseUrls).length > 0;
  if (isOwn || config.backupUrl !== undefined) {
    const server = await ownServerOf(config);
    if (!stay) await once(server, folder);
    else await goOn(server, folder);
    return 0;
  }
  const server = await startEmbedded({
    dataDirectory: config.dataDirectory,
    baseSecret: keys.base,
    log: say,
  });
  try {
    const { superuserUrl, cluster } = server;
    const live = { superuserUrl, cluster, dataDirectory: config.dataDirectory };
    if (!stay) await once(live, folder);
    else await goOn(live, folder);
  } finally {
    await server.stop();
  }
  return 0;
}

async function ownServerOf({ backupUrl, dataDirectory }: Config): Promise<LiveServer> {
  if (backupUrl !== undefined) return await findOwnServer(backupUrl, dataDirectory);
  throw new BackupRefusal(
    'backup.server_not_named',
    'The database is a server of your own, and HANDRAIL_BACKUP_URL does not say how a backup reaches it.',
    'Set it to the address of a superuser, on the machine of the server; or use the tools of PostgreSQL: docs/backup.md, "A server of your own".',
  );
}

async function once(live: LiveServer, folder: BackupFolder): Promise<void> {
  const began = Date.now();
  const archive = await WalArchive.open(live, folder);
  try {
    const manifest = await takeBaseBackup(live, folder, archive);
    const plain = manifest.files.reduce((sum, { size }) => sum + size, 0);
    say(
      `The backup ${manifest.id} is whole: ${manifest.files.length} files, ${mebibytes(plain)}, ${mebibytes(manifest.bytes)} encrypted, ${((Date.now() - began) / 1000).toFixed(1)} s.`,
    );
    process.stdout.write(`${manifest.id}\n`);
  } finally {
    await archive.close();
  }
}

/** Until somebody ends it. */
async function goOn(live: LiveServer, folder: BackupFolder): Promise<void> {
  const loop = new BackupLoop(folder, () => live, say);
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  loop.start();
  say(`Backups go to ${folder.directory}: the log every minute, a whole copy a day.`);
  await ended;
  await loop.stop();
}

/** `handrail backup verify`: reads all of it, decrypts it, compares it with its manifests. */
export async function verify(named: string | undefined): Promise<number> {
  const config = readConfig();
  const folder = folderOf(config, openKeys(config), named);
  const { chains, files, segments, bytes } = await verifyBackups(folder);
  for (const chain of chains) process.stdout.write(`${lineOf(chain)}\n`);
  say(`Whole: ${files} files, ${segments} parts of the log, ${mebibytes(bytes)} read.`);
  return 0;
}

/** `handrail backup list`: what can be brought back. */
export function list(named: string | undefined): Promise<number> {
  const config = readConfig();
  for (const chain of readChains(folderOf(config, openKeys(config), named)))
    process.stdout.write(`${lineOf(chain)}\n`);
  return Promise.resolve(0);
}

function lineOf({ base, from, until }: BackupChain): string {
  return `${base.id}  ${from} to ${until}  ${mebibytes(base.bytes)}`;
}

function mebibytes(bytes: number): string {
  return `${(bytes / MEBIBYTE).toFixed(1)} MiB`;
}
