import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a client may see of everything that is recorded of them, whoever wrote it: one gathering with two doors. The client's own
 * names no one but the acting client; the other is for the house that is responsible, at the client's request (R-L03).
 */
export class OwnRecord1700000000023 implements MigrationInterface {
  name = 'OwnRecord1700000000023';

  async up(db: QueryRunner): Promise<void> {
    await db.query(GATHERING);
    await db.query(DOORS);
    await db.query(OWNERS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(FUNCTIONS.map((one) => `drop function ${one};`).join('\n'));
  }
}

const GATHERING = `
-- Who looked, by role and house and never by name: the newest thousand. Which actions are told is the charter's list; what somebody did
-- while they had broken the glass is told with the opening, or not at all (ADR 0040).
create function care.looks_at(p_records uuid[], p_actions text[]) returns jsonb
language plpgsql stable as $$
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('at', q.at, 'organisation', q.code, 'role', q.role, 'action', q.action) order by q.at desc), '[]') from (
    select e.at, o.code, e.body::jsonb->>'role' as role, e.action
      from care.client c join audit.event_subject s on s.subject = c.audit_subject join care.organisation o on o.id = s.organisation_id join audit.event e on e.id = s.event_id
     where c.id = any (p_records) and e.action = any (p_actions) and e.outcome = 'done'
       and not exists (select from care.break_glass g where g.client_id = c.id and g.organisation_id = o.id and g.asked_by = e.account_id
         and e.at between g.asked_at and coalesce(g.closed_at, g.until_at, g.asked_at + interval '1 day') and not care.is_told(g))
     order by s.event_id desc limit 1000) q);
end $$;

-- The walk: each column is named, so that what is added to a table later is not shown by itself. Left out: who wrote something,
-- notes that two houses write to each other, drafts, whom to keep apart from whom, and whatever may speak of somebody else.
create function care.walk_of(p_records uuid[]) returns jsonb
language plpgsql stable as $$
begin
  return (select coalesce(jsonb_agg(jsonb_build_object(
    'opened_at', lower(e.open_during), 'closed_at', e.closed_at,
    'custody', (select coalesce(jsonb_agg(jsonb_build_object('organisation', o.code, 'from_at', c.since_at, 'until_at', c.until_at) order by c.since_at), '[]')
      from care.custody c join care.organisation o on o.id = c.organisation_id where c.episode_id = e.id),
    'spells', (select coalesce(jsonb_agg(jsonb_build_object('organisation', o.code, 'stage', s.stage, 'started_at', s.started_at, 'ended_at', s.ended_at, 'outcome', s.outcome,
        'values', coalesce(
          (select jsonb_build_object('substance', r.substance, 'withdrawal_scale', r.withdrawal_scale, 'last_score', r.last_score, 'last_score_at', r.last_score_at,
             'medically_stable', r.medically_stable, 'overdose_risk_talk_on', r.overdose_risk_talk_on) from care.treatment r where r.spell_id = s.id),
          (select jsonb_build_object('goals_total', r.goals_total, 'goals_met_or_revised', r.goals_met_or_revised, 'last_use_on', r.last_use_on,
             'aftercare_arranged_on', r.aftercare_arranged_on) from care.rehabilitation r where r.spell_id = s.id),
          (select jsonb_build_object('housing_stable_since_on', r.housing_stable_since_on, 'identity_documents_held', r.identity_documents_held,
             'income_source', r.income_source, 'support_network_people', r.support_network_people) from care.reintegration r where r.spell_id = s.id),
          (select jsonb_build_object('wants_work', r.wants_work, 'work_kind', r.work_kind, 'work_started_on', r.work_started_on) from care.employment r where r.spell_id = s.id),
          '{}')) order by s.started_at), '[]')
      from care.stage_spell s join care.organisation o on o.id = s.organisation_id where s.episode_id = e.id),
    'screens', (select coalesce(jsonb_agg(jsonb_build_object('organisation', o.code, 'screened_at', s.screened_at, 'suicide_risk', s.suicide_risk,
        'overdose_within_12_months', s.overdose_within_12_months, 'withdrawal_seizures_or_delirium', s.withdrawal_seizures_or_delirium,
        'weeks_of_pregnancy', s.weeks_of_pregnancy, 'infectious_tuberculosis', s.infectious_tuberculosis, 'allergies', s.allergies, 'medicines', s.medicines) order by s.screened_at), '[]')
      from care.safety_screen s join care.organisation o on o.id = s.organisation_id where s.episode_id = e.id),
    'conditions', (select coalesce(jsonb_agg(jsonb_build_object('organisation', o.code, 'code_system', d.code_system, 'code', d.code, 'display', d.display,
        'clinical_status', d.clinical_status, 'onset_on', d.onset_on, 'recorded_at', d.recorded_at) order by d.onset_on, d.code), '[]')
      from care.condition d join care.organisation o on o.id = d.organisation_id where d.episode_id = e.id),
    'handoffs', (select coalesce(jsonb_agg(jsonb_build_object('reference', h.reference, 'kind', h.kind, 'basis', h.basis, 'stage', h.stage, 'urgency', h.urgency,
        'sender', s.code, 'receiver', r.code, 'state', h.state, 'business_state', h.business_state, 'requested_at', h.requested_at, 'accepted_at', h.accepted_at,
        'appointment_at', h.appointment_at, 'arrived_at', h.arrived_at, 'closed_at', h.closed_at, 'outcome', h.outcome) order by h.requested_at, h.reference), '[]')
      from care.handoff h join care.organisation s on s.id = h.sender_organisation_id join care.organisation r on r.id = h.receiver_organisation_id
      where h.episode_id = e.id and h.requested_at is not null)
    ) order by lower(e.open_during)), '[]')
  from care.episode e where e.client_id = any (p_records));
end $$;

-- The whole of it. The code is that of the house which is responsible, or was last: never one under which another house knows them.
create function care.record_of(p_client uuid, p_actions text[]) returns jsonb
language plpgsql stable as $$
declare v_records uuid[] := array(select care.joined_with(p_client)); v_last uuid; begin
  select c.organisation_id into v_last from care.custody c where c.client_id = any (v_records) order by c.until_at desc nulls first, c.since_at desc limit 1;
  return (select jsonb_build_object(
    'taken_at', clock_timestamp(), 'jurisdiction', c.jurisdiction, 'time_zone', (select o.time_zone from care.organisation o where o.id = v_last),
    'person', jsonb_build_object('code', (select k.code from care.client_code k where k.organisation_id = v_last and k.client_id = any (v_records) and k.erased_at is null
        order by k.client_id = p_client desc limit 1),
      'birth_year', c.birth_year, 'language', c.language, 'substance', c.substance, 'referral_source', c.referral_source,
      'care_requirements', to_jsonb(c.care_requirements)),
    'episodes', care.walk_of(v_records),
    'consents', (select coalesce(jsonb_agg(jsonb_build_object('reference', k.reference, 'kind', k.kind, 'organisation', o.code, 'recipient', r.code, 'recipient_class', k.recipient_class,
        'purposes', to_jsonb(k.purposes), 'categories', to_jsonb(k.categories), 'language', k.language, 'text_id', k.text_id, 'text_sha256', encode(k.text_sha256, 'hex'),
        'given_how', k.given_how, 'signer', k.signer, 'given_at', k.given_at, 'ends', k.ends, 'expires_on', k.expires_on, 'withdrawn_at', k.withdrawn_at,
        'over_at', case when k.until_at <= clock_timestamp() then k.until_at end,
        'versions', (select coalesce(jsonb_agg(jsonb_build_object('version', v.version, 'at', v.at, 'title', v.document->'title', 'text', v.document->'text', 'lines', v.document->'lines',
            'language', v.document->'language') order by v.version), '[]') from care.consent_version v where v.consent_id = k.id)) order by k.given_at), '[]')
      from care.consent k join care.organisation o on o.id = k.organisation_id left join care.organisation r on r.id = k.recipient_organisation_id where k.client_id = any (v_records)),
    'disclosures', (select coalesce(jsonb_agg(jsonb_build_object('at', d.disclosed_at, 'from', s.code, 'to', r.code, 'to_class', d.to_class, 'channel', d.channel, 'fields', to_jsonb(d.fields),
        'categories', to_jsonb(d.categories), 'basis', d.basis, 'consent', (select k.reference from care.consent k where k.id = d.consent_id), 'notice_version', d.notice_version) order by d.disclosed_at, d.id), '[]')
      from care.disclosure d join care.organisation s on s.id = d.from_organisation_id left join care.organisation r on r.id = d.to_organisation_id where d.client_id = any (v_records)),
    'statements', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'organisation', o.code, 'about', s.field, 'said_on', to_char(s.stated_at at time zone o.time_zone, 'YYYY-MM-DD'),
        'sealed', encode(s.statement, 'base64')) order by s.stated_at, s.id), '[]')
      from care.correction s join care.organisation o on o.id = s.organisation_id where s.client_id = any (v_records) and s.statement is not null),
    'accesses', care.looks_at(v_records, p_actions),
    'organisations', (select coalesce(jsonb_object_agg(o.code, o.names), '{}') from care.organisation o where o.id in (
      select x.organisation_id from care.custody x where x.client_id = any (v_records)
      union select s.organisation_id from care.stage_spell s join care.episode e on e.id = s.episode_id where e.client_id = any (v_records)
      union select s.organisation_id from care.safety_screen s join care.episode e on e.id = s.episode_id where e.client_id = any (v_records)
      union select s.organisation_id from care.condition s join care.episode e on e.id = s.episode_id where e.client_id = any (v_records)
      union select unnest(array[h.sender_organisation_id, h.receiver_organisation_id]) from care.handoff h where h.client_id = any (v_records) and h.requested_at is not null
      union select unnest(array[d.from_organisation_id, d.to_organisation_id]) from care.disclosure d where d.client_id = any (v_records)
      union select unnest(array[k.organisation_id, k.recipient_organisation_id]) from care.consent k where k.client_id = any (v_records)
      union select s.organisation_id from care.correction s where s.client_id = any (v_records) and s.statement is not null
      union select s.organisation_id from care.client x join audit.event_subject s on s.subject = x.audit_subject where x.id = any (v_records))))
  from care.client c where c.id = p_client and exists (select from care.episode e where e.client_id = any (v_records)));
end $$;
`;

const DOORS = `
create function care.own_record(p_actions text[]) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return care.record_of(care.actor_client(), p_actions);
end $$;

-- For the house that is responsible now, or was when care ended; null for every other.
create function care.record_at_request(p_client uuid, p_actions text[]) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_responsible uuid; begin
  select c.organisation_id into v_responsible from care.custody c where c.client_id in (select care.joined_with(p_client))
    order by c.until_at desc nulls first, c.since_at desc limit 1;
  if v_responsible is null or v_responsible is distinct from care.actor_organisation() then return null; end if;
  return care.record_of(p_client, p_actions);
end $$;
`;

const DOOR_FUNCTIONS = ['care.own_record(text[])', 'care.record_at_request(uuid,text[])'];
const FUNCTIONS = [
  ...DOOR_FUNCTIONS,
  'care.record_of(uuid,text[])',
  'care.walk_of(uuid[])',
  'care.looks_at(uuid[],text[])',
];

const OWNERS = `
grant create on schema care to handrail_definer;
${FUNCTIONS.map((one) => `alter function ${one} owner to handrail_definer; revoke execute on function ${one} from public;`).join('\n')}
revoke create on schema care from handrail_definer;
${DOOR_FUNCTIONS.map((one) => `grant execute on function ${one} to handrail_api;`).join('\n')}
`;
