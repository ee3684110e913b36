import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { SERVER_VERSION_MIN } from '../db/database-roles.js';
import { withClient } from '../db/with-client.js';
import { BackupRefusal } from './backup-refusal.js';
import type { LiveServer } from './wal-archive.js';

/** How a server of one's own differs from the embedded one, for whoever brings it back. */
export interface OwnServer {
  readonly database: string;
  /** The login that owns the tables and migrates them. */
  readonly owner: string;
}

const SEGMENT_VERSION = 10_000;

/**
 * A server of one's own that runs on this machine: asked through the address of a superuser, which a backup alone is given,
 * while its data directory is read by us. Refuses, by name: another version, a login that may not, a directory that cannot be
 * read from here or belongs to another server, a database that is not Handrail's, and one whose letters are sorted by ICU,
 * which the server that brings it back does not know.
 */
export async function findOwnServer(
  superuserUrl: string,
  dataDirectory: string,
): Promise<LiveServer & { readonly own: OwnServer }> {
  const server: pg.ClientConfig = { connectionString: superuserUrl, application_name: 'handrail backup' };
  const notLetIn = (error: Error): BackupRefusal =>
    refused(`The server at HANDRAIL_BACKUP_URL does not let us in: ${error.message}.`);
  return await withClient(server, (client) => readOwnServer(client, superuserUrl, dataDirectory), notLetIn);
}

async function readOwnServer(
  client: pg.Client,
  superuserUrl: string,
  dataDirectory: string,
): Promise<LiveServer & { readonly own: OwnServer }> {
  const { rows: may } = await client.query<{ version: number; super: boolean; ours: boolean }>(
    `select current_setting('server_version_num')::int as version, r.rolsuper as super, to_regclass('access.restoration') is not null as ours
         from pg_roles r where r.rolname = current_user`,
  );
  const { version, super: isSuperuser, ours } = may[0]!;
  const wanted = Math.floor(SERVER_VERSION_MIN / SEGMENT_VERSION);
  if (Math.floor(version / SEGMENT_VERSION) !== wanted)
    throw refused(`The server is PostgreSQL ${Math.floor(version / SEGMENT_VERSION)}, not ${wanted}.`);
  if (!isSuperuser) throw refused('The login of HANDRAIL_BACKUP_URL is no superuser.');
  if (!ours) throw refused('The database of HANDRAIL_BACKUP_URL has no tables of Handrail.');
  const { rows } = await client.query<Row>(
    `select current_setting('data_directory') as cluster, current_setting('wal_level') as wal_level, s.system_identifier::text as system,
         d.datname as database, d.datlocprovider::text as provider, pg_get_userbyid(n.nspowner) as owner
       from pg_control_system() s, pg_database d, pg_namespace n where d.datname = current_database() and n.nspname = 'care'`,
  );
  const { cluster, wal_level, system, database, provider, owner } = rows[0]!;
  if (wal_level === 'minimal') throw refused('The server keeps too little of its log (wal_level = minimal).');
  if (provider === 'i') throw refused('The database sorts its letters by ICU.');
  assertHere(cluster, system);
  return { superuserUrl, cluster, dataDirectory, own: { database, owner } };
}

interface Row {
  readonly cluster: string;
  readonly wal_level: string;
  readonly system: string;
  readonly database: string;
  readonly provider: string;
  readonly owner: string;
}

/** Refuses where the folder that the server calls its own is not there to be read, or is another server's (another machine, say). */
export function assertHere(cluster: string, system: string): void {
  if (systemOf(cluster) === system) return;
  throw refused(`${cluster}, where the server says its data lie, is another server's here.`);
}

/** The first eight bytes of the control file name the server; the smaller end comes first on every machine it is built for. */
function systemOf(cluster: string): string {
  const bytes = Buffer.alloc(8);
  try {
    const descriptor = openSync(path.join(cluster, 'global', 'pg_control'), 'r');
    try {
      readSync(descriptor, bytes);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw refused(`${cluster}, where the server says its data lie, cannot be read from here (${code}).`);
  }
  return bytes.readBigUInt64LE().toString();
}

function refused(problem: string): BackupRefusal {
  return new BackupRefusal(
    'backup.server_not_reached',
    problem,
    'Run this on the machine of the server, under its account or as root, with the address of a superuser; or use the tools of PostgreSQL: docs/backup.md, "A server of your own".',
  );
}
