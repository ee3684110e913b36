import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Erasure: what a client asked for, who decided and who carried it out; legal holds; and whether a restored database may be opened. */
export class Erasure1700000000017 implements MigrationInterface {
  name = 'Erasure1700000000017';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
create table care.erasure (
  id uuid primary key default uuidv7(),
  client_id uuid not null references care.client on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  asked_on date not null,
  asked_how text not null constraint erasure_way_is_listed check (asked_how in ('in_person','in_writing','by_telephone','by_representative','own_window','retention')),
  recorded_by uuid,
  recorded_at timestamptz not null default clock_timestamp(),
  decide_by_on date not null generated always as ((asked_on + interval '1 month')::date) stored,
  state text not null default 'requested' constraint erasure_state_is_listed check (state in ('requested','granted','refused','taken_back','carried_out')),
  ground text constraint erasure_ground_is_listed check (ground in ('no_longer_needed','consent_withdrawn','objection','unlawful','law_requires',
    'kept_by_law','legal_claim','public_health','identity_not_shown')),
  note text constraint erasure_note_says_something check (note ~ '\\S' and length(note) <= 2000),
  retention_until_on date,
  decided_by uuid,
  decided_at timestamptz,
  taken_back_by uuid,
  taken_back_at timestamptz,
  carried_out_by uuid,
  carried_out_at timestamptz,
  scope text constraint erasure_scope_is_listed check (scope in ('person','organisation')),
  epoch integer,
  certificate text,
  signature bytea,
  replayed_at timestamptz,
  version integer not null default 1,
  constraint erasure_was_recorded_by_somebody check (recorded_by is not null or asked_how = 'own_window' or replayed_at is not null),
  constraint erasure_decided_says_on_what_ground check (num_nulls(ground, decided_by, decided_at) in (0, 3) or replayed_at is not null),
  constraint erasure_is_decided_in_its_state check (state = 'taken_back' or (state = 'requested') = (ground is null)),
  constraint erasure_is_granted_on_a_ground_to_grant check (state <> 'granted' and state <> 'carried_out' or ground in ('no_longer_needed','consent_withdrawn','objection','unlawful','law_requires')),
  constraint erasure_is_refused_on_a_ground_to_refuse check (state <> 'refused' or ground in ('kept_by_law','legal_claim','public_health','identity_not_shown')),
  constraint erasure_despite_retention_says_why check (state <> 'granted' and state <> 'carried_out' or retention_until_on is null or note is not null),
  constraint erasure_taken_back_by_somebody check ((state = 'taken_back') = (taken_back_at is not null) and (taken_back_at is null) = (taken_back_by is null)),
  constraint erasure_carried_out_says_how_far check ((state = 'carried_out') = (carried_out_at is not null) and (carried_out_at is null) = (scope is null)),
  constraint another_person_carries_out_an_erasure check (carried_out_by is distinct from decided_by or carried_out_by is null),
  constraint erasure_certificate_is_signed check ((certificate is null) = (signature is null))
);
create unique index one_open_erasure_per_client on care.erasure (organisation_id, client_id) where state in ('requested','granted');
create index erasures_of_organisation on care.erasure (organisation_id, decide_by_on, id);
create index erasures_of_client on care.erasure (organisation_id, client_id);
comment on table care.erasure is 'A client asked to be forgotten: the request, the decision with its legal ground, and how it was carried out. replayed_at: done again after a restore, from the ledger outside the database (ADR 0038).';
comment on column care.erasure.scope is 'person: the key of the person was destroyed, nobody can read who it was; organisation: others who look or looked after the client still know, and answer for themselves.';
comment on column care.erasure.epoch is 'Under which epoch the key of the person was wrapped: when that key is destroyed, no older backup can be read either.';

create table care.legal_hold (
  id uuid primary key default uuidv7(),
  client_id uuid not null references care.client on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  ground text not null constraint legal_hold_ground_is_listed check (ground in ('court','authority','claim','complaint','safeguarding')),
  note text constraint legal_hold_note_says_something check (note ~ '\\S' and length(note) <= 2000),
  placed_by uuid not null,
  placed_at timestamptz not null default clock_timestamp(),
  lifted_by uuid,
  lifted_at timestamptz,
  constraint legal_hold_lifted_by_somebody check ((lifted_at is null) = (lifted_by is null))
);
create unique index one_legal_hold_per_client on care.legal_hold (organisation_id, client_id) where lifted_at is null;
create index legal_holds_of_client on care.legal_hold (organisation_id, client_id);
comment on table care.legal_hold is 'Nothing of this client is erased by the organisation as long as one stands.';

create table access.restoration (
  id uuid primary key default uuidv7(),
  backup text not null constraint restoration_names_its_backup check (backup ~ '^[0-9A-Za-z-]{1,64}$'),
  instant_at timestamptz,
  restored_at timestamptz not null default clock_timestamp(),
  erasures_replayed integer,
  audit_leaves bigint,
  messages_requeued integer,
  released_at timestamptz,
  constraint restoration_released_after_all_its_steps check (released_at is null or num_nulls(erasures_replayed, audit_leaves, messages_requeued) = 0)
);
comment on table access.restoration is 'Each time this database was brought back from a backup. Nobody signs in while one is not released: erasures are done again, the audit verified and the queue reconciled first.';

do $$ declare t text; begin
  foreach t in array array['care.erasure','care.legal_hold','access.restoration'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
  end loop;
end $$;

create policy own_erasures on care.erasure for select to handrail_api using (organisation_id = (select care.actor_organisation()));
-- Of clients whom the organisation gave a code, and has access to.
create policy own_erasures_are_asked_for on care.erasure for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation()) and state = 'requested' and exists (select from care.episode_access a
    where a.organisation_id = (select care.actor_organisation()) and a.client_id = erasure.client_id offset 0));
-- Carrying one out is a function: what cannot be undone is not a column.
create policy own_erasures_are_decided on care.erasure for update to handrail_api
  using (organisation_id = (select care.actor_organisation()) and state in ('requested','granted'))
  with check (organisation_id = (select care.actor_organisation()) and state in ('granted','refused','taken_back'));
create policy definer_erases on care.erasure to handrail_definer using (true) with check (true);
grant select, insert (id, client_id, organisation_id, asked_on, asked_how, recorded_by),
  update (state, ground, note, retention_until_on, decided_by, decided_at, taken_back_by, taken_back_at, version) on care.erasure to handrail_api;
grant select, insert, update (state, ground, note, decided_by, decided_at, taken_back_by, taken_back_at, carried_out_by, carried_out_at, scope, epoch, certificate, signature, replayed_at, version) on care.erasure to handrail_definer;

create policy own_holds on care.legal_hold for select to handrail_api using (organisation_id = (select care.actor_organisation()));
create policy own_holds_are_placed on care.legal_hold for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation()) and lifted_at is null and exists (select from care.episode_access a
    where a.organisation_id = (select care.actor_organisation()) and a.client_id = legal_hold.client_id offset 0));
create policy own_holds_are_lifted on care.legal_hold for update to handrail_api
  using (organisation_id = (select care.actor_organisation()) and lifted_at is null) with check (organisation_id = (select care.actor_organisation()));
create policy definer_looks_for_holds on care.legal_hold for select to handrail_definer using (true);
grant select, insert (id, client_id, organisation_id, ground, note, placed_by), update (lifted_by, lifted_at) on care.legal_hold to handrail_api;
grant select on care.legal_hold to handrail_definer;

create policy everybody_knows_of_a_restore on access.restoration for select to handrail_api, handrail_worker using (true);
create policy migrator_restores on access.restoration to current_user using (true) with check (true);
grant select on access.restoration to handrail_api, handrail_worker;

grant update (erased_at) on care.client_code to handrail_definer;
grant update (erased_at) on vault.person to handrail_definer;
grant delete on vault.identity_field to handrail_definer;
create policy definer_forgets on access.kept_form to handrail_definer using (true);
grant select (account_id, client_id, handoff_id), delete on access.kept_form to handrail_definer;
grant delete on care.protection, care.protection_alert, care.return_key to handrail_definer;

-- A request is decided once, and what was carried out stays as it is.
create function care.guard_erasure() returns trigger language plpgsql as $$
begin
  if not ((old.state || ' ' || new.state) in ('requested granted','requested refused','requested taken_back','granted taken_back','granted carried_out')
        or (new.replayed_at is not null and old.replayed_at is null and new.state = 'carried_out' and old.state <> 'carried_out')
        or (old.state = 'carried_out' and new.state = 'carried_out' and old.certificate is null and new.certificate is not null))
     or new.version <> old.version + 1
     or (new.client_id, new.organisation_id, new.asked_on, new.asked_how, new.recorded_by, new.recorded_at)
          is distinct from (old.client_id, old.organisation_id, old.asked_on, old.asked_how, old.recorded_by, old.recorded_at)
     or (old.decided_at is not null and new.replayed_at is null and (new.ground, new.note, new.retention_until_on, new.decided_by, new.decided_at)
          is distinct from (old.ground, old.note, old.retention_until_on, old.decided_by, old.decided_at)) then
    raise exception 'an erasure does not go from % to %', old.state, new.state
      using errcode = 'check_violation', constraint = 'erasure_goes_forward', table = 'erasure', schema = 'care';
  end if;
  return new;
end $$;
create trigger erasure_goes_forward before update on care.erasure for each row execute function care.guard_erasure();

-- Whoever is taken into custody again is nobody's tombstone.
create function care.know_again() returns trigger language plpgsql as $$
begin
  update care.client_code c set erased_at = null where c.organisation_id = new.organisation_id and c.client_id = new.client_id and c.erased_at is not null;
  return null;
end $$;
create trigger who_comes_back_is_known_again after insert on care.custody for each row execute function care.know_again();

-- Care ends with the erasure where it had not ended before: nobody is responsible for a client of whom nobody knows who it is.
-- Without an organisation: whoever is responsible. What lies in a drawer is thrown away with what was written in it.
create function care.end_care(p_client uuid, p_organisation uuid, p_at timestamptz) returns void language plpgsql volatile as $$
declare v_episode uuid; h care.handoff; begin
  select u.episode_id into v_episode from care.custody u where u.client_id = p_client and (p_organisation is null or u.organisation_id = p_organisation) and u.until_at is null;
  if v_episode is null then return; end if;
  perform 1 from care.episode e where e.id = v_episode for update;
  for h in select * from care.handoff o where o.episode_id = v_episode and o.closed_at is null and (o.state = 'draft' or exists (select from care.handoff_transition t
      where t.from_business = o.business_state and t.to_business = 'superseded' and t.mover = 'system')) order by o.id for update loop
    perform care.let_go(h, null);
    update care.handoff o set state = 'cancelled', business_state = case when h.state = 'draft' then 'discarded' else 'superseded' end, closed_at = p_at, due_at = null, version = o.version + 1 where o.id = h.id;
  end loop;
  update care.stage_spell s set ended_at = p_at, outcome = 'moved_on_early', ended_by = care.actor_account() where s.episode_id = v_episode and s.ended_at is null;
  update care.episode e set open_during = tstzrange(lower(e.open_during), p_at), version = e.version + 1 where e.id = v_episode;
  update care.custody u set during = tstzrange(lower(u.during), p_at) where u.episode_id = v_episode and u.until_at is null;
end $$;

-- Lets an organisation forget who a client is. Where nobody else looks or has looked after them, or where it is said to be final,
-- the key of the person goes, with every field and token: what is left names nobody, here and in every backup whose epoch is
-- over. First the client and their codes are locked: whoever gives them a name, opens the glass or protects them at the same
-- moment comes before, and is undone, or comes after, and finds a tombstone.
create function vault.forget(p_client uuid, p_organisation uuid, p_at timestamptz, p_final boolean, out scope text, out epoch integer)
language plpgsql volatile as $$
declare v_others boolean; v_is_known boolean; begin
  perform 1 from care.client c where c.id = p_client for no key update;
  perform 1 from care.client_code k where k.client_id = p_client order by k.organisation_id for update;
  select p.epoch into epoch from vault.person p where p.client_id = p_client for update;
  v_is_known := found;
  -- What was written of somebody is wrapped under an epoch too: the later of the two has to be over.
  if v_is_known then select greatest(forget.epoch, max(w.epoch)) into epoch from care.writing_key w where w.client_id = p_client and w.destroyed_at is null; end if;
  -- Others: who is responsible now, or was and still knows. Of somebody without a name everybody who was responsible knows as much.
  v_others := not p_final and exists (select from care.custody c join care.client_code k on k.organisation_id = c.organisation_id and k.client_id = c.client_id
    where c.client_id = p_client and c.organisation_id <> p_organisation and k.erased_at is null
      and (c.until_at is null or not v_is_known or exists (select from vault.known_to n where n.client_id = p_client and n.organisation_id = c.organisation_id and n.until_at > p_at)));
  scope := case when v_others then 'organisation' else 'person' end;
  update care.client_code c set erased_at = p_at where c.client_id = p_client and c.erased_at is null and (c.organisation_id = p_organisation or not v_others);
  update care.break_glass g set closed_at = least(p_at, g.until_at), version = g.version + 1
    where g.client_id = p_client and (g.organisation_id = p_organisation or not v_others) and g.opened_at is not null and g.closed_at is null and g.until_at > p_at;
  update care.episode_access a set until_at = p_at where a.client_id = p_client and (a.organisation_id = p_organisation or not v_others) and a.until_at > p_at;
  update vault.known_to k set until_at = p_at where k.client_id = p_client and (k.organisation_id = p_organisation or not v_others) and k.until_at > p_at;
  delete from access.kept_form f where (f.client_id = p_client or f.handoff_id in (select h.id from care.handoff h where h.client_id = p_client))
    and (not v_others or f.account_id in (select a.id from access.account a where a.organisation_id = p_organisation));
  update care.handoff_note n set body = null, wiped_at = p_at where n.wiped_at is null and n.handoff_id in (select h.id from care.handoff h where h.client_id = p_client)
    and (n.organisation_id = p_organisation or not v_others);
  -- Which colleague a protected client is, and who reached for their own record, says who it was.
  delete from care.protection_alert x where x.client_id = p_client and (x.organisation_id = p_organisation or not v_others);
  delete from care.protection_member m where m.client_id = p_client and (m.organisation_id = p_organisation or not v_others);
  delete from care.protection p where p.client_id = p_client and (p.organisation_id = p_organisation or not v_others);
  delete from care.return_key k where k.client_id = p_client and (k.organisation_id = p_organisation or not v_others);
  update care.work_item w set done_at = p_at where w.client_id = p_client and (w.organisation_id = p_organisation or not v_others) and w.done_at is null;
  if not v_others then
    delete from vault.blind_index b where b.client_id = p_client;
    delete from vault.identity_field f where f.client_id = p_client;
    delete from vault.photo f where f.client_id = p_client;
    update vault.person p set wrapped_key = null, erased_at = p_at where p.client_id = p_client and p.erased_at is null;
  end if;
end $$;

-- The second of two people carries out what the first has granted. Not while a hold stands, not while a partner waits for the
-- client or the organisation is asked to take them, and neither of the two may be the client (p_marks: keyed hashes of both). Erasures and merges take turns.
create function care.carry_out_erasure(p_erasure uuid, p_version integer, p_marks bytea[])
returns table (answer text, client_id uuid, joined_ids uuid[], scope text, epoch integer, at timestamptz, version integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare e care.erasure; v_kept uuid; v_joined uuid[]; v_all uuid[]; v_one uuid; v_scope text; v_epoch integer; v_at timestamptz; begin
  perform pg_advisory_xact_lock(4712050);
  select * into e from care.erasure x where x.id = p_erasure and x.organisation_id = care.actor_organisation() for update;
  if not found then return query select 'unknown', null::uuid, null::uuid[], null::text, null::integer, null::timestamptz, 0; return; end if;
  -- Records that were joined are one person, and forgotten together: what is kept, and everything that was joined to it.
  v_kept := coalesce((select m.kept_client_id from care.client_merge m where m.organisation_id = e.organisation_id and m.state = 'merged' and m.merged_client_id = e.client_id), e.client_id);
  select array_agg(m.merged_client_id order by m.merged_client_id) || v_kept into v_all from care.client_merge m
   where m.organisation_id = e.organisation_id and m.state = 'merged' and m.kept_client_id = v_kept;
  v_all := coalesce(v_all, array[e.client_id]);
  v_joined := array_remove(v_all, e.client_id);
  -- Codes, then episodes, then clients, as whoever breaks the glass or gives a name does: nobody waits for each other. Whoever
  -- sends the client on has the episode (locateForChange) before this looks, or finds that care has ended.
  perform 1 from care.client_code k where k.client_id = any (v_all) order by k.client_id, k.organisation_id for update;
  perform 1 from care.episode x where x.client_id = any (v_all) and x.closed_at is null order by x.id for update;
  answer := case
    when e.version <> p_version then 'stale'
    when e.state <> 'granted' then e.state
    when care.actor_account() is null or e.decided_by = care.actor_account() then 'same_person'
    when exists (select from care.protection p where p.organisation_id = e.organisation_id and p.client_id = any (v_all) and p.ended_at is null
        and p.self_mark = any (p_marks)) then 'concerned'
    when exists (select from care.legal_hold l where l.organisation_id = e.organisation_id and l.client_id = any (v_all) and l.lifted_at is null) then 'held'
    when exists (select from care.handoff h where h.client_id = any (v_all) and h.closed_at is null and h.state <> 'draft'
        and (e.organisation_id in (h.sender_organisation_id, h.receiver_organisation_id)
          or exists (select from care.custody u where u.episode_id = h.episode_id and u.organisation_id = e.organisation_id and u.until_at is null))) then 'handoff_open'
    else 'done' end;
  if answer <> 'done' then
    return query select answer, e.client_id, v_joined, null::text, null::integer, null::timestamptz, e.version; return;
  end if;
  v_at := clock_timestamp();
  -- The joined ones first, so that the epoch is that of the record it was asked for; whoever still knows one of them knows the person.
  foreach v_one in array v_joined || e.client_id loop
    perform care.end_care(v_one, e.organisation_id, v_at);
    select case when v_scope = 'organisation' then v_scope else f.scope end, coalesce(f.epoch, v_epoch) into v_scope, v_epoch from vault.forget(v_one, e.organisation_id, v_at, false) f;
  end loop;
  update care.erasure x set state = 'carried_out', carried_out_by = care.actor_account(), carried_out_at = v_at, scope = v_scope, epoch = v_epoch, version = x.version + 1 where x.id = e.id;
  return query select 'done', e.client_id, v_joined, v_scope, v_epoch, v_at, e.version + 1;
end $$;

-- Keeps the signed certificate beside what it is about; once.
create function care.certify_erasure(p_erasure uuid, p_certificate text, p_signature bytea) returns integer
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update care.erasure x set certificate = p_certificate, signature = p_signature, version = x.version + 1
   where x.id = p_erasure and x.organisation_id = care.actor_organisation() and x.state = 'carried_out' and x.certificate is null
  returning version
$$;

-- Does an erasure again that is in the ledger outside the database and not, or not whole, in it: the database was restored to
-- a time before, or broke off while it was carried out. The owner's alone to call; answers whether there was anything to do.
create function care.replay_erasure(p jsonb) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare e care.erasure; v_client uuid := (p->>'client')::uuid; v_organisation uuid := (p->>'organisation')::uuid; v_at timestamptz := (p->>'at')::timestamptz; v_one uuid; begin
  select * into e from care.erasure x where x.id = (p->>'erasure')::uuid for update;
  if e.state = 'carried_out' then return false; end if;
  -- A client of after the instant of the restore is not there: there is nothing of them to forget.
  if not exists (select from care.client c where c.id = v_client) then return false; end if;
  for v_one in select c.id from care.client c where c.id = v_client or c.id in (select j::uuid from jsonb_array_elements_text(p->'joined') j) loop
    -- A key that was destroyed stays so, whoever had the client at the instant of the restore.
    perform care.end_care(v_one, case when p->>'scope' = 'person' then null else v_organisation end, clock_timestamp());
    perform vault.forget(v_one, v_organisation, clock_timestamp(), p->>'scope' = 'person');
  end loop;
  if e.id is null then
    insert into care.erasure (id, client_id, organisation_id, asked_on, asked_how, recorded_by, state, ground, note, decided_by, decided_at,
        carried_out_by, carried_out_at, scope, epoch, certificate, signature, replayed_at)
      values ((p->>'erasure')::uuid, v_client, v_organisation, (p->>'asked_on')::date, p->>'asked_how', (p->>'recorded_by')::uuid, 'carried_out', p->>'ground',
        p->>'note', (p->>'decided_by')::uuid, (p->>'decided_at')::timestamptz, (p->>'carried_out_by')::uuid, v_at, p->>'scope', (p->>'epoch')::integer,
        p->>'certificate', decode(p->>'signature', 'base64'), clock_timestamp());
  else
    update care.erasure x set state = 'carried_out', ground = p->>'ground', note = p->>'note', decided_by = (p->>'decided_by')::uuid,
        decided_at = (p->>'decided_at')::timestamptz, carried_out_by = (p->>'carried_out_by')::uuid, carried_out_at = v_at,
        scope = p->>'scope', epoch = (p->>'epoch')::integer, certificate = p->>'certificate', signature = decode(p->>'signature', 'base64'),
        taken_back_by = null, taken_back_at = null, replayed_at = clock_timestamp(), version = x.version + 1
      where x.id = e.id;
  end if;
  return true;
end $$;

-- How many erasures of the ledger this database does not know: whoever serves asks first.
create function care.erasures_to_replay(p_ledger jsonb) returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*)::integer from jsonb_to_recordset(p_ledger) as l (erasure uuid, client uuid)
   where exists (select from care.client c where c.id = l.client)
     and not exists (select from care.erasure e where e.id = l.erasure and e.state = 'carried_out')
$$;

do $$ declare f regprocedure; begin
  grant create on schema care, vault to handrail_definer;
  foreach f in array array['vault.forget(uuid,uuid,timestamptz,boolean)'::regprocedure, 'care.end_care(uuid,uuid,timestamptz)'::regprocedure, 'care.carry_out_erasure(uuid,integer,bytea[])'::regprocedure,
      'care.certify_erasure(uuid,text,bytea)'::regprocedure, 'care.erasures_to_replay(jsonb)'::regprocedure, 'care.replay_erasure(jsonb)'::regprocedure] loop
    execute format('revoke execute on function %s from public', f);
    -- Before the grants: a change of owner takes those of the owner before along.
    execute format('alter function %s owner to handrail_definer', f);
    if f in ('care.carry_out_erasure(uuid,integer,bytea[])'::regprocedure, 'care.certify_erasure(uuid,text,bytea)'::regprocedure, 'care.erasures_to_replay(jsonb)'::regprocedure) then
      execute format('grant execute on function %s to handrail_api', f);
      if f = 'care.erasures_to_replay(jsonb)'::regprocedure then grant execute on function care.erasures_to_replay(jsonb) to handrail_worker; end if;
    elsif f = 'care.replay_erasure(jsonb)'::regprocedure then
      execute format('grant execute on function %s to current_user', f);
    end if;
  end loop;
  revoke create on schema care, vault from handrail_definer;
end $$;
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger who_comes_back_is_known_again on care.custody;
drop function care.erasures_to_replay, care.replay_erasure, care.certify_erasure, care.carry_out_erasure, vault.forget, care.end_care, care.know_again;
drop policy definer_forgets on access.kept_form;
revoke all on access.kept_form from handrail_definer;
revoke delete on care.protection, care.protection_alert, care.return_key from handrail_definer;
revoke update (erased_at) on vault.person from handrail_definer;
drop table access.restoration, care.legal_hold, care.erasure;
drop function care.guard_erasure();
`);
  }
}
