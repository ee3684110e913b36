import type { HandoffSide } from '#domain/charter/handoff.js';
import type { Role } from '#domain/charter/roles.js';
import { Refusal } from '#domain/refusal.js';
import { formatClientCode, parseClientCode } from '#domain/rules/client-code.js';
import type { Handoff } from '#domain/rules/handoff.js';
import type { Tx } from '#platform/db/tx.js';

/** The main site of an organisation: the calendar its clocks run by, and who is on duty there. */
export interface Desk {
  readonly time_zone: string;
  readonly weekend_days: number[] | null;
  readonly opens: string | null;
  readonly closes: string | null;
  readonly duty: Role | null;
  readonly manager: Role | null;
}

/** A handoff whose row is locked: what the rules decide on, and what the effects need. */
export interface HandoffLocked extends Handoff {
  readonly id: string;
  readonly reference: string;
  readonly episode_id: string;
  readonly client_id: string;
  readonly audit_subject: string;
  readonly sender_organisation_id: string;
  readonly receiver_organisation_id: string;
  readonly consent_id: string | null;
  readonly spoke_at: Date | null;
  readonly caller_account_id: string | null;
  readonly waitlist_review_on: string | null;
  readonly jurisdiction: string;
  readonly time_zone: string;
  readonly version: number;
  readonly sender_desk: Desk | null;
  readonly receiver_desk: Desk | null;
}

export type HandoffLockedBySide = HandoffLocked & { readonly side: HandoffSide };

const desk = (
  organisation: string,
): string => `(select jsonb_build_object('time_zone', s.time_zone, 'weekend_days', s.weekend_days,
    'opens', s.opens, 'closes', s.closes,
    'duty', (select d.role from care.duty d where d.site_id = s.id and d.level = 'duty'),
    'manager', (select d.role from care.duty d where d.site_id = s.id and d.level = 'manager'))
  from care.site s where s.organisation_id = h.${organisation} and s.is_main)`;

const COLUMNS = `h.id, h.reference, h.kind, h.basis, h.episode_id, h.client_id, h.audit_subject, h.sender_organisation_id, h.receiver_organisation_id,
    h.business_state, h.version, h.stage, h.urgency, h.safety_withheld, h.planned_return, h.consent_id, h.requested_at, h.appointment_at, h.spoke_at, h.departed_at,
    h.closed_at, h.escalated_at, h.extended_at, h.overturned_at, h.caller_account_id, to_char(h.waitlist_review_on, 'YYYY-MM-DD') as waitlist_review_on,
    h.jurisdiction, o.time_zone, ${desk('sender_organisation_id')} as sender_desk, ${desk('receiver_organisation_id')} as receiver_desk`;

const BY_SIDE = `select ${COLUMNS}, case when h.sender_organisation_id = $1 then 'sender' else 'receiver' end as side
  from care.handoff h join care.organisation o on o.id = h.sender_organisation_id
  where h.reference = $2 and $1 in (h.sender_organisation_id, h.receiver_organisation_id) for update of h`;

/** The canonical reference of what somebody typed; a mistyped one is refused with a suggestion, never silently mended. */
export function readReference(input: string): string {
  const parsed = parseClientCode(input);
  if (parsed.ok) return parsed.code;
  if (!parsed.suggestion) throw new Refusal('handoff.reference_malformed', { field: 'reference' });
  throw new Refusal('handoff.reference_mistyped', {
    field: 'reference',
    parameters: { suggestion: formatClientCode(parsed.suggestion) },
  });
}

/** The handoff with its row locked, for one of its sides: a double click, or accepting against recalling, is settled here. */
export async function lockHandoff(tx: Tx, reference: string): Promise<HandoffLockedBySide> {
  const locked = await tx.maybe<HandoffLockedBySide>(BY_SIDE, [tx.organisation, readReference(reference)]);
  if (!locked) throw new Refusal('request.not_found');
  tx.about(locked.audit_subject);
  return locked;
}

/** Locks what an acceptance or an arrival may end before the handoff itself: one order for everybody, and no deadlock. */
export async function lockRivals(tx: Tx, reference: string): Promise<void> {
  await tx.query('select care.lock_rivals($1)', [readReference(reference)]);
}

const ENVELOPE = `select ${COLUMNS} from care.handoff h join care.organisation o on o.id = h.sender_organisation_id
  where h.reference = $1 and $2 not in (h.sender_organisation_id, h.receiver_organisation_id) for update of h`;

/** The same for the coordination office, which is no side of it. */
export async function lockEnvelope(tx: Tx, reference: string): Promise<HandoffLocked> {
  const locked = await tx.maybe<HandoffLocked>(ENVELOPE, [readReference(reference), tx.organisation]);
  if (!locked) throw new Refusal('request.not_found');
  tx.about(locked.audit_subject);
  return locked;
}

const BY_ID = `select ${COLUMNS} from care.handoff h join care.organisation o on o.id = h.sender_organisation_id
  where h.id = $1 for update of h`;

/** The same for the worker, which knows ids alone. */
export async function lockHandoffById(tx: Tx, id: string): Promise<HandoffLocked | undefined> {
  const locked = await tx.maybe<HandoffLocked>(BY_ID, [id]);
  if (locked) tx.about(locked.audit_subject);
  return locked;
}
