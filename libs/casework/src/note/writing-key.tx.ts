import { Refusal } from '#domain/refusal.js';
import type { Tx } from '#platform/db/tx.js';
import type { VaultKeys } from '#platform/vault/vault-keys.js';
import { newWritingKey } from '#platform/vault/writing-cipher.js';

export interface OwnWritingKey {
  id: string;
  epoch: number;
  wrapped_key: Buffer;
}

/**
 * The key under which the acting house seals what it writes of this client; made when it writes the first time. Holds the code of the
 * client to the end of the transaction, so that an erasure comes after; refuses where it came before.
 */
export async function ownWritingKey(tx: Tx, keys: VaultKeys, client: string): Promise<OwnWritingKey> {
  const offered = newWritingKey(keys);
  const found = await tx.maybe<OwnWritingKey>('select * from care.writing_key_for($1, $2, $3)', [
    client,
    offered.epoch,
    offered.wrapped_key,
  ]);
  if (!found) throw new Refusal('request.not_found');
  return found;
}
