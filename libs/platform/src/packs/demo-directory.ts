import type pg from 'pg';
import type { Packs } from './packs.js';

/**
 * Writes the directory: an entry for every organisation, one for every group of mutual aid, and the meetings of the groups.
 * Doing it again brings entries and meetings up to date; a meeting that the pack no longer has is taken out.
 */
export async function plantDirectory(client: pg.Client, packs: Packs): Promise<void> {
  const services = packs.all.flatMap(({ demo, jurisdiction, time_zone }) =>
    demo.organisations.map(({ code, names, at }) => ({
      code,
      names,
      ...at,
      kind: 'service',
      jurisdiction,
      time_zone,
    })),
  );
  const groups = packs.all.flatMap(({ demo, jurisdiction, time_zone }) =>
    demo.groups.map(({ code, names, at }) => ({
      code,
      names,
      ...at,
      kind: 'mutual_aid',
      jurisdiction,
      time_zone,
    })),
  );
  await client.query(
    `insert into care.directory_entry (code, kind, organisation_id, jurisdiction, time_zone, names, town, region, address, telephone)
     select given.code, given.kind, o.id, given.jurisdiction, given.time_zone, given.names, given.town, given.region, given.address, given.telephone
       from jsonb_to_recordset($1::jsonb) as given(code text, kind text, jurisdiction text, time_zone text, names jsonb, town jsonb,
         region jsonb, address jsonb, telephone text)
       left join care.organisation o on given.kind = 'service' and o.code = given.code
     on conflict (code) do update set names = excluded.names, town = excluded.town, region = excluded.region, address = excluded.address,
         telephone = excluded.telephone
       where (directory_entry.names, directory_entry.town, directory_entry.region, directory_entry.address, directory_entry.telephone)
         is distinct from (excluded.names, excluded.town, excluded.region, excluded.address, excluded.telephone)`,
    [JSON.stringify([...services, ...groups])],
  );
  const meetings = packs.all.flatMap(({ demo }) =>
    demo.groups.flatMap(({ code, meetings: weekly }) =>
      weekly.map(({ for: audience, open, ...meeting }) => ({
        ...meeting,
        group: code,
        audience,
        is_open: open,
      })),
    ),
  );
  const given = `jsonb_to_recordset($1::jsonb) as given("group" text, weekday smallint, starts text, minutes smallint, way text, audience text,
    language text, is_open boolean) join care.directory_entry e on e.code = given."group"`;
  const key = 'e.id, given.weekday, given.starts, given.way, given.audience';
  const listed = JSON.stringify(meetings);
  await client.query(
    `delete from care.meeting m where (m.entry_id, m.weekday, m.starts, m.way, m.audience) not in (select ${key} from ${given})`,
    [listed],
  );
  await client.query(
    `insert into care.meeting (entry_id, weekday, starts, minutes, way, audience, language, is_open, confirmed_on)
     select e.id, given.weekday, given.starts, given.minutes, given.way, given.audience, given.language, given.is_open, current_date from ${given}
      order by given.weekday, given.starts, given."group"
     on conflict (entry_id, weekday, starts, way, audience) do update
       set minutes = excluded.minutes, language = excluded.language, is_open = excluded.is_open, confirmed_on = excluded.confirmed_on
       where (meeting.minutes, meeting.language, meeting.is_open, meeting.confirmed_on)
         is distinct from (excluded.minutes, excluded.language, excluded.is_open, excluded.confirmed_on)`,
    [listed],
  );
}
