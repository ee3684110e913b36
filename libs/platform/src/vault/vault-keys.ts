import { must } from '#domain/must.js';
import { deriveKey, type KeySet } from '../config/keys.js';
import { currentOf, KEY_BYTES, keyOf, type KeyKind, type KeyringContents } from '../keys/keyring-contents.js';

/**
 * The keys of the vault, random and from the keyring: one per epoch to wrap the keys of persons, and one per version of
 * the search index. Any of them may change while the process serves, so whoever uses them asks every time and keeps none.
 */
export class VaultKeys {
  constructor(private readonly ring: KeySet) {}

  /** The epoch under which persons are sealed now. */
  get epoch(): number {
    return currentOf(this.ring.contents().epochs).number;
  }

  /** The version under which search tokens are made now. */
  get indexVersion(): number {
    return currentOf(this.ring.contents().indexes).number;
  }

  /** The versions to search under, the newest first: while one index follows another, both. */
  get indexVersions(): readonly number[] {
    return this.ring
      .contents()
      .indexes.filter(({ state }) => state !== 'destroyed')
      .map(({ number }) => number)
      .sort((a, b) => b - a);
  }

  /** The key that wraps the data keys of an epoch. One that is not known here is looked for in the file at once. */
  epochKey(epoch: number): Buffer {
    return this.find('epochs', epoch);
  }

  /** The key of one blind index, so that tokens of two indexes can never be compared. */
  indexKey(index: number, version: number): Buffer {
    return deriveKey(this.find('indexes', version), `vault/blind-index/${index}/${version}`, KEY_BYTES);
  }

  private find(kind: KeyKind, number: number): Buffer {
    const found = (contents: KeyringContents) => keyOf(contents, kind, number)?.key;
    const key = found(this.ring.contents()) ?? found(this.ring.reload());
    must(key !== undefined, 'The keyring has the key of every epoch and index in use');
    return key;
  }
}
