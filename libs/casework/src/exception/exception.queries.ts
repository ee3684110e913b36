import {
  NEGATIVE_HANDOFF_STATES,
  type BusinessState,
  type HandoffKind,
  type HandoffSide,
  type HandoffState,
} from '#domain/charter/handoff.js';
import type { Labels, Page } from '#domain/wire/common.js';
import {
  EXCEPTION_KINDS,
  type ExceptionCounts,
  type ExceptionKind,
  type ExceptionRow,
} from '#domain/wire/house.js';
import type { Tx } from '#platform/db/tx.js';
import { pageOf, preciseTime, type Cursor } from '../paging.js';
import type { Days } from '../period.js';
import { EXCEPTION_SOURCES } from './exception.sources.js';

const COUNTS = EXCEPTION_KINDS.map(
  (kind) => `select '${kind}' as kind, count(*)::int as n from (${EXCEPTION_SOURCES[kind]}) q`,
).join('\nunion all ');

const DECLINES = `select o.names as partner, o.code as partner_code, q.reason, count(*)::int as count
  from (${EXCEPTION_SOURCES.declined}) q join care.handoff h on h.id = q.handoff_id
  join care.organisation o on o.id = case when h.sender_organisation_id = $1 then h.receiver_organisation_id else h.sender_organisation_id end
  group by o.code, o.names, q.reason order by count(*) desc, o.code, q.reason`;

/** How many there are of each kind, and the declines by partner and reason. */
export async function countExceptions(
  tx: Tx,
  { from_on, until_on, from, to }: Days,
): Promise<ExceptionCounts> {
  const values = [tx.organisation, from, to];
  const counts = await tx.query<{ kind: ExceptionKind; n: number }>(COUNTS, values);
  const declines = await tx.query<ExceptionCounts['declines'][number]>(DECLINES, values);
  return {
    from_on,
    until_on,
    counts: Object.fromEntries(counts.map(({ kind, n }) => [kind, n])) as Record<ExceptionKind, number>,
    declines,
  };
}

interface RowFound {
  id: string;
  at: Date;
  place_at: string;
  client: string | null;
  audit_subject: string | null;
  reference: string | null;
  handoff_kind: HandoffKind;
  side: HandoffSide;
  state: HandoffState;
  business_state: BusinessState;
  handoff_subject: string | null;
  partner: Labels;
  by: string | null;
  hours: number | null;
  reason: string | null;
}

/** The list of a kind, the newest first: limited before anything is joined (ADR 0009). */
const LISTS = Object.fromEntries(
  EXCEPTION_KINDS.map((kind) => [
    kind,
    `select q.id, q.at, ${preciseTime('q.at')} as place_at, cc.code as client, cc.audit_subject, h.reference, h.kind as handoff_kind, h.state,
       h.business_state, h.audit_subject as handoff_subject, case when h.sender_organisation_id = $1 then 'sender' else 'receiver' end as side,
       o.names as partner, a.display_name as by, q.hours::float8 as hours, q.reason
     from (select * from (${EXCEPTION_SOURCES[kind]}) s where (s.at, s.id) < ($4, $5) order by s.at desc, s.id desc limit $6) q
     left join care.client_code cc on cc.organisation_id = $1 and cc.client_id = q.client_id
     left join care.handoff h on h.id = q.handoff_id
     left join care.organisation o on o.id = case when h.sender_organisation_id = $1 then h.receiver_organisation_id else h.sender_organisation_id end
     left join access.account a on a.id = q.account_id and a.organisation_id = $1
     order by q.at desc, q.id desc`,
  ]),
) as Record<ExceptionKind, string>;

/** A page of the exceptions of one kind; what is counted is what is listed. */
export async function listExceptions(
  tx: Tx,
  kind: ExceptionKind,
  { from, to }: Days,
  cursor: Cursor,
  limit: number,
): Promise<Page<ExceptionRow>> {
  const rows = await tx.query<RowFound>(LISTS[kind], [
    tx.organisation,
    from,
    to,
    cursor.at,
    cursor.id,
    limit + 1,
  ]);
  return pageOf(
    rows,
    limit,
    ({ id, place_at }) => ({ at: place_at, id }),
    (row) => {
      tx.about(row.audit_subject ?? row.handoff_subject);
      return toRow(kind, row);
    },
  );
}

/** A receiver keeps of a handoff that ended before arrival that there was one, and not of whom. */
function toRow(kind: ExceptionKind, row: RowFound): ExceptionRow {
  const isOver =
    row.reference !== null &&
    row.side === 'receiver' &&
    (NEGATIVE_HANDOFF_STATES as readonly HandoffState[]).includes(row.state);
  return {
    kind,
    at: row.at.toISOString(),
    client: isOver ? null : row.client,
    handoff:
      row.reference === null
        ? null
        : {
            reference: row.reference,
            kind: row.handoff_kind,
            side: row.side,
            business_state: row.business_state,
            partner: row.partner,
          },
    by: row.by,
    hours: row.hours === null ? null : Math.round(row.hours * 10) / 10,
    reason: row.reason,
  };
}
