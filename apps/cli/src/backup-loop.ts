import { setTimeout as sleep } from 'node:timers/promises';
import type { BackupFolder } from '#platform/backup/backup-folder.js';
import { takeBaseBackup } from '#platform/backup/base-backup.js';
import { ARCHIVE_EVERY_SECONDS, WalArchive, type LiveServer } from '#platform/backup/wal-archive.js';

const DAY_MS = 86_400_000;
/** A house that has just started serves first. */
const FIRST_AFTER_MS = 5_000;

/**
 * Makes backups while the house runs: the log every minute, a whole copy every day. What fails is said once and tried again;
 * it never ends the house.
 */
export class BackupLoop {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private complaint = '';

  constructor(
    private readonly folder: BackupFolder,
    private readonly server: () => LiveServer | undefined,
    private readonly say: (line: string) => void,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** Ends after the copy under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    await this.rest(FIRST_AFTER_MS);
    while (!this.stopping.signal.aborted) {
      await this.once().then(
        () => (this.complaint = ''),
        (error: Error) => this.complain(error.message),
      );
      await this.rest(ARCHIVE_EVERY_SECONDS * 1000);
    }
  }

  private async once(): Promise<void> {
    const server = this.server();
    if (!server) return;
    const archive = await WalArchive.open(server, this.folder);
    try {
      const newest = this.folder.manifests().at(-1);
      if (newest && Date.now() - Date.parse(newest.started_at) < DAY_MS) await archive.archive();
      else {
        const { id } = await takeBaseBackup(server, this.folder, archive);
        this.say(`The backup ${id} was made.`);
      }
    } finally {
      await archive.close();
    }
  }

  private complain(message: string): void {
    if (message === this.complaint || this.stopping.signal.aborted) return;
    this.complaint = message;
    this.say(`No backup could be made: ${message}`);
  }

  private async rest(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
