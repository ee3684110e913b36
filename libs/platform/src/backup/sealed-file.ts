import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { syncDirectory } from '../keys/durable-file.js';
import { BackupRefusal } from './backup-refusal.js';
import { Opening, Sealing } from './sealed-stream.js';

export interface Sealed {
  readonly bytes: number;
  /** Of the file as it lies on disk, so that a copy can be checked without a key. */
  readonly sealed_sha256: string;
}

/**
 * Writes a file of a backup: what `fill` gives is compressed, encrypted, hashed, forced to disk, and only then has its name.
 * A file that is there already was cut off by a crash and is written anew.
 */
export async function writeSealed(
  file: string,
  name: string,
  key: Buffer,
  fill: (out: Writable) => Promise<void>,
): Promise<Sealed> {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.part`;
  const gzip = createGzip({ level: 1 });
  const counting = new Counting();
  const written = pipeline(gzip, new Sealing(key, name), counting, createWriteStream(draft, { mode: 0o600 }));
  try {
    await Promise.all([
      written,
      fill(gzip).then(
        () => void gzip.end(),
        (error: Error) => void gzip.destroy(error),
      ),
    ]);
    const handle = await open(draft, 'r+');
    await handle.sync();
    await handle.close();
    renameSync(draft, file);
    syncDirectory(path.dirname(file));
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return { bytes: counting.bytes, sealed_sha256: counting.digest() };
}

/** Reads one again: `take` gets the content in order, after every byte of it was authenticated. Refuses, by name, what is not whole. */
export async function readSealed<T>(
  file: string,
  name: string,
  key: Buffer,
  take: (content: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  const content = createGunzip();
  const flowing = pipeline(createReadStream(file), new Opening(key, name), content);
  // Both are waited for: whoever takes may still be writing what came before, and what they made is cleared away after them.
  const [flow, taken] = await Promise.allSettled([flowing, take(content)]);
  if (flow.status === 'rejected') throw asRefusal(flow.reason, name);
  if (taken.status === 'rejected') throw taken.reason;
  return taken.value;
}

function asRefusal(error: unknown, name: string): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') {
    return new BackupRefusal(
      'backup.missing',
      `${name} is missing.`,
      'Take another copy of the backup, or an older backup.',
    );
  }
  return error;
}

class Counting extends Transform {
  bytes = 0;
  private readonly hash = createHash('sha256');

  override _transform(
    data: Buffer,
    _encoding: BufferEncoding,
    done: (error: null, data: Buffer) => void,
  ): void {
    this.bytes += data.length;
    this.hash.update(data);
    done(null, data);
  }

  digest(): string {
    return this.hash.digest('hex');
  }
}
