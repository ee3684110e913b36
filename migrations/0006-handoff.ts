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
  recipient_organisation_id uuid not null references care.organisation on delete restrict,
  purposes text[] not null constraint consent_purposes_are_listed check (cardinality(purposes) > 0 and purposes <@ array['care','follow_up']),
  categories text[] not null constraint consent_categories_are_listed check (cardinality(categories) > 0 and
    categories <@ array['identity','contact','diagnosis','treatment','safety','plan','social','employment']),
  language text not null constraint consent_language_is_known check (language in ('en','ru','ar')),
  text_id text not null,
  text_sha256 bytea not null,
  pack_version text not null,
  given_how text not null constraint consent_way_is_listed check (given_how in ('electronic_signature','paper_signature','witnessed_oral')),
  signer text not null constraint consent_signer_is_listed check (signer in ('self','guardian','representative')),
  given_at timestamptz not null default clock_timestamp(),
  expires_on date,
  recorded_by uuid not null,
  withdrawn_at timestamptz,
  withdrawn_how text constraint withdrawal_way_is_listed check (withdrawn_how in ('electronic_signature','paper_signature','witnessed_oral')),
  withdrawn_by uuid,
  version integer not null default 1,
  constraint consent_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint consent_is_named_with_client_and_recipient unique (id, client_id, recipient_organisation_id),
  constraint consent_shares_with_another check (recipient_organisation_id <> organisation_id),
  constraint withdrawal_says_how check ((withdrawn_at is null) = (withdrawn_how is null))
);
comment on table care.consent is 'Recipient x purpose x category x period, with the text the client saw.';
create index consent_of_client on care.consent (client_id, recipient_organisation_id);
create index consent_of_episode on care.consent (episode_id);

create table care.handoff (
  id uuid primary key,
  reference char(10) not null constraint handoff_reference_is_unique unique
    constraint handoff_reference_has_ten_symbols check (reference ~ '^[0-9A-HJKMNP-TV-Z]{10}$'),
  kind text not null constraint handoff_kind_is_listed check (kind in ('transfer','referral')),
  episode_id uuid not null references care.episode on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  audit_subject uuid not null,
  sender_organisation_id uuid not null references care.organisation on delete restrict,
  receiver_organisation_id uuid not null references care.organisation on delete restrict,
  stage text not null constraint handoff_stage_is_known check (stage in ('contact','assessment','treatment','rehabilitation','reintegration','employment','follow_up')),
  urgency text not null constraint handoff_urgency_is_listed check (urgency in ('routine','urgent')),
  state text not null default 'requested'
    constraint handoff_state_is_listed check (state in ('requested','received','accepted','in-progress','completed','rejected','cancelled')),
  business_state text not null default 'awaiting-acknowledgement'
    constraint handoff_business_state_is_listed check (business_state in ('awaiting-acknowledgement','under-review','awaiting-arrival',
      'arrived-in-service','loop-closed','declined','declined-capacity','referred-onward','recalled')),
  reason text,
  consent_id uuid not null,
  safety_withheld boolean not null,
  pack_version text not null,
  requested_at timestamptz not null default clock_timestamp(),
  requested_by uuid not null,
  delivered_at timestamptz,
  received_at timestamptz,
  received_by uuid,
  accepted_at timestamptz,
  accepted_by uuid,
  appointment_at timestamptz,
  spoke_at timestamptz,
  arrived_at timestamptz,
  arrival_recorded_at timestamptz,
  closed_at timestamptz,
  due_at timestamptz,
  decline_reason text constraint decline_reason_is_listed check (decline_reason in ('no_capacity','out_of_scope','clinical_risk','area','client_choice','missing_information','funding','referred_onward','other')),
  decline_note text,
  recall_reason text constraint recall_reason_is_listed check (recall_reason in ('client_changed_mind','better_place_found','clinical_change','sent_by_mistake','other')),
  outcome text constraint report_outcome_is_listed check (outcome in ('settled','started_plan','left_early','needs_other_care')),
  version integer not null default 1,
  -- A handoff opens what its consent opens: of this very client, for this very receiver.
  constraint handoff_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint handoff_stands_on_its_clients_consent foreign key (consent_id, client_id, receiver_organisation_id)
    references care.consent (id, client_id, recipient_organisation_id) on delete restrict,
  constraint handoff_crosses_organisations check (sender_organisation_id <> receiver_organisation_id),
  constraint decline_has_a_reason check ((state = 'rejected') = (decline_reason is not null)),
  constraint accepted_has_an_appointment check (accepted_at is null or appointment_at is not null)
);
comment on table care.handoff is 'A referral leaves custody where it is; a transfer moves it when the client has arrived.';
create unique index one_open_transfer_per_episode on care.handoff (episode_id)
  where kind = 'transfer' and state in ('requested','received','accepted');
create index handoff_of_episode on care.handoff (episode_id);
create index handoff_of_consent on care.handoff (consent_id);
create index handoffs_sent on care.handoff (sender_organisation_id, id desc);
create index handoffs_received on care.handoff (receiver_organisation_id, id desc);

alter table care.custody add constraint custody_names_its_handoff foreign key (handoff_id) references care.handoff on delete restrict;
alter table care.episode_access add constraint access_names_its_handoff foreign key (handoff_id) references care.handoff on delete restrict,
  add constraint access_names_its_consent foreign key (consent_id) references care.consent on delete restrict;

create table care.packet (
  handoff_id uuid not null references care.handoff on delete restrict,
  tier text not null constraint packet_tier_is_listed check (tier in ('D1','D2','D3','D4')),
  from_organisation_id uuid not null references care.organisation on delete restrict,
  to_organisation_id uuid not null references care.organisation on delete restrict,
  body jsonb not null,
  sha256 bytea not null,
  disclosed_at timestamptz not null default clock_timestamp(),
  open_until timestamptz not null default 'infinity',
  ended_at timestamptz,
  primary key (handoff_id, tier)
);
comment on table care.packet is 'What the receiver was given to read, tier by tier; it closes with the consent (open_until) or before (ended_at). Never holds a name.';

create table care.disclosure (
  id uuid primary key default uuidv7(),
  handoff_id uuid not null references care.handoff on delete restrict,
  episode_id uuid not null references care.episode on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  from_organisation_id uuid not null references care.organisation on delete restrict,
  to_organisation_id uuid not null references care.organisation on delete restrict,
  tier text not null constraint disclosure_tier_is_listed check (tier in ('D1','D2','D3','D4')),
  fields text[] not null,
  categories text[] not null,
  basis text not null constraint disclosure_basis_is_listed check (basis in ('consent','emergency','law')),
  consent_id uuid references care.consent on delete restrict,
  packet_sha256 bytea not null,
  notice_version text not null,
  disclosed_by uuid,
  disclosed_at timestamptz not null default clock_timestamp(),
  constraint disclosure_once_per_tier unique (handoff_id, tier)
);
comment on table care.disclosure is 'The ledger: what left, to whom, on what basis. Rows are never changed.';
create index disclosure_of_episode on care.disclosure (episode_id, disclosed_at);

create table care.work_item (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references care.organisation on delete restrict,
  kind text not null constraint work_item_kind_is_listed check (kind in ('handoff.answer','handoff.arrival','handoff.next_step','handoff.report','handoff.notice','stage.countersign')),
  episode_id uuid not null references care.episode on delete restrict,
  client_id uuid not null references care.client on delete restrict,
  handoff_id uuid references care.handoff on delete restrict,
  due_at timestamptz not null,
  created_at timestamptz not null default clock_timestamp(),
  done_at timestamptz,
  done_by uuid,
  asked_by uuid,
  constraint work_is_about_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict
);
comment on table care.work_item is 'The inbox of an organisation, read by organisation and due time.';
create index inbox on care.work_item (organisation_id, due_at, id) where done_at is null;
create index next_step_of_handoff on care.work_item (handoff_id, organisation_id) where kind = 'handoff.next_step';
create unique index work_is_raised_once on care.work_item (handoff_id, organisation_id, kind) where done_at is null and handoff_id is not null;

do $$ declare t text; begin
  foreach t in array array['consent','handoff','packet','disclosure','work_item'] loop
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
  end loop;
end $$;

-- A handoff is seen by its two sides and by nobody else.
create policy both_sides on care.handoff for select to handrail_api using (
  sender_organisation_id = (select care.actor_organisation()) or receiver_organisation_id = (select care.actor_organisation()));
-- Both sides may lock it, to read why a move is refused; each writes only the states of its own moves (charter: handoff).
create policy both_sides_move on care.handoff for update to handrail_api using (
  sender_organisation_id = (select care.actor_organisation()) or receiver_organisation_id = (select care.actor_organisation()))
  with check (
  (receiver_organisation_id = (select care.actor_organisation()) and state in ('received','accepted','in-progress','completed','rejected'))
  or (sender_organisation_id = (select care.actor_organisation()) and state = 'cancelled'));
create policy custodian_sends on care.handoff for insert to handrail_api with check (
  sender_organisation_id = (select care.actor_organisation()) and exists (
  select from care.custody c where c.episode_id = handoff.episode_id and c.organisation_id = (select care.actor_organisation()) and c.until_at is null offset 0));
grant select, insert (id, reference, kind, episode_id, client_id, audit_subject, sender_organisation_id, receiver_organisation_id, stage, urgency, reason,
    consent_id, safety_withheld, pack_version, requested_by, due_at),
  update (state, business_state, received_at, received_by, accepted_at, accepted_by, appointment_at, spoke_at, arrived_at, arrival_recorded_at,
    closed_at, due_at, decline_reason, decline_note, recall_reason, outcome, version) on care.handoff to handrail_api;

-- A consent is read by those who have the client, and by the recipient of a handoff that stands on it.
create policy shared_consents on care.consent for select to handrail_api using (
  exists (select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = consent.episode_id
    and a.until_at > now() and (a.scope = 'full' or consent.organisation_id = a.organisation_id) offset 0)
  or exists (select from care.handoff h where h.consent_id = consent.id and h.receiver_organisation_id = (select care.actor_organisation())
    and h.state not in ('rejected','cancelled') offset 0));
create policy consents_are_recorded on care.consent for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation()) and exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = consent.episode_id and a.until_at > now() and a.scope = 'full' offset 0));
-- Withdrawing is the only change, by those who may read the consent; a consent that was withdrawn never stands again.
create policy consents_are_withdrawn on care.consent for update to handrail_api using (exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = consent.episode_id
    and a.until_at > now() and (a.scope = 'full' or consent.organisation_id = a.organisation_id) offset 0))
  with check (withdrawn_at is not null);
grant select, insert (id, reference, client_id, episode_id, organisation_id, recipient_organisation_id, purposes, categories, language, text_id, text_sha256,
    pack_version, given_how, signer, expires_on, recorded_by),
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
grant select, insert (id, organisation_id, kind, episode_id, client_id, due_at, asked_by), update (done_at, done_by) on care.work_item to handrail_api;

-- The worker delivers: it moves envelopes, never content.
create policy worker_delivers on care.handoff to handrail_worker using (true);
grant select (id, episode_id, client_id, audit_subject, sender_organisation_id, receiver_organisation_id, state, due_at, delivered_at, version),
  update (delivered_at) on care.handoff to handrail_worker;
create policy worker_fills_inboxes on care.work_item to handrail_worker using (true) with check (true);
grant select, insert (id, organisation_id, kind, episode_id, client_id, handoff_id, due_at), update (done_at) on care.work_item to handrail_worker;
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
alter table care.custody drop constraint custody_names_its_handoff;
alter table care.episode_access drop constraint access_names_its_handoff, drop constraint access_names_its_consent;
drop policy shared_consents on care.consent;
drop table care.work_item, care.disclosure, care.packet, care.handoff, care.consent;
`);
  }
}
