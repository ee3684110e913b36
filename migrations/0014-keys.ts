import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which keyring belongs to this database, and how keys follow one another while people are looked after (ADR 0034). */
export class Keys1700000000014 implements MigrationInterface {
  name = 'Keys1700000000014';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
create table vault.keyring (
  id uuid primary key,
  generation bigint not null constraint keyring_generation_starts_at_one check (generation > 0),
  check_value bytea not null constraint keyring_check_value_is_a_hash check (length(check_value) = 32),
  noted_at timestamptz not null default clock_timestamp()
);
create unique index one_keyring_per_database on vault.keyring ((true));
comment on table vault.keyring is 'The keyring this database was made with: a keyed hash of its base secret and the newest generation seen. No key is here.';

create table vault.key_epoch (
  epoch integer primary key,
  opened_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz
);
comment on table vault.key_epoch is 'The epochs whose keys wrap the keys of persons. A closed one takes nobody any more: its key is destroyed.';

do $$ declare t text; begin
  foreach t in array array['keyring','key_epoch'] loop
    execute format('alter table vault.%I enable row level security', t);
    execute format('alter table vault.%I force row level security', t);
    execute format('create policy definer_writes on vault.%I to handrail_definer using (true) with check (true)', t);
  end loop;
end $$;
grant select, insert, update (generation, noted_at) on vault.keyring to handrail_definer;
grant select, insert, update (closed_at) on vault.key_epoch to handrail_definer;
grant update (index_version) on vault.person to handrail_definer;
grant delete on vault.blind_index to handrail_definer;
create index person_by_epoch on vault.person (epoch, client_id) where wrapped_key is not null;
create index person_by_index_version on vault.person (index_version, client_id) where wrapped_key is not null;
grant usage on schema vault, audit to handrail_keeper;
grant execute on function audit.append(text) to handrail_keeper;

-- Nobody is wrapped under an epoch that is closed or unknown. Whoever closes one waits for those who are being written.
create function vault.guard_epoch() returns trigger language plpgsql as $$
begin
  if new.wrapped_key is null then return new; end if;
  perform pg_advisory_xact_lock_shared(4712041, new.epoch);
  if not exists (select from vault.key_epoch e where e.epoch = new.epoch and e.closed_at is null) then
    raise exception 'no person is wrapped under epoch %: it is closed or unknown', new.epoch
      using errcode = 'check_violation', constraint = 'epoch_is_open', table = 'person', schema = 'vault';
  end if;
  return new;
end $$;
create trigger epoch_is_open before insert or update of epoch, wrapped_key on vault.person for each row execute function vault.guard_epoch();

-- What the database knows of its keyring, and under which epochs somebody is wrapped.
create function vault.keyring_state(out id uuid, out generation bigint, out check_value bytea, out epochs integer[], out closed integer[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  select k.id, k.generation, k.check_value into id, generation, check_value from vault.keyring k;
  select coalesce(array_agg(e.epoch order by e.epoch) filter (where exists (select from vault.person p where p.epoch = e.epoch and p.wrapped_key is not null)
             or exists (select from care.writing_key w where w.epoch = e.epoch and w.wrapped_key is not null)), '{}'),
         coalesce(array_agg(e.epoch order by e.epoch) filter (where e.closed_at is not null), '{}')
    into epochs, closed from vault.key_epoch e;
end $$;

-- Notes a generation of the keyring and the epochs it brings. Refuses another keyring, and a generation older than the one known.
create function vault.note_keyring(p_id uuid, p_generation bigint, p_check_value bytea, p_epochs integer[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare k vault.keyring; begin
  select * into k from vault.keyring for update;
  if not found then
    insert into vault.keyring (id, generation, check_value) values (p_id, p_generation, p_check_value);
  elsif (k.id, k.check_value) is distinct from (p_id, p_check_value) or p_generation < k.generation then
    raise exception 'the keyring is another one, or older than the database' using errcode = 'check_violation';
  elsif p_generation > k.generation then
    update vault.keyring set generation = p_generation, noted_at = clock_timestamp();
  end if;
  insert into vault.key_epoch (epoch) select unnest(p_epochs) on conflict do nothing;
end $$;

-- Closes an epoch for good, before its key is destroyed. Refuses while anybody is wrapped under it.
create function vault.close_epoch(p_epoch integer) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(4712041, p_epoch);
  if exists (select from vault.person p where p.epoch = p_epoch and p.wrapped_key is not null)
    or exists (select from care.writing_key w where w.epoch = p_epoch and w.wrapped_key is not null) then
    raise exception 'somebody is still wrapped under epoch %', p_epoch using errcode = 'check_violation', constraint = 'closed_epoch_holds_nobody', table = 'key_epoch', schema = 'vault';
  end if;
  update vault.key_epoch set closed_at = coalesce(closed_at, clock_timestamp()) where epoch = p_epoch;
end $$;

-- How many keys, of people and of what is written of them (care.writing_key), are wrapped under each epoch, and how many people are
-- indexed under each version.
create function vault.people_by_key() returns table (kind text, number integer, people bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
  select 'epochs', x.epoch, count(*) from (select p.epoch from vault.person p where p.wrapped_key is not null
    union all select w.epoch from care.writing_key w where w.wrapped_key is not null) x group by x.epoch
  union all
  select 'indexes', p.index_version::integer, count(*) from vault.person p where p.wrapped_key is not null group by p.index_version;
end $$;

-- People whose key is wrapped under an epoch before this one, and keys of writing, each under an id of its own.
create function vault.people_to_wrap(p_epoch integer, p_limit integer) returns table (client_id uuid, epoch integer, wrapped_key bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
  (select p.client_id, p.epoch, p.wrapped_key from vault.person p
    where p.wrapped_key is not null and p.epoch < p_epoch order by p.epoch, p.client_id limit p_limit)
  union all
  (select w.id, w.epoch, w.wrapped_key from care.writing_key w
    where w.wrapped_key is not null and w.epoch < p_epoch order by w.epoch, w.id limit p_limit)
  limit p_limit;
end $$;

-- Puts keys that were wrapped again in the place of what they were; whoever changed meanwhile, or was erased, is left as they
-- are. people: [{client, was: base64, epoch, key: base64}]. Answers how many.
create function vault.wrap_again(p_people jsonb) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_count integer; v_writing integer; begin
  with given as (select (g->>'client')::uuid as client_id, decode(g->>'was', 'base64') as was, (g->>'epoch')::integer as epoch, decode(g->>'key', 'base64') as key
                   from jsonb_array_elements(p_people) g),
       locked as (select p.client_id, g.epoch, g.key from vault.person p join given g on g.client_id = p.client_id and p.wrapped_key = g.was
                   order by p.client_id for update of p skip locked)
  update vault.person p set epoch = l.epoch, wrapped_key = l.key from locked l where p.client_id = l.client_id;
  get diagnostics v_count = row_count;
  with given as (select (g->>'client')::uuid as id, decode(g->>'was', 'base64') as was, (g->>'epoch')::integer as epoch, decode(g->>'key', 'base64') as key
                   from jsonb_array_elements(p_people) g),
       locked as (select w.id, g.epoch, g.key from care.writing_key w join given g on g.id = w.id and w.wrapped_key = g.was
                   order by w.id for update of w skip locked)
  update care.writing_key w set epoch = l.epoch, wrapped_key = l.key from locked l where w.id = l.id;
  get diagnostics v_writing = row_count;
  return v_count + v_writing;
end $$;

-- People who are not in this version of the search index, with what their tokens are made of. mark: of the fields as they are.
create function vault.people_to_index(p_version smallint, p_limit integer) returns table (client_id uuid, epoch integer, wrapped_key bytea, fields jsonb, mark bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.client_id, p.epoch, p.wrapped_key, f.fields, f.mark
    from (select q.client_id, q.epoch, q.wrapped_key, q.index_version from vault.person q
           where q.wrapped_key is not null and q.index_version < p_version order by q.index_version, q.client_id limit p_limit) p
   cross join lateral (
     select coalesce(jsonb_agg(jsonb_build_object('field', i.field, 'ciphertext', encode(i.ciphertext, 'base64'))), '[]') as fields,
            sha256(coalesce(string_agg(convert_to(i.field, 'UTF8') || i.ciphertext, ''::bytea order by i.field), ''::bytea)) as mark
       from vault.identity_field i where i.client_id = p.client_id) f
$$;

-- Writes the tokens of a person under a newer version, beside the older ones. Answers false, and writes nothing, where the
-- fields changed meanwhile or the person was erased.
create function vault.index_again(p_client uuid, p_version smallint, p_mark bytea, p_tokens jsonb) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from vault.person p where p.client_id = p_client and p.wrapped_key is not null and p.index_version < p_version for update;
  if not found then return false; end if;
  if p_mark is distinct from (select sha256(coalesce(string_agg(convert_to(i.field, 'UTF8') || i.ciphertext, ''::bytea order by i.field), ''::bytea))
                                from vault.identity_field i where i.client_id = p_client) then return false; end if;
  insert into vault.blind_index (index, key_version, token, client_id)
    select (t->>'index')::smallint, p_version, decode(t->>'token', 'base64'), p_client from jsonb_array_elements(p_tokens) t on conflict do nothing;
  update vault.person p set index_version = p_version where p.client_id = p_client;
  return true;
end $$;

-- Drops tokens of versions before this one, some at a time. Refuses while anybody is not in it yet. Answers how many.
create function vault.drop_tokens(p_version smallint, p_limit integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_count integer; begin
  if exists (select from vault.person p where p.wrapped_key is not null and p.index_version < p_version) then
    raise exception 'somebody is not in version % of the index yet', p_version using errcode = 'check_violation', constraint = 'dropped_index_is_replaced', table = 'blind_index', schema = 'vault';
  end if;
  delete from vault.blind_index b where b.ctid = any (array(select d.ctid from vault.blind_index d where d.key_version < p_version limit p_limit));
  get diagnostics v_count = row_count;
  return v_count;
end $$;
`);
    await db.query(`
do $$ declare f regprocedure; begin
  grant create on schema vault to handrail_definer;
  foreach f in array array['vault.keyring_state()'::regprocedure, 'vault.note_keyring(uuid,bigint,bytea,integer[])'::regprocedure, 'vault.close_epoch(integer)'::regprocedure,
      'vault.people_by_key()'::regprocedure, 'vault.people_to_wrap(integer,integer)'::regprocedure, 'vault.wrap_again(jsonb)'::regprocedure,
      'vault.people_to_index(smallint,integer)'::regprocedure, 'vault.index_again(uuid,smallint,bytea,jsonb)'::regprocedure, 'vault.drop_tokens(smallint,integer)'::regprocedure] loop
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to handrail_keeper', f);
    execute format('alter function %s owner to handrail_definer', f);
  end loop;
  revoke create on schema vault from handrail_definer;
end $$;
grant execute on function vault.keyring_state() to handrail_api;
-- The owner migrates, and notes the keyring then. After the change of owner, which would have taken this grant along.
grant execute on function vault.keyring_state(), vault.note_keyring(uuid, bigint, bytea, integer[]) to current_user;
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger epoch_is_open on vault.person;
drop function vault.drop_tokens, vault.index_again, vault.people_to_index, vault.wrap_again, vault.people_to_wrap, vault.people_by_key, vault.close_epoch,
  vault.note_keyring, vault.keyring_state, vault.guard_epoch;
drop index vault.person_by_epoch, vault.person_by_index_version;
revoke delete on vault.blind_index from handrail_definer;
drop table vault.key_epoch, vault.keyring;
revoke execute on function audit.append(text) from handrail_keeper;
revoke usage on schema vault, audit from handrail_keeper;
`);
  }
}
