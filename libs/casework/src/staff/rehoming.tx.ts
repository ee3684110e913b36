import { LIMITS } from '#domain/charter/limits.js';
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

/**
 * Hands on what stood in the name of somebody who leaves. Work they had taken goes to the successor or back to all, awake if
 * they had put it off; clients whose key worker they were go to the successor, or each becomes work of the duty manager.
 */
export async function rehome(
  tx: Tx,
  colleague: string,
  successor: string | null,
): Promise<{ work_rehomed: number; clients_rehomed: number }> {
  const work = await tx.query(
    `update care.work_item set assigned_to = $3, assigned_at = case when $3::uuid is not null then clock_timestamp() end, snoozed_at = null, snoozed_until = null
      where organisation_id = $1 and assigned_to = $2 and done_at is null returning id`,
    [tx.organisation, colleague, successor],
  );
  const clients = await tx.query<{ episode_id: string; client_id: string; audit_subject: string }>(
    `select k.episode_id, k.client_id, c.audit_subject from care.key_worker k
       join care.client_code c on c.organisation_id = k.organisation_id and c.client_id = k.client_id
      where k.organisation_id = $1 and k.account_id = $2 and k.until_at is null`,
    [tx.organisation, colleague],
  );
  tx.about(...clients.map(({ audit_subject }) => audit_subject));
  await tx.query('select care.hand_clients_on($1, $2)', [colleague, successor]);
  if (successor === null) {
    await tx.query(
      `insert into care.work_item (id, organisation_id, kind, role, episode_id, client_id, due_at)
       select uuidv7(), $1, 'client.rehome', 'duty_manager', c.episode, c.client, clock_timestamp() + make_interval(hours => $4)
         from unnest($2::uuid[], $3::uuid[]) as c (episode, client)`,
      [
        tx.organisation,
        clients.map(({ episode_id }) => episode_id),
        clients.map(({ client_id }) => client_id),
        LIMITS.next_step_hours,
      ],
    );
  }
  return { work_rehomed: work.length, clients_rehomed: clients.length };
}
