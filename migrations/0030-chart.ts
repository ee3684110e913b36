import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The chart: readings of vital signs, how closely somebody is looked after, and where (ADR 0052). */
export class Chart1700000000030 implements MigrationInterface {
  name = 'Chart1700000000030';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLES);
    await db.query(POLICIES);
    await db.query(FORGETTING);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger whoever_is_forgotten_has_no_chart on care.client_code;
drop function care.forget_chart;
drop table care.care_level, care.observation, care.vital_reading;
`);
  }
}

const TABLES = `
create table care.vital_reading (
  id uuid primary key,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null references care.organisation on delete restrict,
  at timestamptz not null,
  systolic smallint constraint systolic_is_of_somebody_alive check (systolic between 40 and 300),
  diastolic smallint constraint diastolic_is_of_somebody_alive check (diastolic between 20 and 200),
  pulse smallint constraint pulse_is_of_somebody_alive check (pulse between 20 and 260),
  respiration smallint constraint respiration_is_of_somebody_alive check (respiration between 2 and 80),
  temperature numeric(3,1) constraint temperature_is_of_somebody_alive check (temperature between 25 and 45),
  oxygen smallint constraint oxygen_is_of_somebody_alive check (oxygen between 40 and 100),
  glucose numeric(3,1) constraint glucose_is_of_somebody_alive check (glucose between 0.5 and 60),
  consciousness text constraint consciousness_is_listed check (consciousness in ('alert','confused','voice','pain','unresponsive')),
  alerts text[] not null default '{}' constraint vital_alerts_are_listed check (alerts <@ array['systolic','diastolic','pulse','respiration','temperature','oxygen','glucose','consciousness']),
  recorded_by uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  voided_at timestamptz,
  voided_by uuid,
  void_reason text constraint reading_void_is_listed check (void_reason in ('wrong_client','wrong_value','written_twice')),
  constraint reading_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint reading_says_something check (num_nonnulls(systolic, pulse, respiration, temperature, oxygen, glucose, consciousness) > 0),
  constraint pressure_is_whole check ((systolic is null) = (diastolic is null) and diastolic < systolic),
  constraint reading_is_voided_by_somebody_for_a_reason check (num_nulls(voided_at, voided_by, void_reason) in (0, 3))
);
create index readings_of_episode on care.vital_reading (episode_id, at desc);
comment on table care.vital_reading is 'Vital signs as they were measured, with what lay outside the limits of the day. Never changed: what was wrong is voided with a reason, and written anew.';

create table care.observation (
  id uuid primary key,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null references care.organisation on delete restrict,
  level text not null constraint observation_level_is_listed check (level in ('general','intermittent','within_sight','within_reach')),
  reason text not null constraint observation_reason_is_listed check (reason in ('suicide_risk','withdrawal','seizures','confusion','violence_risk','newly_arrived','safer_now')),
  since_at timestamptz not null default clock_timestamp(),
  until_at timestamptz,
  decided_by uuid not null,
  constraint observation_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint observation_ends_after_it_begins check (until_at >= since_at)
);
create unique index looked_after_at_one_level on care.observation (organisation_id, episode_id) where until_at is null;
create index observations_of_episode on care.observation (episode_id, since_at desc);
comment on table care.observation is 'How closely a house looks after somebody, from when until when, and why.';

create table care.care_level (
  id uuid primary key,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null references care.organisation on delete restrict,
  key_id uuid not null,
  level text not null constraint care_level_is_listed check (level in ('outpatient','day','residential','withdrawal_inpatient','hospital')),
  recommended text not null constraint recommended_level_is_listed check (recommended in ('outpatient','day','residential','withdrawal_inpatient','hospital')),
  withdrawal text not null constraint withdrawal_need_is_listed check (withdrawal in ('none','some','marked','severe')),
  body text not null constraint body_need_is_listed check (body in ('none','some','marked','severe')),
  mind text not null constraint mind_need_is_listed check (mind in ('none','some','marked','severe')),
  willingness text not null constraint willingness_need_is_listed check (willingness in ('none','some','marked','severe')),
  relapse_risk text not null constraint relapse_need_is_listed check (relapse_risk in ('none','some','marked','severe')),
  surroundings text not null constraint surroundings_need_is_listed check (surroundings in ('none','some','marked','severe')),
  words bytea,
  client_answer text not null constraint client_answer_is_listed check (client_answer in ('agrees','wishes_otherwise','undecided')),
  decided_at timestamptz not null default clock_timestamp(),
  decided_by uuid not null,
  constraint care_level_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint care_level_is_sealed_under_the_key_of_its_house foreign key (key_id, organisation_id, client_id) references care.writing_key (id, organisation_id, client_id) on delete restrict
);
create index care_levels_of_episode on care.care_level (episode_id, decided_at desc);
comment on table care.care_level is 'Where somebody is looked after, as a clinician decided: six sides rated with reasons, what the ratings speak for, what the client says. words: the reasons, encrypted under care.writing_key.';
`;

const POLICIES = `
do $$ declare t text; who text; begin
  foreach t in array array['vital_reading','observation','care_level'] loop
    who := case t when 'vital_reading' then 'recorded_by' else 'decided_by' end;
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
    execute format('create policy definer_crosses on care.%I to handrail_definer using (true) with check (true)', t);
    -- A chart is the work of one house: another one reads the letter that goes with the client.
    execute format('create policy own_chart on care.%I for select to handrail_api using (organisation_id = (select care.actor_organisation()) and exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %I.episode_id and a.until_at > now() offset 0))', t, t);
    execute format('create policy written_while_walking_along on care.%I for insert to handrail_api with check (
      organisation_id = (select care.actor_organisation()) and %I = (select care.actor_account()) and exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %I.episode_id
        and a.until_at > now() and a.scope in (''full'',''joined'') offset 0))', t, who, t);
    execute format('grant select on care.%I to handrail_api', t);
    execute format('create trigger hints_of_the_chart after insert or update on care.%I for each row execute function bus.hint_organisation(''client'')', t);
  end loop;
  foreach t in array array['vital_reading','observation'] loop
    execute format('create policy own_part_changes on care.%I for update to handrail_api
      using (organisation_id = (select care.actor_organisation()) and exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %I.episode_id
        and a.until_at > now() and a.scope in (''full'',''joined'') offset 0))
      with check (organisation_id = (select care.actor_organisation()))', t, t);
  end loop;
end $$;
grant insert (id, episode_id, client_id, organisation_id, at, systolic, diastolic, pulse, respiration, temperature, oxygen, glucose, consciousness, alerts, recorded_by),
  update (voided_at, voided_by, void_reason) on care.vital_reading to handrail_api;
grant insert (id, episode_id, client_id, organisation_id, level, reason, decided_by), update (until_at) on care.observation to handrail_api;
grant insert (id, episode_id, client_id, organisation_id, key_id, level, recommended, withdrawal, body, mind, willingness, relapse_risk, surroundings, words, client_answer, decided_by)
  on care.care_level to handrail_api;
`;

const FORGETTING = `
-- A house forgets who somebody is: the reasons of its decisions go with the key they are sealed under.
create function care.forget_chart() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.care_level l set words = null where l.organisation_id = new.organisation_id and l.client_id = new.client_id;
  return null;
end $$;
grant select, update (words) on care.care_level to handrail_definer;
create trigger whoever_is_forgotten_has_no_chart after update of erased_at on care.client_code for each row
  when (old.erased_at is null and new.erased_at is not null) execute function care.forget_chart();
revoke execute on function care.forget_chart() from public;
grant create on schema care to handrail_definer;
alter function care.forget_chart() owner to handrail_definer;
revoke create on schema care from handrail_definer;
`;
