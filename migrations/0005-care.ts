import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clients, episodes, custody without holes, access rows, stage spells and the evidence of the four stages. */
export class Care1700000000005 implements MigrationInterface {
  name = 'Care1700000000005';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
create table care.client (
  id uuid primary key,
  audit_subject uuid not null default gen_random_uuid() constraint audit_subject_is_unique unique,
  jurisdiction text not null,
  anonymous boolean not null,
  birth_year smallint constraint birth_year_is_plausible check (birth_year between 1880 and 2200),
  language text not null constraint client_language_is_known check (language in ('en','ru','ar')),
  substance text constraint client_substance_is_listed check (substance in ('opioids','cocaine','stimulants','sedatives','hallucinogens','inhalants','cannabis','alcohol','other','unknown')),
  care_requirements text[] not null default '{}'
    constraint client_care_requirements_are_listed check (care_requirements <@ array['medical_cover_24h','close_observation','step_free_access','priority_entry','interpreter']),
  referral_source text constraint client_referral_source_is_listed check (referral_source in ('self','family','hotline','health_service','social_service','court','other')),
  created_at timestamptz not null default clock_timestamp()
);
comment on table care.client is 'A person as the case data knows them: no name, no contact, no document. audit_subject is the pseudonym of the audit alone.';

create table care.client_code (
  organisation_id uuid not null references care.organisation on delete restrict,
  code char(10) not null constraint client_code_has_ten_symbols check (code ~ '^[0-9A-HJKMNP-TV-Z]{10}$'),
  client_id uuid not null references care.client on delete restrict,
  audit_subject uuid not null,
  created_at timestamptz not null default clock_timestamp(),
  erased_at timestamptz,
  primary key (organisation_id, code),
  constraint one_code_per_client_and_organisation unique (organisation_id, client_id)
);
comment on table care.client_code is 'The code under which one organisation knows a client; two organisations never share one.';
comment on column care.client_code.erased_at is 'The organisation has forgotten who this is: the code is a tombstone. Empty again when the client comes back to it.';

create table care.episode (
  id uuid primary key,
  client_id uuid not null references care.client on delete restrict,
  jurisdiction text not null,
  open_during tstzrange not null constraint episode_period_is_real check (not isempty(open_during) and lower(open_during) is not null),
  closed_at timestamptz generated always as (upper(open_during)) stored,
  version integer not null default 1,
  constraint episode_is_named_with_its_client unique (id, client_id)
);
comment on table care.episode is 'One walk along the road; at most one is open per client.';
create unique index one_open_episode_per_client on care.episode (client_id) where closed_at is null;
create index episode_of_client on care.episode (client_id);

create table care.custody (
  episode_id uuid not null,
  organisation_id uuid not null references care.organisation on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  during tstzrange not null constraint custody_period_is_real check (not isempty(during) and lower(during) is not null),
  since_at timestamptz generated always as (lower(during)) stored,
  until_at timestamptz generated always as (upper(during)) stored,
  basis text not null constraint custody_basis_is_known check (basis in ('intake','import','handoff','forced')),
  handoff_id uuid,
  sent_by_organisation_id uuid references care.organisation on delete restrict,
  constraint custody_never_overlaps primary key (episode_id, during without overlaps),
  constraint custody_by_handoff_names_it check ((basis = 'handoff') = (handoff_id is not null)),
  constraint custody_by_handoff_names_its_sender check ((handoff_id is null) = (sent_by_organisation_id is null))
);
comment on table care.custody is 'Who is responsible, at every instant of an open episode: no overlap by this key, no gap by the key of the episode into it.';
create index caseload on care.custody (organisation_id, since_at, episode_id) where until_at is null;
create index custody_of_client on care.custody (client_id) where until_at is null;

alter table care.episode add constraint custody_has_no_gap
  foreign key (id, period open_during) references care.custody (episode_id, period during) deferrable initially deferred;
-- And the other way round: nobody is responsible before an episode begins or after it has ended.
alter table care.episode add constraint episode_is_one_period unique (id, open_during without overlaps);
alter table care.custody add constraint custody_stays_within_its_episode
  foreign key (episode_id, period during) references care.episode (id, period open_during) deferrable initially deferred;

create table care.episode_access (
  id uuid primary key default uuidv7(),
  episode_id uuid not null references care.episode on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  basis text not null constraint access_basis_is_known check (basis in ('intake','import','handoff','authorship','forced','break_glass')),
  scope text not null constraint access_scope_is_known check (scope in ('full','joined','own_part','opened')),
  categories text[] not null default '{}'
    constraint access_categories_are_listed check (categories <@ array['identity','contact','diagnosis','treatment','safety','plan','social','employment','bbv','pregnancy','counselling_notes','legal_status','third_persons']),
  categories_until timestamptz not null default 'infinity',
  handoff_id uuid,
  consent_id uuid,
  opening_id uuid,
  account_id uuid,
  guarded boolean not null default false,
  from_at timestamptz not null default clock_timestamp(),
  until_at timestamptz not null default 'infinity',
  constraint only_broken_glass_is_one_persons check ((basis = 'break_glass') = (account_id is not null) and (basis = 'break_glass') = (opening_id is not null)),
  constraint broken_glass_reads_and_writes_nothing check ((basis = 'break_glass') = (scope = 'opened'))
);
comment on table care.episode_access is 'Sharing is a row: the only source of visibility of case data. joined: a referral, reads and writes the own part; own_part: reads what the organisation wrote itself; opened: broken glass, one person reads for minutes or hours. categories: what full access, or an opening, shows of the writing of others, by the consent of the client and as long as it lasts.';
comment on column care.episode_access.account_id is 'Broken glass opens to one person; everything else to the house.';
comment on column care.episode_access.guarded is 'A protected client: of the house only the narrower team reads (care.protection).';
create index access_of_organisation on care.episode_access (organisation_id, episode_id) include (scope, until_at, client_id, account_id, guarded, basis);
create index access_to_client on care.episode_access (organisation_id, client_id) include (until_at, account_id, guarded, basis);

create table care.stage_spell (
  id uuid primary key,
  episode_id uuid not null references care.episode on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  stage text not null constraint spell_stage_is_known check (stage in ('contact','assessment','treatment','rehabilitation','reintegration','employment','follow_up')),
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  outcome text constraint spell_outcome_is_known check (outcome in ('completed','moved_on_as_planned','stepped_up','moved_on_early','comp_abst','comp_alc','comp_nondep',
    'comp_step','trans_plan','trans_med','hospital_emergency','detained','moved','dropout','left','left_early','prov_withdrew','declined_start','not_suitable','no_place_anywhere',
    'funding_end','admin_6m','died','error')),
  override_reason text,
  opened_by uuid,
  ended_by uuid,
  paused_at timestamptz,
  requested_on date,
  first_contact_on date,
  first_appt_offered_on date,
  admitted_on date,
  planned_end_on date,
  exited_on date,
  legal_basis_of_entry text constraint legal_basis_is_listed check (legal_basis_of_entry in ('voluntary','court_alternative','court_ordered','involuntary_medical')),
  legal_document text constraint legal_document_is_named check (legal_document ~ '\\S' and length(legal_document) <= 120),
  legal_reviewer text constraint legal_reviewer_is_named check (legal_reviewer ~ '\\S' and length(legal_reviewer) <= 120),
  legal_until_on date,
  legal_checked_at timestamptz,
  prev_treated text constraint prev_treated_is_listed check (prev_treated in ('never','same_centre','other_centre','refused','unknown')),
  referral_source text constraint entry_source_is_listed check (referral_source in ('self','family','friend','hotline','peer_fellowship','outreach','gp','hospital_ed','other_health','drug_centre',
    'ngo_rehab','social_service','child_protection','education','employer','employment_centre','police','court','probation','prison','religious','other','refused','unknown')),
  withdrawal_reason text constraint withdrawal_reason_is_listed check (withdrawal_reason in ('violence','dealing','safety_of_others','service_closed','other')),
  appeal_offered_on date,
  leaving_talk text constraint leaving_talk_is_listed check (leaving_talk in ('held','declined')),
  death_cause text constraint death_cause_is_listed check (death_cause in ('overdose','suicide','other','unknown')),
  constraint spell_ends_with_an_outcome check ((ended_at is null) = (outcome is null)),
  constraint spell_ends_after_it_starts check (ended_at >= started_at),
  constraint days_of_entry_are_in_order check (requested_on <= first_contact_on and first_contact_on <= first_appt_offered_on and requested_on <= first_appt_offered_on),
  constraint days_of_stay_are_in_order check (admitted_on <= exited_on and admitted_on <= planned_end_on),
  constraint whoever_did_not_choose_has_a_document_a_reviewer_and_an_end check (legal_basis_of_entry is distinct from 'involuntary_medical'
    or num_nulls(legal_document, legal_reviewer, legal_until_on) = 0),
  constraint an_end_by_the_house_has_a_reason_and_an_appeal check ((outcome is not null and outcome = 'prov_withdrew') = (withdrawal_reason is not null) and (withdrawal_reason is null) = (appeal_offered_on is null)),
  constraint whoever_leaves_was_offered_a_talk check ((outcome is not null and outcome in ('left','left_early')) = (leaving_talk is not null)),
  constraint a_death_has_a_cause_or_unknown check ((outcome is not null and outcome = 'died') = (death_cause is not null))
);
comment on table care.stage_spell is 'One stay in one stage at one organisation. paused_at: away in an emergency, and expected back.';
create unique index one_open_spell_per_stage on care.stage_spell (episode_id, stage) where ended_at is null;
create index spell_of_episode on care.stage_spell (episode_id, started_at);
create index spells_without_a_choice on care.stage_spell (legal_checked_at) where ended_at is null and legal_basis_of_entry = 'involuntary_medical';
create index entries_of_house on care.stage_spell (organisation_id, started_at desc);

create table care.safety_screen (
  id uuid primary key default uuidv7(),
  episode_id uuid not null references care.episode on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  screened_at timestamptz not null default clock_timestamp(),
  screened_by uuid,
  suicide_risk text not null constraint suicide_risk_is_listed check (suicide_risk in ('none','low','moderate','high','not_assessed')),
  overdose_within_12_months boolean,
  withdrawal_seizures_or_delirium boolean,
  weeks_of_pregnancy smallint constraint weeks_of_pregnancy_are_real check (weeks_of_pregnancy between 0 and 45),
  violence_risk boolean,
  infectious_tuberculosis boolean,
  allergies text,
  medicines text
);
comment on table care.safety_screen is 'What must be known to keep the client and the others safe; each screen is a row, the newest counts.';
create index newest_screen on care.safety_screen (episode_id, screened_at desc);

create table care.condition (
  id uuid primary key default uuidv7(),
  episode_id uuid not null references care.episode on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  source_sha256 bytea not null,
  code_system text not null,
  code text not null,
  display text,
  clinical_status text,
  onset_on date,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint condition_is_taken_once unique (organisation_id, source_sha256)
);
comment on table care.condition is 'Diagnoses taken from other records, with the code system they came in.';
create index condition_of_episode on care.condition (episode_id);

create table care.treatment (
  spell_id uuid primary key references care.stage_spell on delete restrict,
  episode_id uuid not null references care.episode on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  version integer not null default 1,
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by uuid,
  substance text constraint treatment_substance_is_listed check (substance in ('opioids','cocaine','stimulants','sedatives','hallucinogens','inhalants','cannabis','alcohol','other','unknown')),
  withdrawal_scale text constraint withdrawal_scale_is_listed check (withdrawal_scale in ('ciwa_ar','cows','clinician_plan')),
  last_score smallint constraint last_score_is_not_negative check (last_score >= 0),
  last_score_at timestamptz,
  previous_score smallint constraint previous_score_is_not_negative check (previous_score >= 0),
  previous_score_at timestamptz,
  new_dosing_between boolean,
  medically_stable boolean,
  overdose_risk_talk_on date
);
create index treatment_of_episode on care.treatment (episode_id, recorded_at);
comment on table care.treatment is 'Evidence of a treatment spell: what leaving it as completed needs.';

create table care.rehabilitation (
  spell_id uuid primary key references care.stage_spell on delete restrict,
  episode_id uuid not null references care.episode on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  version integer not null default 1,
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by uuid,
  goals_total smallint constraint goals_total_is_not_negative check (goals_total >= 0),
  goals_met_or_revised smallint constraint goals_met_fit_the_total check (goals_met_or_revised between 0 and goals_total),
  last_use_on date,
  aftercare_arranged_on date
);
create index rehabilitation_of_episode on care.rehabilitation (episode_id, recorded_at);
comment on table care.rehabilitation is 'Evidence of a rehabilitation spell.';

create table care.reintegration (
  spell_id uuid primary key references care.stage_spell on delete restrict,
  episode_id uuid not null references care.episode on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  version integer not null default 1,
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by uuid,
  housing_stable_since_on date,
  identity_documents_held boolean,
  income_source text constraint income_source_is_listed check (income_source in ('none','wages','benefits','education','other')),
  support_network_people smallint constraint support_network_is_not_negative check (support_network_people >= 0)
);
create index reintegration_of_episode on care.reintegration (episode_id, recorded_at);
comment on table care.reintegration is 'Evidence of a social reintegration spell.';

create table care.employment (
  spell_id uuid primary key references care.stage_spell on delete restrict,
  episode_id uuid not null references care.episode on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  version integer not null default 1,
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by uuid,
  wants_work boolean,
  work_kind text constraint work_kind_is_listed check (work_kind in ('none','job','self_employed','education','vocational_training')),
  work_started_on date
);
create index employment_of_episode on care.employment (episode_id, recorded_at);
comment on table care.employment is 'Evidence of an employment spell.';

do $$ declare t text; begin
  foreach t in array array['client','client_code','episode','custody','episode_access','stage_spell','safety_screen','condition',
                           'treatment','rehabilitation','reintegration','employment'] loop
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
  end loop;
end $$;

-- OFFSET 0 in the policies below changes no answer. It keeps the planner from reading every access row of an organisation
-- into a hash table to look one episode up, which it does where it takes the organisation for a small one: with 5,000
-- episodes that made one look-up 4 ms instead of 0.1 (docs/performance.md).
-- An organisation sees its own access rows, the ended ones too: they answer "who could see this client".
create policy own_access on care.episode_access for select to handrail_api using (organisation_id = (select care.actor_organisation()));
grant select on care.episode_access to handrail_api;

-- A client is visible while any access row of the organisation lives. Anybody on duty may write a new client down; nobody
-- does so in the name of no organisation.
create policy shared_clients on care.client for select to handrail_api using (exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.client_id = client.id and a.until_at > now() offset 0));
create policy shared_clients_change on care.client for update to handrail_api using (exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.client_id = client.id and a.until_at > now() and a.scope = 'full' offset 0));
create policy clients_are_admitted on care.client for insert to handrail_api with check ((select care.actor_organisation()) is not null);
grant select, insert (id, audit_subject, jurisdiction, anonymous, birth_year, language, substance, care_requirements, referral_source),
  update (anonymous, birth_year, language, substance, care_requirements) on care.client to handrail_api;

-- Codes belong to the organisation that uses them; a code is only given to a client the organisation has access to.
create policy own_codes on care.client_code for select to handrail_api using (organisation_id = (select care.actor_organisation()));
create policy own_codes_are_given on care.client_code for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation()) and exists (
    select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.client_id = client_code.client_id and a.until_at > now() offset 0));
grant select, insert (organisation_id, code, client_id, audit_subject) on care.client_code to handrail_api;

create policy shared_episodes on care.episode for select to handrail_api using (exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = episode.id and a.until_at > now() offset 0));
create policy shared_episodes_change on care.episode for update to handrail_api using (exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = episode.id and a.until_at > now() and a.scope = 'full' offset 0));
grant select, update (version) on care.episode to handrail_api;

-- Who sent the client on sees where they arrived.
create policy shared_custody on care.custody for select to handrail_api using (
  organisation_id = (select care.actor_organisation()) or sent_by_organisation_id = (select care.actor_organisation()) or exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = custody.episode_id and a.until_at > now() and a.scope = 'full' offset 0));
grant select on care.custody to handrail_api;

-- What was written in an episode: the own part always; the writing of others under full access, as far as the client opened
-- it (the custodian of intake: all of it). An arrival is no reason to read more than the consent says.
do $$ declare one record; begin
  for one in select * from (values ('stage_spell','treatment'), ('safety_screen','safety'), ('condition','diagnosis'), ('treatment','treatment'),
      ('rehabilitation','plan'), ('reintegration','social'), ('employment','employment')) as t (name, category) loop
    execute format($p$create policy shared_with_the_episode on care.%1$I for select to handrail_api using (exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %1$I.episode_id
        and a.until_at > now() and (%1$I.organisation_id = a.organisation_id or (a.scope in ('full','opened') and %2$L = any (a.categories) and a.categories_until > now())) offset 0))$p$, one.name, one.category);
    execute format($p$create policy written_while_walking_along on care.%1$I for insert to handrail_api with check (
      organisation_id = (select care.actor_organisation()) and exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %1$I.episode_id
        and a.until_at > now() and a.scope in ('full','joined') offset 0))$p$, one.name);
    execute format($p$create policy own_writing_changes on care.%1$I for update to handrail_api
      using (organisation_id = (select care.actor_organisation()) and exists (
      select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = %1$I.episode_id
        and a.until_at > now() and a.scope in ('full','joined') offset 0))
      with check (organisation_id = (select care.actor_organisation()))$p$, one.name);
    execute format('grant select on care.%I to handrail_api', one.name);
  end loop;
end $$;
grant insert (id, episode_id, organisation_id, stage, opened_by), update (ended_at, outcome, override_reason, ended_by, requested_on, first_contact_on,
  first_appt_offered_on, admitted_on, planned_end_on, exited_on, legal_basis_of_entry, legal_document, legal_reviewer, legal_until_on, legal_checked_at, prev_treated, referral_source,
  withdrawal_reason, appeal_offered_on, leaving_talk, death_cause) on care.stage_spell to handrail_api;
-- When something was written is the database's to say: no insert names its own time.
grant insert (id, episode_id, organisation_id, screened_by, suicide_risk, overdose_within_12_months, withdrawal_seizures_or_delirium,
  weeks_of_pregnancy, violence_risk, infectious_tuberculosis, allergies, medicines) on care.safety_screen to handrail_api;
grant insert (id, episode_id, organisation_id, source_sha256, code_system, code, display, clinical_status, onset_on) on care.condition to handrail_api;
do $$ declare t text; begin
  foreach t in array array['treatment','rehabilitation','reintegration','employment'] loop
    execute format('grant insert (spell_id, episode_id, organisation_id, version, recorded_by) on care.%I to handrail_api', t);
  end loop;
end $$;
grant insert (substance, withdrawal_scale, last_score, last_score_at, previous_score, previous_score_at, new_dosing_between, medically_stable,
  overdose_risk_talk_on), update (version, recorded_at, recorded_by, substance, withdrawal_scale, last_score, last_score_at, previous_score, previous_score_at,
  new_dosing_between, medically_stable, overdose_risk_talk_on) on care.treatment to handrail_api;
grant insert (goals_total, goals_met_or_revised, last_use_on, aftercare_arranged_on), update (version, recorded_at, recorded_by, goals_total, goals_met_or_revised, last_use_on, aftercare_arranged_on) on care.rehabilitation to handrail_api;
grant insert (housing_stable_since_on, identity_documents_held, income_source, support_network_people),
  update (version, recorded_at, recorded_by, housing_stable_since_on, identity_documents_held, income_source, support_network_people) on care.reintegration to handrail_api;
grant insert (wants_work, work_kind, work_started_on), update (version, recorded_at, recorded_by, wants_work, work_kind, work_started_on) on care.employment to handrail_api;
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
alter table care.episode drop constraint custody_has_no_gap;
alter table care.custody drop constraint custody_stays_within_its_episode;
drop table care.employment, care.reintegration, care.rehabilitation, care.treatment, care.condition, care.safety_screen,
  care.stage_spell, care.episode_access, care.custody, care.episode, care.client_code, care.client;
`);
  }
}
