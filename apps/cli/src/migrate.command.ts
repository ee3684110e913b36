import { migrate } from '#platform/db/migrate.js';
import type { CliContext } from './context.js';

/** `handrail migrate`: brings the database up to this version; doing it again changes nothing. */
export async function run(context: CliContext): Promise<number> {
  await migrate(context.config, context.keys, { log: (line) => context.log(line) });
  return 0;
}
