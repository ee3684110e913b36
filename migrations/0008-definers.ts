import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The short list of functions that write across organisations (ADR 0005); each checks for itself that the actor may. */
export class Definers1700000000008 implements MigrationInterface {
  name = 'Definers1700000000008';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
do $$ declare t text; begin
  foreach t in array array['client','episode','custody','episode_access','stage_spell','safety_screen','condition','treatment',
      'rehabilitation','reintegration','employment','consent','handoff','packet','disclosure','work_item'] loop
    execute format('create policy definer_crosses on care.%I to handrail_definer using (true) with check (true)', t);
    execute format('grant select on care.%I to handrail_definer', t);
  end loop;
end $$;
grant insert (id, client_id, jurisdiction, open_during), update (open_during, version) on care.episode to handrail_definer;
grant insert (episode_id, organisation_id, client_id, during, basis, handoff_id, sent_by_organisation_id), update (during) on care.custody to handrail_definer;
grant insert, update (until_at, categories) on care.episode_access to handrail_definer;
grant insert (id, episode_id, organisation_id, stage, started_at, opened_by), update (ended_at, outcome, ended_by) on care.stage_spell to handrail_definer;
grant insert on care.packet, care.disclosure to handrail_definer;
grant update (ended_at) on care.packet to handrail_definer;
grant update (version) on care.handoff, care.consent to handrail_definer;
grant insert, update (done_at) on care.work_item to handrail_definer;

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
    array['identity','contact','diagnosis','treatment','safety','plan','social','employment']);
  return v_now;
end $$;

-- The client has arrived: custody, access and stage spells change hands in the transaction of the receiver.
-- The row of the episode is locked first; the instant is never before the running custody began.
create function care.switch_custody(p_handoff uuid, p_spell uuid) returns timestamptz
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare h care.handoff; c care.custody; t timestamptz; begin
  select * into h from care.handoff where id = p_handoff for update;
  if not found or h.kind <> 'transfer' or h.state <> 'accepted' or h.receiver_organisation_id is distinct from care.actor_organisation() then
    raise exception 'custody moves only with an accepted transfer, by its receiver' using errcode = 'insufficient_privilege';
  end if;
  perform 1 from care.episode e where e.id = h.episode_id and e.closed_at is null for update;
  if not found then raise exception 'the episode is closed' using errcode = 'check_violation'; end if;
  select * into strict c from care.custody where episode_id = h.episode_id and until_at is null;
  if c.organisation_id <> h.sender_organisation_id then
    raise exception 'the sender no longer has custody' using errcode = 'check_violation';
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
      coalesce((select k.expires_on + 1 from care.consent k where k.id = h.consent_id), 'infinity'::timestamptz), coalesce((
      select k.categories from care.consent k where k.id = h.consent_id and k.withdrawn_at is null
        and (k.expires_on is null or k.expires_on >= current_date)), '{}'));
  update care.stage_spell set ended_at = greatest(t, started_at), outcome = 'moved_on_as_planned', ended_by = care.actor_account()
    where episode_id = h.episode_id and ended_at is null and (organisation_id = h.sender_organisation_id or stage = h.stage);
  insert into care.stage_spell (id, episode_id, organisation_id, stage, started_at, opened_by)
    values (p_spell, h.episode_id, h.receiver_organisation_id, h.stage, t, care.actor_account());
  return t;
end $$;

-- A referral: the partner walks along with a spell of its own; custody stays where it is.
create function care.join_by_referral(p_handoff uuid, p_spell uuid) returns timestamptz
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare h care.handoff; t timestamptz := clock_timestamp(); begin
  select * into h from care.handoff where id = p_handoff for update;
  if not found or h.kind <> 'referral' or h.state <> 'accepted' or h.receiver_organisation_id is distinct from care.actor_organisation() then
    raise exception 'a referral is joined once accepted, by its receiver' using errcode = 'insufficient_privilege';
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

create function care.packet_source_of(p_episode uuid, p_organisation uuid, p_categories text[]) returns jsonb
language sql stable
  return (select coalesce(jsonb_object_agg(block.key, block.value), '{}') from care.episode e join care.client c on c.id = e.client_id,
    jsonb_each(jsonb_build_object(
    'birth_year', c.birth_year, 'language', c.language, 'care_requirements', to_jsonb(c.care_requirements),
    'safety', case when 'safety' = any (p_categories) then (
      select to_jsonb(x) from (select s.suicide_risk, s.overdose_within_12_months, s.withdrawal_seizures_or_delirium, s.weeks_of_pregnancy,
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
      select coalesce(jsonb_agg(jsonb_build_object('code_system', d.code_system, 'code', d.code, 'display', d.display,
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
declare v_episode uuid; v_sender uuid; v_categories text[]; v_consent text; begin
  select h.episode_id, h.sender_organisation_id, case when c.withdrawn_at is null and (c.expires_on is null or c.expires_on >= current_date) then c.categories else '{}' end
      , case when c.withdrawn_at is not null then 'withdrawn' when c.expires_on < current_date then 'expired' else 'standing' end
    into v_episode, v_sender, v_categories, v_consent
    from care.handoff h join care.consent c on c.id = h.consent_id
   where h.id = p_handoff and h.state in ('requested','received','accepted')
     and care.actor_organisation() in (h.sender_organisation_id, h.receiver_organisation_id)
     for share of c;
  if not found then raise exception 'not a side of this handoff, or nothing is disclosed under it any more' using errcode = 'insufficient_privilege'; end if;
  return care.packet_source_of(v_episode, v_sender, v_categories) || jsonb_build_object('categories', v_categories, 'consent', v_consent);
end $$;

-- Packet and line of the ledger are written together or not at all.
create function care.disclose(p_handoff uuid, p_tier text, p_body jsonb, p_sha256 bytea, p_fields text[], p_categories text[], p_basis text, p_notice_version text)
returns void language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare h care.handoff; begin
  select * into h from care.handoff where id = p_handoff and state in ('requested','received','accepted')
    and care.actor_organisation() in (sender_organisation_id, receiver_organisation_id);
  if not found then raise exception 'not a side of this handoff, or nothing is disclosed under it any more' using errcode = 'insufficient_privilege'; end if;
  -- No standing consent opens nothing: the comparison is then NULL, and NULL is no.
  if cardinality(p_categories) > 0 and not coalesce(p_categories <@ (select c.categories from care.consent c where c.id = h.consent_id
      and c.withdrawn_at is null and (c.expires_on is null or c.expires_on >= current_date)), false) then
    raise exception 'more is disclosed than the consent opens' using errcode = 'insufficient_privilege';
  end if;
  insert into care.packet (handoff_id, tier, from_organisation_id, to_organisation_id, body, sha256, open_until)
    values (h.id, p_tier, h.sender_organisation_id, h.receiver_organisation_id, p_body, p_sha256,
      coalesce((select k.expires_on + 1 from care.consent k where k.id = h.consent_id), 'infinity'::timestamptz));
  insert into care.disclosure (handoff_id, episode_id, client_id, from_organisation_id, to_organisation_id, tier, fields, categories, basis, consent_id,
      packet_sha256, notice_version, disclosed_by)
    values (h.id, h.episode_id, h.client_id, h.sender_organisation_id, h.receiver_organisation_id, p_tier, p_fields, p_categories, p_basis, h.consent_id,
      p_sha256, p_notice_version, care.actor_account());
end $$;

-- A consent was withdrawn: what it had opened of the writing of others closes at once, custody stays where it is. The client
-- may say so at a house that is no side of the handoffs that stand on it: their packets, and before arrival the name, close too.
create function care.narrow_access(p_consent uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from care.consent k join care.episode_access a on a.episode_id = k.episode_id
      where k.id = p_consent and k.withdrawn_at is not null and a.organisation_id = care.actor_organisation() and a.until_at > now()) then
    raise exception 'the consent stands, or is not known to this organisation' using errcode = 'insufficient_privilege';
  end if;
  update care.episode_access set categories = '{}' where consent_id = p_consent and until_at > clock_timestamp();
  perform 1 from care.handoff h where h.consent_id = p_consent and h.state not in ('rejected','cancelled') order by h.id for update;
  update care.packet p set ended_at = clock_timestamp() from care.handoff h
    where h.id = p.handoff_id and h.consent_id = p_consent and p.ended_at is null;
  update vault.known_to v set until_at = clock_timestamp() from care.handoff h
    where h.id = v.handoff_id and h.consent_id = p_consent and h.state in ('requested','received','accepted') and v.until_at > clock_timestamp();
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
  update care.stage_spell set ended_at = greatest(t, started_at), outcome = 'moved_on_as_planned', ended_by = care.actor_account()
    where episode_id = h.episode_id and organisation_id = h.receiver_organisation_id and stage = h.stage and ended_at is null;
  update care.episode_access set until_at = t
    where episode_id = h.episode_id and organisation_id = h.receiver_organisation_id and scope = 'joined' and until_at > t;
  if found then
    insert into care.episode_access (episode_id, client_id, organisation_id, basis, scope, handoff_id)
      values (h.episode_id, h.client_id, h.receiver_organisation_id, 'authorship', 'own_part', h.id);
  end if;
end $$;

-- Puts work into the inbox of either side of a handoff; the same open work is raised once. A next step belongs to whoever
-- is responsible now: the client of an old referral may have moved on since it was sent. The episode is locked, so that
-- custody does not pass meanwhile.
create function care.raise_work(p_handoff uuid, p_side text, p_kind text, p_due_at timestamptz) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare h care.handoff; v_custodian uuid; begin
  select * into h from care.handoff where id = p_handoff and care.actor_organisation() in (sender_organisation_id, receiver_organisation_id);
  if not found then raise exception 'not a side of this handoff' using errcode = 'insufficient_privilege'; end if;
  if p_kind = 'handoff.next_step' then
    perform 1 from care.episode e where e.id = h.episode_id for share;
    select c.organisation_id into v_custodian from care.custody c where c.episode_id = h.episode_id and c.until_at is null;
  end if;
  insert into care.work_item (organisation_id, kind, episode_id, client_id, handoff_id, due_at)
    values (coalesce(v_custodian, case p_side when 'sender' then h.sender_organisation_id when 'receiver' then h.receiver_organisation_id end),
      p_kind, h.episode_id, h.client_id, h.id, p_due_at)
    on conflict (handoff_id, organisation_id, kind) where done_at is null and handoff_id is not null do nothing;
end $$;

-- Everything that waited for an answer to this handoff is settled, in both inboxes.
create function care.settle_work(p_handoff uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from care.handoff h where h.id = p_handoff and care.actor_organisation() in (h.sender_organisation_id, h.receiver_organisation_id)) then
    raise exception 'not a side of this handoff' using errcode = 'insufficient_privilege';
  end if;
  update care.work_item set done_at = clock_timestamp() where handoff_id = p_handoff and done_at is null and kind <> 'handoff.next_step';
end $$;

grant execute on function care.packet_source_of(uuid, uuid, text[]), care.may_pass_on(uuid, uuid, uuid, text) to handrail_api, handrail_definer;
do $$ declare f regprocedure; begin
  grant create on schema care to handrail_definer;
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'care'::regnamespace and p.prosecdef loop
    execute format('alter function %s owner to handrail_definer', f);
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to handrail_api', f);
  end loop;
  revoke create on schema care from handrail_definer;
end $$;
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop function care.settle_work, care.raise_work, care.leave_referral, care.disclose, care.narrow_access, care.packet_source, care.packet_source_of, care.may_pass_on, care.join_by_referral,
  care.switch_custody, care.open_episode;
do $$ declare t text; begin
  foreach t in array array['client','episode','custody','episode_access','stage_spell','safety_screen','condition','treatment',
      'rehabilitation','reintegration','employment','consent','handoff','packet','disclosure','work_item'] loop
    execute format('drop policy definer_crosses on care.%I', t);
    execute format('revoke all on care.%I from handrail_definer', t);
  end loop;
end $$;
`);
  }
}
