import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Schemas, the actor of a transaction, and the network of organisations. */
export class Network1700000000001 implements MigrationInterface {
  name = 'Network1700000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
create extension if not exists btree_gist;

create schema care;   comment on schema care is 'Pseudonymous case data: a person is only ever a code here.';
create schema access; comment on schema access is 'Accounts, sessions and keys of staff and machines.';
create schema vault;  comment on schema vault is 'Who a person is: encrypted, written through a definer function, read by its own login.';
create schema audit;  comment on schema audit is 'Events, claims, leaves and signed checkpoints of the Merkle log.';
create schema bus;    comment on schema bus is 'Outbox, inbox and idempotency: the truth behind the queue.';

revoke all on schema public from public;
alter default privileges revoke execute on functions from public;

grant usage on schema care to handrail_api, handrail_worker, handrail_vault, handrail_report, handrail_definer;
grant usage on schema access to handrail_api, handrail_definer;
grant usage on schema vault to handrail_api, handrail_vault, handrail_definer;
grant usage on schema audit to handrail_api, handrail_worker, handrail_vault, handrail_sealer, handrail_definer;
grant usage on schema bus to handrail_api, handrail_worker, handrail_definer;

-- Who asks: set by the door for one transaction. Empty or missing denies, because NULL equals nothing.
create function care.actor_organisation() returns uuid language sql stable
  return nullif(current_setting('app.organisation', true), '')::uuid;
create function care.actor_account() returns uuid language sql stable
  return nullif(current_setting('app.account', true), '')::uuid;
-- The client in their own window: they act for no organisation, so every policy shows them nothing.
create function care.actor_client() returns uuid language sql stable
  return nullif(current_setting('app.client_id', true), '')::uuid;
grant execute on function care.actor_organisation(), care.actor_account(), care.actor_client()
  to handrail_api, handrail_worker, handrail_vault, handrail_sealer, handrail_report, handrail_definer, current_user;

create table care.legal_entity (
  id uuid primary key default uuidv7(),
  code text not null constraint legal_entity_code_is_unique unique,
  names jsonb not null constraint legal_entity_is_named_in_three_languages check (names ?& array['en','ru','ar'])
);
comment on table care.legal_entity is 'The body in law: one fund may run many centres, each an organisation of its own.';

create table care.organisation (
  id uuid primary key default uuidv7(),
  legal_entity_id uuid not null references care.legal_entity on delete restrict,
  code text not null constraint organisation_code_is_unique unique
    constraint organisation_code_is_short check (code ~ '^[A-Z0-9][A-Z0-9-]{1,39}$'),
  names jsonb not null constraint organisation_is_named_in_three_languages check (names ?& array['en','ru','ar']),
  jurisdiction text not null,
  time_zone text not null,
  stages text[] not null default '{}'
    constraint organisation_stages_are_stages check (stages <@ array['contact','assessment','treatment','rehabilitation','reintegration','employment','follow_up']),
  kind text not null default 'care' constraint organisation_kind_is_listed check (kind in ('care','lender','employer','trainer')),
  endpoint text,
  coordinates boolean not null default false,
  closed_at timestamptz
);
comment on table care.organisation is 'Holds custody, inbox, client codes and access.';
comment on column care.organisation.kind is 'A house of care, or a partner outside it, who sees tokens of eligibility and nothing else.';
comment on column care.organisation.endpoint is 'Address of another deployment, for federation; null: the organisation works here.';
comment on column care.organisation.coordinates is 'The coordination office of its jurisdiction: it sees envelope, custody and clocks of handoffs, and no client.';

create table care.standing (
  organisation_id uuid not null references care.organisation on delete restrict,
  kind text not null constraint standing_kind_is_listed check (kind in ('registration','licence')),
  number text not null constraint standing_has_a_number check (number ~ '\\S'),
  valid daterange not null,
  constraint standing_of_one_kind_does_not_overlap primary key (organisation_id, kind, valid without overlaps)
);
comment on table care.standing is 'Registration and licence of an organisation, each for the days it is valid; nobody is sent to one without.';

create table care.unit (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references care.organisation on delete restrict,
  code text not null,
  names jsonb not null constraint unit_is_named_in_three_languages check (names ?& array['en','ru','ar']),
  constraint unit_code_is_unique_in_organisation unique (organisation_id, code)
);
comment on table care.unit is 'Ward, workshop or team.';

create table care.site (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references care.organisation on delete restrict,
  code text not null,
  names jsonb not null constraint site_is_named_in_three_languages check (names ?& array['en','ru','ar']),
  time_zone text not null,
  is_main boolean not null default false,
  weekend_days smallint[]
    constraint site_weekend_is_made_of_weekdays check (1 <= all (weekend_days) and 7 >= all (weekend_days))
    constraint site_weekend_leaves_a_working_day check (not weekend_days @> '{1,2,3,4,5,6,7}'),
  opens text constraint site_opens_at_a_time check (opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  closes text constraint site_closes_at_a_time check (closes ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  version integer not null default 1,
  constraint site_closes_after_it_opens check ((opens is null) = (closes is null) and opens < closes),
  constraint site_code_is_unique_in_organisation unique (organisation_id, code),
  constraint site_is_of_its_organisation unique (organisation_id, id)
);
create unique index one_main_site_per_organisation on care.site (organisation_id) where is_main;
comment on table care.site is 'An address, with the time zone and the working calendar its clocks run in.';
comment on column care.site.is_main is 'The clocks of a handoff run in the calendar of the main site of whoever must act.';
comment on column care.site.weekend_days is 'Monday is 1, Sunday is 7; null: the weekend of the jurisdiction.';
comment on column care.site.opens is 'Local time HH:MM, together with closes; null: the working hours of the jurisdiction.';

create table care.duty (
  organisation_id uuid not null,
  site_id uuid not null,
  level text not null constraint duty_level_is_listed check (level in ('duty','manager')),
  role text not null constraint duty_is_of_a_role check (role ~ '^[a-z_]+$'),
  round_the_clock boolean not null,
  primary key (site_id, level),
  constraint duty_is_at_a_site_of_the_organisation foreign key (organisation_id, site_id)
    references care.site (organisation_id, id) on delete restrict
);
comment on table care.duty is 'Which role answers at a site, and which role manages it: whom the clocks of a handoff remind and then tell.';
comment on column care.duty.round_the_clock is 'Somebody is there day and night; otherwise an urgent request may wait until the site opens, and its sender is warned.';

do $$ declare t text; begin
  foreach t in array array['legal_entity','organisation','standing','unit','site','duty'] loop
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
    -- The network is public among its members; only the migrator writes it (seed, later: network administration).
    execute format('create policy network_is_known on care.%I for select to handrail_api, handrail_worker, handrail_definer, handrail_report using (true)', t);
    execute format('create policy migrator_keeps_the_network on care.%I to current_user using (true) with check (true)', t);
    execute format('grant select on care.%I to handrail_api, handrail_worker, handrail_definer, handrail_report', t);
  end loop;
end $$;
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop table care.duty, care.site, care.unit, care.standing, care.organisation, care.legal_entity;
drop function care.actor_client(), care.actor_account(), care.actor_organisation();
drop schema bus, audit, vault, access, care;
alter default privileges grant execute on functions to public;
`);
  }
}
