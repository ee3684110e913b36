import { DemoClientsService } from '#casework/demo/demo-clients.service.js';
import { DemoModule } from '#casework/demo/demo.module.js';
import { plantDemoNetwork } from '#platform/packs/demo-network.js';
import { loadPacks } from '#platform/packs/packs.js';
import { StartupError } from '#platform/process/startup-error.js';
import { withCasework } from './casework.js';
import type { CliContext } from './context.js';
import { fillDemo } from './demo-fill.js';

/**
 * `handrail seed`: the demo network, once. Doing it again changes nothing. Accounts and clients come in demo mode only;
 * without it the organisations alone are written. With `clients` so many invented clients are brought in at once, beside the core.
 */
export async function run(context: CliContext, options: { readonly clients?: number } = {}): Promise<number> {
  const { databaseUrl, demo } = context.config;
  if (databaseUrl === undefined) {
    throw new StartupError(
      'The demo network is written by the owner of the database, and its address is not known.',
      'Set DATABASE_URL to the owner, as for "handrail migrate".',
    );
  }
  const packs = loadPacks();
  const planted = await plantDemoNetwork(databaseUrl, packs, demo);
  if (planted.organisationsAdded + planted.accountsAdded > 0) {
    context.log(
      `The demo network was added: ${planted.organisationsAdded} organisations, ${planted.accountsAdded} accounts.`,
    );
  }
  if (!demo) {
    context.log('Demo mode is off: there are no demo accounts and no demo clients.');
    return 0;
  }
  const clients = await withCasework(context, packs, DemoModule, DemoClientsService, (service) =>
    service.plant(planted.accounts),
  );
  if (clients > 0) context.log(`${clients} invented clients walk the demo network.`);
  if (options.clients === undefined) return 0;
  return (await fillDemo(context, { packs, accounts: planted.accounts, clients: options.clients })) > 0
    ? 1
    : 0;
}
