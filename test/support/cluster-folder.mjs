import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

// Plain JavaScript: jest loads its global hooks without its transformer.

export const PREFIX = 'handrail-test-';

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Stops the server of a test folder, if one runs, and removes the folder. Nothing in it is worth a clean shutdown. */
export async function removeCluster(folder) {
  const pid = serverOf(folder);
  if (pid !== undefined) {
    process.kill(pid, 'SIGQUIT');
    for (let waited = 0; isAlive(pid) && waited < 10_000; waited += 20) await sleep(20);
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function serverOf(folder) {
  try {
    const lock = readFileSync(path.join(folder, 'postgres', '18', 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lock[0]);
    return lock[1]?.startsWith(folder) && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}
