import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PREFIX, sweepClusters } from './cluster-folder.mjs';

/** Makes the folder in which the first test that asks for a database starts the server (test/support/database.ts). */
export default async function setUp() {
  await sweepClusters();
  const folder = mkdtempSync(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o755); // the server may run as another account
  process.env.HANDRAIL_TEST_FOLDER = folder;
}
