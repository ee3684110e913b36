import { randomUUID } from 'node:crypto';
import { deriveKey } from '../config/keys.js';
import { StartupError } from '../process/startup-error.js';
import { readIfThere, removeDurably } from './durable-file.js';
import { KEY_BYTES, type KeyringContents, type RingKey } from './keyring-contents.js';
import { keyringFileOf, oldRootKeyFile, type KeySource } from './load-keys.js';
import { parseRootKey } from './root-key.js';

/**
 * Makes a keyring of the root key of a version from before keyrings, with the keys that were derived from it then, so that
 * everything goes on opening; then takes that key out of the data folder. Refuses where there is a keyring already, no old
 * key, or one that is none. Broken off, it begins again.
 */
export function adoptOldRootKey(source: KeySource): { readonly directory: string } {
  const file = keyringFileOf(source);
  const old = oldRootKeyFile(source.dataDirectory);
  const text = readIfThere(old);
  if (text === undefined)
    throw new StartupError(
      `There is no root key of an earlier version at ${old}.`,
      'There is nothing to adopt.',
    );
  const root = parseRootKey(text);
  if (!root)
    throw new StartupError(
      `The root key ${old} does not hold 32 bytes in base64 or hex.`,
      'Put back the key from your copy. Nothing was changed.',
    );
  const known = file.read();
  if (known && !known.contents.base.equals(root))
    throw new StartupError(
      `There is a keyring in ${file.directory} already, and it is not of the root key ${old}.`,
      'Set HANDRAIL_KEYS to an empty folder, or move away the old key if it is not of these data. Nothing was changed.',
    );
  if (!known) file.create(keyringOf(root), file.nextRoot([]));
  if (!file.read()?.contents.base.equals(root))
    throw new StartupError(
      `The keyring in ${file.directory} is not what was written.`,
      'Run the command again.',
    );
  removeDurably(old);
  return { directory: file.directory };
}

/** Index keys were derived per index from the root key itself, and `VaultKeys` derives them from the key of the version. */
function keyringOf(root: Buffer): KeyringContents {
  const first = (key: Buffer): RingKey => ({
    number: 1,
    state: 'current',
    madeAt: new Date().toISOString(),
    key,
  });
  return {
    id: randomUUID(),
    generation: 1,
    base: root,
    epochs: [first(deriveKey(root, 'vault/epoch/1', KEY_BYTES))],
    indexes: [first(root)],
  };
}
