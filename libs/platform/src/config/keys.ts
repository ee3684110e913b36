import { hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { StartupError } from '../process/startup-error.js';

const ROOT_KEY_BYTES = 32;

/** The root of every derived secret of a deployment. */
export interface Keys {
  readonly root: Buffer;
  /** Where the key lies as a file, so that a child process can be told the path instead of the key. */
  readonly file: string | undefined;
}

/** The part of the configuration that says where the root key is. */
export interface KeySource {
  readonly dataDirectory: string;
  readonly rootKey?: Buffer | undefined;
  readonly rootKeyFile?: string | undefined;
}

/** Reads 32 bytes from base64, base64url or hex; undefined when the text is anything else. */
export function parseRootKey(text: string): Buffer | undefined {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return undefined;
  const bytes = Buffer.from(trimmed, 'base64');
  return bytes.length === ROOT_KEY_BYTES ? bytes : undefined;
}

/**
 * The root key: the one configured, else `<data>/keys/root.key`, made on first use and readable by its owner alone.
 * Two processes that start at once end up with the same key.
 */
export function loadKeys(source: KeySource): Keys {
  if (source.rootKey) return { root: source.rootKey, file: source.rootKeyFile };
  const file = path.join(source.dataDirectory, 'keys', 'root.key');
  const root = readKeyFile(file) ?? createKeyFile(file);
  return { root, file };
}

/**
 * A key for one purpose: HKDF-SHA-256 (RFC 5869) of the root key, `label` in the info field, `length` in bytes.
 * Different labels give independent keys; the same label gives the same key for the life of the root key.
 */
export function deriveKey(root: Buffer, label: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `handrail/v1/${label}`, length));
}

/** Password of a database login, so that no password is stored anywhere; changes only with the root key. */
export function databaseRolePassword(root: Buffer, login: string): string {
  return deriveKey(root, `database-login/${login}`, 32).toString('base64url');
}

function readKeyFile(file: string): Buffer | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new StartupError(
      `The root key ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
      'Give the file to the user that runs Handrail, with mode 0600.',
    );
  }
  const key = parseRootKey(text);
  if (key) return key;
  throw new StartupError(
    `The root key ${file} does not hold 32 bytes in base64 or hex.`,
    'Put back the key from your backup: without it identities in the vault cannot be read.',
  );
}

function createKeyFile(file: string): Buffer {
  // The data directory itself stays open to other accounts: the embedded server may run as one of them.
  mkdirSync(path.dirname(path.dirname(file)), { recursive: true, mode: 0o755 });
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  // Written beside and then linked: a reader sees no file or a whole one, and of two creators exactly one succeeds.
  const draft = `${file}.${randomUUID()}`;
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, `${randomBytes(ROOT_KEY_BYTES).toString('base64')}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  const key = readKeyFile(file);
  if (key) return key;
  throw new StartupError(`The root key ${file} vanished while it was made.`, 'Start again.');
}
