import { Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import type { Language } from '#domain/charter/code-lists.js';
import type { DirectoryKind, MeetingAudience, MeetingWay } from '#domain/charter/directory.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { DirectoryEntryView, MeetingView } from '#domain/wire/directory.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { pageOf, readCursor, readLimit } from '../paging.js';

export interface PageWanted {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}
export interface EntriesWanted extends PageWanted {
  readonly kind?: DirectoryKind | undefined;
  readonly town?: string | undefined;
}
export interface MeetingsWanted extends PageWanted {
  readonly town?: string | undefined;
  readonly weekday?: number | undefined;
  readonly audience?: MeetingAudience | undefined;
  readonly online?: boolean | undefined;
  /** Of whoever has no organisation: the jurisdiction whose week they read. */
  readonly jurisdiction?: string | undefined;
}

interface MeetingFound {
  id: string;
  place_at: string;
  code: string;
  names: Labels;
  town: Labels;
  weekday: number;
  starts: string;
  minutes: number;
  time_zone: string;
  way: MeetingWay;
  audience: MeetingAudience;
  language: Language;
  is_open: boolean;
  confirmed_on: string;
}

const OWN_JURISDICTION = `(select own.jurisdiction from care.organisation own where own.id = $1)`;
/** A town is asked for by its name in whichever language, the case of its letters aside. */
const IN_TOWN = `($2::text is null or exists (select from jsonb_each_text(e.town) t where lower(t.value) = lower($2)))`;

/** Entries have no time of their own: all stand at one instant, and the id alone orders them. */
const NO_TIME = '2001-01-01T00:00:00.000000Z';

const ENTRIES = `
select e.id, e.code, e.kind, e.names, e.town, e.region, e.address, e.telephone, o.code as organisation
from care.directory_entry e left join care.organisation o on o.id = e.organisation_id
where e.jurisdiction = ${OWN_JURISDICTION} and ${IN_TOWN} and ($3::text is null or e.kind = $3)
  and (o.closed_at is null) and (timestamptz '${NO_TIME}', e.id) > ($4, $5) order by e.id limit $6`;

/** The week as instants of the first week of 2001, which began on a Monday: a cursor then sorts by weekday and time. */
const MEETINGS = `
select m.*, to_char(m.week_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place_at from (
  select m.id, m.weekday, m.starts, m.minutes, m.way, m.audience, m.language, m.is_open,
    to_char(m.confirmed_on, 'YYYY-MM-DD') as confirmed_on, e.code, e.names, e.town, e.time_zone,
    timestamp '2000-12-31' + make_interval(days => m.weekday) + m.starts::interval as week_at
  from care.meeting m join care.directory_entry e on e.id = m.entry_id
  where e.jurisdiction = case when $1::uuid is null then $9 else ${OWN_JURISDICTION} end and m.confirmed_on >= current_date - $10::int
    and ${IN_TOWN} and ($3::int is null or m.weekday = $3)
    and ($4::text is null or m.audience = $4) and ($5::boolean is null or (m.way = 'online') = $5)) m
where (m.week_at at time zone 'UTC', m.id) > ($6, $7) order by m.week_at, m.id limit $8`;

/** The directory of the own jurisdiction: services, and meetings of mutual aid, which are told of and never referred to. */
@Injectable()
export class DirectoryService {
  constructor(private readonly uow: UnitOfWork) {}

  /** Services and groups, optionally of one town or kind. */
  async list(actor: Actor, call: Call, wanted: EntriesWanted): Promise<Page<DirectoryEntryView>> {
    const cursor = readCursor(wanted.cursor);
    const limit = readLimit(wanted.limit);
    return await this.uow.run(actor, { do: 'directory.list', ...call }, async (tx) => {
      const rows = await tx.query<DirectoryEntryView & { id: string }>(ENTRIES, [
        tx.organisation,
        wanted.town ?? null,
        wanted.kind ?? null,
        cursor.at,
        cursor.id,
        limit + 1,
      ]);
      return pageOf(rows, limit, ({ id }) => ({ at: NO_TIME, id }), toEntry);
    });
  }

  /**
   * Meetings of mutual aid by weekday and local time, optionally of one town, day, audience, or online alone; those that nobody has
   * confirmed for 90 days are left out (R-N05). Anybody reads them, without an account (R-N03).
   */
  async meetings(actor: Actor, call: Call, wanted: MeetingsWanted): Promise<Page<MeetingView>> {
    const cursor = readCursor(wanted.cursor);
    const limit = readLimit(wanted.limit);
    return await this.uow.run(actor, { do: 'directory.meetings', ...call }, async (tx) => {
      const rows = await tx.query<MeetingFound>(MEETINGS, [
        actor.organisation,
        wanted.town ?? null,
        wanted.weekday ?? null,
        wanted.audience ?? null,
        wanted.online ?? null,
        cursor.at,
        cursor.id,
        limit + 1,
        wanted.jurisdiction ?? null,
        LIMITS.meeting_stale_days,
      ]);
      return pageOf(rows, limit, (row) => ({ at: row.place_at, id: row.id }), toMeeting);
    });
  }
}

function toEntry(row: DirectoryEntryView): DirectoryEntryView {
  const { code, kind, names, town, region, address, telephone, organisation } = row;
  return { code, kind, names, town, region, address, telephone, organisation };
}

function toMeeting(row: MeetingFound): MeetingView {
  const { code, names, town, weekday, starts, minutes, time_zone, way, language } = row;
  return {
    group: { code, names, town },
    weekday,
    starts,
    minutes,
    time_zone,
    way,
    for: row.audience,
    language,
    open: row.is_open,
    confirmed_on: row.confirmed_on,
  };
}
