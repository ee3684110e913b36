import type { Role } from '#domain/charter/roles.js';
import type { Tx } from '#platform/db/tx.js';

/** Frees duty turns ahead of somebody, the one under way included, where they do not hold the role that answers there. Answers how many. */
export async function freeTurns(tx: Tx, colleague: string, roles: readonly Role[]): Promise<number> {
  const freed = await tx.query(
    `update care.duty_turn t set cancelled_at = clock_timestamp(), cancelled_by = $3, version = t.version + 1
      where t.organisation_id = $1 and t.account_id = $2 and t.cancelled_at is null and upper(t.during) > clock_timestamp()
        and not exists (select from care.duty d where d.site_id = t.site_id and d.level = t.level and d.role = any ($4))
      returning t.id`,
    [tx.organisation, colleague, tx.actor.account, roles],
  );
  return freed.length;
}

/** Hands on what stood in the name of somebody. Nothing can be taken in a name yet, so there is nothing to hand on. */
export async function rehome(
  _tx: Tx,
  _colleague: string,
  _successor: string | null,
): Promise<{ work_rehomed: number; clients_rehomed: number }> {
  return await Promise.resolve({ work_rehomed: 0, clients_rehomed: 0 });
}
