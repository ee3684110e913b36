import type { Tx } from '#platform/db/tx.js';
import type { Pack } from '#platform/packs/pack.js';
import type { Packs } from '#platform/packs/packs.js';

/** The pack of the jurisdiction of the acting organisation. */
export async function packOf(tx: Tx, packs: Packs): Promise<Pack> {
  const { jurisdiction } = await tx.one<{ jurisdiction: string }>(
    'select jurisdiction from care.organisation where id = $1',
    [tx.organisation],
  );
  return packs.of(jurisdiction);
}
