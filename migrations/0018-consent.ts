import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every version of every consent, narrowing, ends that come by themselves, and what a client does in a window of their own. */
export class Consent1700000000018 implements MigrationInterface {
  name = 'Consent1700000000018';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLES);
    await db.query(FUNCTIONS);
    await db.query(OWN);
    await db.query(OWNERS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger consents_end_with_the_care on care.episode;
drop trigger consents_end_with_the_handoff on care.handoff;
drop function care.own_copy, care.own_accounting, care.own_consents, care.consent_place, care.record_disclosure, care.consents_end_with_the_care, care.care_is_over, care.end_consents_of_care, care.consents_end_with_the_handoff, care.standing_on, care.narrow_consent,
  care.tighten, care.packet_within, care.statements_within, care.record_consent, care.keep_version;
create or replace function care.may_withdraw(p_consent uuid) returns boolean language sql stable return false;
drop function care.own_records;
drop table care.consent_version;
`);
  }
}

const TABLES = `
create table care.consent_version (
  consent_id uuid not null references care.consent on delete restrict,
  version integer not null,
  organisation_id uuid not null references care.organisation on delete restrict,
  purposes text[] not null,
  categories text[] not null,
  expires_on date,
  how text not null constraint version_way_is_listed check (how in ('electronic_signature','code','paper_signature','witnessed_oral')),
  document jsonb not null,
  text_version text not null,
  text_sha256 bytea not null,
  recorded_by uuid,
  by_client boolean not null,
  at timestamptz not null default clock_timestamp(),
  primary key (consent_id, version),
  constraint client_or_staff_recorded_it check (by_client = (recorded_by is null))
);
comment on table care.consent_version is 'The document of a consent as it was shown, word for word, and of every narrower one after it. A document of its own, part of no other form. Rows are never changed.';
alter table care.consent_version enable row level security;
alter table care.consent_version force row level security;
-- Read by whoever reads the consent.
create policy versions_of_what_is_seen on care.consent_version for select to handrail_api using (exists (
  select from care.consent k where k.id = consent_version.consent_id offset 0));
create policy definer_keeps on care.consent_version to handrail_definer using (true) with check (true);
grant select on care.consent_version to handrail_api, handrail_definer;
grant insert on care.consent_version to handrail_definer;
grant select on care.client_merge to handrail_definer;
`;

const FUNCTIONS = `
-- The records of the client who acts in a window of their own: theirs, and those a house has joined to it. Nobody's where
-- somebody else acts.
create function care.own_records() returns setof uuid language sql stable
begin atomic
  select care.actor_client() where care.actor_client() is not null
  union select case when m.kept_client_id = care.actor_client() then m.merged_client_id else m.kept_client_id end
    from care.client_merge m where m.state = 'merged' and care.actor_client() in (m.kept_client_id, m.merged_client_id);
end;

create or replace function care.may_withdraw(p_consent uuid) returns boolean language sql stable
  return exists (select from care.handoff h where h.consent_id = p_consent and h.requested_at is not null
      and care.actor_organisation() in (h.sender_organisation_id, h.receiver_organisation_id) and h.state not in ('rejected','cancelled','failed','entered-in-error'))
    or exists (select from care.consent k join care.episode_access a on a.episode_id = k.episode_id
      where k.id = p_consent and a.organisation_id = care.actor_organisation() and a.until_at > now() and (a.scope = 'full' or k.organisation_id = a.organisation_id))
    -- And always the client, in a window of their own.
    or exists (select from care.consent k where k.id = p_consent and k.client_id in (select care.own_records()));

-- What was shown and agreed to, kept beside the consent under its version.
create function care.keep_version(p_consent uuid, p_how text, p_document jsonb, p_sha256 bytea) returns void
language plpgsql volatile as $$
begin
  insert into care.consent_version (consent_id, version, organisation_id, purposes, categories, expires_on, how, document, text_version, text_sha256, recorded_by, by_client)
    select k.id, k.version, k.organisation_id, k.purposes, k.categories, k.expires_on, p_how, p_document, p_document->>'text_version', p_sha256, care.actor_account(), care.actor_account() is null
      from care.consent k where k.id = p_consent;
end $$;

-- Where a consent is given: the open episode of the client and the house that is responsible for it. Staff act for a house
-- that has the whole client; the client acts for themselves.
create function care.consent_place(p_client uuid) returns table (client_id uuid, audit_subject uuid, episode_id uuid, organisation_id uuid, from_names jsonb, jurisdiction text, time_zone text, birth_year smallint, language text, today text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select c.id, c.audit_subject, e.id, cu.organisation_id, o.names, o.jurisdiction, o.time_zone, c.birth_year, c.language, to_char(clock_timestamp() at time zone o.time_zone, 'YYYY-MM-DD')
    from care.client c join care.episode e on e.client_id = c.id and e.closed_at is null
      join care.custody cu on cu.episode_id = e.id and cu.until_at is null join care.organisation o on o.id = cu.organisation_id
   where case when care.actor_client() is not null then c.id in (select care.own_records()) and (p_client is null or c.id = p_client)
     else c.id = p_client and exists (select from care.episode_access a where a.organisation_id = care.actor_organisation() and a.episode_id = e.id
       and a.until_at > now() and a.scope = 'full') end
   order by e.id desc limit 1;
end $$;

-- Records a consent with the document that was shown. Of whom and from whom is not the caller's to say.
create function care.record_consent(p_client uuid, p jsonb, p_document jsonb, p_sha256 bytea) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare w record; v_id uuid := (p->>'id')::uuid; begin
  select * into w from care.consent_place(p_client);
  if not found then raise exception 'a consent is given in an open episode, by the client or to the house that is responsible' using errcode = 'insufficient_privilege'; end if;
  insert into care.consent (id, reference, client_id, episode_id, organisation_id, kind, recipient_organisation_id, recipient_class, purposes, categories, language, text_id, text_sha256,
      pack_version, given_how, signer, authority, own_from, ends, expires_on, recorded_by)
    values (v_id, (p->>'reference')::uuid, w.client_id, w.episode_id, w.organisation_id, p->>'kind', (p->>'recipient_organisation_id')::uuid, p->>'recipient_class',
      array(select jsonb_array_elements_text(p->'purposes')), array(select jsonb_array_elements_text(p->'categories')), p->>'language', p->>'text_id', p_sha256,
      p->>'pack_version', p->>'given_how', p->>'signer', p->>'authority', (p->>'own_from')::date, p->>'ends', (p->>'expires_on')::date, care.actor_account());
  perform care.keep_version(v_id, p->>'given_how', p_document, p_sha256);
  return w.organisation_id;
end $$;

-- What is left of a packet under fewer categories: whole fields (the charter's PACKET_FIELDS, compared by a test), and weeks
-- of pregnancy, which are asked for apart.
-- A client's words beside what was not corrected stay only while everything they stand beside may be read.
create function care.statements_within(p_statements jsonb, p_categories text[]) returns jsonb language sql immutable
  return (select coalesce(jsonb_agg(s order by place), '[]') from jsonb_array_elements(p_statements) with ordinality as t(s, place) where to_jsonb(p_categories) @> (s->'categories'));

create function care.packet_within(p_body jsonb, p_categories text[]) returns jsonb language sql immutable
  return (select coalesce(jsonb_object_agg(f.key, case when f.key = 'safety' and 'pregnancy' <> all (p_categories) then f.value - 'weeks_of_pregnancy'
      when f.key = 'statements' then care.statements_within(f.value, p_categories) else f.value end), '{}')
    from jsonb_each(p_body) f left join (values ('safety','safety'), ('reason','treatment'), ('current_stage','treatment'), ('stage_outcomes','treatment'), ('diagnoses','diagnosis'),
      ('social','social'), ('employment','employment'), ('plan','plan'), ('identity','identity'), ('contact','contact')) as m(field, category) on m.field = f.key
    where (m.category is null or m.category = any (p_categories)) and (f.key <> 'statements' or care.statements_within(f.value, p_categories) <> '[]'));

-- Whatever hangs on a consent becomes as narrow as the consent is now: packets that are open, what full access shows of the
-- writing of others, and who the person is. Never wider.
create function care.tighten(p_consent uuid) returns void language plpgsql volatile as $$
declare k care.consent; v_now timestamptz := clock_timestamp(); begin
  select * into strict k from care.consent where id = p_consent;
  update care.packet p set open_until = least(p.open_until, k.until_at), body = care.packet_within(p.body, k.categories),
      narrowed_at = case when p.body = care.packet_within(p.body, k.categories) then p.narrowed_at else v_now end
    from care.handoff h where h.id = p.handoff_id and h.consent_id = k.id and h.basis <> 'emergency' and p.ended_at is null
      and (p.open_until > k.until_at or p.body <> care.packet_within(p.body, k.categories));
  update care.episode_access a set categories_until = least(a.categories_until, k.until_at),
      categories = case when 'care' = any (k.purposes) then array(select c from unnest(a.categories) c where c = any (k.categories)) else '{}' end
    where a.consent_id = k.id and a.until_at > v_now;
  -- Who is responsible goes on knowing whom they care for; everybody else knows as long and as much as the consent says.
  update vault.known_to v set until_at = least(v.until_at, case when 'identity' = any (k.categories) and 'care' = any (k.purposes) then k.until_at else v_now end)
    from care.handoff h where h.id = v.handoff_id and h.consent_id = k.id and v.until_at > v_now and not (h.kind = 'transfer' and h.state in ('in-progress','completed'));
  -- After a missed arrival somebody may still be rung up, if that was opened.
  if not (k.categories @> array['contact','identity'] and 'care' = any (k.purposes)) then
    update vault.known_to v set until_at = v_now from care.handoff h where h.id = v.handoff_id and h.consent_id = k.id and h.state = 'failed' and v.until_at > v_now;
  end if;
  if 'safety' <> all (k.categories) then
    update care.handoff h set safety_withheld = true where h.consent_id = k.id and not h.safety_withheld and h.state in ('requested','received','accepted','on-hold','rejected','failed');
  end if;
end $$;

-- The client takes something away. Handoffs are locked before the consent, in the order in which their moves lock; from this
-- commit on nothing more is disclosed than is left. Answers the new version, or null where the consent no longer stands.
create function care.narrow_consent(p_consent uuid, p_how text, p_purposes text[], p_categories text[], p_expires_on date, p_document jsonb, p_sha256 bytea) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_version integer; begin
  perform 1 from care.handoff h where h.consent_id = p_consent order by h.id for update;
  perform 1 from care.consent k where k.id = p_consent for update;
  if not care.may_withdraw(p_consent) then
    raise exception 'the consent is not known to this organisation' using errcode = 'insufficient_privilege';
  end if;
  -- A trigger refuses whatever would add to it; the end may only come nearer.
  update care.consent k set purposes = p_purposes, categories = p_categories, expires_on = p_expires_on, version = k.version + 1
    where k.id = p_consent and k.withdrawn_at is null and k.until_at > clock_timestamp()
      and (k.expires_on is null or p_expires_on <= k.expires_on) returning k.version into v_version;
  if v_version is null then return null; end if;
  perform care.keep_version(p_consent, p_how, p_document, p_sha256);
  perform care.tighten(p_consent);
  return v_version;
end $$;

-- The handoffs under way that stand on a consent, for whoever narrowed it: both sides look again.
create function care.standing_on(p_consent uuid) returns table (handoff_id uuid, business_state text, sender_organisation_id uuid, receiver_organisation_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not care.may_withdraw(p_consent) then raise exception 'the consent is not known to this organisation' using errcode = 'insufficient_privilege'; end if;
  return query select h.id, h.business_state, h.sender_organisation_id, h.receiver_organisation_id from care.handoff h
    where h.consent_id = p_consent and h.requested_at is not null and h.state in ('requested','received','accepted','on-hold','in-progress') order by h.id;
end $$;

-- The event came that ends a consent: the care is over, or the report closed the handoff it was given for. A consent until the
-- report of an arrival ends with the care at the latest: the report may never come.
create function care.end_consents_of_care(p_episode uuid, p_under_way boolean) returns void language plpgsql volatile as $$
declare k record; begin
  for k in update care.consent c set ended_at = clock_timestamp() where c.episode_id = p_episode and c.ends in ('end_of_care','handoff_completed') and c.kind <> 'follow_up'
        and c.ended_at is null and c.withdrawn_at is null
        and (p_under_way or not exists (select from care.handoff h where h.consent_id = c.id and h.requested_at is not null and h.closed_at is null)) returning c.id loop
    perform care.tighten(k.id);
  end loop;
end $$;
-- Whoever is responsible ended the stage and nothing follows it but asking after the client: what was allowed until the end of
-- this care has ended, but for a handoff that is still under way.
create function care.care_is_over(p_episode uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from care.custody c where c.episode_id = p_episode and c.organisation_id = care.actor_organisation() and c.until_at is null;
  if not found then raise exception 'care is ended by whoever is responsible' using errcode = 'insufficient_privilege'; end if;
  perform care.end_consents_of_care(p_episode, false);
end $$;
create function care.consents_end_with_the_care() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform care.end_consents_of_care(new.id, true);
  return null;
end $$;
create trigger consents_end_with_the_care after update of open_during on care.episode for each row
  when (new.closed_at is not null and old.closed_at is null) execute function care.consents_end_with_the_care();
create function care.consents_end_with_the_handoff() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.consent c set ended_at = clock_timestamp() where c.id = new.consent_id and c.ends = 'handoff_completed' and c.ended_at is null and c.withdrawn_at is null;
  if found then perform care.tighten(new.consent_id); end if;
  return null;
end $$;
create trigger consents_end_with_the_handoff after update of state on care.handoff for each row
  when (new.state = 'completed' and old.state <> 'completed' and new.consent_id is not null) execute function care.consents_end_with_the_handoff();

-- A line of the ledger for what leaves on another way than a packet: a paper, a file, a token, words. By consent only what the
-- consent opens at this instant, to whom it names.
create function care.record_disclosure(p_client uuid, p_channel text, p_basis text, p_consent uuid, p_to uuid, p_to_class text, p_fields text[], p_categories text[], p_sha256 bytea, p_notice_version text)
returns uuid language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_id uuid := uuidv7(); v_episode uuid; v_from uuid; k care.consent; begin
  if p_consent is not null then select * into k from care.consent c where c.id = p_consent and c.client_id = p_client for share; end if;
  select a.episode_id into v_episode from care.episode_access a where a.organisation_id = care.actor_organisation() and a.client_id = p_client and a.until_at > now()
    order by a.from_at desc limit 1;
  v_from := care.actor_organisation();
  if v_episode is null and p_client in (select care.own_records()) then
    select w.episode_id, w.organisation_id into v_episode, v_from from care.consent_place(p_client) w;
  end if;
  if v_episode is null then raise exception 'the client is not known to this organisation' using errcode = 'insufficient_privilege'; end if;
  if p_basis = 'consent' and not coalesce(k.withdrawn_at is null and k.until_at > clock_timestamp() and p_categories <@ k.categories
      and (k.recipient_organisation_id = p_to or k.recipient_class = p_to_class or k.recipient_class = 'treating_providers'), false) then
    raise exception 'more is disclosed than the consent opens' using errcode = 'insufficient_privilege';
  end if;
  insert into care.disclosure (id, episode_id, client_id, from_organisation_id, to_organisation_id, to_class, channel, fields, categories, basis, consent_id, consent_version,
      packet_sha256, notice_version, disclosed_by)
    values (v_id, v_episode, p_client, v_from, p_to, p_to_class, p_channel, p_fields, p_categories, p_basis, p_consent, k.version, p_sha256, p_notice_version, care.actor_account());
  return v_id;
end $$;
`;

const OWN = `
-- What a client reads of their own consents, whichever house recorded them.
create function care.own_consents() returns table (id uuid, client_id uuid, audit_subject uuid, reference uuid, kind text, recipient_code text, recipient_names jsonb, recipient_class text, from_names jsonb, jurisdiction text, time_zone text, purposes text[],
  categories text[], language text, given_how text, signer text, given_at timestamptz, ends text, expires_on text, own_from text, ended_at timestamptz, withdrawn_at timestamptz, stands boolean, version integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select k.id, k.client_id, c.audit_subject, k.reference, k.kind, o.code, o.names, k.recipient_class, f.names, f.jurisdiction, f.time_zone, k.purposes, k.categories, k.language, k.given_how, k.signer, k.given_at, k.ends,
      to_char(k.expires_on, 'YYYY-MM-DD'), to_char(k.own_from, 'YYYY-MM-DD'), k.ended_at, k.withdrawn_at, k.withdrawn_at is null and k.until_at > clock_timestamp(), k.version
    from care.consent k join care.client c on c.id = k.client_id join care.organisation f on f.id = k.organisation_id left join care.organisation o on o.id = k.recipient_organisation_id
   where k.client_id in (select care.own_records()) order by k.given_at desc, k.id;
end $$;

-- What was given to whom, all of it, from an instant on.
create function care.own_accounting(p_from timestamptz) returns table (disclosed_at timestamptz, from_names jsonb, to_names jsonb, to_class text, channel text, tier text, fields text[],
  categories text[], basis text, consent uuid, notice_version text, scope_attached boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select d.disclosed_at, f.names, t.names, d.to_class, d.channel, d.tier, d.fields, d.categories, d.basis, k.reference, d.notice_version, d.scope_attached
    from care.disclosure d join care.organisation f on f.id = d.from_organisation_id left join care.organisation t on t.id = d.to_organisation_id
      left join care.consent k on k.id = d.consent_id
   where d.client_id in (select care.own_records()) and d.disclosed_at >= p_from order by d.disclosed_at desc, d.id;
end $$;

-- The documents of one consent of their own, version by version.
create function care.own_copy(p_reference uuid) returns table (version integer, at timestamptz, how text, by_client boolean, document jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select v.version, v.at, v.how, v.by_client, v.document from care.consent_version v join care.consent k on k.id = v.consent_id
   where k.reference = p_reference and k.client_id in (select care.own_records()) order by v.version;
end $$;
`;

const OWNERS = `
do $$ declare f regprocedure; begin
  grant create on schema care to handrail_definer;
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'care'::regnamespace and p.proname in ('own_records','may_withdraw','keep_version','consent_place','record_consent',
      'tighten','narrow_consent','standing_on','end_consents_of_care','care_is_over','consents_end_with_the_care','consents_end_with_the_handoff','record_disclosure','own_consents','own_accounting','own_copy') loop
    execute format('alter function %s owner to handrail_definer', f);
    execute format('revoke execute on function %s from public', f);
    if (select prosecdef from pg_proc where oid = f) then execute format('grant execute on function %s to handrail_api', f); end if;
  end loop;
  revoke create on schema care from handrail_definer;
end $$;
grant execute on function care.packet_within(jsonb, text[]), care.statements_within(jsonb, text[]) to handrail_definer, handrail_api;
`;
