import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

// Plain JavaScript: jest loads its global hooks without its transformer.

/** Folders of test servers; the number of the process that answers for one follows. */
export const PREFIX = 'handrail-test-';

/** Stops the servers and removes the folders of test runs that are gone without having done so. */
export async function sweepClusters() {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX) || isAlive(Number(name.slice(PREFIX.length).split('-')[0]))) continue;
    await removeCluster(path.join(tmpdir(), name));
  }
}

/** Stops the server of a test folder, if one runs, and removes the folder. Nothing in it is worth a clean shutdown. */
export async function removeCluster(folder) {
  const pid = serverOf(folder);
  if (pid !== undefined) {
    process.kill(pid, 'SIGQUIT');
    for (let waited = 0; isAlive(pid) && waited < 10_000; waited += 20) await sleep(20);
  }
  for (const one of [folder, `${folder}.keys`]) rmSync(one, { recursive: true, force: true, maxRetries: 5 });
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

/** Whether a process runs; one that ended and was not yet collected by its parent does not. */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true; // a system without /proc
  }
}
