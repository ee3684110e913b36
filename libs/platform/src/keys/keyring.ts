import { statSync } from 'node:fs';
import { StartupError } from '../process/startup-error.js';
import type { KeySet } from '../config/keys.js';
import type { KeyringContents } from './keyring-contents.js';
import type { KeyringFile } from './keyring-file.js';

/** A change of the file is noticed within this time by every process that uses its keys. */
export const NOTICED_WITHIN_MS = 500;

/**
 * The keyring of a process that serves: what it read, read again when the file has changed. A file that cannot be read
 * just now changes nothing: the process goes on with the keys it has, and looks again.
 */
export class Keyring implements KeySet {
  private mark: string;
  private lookedAt: number;
  private held: KeyringContents;

  constructor(
    private readonly file: KeyringFile,
    contents: KeyringContents,
  ) {
    this.held = contents;
    this.mark = ''; // of a version that is not the file's: the first question reads it again
    this.lookedAt = -NOTICED_WITHIN_MS;
  }

  contents(): KeyringContents {
    const now = performance.now();
    if (now - this.lookedAt >= NOTICED_WITHIN_MS) {
      this.lookedAt = now;
      if (markOf(this.file.file) !== this.mark) this.tryToRead();
    }
    return this.held;
  }

  reload(): KeyringContents {
    this.tryToRead();
    return this.held;
  }

  private tryToRead(): void {
    const mark = markOf(this.file.file);
    try {
      const read = this.file.read();
      // Another deployment's keyring, or an older one, put in the place of ours while we serve: the check at the next start names it.
      if (!read || read.contents.id !== this.held.id || read.contents.generation < this.held.generation)
        return;
      this.held = read.contents;
      this.mark = mark;
    } catch (error) {
      if (!(error instanceof StartupError)) throw error;
    }
  }
}

/** Tells one version of a file from another: a rename brings another inode, a write another time. */
function markOf(file: string): string {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.ino}/${found.mtimeNs}/${found.size}` : '';
}
