import type { Stage } from '#domain/charter/pathway.js';
import type { CapacityView } from '#domain/wire/handoff.js';
import type { Tx } from '#platform/db/tx.js';
import type { Pack } from '#platform/packs/pack.js';

/** Places of one stage of one organisation, as care.places answers them: `free` is stated less held. */
export interface PlacesFound {
  organisation: string;
  stage: Stage;
  free: number;
  held: number;
  stated_at: Date;
}

const DAY_MS = 86_400_000;

/** Free places as the network sees them; stale where nobody has stated them for longer than the pack allows. */
export function capacityView(
  places: PlacesFound,
  pack: Pick<Pack, 'capacity_stale_days'>,
  now: Date,
): CapacityView {
  const { organisation, stage, free, held, stated_at } = places;
  const age = now.getTime() - stated_at.getTime();
  return {
    organisation,
    stage,
    free,
    held,
    stated_at: stated_at.toISOString(),
    stale: age > pack.capacity_stale_days * DAY_MS,
  };
}

/**
 * Places of the open organisations of the own jurisdiction that state some, by code and stage. For whom a place is held stays
 * with the two sides of its handoff. `of` narrows to one organisation.
 */
export async function readCapacities(
  tx: Tx,
  stage: Stage | null,
  of: string | null = null,
): Promise<PlacesFound[]> {
  return await tx.query<PlacesFound>(
    `select p.organisation, p.stage, p.free, p.held, p.stated_at from care.places($1) p
     where $2::uuid is null or p.organisation_id = $2 order by p.organisation, p.stage`,
    [stage, of],
  );
}
