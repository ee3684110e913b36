import { demoLogins, DEMO_PASSWORD } from '#platform/packs/demo-network.js';
import { loadPacks } from '#platform/packs/packs.js';
import { StartupError } from '#platform/process/startup-error.js';
import type { CliContext } from './context.js';

/** `handrail demo accounts`: who can sign in to the demo. Refuses where demo mode is off, because nobody can. */
export async function run(
  context: CliContext,
  options: { json: boolean; featured?: boolean },
): Promise<number> {
  if (!context.config.demo) {
    throw new StartupError(
      'Demo mode is off, so there are no demo accounts.',
      'Set HANDRAIL_DEMO=1 to try the demo, never on a server that holds real people.',
    );
  }
  const packs = loadPacks();
  const logins = demoLogins(packs);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(logins, null, 2)}\n`);
    return 0;
  }
  process.stdout.write(
    `  Demo logins, password ${DEMO_PASSWORD} ("handrail demo accounts --json" lists them with roles and languages)\n`,
  );
  const known = packs.all.flatMap(({ demo }) => demo.organisations);
  const organisations = options.featured ? known.filter(({ featured }) => featured) : known;
  const width = Math.max(...organisations.map(({ code }) => code.length));
  for (const { code, accounts } of organisations) {
    const domain = accounts[0]?.login.split('@')[1] ?? '';
    const names = accounts.map(({ login }) => login.split('@')[0]).join(', ');
    process.stdout.write(`  ${code.padEnd(width)}  @${domain}: ${names}\n`);
  }
  const others = known.length - organisations.length;
  if (others > 0) process.stdout.write(`  … and ${others} more organisations: handrail demo accounts\n`);
  return 0;
}
