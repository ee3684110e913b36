import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Keys } from '../config/keys.js';
import { StartupError } from '../process/startup-error.js';
import { Keyring } from './keyring.js';
import { newKeyring } from './keyring-contents.js';
import { KeyringFile } from './keyring-file.js';
import { RootKeyFile, RootKeysGiven } from './root-key-file.js';
import type { RootKeySource } from './root-key.js';
import { RootKeysInToken, type Pkcs11Settings } from './root-key-pkcs11.js';

/** The part of the configuration that says where the keys are. */
export interface KeySource {
  readonly dataDirectory: string;
  /** Where the keyring is: outside the data, so that no copy of them holds the key to them. */
  readonly keysDirectory: string;
  readonly rootKeys?: readonly Buffer[] | undefined;
  readonly rootKeyFile?: string | undefined;
  readonly pkcs11?: Pkcs11Settings | undefined;
}

/** Where a deployment of before keyrings had its key. */
export function oldRootKeyFile(dataDirectory: string): string {
  return path.join(dataDirectory, 'keys', 'root.key');
}

/** A token has one session per process, and a PIN is tried once. */
const tokens = new Map<string, RootKeysInToken>();

function tokenOf(settings: Pkcs11Settings): RootKeysInToken {
  const name = JSON.stringify([settings.module, settings.token, settings.key]);
  const known = tokens.get(name) ?? new RootKeysInToken(settings);
  tokens.set(name, known);
  return known;
}

/** The keyring's file with the places where its root key may be: what is configured first, the file beside it last. */
export function keyringFileOf(source: KeySource): KeyringFile {
  const sources: RootKeySource[] = [];
  if (source.pkcs11) sources.push(tokenOf(source.pkcs11));
  if (source.rootKeys) sources.push(new RootKeysGiven(source.rootKeys));
  if (source.rootKeyFile) sources.push(new RootKeyFile(source.rootKeyFile));
  const own = path.join(source.keysDirectory, 'root.key');
  if (source.rootKeyFile !== own) sources.push(new RootKeyFile(own));
  return new KeyringFile(source.keysDirectory, sources);
}

/** The keys of a process that serves. Refuses, by name, where there is no keyring: none is ever made here. */
export function openKeys(source: KeySource): Keys {
  const file = keyringFileOf(source);
  const read = file.read();
  if (read) return keysOf(file, new Keyring(file, read.contents));
  refuseOldRootKey(source);
  throw lost(file.file);
}

/**
 * The keys of a process that prepares a deployment: those there are, else new ones where nothing was ever kept under
 * others. Two processes that start at once end up with the same keys.
 */
export function loadKeys(source: KeySource): Keys {
  const file = keyringFileOf(source);
  if (!file.read()) {
    refuseOldRootKey(source);
    if (hasCluster(source.dataDirectory)) throw lost(file.file);
    file.create(newKeyring(new Date().toISOString()), file.nextRoot([]));
  }
  return openKeys(source);
}

/** Whether an embedded database was made here. One whose creation was interrupted holds nothing, and has another name. */
function hasCluster(dataDirectory: string): boolean {
  const home = path.join(dataDirectory, 'postgres');
  return existsSync(home) && readdirSync(home).some((name) => /^\d+$/.test(name));
}

function keysOf(file: KeyringFile, ring: Keyring): Keys {
  return { base: ring.contents().base, ring, directory: file.directory };
}

/** There are data, and not the keys they were made with. */
export function lost(file: string): StartupError {
  return new StartupError(
    `The keyring ${file} is missing, and there are data that were made with it.`,
    'Put back the keyring and its root key from your copy (HANDRAIL_KEYS says where they are); without them nobody can be identified again. Nothing was changed.',
  );
}

function refuseOldRootKey({ dataDirectory, keysDirectory }: KeySource): void {
  const old = oldRootKeyFile(dataDirectory);
  if (!existsSync(old)) return;
  throw new StartupError(
    `The root key ${old} is of an earlier version, from before keyrings.`,
    `Run "npm run -s handrail -- keys adopt": it makes a keyring of it in ${keysDirectory} and takes it out of the data.`,
  );
}
