import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who walks with a client in a house, and whether a road holds more than its reader is shown. */
export class DeskWork1700000000010 implements MigrationInterface {
  name = 'DeskWork1700000000010';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
create table care.key_worker (
  episode_id uuid not null references care.episode on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  account_id uuid not null,
  during tstzrange not null default tstzrange(clock_timestamp(), null)
    constraint key_worker_period_is_real check (not isempty(during) and lower(during) is not null),
  since_at timestamptz generated always as (lower(during)) stored,
  until_at timestamptz generated always as (upper(during)) stored,
  named_by uuid,
  constraint one_key_worker_at_a_time primary key (episode_id, organisation_id, during without overlaps),
  constraint key_worker_is_for_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint key_worker_is_a_colleague foreign key (organisation_id, account_id) references access.account (organisation_id, id) on delete restrict
);
comment on table care.key_worker is 'Who of a house walks with a client: one at a time, for as long as the house has the client. Of a house alone: partners are not told.';
create index clients_of_key_worker on care.key_worker (organisation_id, account_id) where until_at is null;
create index key_workers_of_client on care.key_worker (client_id, organisation_id);
create index walking_along on care.episode_access (organisation_id, from_at, episode_id) where scope = 'joined';

alter table care.key_worker enable row level security;
alter table care.key_worker force row level security;
create policy own_key_workers on care.key_worker for select to handrail_api using (organisation_id = (select care.actor_organisation()));
grant select on care.key_worker to handrail_api;
create policy definer_crosses on care.key_worker to handrail_definer using (true) with check (true);
grant select, insert (episode_id, organisation_id, client_id, account_id, during, named_by), update (during) on care.key_worker to handrail_definer;

-- Names who walks with a client from now on, or nobody. Answers whether anything changed.
create function care.name_key_worker(p_episode uuid, p_account uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_organisation uuid := care.actor_organisation(); v_client uuid; k care.key_worker; t timestamptz; begin
  select a.client_id into v_client from care.episode_access a where a.organisation_id = v_organisation and a.episode_id = p_episode
    and a.scope in ('full','joined') and a.until_at > now() limit 1;
  if not found then raise exception 'a colleague is named for a client who is here' using errcode = 'insufficient_privilege'; end if;
  if p_account is not null then
    -- Whoever leaves in this moment is waited for: nobody is left with a key worker who is gone.
    perform 1 from access.account x where x.id = p_account and x.organisation_id = v_organisation and x.disabled_at is null and not x.invited for share;
    if not found then
      raise exception 'a key worker is a colleague who is here' using errcode = 'insufficient_privilege', constraint = 'key_worker_is_here', table = 'key_worker', schema = 'care';
    end if;
  end if;
  perform 1 from care.episode e where e.id = p_episode and e.closed_at is null for update;
  if not found then raise exception 'the episode is closed' using errcode = 'check_violation'; end if;
  select * into k from care.key_worker x where x.episode_id = p_episode and x.organisation_id = v_organisation and x.until_at is null;
  if k.account_id is not distinct from p_account then return false; end if;
  t := greatest(clock_timestamp(), k.since_at + interval '1 microsecond');
  update care.key_worker x set during = tstzrange(k.since_at, t) where x.episode_id = p_episode and x.organisation_id = v_organisation and x.until_at is null;
  if p_account is not null then
    insert into care.key_worker (episode_id, organisation_id, client_id, account_id, during, named_by)
      values (p_episode, v_organisation, v_client, p_account, tstzrange(t, null), care.actor_account());
  end if;
  return true;
end $$;

-- Somebody leaves, or is away for long: their clients go to a colleague, or wait for one. Answers how many.
create function care.hand_clients_on(p_from uuid, p_to uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare e uuid; n integer := 0; begin
  for e in select x.episode_id from care.key_worker x where x.organisation_id = care.actor_organisation() and x.account_id = p_from and x.until_at is null order by x.episode_id loop
    if care.name_key_worker(e, p_to) then n := n + 1; end if;
  end loop;
  return n;
end $$;

-- Where a house no longer has the client, nobody of it walks with them: the naming ends with the access, or with the episode.
create function care.end_key_workers() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_episode uuid; begin
  if tg_table_name = 'episode' then v_episode := new.id; else v_episode := new.episode_id; end if;
  update care.key_worker x set during = tstzrange(x.since_at, greatest(clock_timestamp(), x.since_at + interval '1 microsecond'))
    where x.episode_id = v_episode and x.until_at is null
      and (tg_table_name = 'episode' or not exists (select from care.episode_access a where a.organisation_id = x.organisation_id and a.episode_id = x.episode_id
        and a.scope in ('full','joined') and a.until_at > clock_timestamp()));
  return null;
end $$;
create trigger key_worker_ends_with_access after update of until_at on care.episode_access for each row
  when (new.scope in ('full','joined') and new.until_at < old.until_at) execute function care.end_key_workers();
create trigger key_worker_ends_with_episode after update of open_during on care.episode for each row
  when (upper(old.open_during) is null and upper(new.open_during) is not null) execute function care.end_key_workers();

-- Whether the road of an episode holds something that the acting house is not shown, gap by gap between instants given newest
-- first; gap i runs from edge i+1 to before edge i. Yes or no is all that leaves: what is hidden counts by its day (UTC), so that
-- neither its hour nor how much of it there is can be found by asking. Only for a house that has the whole client now.
create function care.hidden_between(p_episode uuid, p_edges timestamptz[]) returns boolean[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_organisation uuid := care.actor_organisation(); v_categories text[]; begin
  if not exists (select from care.episode_access a where a.organisation_id = v_organisation and a.episode_id = p_episode and a.scope = 'full' and a.until_at > now()) then
    return array_fill(false, array[greatest(cardinality(p_edges) - 1, 0)]);
  end if;
  select coalesce(array_agg(distinct c), '{}') into v_categories from care.episode_access a, unnest(a.categories) c
    where a.organisation_id = v_organisation and a.episode_id = p_episode and a.scope = 'full' and a.until_at > now() and a.categories_until > now();
  return (
    with written (organisation_id, category, at) as (
      select s.organisation_id, 'treatment', x.at from care.stage_spell s, unnest(array[s.started_at, s.ended_at]) as x(at) where s.episode_id = p_episode
      union all select s.organisation_id, 'safety', s.screened_at from care.safety_screen s where s.episode_id = p_episode
      union all select r.organisation_id, 'treatment', r.recorded_at from care.treatment r where r.episode_id = p_episode
      union all select r.organisation_id, 'plan', r.recorded_at from care.rehabilitation r where r.episode_id = p_episode
      union all select r.organisation_id, 'social', r.recorded_at from care.reintegration r where r.episode_id = p_episode
      union all select r.organisation_id, 'employment', r.recorded_at from care.employment r where r.episode_id = p_episode
      union all select n.organisation_id, n.category, n.signed_at from care.note n where n.episode_id = p_episode and n.version = 1 and n.kind <> 'counselling'),
    hidden as materialized (
      select distinct date_trunc('day', w.at, 'UTC') as day from written w
       where w.at is not null and w.organisation_id <> v_organisation and not w.category = any (v_categories)
      union select date_trunc('day', x.at, 'UTC') from care.handoff h, unnest(array[h.requested_at, h.accepted_at, h.arrived_at, h.closed_at]) as x(at)
       where h.episode_id = p_episode and h.requested_at is not null and x.at is not null and v_organisation <> h.sender_organisation_id
         and (h.kind = 'information_only' or v_organisation <> h.receiver_organisation_id))
    select coalesce(array_agg(exists (select from hidden d where d.day >= p_edges[i + 1] and d.day < p_edges[i]) order by i), '{}')
      from generate_series(1, cardinality(p_edges) - 1) i);
end $$;

do $$ declare f regprocedure; begin
  grant create on schema care to handrail_definer;
  foreach f in array array['care.name_key_worker(uuid, uuid)','care.hand_clients_on(uuid, uuid)','care.end_key_workers()',
      'care.hidden_between(uuid, timestamptz[])']::regprocedure[] loop
    execute format('alter function %s owner to handrail_definer', f);
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to handrail_api', f);
  end loop;
  revoke create on schema care from handrail_definer;
end $$;
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger key_worker_ends_with_access on care.episode_access;
drop trigger key_worker_ends_with_episode on care.episode;
drop function care.hidden_between, care.end_key_workers, care.hand_clients_on, care.name_key_worker;
drop index care.walking_along;
drop table care.key_worker;
`);
  }
}
