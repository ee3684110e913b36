import { Refusal } from '#domain/refusal.js';
import type { Tx } from '#platform/db/tx.js';
import type { Pack } from '#platform/packs/pack.js';
import type { Packs } from '#platform/packs/packs.js';
import { packOf } from './pack-of.tx.js';

/** Whether the acting organisation holds a permit for health data that counts today, where it is. */
export async function hasHealthPermit(tx: Tx): Promise<boolean> {
  const { valid } = await tx.one<{ valid: boolean }>(
    `select exists (select from care.permit p join care.organisation o on o.id = p.organisation_id where p.organisation_id = $1 and p.kind = 'health_data'
       and (clock_timestamp() at time zone o.time_zone)::date between p.valid_from_on and p.valid_until_on) as valid`,
    [tx.organisation],
  );
  return valid;
}

/** The same where the pack is at hand: whether the acting organisation may write new health records today. */
export async function mayRecordHealth(tx: Tx, pack: Pack): Promise<boolean> {
  return !pack.health_permit_needed || (await hasHealthPermit(tx));
}

/**
 * Refuses a new health record where the law of the place allows none without a permit and none is valid today (domain 05, 5.5 and
 * R-L06). Where the pack asks for none, nothing is looked up but the pack.
 */
export async function assertHealthPermit(tx: Tx, packs: Packs): Promise<void> {
  if (!(await mayRecordHealth(tx, await packOf(tx, packs)))) throw new Refusal('permit.needed');
}
