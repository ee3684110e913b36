import 'reflect-metadata';
import { readConfig } from '#platform/config/config.js';
import { openKeys } from '#platform/keys/load-keys.js';
import { plantDemoNetwork } from '#platform/packs/demo-network.js';
import { loadPacks } from '#platform/packs/packs.js';
import { exitWhenOrphaned } from '#platform/process/orphan.js';
import { StartupError } from '#platform/process/startup-error.js';
import { contextOf } from './context.js';
import { fillDemo } from './demo-fill.js';

/**
 * The process that fills a demonstration while it is already being looked at. The supervisor starts it after the first
 * "Ready."; stopped at any moment it goes on at the next start.
 */
let isStopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => (isStopping = true));

exitWhenOrphaned();
try {
  const config = readConfig();
  const context = contextOf(config, openKeys(config), (line) => void process.stdout.write(`  ${line}\n`));
  const packs = loadPacks();
  if (config.databaseUrl !== undefined && config.demo) {
    const { accounts } = await plantDemoNetwork(config.databaseUrl, packs, true);
    await fillDemo(context, { packs, accounts, clients: config.demoClients, isStopping: () => isStopping });
  }
  process.exit(0);
} catch (error) {
  // At the end of a run the database may be gone first; that is no failure of the demonstration.
  if (!isStopping)
    process.stderr.write(
      error instanceof StartupError ? `${error.message}\n` : `${String((error as Error).stack)}\n`,
    );
  process.exit(isStopping ? 0 : 1);
}
