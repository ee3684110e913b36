import path from 'node:path';
import { BackupFolder } from '#platform/backup/backup-folder.js';
import { BackupRefusal } from '#platform/backup/backup-refusal.js';
import { readChains, type BackupChain } from '#platform/backup/backup-range.js';
import { takeBaseBackup } from '#platform/backup/base-backup.js';
import { BackupKeys } from '#platform/backup/manifest.js';
import { verifyBackups } from '#platform/backup/verify-backup.js';
import { WalArchive } from '#platform/backup/wal-archive.js';
import { readConfig, type Config } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import { openKeys } from '#platform/keys/load-keys.js';
import { startEmbedded } from '#platform/postgres/embedded.js';
import { StartupError } from '#platform/process/startup-error.js';

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
 * `handrail backup`: a whole copy of the embedded database, while it runs or not, and the log up to now. Refuses a server of
 * one's own: we are not on its disk (ADR 0038).
 */
export async function take({ to }: { to?: string }): Promise<number> {
  const config = readConfig();
  const keys = openKeys(config);
  const folder = folderOf(config, keys, to);
  if (config.databaseUrl !== undefined || Object.keys(config.databaseUrls).length > 0) {
    throw new BackupRefusal(
      'backup.not_embedded',
      'The database is a server of your own, and Handrail is not on its disk.',
      'Back it up where it runs, with pgBackRest or pg_basebackup and its log: docs/backup.md, "A server of your own".',
    );
  }
  const began = Date.now();
  const server = await startEmbedded({
    dataDirectory: config.dataDirectory,
    baseSecret: keys.base,
    log: say,
  });
  try {
    const live = {
      superuserUrl: server.superuserUrl,
      cluster: server.cluster,
      dataDirectory: config.dataDirectory,
    };
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
  } finally {
    await server.stop();
  }
  return 0;
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
