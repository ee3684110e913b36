import type { Stage } from '#domain/charter/pathway.js';
import type { CapacityView } from '#domain/wire/handoff.js';
import type { Tx } from '#platform/db/tx.js';
import type { Packs } from '#platform/packs/packs.js';

interface PlacesFound {
  organisation_id: string;
  organisation: string;
  stage: Stage;
  free: number;
  held: number;
  stated_at: Date;
}

const DAY_MS = 86_400_000;

/**
 * Free places of the open organisations of the own jurisdiction that state some, by code and stage: stated less held. For whom
 * a place is held stays with the two sides of its handoff; `of` narrows to one organisation.
 */
export async function readPlaces(
  tx: Tx,
  packs: Packs,
  stage: Stage | null,
  of: string | null = null,
): Promise<CapacityView[]> {
  const { jurisdiction } = await tx.one<{ jurisdiction: string }>(
    'select jurisdiction from care.organisation where id = $1',
    [tx.organisation],
  );
  const days = packs.of(jurisdiction).capacity_stale_days;
  const rows = await tx.query<PlacesFound>(
    `select p.organisation_id, p.organisation, p.stage, p.free, p.held, p.stated_at from care.places($1) p
     where $2::uuid is null or p.organisation_id = $2`,
    [stage, of],
  );
  return rows.map(({ organisation, stage: offered, free, held, stated_at }) => ({
    organisation,
    stage: offered,
    free,
    held,
    stated_at: stated_at.toISOString(),
    stale: tx.now.getTime() - stated_at.getTime() > days * DAY_MS,
  }));
}
