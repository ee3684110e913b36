import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tokens of eligibility: what a lender, an employer or a training provider is told instead of a record (ADR 0044). */
export class Eligibility1700000000022 implements MigrationInterface {
  name = 'Eligibility1700000000022';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
create table care.eligibility (
  id uuid primary key default uuidv7(),
  reference uuid not null default gen_random_uuid() constraint token_reference_is_unique unique,
  client_id uuid not null references care.client on delete restrict,
  episode_id uuid not null references care.episode on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  recipient_organisation_id uuid not null references care.organisation on delete restrict,
  consent_id uuid not null references care.consent on delete restrict,
  programme text not null constraint token_programme_is_a_code check (programme ~ '^[a-z][a-z0-9_]{1,39}$'),
  tier text not null constraint token_tier_is_a_code check (tier ~ '^[a-z][a-z0-9_]{1,39}$'),
  use text not null constraint token_use_is_listed check (use in ('once','until')),
  person text not null constraint token_person_is_a_code check (person ~ '^[0-9A-Z]{10}$'),
  code_mac bytea not null constraint token_code_is_unique unique constraint token_code_is_a_hash check (length(code_mac) = 32),
  valid_until_on date not null,
  issued_by uuid not null,
  issued_at timestamptz not null default clock_timestamp(),
  shown_at timestamptz,
  used_at timestamptz,
  used_by uuid,
  revoked_at timestamptz,
  revoked_by uuid,
  version integer not null default 1,
  constraint token_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint token_is_for_another_organisation check (recipient_organisation_id <> organisation_id),
  constraint token_used_by_somebody check ((used_at is null) = (used_by is null)),
  constraint token_used_after_it_was_shown check (used_at is null or (use = 'once' and shown_at is not null)),
  constraint token_revoked_by_somebody check ((revoked_at is null) = (revoked_by is null))
);
create index tokens_of_client on care.eligibility (organisation_id, client_id, issued_at desc);
create index tokens_shown_to_recipient on care.eligibility (recipient_organisation_id, shown_at desc, id desc) where shown_at is not null;
comment on table care.eligibility is 'What one recipient is told of one client, on a consent of its own: a programme, a tier and a last day. Nothing of why, and nothing of who gave it.';
comment on column care.eligibility.person is 'The same for one person at one recipient, a keyed hash: two recipients cannot tell that they know the same person.';
comment on column care.eligibility.code_mac is 'Keyed hash of recipient and code; the code is on the paper of the client and nowhere else.';

alter table care.eligibility enable row level security;
alter table care.eligibility force row level security;
-- The house that gave it reads it, as long as it may read the client; its recipient through functions alone, and named columns only.
create policy own_tokens on care.eligibility for select to handrail_api using (
  organisation_id = (select care.actor_organisation()) and exists (select from care.episode_access a
    where a.organisation_id = (select care.actor_organisation()) and a.episode_id = eligibility.episode_id and a.until_at > now() offset 0));
create policy definer_crosses on care.eligibility to handrail_definer using (true) with check (true);
grant select on care.eligibility to handrail_api;
grant select, insert, update (shown_at, used_at, used_by, revoked_at, revoked_by, version) on care.eligibility to handrail_definer;

-- How a token stands: what the client or the house took back has ended, whatever else is true of it. Its days are those of the
-- house that gave it.
create function care.token_state(p_revoked_at timestamptz, p_withdrawn_at timestamptz, p_consent_until_at timestamptz, p_used_at timestamptz, p_valid_until_on date, p_zone text)
returns text language sql volatile
  return case
    when p_revoked_at is not null or p_withdrawn_at is not null or p_consent_until_at <= clock_timestamp() then 'ended'
    when p_used_at is not null then 'used'
    when p_valid_until_on < (clock_timestamp() at time zone p_zone)::date then 'expired'
    else 'valid' end;
grant execute on function care.token_state(timestamptz, timestamptz, timestamptz, timestamptz, date, text) to handrail_api, handrail_definer;

-- Whether a consent is the client's own for this kind of recipient, and stands until the last day of the token. Who trains for
-- work is asked for with the consent for employers.
create function care.token_consent_stands(p_consent uuid, p_client uuid, p_recipient uuid, p_until_on date) returns boolean
language sql volatile
  return exists (select from care.consent k join care.organisation o on o.id = p_recipient where k.id = p_consent and k.client_id = p_client
    and k.kind = case o.kind when 'lender' then 'lender' when 'employer' then 'employer' when 'trainer' then 'employer' end
    and (k.recipient_organisation_id = o.id or k.recipient_class = case o.kind when 'lender' then 'lenders' else 'employers' end)
    and k.withdrawn_at is null and k.until_at > clock_timestamp() and k.until_at >= (p_until_on + 1)::timestamp at time zone (select h.time_zone from care.organisation h where h.id = k.organisation_id));
grant execute on function care.token_consent_stands(uuid, uuid, uuid, date) to handrail_api, handrail_definer;

-- Gives a token out, in the house that is responsible for the client, on a consent that stands; the consent is locked, so that
-- whoever takes it back at this moment comes before or ends the token.
create function care.issue_token(p_id uuid, p_episode uuid, p_recipient uuid, p_consent uuid, p_programme text, p_tier text, p_use text,
  p_person text, p_code_mac bytea, p_valid_until_on date, p_notice_version text)
returns boolean language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_client uuid; begin
  select u.client_id into v_client from care.custody u where u.episode_id = p_episode and u.organisation_id = care.actor_organisation() and u.until_at is null;
  if v_client is null or care.actor_account() is null then
    raise exception 'a token is given by the organisation that is responsible' using errcode = 'insufficient_privilege';
  end if;
  perform 1 from care.consent k where k.id = p_consent for share;
  if not care.token_consent_stands(p_consent, v_client, p_recipient, p_valid_until_on)
    or not exists (select from care.organisation o where o.id = p_recipient and o.kind <> 'care' and o.closed_at is null) then return false; end if;
  insert into care.eligibility (id, client_id, episode_id, organisation_id, recipient_organisation_id, consent_id, programme, tier, use, person, code_mac, valid_until_on, issued_by)
    values (p_id, v_client, p_episode, care.actor_organisation(), p_recipient, p_consent, p_programme, p_tier, p_use, p_person, p_code_mac, p_valid_until_on, care.actor_account());
  -- A line of the ledger, so that the client reads what was made known to whom.
  insert into care.disclosure (id, episode_id, client_id, from_organisation_id, to_organisation_id, channel, fields, categories, basis, consent_id, consent_version,
      packet_sha256, notice_version, disclosed_by)
    select uuidv7(), p_episode, v_client, care.actor_organisation(), p_recipient, 'token', array['programme','tier','valid_until_on'], '{}', 'consent', k.id, k.version,
      sha256(convert_to(concat_ws('|', p_programme, p_tier, p_valid_until_on), 'UTF8')), p_notice_version, care.actor_account()
      from care.consent k where k.id = p_consent;
  return true;
end $$;

-- Takes a token back, by the house that gave it and may read the client. Answers the version after it, or null where it had ended.
create function care.revoke_token(p_token uuid) returns integer
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update care.eligibility e set revoked_at = clock_timestamp(), revoked_by = care.actor_account(), version = e.version + 1
   where e.id = p_token and e.organisation_id = care.actor_organisation() and e.revoked_at is null and exists (select from care.episode_access a
      where a.organisation_id = care.actor_organisation() and a.episode_id = e.episode_id and a.until_at > now())
  returning e.version
$$;

-- What a recipient is told: of its own tokens, once they were shown to it, these columns and no others.
create function care.token_seen(e care.eligibility)
returns table (reference uuid, person text, programme text, tier text, use text, valid_until_on date, state text, shown_at timestamptz, used_at timestamptz)
language sql volatile as $$
  select e.reference, e.person, e.programme, e.tier, e.use, e.valid_until_on,
    care.token_state(coalesce(e.revoked_at, c.erased_at), k.withdrawn_at, k.until_at, e.used_at, e.valid_until_on, h.time_zone), e.shown_at, e.used_at
  from care.consent k join care.organisation h on h.id = e.organisation_id left join care.client_code c on c.organisation_id = e.organisation_id and c.client_id = e.client_id
  where k.id = e.consent_id
$$;

-- The token of a code that was shown to the acting organisation; of another's code, or of none, the same nothing.
create function care.check_token(p_code_mac bytea)
returns table (reference uuid, person text, programme text, tier text, use text, valid_until_on date, state text, shown_at timestamptz, used_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare e care.eligibility; begin
  select * into e from care.eligibility x where x.code_mac = p_code_mac and x.recipient_organisation_id = care.actor_organisation();
  if not found then return; end if;
  if e.shown_at is null then
    update care.eligibility x set shown_at = clock_timestamp() where x.id = e.id and x.shown_at is null;
    select * into e from care.eligibility x where x.id = e.id;
  end if;
  return query select * from care.token_seen(e);
end $$;

-- Takes a token for one application. Of many at the same moment one gets it, and none when the client takes the consent back.
create function care.take_token(p_reference uuid)
returns table (reference uuid, person text, programme text, tier text, use text, valid_until_on date, state text, shown_at timestamptz, used_at timestamptz, taken boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare e care.eligibility; v_state text; begin
  select * into e from care.eligibility x where x.reference = p_reference and x.recipient_organisation_id = care.actor_organisation() and x.shown_at is not null;
  if not found or care.actor_account() is null then return; end if;
  -- The consent first, as whoever withdraws it does; then the token.
  perform 1 from care.consent k where k.id = e.consent_id for share;
  select * into e from care.eligibility x where x.id = e.id for update;
  select s.state into v_state from care.token_seen(e) s;
  if v_state = 'valid' and e.use = 'once' then
    update care.eligibility x set used_at = clock_timestamp(), used_by = care.actor_account(), version = x.version + 1 where x.id = e.id;
    select * into e from care.eligibility x where x.id = e.id;
    return query select s.*, true from care.token_seen(e) s;
  else
    return query select s.*, false from care.token_seen(e) s;
  end if;
end $$;

-- The tokens that were shown to the acting organisation, the newest first, page by page and narrowed.
create function care.shown_tokens(p_at timestamptz, p_id uuid, p_limit integer, p_programme text, p_state text, p_person text)
returns table (id uuid, place text, reference uuid, person text, programme text, tier text, use text, valid_until_on date, state text, shown_at timestamptz, used_at timestamptz)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select e.id, to_char(e.shown_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), s.*
  from care.eligibility e cross join lateral care.token_seen(e) s
  where e.recipient_organisation_id = care.actor_organisation() and e.shown_at is not null and (e.shown_at, e.id) < (p_at, p_id)
    and (p_programme is null or e.programme = p_programme) and (p_person is null or e.person = p_person) and (p_state is null or s.state = p_state)
  order by e.shown_at desc, e.id desc limit p_limit
$$;

do $$ declare f regprocedure; begin
  grant create on schema care to handrail_definer;
  foreach f in array array['care.token_seen(care.eligibility)'::regprocedure, 'care.issue_token(uuid,uuid,uuid,uuid,text,text,text,text,bytea,date,text)'::regprocedure,
      'care.revoke_token(uuid)'::regprocedure, 'care.check_token(bytea)'::regprocedure, 'care.take_token(uuid)'::regprocedure,
      'care.shown_tokens(timestamptz,uuid,integer,text,text,text)'::regprocedure] loop
    execute format('revoke execute on function %s from public', f);
    execute format('alter function %s owner to handrail_definer', f);
    if f <> 'care.token_seen(care.eligibility)'::regprocedure then execute format('grant execute on function %s to handrail_api', f); end if;
  end loop;
  revoke create on schema care from handrail_definer;
end $$;
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop function care.shown_tokens, care.take_token, care.check_token, care.revoke_token, care.issue_token, care.token_seen;
drop table care.eligibility;
drop function care.token_consent_stands, care.token_state;
`);
  }
}
