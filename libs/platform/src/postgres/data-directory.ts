import { randomUUID } from 'node:crypto';
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  chmodSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  rmdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { isAlive } from '../process/process-info.js';
import { StartupError } from '../process/startup-error.js';
import { accountFor, IS_ROOT, isReachableByAll } from './account.js';
import { runProgram } from './run-program.js';

/** Name of the cluster's folder: the major version, so that the next one can stand beside it during an upgrade. */
const CLUSTER_FOLDER = '18';
/** Where databases go that cannot stay in an unreachable checkout; the second for systems without the first. */
const OUTSIDE_PARENTS = ['/var/lib/handrail', '/var/tmp/handrail-data'];

/**
 * Absolute path of the cluster of an installation, `<data>/postgres/18`. When we are root and the server's account
 * cannot reach `<data>` (a checkout under /root), `<data>/postgres` becomes a link to a folder outside, and says so.
 */
export function placeCluster(dataDirectory: string, log: (line: string) => void): string {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o755 });
  const home = path.join(dataDirectory, 'postgres');
  if (!lstatSync(home, { throwIfNoEntry: false })) {
    if (IS_ROOT && !isReachableByAll(realpathSync(dataDirectory))) linkOutside(home, log);
    else mkdirSync(home, { recursive: true, mode: 0o755 });
  }
  if (!existsSync(home)) {
    throw new StartupError(
      `The database of this installation is missing: ${home} is a link to a folder that is gone.`,
      'Restore that folder, or remove the link to begin with an empty database.',
    );
  }
  return path.join(realpathSync(home), CLUSTER_FOLDER);
}

function linkOutside(home: string, log: (line: string) => void): void {
  const outside = makeOutside();
  try {
    symlinkSync(outside, home);
    log(
      `The database is kept in ${outside}: PostgreSQL does not run as root, and no other account can enter ${path.dirname(home)}.`,
    );
  } catch (error) {
    rmdirSync(outside);
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another start was faster
  }
}

function makeOutside(): string {
  for (const parent of OUTSIDE_PARENTS) {
    if (!existsSync(path.dirname(parent))) continue;
    try {
      mkdirSync(parent, { recursive: true, mode: 0o755 });
      const outside = mkdtempSync(path.join(parent, 'cluster-'));
      chmodSync(outside, 0o755);
      if (isReachableByAll(outside)) return outside;
      rmdirSync(outside);
    } catch (error) {
      if (!['EACCES', 'EROFS', 'ENOTDIR', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? ''))
        throw error;
    }
  }
  throw new StartupError(
    'There is no place for the database: PostgreSQL does not run as root, and no other account can enter the data directory.',
    'Set HANDRAIL_DATA to a directory that other accounts can enter, or start Handrail as an ordinary user.',
  );
}

/**
 * Makes the cluster when there is none. It is built beside its place and moved there whole, so a start that is
 * interrupted leaves nothing half made and two starts at once agree on one.
 */
export async function createClusterIfMissing(
  cluster: string,
  programs: string,
  options: { superuserPassword: string; ephemeral: boolean },
): Promise<boolean> {
  sweepDrafts(cluster);
  if (existsSync(path.join(cluster, 'PG_VERSION'))) return false;
  const draft = `${cluster}.draft-${process.pid}-${randomUUID()}`;
  const secret = `${draft}.secret`;
  const account = accountFor(cluster);
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(secret, options.superuserPassword, { mode: 0o600, flag: 'wx' });
    if (account.uid !== undefined && account.gid !== undefined) {
      for (const at of [draft, secret]) chownSync(at, account.uid, account.gid);
    }
    await runInitdb(programs, draft, secret, options.ephemeral);
    renameSync(draft, cluster);
    return true;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(path.join(cluster, 'PG_VERSION'))) throw error; // else another start was faster
    return false;
  } finally {
    rmSync(secret, { force: true });
  }
}

/** Removes what starts that were killed left behind; the name of a draft carries the process that makes it. */
function sweepDrafts(cluster: string): void {
  const prefix = `${path.basename(cluster)}.draft-`;
  for (const name of readdirSync(path.dirname(cluster))) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length).split('-')[0]))) continue;
    rmSync(path.join(path.dirname(cluster), name), { recursive: true, force: true });
  }
}

async function runInitdb(
  programs: string,
  directory: string,
  secret: string,
  ephemeral: boolean,
): Promise<void> {
  // The builtin C.UTF-8 locale is the same on every system; plain C would make Cyrillic and Arabic letters no letters.
  const locale = [
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C.UTF-8',
  ];
  const login = ['--username=postgres', `--pwfile=${secret}`, '--auth=scram-sha-256'];
  const { code, complaint } = await runProgram(
    programs,
    ['initdb', '-D', directory, ...login, ...locale, ...(ephemeral ? ['--no-sync'] : [])],
    directory,
  );
  if (code === 0) return;
  throw new StartupError(
    `The embedded database could not be created in ${path.dirname(directory)}: ${complaint}`,
    'Check free space and rights there, or set DATABASE_URL to a PostgreSQL 18 server.',
  );
}
