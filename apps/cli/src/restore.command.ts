import { mkdtempSync, chmodSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BackupFolder } from '#platform/backup/backup-folder.js';
import { BackupKeys } from '#platform/backup/manifest.js';
import { releaseRestored } from '#platform/backup/release.js';
import { restoreBackup } from '#platform/backup/restore.js';
import { readConfig, type Config } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import { openKeys } from '#platform/keys/load-keys.js';
import { startEmbedded } from '#platform/postgres/embedded.js';
import { StartupError } from '#platform/process/startup-error.js';
import { claimDataDirectory } from './run-file.js';

export interface RestoreCommand {
  readonly from?: string;
  readonly to?: string;
  readonly at?: string;
  readonly goOn?: boolean;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * `handrail restore`: brings a backup back into a new data directory and releases it; `--go-on` does the second half again on
 * the data of HANDRAIL_DATA, where a step had failed.
 */
export async function run({ from, to, at, goOn }: RestoreCommand): Promise<number> {
  const config = readConfig();
  const keys = openKeys(config);
  if (goOn) return await release(config, keys, config.dataDirectory, undefined);
  if (to === undefined)
    throw new StartupError('No new data directory is named.', 'Give one with --to; it must not exist yet.');
  const target = path.resolve(to);
  const restored = await restoreBackup({
    folder: folderOf(config, keys, from),
    keys,
    target,
    at: instant(at),
    log: say,
  });
  const code = await release(config, keys, target, config.dataDirectory);
  say(`Brought back from ${restored.backup}. Start it with:`);
  process.stdout.write(`HANDRAIL_DATA=${target} HANDRAIL_KEYS=${keys.directory} npm start\n`);
  return code;
}

/** `handrail drill`: brings the newest state back into a folder that is thrown away, does every step, and says how long it took. */
export async function drill({ from, at }: RestoreCommand): Promise<number> {
  const config = readConfig();
  const keys = openKeys(config);
  const parent = mkdtempSync(path.join(tmpdir(), 'handrail-drill-'));
  chmodSync(parent, 0o755);
  const target = path.join(parent, 'data');
  const began = Date.now();
  try {
    const { chain } = await restoreBackup({
      folder: folderOf(config, keys, from),
      keys,
      target,
      at: instant(at),
      log: say,
    });
    await release(config, keys, target, config.dataDirectory);
    say(
      `The drill succeeded in ${((Date.now() - began) / 1000).toFixed(1)} s: backup ${chain.base.id}, up to ${at ?? chain.until}.`,
    );
    return 0;
  } finally {
    const postgres = path.join(target, 'postgres');
    try {
      rmSync(realpathSync(postgres), { recursive: true, force: true });
    } catch {
      // nothing was made
    }
    rmSync(parent, { recursive: true, force: true });
  }
}

async function release(
  config: Config,
  keys: Keys,
  dataDirectory: string,
  notaryOf: string | undefined,
): Promise<number> {
  const unclaim = await claimDataDirectory(dataDirectory, 'a restore', say);
  try {
    const server = await startEmbedded({ dataDirectory, baseSecret: keys.base, log: say });
    try {
      const own = Object.freeze({ ...config, dataDirectory, databaseUrls: {}, databaseUrl: server.ownerUrl });
      const done = await releaseRestored({ config: own, keys, log: say, notaryOf });
      say(
        done ? 'Released: people may sign in.' : 'There is nothing to release: this database may be served.',
      );
    } finally {
      await server.stop();
    }
  } finally {
    unclaim();
  }
  return 0;
}

function folderOf(config: Config, keys: Keys, named: string | undefined): BackupFolder {
  const directory = named === undefined ? config.backupDirectory : path.resolve(named);
  if (directory !== undefined) return new BackupFolder(directory, new BackupKeys(keys));
  throw new StartupError('No folder with backups is named.', 'Give one with --from, or set HANDRAIL_BACKUP.');
}

/** An instant with its offset, as UTC to the microsecond. */
function instant(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const match = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.(\d{1,6}))?)?(?:Z|[+-]\d\d:\d\d)$/.exec(text);
  const time = Date.parse(text);
  if (!match || Number.isNaN(time))
    throw new StartupError(
      `"${text}" is no instant.`,
      'Give one with its offset, such as --at 2026-03-29T04:12:00Z or --at 2026-03-29T09:12:00+05:00.',
    );
  const whole = new Date(Math.floor(time / 1000) * 1000).toISOString().slice(0, 19);
  return `${whole}.${(match[1] ?? '').padEnd(6, '0')}Z`;
}
