import { LIMITS } from '#domain/charter/limits.js';
import { DEADLINES, DEADLINE_KINDS } from '#domain/charter/rights.js';
import type { ExceptionKind } from '#domain/wire/house.js';

/**
 * What each kind of exception is, as SQL over the own organisation ($1) and the instants of the period ($2, not $3). Every
 * source gives the same columns, and both the count and the list are made of it, so that a number has exactly its list:
 * at, id (with `at` the place in the list), client_id, handoff_id, account_id (who recorded it, of the own organisation),
 * hours and reason.
 */

const HOURS = (from: string, to: string): string => `extract(epoch from ${to} - ${from}) / 3600`;
const MINE = `(h.sender_organisation_id = $1 or h.receiver_organisation_id = $1) and h.kind <> 'information_only' and h.requested_at is not null`;
const IN_PERIOD = (at: string): string => `${at} >= $2 and ${at} < $3`;

/** One row per handoff of either side. */
const handoffs = (
  at: string,
  when: string,
  {
    hours = 'null::float8',
    reason = 'null::text',
    account = 'null::uuid',
  }: { hours?: string; reason?: string; account?: string } = {},
): string =>
  `select ${at} as at, h.id, h.client_id, h.id as handoff_id, ${account} as account_id, ${hours} as hours, ${reason} as reason
     from care.handoff h where ${MINE} and ${IN_PERIOD(at)} and ${when}`;

/** Whoever of the receiving house opened the spell with which an arrival was recorded. */
const ARRIVAL_DESK = `(select s.opened_by from care.stage_spell s where h.receiver_organisation_id = $1 and s.episode_id = h.episode_id
  and s.organisation_id = $1 and s.started_at >= h.arrival_recorded_at order by s.started_at limit 1)`;

/** A day on which somebody of the custodian saw, heard or decided something with the client; own writing alone counts. */
const CONTACTS = `
  select s.screened_at from care.safety_screen s where s.episode_id = c.episode_id and s.organisation_id = $1
  union all select x.at from care.stage_spell s, unnest(array[s.started_at, s.ended_at]) as x(at) where s.episode_id = c.episode_id and s.organisation_id = $1
  union all select r.recorded_at from care.treatment r where r.episode_id = c.episode_id and r.organisation_id = $1
  union all select r.recorded_at from care.rehabilitation r where r.episode_id = c.episode_id and r.organisation_id = $1
  union all select r.recorded_at from care.reintegration r where r.episode_id = c.episode_id and r.organisation_id = $1
  union all select r.recorded_at from care.employment r where r.episode_id = c.episode_id and r.organisation_id = $1
  union all select b.attended_at from care.contact_attendance b where b.client_id = c.client_id and b.episode_id = c.episode_id and b.organisation_id = $1 and b.undone_at is null and b.attended_at is not null
  union all select k.given_at from care.consent k where k.episode_id = c.episode_id and k.organisation_id = $1
  union all select k.withdrawn_at from care.consent k where k.episode_id = c.episode_id and k.organisation_id = $1
  union all select x.at from care.handoff h join care.handoff_contact x on x.handoff_id = h.id where h.episode_id = c.episode_id and x.organisation_id = $1 and x.reached`;

/** Every time the days without contact ran out while the own organisation held the client, whether somebody was reached later or not. */
const NO_CONTACT = `
select q.seen_at + interval '${LIMITS.no_contact_days} days' as at, q.episode_id as id, q.client_id, null::uuid as handoff_id, null::uuid as account_id,
  ${HOURS('q.seen_at', 'least(q.next_at, clock_timestamp())')} as hours, null::text as reason
from (select c.episode_id, c.client_id, seen.at as seen_at, lead(seen.at, 1, coalesce(c.until_at, 'infinity')) over (partition by c.episode_id, c.since_at order by seen.at) as next_at
      from care.custody c cross join lateral (
        select c.since_at as at union select x.at from (${CONTACTS}) as x(at) where x.at > c.since_at and x.at < coalesce(c.until_at, 'infinity')) seen
      where c.organisation_id = $1 and c.during && tstzrange($2::timestamptz - interval '${LIMITS.no_contact_days} days', $3)) q
where ${IN_PERIOD(`q.seen_at + interval '${LIMITS.no_contact_days} days'`)}
  and q.seen_at + interval '${LIMITS.no_contact_days} days' < least(q.next_at, clock_timestamp())`;

/** A clock that ran out before whoever had to act did; each running of it once, however many rungs it climbed. */
const UNANSWERED = `
select k.due_at as at, k.id, h.client_id, h.id as handoff_id, null::uuid as account_id,
  ${HOURS('k.due_at', 'coalesce(k.settled_at, clock_timestamp())')} as hours, k.kind as reason
from care.handoff h cross join lateral (
  select (min(c.id::text))::uuid as id, c.kind, c.due_at, case when bool_and(c.settled_at is not null) then max(c.settled_at) end as settled_at
    from care.clock c where c.handoff_id = h.id and c.kind in ('acknowledge','decide','answer','wish') and c.due_at >= $2 and c.due_at < least($3, clock_timestamp())
   group by c.kind, c.due_at) k
where ${MINE} and h.requested_at < $3 and (h.closed_at is null or h.closed_at >= $2) and coalesce(k.settled_at, clock_timestamp()) > k.due_at`;

/** Work of the own inbox that tells of something. */
const work = (kinds: string, when: string): string =>
  `select w.created_at as at, w.id, w.client_id, w.handoff_id, w.asked_by as account_id, ${HOURS('w.created_at', 'clock_timestamp()')} as hours, w.kind as reason
     from care.work_item w where w.organisation_id = $1 and w.kind in (${kinds}) and ${IN_PERIOD('w.created_at')} and ${when}`;

/** What nobody decided here: the coordination office sees it as its own decisions, the two houses as work that told them. */
const FORCED = `
select w.created_at as at, w.id, w.client_id, null::uuid as handoff_id, null::uuid as account_id, null::float8 as hours, null::text as reason
  from care.work_item w where w.organisation_id = $1 and w.kind = 'custody.forced' and ${IN_PERIOD('w.created_at')}
union all
select f.decided_at, f.id, null::uuid, null::uuid, f.decided_by, null::float8, f.reason
  from care.forced_change f where f.confirmed and ${IN_PERIOD('f.decided_at')}`;

/** A duty is said by the work it is. */
const DUTY = `case d.kind ${DEADLINE_KINDS.map((kind) => `when '${kind}' then '${DEADLINES[kind].work}'`).join(' ')} end`;

export const EXCEPTION_SOURCES: Readonly<Record<ExceptionKind, string>> = {
  arrival_recorded_late: handoffs(
    'h.arrival_recorded_at',
    `h.arrival_recorded_at - h.arrived_at > interval '${LIMITS.recorded_late_hours} hours'`,
    { hours: HOURS('h.arrived_at', 'h.arrival_recorded_at'), account: ARRIVAL_DESK },
  ),
  arrival_unannounced: handoffs(
    'h.arrival_recorded_at',
    `h.arrived_from not in ('awaiting-arrival','client-unreachable','consent-under-discussion','transport')`,
    { reason: 'h.arrived_from', account: ARRIVAL_DESK },
  ),
  // Told as earlier than what must come before it: an arrival before the yes, or before the client had left.
  back_dated: handoffs('h.arrival_recorded_at', 'h.arrived_at < greatest(h.accepted_at, h.departed_at)', {
    hours: HOURS('h.arrived_at', 'greatest(h.accepted_at, h.departed_at)'),
    account: ARRIVAL_DESK,
  }),
  unanswered: UNANSWERED,
  declined: handoffs('h.closed_at', `h.state = 'rejected'`, {
    reason: 'h.decline_reason',
    account: `(select n.account_id from care.handoff_note n where n.handoff_id = h.id and n.organisation_id = $1 and n.kind = 'decline' order by n.written_at desc limit 1)`,
  }),
  no_contact: NO_CONTACT,
  forced_change: FORCED,
  override: work(`'stage.countersign','handoff.countersign'`, 'w.done_at is null'),
  emergency: handoffs('h.requested_at', `h.basis = 'emergency'`, {
    account: 'case when h.sender_organisation_id = $1 then h.requested_by end',
  }),
  expired: handoffs('h.closed_at', `h.business_state in ('expired-no-response','expired-no-decision')`, {
    reason: 'h.business_state',
  }),
  voided: handoffs('h.closed_at', `h.business_state = 'voided'`, {
    account: `(select n.account_id from care.handoff_note n where n.handoff_id = h.id and n.organisation_id = $1 and n.kind = 'void' order by n.written_at desc limit 1)`,
  }),
  // A duty that was not met in time, whether it was later or not. Of a complaint it names nobody.
  duty_overdue: `select d.due_at as at, d.id, d.client_id, null::uuid as handoff_id, null::uuid as account_id,
      ${HOURS('d.due_at', 'coalesce(d.settled_at, clock_timestamp())')} as hours, ${DUTY} as reason
    from care.deadline d where d.organisation_id = $1 and d.due_at >= $2 and d.due_at < least($3, clock_timestamp())
      and coalesce(d.settled_at, clock_timestamp()) > d.due_at`,
  // In care for a day, and nobody wrote down that the client was told their rights.
  rights_not_told: `select c.since_at + interval '${LIMITS.notice_given_hours} hours' as at, c.episode_id as id, c.client_id, null::uuid as handoff_id, null::uuid as account_id,
      ${HOURS('c.since_at', 'clock_timestamp()')} as hours, null::text as reason
    from care.custody c where c.organisation_id = $1 and c.until_at is null and ${IN_PERIOD(`c.since_at + interval '${LIMITS.notice_given_hours} hours'`)}
      and c.since_at + interval '${LIMITS.notice_given_hours} hours' < clock_timestamp()
      and not exists (select from care.rights_notice n where n.organisation_id = $1 and n.client_id = c.client_id)`,
  // Opened, and nobody has said yet whether it was right: from the first minute, not only when it is overdue.
  break_glass_unreviewed: `select g.opened_at as at, g.id, g.client_id, null::uuid as handoff_id, g.asked_by as account_id,
      ${HOURS('g.opened_at', 'clock_timestamp()')} as hours, g.reason
    from care.break_glass g where g.organisation_id = $1 and g.opened_at is not null and g.reviewed_at is null and ${IN_PERIOD('g.opened_at')}`,
};
