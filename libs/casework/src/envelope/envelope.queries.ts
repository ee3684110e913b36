import type {
  BusinessState,
  DeclineReason,
  HandoffKind,
  HandoffState,
  Urgency,
} from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import { Refusal } from '#domain/refusal.js';
import { movesOf } from '#domain/rules/handoff.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { EnvelopeView } from '#domain/wire/envelope.js';
import type { HandoffClock } from '#domain/wire/handoff.js';
import type { Tx } from '#platform/db/tx.js';
import { readClocks } from '../handoff/handoff.queries.js';
import { readReference } from '../handoff/handoff-lock.queries.js';
import { pageOf, type Cursor } from '../paging.js';

interface EnvelopeFound {
  id: string;
  audit_subject: string;
  reference: string;
  kind: HandoffKind;
  sender_code: string;
  sender_names: Labels;
  receiver_code: string;
  receiver_names: Labels;
  stage: Stage;
  urgency: Urgency;
  state: HandoffState;
  business_state: BusinessState;
  version: number;
  requested_at: Date;
  escalated_at: Date | null;
  extended_at: Date | null;
  overturned_at: Date | null;
  closed_at: Date | null;
  decline_reason: DeclineReason | null;
  custodian: { code: string; names: Labels } | null;
}

const COLUMNS = `h.id, h.audit_subject, h.reference, h.kind, s.code as sender_code, s.names as sender_names, r.code as receiver_code, r.names as receiver_names,
  h.stage, h.urgency, h.state, h.business_state, h.version, h.requested_at, h.escalated_at, h.extended_at, h.overturned_at, h.closed_at, h.decline_reason,
  care.custodian_of(h.id) as custodian`;
const JOINS = `join care.organisation s on s.id = h.sender_organisation_id join care.organisation r on r.id = h.receiver_organisation_id`;
/** The coordination office reads what it is no side of; its own handoffs, had it any, are read as such. */
const OTHERS = '$1 not in (h.sender_organisation_id, h.receiver_organisation_id)';

/** One envelope; what is not of the own jurisdiction is the same refusal as none. */
export async function findEnvelope(tx: Tx, reference: string): Promise<EnvelopeView> {
  const found = await tx.maybe<EnvelopeFound>(
    `select ${COLUMNS} from care.handoff h ${JOINS} where h.reference = $2 and ${OTHERS}`,
    [tx.organisation, readReference(reference)],
  );
  if (!found) throw new Refusal('request.not_found');
  tx.about(found.audit_subject);
  return toView(found, await readClocks(tx, found.id));
}

/** Envelopes of the own jurisdiction, the newest first; `escalated`: those whose clock has called, and that are still open. */
export async function readEnvelopes(
  tx: Tx,
  escalated: boolean,
  cursor: Cursor,
  limit: number,
): Promise<Page<EnvelopeView>> {
  const rows = await tx.query<EnvelopeFound>(
    `select ${COLUMNS} from (
       select h.* from care.handoff h where h.jurisdiction = (select o.jurisdiction from care.organisation o where o.id = $1)
         and h.requested_at is not null and h.kind <> 'information_only' and h.id < $2 and ${OTHERS}
         and (not $3::boolean or (h.escalated_at is not null and h.state in ('requested','received','accepted','on-hold','in-progress')))
       order by h.id desc limit $4) h ${JOINS} order by h.id desc`,
    [tx.organisation, cursor.id, escalated, limit + 1],
  );
  return pageOf(
    rows,
    limit,
    (row) => ({ at: row.requested_at.toISOString(), id: row.id }),
    (row) => {
      tx.about(row.audit_subject);
      return toView(row, []);
    },
  );
}

function toView(row: EnvelopeFound, clocks: HandoffClock[]): EnvelopeView {
  const at = (time: Date | null) => time?.toISOString() ?? null;
  return {
    reference: row.reference,
    kind: row.kind,
    sender: { code: row.sender_code, names: row.sender_names },
    receiver: { code: row.receiver_code, names: row.receiver_names },
    custodian: row.custodian,
    stage: row.stage,
    urgency: row.urgency,
    state: row.state,
    business_state: row.business_state,
    moves: movesOf(row.business_state, 'coordinator', row.kind),
    version: row.version,
    requested_at: row.requested_at.toISOString(),
    escalated_at: at(row.escalated_at),
    extended_at: at(row.extended_at),
    overturned_at: at(row.overturned_at),
    closed_at: at(row.closed_at),
    decline_reason: row.decline_reason,
    clocks,
  };
}
