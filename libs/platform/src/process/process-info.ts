import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether a process with this number exists; it may be another account's or a zombie. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Command line of a process in one string, words separated by spaces; empty for a zombie or when there is none.
 * Numbers of processes are given out again, so a number read from a file proves nothing without it. Undefined where the
 * system gives no cheap answer (Windows).
 */
export function commandLineOf(pid: number): string | undefined {
  if (process.platform === 'win32') return undefined;
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    } catch {
      return '';
    }
  }
  return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout.trim();
}

/** The parent of a process; undefined where the system gives no cheap answer or the process is gone. */
export function parentOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    // The name of the program stands in brackets and may hold anything; state and parent follow the last one.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return Number(fields?.[1]);
  } catch {
    return undefined;
  }
}
