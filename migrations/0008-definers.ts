import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The short list of functions that write across organisations (ADR 0005); each checks for itself that the actor may. */
export class Definers1700000000008 implements MigrationInterface {
  name = 'Definers1700000000008';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
do $$ declare t text; begin
  foreach t in array array['client','episode','custody','episode_access','stage_spell','safety_screen','condition','treatment',
      'rehabilitation','reintegration','employment','consent','handoff','packet','disclosure','work_item','handoff_note','handoff_contact','clock','capacity',
      'place_hold','separation','forced_change','client_code'] loop
    execute format('create policy definer_crosses on care.%I to handrail_definer using (true) with check (true)', t);
    execute format('grant select on care.%I to handrail_definer', t);
  end loop;
end $$;
grant insert (id, client_id, jurisdiction, open_during), update (open_during, version) on care.episode to handrail_definer;
grant insert (episode_id, organisation_id, client_id, during, basis, handoff_id, sent_by_organisation_id), update (during) on care.custody to handrail_definer;
grant insert, update (until_at, categories, categories_until) on care.episode_access to handrail_definer;
grant insert (id, episode_id, organisation_id, stage, started_at, opened_by), update (ended_at, outcome, ended_by, paused_at) on care.stage_spell to handrail_definer;
grant insert on care.packet, care.disclosure to handrail_definer;
grant update (ended_at, open_until, body, narrowed_at) on care.packet to handrail_definer;
grant insert, update (state, business_state, closed_at, due_at, safety_withheld, version) on care.handoff to handrail_definer;
grant insert, update (withdrawn_at, withdrawn_how, withdrawn_by, purposes, categories, expires_on, ended_at, version) on care.consent to handrail_definer;
grant insert, update (done_at, organisation_id, assigned_to, assigned_at, snoozed_at, snoozed_until) on care.work_item to handrail_definer;
grant update (body, wiped_at) on care.handoff_note to handrail_definer;
grant insert (handoff_id, kind, rung, due_at, fire_at, handoff_version), update (settled_at, fire_at, handoff_version) on care.clock to handrail_definer;
grant update (free) on care.capacity to handrail_definer;
grant insert (handoff_id, organisation_id, stage, hold, until_at), update (released_at) on care.place_hold to handrail_definer;
grant insert, update (decided_by, decided_at, confirmed) on care.forced_change to handrail_definer;
grant insert on care.client_code to handrail_definer;

-- Opens an episode in the custody of the acting organisation: episode, custody and access are born together.
create function care.open_episode(p_client uuid, p_episode uuid, p_basis text) returns timestamptz
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_now timestamptz := clock_timestamp(); v_organisation uuid := care.actor_organisation(); v_jurisdiction text; begin
  select o.jurisdiction into v_jurisdiction from care.organisation o where o.id = v_organisation and o.closed_at is null;
  if not found then raise exception 'no open organisation is acting' using errcode = 'insufficient_privilege'; end if;
  if p_basis not in ('intake','import') then raise exception 'an episode opens by intake or import' using errcode = 'check_violation'; end if;
  -- A client who is already known can be admitted again only by an organisation that has, or had, access to them.
  if exists (select from care.episode e where e.client_id = p_client)
     and not exists (select from care.episode_access a where a.client_id = p_client and a.organisation_id = v_organisation) then
    raise exception 'the client is not known to this organisation' using errcode = 'insufficient_privilege';
  end if;
  insert into care.episode (id, client_id, jurisdiction, open_during) values (p_episode, p_client, v_jurisdiction, tstzrange(v_now, null));
  insert into care.custody (episode_id, organisation_id, client_id, during, basis) values (p_episode, v_organisation, p_client, tstzrange(v_now, null), p_basis);
  insert into care.episode_access (episode_id, client_id, organisation_id, basis, scope, categories) values (p_episode, p_client, v_organisation, p_basis, 'full',
    array['identity','contact','diagnosis','treatment','safety','plan','social','employment','bbv','pregnancy','counselling_notes','legal_status','third_persons']);
  return v_now;
end $$;

-- Custody has left a house: what it had been given to read closes, and nothing waits there any more for somebody who is gone.
create function care.clear_desk(p_episode uuid, p_organisation uuid, p_at timestamptz) returns void
language plpgsql volatile as $$
begin
  update care.packet p set ended_at = p_at from care.handoff o where o.id = p.handoff_id and o.episode_id = p_episode and p.to_organisation_id = p_organisation and p.ended_at is null;
  update care.work_item set done_at = p_at where episode_id = p_episode and organisation_id = p_organisation and done_at is null
    and kind in ('handoff.next_step','handoff.outreach','handoff.contact','handoff.overdue','handoff.reminder','handoff.return');
  update care.clock c set settled_at = p_at from care.handoff o where o.id = c.handoff_id and o.episode_id = p_episode and o.sender_organisation_id = p_organisation
    and c.kind = 'contact' and c.settled_at is null;
end $$;

-- The client has arrived: custody, access and stage spells change hands in the transaction of the receiver.
-- The row of the episode is locked first; the instant is never before the running custody began.
create function care.switch_custody(p_handoff uuid, p_spell uuid) returns timestamptz
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare h care.handoff; c care.custody; t timestamptz; begin
  select * into h from care.handoff where id = p_handoff for update;
  if not found or h.kind <> 'transfer' or h.state not in ('requested','received','accepted','on-hold','failed') or h.requested_at is null
     or h.receiver_organisation_id is distinct from care.actor_organisation() then
    raise exception 'custody moves only with a transfer under way, by its receiver' using errcode = 'insufficient_privilege';
  end if;
  perform 1 from care.episode e where e.id = h.episode_id and e.closed_at is null for update;
  if not found then raise exception 'the episode is closed' using errcode = 'check_violation'; end if;
  select * into strict c from care.custody where episode_id = h.episode_id and until_at is null;
  if c.organisation_id <> h.sender_organisation_id then
    raise exception 'the sender no longer has custody' using errcode = 'check_violation', constraint = 'custody_is_still_the_senders', table = 'custody', schema = 'care';
  end if;
  t := greatest(clock_timestamp(), c.since_at + interval '1 microsecond');
  update care.custody set during = tstzrange(c.since_at, t) where episode_id = h.episode_id and until_at is null;
  insert into care.custody (episode_id, organisation_id, client_id, during, basis, handoff_id, sent_by_organisation_id)
    values (h.episode_id, h.receiver_organisation_id, h.client_id, tstzrange(t, null), 'handoff', h.id, h.sender_organisation_id);
  update care.episode set version = version + 1 where id = h.episode_id;
  update care.episode_access set until_at = t
    where episode_id = h.episode_id and organisation_id in (h.sender_organisation_id, h.receiver_organisation_id) and until_at > t;
  insert into care.episode_access (episode_id, client_id, organisation_id, basis, scope, handoff_id, consent_id, categories_until, categories) values
    (h.episode_id, h.client_id, h.sender_organisation_id, 'authorship', 'own_part', h.id, null, 'infinity', '{}'),
    (h.episode_id, h.client_id, h.receiver_organisation_id, 'handoff', 'full', h.id, h.consent_id,
      coalesce((select k.until_at from care.consent k where k.id = h.consent_id), 'infinity'::timestamptz), coalesce((
      select k.categories from care.consent k where k.id = h.consent_id and k.withdrawn_at is null and 'care' = any (k.purposes) and k.until_at > now()), '{}'));
  update care.stage_spell set ended_at = greatest(t, started_at), outcome = 'moved_on_as_planned', ended_by = care.actor_account()
    where episode_id = h.episode_id and ended_at is null and (organisation_id = h.sender_organisation_id or stage = h.stage);
  insert into care.stage_spell (id, episode_id, organisation_id, stage, started_at, opened_by)
    values (p_spell, h.episode_id, h.receiver_organisation_id, h.stage, t, care.actor_account());
  perform care.clear_desk(h.episode_id, h.sender_organisation_id, t);
  return t;
end $$;

-- A referral: the partner walks along with a spell of its own; custody stays where it is.
create function care.join_by_referral(p_handoff uuid, p_spell uuid) returns timestamptz
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare h care.handoff; t timestamptz := clock_timestamp(); begin
  select * into h from care.handoff where id = p_handoff for update;
  if not found or h.kind <> 'referral' or h.state not in ('requested','received','accepted','on-hold','failed') or h.requested_at is null
     or h.receiver_organisation_id is distinct from care.actor_organisation() then
    raise exception 'a referral under way is joined by its receiver' using errcode = 'insufficient_privilege';
  end if;
  perform 1 from care.episode e where e.id = h.episode_id and e.closed_at is null for update;
  if not found then raise exception 'the episode is closed' using errcode = 'check_violation'; end if;
  if not exists (select from care.episode_access a where a.episode_id = h.episode_id and a.organisation_id = h.receiver_organisation_id
      and a.scope in ('full','joined') and a.until_at > t) then
    insert into care.episode_access (episode_id, client_id, organisation_id, basis, scope, handoff_id, consent_id)
      values (h.episode_id, h.client_id, h.receiver_organisation_id, 'handoff', 'joined', h.id, h.consent_id);
  end if;
  insert into care.stage_spell (id, episode_id, organisation_id, stage, started_at, opened_by)
    select p_spell, h.episode_id, h.receiver_organisation_id, h.stage, t, care.actor_account()
    where not exists (select from care.stage_spell s where s.episode_id = h.episode_id and s.stage = h.stage and s.ended_at is null);
  return t;
end $$;

-- What a packet can be filled from: only the blocks that the categories open, and of those only what the sender itself may
-- read: its own writing, and that of others as far as the client opened it to the sender. A null inside a block stays: asked
-- and not known is an answer.
create function care.may_pass_on(p_organisation uuid, p_episode uuid, p_author uuid, p_category text) returns boolean
language sql stable
  return p_author = p_organisation or exists (
    select from care.episode_access a where a.organisation_id = p_organisation and a.episode_id = p_episode
      and a.until_at > now() and a.scope = 'full' and p_category = any (a.categories) and a.categories_until > now());

-- What is asked for apart and stands inside a block of somebody else: which of it the sender may pass on.
create function care.passable(p_organisation uuid, p_episode uuid, p_author uuid) returns text[]
language sql stable
  return array(select c from unnest(array['bbv','pregnancy','legal_status']) c where care.may_pass_on(p_organisation, p_episode, p_author, c));

create function care.packet_source_of(p_episode uuid, p_organisation uuid, p_categories text[]) returns jsonb
language sql stable
  return (select coalesce(jsonb_object_agg(block.key, block.value), '{}') from care.episode e join care.client c on c.id = e.client_id,
    jsonb_each(jsonb_build_object(
    'birth_year', c.birth_year, 'language', c.language, 'care_requirements', to_jsonb(c.care_requirements),
    'safety', case when 'safety' = any (p_categories) then (
      select to_jsonb(x) from (select care.passable(p_organisation, e.id, s.organisation_id) as passable, s.suicide_risk, s.overdose_within_12_months, s.withdrawal_seizures_or_delirium, s.weeks_of_pregnancy,
        s.violence_risk, s.infectious_tuberculosis, s.allergies, s.medicines from care.safety_screen s
        where s.episode_id = e.id and care.may_pass_on(p_organisation, e.id, s.organisation_id, 'safety')
        order by s.screened_at desc limit 1) x) end,
    'current_stage', case when 'treatment' = any (p_categories) then (
      select to_jsonb(s.stage) from care.stage_spell s where s.episode_id = e.id and s.ended_at is null
        and care.may_pass_on(p_organisation, e.id, s.organisation_id, 'treatment') order by s.started_at desc limit 1) end,
    'stage_outcomes', case when 'treatment' = any (p_categories) then (
      select coalesce(jsonb_agg(jsonb_build_object('stage', s.stage, 'outcome', s.outcome) order by s.started_at), '[]') from care.stage_spell s
        where s.episode_id = e.id and care.may_pass_on(p_organisation, e.id, s.organisation_id, 'treatment')) end,
    'diagnoses', case when 'diagnosis' = any (p_categories) then (
      select coalesce(jsonb_agg(jsonb_build_object('passable', care.passable(p_organisation, e.id, d.organisation_id), 'code_system', d.code_system, 'code', d.code, 'display', d.display,
        'clinical_status', d.clinical_status, 'onset_on', d.onset_on) order by d.onset_on, d.code), '[]')
      from care.condition d where d.episode_id = e.id and d.clinical_status is distinct from 'resolved'
        and care.may_pass_on(p_organisation, e.id, d.organisation_id, 'diagnosis')) end,
    'social', case when 'social' = any (p_categories) then (
      select to_jsonb(x) from (select r.housing_stable_since_on, r.identity_documents_held, r.income_source, r.support_network_people
        from care.reintegration r where r.episode_id = e.id and care.may_pass_on(p_organisation, e.id, r.organisation_id, 'social')
        order by r.recorded_at desc limit 1) x) end,
    'employment', case when 'employment' = any (p_categories) then (
      select to_jsonb(x) from (select w.wants_work, w.work_kind, w.work_started_on from care.employment w
        where w.episode_id = e.id and care.may_pass_on(p_organisation, e.id, w.organisation_id, 'employment') order by w.recorded_at desc limit 1) x) end,
    'plan', case when 'plan' = any (p_categories) then (
      select to_jsonb(x) from (select r.goals_total, r.goals_met_or_revised, r.last_use_on, r.aftercare_arranged_on
        from care.rehabilitation r where r.episode_id = e.id and care.may_pass_on(p_organisation, e.id, r.organisation_id, 'plan')
        order by r.recorded_at desc limit 1) x) end)) block
    where e.id = p_episode and block.value <> 'null');

-- The receiver's side of the same: the standing consent decides the blocks; withdrawn or run out opens none. The consent is
-- locked until the commit, so that a withdrawal at the same moment comes wholly before or wholly after the disclosure.
create function care.packet_source(p_handoff uuid) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare h care.handoff; v_categories text[]; v_consent text; v_reason text; begin
  select * into h from care.handoff where id = p_handoff and state in ('requested','received','accepted','on-hold','failed')
      and (state <> 'failed' or closed_at > now() - interval '14 days')
    and care.actor_organisation() in (sender_organisation_id, receiver_organisation_id);
  if not found then raise exception 'not a side of this handoff, or nothing is disclosed under it any more' using errcode = 'insufficient_privilege'; end if;
  select n.body into v_reason from care.handoff_note n where n.handoff_id = h.id and n.kind = 'reason' and n.organisation_id = h.sender_organisation_id order by n.written_at desc, n.id desc limit 1;
  if h.basis = 'emergency' then
    -- What keeps somebody alive, and no more: who they are and the safety set; the reason is what the sender wrote for this.
    -- Whoever screened last: in an emergency nobody asks who may pass it on.
    return (select jsonb_object_agg(block.key, block.value) from jsonb_each(care.packet_source_of(h.episode_id, h.sender_organisation_id, '{}')) block
        where block.key in ('birth_year','language','care_requirements'))
      || coalesce((select jsonb_build_object('safety', to_jsonb(x)) from (select s.suicide_risk, s.overdose_within_12_months, s.withdrawal_seizures_or_delirium, s.weeks_of_pregnancy,
        s.violence_risk, s.infectious_tuberculosis, s.allergies, s.medicines from care.safety_screen s where s.episode_id = h.episode_id order by s.screened_at desc limit 1) x), '{}')
      || jsonb_build_object('categories', array['identity','contact','safety','treatment','pregnancy','bbv'], 'consent', 'emergency', 'reason', v_reason);
  end if;
  select case when c.withdrawn_at is null and c.until_at > now() and 'care' = any (c.purposes) then c.categories else '{}' end,
      case when c.withdrawn_at is not null or not 'care' = any (c.purposes) then 'withdrawn' when c.until_at <= now() then 'expired' else 'standing' end
    into v_categories, v_consent from care.consent c where c.id = h.consent_id for share of c;
  return care.packet_source_of(h.episode_id, h.sender_organisation_id, v_categories) || jsonb_build_object('categories', v_categories, 'consent', v_consent, 'reason', v_reason,
    'sealed_statements', care.statements_of(h.episode_id, h.sender_organisation_id));
end $$;

-- Packet and line of the ledger are written together or not at all.
create function care.disclose(p_handoff uuid, p_tier text, p_body jsonb, p_sha256 bytea, p_fields text[], p_categories text[], p_basis text, p_notice_version text,
  p_salt bytea default '\\x')
returns void language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare h care.handoff; begin
  select * into h from care.handoff where id = p_handoff and state in ('requested','received','accepted','on-hold','failed')
    and care.actor_organisation() in (sender_organisation_id, receiver_organisation_id);
  if not found then raise exception 'not a side of this handoff, or nothing is disclosed under it any more' using errcode = 'insufficient_privilege'; end if;
  if p_basis = 'emergency' then
    if h.basis <> 'emergency' or not p_categories <@ array['identity','contact','safety','treatment','pregnancy','bbv'] then
      raise exception 'an emergency opens what an emergency needs' using errcode = 'insufficient_privilege';
    end if;
  -- No standing consent opens nothing: the comparison is then NULL, and NULL is no.
  elsif cardinality(p_categories) > 0 and not coalesce(p_categories <@ (select c.categories from care.consent c where c.id = h.consent_id
      and c.withdrawn_at is null and 'care' = any (c.purposes) and c.until_at > now()), false) then
    raise exception 'more is disclosed than the consent opens' using errcode = 'insufficient_privilege';
  end if;
  -- A new round stands on another consent: what the one before it had opened closes, or its withdrawal would find nothing.
  update care.packet set ended_at = clock_timestamp() where handoff_id = h.id and round < h.round and ended_at is null;
  insert into care.packet (handoff_id, round, tier, from_organisation_id, to_organisation_id, body, salt, sha256, open_until)
    values (h.id, h.round, p_tier, h.sender_organisation_id, h.receiver_organisation_id, p_body, p_salt, p_sha256,
      coalesce((select k.until_at from care.consent k where k.id = h.consent_id), 'infinity'::timestamptz));
  insert into care.disclosure (handoff_id, round, episode_id, client_id, from_organisation_id, to_organisation_id, tier, fields, categories, basis, consent_id,
      consent_version, packet_sha256, notice_version, disclosed_by)
    values (h.id, h.round, h.episode_id, h.client_id, h.sender_organisation_id, h.receiver_organisation_id, p_tier, p_fields, p_categories, p_basis, h.consent_id,
      (select k.version from care.consent k where k.id = h.consent_id), p_sha256, p_notice_version, care.actor_account());
end $$;

-- A referral is over: the partner's own spell ends and it reads from now on what it wrote itself.
create function care.leave_referral(p_handoff uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare h care.handoff; t timestamptz := clock_timestamp(); begin
  select * into h from care.handoff where id = p_handoff and receiver_organisation_id = care.actor_organisation() and kind = 'referral';
  if not found then raise exception 'a referral is left by its receiver' using errcode = 'insufficient_privilege'; end if;
  perform 1 from care.episode e where e.id = h.episode_id for update;
  -- Who has become responsible meanwhile leaves nothing.
  if exists (select from care.custody c where c.episode_id = h.episode_id and c.organisation_id = h.receiver_organisation_id and c.until_at is null) then
    return;
  end if;
  -- What was opened for the stay closes with it: the packets, and who the person is.
  update care.packet set ended_at = t where handoff_id = h.id and ended_at is null;
  update vault.known_to set until_at = t where handoff_id = h.id and until_at > t;
  update care.stage_spell set ended_at = greatest(t, started_at), outcome = 'moved_on_as_planned', ended_by = care.actor_account()
    where episode_id = h.episode_id and organisation_id = h.receiver_organisation_id and stage = h.stage and ended_at is null;
  update care.episode_access set until_at = t
    where episode_id = h.episode_id and organisation_id = h.receiver_organisation_id and scope = 'joined' and until_at > t;
  if found then
    insert into care.episode_access (episode_id, client_id, organisation_id, basis, scope, handoff_id)
      values (h.episode_id, h.client_id, h.receiver_organisation_id, 'authorship', 'own_part', h.id);
  end if;
end $$;

-- Whether whoever asks may let something follow from a handoff: its sender or the worker; once it was sent also its receiver
-- and its coordination office. A draft, and information that was given, are the sender's alone.
create function care.may_follow(h care.handoff) returns boolean language sql stable
  return coalesce(care.actor_organisation() = h.sender_organisation_id
    or pg_has_role(session_user, 'handrail_worker', 'usage')
    or (h.requested_at is not null and h.kind <> 'information_only' and (care.actor_organisation() = h.receiver_organisation_id
      or exists (select from care.organisation o where o.id = care.actor_organisation() and o.coordinates and o.jurisdiction = h.jurisdiction))), false);

-- Puts work into an inbox; the same open work is raised once. "custodian" is whoever is responsible now: the client of an old
-- referral may have moved on since it was sent. The episode is locked, so that custody does not pass meanwhile.
create function care.put_work(h care.handoff, p_side text, p_kind text, p_due_at timestamptz, p_role text) returns void
language plpgsql volatile as $$
declare v_custodian uuid; begin
  if p_side = 'custodian' then
    perform 1 from care.episode e where e.id = h.episode_id for share;
    select c.organisation_id into v_custodian from care.custody c where c.episode_id = h.episode_id and c.until_at is null;
  end if;
  insert into care.work_item (organisation_id, kind, role, episode_id, client_id, handoff_id, due_at, asked_by)
    select o.id, p_kind, p_role, h.episode_id, h.client_id, h.id, p_due_at, case p_kind when 'handoff.countersign' then care.actor_account() end from care.organisation o
     where case p_side when 'coordination' then o.coordinates and o.jurisdiction = h.jurisdiction and o.closed_at is null
       when 'sender' then o.id = h.sender_organisation_id when 'receiver' then o.id = h.receiver_organisation_id
       when 'custodian' then o.id = coalesce(v_custodian, h.sender_organisation_id) end
    on conflict (handoff_id, organisation_id, kind) where done_at is null and handoff_id is not null and message_id is null do nothing;
end $$;

-- Closes whatever a handoff holds open: packets, the name, places, clocks and the work it raised. p_identity_until keeps the
-- name a little longer, where the client consented to being contacted and the consent stands.
create function care.let_go(h care.handoff, p_identity_until timestamptz) returns void
language plpgsql volatile as $$
declare v_until timestamptz := clock_timestamp(); begin
  if p_identity_until is not null and exists (select from care.consent k where k.id = h.consent_id and k.withdrawn_at is null and 'care' = any (k.purposes) and k.until_at > now() and k.categories @> array['contact','identity']) then
    v_until := p_identity_until;
  end if;
  update care.packet set ended_at = clock_timestamp() where handoff_id = h.id and ended_at is null;
  update vault.known_to set until_at = least(until_at, v_until) where handoff_id = h.id and until_at > clock_timestamp();
  update care.place_hold set released_at = clock_timestamp() where handoff_id = h.id and released_at is null;
  update care.clock set settled_at = clock_timestamp() where handoff_id = h.id and settled_at is null;
  update care.work_item set done_at = clock_timestamp() where handoff_id = h.id and done_at is null and message_id is null
    and kind not in ('handoff.next_step','handoff.countersign','handoff.return','handoff.not_suitable','handoff.papers','message.dead','client.death_review');
end $$;

-- What follows from a move, in one journey to the database: work, clocks, places, packets, alternatives. The rule that
-- decided it is libs/domain/src/rules/handoff; what is not asked for in p does not happen.
create function care.follow_through(p_handoff uuid, p_version integer, p jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare h care.handoff; s care.handoff; w jsonb; told jsonb := '[]'; v_due timestamptz; v_next_step timestamptz; v_at_risk boolean := false; begin
  select * into h from care.handoff where id = p_handoff;
  if not found or not care.may_follow(h) then
    raise exception 'not a side of this handoff' using errcode = 'insufficient_privilege';
  end if;
  -- Nothing follows from a handoff that this very transaction has not moved; only the clocks, in the worker, nag without moving.
  if not pg_has_role(session_user, 'handrail_worker', 'usage')
     and h.moved_in is distinct from pg_current_xact_id() then
    raise exception 'nothing follows from a handoff that was not moved' using errcode = 'insufficient_privilege';
  end if;
  -- What reaches beyond the handoff itself, or takes something away, follows only from the state that has been written.
  if (p ? 'let_go' and h.state not in ('rejected','cancelled','failed','entered-in-error'))
     or (p ? 'supersede' and h.state not in ('accepted','in-progress') and h.business_state not in ('client-died','client-left','client-moved-away','client-detained'))
     or (p->>'supersede' = 'all' and h.business_state not in ('client-died','client-left','client-moved-away','client-detained'))
     or (p ? 'settle_episode' and h.business_state <> 'client-died')
     or (p ? 'wipe_notes' and h.business_state <> 'discarded')
     or (p ? 'take_up_place' and h.state <> 'in-progress')
     or (p ? 'pause_spell' and not (h.basis = 'emergency' and h.state = 'accepted'))
     or (p ? 'go_on_with_spell' and not (h.basis = 'emergency' and h.state in ('completed','cancelled','failed','entered-in-error')))
     or (p ? 'close_reading' and h.business_state <> 'consent-under-discussion')
     or (p ? 'settle_clocks' and p->'settle_clocks' ? 'all' and h.state in ('requested','received')) then
    raise exception 'this does not follow from where the handoff stands' using errcode = 'insufficient_privilege';
  end if;
  -- Whatever opens in this very instant beside it, a request or a declined one that is sent back, waits here or is seen below.
  if p ? 'supersede' or p ? 'settle_episode' then perform 1 from care.episode e where e.id = h.episode_id for no key update; end if;
  if p ? 'let_go' then perform care.let_go(h, (p->>'identity_until')::timestamptz); end if;
  if p ? 'close_reading' then
    update care.packet set ended_at = clock_timestamp() where handoff_id = h.id and ended_at is null;
    update vault.known_to set until_at = clock_timestamp() where handoff_id = h.id and until_at > clock_timestamp();
  end if;
  if p ? 'settle_work' then
    update care.work_item set done_at = clock_timestamp() where handoff_id = h.id and done_at is null and message_id is null
      and kind not in ('handoff.countersign','handoff.return','handoff.not_suitable','handoff.papers','message.dead','client.death_review')
      and (p->'settle_work' ? 'all' or (p->'settle_work' ? 'answers' and kind <> 'handoff.next_step') or p->'settle_work' ? kind);
  end if;
  if p ? 'settle_episode' then
    update care.work_item set done_at = clock_timestamp() where episode_id = h.episode_id and done_at is null and kind not in ('message.dead','client.death_review');
    update care.clock c set settled_at = clock_timestamp() from care.handoff o where o.id = c.handoff_id and o.episode_id = h.episode_id and c.settled_at is null;
    -- A request that lies in a drawer is not sent after a death: it is thrown away with what was written in it.
    for s in select * from care.handoff o where o.episode_id = h.episode_id and o.state = 'draft' order by o.id for update loop
      update care.handoff_note set body = null, wiped_at = clock_timestamp() where handoff_id = s.id and wiped_at is null;
      update care.handoff set state = 'cancelled', business_state = 'discarded', closed_at = clock_timestamp(), due_at = null, version = version + 1 where id = s.id;
    end loop;
  end if;
  if p ? 'settle_clocks' then
    update care.clock set settled_at = clock_timestamp() where handoff_id = h.id and settled_at is null
      and (p->'settle_clocks' ? 'all' or p->'settle_clocks' ? kind);
  end if;
  if p ? 'release_place' then
    update care.place_hold set released_at = clock_timestamp() where handoff_id = h.id and released_at is null and hold <> 'return';
  end if;
  if p ? 'release_return_place' then
    update care.place_hold set released_at = clock_timestamp() where handoff_id = h.id and released_at is null and hold = 'return';
  end if;
  if p ? 'take_up_place' then
    update care.place_hold set released_at = clock_timestamp() where handoff_id = h.id and released_at is null and hold <> 'return';
    update care.capacity set free = greatest(free - 1, 0) where organisation_id = h.receiver_organisation_id and stage = h.stage;
  end if;
  if p ? 'supersede' then
    for s in select * from care.handoff o where o.episode_id = h.episode_id and o.id <> h.id and (o.group_id = h.group_id or o.replaces_id = h.id or (o.kind = 'transfer' and h.kind = 'transfer') or p->>'supersede' = 'all')
        and o.state in ('requested','received','accepted','on-hold') order by o.id for update loop
      perform care.let_go(s, null);
      update care.handoff set state = 'cancelled', business_state = 'superseded', closed_at = clock_timestamp(), due_at = null, version = version + 1 where id = s.id;
      told := told || to_jsonb(s.id);
    end loop;
  end if;
  if p ? 'wipe_notes' then
    update care.handoff_note set body = null, wiped_at = clock_timestamp() where handoff_id = h.id and wiped_at is null;
  end if;
  if p ? 'pause_spell' then
    update care.stage_spell set paused_at = clock_timestamp() where episode_id = h.episode_id and organisation_id = h.sender_organisation_id and ended_at is null and paused_at is null;
  end if;
  if p ? 'go_on_with_spell' then
    update care.stage_spell set paused_at = null where episode_id = h.episode_id and organisation_id = h.sender_organisation_id and ended_at is null and paused_at is not null;
  end if;
  -- Somebody who comes out of detox, or may harm themselves, is looked for the same day.
  if p->'work' @? '$[*].same_day_at' or p->'work' @? '$[*].only_at_risk' then
    v_at_risk := exists (select from care.stage_spell x where x.episode_id = h.episode_id and x.stage = 'treatment' and x.ended_at is null)
      or coalesce((select x.suicide_risk from care.safety_screen x where x.episode_id = h.episode_id order by x.screened_at desc limit 1) in ('moderate','high'), false);
  end if;
  for w in select * from jsonb_array_elements(coalesce(p->'work', '[]')) loop
    if w->>'kind' = 'handoff.next_step' then
      -- Somebody else is still being asked: the custodian's next step is to wait for them. The episode is locked first: of two
      -- partners that say no in the same instant, the second sees that nobody is asked any more.
      perform 1 from care.episode e where e.id = h.episode_id for no key update;
      continue when w ? 'unless_alternative' and exists (select from care.handoff o where o.group_id = h.group_id and o.id <> h.id
        and o.state in ('requested','received','accepted','on-hold'));
    end if;
    continue when w ? 'only_at_risk' and not v_at_risk;
    v_due := (w->>'due_at')::timestamptz;
    if w ? 'same_day_at' and v_at_risk then v_due := least(v_due, (w->>'same_day_at')::timestamptz); end if;
    if w->>'kind' = 'handoff.next_step' then v_next_step := v_due; end if;
    perform care.put_work(h, w->>'side', w->>'kind', v_due, w->>'role');
  end loop;
  insert into care.clock (handoff_id, kind, rung, due_at, fire_at, handoff_version)
    select h.id, c.kind, c.rung, c.due_at, c.fire_at, p_version from jsonb_to_recordset(coalesce(p->'clocks', '[]')) as c(kind text, rung smallint, due_at timestamptz, fire_at timestamptz)
    -- A clock that was stopped and starts anew before the doors open is due at the same instant as before: it runs again, from its new start.
    on conflict (handoff_id, kind, rung, due_at) do update set settled_at = null, fire_at = excluded.fire_at, handoff_version = excluded.handoff_version;
  return jsonb_build_object('superseded', told, 'next_step', v_next_step);
end $$;

-- Locks a handoff with everything that an acceptance or an arrival supersedes, in one order for everybody, so that two
-- partners that say yes in the same instant wait for each other instead of for ever.
create function care.lock_rivals(p_reference text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v care.handoff; begin
  select * into v from care.handoff h where h.reference = p_reference and h.receiver_organisation_id = care.actor_organisation();
  perform 1 from care.handoff o where o.episode_id = v.episode_id and (o.id = v.id or (o.state in ('requested','received','accepted','on-hold')
    and (o.group_id = v.group_id or o.replaces_id = v.id or (o.kind = 'transfer' and v.kind = 'transfer')))) order by o.id for update;
end $$;

create function care.held_places(p_organisation uuid, p_stage text, p_but uuid) returns integer language sql stable
  -- The place of somebody who is away for a few days was never among the free ones.
  return (select count(*)::integer from care.place_hold x where x.organisation_id = p_organisation and x.stage = p_stage and x.released_at is null and x.hold <> 'return'
    and x.until_at > now() and x.handoff_id is distinct from p_but);

-- Keeps a place, or says that there is none: 'held', 'none_free', or 'not_stated' where the organisation states no places.
create function care.hold_place(p_handoff uuid, p_hold text, p_until timestamptz) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare h care.handoff; v_organisation uuid; v_stage text; v_free integer; v_own boolean; begin
  select * into h from care.handoff where id = p_handoff;
  if not found or not care.may_follow(h) or h.state not in ('requested','received','rejected','accepted','on-hold','failed') then
    raise exception 'not a side of this handoff, or no place is kept for it' using errcode = 'insufficient_privilege';
  end if;
  v_organisation := case p_hold when 'return' then h.sender_organisation_id else h.receiver_organisation_id end;
  v_stage := case p_hold when 'return' then (select x.stage from care.stage_spell x where x.episode_id = h.episode_id and x.organisation_id = v_organisation
    and x.ended_at is null order by x.started_at desc limit 1) else h.stage end;
  select c.free into v_free from care.capacity c where c.organisation_id = v_organisation and c.stage = v_stage for update;
  if not found then return 'not_stated'; end if;
  v_own := exists (select from care.place_hold x where x.handoff_id = h.id and x.organisation_id = v_organisation and x.released_at is null and x.until_at > clock_timestamp());
  -- Somebody who is away for a few days has their place already.
  if p_hold <> 'return' and not v_own and v_free - care.held_places(v_organisation, v_stage, h.id) <= 0 then return 'none_free'; end if;
  update care.place_hold set released_at = clock_timestamp() where handoff_id = h.id and organisation_id = v_organisation and released_at is null;
  insert into care.place_hold (handoff_id, organisation_id, stage, hold, until_at) values (h.id, v_organisation, v_stage, p_hold, coalesce(p_until, 'infinity'));
  return 'held';
end $$;

-- Free places of every organisation of the own jurisdiction that states some: stated less held.
create function care.places(p_stage text) returns table (organisation_id uuid, organisation text, stage text, free integer, held integer, stated_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.id, o.code, c.stage, greatest(c.free - x.held, 0), x.held, c.stated_at
    from care.organisation me join care.organisation o on o.jurisdiction = me.jurisdiction and o.closed_at is null
    join care.capacity c on c.organisation_id = o.id and (p_stage is null or c.stage = p_stage)
    cross join lateral (select care.held_places(o.id, c.stage, null) as held) x
   where me.id = care.actor_organisation() order by o.code, c.stage
$$;

-- Who holds the client of a handoff now, for its coordination office; the code and names of an organisation, and nothing else.
create function care.custodian_of(p_handoff uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('code', o.code, 'names', o.names) from care.handoff h
    join care.organisation me on me.id = care.actor_organisation() and me.coordinates and me.jurisdiction = h.jurisdiction
    join care.custody c on c.episode_id = h.episode_id and c.until_at is null join care.organisation o on o.id = c.organisation_id
   where h.id = p_handoff and h.requested_at is not null and h.kind <> 'information_only'
$$;

-- After a missed arrival: whether the receiver may still look up whom to ring.
create function care.keeps_contact(p_handoff uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from vault.known_to v where v.handoff_id = p_handoff and v.organisation_id = care.actor_organisation() and v.until_at > clock_timestamp())
$$;

-- Whether a partner may take somebody: registered, licensed today, and nobody there from whom the client must be kept apart.
-- Of the last, nothing but yes or no ever leaves.
create function care.receiver_fit(p_receiver uuid, p_client uuid, p_stage text)
returns table (registered boolean, licensed boolean, suitable boolean, duty_at_night boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from care.episode_access a where a.organisation_id = care.actor_organisation() and a.client_id = p_client and a.until_at > now())
     and not exists (select from care.handoff h where p_receiver = care.actor_organisation() and h.client_id = p_client and h.receiver_organisation_id = care.actor_organisation()
       and h.state in ('requested','received','accepted','on-hold','failed')) then
    raise exception 'the client is not known to this organisation' using errcode = 'insufficient_privilege';
  end if;
  return query select
    exists (select from care.standing x where x.organisation_id = p_receiver and x.kind = 'registration' and x.valid @> current_date),
    exists (select from care.standing x where x.organisation_id = p_receiver and x.kind = 'licence' and x.valid @> current_date),
    not exists (select from care.separation x
      cross join lateral (select case when x.client_id = p_client then x.other_client_id else x.client_id end as client_id) other
      join care.episode e on e.client_id = other.client_id and e.closed_at is null
      where p_client in (x.client_id, x.other_client_id) and x.ended_at is null
        and (exists (select from care.custody c where c.episode_id = e.id and c.organisation_id = p_receiver and c.until_at is null)
          or exists (select from care.stage_spell y where y.episode_id = e.id and y.organisation_id = p_receiver and y.ended_at is null))),
    exists (select from care.duty d where d.organisation_id = p_receiver and d.level = 'duty' and d.round_the_clock);
end $$;

-- Whether the client may have said to whoever asks that they withdraw a consent: to a side of a handoff that stands on it, to
-- whoever has the whole client, or to whoever recorded it and still walks along.
create function care.may_withdraw(p_consent uuid) returns boolean language sql stable
  return exists (select from care.handoff h where h.consent_id = p_consent and h.requested_at is not null
      and care.actor_organisation() in (h.sender_organisation_id, h.receiver_organisation_id) and h.state not in ('rejected','cancelled','failed','entered-in-error'))
    or exists (select from care.consent k join care.episode_access a on a.episode_id = k.episode_id
      where k.id = p_consent and a.organisation_id = care.actor_organisation() and a.until_at > now() and (a.scope = 'full' or k.organisation_id = a.organisation_id));

-- Records at a side of a handoff that the client withdrew the consent it stands on. The handoffs are locked before the
-- consent, in the order in which their moves lock.
create function care.withdraw_consent(p_consent uuid, p_how text) returns timestamptz
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_at timestamptz; begin
  perform 1 from care.handoff h where h.consent_id = p_consent order by h.id for update;
  perform 1 from care.consent k where k.id = p_consent for update;
  -- Taken under the locks: whatever was disclosed while this waited was disclosed before the withdrawal.
  v_at := clock_timestamp();
  if not care.may_withdraw(p_consent) then
    raise exception 'the consent is not known to this organisation' using errcode = 'insufficient_privilege';
  end if;
  update care.consent set withdrawn_at = v_at, withdrawn_how = p_how, withdrawn_by = care.actor_account(), version = version + 1
    where id = p_consent and withdrawn_at is null;
  if not found then return null; end if;
  update care.episode_access set categories = '{}' where consent_id = p_consent and until_at > v_at;
  -- After a missed arrival the receiver kept whom to ring; it keeps it no longer.
  update vault.known_to v set until_at = v_at from care.handoff h where h.id = v.handoff_id and h.consent_id = p_consent and h.state = 'failed' and v.until_at > v_at;
  return v_at;
end $$;

-- A consent was withdrawn: every handoff that stands on it goes where the charter says, at whichever house the client said
-- so: before acceptance it ends and the custodian has a next step, after it pauses, and what was disclosed closes everywhere.
-- Answers who is to be told.
create function care.move_on_withdrawal(p_consent uuid, p_next_step_due_at timestamptz, p_hold_clocks jsonb)
returns table (handoff_id uuid, business_state text, sender_organisation_id uuid, receiver_organisation_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare h care.handoff; v_to text; begin
  if not exists (select from care.consent k where k.id = p_consent and (k.withdrawn_at is not null or not 'care' = any (k.purposes))) or not care.may_withdraw(p_consent) then
    raise exception 'the consent stands, or is not known to this organisation' using errcode = 'insufficient_privilege';
  end if;
  for h in select * from care.handoff o where o.consent_id = p_consent and o.requested_at is not null
      and o.state in ('requested','received','accepted','on-hold','in-progress','completed') order by o.id for update loop
    v_to := case when h.state in ('requested','received') then 'consent-withdrawn' when h.state in ('accepted','on-hold') then 'consent-under-discussion'
      else h.business_state end;
    if v_to = 'consent-withdrawn' then
      perform care.let_go(h, null);
      -- As where a partner says no: the second of two that end in the same instant sees that nobody is asked any more.
      perform 1 from care.episode e where e.id = h.episode_id for no key update;
      if not exists (select from care.handoff o where o.group_id = h.group_id and o.id <> h.id and o.state in ('requested','received','accepted','on-hold')
          and o.consent_id <> p_consent) then
        perform care.put_work(h, 'custodian', 'handoff.next_step', p_next_step_due_at, null);
      end if;
    else
      update care.packet p set ended_at = clock_timestamp() where p.handoff_id = h.id and p.ended_at is null;
      -- Who is responsible keeps the name; who walked along does not.
      if h.kind = 'referral' then update vault.known_to v set until_at = clock_timestamp() where v.handoff_id = h.id and v.until_at > clock_timestamp(); end if;
      if v_to = 'consent-under-discussion' then
        update vault.known_to v set until_at = clock_timestamp() where v.handoff_id = h.id and v.until_at > clock_timestamp();
        update care.clock c set settled_at = clock_timestamp() where c.handoff_id = h.id and c.settled_at is null and c.kind in ('arrive','not_seen','hold');
        update care.work_item w set done_at = clock_timestamp() where w.handoff_id = h.id and w.done_at is null and w.kind = 'handoff.arrival';
        insert into care.clock (handoff_id, kind, rung, due_at, fire_at, handoff_version)
          select h.id, 'hold', c.rung, c.due_at, c.fire_at, h.version + 1 from jsonb_to_recordset(p_hold_clocks) as c(rung smallint, due_at timestamptz, fire_at timestamptz)
          on conflict on constraint rung_is_climbed_once do update set settled_at = null, fire_at = excluded.fire_at, handoff_version = excluded.handoff_version;
        perform care.put_work(h, 'sender', 'handoff.resume', (select min(c.due_at) from jsonb_to_recordset(p_hold_clocks) as c(due_at timestamptz)), null);
      end if;
    end if;
    update care.handoff o set business_state = v_to, state = care.state_of(v_to), version = o.version + 1,
      closed_at = case when v_to = 'consent-withdrawn' then clock_timestamp() else o.closed_at end,
      due_at = case when v_to = h.business_state then o.due_at end where o.id = h.id;
    handoff_id := h.id; business_state := v_to; sender_organisation_id := h.sender_organisation_id; receiver_organisation_id := h.receiver_organisation_id;
    return next;
  end loop;
end $$;

-- A decline was overturned: the card that had been disclosed is disclosed again, under the same consent, in a new round. The
-- coordination office that asks for it reads none of it.
create function care.disclose_card_again(p_handoff uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare h care.handoff; begin
  select * into h from care.handoff where id = p_handoff for update;
  if not found or not care.may_follow(h) or h.state <> 'rejected' or care.actor_organisation() in (h.sender_organisation_id, h.receiver_organisation_id) then
    raise exception 'a declined handoff is opened again by its coordination office' using errcode = 'insufficient_privilege';
  end if;
  -- The offer stands again only where the sender is still responsible and no other partner has said yes meanwhile. Those
  -- beside it are locked, so that a yes in this very instant is seen.
  perform 1 from care.handoff o where o.group_id = h.group_id order by o.id for update;
  perform 1 from care.episode e where e.id = h.episode_id and e.closed_at is null for share;
  if not found or not exists (select from care.custody c where c.episode_id = h.episode_id and c.until_at is null and c.organisation_id = h.sender_organisation_id) then
    return 'custody';
  end if;
  if exists (select from care.handoff o where o.group_id = h.group_id and o.id <> h.id and o.state in ('accepted','on-hold','in-progress','completed')) then
    return 'taken';
  end if;
  perform 1 from care.consent k where k.id = h.consent_id and k.withdrawn_at is null and 'care' = any (k.purposes) and k.until_at > now() for share;
  if not found then return 'consent'; end if;
  insert into care.packet (handoff_id, round, tier, from_organisation_id, to_organisation_id, body, salt, sha256, open_until)
    select p.handoff_id, h.round + 1, p.tier, p.from_organisation_id, p.to_organisation_id, p.body, p.salt, p.sha256,
      coalesce((select k.until_at from care.consent k where k.id = h.consent_id), 'infinity'::timestamptz)
      from care.packet p where p.handoff_id = h.id and p.round = h.round and p.tier = 'D1';
  insert into care.disclosure (handoff_id, round, episode_id, client_id, from_organisation_id, to_organisation_id, tier, fields, categories, basis, consent_id,
      consent_version, packet_sha256, notice_version, disclosed_by)
    select d.handoff_id, h.round + 1, d.episode_id, d.client_id, d.from_organisation_id, d.to_organisation_id, d.tier, d.fields, d.categories, d.basis, d.consent_id,
      d.consent_version, d.packet_sha256, d.notice_version, care.actor_account() from care.disclosure d where d.handoff_id = h.id and d.round = h.round and d.tier = 'D1';
  return 'disclosed';
end $$;

-- The receiver offers a new date after a missed arrival: a handoff of its own that replaces the old one, of the same sender.
create function care.open_successor(p_handoff uuid, p_id uuid, p_reference text, p_appointment_at timestamptz, p_account uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare h care.handoff; begin
  select * into h from care.handoff where id = p_handoff for update;
  if not found or h.state <> 'failed' or h.receiver_organisation_id is distinct from care.actor_organisation() then
    raise exception 'a new date is offered by the receiver, after a missed arrival' using errcode = 'insufficient_privilege';
  end if;
  perform 1 from care.episode e where e.id = h.episode_id and e.closed_at is null for share;
  if not found or not exists (select from care.custody c where c.episode_id = h.episode_id and c.until_at is null and c.organisation_id = h.sender_organisation_id) then
    raise exception 'the sender no longer has custody' using errcode = 'check_violation', constraint = 'custody_is_still_the_senders', table = 'custody', schema = 'care';
  end if;
  if exists (select from care.handoff o where o.replaces_id = h.id and o.state in ('requested','received','accepted','on-hold')) then
    raise exception 'a new date was offered already' using errcode = 'unique_violation', constraint = 'one_offer_per_partner', table = 'handoff', schema = 'care';
  end if;
  insert into care.handoff (id, reference, kind, basis, jurisdiction, replaces_id, episode_id, client_id, audit_subject, sender_organisation_id,
      receiver_organisation_id, stage, urgency, state, business_state, consent_id, safety_withheld, pack_version, requested_at, requested_by,
      received_at, received_by, accepted_at, accepted_by, appointment_at, spoke_at, departed_at, caller_account_id, due_at)
    values (p_id, p_reference, h.kind, h.basis, h.jurisdiction, h.id, h.episode_id, h.client_id, h.audit_subject, h.sender_organisation_id,
      h.receiver_organisation_id, h.stage, h.urgency, 'accepted', 'awaiting-arrival', h.consent_id, h.safety_withheld, h.pack_version, clock_timestamp(), h.requested_by,
      clock_timestamp(), p_account, clock_timestamp(), p_account, p_appointment_at, h.spoke_at, h.departed_at, h.caller_account_id, p_appointment_at);
end $$;

-- A house that holds somebody does not close: custody passes first, by arrival or by force.
create function care.refuse_closing() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.closed_at is not null and old.closed_at is null and exists (select from care.custody c where c.organisation_id = new.id and c.until_at is null) then
    raise exception 'the organisation is responsible for clients' using errcode = 'check_violation', constraint = 'closed_organisation_holds_nobody', table = 'organisation', schema = 'care';
  end if;
  return new;
end $$;
create trigger closed_organisation_holds_nobody before update of closed_at on care.organisation for each row execute function care.refuse_closing();

-- Two people decide, so who decides is a person: an account of the coordination office that may still act.
create function care.is_coordinator() returns boolean language sql stable
  return exists (select from access.account a where a.id = care.actor_account() and a.organisation_id = care.actor_organisation()
    and 'coordinator' = any (a.roles) and a.disabled_at is null);

-- A coordinator proposes that custody passes without an arrival. The client is named by the custodian's own code, as a court
-- or a closing house would name them; answers the reference, or null where nobody of that code is in that custody.
create function care.propose_custody_change(p_custodian text, p_code text, p_to uuid, p_reason text, p_document text) returns table (reference uuid, audit_subject uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v record; begin
  select o.id as from_id, e.id as episode_id, k.client_id, k.audit_subject, me.jurisdiction into v
    from care.organisation me join care.organisation o on o.jurisdiction = me.jurisdiction and o.code = p_custodian
    join care.client_code k on k.organisation_id = o.id and k.code = p_code
    join care.episode e on e.client_id = k.client_id and e.closed_at is null
    join care.custody c on c.episode_id = e.id and c.until_at is null and c.organisation_id = o.id
    join care.organisation other on other.id = p_to and other.jurisdiction = me.jurisdiction and other.closed_at is null
   where me.id = care.actor_organisation() and me.coordinates and care.is_coordinator();
  if not found then return; end if;
  return query insert into care.forced_change as f (episode_id, client_id, audit_subject, jurisdiction, from_organisation_id, to_organisation_id, reason, document, proposed_by)
    values (v.episode_id, v.client_id, v.audit_subject, v.jurisdiction, v.from_id, p_to, p_reason, p_document, care.actor_account())
    returning f.reference, f.audit_subject;
end $$;

-- The second coordinator decides. Confirmed: custody passes now, what was open for the client is superseded and told, both
-- organisations get work; the new custodian knows who the person is and what keeps them safe, by law and not by consent.
create function care.decide_custody_change(p_reference uuid, p_confirmed boolean, p_code text, p_spell uuid, p_notice_version text)
returns table (answer text, audit_subject uuid, superseded uuid[])
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare f care.forced_change; c care.custody; s care.handoff; t timestamptz; v_told uuid[] := '{}'; v_stage text; begin
  select x.* into f from care.forced_change x join care.organisation me on me.id = care.actor_organisation() and me.coordinates and me.jurisdiction = x.jurisdiction
    where x.reference = p_reference and care.is_coordinator() for update of x;
  if not found then return query select 'unknown', null::uuid, v_told; return; end if;
  if f.decided_at is not null then return query select 'decided', f.audit_subject, v_told; return; end if;
  if f.proposed_by = care.actor_account() then return query select 'same_person', f.audit_subject, v_told; return; end if;
  if p_confirmed then
    perform 1 from care.handoff o where o.episode_id = f.episode_id and o.kind = 'transfer' and o.state in ('requested','received','accepted','on-hold') order by o.id for update;
    perform 1 from care.episode e where e.id = f.episode_id and e.closed_at is null for update;
    if not found then return query select 'moved_on', f.audit_subject, v_told; return; end if;
    select * into strict c from care.custody x where x.episode_id = f.episode_id and x.until_at is null;
    if c.organisation_id <> f.from_organisation_id or exists (select from care.organisation o where o.id = f.to_organisation_id and o.closed_at is not null) then
      return query select 'moved_on', f.audit_subject, v_told; return;
    end if;
    for s in select * from care.handoff o where o.episode_id = f.episode_id and o.kind = 'transfer' and o.state in ('requested','received','accepted','on-hold') order by o.id loop
      perform care.let_go(s, null);
      update care.handoff set state = 'cancelled', business_state = 'superseded', closed_at = clock_timestamp(), due_at = null, version = version + 1 where id = s.id;
      v_told := v_told || s.id;
    end loop;
    t := greatest(clock_timestamp(), c.since_at + interval '1 microsecond');
    update care.custody x set during = tstzrange(c.since_at, t) where x.episode_id = f.episode_id and x.until_at is null;
    insert into care.custody (episode_id, organisation_id, client_id, during, basis) values (f.episode_id, f.to_organisation_id, f.client_id, tstzrange(t, null), 'forced');
    update care.episode e set version = e.version + 1 where e.id = f.episode_id;
    update care.episode_access a set until_at = t where a.episode_id = f.episode_id and a.organisation_id in (f.from_organisation_id, f.to_organisation_id) and a.until_at > t;
    insert into care.episode_access (episode_id, client_id, organisation_id, basis, scope, categories) values
      (f.episode_id, f.client_id, f.from_organisation_id, 'authorship', 'own_part', '{}'),
      (f.episode_id, f.client_id, f.to_organisation_id, 'forced', 'full', array['identity','contact','safety']);
    select x.stage into v_stage from care.stage_spell x where x.episode_id = f.episode_id and x.organisation_id = f.from_organisation_id and x.ended_at is null
      order by x.started_at desc limit 1;
    update care.stage_spell x set ended_at = greatest(t, x.started_at), outcome = 'moved_on_early', ended_by = care.actor_account()
      where x.episode_id = f.episode_id and (x.organisation_id = f.from_organisation_id or x.stage = coalesce(v_stage, 'contact')) and x.ended_at is null;
    insert into care.stage_spell (id, episode_id, organisation_id, stage, started_at, opened_by)
      values (p_spell, f.episode_id, f.to_organisation_id, coalesce(v_stage, 'contact'), t, care.actor_account());
    -- Whoever is responsible now takes the open steps over, untouched by the hands that had them; the rest of the old desk is cleared.
    update care.work_item w set organisation_id = f.to_organisation_id, assigned_to = null, assigned_at = null, snoozed_at = null, snoozed_until = null where w.episode_id = f.episode_id and w.organisation_id = f.from_organisation_id and w.done_at is null
      and w.kind in ('handoff.next_step','handoff.outreach','handoff.return');
    perform care.clear_desk(f.episode_id, f.from_organisation_id, t);
    insert into care.client_code (organisation_id, code, client_id, audit_subject) values (f.to_organisation_id, p_code, f.client_id, f.audit_subject)
      on conflict (organisation_id, client_id) do nothing;
    if exists (select from vault.person p where p.client_id = f.client_id) then
      insert into vault.known_to (client_id, organisation_id, basis) values (f.client_id, f.to_organisation_id, 'forced');
    end if;
    -- What the law opened is a line of the ledger like any other: the client reads of it, and it is accounted for.
    insert into care.disclosure (episode_id, client_id, from_organisation_id, to_organisation_id, channel, fields, categories, basis, packet_sha256, notice_version, disclosed_by)
      values (f.episode_id, f.client_id, f.from_organisation_id, f.to_organisation_id, 'access', array['identity','contact','safety'], array['identity','contact','safety'], 'law',
        sha256(convert_to(f.document, 'UTF8')), p_notice_version, care.actor_account());
    insert into care.work_item (organisation_id, kind, episode_id, client_id, due_at)
      select o, 'custody.forced', f.episode_id, f.client_id, clock_timestamp() from unnest(array[f.from_organisation_id, f.to_organisation_id]) o;
  end if;
  update care.forced_change x set decided_by = care.actor_account(), decided_at = clock_timestamp(), confirmed = p_confirmed where x.id = f.id;
  return query select case when p_confirmed then 'confirmed' else 'refused' end, f.audit_subject, v_told;
end $$;

grant execute on function care.packet_source_of(uuid, uuid, text[]), care.may_pass_on(uuid, uuid, uuid, text), care.passable(uuid, uuid, uuid) to handrail_api, handrail_definer;
do $$ declare f regprocedure; begin
  grant create on schema care to handrail_definer;
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'care'::regnamespace and (p.prosecdef or p.proname in ('clear_desk','is_coordinator','may_follow','may_withdraw','put_work','let_go','held_places')) loop
    execute format('alter function %s owner to handrail_definer', f);
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to handrail_api', f);
  end loop;
  revoke create on schema care from handrail_definer;
end $$;
-- Steps of the functions above, nobody's to call.
revoke execute on function care.is_coordinator(), care.clear_desk(uuid, uuid, timestamptz), care.may_follow(care.handoff), care.may_withdraw(uuid), care.put_work(care.handoff, text, text, timestamptz, text), care.let_go(care.handoff, timestamptz),
  care.held_places(uuid, text, uuid) from handrail_api;
grant execute on function care.follow_through(uuid, integer, jsonb) to handrail_worker;
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger closed_organisation_holds_nobody on care.organisation;
drop function care.refuse_closing, care.is_coordinator, care.clear_desk, care.decide_custody_change, care.propose_custody_change, care.open_successor, care.disclose_card_again, care.move_on_withdrawal,
  care.withdraw_consent, care.may_withdraw, care.keeps_contact, care.custodian_of, care.receiver_fit, care.places, care.hold_place, care.held_places, care.lock_rivals, care.follow_through, care.let_go,
  care.put_work, care.may_follow, care.leave_referral, care.disclose, care.packet_source, care.packet_source_of, care.passable, care.may_pass_on, care.join_by_referral,
  care.switch_custody, care.open_episode;
do $$ declare t text; begin
  foreach t in array array['client','episode','custody','episode_access','stage_spell','safety_screen','condition','treatment',
      'rehabilitation','reintegration','employment','consent','handoff','packet','disclosure','work_item','handoff_note','handoff_contact','clock','capacity',
      'place_hold','separation','forced_change','client_code'] loop
    execute format('drop policy definer_crosses on care.%I', t);
    execute format('revoke all on care.%I from handrail_definer', t);
  end loop;
end $$;
`);
  }
}
