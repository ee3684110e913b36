import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { BackupFolder } from '#platform/backup/backup-folder.js';
import { takeBaseBackup } from '#platform/backup/base-backup.js';
import { BackupKeys, type BackupManifest } from '#platform/backup/manifest.js';
import { releaseRestored, type Released } from '#platform/backup/release.js';
import { restoreBackup, type Restored } from '#platform/backup/restore.js';
import { WalArchive } from '#platform/backup/wal-archive.js';
import { readConfig, type Config } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import { migrate } from '#platform/db/migrate.js';
import { loadKeys } from '#platform/keys/load-keys.js';
import { plantDemoNetwork } from '#platform/packs/demo-network.js';
import { loadPacks } from '#platform/packs/packs.js';
import { startEmbedded, type EmbeddedServer } from '#platform/postgres/embedded.js';
import { withDatabase } from './client.js';

const quiet = (): void => undefined;
/** What survives a crash of the machine is the server's own affair; here only its processes are killed. */
const FAST = { fsync: 'off' };

/** A deployment on a disk of its own that survives crashes, with a folder for its backups: what is not in the shared test server. */
export class BackupHouse {
  private constructor(
    readonly root: string,
    readonly config: Config & { readonly databaseUrl: string },
    readonly keys: Keys,
    readonly server: EmbeddedServer,
    readonly superuser: pg.Pool,
  ) {}

  static async build(settings: Record<string, string> = {}): Promise<BackupHouse> {
    const root = mkdtempSync(path.join(tmpdir(), 'handrail-backup-'));
    chmodSync(root, 0o755);
    const plain = readConfig({
      HANDRAIL_DATA: path.join(root, 'data'),
      HANDRAIL_KEYS: path.join(root, 'keys'),
      HANDRAIL_DEMO: '1',
    });
    const keys = loadKeys(plain);
    const server = await startEmbedded({
      dataDirectory: plain.dataDirectory,
      baseSecret: keys.base,
      log: quiet,
      settings: { ...FAST, ...settings },
    });
    const config = Object.freeze({ ...plain, databaseUrl: server.ownerUrl });
    await migrate(config, keys, { log: quiet });
    await plantDemoNetwork(config.databaseUrl, loadPacks(), true);
    const superuser = new pg.Pool({
      connectionString: withDatabase(server.superuserUrl, 'handrail'),
      max: 4,
    });
    superuser.on('error', quiet);
    return new BackupHouse(root, config, keys, server, superuser);
  }

  place(name: string): string {
    return path.join(this.root, name);
  }

  folder(name = 'backups'): BackupFolder {
    return new BackupFolder(this.place(name), new BackupKeys(this.keys));
  }

  openArchive(folder = this.folder()): Promise<WalArchive> {
    const { superuserUrl, cluster } = this.server;
    return WalArchive.open({ superuserUrl, cluster, dataDirectory: this.config.dataDirectory }, folder);
  }

  async backUp(folder = this.folder()): Promise<BackupManifest> {
    const archive = await this.openArchive(folder);
    const { superuserUrl, cluster } = this.server;
    try {
      return await takeBaseBackup(
        { superuserUrl, cluster, dataDirectory: this.config.dataDirectory },
        folder,
        archive,
      );
    } finally {
      await archive.close();
    }
  }

  /** Cuts and copies the log once; answers up to where it is covered. */
  async archive(folder = this.folder()): Promise<string> {
    const archive = await this.openArchive(folder);
    try {
      return await archive.archive();
    } finally {
      await archive.close();
    }
  }

  restore(name: string, at?: string, folder = this.folder()): Promise<Restored> {
    return restoreBackup({
      folder,
      keys: this.keys,
      target: this.place(name),
      at,
      log: quiet,
      settings: FAST,
    });
  }

  /** Starts what was restored, as `up` would; with `release`, everything that comes before the first sign-in is done. */
  async open(name: string, release = true): Promise<OpenedHouse> {
    const dataDirectory = this.place(name);
    const server = await startEmbedded({
      dataDirectory,
      baseSecret: this.keys.base,
      log: quiet,
      settings: FAST,
    });
    const config = Object.freeze({ ...this.config, dataDirectory, databaseUrl: server.ownerUrl });
    const released = release
      ? await releaseRestored({ config, keys: this.keys, log: quiet, notaryOf: this.config.dataDirectory })
      : undefined;
    const superuser = new pg.Pool({
      connectionString: withDatabase(server.superuserUrl, 'handrail'),
      max: 2,
    });
    superuser.on('error', quiet);
    const close = async (): Promise<void> => {
      await superuser.end();
      await server.stop();
      this.remove(name);
    };
    return { config, keys: this.keys, server, superuser, released, close };
  }

  remove(name: string): void {
    const postgres = path.join(this.place(name), 'postgres');
    try {
      rmSync(realpathSync(postgres), { recursive: true, force: true });
    } catch {
      // there was none
    }
    rmSync(this.place(name), { recursive: true, force: true });
  }

  async close(): Promise<void> {
    await this.superuser.end();
    await this.server.stop();
    this.remove('data');
    rmSync(this.root, { recursive: true, force: true });
  }
}

export interface OpenedHouse {
  readonly config: Config & { readonly databaseUrl: string };
  readonly keys: Keys;
  readonly server: EmbeddedServer;
  readonly superuser: pg.Pool;
  readonly released: Released | undefined;
  close(): Promise<void>;
}
