import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The directory of services and of mutual-aid meetings, and the ledger of the demonstration's invented clients. */
export class Directory1700000000013 implements MigrationInterface {
  name = 'Directory1700000000013';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
create table care.directory_entry (
  id uuid primary key default uuidv7(),
  code text not null constraint directory_code_is_unique unique
    constraint directory_code_is_short check (code ~ '^[A-Z0-9][A-Z0-9-]{1,39}$'),
  kind text not null constraint directory_kind_is_listed check (kind in ('service','mutual_aid')),
  organisation_id uuid references care.organisation on delete restrict constraint organisation_is_entered_once unique,
  jurisdiction text not null,
  time_zone text not null,
  names jsonb not null constraint directory_entry_is_named_in_three_languages check (names ?& array['en','ru','ar']),
  town jsonb not null constraint directory_town_is_named_in_three_languages check (town ?& array['en','ru','ar']),
  region jsonb not null constraint directory_region_is_named_in_three_languages check (region ?& array['en','ru','ar']),
  address jsonb constraint directory_address_is_in_three_languages check (address ?& array['en','ru','ar']),
  telephone text,
  constraint mutual_aid_belongs_to_no_organisation check ((kind = 'mutual_aid') = (organisation_id is null))
);
comment on table care.directory_entry is 'Who is where and how to reach them. A group of mutual aid has no organisation: no staff, no clients, no handoffs.';

create table care.meeting (
  id uuid primary key default uuidv7(),
  entry_id uuid not null references care.directory_entry on delete restrict,
  weekday smallint not null constraint meeting_is_on_a_weekday check (weekday between 1 and 7),
  starts text not null constraint meeting_starts_at_a_time check (starts ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  minutes smallint not null constraint meeting_lasts_a_while check (minutes between 15 and 480),
  way text not null constraint meeting_way_is_listed check (way in ('in_person','online')),
  audience text not null constraint meeting_audience_is_listed check (audience in ('dependent','relatives')),
  language text not null constraint meeting_language_is_known check (language in ('en','ru','ar')),
  is_open boolean not null,
  confirmed_on date not null default current_date,
  constraint meeting_of_a_group_is_listed_once unique (entry_id, weekday, starts, way, audience)
);
comment on table care.meeting is 'A meeting of a mutual-aid group that comes back every week, in local time. Who comes is written nowhere.';
comment on column care.meeting.confirmed_on is 'The last day on which somebody said that it still takes place: after 90 days it is shown to nobody.';
comment on column care.meeting.is_open is 'Anybody may come; a closed meeting is for those it is named for alone.';

create table care.demo_client (
  jurisdiction text not null,
  number integer not null constraint demo_client_is_numbered check (number > 0),
  client_id uuid references care.client on delete restrict,
  begun_at timestamptz not null default clock_timestamp(),
  legs integer not null default 0,
  leg_seconds numeric(12,3) not null default 0,
  done_at timestamptz,
  primary key (jurisdiction, number)
);
comment on table care.demo_client is 'How far each invented client of the demonstration has been brought; empty wherever real people are looked after. No login of the services reaches it.';
comment on column care.demo_client.legs is 'The demonstration lets time pass by moving the history of the client back, leg by leg; leg_seconds is how much of the next leg has passed.';

do $$ declare t text; begin
  foreach t in array array['directory_entry','meeting'] loop
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
    execute format('create policy directory_is_known on care.%I for select to handrail_api using (true)', t);
    execute format('create policy migrator_keeps_the_directory on care.%I to current_user using (true) with check (true)', t);
    execute format('grant select on care.%I to handrail_api', t);
  end loop;
end $$;
alter table care.demo_client enable row level security;
alter table care.demo_client force row level security;
create policy migrator_keeps_the_demonstration on care.demo_client to current_user using (true) with check (true);
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table care.demo_client, care.meeting, care.directory_entry;');
  }
}
