import { FOLLOW_UP_DAYS, SAFETY_CALL_DAY } from '#domain/charter/follow-ups.js';
import type { Tx } from '#platform/db/tx.js';
import { HOUSE_ZONE } from '../day.queries.js';

interface Left {
  readonly episode: string;
  readonly client: string;
  readonly spell: string;
  /** The day of leaving, of the house's calendar. */
  readonly exited_on: string;
  readonly withSafetyCall: boolean;
}

/** Windows are whole days of the house's calendar; the call after leaving is counted in hours. What was withdrawn is not asked for again. */
const PLAN = `
insert into care.follow_up (id, episode_id, client_id, spell_id, day, opens_at, due_at, closes_at)
select gen_random_uuid(), $1, $2, $3, d.day, d.opens_at, d.due_at, d.closes_at
from care.organisation o cross join lateral (
  select x.day::smallint, ($4::date + x.day - x.slack)::timestamp at time zone ${HOUSE_ZONE} as opens_at, ($4::date + x.day)::timestamp at time zone ${HOUSE_ZONE} as due_at,
    ($4::date + x.day + x.slack + 1)::timestamp at time zone ${HOUSE_ZONE} as closes_at
  from unnest($5::int[], $6::int[]) as x(day, slack)
  union all
  select $7::smallint, l.at + interval '48 hours', l.at + interval '60 hours', l.at + interval '72 hours'
  from (select case when $4::date = (clock_timestamp() at time zone ${HOUSE_ZONE})::date then clock_timestamp()
    else ($4::date)::timestamp at time zone ${HOUSE_ZONE} + interval '12 hours' end as at) l where $8) d
where o.id = $9 and not exists (select from care.consent k where k.client_id = $2 and k.kind = 'follow_up' and k.withdrawn_at is not null
  and not exists (select from care.consent j where j.client_id = $2 and j.kind = 'follow_up' and j.withdrawn_at is null and j.until_at > clock_timestamp()))`;

/** One schedule of an episode; where an older one is left over, nobody is asked by it any more. */
export async function planFollowUps(tx: Tx, left: Left): Promise<void> {
  await stopFollowUps(tx, left.episode);
  await tx.query(PLAN, [
    left.episode,
    left.client,
    left.spell,
    left.exited_on,
    FOLLOW_UP_DAYS.map(({ day }) => day),
    FOLLOW_UP_DAYS.map(({ slack }) => slack),
    SAFETY_CALL_DAY,
    left.withSafetyCall,
    tx.organisation,
  ]);
}

/** Nobody is asked after any more: they are back in care, or do not want to be. */
export async function stopFollowUps(tx: Tx, episode: string): Promise<void> {
  await tx.query(
    `with stopped as (update care.follow_up set state = 'stopped', settled_at = clock_timestamp(), version = version + 1
       where episode_id = $1 and state = 'open' returning id)
     update care.work_item w set done_at = clock_timestamp() from stopped s where w.follow_up_id = s.id and w.done_at is null`,
    [episode],
  );
}
