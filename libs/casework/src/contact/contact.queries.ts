import type { CancelReason, ContactKind, ContactOutcome } from '#domain/charter/contact.js';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import type { Labels } from '#domain/wire/common.js';
import type { ContactOverlap, ContactView } from '#domain/wire/contact.js';
import type { ColleagueView } from '#domain/wire/work.js';
import type { Tx } from '#platform/db/tx.js';
import { isCareTeam, locate, type Located } from '../client/client.queries.js';
import { colleagueOf } from '../colleague/colleague.queries.js';
import { preciseTime, type Cursor } from '../paging.js';

const MINUTE_MS = 60_000;

export interface ContactFound {
  id: string;
  place_at: string;
  client: string | null;
  audit_subject: string | null;
  kind: ContactKind;
  planned_at: Date;
  minutes: number;
  time_zone: string;
  organisation: Labels;
  own_house: boolean;
  site: Labels | null;
  with: ColleagueView | null;
  series_id: string | null;
  group_session_id: string | null;
  happened: ContactOutcome | null;
  reason: CancelReason | null;
  attended_at: Date | null;
  recorded_at: Date | null;
  recorded_by: string | null;
  changed_at: Date;
  version: number;
}

/** The rows are read and limited first; who and where is joined to what is left. $1 is the acting organisation. */
const view = (rows: string, order: string): string => `
select c.id, ${preciseTime('c.planned_at')} as place_at, k.code as client, k.audit_subject, c.kind, c.planned_at, c.minutes, c.time_zone, o.names as organisation,
  c.organisation_id = $1 as own_house, s.names as site, ${colleagueOf('x')} as "with", c.series_id, c.group_session_id,
  a.happened, a.reason, a.attended_at, a.recorded_at, a.recorded_by, c.changed_at, c.version
from (${rows}) c join care.organisation o on o.id = c.organisation_id
left join care.site s on s.id = c.site_id left join access.account x on x.id = c.staff_id
left join care.contact_attendance a on a.contact_id = c.id and a.undone_at is null
left join care.client_code k on k.organisation_id = $1 and k.client_id = c.client_id
order by ${order}`;

const HISTORY = view(
  `select * from care.contact where client_id = $2 and planned_at < $3 and (planned_at, id) < ($4, $5) order by planned_at desc, id desc limit $6`,
  'c.planned_at desc, c.id desc',
);
/** What was cancelled is no next appointment; where it is open whether somebody comes, the hour stays for two more. */
const UPCOMING = view(
  `select * from care.contact n where client_id = $2 and planned_at > $3::timestamptz - interval '2 hours'
     and not exists (select from care.contact_attendance b where b.contact_id = n.id and b.undone_at is null) order by planned_at, id limit $4`,
  'c.planned_at, c.id',
);
const CALENDAR = view(
  `select * from care.contact where organisation_id = $1 and staff_id = $2 and planned_at >= $3 and planned_at < $4 order by planned_at, id limit $5`,
  'c.planned_at, c.id',
);
const ONE = view('select * from care.contact where id = $2', 'c.id');
const GROUP = view(
  'select * from care.contact where organisation_id = $1 and group_session_id = $2 order by id limit $3',
  'k.code, c.id',
);

export async function readHistory(
  tx: Tx,
  client: string,
  cursor: Cursor,
  limit: number,
): Promise<ContactFound[]> {
  return await tx.query(HISTORY, [tx.organisation, client, tx.now, cursor.at, cursor.id, limit]);
}

export async function readUpcoming(tx: Tx, client: string): Promise<ContactFound[]> {
  return await tx.query(UPCOMING, [tx.organisation, client, tx.now, LIMITS.page_size_default]);
}

export async function readCalendar(
  tx: Tx,
  staff: string,
  { from, to }: { from: Date; to: Date },
): Promise<ContactFound[]> {
  return await tx.query(CALENDAR, [tx.organisation, staff, from, to, LIMITS.calendar_rows_max + 1]);
}

export async function readOfGroup(tx: Tx, group: string): Promise<ContactFound[]> {
  return await tx.query(GROUP, [tx.organisation, group, LIMITS.group_clients_max]);
}

export async function findContact(tx: Tx, contact: string): Promise<ContactFound> {
  const found = await tx.maybe<ContactFound>(ONE, [tx.organisation, contact]);
  if (!found?.own_house) throw new Refusal('contact.unknown');
  return found;
}

/** When the client was there the last time, as far as the own organisation may see. */
export async function readLastContact(tx: Tx, client: string): Promise<Date | null> {
  const found = await tx.maybe<{ attended_at: Date }>(
    `select attended_at from care.contact_attendance where client_id = $1 and undone_at is null and attended_at is not null
      order by attended_at desc limit 1`,
    [client],
  );
  return found?.attended_at ?? null;
}

export function endOf({ planned_at, minutes }: { planned_at: Date; minutes: number }): Date {
  return new Date(planned_at.getTime() + minutes * MINUTE_MS);
}

export function showContact(tx: Tx, row: ContactFound): ContactView {
  tx.about(row.audit_subject);
  const undo = row.recorded_at && row.recorded_by !== null && row.recorded_by === tx.actor.account;
  return {
    contact: row.id,
    client: row.own_house ? row.client : null,
    kind: row.kind,
    starts_at: row.planned_at.toISOString(),
    ends_at: endOf(row).toISOString(),
    time_zone: row.time_zone,
    organisation: row.organisation,
    own_house: row.own_house,
    site: row.site,
    with: row.with,
    series: row.series_id,
    group: row.group_session_id,
    happened: row.happened,
    reason: row.reason,
    attended_at: row.attended_at?.toISOString() ?? null,
    recorded_at: row.recorded_at?.toISOString() ?? null,
    undo_until:
      undo && row.recorded_at
        ? new Date(row.recorded_at.getTime() + LIMITS.contact_undo_minutes * MINUTE_MS).toISOString()
        : null,
    changed_at: row.changed_at.toISOString(),
    version: row.version,
  };
}

/** The site that is named, or the main one; a house without a site meets at no particular place, in its own time zone. */
export async function findPlace(
  tx: Tx,
  code: string | undefined,
): Promise<{ site: string | null; zone: string }> {
  const found = await tx.maybe<{ site: string; zone: string }>(
    `select id as site, time_zone as zone from care.site where organisation_id = $1 and case when $2::text is null then is_main else code = $2 end`,
    [tx.organisation, code ?? null],
  );
  if (found) return found;
  if (code !== undefined) throw new Refusal('site.unknown', { field: 'site' });
  const { zone } = await tx.one<{ zone: string }>(
    'select time_zone as zone from care.organisation where id = $1',
    [tx.organisation],
  );
  return { site: null, zone };
}

/** A client with whom the own house has something to do now: it is responsible, or walks along by referral. */
export async function locateWalking(tx: Tx, code: string): Promise<Located> {
  const located = await locate(tx, code);
  if (located.merged_into) throw new Refusal('client.merged', { parameters: { into: located.merged_into } });
  if (located.closed_at) throw new Refusal('client.episode_closed');
  if (!(await isCareTeam(tx, located.episode_id))) throw new Refusal('client.not_in_custody');
  return located;
}

const BESIDE = `
select distinct x.whose, x.planned_at, x.minutes from unnest($2::timestamptz[]) as t (at)
cross join lateral (
  (select 'staff' as whose, c.id, c.planned_at, c.minutes from care.contact c
    where c.organisation_id = $1 and c.staff_id = $3 and c.planned_at > t.at - interval '12 hours' and c.planned_at < t.at + make_interval(mins => $5))
  union all
  (select 'client', c.id, c.planned_at, c.minutes from care.contact c
    where c.organisation_id = $1 and c.client_id = any ($4) and c.planned_at > t.at - interval '12 hours' and c.planned_at < t.at + make_interval(mins => $5))) x
where x.planned_at + make_interval(mins => x.minutes) > t.at and x.id <> all ($6)
  and not exists (select from care.contact_attendance a where a.contact_id = x.id and a.undone_at is null)
order by x.planned_at, x.whose limit 20`;

/** What stands beside the planned hours, of the same member of staff or the same clients, in the own house. */
export async function readOverlaps(
  tx: Tx,
  planned: {
    at: readonly Date[];
    minutes: number;
    staff: string | null;
    clients: readonly string[];
    except: readonly string[];
  },
): Promise<ContactOverlap[]> {
  const { at, minutes, staff, clients, except } = planned;
  const rows = await tx.query<{ whose: 'staff' | 'client'; planned_at: Date; minutes: number }>(BESIDE, [
    tx.organisation,
    at,
    staff,
    clients,
    minutes,
    except,
  ]);
  return rows.map((row) => ({
    whose: row.whose,
    starts_at: row.planned_at.toISOString(),
    ends_at: endOf(row).toISOString(),
  }));
}
