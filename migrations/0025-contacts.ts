import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Appointments with clients, series of them, groups with a list, and what came of each (ADR 0047). */
export class Contacts1700000000025 implements MigrationInterface {
  name = 'Contacts1700000000025';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLES);
    await db.query(POLICIES);
    await db.query(FUNCTIONS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger nobody_is_expected_after_custody_has_passed on care.custody;
drop trigger nobody_is_expected_after_being_forgotten on care.client_code;
drop function care.own_appointments(), care.expect_nobody_after_custody(), care.expect_nobody_after_erasure(), care.expect_nobody(uuid, uuid, timestamptz);
drop table care.contact_attendance, care.contact, care.contact_series, care.group_session;
`);
  }
}

const TABLES = `
create table care.group_session (
  id uuid primary key,
  organisation_id uuid not null references care.organisation on delete restrict,
  kind text not null constraint group_kind_is_listed check (kind in ('therapy','skills','education','family','activity','aftercare')),
  site_id uuid,
  planned_at timestamptz not null,
  minutes smallint not null constraint group_lasts_half_a_day_at_most check (minutes between 1 and 720),
  staff_id uuid,
  planned_by uuid not null,
  created_at timestamptz not null default clock_timestamp(),
  version integer not null default 1,
  constraint group_meets_at_a_site_of_the_house foreign key (organisation_id, site_id) references care.site (organisation_id, id) on delete restrict,
  constraint group_is_led_by_a_colleague foreign key (organisation_id, staff_id) references access.account (organisation_id, id) on delete restrict
);
create index groups_of_house on care.group_session (organisation_id, planned_at, id);
comment on table care.group_session is 'A group of a house that keeps a list. Mutual aid is no such group: nowhere is written who comes to it. It has no free words, so that none can name it.';

create table care.contact_series (
  id uuid primary key,
  episode_id uuid not null references care.episode on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  rule text not null constraint series_has_a_rule check (length(rule) between 6 and 200),
  starts_local text not null constraint series_starts_at_a_local_time check (starts_local ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d$'),
  time_zone text not null,
  exceptions date[] not null default '{}',
  planned_by uuid not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint series_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict
);
create index series_of_episode on care.contact_series (episode_id);
comment on table care.contact_series is 'How a series was planned: the rule (RFC 5545), by the clock on the wall of its site. Its occurrences are rows of care.contact.';

create table care.contact (
  id uuid primary key,
  episode_id uuid not null references care.episode on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  kind text not null constraint contact_kind_is_listed check (kind in ('visit','call','message','home','online')),
  planned_at timestamptz not null,
  minutes smallint not null constraint contact_lasts_half_a_day_at_most check (minutes between 1 and 720),
  time_zone text not null,
  site_id uuid,
  staff_id uuid,
  series_id uuid references care.contact_series on delete restrict,
  group_session_id uuid references care.group_session on delete restrict,
  planned_by uuid not null,
  moves smallint not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz not null default clock_timestamp(),
  version integer not null default 1,
  constraint contact_is_with_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint contact_is_at_a_site_of_the_house foreign key (organisation_id, site_id) references care.site (organisation_id, id) on delete restrict,
  constraint contact_is_with_a_colleague foreign key (organisation_id, staff_id) references access.account (organisation_id, id) on delete restrict,
  constraint client_is_on_a_list_once unique (group_session_id, client_id)
);
create index contacts_of_client on care.contact (client_id, planned_at desc, id desc);
create index calendar_of_staff on care.contact (organisation_id, staff_id, planned_at);
create index contacts_of_series on care.contact (series_id, planned_at) where series_id is not null;
comment on table care.contact is 'What is planned with a client: when, how, with whom. It holds no words; what came of it is care.contact_attendance.';

create table care.contact_attendance (
  id uuid primary key,
  contact_id uuid not null references care.contact on delete restrict,
  episode_id uuid not null references care.episode on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  happened text not null constraint contact_outcome_is_listed check (happened in ('kept','late','no_show','cancelled_by_client','cancelled_by_staff','cancelled_by_organisation')),
  reason text constraint cancel_reason_is_listed check (reason in ('illness','work_or_school','family','transport','holiday','staff_away','no_room','care_ended','other')),
  attended_at timestamptz,
  raised uuid[] not null default '{}',
  recorded_by uuid,
  recorded_at timestamptz not null default clock_timestamp(),
  undone_by uuid,
  undone_at timestamptz,
  constraint whoever_came_came_at_an_instant check ((happened in ('kept','late')) = (attended_at is not null)),
  constraint whoever_cancels_says_why check ((happened like 'cancelled%') = (reason is not null)),
  constraint nobody_came_in_the_future check (attended_at <= recorded_at),
  constraint attendance_is_undone_by_somebody check ((undone_at is null) = (undone_by is null)),
  constraint attendance_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict
);
create unique index one_answer_stands_per_contact on care.contact_attendance (contact_id) where undone_at is null;
create index last_contact_of_client on care.contact_attendance (client_id, attended_at desc) where undone_at is null and attended_at is not null;
comment on table care.contact_attendance is 'What came of a contact. What was undone stays beside what was recorded after it. raised: the work that a no-show made.';
`;

const POLICIES = `
do $$ declare t text; begin
  foreach t in array array['group_session','contact_series','contact','contact_attendance'] loop
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
    execute format('create policy definer_crosses on care.%I to handrail_definer using (true) with check (true)', t);
    execute format('grant select on care.%I to handrail_api, handrail_definer', t);
  end loop;
  -- As the stages of the walk: the own part always, the writing of others as far as the client opened treatment.
  foreach t in array array['contact_series','contact','contact_attendance'] loop
    execute format($p$create policy shared_with_the_episode on care.%1$I for select to handrail_api using (exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %1$I.episode_id
        and a.until_at > now() and (%1$I.organisation_id = a.organisation_id or (a.scope in ('full','opened') and 'treatment' = any (a.categories) and a.categories_until > now())) offset 0))$p$, t);
    execute format($p$create policy written_while_walking_along on care.%1$I for insert to handrail_api with check (
      organisation_id = (select care.actor_organisation()) and exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %1$I.episode_id
        and a.until_at > now() and a.scope in ('full','joined') offset 0))$p$, t);
  end loop;
  foreach t in array array['contact','contact_attendance'] loop
    execute format($p$create policy own_writing_changes on care.%1$I for update to handrail_api
      using (organisation_id = (select care.actor_organisation()) and exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %1$I.episode_id
        and a.until_at > now() and a.scope in ('full','joined') offset 0))
      with check (organisation_id = (select care.actor_organisation()))$p$, t);
  end loop;
end $$;
create policy own_house on care.group_session for select to handrail_api using (organisation_id = (select care.actor_organisation()));
create policy own_house_grows on care.group_session for insert to handrail_api with check (organisation_id = (select care.actor_organisation()));
create policy own_house_goes_on on care.group_session for update to handrail_api
  using (organisation_id = (select care.actor_organisation())) with check (organisation_id = (select care.actor_organisation()));

grant insert (id, organisation_id, kind, site_id, planned_at, minutes, staff_id, planned_by), update (version) on care.group_session to handrail_api;
grant insert (id, episode_id, client_id, organisation_id, rule, starts_local, time_zone, exceptions, planned_by) on care.contact_series to handrail_api;
grant insert (id, episode_id, client_id, organisation_id, kind, planned_at, minutes, time_zone, site_id, staff_id, series_id, group_session_id, planned_by),
  update (planned_at, minutes, staff_id, moves, changed_at, version) on care.contact to handrail_api;
grant insert (id, contact_id, episode_id, client_id, organisation_id, happened, reason, attended_at, raised, recorded_by), update (undone_by, undone_at) on care.contact_attendance to handrail_api;
grant insert on care.contact_attendance to handrail_definer;
grant update (changed_at, version) on care.contact to handrail_definer;

create trigger hints_of_contacts after insert or update on care.contact for each row execute function bus.hint_organisation('house');
`;

const FUNCTIONS = `
-- Whoever is not here any more is not waited for: what was planned after an instant is cancelled by the house, with the reason said.
create function care.expect_nobody(p_client uuid, p_organisation uuid, p_at timestamptz) returns void language sql volatile as $$
  with ended as (
    insert into care.contact_attendance (id, contact_id, episode_id, client_id, organisation_id, happened, reason)
      select gen_random_uuid(), c.id, c.episode_id, c.client_id, c.organisation_id, 'cancelled_by_organisation', 'care_ended'
        from care.contact c where c.client_id = p_client and c.organisation_id = p_organisation and c.planned_at > p_at
         and not exists (select from care.contact_attendance a where a.contact_id = c.id and a.undone_at is null)
      returning contact_id)
  update care.contact c set changed_at = clock_timestamp(), version = c.version + 1 from ended where c.id = ended.contact_id
$$;

create function care.expect_nobody_after_custody() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform care.expect_nobody(new.client_id, new.organisation_id, upper(new.during));
  return null;
end $$;
create trigger nobody_is_expected_after_custody_has_passed after update of during on care.custody for each row
  when (upper_inf(old.during) and not upper_inf(new.during)) execute function care.expect_nobody_after_custody();

create function care.expect_nobody_after_erasure() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform care.expect_nobody(new.client_id, new.organisation_id, new.erased_at);
  return null;
end $$;
create trigger nobody_is_expected_after_being_forgotten after update of erased_at on care.client_code for each row
  when (old.erased_at is null and new.erased_at is not null) execute function care.expect_nobody_after_erasure();

-- What the acting client is expected at, whoever planned it, and never the name of a group.
create function care.own_appointments() returns table (id uuid, kind text, planned_at timestamptz, minutes smallint, time_zone text, organisation jsonb, site jsonb,
  with_whom text, telephone text, town jsonb, address jsonb, cancelled boolean, changed_at timestamptz, version integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, c.kind, c.planned_at, c.minutes, c.time_zone, o.names, s.names, x.display_name, d.telephone, d.town, d.address, a.id is not null, c.changed_at, c.version
    from care.contact c join care.organisation o on o.id = c.organisation_id
    left join care.site s on s.id = c.site_id left join access.account x on x.id = c.staff_id and x.disabled_at is null
    left join lateral (select e.telephone, e.town, e.address from care.directory_entry e where e.organisation_id = o.id limit 1) d on true
    left join care.contact_attendance a on a.contact_id = c.id and a.undone_at is null
   where c.client_id in (select care.own_clients()) and c.planned_at > clock_timestamp() - interval '2 hours'
     and (a.id is null or a.happened like 'cancelled%')
   order by c.planned_at, c.id limit 60
$$;

do $$ declare f regprocedure; begin
  grant create on schema care to handrail_definer;
  foreach f in array array['care.expect_nobody(uuid,uuid,timestamptz)'::regprocedure, 'care.expect_nobody_after_custody()'::regprocedure,
      'care.expect_nobody_after_erasure()'::regprocedure, 'care.own_appointments()'::regprocedure] loop
    execute format('alter function %s owner to handrail_definer', f);
    execute format('revoke execute on function %s from public', f);
  end loop;
  grant execute on function care.own_appointments() to handrail_api;
  revoke create on schema care from handrail_definer;
end $$;
`;
