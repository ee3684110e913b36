import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, sessions, API keys and the counters of failed sign-ins. */
export class Access1700000000002 implements MigrationInterface {
  name = 'Access1700000000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
create table access.account (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references care.organisation on delete restrict,
  login text not null constraint account_login_is_unique unique constraint account_login_is_lower_case check (login = lower(login)),
  display_name text not null,
  password_hash text,
  roles text[] not null constraint account_has_a_role check (cardinality(roles) > 0),
  language text not null default 'en' constraint account_language_is_known check (language in ('en','ru','ar')),
  demo boolean not null default false,
  created_at timestamptz not null default clock_timestamp(),
  disabled_at timestamptz,
  left_at timestamptz,
  invited boolean not null generated always as (password_hash is null) stored,
  version integer not null default 1,
  constraint whoever_left_may_not_sign_in check (left_at is null or disabled_at is not null),
  constraint account_is_of_its_organisation unique (organisation_id, id)
);
comment on table access.account is 'A member of staff in one organisation. demo: published password, exists only in demo mode. invited: has not chosen a password yet.';

create table access.session (
  id uuid primary key default uuidv7(),
  token_sha256 bytea not null constraint session_token_is_unique unique,
  account_id uuid not null references access.account on delete restrict,
  created_at timestamptz not null default clock_timestamp(),
  last_seen_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
comment on table access.session is 'Opaque sessions; only the hash of the token is kept.';
create index session_by_account on access.session (account_id) where ended_at is null;

create table access.api_key (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references care.organisation on delete restrict,
  name text not null,
  token_sha256 bytea not null constraint api_key_token_is_unique unique,
  roles text[] not null constraint api_key_has_a_role check (cardinality(roles) > 0),
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
comment on table access.api_key is 'Keys for machines of one organisation (passport bearer).';

create table access.known_device (
  login_sha256 bytea not null,
  device_sha256 bytea not null,
  seen_at timestamptz not null default clock_timestamp(),
  primary key (login_sha256, device_sha256)
);
comment on table access.known_device is 'Devices on which a login has worked before: there, the failures of others never slow it down (ADR 0015).';

create table access.rate_limit (
  key text primary key,
  points integer not null default 0,
  expire bigint
);
comment on table access.rate_limit is 'Counters of tries, each under a keyed hash of whose they are, and the turns of whoever tries too often (ADR 0045).';

do $$ declare t text; begin
  foreach t in array array['account','session','api_key','known_device','rate_limit'] loop
    execute format('alter table access.%I enable row level security', t);
    execute format('alter table access.%I force row level security', t);
    execute format('create policy definer_resolves on access.%I to handrail_definer using (true) with check (true)', t);
  end loop;
end $$;
create policy migrator_keeps_accounts on access.account to current_user using (true) with check (true);
create policy migrator_keeps_keys on access.api_key to current_user using (true) with check (true);

-- Staff know the accounts of their own organisation: names on tasks and in the audit.
create policy colleagues_are_known on access.account for select to handrail_api using (organisation_id = (select care.actor_organisation()));
grant select (id, organisation_id, login, display_name, roles, language, created_at, disabled_at, left_at, invited, version) on access.account to handrail_api;

create policy limiter_counts on access.rate_limit to handrail_api using (true) with check (true);
grant select, insert, delete, update (points, expire) on access.rate_limit to handrail_api;

grant select, update (language) on access.account to handrail_definer;
grant select, insert, update (last_seen_at, ended_at) on access.session to handrail_definer;
grant select on access.api_key to handrail_definer;
grant select, insert, update (seen_at) on access.known_device to handrail_definer;

-- Sign-in happens before anybody is known, so these few look-ups run as the definer and return one row at most.
create function access.find_account(p_login text)
returns table (id uuid, organisation_id uuid, login text, display_name text, password_hash text, roles text[], language text, organisation_kind text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.id, a.organisation_id, a.login, a.display_name, a.password_hash, a.roles, a.language, o.kind
  from access.account a join care.organisation o on o.id = a.organisation_id and o.closed_at is null
  where a.login = lower(p_login) and a.disabled_at is null and not a.invited
$$;

create function access.open_session(p_account uuid, p_token_sha256 bytea, p_lifetime interval)
returns timestamptz
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into access.session (token_sha256, account_id, expires_at)
  select p_token_sha256, a.id, clock_timestamp() + p_lifetime from access.account a where a.id = p_account and a.disabled_at is null
  returning expires_at
$$;

-- Touches last_seen_at at most every 15 seconds, so that reading does not become writing.
create function access.resolve_session(p_token_sha256 bytea, p_idle interval)
returns table (session_id uuid, account_id uuid, organisation_id uuid, login text, display_name text, roles text[], language text, expires_at timestamptz, organisation_kind text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare found_session access.session; begin
  select * into found_session from access.session s
   where s.token_sha256 = p_token_sha256 and s.ended_at is null
     and s.expires_at > clock_timestamp() and s.last_seen_at > clock_timestamp() - p_idle;
  if not found then return; end if;
  if found_session.last_seen_at < clock_timestamp() - interval '15 seconds' then
    update access.session set last_seen_at = clock_timestamp() where id = found_session.id;
  end if;
  return query
    select found_session.id, a.id, a.organisation_id, a.login, a.display_name, a.roles, a.language, found_session.expires_at, o.kind
    from access.account a join care.organisation o on o.id = a.organisation_id and o.closed_at is null
    where a.id = found_session.account_id and a.disabled_at is null;
end $$;

create function access.end_session(p_token_sha256 bytea)
returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update access.session set ended_at = clock_timestamp() where token_sha256 = p_token_sha256 and ended_at is null
$$;

create function access.resolve_api_key(p_token_sha256 bytea)
returns table (id uuid, organisation_id uuid, name text, roles text[], organisation_kind text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.id, k.organisation_id, k.name, k.roles, o.kind from access.api_key k
  join care.organisation o on o.id = k.organisation_id and o.closed_at is null
  where k.token_sha256 = p_token_sha256 and k.revoked_at is null and k.expires_at > clock_timestamp()
$$;

create function access.set_language(p_language text)
returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update access.account set language = p_language where id = care.actor_account()
$$;

create function access.is_known_device(p_login_sha256 bytea, p_device_sha256 bytea)
returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from access.known_device k where k.login_sha256 = p_login_sha256 and k.device_sha256 = p_device_sha256)
$$;

create function access.remember_device(p_login_sha256 bytea, p_device_sha256 bytea)
returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into access.known_device (login_sha256, device_sha256) values (p_login_sha256, p_device_sha256)
  on conflict (login_sha256, device_sha256) do update set seen_at = clock_timestamp()
$$;

do $$ declare f regprocedure; begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'access'::regnamespace and p.prosecdef loop
    execute format('grant create on schema access to handrail_definer');
    execute format('alter function %s owner to handrail_definer', f);
    execute format('revoke create on schema access from handrail_definer');
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to handrail_api', f);
  end loop;
end $$;
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop function access.remember_device, access.is_known_device, access.set_language, access.resolve_api_key, access.end_session,
  access.resolve_session, access.open_session, access.find_account;
drop table access.rate_limit, access.known_device, access.api_key, access.session, access.account;
`);
  }
}
