import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What makes the screens safe to work with: kept forms, saved views, how somebody likes the screens, and hints of change. */
export class Desk1700000000012 implements MigrationInterface {
  name = 'Desk1700000000012';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
create table access.kept_form (
  account_id uuid not null references access.account on delete restrict,
  form text not null constraint kept_form_has_a_known_shape
    check (form ~ '^((client|handoff)/[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}/)?[a-z][a-z0-9-]{1,39}$'),
  client_id uuid references care.client on delete restrict,
  handoff_id uuid references care.handoff on delete restrict,
  sealed bytea not null constraint kept_form_is_of_bounded_size check (octet_length(sealed) <= 65600),
  version integer,
  kept_at timestamptz not null default clock_timestamp(),
  primary key (account_id, form),
  constraint kept_form_is_about_one_thing check (client_id is null or handoff_id is null)
);
comment on table access.kept_form is 'What somebody was writing when the page went away. sealed: the values, encrypted for this account and this form, because a draft may hold a name; nobody but the author gets them back (ADR 0030).';
create index kept_form_by_age on access.kept_form (kept_at);

create table access.saved_view (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references care.organisation on delete restrict,
  account_id uuid not null references access.account on delete restrict,
  screen text not null constraint saved_view_is_of_a_screen check (screen ~ '^[a-z][a-z-]{0,39}$'),
  title text not null constraint saved_view_has_a_title check (title ~ '\\S' and length(title) <= 60),
  search jsonb not null constraint saved_view_search_is_an_object check (jsonb_typeof(search) = 'object'),
  shared boolean not null,
  created_at timestamptz not null default clock_timestamp()
);
comment on table access.saved_view is 'A list with its filters under a name: codes and dates, nothing about a person. shared: the whole organisation has it.';
create unique index one_saved_view_per_title on access.saved_view (account_id, screen, lower(title));
create index saved_view_of_organisation on access.saved_view (organisation_id, screen);

create table access.list_export (
  id uuid primary key,
  organisation_id uuid not null references care.organisation on delete restrict,
  account_id uuid not null,
  list text not null constraint exported_list_is_known
    check (list in ('work','handoffs','clients','ward','arrivals','absent','exceptions','staff','audit')),
  reason text not null constraint export_reason_is_listed
    check (reason in ('shift_handover','supervision','statistics','audit','request_of_client','other')),
  note text,
  row_count integer not null constraint export_has_some_rows check (row_count >= 0),
  exported_at timestamptz not null default clock_timestamp(),
  constraint export_for_another_reason_says_which check (reason <> 'other' or note ~ '\\S')
);
create index list_exports_of_organisation on access.list_export (organisation_id, exported_at desc);
comment on table access.list_export is 'Lists that left as tables: which, by whom, what for, how many rows. Whom they were about is in the audit event that names the row; words of people stay out of that log (ADR 0032).';

alter table access.account
  add column theme text not null default 'system' constraint account_theme_is_known check (theme in ('system','light','dark','contrast')),
  add column shortcuts boolean not null default true,
  add column hijri boolean not null default false;
grant select (theme, shortcuts, hijri) on access.account to handrail_api;
grant update (theme, shortcuts, hijri) on access.account to handrail_definer;

do $$ declare t text; begin
  foreach t in array array['kept_form','saved_view','list_export'] loop
    execute format('alter table access.%I enable row level security', t);
    execute format('alter table access.%I force row level security', t);
  end loop;
end $$;

-- What is kept about a client or a handoff is its author's as long as the client or the handoff is still shared with them.
create policy own_forms on access.kept_form to handrail_api
  using (account_id = (select care.actor_account())
    and (client_id is null or exists (select from care.episode_access a
      where a.organisation_id = (select care.actor_organisation()) and a.client_id = kept_form.client_id and a.until_at > now() offset 0))
    and (handoff_id is null or exists (select from care.handoff h where h.id = kept_form.handoff_id offset 0)))
  with check (account_id = (select care.actor_account())
    and (client_id is null or exists (select from care.episode_access a
      where a.organisation_id = (select care.actor_organisation()) and a.client_id = kept_form.client_id and a.until_at > now() offset 0))
    and (handoff_id is null or exists (select from care.handoff h where h.id = kept_form.handoff_id offset 0)));
grant select, insert (account_id, form, client_id, handoff_id, sealed, version), update (sealed, version, kept_at), delete on access.kept_form to handrail_api;
create policy worker_forgets on access.kept_form to handrail_worker using (kept_at < now() - interval '7 days');
grant usage on schema access to handrail_worker;
grant select (account_id, form, kept_at), delete on access.kept_form to handrail_worker;

create policy views_are_shared on access.saved_view for select to handrail_api
  using (organisation_id = (select care.actor_organisation()) and (shared or account_id = (select care.actor_account())));
create policy own_views on access.saved_view for insert to handrail_api
  with check (organisation_id = (select care.actor_organisation()) and account_id = (select care.actor_account()));
-- What somebody shared and left behind is cleared away by their colleagues.
create policy own_views_end on access.saved_view for delete to handrail_api
  using (organisation_id = (select care.actor_organisation()) and (account_id = (select care.actor_account())
    or exists (select from access.account a where a.id = saved_view.account_id and a.disabled_at is not null offset 0)));
grant select, insert (organisation_id, account_id, screen, title, search, shared), delete on access.saved_view to handrail_api;

create policy house_knows_what_left on access.list_export for select to handrail_api using (organisation_id = (select care.actor_organisation()));
create policy own_exports on access.list_export for insert to handrail_api
  with check (organisation_id = (select care.actor_organisation()) and account_id = (select care.actor_account()));
grant select, insert (id, organisation_id, account_id, list, reason, note, row_count) on access.list_export to handrail_api;

create function access.set_preferences(p_theme text, p_shortcuts boolean, p_hijri boolean)
returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update access.account set theme = p_theme, shortcuts = p_shortcuts, hijri = p_hijri where id = care.actor_account()
$$;

-- The session of a token, without the touch of resolve_session: what a page asks by itself keeps nobody signed in.
create function access.look_at_session(p_token_sha256 bytea, p_idle interval)
returns table (session_id uuid, account_id uuid, organisation_id uuid, login text, display_name text, roles text[], language text, expires_at timestamptz, organisation_kind text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.id, a.id, a.organisation_id, a.login, a.display_name, a.roles, a.language, s.expires_at, o.kind
  from access.session s
  join access.account a on a.id = s.account_id and a.disabled_at is null
  join care.organisation o on o.id = a.organisation_id and o.closed_at is null
  where s.token_sha256 = p_token_sha256 and s.ended_at is null
    and s.expires_at > clock_timestamp() and s.last_seen_at > clock_timestamp() - p_idle
$$;

-- Which of these sessions still live, without touching them.
create function access.live_sessions(p_sessions uuid[], p_idle interval)
returns table (session_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.id from access.session s
  join access.account a on a.id = s.account_id and a.disabled_at is null
  join care.organisation o on o.id = a.organisation_id and o.closed_at is null
  where s.id = any (p_sessions) and s.ended_at is null
    and s.expires_at > clock_timestamp() and s.last_seen_at > clock_timestamp() - p_idle
$$;

do $$ declare f regprocedure; begin
  grant create on schema access to handrail_definer;
  foreach f in array array['access.set_preferences(text,boolean,boolean)','access.look_at_session(bytea,interval)','access.live_sessions(uuid[],interval)']::regprocedure[] loop
    execute format('alter function %s owner to handrail_definer', f);
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to handrail_api', f);
  end loop;
  revoke create on schema access from handrail_definer;
end $$;

-- Hints. A change gathers, in a setting of its transaction, which organisations it concerns and under which topic; the door
-- reads it with the commit and rings outside the transaction (ADR 0008, 0031). A line is "organisation topic [reference]".
create function bus.hint_organisation() returns trigger language plpgsql as $$
declare v_hints text := coalesce(nullif(current_setting('app.hints', true), ''), ';');
  v_line text := coalesce(new.organisation_id, old.organisation_id)::text || ' ' || tg_argv[0]; begin
  if position(';' || v_line || ';' in v_hints) = 0 then
    perform set_config('app.hints', v_hints || v_line || ';', true);
  end if;
  return null;
end $$;
comment on function bus.hint_organisation() is 'For any table with organisation_id; the argument is the topic.';

-- A draft, and information that was given, are the sender's alone. Where very many handoffs change at once, the reference is left out.
create function bus.hint_handoff() returns trigger language plpgsql as $$
declare v_hints text := coalesce(nullif(current_setting('app.hints', true), ''), ';'); v_organisation uuid; v_line text; begin
  foreach v_organisation in array case when new.requested_at is null or new.kind = 'information_only'
      then array[new.sender_organisation_id] else array[new.sender_organisation_id, new.receiver_organisation_id] end loop
    v_line := v_organisation::text || ' handoff' || case when length(v_hints) < 4000 then ' ' || new.reference else '' end;
    if position(';' || v_line || ';' in v_hints) = 0 then
      v_hints := v_hints || v_line || ';';
      perform set_config('app.hints', v_hints, true);
    end if;
  end loop;
  return null;
end $$;

create trigger hints_of_work after insert or update on care.work_item for each row execute function bus.hint_organisation('work');
create trigger hints_of_handoffs after insert or update on care.handoff for each row execute function bus.hint_handoff();
create trigger hints_of_contacts after insert on care.handoff_contact for each row execute function bus.hint_organisation('handoff');
create trigger hints_of_custody after insert or update on care.custody for each row execute function bus.hint_organisation('client');
create trigger hints_of_spells after insert or update on care.stage_spell for each row execute function bus.hint_organisation('client');
create trigger hints_of_screens after insert on care.safety_screen for each row execute function bus.hint_organisation('client');
create trigger hints_of_treatment after insert or update on care.treatment for each row execute function bus.hint_organisation('client');
create trigger hints_of_rehabilitation after insert or update on care.rehabilitation for each row execute function bus.hint_organisation('client');
create trigger hints_of_reintegration after insert or update on care.reintegration for each row execute function bus.hint_organisation('client');
create trigger hints_of_employment after insert or update on care.employment for each row execute function bus.hint_organisation('client');
create trigger hints_of_places after insert or update on care.capacity for each row execute function bus.hint_organisation('house');
create trigger hints_of_sites after insert or update on care.site for each row execute function bus.hint_organisation('house');
create trigger hints_of_duty after insert or update or delete on care.duty for each row execute function bus.hint_organisation('house');
create trigger hints_of_turns after insert or update on care.duty_turn for each row execute function bus.hint_organisation('house');
create trigger hints_of_reviews after insert or update on care.review for each row execute function bus.hint_organisation('house');
create trigger hints_of_findings after update on care.review_item for each row execute function bus.hint_organisation('house');
create trigger hints_of_staff after insert or update of display_name, roles, disabled_at on access.account for each row execute function bus.hint_organisation('house');
create trigger hints_of_rights after update of roles, disabled_at on access.account for each row execute function bus.hint_organisation('session');
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger hints_of_rights on access.account;
drop trigger hints_of_staff on access.account;
drop trigger hints_of_findings on care.review_item;
drop trigger hints_of_reviews on care.review;
drop trigger hints_of_turns on care.duty_turn;
drop trigger hints_of_duty on care.duty;
drop trigger hints_of_sites on care.site;
drop trigger hints_of_places on care.capacity;
drop trigger hints_of_employment on care.employment;
drop trigger hints_of_reintegration on care.reintegration;
drop trigger hints_of_rehabilitation on care.rehabilitation;
drop trigger hints_of_treatment on care.treatment;
drop trigger hints_of_screens on care.safety_screen;
drop trigger hints_of_spells on care.stage_spell;
drop trigger hints_of_custody on care.custody;
drop trigger hints_of_contacts on care.handoff_contact;
drop trigger hints_of_handoffs on care.handoff;
drop trigger hints_of_work on care.work_item;
drop function bus.hint_handoff, bus.hint_organisation;
drop function access.live_sessions, access.look_at_session, access.set_preferences;
alter table access.account drop column hijri, drop column shortcuts, drop column theme;
drop table access.list_export, access.saved_view, access.kept_form;
revoke usage on schema access from handrail_worker;
`);
  }
}
