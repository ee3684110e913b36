// Runs campaigns that are too long for every run of the tests, on a throw-away database server of their own:
//   npm run prove -- handoffs --count 100000 --seed 1
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PREFIX, removeCluster, sweepClusters } from '../test/support/cluster-folder.mjs';

await sweepClusters();
const folder = mkdtempSync(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
chmodSync(folder, 0o755); // the server may run as another account
process.env.HANDRAIL_TEST_FOLDER = folder;
try {
  const { prove } = await import('../dist/test/simulation/prove.js');
  process.exitCode = await prove(process.argv.slice(2));
} finally {
  await removeCluster(folder);
}
