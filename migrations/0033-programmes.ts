import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Programmes of rehabilitation: phases, leaves, work as therapy, peers, relapses, incidents with a fair procedure (ADR 0055). */
export class Programmes1700000000033 implements MigrationInterface {
  name = 'Programmes1700000000033';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLES);
    await db.query(ABOUT_CLIENTS);
    await db.query(POLICIES);
    await db.query(FORGETTING);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger whoever_is_forgotten_has_no_incidents on care.client_code;
drop function care.forget_incidents;
drop table care.incident, care.relapse, care.peer_support, care.therapy_work, care.therapy_work_consent, care.home_leave, care.phase_step, care.enrolment, care.programme_phase, care.programme;
`);
  }
}

const TABLES = `
create table care.programme (
  id uuid primary key,
  version integer not null default 1,
  organisation_id uuid not null references care.organisation on delete restrict,
  kind text not null constraint programme_kind_is_listed check (kind in ('residential_short','residential_long','therapeutic_community','day','outpatient')),
  title text not null constraint programme_has_a_title check (length(btrim(title)) > 0),
  added_by uuid not null,
  added_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  closed_by uuid,
  constraint programme_is_of_its_organisation unique (organisation_id, id),
  constraint programme_is_closed_by_somebody check ((closed_at is null) = (closed_by is null))
);
create unique index programme_title_is_unique_in_its_house on care.programme (organisation_id, lower(btrim(title))) where closed_at is null;
comment on table care.programme is 'A programme of rehabilitation of a house. Never changed: it is closed, and another is written; whoever follows it goes on.';

create table care.programme_phase (
  programme_id uuid not null,
  organisation_id uuid not null,
  place smallint not null constraint phases_are_few check (place between 1 and 12),
  title text not null constraint phase_has_a_title check (length(btrim(title)) > 0),
  days smallint not null constraint phase_lasts_some_days check (days between 1 and 730),
  primary key (programme_id, place),
  constraint phase_is_of_its_programme foreign key (organisation_id, programme_id) references care.programme (organisation_id, id) on delete restrict
);
comment on table care.programme_phase is 'The phases of a programme in the order in which they are walked. days: what is expected, not what is granted.';
`;

const ABOUT_CLIENTS = `
create table care.enrolment (
  id uuid primary key,
  version integer not null default 1,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null,
  programme_id uuid not null,
  spell_id uuid not null references care.stage_spell on delete restrict,
  phase smallint not null default 1,
  began_at timestamptz not null default clock_timestamp(),
  began_by uuid not null,
  ended_at timestamptz,
  ended_by uuid,
  ending text constraint programme_end_is_listed check (ending in ('completed','moved_on','left','ended_by_house')),
  constraint enrolment_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint enrolment_is_in_a_programme_of_the_house foreign key (organisation_id, programme_id) references care.programme (organisation_id, id) on delete restrict,
  constraint enrolment_is_in_a_phase foreign key (programme_id, phase) references care.programme_phase (programme_id, place) on delete restrict,
  constraint enrolment_is_named_with_its_client unique (id, episode_id, client_id, organisation_id),
  constraint enrolment_ends_by_somebody_somehow check (num_nulls(ended_at, ended_by, ending) in (0, 3))
);
create unique index one_programme_at_a_time on care.enrolment (organisation_id, episode_id) where ended_at is null;
create index enrolments_of_episode on care.enrolment (episode_id);
create index enrolments_of_client on care.enrolment (client_id);
create index enrolments_of_spell on care.enrolment (spell_id);
create index enrolments_of_programme on care.enrolment (organisation_id, programme_id);
create index enrolments_of_phase on care.enrolment (programme_id, phase);
comment on table care.enrolment is 'Who follows which programme, in which phase, within a stage of rehabilitation.';

create table care.phase_step (
  id uuid primary key,
  enrolment_id uuid not null,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null,
  from_phase smallint not null,
  to_phase smallint not null,
  reason text not null constraint phase_reason_is_listed check (reason in ('goals_met','needs_more_time','needs_more_support','clients_wish','after_relapse')),
  at timestamptz not null default clock_timestamp(),
  decided_by uuid not null,
  constraint step_is_of_its_enrolment foreign key (enrolment_id, episode_id, client_id, organisation_id) references care.enrolment (id, episode_id, client_id, organisation_id) on delete restrict,
  constraint step_goes_on_by_one_or_back check (to_phase <> from_phase and to_phase <= from_phase + 1)
);
create index steps_of_enrolment on care.phase_step (enrolment_id, at);
create index steps_of_episode on care.phase_step (episode_id);
create index steps_of_client on care.phase_step (client_id);

create table care.home_leave (
  id uuid primary key,
  version integer not null default 1,
  enrolment_id uuid not null,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null,
  kind text not null constraint leave_kind_is_listed check (kind in ('day','overnight','family','medical','work')),
  from_at timestamptz not null,
  until_at timestamptz not null,
  planned_by uuid not null,
  ended_at timestamptz,
  ended_by uuid,
  outcome text constraint leave_return_is_listed check (outcome in ('in_time','late','not_back')),
  constraint leave_is_of_its_enrolment foreign key (enrolment_id, episode_id, client_id, organisation_id) references care.enrolment (id, episode_id, client_id, organisation_id) on delete restrict,
  constraint leave_ends_after_it_begins check (until_at > from_at),
  constraint leave_is_settled_by_somebody check (num_nulls(ended_at, ended_by, outcome) in (0, 3)),
  constraint one_leave_at_a_time exclude using gist (enrolment_id with =, tstzrange(from_at, coalesce(ended_at, until_at)) with &&) where (outcome is distinct from 'in_time')
);
create index leaves_of_enrolment on care.home_leave (enrolment_id, from_at);
create index leaves_of_episode on care.home_leave (episode_id);
create index leaves_of_client on care.home_leave (client_id);
comment on table care.home_leave is 'When somebody may be away from a programme and comes back; late is who is not back by then.';

create table care.therapy_work_consent (
  id uuid primary key,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null references care.organisation on delete restrict,
  given_at timestamptz not null default clock_timestamp(),
  recorded_by uuid not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  constraint work_consent_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint work_consent_is_withdrawn_before_somebody check ((withdrawn_at is null) = (withdrawn_by is null))
);
create unique index one_consent_to_work_stands on care.therapy_work_consent (organisation_id, episode_id) where withdrawn_at is null;
create index work_consents_of_episode on care.therapy_work_consent (episode_id);
create index work_consents_of_client on care.therapy_work_consent (client_id);
comment on table care.therapy_work_consent is 'That a client wishes to work as a part of their therapy, and when they did not any more.';

create table care.therapy_work (
  id uuid primary key,
  enrolment_id uuid not null,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null,
  work text not null constraint therapy_work_is_listed check (work in ('kitchen','garden','workshop','laundry','animals','building','office')),
  done_on date not null,
  minutes smallint not null constraint minutes_are_of_a_day check (minutes between 1 and 720),
  recorded_by uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint therapy_work_is_of_its_enrolment foreign key (enrolment_id, episode_id, client_id, organisation_id) references care.enrolment (id, episode_id, client_id, organisation_id) on delete restrict
);
create index work_of_enrolment on care.therapy_work (enrolment_id, done_on);
create index work_of_episode on care.therapy_work (episode_id);
create index work_of_client on care.therapy_work (client_id);
comment on table care.therapy_work is 'Hours of work as therapy, by the day: wished for, within bounds, never in the place of somebody who is paid.';

create table care.peer_support (
  id uuid primary key,
  version integer not null default 1,
  enrolment_id uuid not null,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null,
  account_id uuid not null,
  trained_on date not null,
  from_at timestamptz not null default clock_timestamp(),
  assigned_by uuid not null,
  until_at timestamptz,
  ended_by uuid,
  constraint peer_is_of_its_enrolment foreign key (enrolment_id, episode_id, client_id, organisation_id) references care.enrolment (id, episode_id, client_id, organisation_id) on delete restrict,
  constraint peer_is_a_colleague foreign key (organisation_id, account_id) references access.account (organisation_id, id) on delete restrict,
  constraint peer_support_ends_by_somebody check ((until_at is null) = (ended_by is null))
);
create unique index one_peer_at_a_time on care.peer_support (enrolment_id) where until_at is null;
create index peers_of_episode on care.peer_support (episode_id);
create index peers_of_client on care.peer_support (client_id);
create index peers_of_account on care.peer_support (organisation_id, account_id);

create table care.relapse (
  id uuid primary key,
  enrolment_id uuid not null,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null,
  at timestamptz not null,
  answer text not null constraint relapse_answer_is_listed check (answer in ('stays','steps_up','hospital')),
  kept_until timestamptz not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint relapse_is_of_its_enrolment foreign key (enrolment_id, episode_id, client_id, organisation_id) references care.enrolment (id, episode_id, client_id, organisation_id) on delete restrict
);
create index relapses_of_enrolment on care.relapse (enrolment_id, at);
create index relapses_of_episode on care.relapse (episode_id);
create index relapses_of_client on care.relapse (client_id);
comment on table care.relapse is 'A relapse, without blame: when, what was agreed, and until when the place and the phase are kept.';

create table care.incident (
  id uuid primary key,
  version integer not null default 1,
  enrolment_id uuid not null,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null,
  key_id uuid not null,
  state text not null default 'reported' constraint incident_state_is_listed check (state in ('reported','heard','decided','appealed','closed')),
  kind text not null constraint incident_kind_is_listed check (kind in ('substance_in_house','violence','threat','property','house_rules','belongings_withheld','force_used','humiliation','unpaid_labour')),
  happened_at timestamptz not null,
  words bytea,
  reported_by uuid not null,
  reported_at timestamptz not null default clock_timestamp(),
  heard_words bytea,
  heard_by uuid,
  heard_at timestamptz,
  measure text constraint measure_is_listed check (measure in ('none','talk','apology','repair','closer_support','leave_paused','programme_ended')),
  decision_words bytea,
  decided_by uuid,
  decided_at timestamptz,
  appeal_words bytea,
  appealed_at timestamptz,
  appeal_written_by uuid,
  appeal_outcome text constraint appeal_outcome_is_listed check (appeal_outcome in ('upheld','eased','lifted')),
  settled_by uuid,
  settled_at timestamptz,
  constraint incident_is_of_its_enrolment foreign key (enrolment_id, episode_id, client_id, organisation_id) references care.enrolment (id, episode_id, client_id, organisation_id) on delete restrict,
  constraint incident_is_sealed_under_the_key_of_its_house foreign key (key_id, organisation_id, client_id) references care.writing_key (id, organisation_id, client_id) on delete restrict,
  constraint whoever_reports_does_not_decide check (decided_by <> reported_by),
  constraint a_third_person_settles_an_appeal check (settled_by <> reported_by and settled_by <> decided_by),
  constraint nobody_is_decided_about_unheard check (decided_at is null or heard_at is not null),
  constraint harm_has_no_measure check (case kind when 'belongings_withheld' then true when 'force_used' then true when 'humiliation' then true when 'unpaid_labour' then true else false end is false or measure is null or measure = 'none'),
  constraint incident_stands_where_it_says check (case state when 'reported' then num_nonnulls(heard_at, decided_at, appealed_at, settled_at) = 0
    when 'heard' then heard_at is not null and num_nonnulls(decided_at, appealed_at, settled_at) = 0
    when 'decided' then decided_at is not null and num_nonnulls(appealed_at, settled_at) = 0
    when 'appealed' then appealed_at is not null and settled_at is null
    else settled_at is not null and appeal_outcome is not null end)
);
create index incidents_of_enrolment on care.incident (enrolment_id, reported_at);
create index incidents_of_episode on care.incident (episode_id);
create index incidents_of_client on care.incident (client_id);
comment on table care.incident is 'Something that happened and the fair procedure about it: heard, decided by somebody else, an appeal settled by a third. words, heard_words, decision_words, appeal_words: encrypted under care.writing_key.';
`;

const POLICIES = `
do $$ declare t text; begin
  foreach t in array array['programme','programme_phase'] loop
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
    execute format('create policy definer_crosses on care.%I to handrail_definer using (true) with check (true)', t);
    execute format('create policy of_the_house on care.%I for select to handrail_api using (organisation_id = (select care.actor_organisation()))', t);
    execute format('grant select on care.%I to handrail_api', t);
  end loop;
  foreach t in array array['enrolment','phase_step','home_leave','therapy_work_consent','therapy_work','peer_support','relapse','incident'] loop
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
    execute format('create policy definer_crosses on care.%I to handrail_definer using (true) with check (true)', t);
    -- What happens in a programme is of its house: another one reads the letter that goes with the client.
    execute format('create policy own_programme on care.%I for select to handrail_api using (organisation_id = (select care.actor_organisation()) and exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %I.episode_id and a.until_at > now() offset 0))', t, t);
    execute format('create policy written_while_walking_along on care.%I for insert to handrail_api with check (
      organisation_id = (select care.actor_organisation()) and exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %I.episode_id
        and a.until_at > now() and a.scope in (''full'',''joined'') offset 0))', t, t);
    execute format('grant select on care.%I to handrail_api', t);
    execute format('create trigger hints_of_programmes after insert or update on care.%I for each row execute function bus.hint_organisation(''client'')', t);
  end loop;
  foreach t in array array['enrolment','home_leave','therapy_work_consent','peer_support','incident'] loop
    execute format('create policy own_part_changes on care.%I for update to handrail_api
      using (organisation_id = (select care.actor_organisation()) and exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %I.episode_id
        and a.until_at > now() and a.scope in (''full'',''joined'') offset 0))
      with check (organisation_id = (select care.actor_organisation()))', t, t);
  end loop;
end $$;
create policy house_adds_programmes on care.programme for insert to handrail_api
  with check (organisation_id = (select care.actor_organisation()) and added_by = (select care.actor_account()));
create policy house_closes_programmes on care.programme for update to handrail_api using (organisation_id = (select care.actor_organisation()))
  with check (organisation_id = (select care.actor_organisation()));
create policy house_adds_phases on care.programme_phase for insert to handrail_api with check (organisation_id = (select care.actor_organisation()));
grant insert (id, organisation_id, kind, title, added_by), update (version, closed_at, closed_by) on care.programme to handrail_api;
grant insert (programme_id, organisation_id, place, title, days) on care.programme_phase to handrail_api;
grant insert (id, episode_id, client_id, organisation_id, programme_id, spell_id, began_by), update (version, phase, ended_at, ended_by, ending) on care.enrolment to handrail_api;
grant insert (id, enrolment_id, episode_id, client_id, organisation_id, from_phase, to_phase, reason, decided_by) on care.phase_step to handrail_api;
grant insert (id, enrolment_id, episode_id, client_id, organisation_id, kind, from_at, until_at, planned_by), update (version, ended_at, ended_by, outcome) on care.home_leave to handrail_api;
grant insert (id, episode_id, client_id, organisation_id, recorded_by), update (withdrawn_at, withdrawn_by) on care.therapy_work_consent to handrail_api;
grant insert (id, enrolment_id, episode_id, client_id, organisation_id, work, done_on, minutes, recorded_by) on care.therapy_work to handrail_api;
grant insert (id, enrolment_id, episode_id, client_id, organisation_id, account_id, trained_on, assigned_by), update (version, until_at, ended_by) on care.peer_support to handrail_api;
grant insert (id, enrolment_id, episode_id, client_id, organisation_id, at, answer, kept_until, recorded_by) on care.relapse to handrail_api;
grant insert (id, enrolment_id, episode_id, client_id, organisation_id, key_id, kind, happened_at, words, reported_by),
  update (version, state, heard_words, heard_by, heard_at, measure, decision_words, decided_by, decided_at, appeal_words, appealed_at, appeal_written_by, appeal_outcome, settled_by, settled_at)
  on care.incident to handrail_api;
`;

const FORGETTING = `
-- A house forgets who somebody is: the words of a procedure go with the key they are sealed under.
create function care.forget_incidents() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.incident i set words = null, heard_words = null, decision_words = null, appeal_words = null
    where i.organisation_id = new.organisation_id and i.client_id = new.client_id;
  return null;
end $$;
grant select, update (words, heard_words, decision_words, appeal_words) on care.incident to handrail_definer;
create trigger whoever_is_forgotten_has_no_incidents after update of erased_at on care.client_code for each row
  when (old.erased_at is null and new.erased_at is not null) execute function care.forget_incidents();
revoke execute on function care.forget_incidents() from public;
grant create on schema care to handrail_definer;
alter function care.forget_incidents() owner to handrail_definer;
revoke create on schema care from handrail_definer;
`;
