import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { BackupRefusal } from './backup-refusal.js';
import type { BackupFolder, WalEntry } from './backup-folder.js';
import { readChains, type BackupChain } from './backup-range.js';
import type { BackupManifest } from './manifest.js';
import { unpackFiles, type PackedFile } from './packed-files.js';
import { readSealed } from './sealed-file.js';

export interface VerifiedBackups {
  readonly chains: readonly BackupChain[];
  readonly files: number;
  readonly segments: number;
  readonly bytes: number;
}

/**
 * Reads every backup and every part of the log in a folder from the first byte to the last, decrypts them and compares what
 * they hold with the manifests. Refuses, by name, the first thing that is not whole. Nothing is written.
 */
export async function verifyBackups(folder: BackupFolder): Promise<VerifiedBackups> {
  const chains = readChains(folder);
  let files = 0;
  let bytes = 0;
  for (const { base } of chains) {
    await assertBase(folder, base, () => undefined);
    files += base.files.length;
    bytes += base.bytes;
  }
  const entries = folder.wal();
  for (const entry of entries) {
    await assertSegment(folder, entry, undefined);
    bytes += entry.bytes;
  }
  return { chains, files, segments: entries.length, bytes };
}

/** Reads one backup, writing its files where `place` says; everything must be as the manifest has it. */
export async function assertBase(
  folder: BackupFolder,
  base: BackupManifest,
  place: (file: string) => string | undefined,
): Promise<void> {
  const name = `base/${base.id}`;
  const found = await readSealed(folder.dataFile(base.id), name, folder.keys.files, (content) =>
    unpackFiles(content, { place }),
  );
  assertSame(name, base.files, found);
  // What was decrypted is whole; bytes that were added after the end, or a file exchanged for another of ours, are not it.
  await assertSealed(folder.dataFile(base.id), name, base.sealed_sha256);
}

/** Reads one part of the log, writing it to `target` unless undefined. */
export async function assertSegment(
  folder: BackupFolder,
  { segment, sealed_sha256 }: WalEntry,
  target: string | undefined,
): Promise<void> {
  const name = `wal/${segment}`;
  const found = await readSealed(folder.walFile(segment), name, folder.keys.files, (content) =>
    unpackFiles(content, { place: () => target }),
  );
  if (found.length !== 1 || found[0]?.path !== segment) throw differs(name);
  await assertSealed(folder.walFile(segment), name, sealed_sha256);
}

function assertSame(name: string, wanted: readonly PackedFile[], found: readonly PackedFile[]): void {
  const same =
    wanted.length === found.length &&
    wanted.every(({ path, size, sha256 }, at) => {
      const one = found[at];
      return one?.path === path && one.size === size && one.sha256 === sha256;
    });
  if (!same) throw differs(name);
}

async function assertSealed(file: string, name: string, wanted: string): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  if (hash.digest('hex') !== wanted) throw differs(name);
}

function differs(name: string): BackupRefusal {
  return new BackupRefusal(
    'backup.damaged',
    `${name} is damaged: it does not hold what its manifest says.`,
    'Take another copy of the backup, or an older backup.',
  );
}
