import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLineOf, isAlive } from '#platform/process/process-info.js';
import { StartupError } from '#platform/process/startup-error.js';

/** A run that was killed a moment ago needs this long at most to let go of port and data. */
const WAIT_SECONDS_MAX = 12;

interface Run {
  readonly pid: number;
  readonly address: string;
}

/**
 * Marks the data directory as used by this supervisor and answers how to unmark it. Another one that is on its way out
 * is waited for; one that stays is named in the refusal.
 */
export async function claimDataDirectory(
  dataDirectory: string,
  address: string,
  say: (line: string) => void,
): Promise<() => void> {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o755 });
  const file = path.join(dataDirectory, 'run.json');
  const deadline = Date.now() + WAIT_SECONDS_MAX * 1000;
  let told = false;
  for (;;) {
    if (tryClaim(file, address)) return () => rmSync(file, { force: true });
    const other = readRun(file);
    if (other && isSupervisor(other.pid)) {
      if (!told) say(`Another Handrail (process ${other.pid}) uses these data; waiting for it to stop.`);
      told = true;
      if (Date.now() > deadline) refuse(other);
      await sleep(200);
    } else {
      rmSync(file, { force: true }); // left by a run that was killed
    }
  }
}

function refuse(other: Run): never {
  throw new StartupError(
    `Handrail runs already at ${other.address} (process ${other.pid}).`,
    `Use that one, stop it with Ctrl-C in its terminal, or set HANDRAIL_DATA and PORT to run a second one.`,
  );
}

function tryClaim(file: string, address: string): boolean {
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, address } satisfies Run), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readRun(file: string): Run | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Run;
  } catch {
    return undefined;
  }
}

function isSupervisor(pid: number): boolean {
  if (pid === process.pid || !isAlive(pid)) return false;
  const command = commandLineOf(pid);
  return command === undefined || /main\.js up\b/.test(command);
}
