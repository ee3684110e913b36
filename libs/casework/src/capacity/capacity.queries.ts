import type { Stage } from '#domain/charter/pathway.js';
import type { CapacityView } from '#domain/wire/handoff.js';
import type { Tx } from '#platform/db/tx.js';
import type { Packs } from '#platform/packs/packs.js';

interface PlacesFound {
  organisation: string;
  stage: Stage;
  free: number;
  held: number;
  stated_at: Date;
}

const DAY_MS = 86_400_000;

/**
 * Places of the open organisations of the own jurisdiction that state some, by code and stage: stated less held, stale where
 * nobody has stated them for longer than the pack allows. For whom a place is held stays with the two sides of its handoff.
 * `of` narrows to one organisation.
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
  const stale_ms = packs.of(jurisdiction).capacity_stale_days * DAY_MS;
  const rows = await tx.query<PlacesFound>(
    `select p.organisation, p.stage, p.free, p.held, p.stated_at from care.places($1) p
     where $2::uuid is null or p.organisation_id = $2 order by p.organisation, p.stage`,
    [stage, of],
  );
  return rows.map(({ stated_at, ...places }) => ({
    ...places,
    stated_at: stated_at.toISOString(),
    stale: tx.now.getTime() - stated_at.getTime() > stale_ms,
  }));
}
