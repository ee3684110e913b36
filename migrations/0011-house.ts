import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeping an organisation in order and checking it: invitations, duty turns, the queue as its sender sees it, audit reviews. */
export class House1700000000011 implements MigrationInterface {
  name = 'House1700000000011';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
create table access.invitation (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null,
  account_id uuid not null,
  code_sha256 bytea not null constraint invitation_code_is_unique unique,
  invited_by uuid not null references access.account on delete restrict,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at timestamptz,
  ended_at timestamptz,
  constraint invitation_is_to_an_account_of_the_house foreign key (organisation_id, account_id)
    references access.account (organisation_id, id) on delete restrict,
  constraint invitation_ends_one_way check (used_at is null or ended_at is null)
);
create unique index one_open_invitation_per_account on access.invitation (account_id) where used_at is null and ended_at is null;
comment on table access.invitation is 'Codes with which a member of staff chooses a password; only the hash of a code is kept. A new code ends the one before.';

create table care.duty_turn (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null,
  site_id uuid not null,
  level text not null constraint duty_turn_level_is_listed check (level in ('duty','manager')),
  account_id uuid not null,
  planned_account_id uuid not null,
  during tstzrange not null constraint duty_turn_has_a_beginning_and_an_end
    check (not isempty(during) and lower(during) is not null and upper(during) is not null),
  version integer not null default 1,
  planned_by uuid not null,
  planned_at timestamptz not null default clock_timestamp(),
  substituted_by uuid,
  substituted_at timestamptz,
  cancelled_by uuid,
  cancelled_at timestamptz,
  constraint duty_turn_is_at_a_site_of_the_organisation foreign key (organisation_id, site_id)
    references care.site (organisation_id, id) on delete restrict,
  constraint duty_turn_is_of_a_colleague foreign key (organisation_id, account_id)
    references access.account (organisation_id, id) on delete restrict,
  constraint duty_turn_was_planned_for_a_colleague foreign key (organisation_id, planned_account_id)
    references access.account (organisation_id, id) on delete restrict,
  constraint duty_turn_cancelled_by_somebody check ((cancelled_at is null) = (cancelled_by is null)),
  constraint duty_turns_do_not_overlap exclude using gist (site_id with =, level with =, during with &&) where (cancelled_at is null)
);
create index duty_turns_of_organisation on care.duty_turn using gist (organisation_id, during) where cancelled_at is null;
create index duty_turns_of_colleague on care.duty_turn (account_id) where cancelled_at is null;
comment on table care.duty_turn is 'Who answers at a site from when until when. planned_account_id: for whom it was planned, whoever took it over later.';

create table care.review (
  id uuid primary key,
  organisation_id uuid not null references care.organisation on delete restrict,
  title text not null constraint review_has_a_title check (length(btrim(title)) > 0),
  from_on date not null,
  until_on date not null,
  seed bigint not null constraint review_seed_has_32_bits check (seed between 0 and 4294967295),
  size smallint not null constraint review_is_of_some_handoffs check (size between 1 and 200),
  population integer not null,
  drawn_by uuid not null,
  drawn_at timestamptz not null default clock_timestamp(),
  closed_by uuid,
  closed_at timestamptz,
  constraint review_period_has_days check (from_on <= until_on),
  constraint review_has_a_population check (population >= size),
  constraint review_closed_by_somebody check ((closed_at is null) = (closed_by is null)),
  constraint review_is_of_its_organisation unique (organisation_id, id)
);
create index reviews_of_organisation on care.review (organisation_id, drawn_at desc, id desc);
comment on table care.review is 'A random sample of handoffs, drawn once and kept. The same seed draws the same from the same population.';

create table care.review_item (
  id uuid primary key,
  organisation_id uuid not null,
  review_id uuid not null,
  handoff_id uuid not null references care.handoff on delete restrict,
  place smallint not null,
  state text not null default 'open' constraint review_item_state_is_listed check (state in ('open','in_order','finding','replied','closed')),
  answers jsonb not null default '{}',
  finding text,
  found_by uuid,
  found_at timestamptz,
  reply text,
  replied_by uuid,
  replied_at timestamptz,
  closing_note text,
  closed_by uuid,
  closed_at timestamptz,
  version integer not null default 1,
  constraint review_item_is_of_a_review_of_the_house foreign key (organisation_id, review_id)
    references care.review (organisation_id, id) on delete restrict,
  constraint review_draws_a_handoff_once unique (review_id, handoff_id),
  constraint review_item_has_its_own_place unique (review_id, place),
  constraint review_item_looked_at_by_somebody check ((state = 'open') = (found_by is null) and (found_by is null) = (found_at is null)),
  constraint review_item_in_order_has_no_finding check ((state = 'open' or state = 'in_order') = (finding is null)),
  constraint review_item_replied_says_what check ((state = 'replied' or state = 'closed') = (reply is not null) and num_nulls(reply, replied_by, replied_at) in (0, 3)),
  constraint review_item_closed_by_somebody check ((state = 'closed') = (closed_by is not null) and (closed_by is null) = (closed_at is null)),
  constraint another_person_closes_a_finding check (closed_by is distinct from replied_by or closed_by is null)
);
create index review_items_in_order on care.review_item (review_id, place);
comment on table care.review_item is 'One handoff of a sample: what was found, what was replied, who closed it. It goes forward only, and nothing of it is deleted.';

do $$ declare t text; begin
  foreach t in array array['access.invitation','care.duty_turn','care.review','care.review_item'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
  end loop;
end $$;

create policy definer_invites on access.invitation to handrail_definer using (true) with check (true);
grant select, insert (organisation_id, account_id, code_sha256, invited_by, expires_at), update (used_at, ended_at) on access.invitation to handrail_definer;
-- Staff see until when a code may be used, and never what it is.
create policy own_invitations on access.invitation for select to handrail_api using (organisation_id = (select care.actor_organisation()));
grant select (id, organisation_id, account_id, expires_at, used_at, ended_at) on access.invitation to handrail_api;
grant insert (organisation_id, login, display_name, roles, language), update (display_name, roles, password_hash, disabled_at, left_at, version) on access.account to handrail_definer;

create policy own_turns on care.duty_turn for select to handrail_api using (organisation_id = (select care.actor_organisation()));
create policy own_turns_are_planned on care.duty_turn for insert to handrail_api with check (organisation_id = (select care.actor_organisation()));
create policy own_turns_change on care.duty_turn for update to handrail_api using (organisation_id = (select care.actor_organisation()));
grant select, insert (id, organisation_id, site_id, level, account_id, planned_account_id, during, planned_by, substituted_by, substituted_at),
  update (account_id, during, version, substituted_by, substituted_at, cancelled_by, cancelled_at) on care.duty_turn to handrail_api;

create policy own_site_changes on care.site for update to handrail_api using (organisation_id = (select care.actor_organisation()));
grant update (names, weekend_days, opens, closes, version) on care.site to handrail_api;

create policy own_reviews on care.review for select to handrail_api using (organisation_id = (select care.actor_organisation()));
create policy own_reviews_are_drawn on care.review for insert to handrail_api with check (organisation_id = (select care.actor_organisation()));
create policy own_reviews_close on care.review for update to handrail_api using (organisation_id = (select care.actor_organisation()) and closed_at is null)
  with check (organisation_id = (select care.actor_organisation()) and closed_at is not null);
grant select, insert (id, organisation_id, title, from_on, until_on, seed, size, population, drawn_by), update (closed_by, closed_at) on care.review to handrail_api;
create policy own_review_items on care.review_item for select to handrail_api using (organisation_id = (select care.actor_organisation()));
-- What is drawn is a handoff of the house.
create policy own_review_items_are_drawn on care.review_item for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation()) and exists (select from care.handoff h where h.id = review_item.handoff_id
    and (select care.actor_organisation()) in (h.sender_organisation_id, h.receiver_organisation_id) offset 0));
create policy own_review_items_go_on on care.review_item for update to handrail_api using (organisation_id = (select care.actor_organisation()));
grant select, insert (id, organisation_id, review_id, handoff_id, place),
  update (state, answers, finding, found_by, found_at, reply, replied_by, replied_at, closing_note, closed_by, closed_at, version) on care.review_item to handrail_api;

-- A turn is of somebody who holds the role that answers there, and who is still with the house.
create function care.guard_duty_turn() returns trigger language plpgsql as $$
begin
  if (tg_op = 'INSERT' or new.account_id <> old.account_id) and not exists (
      select from care.duty d join access.account a on a.id = new.account_id and d.role = any (a.roles) and a.disabled_at is null and not a.invited
       where d.site_id = new.site_id and d.level = new.level) then
    raise exception 'duty at a site is of those who hold its role' using errcode = 'check_violation', constraint = 'duty_turn_is_of_its_role', table = 'duty_turn', schema = 'care';
  end if;
  return new;
end $$;
create trigger duty_turn_is_of_its_role after insert or update on care.duty_turn for each row execute function care.guard_duty_turn();

-- A finding is not found twice, not answered before it was made and not taken back: the charter's machine, compared by a test.
create function care.guard_review_item() returns trigger language plpgsql as $$
begin
  if (old.state || ' ' || new.state) not in ('open in_order','open finding','finding replied','replied closed') or new.version <> old.version + 1
     or exists (select from care.review r where r.id = old.review_id and r.closed_at is not null)
     or (old.state <> 'open' and (new.answers, new.finding, new.found_by, new.found_at) is distinct from (old.answers, old.finding, old.found_by, old.found_at))
     or (old.state = 'replied' and (new.reply, new.replied_by, new.replied_at) is distinct from (old.reply, old.replied_by, old.replied_at)) then
    raise exception 'an item of a review does not go from % to %', old.state, new.state
      using errcode = 'check_violation', constraint = 'review_item_goes_forward', table = 'review_item', schema = 'care';
  end if;
  return new;
end $$;
create trigger review_item_goes_forward before update on care.review_item for each row execute function care.guard_review_item();

-- Who keeps the accounts of a house is a person of that house who may still act; a machine invites nobody.
create function access.is_keeper() returns boolean language sql stable
  return exists (select from access.account a where a.id = care.actor_account() and a.organisation_id = care.actor_organisation()
    and 'org_admin' = any (a.roles) and a.disabled_at is null);

-- Roles that accounts of a house may hold; those that look over the whole network are for its coordination office.
create function access.may_hold(p_roles text[]) returns boolean language sql stable
  return cardinality(p_roles) > 0
    and p_roles <@ array['clinician','case_manager','social_worker','employment_officer','intake_officer','duty_manager','coordinator','org_admin',
      'auditor','privacy_officer','hotline_operator','trainer','bank_officer','employer','commission_member','commission_analyst']
    and (not p_roles && array['coordinator','commission_member','commission_analyst']
      or exists (select from care.organisation o where o.id = care.actor_organisation() and o.coordinates));

-- One change of accounts of a house at a time: whoever comes second sees who is left.
create function access.lock_keepers() returns void language plpgsql volatile as $$
begin
  perform 1 from access.account a where a.organisation_id = care.actor_organisation() and 'org_admin' = any (a.roles) and a.disabled_at is null order by a.id for update;
end $$;

-- Whether a house would still have somebody to keep it without this one. Who has not joined keeps nothing yet.
create function access.is_kept_without(p_account uuid) returns boolean language sql stable
  return exists (select from access.account a where a.organisation_id = care.actor_organisation() and a.id <> p_account
    and 'org_admin' = any (a.roles) and a.disabled_at is null and not a.invited);

create function access.write_invitation(p_account uuid, p_code_sha256 bytea, p_valid_for interval) returns timestamptz language plpgsql volatile as $$
declare v_until timestamptz; begin
  update access.invitation i set ended_at = clock_timestamp() where i.account_id = p_account and i.used_at is null and i.ended_at is null;
  insert into access.invitation (organisation_id, account_id, code_sha256, invited_by, expires_at)
    values (care.actor_organisation(), p_account, p_code_sha256, care.actor_account(), clock_timestamp() + p_valid_for)
    returning expires_at into v_until;
  return v_until;
end $$;

create function access.invite(p_login text, p_display_name text, p_roles text[], p_language text, p_code_sha256 bytea, p_valid_for interval)
returns table (answer text, account uuid, expires_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_account uuid; begin
  if not access.is_keeper() then return query select 'not_keeper', null::uuid, null::timestamptz; return; end if;
  if not access.may_hold(p_roles) then return query select 'role', null::uuid, null::timestamptz; return; end if;
  insert into access.account (organisation_id, login, display_name, roles, language)
    values (care.actor_organisation(), lower(p_login), p_display_name, p_roles, p_language) on conflict (login) do nothing returning id into v_account;
  if v_account is null then return query select 'login_taken', null::uuid, null::timestamptz; return; end if;
  return query select 'done', v_account, access.write_invitation(v_account, p_code_sha256, p_valid_for);
end $$;

create function access.invite_again(p_account uuid, p_code_sha256 bytea, p_valid_for interval) returns table (answer text, expires_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare a access.account; begin
  if not access.is_keeper() then return query select 'not_keeper', null::timestamptz; return; end if;
  select * into a from access.account x where x.id = p_account and x.organisation_id = care.actor_organisation() for update;
  if not found then return query select 'unknown', null::timestamptz; return; end if;
  if a.disabled_at is not null then return query select 'left', null::timestamptz; return; end if;
  return query select 'done', access.write_invitation(a.id, p_code_sha256, p_valid_for);
end $$;

-- Somebody who is not signed in chooses a password with a code. No row: nobody of that login could. Not joined: the code is not the one.
create function access.join_house(p_login text, p_code_sha256 bytea, p_password_hash text)
returns table (joined boolean, id uuid, organisation_id uuid, display_name text, roles text[])
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare a access.account; v_joined boolean; begin
  select x.* into a from access.account x join care.organisation o on o.id = x.organisation_id and o.closed_at is null
   where x.login = lower(p_login) and x.disabled_at is null for update of x;
  if not found then return; end if;
  update access.invitation i set used_at = clock_timestamp()
   where i.account_id = a.id and i.code_sha256 = p_code_sha256 and i.used_at is null and i.ended_at is null and i.expires_at > clock_timestamp();
  v_joined := found;
  if v_joined then
    update access.account x set password_hash = p_password_hash, version = x.version + 1 where x.id = a.id;
    update access.session s set ended_at = clock_timestamp() where s.account_id = a.id and s.ended_at is null;
  end if;
  return query select v_joined, a.id, a.organisation_id, a.display_name, a.roles;
end $$;

-- Name and roles; null leaves one as it is. A house is never left without somebody to keep it.
create function access.change_account(p_account uuid, p_version integer, p_display_name text, p_roles text[]) returns table (answer text, version integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare a access.account; v_roles text[]; begin
  perform access.lock_keepers();
  if not access.is_keeper() then return query select 'not_keeper', 0; return; end if;
  select * into a from access.account x where x.id = p_account and x.organisation_id = care.actor_organisation() for update;
  if not found then return query select 'unknown', 0; return; end if;
  if a.disabled_at is not null then return query select 'left', a.version; return; end if;
  if a.version <> p_version then return query select 'stale', a.version; return; end if;
  v_roles := coalesce(p_roles, a.roles);
  if p_roles is not null and not access.may_hold(p_roles) then return query select 'role', a.version; return; end if;
  if 'org_admin' = any (a.roles) and 'org_admin' <> all (v_roles) and not access.is_kept_without(a.id) then
    return query select 'last_admin', a.version; return;
  end if;
  update access.account x set display_name = coalesce(p_display_name, x.display_name), roles = v_roles, version = x.version + 1 where x.id = a.id;
  return query select 'done', a.version + 1;
end $$;

-- Somebody leaves: they sign in no more, their sessions and codes end in this instant.
create function access.leave_house(p_account uuid, p_successor uuid) returns table (answer text, sessions_ended integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare a access.account; v_sessions integer; begin
  perform access.lock_keepers();
  if not access.is_keeper() then return query select 'not_keeper', 0; return; end if;
  select * into a from access.account x where x.id = p_account and x.organisation_id = care.actor_organisation() for update;
  if not found then return query select 'unknown', 0; return; end if;
  if a.left_at is not null then return query select 'left', 0; return; end if;
  if p_successor is not null and not exists (select from access.account s where s.id = p_successor and s.id <> a.id
      and s.organisation_id = a.organisation_id and s.disabled_at is null and not s.invited) then
    return query select 'successor', 0; return;
  end if;
  if 'org_admin' = any (a.roles) and not access.is_kept_without(a.id) then return query select 'last_admin', 0; return; end if;
  update access.account x set left_at = clock_timestamp(), disabled_at = coalesce(x.disabled_at, clock_timestamp()), version = x.version + 1 where x.id = a.id;
  update access.invitation i set ended_at = clock_timestamp() where i.account_id = a.id and i.used_at is null and i.ended_at is null;
  update access.session s set ended_at = clock_timestamp() where s.account_id = a.id and s.ended_at is null;
  get diagnostics v_sessions = row_count;
  return query select 'done', v_sessions;
end $$;

-- Messages about handoffs the house sent, by where they are; whether a partner's inbox was reached is nobody else's to read.
create function bus.counts_of_house() returns table (state text, messages integer, oldest_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select bus.transport_state(o), count(*)::integer, min(o.created_at)
    from care.handoff h join bus.outbox o on o.payload ? 'handoff_id' and o.payload->>'handoff_id' = h.id::text
   where h.sender_organisation_id = care.actor_organisation() group by 1
$$;
create function bus.troubled_of_house(p_limit integer)
returns table (topic text, state text, attempts integer, queued_at timestamptz, next_try_at timestamptz, reference text, work uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.topic, bus.transport_state(o), o.attempts, o.created_at, case when o.dead_at is null then o.lease_until end, h.reference,
      (select w.id from care.work_item w where w.message_id = o.id and w.organisation_id = h.sender_organisation_id and w.done_at is null)
    from bus.outbox o join care.handoff h on h.id = (o.payload->>'handoff_id')::uuid
   where o.payload ? 'handoff_id' and o.done_at is null and (o.attempts > 0 or o.dead_at is not null) and h.sender_organisation_id = care.actor_organisation()
   order by o.dead_at is null, o.created_at, o.id limit p_limit
$$;
create index outbox_in_trouble on bus.outbox (created_at, id) where done_at is null and (attempts > 0 or dead_at is not null);

do $$ declare f regprocedure; begin
  grant create on schema access, bus to handrail_definer;
  for f in select p.oid::regprocedure from pg_proc p where (p.pronamespace = 'access'::regnamespace or p.pronamespace = 'bus'::regnamespace)
      and p.proowner <> 'handrail_definer'::regrole loop
    execute format('alter function %s owner to handrail_definer', f);
    execute format('revoke execute on function %s from public', f);
  end loop;
  revoke create on schema access, bus from handrail_definer;
end $$;
grant execute on function access.invite(text, text, text[], text, bytea, interval), access.invite_again(uuid, bytea, interval), access.join_house(text, bytea, text),
  access.change_account(uuid, integer, text, text[]), access.leave_house(uuid, uuid), bus.counts_of_house(), bus.troubled_of_house(integer) to handrail_api;
-- A person of the house is asked for work that is raised by hand: whoever answers for the shift finds a new key worker.
grant insert (role) on care.work_item to handrail_api;
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
revoke insert (role) on care.work_item from handrail_api;
drop index bus.outbox_in_trouble;
drop function bus.troubled_of_house, bus.counts_of_house, access.leave_house, access.change_account, access.join_house, access.invite_again, access.invite,
  access.write_invitation, access.is_kept_without, access.lock_keepers, access.may_hold, access.is_keeper;
revoke update (names, weekend_days, opens, closes, version) on care.site from handrail_api;
drop policy own_site_changes on care.site;
revoke insert (organisation_id, login, display_name, roles, language), update (display_name, roles, password_hash, disabled_at, left_at, version)
  on access.account from handrail_definer;
drop table care.review_item, care.review, care.duty_turn, access.invitation;
drop function care.guard_review_item(), care.guard_duty_turn();
`);
  }
}
