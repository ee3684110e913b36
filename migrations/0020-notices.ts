import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Telling people: what stands in the app and the window, what leaves the house, and by which rules (ADR 0042). */
export class Notices1700000000020 implements MigrationInterface {
  name = 'Notices1700000000020';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLES);
    await db.query(TELLING);
    await db.query(READING);
    await db.query(SENDING);
    await db.query(RULES);
    await db.query(ENDINGS);
    await db.query(OWNERS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger whose_consent_no_longer_ends_is_not_told on care.consent;
drop trigger whoever_died_is_told_nothing on care.handoff;
drop trigger whoever_was_forgotten_is_told_nothing on care.client_code;
drop trigger how_to_reach_the_forgotten_is_forgotten on vault.person;
drop index care.consents_that_end_by_a_day;
drop function ${FUNCTIONS.join(', ')};
alter table care.consent drop column warned_at;
drop table access.notice_preference, vault.contact, care.notice_delivery, care.notice;
drop policy definer_asks_whose_turn_it_is on care.duty_turn;
revoke select on care.duty_turn from handrail_definer;
revoke insert on bus.outbox from handrail_definer;
`);
  }
}

const TABLES = `
create table care.notice (
  id uuid primary key default uuidv7(),
  client_id uuid references care.client on delete restrict,
  account_id uuid references access.account on delete restrict,
  organisation_id uuid references care.organisation on delete restrict,
  kind text not null constraint notice_kind_is_listed check (kind in ('appointment.given','appointment.changed','appointment.cancelled','waiting.listed','consent.withdrawn',
    'consent.expiring','record.opened','complaint.answered','correction.answered','request.answered','breach.told','work.assigned','work.overdue','work.escalated',
    'message.dead','complaint.received','correction.received','request.received','deadline.near','breach.due','permit.expiring','consent.ending','alert.raised')),
  cause text not null constraint notice_cause_is_named check (cause ~ '^[A-Za-z0-9:._/-]{1,120}$'),
  subject text constraint notice_subject_is_a_code check (subject ~ '^[A-Za-z0-9-]{2,40}$'),
  happens_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  visible_at timestamptz not null default clock_timestamp(),
  read_at timestamptz,
  ended_at timestamptz,
  constraint notice_is_for_a_client_or_for_staff check (num_nonnulls(client_id, account_id) = 1)
);
comment on table care.notice is 'What somebody is told: a kind, and never who or what. The same cause is told once. ended_at: taken back before it was told, or its reader died or was forgotten.';
comment on column care.notice.organisation_id is 'The house that was responsible for the client when it was told; for staff their own.';
create unique index client_is_told_once on care.notice (client_id, kind, cause) where client_id is not null;
create unique index account_is_told_once on care.notice (account_id, kind, cause) where account_id is not null;
create index notices_of_client on care.notice (client_id, id desc) where client_id is not null;
create index notices_of_account on care.notice (account_id, id desc) where account_id is not null;
create index notices_of_consents on care.notice (cause) where kind in ('consent.expiring','consent.ending') and ended_at is null;
create index notices_unread on care.notice (account_id) where account_id is not null and read_at is null and ended_at is null;

create table care.notice_delivery (
  id uuid primary key default uuidv7(),
  notice_id uuid references care.notice on delete restrict,
  client_id uuid references care.client on delete restrict,
  account_id uuid references access.account on delete restrict,
  channel text not null constraint notice_channel_is_listed check (channel in ('email','sms','push')),
  digest_on date,
  due_at timestamptz not null,
  created_at timestamptz not null default clock_timestamp(),
  outcome text constraint notice_outcome_is_listed check (outcome in ('sent','delivered','undelivered','simulated','not_allowed','given_up','withdrawn')),
  outcome_at timestamptz,
  reference text constraint delivery_reference_is_short check (length(reference) between 1 and 200),
  constraint delivery_is_to_a_client_or_to_staff check (num_nonnulls(client_id, account_id) = 1),
  constraint delivery_is_of_a_notice_or_a_digest check (num_nonnulls(notice_id, digest_on) = 1),
  constraint delivery_ended_at_an_instant check ((outcome is null) = (outcome_at is null))
);
comment on table care.notice_delivery is 'One message that leaves the house, by one channel: no address, no words. A digest stands for every notice that a member of staff has not read by then.';
comment on column care.notice_delivery.reference is 'The number under which a gateway knows the message.';
create unique index notice_leaves_once_by_a_channel on care.notice_delivery (notice_id, channel) where notice_id is not null;
create unique index one_digest_a_day on care.notice_delivery (account_id, digest_on) where digest_on is not null;
create index deliveries_to_client on care.notice_delivery (client_id, created_at desc) where client_id is not null;
create index deliveries_to_account on care.notice_delivery (account_id, created_at desc) where account_id is not null;
create index deliveries_by_reference on care.notice_delivery (reference) where reference is not null;

create table vault.contact (
  client_id uuid primary key references vault.person on delete restrict,
  ciphertext bytea not null constraint contact_is_of_bounded_size check (octet_length(ciphertext) <= 20000),
  changed_at timestamptz not null default clock_timestamp(),
  changed_by text not null constraint contact_changed_by_is_listed check (changed_by in ('client','staff')),
  version integer not null default 1
);
comment on table vault.contact is 'How a client may be reached, in their own words: channels, hours, numbers and addresses, what may be said. Under the key of the person; no row: the window alone.';

create table access.notice_preference (
  account_id uuid primary key references access.account on delete restrict,
  mode text not null constraint notice_mode_is_listed check (mode in ('at_once','digest','in_app')),
  sealed bytea constraint preference_is_of_bounded_size check (octet_length(sealed) <= 20000),
  quiet_from text constraint quiet_hours_begin_at_a_time check (quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  quiet_until text constraint quiet_hours_end_at_a_time check (quiet_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  changed_at timestamptz not null default clock_timestamp(),
  version integer not null default 1,
  constraint quiet_hours_begin_and_end check ((quiet_from is null) = (quiet_until is null))
);
comment on table access.notice_preference is 'How a member of staff wants to be told. sealed: their address and devices, encrypted.';

do $$ declare t text; begin
  foreach t in array array['care.notice','care.notice_delivery','vault.contact','access.notice_preference'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy definer_tells on %s to handrail_definer using (true) with check (true)', t);
  end loop;
end $$;
grant select, insert, update (visible_at, read_at, ended_at) on care.notice to handrail_definer;
grant select, insert, update (outcome, outcome_at, reference, due_at) on care.notice_delivery to handrail_definer;
grant select, insert, update (ciphertext, changed_at, changed_by, version), delete on vault.contact to handrail_definer;
grant select, insert, update (mode, sealed, quiet_from, quiet_until, changed_at, version) on access.notice_preference to handrail_definer;
grant insert (id, topic, payload, lease_until) on bus.outbox to handrail_definer;
create policy definer_asks_whose_turn_it_is on care.duty_turn for select to handrail_definer using (true);
grant select on care.duty_turn to handrail_definer;
-- Whoever knows who the client is reads how to reach them; how that is written is a function's.
create policy known_people on vault.contact for select to handrail_vault using (exists (
  select from vault.known_to k where k.organisation_id = (select care.actor_organisation()) and k.client_id = contact.client_id and k.until_at > now() offset 0));
grant select on vault.contact to handrail_vault;
`;

const TELLING = `
-- Whether a client may be told anything at all: they live, and somebody still knows who they are.
create function care.may_be_told(p_client uuid) returns boolean
language plpgsql stable as $$
begin
  return exists (select from care.client_code k where k.client_id = p_client and k.erased_at is null)
    and not care.has_died(p_client);
end $$;

-- The house that is responsible for a client now, or null.
create function care.responsible_for(p_client uuid) returns uuid
language plpgsql stable as $$
begin
  return (select c.organisation_id from care.custody c where c.client_id = p_client and c.until_at is null order by lower(c.during) desc limit 1);
end $$;

-- Writes a notice and its message in the transaction of the move; null where it was told before, or nobody may be told.
create function care.tell(p_client uuid, p_account uuid, p_kind text, p_cause text, p_subject text, p_happens_at timestamptz, p_not_before timestamptz) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_id uuid; v_organisation uuid; begin
  if p_client is not null then
    if not care.may_be_told(p_client) then return null; end if;
    v_organisation := coalesce(care.responsible_for(p_client), care.actor_organisation());
  else
    select a.organisation_id into v_organisation from access.account a where a.id = p_account and a.disabled_at is null;
    if not found then return null; end if;
  end if;
  insert into care.notice (client_id, account_id, organisation_id, kind, cause, subject, happens_at, visible_at)
    values (p_client, p_account, v_organisation, p_kind, p_cause, p_subject, p_happens_at, greatest(clock_timestamp(), p_not_before))
    on conflict do nothing returning id into v_id;
  if v_id is null then return null; end if;
  insert into bus.outbox (topic, payload, lease_until) values ('notice.told', jsonb_build_object('notice_id', v_id), coalesce(p_not_before, '-infinity'));
  return v_id;
end $$;

-- Who answers now in a role of a house: by their turn, or, where nobody is planned, by holding the role.
create function care.on_duty(p_organisation uuid, p_role text) returns setof uuid
language plpgsql stable as $$
begin
  return query select distinct a.id from care.duty d
      join care.duty_turn t on t.site_id = d.site_id and t.level = d.level and t.cancelled_at is null and t.during @> clock_timestamp()
      join access.account a on a.id = t.account_id and a.disabled_at is null and d.role = any (a.roles)
     where d.organisation_id = p_organisation and d.role = p_role;
  if not found then
    return query select a.id from access.account a where a.organisation_id = p_organisation and a.disabled_at is null and not a.invited and p_role = any (a.roles) order by a.id limit 20;
  end if;
end $$;

create function care.tell_on_duty(p_organisation uuid, p_role text, p_kind text, p_cause text, p_subject text) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_account uuid; v_told integer := 0; begin
  for v_account in select care.on_duty(p_organisation, coalesce(p_role, 'duty_manager')) loop
    if v_account is distinct from care.actor_account() and care.tell(null, v_account, p_kind, p_cause, p_subject, null, null) is not null then v_told := v_told + 1; end if;
  end loop;
  return v_told;
end $$;

-- What was to be told later is told now.
create function care.release_notice(p_client uuid, p_kind text, p_cause text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_id uuid; begin
  update care.notice n set visible_at = clock_timestamp()
    where n.client_id = p_client and n.kind = p_kind and n.cause = p_cause and n.ended_at is null and n.visible_at > clock_timestamp() returning n.id into v_id;
  if v_id is null then return false; end if;
  insert into bus.outbox (topic, payload) values ('notice.told', jsonb_build_object('notice_id', v_id));
  return true;
end $$;

create function care.take_back_notice(p_client uuid, p_kind text, p_cause text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.notice n set ended_at = clock_timestamp()
    where n.client_id = p_client and n.kind = p_kind and n.cause = p_cause and n.ended_at is null and n.visible_at > clock_timestamp();
  return found;
end $$;

-- Nothing that waits is sent any more: to a client who died, or whom the house has forgotten (without a house: everybody).
create function care.stop_telling(p_client uuid, p_organisation uuid) returns void
language plpgsql volatile as $$
begin
  update care.notice_delivery d set outcome = 'withdrawn', outcome_at = clock_timestamp()
    where d.client_id = p_client and d.outcome is null
      and (p_organisation is null or exists (select from care.notice n where n.id = d.notice_id and n.organisation_id = p_organisation));
  update care.notice n set ended_at = clock_timestamp()
    where n.client_id = p_client and n.ended_at is null and (p_organisation is null or n.organisation_id = p_organisation);
end $$;

create function care.tell_the_dead_nothing() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform care.stop_telling(new.client_id, null);
  return null;
end $$;
create trigger whoever_died_is_told_nothing after update of business_state on care.handoff for each row
  when (new.business_state = 'client-died') execute function care.tell_the_dead_nothing();

create function care.tell_the_forgotten_nothing() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform care.stop_telling(new.client_id, new.organisation_id);
  -- What colleagues were told of them by their code goes as well.
  update care.notice n set ended_at = clock_timestamp()
    where n.kind = 'consent.ending' and n.ended_at is null and n.organisation_id = new.organisation_id and n.subject = new.code
      and n.cause in (select k.id::text from care.consent k where k.client_id = new.client_id);
  return null;
end $$;
create trigger whoever_was_forgotten_is_told_nothing after update of erased_at on care.client_code for each row
  when (new.erased_at is not null and old.erased_at is null) execute function care.tell_the_forgotten_nothing();

create function vault.forget_contact() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from vault.contact c where c.client_id = new.client_id;
  perform care.stop_telling(new.client_id, null);
  return null;
end $$;
create trigger how_to_reach_the_forgotten_is_forgotten after update of erased_at on vault.person for each row
  when (new.erased_at is not null) execute function vault.forget_contact();
`;

const READING = `
-- The records of the client who asks: their own, and those a house has joined to it.
create function care.records_of_own_notices() returns setof uuid
language plpgsql stable as $$
begin
  return query select care.actor_client() where care.actor_client() is not null
    union select m.merged_client_id from care.client_merge m where m.state = 'merged' and m.kept_client_id = care.actor_client()
    union select m.kept_client_id from care.client_merge m where m.state = 'merged' and m.merged_client_id = care.actor_client();
end $$;

-- What the client was told, the newest first. Reading the list is reading them.
create function care.own_notices(p_before uuid, p_limit integer)
returns table (id uuid, kind text, happens_at timestamptz, told_at timestamptz, read_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select n.id, n.kind, n.happens_at, n.visible_at, n.read_at from care.notice n
    where n.client_id in (select care.records_of_own_notices()) and n.ended_at is null and n.visible_at <= clock_timestamp() and (p_before is null or n.id < p_before)
    order by n.id desc limit p_limit;
end $$;

create function care.own_unread() returns integer
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select count(*)::integer from care.notice n
    where n.client_id in (select care.records_of_own_notices()) and n.ended_at is null and n.read_at is null and n.visible_at <= clock_timestamp());
end $$;

create function care.own_read_notices() returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_read integer; begin
  with read as (update care.notice n set read_at = clock_timestamp()
      where n.client_id in (select care.records_of_own_notices()) and n.ended_at is null and n.read_at is null and n.visible_at <= clock_timestamp() returning n.kind, n.cause),
    told as (update care.break_glass g set client_told = 'told', version = g.version + 1 from read r
      where r.kind = 'record.opened' and g.id::text = r.cause and g.client_told = 'not_yet' returning g.id)
  select count(*) into v_read from read;
  return v_read;
end $$;

-- What a member of staff was told, and not yet read; the newest first.
create function care.notices_of_me(p_before uuid, p_limit integer)
returns table (id uuid, kind text, subject text, told_at timestamptz, read_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select n.id, n.kind, n.subject, n.visible_at, n.read_at from care.notice n
    where n.account_id = care.actor_account() and n.ended_at is null and (p_before is null or n.id < p_before) order by n.id desc limit p_limit;
end $$;

create function care.unread_of_me(p_max integer) returns integer
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select count(*)::integer from (select from care.notice n where n.account_id = care.actor_account() and n.read_at is null and n.ended_at is null limit p_max) one);
end $$;

-- Reads one, or, without one, everything up to a notice that was seen.
create function care.read_my_notices(p_one uuid, p_until uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_read integer; begin
  update care.notice n set read_at = clock_timestamp()
    where n.account_id = care.actor_account() and n.read_at is null and n.ended_at is null and (n.id = p_one or n.id <= p_until);
  get diagnostics v_read = row_count;
  return v_read;
end $$;
`;

const SENDING = `
-- What the worker needs to decide where and when a notice is told. The key of the person comes along only for somebody who
-- may be reached: not of a client who died, was forgotten or is protected, nor for a notice that was taken back.
create function care.reader_of_notice(p_notice uuid)
returns table (client_id uuid, account_id uuid, kind text, happens_at timestamptz, visible_at timestamptz, language text, zone text, jurisdiction text,
  person uuid, epoch integer, wrapped_key bytea, contact bytea, mode text, sealed bytea, quiet_from text, quiet_until text, on_duty boolean, now timestamptz, audit_subject uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare n care.notice; v_house uuid; v_person uuid; v_may boolean := true; begin
  select * into n from care.notice x where x.id = p_notice and x.ended_at is null;
  if not found then return; end if;
  v_house := n.organisation_id;
  if n.client_id is not null then
    v_house := coalesce(care.responsible_for(n.client_id), n.organisation_id);
    v_may := care.may_be_told(n.client_id)
      and not exists (select from care.protection p where p.client_id in (select care.joined_with(n.client_id)) and p.ended_at is null);
    select coalesce((select m.kept_client_id from care.client_merge m where m.organisation_id = v_house and m.merged_client_id = n.client_id and m.state = 'merged'), n.client_id) into v_person;
  end if;
  return query
    select n.client_id, n.account_id, n.kind, n.happens_at, n.visible_at,
      coalesce((select a.language from access.account a where a.id = n.account_id), (select c.language from care.client c where c.id = n.client_id)),
      coalesce((select s.time_zone from care.site s where s.organisation_id = o.id and s.is_main), o.time_zone), o.jurisdiction,
      v_person, p.epoch, p.wrapped_key, c.ciphertext, coalesce(q.mode, 'in_app'), q.sealed, q.quiet_from, q.quiet_until,
      coalesce(n.account_id in (select t.account_id from care.duty_turn t where t.organisation_id = o.id and t.cancelled_at is null and t.during @> clock_timestamp()), false), clock_timestamp(),
      (select c.audit_subject from care.client c where c.id = n.client_id)
    from care.organisation o
    left join vault.contact c on c.client_id = v_person and v_may
    left join vault.person p on p.client_id = c.client_id and p.erased_at is null
    left join access.notice_preference q on q.account_id = n.account_id and exists (select from access.account a where a.id = n.account_id and a.disabled_at is null)
    where o.id = v_house;
end $$;

-- How many messages went or go to a reader by each channel since an instant.
create function care.messages_since(p_client uuid, p_account uuid, p_since timestamptz) returns table (channel text, messages integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Of many notices at once each is counted after the one before: the lock goes with the transaction that plans.
  perform pg_advisory_xact_lock(4712060, hashtext(coalesce(p_client, p_account)::text));
  return query select d.channel, count(*)::integer from care.notice_delivery d
    where (d.client_id = p_client or d.account_id = p_account) and d.digest_on is null and d.created_at >= p_since and coalesce(d.outcome, '') not in ('not_allowed','withdrawn')
    group by d.channel;
end $$;

-- Plans one message of a notice; or, with a day, the digest of that day. Once for each channel, and one digest a day.
create function care.plan_delivery(p_notice uuid, p_channel text, p_due_at timestamptz, p_digest_on date) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_id uuid; begin
  insert into care.notice_delivery (notice_id, client_id, account_id, channel, digest_on, due_at)
    select case when p_digest_on is null then n.id end, n.client_id, n.account_id, p_channel, p_digest_on, p_due_at
      from care.notice n where n.id = p_notice and n.ended_at is null
    on conflict do nothing returning id into v_id;
  if v_id is null then return null; end if;
  insert into bus.outbox (topic, payload, lease_until) values ('notice.send', jsonb_build_object('delivery_id', v_id), p_due_at);
  return v_id;
end $$;

-- A message that has not ended yet, with the notice whose rules it is looked at by once more; of a digest one that is unread.
create function care.delivery_to_send(p_delivery uuid) returns table (channel text, notice_id uuid, digest boolean, due_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select d.channel, coalesce(d.notice_id, (select n.id from care.notice n where n.account_id = d.account_id and n.read_at is null and n.ended_at is null
      order by n.id desc limit 1)), d.digest_on is not null, d.due_at
    from care.notice_delivery d where d.id = p_delivery and d.outcome is null;
end $$;

create function care.end_delivery(p_delivery uuid, p_outcome text, p_reference text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_notice uuid; begin
  update care.notice_delivery d set outcome = p_outcome, outcome_at = clock_timestamp(), reference = coalesce(p_reference, d.reference)
    where d.id = p_delivery and d.outcome is null returning d.notice_id into v_notice;
  if not found then return false; end if;
  -- Whoever was sent word of an opening of their record has been told of it.
  if p_outcome = 'sent' then
    update care.break_glass g set client_told = 'told', version = g.version + 1 from care.notice n
      where n.id = v_notice and n.kind = 'record.opened' and g.id::text = n.cause and g.client_told = 'not_yet';
  end if;
  return true;
end $$;

-- Whose a message is: of a client whom it was for and the house that is responsible; of a colleague, of which house.
create function care.whose_notice(p_delivery uuid, p_notice uuid) returns table (organisation_id uuid, client_id uuid, account_id uuid)
language plpgsql stable as $$
begin
  return query select coalesce(care.responsible_for(x.client_id), n.organisation_id, a.organisation_id), x.client_id, x.account_id
    from (select d.client_id, d.account_id, d.notice_id from care.notice_delivery d where d.id = p_delivery
      union all select n.client_id, n.account_id, n.id from care.notice n where n.id = p_notice) x
    left join care.notice n on n.id = x.notice_id left join access.account a on a.id = x.account_id limit 1;
end $$;

-- A browser that was thrown away is let go: what is kept of it is replaced, if nobody has changed it meanwhile. Nobody's version moves:
-- neither the client nor their house has said anything.
create function care.let_devices_go(p_notice uuid, p_before bytea, p_after bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare r record; begin
  select x.person, x.account_id into r from care.reader_of_notice(p_notice) x;
  update vault.contact c set ciphertext = p_after where c.client_id = r.person and c.ciphertext = p_before;
  if found then return true; end if;
  update access.notice_preference q set sealed = p_after where q.account_id = r.account_id and q.sealed = p_before;
  return found;
end $$;

-- The night or the limit of a day lies before it: the message waits, and is looked at again then.
create function care.put_off_delivery(p_delivery uuid, p_due_at timestamptz) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.notice_delivery d set due_at = p_due_at where d.id = p_delivery and d.outcome is null;
  if not found then return false; end if;
  insert into bus.outbox (topic, payload, lease_until) values ('notice.send', jsonb_build_object('delivery_id', p_delivery), p_due_at);
  return true;
end $$;

-- What a gateway says became of a message. Said twice, or late, it changes nothing; of a number that is not ours neither.
create function care.take_receipt(p_reference text, p_delivered boolean) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.notice_delivery d set outcome = case when p_delivered then 'delivered' else 'undelivered' end, outcome_at = clock_timestamp()
    where d.reference = p_reference and d.channel = 'sms' and d.outcome = 'sent';
  return found;
end $$;
`;

const RULES = `
-- The house that is responsible writes down how a client may be reached, as the client has said it. Only of somebody known.
create function vault.put_contact(p_client uuid, p_ciphertext bytea, p_version integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_version integer; begin
  if care.actor_organisation() is null or care.responsible_for(p_client) is distinct from care.actor_organisation()
     or not exists (select from vault.person p where p.client_id = p_client and p.erased_at is null) then
    raise exception 'how to reach a client is kept of somebody known, by the house that is responsible' using errcode = 'insufficient_privilege';
  end if;
  insert into vault.contact as c (client_id, ciphertext, changed_by) select p_client, p_ciphertext, 'staff' where p_version = 0
    on conflict do nothing returning c.version into v_version;
  if v_version is null then
    update vault.contact c set ciphertext = p_ciphertext, changed_at = clock_timestamp(), changed_by = 'staff', version = c.version + 1
      where c.client_id = p_client and c.version = p_version returning c.version into v_version;
  end if;
  return v_version;
end $$;

-- What came of the last messages to a client, for the house that is responsible: so that a wrong number is noticed.
create function care.last_messages_to(p_client uuid) returns table (channel text, outcome text, at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if care.responsible_for(p_client) is distinct from care.actor_organisation() or care.actor_organisation() is null then return; end if;
  return query select distinct on (d.channel) d.channel, d.outcome, d.outcome_at from care.notice_delivery d
    where d.client_id = p_client and d.outcome is not null order by d.channel, d.outcome_at desc;
end $$;

-- The client's own rules, with the key of the person to open them with; no row: no name is kept of them, and nothing can be.
create function care.own_contact() returns table (person uuid, epoch integer, wrapped_key bytea, ciphertext bytea, version integer, changed_by text, changed_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select p.client_id, p.epoch, p.wrapped_key, c.ciphertext, coalesce(c.version, 0), c.changed_by, c.changed_at
    from vault.person p left join vault.contact c on c.client_id = p.client_id where p.client_id = care.actor_client() and p.erased_at is null;
end $$;

create function care.own_put_contact(p_ciphertext bytea, p_version integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_version integer; begin
  insert into vault.contact as c (client_id, ciphertext, changed_by)
    select p.client_id, p_ciphertext, 'client' from vault.person p where p.client_id = care.actor_client() and p.erased_at is null and p_version = 0
    on conflict do nothing returning c.version into v_version;
  if v_version is null then
    update vault.contact c set ciphertext = p_ciphertext, changed_at = clock_timestamp(), changed_by = 'client', version = c.version + 1
      where c.client_id = care.actor_client() and c.version = p_version returning c.version into v_version;
  end if;
  return v_version;
end $$;

create function access.my_notice_preference() returns table (mode text, sealed bytea, quiet_from text, quiet_until text, version integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select q.mode, q.sealed, q.quiet_from, q.quiet_until, q.version from access.notice_preference q where q.account_id = care.actor_account();
end $$;

create function access.put_notice_preference(p_mode text, p_sealed bytea, p_quiet_from text, p_quiet_until text, p_version integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_version integer; begin
  insert into access.notice_preference as q (account_id, mode, sealed, quiet_from, quiet_until)
    select a.id, p_mode, p_sealed, p_quiet_from, p_quiet_until from access.account a where a.id = care.actor_account() and p_version = 0
    on conflict do nothing returning q.version into v_version;
  if v_version is null then
    update access.notice_preference q set mode = p_mode, sealed = p_sealed, quiet_from = p_quiet_from, quiet_until = p_quiet_until,
        changed_at = clock_timestamp(), version = q.version + 1
      where q.account_id = care.actor_account() and q.version = p_version returning q.version into v_version;
  end if;
  return v_version;
end $$;
`;

const ENDINGS = `
alter table care.consent add column warned_at timestamptz;
comment on column care.consent.warned_at is 'When its client and whoever walks with them were told that it ends soon: once.';
grant update (warned_at) on care.consent to handrail_definer;
create index consents_that_end_by_a_day on care.consent (until_at) where warned_at is null and withdrawn_at is null and ended_at is null;

-- Whether a consent ends by itself and nothing follows it: it was neither withdrawn, nor given again for longer and as wide.
create function care.ends_without_another(k care.consent) returns boolean
language plpgsql stable as $$
begin
  return k.withdrawn_at is null and k.ended_at is null and k.until_at > clock_timestamp() and k.until_at < 'infinity'
    and not exists (select from care.consent r where r.client_id = k.client_id and r.id <> k.id and r.kind = k.kind
      and r.recipient_organisation_id is not distinct from k.recipient_organisation_id and r.recipient_class is not distinct from k.recipient_class
      and r.withdrawn_at is null and r.until_at > k.until_at and r.purposes @> k.purposes and r.categories @> k.categories);
end $$;

-- Consents of whose end somebody is to be told now: within so many days, or within half of their time where that is shorter.
create function care.ending_consents(p_days integer) returns setof care.consent
language plpgsql stable as $$
begin
  return query select * from care.consent x where x.warned_at is null and x.withdrawn_at is null and x.ended_at is null
    and x.until_at > now() and x.until_at <= now() + make_interval(days => p_days) and x.until_at - now() <= (x.until_at - x.given_at) / 2
    and care.ends_without_another(x) order by x.until_at;
end $$;

-- Whether tell_of_ending_consents would tell anybody: asked every minute, and it writes nothing.
create function care.consents_are_ending(p_days integer) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from care.ending_consents(p_days));
end $$;

-- Tells of consents that end soon, each once: the client, by their
-- own rules, and whoever of the responsible house walks with them; where nobody does, whoever wrote it down. Answers how many.
create function care.tell_of_ending_consents(p_days integer, p_limit integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare k care.consent; v_house uuid; v_account uuid; n integer := 0; begin
  for k in select x.* from care.consent x where x.id in (select e.id from care.ending_consents(p_days) e limit p_limit) and x.warned_at is null
      for update of x skip locked loop
    update care.consent x set warned_at = clock_timestamp() where x.id = k.id;
    n := n + 1;
    perform care.tell(k.client_id, null, 'consent.expiring', k.id::text, null, null, null);
    v_house := coalesce(care.responsible_for(k.client_id), k.organisation_id);
    select a.id into v_account from access.account a where a.organisation_id = v_house and a.disabled_at is null
        and a.id in (k.recorded_by, (select w.account_id from care.key_worker w where w.client_id = k.client_id and w.organisation_id = v_house and w.until_at is null limit 1))
      order by a.id is not distinct from k.recorded_by limit 1;
    perform care.tell(null, v_account, 'consent.ending', k.id::text, (select c.code from care.client_code c
      where c.client_id = k.client_id and c.organisation_id = v_house and c.erased_at is null limit 1), null, null)
      where v_account is not null and care.may_be_told(k.client_id);
  end loop;
  return n;
end $$;

-- Withdrawn, or given again, before anybody has read of it: the word is taken back, and what has not left by then never does.
create function care.tell_of_no_ending() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.notice n set ended_at = clock_timestamp() from care.consent k
    where k.client_id = new.client_id and k.warned_at is not null and n.cause = k.id::text and n.kind in ('consent.expiring','consent.ending')
      and n.ended_at is null and n.read_at is null and k.until_at > clock_timestamp() and not care.ends_without_another(k);
  return null;
end $$;
create trigger whose_consent_no_longer_ends_is_not_told after insert or update of withdrawn_at on care.consent for each row execute function care.tell_of_no_ending();
`;

const FOR_BOTH = [
  'care.tell(uuid,uuid,text,text,text,timestamptz,timestamptz)',
  'care.tell_on_duty(uuid,text,text,text,text)',
  'care.release_notice(uuid,text,text)',
  'care.take_back_notice(uuid,text,text)',
];
const FOR_API = [
  'care.own_notices(uuid,integer)',
  'care.own_unread()',
  'care.own_read_notices()',
  'care.notices_of_me(uuid,integer)',
  'care.unread_of_me(integer)',
  'care.read_my_notices(uuid,uuid)',
  'care.take_receipt(text,boolean)',
  'care.last_messages_to(uuid)',
  'care.own_contact()',
  'care.own_put_contact(bytea,integer)',
  'vault.put_contact(uuid,bytea,integer)',
  'access.my_notice_preference()',
  'access.put_notice_preference(text,bytea,text,text,integer)',
];
const FOR_WORKER = [
  'care.reader_of_notice(uuid)',
  'care.messages_since(uuid,uuid,timestamptz)',
  'care.plan_delivery(uuid,text,timestamptz,date)',
  'care.delivery_to_send(uuid)',
  'care.end_delivery(uuid,text,text)',
  'care.put_off_delivery(uuid,timestamptz)',
  'care.let_devices_go(uuid,bytea,bytea)',
  'care.tell_of_ending_consents(integer,integer)',
  'care.consents_are_ending(integer)',
];
const WITHIN = [
  'care.may_be_told(uuid)',
  'care.responsible_for(uuid)',
  'care.on_duty(uuid,text)',
  'care.whose_notice(uuid,uuid)',
  'care.ends_without_another(care.consent)',
  'care.ending_consents(integer)',
  'care.tell_of_no_ending()',
  'care.stop_telling(uuid,uuid)',
  'care.records_of_own_notices()',
  'care.tell_the_dead_nothing()',
  'care.tell_the_forgotten_nothing()',
  'vault.forget_contact()',
];
const FUNCTIONS = [...FOR_BOTH, ...FOR_API, ...FOR_WORKER, ...WITHIN];

const OWNERS = `
grant create on schema care, vault, access to handrail_definer;
${FUNCTIONS.map((one) => `alter function ${one} owner to handrail_definer; revoke execute on function ${one} from public;`).join('\n')}
revoke create on schema care, vault, access from handrail_definer;
${[...FOR_BOTH, ...FOR_API].map((one) => `grant execute on function ${one} to handrail_api;`).join('\n')}
${[...FOR_BOTH, ...FOR_WORKER].map((one) => `grant execute on function ${one} to handrail_worker;`).join('\n')}
`;
