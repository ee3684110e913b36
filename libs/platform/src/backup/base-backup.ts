import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { replaceDurably } from '../keys/durable-file.js';
import { BackupRefusal } from './backup-refusal.js';
import type { BackupFolder } from './backup-folder.js';
import { BACKUP_FORMAT, type BackupManifest } from './manifest.js';
import { packDirectory, packFile, packText, type PackedFile } from './packed-files.js';
import { writeSealed } from './sealed-file.js';
import type { LiveServer, WalArchive } from './wal-archive.js';

/** Folders of the cluster that must be there and whose content a server makes anew (PostgreSQL manual, 25.3.4). */
const EMPTY_FOLDERS = [
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
];
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|pg_internal\.init.*|pgsql_tmp.*|backup_label.*|tablespace_map.*|current_logfiles.*|standby\.signal|recovery\.signal)$/;
/** A server that brings the backup back must have room for at least as much of each. */
export const SIZED_SETTINGS = [
  'max_connections',
  'max_worker_processes',
  'max_wal_senders',
  'max_prepared_transactions',
  'max_locks_per_transaction',
] as const;

/** The files beside the database without which its audit cannot go on: the notary's, and the key that signs. No keyring. */
const BESIDE = [
  'audit/leaves.bin',
  'audit/checkpoints.log',
  'audit/public-key.txt',
  'keys/audit-signing.key',
];

/**
 * A whole copy of a running cluster by the low-level backup functions of PostgreSQL, in one session, while everything goes on.
 * Answers its manifest, which is written last: a backup that is broken off is none.
 */
export async function takeBaseBackup(
  server: LiveServer,
  folder: BackupFolder,
  archive: WalArchive,
): Promise<BackupManifest> {
  refuseTablespaces(server.cluster);
  const [begun] = await archive.query<{ id: string; at: Date; first: string; version: string }>(
    `select to_char(clock_timestamp() at time zone 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') as id, clock_timestamp() as at,
       pg_walfile_name(pg_backup_start('handrail', true)) as first, current_setting('server_version') as version`,
  );
  const { id, at, first, version } = begun!;
  const files: PackedFile[] = [];
  let last = '';
  const sealed = await writeSealed(folder.dataFile(id), `base/${id}`, folder.keys.files, async (out) => {
    for (const beside of BESIDE) {
      const packed = await packFile(out, path.join(server.dataDirectory, beside), beside);
      if (packed) files.push(packed);
    }
    await packCluster(out, server.cluster, files);
    const [stopped] = await archive.query<{ lsn: string; label: string; map: string; last: string }>(
      `select lsn::text as lsn, labelfile as label, spcmapfile as map, pg_walfile_name(lsn) as last from pg_backup_stop(false)`,
    );
    last = stopped!.last;
    files.push(await packText(out, stopped!.label, 'cluster/backup_label'));
  });
  const [ended] = await archive.query<{ at: Date }>('select clock_timestamp() as at');
  await archive.archive();
  const manifest: BackupManifest = {
    format: BACKUP_FORMAT,
    id,
    deployment: folder.keys.deployment,
    server_version: version,
    ...archive.identity,
    started_at: at.toISOString(),
    // A JavaScript date ends at the millisecond: the next one is certainly after the end.
    consistent_at: new Date(ended!.at.getTime() + 1).toISOString(),
    first_wal: first,
    last_wal: last,
    settings: await readSettings(archive),
    ...(server.own ? { own: server.own } : {}),
    files,
    ...sealed,
  };
  replaceDurably(folder.manifestFile(id), folder.keys.write(manifest));
  return manifest;
}

async function packCluster(out: Writable, cluster: string, files: PackedFile[]): Promise<void> {
  for (const name of EMPTY_FOLDERS) files.push(await packDirectory(out, `cluster/${name}`));
  const walk = async (below: string): Promise<void> => {
    for (const entry of readdirSync(path.join(cluster, below), { withFileTypes: true })) {
      const at = below === '' ? entry.name : `${below}/${entry.name}`;
      if (LEFT_OUT.test(entry.name) || EMPTY_FOLDERS.includes(at) || at === 'global/pg_control') continue;
      if (entry.isDirectory()) {
        files.push(await packDirectory(out, `cluster/${at}`));
        await walk(at);
      } else if (entry.isFile()) {
        const packed = await packFile(out, path.join(cluster, at), `cluster/${at}`);
        if (packed) files.push(packed);
      }
    }
  };
  await walk('');
  // Last, as the server's own tools do it: it must not be older than what it speaks of.
  const control = await packFile(out, path.join(cluster, 'global/pg_control'), 'cluster/global/pg_control');
  if (control) files.push(control);
}

async function readSettings(archive: WalArchive): Promise<Record<string, string>> {
  const rows = await archive.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings
      where source in ('command line','configuration file') or name = any ($1) order by name`,
    [[...SIZED_SETTINGS, 'wal_level', 'wal_log_hints', 'track_commit_timestamp']],
  );
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
}

function refuseTablespaces(cluster: string): void {
  const at = path.join(cluster, 'pg_tblspc');
  if (!existsSync(at) || readdirSync(at).length === 0) return;
  throw new BackupRefusal(
    'backup.tablespaces',
    'This database has tablespaces of its own, outside the data directory; they would not be in the backup.',
    'Back this server up with the tools of PostgreSQL (docs/backup.md, "A server of your own").',
  );
}
