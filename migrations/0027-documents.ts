import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Documents that a house keeps of a client, and letters it gives out with a code by which anybody may ask whether one stands (ADR 0051). */
export class Documents1700000000027 implements MigrationInterface {
  name = 'Documents1700000000027';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLES);
    await db.query(POLICIES);
    await db.query(FUNCTIONS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger whoever_is_forgotten_leaves_no_papers on care.client_code;
drop function care.forget_documents, care.letter_by_code;
drop table care.letter, care.document;
`);
  }
}

const TABLES = `
create table care.document (
  id uuid primary key,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null references care.organisation on delete restrict,
  kind text not null constraint document_kind_is_listed check (kind in ('report','result','prescription','agreement','identity_document','court_paper','certificate','picture','other')),
  category text not null constraint document_category_is_listed check (category in ('treatment','diagnosis','plan','social','employment','identity','bbv','pregnancy','legal_status')),
  media_type text not null constraint document_type_is_listed check (media_type in ('application/pdf','image/png','image/jpeg','text/plain')),
  bytes integer not null constraint document_is_of_a_size check (bytes between 1 and 2097152),
  dated_on date,
  key_id uuid not null,
  title bytea,
  content bytea,
  kept_by uuid not null,
  kept_at timestamptz not null default clock_timestamp(),
  version integer not null default 1,
  voided_at timestamptz,
  voided_by uuid,
  void_reason bytea,
  constraint document_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint document_is_sealed_under_the_key_of_its_house foreign key (key_id, organisation_id, client_id) references care.writing_key (id, organisation_id, client_id) on delete restrict,
  constraint document_is_voided_by_somebody check (num_nulls(voided_at, voided_by) in (0, 2) and (void_reason is null or voided_at is not null))
);
create index documents_of_client on care.document (client_id, kept_at desc, id desc);
create index documents_of_episode on care.document (episode_id);
comment on table care.document is 'A file in the record of a client, checked by its bytes and never changed; voided with a reason, never deleted. title, content and void_reason: encrypted under care.writing_key. The name of the file is not kept.';
comment on column care.document.category is 'Under which category of a consent another house reads it.';

create table care.letter (
  id uuid primary key,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null references care.organisation on delete restrict,
  kind text not null constraint letter_kind_is_listed check (kind in ('referral_letter','discharge_summary','attendance')),
  language text not null constraint letter_language_is_known check (language in ('en','ru','ar')),
  code text constraint letter_code_is_given_once unique,
  consent_id uuid references care.consent on delete restrict,
  key_id uuid not null,
  content bytea,
  given_by uuid not null,
  given_at timestamptz not null default clock_timestamp(),
  given_on date not null,
  version integer not null default 1,
  revoked_at timestamptz,
  revoked_by uuid,
  revoke_reason text constraint letter_revoke_reason_is_listed check (revoke_reason in ('wrong_client','wrong_content','replaced','client_wish')),
  constraint letter_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint letter_is_sealed_under_the_key_of_its_house foreign key (key_id, organisation_id, client_id) references care.writing_key (id, organisation_id, client_id) on delete restrict,
  constraint attendance_goes_into_the_own_hand check (kind <> 'attendance' or consent_id is null),
  constraint letter_is_revoked_by_somebody check (num_nulls(revoked_at, revoked_by, revoke_reason) in (0, 3))
);
create index letters_of_client on care.letter (client_id, given_at desc, id desc);
create index letters_of_episode on care.letter (episode_id);
create index letters_under_consent on care.letter (consent_id) where consent_id is not null;
comment on table care.letter is 'A letter that left, byte for byte (content: encrypted under care.writing_key), and the code by which anybody may ask whether it stands. Revoked with a reason, never deleted. With the client who is forgotten go content and code.';

do $$ declare t text; begin
  foreach t in array array['document','letter'] loop
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
    execute format('create policy definer_forgets on care.%I to handrail_definer using (true) with check (true)', t);
  end loop;
end $$;
`;

const POLICIES = `
-- The own part always; what others keep as far as the client opened its category.
create policy shared_with_the_episode on care.document for select to handrail_api using (exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = document.episode_id and a.until_at > now()
    and (document.organisation_id = a.organisation_id
      or (a.scope in ('full','opened') and document.category = any (a.categories) and a.categories_until > now())) offset 0));
-- A letter is read again by the house that gave it out; whoever received it has it.
create policy own_letters on care.letter for select to handrail_api using (organisation_id = (select care.actor_organisation()) and exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = letter.episode_id and a.until_at > now() offset 0));
create policy kept_while_walking_along on care.document for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation()) and kept_by = (select care.actor_account()) and exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = document.episode_id
    and a.until_at > now() and a.scope in ('full','joined') offset 0));
create policy given_while_walking_along on care.letter for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation()) and given_by = (select care.actor_account()) and exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = letter.episode_id
    and a.until_at > now() offset 0));
create policy own_papers_change on care.document for update to handrail_api
  using (organisation_id = (select care.actor_organisation()) and exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = document.episode_id
    and a.until_at > now() and a.scope in ('full','joined') offset 0))
  with check (organisation_id = (select care.actor_organisation()));
-- A letter that is wrong is revoked later too: whoever gave it out answers for it as long as they read the record.
create policy own_letters_change on care.letter for update to handrail_api
  using (organisation_id = (select care.actor_organisation()) and exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = letter.episode_id and a.until_at > now() offset 0))
  with check (organisation_id = (select care.actor_organisation()));
grant select on care.document, care.letter to handrail_api;
grant insert (id, episode_id, client_id, organisation_id, kind, category, media_type, bytes, dated_on, key_id, title, content, kept_by),
  update (version, voided_at, voided_by, void_reason) on care.document to handrail_api;
grant insert (id, episode_id, client_id, organisation_id, kind, language, code, consent_id, key_id, content, given_by, given_on),
  update (version, revoked_at, revoked_by, revoke_reason) on care.letter to handrail_api;
`;

const FUNCTIONS = `
-- What anybody is told of a letter: never of whom it is, and never by which house.
create function care.letter_by_code(p_code text) returns table (kind text, given_on date, stands boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select l.kind, l.given_on, l.revoked_at is null from care.letter l where l.code = p_code;
end $$;

-- A house forgets who somebody is: the sealed content of its documents and letters goes, and the codes by which letters were asked about.
create function care.forget_documents() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.document d set title = null, content = null, void_reason = null where d.organisation_id = new.organisation_id and d.client_id = new.client_id;
  update care.letter l set content = null, code = null where l.organisation_id = new.organisation_id and l.client_id = new.client_id;
  return null;
end $$;
grant select, update (title, content, void_reason) on care.document to handrail_definer;
grant select, update (content, code) on care.letter to handrail_definer;
create trigger whoever_is_forgotten_leaves_no_papers after update of erased_at on care.client_code for each row
  when (old.erased_at is null and new.erased_at is not null) execute function care.forget_documents();
revoke execute on function care.forget_documents(), care.letter_by_code(text) from public;
grant create on schema care to handrail_definer;
alter function care.forget_documents() owner to handrail_definer;
alter function care.letter_by_code(text) owner to handrail_definer;
grant execute on function care.letter_by_code(text) to handrail_api;
revoke create on schema care from handrail_definer;
`;
