import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey, type Keys } from '../config/keys.js';
import { canonicalJson } from '../db/audit-trail.js';
import { BackupRefusal } from './backup-refusal.js';
import type { OwnServer } from './own-server.js';
import type { PackedFile } from './packed-files.js';

export const BACKUP_FORMAT = 'handrail-backup/1';

/** What a base backup is: where it begins and ends in the log, what the server was set to, and what it holds. */
export interface BackupManifest {
  readonly format: typeof BACKUP_FORMAT;
  readonly id: string;
  /** The deployment that made it, by a name that says nothing of its secret. */
  readonly deployment: string;
  readonly server_version: string;
  readonly system_identifier: string;
  readonly timeline: number;
  readonly wal_segment_bytes: number;
  readonly started_at: string;
  /** From this instant on it can be brought back. */
  readonly consistent_at: string;
  readonly first_wal: string;
  readonly last_wal: string;
  /** Settings that the server had: a server that brings it back must have room for at least as much (reliability of recovery). */
  readonly settings: Readonly<Record<string, string>>;
  /** Absent: the embedded server. */
  readonly own?: OwnServer | undefined;
  readonly bytes: number;
  readonly sealed_sha256: string;
  readonly files: readonly PackedFile[];
}

/** The keys and the name under which a deployment makes backups. All come from the base secret, which no backup holds. */
export class BackupKeys {
  readonly deployment: string;
  /** Wraps the key of each file. */
  readonly files: Buffer;
  private readonly mac: Buffer;

  constructor(keys: Keys) {
    this.files = deriveKey(keys.base, 'backup/files', 32);
    this.mac = deriveKey(keys.base, 'backup/manifest', 32);
    this.deployment = deriveKey(keys.base, 'backup/name', 8).toString('hex');
  }

  /** Text with its authentication: JSON of one line, and a line with an HMAC-SHA-256 over it. */
  write(value: unknown): string {
    const text = canonicalJson(value);
    return `${text}\n${this.macOf(text)}\n`;
  }

  /** Reads such a text; refuses what was made under another secret, or changed. */
  read<T>(text: string, what: string): T {
    const [body = '', mac = ''] = text.split('\n');
    const [given, wanted] = [Buffer.from(mac, 'hex'), Buffer.from(this.macOf(body), 'hex')];
    if (given.length === wanted.length && timingSafeEqual(given, wanted)) return JSON.parse(body) as T;
    const other = deploymentOf(body);
    if (other !== undefined && other !== this.deployment) {
      throw new BackupRefusal(
        'backup.wrong_key',
        `${what} was made by another deployment (${other}), under a key that is not here.`,
        'Set HANDRAIL_KEYS to the keys of the deployment that made the backup.',
      );
    }
    throw new BackupRefusal(
      'backup.damaged',
      `${what} was changed or cut off.`,
      'Take another copy of the backup, or an older backup.',
    );
  }

  private macOf(text: string): string {
    return createHmac('sha256', this.mac).update(text).digest('hex');
  }
}

function deploymentOf(text: string): string | undefined {
  try {
    const { deployment } = JSON.parse(text) as { deployment?: unknown };
    return typeof deployment === 'string' ? deployment : undefined;
  } catch {
    return undefined;
  }
}
