import { appendFileSync, closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { syncDirectory } from '../keys/durable-file.js';
import { BackupRefusal } from './backup-refusal.js';
import { walName, walNumber, type BackupFolder, type WalEntry } from './backup-folder.js';
import type { OwnServer } from './own-server.js';
import { packFile } from './packed-files.js';
import { writeSealed } from './sealed-file.js';

/** How often the log is cut and copied: what is lost with the machine is never older (RPO). */
export const ARCHIVE_EVERY_SECONDS = 60;

const SLOT = 'handrail_backup';
/** Session advisory lock of whoever copies, so that a backup by hand and the running house do not do it twice. */
const LOCK_ARCHIVE = 4_712_003;
const FLUSH_MS_MAX = 30_000;

/** The server whose log is copied; we sit on the same disk. */
export interface LiveServer {
  /** A server of one's own; absent: the embedded one. */
  readonly own?: OwnServer | undefined;
  readonly superuserUrl: string;
  readonly cluster: string;
  readonly dataDirectory: string;
}

export interface ServerIdentity {
  readonly system_identifier: string;
  readonly timeline: number;
  readonly wal_segment_bytes: number;
}

/**
 * Copies the log of a server into a folder of backups, encrypted, each segment on disk there before the server may
 * let go of it: a replication slot keeps what was not copied yet, also over a crash. Nothing runs inside the server and
 * nothing has to be set there, so copying begins and ends without a restart.
 */
export class WalArchive {
  private constructor(
    private readonly client: pg.Client,
    private readonly server: LiveServer,
    private readonly folder: BackupFolder,
    readonly identity: ServerIdentity,
  ) {}

  /** Connects, claims the folder for this database, and makes the server keep its log from now on. */
  static async open(server: LiveServer, folder: BackupFolder): Promise<WalArchive> {
    const client = new pg.Client({
      connectionString: server.superuserUrl,
      application_name: 'handrail backup',
      keepAlive: true,
    });
    client.on('error', () => undefined); // the query under way reports the loss
    await client.connect();
    try {
      const { rows } = await client.query<{ system: string; timeline: number; segment: number }>(
        `select s.system_identifier::text as system, c.timeline_id as timeline, i.bytes_per_wal_segment as segment
           from pg_control_system() s, pg_control_checkpoint() c, pg_control_init() i`,
      );
      const { system, timeline, segment } = rows[0]!;
      const identity = { system_identifier: system, timeline, wal_segment_bytes: segment };
      folder.claim({ system_identifier: system, timeline });
      const archive = new WalArchive(client, server, folder, identity);
      await archive.locked(() => archive.keepLog());
      return archive;
    } catch (error) {
      await client.end();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined); // the server may be gone already
  }

  /** Cuts the log, copies everything that is whole, and answers up to which instant every commit is in the folder. */
  async archive(): Promise<string> {
    return await this.locked(async () => {
      const { until, end } = await this.cut();
      const entries = this.folder.wal();
      const { wal_segment_bytes: bytes, timeline } = this.identity;
      const last = entries.at(-1);
      const first = last ? walNumber(last.segment, bytes).number + 1 : await this.firstKept();
      for (let number = first; number < end; number++)
        await this.copy(walName(timeline, number, bytes), number === end - 1 ? until : null);
      await this.letGo(end);
      return until;
    });
  }

  /** Runs with the connection that holds the base backup's session. */
  async query<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await this.client.query<T>(text, values)).rows;
  }

  private async keepLog(): Promise<void> {
    const { rows } = await this.client.query<{ wal_status: string | null }>(
      'select wal_status from pg_replication_slots where slot_name = $1',
      [SLOT],
    );
    const [slot] = rows;
    if (slot && slot.wal_status !== 'lost') return;
    if (slot) await this.client.query('select pg_drop_replication_slot($1)', [SLOT]);
    await this.client.query('select pg_create_physical_replication_slot($1, true)', [SLOT]);
  }

  /**
   * Ends the segment that is written. A commit of our own, later than `until`, is in it: recovery to any instant up to there
   * finds a commit after which to stop. A second one sees to it that all of it is on disk.
   */
  private async cut(): Promise<{ until: string; end: number }> {
    const beat = `select pg_logical_emit_message(true, 'handrail', '')`;
    const [now] = await this.query<{ until: Date }>('select clock_timestamp() as until');
    await this.client.query(beat);
    const [cut] = await this.query<{ at: string }>('select pg_switch_wal()::text as at');
    await this.client.query(beat);
    const wanted = lsnOf(cut?.at ?? '0/0');
    const deadline = Date.now() + FLUSH_MS_MAX;
    for (;;) {
      const [row] = await this.query<{ at: string }>('select pg_current_wal_flush_lsn()::text as at');
      const flushed = lsnOf(row?.at ?? '0/0');
      if (flushed >= wanted || Date.now() > deadline)
        return {
          until: (now?.until ?? new Date()).toISOString(),
          end: Math.floor(flushed / this.identity.wal_segment_bytes),
        };
      await sleep(20);
    }
  }

  private async firstKept(): Promise<number> {
    const [slot] = await this.query<{ at: string | null }>(
      'select restart_lsn::text as at from pg_replication_slots where slot_name = $1',
      [SLOT],
    );
    return Math.floor(lsnOf(slot?.at ?? '0/0') / this.identity.wal_segment_bytes);
  }

  private async copy(segment: string, until: string | null): Promise<void> {
    const file = path.join(this.server.cluster, 'pg_wal', segment);
    const sealed = await writeSealed(
      this.folder.walFile(segment),
      `wal/${segment}`,
      this.folder.keys.files,
      async (out) => {
        if (await packFile(out, file, segment)) return;
        throw new BackupRefusal(
          'backup.wal_lost',
          `The part ${segment} of the log is gone before it was copied to ${this.folder.directory}.`,
          'Take a new backup into a new, empty folder: from there on the log is whole again.',
        );
      },
    );
    this.remember({ segment, until, ...sealed });
  }

  private remember(entry: WalEntry): void {
    mkdirSync(path.dirname(this.folder.walIndex), { recursive: true, mode: 0o700 });
    const [text, mac] = this.folder.keys.write(entry).split('\n');
    appendFileSync(this.folder.walIndex, `${text} ${mac}\n`, { mode: 0o600 });
    const descriptor = openSync(this.folder.walIndex, 'r+');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    syncDirectory(path.dirname(this.folder.walIndex));
  }

  private async letGo(end: number): Promise<void> {
    const at = lsnText(end * this.identity.wal_segment_bytes);
    await this.client.query(
      `select pg_replication_slot_advance(slot_name, $2::pg_lsn) from pg_replication_slots
        where slot_name = $1 and restart_lsn < $2::pg_lsn`,
      [SLOT, at],
    );
  }

  private async locked<T>(work: () => Promise<T>): Promise<T> {
    await this.client.query(`select pg_advisory_lock(${LOCK_ARCHIVE})`);
    try {
      return await work();
    } finally {
      await this.client.query(`select pg_advisory_unlock(${LOCK_ARCHIVE})`).catch(() => undefined);
    }
  }
}

/** A place in the log as a number of bytes; exact below 2^53, which is 8 petabytes. */
function lsnOf(text: string): number {
  const [high = '0', low = '0'] = text.split('/');
  return parseInt(high, 16) * 0x1_0000_0000 + parseInt(low, 16);
}

function lsnText(at: number): string {
  return `${Math.floor(at / 0x1_0000_0000).toString(16)}/${(at % 0x1_0000_0000).toString(16)}`;
}
