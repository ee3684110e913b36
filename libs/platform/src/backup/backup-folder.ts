import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { replaceDurably } from '../keys/durable-file.js';
import { BackupRefusal } from './backup-refusal.js';
import { BACKUP_FORMAT, type BackupKeys, type BackupManifest } from './manifest.js';

/** To which database a folder of backups belongs: one line of its history, from one restore to the next. */
export interface FolderOwner {
  readonly format: typeof BACKUP_FORMAT;
  readonly deployment: string;
  readonly system_identifier: string;
  readonly timeline: number;
}

/** One segment of the log in the folder; `until`: every commit up to this instant is in it or before it. */
export interface WalEntry {
  readonly segment: string;
  readonly bytes: number;
  readonly sealed_sha256: string;
  readonly until: string | null;
}

/**
 * A folder with backups of one database: `handrail-backup.json` says whose, `base/<id>/` are whole copies, `wal/` is the log
 * between and after them. Everything but numbers and instants is encrypted.
 */
export class BackupFolder {
  constructor(
    readonly directory: string,
    readonly keys: BackupKeys,
  ) {}

  /** Takes an empty folder for this database, or goes on with its own. Refuses one that holds anything else. */
  claim(owner: Omit<FolderOwner, 'format' | 'deployment'>): void {
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    const mine: FolderOwner = { format: BACKUP_FORMAT, deployment: this.keys.deployment, ...owner };
    if (!existsSync(this.ownerFile)) {
      const [other] = readdirSync(this.directory);
      if (other !== undefined) {
        throw new BackupRefusal(
          'backup.folder_not_empty',
          `The folder ${this.directory} is not empty (${other}) and holds no backups of Handrail.`,
          'Choose an empty folder, or one that holds backups of this database.',
        );
      }
      replaceDurably(this.ownerFile, this.keys.write(mine));
    }
    const found = this.readOwner();
    if (found.system_identifier === mine.system_identifier && found.timeline === mine.timeline) return;
    throw new BackupRefusal(
      'backup.folder_of_another',
      `The folder ${this.directory} holds backups of another database, or of this one before it was brought back from a backup.`,
      'Choose a new, empty folder: what is there stays whole.',
    );
  }

  /** Whose backups these are. Refuses a folder without any. */
  readOwner(): FolderOwner {
    if (!existsSync(this.ownerFile)) {
      throw new BackupRefusal(
        'backup.none',
        `There are no backups of Handrail in ${this.directory}.`,
        'Give the folder that "handrail backup" wrote to.',
      );
    }
    return this.keys.read<FolderOwner>(readFileSync(this.ownerFile, 'utf8'), this.ownerFile);
  }

  /** Every whole backup, the oldest first. One that was broken off has no manifest and is none. */
  manifests(): BackupManifest[] {
    const base = path.join(this.directory, 'base');
    if (!existsSync(base)) return [];
    return readdirSync(base)
      .filter((id) => existsSync(this.manifestFile(id)))
      .sort()
      .map((id) =>
        this.keys.read<BackupManifest>(readFileSync(this.manifestFile(id), 'utf8'), this.manifestFile(id)),
      );
  }

  /** The log as far as it was written here, each entry bound to its segment; a last line that a crash cut off is none. */
  wal(): WalEntry[] {
    if (!existsSync(this.walIndex)) return [];
    const text = readFileSync(this.walIndex, 'utf8');
    const lines = text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .filter((line) => line !== '');
    return lines.map((line, at) => {
      const cut = line.lastIndexOf(' ');
      return this.keys.read<WalEntry>(
        `${line.slice(0, cut)}\n${line.slice(cut + 1)}\n`,
        `${this.walIndex}, line ${at + 1}`,
      );
    });
  }

  get ownerFile(): string {
    return path.join(this.directory, 'handrail-backup.json');
  }
  get walIndex(): string {
    return path.join(this.directory, 'wal', 'index.log');
  }
  manifestFile(id: string): string {
    return path.join(this.directory, 'base', id, 'manifest.json');
  }
  dataFile(id: string): string {
    return path.join(this.directory, 'base', id, 'data.hbk');
  }
  walFile(segment: string): string {
    return path.join(this.directory, 'wal', `${segment}.hbk`);
  }
}

/** Numbers of a segment of the log: its name is timeline, high part, low part, eight hexadecimal digits each. */
export function walNumber(segment: string, segmentBytes: number): { timeline: number; number: number } {
  const [timeline, high, low] = [0, 8, 16].map((at) => parseInt(segment.slice(at, at + 8), 16)) as [
    number,
    number,
    number,
  ];
  return { timeline, number: high * (0x1_0000_0000 / segmentBytes) + low };
}

/** The name of a segment by its number. */
export function walName(timeline: number, number: number, segmentBytes: number): string {
  const perHigh = 0x1_0000_0000 / segmentBytes;
  const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');
  return hex(timeline) + hex(Math.floor(number / perHigh)) + hex(number % perHigh);
}
