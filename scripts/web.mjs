// Looks at the staff app in a browser, from a house of its own with the demo network:
//   npm run screens -- --languages ar --widths 390      pictures of every route on one page
//   npm run bench:web                                   the figures of docs/web.md
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PREFIX, removeCluster, sweepClusters } from '../test/support/cluster-folder.mjs';
import { findChromium } from './chromium.mjs';

const [what, ...rest] = process.argv.slice(2);
const chromium = findChromium();
if (!chromium) {
  process.stderr.write(
    'There is no Chromium on this machine. Install one or set HANDRAIL_CHROMIUM to its path.\n',
  );
  process.exit(1);
}
process.env.HANDRAIL_CHROMIUM = chromium;
await sweepClusters();
const folder = mkdtempSync(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
chmodSync(folder, 0o755); // the server may run as another account
process.env.HANDRAIL_TEST_FOLDER = folder;
try {
  if (what === 'screens') {
    const { takeScreens } = await import('../dist/test/web/screens.js');
    process.exitCode = await takeScreens(rest);
  } else {
    const { benchWeb } = await import('../dist/test/web/figures.js');
    process.exitCode = await benchWeb(rest);
  }
} finally {
  await removeCluster(folder);
}
