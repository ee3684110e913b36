import { Injectable } from '@nestjs/common';
import type { BusinessState } from '#domain/charter/handoff.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { AbsentClient } from '#domain/wire/handoff.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { numbered } from '../numbered.js';
import { pageOf, preciseTime, readCursor, readLimit, type Cursor } from '../paging.js';

interface AbsentFound {
  id: string;
  place_at: string;
  audit_subject: string;
  client: string;
  reference: string;
  business_state: BusinessState;
  receiver_code: string;
  receiver_names: Labels;
  departed_at: Date | null;
  last_contact_at: Date | null;
  contact_due_at: Date | null;
  caller: string | null;
}

/** Out of the house, on the way, or missed and not spoken to; still in the custody of the acting organisation. */
export const ABSENT_ROWS = `
from (select *, coalesce(departed_at, closed_at) as since_at from care.handoff
      where sender_organisation_id = :organisation and arrived_at is null
        and ((state in ('accepted','on-hold') and departed_at is not null)
          or ((business_state = 'did-not-arrive' or departed_at is not null) and state in ('rejected','cancelled','failed')
            and business_state not in ('superseded','client-died','client-detained','client-moved-away')
            and not exists (select from care.handoff_contact x where x.handoff_id = handoff.id and x.reached and x.at > handoff.closed_at)
            and not exists (select from care.handoff o where o.episode_id = handoff.episode_id and o.id > handoff.id
              and (o.arrived_at is not null or o.state in ('accepted','on-hold')))))) h
join care.custody c on c.episode_id = h.episode_id and c.organisation_id = :organisation and c.until_at is null
join care.client_code cc on cc.organisation_id = :organisation and cc.client_id = h.client_id
join care.organisation r on r.id = h.receiver_organisation_id`;

const ABSENT = `
select h.id, ${preciseTime('h.since_at')} as place_at, h.audit_subject, cc.code as client, h.reference, h.business_state,
  r.code as receiver_code, r.names as receiver_names, h.departed_at,
  (select max(x.at) from care.handoff_contact x where x.handoff_id = h.id and x.reached) as last_contact_at,
  (select max(k.due_at) from care.clock k where k.handoff_id = h.id and k.kind = 'contact' and k.settled_at is null) as contact_due_at,
  (select a.display_name from access.account a where a.id = h.caller_account_id) as caller
${ABSENT_ROWS}
where (h.since_at, h.id) > (:after_at, :after_id) order by h.since_at, h.id limit :limit`;

/** One page of those who are out of the house and still ours, the longest gone first. */
export async function readAbsent(
  tx: Tx,
  page: { cursor: Cursor; limit: number },
): Promise<Page<AbsentClient>> {
  const { text, values } = numbered(ABSENT, {
    organisation: tx.organisation,
    after_at: page.cursor.at,
    after_id: page.cursor.id,
    limit: page.limit + 1,
  });
  const rows = await tx.query<AbsentFound>(text, values);
  return pageOf(
    rows,
    page.limit,
    (row) => ({ at: row.place_at, id: row.id }),
    (row) => {
      tx.about(row.audit_subject);
      return toAbsent(row);
    },
  );
}

/** "Left us, still ours": nobody is between two houses without somebody who looks for them (design: handoff, section 10). */
@Injectable()
export class AbsentService {
  constructor(private readonly uow: UnitOfWork) {}

  async list(
    actor: Actor,
    call: Call,
    page: { cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<AbsentClient>> {
    const cursor = readCursor(page.cursor);
    const limit = readLimit(page.limit);
    return await this.uow.run(actor, { do: 'handoff.absent', ...call }, (tx) =>
      readAbsent(tx, { cursor, limit }),
    );
  }
}

function toAbsent(row: AbsentFound): AbsentClient {
  return {
    client: row.client,
    handoff: row.reference,
    business_state: row.business_state,
    receiver: { code: row.receiver_code, names: row.receiver_names },
    departed_at: row.departed_at?.toISOString() ?? null,
    last_contact_at: row.last_contact_at?.toISOString() ?? null,
    contact_due_at: row.contact_due_at?.toISOString() ?? null,
    caller: row.caller,
  };
}
