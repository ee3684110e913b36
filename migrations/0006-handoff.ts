import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Consents, handoffs, packets, the disclosure ledger and the inbox of an organisation. */
export class Handoff1700000000006 implements MigrationInterface {
  name = 'Handoff1700000000006';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
create table care.consent (
  id uuid primary key default uuidv7(),
  reference uuid not null default gen_random_uuid() constraint consent_reference_is_unique unique,
  client_id uuid not null references care.client on delete restrict,
  episode_id uuid not null references care.episode on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  kind text not null default 'care_sharing' constraint consent_kind_is_listed check (kind in ('service','care_sharing','tpo','counselling_notes','proceedings','follow_up','research','employer','lender','media','family_information')),
  recipient_organisation_id uuid references care.organisation on delete restrict,
  recipient_class text constraint recipient_class_is_listed check (recipient_class in ('own_house','treating_providers','payers','family','employers','lenders','researchers','media','courts')),
  purposes text[] not null constraint consent_purposes_are_listed check (cardinality(purposes) > 0 and purposes <@ array['care','follow_up','payment','operations','proceedings','research','employer_contact','lender_contact','media','family_information']),
  categories text[] not null constraint consent_categories_are_listed check (
    categories <@ array['identity','contact','diagnosis','treatment','safety','plan','social','employment','bbv','pregnancy','counselling_notes','legal_status','third_persons']),
  language text not null constraint consent_language_is_known check (language in ('en','ru','ar')),
  text_id text not null,
  text_sha256 bytea not null,
  pack_version text not null,
  given_how text not null constraint consent_way_is_listed check (given_how in ('electronic_signature','code','paper_signature','witnessed_oral')),
  signer text not null constraint consent_signer_is_listed check (signer in ('self','guardian','representative')),
  authority text,
  own_from date,
  given_at timestamptz not null default clock_timestamp(),
  ends text not null default 'end_of_care' constraint consent_end_is_listed check (ends in ('date','end_of_care','handoff_completed','none')),
  expires_on date,
  ended_at timestamptz,
  until_at timestamptz not null default 'infinity',
  recorded_by uuid,
  withdrawn_at timestamptz,
  withdrawn_how text constraint withdrawal_way_is_listed check (withdrawn_how in ('electronic_signature','code','paper_signature','witnessed_oral')),
  withdrawn_by uuid,
  version integer not null default 1,
  constraint consent_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint consent_is_named_with_client_and_recipient unique (id, client_id, recipient_organisation_id),
  constraint consent_shares_with_another check (recipient_organisation_id <> organisation_id),
  constraint consent_names_one_recipient check (num_nonnulls(recipient_organisation_id, recipient_class) = 1),
  constraint consent_opens_something check (cardinality(categories) > 0 or kind = 'service'),
  constraint consent_ends_on_its_date check (ends <> 'date' or expires_on is not null),
  constraint endless_consent_is_for_care check (ends <> 'none' or expires_on is not null or purposes <@ array['care','payment','operations']),
  constraint counselling_notes_stand_alone check ('counselling_notes' <> all (categories) or (kind = 'counselling_notes' and cardinality(categories) = 1)),
  constraint proceedings_stand_alone check ('proceedings' <> all (purposes) or (kind = 'proceedings' and cardinality(purposes) = 1)),
  constraint guardian_shows_a_document check (signer = 'self' or authority is not null),
  constraint guardian_signs_until_a_day check (signer <> 'guardian' or own_from is not null),
  constraint withdrawal_says_how check ((withdrawn_at is null) = (withdrawn_how is null))
);
comment on table care.consent is 'Recipient x purpose x category x period, with the text the client saw.';
comment on column care.consent.own_from is 'From this day on the client decides alone: what a guardian signed has ended.';
comment on column care.consent.until_at is 'The first instant at which it opens nothing by itself: after its last day, on the day its client decides alone, or when the event came that ends it. Withdrawal is beside it.';
comment on column care.consent.recorded_by is 'Who wrote it down; empty: the client gave it in a window of their own.';
-- The end is one instant, worked out in one place; every reader compares it with the clock.
create function care.work_out_consent_end() returns trigger language plpgsql as $$
declare v_zone text; begin
  -- Its days are those of the house in which it was given: the same by which it is said what may be given.
  select o.time_zone into v_zone from care.organisation o where o.id = new.organisation_id;
  v_zone := coalesce(v_zone, 'UTC');
  new.until_at := least(coalesce((new.expires_on + 1)::timestamp at time zone v_zone, 'infinity'), coalesce(new.own_from::timestamp at time zone v_zone, 'infinity'), coalesce(new.ended_at, 'infinity'));
  return new;
end $$;
create trigger consent_end_is_worked_out before insert or update on care.consent for each row execute function care.work_out_consent_end();
-- A rule of its own, beside the end: the demonstration, which moves what it invented into the past, lays down this one alone.
create function care.guard_consent() returns trigger language plpgsql as $$
begin
  if not (new.purposes <@ old.purposes and new.categories <@ old.categories
      and (new.kind, new.recipient_organisation_id, new.recipient_class, new.given_at, new.signer, new.text_sha256)
        is not distinct from (old.kind, old.recipient_organisation_id, old.recipient_class, old.given_at, old.signer, old.text_sha256)
      and (old.withdrawn_at is null or new.withdrawn_at is not distinct from old.withdrawn_at)) then
    raise exception 'a consent only becomes narrower' using errcode = 'check_violation', constraint = 'consent_only_narrows', table = 'consent', schema = 'care';
  end if;
  return new;
end $$;
create trigger consent_only_narrows before update on care.consent for each row execute function care.guard_consent();
create index consent_of_client on care.consent (client_id, recipient_organisation_id);
create index consent_of_episode on care.consent (episode_id);

-- Where a handoff stands (FHIR Task.businessStatus) and the state each belongs to: the charter's list, compared by a test.
create function care.state_of(p_business_state text) returns text language sql immutable
  return case p_business_state
    when 'preparing' then 'draft'
    when 'awaiting-acknowledgement' then 'requested'
    when 'under-review' then 'received' when 'info-requested' then 'received'
    when 'waitlist-offered' then 'received' when 'waitlisted' then 'received'
    when 'awaiting-arrival' then 'accepted'
    when 'client-unreachable' then 'on-hold' when 'consent-under-discussion' then 'on-hold' when 'transport' then 'on-hold'
    when 'arrived-in-service' then 'in-progress'
    when 'report-sent' then 'completed' when 'loop-closed' then 'completed' when 'information-given' then 'completed'
    when 'declined' then 'rejected' when 'declined-capacity' then 'rejected' when 'referred-onward' then 'rejected'
    when 'recalled' then 'cancelled' when 'reassigned' then 'cancelled' when 'client-withdrew' then 'cancelled'
    when 'client-left' then 'cancelled' when 'client-moved-away' then 'cancelled' when 'client-detained' then 'cancelled'
    when 'client-died' then 'cancelled' when 'consent-withdrawn' then 'cancelled' when 'superseded' then 'cancelled'
    when 'expired-no-response' then 'cancelled' when 'expired-no-decision' then 'cancelled' when 'receiver-closed' then 'cancelled'
    when 'discarded' then 'cancelled'
    when 'did-not-arrive' then 'failed' when 'service-unavailable' then 'failed'
    when 'voided' then 'entered-in-error' end;
grant execute on function care.state_of(text) to handrail_api, handrail_worker, handrail_definer;

create table care.handoff (
  id uuid primary key,
  reference char(10) not null constraint handoff_reference_is_unique unique
    constraint handoff_reference_has_ten_symbols check (reference ~ '^[0-9A-HJKMNP-TV-Z]{10}$'),
  kind text not null constraint handoff_kind_is_listed check (kind in ('transfer','referral','information_only')),
  basis text not null default 'consent' constraint handoff_basis_is_listed check (basis in ('consent','emergency','none')),
  jurisdiction text not null,
  group_id uuid not null default gen_random_uuid(),
  replaces_id uuid references care.handoff on delete restrict,
  planned_return boolean not null default false,
  episode_id uuid not null references care.episode on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  audit_subject uuid not null,
  sender_organisation_id uuid not null references care.organisation on delete restrict,
  receiver_organisation_id uuid not null references care.organisation on delete restrict,
  stage text not null constraint handoff_stage_is_known check (stage in ('contact','assessment','treatment','rehabilitation','reintegration','employment','follow_up')),
  urgency text not null constraint handoff_urgency_is_listed check (urgency in ('routine','urgent')),
  state text not null default 'requested'
    constraint handoff_state_is_listed check (state in ('draft','requested','received','accepted','on-hold','in-progress','completed','rejected','cancelled','failed','entered-in-error')),
  business_state text not null default 'awaiting-acknowledgement'
    constraint handoff_business_state_is_listed check (business_state in ('preparing','awaiting-acknowledgement','under-review','info-requested',
      'waitlist-offered','waitlisted','awaiting-arrival','client-unreachable','consent-under-discussion','transport','arrived-in-service','report-sent',
      'loop-closed','information-given','declined','declined-capacity','referred-onward','recalled','reassigned','client-withdrew','client-left',
      'client-moved-away','client-detained','client-died','consent-withdrawn','superseded','expired-no-response','expired-no-decision','receiver-closed',
      'discarded','did-not-arrive','service-unavailable','voided')),
  round smallint not null default 1,
  consent_id uuid,
  safety_withheld boolean not null,
  pack_version text not null,
  created_at timestamptz not null default clock_timestamp(),
  requested_at timestamptz default clock_timestamp(),
  requested_by uuid not null,
  delivered_at timestamptz,
  received_at timestamptz,
  received_by uuid,
  accepted_at timestamptz,
  accepted_by uuid,
  appointment_at timestamptz,
  spoke_at timestamptz,
  departed_at timestamptz,
  arrived_at timestamptz,
  arrival_recorded_at timestamptz,
  arrived_from text,
  escalated_at timestamptz,
  extended_at timestamptz,
  overturned_at timestamptz,
  closed_at timestamptz,
  due_at timestamptz,
  resume_on date,
  waitlist_expected_on date,
  waitlist_position smallint constraint waitlist_position_is_positive check (waitlist_position > 0),
  waitlist_review_on date,
  decline_reason text constraint decline_reason_is_listed check (decline_reason in ('no_capacity','out_of_scope','clinical_risk','area','client_choice','missing_information','funding','referred_onward','other')),
  suggested_organisation_id uuid references care.organisation on delete restrict,
  recall_reason text constraint recall_reason_is_listed check (recall_reason in ('client_changed_mind','better_place_found','clinical_change','sent_by_mistake','other')),
  outcome text constraint report_outcome_is_listed check (outcome in ('settled','started_plan','left_early','needs_other_care','returned')),
  acknowledged_by_clock boolean not null default false,
  caller_account_id uuid,
  version integer not null default 1,
  -- The transaction that moved it last: what follows from a move follows in that one, or not at all.
  moved_in xid8,
  -- A handoff opens what its consent opens: of this very client, for this very receiver.
  constraint handoff_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint handoff_stands_on_its_clients_consent foreign key (consent_id, client_id, receiver_organisation_id)
    references care.consent (id, client_id, recipient_organisation_id) on delete restrict,
  constraint handoff_crosses_organisations check (sender_organisation_id <> receiver_organisation_id),
  constraint handoff_state_follows_business_state check (state = care.state_of(business_state)),
  constraint handoff_sent_on_consent_names_it check (basis <> 'consent' or requested_at is null or consent_id is not null),
  constraint information_is_given_once check ((kind = 'information_only') = (business_state = 'information-given')),
  constraint only_information_stands_on_nothing check ((kind = 'information_only') = (basis = 'none')),
  constraint only_a_referral_is_an_emergency_or_comes_back check (kind = 'referral' or (basis <> 'emergency' and not planned_return)),
  constraint decline_has_a_reason check (state <> 'rejected' or decline_reason is not null),
  constraint waiting_has_a_review_date check (business_state <> 'waitlisted' or (waitlist_review_on is not null and num_nonnulls(waitlist_expected_on, waitlist_position) > 0)),
  constraint accepted_has_an_appointment check (accepted_at is null or basis = 'emergency' or appointment_at is not null),
  -- Several transfers of one episode are open only as alternatives of one group; the first partner that accepts has it.
  constraint open_transfers_share_a_group exclude using gist (episode_id with =, group_id with <>)
    where (kind = 'transfer' and state in ('requested','received','accepted','on-hold')),
  -- Looked at when the transaction ends: an arrival that nobody expected ends the accepted alternative in the same one.
  constraint one_accepted_per_group exclude using gist (group_id with =) where (state in ('accepted','on-hold','in-progress'))
    deferrable initially deferred
);
comment on table care.handoff is 'A referral leaves custody where it is; a transfer moves it when the client has arrived. An envelope: what the two sides write to each other is in handoff_note.';
create unique index one_offer_per_partner on care.handoff (group_id, receiver_organisation_id) where state in ('requested','received','accepted','on-hold');
create index handoff_of_episode on care.handoff (episode_id);
create index handoff_of_consent on care.handoff (consent_id);
create index handoff_replaced on care.handoff (replaces_id) where replaces_id is not null;
create index handoffs_sent on care.handoff (sender_organisation_id, id desc);
create index handoffs_received on care.handoff (receiver_organisation_id, id desc);
create index handoffs_escalated on care.handoff (jurisdiction, escalated_at) where escalated_at is not null and state in ('requested','received','accepted','on-hold','in-progress');
create index handoffs_under_way on care.handoff (jurisdiction, id desc) where requested_at is not null and kind <> 'information_only';
create index sent_under_way on care.handoff (sender_organisation_id, id desc) where state in ('requested','received','accepted','on-hold','in-progress');
create index received_under_way on care.handoff (receiver_organisation_id, id desc) where state in ('requested','received','accepted','on-hold','in-progress');
-- An emergency has no appointment: it is expected from the instant it was called.
create index arrivals_expected on care.handoff (receiver_organisation_id, coalesce(appointment_at, accepted_at), id) where state in ('accepted','on-hold');
create index clients_out_of_the_house on care.handoff (sender_organisation_id, departed_at) where departed_at is not null and arrived_at is null;

-- Which way a handoff may go, and who may move it so: the charter's machine, compared by a test.
create table care.handoff_transition (
  from_business text not null,
  to_business text not null,
  mover text not null constraint mover_is_listed check (mover in ('sender','receiver','coordinator','system')),
  primary key (from_business, to_business, mover)
);
comment on table care.handoff_transition is 'The machine as the database knows it: no update of a handoff goes a way that is not here.';
insert into care.handoff_transition (from_business, to_business, mover) values
  ('preparing','preparing','sender'),('preparing','awaiting-acknowledgement','sender'),('preparing','discarded','sender'),
  ('preparing','discarded','system'),('awaiting-acknowledgement','recalled','sender'),('awaiting-acknowledgement','recalled','coordinator'),
  ('awaiting-acknowledgement','client-withdrew','sender'),('awaiting-acknowledgement','client-withdrew','receiver'),
  ('awaiting-acknowledgement','client-left','sender'),('awaiting-acknowledgement','client-left','receiver'),
  ('awaiting-acknowledgement','client-moved-away','sender'),('awaiting-acknowledgement','client-moved-away','receiver'),
  ('awaiting-acknowledgement','client-detained','sender'),('awaiting-acknowledgement','client-detained','receiver'),
  ('awaiting-acknowledgement','client-died','sender'),('awaiting-acknowledgement','client-died','receiver'),
  ('awaiting-acknowledgement','voided','sender'),('awaiting-acknowledgement','arrived-in-service','receiver'),
  ('awaiting-acknowledgement','superseded','system'),('awaiting-acknowledgement','awaiting-arrival','receiver'),
  ('awaiting-acknowledgement','declined','receiver'),('awaiting-acknowledgement','declined-capacity','receiver'),
  ('awaiting-acknowledgement','referred-onward','receiver'),('awaiting-acknowledgement','consent-withdrawn','sender'),
  ('awaiting-acknowledgement','consent-withdrawn','receiver'),('awaiting-acknowledgement','consent-withdrawn','system'),
  ('awaiting-acknowledgement','reassigned','coordinator'),('awaiting-acknowledgement','under-review','receiver'),
  ('awaiting-acknowledgement','awaiting-acknowledgement','coordinator'),('awaiting-acknowledgement','expired-no-response','system'),
  ('awaiting-acknowledgement','receiver-closed','system'),('under-review','recalled','sender'),('under-review','recalled','coordinator'),
  ('under-review','client-withdrew','sender'),('under-review','client-withdrew','receiver'),('under-review','client-left','sender'),
  ('under-review','client-left','receiver'),('under-review','client-moved-away','sender'),('under-review','client-moved-away','receiver'),
  ('under-review','client-detained','sender'),('under-review','client-detained','receiver'),('under-review','client-died','sender'),
  ('under-review','client-died','receiver'),('under-review','voided','sender'),('under-review','arrived-in-service','receiver'),
  ('under-review','superseded','system'),('under-review','awaiting-arrival','receiver'),('under-review','declined','receiver'),
  ('under-review','declined-capacity','receiver'),('under-review','referred-onward','receiver'),('under-review','consent-withdrawn','sender'),
  ('under-review','consent-withdrawn','receiver'),('under-review','consent-withdrawn','system'),('under-review','reassigned','coordinator'),
  ('under-review','info-requested','receiver'),('under-review','waitlist-offered','receiver'),('under-review','under-review','coordinator'),
  ('under-review','expired-no-decision','system'),('under-review','receiver-closed','system'),('info-requested','recalled','sender'),
  ('info-requested','recalled','coordinator'),('info-requested','client-withdrew','sender'),('info-requested','client-withdrew','receiver'),
  ('info-requested','client-left','sender'),('info-requested','client-left','receiver'),('info-requested','client-moved-away','sender'),
  ('info-requested','client-moved-away','receiver'),('info-requested','client-detained','sender'),('info-requested','client-detained','receiver'),
  ('info-requested','client-died','sender'),('info-requested','client-died','receiver'),('info-requested','voided','sender'),
  ('info-requested','arrived-in-service','receiver'),('info-requested','superseded','system'),('info-requested','awaiting-arrival','receiver'),
  ('info-requested','declined','receiver'),('info-requested','declined-capacity','receiver'),('info-requested','referred-onward','receiver'),
  ('info-requested','consent-withdrawn','sender'),('info-requested','consent-withdrawn','receiver'),('info-requested','consent-withdrawn','system'),
  ('info-requested','reassigned','coordinator'),('info-requested','under-review','sender'),('info-requested','info-requested','coordinator'),
  ('info-requested','expired-no-decision','system'),('info-requested','receiver-closed','system'),('waitlist-offered','recalled','sender'),
  ('waitlist-offered','recalled','coordinator'),('waitlist-offered','client-withdrew','sender'),('waitlist-offered','client-withdrew','receiver'),
  ('waitlist-offered','client-left','sender'),('waitlist-offered','client-left','receiver'),('waitlist-offered','client-moved-away','sender'),
  ('waitlist-offered','client-moved-away','receiver'),('waitlist-offered','client-detained','sender'),
  ('waitlist-offered','client-detained','receiver'),('waitlist-offered','client-died','sender'),('waitlist-offered','client-died','receiver'),
  ('waitlist-offered','voided','sender'),('waitlist-offered','arrived-in-service','receiver'),('waitlist-offered','superseded','system'),
  ('waitlist-offered','awaiting-arrival','receiver'),('waitlist-offered','declined','receiver'),('waitlist-offered','declined-capacity','receiver'),
  ('waitlist-offered','referred-onward','receiver'),('waitlist-offered','consent-withdrawn','sender'),
  ('waitlist-offered','consent-withdrawn','receiver'),('waitlist-offered','consent-withdrawn','system'),
  ('waitlist-offered','reassigned','coordinator'),('waitlist-offered','waitlisted','sender'),('waitlist-offered','under-review','sender'),
  ('waitlist-offered','waitlist-offered','coordinator'),('waitlist-offered','receiver-closed','system'),('waitlisted','recalled','sender'),
  ('waitlisted','recalled','coordinator'),('waitlisted','client-withdrew','sender'),('waitlisted','client-withdrew','receiver'),
  ('waitlisted','client-left','sender'),('waitlisted','client-left','receiver'),('waitlisted','client-moved-away','sender'),
  ('waitlisted','client-moved-away','receiver'),('waitlisted','client-detained','sender'),('waitlisted','client-detained','receiver'),
  ('waitlisted','client-died','sender'),('waitlisted','client-died','receiver'),('waitlisted','voided','sender'),
  ('waitlisted','arrived-in-service','receiver'),('waitlisted','superseded','system'),('waitlisted','awaiting-arrival','receiver'),
  ('waitlisted','declined','receiver'),('waitlisted','declined-capacity','receiver'),('waitlisted','referred-onward','receiver'),
  ('waitlisted','consent-withdrawn','sender'),('waitlisted','consent-withdrawn','receiver'),('waitlisted','consent-withdrawn','system'),
  ('waitlisted','reassigned','coordinator'),('waitlisted','under-review','receiver'),('waitlisted','receiver-closed','system'),
  ('awaiting-arrival','recalled','sender'),('awaiting-arrival','recalled','coordinator'),('awaiting-arrival','client-withdrew','sender'),
  ('awaiting-arrival','client-withdrew','receiver'),('awaiting-arrival','client-left','sender'),('awaiting-arrival','client-left','receiver'),
  ('awaiting-arrival','client-moved-away','sender'),('awaiting-arrival','client-moved-away','receiver'),
  ('awaiting-arrival','client-detained','sender'),('awaiting-arrival','client-detained','receiver'),('awaiting-arrival','client-died','sender'),
  ('awaiting-arrival','client-died','receiver'),('awaiting-arrival','voided','sender'),('awaiting-arrival','arrived-in-service','receiver'),
  ('awaiting-arrival','superseded','system'),('awaiting-arrival','consent-under-discussion','sender'),
  ('awaiting-arrival','consent-under-discussion','receiver'),('awaiting-arrival','consent-under-discussion','system'),
  ('awaiting-arrival','did-not-arrive','receiver'),('awaiting-arrival','did-not-arrive','system'),
  ('awaiting-arrival','service-unavailable','receiver'),('awaiting-arrival','reassigned','coordinator'),
  ('awaiting-arrival','client-unreachable','sender'),('awaiting-arrival','client-unreachable','receiver'),('awaiting-arrival','transport','sender'),
  ('awaiting-arrival','transport','receiver'),('awaiting-arrival','awaiting-arrival','receiver'),('awaiting-arrival','awaiting-arrival','sender'),
  ('awaiting-arrival','receiver-closed','system'),('client-unreachable','recalled','sender'),('client-unreachable','recalled','coordinator'),
  ('client-unreachable','client-withdrew','sender'),('client-unreachable','client-withdrew','receiver'),('client-unreachable','client-left','sender'),
  ('client-unreachable','client-left','receiver'),('client-unreachable','client-moved-away','sender'),
  ('client-unreachable','client-moved-away','receiver'),('client-unreachable','client-detained','sender'),
  ('client-unreachable','client-detained','receiver'),('client-unreachable','client-died','sender'),('client-unreachable','client-died','receiver'),
  ('client-unreachable','voided','sender'),('client-unreachable','arrived-in-service','receiver'),('client-unreachable','superseded','system'),
  ('client-unreachable','consent-under-discussion','sender'),('client-unreachable','consent-under-discussion','receiver'),
  ('client-unreachable','consent-under-discussion','system'),('client-unreachable','did-not-arrive','receiver'),
  ('client-unreachable','did-not-arrive','system'),('client-unreachable','service-unavailable','receiver'),
  ('client-unreachable','reassigned','coordinator'),('client-unreachable','awaiting-arrival','sender'),
  ('client-unreachable','awaiting-arrival','receiver'),('client-unreachable','expired-no-decision','system'),
  ('client-unreachable','receiver-closed','system'),('client-unreachable','client-unreachable','sender'),
  ('consent-under-discussion','recalled','sender'),('consent-under-discussion','recalled','coordinator'),
  ('consent-under-discussion','client-withdrew','sender'),('consent-under-discussion','client-withdrew','receiver'),
  ('consent-under-discussion','client-left','sender'),('consent-under-discussion','client-left','receiver'),
  ('consent-under-discussion','client-moved-away','sender'),('consent-under-discussion','client-moved-away','receiver'),
  ('consent-under-discussion','client-detained','sender'),('consent-under-discussion','client-detained','receiver'),
  ('consent-under-discussion','client-died','sender'),('consent-under-discussion','client-died','receiver'),
  ('consent-under-discussion','voided','sender'),('consent-under-discussion','arrived-in-service','receiver'),
  ('consent-under-discussion','superseded','system'),('consent-under-discussion','consent-under-discussion','sender'),
  ('consent-under-discussion','consent-under-discussion','receiver'),('consent-under-discussion','consent-under-discussion','system'),
  ('consent-under-discussion','did-not-arrive','receiver'),('consent-under-discussion','did-not-arrive','system'),
  ('consent-under-discussion','service-unavailable','receiver'),('consent-under-discussion','reassigned','coordinator'),
  ('consent-under-discussion','awaiting-arrival','sender'),('consent-under-discussion','awaiting-arrival','receiver'),
  ('consent-under-discussion','expired-no-decision','system'),('consent-under-discussion','receiver-closed','system'),
  ('transport','recalled','sender'),('transport','recalled','coordinator'),('transport','client-withdrew','sender'),
  ('transport','client-withdrew','receiver'),('transport','client-left','sender'),('transport','client-left','receiver'),
  ('transport','client-moved-away','sender'),('transport','client-moved-away','receiver'),('transport','client-detained','sender'),
  ('transport','client-detained','receiver'),('transport','client-died','sender'),('transport','client-died','receiver'),
  ('transport','voided','sender'),('transport','arrived-in-service','receiver'),('transport','superseded','system'),
  ('transport','consent-under-discussion','sender'),('transport','consent-under-discussion','receiver'),
  ('transport','consent-under-discussion','system'),('transport','did-not-arrive','receiver'),('transport','did-not-arrive','system'),
  ('transport','service-unavailable','receiver'),('transport','reassigned','coordinator'),('transport','awaiting-arrival','sender'),
  ('transport','awaiting-arrival','receiver'),('transport','expired-no-decision','system'),('transport','receiver-closed','system'),
  ('transport','transport','sender'),('arrived-in-service','report-sent','receiver'),('arrived-in-service','arrived-in-service','sender'),
  ('arrived-in-service','arrived-in-service','receiver'),('arrived-in-service','arrived-in-service','system'),('report-sent','loop-closed','sender'),
  ('report-sent','loop-closed','system'),('report-sent','report-sent','sender'),('report-sent','report-sent','receiver'),
  ('report-sent','report-sent','system'),('loop-closed','loop-closed','sender'),('loop-closed','loop-closed','receiver'),
  ('loop-closed','loop-closed','system'),('declined','awaiting-acknowledgement','coordinator'),
  ('declined-capacity','awaiting-acknowledgement','coordinator'),('referred-onward','awaiting-acknowledgement','coordinator'),
  ('did-not-arrive','arrived-in-service','receiver'),('did-not-arrive','did-not-arrive','receiver'),('did-not-arrive','did-not-arrive','sender'),
  ('did-not-arrive','client-died','sender'),('did-not-arrive','client-died','receiver'),('service-unavailable','client-died','sender'),('service-unavailable','client-died','receiver'),
  ('service-unavailable','arrived-in-service','receiver'),('service-unavailable','service-unavailable','receiver');


-- Whoever moves a handoff moves it as the charter says, whatever program they use, and once it was sent nobody asks somebody
-- else for something else under the same reference. Functions of the definer and the worker act for the system.
create function care.guard_handoff() returns trigger language plpgsql as $$
declare v_mover text; v_me uuid := care.actor_organisation(); begin
  if old.requested_at is not null and (new.receiver_organisation_id, new.stage, new.urgency, new.group_id, new.pack_version, new.requested_at, new.requested_by)
      is distinct from (old.receiver_organisation_id, old.stage, old.urgency, old.group_id, old.pack_version, old.requested_at, old.requested_by) then
    raise exception 'a handoff stays as it was sent' using errcode = 'check_violation', constraint = 'handoff_stays_as_it_was_sent', table = 'handoff', schema = 'care';
  end if;
  if new.business_state = old.business_state and new.version = old.version then
    -- Beside a move only a few columns change: what the worker notes, and what opens a new round after everything was closed.
    if exists (select from jsonb_each(to_jsonb(old)) o join jsonb_each(to_jsonb(new)) n using (key) where o.value <> n.value
        and key not in ('round','consent_id','safety_withheld','due_at','delivered_at','escalated_at'))
       or ((new.round, new.consent_id, new.safety_withheld) is distinct from (old.round, old.consent_id, old.safety_withheld)
        and old.state not in ('on-hold','failed','rejected')
        -- A consent may lose its safety information at any time; it is never given back silently.
        and not ((new.round, new.consent_id) is not distinct from (old.round, old.consent_id) and new.safety_withheld and not pg_has_role(current_user, 'handrail_api', 'usage'))) then
      raise exception 'a handoff changes with a move' using errcode = 'check_violation', constraint = 'handoff_moves_as_chartered', table = 'handoff', schema = 'care';
    end if;
    return new;
  end if;
  v_mover := case when not pg_has_role(current_user, 'handrail_api', 'usage') then 'system'
    when v_me = old.sender_organisation_id then 'sender' when v_me = old.receiver_organisation_id then 'receiver' else 'coordinator' end;
  if old.kind = 'information_only' or not exists (select from care.handoff_transition t
      where t.from_business = old.business_state and t.to_business = new.business_state and t.mover = v_mover) then
    raise exception 'a handoff does not go from % to % by its %', old.business_state, new.business_state, v_mover
      using errcode = 'check_violation', constraint = 'handoff_moves_as_chartered', table = 'handoff', schema = 'care';
  end if;
  -- The coordination office overturns once, extends once, and otherwise waits until a clock has called it.
  if v_mover = 'coordinator' and (case when old.state = 'rejected' then old.overturned_at is not null
      else old.escalated_at is null or (new.business_state = old.business_state and old.extended_at is not null) end) then
    raise exception 'the coordination office was not called, or has done this once' using errcode = 'check_violation', constraint = 'handoff_moves_as_chartered',
      table = 'handoff', schema = 'care';
  end if;
  new.moved_in := pg_current_xact_id();
  return new;
end $$;
create trigger handoff_moves_as_chartered before update on care.handoff for each row execute function care.guard_handoff();
create function care.note_handoff() returns trigger language plpgsql as $$
begin new.moved_in := pg_current_xact_id(); return new; end $$;
create trigger handoff_begins before insert on care.handoff for each row execute function care.note_handoff();

create table care.handoff_note (
  id uuid primary key,
  handoff_id uuid not null references care.handoff on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  account_id uuid not null,
  kind text not null constraint note_kind_is_listed check (kind in ('reason','question','answer','waitlist','decline','hold','void','report','coordination')),
  body text,
  written_at timestamptz not null default clock_timestamp(),
  wiped_at timestamptz,
  constraint note_is_wiped_or_says_something check ((body is null) = (wiped_at is not null))
);
comment on table care.handoff_note is 'What the two sides write to each other. The coordination office writes here and reads nothing.';
create index note_of_handoff on care.handoff_note (handoff_id, written_at);

create table care.handoff_contact (
  id uuid primary key,
  handoff_id uuid not null references care.handoff on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  account_id uuid not null,
  way text not null constraint contact_way_is_listed check (way in ('telephone','message','visit','through_family','in_person')),
  reached boolean not null,
  at timestamptz not null default clock_timestamp()
);
comment on table care.handoff_contact is 'Who spoke, or tried to speak, with a client who is out of the house and has not arrived.';
create index contact_of_handoff on care.handoff_contact (handoff_id, at);

create table care.clock (
  id uuid primary key default uuidv7(),
  handoff_id uuid not null references care.handoff on delete restrict,
  kind text not null constraint clock_kind_is_listed check (kind in ('acknowledge','decide','hard_stop','answer','wish','review','arrive','not_seen','hold',
    'first_report','acknowledge_report','draft','contact','place_hold')),
  rung smallint not null constraint rung_is_listed check (rung between 1 and 4),
  started_at timestamptz not null default clock_timestamp(),
  due_at timestamptz not null,
  fire_at timestamptz not null,
  handoff_version integer not null,
  fired_at timestamptz,
  settled_at timestamptz,
  constraint rung_is_climbed_once unique (handoff_id, kind, rung, due_at)
);
comment on table care.clock is 'Every rung of every clock of a handoff, written when the clock starts. The worker looks for what is due; a move settles what no longer counts.';
create index clocks_due on care.clock (fire_at, id) where fired_at is null and settled_at is null;
create index clocks_running on care.clock (handoff_id) where settled_at is null;

create table care.capacity (
  organisation_id uuid not null references care.organisation on delete restrict,
  stage text not null constraint capacity_stage_is_known check (stage in ('contact','assessment','treatment','rehabilitation','reintegration','employment','follow_up')),
  free integer not null constraint free_places_are_plausible check (free between 0 and 10000),
  stated_at timestamptz not null default clock_timestamp(),
  stated_by uuid,
  primary key (organisation_id, stage)
);
comment on table care.capacity is 'Free places as the organisation stated them; what is held for somebody is taken off when the figure is read. No row: the organisation states none.';

create table care.place_hold (
  id uuid primary key default uuidv7(),
  handoff_id uuid not null references care.handoff on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  stage text not null,
  hold text not null constraint place_hold_is_listed check (hold in ('soft','firm','return')),
  since_at timestamptz not null default clock_timestamp(),
  until_at timestamptz not null default 'infinity',
  released_at timestamptz
);
comment on table care.place_hold is 'A place kept for a handoff: softly while an answer is owed, firmly from acceptance on, or for a client who is away for a few days.';
create unique index one_place_per_handoff on care.place_hold (handoff_id, organisation_id) where released_at is null;
create index places_held on care.place_hold (organisation_id, stage) where released_at is null;

create table care.separation (
  id uuid primary key default uuidv7(),
  reference uuid not null default gen_random_uuid() constraint separation_reference_is_unique unique,
  client_id uuid not null references care.client on delete restrict,
  other_client_id uuid not null references care.client on delete restrict,
  organisation_id uuid not null references care.organisation on delete restrict,
  recorded_by uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  ended_by uuid,
  constraint separation_is_between_two check (client_id <> other_client_id)
);
comment on table care.separation is 'Two people who must not stay in one place. Nobody is told more than "not suitable".';
create index separated_from on care.separation (client_id) where ended_at is null;
create index separated_from_other on care.separation (other_client_id) where ended_at is null;

create table care.forced_change (
  id uuid primary key default uuidv7(),
  reference uuid not null default gen_random_uuid() constraint forced_change_reference_is_unique unique,
  episode_id uuid not null references care.episode on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  audit_subject uuid not null,
  jurisdiction text not null,
  from_organisation_id uuid not null references care.organisation on delete restrict,
  to_organisation_id uuid not null references care.organisation on delete restrict,
  reason text not null constraint forced_change_reason_is_listed check (reason in ('court_order','organisation_closed','client_safety')),
  document text not null constraint forced_change_names_its_document check (length(btrim(document)) > 0),
  proposed_by uuid not null,
  proposed_at timestamptz not null default clock_timestamp(),
  decided_by uuid,
  decided_at timestamptz,
  confirmed boolean,
  constraint forced_change_goes_elsewhere check (from_organisation_id <> to_organisation_id),
  constraint two_people_decide check (decided_by is null or decided_by <> proposed_by),
  constraint decision_is_whole check (num_nulls(decided_by, decided_at, confirmed) in (0, 3))
);
comment on table care.forced_change is 'Custody changed without an arrival: proposed by one coordinator, confirmed by another, with a document.';
create unique index one_proposal_per_episode on care.forced_change (episode_id) where decided_at is null;
create index forced_changes on care.forced_change (jurisdiction, proposed_at desc);

alter table care.custody add constraint custody_names_its_handoff foreign key (handoff_id) references care.handoff on delete restrict;
alter table care.episode_access add constraint access_names_its_handoff foreign key (handoff_id) references care.handoff on delete restrict,
  add constraint access_names_its_consent foreign key (consent_id) references care.consent on delete restrict;

create table care.packet (
  handoff_id uuid not null references care.handoff on delete restrict,
  round smallint not null default 1,
  tier text not null constraint packet_tier_is_listed check (tier in ('D1','D2','D3','D4')),
  from_organisation_id uuid not null references care.organisation on delete restrict,
  to_organisation_id uuid not null references care.organisation on delete restrict,
  body jsonb not null,
  salt bytea not null,
  sha256 bytea not null,
  disclosed_at timestamptz not null default clock_timestamp(),
  open_until timestamptz not null default 'infinity',
  ended_at timestamptz,
  narrowed_at timestamptz,
  primary key (handoff_id, round, tier)
);
comment on table care.packet is 'What the receiver was given to read, tier by tier; sha256 is that of salt and body, so that two partners cannot compare it; it closes with the consent (open_until) or before (ended_at), and loses what a narrower consent takes out of it (narrowed_at): then sha256 is still that of what was disclosed. Never holds a name.';

create table care.disclosure (
  id uuid primary key default uuidv7(),
  handoff_id uuid references care.handoff on delete restrict,
  episode_id uuid not null references care.episode on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  from_organisation_id uuid not null references care.organisation on delete restrict,
  to_organisation_id uuid references care.organisation on delete restrict,
  to_class text constraint disclosed_to_a_listed_class check (to_class in ('own_house','treating_providers','payers','family','employers','lenders','researchers','media','courts')),
  round smallint not null default 1,
  tier text constraint disclosure_tier_is_listed check (tier in ('D1','D2','D3','D4')),
  channel text not null default 'packet' constraint disclosure_channel_is_listed check (channel in ('packet','export','paper','fhir','token','spoken','access')),
  scope_attached boolean not null default true,
  consent_version integer,
  fields text[] not null,
  categories text[] not null,
  basis text not null constraint disclosure_basis_is_listed check (basis in ('consent','emergency','law')),
  consent_id uuid references care.consent on delete restrict,
  packet_sha256 bytea not null,
  notice_version text not null,
  disclosed_by uuid,
  disclosed_at timestamptz not null default clock_timestamp(),
  constraint disclosure_once_per_tier unique (handoff_id, round, tier),
  constraint disclosure_names_one_recipient check (num_nonnulls(to_organisation_id, to_class) = 1),
  constraint packet_is_of_a_handoff check ((channel = 'packet') = (handoff_id is not null) and (channel = 'packet') = (tier is not null)),
  constraint disclosure_by_consent_names_it check (basis <> 'consent' or consent_id is not null or cardinality(categories) = 0)
);
comment on table care.disclosure is 'The ledger: what left, to whom, on what basis. Rows are never changed.';
create index disclosure_of_episode on care.disclosure (episode_id, disclosed_at);
create index disclosure_under_consent on care.disclosure (consent_id, disclosed_at) where consent_id is not null;
-- Nobody changes what left, and nobody takes it out: the functions that write here included.
create function care.guard_disclosure() returns trigger language plpgsql as $$
begin
  raise exception 'a line of the ledger stays' using errcode = 'check_violation', constraint = 'disclosure_stays', table = 'disclosure', schema = 'care';
end $$;
create trigger disclosure_stays before update or delete on care.disclosure for each row execute function care.guard_disclosure();

create table care.work_item (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references care.organisation on delete restrict,
  kind text not null constraint work_item_kind_is_listed check (kind in ('handoff.answer','handoff.question','handoff.wish','handoff.review','handoff.arrival',
    'handoff.not_seen','handoff.outreach','handoff.contact','handoff.next_step','handoff.resume','handoff.report','handoff.acknowledge','handoff.return',
    'handoff.reminder','handoff.overdue','handoff.escalated','handoff.countersign','handoff.not_suitable','handoff.papers','handoff.notice','place.let_go',
    'client.death_review','client.rehome','client.wish','custody.forced','message.dead','entry.recheck','follow_up.call','stage.countersign','rights.acknowledge','rights.decide','rights.retaliation',
    'rights.correction','rights.access','rights.breach','rights.permit','rights.leave','rights.retention','rights.overdue','rights.told','contact.risk','contact.reengage',
    'assessment.suicide_screen','assessment.sign_off','assessment.clinician','assessment.doctor','chart.alert','plan.review','plan.approve')),
  role text,
  episode_id uuid references care.episode on delete restrict,
  client_id uuid references care.client on delete restrict,
  handoff_id uuid references care.handoff on delete restrict,
  message_id uuid,
  due_at timestamptz not null,
  created_at timestamptz not null default clock_timestamp(),
  done_at timestamptz,
  done_by uuid,
  asked_by uuid,
  result text constraint work_result_is_listed check (result in ('sent_elsewhere','stays_here','client_wishes_otherwise','no_place_anywhere','not_reached')),
  done_on_version integer,
  assigned_to uuid,
  assigned_at timestamptz,
  snoozed_at timestamptz,
  snoozed_until timestamptz,
  constraint work_is_about_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint work_is_about_somebody_or_a_message check (kind = 'message.dead' or (episode_id is not null and client_id is not null)),
  constraint another_person_countersigns check (kind not like '%.countersign' or done_by is null or done_by is distinct from asked_by),
  constraint dead_message_is_named check ((kind = 'message.dead') = (message_id is not null)),
  constraint work_is_taken_by_a_colleague foreign key (organisation_id, assigned_to) references access.account (organisation_id, id) on delete restrict,
  constraint work_is_taken_at_an_instant check ((assigned_to is null) = (assigned_at is null)),
  constraint work_put_off_comes_back check ((snoozed_at is null) = (snoozed_until is null)),
  constraint work_is_put_off_for_14_days_at_most check (snoozed_until <= snoozed_at + interval '14 days')
);
comment on table care.work_item is 'The inbox of an organisation, read by organisation and due time. role: who is asked first.';
comment on column care.work_item.done_on_version is 'The version of the handoff when the work was ticked off: it is opened again only where the handoff has not moved since.';
comment on column care.work_item.snoozed_until is 'Out of the list until then; it comes back by itself, because the list compares it with the clock.';
create index inbox on care.work_item (organisation_id, due_at, id) where done_at is null;
create index work_taken on care.work_item (organisation_id, assigned_to, due_at, id) where done_at is null and assigned_to is not null;
create index work_put_off on care.work_item (organisation_id, due_at, id) where done_at is null and snoozed_until is not null;
create index work_about_client on care.work_item (organisation_id, client_id, due_at, id) where done_at is null;
create index next_step_of_handoff on care.work_item (handoff_id, organisation_id) where kind = 'handoff.next_step';
create unique index work_is_raised_once on care.work_item (handoff_id, organisation_id, kind) where done_at is null and handoff_id is not null and message_id is null;
create unique index dead_message_is_raised_once on care.work_item (message_id) where done_at is null and message_id is not null;

-- What was done stays done. A slip of the finger is undone by whoever made it, within a minute; a second signature never.
create function care.guard_work() returns trigger language plpgsql as $$
begin
  if old.kind like '%.countersign' or old.done_by is null or old.done_by is distinct from care.actor_account() or old.done_at <= clock_timestamp() - interval '60 seconds' then
    raise exception 'done work stays done' using errcode = 'check_violation', constraint = 'done_work_stays_done', table = 'work_item', schema = 'care';
  end if;
  return new;
end $$;
create trigger done_work_stays_done before update of done_at on care.work_item for each row
  when (old.done_at is not null and new.done_at is null) execute function care.guard_work();

do $$ declare t text; begin
  foreach t in array array['consent','handoff','handoff_transition','handoff_note','handoff_contact','clock','capacity','place_hold','separation','forced_change',
      'packet','disclosure','work_item'] loop
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
  end loop;
end $$;

-- A handoff is seen by its two sides; a draft, and information that was given, by the sender alone. The coordination office of
-- the jurisdiction sees the envelope: the row holds codes and instants, what was written and disclosed is elsewhere.
create policy machine_is_known on care.handoff_transition for select to handrail_api, handrail_worker, handrail_definer using (true);
grant select on care.handoff_transition to handrail_api, handrail_worker, handrail_definer;

create policy both_sides on care.handoff for select to handrail_api using (
  sender_organisation_id = (select care.actor_organisation())
  or (receiver_organisation_id = (select care.actor_organisation()) and requested_at is not null and kind <> 'information_only'));
create policy coordination_office on care.handoff for select to handrail_api using (
  requested_at is not null and kind <> 'information_only' and exists (
  select from care.organisation o where o.id = (select care.actor_organisation()) and o.coordinates and o.jurisdiction = handoff.jurisdiction offset 0));
-- Whoever sees it may lock it, to read why a move is refused; which way each may move it is the trigger's to say.
create policy movers_move on care.handoff for update to handrail_api using (
  sender_organisation_id = (select care.actor_organisation())
  or (requested_at is not null and kind <> 'information_only' and (receiver_organisation_id = (select care.actor_organisation()) or exists (
  select from care.organisation o where o.id = (select care.actor_organisation()) and o.coordinates and o.jurisdiction = handoff.jurisdiction offset 0))));
create policy custodian_sends on care.handoff for insert to handrail_api with check (
  sender_organisation_id = (select care.actor_organisation())
  and case basis when 'emergency' then business_state = 'awaiting-arrival' else business_state in ('preparing','awaiting-acknowledgement','information-given') end
  and (exists (select from care.custody c where c.episode_id = handoff.episode_id and c.organisation_id = (select care.actor_organisation()) and c.until_at is null offset 0)
    -- Nothing stands in the way of an emergency: whoever knows the client may call for help, a house they once came from too.
    or (basis = 'emergency' and exists (select from care.episode_access a where a.organisation_id = (select care.actor_organisation())
      and a.episode_id = handoff.episode_id and a.until_at > now() offset 0))));
grant select, insert (id, reference, kind, basis, jurisdiction, group_id, replaces_id, planned_return, episode_id, client_id, audit_subject, sender_organisation_id,
    receiver_organisation_id, stage, urgency, state, business_state, consent_id, safety_withheld, pack_version, requested_at, requested_by, accepted_at, departed_at, closed_at, due_at),
  update (state, business_state, round, group_id, receiver_organisation_id, stage, urgency, consent_id, safety_withheld, pack_version, requested_at, requested_by,
    received_at, received_by, accepted_at, accepted_by, appointment_at, spoke_at, departed_at, arrived_at, arrival_recorded_at, arrived_from, extended_at, overturned_at,
    closed_at, due_at, resume_on, waitlist_expected_on, waitlist_position, waitlist_review_on, decline_reason, suggested_organisation_id, recall_reason, outcome,
    caller_account_id, version) on care.handoff to handrail_api;

-- What was written is read by both sides; after a negative end the receiver keeps what it wrote itself. Words about the care of a
-- client the receiver reads like its packets: as long as the consent opens treatment.
create policy both_sides_read on care.handoff_note for select to handrail_api using (exists (
  select from care.handoff h where h.id = handoff_note.handoff_id and (h.sender_organisation_id = (select care.actor_organisation())
    or (h.receiver_organisation_id = (select care.actor_organisation())
      and (handoff_note.organisation_id = h.receiver_organisation_id or (handoff_note.kind <> 'reason'
        and h.business_state <> 'consent-under-discussion' and h.state not in ('rejected','cancelled','failed','entered-in-error')
        and (handoff_note.kind not in ('answer','hold') or h.basis <> 'consent' or exists (select from care.consent k where k.id = h.consent_id
          and k.withdrawn_at is null and 'care' = any (k.purposes) and k.until_at > now() and 'treatment' = any (k.categories) offset 0)))))) offset 0));
create policy movers_write on care.handoff_note for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation()) and exists (select from care.handoff h where h.id = handoff_note.handoff_id
    and (handoff_note.kind = 'coordination') = ((select care.actor_organisation()) not in (h.sender_organisation_id, h.receiver_organisation_id)) offset 0));
grant select, insert (id, handoff_id, organisation_id, account_id, kind, body) on care.handoff_note to handrail_api;

create policy own_contacts on care.handoff_contact for select to handrail_api using (organisation_id = (select care.actor_organisation()));
create policy own_contacts_are_recorded on care.handoff_contact for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation()) and exists (select from care.handoff h where h.id = handoff_contact.handoff_id
    and h.sender_organisation_id = (select care.actor_organisation()) offset 0));
grant select, insert (id, handoff_id, organisation_id, account_id, way, reached) on care.handoff_contact to handrail_api;

-- Clocks are seen by whoever sees the handoff; starting and settling them is a function's.
create policy clocks_of_what_is_seen on care.clock for select to handrail_api using (exists (
  select from care.handoff h where h.id = clock.handoff_id offset 0));
grant select on care.clock to handrail_api;
create policy worker_reads_clocks on care.clock to handrail_worker using (true);
grant select, update (fired_at) on care.clock to handrail_worker;

-- Free places are the network's to know; each organisation states its own. For whom a place is held only the two sides know.
create policy capacity_is_known on care.capacity for select to handrail_api using (true);
create policy own_capacity on care.capacity for insert to handrail_api with check (organisation_id = (select care.actor_organisation()));
create policy own_capacity_changes on care.capacity for update to handrail_api using (organisation_id = (select care.actor_organisation()));
create policy migrator_keeps_capacity on care.capacity to current_user using (true) with check (true);
grant select, insert (organisation_id, stage, free, stated_by), update (free, stated_at, stated_by) on care.capacity to handrail_api;
create policy places_of_what_is_seen on care.place_hold for select to handrail_api using (
  organisation_id = (select care.actor_organisation()) or exists (select from care.handoff h where h.id = place_hold.handoff_id
    and (select care.actor_organisation()) in (h.sender_organisation_id, h.receiver_organisation_id) offset 0));
grant select on care.place_hold to handrail_api;

create policy own_separations on care.separation for select to handrail_api using (organisation_id = (select care.actor_organisation()));
create policy own_separations_are_recorded on care.separation for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation())
  and exists (select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.client_id = separation.client_id and a.until_at > now() offset 0)
  and exists (select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.client_id = separation.other_client_id and a.until_at > now()
    and a.scope in ('full','joined') offset 0));
create policy own_separations_end on care.separation for update to handrail_api using (organisation_id = (select care.actor_organisation()));
grant select, insert (id, reference, client_id, other_client_id, organisation_id, recorded_by), update (ended_at, ended_by) on care.separation to handrail_api;

-- Forced changes belong to the coordination office of the jurisdiction; writing them is a function's.
create policy coordination_office on care.forced_change for select to handrail_api using (exists (
  select from care.organisation o where o.id = (select care.actor_organisation()) and o.coordinates and o.jurisdiction = forced_change.jurisdiction offset 0));
grant select on care.forced_change to handrail_api;

-- A consent is read by those who have the client, and by the recipient of a handoff that stands on it.
create policy shared_consents on care.consent for select to handrail_api using (
  exists (select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = consent.episode_id
    and a.until_at > now() and (a.scope = 'full' or consent.organisation_id = a.organisation_id) offset 0)
  or exists (select from care.handoff h where h.consent_id = consent.id and h.receiver_organisation_id = (select care.actor_organisation())
    and h.requested_at is not null and h.state not in ('rejected','cancelled','failed','entered-in-error') offset 0));
create policy consents_are_recorded on care.consent for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation()) and exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = consent.episode_id and a.until_at > now() and a.scope = 'full' offset 0));
-- Withdrawing is the only change, by those who may read the consent; a consent that was withdrawn never stands again.
create policy consents_are_withdrawn on care.consent for update to handrail_api using (exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = consent.episode_id
    and a.until_at > now() and (a.scope = 'full' or consent.organisation_id = a.organisation_id) offset 0))
  with check (withdrawn_at is not null);
grant select, insert (id, reference, client_id, episode_id, organisation_id, recipient_organisation_id, purposes, categories, language, text_id, text_sha256,
    pack_version, given_how, signer, expires_on, recorded_by, kind, recipient_class, authority, own_from, ends),
  update (withdrawn_at, withdrawn_how, withdrawn_by, version) on care.consent to handrail_api;

-- The sender may always read what it sent; the receiver while the packet is open, and to the end of the transaction in
-- which it closes (PostgreSQL wants whoever changes a row to be able to see it afterwards).
create policy both_ends on care.packet for select to handrail_api using (
  from_organisation_id = (select care.actor_organisation())
  or (to_organisation_id = (select care.actor_organisation()) and open_until > now() and (ended_at is null or ended_at >= now())));
-- Closing is the only change, and it is final: a closed packet is never opened again, nor kept open for later.
create policy packets_are_closed on care.packet for update to handrail_api using (ended_at is null and (
  from_organisation_id = (select care.actor_organisation()) or to_organisation_id = (select care.actor_organisation())))
  with check (ended_at <= clock_timestamp());
grant select, update (ended_at) on care.packet to handrail_api;

create policy both_ends on care.disclosure for select to handrail_api using (
  from_organisation_id = (select care.actor_organisation()) or to_organisation_id = (select care.actor_organisation()));
grant select on care.disclosure to handrail_api;

create policy own_inbox on care.work_item for select to handrail_api using (organisation_id = (select care.actor_organisation()));
create policy own_inbox_moves on care.work_item for update to handrail_api using (organisation_id = (select care.actor_organisation()));
create policy own_inbox_grows on care.work_item for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation()) and handoff_id is null and exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = work_item.episode_id and a.until_at > now() offset 0));
grant select, insert (id, organisation_id, kind, episode_id, client_id, due_at, asked_by), 
  update (done_at, done_by, result, done_on_version, assigned_to, assigned_at, snoozed_at, snoozed_until) on care.work_item to handrail_api;

-- The worker delivers and lets clocks act: it moves envelopes, never content.
create policy worker_delivers on care.handoff to handrail_worker using (true);
grant select, update (delivered_at, state, business_state, closed_at, due_at, escalated_at, acknowledged_by_clock, version) on care.handoff to handrail_worker;
create policy worker_fills_inboxes on care.work_item to handrail_worker using (true) with check (true);
grant select, insert (id, organisation_id, kind, role, episode_id, client_id, handoff_id, message_id, due_at), update (done_at) on care.work_item to handrail_worker;
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
alter table care.custody drop constraint custody_names_its_handoff;
alter table care.episode_access drop constraint access_names_its_handoff, drop constraint access_names_its_consent;
drop policy shared_consents on care.consent;
drop table care.forced_change, care.separation, care.place_hold, care.capacity, care.clock, care.handoff_contact, care.handoff_note,
  care.work_item, care.disclosure, care.packet, care.handoff, care.handoff_transition, care.consent;
drop function care.guard_disclosure(), care.guard_consent(), care.work_out_consent_end(), care.guard_work(), care.guard_handoff(), care.note_handoff(), care.state_of(text);
`);
  }
}
