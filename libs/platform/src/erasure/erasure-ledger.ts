import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { deriveKey, type Keys } from '../config/keys.js';
import { readIfThere, syncDirectory } from '../keys/durable-file.js';
import { StartupError } from '../process/startup-error.js';

/** What was erased, as it must be known to do it again. Ids and codes of the charter: no name, no contact, no document. */
export interface ErasureEntry {
  readonly erasure: string;
  readonly client: string;
  /** Records that were joined with it: the same person. */
  readonly joined: readonly string[];
  readonly organisation: string;
  readonly at: string;
  readonly scope: string;
  readonly epoch: number | null;
  readonly asked_on: string;
  readonly asked_how: string;
  readonly recorded_by: string | null;
  readonly ground: string;
  readonly note: string | null;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly carried_out_by: string | null;
  readonly certificate: string;
  readonly signature: string;
}

interface Line {
  readonly number: number;
  readonly erasure: string;
  readonly at: string;
  readonly previous: string;
  readonly sealed: string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const BEGINNING = '0'.repeat(64);

/**
 * The tombstones outside the database: one line per erasure, only ever appended, on disk before the database commits, each
 * line sealed under a key of the deployment and bound to the line before it. A database that was restored to a time before
 * forgets again what is written here (ADR 0038). Refuses, by name, a ledger that was changed or cut inside.
 */
export class ErasureLedger {
  private readonly key: Buffer;

  constructor(
    readonly file: string,
    keys: Keys,
  ) {
    this.key = deriveKey(keys.base, 'erasure-ledger', 32);
  }

  /** The ledger of a deployment, beside its keyring. */
  static of(keys: Keys): ErasureLedger {
    return new ErasureLedger(path.join(keys.directory, 'erasures.log'), keys);
  }

  /**
   * Writes an erasure down and forces it to disk. Asked twice for the same one it answers the entry that is there. Callers
   * take turns (a lock of the database).
   */
  append(entry: ErasureEntry): ErasureEntry {
    mkdirSync(path.dirname(this.file), { recursive: true, mode: 0o700 });
    const descriptor = openSync(this.file, 'a+', 0o600);
    try {
      const text = readFileSync(this.file, 'utf8');
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      // A line that a crash cut off was never acknowledged.
      if (whole.length < text.length) ftruncateSync(descriptor, Buffer.byteLength(whole));
      const lines = whole.split('\n').filter((line) => line !== '');
      const earlier = lines.findIndex((line) => parseLine(line)?.erasure === entry.erasure);
      if (earlier >= 0) return this.open(lines[earlier] ?? '', earlier, lines[earlier - 1]);
      writeSync(descriptor, `${this.seal(entry, lines.length, lines.at(-1))}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    syncDirectory(path.dirname(this.file));
    return entry;
  }

  /** Every erasure in order; none where there is no ledger yet. */
  read(): ErasureEntry[] {
    const text = readIfThere(this.file) ?? '';
    const lines = text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .filter((line) => line !== '');
    return lines.map((line, at) => this.open(line, at, lines[at - 1]));
  }

  private seal(entry: ErasureEntry, at: number, before: string | undefined): string {
    const head = { number: at + 1, erasure: entry.erasure, at: entry.at, previous: hashOf(before) };
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(placeOf(head));
    const sealed = Buffer.concat([
      nonce,
      cipher.update(JSON.stringify(entry)),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    return JSON.stringify({ ...head, sealed: sealed.toString('base64') } satisfies Line);
  }

  private open(text: string, at: number, before: string | undefined): ErasureEntry {
    const line = parseLine(text);
    try {
      if (line?.number !== at + 1 || line.previous !== hashOf(before)) throw new Error('out of order');
      const sealed = Buffer.from(line.sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(placeOf(line));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      const plain = [decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()];
      return JSON.parse(Buffer.concat(plain).toString('utf8')) as ErasureEntry;
    } catch {
      throw new StartupError(
        `Line ${at + 1} of the ledger of erasures ${this.file} was changed, moved or is not of this deployment.`,
        'Put back the ledger from your copy of the keys folder: without it, people who were erased could come back with a restore.',
      );
    }
  }
}

function parseLine(text: string): Line | undefined {
  try {
    const value = JSON.parse(text) as Line | null;
    const isWhole = [value?.erasure, value?.at, value?.previous, value?.sealed].every(
      (one) => typeof one === 'string',
    );
    return isWhole && Number.isInteger(value?.number) ? (value as Line) : undefined;
  } catch {
    return undefined;
  }
}

function placeOf({ number, erasure, at, previous }: Omit<Line, 'sealed'>): Buffer {
  return Buffer.from(['erasure-ledger/1', number, erasure, at, previous].join('|'));
}

function hashOf(line: string | undefined): string {
  return line === undefined ? BEGINNING : createHash('sha256').update(line).digest('hex');
}
