import type { ConsentCategory } from '#domain/charter/consent.js';
import type {
  BusinessState,
  DeclineReason,
  HandoffKind,
  HandoffSide,
  HandoffState,
  RecallReason,
  ReportOutcome,
  Urgency,
} from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import { Refusal } from '#domain/refusal.js';
import { parseClientCode } from '#domain/rules/client-code.js';
import { movesOf } from '#domain/rules/handoff.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { HandoffView } from '#domain/wire/handoff.js';
import type { Tx } from '#platform/db/tx.js';
import { pageOf, type Cursor } from '../paging.js';

/** A handoff as a row, with both organisations' names and what the side that reads may know of the client. */
export interface HandoffFound {
  id: string;
  reference: string;
  kind: HandoffKind;
  episode_id: string;
  client_id: string;
  audit_subject: string;
  side: HandoffSide;
  client: string | null;
  sender_code: string;
  sender_names: Labels;
  receiver_code: string;
  receiver_names: Labels;
  stage: Stage;
  urgency: Urgency;
  reason: string | null;
  state: HandoffState;
  business_state: BusinessState;
  consent_id: string;
  safety_withheld: boolean;
  version: number;
  requested_at: Date;
  delivered_at: Date | null;
  received_at: Date | null;
  accepted_at: Date | null;
  appointment_at: Date | null;
  arrived_at: Date | null;
  closed_at: Date | null;
  due_at: Date | null;
  decline_reason: DeclineReason | null;
  decline_note: string | null;
  recall_reason: RecallReason | null;
  outcome: ReportOutcome | null;
  next_step_due_at: Date | null;
  next_step_done_at: Date | null;
}

const COLUMNS = `h.id, h.reference, h.kind, h.episode_id, h.client_id, h.audit_subject,
  case when h.sender_organisation_id = $1 then 'sender' else 'receiver' end as side,
  cc.code as client, s.code as sender_code, s.names as sender_names, r.code as receiver_code, r.names as receiver_names,
  h.stage, h.urgency, h.reason, h.state, h.business_state, h.consent_id, h.safety_withheld, h.version, h.requested_at, h.delivered_at, h.received_at,
  h.accepted_at, h.appointment_at, h.arrived_at, h.closed_at, h.due_at, h.decline_reason, h.decline_note, h.recall_reason, h.outcome,
  n.due_at as next_step_due_at, n.done_at as next_step_done_at`;

const JOINS = `join care.organisation s on s.id = h.sender_organisation_id
  join care.organisation r on r.id = h.receiver_organisation_id
  left join care.client_code cc on cc.organisation_id = $1 and cc.client_id = h.client_id
  left join lateral (select w.due_at, w.done_at from care.work_item w
    where w.handoff_id = h.id and w.organisation_id = $1 and w.kind = 'handoff.next_step' order by w.created_at desc limit 1) n on true`;

/** The canonical reference of what somebody typed. */
export function readReference(input: string): string {
  const parsed = parseClientCode(input);
  if (!parsed.ok) throw new Refusal('handoff.reference_malformed', { field: 'reference' });
  return parsed.code;
}

/** One handoff, seen from the acting organisation's side; anybody else's is the same refusal as none. */
export async function findHandoff(tx: Tx, reference: string): Promise<HandoffFound> {
  const found = await tx.maybe<HandoffFound>(
    `select ${COLUMNS} from care.handoff h ${JOINS} where h.reference = $2`,
    [tx.organisation, readReference(reference)],
  );
  if (!found) throw new Refusal('request.not_found');
  tx.about(found.audit_subject);
  return found;
}

export interface HandoffLocked {
  id: string;
  reference: string;
  kind: HandoffKind;
  episode_id: string;
  client_id: string;
  audit_subject: string;
  side: HandoffSide;
  state: HandoffState;
  version: number;
  stage: Stage;
  urgency: Urgency;
  reason: string | null;
  safety_withheld: boolean;
  requested_at: Date;
  pack_version: string;
  jurisdiction: string;
}

const LOCK = `select h.id, h.reference, h.kind, h.episode_id, h.client_id, h.audit_subject,
    case when h.sender_organisation_id = $1 then 'sender' else 'receiver' end as side,
    h.state, h.version, h.stage, h.urgency, h.reason, h.safety_withheld, h.requested_at, h.pack_version, o.jurisdiction
  from care.handoff h join care.organisation o on o.id = h.receiver_organisation_id where h.reference = $2 for update of h`;

/** The handoff with its row locked: a double click, or accepting against recalling, is settled here. */
export async function lockHandoff(tx: Tx, reference: string): Promise<HandoffLocked> {
  const locked = await tx.maybe<HandoffLocked>(LOCK, [tx.organisation, readReference(reference)]);
  if (!locked) throw new Refusal('request.not_found');
  tx.about(locked.audit_subject);
  return locked;
}

/** Handoffs of one episode that the acting organisation is a side of. */
export async function readHandoffsOfEpisode(
  tx: Tx,
  { episode_id }: { episode_id: string },
): Promise<HandoffView[]> {
  const rows = await tx.query<HandoffFound>(
    `select ${COLUMNS} from care.handoff h ${JOINS} where h.episode_id = $2 order by h.id desc limit 50`,
    [tx.organisation, episode_id],
  );
  return rows.map(toHandoffView);
}

const SIDES = { sender: 'sender_organisation_id', receiver: 'receiver_organisation_id' } as const;

/** Handoffs one side has sent or received, the newest first: limited by organisation first, joined after. */
export async function readHandoffs(
  tx: Tx,
  side: HandoffSide,
  openOnly: boolean,
  cursor: Cursor,
  limit: number,
): Promise<Page<HandoffView>> {
  const rows = await tx.query<HandoffFound>(
    `select ${COLUMNS} from (
       select * from care.handoff where ${SIDES[side]} = $1 and id < $2
         and ($3::boolean is false or state in ('requested','received','accepted'))
       order by id desc limit $4) h ${JOINS} order by h.id desc`,
    [tx.organisation, cursor.id, openOnly, limit + 1],
  );
  for (const row of rows.slice(0, limit)) tx.about(row.audit_subject);
  return pageOf(rows, limit, (row) => ({ at: row.requested_at.toISOString(), id: row.id }), toHandoffView);
}

/** The consent a handoff stands on, as both sides may know it. */
export async function readConsentOf(tx: Tx, consentId: string) {
  return await tx.maybe<{
    reference: string;
    categories: ConsentCategory[];
    expires_on: string | null;
    withdrawn_at: Date | null;
  }>(
    `select reference, categories, to_char(expires_on, 'YYYY-MM-DD') as expires_on, withdrawn_at from care.consent where id = $1`,
    [consentId],
  );
}

export function toHandoffView(row: HandoffFound): HandoffView {
  const at = (time: Date | null) => time?.toISOString() ?? null;
  return {
    reference: row.reference,
    kind: row.kind,
    side: row.side,
    client: row.client,
    sender: { code: row.sender_code, names: row.sender_names },
    receiver: { code: row.receiver_code, names: row.receiver_names },
    stage: row.stage,
    urgency: row.urgency,
    state: row.state,
    business_state: row.business_state,
    moves: movesOf(row.state, row.side),
    version: row.version,
    requested_at: row.requested_at.toISOString(),
    delivered_at: at(row.delivered_at),
    received_at: at(row.received_at),
    accepted_at: at(row.accepted_at),
    appointment_at: at(row.appointment_at),
    arrived_at: at(row.arrived_at),
    closed_at: at(row.closed_at),
    due_at: at(row.due_at),
    decline_reason: row.decline_reason,
    decline_note: row.decline_note,
    recall_reason: row.recall_reason,
    outcome: row.outcome,
    next_step: row.next_step_due_at && {
      due_at: row.next_step_due_at.toISOString(),
      done_at: at(row.next_step_done_at),
    },
  };
}
