import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The client's own window: how somebody comes in, what they read of themselves, and what they ask for (ADR 0040). */
export class Window1700000000019 implements MigrationInterface {
  name = 'Window1700000000019';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLES);
    await db.query(ENTERING);
    await db.query(READING);
    await db.query(ACCESSES);
    await db.query(ASKING);
    await db.query(OWNERS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger window_is_shut_with_the_record on care.client_code;
drop trigger new_key_ends_what_was_open on care.return_key;
drop function care.own_ask_provider, care.own_providers, care.own_ask_erasure, care.own_wishes, care.own_erasures, care.own_openings, care.own_accesses, care.own_progress,
  care.own_handoffs, care.own_keepers, care.own_custody, care.own_spells, care.own_houses, care.own_window_key, care.own_standing, care.own_subjects, care.own_clients,
  access.end_own_passkey, access.own_passkeys, access.keep_own_passkey, access.use_passkey, access.find_passkey, access.leave_window, access.resolve_window,
  access.open_window, care.find_window_key, care.shut_window, care.change_window_key, care.is_told, care.has_window, care.has_died, care.joined_with;
drop policy definer_reads_for_the_client on audit.event;
drop policy definer_reads_for_the_client on audit.event_subject;
drop policy definer_says_where on care.directory_entry;
revoke select on care.directory_entry from handrail_definer;
drop policy definer_forgets_clients on bus.idempotency;
revoke all on bus.idempotency from handrail_definer;
revoke select on audit.event, audit.event_subject from handrail_definer;
drop index care.merges_of_record, care.merges_into_one, care.disclosure_of_client;
drop table care.provider_wish, access.window_passkey, access.window_session;
`);
  }
}

const TABLES = `
create index merges_of_record on care.client_merge (merged_client_id) where state = 'merged';
create index merges_into_one on care.client_merge (kept_client_id) where state = 'merged';

create table access.window_session (
  id uuid primary key default uuidv7(),
  token_sha256 bytea not null constraint window_token_is_unique unique,
  client_id uuid not null references care.client on delete restrict,
  entered_with text not null constraint way_into_the_window_is_listed check (entered_with in ('return_code','passkey')),
  created_at timestamptz not null default clock_timestamp(),
  last_seen_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index window_sessions_of_client on access.window_session (client_id, created_at desc);
comment on table access.window_session is 'Sessions of clients in their own window; only the hash of the token is kept.';

create table access.window_passkey (
  id uuid primary key default uuidv7(),
  client_id uuid not null references care.client on delete restrict,
  credential_id bytea not null constraint passkey_is_kept_once unique constraint passkey_has_a_plausible_size check (length(credential_id) between 16 and 1023),
  public_key bytea not null,
  counter bigint not null default 0,
  challenged_at timestamptz,
  transports text[] not null default '{}',
  created_at timestamptz not null default clock_timestamp(),
  last_used_at timestamptz
);
create index passkeys_of_client on access.window_passkey (client_id);
comment on column access.window_passkey.challenged_at is 'When the page was made whose challenge the key answered last: an answer to that one or an earlier is good no more.';
comment on table access.window_passkey is 'Keys in telephones of clients (WebAuthn): what is kept here opens nothing by itself.';

create table care.provider_wish (
  id uuid primary key,
  organisation_id uuid not null references care.organisation on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  episode_id uuid not null,
  wished_organisation_id uuid references care.organisation on delete restrict,
  words bytea,
  work_item_id uuid not null references care.work_item on delete restrict,
  asked_at timestamptz not null default clock_timestamp(),
  constraint wish_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict
);
create index wishes_of_client on care.provider_wish (client_id, asked_at desc);
create index wishes_to_house on care.provider_wish (organisation_id, client_id);
comment on table care.provider_wish is 'The client asked for another provider, in their own window; answered when the work it became is ticked off. words: encrypted.';

do $$ declare t text; begin
  foreach t in array array['access.window_session','access.window_passkey','care.provider_wish'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy definer_crosses on %s to handrail_definer using (true) with check (true)', t);
    execute format('grant select, insert on %s to handrail_definer', t);
  end loop;
end $$;
create policy own_house on care.provider_wish for select to handrail_api using (organisation_id = (select care.actor_organisation()));
grant select on care.provider_wish to handrail_api;
grant update (words) on care.provider_wish to handrail_definer;
grant update (last_seen_at, ended_at), delete on access.window_session to handrail_definer;
grant update (counter, challenged_at, last_used_at), delete on access.window_passkey to handrail_definer;
-- Who read a record is told to whom it is about, and to nobody else, through one function.
create policy definer_reads_for_the_client on audit.event for select to handrail_definer using (true);
create policy definer_reads_for_the_client on audit.event_subject for select to handrail_definer using (true);
grant select on audit.event, audit.event_subject to handrail_definer;
create policy definer_says_where on care.directory_entry for select to handrail_definer using (true);
grant select on care.directory_entry to handrail_definer;
create policy definer_forgets_clients on bus.idempotency to handrail_definer using (true);
grant select (account_id), delete on bus.idempotency to handrail_definer;
`;

const ENTERING = `
-- A client and every record that was joined with theirs: they are one person.
create function care.joined_with(p_client uuid) returns setof uuid language sql stable as $$
  with kept as (select p_client as id union select m.kept_client_id from care.client_merge m where m.merged_client_id = p_client and m.state = 'merged')
  select k.id from kept k union select m.merged_client_id from care.client_merge m join kept k on m.kept_client_id = k.id where m.state = 'merged'
$$;

-- Whether somebody has died, whichever of their records says so: a handoff that ended by it, or a stage.
create function care.has_died(p_client uuid) returns boolean language sql stable
  return exists (select from care.handoff h where h.client_id in (select care.joined_with(p_client)) and h.business_state = 'client-died')
    or exists (select from care.episode e join care.stage_spell s on s.episode_id = e.id where e.client_id in (select care.joined_with(p_client)) and s.outcome = 'died');

-- Whether a client has a window at all: not where every house has forgotten who they are, and not where they have died.
create function care.has_window(p_client uuid) returns boolean language sql stable
  return exists (select from care.client_code k where k.client_id in (select care.joined_with(p_client)) and k.erased_at is null)
    and not care.has_died(p_client);

create function care.find_window_key(p_window_mac bytea) returns table (client_id uuid, passphrase_hash text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.client_id, k.passphrase_hash from care.return_key k where k.window_mac = p_window_mac and k.ended_at is null and care.has_window(k.client_id)
$$;

create function access.open_window(p_client uuid, p_token_sha256 bytea, p_lifetime interval, p_how text) returns timestamptz
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into access.window_session (token_sha256, client_id, entered_with, expires_at)
  select p_token_sha256, p_client, p_how, clock_timestamp() + p_lifetime where care.has_window(p_client)
  returning expires_at
$$;

create function access.resolve_window(p_token_sha256 bytea, p_idle interval) returns table (session_id uuid, client_id uuid, entered_with text, expires_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare w access.window_session; begin
  select * into w from access.window_session s where s.token_sha256 = p_token_sha256 and s.ended_at is null
     and s.expires_at > clock_timestamp() and s.last_seen_at > clock_timestamp() - p_idle;
  if not found or not care.has_window(w.client_id) then return; end if;
  if w.last_seen_at < clock_timestamp() - interval '15 seconds' then
    update access.window_session s set last_seen_at = clock_timestamp() where s.id = w.id;
  end if;
  return query select w.id, w.client_id, w.entered_with, w.expires_at;
end $$;

create function access.leave_window(p_token_sha256 bytea) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update access.window_session set ended_at = clock_timestamp() where token_sha256 = p_token_sha256 and ended_at is null
$$;

create function access.find_passkey(p_credential_id bytea) returns table (client_id uuid, public_key bytea, counter bigint, transports text[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.client_id, p.public_key, p.counter, p.transports from access.window_passkey p where p.credential_id = p_credential_id and care.has_window(p.client_id)
$$;

-- A key that counts must have counted on: of two copies of one key the second is refused. An answer is good once: the page it was
-- asked for on must be younger than that of the answer before, which also stops answers that somebody has kept.
create function access.use_passkey(p_credential_id bytea, p_counter bigint, p_challenged_at timestamptz) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update access.window_passkey p set counter = p_counter, challenged_at = p_challenged_at, last_used_at = clock_timestamp()
   where p.credential_id = p_credential_id and (p.counter = 0 and p_counter = 0 or p_counter > p.counter)
     and (p.challenged_at is null or p_challenged_at > p.challenged_at);
  return found;
end $$;

create function access.keep_own_passkey(p_credential_id bytea, p_public_key bytea, p_counter bigint, p_transports text[], p_most integer) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from care.client c where c.id = care.actor_client() for no key update;
  if not found or (select count(*) from access.window_passkey p where p.client_id = care.actor_client()) >= p_most then return false; end if;
  insert into access.window_passkey (client_id, credential_id, public_key, counter, transports)
    values (care.actor_client(), p_credential_id, p_public_key, p_counter, p_transports) on conflict (credential_id) do nothing;
  return found;
end $$;

create function access.own_passkeys() returns table (id uuid, credential_id bytea, transports text[], created_at timestamptz, last_used_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id, p.credential_id, p.transports, p.created_at, p.last_used_at from access.window_passkey p where p.client_id = care.actor_client() order by p.created_at
$$;

create function access.end_own_passkey(p_id uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from access.window_passkey p where p.id = p_id and p.client_id = care.actor_client();
  return found;
end $$;

-- Staff gave a new code: whoever came in with the one before is out, by code or by a key of a device, and a card of another
-- house opens the window no longer.
create function care.change_window_key() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update access.window_session s set ended_at = clock_timestamp() where s.client_id in (select care.joined_with(new.client_id)) and s.ended_at is null;
  delete from access.window_passkey p where p.client_id in (select care.joined_with(new.client_id));
  update care.return_key k set window_mac = null
    where k.client_id in (select care.joined_with(new.client_id)) and k.id <> new.id and k.ended_at is null and k.window_mac is not null;
  return null;
end $$;
create trigger new_key_ends_what_was_open after insert on care.return_key for each row execute function care.change_window_key();

-- Whoever was erased is let out; where nobody is left who knows them, nothing of their window stays.
create function care.shut_window() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update access.window_session s set ended_at = clock_timestamp() where s.client_id = new.client_id and s.ended_at is null;
  update care.provider_wish w set words = null where w.client_id = new.client_id and w.organisation_id = new.organisation_id and w.words is not null;
  if not exists (select from care.client_code k where k.client_id = new.client_id and k.erased_at is null) then
    delete from access.window_passkey p where p.client_id = new.client_id;
    delete from access.window_session s where s.client_id = new.client_id;
    delete from bus.idempotency i where i.account_id = new.client_id;
  end if;
  return null;
end $$;
create trigger window_is_shut_with_the_record after update of erased_at on care.client_code
  for each row when (old.erased_at is null and new.erased_at is not null) execute function care.shut_window();
`;

const READING = `
-- Everything below looks at the acting client alone, and names its columns one by one.
create function care.own_clients() returns setof uuid language sql stable as $$
  select j from care.joined_with(care.actor_client()) j where care.actor_client() is not null
$$;

create function care.own_subjects() returns table (subject uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.audit_subject from care.client c where c.id in (select care.own_clients()) order by (c.id = care.actor_client()) desc
$$;

-- Whether a code is the one that opens the acting client's own window: what they confirm with it, they themselves confirm.
create function care.own_window_key(p_window_mac bytea) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from care.return_key k where k.window_mac = p_window_mac and k.ended_at is null and k.client_id in (select care.own_clients()))
$$;

create function care.own_standing() returns table (language text, jurisdiction text, in_care boolean, time_zone text, entered_before_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.language, c.jurisdiction, u.organisation_id is not null, coalesce(o.time_zone, 'UTC'),
    (select s.created_at from access.window_session s where s.client_id in (select care.own_clients()) order by s.created_at desc offset 1 limit 1)
    from care.client c
    left join lateral (select x.organisation_id from care.custody x where x.client_id in (select care.own_clients()) and x.until_at is null order by x.since_at desc limit 1) u on true
    left join care.organisation o on o.id = u.organisation_id
   where c.id = care.actor_client()
$$;

-- Houses that know the client; one that has forgotten them is not named as if it did.
create function care.own_houses() returns table (code text, names jsonb, responsible boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.code, o.names, bool_or(exists (select from care.custody u where u.client_id = k.client_id and u.organisation_id = o.id and u.until_at is null))
    from care.client_code k join care.organisation o on o.id = k.organisation_id
   where k.client_id in (select care.own_clients()) and k.erased_at is null group by o.code, o.names order by 3 desc, 1
$$;

create function care.own_spells() returns table (stage text, started_at timestamptz, ended_at timestamptz, paused_at timestamptz, organisation jsonb, time_zone text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.stage, s.started_at, s.ended_at, s.paused_at, o.names, o.time_zone
    from care.episode e join care.stage_spell s on s.episode_id = e.id join care.organisation o on o.id = s.organisation_id
   where e.client_id in (select care.own_clients()) order by s.started_at desc, s.id desc
$$;

create function care.own_custody() returns table (organisation jsonb, since_at timestamptz, until_at timestamptz, basis text, time_zone text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.names, u.since_at, u.until_at, u.basis, o.time_zone from care.custody u join care.organisation o on o.id = u.organisation_id
   where u.client_id in (select care.own_clients()) order by u.since_at desc
$$;

-- Who is responsible now, and who is the client's own person there; beside them whoever else walks with the client.
create function care.own_keepers() returns table (organisation jsonb, code text, responsible boolean, since_at timestamptz, key_worker text, key_worker_since_at timestamptz,
  telephone text, town jsonb, address jsonb, time_zone text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with now_with as (
    select u.organisation_id, u.episode_id, true as responsible, u.since_at from care.custody u where u.client_id in (select care.own_clients()) and u.until_at is null
    union all
    select w.organisation_id, w.episode_id, false, w.since_at from care.key_worker w join care.episode e on e.id = w.episode_id and e.closed_at is null
     where w.client_id in (select care.own_clients()) and w.until_at is null
       and not exists (select from care.custody u where u.episode_id = w.episode_id and u.organisation_id = w.organisation_id and u.until_at is null))
  select o.names, o.code, n.responsible, n.since_at, a.display_name, w.since_at, d.telephone, d.town, d.address, o.time_zone
    from now_with n join care.organisation o on o.id = n.organisation_id
    left join care.key_worker w on w.episode_id = n.episode_id and w.organisation_id = n.organisation_id and w.until_at is null
    left join access.account a on a.id = w.account_id and a.disabled_at is null
    left join care.directory_entry d on d.organisation_id = o.id
   order by n.responsible desc, n.since_at desc
$$;

-- Where somebody is being sent: what was agreed, and no word of what staff wrote to each other.
create function care.own_handoffs() returns table (kind text, stage text, urgency text, business_state text, open boolean, from_names jsonb, to_names jsonb, time_zone text,
  requested_at timestamptz, appointment_at timestamptz, arrived_at timestamptz, closed_at timestamptz, waitlist_position smallint, waitlist_expected_on date,
  waitlist_review_on date, telephone text, town jsonb, address jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select h.kind, h.stage, h.urgency, h.business_state, h.closed_at is null, f.names, t.names, t.time_zone, h.requested_at,
      case when h.state in ('accepted','on-hold') then h.appointment_at end, h.arrived_at, h.closed_at,
      case when h.business_state = 'waitlisted' then h.waitlist_position end, case when h.business_state = 'waitlisted' then h.waitlist_expected_on end,
      case when h.business_state = 'waitlisted' then h.waitlist_review_on end, d.telephone, d.town, d.address
    from care.handoff h join care.organisation f on f.id = h.sender_organisation_id join care.organisation t on t.id = h.receiver_organisation_id
    left join care.directory_entry d on d.organisation_id = t.id
   where h.client_id in (select care.own_clients()) and h.requested_at is not null and h.state not in ('draft','entered-in-error') and h.business_state <> 'discarded'
   order by (h.closed_at is null) desc, h.requested_at desc limit 50
$$;

create function care.own_progress() returns table (stage text, organisation jsonb, recorded_at timestamptz, ended_at timestamptz, goals_total smallint, goals_met smallint,
  aftercare_on date, housing_since_on date, documents_held boolean, income_source text, support_people smallint, wants_work boolean, work_kind text, work_started_on date)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.stage, o.names, coalesce(r.recorded_at, i.recorded_at, m.recorded_at), s.ended_at, r.goals_total, r.goals_met_or_revised, r.aftercare_arranged_on,
      i.housing_stable_since_on, i.identity_documents_held, i.income_source, i.support_network_people, m.wants_work, m.work_kind, m.work_started_on
    from care.episode e join care.stage_spell s on s.episode_id = e.id join care.organisation o on o.id = s.organisation_id
    left join care.rehabilitation r on r.spell_id = s.id left join care.reintegration i on i.spell_id = s.id left join care.employment m on m.spell_id = s.id
   where e.client_id in (select care.own_clients()) and num_nonnulls(r.spell_id, i.spell_id, m.spell_id) > 0
   order by s.started_at desc limit 50
$$;
`;

const ACCESSES = `
-- Whether an opening may be told: staff told it, or three days have passed and nobody said that telling would put somebody in danger.
create function care.is_told(g care.break_glass) returns boolean language sql stable
  return g.opened_at is not null and (g.client_told = 'told' or (g.client_told is distinct from 'dangerous' and g.opened_at < clock_timestamp() - interval '72 hours'));

create function care.own_openings() returns table (organisation jsonb, kind text, reason text, fields text[], opened_at timestamptz, ended_at timestamptz, verdict text, time_zone text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.names, g.kind, g.reason, g.fields, g.opened_at, coalesce(g.closed_at, g.until_at), g.verdict, o.time_zone
    from care.break_glass g join care.organisation o on o.id = g.organisation_id
   where g.client_id in (select care.own_clients()) and care.is_told(g) order by g.opened_at desc limit 50
$$;

-- Who looked at the record: the role and the house, never the person. What somebody did while they had broken the glass is told with
-- the opening, or not at all; what the acting client did is theirs to know anyway. House by house, so that each is one look at an index.
create function care.own_accesses(p_actions text[], p_before uuid, p_limit integer) returns table (id uuid, at timestamptz, organisation jsonb, role text, purpose text, action text, outcome text,
  time_zone text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select q.id, q.at, o.names, q.body->>'role', q.body->>'purpose', q.action, q.outcome, o.time_zone
    from care.organisation o cross join lateral (
      select e.id, e.at, e.action, e.outcome, e.body::jsonb as body
        from care.client c join audit.event_subject s on s.organisation_id = o.id and s.subject = c.audit_subject join audit.event e on e.id = s.event_id
       where c.id in (select care.own_clients()) and s.event_id < p_before and e.action = any (p_actions)
         and not exists (select from care.break_glass g where g.client_id = c.id and g.organisation_id = o.id and g.asked_by = e.account_id
           and e.at between g.asked_at and coalesce(g.closed_at, g.until_at, g.asked_at + interval '1 day') and not care.is_told(g))
       order by s.event_id desc limit p_limit) q
   order by q.id desc limit p_limit
$$;

create index disclosure_of_client on care.disclosure (client_id, disclosed_at desc);
`;

const ASKING = `
create function care.own_erasures() returns table (organisation jsonb, asked_on date, decide_by_on date, state text, ground text, retention_until_on date, decided_at timestamptz, scope text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.names, e.asked_on, e.decide_by_on, e.state, e.ground, e.retention_until_on, e.decided_at, e.scope
    from care.erasure e join care.organisation o on o.id = e.organisation_id
   where e.client_id in (select care.own_clients()) order by e.recorded_at desc limit 20
$$;

-- The client asks one house to forget them; staff of it decide, as with every other request.
create function care.own_ask_erasure(p_id uuid, p_organisation text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare k care.client_code; begin
  select x.* into k from care.client_code x join care.organisation o on o.id = x.organisation_id
   where o.code = p_organisation and x.client_id in (select care.own_clients()) and x.erased_at is null order by (x.client_id = care.actor_client()) desc limit 1 for update of x;
  if not found then return 'unknown'; end if;
  if exists (select from care.erasure e where e.organisation_id = k.organisation_id and e.client_id in (select care.own_clients()) and e.state in ('requested','granted')) then return 'open'; end if;
  insert into care.erasure (id, client_id, organisation_id, asked_on, asked_how, recorded_by) values (p_id, k.client_id, k.organisation_id, (select (now() at time zone o.time_zone)::date from care.organisation o where o.id = k.organisation_id), 'own_window', null);
  return 'done';
end $$;

create function care.own_wishes() returns table (asked_at timestamptz, organisation jsonb, wished jsonb, answered_at timestamptz, time_zone text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select w.asked_at, o.names, x.names, i.done_at, o.time_zone
    from care.provider_wish w join care.organisation o on o.id = w.organisation_id join care.work_item i on i.id = w.work_item_id
    left join care.organisation x on x.id = w.wished_organisation_id
   where w.client_id in (select care.own_clients()) order by w.asked_at desc limit 20
$$;

-- Whom the client may choose from: houses of their jurisdiction that are open, are entered in the register and look after people.
create function care.own_providers() returns table (code text, names jsonb, stages text[], town jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.code, o.names, o.stages, d.town from care.client c join care.organisation o on o.jurisdiction = c.jurisdiction left join care.directory_entry d on d.organisation_id = o.id
   where c.id = care.actor_client() and o.closed_at is null and cardinality(o.stages) > 0
     and exists (select from care.standing s where s.organisation_id = o.id and s.kind = 'registration' and s.valid @> current_date)
     and not exists (select from care.custody u where u.client_id in (select care.own_clients()) and u.until_at is null and u.organisation_id = o.id)
   order by o.code
$$;

-- The client asks for another provider: work for their key worker, or, where there is none, for whoever is asked first in the house.
create function care.own_ask_provider(p_id uuid, p_wished text, p_words bytea, p_due_at timestamptz) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare u care.custody; v_wished uuid; v_work uuid := uuidv7(); v_worker uuid; begin
  -- One after the other: of two wishes at once the second finds the first.
  perform 1 from care.client c where c.id = care.actor_client() for no key update;
  select x.* into u from care.custody x where x.client_id in (select care.own_clients()) and x.until_at is null order by x.since_at desc limit 1;
  if not found then return 'nobody'; end if;
  if p_wished is not null then
    select o.id into v_wished from care.organisation o join care.organisation k on k.id = u.organisation_id
     where o.code = p_wished and o.jurisdiction = k.jurisdiction and o.closed_at is null and o.id <> u.organisation_id and cardinality(o.stages) > 0;
    if not found then return 'unknown'; end if;
  end if;
  if exists (select from care.provider_wish w join care.work_item i on i.id = w.work_item_id where w.client_id in (select care.own_clients()) and i.done_at is null) then return 'asked'; end if;
  select w.account_id into v_worker from care.key_worker w join access.account a on a.id = w.account_id and a.disabled_at is null
   where w.episode_id = u.episode_id and w.organisation_id = u.organisation_id and w.until_at is null;
  insert into care.work_item (id, organisation_id, kind, role, episode_id, client_id, due_at, assigned_to, assigned_at)
    values (v_work, u.organisation_id, 'client.wish', 'case_manager', u.episode_id, u.client_id, p_due_at, v_worker, case when v_worker is not null then clock_timestamp() end);
  insert into care.provider_wish (id, organisation_id, client_id, episode_id, wished_organisation_id, words, work_item_id)
    values (p_id, u.organisation_id, u.client_id, u.episode_id, v_wished, p_words, v_work);
  return 'done';
end $$;
`;

const OWNERS = `
do $$ declare f regprocedure; begin
  grant create on schema care, access to handrail_definer;
  for f in select p.oid::regprocedure from pg_proc p where (p.pronamespace = 'care'::regnamespace and (p.proname in ('joined_with','has_died','has_window','is_told','find_window_key','change_window_key','shut_window',
      'own_clients','own_subjects','own_window_key','own_standing','own_houses','own_spells','own_custody','own_keepers','own_handoffs','own_progress','own_openings','own_accesses',
      'own_erasures','own_ask_erasure','own_wishes','own_providers','own_ask_provider')))
      or (p.pronamespace = 'access'::regnamespace and p.proname in ('open_window','resolve_window','leave_window','find_passkey','use_passkey','keep_own_passkey','own_passkeys','end_own_passkey')) loop
    execute format('alter function %s owner to handrail_definer', f);
    execute format('revoke execute on function %s from public', f);
    if (select prosecdef from pg_proc where oid = f) then execute format('grant execute on function %s to handrail_api', f); end if;
  end loop;
  revoke create on schema care, access from handrail_definer;
end $$;
`;
