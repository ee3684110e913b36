import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The plan of a house with a client: goals in the client's words, tasks, reviews by a clock, approval by another person (ADR 0050). */
export class Plans1700000000028 implements MigrationInterface {
  name = 'Plans1700000000028';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLES);
    await db.query(POLICIES);
    await db.query(FUNCTIONS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger whoever_is_forgotten_has_no_plan on care.client_code;
drop function care.forget_plan, care.own_goals, care.own_tasks, care.plan_reviews_are_due, care.tick_plan_reviews, care.walks_along;
drop index care.plan_is_work_once;
drop table care.plan_approval, care.plan_review, care.plan_task, care.plan_goal, care.plan;
`);
  }
}

const TABLES = `
create table care.plan (
  id uuid primary key,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null references care.organisation on delete restrict,
  began_on date not null,
  review_on date not null,
  review_at timestamptz not null,
  revision integer not null default 0,
  written_by uuid[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  constraint plan_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint one_plan_of_a_house_per_episode unique (episode_id, organisation_id),
  constraint plan_is_named_with_its_house unique (id, organisation_id, episode_id, client_id),
  constraint plan_is_reviewed_after_it_began check (review_on >= began_on)
);
create index plans_of_client on care.plan (client_id);
create index plans_to_review on care.plan (review_at);
comment on table care.plan is 'The plan of one house for one episode. Every house that walks along has its own; others read it as far as the client opened plan.';
comment on column care.plan.revision is 'How often goals were added or revised; an approval counts for one revision. written_by: who wrote since the last approval.';
comment on column care.plan.review_at is 'When the day of the review is over where the house is: from then on it is overdue.';

create table care.plan_goal (
  id uuid primary key,
  plan_id uuid not null,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null,
  domain text not null constraint plan_domain_is_listed check (domain in ('substance_use','physical_health','mental_health','housing','family','children','legal','money','work','community')),
  language text not null constraint goal_language_is_known check (language in ('en','ru','ar')),
  key_id uuid not null,
  words bytea,
  measure bytea,
  target bytea,
  due_on date not null,
  state text not null default 'open' constraint goal_state_is_listed check (state in ('open','met','partly','revised','dropped')),
  drop_reason text constraint drop_reason_is_listed check (drop_reason in ('client_wishes_otherwise','circumstances_changed','not_possible_now','taken_over_elsewhere','written_in_error')),
  replaces_id uuid,
  author_id uuid not null,
  created_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  settled_by uuid,
  version integer not null default 1,
  constraint goal_is_of_its_plan foreign key (plan_id, organisation_id, episode_id, client_id) references care.plan (id, organisation_id, episode_id, client_id) on delete restrict,
  constraint goal_is_sealed_under_the_key_of_its_house foreign key (key_id, organisation_id, client_id) references care.writing_key (id, organisation_id, client_id) on delete restrict,
  constraint goal_is_named_with_its_house unique (id, organisation_id, episode_id, client_id),
  constraint goal_is_revised_within_its_house foreign key (replaces_id, organisation_id, episode_id, client_id) references care.plan_goal (id, organisation_id, episode_id, client_id) on delete restrict,
  constraint goal_is_revised_once unique (replaces_id),
  constraint whoever_drops_a_goal_says_why check ((state = 'dropped') = (drop_reason is not null)),
  constraint goal_is_settled_by_somebody check ((state = 'open') = (settled_at is null) and (state = 'open') = (settled_by is null))
);
create index goals_of_plan on care.plan_goal (plan_id);
create index goals_of_client on care.plan_goal (client_id);
comment on table care.plan_goal is 'What a client wants, in their own words. words, measure and target: encrypted under care.writing_key. A revised goal stays beside the one that came in its place (replaces_id).';

create table care.plan_task (
  id uuid primary key,
  goal_id uuid not null,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null,
  key_id uuid not null,
  words bytea,
  owner_id uuid,
  due_on date not null,
  state text not null default 'open' constraint task_state_is_listed check (state in ('open','done','dropped')),
  author_id uuid not null,
  created_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  settled_by uuid,
  version integer not null default 1,
  constraint task_is_of_its_goal foreign key (goal_id, organisation_id, episode_id, client_id) references care.plan_goal (id, organisation_id, episode_id, client_id) on delete restrict,
  constraint task_is_sealed_under_the_key_of_its_house foreign key (key_id, organisation_id, client_id) references care.writing_key (id, organisation_id, client_id) on delete restrict,
  constraint task_is_done_by_a_colleague foreign key (organisation_id, owner_id) references access.account (organisation_id, id) on delete restrict,
  constraint task_is_settled_by_somebody check ((state = 'open') = (settled_at is null) and (state = 'open') = (settled_by is null))
);
create index tasks_of_goal on care.plan_task (goal_id);
create index tasks_of_client on care.plan_task (client_id);
comment on table care.plan_task is 'A step towards a goal. owner_id: the colleague who does it; null: the client does. words: encrypted under care.writing_key.';

create table care.plan_review (
  id uuid primary key,
  plan_id uuid not null,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null,
  key_id uuid not null,
  words bytea,
  with_client boolean not null,
  reviewed_on date not null,
  next_review_on date not null,
  reviewed_by uuid not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint review_is_of_its_plan foreign key (plan_id, organisation_id, episode_id, client_id) references care.plan (id, organisation_id, episode_id, client_id) on delete restrict,
  constraint review_is_sealed_under_the_key_of_its_house foreign key (key_id, organisation_id, client_id) references care.writing_key (id, organisation_id, client_id) on delete restrict,
  constraint next_review_comes_after check (next_review_on > reviewed_on)
);
create index reviews_of_plan on care.plan_review (plan_id, reviewed_on desc);
create index reviews_of_client on care.plan_review (client_id);
comment on table care.plan_review is 'When a plan was looked at together, what was found, and when it is looked at next. words: encrypted under care.writing_key.';

create table care.plan_approval (
  id uuid primary key,
  plan_id uuid not null,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null,
  revision integer not null,
  written_by uuid[] not null,
  approved_by uuid not null,
  approved_at timestamptz not null default clock_timestamp(),
  constraint approval_is_of_its_plan foreign key (plan_id, organisation_id, episode_id, client_id) references care.plan (id, organisation_id, episode_id, client_id) on delete restrict,
  constraint a_revision_is_approved_once unique (plan_id, revision),
  constraint nobody_approves_what_they_wrote check (approved_by <> all (written_by))
);
create index approvals_of_client on care.plan_approval (client_id);
comment on table care.plan_approval is 'That another person than those who wrote a revision of a plan read it and approved it.';

create unique index plan_is_work_once on care.work_item (organisation_id, episode_id, kind) where done_at is null and kind in ('plan.review','plan.approve');
`;

const POLICIES = `
do $$ declare t text; begin
  foreach t in array array['plan','plan_goal','plan_task','plan_review','plan_approval'] loop
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
    execute format('create policy definer_crosses on care.%I to handrail_definer using (true) with check (true)', t);
    execute format('grant select on care.%I to handrail_api, handrail_definer', t);
    -- The own part always; the plans of others as far as the client opened plan.
    execute format($p$create policy shared_with_the_episode on care.%1$I for select to handrail_api using (exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %1$I.episode_id
        and a.until_at > now() and (%1$I.organisation_id = a.organisation_id or (a.scope in ('full','opened') and 'plan' = any (a.categories) and a.categories_until > now())) offset 0))$p$, t);
    execute format($p$create policy written_while_walking_along on care.%1$I for insert to handrail_api with check (
      organisation_id = (select care.actor_organisation()) and exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %1$I.episode_id
        and a.until_at > now() and a.scope in ('full','joined') offset 0))$p$, t);
  end loop;
  foreach t in array array['plan','plan_goal','plan_task'] loop
    execute format($p$create policy own_writing_changes on care.%1$I for update to handrail_api
      using (organisation_id = (select care.actor_organisation()) and exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %1$I.episode_id
        and a.until_at > now() and a.scope in ('full','joined') offset 0))
      with check (organisation_id = (select care.actor_organisation()))$p$, t);
  end loop;
end $$;
grant insert (id, episode_id, client_id, organisation_id, began_on, review_on, review_at), update (review_on, review_at, revision, written_by, version) on care.plan to handrail_api;
grant insert (id, plan_id, episode_id, client_id, organisation_id, domain, language, key_id, words, measure, target, due_on, replaces_id, author_id),
  update (state, drop_reason, settled_at, settled_by, version) on care.plan_goal to handrail_api;
grant insert (id, goal_id, episode_id, client_id, organisation_id, key_id, words, owner_id, due_on, author_id), update (state, settled_at, settled_by, version) on care.plan_task to handrail_api;
grant insert (id, plan_id, episode_id, client_id, organisation_id, key_id, words, with_client, reviewed_on, next_review_on, reviewed_by) on care.plan_review to handrail_api;
grant insert (id, plan_id, episode_id, client_id, organisation_id, revision, written_by, approved_by) on care.plan_approval to handrail_api;
grant update (version) on care.plan to handrail_definer;
grant update (words, measure, target) on care.plan_goal to handrail_definer;
grant update (words) on care.plan_task, care.plan_review to handrail_definer;
create trigger hints_of_plans after insert or update on care.plan for each row execute function bus.hint_organisation('client');
`;

const FUNCTIONS = `
-- A house forgets who somebody is: the sealed words go (their key goes by care.forget_writing). What stays says that there was a plan.
create function care.forget_plan() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.plan_goal g set words = null, measure = null, target = null where g.organisation_id = new.organisation_id and g.client_id = new.client_id;
  update care.plan_task t set words = null where t.organisation_id = new.organisation_id and t.client_id = new.client_id;
  update care.plan_review r set words = null where r.organisation_id = new.organisation_id and r.client_id = new.client_id;
  return null;
end $$;
create trigger whoever_is_forgotten_has_no_plan after update of erased_at on care.client_code for each row
  when (old.erased_at is null and new.erased_at is not null) execute function care.forget_plan();

-- Goals and steps of the acting client, of every house, as they are sealed; what was written in error is not shown.
create function care.own_goals() returns table (id uuid, plan_id uuid, organisation jsonb, review_on date, domain text, language text, words bytea, measure bytea, target bytea,
  epoch integer, wrapped_key bytea, due_on date, state text, settled_at timestamptz, time_zone text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select g.id, g.plan_id, o.names, p.review_on, g.domain, g.language, g.words, g.measure, g.target, k.epoch, k.wrapped_key, g.due_on, g.state, g.settled_at, o.time_zone
    from care.plan_goal g join care.plan p on p.id = g.plan_id join care.organisation o on o.id = g.organisation_id join care.writing_key k on k.id = g.key_id
   where g.client_id in (select care.own_clients()) and g.drop_reason is distinct from 'written_in_error' and g.words is not null
   order by p.created_at desc, g.created_at, g.id limit 120
$$;
create function care.own_tasks() returns table (id uuid, goal_id uuid, words bytea, epoch integer, wrapped_key bytea, own boolean, colleague text, due_on date, state text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.id, t.goal_id, t.words, k.epoch, k.wrapped_key, t.owner_id is null, a.display_name, t.due_on, t.state
    from care.plan_task t join care.writing_key k on k.id = t.key_id left join access.account a on a.id = t.owner_id and a.disabled_at is null
   where t.client_id in (select care.own_clients()) and t.state <> 'dropped' and t.words is not null
   order by t.due_on, t.created_at, t.id limit 400
$$;

-- Whether a house looks after a client now, or walks along.
create function care.walks_along(p_organisation uuid, p_episode uuid) returns boolean
language sql stable
  return exists (select from care.episode_access a join care.episode e on e.id = a.episode_id where a.organisation_id = p_organisation and a.episode_id = p_episode
    and a.until_at > now() and a.scope in ('full','joined') and e.closed_at is null);

-- Whether tick_plan_reviews would move anything; it writes nothing.
create function care.plan_reviews_are_due() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from care.plan p where p.review_at <= now() and care.walks_along(p.organisation_id, p.episode_id)
      and not exists (select from care.work_item w where w.organisation_id = p.organisation_id and w.episode_id = p.episode_id and w.kind = 'plan.review' and w.done_at is null))
    or exists (select from care.work_item w where w.kind in ('plan.review','plan.approve') and w.done_at is null and not care.walks_along(w.organisation_id, w.episode_id))
$$;

-- A plan whose review is overdue is work of the house, of the key worker where there is one; a house that does not walk along any more
-- has nothing left to do. Two workers at once take different rows. Answers how much it moved.
create function care.tick_plan_reviews(p_limit integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare p care.plan; v_worker uuid; n integer := 0; v_closed integer; begin
  for p in select x.* from care.plan x where x.review_at <= now() and care.walks_along(x.organisation_id, x.episode_id)
      and not exists (select from care.work_item w where w.organisation_id = x.organisation_id and w.episode_id = x.episode_id and w.kind = 'plan.review' and w.done_at is null)
      order by x.review_at, x.id limit p_limit for update of x skip locked loop
    select k.account_id into v_worker from care.key_worker k join access.account a on a.id = k.account_id and a.disabled_at is null
      where k.organisation_id = p.organisation_id and k.episode_id = p.episode_id and k.until_at is null;
    insert into care.work_item (organisation_id, kind, role, episode_id, client_id, due_at, assigned_to, assigned_at)
      values (p.organisation_id, 'plan.review', 'case_manager', p.episode_id, p.client_id, p.review_at, v_worker, case when v_worker is not null then clock_timestamp() end)
      on conflict (organisation_id, episode_id, kind) where done_at is null and kind in ('plan.review','plan.approve') do nothing;
    n := n + 1;
  end loop;
  with gone as (select w.id from care.work_item w where w.kind in ('plan.review','plan.approve') and w.done_at is null
      and not care.walks_along(w.organisation_id, w.episode_id) limit p_limit for update skip locked)
  update care.work_item w set done_at = clock_timestamp() from gone where w.id = gone.id;
  get diagnostics v_closed = row_count;
  return n + v_closed;
end $$;

do $$ declare f regprocedure; begin
  grant create on schema care to handrail_definer;
  foreach f in array array['care.forget_plan()'::regprocedure, 'care.own_goals()'::regprocedure, 'care.own_tasks()'::regprocedure, 'care.walks_along(uuid,uuid)'::regprocedure,
      'care.plan_reviews_are_due()'::regprocedure, 'care.tick_plan_reviews(integer)'::regprocedure] loop
    execute format('alter function %s owner to handrail_definer', f);
    execute format('revoke execute on function %s from public', f);
  end loop;
  grant execute on function care.own_goals(), care.own_tasks() to handrail_api;
  grant execute on function care.plan_reviews_are_due(), care.tick_plan_reviews(integer) to handrail_worker;
  revoke create on schema care from handrail_definer;
end $$;
`;
