import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notes of a client and the key under which a house seals what it writes of them: a key per client and house, so that being forgotten destroys it (ADR 0048). */
export class Notes1700000000026 implements MigrationInterface {
  name = 'Notes1700000000026';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLES);
    await db.query(POLICIES);
    await db.query(KEYS_FOLLOW);
    await db.query(FORGETTING);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger whoever_is_forgotten_is_written_of_no_more on care.client_code;
drop function care.forget_writing, care.writing_key_for;
drop table care.note;
drop table care.writing_key;
drop function care.actor_supervises;
`);
  }
}

const TABLES = `
-- Whether whoever acts is one of those whom the pack lets read the counselling notes of others; set by the service that asked the pack.
create function care.actor_supervises() returns boolean language sql stable
  return coalesce(current_setting('app.supervises', true), '') = 'yes';
grant execute on function care.actor_supervises() to handrail_api, handrail_worker, handrail_definer, current_user;

create table care.writing_key (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references care.client on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  epoch integer not null,
  wrapped_key bytea,
  made_at timestamptz not null default clock_timestamp(),
  destroyed_at timestamptz,
  constraint a_destroyed_key_is_gone check ((destroyed_at is null) = (wrapped_key is not null)),
  constraint writing_key_is_named_with_its_house unique (id, organisation_id, client_id)
);
create unique index one_writing_key_per_client_and_house on care.writing_key (organisation_id, client_id) where destroyed_at is null;
create index writing_key_by_epoch on care.writing_key (epoch, id) where wrapped_key is not null;
comment on table care.writing_key is 'The data key under which one house seals what it writes of one client, wrapped under the key of an epoch. Being forgotten there destroys it: what is left of the writing, here and in a backup whose epoch is over, opens for nobody.';

create table care.note (
  id uuid primary key,
  first_id uuid not null,
  version integer not null constraint note_versions_begin_at_one check (version >= 1),
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null references care.organisation on delete restrict,
  spell_id uuid references care.stage_spell on delete restrict,
  kind text not null constraint note_kind_is_listed check (kind in ('progress','round','shift','telephone','visit','conference','counselling')),
  category text not null constraint note_category_is_listed check (category in ('treatment','plan','social','employment','counselling_notes')),
  language text not null constraint note_language_is_known check (language in ('en','ru','ar')),
  key_id uuid not null,
  words bytea,
  author_id uuid not null,
  written_at timestamptz not null,
  signed_at timestamptz not null default clock_timestamp(),
  voided_at timestamptz,
  voided_by uuid,
  void_reason bytea,
  constraint note_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint note_is_sealed_under_the_key_of_its_house foreign key (key_id, organisation_id, client_id) references care.writing_key (id, organisation_id, client_id) on delete restrict,
  constraint note_version_is_written_once unique (first_id, version),
  constraint note_begins_with_itself check ((version = 1) = (first_id = id)),
  constraint note_amends_one_that_is_there foreign key (first_id) references care.note (id) on delete restrict deferrable initially deferred,
  constraint counselling_stands_apart check ((kind = 'counselling') = (category = 'counselling_notes')),
  constraint note_tells_what_was check (written_at <= signed_at),
  constraint note_is_voided_by_somebody check (num_nulls(voided_at, voided_by) in (0, 2) and (void_reason is null or voided_at is not null))
);
create index notes_of_client on care.note (client_id, signed_at desc, id desc);
create index notes_of_episode on care.note (episode_id);
comment on table care.note is 'What somebody wrote of a client and signed. Amended by another row that keeps the one before (first_id, version); voided with a reason, never deleted. words and void_reason: encrypted under care.writing_key. What is not signed yet is a form that is kept for its author alone (access.kept_form).';
comment on column care.note.written_at is 'When what it tells of happened, as the author says; signed_at is the database''s.';
comment on column care.note.category is 'Under which category of a consent another house reads it: that of the stage it was written in.';

do $$ declare t text; begin
  foreach t in array array['writing_key','note'] loop
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
    execute format('create policy definer_forgets on care.%I to handrail_definer using (true) with check (true)', t);
  end loop;
end $$;
`;

const POLICIES = `
-- A key is read by whoever reads the client; it opens nothing without the keyring, and says nothing.
create policy keys_of_shared_clients on care.writing_key for select to handrail_api using (exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.client_id = writing_key.client_id and a.until_at > now() offset 0));
grant select on care.writing_key to handrail_api;

-- The own part always; the writing of others as far as the client opened it. Counselling notes: the author, those the pack names, and
-- with a consent of its own those the pack names elsewhere; broken glass shows none (domain 05, R-A05).
create policy shared_with_the_episode on care.note for select to handrail_api using (
  (kind <> 'counselling' or author_id = (select care.actor_account()) or (select care.actor_supervises()))
  and exists (select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = note.episode_id and a.until_at > now()
    and ((note.organisation_id = a.organisation_id and (note.kind <> 'counselling' or a.scope <> 'opened'))
      or (case when note.kind = 'counselling' then a.scope = 'full' else a.scope in ('full','opened') end and note.category = any (a.categories) and a.categories_until > now())) offset 0));
create policy written_while_walking_along on care.note for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation()) and author_id = (select care.actor_account()) and exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = note.episode_id
    and a.until_at > now() and a.scope in ('full','joined') offset 0));
create policy own_writing_changes on care.note for update to handrail_api
  using (organisation_id = (select care.actor_organisation()) and (kind <> 'counselling' or author_id = (select care.actor_account())) and exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = note.episode_id
    and a.until_at > now() and a.scope in ('full','joined') offset 0))
  with check (organisation_id = (select care.actor_organisation()));
grant select on care.note to handrail_api;
grant insert (id, first_id, version, episode_id, client_id, organisation_id, spell_id, kind, category, language, key_id, words, author_id, written_at),
  update (voided_at, voided_by, void_reason) on care.note to handrail_api;
`;

/** Keys of writing are wrapped, and follow a rotation, like keys of persons (0014). */
const KEYS_FOLLOW = `
create trigger epoch_is_open before insert or update of epoch, wrapped_key on care.writing_key for each row execute function vault.guard_epoch();
grant select, insert, update (epoch, wrapped_key, destroyed_at) on care.writing_key to handrail_definer;

-- The key under which the acting house writes of a client it walks with, made of what is offered where there is none yet. Holds the
-- code until the end of the transaction: whoever writes comes before an erasure, or finds a tombstone here and no row.
create function care.writing_key_for(p_client uuid, p_epoch integer, p_wrapped_key bytea) returns table (id uuid, epoch integer, wrapped_key bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_organisation uuid := care.actor_organisation(); begin
  if care.actor_account() is null or not exists (select from care.episode_access a where a.organisation_id = v_organisation and a.client_id = p_client
      and a.until_at > now() and a.scope in ('full','joined')) then
    raise exception 'only a house that walks with a client writes of them' using errcode = 'insufficient_privilege';
  end if;
  perform 1 from care.client_code k where k.organisation_id = v_organisation and k.client_id = p_client and k.erased_at is null for key share;
  if not found then return; end if;
  insert into care.writing_key (client_id, organisation_id, epoch, wrapped_key) values (p_client, v_organisation, p_epoch, p_wrapped_key)
    on conflict (organisation_id, client_id) where destroyed_at is null do nothing;
  return query select w.id, w.epoch, w.wrapped_key from care.writing_key w
    where w.organisation_id = v_organisation and w.client_id = p_client and w.destroyed_at is null;
end $$;
`;

const FORGETTING = `
-- A house forgets who somebody is: the key of what it wrote goes, and the sealed words with it. What stays says that there was a note.
create function care.forget_writing() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.writing_key w set wrapped_key = null, destroyed_at = clock_timestamp()
   where w.organisation_id = new.organisation_id and w.client_id = new.client_id and w.destroyed_at is null;
  update care.note n set words = null, void_reason = null where n.organisation_id = new.organisation_id and n.client_id = new.client_id;
  return null;
end $$;
grant select, update (words, void_reason) on care.note to handrail_definer;
create trigger whoever_is_forgotten_is_written_of_no_more after update of erased_at on care.client_code for each row
  when (old.erased_at is null and new.erased_at is not null) execute function care.forget_writing();
revoke execute on function care.forget_writing(), care.writing_key_for(uuid, integer, bytea) from public;
grant create on schema care to handrail_definer;
alter function care.forget_writing() owner to handrail_definer;
alter function care.writing_key_for(uuid, integer, bytea) owner to handrail_definer;
grant execute on function care.writing_key_for(uuid, integer, bytea) to handrail_api;
revoke create on schema care from handrail_definer;
`;
