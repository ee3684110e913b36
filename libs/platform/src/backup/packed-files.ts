import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { must } from '#domain/must.js';

/** One file of a backup: its place, and what it held when it was read. */
export interface PackedFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

const READ_BYTES = 1 << 20;
const PAGE_BYTES = 8_192;
const HEAD_BYTES_MAX = 4_096;

/**
 * Writes files one after the other into a stream: length of the head, head as JSON, content. The size is that of the moment
 * of opening; a file that grows or shrinks while it is read is cut or filled with zeros, which replaying the log mends. A file
 * that is gone (a table was dropped) is left out.
 */
export async function packFile(out: Writable, file: string, as: string): Promise<PackedFile | undefined> {
  const handle = await openIfThere(file);
  if (!handle) return undefined;
  try {
    const { size } = await handle.stat();
    await write(out, headOf(as, size));
    const hash = createHash('sha256');
    const buffer = Buffer.alloc(Math.min(READ_BYTES, Math.max(size, 1)));
    for (let at = 0; at < size;) {
      const wanted = Math.min(buffer.length, size - at);
      const { bytesRead } = await handle.read(buffer, 0, wanted, at);
      if (bytesRead === 0) buffer.fill(0, 0, wanted);
      const part = Buffer.from(buffer.subarray(0, bytesRead || wanted));
      hash.update(part);
      await write(out, part);
      at += part.length;
    }
    return { path: as, size, sha256: hash.digest('hex') };
  } finally {
    await handle.close();
  }
}

/** The same for something that is no file: the label of the backup, as the server gives it at the end. */
export async function packText(out: Writable, text: string, as: string): Promise<PackedFile> {
  const bytes = Buffer.from(text, 'utf8');
  await write(out, headOf(as, bytes.length));
  await write(out, bytes);
  return { path: as, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** An empty directory that must be there again. */
export async function packDirectory(out: Writable, as: string): Promise<PackedFile> {
  await write(out, headOf(`${as}/`, 0));
  return { path: `${as}/`, size: 0, sha256: '' };
}

export interface Unpacked {
  /** Where a file goes; undefined: it is read, hashed and not written. */
  readonly place: (file: string) => string | undefined;
}

/** Reads such a stream and writes the files, not yet forced to disk: the server that recovers from them does that. Answers what was in it. Whatever the stream says of paths stays below `place`. */
export async function unpackFiles(source: AsyncIterable<Buffer>, { place }: Unpacked): Promise<PackedFile[]> {
  const reader = new ByteReader(source);
  const found: PackedFile[] = [];
  for (;;) {
    const length = await reader.take(4, true);
    if (!length) return found;
    const headBytes = length.readUInt32BE();
    must(headBytes <= HEAD_BYTES_MAX, 'the head of a packed file is short');
    const head = JSON.parse(((await reader.take(headBytes)) as Buffer).toString('utf8')) as {
      path: string;
      size: number;
    };
    must(
      !path.isAbsolute(head.path) && !head.path.split('/').includes('..'),
      'a packed file stays below its folder',
    );
    const target = place(head.path);
    if (head.path.endsWith('/')) {
      if (target) await mkdir(target, { recursive: true, mode: 0o700 });
      found.push({ path: head.path, size: 0, sha256: '' });
      continue;
    }
    found.push({ path: head.path, size: head.size, sha256: await unpackOne(reader, head.size, target) });
  }
}

async function unpackOne(reader: ByteReader, size: number, target: string | undefined): Promise<string> {
  const hash = createHash('sha256');
  if (target) await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const handle = target ? await open(target, 'wx', 0o600) : undefined;
  try {
    for (let left = size; left > 0;) {
      const part = await reader.some(left);
      hash.update(part);
      await writeSparse(handle, part, size - left);
      left -= part.length;
    }
    await handle?.truncate(size);
  } finally {
    await handle?.close();
  }
  return hash.digest('hex');
}

/** Pages of zeros are left out, so that segments of the log which were cut short by the clock take no room. */
export async function writeSparse(handle: FileHandle | undefined, part: Buffer, at: number): Promise<void> {
  if (!handle) return;
  for (let from = 0; from < part.length;) {
    let to = from;
    while (to < part.length && !isZero(part.subarray(to, to + PAGE_BYTES))) to += PAGE_BYTES;
    to = Math.min(to, part.length);
    if (to > from) await handle.write(part, from, to - from, at + from);
    from = to;
    while (from < part.length && isZero(part.subarray(from, from + PAGE_BYTES))) from += PAGE_BYTES;
  }
}

const ZEROS = Buffer.alloc(PAGE_BYTES);
const isZero = (page: Buffer): boolean => page.length > 0 && page.equals(ZEROS.subarray(0, page.length));

/** Bytes of a stream in the portions that are asked for. */
class ByteReader {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.chunks = source[Symbol.asyncIterator]();
  }

  /** Exactly so many; undefined at a clean end, where one is allowed. */
  async take(count: number, mayEnd = false): Promise<Buffer | undefined> {
    while (this.rest.length < count) {
      const { done, value } = await this.chunks.next();
      if (done) {
        must(mayEnd && this.rest.length === 0, 'packed files end where a file ends');
        return undefined;
      }
      this.rest = this.rest.length === 0 ? value : Buffer.concat([this.rest, value]);
    }
    const taken = this.rest.subarray(0, count);
    this.rest = this.rest.subarray(count);
    return taken;
  }

  /** At least one and at most so many. */
  async some(most: number): Promise<Buffer> {
    if (this.rest.length === 0) {
      const { done, value } = await this.chunks.next();
      must(!done, 'packed files end where a file ends');
      this.rest = value as Buffer;
    }
    const taken = this.rest.subarray(0, most);
    this.rest = this.rest.subarray(taken.length);
    return taken;
  }
}

function headOf(as: string, size: number): Buffer {
  const head = Buffer.from(JSON.stringify({ path: as, size }), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head]);
}

async function write(out: Writable, bytes: Buffer): Promise<void> {
  if (!out.write(bytes)) await once(out, 'drain');
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, constants.O_RDONLY);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
