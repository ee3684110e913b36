import { chmodSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isAlive, PREFIX, removeCluster } from './cluster-folder.mjs';

/**
 * Makes the folder in which the first test that asks for a database starts the server (test/support/database.ts), and
 * clears away what earlier runs left when they were killed. The name carries the process that answers for the folder.
 */
export default async function setUp() {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX) || isAlive(Number(name.slice(PREFIX.length).split('-')[0]))) continue;
    await removeCluster(path.join(tmpdir(), name));
  }
  const folder = mkdtempSync(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o755); // the server may run as another account
  process.env.HANDRAIL_TEST_FOLDER = folder;
}
