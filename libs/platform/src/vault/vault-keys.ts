import { must } from '#domain/must.js';
import { deriveKey } from '../config/keys.js';

const KEY_BYTES = 32;

/**
 * The keys of the vault, all derived from the root key: one per epoch to wrap the keys of persons, one per blind index
 * and key version. Nothing is stored; whoever lacks the root key has none of them.
 */
export class VaultKeys {
  constructor(
    private readonly root: Buffer,
    /** The epoch under which new persons are sealed. */
    readonly epoch: number = 1,
    /** The version under which new search tokens are made; older ones stay readable by asking for them. */
    readonly indexVersion: number = 1,
  ) {
    must(Number.isInteger(epoch) && epoch >= 0, 'An epoch is a whole number');
    must(Number.isInteger(indexVersion) && indexVersion >= 0, 'A key version is a whole number');
  }

  /** The key that wraps the data keys of an epoch. */
  epochKey(epoch: number): Buffer {
    return deriveKey(this.root, `vault/epoch/${epoch}`, KEY_BYTES);
  }

  /** The key of one blind index, so that tokens of two indexes can never be compared. */
  indexKey(index: number, version: number): Buffer {
    return deriveKey(this.root, `vault/blind-index/${index}/${version}`, KEY_BYTES);
  }
}
