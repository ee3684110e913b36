import { createReadStream, existsSync, mkdirSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { CompactRange } from '#domain/rules/merkle.js';
import { AuditAlarm } from './audit-alarm.js';
import { sha256 } from './signing-key.js';

/** One line of `checkpoints.log`. `range` is the compact range at this size, so that a start needs no recomputing. */
export interface NotaryCheckpoint {
  readonly size: number;
  readonly note: string;
  readonly sealedAt: string;
  readonly range: string;
}

const LEAF_BYTES = 32;
/** A line holds a note and at most 53 subtree roots: far below this. */
const LINE_BYTES_MAX = 16_384;
const READ_LEAVES = 4_096;

export function notaryFiles(dataDirectory: string): { leaves: string; checkpoints: string } {
  const directory = path.join(dataDirectory, 'audit');
  return { leaves: path.join(directory, 'leaves.bin'), checkpoints: path.join(directory, 'checkpoints.log') };
}

/**
 * What the sealer remembers outside the database: every leaf hash in order, and every checkpoint it signed. A database
 * that was cut off or restored to an earlier state disagrees with it. Both files only grow; what a crash left unfinished
 * at their end is taken off when they are opened, and is written again from the database.
 */
export class Notary {
  private constructor(
    private readonly leavesFile: FileHandle,
    private readonly checkpointsFile: FileHandle,
    private range: CompactRange,
    private last: NotaryCheckpoint | undefined,
    private leafCount: number,
  ) {}

  static async open(dataDirectory: string): Promise<Notary> {
    const files = notaryFiles(dataDirectory);
    mkdirSync(path.dirname(files.leaves), { recursive: true, mode: 0o755 });
    const leavesFile = await open(files.leaves, 'a+', 0o600);
    const checkpointsFile = await open(files.checkpoints, 'a+', 0o600);
    const leafCount = await dropTornLeaf(leavesFile);
    const last = await readLastLine(checkpointsFile, files.checkpoints);
    const range = last
      ? CompactRange.restore(sha256, Buffer.from(last.range, 'base64'))
      : new CompactRange(sha256);
    if (!range || range.size !== (last?.size ?? 0)) {
      throw new AuditAlarm(
        'audit.notary_damaged',
        files.checkpoints,
        'the last line does not hold a tree of its size',
      );
    }
    if (leafCount < range.size) {
      const what = `only ${leafCount} leaves are left of the ${range.size} that were signed`;
      throw new AuditAlarm('audit.notary_damaged', files.leaves, what);
    }
    return new Notary(leavesFile, checkpointsFile, range, last, leafCount);
  }

  /** Leaves written; more than `signedSize` only after a crash between the two files. */
  get size(): number {
    return this.leafCount;
  }

  get signedSize(): number {
    return this.range.size;
  }

  get lastCheckpoint(): NotaryCheckpoint | undefined {
    return this.last;
  }

  /** A copy of the tree at `signedSize`, to grow while a batch is not yet committed. */
  tree(): CompactRange {
    return this.range.copy();
  }

  /** Leaves written but not yet covered by a line of the other file. */
  async unsignedLeaves(): Promise<Buffer> {
    const length = (this.leafCount - this.range.size) * LEAF_BYTES;
    const bytes = Buffer.alloc(length);
    await this.leavesFile.read(bytes, 0, length, this.range.size * LEAF_BYTES);
    return bytes;
  }

  /** Remembers a committed batch: the leaves first, then the checkpoint that covers them, each forced to disk. */
  async remember(
    leaves: readonly Uint8Array[],
    tree: CompactRange,
    note: string,
    sealedAt: string,
  ): Promise<void> {
    const added = leaves.slice(this.leafCount - this.range.size);
    if (added.length > 0) {
      await this.leavesFile.appendFile(Buffer.concat(added));
      await this.leavesFile.sync();
      this.leafCount += added.length;
    }
    const range = Buffer.from(tree.serialise()).toString('base64');
    const line: NotaryCheckpoint = { size: tree.size, note, sealedAt, range };
    await this.checkpointsFile.appendFile(`${JSON.stringify(line)}\n`);
    await this.checkpointsFile.sync();
    this.range = tree.copy();
    this.last = line;
  }

  async close(): Promise<void> {
    await this.leavesFile.close();
    await this.checkpointsFile.close();
  }
}

async function dropTornLeaf(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const leaves = Math.floor(size / LEAF_BYTES);
  if (size % LEAF_BYTES !== 0) await file.truncate(leaves * LEAF_BYTES);
  return leaves;
}

async function readLastLine(file: FileHandle, name: string): Promise<NotaryCheckpoint | undefined> {
  const { size } = await file.stat();
  const tail = Buffer.alloc(Math.min(size, 2 * LINE_BYTES_MAX));
  await file.read(tail, 0, tail.length, size - tail.length);
  const end = tail.lastIndexOf(10);
  if (end + 1 < tail.length) await file.truncate(size - (tail.length - end - 1));
  if (end < 0) return undefined;
  const line = tail.subarray(tail.lastIndexOf(10, end - 1) + 1, end).toString('utf8');
  return parseNotaryLine(line) ?? damaged(name);
}

function damaged(name: string): never {
  throw new AuditAlarm('audit.notary_damaged', name, 'the last line cannot be read');
}

/** Reads one line; undefined when it is not one this program wrote. */
export function parseNotaryLine(line: string): NotaryCheckpoint | undefined {
  try {
    const value = JSON.parse(line) as NotaryCheckpoint | null;
    const isWhole =
      Number.isSafeInteger(value?.size) &&
      [value?.note, value?.sealedAt, value?.range].every((text) => typeof text === 'string');
    return isWhole ? (value as NotaryCheckpoint) : undefined;
  } catch {
    return undefined;
  }
}

/** The notary's files as they were at one moment, for reading beside a sealer that goes on writing. */
export class NotarySnapshot {
  private constructor(
    private readonly files: { leaves: string; checkpoints: string },
    private readonly leaves: FileHandle | undefined,
    readonly size: number,
    private readonly checkpointsBytes: number,
  ) {}

  /** Undefined where no notary ever wrote. */
  static async take(dataDirectory: string): Promise<NotarySnapshot | undefined> {
    const files = notaryFiles(dataDirectory);
    if (!existsSync(files.leaves) || !existsSync(files.checkpoints)) return undefined;
    // The checkpoints first: leaves are written before the line that covers them.
    const log = await open(files.checkpoints, 'r');
    const checkpointsBytes = (await log.stat()).size;
    await log.close();
    const leaves = await open(files.leaves, 'r');
    return new NotarySnapshot(
      files,
      leaves,
      Math.floor((await leaves.stat()).size / LEAF_BYTES),
      checkpointsBytes,
    );
  }

  /** The hashes of `count` leaves from an index on; fewer at the end. */
  async leafHashes(from: number, count: number): Promise<Buffer[]> {
    const bytes = Buffer.alloc(Math.max(0, Math.min(count, this.size - from, READ_LEAVES)) * LEAF_BYTES);
    await this.leaves?.read(bytes, 0, bytes.length, from * LEAF_BYTES);
    return Array.from({ length: bytes.length / LEAF_BYTES }, (_, at) =>
      bytes.subarray(at * LEAF_BYTES, (at + 1) * LEAF_BYTES),
    );
  }

  /** Every finished line in order, with its number from 1; undefined for one that cannot be read. */
  async *checkpoints(): AsyncGenerator<{ line: number; checkpoint: NotaryCheckpoint | undefined }> {
    if (this.checkpointsBytes === 0) return;
    const stream = createReadStream(this.files.checkpoints, {
      encoding: 'utf8',
      end: this.checkpointsBytes - 1,
    });
    let rest = '';
    let line = 0;
    for await (const chunk of stream) {
      const parts = (rest + String(chunk)).split('\n');
      rest = parts.pop() ?? '';
      for (const text of parts) {
        line += 1;
        yield { line, checkpoint: parseNotaryLine(text) };
      }
    }
  }

  async close(): Promise<void> {
    await this.leaves?.close();
  }
}
