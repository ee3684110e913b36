import pg from 'pg';
import type { Keys } from '../config/keys.js';
import { StartupError } from '../process/startup-error.js';
import { keyringFileOf, loadKeys, lost, openKeys, type KeySource } from './load-keys.js';

/** Where the keys are, and the database they belong to. */
export interface Deployment extends KeySource {
  readonly databaseUrl?: string | undefined;
  readonly databaseUrls: Readonly<Record<string, string | undefined>>;
}

/**
 * The keys for whoever prepares or mends a deployment. Makes them where nothing was ever kept under others: no embedded
 * database, and in a database server of one's own no vault. Whoever knows only the addresses of services makes none.
 */
export async function prepareKeys(deployment: Deployment): Promise<Keys> {
  const { databaseUrl, databaseUrls } = deployment;
  if (databaseUrl === undefined && Object.keys(databaseUrls).length > 0) return openKeys(deployment);
  const file = keyringFileOf(deployment);
  if (databaseUrl !== undefined && !file.read() && (await hasVault(databaseUrl))) throw lost(file.file);
  return loadKeys(deployment);
}

async function hasVault(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'handrail keys' });
  client.on('error', () => undefined); // the query under way reports the loss
  try {
    await client.connect();
    const { rows } = await client.query<{ found: boolean }>(
      `select to_regclass('vault.person') is not null as found`,
    );
    return rows[0]?.found ?? false;
  } catch (error) {
    throw new StartupError(
      `The database of DATABASE_URL cannot be reached: ${(error as Error).message}.`,
      'Check that the server runs and that host, port, database, login and password are right. No keys were made.',
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
