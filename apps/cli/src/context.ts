import { readConfig, type Config } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import { prepareKeys } from '#platform/keys/prepare-keys.js';
import { databaseUrlFor, type DatabaseRole } from '#platform/db/database-roles.js';
import { migrate } from '#platform/db/migrate.js';
import { startEmbedded } from '#platform/postgres/embedded.js';

/** What the `run` of every command gets; the number that `run` answers is the exit code of the process. */
export interface CliContext {
  /** With `databaseUrl` of the embedded server where that is the one used. */
  readonly config: Config;
  readonly keys: Keys;
  /** A line for the person who waits. It goes to the error output: the standard output belongs to results. */
  log(line: string): void;
  databaseUrlFor(role: DatabaseRole): string;
}

/** Assembles the context from parts that are ready: the configuration, the keys and the way to speak. */
export function contextOf(config: Config, keys: Keys, log: (line: string) => void): CliContext {
  return { config, keys, log, databaseUrlFor: (role) => databaseUrlFor(config, keys, role) };
}

/**
 * Runs a command against the database configured, else against the embedded one: adopted where it runs, started for the
 * duration of the command where not. The embedded database is migrated first, because nobody else looks after it.
 */
export async function withContext(
  work: (context: CliContext) => Promise<number>,
  options: { readonly migrateFirst: boolean } = { migrateFirst: true },
): Promise<number> {
  const config = readConfig();
  const keys = await prepareKeys(config);
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  if (config.databaseUrl !== undefined || Object.keys(config.databaseUrls).length > 0) {
    return work(contextOf(config, keys, log));
  }
  const { dataDirectory } = config;
  const server = await startEmbedded({ dataDirectory, baseSecret: keys.base, log });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void server.stop().finally(() => process.exit(1)));
  }
  try {
    const own = Object.freeze({ ...config, databaseUrl: server.ownerUrl });
    if (options.migrateFirst)
      await migrate(own, keys, { log: config.logLevel === 'debug' ? log : () => undefined });
    return await work(contextOf(own, keys, log));
  } finally {
    await server.stop();
  }
}
