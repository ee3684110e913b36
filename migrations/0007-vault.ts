import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who a person is: ciphertexts, blind indexes and which organisation knows whom (ADR 0006). */
export class Vault1700000000007 implements MigrationInterface {
  name = 'Vault1700000000007';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
create table vault.person (
  client_id uuid primary key,
  epoch integer not null,
  wrapped_key bytea,
  index_version smallint not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  erased_at timestamptz,
  constraint erased_means_no_key check ((erased_at is null) = (wrapped_key is not null))
);
comment on table vault.person is 'One data key per person, wrapped; erasure destroys it.';
comment on column vault.person.index_version is 'The newest version of the search index under which all tokens of this person are; 0: none were made yet.';

create table vault.identity_field (
  client_id uuid not null references vault.person on delete restrict,
  field text not null constraint identity_field_is_listed check (field in ('givenName','familyName','otherNames','birthDate','sex','phones','addressLine','documents')),
  ciphertext bytea not null,
  primary key (client_id, field)
);
comment on table vault.identity_field is 'AES-256-GCM envelopes under the key of the person.';

create table vault.blind_index (
  index smallint not null,
  key_version smallint not null,
  token bytea not null,
  client_id uuid not null references vault.person on delete restrict,
  primary key (index, key_version, token, client_id)
);
comment on table vault.blind_index is 'Keyed, truncated hashes of combinations of fields: candidates to compare, never proof.';

create table vault.known_to (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references vault.person on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  basis text not null constraint known_by_is_listed check (basis in ('intake','import','handoff','forced','break_glass')),
  handoff_id uuid references care.handoff on delete restrict,
  opening_id uuid,
  account_id uuid,
  from_at timestamptz not null default clock_timestamp(),
  until_at timestamptz not null default 'infinity',
  constraint only_broken_glass_makes_one_person_know check ((basis = 'break_glass') = (account_id is not null) and (basis = 'break_glass') = (opening_id is not null))
);
comment on column vault.known_to.account_id is 'Broken glass opens to one person; everything else to the house.';
comment on table vault.known_to is 'Which organisation may read who this person is, since when and on what basis.';
create index known_to_organisation on vault.known_to (organisation_id, client_id) include (until_at);
create index known_by_handoff on vault.known_to (handoff_id) where handoff_id is not null;

create table vault.source_record (
  organisation_id uuid not null references care.organisation on delete restrict,
  source_hmac bytea not null,
  client_id uuid not null,
  taken_at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, source_hmac)
);
comment on table vault.source_record is 'Which record of another system became which client: keyed hashes, so that running an import again changes nothing.';

do $$ declare t text; begin
  foreach t in array array['person','identity_field','blind_index','known_to','source_record'] loop
    execute format('alter table vault.%I enable row level security', t);
    execute format('alter table vault.%I force row level security', t);
    execute format('create policy definer_writes on vault.%I to handrail_definer using (true) with check (true)', t);
  end loop;
  -- The vault's own login reads what the asking organisation knows, and nothing else.
  foreach t in array array['person','identity_field','blind_index'] loop
    execute format($p$create policy known_people on vault.%1$I for select to handrail_vault using (exists (
      select from vault.known_to k where k.organisation_id = (select care.actor_organisation()) and k.client_id = %1$I.client_id and k.until_at > now() offset 0))$p$, t);
  end loop;
end $$;
create policy own_acquaintance on vault.known_to for select to handrail_vault using (
  organisation_id = (select care.actor_organisation()) and (account_id is null or account_id = (select care.actor_account())));
grant select on vault.person, vault.identity_field, vault.blind_index, vault.known_to to handrail_vault;

grant select, insert on vault.person, vault.identity_field, vault.blind_index to handrail_definer;
grant update (epoch, wrapped_key) on vault.person to handrail_definer;
grant update (ciphertext) on vault.identity_field to handrail_definer;
grant select, insert, update (until_at) on vault.known_to to handrail_definer;
grant select, insert on vault.source_record to handrail_definer;

-- The business transaction writes identity through this slot and cannot read it back: person, fields and tokens in one
-- commit with the admission. fields: {field: base64}, tokens: [{index, keyVersion, token: base64}].
create function vault.enrol(p_client uuid, p_epoch integer, p_wrapped_key bytea, p_fields jsonb, p_tokens jsonb, p_basis text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if care.actor_organisation() is null then raise exception 'no organisation is acting' using errcode = 'insufficient_privilege'; end if;
  -- Only a person who is being taken in right now: whoever has an episode has, or chose not to have, an identity.
  if p_basis not in ('intake','import') or exists (select from care.episode e where e.client_id = p_client) then
    raise exception 'an identity is enrolled with the admission' using errcode = 'insufficient_privilege';
  end if;
  insert into vault.person (client_id, epoch, wrapped_key, index_version) values (p_client, p_epoch, p_wrapped_key,
    coalesce((select max((t->>'keyVersion')::smallint) from jsonb_array_elements(p_tokens) t), 0));
  insert into vault.identity_field (client_id, field, ciphertext)
    select p_client, f.key, decode(f.value, 'base64') from jsonb_each_text(p_fields) f;
  insert into vault.blind_index (index, key_version, token, client_id)
    select distinct (t->>'index')::smallint, (t->>'keyVersion')::smallint, decode(t->>'token', 'base64'), p_client from jsonb_array_elements(p_tokens) t;
  insert into vault.known_to (client_id, organisation_id, basis) values (p_client, care.actor_organisation(), p_basis);
end $$;

-- Opens the identity to the receiver of an accepted handoff, if the standing consent says so, or in an emergency at once, by
-- the sender. Returns whether it did.
create function vault.share(p_handoff uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare h record; begin
  select handoff.id, handoff.client_id, handoff.receiver_organisation_id, case when handoff.kind = 'transfer' and handoff.state = 'in-progress' then 'infinity' else coalesce(consent.until_at, 'infinity'::timestamptz) end as until_at into h
    from care.handoff left join care.consent on consent.id = handoff.consent_id
   where handoff.id = p_handoff and handoff.state in ('accepted','in-progress')
     and care.actor_organisation() in (handoff.sender_organisation_id, handoff.receiver_organisation_id)
     and (handoff.basis = 'emergency' or ('identity' = any (consent.categories) and consent.withdrawn_at is null
       and 'care' = any (consent.purposes) and consent.until_at > now()));
  if not found or not exists (select from vault.person p where p.client_id = h.client_id) then return false; end if;
  update vault.known_to set until_at = clock_timestamp() where handoff_id = h.id and until_at > clock_timestamp();
  insert into vault.known_to (client_id, organisation_id, basis, handoff_id, until_at)
    values (h.client_id, h.receiver_organisation_id, 'handoff', h.id, h.until_at);
  return true;
end $$;

-- Claims a record of another system for a new client; answers the client it already became, or null when it is new.
create function vault.claim_source(p_source_hmac bytea, p_client uuid) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare taken uuid; begin
  insert into vault.source_record (organisation_id, source_hmac, client_id) values (care.actor_organisation(), p_source_hmac, p_client)
    on conflict (organisation_id, source_hmac) do nothing;
  select r.client_id into taken from vault.source_record r where r.organisation_id = care.actor_organisation() and r.source_hmac = p_source_hmac;
  return case when taken = p_client then null else taken end;
end $$;
`);
    await db.query(`
do $$ declare f regprocedure; begin
  grant create on schema vault to handrail_definer;
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'vault'::regnamespace loop
    execute format('alter function %s owner to handrail_definer', f);
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to handrail_api', f);
  end loop;
  revoke create on schema vault from handrail_definer;
end $$;
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop function vault.claim_source, vault.share, vault.enrol;
drop table vault.source_record, vault.known_to, vault.blind_index, vault.identity_field, vault.person;
`);
  }
}
