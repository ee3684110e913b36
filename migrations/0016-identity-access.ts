import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may know who somebody is: modes, coming back without a name, photographs, joined records, broken glass, protection, official requests. */
export class IdentityAccess1700000000016 implements MigrationInterface {
  name = 'IdentityAccess1700000000016';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLES);
    await db.query(POLICIES);
    await db.query(BREAK_GLASS);
    await db.query(PROTECTION);
    await db.query(IDENTITY);
    await db.query(OWNERS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger access_to_the_protected_is_guarded on care.episode_access;
drop policy own_access on care.episode_access;
drop function vault.put_photo, vault.undo_identity, vault.join_identity, care.find_return_key, care.set_return_key,
  care.alert_protected, care.is_guarded, care.end_protection, care.protect, care.guard_access,
  care.tell_client, care.review_break_glass, care.close_break_glass, care.decide_break_glass, care.ask_break_glass, care.break_glass_alone,
  care.lift_glass, care.may_break_glass, care.holds_role;
drop table vault.photo, care.data_request, care.client_merge, care.identity_change, care.return_key, care.protection_alert,
  care.protection_member, care.protection, care.break_glass;
drop function care.guard_merge;
alter table care.client drop constraint nobody_is_nameless_under_a_chosen_name, drop column pseudonymous;
create policy own_access on care.episode_access for select to handrail_api using (organisation_id = (select care.actor_organisation()));
`);
  }
}

const TABLES = `
alter table care.client add column pseudonymous boolean not null default false,
  add constraint nobody_is_nameless_under_a_chosen_name check (not (anonymous and pseudonymous));
comment on column care.client.pseudonymous is 'The name in the vault is one the client chose; nobody asked for papers.';
grant insert (pseudonymous) on care.client to handrail_api;
grant update (anonymous, pseudonymous) on care.client to handrail_definer;

create table care.break_glass (
  id uuid primary key,
  organisation_id uuid not null references care.organisation on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  episode_id uuid not null references care.episode on delete restrict,
  custodian_organisation_id uuid references care.organisation on delete restrict,
  kind text not null constraint opening_kind_is_listed check (kind in ('emergency','planned')),
  reason text not null constraint opening_reason_is_listed check (reason in ('life_at_risk','overdose','unconscious','suicide_risk','violence','child_at_risk',
    'client_asked','continuity_of_care','wrong_record','complaint','court_order','audit_finding')),
  words bytea,
  fields text[] not null constraint opened_fields_are_listed check (fields <@ array['name','birth_date','photo','contact','documents','safety'] and cardinality(fields) > 0),
  minutes smallint not null constraint opening_lasts_a_while check (minutes between 1 and 240),
  asked_by uuid not null,
  asked_session uuid,
  asked_at timestamptz not null default clock_timestamp(),
  decided_by uuid,
  decided_at timestamptz,
  granted boolean,
  opened_at timestamptz,
  until_at timestamptz,
  closed_at timestamptz,
  review_due_at timestamptz,
  reviewed_by uuid,
  reviewed_at timestamptz,
  verdict text constraint opening_verdict_is_listed check (verdict in ('justified','not_justified')),
  review_words bytea,
  client_told text constraint client_told_is_listed check (client_told in ('told','not_yet','dangerous')),
  version integer not null default 1,
  constraint opening_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint opening_is_asked_for_by_a_colleague foreign key (organisation_id, asked_by) references access.account (organisation_id, id) on delete restrict,
  constraint two_people_open_what_can_wait check (kind = 'emergency' or opened_at is null or (decided_by is not null and granted)),
  constraint another_person_grants_an_opening check (decided_by is distinct from asked_by or decided_by is null),
  constraint planned_opening_lasts_an_hour_at_most check (kind = 'emergency' or minutes <= 60),
  constraint planned_opening_says_why check (kind = 'emergency' or words is not null),
  constraint opening_is_decided_once check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (granted is null)),
  constraint opening_has_an_end check (num_nulls(opened_at, until_at, review_due_at) in (0, 3) and (closed_at is null or closed_at between opened_at and until_at)),
  constraint opening_is_reviewed_by_another check (num_nulls(reviewed_by, reviewed_at, verdict, client_told) in (0, 4)
    and (reviewed_by is null or (opened_at is not null and reviewed_by <> asked_by and reviewed_by is distinct from decided_by)))
);
create index openings_of_house on care.break_glass (organisation_id, asked_at desc, id desc);
create index openings_about_client on care.break_glass (client_id, asked_at desc);
create index openings_seen_by_custodian on care.break_glass (custodian_organisation_id, asked_at desc) where custodian_organisation_id is not null;
create index openings_without_review on care.break_glass (organisation_id, asked_by, review_due_at) where opened_at is not null and reviewed_at is null;
comment on table care.break_glass is 'Every time somebody opened, or asked to open, what they do not see every day: who, why, what, until when, and what the review found. words: encrypted.';
comment on column care.break_glass.custodian_organisation_id is 'Who was responsible at that moment: this house is shown the opening, and shows it to the client.';

create table care.protection (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references care.organisation on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  kind text not null constraint protection_kind_is_listed check (kind in ('staff','public_person','minor','known_to_staff')),
  self_mark bytea constraint mark_of_the_colleague_is_a_hash check (length(self_mark) = 32),
  set_by uuid not null,
  set_at timestamptz not null default clock_timestamp(),
  ended_by uuid,
  ended_at timestamptz,
  constraint protection_ended_by_somebody check ((ended_at is null) = (ended_by is null))
);
create unique index one_protection_per_client on care.protection (organisation_id, client_id) where ended_at is null;
comment on table care.protection is 'Clients whose record only a narrower team of the house reads: staff, public persons, minors, people whom staff know. self_mark: a keyed hash of the colleague they are, so that nobody reads here who a client is.';

create table care.protection_member (
  organisation_id uuid not null,
  client_id uuid not null references care.client on delete restrict,
  account_id uuid not null,
  primary key (organisation_id, client_id, account_id),
  constraint team_is_made_of_colleagues foreign key (organisation_id, account_id) references access.account (organisation_id, id) on delete restrict
);
comment on table care.protection_member is 'Who may read the record of a protected client.';

create table care.protection_alert (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references care.organisation on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  account_id uuid not null,
  what text not null constraint protection_alert_is_listed check (what in ('refused','opened')),
  raised_at timestamptz not null default clock_timestamp(),
  seen_by uuid,
  seen_at timestamptz,
  constraint alert_is_seen_by_somebody check ((seen_at is null) = (seen_by is null))
);
create index alerts_of_house on care.protection_alert (organisation_id, raised_at desc, id desc);
comment on table care.protection_alert is 'Somebody reached for the record of a protected client; the privacy officer looks at each. Whether it was the client is told to the officer alone, by the keyed hash: it is not written down.';

create table care.return_key (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references care.organisation on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  code_mac bytea not null,
  passphrase_hash text not null,
  -- The same code, hashed under another key and without the house: somebody on their own telephone names no house.
  -- Functions alone read either hash, so no two partners can compare theirs.
  window_mac bytea constraint window_mac_is_a_hash check (length(window_mac) = 32),
  made_by uuid,
  made_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz
);
create unique index return_code_is_unique on care.return_key (organisation_id, code_mac) where ended_at is null;
create unique index one_return_key_per_client on care.return_key (organisation_id, client_id) where ended_at is null;
create unique index window_code_is_unique on care.return_key (window_mac) where ended_at is null and window_mac is not null;
comment on column care.return_key.window_mac is 'With what the client finds their own window; empty once another house has given them a newer code.';
comment on table care.return_key is 'With what somebody comes back, or opens their own window: a keyed hash of the code on their card, and a hash of their passphrase. Functions alone read the hashes.';

create table care.identity_change (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references care.organisation on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  what text not null constraint identity_change_is_listed check (what in ('joined','undone')),
  given_how text not null constraint identity_wish_is_listed check (given_how in ('electronic_signature','code','paper_signature','witnessed_oral')),
  changed_by uuid,
  changed_at timestamptz not null default clock_timestamp()
);
create index identity_changes_of_client on care.identity_change (client_id, changed_at desc);
comment on table care.identity_change is 'When a client said who they are, and when they took it back: the wish, never the name.';

create table care.client_merge (
  id uuid primary key,
  organisation_id uuid not null references care.organisation on delete restrict,
  kept_client_id uuid not null references care.client on delete restrict,
  merged_client_id uuid not null references care.client on delete restrict,
  ground text not null constraint merge_ground_is_listed check (ground in ('same_document','client_says_so','recognised_by_staff','entered_twice')),
  needs_two boolean not null,
  state text not null default 'proposed' constraint merge_state_is_listed check (state in ('proposed','refused','merged','undone')),
  proposed_by uuid not null,
  proposed_at timestamptz not null default clock_timestamp(),
  decided_by uuid,
  decided_at timestamptz,
  undone_by uuid,
  undone_at timestamptz,
  version integer not null default 1,
  constraint record_is_not_joined_to_itself check (kept_client_id <> merged_client_id),
  constraint merge_is_decided_by_somebody check ((state = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  constraint another_person_confirms_a_merge check (not needs_two or decided_by is null or decided_by <> proposed_by or state = 'refused'),
  constraint merge_is_undone_by_somebody check ((state = 'undone') = (undone_by is not null) and (undone_by is null) = (undone_at is null))
);
create unique index record_is_joined_once on care.client_merge (organisation_id, merged_client_id) where state in ('proposed','merged');
create index merges_into_record on care.client_merge (organisation_id, kept_client_id) where state = 'merged';
create index merges_of_house on care.client_merge (organisation_id, proposed_at desc, id desc);
comment on table care.client_merge is 'Two records of one person, joined by a link that a person confirmed. Nothing of either record is changed, so ending the link restores both exactly.';

-- Forward only: proposed, then merged or refused; merged, then undone. Nobody who was erased. No chains: what is kept was not joined, what is joined keeps nothing.
create function care.guard_merge() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.state <> new.state and (old.state, new.state) not in (('proposed','merged'), ('proposed','refused'), ('merged','undone')) then
    raise exception 'a merge goes forward only' using errcode = 'check_violation';
  end if;
  -- One after the other: of two that would make a chain together, neither sees the other before it is committed.
  if new.state = 'merged' then perform pg_advisory_xact_lock(4712042, hashtext(new.organisation_id::text)); end if;
  if new.state = 'merged' and exists (select from care.client_merge m where m.organisation_id = new.organisation_id and m.id <> new.id and m.state = 'merged'
      and (m.merged_client_id = new.kept_client_id or m.kept_client_id = new.merged_client_id)) then
    raise exception 'joined records make no chains' using errcode = 'check_violation', constraint = 'merges_make_no_chains', table = 'client_merge', schema = 'care';
  end if;
  -- Who was erased is joined with nobody and taken apart from nobody. An erasure that is under way is waited for, and waits (care.carry_out_erasure).
  if tg_op = 'INSERT' or (old.state <> new.state and new.state <> 'refused') then
    perform pg_advisory_xact_lock_shared(4712050);
    if exists (select from care.client_code k where k.organisation_id = new.organisation_id and k.client_id in (new.kept_client_id, new.merged_client_id) and k.erased_at is not null) then
      raise exception 'one of the two records was erased' using errcode = 'check_violation', constraint = 'erased_records_are_left_alone', table = 'client_merge', schema = 'care';
    end if;
  end if;
  return new;
end $$;
create trigger merge_goes_forward before insert or update on care.client_merge for each row execute function care.guard_merge();

create table care.data_request (
  id uuid primary key,
  organisation_id uuid not null references care.organisation on delete restrict,
  reference char(10) not null constraint request_reference_is_unique unique constraint request_reference_has_ten_symbols check (reference ~ '^[0-9A-HJKMNP-TV-Z]{10}$'),
  authority text not null constraint request_authority_is_listed check (authority in ('court','prosecutor','police','social_authority','employer','lawyer','other')),
  basis text not null constraint request_basis_is_listed check (basis in ('court_order','statutory_duty','written_request','none_named')),
  letter bytea not null,
  language text not null constraint request_language_is_known check (language in ('en','ru','ar')),
  received_at timestamptz not null default clock_timestamp(),
  recorded_by uuid not null,
  answer_from_at timestamptz not null,
  decision text constraint request_decision_is_listed check (decision in ('neither','court_order')),
  decided_by uuid,
  decided_at timestamptz,
  words bytea,
  text_id text,
  answered_by uuid,
  answered_at timestamptz,
  version integer not null default 1,
  constraint request_is_decided_by_another check (num_nulls(decision, decided_by, decided_at, words) in (0, 4) and (decided_by is null or decided_by <> recorded_by)),
  constraint only_a_court_orders check (decision is distinct from 'court_order' or basis = 'court_order'),
  constraint every_answer_leaves_at_its_time check (num_nulls(answered_by, answered_at, text_id) in (0, 3) and (answered_at is null or (decided_at is not null and answered_at >= answer_from_at)))
);
create index requests_of_house on care.data_request (organisation_id, received_at desc, id desc);
comment on table care.data_request is 'Who asked officially for data, on what, and what was decided. letter and words: encrypted. No column names a client: nothing is looked up to write a request down or to answer it.';

create table vault.photo (
  client_id uuid primary key references vault.person on delete restrict,
  media_type text not null constraint photo_type_is_listed check (media_type in ('image/jpeg','image/png')),
  ciphertext bytea not null constraint photo_is_of_bounded_size check (octet_length(ciphertext) <= 220000),
  changed_at timestamptz not null default clock_timestamp()
);
comment on table vault.photo is 'A photograph under the key of the person, without the data a camera writes beside it.';
`;

const POLICIES = `
do $$ declare t text; begin
  foreach t in array array['care.break_glass','care.protection','care.protection_member','care.protection_alert','care.return_key','care.identity_change',
      'care.client_merge','care.data_request','vault.photo'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy definer_crosses on %s to handrail_definer using (true) with check (true)', t);
    execute format('grant select on %s to handrail_definer', t);
  end loop;
end $$;
-- Broken glass opens to one person, a protected record to its team: every policy that asks care.episode_access asks through this one.
drop policy own_access on care.episode_access;
create policy own_access on care.episode_access for select to handrail_api using (
  organisation_id = (select care.actor_organisation())
  and (account_id is null or account_id = (select care.actor_account()))
  and (not guarded or basis = 'break_glass' or exists (select from care.protection_member m where m.organisation_id = episode_access.organisation_id
    and m.client_id = episode_access.client_id and m.account_id = (select care.actor_account()) offset 0)));

create policy openings_are_seen_here_and_by_the_custodian on care.break_glass for select to handrail_api using (
  organisation_id = (select care.actor_organisation()) or custodian_organisation_id = (select care.actor_organisation()));
grant select on care.break_glass to handrail_api;
grant insert, update (decided_by, decided_at, granted, fields, minutes, opened_at, until_at, review_due_at, closed_at, reviewed_by, reviewed_at, verdict, review_words,
  client_told, custodian_organisation_id, version) on care.break_glass to handrail_definer;

do $$ declare t text; begin
  foreach t in array array['protection','protection_member','protection_alert','identity_change','return_key'] loop
    execute format('create policy own_house on care.%I for select to handrail_api using (organisation_id = (select care.actor_organisation()))', t);
  end loop;
end $$;
grant select on care.protection to handrail_api;
grant select on care.protection_member, care.identity_change to handrail_api;
grant select (id, organisation_id, client_id, made_by, made_at, ended_at) on care.return_key to handrail_api;
create policy alerts_are_seen on care.protection_alert for update to handrail_api
  using (organisation_id = (select care.actor_organisation())) with check (organisation_id = (select care.actor_organisation()));
grant select, update (seen_by, seen_at) on care.protection_alert to handrail_api;
grant insert, update (self_mark, ended_by, ended_at) on care.protection to handrail_definer;
grant insert, delete on care.protection_member to handrail_definer;
grant insert on care.protection_alert, care.identity_change to handrail_definer;
grant insert, update (ended_at, window_mac) on care.return_key to handrail_definer;
grant update (guarded) on care.episode_access to handrail_definer;

create policy own_merges on care.client_merge for select to handrail_api using (organisation_id = (select care.actor_organisation()));
create policy own_records_are_joined on care.client_merge for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation())
  and exists (select from care.client_code k where k.organisation_id = (select care.actor_organisation()) and k.client_id = client_merge.kept_client_id offset 0)
  and exists (select from care.client_code k where k.organisation_id = (select care.actor_organisation()) and k.client_id = client_merge.merged_client_id offset 0));
create policy own_merges_go_on on care.client_merge for update to handrail_api
  using (organisation_id = (select care.actor_organisation())) with check (organisation_id = (select care.actor_organisation()));
grant select, insert (id, organisation_id, kept_client_id, merged_client_id, ground, needs_two, proposed_by),
  update (state, decided_by, decided_at, undone_by, undone_at, version) on care.client_merge to handrail_api;

create policy own_register on care.data_request for select to handrail_api using (organisation_id = (select care.actor_organisation()));
create policy own_register_grows on care.data_request for insert to handrail_api with check (organisation_id = (select care.actor_organisation()));
create policy own_register_goes_on on care.data_request for update to handrail_api
  using (organisation_id = (select care.actor_organisation())) with check (organisation_id = (select care.actor_organisation()));
grant select, insert (id, organisation_id, reference, authority, basis, letter, language, received_at, recorded_by, answer_from_at),
  update (decision, decided_by, decided_at, words, text_id, answered_by, answered_at, version) on care.data_request to handrail_api;

create policy known_people on vault.photo for select to handrail_vault using (exists (
  select from vault.known_to k where k.organisation_id = (select care.actor_organisation()) and k.client_id = photo.client_id and k.until_at > now() offset 0));
grant select on vault.photo to handrail_vault;
grant insert, update (media_type, ciphertext, changed_at), delete on vault.photo to handrail_definer;
grant delete on vault.person, vault.identity_field, vault.blind_index, vault.known_to to handrail_definer;

create trigger hints_of_openings after insert or update on care.break_glass for each row execute function bus.hint_organisation('house');
create trigger hints_of_alerts after insert or update on care.protection_alert for each row execute function bus.hint_organisation('house');
create trigger hints_of_merges after insert or update on care.client_merge for each row execute function bus.hint_organisation('house');
create trigger hints_of_requests after insert or update on care.data_request for each row execute function bus.hint_organisation('house');
`;

const BREAK_GLASS = `
-- Somebody of the acting house who may still act; of two tries at once the second waits for the first.
create function care.may_break_glass() returns text
language plpgsql volatile as $$
begin
  perform 1 from access.account a where a.id = care.actor_account() and a.organisation_id = care.actor_organisation() and a.disabled_at is null for no key update;
  if not found then return 'nobody'; end if;
  if exists (select from care.break_glass g where g.organisation_id = care.actor_organisation() and g.asked_by = care.actor_account()
      and g.opened_at is not null and g.reviewed_at is null and g.review_due_at <= clock_timestamp()) then return 'overdue'; end if;
  return 'may';
end $$;

-- Whether the acting account is of the acting house, may still act, and holds one of these roles.
create function care.holds_role(p_roles text[]) returns boolean
language sql stable
  return exists (select from access.account a where a.id = care.actor_account() and a.organisation_id = care.actor_organisation()
    and a.disabled_at is null and a.roles && p_roles);

-- The glass is lifted for one person: what the record shows them, and who the client is, until the opening ends.
create function care.lift_glass(p_opening uuid) returns void
language plpgsql volatile as $$
declare g care.break_glass; begin
  select * into strict g from care.break_glass where id = p_opening;
  insert into care.episode_access (episode_id, client_id, organisation_id, basis, scope, categories, categories_until, opening_id, account_id, from_at, until_at)
    values (g.episode_id, g.client_id, g.organisation_id, 'break_glass', 'opened',
      case when not 'safety' = any (g.fields) then '{}'::text[] when g.kind = 'emergency' then array['safety','diagnosis','treatment'] else array['safety'] end,
      g.until_at, g.id, g.asked_by, g.opened_at, g.until_at);
  if g.fields && array['name','birth_date','photo','contact','documents'] and exists (select from vault.person p where p.client_id = g.client_id and p.erased_at is null) then
    insert into vault.known_to (client_id, organisation_id, basis, opening_id, account_id, from_at, until_at)
      values (g.client_id, g.organisation_id, 'break_glass', g.id, g.asked_by, g.opened_at, g.until_at);
  end if;
  insert into care.protection_alert (organisation_id, client_id, account_id, what)
    select p.organisation_id, p.client_id, g.asked_by, 'opened' from care.protection p
     where p.organisation_id = g.organisation_id and p.client_id = g.client_id and p.ended_at is null;
end $$;

-- In an emergency one person opens the whole card, by the code of the own house or by the card another house gave out.
create function care.break_glass_alone(p_id uuid, p_issuer text, p_code text, p_reason text, p_fields text[], p_new_code text)
returns table (answer text, opening uuid, subject uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_client uuid; v_episode uuid; v_now timestamptz := clock_timestamp(); begin
  answer := care.may_break_glass();
  if answer <> 'may' then return next; return; end if;
  if not p_reason = any (array['life_at_risk','overdose','unconscious','suicide_risk','violence','child_at_risk']) then
    raise exception 'an emergency has a reason of its own' using errcode = 'check_violation';
  end if;
  select k.client_id, k.audit_subject into v_client, subject from care.client_code k join care.organisation o on o.id = k.organisation_id
    where k.code = p_code and case when p_issuer is null then o.id = care.actor_organisation() else o.code = p_issuer end and k.erased_at is null for share of k;
  select e.id into v_episode from care.episode e where e.client_id = v_client order by e.closed_at desc nulls first, e.id desc limit 1;
  if v_episode is null then answer := 'unknown'; return next; return; end if;
  select g.id into opening from care.break_glass g where g.organisation_id = care.actor_organisation() and g.asked_by = care.actor_account() and g.client_id = v_client
    and g.kind = 'emergency' and g.until_at > v_now and g.closed_at is null;
  if found then answer := 'open'; return next; return; end if;
  insert into care.break_glass (id, organisation_id, client_id, episode_id, custodian_organisation_id, kind, reason, fields, minutes, asked_by, asked_at, opened_at, until_at, review_due_at)
    values (p_id, care.actor_organisation(), v_client, v_episode, (select c.organisation_id from care.custody c where c.episode_id = v_episode and c.until_at is null),
      'emergency', p_reason, p_fields, 240, care.actor_account(), v_now, v_now, v_now + interval '4 hours', v_now + interval '24 hours');
  perform care.lift_glass(p_id);
  -- Whoever comes by the card of another house is found here again, under a code of this house.
  insert into care.client_code (organisation_id, code, client_id, audit_subject) values (care.actor_organisation(), p_new_code, v_client, subject)
    on conflict (organisation_id, client_id) do nothing;
  answer := 'done'; opening := p_id; return next;
end $$;

-- Everything that can wait is asked for first: reason, words, fields, minutes. Only clients the own house has a code for.
create function care.ask_break_glass(p_id uuid, p_code text, p_reason text, p_words bytea, p_fields text[], p_minutes integer, p_session uuid)
returns table (answer text, subject uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_client uuid; v_episode uuid; begin
  answer := care.may_break_glass();
  if answer <> 'may' then return next; return; end if;
  if not p_reason = any (array['client_asked','continuity_of_care','wrong_record','complaint','court_order','audit_finding']) then
    raise exception 'what can wait has a reason of its own' using errcode = 'check_violation';
  end if;
  select k.client_id, k.audit_subject into v_client, subject from care.client_code k where k.organisation_id = care.actor_organisation() and k.code = p_code and k.erased_at is null;
  select e.id into v_episode from care.episode e where e.client_id = v_client order by e.closed_at desc nulls first, e.id desc limit 1;
  if v_episode is null then answer := 'unknown'; return next; return; end if;
  if exists (select from care.break_glass g where g.organisation_id = care.actor_organisation() and g.asked_by = care.actor_account() and g.client_id = v_client
      and g.kind = 'planned' and g.decided_at is null and g.asked_at > clock_timestamp() - interval '24 hours') then
    answer := 'asked'; return next; return;
  end if;
  insert into care.break_glass (id, organisation_id, client_id, episode_id, kind, reason, words, fields, minutes, asked_by, asked_session)
    values (p_id, care.actor_organisation(), v_client, v_episode, 'planned', p_reason, p_words, p_fields, p_minutes, care.actor_account(), p_session);
  answer := 'done'; return next;
end $$;

-- A second person of another session decides, and may grant less than was asked for, never more.
create function care.decide_break_glass(p_id uuid, p_version integer, p_open boolean, p_fields text[], p_minutes integer, p_session uuid)
returns table (answer text, current integer, subject uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare g care.break_glass; v_now timestamptz; v_is_known boolean; begin
  -- Before the opening itself: an erasure that is under way is waited for, and what was erased is opened to nobody.
  perform 1 from care.break_glass x join care.client_code k on k.organisation_id = x.organisation_id and k.client_id = x.client_id and k.erased_at is null
    where x.id = p_id and x.organisation_id = care.actor_organisation() for share of k;
  v_is_known := found;
  select * into g from care.break_glass x where x.id = p_id and x.organisation_id = care.actor_organisation() and x.kind = 'planned' for update;
  if not found then answer := 'unknown'; return next; return; end if;
  current := g.version; v_now := clock_timestamp();
  select c.audit_subject into subject from care.client c where c.id = g.client_id;
  answer := case when not care.holds_role(array['privacy_officer','duty_manager']) then 'unknown'
    when g.version <> p_version then 'stale'
    when g.decided_at is not null then 'decided'
    when g.asked_at <= v_now - interval '24 hours' or (p_open and not v_is_known) then 'lapsed'
    when g.asked_by = care.actor_account() or g.asked_session = p_session then 'own'
    when p_open and not (p_fields <@ g.fields and cardinality(p_fields) > 0 and p_minutes between 1 and g.minutes) then 'more' else 'done' end;
  if answer <> 'done' then return next; return; end if;
  update care.break_glass x set decided_by = care.actor_account(), decided_at = v_now, granted = p_open, version = x.version + 1 where x.id = g.id;
  if p_open then
    update care.break_glass x set fields = p_fields, minutes = p_minutes, opened_at = v_now, until_at = v_now + make_interval(mins => p_minutes), review_due_at = v_now + interval '72 hours',
      custodian_organisation_id = (select c.organisation_id from care.custody c where c.episode_id = g.episode_id and c.until_at is null) where x.id = g.id;
    perform care.lift_glass(g.id);
  end if;
  return next;
end $$;

-- An opening ends by itself; whoever needs it no longer, or should not have it, ends it before.
create function care.close_break_glass(p_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare g care.break_glass; v_now timestamptz; begin
  select * into g from care.break_glass x where x.id = p_id and x.organisation_id = care.actor_organisation() for update;
  v_now := clock_timestamp();
  if not found then return 'unknown'; end if;
  if g.opened_at is null or g.closed_at is not null or g.until_at <= v_now then return 'over'; end if;
  update care.break_glass x set closed_at = v_now, version = x.version + 1 where x.id = g.id;
  update care.episode_access a set until_at = v_now where a.opening_id = g.id and a.until_at > v_now;
  update vault.known_to k set until_at = v_now where k.opening_id = g.id and k.until_at > v_now;
  return 'done';
end $$;

-- Somebody who neither opened nor granted says whether it was right.
create function care.review_break_glass(p_id uuid, p_version integer, p_verdict text, p_words bytea, p_told text)
returns table (answer text, current integer, subject uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare g care.break_glass; begin
  select * into g from care.break_glass x where x.id = p_id and x.organisation_id = care.actor_organisation() for update;
  if not found then answer := 'unknown'; return next; return; end if;
  current := g.version;
  select c.audit_subject into subject from care.client c where c.id = g.client_id;
  answer := case when not care.holds_role(array['privacy_officer','auditor']) then 'unknown'
    when g.version <> p_version then 'stale'
    when g.opened_at is null then 'unknown'
    when g.reviewed_at is not null then 'reviewed'
    when g.closed_at is null and g.until_at > clock_timestamp() then 'still_open'
    when care.actor_account() in (g.asked_by, g.decided_by) then 'own' else 'done' end;
  if answer = 'done' then
    update care.break_glass x set reviewed_by = care.actor_account(), reviewed_at = clock_timestamp(), verdict = p_verdict, review_words = p_words, client_told = p_told,
      version = x.version + 1 where x.id = g.id;
  end if;
  return next;
end $$;

-- The client was told later than the review.
create function care.tell_client(p_id uuid, p_told text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.break_glass x set client_told = p_told, version = x.version + 1
    where x.id = p_id and x.organisation_id = care.actor_organisation() and x.client_told = 'not_yet';
  return case when found then 'done' else 'unknown' end;
end $$;
`;

const PROTECTION = `
create function care.guard_access() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Whoever protects or ends a protection waits for access that is being given, and the other way round: neither misses the other.
  perform pg_advisory_xact_lock_shared(4712043, hashtext(new.organisation_id::text || new.client_id::text));
  new.guarded := exists (select from care.protection p where p.organisation_id = new.organisation_id and p.client_id = new.client_id and p.ended_at is null);
  return new;
end $$;
create trigger access_to_the_protected_is_guarded before insert on care.episode_access for each row execute function care.guard_access();

-- Keeps a client of the house within a team, or changes the team. Whoever walks with the client is of it; the client is never, nor
-- do they change anything of it. Who the client is stays known until the protection ends: whoever changes the team need not say it again.
-- p_marks: keyed hashes in hex of whoever acts and of everybody who may come into the team, {actor, of: {account: mark}}; no mark, no member.
create function care.protect(p_code text, p_kind text, p_self uuid, p_team uuid[], p_marks jsonb)
returns table (answer text, subject uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_organisation uuid := care.actor_organisation(); v_client uuid; v_self bytea; begin
  select k.client_id, k.audit_subject into v_client, subject from care.client_code k where k.organisation_id = v_organisation and k.code = p_code and k.erased_at is null and care.holds_role(array['privacy_officer']) for share of k;
  if not found then answer := 'unknown'; return next; return; end if;
  perform pg_advisory_xact_lock(4712043, hashtext(v_organisation::text || v_client::text));
  select p.self_mark into v_self from care.protection p where p.organisation_id = v_organisation and p.client_id = v_client and p.ended_at is null;
  if v_self = decode(p_marks->>'actor', 'hex') then answer := 'own'; return next; return; end if;
  v_self := coalesce(decode(p_marks->'of'->>p_self::text, 'hex'), v_self);
  if exists (select from unnest(p_team || p_self) t (id) where t.id is not null and not exists (select from access.account a where a.id = t.id and a.organisation_id = v_organisation and a.disabled_at is null)) then
    answer := 'colleague'; return next; return;
  end if;
  update care.protection p set ended_by = care.actor_account(), ended_at = clock_timestamp() where p.organisation_id = v_organisation and p.client_id = v_client and p.ended_at is null;
  insert into care.protection (organisation_id, client_id, kind, self_mark, set_by) values (v_organisation, v_client, p_kind, v_self, care.actor_account());
  delete from care.protection_member m where m.organisation_id = v_organisation and m.client_id = v_client;
  insert into care.protection_member (organisation_id, client_id, account_id)
    select distinct v_organisation, v_client, t.id from unnest(p_team || array(select w.account_id from care.key_worker w
      where w.organisation_id = v_organisation and w.client_id = v_client and w.until_at is null)) t (id)
      where p_marks->'of' ? t.id::text and decode(p_marks->'of'->>t.id::text, 'hex') is distinct from v_self;
  update care.episode_access a set guarded = true where a.organisation_id = v_organisation and a.client_id = v_client and not a.guarded;
  answer := 'done'; return next;
end $$;

create function care.end_protection(p_code text, p_mark bytea) returns table (answer text, subject uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_organisation uuid := care.actor_organisation(); v_client uuid; begin
  select k.client_id, k.audit_subject into v_client, subject from care.client_code k where k.organisation_id = v_organisation and k.code = p_code and care.holds_role(array['privacy_officer']);
  perform pg_advisory_xact_lock(4712043, hashtext(v_organisation::text || v_client::text));
  if exists (select from care.protection p where p.organisation_id = v_organisation and p.client_id = v_client and p.ended_at is null and p.self_mark = p_mark) then
    answer := 'own'; return next; return;
  end if;
  update care.protection p set ended_by = care.actor_account(), ended_at = clock_timestamp() where p.organisation_id = v_organisation and p.client_id = v_client and p.ended_at is null;
  if not found then answer := 'unknown'; return next; return; end if;
  delete from care.protection_member m where m.organisation_id = v_organisation and m.client_id = v_client;
  update care.episode_access a set guarded = false where a.organisation_id = v_organisation and a.client_id = v_client and a.guarded;
  answer := 'done'; return next;
end $$;

-- Whether a record of the house is kept from whoever asks.
create function care.is_guarded(p_client uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from care.protection p where p.organisation_id = care.actor_organisation() and p.client_id = p_client and p.ended_at is null)
    and not exists (select from care.protection_member m where m.organisation_id = care.actor_organisation() and m.client_id = p_client and m.account_id = care.actor_account())
$$;

-- Somebody reached for a protected record and was refused: one alert an hour and person, however often they try.
create function care.alert_protected(p_subjects uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if care.actor_account() is null then return; end if;
  insert into care.protection_alert (organisation_id, client_id, account_id, what)
    select p.organisation_id, p.client_id, care.actor_account(), 'refused'
      from care.protection p join care.client c on c.id = p.client_id
     where p.organisation_id = care.actor_organisation() and p.ended_at is null and c.audit_subject = any (p_subjects)
       and not exists (select from care.protection_alert x where x.organisation_id = p.organisation_id and x.client_id = p.client_id
         and x.account_id = care.actor_account() and x.what <> 'opened' and x.raised_at > clock_timestamp() - interval '1 hour');
end $$;
`;

const IDENTITY = `
-- A code and a passphrase to come back with; the one before ends. By the house that is responsible.
create function care.set_return_key(p_client uuid, p_code_mac bytea, p_passphrase_hash text, p_window_mac bytea default null) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from care.custody c where c.client_id = p_client and c.organisation_id = care.actor_organisation() and c.until_at is null) then
    raise exception 'a code to come back with is given by the house that is responsible' using errcode = 'insufficient_privilege';
  end if;
  update care.return_key k set ended_at = clock_timestamp() where k.organisation_id = care.actor_organisation() and k.client_id = p_client and k.ended_at is null;
  insert into care.return_key (organisation_id, client_id, code_mac, passphrase_hash, window_mac, made_by)
    values (care.actor_organisation(), p_client, p_code_mac, p_passphrase_hash, p_window_mac, care.actor_account());
end $$;

create function care.find_return_key(p_code_mac bytea) returns table (client_id uuid, passphrase_hash text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.client_id, k.passphrase_hash from care.return_key k
   where k.organisation_id = care.actor_organisation() and k.code_mac = p_code_mac and k.ended_at is null
$$;

-- By the client's wish somebody without a name gets one, in the house that is responsible.
create function vault.join_identity(p_client uuid, p_pseudonymous boolean, p_epoch integer, p_wrapped_key bytea, p_fields jsonb, p_tokens jsonb, p_how text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from care.client c where c.id = p_client and c.anonymous for no key update;
  if not found or exists (select from vault.person p where p.client_id = p_client)
     or not exists (select from care.custody c where c.client_id = p_client and c.organisation_id = care.actor_organisation() and c.until_at is null) then
    raise exception 'an identity is given where there was none, by the house that is responsible' using errcode = 'insufficient_privilege';
  end if;
  insert into vault.person (client_id, epoch, wrapped_key) values (p_client, p_epoch, p_wrapped_key);
  insert into vault.identity_field (client_id, field, ciphertext) select p_client, f.key, decode(f.value, 'base64') from jsonb_each_text(p_fields) f;
  insert into vault.blind_index (index, key_version, token, client_id)
    select distinct (t->>'index')::smallint, (t->>'keyVersion')::smallint, decode(t->>'token', 'base64'), p_client from jsonb_array_elements(p_tokens) t;
  insert into vault.known_to (client_id, organisation_id, basis) values (p_client, care.actor_organisation(), 'intake');
  update care.client c set anonymous = false, pseudonymous = p_pseudonymous where c.id = p_client;
  insert into care.identity_change (organisation_id, client_id, what, given_how, changed_by) values (care.actor_organisation(), p_client, 'joined', p_how, care.actor_account());
end $$;

-- And takes it back: the record stays as it is, and who it is about is gone, key and all.
create function vault.undo_identity(p_client uuid, p_how text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from care.client c where c.id = p_client and not c.anonymous for no key update;
  if not found or not exists (select from care.identity_change i where i.client_id = p_client and i.what = 'joined')
     or not exists (select from care.custody c where c.client_id = p_client and c.organisation_id = care.actor_organisation() and c.until_at is null) then
    raise exception 'an identity that was given later is taken back by the house that is responsible' using errcode = 'insufficient_privilege';
  end if;
  delete from vault.blind_index b where b.client_id = p_client;
  delete from vault.photo f where f.client_id = p_client;
  delete from vault.identity_field f where f.client_id = p_client;
  delete from vault.known_to k where k.client_id = p_client;
  delete from vault.person p where p.client_id = p_client;
  update care.client c set anonymous = true, pseudonymous = false where c.id = p_client;
  insert into care.identity_change (organisation_id, client_id, what, given_how, changed_by) values (care.actor_organisation(), p_client, 'undone', p_how, care.actor_account());
end $$;

-- A photograph of somebody whose name is here; null takes it away.
create function vault.put_photo(p_client uuid, p_media_type text, p_ciphertext bytea) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from vault.person p where p.client_id = p_client and p.erased_at is null for key share;
  if not found or not exists (select from care.custody c where c.client_id = p_client and c.organisation_id = care.actor_organisation() and c.until_at is null) then
    raise exception 'a photograph belongs to somebody known, in the house that is responsible' using errcode = 'insufficient_privilege';
  end if;
  if p_ciphertext is null then delete from vault.photo f where f.client_id = p_client; return; end if;
  insert into vault.photo (client_id, media_type, ciphertext) values (p_client, p_media_type, p_ciphertext)
    on conflict (client_id) do update set media_type = excluded.media_type, ciphertext = excluded.ciphertext, changed_at = clock_timestamp();
end $$;
`;

const OWNERS = `
do $$ declare f regprocedure; begin
  grant create on schema care, vault to handrail_definer;
  for f in select p.oid::regprocedure from pg_proc p where (p.pronamespace = 'care'::regnamespace and p.proname in ('may_break_glass','holds_role','lift_glass','break_glass_alone','ask_break_glass',
      'decide_break_glass','close_break_glass','review_break_glass','tell_client','guard_access','protect','end_protection','is_guarded','alert_protected','set_return_key','find_return_key'))
      or (p.pronamespace = 'vault'::regnamespace and p.proname in ('join_identity','undo_identity','put_photo')) loop
    execute format('alter function %s owner to handrail_definer', f);
    execute format('revoke execute on function %s from public', f);
    if (select prosecdef from pg_proc where oid = f) then execute format('grant execute on function %s to handrail_api', f); end if;
  end loop;
  revoke create on schema care, vault from handrail_definer;
end $$;
`;
