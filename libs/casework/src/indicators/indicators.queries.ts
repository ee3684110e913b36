import type { DisclosureTier } from '#domain/charter/consent.js';
import type { HandoffSide } from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import type { Labels } from '#domain/wire/common.js';
import {
  LOOP_TIMES,
  type LoopCount,
  type LoopTime,
  type Loss,
  type LossReason,
  type RungClimbed,
} from '#domain/wire/indicators.js';
import type { Tx } from '#platform/db/tx.js';

/** Instants between which a period lies, first included, last not. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

type Times = Record<`${LoopTime}_n`, number> & Record<`${LoopTime}_spread`, [number, number] | null>;

export interface LoopFound extends Times, Record<LoopCount, number> {
  /** Null in the row of the total. */
  partner: string | null;
  names: Labels | null;
  stage: Stage;
}

export interface SideFound {
  overturned: number;
  arrived_after_a_miss: number;
  clients: number;
  declined_more_than_twice: number;
  on_emergency: number;
  safety_withheld: number;
  attempts: number;
  attempts_reached: number;
  climbed: Partial<Record<RungClimbed, number>>;
  reasons: Partial<Record<Loss, Partial<Record<LossReason, number>>>>;
}

const SIDES = {
  sender: { own: 'sender_organisation_id', partner: 'receiver_organisation_id' },
  receiver: { own: 'receiver_organisation_id', partner: 'sender_organisation_id' },
} as const satisfies Record<HandoffSide, object>;

/**
 * Every handoff requested in the period with the own organisation ($1) on one side, with how far it came and how long that
 * took. The sender of a row was the custodian when it was requested and stays so in it, whoever is responsible later. When
 * the report came is when the clock of its reading began to run. The end of a stay at the sender's is the sender's to read.
 */
const cohort = (side: HandoffSide) => `
cohort as materialized (
  select h.*, h.${SIDES[side].partner} as partner_id,
    h.arrived_at is not null as has_arrived,
    h.arrived_at is not null or h.accepted_at is not null or h.basis = 'emergency' as was_accepted,
    h.arrived_at is not null or h.accepted_at is not null or h.basis = 'emergency' or h.received_at is not null or h.state = 'rejected' as was_acknowledged,
    h.state in ('rejected','cancelled','failed','entered-in-error') as was_lost,
    case when h.state = 'rejected' then h.decline_reason else h.business_state end as reason,
    (select min(k.started_at) from care.clock k where k.handoff_id = h.id and k.kind = 'acknowledge_report') as reported_at,
    coalesce(h.departed_at, ${
      side === 'sender'
        ? `(select max(s.ended_at) from care.stage_spell s where s.episode_id = h.episode_id and s.organisation_id = $1 and s.ended_at <= h.arrived_at)`
        : 'null'
    }) as left_at
  from care.handoff h
  where h.${SIDES[side].own} = $1 and h.kind <> 'information_only' and h.requested_at >= $2 and h.requested_at < $3)`;

const HOUR = 3600;
/** What each length of time is, in SQL over the cohort; null where there is none to measure. */
const LENGTHS: Record<LoopTime, string> = {
  hours_to_acknowledge: `extract(epoch from coalesce(c.received_at, c.accepted_at, case when c.state = 'rejected' then c.closed_at end, c.arrived_at) - c.requested_at) / ${HOUR}`,
  hours_to_decide: `extract(epoch from case when c.basis = 'consent' then coalesce(c.accepted_at, case when c.state = 'rejected' then c.closed_at end) end - c.requested_at) / ${HOUR}`,
  hours_to_arrive: `extract(epoch from c.arrived_at - c.requested_at) / ${HOUR}`,
  hours_to_report: `extract(epoch from c.reported_at - c.arrived_at) / ${HOUR}`,
  gap_days: `case when c.kind = 'transfer' and c.left_at <= c.arrived_at then (extract(epoch from c.arrived_at - c.left_at)) / ${24 * HOUR} end`,
};

const COUNTS: Record<LoopCount, string> = {
  sent: 'true',
  lost_before_acknowledgement: 'c.was_lost and not c.was_acknowledged',
  waiting_for_acknowledgement: 'not c.was_lost and not c.was_acknowledged',
  acknowledged: 'c.was_acknowledged',
  lost_before_acceptance: 'c.was_lost and c.was_acknowledged and not c.was_accepted',
  waiting_for_acceptance: 'not c.was_lost and c.was_acknowledged and not c.was_accepted',
  accepted: 'c.was_accepted',
  lost_before_arrival: 'c.was_lost and c.was_accepted and not c.has_arrived',
  waiting_for_arrival: 'not c.was_lost and c.was_accepted and not c.has_arrived',
  arrived: 'c.has_arrived',
  waiting_for_report: `c.has_arrived and c.state <> 'completed'`,
  reported: `c.has_arrived and c.state = 'completed'`,
  report_unread: `c.has_arrived and c.business_state = 'report-sent'`,
  read_by_sender: `c.has_arrived and c.business_state = 'loop-closed' and not c.acknowledged_by_clock`,
  closed_by_clock: `c.has_arrived and c.business_state = 'loop-closed' and c.acknowledged_by_clock`,
};

const loopSql = (side: HandoffSide) => `with ${cohort(side)}
select p.code as partner, p.names, c.stage,
  ${Object.entries(COUNTS)
    .map(([name, when]) => `count(*) filter (where ${when})::int as ${name}`)
    .join(',\n  ')},
  ${LOOP_TIMES.map(
    (name) => `count(${LENGTHS[name]})::int as ${name}_n,
  percentile_cont(array[0.5, 0.9]) within group (order by (${LENGTHS[name]})::double precision) as ${name}_spread`,
  ).join(',\n  ')}
from cohort c join care.organisation p on p.id = c.partner_id
group by grouping sets ((p.code, p.names, c.stage), ()) order by p.code nulls first, c.stage`;

const sideSql = (side: HandoffSide) => `with ${cohort(side)},
ladder as (select c.id, coalesce((select max(k.rung) from care.clock k where k.handoff_id = c.id and k.fired_at is not null), 0) as rung from cohort c),
lost as (select c.reason, case when not c.was_acknowledged then 'lost_before_acknowledgement' when not c.was_accepted then 'lost_before_acceptance'
    else 'lost_before_arrival' end as step, count(*)::int as n
  from cohort c where c.was_lost and not c.has_arrived group by 1, 2),
declines as (select c.client_id, count(*) filter (where c.state = 'rejected') + count(*) filter (where c.overturned_at is not null) as n from cohort c group by 1),
attempts as (select x.reached from care.handoff_contact x where x.handoff_id in (select c.id from cohort c))
select count(*) filter (where c.overturned_at is not null)::int as overturned,
  count(*) filter (where c.has_arrived and c.arrived_from = 'did-not-arrive')::int as arrived_after_a_miss,
  (select count(*)::int from declines) as clients,
  (select count(*)::int from declines where n > 2) as declined_more_than_twice,
  count(*) filter (where c.basis = 'emergency')::int as on_emergency,
  count(*) filter (where c.safety_withheld and c.basis = 'consent')::int as safety_withheld,
  (select count(*)::int from attempts) as attempts,
  (select count(*)::int from attempts where reached) as attempts_reached,
  (select coalesce(jsonb_object_agg((array['none','reminder','overdue','escalated','exhausted'])[q.rung + 1], q.n), '{}')
     from (select rung, count(*) as n from ladder group by 1) q) as climbed,
  (select coalesce(jsonb_object_agg(q.step, q.reasons), '{}') from (select step, jsonb_object_agg(reason, n) as reasons from lost group by 1) q) as reasons
from cohort c`;

const LOOP = { sender: loopSql('sender'), receiver: loopSql('receiver') } as const;
const SIDE = { sender: sideSql('sender'), receiver: sideSql('receiver') } as const;

/** Counts and lengths of time of one side: the total first, then by partner and stage. */
export async function readLoop(tx: Tx, side: HandoffSide, period: Period): Promise<LoopFound[]> {
  return await tx.query<LoopFound>(LOOP[side], [tx.organisation, period.from, period.to]);
}

/** What is told of one side as a whole. */
export async function readSide(tx: Tx, side: HandoffSide, period: Period): Promise<SideFound> {
  return await tx.one<SideFound>(SIDE[side], [tx.organisation, period.from, period.to]);
}

export interface OwnFound {
  given: Partial<Record<DisclosureTier, number>>;
  received: Partial<Record<DisclosureTier, number>>;
  clients: number;
  with_consent: number;
  raised: number;
  done: number;
  overdue: number;
}

/**
 * What is not about one handoff: disclosures of the period by packets, which alone have tiers, clients in own custody in it with a consent of the own
 * organisation that stood meanwhile, and next steps as they stood at $4, its end or now.
 */
const OWN = `
with held as (select cu.client_id, greatest(cu.since_at, $2) as from_at, least(coalesce(cu.until_at, 'infinity'), $3) as to_at
    from care.custody cu where cu.organisation_id = $1 and cu.during && tstzrange($2, $3)),
steps as (select w.due_at, w.done_at <= $4 as was_done from care.work_item w
    where w.organisation_id = $1 and w.kind = 'handoff.next_step' and w.created_at >= $2 and w.created_at < $3)
select
  (select coalesce(jsonb_object_agg(q.tier, q.n), '{}') from (select d.tier, count(*) as n from care.disclosure d
     where d.from_organisation_id = $1 and d.channel = 'packet' and d.disclosed_at >= $2 and d.disclosed_at < $3 group by 1) q) as given,
  (select coalesce(jsonb_object_agg(q.tier, q.n), '{}') from (select d.tier, count(*) as n from care.disclosure d
     where d.to_organisation_id = $1 and d.channel = 'packet' and d.disclosed_at >= $2 and d.disclosed_at < $3 group by 1) q) as received,
  (select count(distinct h.client_id)::int from held h) as clients,
  (select count(distinct h.client_id)::int from held h where exists (select from care.consent k
     where k.client_id = h.client_id and k.organisation_id = $1 and k.given_at < h.to_at
       and coalesce(k.withdrawn_at, 'infinity') > h.from_at and k.until_at > h.from_at)) as with_consent,
  (select count(*)::int from steps) as raised,
  (select count(*)::int from steps where was_done) as done,
  (select count(*)::int from steps where was_done is not true and due_at < $4) as overdue`;

export async function readOwn(tx: Tx, period: Period): Promise<OwnFound> {
  const cut = period.to < tx.now ? period.to : tx.now;
  return await tx.one<OwnFound>(OWN, [tx.organisation, period.from, period.to, cut]);
}

/** The period in the time zone of the own organisation, and the local day that it is there now. */
export async function readPeriod(
  tx: Tx,
  from: string,
  to: string,
): Promise<Period & { time_zone: string; today: string; days: number }> {
  return await tx.one(
    `select $2::date::timestamp at time zone o.time_zone as from, $3::date::timestamp at time zone o.time_zone as to, o.time_zone,
       to_char(clock_timestamp() at time zone o.time_zone, 'YYYY-MM-DD') as today, $3::date - $2::date as days
     from care.organisation o where o.id = $1`,
    [tx.organisation, from, to],
  );
}
