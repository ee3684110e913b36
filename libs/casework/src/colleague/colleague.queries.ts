import type { Action } from '#domain/charter/actions.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { Role } from '#domain/charter/roles.js';
import { Refusal } from '#domain/refusal.js';
import { authorize } from '#domain/rules/authorize.js';
import { isUuid } from '#domain/rules/uuid.js';
import type { ColleagueView } from '#domain/wire/work.js';
import type { Tx } from '#platform/db/tx.js';

/** SQL that writes an account as colleagues know it, null where there is none. */
export function colleagueOf(account: string): string {
  return `case when ${account}.id is not null then jsonb_build_object('colleague', ${account}.id, 'display_name', ${account}.display_name, 'roles', ${account}.roles) end`;
}

/** Everybody of the own organisation who has joined and not left, by name. */
export async function readColleagues(tx: Tx): Promise<ColleagueView[]> {
  return await tx.query<ColleagueView>(
    `select a.id as colleague, a.display_name, a.roles from access.account a
     where a.organisation_id = $1 and a.disabled_at is null and not a.invited order by a.display_name, a.id limit $2`,
    [tx.organisation, LIMITS.colleagues_shown_max],
  );
}

/**
 * The id of the colleague somebody named: `me`, or an account of the own organisation that has joined, has not left, and
 * whose roles open what they are named for. Null stays null. A refusal names the field that was asked in.
 */
export async function findColleague(
  tx: Tx,
  named: string | null,
  action: Action,
  field = 'colleague',
): Promise<string | null> {
  if (named === null) return null;
  if (named !== 'me' && !isUuid(named)) throw new Refusal('colleague.unknown', { field });
  const id = named === 'me' ? tx.actor.account : named;
  const found = await tx.maybe<{ id: string; roles: Role[] }>(
    'select a.id, a.roles from access.account a where a.id = $1 and a.organisation_id = $2 and a.disabled_at is null and not a.invited',
    [id, tx.organisation],
  );
  if (!found) throw new Refusal('colleague.unknown', { field });
  if (!authorize(found.roles, action).allowed) throw new Refusal('colleague.role', { field });
  return found.id;
}
