import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was assessed with an instrument, in which version and words, and what it came to (ADR 0046). */
export class Assessments1700000000024 implements MigrationInterface {
  name = 'Assessments1700000000024';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
create table care.assessment (
  id uuid primary key default uuidv7(),
  episode_id uuid not null references care.episode on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  spell_id uuid references care.stage_spell on delete restrict,
  stage text constraint assessment_stage_is_known check (stage in ('contact','assessment','treatment','rehabilitation','reintegration','employment','follow_up')),
  category text not null constraint assessment_category_is_listed check (category in ('treatment','safety','employment')),
  instrument text not null constraint assessment_instrument_is_a_code check (instrument ~ '^[a-z0-9-]{1,40}$'),
  instrument_version text not null constraint instrument_version_is_a_code check (instrument_version ~ '^[A-Za-z0-9.-]{1,20}$'),
  language text not null constraint assessment_language_is_known check (language in ('en','ru','ar')),
  wording_sha256 bytea constraint wording_is_a_hash check (length(wording_sha256) = 32),
  unofficial boolean not null,
  mode text not null constraint assessment_mode_is_listed check (mode in ('self','interview','proxy','observation')),
  moment text not null constraint assessment_moment_is_listed check (moment in ('entry','review','exit','follow_up','on_concern')),
  substance text constraint assessment_substance_is_listed check (substance in ('opioids','cocaine','stimulants','sedatives','hallucinogens','inhalants','cannabis','alcohol','other','unknown')),
  taken_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by uuid,
  answers jsonb not null constraint answers_are_an_object check (jsonb_typeof(answers) = 'object'),
  kept_answers jsonb not null default '{}' constraint kept_answers_are_an_object check (jsonb_typeof(kept_answers) = 'object'),
  scores jsonb not null constraint scores_are_a_list check (jsonb_typeof(scores) = 'array'),
  level text,
  band_set text not null default 'default',
  flags text[] not null default '{}'
    constraint assessment_flags_are_listed check (flags <@ array['screen_suicide_now','clinician_same_day','clinician_at_once','clinical_attention','call_doctor','screen_depression']),
  during_withdrawal boolean not null,
  corrects_id uuid references care.assessment on delete restrict,
  correction_reason text constraint correction_reason_is_listed check (correction_reason in ('wrong_client','wrong_answer','wrong_time','wrong_form','taken_twice','client_asked')),
  voided_at timestamptz,
  voided_by uuid,
  void_reason text constraint void_reason_is_listed check (void_reason in ('wrong_client','wrong_answer','wrong_time','wrong_form','taken_twice','client_asked')),
  signed_off_at timestamptz,
  signed_off_by uuid,
  version integer not null default 1,
  constraint assessment_is_taken_before_it_is_recorded check (taken_at <= recorded_at),
  constraint official_words_are_known_by_their_hash check (wording_sha256 is null or not unofficial),
  constraint assessment_is_corrected_for_a_reason check ((corrects_id is null) = (correction_reason is null)),
  constraint assessment_is_voided_by_somebody_for_a_reason check (num_nulls(voided_at, voided_by, void_reason) in (0, 3)),
  constraint assessment_is_signed_off_by_somebody check ((signed_off_at is null) = (signed_off_by is null)),
  constraint assessment_is_signed_off_where_that_is_needed check (signed_off_at is null or 'clinician_at_once' = any (flags))
);
-- Two who put the same one right at the same moment do not both succeed.
create unique index assessment_is_corrected_once on care.assessment (corrects_id) where corrects_id is not null;
create index assessments_of_episode on care.assessment (episode_id, taken_at desc, id desc);
create index assessments_of_instrument on care.assessment (episode_id, instrument, taken_at desc, id desc);
create index assessments_waiting_for_sign_off on care.assessment (episode_id) where signed_off_at is null and voided_at is null and 'clinician_at_once' = any (flags);
comment on table care.assessment is 'One taking of an instrument: numbers only, no words about anybody, so that it stays true of nobody once the key of the person is gone. Nothing is deleted or changed: a correction is a row of its own, and what does not count is marked.';
comment on column care.assessment.category is 'Under which kind of data it is shared with partners, by the consent of the client.';
comment on column care.assessment.wording_sha256 is 'The words it was asked in; null where only numbers were entered.';
comment on column care.assessment.unofficial is 'There are no official words in this language here: what it comes to is not compared across languages.';
comment on column care.assessment.kept_answers is 'Answers with a sensitivity label of their own (crime): for the house that asked, in no packet.';
comment on column care.assessment.signed_off_at is 'A clinician has looked. A planned step waits for that; an emergency, and somebody who leaves, never do.';

alter table care.assessment enable row level security;
alter table care.assessment force row level security;
-- Like all writing in an episode: the own part always, that of others as far as the client opened its kind.
create policy shared_with_the_episode on care.assessment for select to handrail_api using (exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = assessment.episode_id
    and a.until_at > now() and (assessment.organisation_id = a.organisation_id
      or (a.scope in ('full','opened') and assessment.category = any (a.categories) and a.categories_until > now())) offset 0));
create policy written_while_walking_along on care.assessment for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation()) and exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = assessment.episode_id
    and a.until_at > now() and a.scope in ('full','joined') offset 0));
create policy own_writing_changes on care.assessment for update to handrail_api
  using (organisation_id = (select care.actor_organisation()) and exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = assessment.episode_id
    and a.until_at > now() and a.scope in ('full','joined') offset 0))
  with check (organisation_id = (select care.actor_organisation()));
-- When it was recorded is the database's to say, and what was answered is never written again.
grant select, insert (id, episode_id, organisation_id, spell_id, stage, category, instrument, instrument_version, language, wording_sha256, unofficial, mode, moment,
    substance, taken_at, recorded_by, answers, kept_answers, scores, level, band_set, flags, during_withdrawal, corrects_id, correction_reason),
  update (voided_at, voided_by, void_reason, signed_off_at, signed_off_by, version) on care.assessment to handrail_api;

-- A correction stands in for what it puts right: of the same house and episode, and once.
create function care.guard_assessment() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.corrects_id is not null and not exists (select from care.assessment o where o.id = new.corrects_id
        and o.episode_id = new.episode_id and o.organisation_id = new.organisation_id and o.voided_at is null) then
      raise exception 'a correction is of an assessment of the same house and episode'
        using errcode = 'check_violation', constraint = 'assessment_corrects_its_own', table = 'assessment', schema = 'care';
    end if;
  elsif new.version <> old.version + 1 or (old.voided_at is not null) or (old.signed_off_at is not null and new.signed_off_at is distinct from old.signed_off_at) then
    raise exception 'what happened to an assessment stays as it is'
      using errcode = 'check_violation', constraint = 'assessment_goes_forward', table = 'assessment', schema = 'care';
  end if;
  return new;
end $$;
create trigger assessment_goes_forward before insert or update on care.assessment for each row execute function care.guard_assessment();
create trigger hints_of_assessments after insert or update on care.assessment for each row execute function bus.hint_organisation('client');
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop table care.assessment;
drop function care.guard_assessment();
`);
  }
}
