import type { ConsentCategory } from '#domain/charter/consent.js';
import type { ClockKind, Rung } from '#domain/charter/clocks.js';
import { CLOCKS, statesOwedBy } from '#domain/charter/clocks.js';
import {
  HANDOFF_SIDES,
  NEGATIVE_HANDOFF_STATES,
  type BusinessState,
  type DeclineReason,
  type HandoffBasis,
  type HandoffKind,
  type HandoffSide,
  type HandoffState,
  type PlaceHold,
  type RecallReason,
  type ReportOutcome,
  type Urgency,
} from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import { Refusal } from '#domain/refusal.js';
import { movesOf, otherSide } from '#domain/rules/handoff.js';
import { arrivalFlags } from '#domain/rules/handoff-arrival.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { HandoffClock, HandoffView } from '#domain/wire/handoff.js';
import type { Tx } from '#platform/db/tx.js';
import { numbered } from '../numbered.js';
import { pageOf, type Cursor } from '../paging.js';
import { readReference } from './handoff-lock.queries.js';

/** A handoff as a row, with both organisations' names and what the side that reads may know of the client. */
export interface HandoffFound {
  id: string;
  reference: string;
  kind: HandoffKind;
  basis: HandoffBasis;
  episode_id: string;
  client_id: string;
  audit_subject: string;
  group_id: string;
  side: HandoffSide;
  client: string | null;
  sender_code: string;
  sender_names: Labels;
  receiver_code: string;
  receiver_names: Labels;
  stage: Stage;
  urgency: Urgency;
  state: HandoffState;
  business_state: BusinessState;
  consent_id: string | null;
  safety_withheld: boolean;
  version: number;
  requested_at: Date | null;
  delivered_at: Date | null;
  received_at: Date | null;
  accepted_at: Date | null;
  appointment_at: Date | null;
  departed_at: Date | null;
  arrived_at: Date | null;
  arrival_recorded_at: Date | null;
  arrived_from: BusinessState | null;
  closed_at: Date | null;
  due_at: Date | null;
  resume_on: string | null;
  waitlist_expected_on: string | null;
  waitlist_position: number | null;
  waitlist_review_on: string | null;
  decline_reason: DeclineReason | null;
  recall_reason: RecallReason | null;
  outcome: ReportOutcome | null;
  acknowledged_by_clock: boolean;
  hold: PlaceHold | null;
  hold_until: Date | null;
  next_step_due_at: Date | null;
  next_step_done_at: Date | null;
}

const day = (column: string): string => `to_char(h.${column}, 'YYYY-MM-DD') as ${column}`;

const COLUMNS = `h.id, h.reference, h.kind, h.basis, h.episode_id, h.client_id, h.audit_subject, h.group_id,
  case when h.sender_organisation_id = $1 then 'sender' else 'receiver' end as side,
  cc.code as client, s.code as sender_code, s.names as sender_names, r.code as receiver_code, r.names as receiver_names,
  h.stage, h.urgency, h.state, h.business_state, h.consent_id, h.safety_withheld, h.version, h.requested_at, h.delivered_at, h.received_at,
  h.accepted_at, h.appointment_at, h.departed_at, h.arrived_at, h.arrival_recorded_at, h.arrived_from, h.closed_at, h.due_at, ${day('resume_on')},
  ${day('waitlist_expected_on')}, h.waitlist_position, ${day('waitlist_review_on')}, h.decline_reason, h.recall_reason, h.outcome, h.acknowledged_by_clock,
  p.hold, p.until_at as hold_until, n.due_at as next_step_due_at, n.done_at as next_step_done_at`;

const JOINS = `join care.organisation s on s.id = h.sender_organisation_id
  join care.organisation r on r.id = h.receiver_organisation_id
  left join care.client_code cc on cc.organisation_id = $1 and cc.client_id = h.client_id
  left join lateral (select x.hold, nullif(x.until_at, 'infinity') as until_at from care.place_hold x
    where x.handoff_id = h.id and x.released_at is null and x.until_at > now() limit 1) p on true
  left join lateral (select w.due_at, w.done_at from care.work_item w
    where w.handoff_id = h.id and w.organisation_id = $1 and w.kind = 'handoff.next_step' order by w.created_at desc limit 1) n on true`;

const MINE = '$1 in (h.sender_organisation_id, h.receiver_organisation_id)';

/** One handoff, seen from the acting organisation's side; anybody else's is the same refusal as none. */
export async function findHandoff(tx: Tx, reference: string): Promise<HandoffFound> {
  const found = await tx.maybe<HandoffFound & { guarded: boolean }>(
    `select ${COLUMNS}, care.is_guarded(h.client_id) as guarded from care.handoff h ${JOINS} where h.reference = $2 and ${MINE}`,
    [tx.organisation, readReference(reference)],
  );
  if (!found) throw new Refusal('request.not_found');
  tx.about(found.audit_subject);
  // What was told about a protected client is for the team, like the record itself.
  if (found.guarded) throw new Refusal('client.protected');
  return found;
}

/** Handoffs of one episode that the acting organisation is a side of. */
export async function readHandoffsOfEpisode(
  tx: Tx,
  { episode_id }: { episode_id: string },
): Promise<HandoffView[]> {
  const rows = await tx.query<HandoffFound>(
    `select ${COLUMNS} from care.handoff h ${JOINS} where h.episode_id = $2 and ${MINE} order by h.id desc limit 50`,
    [tx.organisation, episode_id],
  );
  return rows.map(toHandoffView);
}

/** A draft has not been sent: in a cursor, where the id alone decides, any instant will do. */
const BEFORE_SENDING = new Date(0);

const SIDES = { sender: 'sender_organisation_id', receiver: 'receiver_organisation_id' } as const;
const UNDER_WAY = `state in ('requested','received','accepted','on-hold','in-progress')`;

/** Of one side, those in which the other must act: whose clock runs is the charter's to say. */
const waitingOf = (side: HandoffSide): string =>
  `${SIDES[side]} = :organisation and ${UNDER_WAY} and business_state = any (:waits_for_${otherSide(side)}::text[])`;

/** Own handoffs whose partner must act now, for counting; the list has the same words. */
export const WAITING_ROWS = `from (select id from care.handoff where ${waitingOf('sender')}
  union all select id from care.handoff where ${waitingOf('receiver')}) waiting`;

/** Parameters of the words above. */
export function waitingStates(): Record<`waits_for_${HandoffSide}`, BusinessState[]> {
  return { waits_for_sender: statesOwedBy('sender'), waits_for_receiver: statesOwedBy('receiver') };
}

export interface HandoffFilter {
  /** Absent: both sides. */
  readonly side?: HandoffSide | undefined;
  /** Only those that still wait for an answer or an arrival. */
  readonly open?: boolean | undefined;
  /** Only those in which the partner must act. */
  readonly waiting?: 'partner' | undefined;
  readonly state?: BusinessState | undefined;
}

/** The newest of one side, by its index; the two sides are put together afterwards. */
function newestOf(side: HandoffSide, filter: HandoffFilter): string {
  const words = [
    filter.waiting ? waitingOf(side) : `${SIDES[side]} = :organisation`,
    'id < :after_id',
    ...(filter.open ? [`state in ('draft','requested','received','accepted','on-hold','in-progress')`] : []),
    ...(filter.state ? ['business_state = :state'] : []),
  ];
  return `(select * from care.handoff where ${words.join(' and ')} order by id desc limit :limit)`;
}

/** Handoffs the acting organisation has sent or received, the newest first: limited by organisation first, joined after. */
export async function readHandoffs(
  tx: Tx,
  filter: HandoffFilter,
  cursor: Cursor,
  limit: number,
): Promise<Page<HandoffView>> {
  const sides = filter.side ? [filter.side] : HANDOFF_SIDES;
  const newest = sides.map((side) => newestOf(side, filter)).join(' union all ');
  const columns = COLUMNS.replaceAll('$1', ':organisation');
  const joins = JOINS.replaceAll('$1', ':organisation');
  const { text, values } = numbered(
    `select ${columns} from (select * from (${newest}) both_sides order by id desc limit :limit) h ${joins} order by h.id desc`,
    {
      organisation: tx.organisation,
      after_id: cursor.id,
      limit: limit + 1,
      state: filter.state,
      ...waitingStates(),
    },
  );
  const rows = await tx.query<HandoffFound>(text, values);
  return pageOf(
    rows,
    limit,
    (row) => ({ at: (row.requested_at ?? BEFORE_SENDING).toISOString(), id: row.id }),
    (row) => {
      tx.about(row.audit_subject);
      return toHandoffView(row);
    },
  );
}

/** The consent a handoff stands on, as far as the acting side may read it. */
export async function readConsentOf(
  tx: Tx,
  consentId: string | null,
): Promise<
  | { reference: string; categories: ConsentCategory[]; expires_on: string | null; withdrawn_at: Date | null }
  | undefined
> {
  if (consentId === null) return undefined;
  return await tx.maybe(
    `select reference, categories, to_char(expires_on, 'YYYY-MM-DD') as expires_on, withdrawn_at from care.consent where id = $1`,
    [consentId],
  );
}

/** Clocks that run on a handoff, each with the highest rung it has climbed. */
export async function readClocks(tx: Tx, handoffId: string): Promise<HandoffClock[]> {
  const rows = await tx.query<{ kind: ClockKind; due_at: Date; rung: Rung | null }>(
    `select c.kind, max(c.due_at) as due_at, max(c.rung) filter (where c.fired_at is not null) as rung
       from care.clock c where c.handoff_id = $1 and c.settled_at is null
      group by c.kind, c.handoff_version order by 2`,
    [handoffId],
  );
  return rows.map(({ kind, due_at, rung }) => ({
    kind,
    whose: CLOCKS[kind].whose,
    due_at: due_at.toISOString(),
    rung,
  }));
}

/** Whether a handoff ended before arrival: what the receiver keeps of it is a tombstone. */
export function isTombstone(row: { readonly side: HandoffSide; readonly state: HandoffState }): boolean {
  return row.side === 'receiver' && (NEGATIVE_HANDOFF_STATES as readonly HandoffState[]).includes(row.state);
}

export function toHandoffView(row: HandoffFound): HandoffView {
  const at = (time: Date | null) => time?.toISOString() ?? null;
  const gone = isTombstone(row);
  return {
    reference: row.reference,
    kind: row.kind,
    basis: row.basis,
    side: row.side,
    client: gone ? null : row.client,
    sender: { code: row.sender_code, names: row.sender_names },
    receiver: { code: row.receiver_code, names: row.receiver_names },
    stage: gone ? null : row.stage,
    urgency: gone ? null : row.urgency,
    state: row.state,
    business_state: row.business_state,
    moves: movesOf(row.business_state, row.side, row.kind),
    version: row.version,
    requested_at: at(row.requested_at),
    delivered_at: at(row.delivered_at),
    received_at: at(row.received_at),
    accepted_at: at(row.accepted_at),
    appointment_at: at(row.appointment_at),
    departed_at: gone ? null : at(row.departed_at),
    arrived_at: at(row.arrived_at),
    arrival_flags: arrivalFlags(row.arrived_from, row.arrived_at, row.arrival_recorded_at),
    closed_at: at(row.closed_at),
    due_at: at(row.due_at),
    resume_on: row.resume_on,
    waitlist:
      row.waitlist_review_on === null || gone
        ? null
        : {
            expected_on: row.waitlist_expected_on,
            position: row.waitlist_position,
            review_on: row.waitlist_review_on,
          },
    decline_reason: row.decline_reason,
    recall_reason: gone ? null : row.recall_reason,
    outcome: row.outcome,
    acknowledged_by_clock: row.acknowledged_by_clock,
    place: row.hold && { hold: row.hold, until: at(row.hold_until) },
    next_step: row.next_step_due_at && {
      due_at: row.next_step_due_at.toISOString(),
      done_at: at(row.next_step_done_at),
    },
  };
}
