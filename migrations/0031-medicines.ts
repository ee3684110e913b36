import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Medicines: what is known that the stop rules ask about, orders, and every dose (ADR 0053). */
export class Medicines1700000000031 implements MigrationInterface {
  name = 'Medicines1700000000031';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLES);
    await db.query(POLICIES);
    await db.query(FORGETTING);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger whoever_is_forgotten_has_no_medicines on care.client_code;
drop function care.forget_medicines;
drop table care.medicine_dose, care.medicine_order, care.medical_fact;
`);
  }
}

const TABLES = `
create table care.medical_fact (
  id uuid primary key,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null references care.organisation on delete restrict,
  kind text not null constraint medical_fact_is_listed check (kind in ('substance_use','toxicology','obstetric_review','overdose_talk','naloxone_given')),
  at timestamptz not null,
  substance text constraint fact_substance_is_listed check (substance in ('opioids','cocaine','stimulants','sedatives','hallucinogens','inhalants','cannabis','alcohol','other','unknown')),
  result text constraint toxicology_result_is_listed check (result in ('negative','positive','invalid')),
  long_acting boolean,
  recorded_by uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  voided_at timestamptz,
  voided_by uuid,
  void_reason text constraint fact_void_is_listed check (void_reason in ('wrong_client','wrong_value','written_twice')),
  constraint fact_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint a_use_and_a_test_name_a_substance check ((kind = 'substance_use' or kind = 'toxicology') = (substance is not null)),
  constraint a_test_has_a_result check ((kind = 'toxicology') = (result is not null)),
  constraint only_an_opioid_stays_long check (long_acting is null or (kind = 'substance_use' and substance = 'opioids')),
  constraint fact_is_voided_by_somebody_for_a_reason check (num_nulls(voided_at, voided_by, void_reason) in (0, 3))
);
create index facts_of_episode on care.medical_fact (episode_id, kind, at desc);
comment on table care.medical_fact is 'What the stop rules of medicines ask about: a use, a test, a review in pregnancy; and what was said or handed out against an overdose. Codes and instants, no words.';

create table care.medicine_order (
  id uuid primary key,
  version integer not null default 1,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null references care.organisation on delete restrict,
  key_id uuid not null,
  medicine bytea,
  allergy_override bytea,
  class text not null constraint medicine_class_is_listed check (class in ('opioid_antagonist','opioid_agonist','sedative','anticonvulsant','vitamin','other')),
  amount numeric not null constraint amount_is_a_dose check (amount > 0 and amount <= 100000),
  unit text not null constraint dose_unit_is_listed check (unit in ('mg','mcg','g','ml','iu','tablet','drop','puff','patch')),
  route text not null constraint medicine_route_is_listed check (route in ('oral','sublingual','intramuscular','intravenous','subcutaneous','transdermal','nasal','inhaled','rectal','topical')),
  schedule text not null constraint dose_schedule_is_listed check (schedule in ('times','as_needed','by_score')),
  times text[],
  hours_between_min smallint constraint hours_between_are_of_a_day check (hours_between_min between 1 and 24),
  scale text constraint dose_scale_is_listed check (scale in ('ciwa_ar','cows')),
  doses_per_day_max smallint constraint doses_per_day_are_few check (doses_per_day_max between 1 and 12),
  purpose text not null constraint order_purpose_is_listed check (purpose in ('withdrawal','maintenance','relapse_prevention','other')),
  starts_at timestamptz not null,
  ends_at timestamptz,
  ordered_by uuid not null,
  ordered_at timestamptz not null default clock_timestamp(),
  stopped_at timestamptz,
  stopped_by uuid,
  stop_reason text constraint order_stop_is_listed check (stop_reason in ('completed','changed','side_effect','client_declines','stop_rule','leaves','ordered_in_error')),
  constraint order_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint order_is_sealed_under_the_key_of_its_house foreign key (key_id, organisation_id, client_id) references care.writing_key (id, organisation_id, client_id) on delete restrict,
  constraint order_is_named_with_its_episode unique (id, episode_id, client_id, organisation_id),
  constraint order_ends_after_it_starts check (ends_at > starts_at),
  constraint order_says_when check (case schedule when 'times' then cardinality(times) between 1 and 12 and num_nonnulls(hours_between_min, scale, doses_per_day_max) = 0
    when 'as_needed' then times is null and scale is null and num_nulls(hours_between_min, doses_per_day_max) = 0
    else times is null and hours_between_min is null and num_nulls(scale, doses_per_day_max) = 0 end),
  constraint order_is_stopped_by_somebody_for_a_reason check (num_nulls(stopped_at, stopped_by, stop_reason) in (0, 3))
);
create index orders_of_client on care.medicine_order (client_id, ordered_at desc);
create index orders_of_round on care.medicine_order (organisation_id, starts_at) where stopped_at is null;
create index orders_of_episode on care.medicine_order (episode_id);
comment on table care.medicine_order is 'A medicine as a clinician ordered it. Never changed: it is stopped with a reason, and another is written. medicine, allergy_override: encrypted under care.writing_key.';

create table care.medicine_dose (
  id uuid primary key,
  order_id uuid not null,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null,
  due_at timestamptz,
  at timestamptz not null,
  outcome text not null constraint dose_outcome_is_listed check (outcome in ('given','refused','held','absent','out_of_stock')),
  identifiers text[] not null default '{}' constraint identifiers_are_listed check (identifiers <@ array['name','birth_date','photo','client_code','wristband']),
  reason text constraint dose_reason_is_listed check (reason in ('declined','asleep','vomiting','vital_signs','score_below_threshold','not_in_house','not_in_stock')),
  score smallint constraint dose_score_is_not_negative check (score >= 0),
  recorded_by uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  voided_at timestamptz,
  voided_by uuid,
  void_reason text constraint dose_void_is_listed check (void_reason in ('wrong_client','wrong_value','written_twice')),
  constraint dose_is_of_its_order foreign key (order_id, episode_id, client_id, organisation_id) references care.medicine_order (id, episode_id, client_id, organisation_id) on delete restrict,
  constraint whoever_is_given_a_dose_is_looked_at_twice check (outcome <> 'given' or cardinality(identifiers) >= 2),
  constraint a_dose_not_given_has_a_reason check ((outcome = 'given') = (reason is null)),
  constraint dose_is_voided_by_somebody_for_a_reason check (num_nulls(voided_at, voided_by, void_reason) in (0, 3))
);
create unique index a_dose_is_written_once on care.medicine_dose (order_id, due_at) where voided_at is null and due_at is not null;
create index doses_of_order on care.medicine_dose (order_id, at desc);
create index doses_of_episode on care.medicine_dose (episode_id);
create index doses_of_client on care.medicine_dose (client_id, at desc);
comment on table care.medicine_dose is 'What became of a dose: given, or not and why. due_at: which dose of the clock it was; null where it was as needed or by a score.';
comment on column care.medicine_dose.score is 'The withdrawal score it was given by.';
`;

const POLICIES = `
do $$ declare t text; begin
  foreach t in array array['medical_fact','medicine_order','medicine_dose'] loop
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
    execute format('create policy definer_crosses on care.%I to handrail_definer using (true) with check (true)', t);
    -- The own part always; of others as far as the client opened treatment to us.
    execute format('create policy shared_with_the_episode on care.%I for select to handrail_api using (exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %I.episode_id and a.until_at > now()
        and (%I.organisation_id = a.organisation_id or (a.scope in (''full'',''opened'') and ''treatment'' = any (a.categories) and a.categories_until > now())) offset 0))', t, t, t);
    execute format('create policy written_while_walking_along on care.%I for insert to handrail_api with check (
      organisation_id = (select care.actor_organisation()) and %I = (select care.actor_account()) and exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %I.episode_id
        and a.until_at > now() and a.scope in (''full'',''joined'') offset 0))', t, case t when 'medicine_order' then 'ordered_by' else 'recorded_by' end, t);
    execute format('create policy own_part_changes on care.%I for update to handrail_api
      using (organisation_id = (select care.actor_organisation()) and exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %I.episode_id
        and a.until_at > now() and a.scope in (''full'',''joined'') offset 0))
      with check (organisation_id = (select care.actor_organisation()))', t, t);
    execute format('grant select on care.%I to handrail_api', t);
    execute format('create trigger hints_of_medicines after insert or update on care.%I for each row execute function bus.hint_organisation(''client'')', t);
  end loop;
end $$;
grant insert (id, episode_id, client_id, organisation_id, kind, at, substance, result, long_acting, recorded_by),
  update (voided_at, voided_by, void_reason) on care.medical_fact to handrail_api;
grant insert (id, episode_id, client_id, organisation_id, key_id, medicine, allergy_override, class, amount, unit, route, schedule, times, hours_between_min, scale,
    doses_per_day_max, purpose, starts_at, ends_at, ordered_by),
  update (version, stopped_at, stopped_by, stop_reason) on care.medicine_order to handrail_api;
grant insert (id, order_id, episode_id, client_id, organisation_id, due_at, at, outcome, identifiers, reason, score, recorded_by),
  update (voided_at, voided_by, void_reason) on care.medicine_dose to handrail_api;
`;

const FORGETTING = `
-- A house forgets who somebody is: the words of its orders go with the key they are sealed under.
create function care.forget_medicines() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.medicine_order o set medicine = null, allergy_override = null where o.organisation_id = new.organisation_id and o.client_id = new.client_id;
  return null;
end $$;
grant select, update (medicine, allergy_override) on care.medicine_order to handrail_definer;
create trigger whoever_is_forgotten_has_no_medicines after update of erased_at on care.client_code for each row
  when (old.erased_at is null and new.erased_at is not null) execute function care.forget_medicines();
revoke execute on function care.forget_medicines() from public;
grant create on schema care to handrail_definer;
alter function care.forget_medicines() owner to handrail_definer;
revoke create on schema care from handrail_definer;
`;
