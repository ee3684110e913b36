import type { MigrationInterface, QueryRunner } from 'typeorm';
import { COMPLAINTS, DEADLINES, DUTIES, OWNERS, REQUESTS } from './0021-rights.functions.js';

/** Rights of clients and duties of houses, each with its clock: complaints, corrections, access, notices of rights, breaches, permits, leaving, retention. */
export class Rights1700000000021 implements MigrationInterface {
  name = 'Rights1700000000021';

  async up(db: QueryRunner): Promise<void> {
    await db.query(COMPLAINT_TABLES);
    await db.query(TABLES);
    await db.query(POLICIES);
    await db.query(DEADLINES);
    await db.query(COMPLAINTS);
    await db.query(REQUESTS);
    await db.query(DUTIES);
    await db.query(OWNERS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger whoever_is_forgotten_is_forgotten_here_too on care.client_code;
drop function care.statements_of, care.forget_rights, care.report_retention, care.own_past_retention, care.records_past_retention, care.correction_receivers, care.tell_receivers, care.own_rights_notices, care.own_leave_wishes,
  care.ask_to_leave, care.own_rights_requests, care.own_correction_statement, care.own_rights_ask, care.here_or_last, care.withdraw_complaint, care.reply_to_complaint, care.complaint_messages_of,
  care.complaint_of, care.own_complaints, care.may_follow_complaint, care.find_complaint_key, care.tell_complainant, care.complaint_submitter_code, care.name_concerned, care.pass_complaint_on, care.file_complaint,
  care.hand_complaint_to, care.complaint_office, care.is_own_client, care.tick_deadlines, care.deadlines_are_due, care.settle_deadline, care.start_own_deadline, care.start_deadline, care.raise_deadline_work, care.role_of_deadline, care.work_of_deadline;
alter table care.work_item drop constraint work_is_about_somebody_or_a_message,
  add constraint work_is_about_somebody_or_a_message check (kind = 'message.dead' or (episode_id is not null and client_id is not null)),
  drop column deadline_id;
drop table care.deadline, care.leave_wish, care.permit, care.breach_client, care.breach, care.rights_notice, care.access_request, care.correction_told, care.correction,
  care.complaint_message, care.complaint_key, care.complaint;
`);
  }
}

const COMPLAINT_TABLES = `
create table care.complaint (
  id uuid primary key,
  reference text not null constraint complaint_reference_is_unique unique,
  about_organisation_id uuid not null references care.organisation on delete restrict,
  handler_organisation_id uuid not null references care.organisation on delete restrict,
  about_account_id uuid,
  channel text not null constraint complaint_channel_is_listed check (channel in ('window','web','in_person','phone','box','ngo','ombudsman')),
  submitter text not null constraint complaint_submitter_is_listed check (submitter in ('anonymous','client','other')),
  client_id uuid references care.client on delete restrict,
  recorded_by uuid,
  category text not null constraint complaint_category_is_listed check (category in ('treatment','consent','privacy','violence','labour','money','discrimination','refused_care','other')),
  concerns_minor boolean not null,
  critical boolean not null generated always as (concerns_minor or category in ('violence','labour','privacy')) stored,
  pass_reason text constraint complaint_pass_reason_is_listed check (pass_reason in ('critical','handler_concerned','nobody_to_handle','asked')),
  words bytea,
  language text not null constraint complaint_language_is_known check (language in ('en','ru','ar')),
  received_at timestamptz not null,
  acknowledge_due_at timestamptz not null,
  decide_due_at timestamptz not null,
  acknowledged_by uuid,
  acknowledged_at timestamptz,
  investigator_id uuid,
  outcome text constraint complaint_outcome_is_listed check (outcome in ('upheld','partly','not_upheld','withdrawn')),
  decision bytea,
  decided_by uuid,
  decided_at timestamptz,
  retaliation_due_at timestamptz,
  retaliation_found text constraint retaliation_finding_is_listed check (retaliation_found in ('none','suspected','not_reached')),
  retaliation_words bytea,
  retaliation_checked_by uuid,
  retaliation_checked_at timestamptz,
  version integer not null default 1,
  constraint what_is_critical_leaves_the_house check (not critical or handler_organisation_id <> about_organisation_id),
  constraint whoever_handles_for_another_says_why check ((handler_organisation_id = about_organisation_id) = (pass_reason is null)),
  constraint nobody_knows_who_complains_without_a_name check (submitter <> 'anonymous' or (client_id is null and recorded_by is null)),
  constraint complaint_of_a_client_is_of_one check (submitter <> 'client' or client_id is not null),
  constraint complaint_is_about_a_colleague_of_the_house foreign key (about_organisation_id, about_account_id) references access.account (organisation_id, id) on delete restrict,
  constraint investigator_is_of_the_house_that_handles foreign key (handler_organisation_id, investigator_id) references access.account (organisation_id, id) on delete restrict,
  constraint nobody_investigates_a_complaint_about_themselves check (investigator_id is distinct from about_account_id or investigator_id is null),
  constraint nobody_decides_a_complaint_about_themselves check (decided_by is distinct from about_account_id or decided_by is null),
  constraint complaint_is_acknowledged_by_somebody check ((acknowledged_by is null) = (acknowledged_at is null)),
  constraint complaint_is_decided_once check ((outcome is null) = (decided_at is null)
    and (outcome is null or outcome = 'withdrawn') = (decided_by is null)),
  constraint complaint_ended_is_looked_at_again check ((outcome is null) = (retaliation_due_at is null)),
  constraint retaliation_is_looked_for_by_somebody check (num_nulls(retaliation_found, retaliation_checked_by, retaliation_checked_at) in (0, 3)
    and (retaliation_found is null or outcome is not null))
);
create index complaints_of_handler on care.complaint (handler_organisation_id, received_at desc, id desc);
create index complaints_of_client on care.complaint (client_id) where client_id is not null;
comment on table care.complaint is 'What somebody complained about, and what became of it (ADR 0043). words, decision, retaliation_words: encrypted. client_id and recorded_by are no column that staff read; of whoever complains without a name nothing is kept, and the instant is that of the day.';
comment on column care.complaint.handler_organisation_id is 'Who decides: the house complained about, or the coordination office for what is critical, for what is about those who would decide, and where nobody could.';

create table care.complaint_key (
  complaint_id uuid primary key references care.complaint on delete restrict,
  passphrase_hash text not null
);
comment on table care.complaint_key is 'argon2id of the passphrase with which a complaint is followed; read by functions alone.';

create table care.complaint_message (
  id uuid primary key,
  complaint_id uuid not null references care.complaint on delete restrict,
  place smallint not null,
  from_complainant boolean not null,
  words bytea,
  written_at timestamptz not null,
  written_by uuid,
  constraint complaint_message_has_its_own_place unique (complaint_id, place),
  constraint complaint_message_is_of_one_side check ((written_by is null) = from_complainant)
);
comment on table care.complaint_message is 'What the two sides of a complaint wrote to each other, encrypted. That of whoever complains without a name carries the day alone.';
`;

const TABLES = `
create table care.correction (
  id uuid primary key,
  organisation_id uuid not null references care.organisation on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  asked_by text not null constraint correction_asker_is_listed check (asked_by in ('client','staff')),
  recorded_by uuid,
  field text not null constraint correction_field_is_listed check (field in ('client.birth_year','client.language','client.substance','identity.name','identity.birth_date','identity.contact',
    'safety.screen','diagnosis.condition','treatment.record','rehabilitation.record','reintegration.record','employment.record','handoff.packet','other')),
  words bytea,
  original bytea,
  received_at timestamptz not null default clock_timestamp(),
  decide_due_at timestamptz not null,
  decision text constraint correction_decision_is_listed check (decision in ('accepted','partly','refused')),
  reason bytea,
  decided_by uuid,
  decided_at timestamptz,
  applied_by uuid,
  applied_at timestamptz,
  applied_version integer,
  statement bytea,
  stated_at timestamptz,
  version integer not null default 1,
  constraint correction_was_asked_for_by_somebody check ((asked_by = 'staff') = (recorded_by is not null)),
  constraint another_person_decides_on_a_correction check (decided_by is distinct from recorded_by or decided_by is null),
  constraint correction_is_decided_once check (num_nulls(decision, decided_by, decided_at) in (0, 3)),
  constraint only_what_was_accepted_is_corrected check (num_nulls(applied_by, applied_at) in (0, 2) and (applied_at is null or (decision is not null and decision <> 'refused'))),
  constraint a_statement_stands_beside_what_was_not_corrected check (stated_at is null or (decision is not null and decision <> 'accepted'))
);
create index corrections_of_client on care.correction (organisation_id, client_id, received_at desc);
create index corrections_of_house on care.correction (organisation_id, received_at desc, id desc);
comment on table care.correction is 'What a client says is wrong in the record: words (what it says, what it should say), original (what stood there when it was decided), reason and statement are encrypted. The original stays; a refused correction keeps the words of the client beside the record (ADR 0043).';

create table care.correction_told (
  correction_id uuid not null references care.correction on delete restrict,
  from_organisation_id uuid not null references care.organisation on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  field text not null,
  told_at timestamptz not null default clock_timestamp(),
  primary key (correction_id, organisation_id)
);
create index corrections_told_to on care.correction_told (organisation_id, client_id);
comment on table care.correction_told is 'Who had received a value that was corrected since, and when they were told which one. Never the value.';

create table care.access_request (
  id uuid primary key,
  organisation_id uuid not null references care.organisation on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  asked_by text not null constraint access_asker_is_listed check (asked_by in ('client','staff')),
  recorded_by uuid,
  form text not null constraint access_form_is_listed check (form in ('paper','file','look')),
  received_at timestamptz not null default clock_timestamp(),
  answer_due_at timestamptz not null,
  answer text constraint access_answer_is_listed check (answer in ('given','partly','refused')),
  reason bytea,
  answered_by uuid,
  answered_at timestamptz,
  version integer not null default 1,
  constraint access_was_asked_for_by_somebody check ((asked_by = 'staff') = (recorded_by is not null)),
  constraint access_is_answered_once check (num_nulls(answer, answered_by, answered_at) in (0, 3)),
  constraint access_not_given_whole_says_why check (answer is null or answer = 'given' or reason is not null)
);
create index access_requests_of_house on care.access_request (organisation_id, received_at desc, id desc);
create index access_requests_of_client on care.access_request (organisation_id, client_id, received_at desc);
comment on table care.access_request is 'A client asks to see or to have their record. reason: encrypted.';

create table care.rights_notice (
  id uuid primary key,
  organisation_id uuid not null references care.organisation on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  notice_id text not null,
  text_sha256 bytea not null,
  form text not null constraint notice_form_is_listed check (form in ('full','easy','read_aloud')),
  language text not null constraint notice_language_is_known check (language in ('en','ru','ar')),
  given_at timestamptz not null default clock_timestamp(),
  given_by uuid not null
);
create index rights_notices_of_client on care.rights_notice (organisation_id, client_id, given_at desc);
comment on table care.rights_notice is 'That a client was told their rights: which version of the text, in which language and form, when, by whom.';

create table care.breach (
  id uuid primary key,
  organisation_id uuid not null references care.organisation on delete restrict,
  kind text not null constraint breach_kind_is_listed check (kind in ('disclosure','loss','alteration','access','unavailable')),
  risk text not null constraint breach_risk_is_listed check (risk in ('unlikely','likely','high')),
  people integer not null constraint breach_concerns_people check (people between 0 and 10000000),
  words bytea not null,
  detected_at timestamptz not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  notify_due_at timestamptz not null,
  notified_by uuid,
  notified_at timestamptz,
  authority_reference text,
  not_notified_reason bytea,
  clients_told_at timestamptz,
  closed_by uuid,
  closed_at timestamptz,
  version integer not null default 1,
  constraint breach_is_notified_after_it_was_found check (detected_at <= recorded_at and (notified_at is null or notified_at >= detected_at)),
  constraint breach_is_notified_or_it_is_said_why_not check (num_nulls(notified_at, notified_by) in (0, 2) and (closed_at is null or notified_at is not null or not_notified_reason is not null)),
  constraint only_what_harms_nobody_is_kept_from_the_authority check (not_notified_reason is null or risk = 'unlikely'),
  constraint clients_are_told_of_what_may_harm_them check (closed_at is null or risk <> 'high' or clients_told_at is not null),
  constraint breach_is_closed_by_somebody check ((closed_at is null) = (closed_by is null))
);
create index breaches_of_house on care.breach (organisation_id, detected_at desc, id desc);
comment on table care.breach is 'The register of breaches: when it was found, until when the authority must know, who was told. words and not_notified_reason: encrypted.';

create table care.breach_client (
  breach_id uuid not null references care.breach on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  told_at timestamptz,
  primary key (breach_id, client_id)
);
comment on table care.breach_client is 'Whom a breach concerned, and when they were told.';

create table care.permit (
  id uuid primary key,
  organisation_id uuid not null references care.organisation on delete restrict,
  kind text not null constraint permit_kind_is_listed check (kind in ('health_data','sensitive_data','cross_border','data_protection_officer','impact_assessment','processing_register')),
  number text not null constraint permit_has_a_number check (number ~ '\\S' and length(number) <= 120),
  authority text not null constraint permit_is_of_an_authority check (authority ~ '\\S' and length(authority) <= 200),
  valid_from_on date not null,
  valid_until_on date not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint permit_is_valid_for_days check (valid_from_on <= valid_until_on)
);
create index permits_of_house on care.permit (organisation_id, kind, valid_until_on desc);
comment on table care.permit is 'Permits, and the assessments and registers the law asks for, each with the days it counts. A new one stands beside the old.';

create table care.leave_wish (
  id uuid primary key,
  organisation_id uuid not null references care.organisation on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  asked_by text not null constraint leave_asker_is_listed check (asked_by in ('client','staff')),
  recorded_by uuid,
  asked_at timestamptz not null default clock_timestamp(),
  answer_due_at timestamptz not null,
  safety_talk boolean,
  belongings_returned boolean,
  documents_returned boolean,
  transport_arranged boolean,
  outcome text constraint leave_outcome_is_listed check (outcome in ('left','stays','later')),
  answered_by uuid,
  answered_at timestamptz,
  version integer not null default 1,
  constraint leave_was_asked_for_by_somebody check ((asked_by = 'staff') = (recorded_by is not null)),
  constraint leave_is_answered_once check (num_nulls(outcome, answered_by, answered_at, safety_talk, belongings_returned, documents_returned, transport_arranged) in (0, 7)),
  constraint nobody_leaves_without_what_is_theirs check (outcome is distinct from 'left' or (belongings_returned and documents_returned))
);
create unique index one_open_wish_to_leave on care.leave_wish (organisation_id, client_id) where answered_at is null;
comment on table care.leave_wish is 'A client wants to leave: nobody is kept. Within two hours somebody talks with them about safety and gives back belongings and documents.';

create table care.deadline (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references care.organisation on delete restrict,
  kind text not null constraint deadline_kind_is_listed check (kind in ('complaint.acknowledge','complaint.decide','complaint.retaliation','correction.decide','access.answer',
    'breach.notify','permit.renew','leave.answer','retention.review')),
  subject_id uuid not null,
  client_id uuid references care.client on delete restrict,
  work_from_at timestamptz not null,
  due_at timestamptz not null,
  work_at timestamptz,
  told_at timestamptz,
  settled_at timestamptz,
  constraint a_duty_has_one_clock unique (kind, subject_id),
  constraint work_begins_before_it_is_due check (work_from_at <= due_at)
);
create index deadlines_of_house on care.deadline (organisation_id, due_at, id);
create index deadlines_that_give_work on care.deadline (work_from_at) where work_at is null and settled_at is null;
create index deadlines_that_ran_out on care.deadline (due_at) where told_at is null and settled_at is null;
comment on table care.deadline is 'The clocks of duties that belong to no handoff: from when there is work, until when it must be done, when it was. Of a complaint it names no client.';

alter table care.work_item add column deadline_id uuid references care.deadline on delete restrict,
  drop constraint work_is_about_somebody_or_a_message,
  add constraint work_is_about_somebody_or_a_message check (kind = 'message.dead' or deadline_id is not null or (episode_id is not null and client_id is not null));
create unique index work_of_a_deadline_is_raised_once on care.work_item (deadline_id, kind) where done_at is null and deadline_id is not null;
`;

const POLICIES = `
do $$ declare t text; begin
  foreach t in array array['complaint','complaint_key','complaint_message','correction','correction_told','access_request','rights_notice','breach','breach_client','permit','leave_wish','deadline'] loop
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
    execute format('create policy definer_crosses on care.%I to handrail_definer using (true) with check (true)', t);
    execute format('grant select on care.%I to handrail_definer', t);
  end loop;
  foreach t in array array['correction','access_request','rights_notice','breach','breach_client','permit','leave_wish','deadline'] loop
    execute format('create policy own_house on care.%I for select to handrail_api using (organisation_id = (select care.actor_organisation()))', t);
    execute format('grant select on care.%I to handrail_api', t);
  end loop;
  foreach t in array array['correction','access_request','breach','breach_client','leave_wish'] loop
    execute format('create policy own_house_goes_on on care.%I for update to handrail_api
      using (organisation_id = (select care.actor_organisation())) with check (organisation_id = (select care.actor_organisation()))', t);
  end loop;
  foreach t in array array['breach','permit'] loop
    execute format('create policy own_house_grows on care.%I for insert to handrail_api with check (organisation_id = (select care.actor_organisation()))', t);
  end loop;
  -- About a client only whoever has a code for them writes.
  foreach t in array array['correction','access_request','rights_notice','breach_client','leave_wish'] loop
    execute format('create policy own_clients_are_written_about on care.%I for insert to handrail_api with check (organisation_id = (select care.actor_organisation())
      and exists (select from care.client_code k where k.organisation_id = (select care.actor_organisation()) and k.client_id = %I.client_id and k.erased_at is null offset 0))', t, t);
  end loop;
end $$;

grant insert, update (handler_organisation_id, pass_reason, about_account_id, investigator_id, outcome, decided_at, retaliation_due_at, client_id, submitter, recorded_by, words,
  decision, retaliation_words, version) on care.complaint to handrail_definer;
grant insert on care.complaint_key, care.correction_told, care.access_request, care.leave_wish to handrail_definer;
grant insert, update (words) on care.complaint_message to handrail_definer;
grant insert, update (words, original, reason, statement, stated_at, version) on care.correction to handrail_definer;
grant update (reason) on care.access_request to handrail_definer;
grant insert, update (organisation_id, work_from_at, due_at, work_at, told_at, settled_at) on care.deadline to handrail_definer;

-- Whoever handles a complaint reads it, but never the colleague it is about; who complained is no column that anybody reads.
create policy handlers_but_never_the_one_concerned on care.complaint for select to handrail_api using (
  handler_organisation_id = (select care.actor_organisation()) and about_account_id is distinct from (select care.actor_account()));
create policy handlers_go_on on care.complaint for update to handrail_api
  using (handler_organisation_id = (select care.actor_organisation()) and about_account_id is distinct from (select care.actor_account()))
  with check (handler_organisation_id = (select care.actor_organisation()) and about_account_id is distinct from (select care.actor_account()));
grant select (id, reference, about_organisation_id, handler_organisation_id, about_account_id, channel, submitter, category, concerns_minor, critical, pass_reason, words, language,
  received_at, acknowledge_due_at, decide_due_at, acknowledged_by, acknowledged_at, investigator_id, outcome, decision, decided_by, decided_at, retaliation_due_at,
  retaliation_found, retaliation_words, retaliation_checked_by, retaliation_checked_at, version),
  update (acknowledged_by, acknowledged_at, investigator_id, outcome, decision, decided_by, decided_at, retaliation_due_at, retaliation_found, retaliation_words,
  retaliation_checked_by, retaliation_checked_at, version) on care.complaint to handrail_api;
create policy with_their_complaint on care.complaint_message for select to handrail_api using (exists (select from care.complaint c where c.id = complaint_message.complaint_id offset 0));
create policy handlers_write on care.complaint_message for insert to handrail_api with check (not from_complainant and written_by = (select care.actor_account())
  and exists (select from care.complaint c where c.id = complaint_message.complaint_id offset 0));
grant select, insert (id, complaint_id, place, from_complainant, words, written_at, written_by) on care.complaint_message to handrail_api;

create policy both_ends on care.correction_told for select to handrail_api using (
  organisation_id = (select care.actor_organisation()) or from_organisation_id = (select care.actor_organisation()));
grant select on care.correction_told to handrail_api;

grant insert (id, organisation_id, client_id, asked_by, recorded_by, field, words, received_at, decide_due_at),
  update (original, decision, reason, decided_by, decided_at, applied_by, applied_at, applied_version, statement, stated_at, version) on care.correction to handrail_api;
grant insert (id, organisation_id, client_id, asked_by, recorded_by, form, received_at, answer_due_at),
  update (answer, reason, answered_by, answered_at, version) on care.access_request to handrail_api;
grant insert (id, organisation_id, client_id, notice_id, text_sha256, form, language, given_by) on care.rights_notice to handrail_api;
grant insert (id, organisation_id, kind, risk, people, words, detected_at, recorded_by, notify_due_at),
  update (notified_by, notified_at, authority_reference, not_notified_reason, clients_told_at, closed_by, closed_at, version) on care.breach to handrail_api;
grant insert (breach_id, organisation_id, client_id), update (told_at) on care.breach_client to handrail_api;
grant insert (id, organisation_id, kind, number, authority, valid_from_on, valid_until_on, recorded_by) on care.permit to handrail_api;
grant insert (id, organisation_id, client_id, asked_by, recorded_by, asked_at, answer_due_at),
  update (safety_talk, belongings_returned, documents_returned, transport_arranged, outcome, answered_by, answered_at, version) on care.leave_wish to handrail_api;

create trigger hints_of_corrections after insert or update on care.correction for each row execute function bus.hint_organisation('house');
create trigger hints_of_access after insert or update on care.access_request for each row execute function bus.hint_organisation('house');
create trigger hints_of_breaches after insert or update on care.breach for each row execute function bus.hint_organisation('house');
create trigger hints_of_leaving after insert or update on care.leave_wish for each row execute function bus.hint_organisation('house');
create trigger hints_of_duties after insert or update on care.deadline for each row execute function bus.hint_organisation('house');
`;
