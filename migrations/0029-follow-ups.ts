import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is asked after when, by whom and with what answer; and how an episode ends with a death. */
export class FollowUps1700000000029 implements MigrationInterface {
  name = 'FollowUps1700000000029';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLES);
    await db.query(POLICIES);
    await db.query(FUNCTIONS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop function care.tick_follow_ups, care.follow_ups_are_due, care.follow_up_is_unwanted, care.end_after_death;
alter table care.work_item drop constraint work_of_following_up_names_it, drop column follow_up_id;
drop table care.follow_up_attempt, care.follow_up;
revoke update (legal_checked_at) on care.stage_spell from handrail_definer;
`);
  }
}

const TABLES = `
create table care.follow_up (
  id uuid primary key,
  episode_id uuid not null,
  client_id uuid not null,
  spell_id uuid not null references care.stage_spell on delete restrict,
  day smallint not null constraint follow_up_day_is_listed check (day in (2,7,30,90,180,365)),
  opens_at timestamptz not null,
  due_at timestamptz not null,
  closes_at timestamptz not null,
  state text not null default 'open' constraint follow_up_state_is_listed check (state in ('open','reached','refused','unknown','died','detained','in_treatment','stopped')),
  attempts smallint not null default 0 constraint three_attempts_at_most check (attempts between 0 and 3),
  last_attempt_on date,
  work_organisation_id uuid references care.organisation on delete restrict,
  settled_at timestamptz,
  version integer not null default 1,
  constraint follow_up_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint follow_up_has_a_time check (opens_at <= due_at and due_at < closes_at),
  constraint follow_up_is_settled_at_an_instant check ((state = 'open') = (settled_at is null)),
  constraint follow_up_is_named_with_its_episode unique (id, episode_id)
);
create unique index one_schedule_of_an_episode on care.follow_up (episode_id, day) where state = 'open';
create index follow_ups_of_episode on care.follow_up (episode_id, due_at);
create index follow_ups_to_open on care.follow_up (opens_at) where state = 'open';
comment on table care.follow_up is 'When a client who left is asked after. It belongs to no house: whoever is responsible now asks (ADR 0049). unknown: nobody was reached, which says nothing about the person.';
comment on column care.follow_up.work_organisation_id is 'In whose inbox it lies; another one than that of the custodian is mended by the worker.';

create table care.follow_up_attempt (
  id uuid primary key,
  follow_up_id uuid not null,
  episode_id uuid not null,
  organisation_id uuid not null references care.organisation on delete restrict,
  place smallint not null constraint attempt_has_a_place check (place between 1 and 3),
  way text not null constraint attempt_way_is_listed check (way in ('call','sms','email','came_by')),
  attempted_at timestamptz not null,
  attempted_on date not null,
  attempted_by uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  outcome text not null constraint attempt_outcome_is_listed check (outcome in ('reached','refused','not_reached','wrong_contact','died','detained','in_treatment')),
  use_now text constraint use_now_is_listed check (use_now in ('none','less','same','more','refused')),
  housing_now text constraint housing_now_is_listed check (housing_now in ('stable','temporary','none','refused')),
  work_now text constraint work_now_is_listed check (work_now in ('works','learns','looks_for_work','none','refused')),
  safe_now text constraint safe_now_is_listed check (safe_now in ('yes','no','refused')),
  constraint attempt_is_of_its_follow_up foreign key (follow_up_id, episode_id) references care.follow_up (id, episode_id) on delete restrict,
  constraint one_attempt_a_day unique (follow_up_id, attempted_on),
  constraint attempt_has_its_own_place unique (follow_up_id, place),
  constraint only_who_was_reached_answers check (outcome = 'reached' or num_nonnulls(use_now, housing_now, work_now, safe_now) = 0)
);
create index attempts_of_episode on care.follow_up_attempt (episode_id);
comment on table care.follow_up_attempt is 'One attempt to reach somebody who left, and what they answered, in codes alone.';

alter table care.work_item add column follow_up_id uuid references care.follow_up on delete restrict,
  add constraint work_of_following_up_names_it check ((kind = 'follow_up.call') = (follow_up_id is not null));
create unique index follow_up_is_work_once on care.work_item (follow_up_id) where done_at is null and follow_up_id is not null;
create unique index ground_is_looked_at_once on care.work_item (episode_id) where done_at is null and kind = 'entry.recheck';
`;

const POLICIES = `
do $$ declare t text; begin
  foreach t in array array['follow_up','follow_up_attempt'] loop
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
    execute format('create policy definer_crosses on care.%I to handrail_definer using (true) with check (true)', t);
    execute format('grant select on care.%I to handrail_definer', t);
  end loop;
end $$;
-- The schedule goes with whoever is responsible, and is nobody else's.
create policy of_whoever_is_responsible on care.follow_up to handrail_api using (exists (
  select from care.custody c join care.episode_access a on a.organisation_id = c.organisation_id and a.episode_id = c.episode_id and a.until_at > now() and a.scope = 'full'
   where c.episode_id = follow_up.episode_id and c.organisation_id = (select care.actor_organisation()) and c.until_at is null offset 0))
  with check (exists (select from care.custody c where c.episode_id = follow_up.episode_id and c.organisation_id = (select care.actor_organisation()) and c.until_at is null offset 0));
grant select, insert (id, episode_id, client_id, spell_id, day, opens_at, due_at, closes_at), update (state, attempts, last_attempt_on, settled_at, version) on care.follow_up to handrail_api;
grant update (state, settled_at, work_organisation_id, version) on care.follow_up to handrail_definer;
-- What was answered is the writer's, and of whoever is responsible as far as the client opened treatment.
create policy shared_with_the_episode on care.follow_up_attempt for select to handrail_api using (exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = follow_up_attempt.episode_id
    and a.until_at > now() and (follow_up_attempt.organisation_id = a.organisation_id or (a.scope in ('full','opened') and 'treatment' = any (a.categories) and a.categories_until > now())) offset 0));
create policy written_by_whoever_is_responsible on care.follow_up_attempt for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation()) and exists (
  select from care.custody c where c.episode_id = follow_up_attempt.episode_id and c.organisation_id = (select care.actor_organisation()) and c.until_at is null offset 0));
grant select, insert (id, follow_up_id, episode_id, organisation_id, place, way, attempted_at, attempted_on, attempted_by, outcome, use_now, housing_now, work_now, safe_now)
  on care.follow_up_attempt to handrail_api;
grant update (legal_checked_at) on care.stage_spell to handrail_definer;
create trigger hints_of_follow_ups after insert or update on care.follow_up_attempt for each row execute function bus.hint_organisation('client');
`;

const FUNCTIONS = `
-- Whether a client took back that they may be asked after, and did not give it again.
create function care.follow_up_is_unwanted(p_client uuid) returns boolean
language sql stable
  return exists (select from care.consent k where k.client_id = p_client and k.kind = 'follow_up' and k.withdrawn_at is not null)
    and not exists (select from care.consent k where k.client_id = p_client and k.kind = 'follow_up' and k.withdrawn_at is null and k.until_at > now());

-- Whether tick_follow_ups would move anything; it writes nothing.
create function care.follow_ups_are_due() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from care.follow_up f where f.state = 'open' and f.opens_at <= now() and (f.closes_at <= now() or care.follow_up_is_unwanted(f.client_id)
      or f.work_organisation_id is distinct from (select c.organisation_id from care.custody c where c.episode_id = f.episode_id and c.until_at is null)))
    or exists (select from care.stage_spell s where s.ended_at is null and s.legal_basis_of_entry = 'involuntary_medical' and s.legal_checked_at <= now() - interval '1 day')
$$;

-- What has its day is work of whoever is responsible now; what has passed is unknown; who wants no more of it is left alone. And who
-- did not choose to be here is looked at again every day. Two workers at once take different rows. Answers how much it moved.
create function care.tick_follow_ups(p_limit integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare f care.follow_up; s care.stage_spell; v_custodian uuid; v_client uuid; v_state text; n integer := 0; begin
  for f in select x.* from care.follow_up x where x.state = 'open' and x.opens_at <= now() and (x.closes_at <= now() or care.follow_up_is_unwanted(x.client_id)
      or x.work_organisation_id is distinct from (select c.organisation_id from care.custody c where c.episode_id = x.episode_id and c.until_at is null))
      order by x.opens_at, x.id limit p_limit for update of x skip locked loop
    select c.organisation_id into v_custodian from care.custody c where c.episode_id = f.episode_id and c.until_at is null;
    v_state := case when v_custodian is null or care.follow_up_is_unwanted(f.client_id) then 'stopped' when f.closes_at <= now() then 'unknown' end;
    update care.work_item w set done_at = clock_timestamp() where w.follow_up_id = f.id and w.done_at is null and (v_state is not null or w.organisation_id <> v_custodian);
    if v_state is not null then
      update care.follow_up x set state = v_state, settled_at = clock_timestamp(), version = x.version + 1 where x.id = f.id;
    else
      insert into care.work_item (organisation_id, kind, episode_id, client_id, due_at, follow_up_id)
        values (v_custodian, 'follow_up.call', f.episode_id, f.client_id, f.closes_at, f.id)
        on conflict (follow_up_id) where done_at is null and follow_up_id is not null do nothing;
      update care.follow_up x set work_organisation_id = v_custodian where x.id = f.id;
    end if;
    n := n + 1;
  end loop;
  for s in select x.* from care.stage_spell x where x.ended_at is null and x.legal_basis_of_entry = 'involuntary_medical' and x.legal_checked_at <= now() - interval '1 day'
      order by x.legal_checked_at limit p_limit for update of x skip locked loop
    select e.client_id into v_client from care.episode e where e.id = s.episode_id;
    insert into care.work_item (organisation_id, kind, role, episode_id, client_id, due_at) values (s.organisation_id, 'entry.recheck', 'clinician', s.episode_id, v_client, now() + interval '1 day')
      on conflict (episode_id) where done_at is null and kind = 'entry.recheck' do nothing;
    update care.stage_spell x set legal_checked_at = now() where x.id = s.id;
    n := n + 1;
  end loop;
  return n;
end $$;

-- Somebody died: nobody is responsible any more, nobody is asked after, and what was waited for is off the lists but the review of
-- the death. Null: a handoff is open, which is ended first. Answers the version of the episode.
create function care.end_after_death(p_episode uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_client uuid; v_version integer; v_organisation uuid := care.actor_organisation(); begin
  select c.client_id into v_client from care.custody c where c.episode_id = p_episode and c.organisation_id = v_organisation and c.until_at is null;
  if v_client is null then raise exception 'care is ended by whoever is responsible' using errcode = 'insufficient_privilege'; end if;
  perform 1 from care.episode e where e.id = p_episode for update;
  if exists (select from care.handoff h where h.episode_id = p_episode and h.closed_at is null and h.state <> 'draft') then return null; end if;
  perform care.end_care(v_client, v_organisation, clock_timestamp());
  -- No window opens any more, and nothing that was planned is told.
  update access.window_session s set ended_at = clock_timestamp() where s.client_id in (select care.joined_with(v_client)) and s.ended_at is null;
  perform care.stop_telling(j, null) from care.joined_with(v_client) j;
  update care.follow_up f set state = 'stopped', settled_at = clock_timestamp(), version = f.version + 1 where f.episode_id = p_episode and f.state = 'open';
  update care.work_item w set done_at = clock_timestamp() where w.episode_id = p_episode and w.done_at is null and w.kind not in ('message.dead','client.death_review');
  insert into care.work_item (organisation_id, kind, role, episode_id, client_id, due_at)
    select v_organisation, 'client.death_review', 'duty_manager', p_episode, v_client, clock_timestamp() + interval '7 days'
     where not exists (select from care.work_item w where w.episode_id = p_episode and w.kind = 'client.death_review' and w.organisation_id = v_organisation);
  select e.version into v_version from care.episode e where e.id = p_episode;
  return v_version;
end $$;

do $$ declare f regprocedure; begin
  grant create on schema care to handrail_definer;
  foreach f in array array['care.follow_up_is_unwanted(uuid)'::regprocedure, 'care.follow_ups_are_due()'::regprocedure, 'care.tick_follow_ups(integer)'::regprocedure, 'care.end_after_death(uuid)'::regprocedure] loop
    execute format('alter function %s owner to handrail_definer', f);
    execute format('revoke execute on function %s from public', f);
  end loop;
  grant execute on function care.end_after_death(uuid) to handrail_api;
  grant execute on function care.follow_ups_are_due(), care.tick_follow_ups(integer) to handrail_worker;
  revoke create on schema care from handrail_definer;
end $$;
`;
