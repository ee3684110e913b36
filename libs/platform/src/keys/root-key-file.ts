import { randomBytes } from 'node:crypto';
import { StartupError } from '../process/startup-error.js';
import { createDurably, readIfThere, removeDurably, replaceDurably } from './durable-file.js';
import { parseRootKeys, ROOT_KEY_BYTES, rootKeyOf, type RootKey, type RootKeySource } from './root-key.js';

/** What a file answers that is given to us to read alone. */
const READ_ONLY = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY']);

/**
 * Root keys in a file, one a line: one as a rule, two while one follows the other. The keyring names the one that is used.
 * The file is read at every question, so that a process that serves learns of a new one.
 */
export class RootKeyFile implements RootKeySource {
  readonly what: string;

  constructor(private readonly file: string) {
    this.what = `the file ${file}`;
  }

  find(id: string): RootKey | undefined {
    return this.read()
      .map(rootKeyOf)
      .find((key) => key.id === id);
  }

  next(used: readonly string[]): RootKey {
    const waiting = this.read()
      .map(rootKeyOf)
      .find((key) => !used.includes(key.id));
    if (waiting) return waiting;
    const made = randomBytes(ROOT_KEY_BYTES);
    const kept = this.read();
    if (kept.length > 0) this.write([made, ...kept]);
    else createDurably(this.file, textOf([made]));
    // Of two that make the first key at once, both go on with the one that is in the file.
    const key = kept.length > 0 ? rootKeyOf(made) : this.read().map(rootKeyOf)[0];
    if (key) return key;
    throw new StartupError(`The root key in ${this.what} vanished while it was made.`, 'Start again.');
  }

  /** A file whose last key goes, because a token holds the root key now, goes with it. */
  forget(id: string): void {
    const keys = this.read();
    const kept = keys.filter((key) => rootKeyOf(key).id !== id);
    if (kept.length === keys.length) return;
    try {
      if (kept.length > 0) replaceDurably(this.file, textOf(kept));
      else removeDurably(this.file);
    } catch (error) {
      // A secret of a platform is not ours to change: its owner takes the line out.
      if (!READ_ONLY.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }

  private write(keys: readonly Buffer[]): void {
    try {
      replaceDurably(this.file, textOf(keys));
    } catch (error) {
      throw new StartupError(
        `The root key cannot be written to ${this.what} (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
        'Put the new key into the file yourself, as a further line (openssl rand -base64 32), and run the command again; or let Handrail write the file.',
      );
    }
  }

  private read(): readonly Buffer[] {
    const text = readIfThere(this.file);
    if (text === undefined || text.trim() === '') return [];
    const keys = parseRootKeys(text);
    if (keys) return keys;
    throw new StartupError(
      `The root key in ${this.what} does not hold 32 bytes in base64 or hex a line.`,
      'Put back the file from your copy: without it nobody can be identified again. Nothing was changed.',
    );
  }
}

/** Root keys that the environment gives: what is in use, and while one follows another, both. */
export class RootKeysGiven implements RootKeySource {
  readonly what = 'HANDRAIL_ROOT_KEY';
  private readonly keys: readonly RootKey[];

  constructor(keys: readonly Buffer[]) {
    this.keys = keys.map(rootKeyOf);
  }

  find(id: string): RootKey | undefined {
    return this.keys.find((key) => key.id === id);
  }

  next(used: readonly string[]): RootKey {
    const waiting = this.keys.find((key) => !used.includes(key.id));
    if (waiting) return waiting;
    throw new StartupError(
      'HANDRAIL_ROOT_KEY gives the root key that is in use and no other.',
      'Give both, apart by a space (openssl rand -base64 32 makes one), to every process, start them again, and run the command again.',
    );
  }

  /** What the environment says is not ours to change. */
  forget(): void {}
}

function textOf(keys: readonly Buffer[]): string {
  return keys.map((key) => `${key.toString('base64')}\n`).join('');
}
