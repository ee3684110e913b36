import { statSync } from 'node:fs';
import path from 'node:path';

/** Whether we run as root, for whom PostgreSQL refuses to run. */
export const IS_ROOT = process.getuid?.() === 0;

/** The account "nobody", under which the server runs when we are root. */
const NOBODY = 65534;

/** Options for a child process that must not be root; empty when we are an ordinary user already. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** Who runs the server on a data directory: its owner where it exists (so a start with sudo keeps working), else nobody. */
export function accountFor(directory: string): Account {
  if (!IS_ROOT) return {};
  const owner = statSync(directory, { throwIfNoEntry: false });
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : { uid: NOBODY, gid: NOBODY };
}

/** Whether any account may read and enter this directory, all the way down from the root. */
export function isReachableByAll(directory: string): boolean {
  const needed = (at: string): number => (at === directory ? 0o005 : 0o001);
  for (let at = directory; ; at = path.dirname(at)) {
    const stat = statSync(at, { throwIfNoEntry: false });
    if (!stat || (stat.mode & needed(at)) !== needed(at)) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** Environment of the server's programs: fixed, so that PGPORT and the like of the caller cannot bend them. */
export const PROGRAM_ENVIRONMENT: Record<string, string> | undefined =
  process.platform === 'win32' ? undefined : { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
