import type { Language } from '#domain/charter/code-lists.js';
import type { Role } from '#domain/charter/roles.js';
import type { Page } from '#domain/wire/common.js';
import type { StaffMember, StaffState } from '#domain/wire/house.js';
import type { Tx } from '#platform/db/tx.js';
import { pageOf, preciseTime, type Cursor } from '../paging.js';

interface StaffFound {
  id: string;
  place_at: string;
  login: string;
  display_name: string;
  roles: Role[];
  language: Language;
  state: StaffState;
  invited_until: Date | null;
  open_work: number;
  clients: number;
  version: number;
}

const STATE = `case when a.disabled_at is not null then 'left' when a.invited then 'invited' else 'active' end`;

/** Accounts of the own organisation in the order in which they were made, limited before anything is counted. */
const STAFF = `
select a.id, ${preciseTime('a.created_at')} as place_at, a.login, a.display_name, a.roles, a.language, a.state, a.version,
  (select i.expires_at from access.invitation i where i.account_id = a.id and i.used_at is null and i.ended_at is null and i.expires_at > now()) as invited_until,
  (select count(*)::int from care.work_item w where w.organisation_id = $1 and w.assigned_to = a.id and w.done_at is null) as open_work,
  (select count(*)::int from care.key_worker k where k.organisation_id = $1 and k.account_id = a.id and k.until_at is null) as clients
from (select a.*, ${STATE} as state from (select id, organisation_id, created_at, login, display_name, roles, language, disabled_at, invited, version
        from access.account where organisation_id = $1) a
      where ($2::text is null or ${STATE} = $2) and ($3::uuid is null or a.id = $3) and (a.created_at, a.id) > ($4, $5)
      order by a.created_at, a.id limit $6) a
order by a.created_at, a.id`;

/** A page of the staff of the own organisation; `of` narrows to one of them. */
export async function readStaff(
  tx: Tx,
  asked: {
    readonly state?: StaffState | undefined;
    readonly of?: string;
    readonly cursor: Cursor;
    readonly limit: number;
  },
): Promise<Page<StaffMember>> {
  const { state = null, of = null, cursor, limit } = asked;
  const rows = await tx.query<StaffFound>(STAFF, [
    tx.organisation,
    state,
    of,
    cursor.at,
    cursor.id,
    limit + 1,
  ]);
  return pageOf(rows, limit, ({ id, place_at }) => ({ at: place_at, id }), toMember);
}

function toMember(row: StaffFound): StaffMember {
  return {
    colleague: row.id,
    login: row.login,
    display_name: row.display_name,
    roles: row.roles,
    language: row.language,
    state: row.state,
    invited_until: row.invited_until?.toISOString() ?? null,
    open_work: row.open_work,
    clients: row.clients,
    version: row.version,
  };
}
