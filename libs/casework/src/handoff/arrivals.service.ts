import { Injectable } from '@nestjs/common';
import type { BusinessState, HandoffKind, Urgency } from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import { movesOf } from '#domain/rules/handoff.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { ArrivalRow } from '#domain/wire/desk.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { readDay, type Day } from '../day.queries.js';
import { numbered } from '../numbered.js';
import { pageOf, preciseTime, readCursor, readLimit, type Cursor } from '../paging.js';

interface ArrivalFound {
  id: string;
  place_at: string;
  audit_subject: string;
  reference: string;
  version: number;
  kind: HandoffKind;
  business_state: BusinessState;
  stage: Stage;
  urgency: Urgency;
  sender_code: string;
  sender_names: Labels;
  appointment_at: Date | null;
  departed_at: Date | null;
  late: boolean;
}

/** When somebody is expected: at the appointment; in an emergency from the call on. */
const EXPECTED = 'coalesce(h.appointment_at, h.accepted_at)';

/** Said yes to, expected before tomorrow begins here, and not here yet. */
export const ARRIVAL_ROWS = `from care.handoff h where h.receiver_organisation_id = :organisation
  and h.state in ('accepted','on-hold') and ${EXPECTED} < :ends_at`;

const ARRIVALS = `
select h.*, s.code as sender_code, s.names as sender_names, coalesce(h.appointment_at < :now, false) as late
from (select h.id, ${EXPECTED} as expected_at, ${preciseTime(EXPECTED)} as place_at, h.audit_subject, h.reference, h.version, h.kind, h.business_state,
        h.stage, h.urgency, h.sender_organisation_id, h.appointment_at, h.departed_at
      ${ARRIVAL_ROWS} and (${EXPECTED}, h.id) > (:after_at, :after_id)
      order by ${EXPECTED}, h.id limit :limit) h
join care.organisation s on s.id = h.sender_organisation_id
order by h.expected_at, h.id`;

/** One page of those who are expected on a day, by appointment. */
export async function readArrivals(
  tx: Tx,
  day: Day,
  page: { cursor: Cursor; limit: number },
): Promise<Page<ArrivalRow>> {
  const { text, values } = numbered(ARRIVALS, {
    organisation: tx.organisation,
    ...day,
    after_at: page.cursor.at,
    after_id: page.cursor.id,
    limit: page.limit + 1,
  });
  const rows = await tx.query<ArrivalFound>(text, values);
  return pageOf(
    rows,
    page.limit,
    (row) => ({ at: row.place_at, id: row.id }),
    (row) => {
      tx.about(row.audit_subject);
      return toArrival(row);
    },
  );
}

/** The door of the house: who is expected today by its own calendar, and who was expected earlier and has not come. */
@Injectable()
export class ArrivalsService {
  constructor(private readonly uow: UnitOfWork) {}

  async list(
    actor: Actor,
    call: Call,
    page: { cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<ArrivalRow>> {
    const cursor = readCursor(page.cursor);
    const limit = readLimit(page.limit);
    return await this.uow.run(actor, { do: 'handoff.arrivals', ...call }, async (tx) =>
      readArrivals(tx, await readDay(tx), { cursor, limit }),
    );
  }
}

function toArrival(row: ArrivalFound): ArrivalRow {
  return {
    reference: row.reference,
    version: row.version,
    kind: row.kind,
    business_state: row.business_state,
    stage: row.stage,
    urgency: row.urgency,
    sender: { code: row.sender_code, names: row.sender_names },
    appointment_at: row.appointment_at?.toISOString() ?? null,
    departed_at: row.departed_at?.toISOString() ?? null,
    late: row.late,
    moves: movesOf(row.business_state, 'receiver', row.kind),
  };
}
