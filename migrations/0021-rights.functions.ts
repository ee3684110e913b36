/** The functions of migration 0021: what crosses organisations, what a client or anybody without an account does, and the clocks. */

export const DEADLINES = `
-- Which work a duty is, and whose: the charter's table (constraints-mirror-charter.spec).
create function care.work_of_deadline(p_kind text) returns text language sql immutable
  return case p_kind when 'complaint.acknowledge' then 'rights.acknowledge' when 'complaint.decide' then 'rights.decide' when 'complaint.retaliation' then 'rights.retaliation'
    when 'correction.decide' then 'rights.correction' when 'access.answer' then 'rights.access' when 'breach.notify' then 'rights.breach' when 'permit.renew' then 'rights.permit'
    when 'leave.answer' then 'rights.leave' when 'retention.review' then 'rights.retention' end;
create function care.role_of_deadline(p_kind text) returns text language sql immutable
  return case p_kind when 'permit.renew' then 'org_admin' when 'leave.answer' then 'duty_manager' else 'privacy_officer' end;

-- The work of a duty. That of a complaint names nobody; that of a client's wish names them to the house alone.
create function care.raise_deadline_work(d care.deadline, p_kind text, p_role text, p_due timestamptz) returns void
language plpgsql volatile as $$
declare v_episode uuid; begin
  if d.client_id is not null then
    select e.id into v_episode from care.episode e where e.client_id = d.client_id order by e.closed_at desc nulls first, e.id desc limit 1;
  end if;
  insert into care.work_item (id, organisation_id, kind, role, episode_id, client_id, due_at, created_at, deadline_id)
    values (gen_random_uuid(), d.organisation_id, p_kind, p_role, v_episode, case when v_episode is not null then d.client_id end, p_due, d.work_from_at, d.id)
    on conflict (deadline_id, kind) where done_at is null and deadline_id is not null do nothing;
end $$;

-- Starts the clock of a duty; where it runs already, it runs anew. Work begins at once, or on its day (care.tick_deadlines). No
-- instant is kept but those it is given: whoever complains without a name leaves no hour.
create function care.start_deadline(p_organisation uuid, p_kind text, p_subject uuid, p_client uuid, p_work_from timestamptz, p_due timestamptz) returns void
language plpgsql volatile as $$
declare d care.deadline; v_role text; v_coordinates boolean; begin
  insert into care.deadline (organisation_id, kind, subject_id, client_id, work_from_at, due_at, work_at)
    values (p_organisation, p_kind, p_subject, p_client, p_work_from, p_due, case when p_work_from <= clock_timestamp() then p_work_from end)
    on conflict (kind, subject_id) do update set organisation_id = excluded.organisation_id, work_from_at = excluded.work_from_at, due_at = excluded.due_at,
      work_at = excluded.work_at, told_at = null, settled_at = null
    returning * into d;
  if d.work_at is null then return; end if;
  select o.coordinates into v_coordinates from care.organisation o where o.id = d.organisation_id;
  perform care.raise_deadline_work(d, care.work_of_deadline(d.kind), case when v_coordinates then 'coordinator' else care.role_of_deadline(d.kind) end, d.due_at);
end $$;

create function care.start_own_deadline(p_kind text, p_subject uuid, p_client uuid, p_work_from timestamptz, p_due timestamptz) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if care.actor_organisation() is null or p_kind like 'complaint.acknowledge' or p_kind = 'complaint.decide' then
    raise exception 'a clock is started by the house whose duty it is' using errcode = 'insufficient_privilege';
  end if;
  perform care.start_deadline(care.actor_organisation(), p_kind, p_subject, p_client, p_work_from, p_due);
end $$;

-- What was to be done is done: the clock stops, and its work is off the list.
create function care.settle_deadline(p_kind text, p_subject uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare d care.deadline; begin
  update care.deadline x set settled_at = clock_timestamp() where x.kind = p_kind and x.subject_id = p_subject and x.settled_at is null
    and x.organisation_id = care.actor_organisation() returning * into d;
  if d.id is null then return; end if;
  update care.work_item w set done_at = clock_timestamp(), done_by = care.actor_account() where w.deadline_id = d.id and w.done_at is null;
end $$;

-- Whether tick_deadlines would move anything: asked every second, and it writes nothing.
create function care.deadlines_are_due() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from care.deadline x where x.work_at is null and x.settled_at is null and x.work_from_at <= now())
      or exists (select from care.deadline x where x.told_at is null and x.settled_at is null and x.due_at <= now())
$$;

-- What has its day becomes work, and what has run out is told to whoever manages. Answers how many clocks it moved.
create function care.tick_deadlines(p_limit integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare d care.deadline; v_coordinates boolean; n integer := 0; begin
  for d in select * from care.deadline x where x.work_at is null and x.settled_at is null and x.work_from_at <= now() order by x.work_from_at limit p_limit for update skip locked loop
    select o.coordinates into v_coordinates from care.organisation o where o.id = d.organisation_id;
    update care.deadline x set work_at = clock_timestamp() where x.id = d.id;
    perform care.raise_deadline_work(d, care.work_of_deadline(d.kind), case when v_coordinates then 'coordinator' else care.role_of_deadline(d.kind) end, d.due_at);
    n := n + 1;
  end loop;
  for d in select * from care.deadline x where x.told_at is null and x.settled_at is null and x.due_at <= now() order by x.due_at limit p_limit for update skip locked loop
    select o.coordinates into v_coordinates from care.organisation o where o.id = d.organisation_id;
    update care.deadline x set told_at = clock_timestamp() where x.id = d.id;
    perform care.raise_deadline_work(d, 'rights.overdue', case when v_coordinates then 'coordinator' else 'duty_manager' end, d.due_at);
    n := n + 1;
  end loop;
  return n;
end $$;
`;

export const COMPLAINTS = `
-- Whether a record is that of the client who acts, or was joined with it.
create function care.is_own_client(p_client uuid) returns boolean
language sql stable
  return p_client is not null and (p_client = care.actor_client() or exists (select from care.client_merge m where m.state = 'merged'
    and ((m.kept_client_id = p_client and m.merged_client_id = care.actor_client()) or (m.merged_client_id = p_client and m.kept_client_id = care.actor_client()))));

-- Where a complaint goes that must leave the house: the office of its jurisdiction, or another where that one is concerned itself.
create function care.complaint_office(p_about uuid) returns uuid
language sql stable
  return (select o.id from care.organisation o join care.organisation a on a.id = p_about
    where o.coordinates and o.closed_at is null and o.id <> p_about order by o.jurisdiction = a.jurisdiction desc, o.code limit 1);

-- Gives a complaint to whoever handles it, with the clocks of its duties; what the one before had in the inbox is off the list.
create function care.hand_complaint_to(p_complaint uuid, p_handler uuid) returns void
language plpgsql volatile as $$
declare c care.complaint; begin
  select * into strict c from care.complaint where id = p_complaint;
  update care.work_item w set done_at = clock_timestamp() where w.done_at is null
    and w.deadline_id in (select d.id from care.deadline d where d.subject_id = p_complaint);
  if c.acknowledged_at is null then
    perform care.start_deadline(p_handler, 'complaint.acknowledge', c.id, null, c.received_at, c.acknowledge_due_at);
  end if;
  perform care.start_deadline(p_handler, 'complaint.decide', c.id, null, c.received_at, c.decide_due_at);
end $$;

-- Somebody complains: a client in their window, anybody without an account, or staff on behalf of somebody. Of whoever gives no name
-- nothing is written down, and of the instant the day. What is critical, and what is about those who would decide, leaves the house.
create function care.file_complaint(p_id uuid, p_reference text, p_passphrase_hash text, p_about text, p_about_account uuid, p_channel text, p_submitter text,
  p_client_code text, p_category text, p_minor boolean, p_words bytea, p_language text, p_acknowledge_days integer, p_decide_days integer)
returns table (answer text, reference text, pass_reason text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_about uuid; v_handler uuid; v_client uuid; v_at timestamptz := clock_timestamp(); v_is_critical boolean := p_minor or p_category in ('violence','labour','privacy'); begin
  -- Sent twice is filed once: the id is made of the name of the change.
  select 'done', c.reference, c.pass_reason into answer, reference, pass_reason from care.complaint c where c.id = p_id;
  if found then return next; return; end if;
  select o.id into v_about from care.organisation o where o.code = p_about;
  if not found then answer := 'unknown_house'; return next; return; end if;
  if p_about_account is not null and not exists (select from access.account a where a.id = p_about_account and a.organisation_id = v_about
      and (a.organisation_id = care.actor_organisation() or care.actor_client() is not null)) then
    answer := 'unknown_colleague'; return next; return;
  end if;
  if p_submitter = 'client' then
    v_client := coalesce(care.actor_client(), (select k.client_id from care.client_code k where k.organisation_id = care.actor_organisation() and k.code = p_client_code and k.erased_at is null));
    if v_client is null then answer := 'unknown_client'; return next; return; end if;
  end if;
  if p_submitter = 'anonymous' then v_at := date_trunc('day', v_at, 'UTC'); end if;
  pass_reason := case when v_is_critical then 'critical'
    when exists (select from access.account a where a.id = p_about_account and a.roles && array['privacy_officer','duty_manager']) then 'handler_concerned'
    when not exists (select from access.account a where a.organisation_id = v_about and a.disabled_at is null and a.roles && array['privacy_officer','duty_manager','coordinator']
      and a.id is distinct from p_about_account) then 'nobody_to_handle' end;
  v_handler := case when pass_reason is null then v_about else care.complaint_office(v_about) end;
  if v_handler is null then answer := 'no_office'; return next; return; end if;
  insert into care.complaint (id, reference, about_organisation_id, handler_organisation_id, about_account_id, channel, submitter, client_id, recorded_by, category, concerns_minor,
      pass_reason, words, language, received_at, acknowledge_due_at, decide_due_at)
    values (p_id, p_reference, v_about, v_handler, p_about_account,
      case when care.actor_organisation() is not null then p_channel when care.actor_client() is not null and p_submitter <> 'anonymous' then 'window' else 'web' end,
      p_submitter, v_client, case when p_submitter <> 'anonymous' then care.actor_account() end, p_category, p_minor, pass_reason, p_words, p_language,
      v_at, v_at + make_interval(days => p_acknowledge_days), v_at + make_interval(days => p_decide_days));
  if p_passphrase_hash is not null then insert into care.complaint_key (complaint_id, passphrase_hash) values (p_id, p_passphrase_hash); end if;
  perform care.hand_complaint_to(p_id, v_handler);
  answer := 'done'; reference := p_reference; return next;
end $$;

-- The house gives a complaint away to the office: because it is asked to, or because it may not decide itself.
create function care.pass_complaint_on(p_complaint uuid, p_version integer) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c care.complaint; v_office uuid; begin
  select * into c from care.complaint x where x.id = p_complaint and x.handler_organisation_id = care.actor_organisation()
    and x.about_account_id is distinct from care.actor_account() for update;
  if not found then return 'unknown'; end if;
  if c.version <> p_version then return 'stale'; end if;
  if c.outcome is not null then return 'decided'; end if;
  if c.handler_organisation_id <> c.about_organisation_id then return 'there_already'; end if;
  v_office := care.complaint_office(c.about_organisation_id);
  if v_office is null then return 'no_office'; end if;
  update care.complaint x set handler_organisation_id = v_office, pass_reason = 'asked', investigator_id = null, version = x.version + 1 where x.id = c.id;
  perform care.hand_complaint_to(c.id, v_office);
  return 'done';
end $$;

-- Whom of the own house a complaint is about: from then on they neither read nor decide it; where they would decide, it leaves the house.
create function care.name_concerned(p_complaint uuid, p_version integer, p_account uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c care.complaint; v_office uuid; begin
  select * into c from care.complaint x where x.id = p_complaint and x.handler_organisation_id = care.actor_organisation()
    and x.about_account_id is distinct from care.actor_account() for update;
  if not found then return 'unknown'; end if;
  if c.version <> p_version then return 'stale'; end if;
  if c.outcome is not null then return 'decided'; end if;
  if not exists (select from access.account a where a.id = p_account and a.organisation_id = c.about_organisation_id and a.organisation_id = care.actor_organisation()) then return 'unknown_colleague'; end if;
  update care.complaint x set about_account_id = p_account, investigator_id = nullif(x.investigator_id, p_account), version = x.version + 1 where x.id = c.id;
  if exists (select from access.account a where a.id = p_account and a.roles && array['privacy_officer','duty_manager']) and c.handler_organisation_id = c.about_organisation_id then
    v_office := care.complaint_office(c.about_organisation_id);
    if v_office is null then return 'no_office'; end if;
    update care.complaint x set handler_organisation_id = v_office, pass_reason = 'handler_concerned', investigator_id = null where x.id = c.id;
    perform care.hand_complaint_to(c.id, v_office);
  end if;
  return 'done';
end $$;

-- Under which code the own house knows who complained, where they said so and the house itself handles it. The office learns nobody's.
create function care.complaint_submitter_code(p_complaint uuid) returns table (code text, audit_subject uuid, client_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.code, k.audit_subject, k.client_id from care.complaint c join care.client_code k on k.organisation_id = c.handler_organisation_id and k.client_id = c.client_id and k.erased_at is null
   where c.id = p_complaint and c.submitter = 'client' and c.handler_organisation_id = care.actor_organisation() and c.handler_organisation_id = c.about_organisation_id
     and c.about_account_id is distinct from care.actor_account()
$$;

-- Whoever complained by name is told that there is news; the one who tells does not learn who it was.
create function care.tell_complainant(p_complaint uuid, p_cause text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_client uuid; begin
  select c.client_id into v_client from care.complaint c where c.id = p_complaint and c.handler_organisation_id = care.actor_organisation()
    and c.about_account_id is distinct from care.actor_account();
  if v_client is not null then perform care.tell(v_client, null, 'complaint.answered', p_complaint::text || p_cause, null, null, null); end if;
end $$;

create function care.find_complaint_key(p_reference text) returns table (complaint_id uuid, passphrase_hash text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, k.passphrase_hash from care.complaint c join care.complaint_key k on k.complaint_id = c.id where c.reference = p_reference
$$;

-- Whether this is the complaint of the client who acts, or of whoever has its reference (and has shown the passphrase of it).
create function care.may_follow_complaint(c care.complaint, p_reference text) returns boolean
language sql stable
  return (p_reference is not null and c.reference = p_reference) or care.is_own_client(c.client_id);

create function care.own_complaints() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id from care.complaint c where care.is_own_client(c.client_id) order by c.received_at desc, c.id desc limit 100
$$;

-- What a complainant is told of a complaint: never who of the staff did what.
create function care.complaint_of(p_complaint uuid, p_reference text)
returns table (id uuid, reference text, about jsonb, about_jurisdiction text, handled_by jsonb, category text, concerns_minor boolean, critical boolean, pass_reason text, words bytea, language text, received_at timestamptz,
  acknowledge_due_at timestamptz, decide_due_at timestamptz, acknowledged_at timestamptz, outcome text, decision bytea, decided_at timestamptz, retaliation_due_at timestamptz,
  retaliation_checked_at timestamptz, version integer, with_name boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, c.reference, a.names, a.jurisdiction, h.names, c.category, c.concerns_minor, c.critical, c.pass_reason, c.words, c.language, c.received_at, c.acknowledge_due_at, c.decide_due_at, c.acknowledged_at,
    c.outcome, c.decision, c.decided_at, c.retaliation_due_at, c.retaliation_checked_at, c.version, c.submitter <> 'anonymous'
  from care.complaint c join care.organisation a on a.id = c.about_organisation_id join care.organisation h on h.id = c.handler_organisation_id
  where c.id = p_complaint and care.may_follow_complaint(c, p_reference)
$$;

create function care.complaint_messages_of(p_complaint uuid, p_reference text) returns table (id uuid, from_complainant boolean, words bytea, written_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.id, m.from_complainant, m.words, m.written_at from care.complaint c join care.complaint_message m on m.complaint_id = c.id
   where c.id = p_complaint and care.may_follow_complaint(c, p_reference) order by m.place
$$;

create function care.reply_to_complaint(p_complaint uuid, p_reference text, p_id uuid, p_words bytea, p_most integer) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c care.complaint; n integer; begin
  select * into c from care.complaint x where x.id = p_complaint for update;
  if not found or not care.may_follow_complaint(c, p_reference) then return 'unknown'; end if;
  select count(*) into n from care.complaint_message m where m.complaint_id = c.id;
  if n >= p_most then return 'too_many'; end if;
  insert into care.complaint_message (id, complaint_id, place, from_complainant, words, written_at)
    values (p_id, c.id, n + 1, true, p_words, case when c.submitter = 'anonymous' then date_trunc('day', clock_timestamp(), 'UTC') else clock_timestamp() end);
  update care.complaint x set version = x.version + 1 where x.id = c.id;
  return 'done';
end $$;

-- Only the complainant takes a complaint back. That they were not made to is looked at like after a decision.
create function care.withdraw_complaint(p_complaint uuid, p_reference text, p_check_days integer, p_answer_days integer) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c care.complaint; v_at timestamptz; begin
  select * into c from care.complaint x where x.id = p_complaint for update;
  if not found or not care.may_follow_complaint(c, p_reference) then return 'unknown'; end if;
  if c.outcome is not null then return case when c.outcome = 'withdrawn' then 'done' else 'decided' end; end if;
  v_at := case when c.submitter = 'anonymous' then greatest(date_trunc('day', clock_timestamp(), 'UTC'), c.received_at) else clock_timestamp() end;
  update care.complaint x set outcome = 'withdrawn', decided_at = v_at, retaliation_due_at = v_at + make_interval(days => p_check_days), version = x.version + 1 where x.id = c.id;
  update care.work_item w set done_at = greatest(v_at, w.created_at) where w.done_at is null and w.deadline_id in (select d.id from care.deadline d where d.subject_id = c.id);
  update care.deadline d set settled_at = v_at where d.subject_id = c.id and d.settled_at is null;
  perform care.start_deadline(c.handler_organisation_id, 'complaint.retaliation', c.id, null, v_at + make_interval(days => p_check_days), v_at + make_interval(days => p_check_days + p_answer_days));
  return 'done';
end $$;
`;

export const REQUESTS = `
-- The house a client means when they name none: who is responsible now, or was last.
create function care.here_or_last(p_client uuid) returns uuid
language sql stable
  return (select u.organisation_id from care.custody u join care.client_code k on k.organisation_id = u.organisation_id and k.client_id = u.client_id and k.erased_at is null
    where u.client_id = p_client order by u.until_at desc nulls first, u.since_at desc limit 1);

-- The client asks in the window: for a correction (p_field, p_words) or for their record (p_form). Answers which house was asked.
create function care.own_rights_ask(p_id uuid, p_field text, p_words bytea, p_form text, p_days integer) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_client uuid := care.actor_client(); v_house uuid; v_at timestamptz := clock_timestamp(); begin
  if v_client is null then raise exception 'a client asks in a window of their own' using errcode = 'insufficient_privilege'; end if;
  v_house := care.here_or_last(v_client);
  if v_house is null then return null; end if;
  if p_field is not null then
    insert into care.correction (id, organisation_id, client_id, asked_by, field, words, received_at, decide_due_at)
      values (p_id, v_house, v_client, 'client', p_field, p_words, v_at, v_at + make_interval(days => p_days));
    perform care.start_deadline(v_house, 'correction.decide', p_id, v_client, v_at, v_at + make_interval(days => p_days));
  else
    insert into care.access_request (id, organisation_id, client_id, asked_by, form, received_at, answer_due_at)
      values (p_id, v_house, v_client, 'client', p_form, v_at, v_at + make_interval(days => p_days));
    perform care.start_deadline(v_house, 'access.answer', p_id, v_client, v_at, v_at + make_interval(days => p_days));
  end if;
  return v_house;
end $$;

-- What the client asked for, and what became of it: corrections and access alike, the newest first. what: field or form.
create function care.own_rights_requests() returns table (id uuid, kind text, house jsonb, what text, words bytea, received_at timestamptz, due_at timestamptz, decision text, reason bytea,
  decided_at timestamptz, applied_at timestamptz, statement bytea, version integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select q.* from (
    select c.id, 'correction', o.names, c.field, c.words, c.received_at, c.decide_due_at, c.decision, c.reason, c.decided_at, c.applied_at, c.statement, c.version
      from care.correction c join care.organisation o on o.id = c.organisation_id where care.is_own_client(c.client_id)
    union all
    select r.id, 'access', o.names, r.form, null, r.received_at, r.answer_due_at, r.answer, r.reason, r.answered_at, null, null, r.version
      from care.access_request r join care.organisation o on o.id = r.organisation_id where care.is_own_client(r.client_id)) q (id, kind, house, what, words, received_at, due_at,
    decision, reason, decided_at, applied_at, statement, version)
  order by q.received_at desc, q.id limit 100
$$;

-- The client's own words beside what was not corrected.
create function care.own_correction_statement(p_correction uuid, p_words bytea) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c care.correction; begin
  select * into c from care.correction x where x.id = p_correction for update;
  if not found or not care.is_own_client(c.client_id) then return 'unknown'; end if;
  if c.decision is null or c.decision = 'accepted' then return 'not_refused'; end if;
  update care.correction x set statement = p_words, stated_at = clock_timestamp(), version = x.version + 1 where x.id = c.id;
  return 'done';
end $$;

-- The client says in the window that they want to leave: work within two hours, for whoever is responsible. Twice said is once said.
create function care.ask_to_leave(p_id uuid, p_hours integer) returns table (answer text, due_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_client uuid := care.actor_client(); v_house uuid; v_at timestamptz := clock_timestamp(); begin
  select u.organisation_id into v_house from care.custody u where u.client_id = v_client and u.until_at is null;
  if not found then answer := 'not_here'; return next; return; end if;
  select w.answer_due_at into due_at from care.leave_wish w where w.organisation_id = v_house and w.client_id = v_client and w.answered_at is null;
  if found then answer := 'asked'; return next; return; end if;
  due_at := v_at + make_interval(hours => p_hours);
  insert into care.leave_wish (id, organisation_id, client_id, asked_by, asked_at, answer_due_at) values (p_id, v_house, v_client, 'client', v_at, due_at);
  perform care.start_deadline(v_house, 'leave.answer', p_id, v_client, v_at, due_at);
  answer := 'done'; return next;
end $$;

create function care.own_leave_wishes() returns table (asked_at timestamptz, due_at timestamptz, outcome text, answered_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select w.asked_at, w.answer_due_at, w.outcome, w.answered_at from care.leave_wish w where care.is_own_client(w.client_id) order by w.asked_at desc limit 10
$$;

create function care.own_rights_notices() returns table (jurisdiction text, house jsonb, notice_id text, form text, language text, given_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.jurisdiction, o.names, n.notice_id, n.form, n.language, n.given_at
  from (select care.here_or_last(care.actor_client()) as house) x join care.organisation o on o.id = x.house
  left join care.rights_notice n on care.is_own_client(n.client_id) order by n.given_at desc nulls last limit 20
$$;

-- What the client says of something that one house did not correct, still encrypted: which of it a packet may hold is decided by its rule.
create function care.statements_of(p_episode uuid, p_organisation uuid) returns jsonb
language sql stable
  return (select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'about', q.field, 'said_on', to_char(q.stated_at at time zone q.time_zone, 'YYYY-MM-DD'), 'sealed', encode(q.statement, 'base64')) order by q.stated_at, q.id), '[]')
    from (select c.id, c.field, c.stated_at, c.statement, o.time_zone from care.correction c join care.episode e on e.client_id = c.client_id join care.organisation o on o.id = c.organisation_id
      where e.id = p_episode and c.organisation_id = p_organisation and c.statement is not null order by c.stated_at desc, c.id desc limit 20) q);

-- Whom the ledger says the value had been given to; information about the past included.
create function care.correction_receivers(p_client uuid, p_categories text[]) returns table (organisation_id uuid)
language sql stable as $$
  select distinct d.to_organisation_id from care.disclosure d where d.client_id = p_client and d.from_organisation_id = care.actor_organisation()
    and (cardinality(p_categories) = 0 or d.categories && p_categories)
$$;

-- Those who received what was wrong are told that it was corrected, as work of theirs: which kind of value, never which. Answers how many.
create function care.tell_receivers(p_correction uuid, p_categories text[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c care.correction; r record; n integer := 0; v_episode uuid; begin
  select * into c from care.correction x where x.id = p_correction and x.organisation_id = care.actor_organisation() and x.applied_at is not null;
  if not found then raise exception 'partners are told of what was corrected here' using errcode = 'insufficient_privilege'; end if;
  select e.id into v_episode from care.episode e where e.client_id = c.client_id order by e.closed_at desc nulls first, e.id desc limit 1;
  for r in select * from care.correction_receivers(c.client_id, p_categories) loop
    insert into care.correction_told (correction_id, from_organisation_id, organisation_id, client_id, field)
      values (c.id, c.organisation_id, r.organisation_id, c.client_id, c.field) on conflict do nothing;
    if found then
      n := n + 1;
      -- Whoever knows them under no code of their own any more has forgotten who it was; for them there is nothing to mend.
      insert into care.work_item (organisation_id, kind, role, episode_id, client_id, due_at)
        select r.organisation_id, 'rights.told', 'privacy_officer', v_episode, c.client_id, clock_timestamp() + interval '14 days'
         where exists (select from care.client_code k where k.organisation_id = r.organisation_id and k.client_id = c.client_id and k.erased_at is null);
    end if;
  end loop;
  return n;
end $$;
`;

export const DUTIES = `
-- Records the law of the place lets go of: care has ended for longer than it keeps them, nothing holds them, nobody has asked yet.
create function care.records_past_retention(p_organisation uuid, p_years integer, p_limit integer) returns table (client_id uuid, code text, ended_at timestamptz)
language sql stable as $$
    select k.client_id, k.code, q.ended_at from care.client_code k cross join lateral (
        select max(e.closed_at) as ended_at, bool_and(e.closed_at is not null) as is_over from care.episode e where e.client_id = k.client_id) q
     where k.organisation_id = p_organisation and k.erased_at is null and q.is_over and q.ended_at < now() - make_interval(years => p_years)
       and not exists (select from care.legal_hold l where l.organisation_id = p_organisation and l.client_id = k.client_id and l.lifted_at is null)
       and not exists (select from care.erasure x where x.organisation_id = p_organisation and x.client_id = k.client_id and x.state in ('requested','granted'))
       and not exists (select from care.client_merge m where m.organisation_id = p_organisation and m.merged_client_id = k.client_id and m.state = 'merged')
     order by q.ended_at, k.client_id limit p_limit
$$;
create function care.own_past_retention(p_years integer, p_limit integer) returns table (client_id uuid, code text, ended_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select * from care.records_past_retention(care.actor_organisation(), p_years, p_limit)
$$;

-- Reports to each house of a jurisdiction whether records are past their time. It proposes; it deletes nothing. Answers how many houses.
create function care.report_retention(p_jurisdiction text, p_years integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare o record; n integer := 0; begin
  for o in select x.id from care.organisation x where x.jurisdiction = p_jurisdiction and x.closed_at is null
      and not exists (select from care.deadline d where d.kind = 'retention.review' and d.subject_id = x.id and d.settled_at is null) loop
    if exists (select from care.records_past_retention(o.id, p_years, 1)) then
      perform care.start_deadline(o.id, 'retention.review', o.id, null, clock_timestamp(), clock_timestamp() + interval '30 days');
      n := n + 1;
    end if;
  end loop;
  return n;
end $$;

-- Whoever is forgotten is forgotten here too: the words of their wishes and of what they complained about go, and the link to who they were.
create function care.forget_rights() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.correction c set words = null, original = null, reason = null, statement = null where c.organisation_id = new.organisation_id and c.client_id = new.client_id;
  update care.access_request r set reason = null where r.organisation_id = new.organisation_id and r.client_id = new.client_id;
  update care.complaint_message m set words = null where m.complaint_id in (select c.id from care.complaint c
    where c.client_id = new.client_id and c.about_organisation_id = new.organisation_id and c.outcome is not null);
  -- What is still open goes on to be looked into, as that of somebody without a name.
  update care.complaint c set client_id = null, submitter = 'anonymous', recorded_by = null, words = case when c.outcome is null then c.words end,
      decision = null, retaliation_words = null
    where c.client_id = new.client_id and c.about_organisation_id = new.organisation_id;
  update care.deadline d set settled_at = clock_timestamp() where d.organisation_id = new.organisation_id and d.client_id = new.client_id and d.settled_at is null;
  return null;
end $$;
create trigger whoever_is_forgotten_is_forgotten_here_too after update of erased_at on care.client_code for each row
  when (old.erased_at is null and new.erased_at is not null) execute function care.forget_rights();
`;

export const OWNERS = `
do $$ declare f regprocedure; v_name text; begin
  grant create on schema care to handrail_definer;
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'care'::regnamespace and p.proname in ('raise_deadline_work','work_of_deadline','role_of_deadline','start_deadline','start_own_deadline',
      'settle_deadline','deadlines_are_due','tick_deadlines','is_own_client','complaint_office','hand_complaint_to','file_complaint','pass_complaint_on','name_concerned','complaint_submitter_code',
      'find_complaint_key','tell_complainant','may_follow_complaint','own_complaints','complaint_of','complaint_messages_of','reply_to_complaint','withdraw_complaint','here_or_last','own_rights_ask','own_rights_requests',
      'own_correction_statement','ask_to_leave','own_leave_wishes','own_rights_notices','correction_receivers','tell_receivers','records_past_retention','own_past_retention','report_retention','forget_rights') loop
    execute format('alter function %s owner to handrail_definer', f);
    execute format('revoke execute on function %s from public', f);
    select p.proname into v_name from pg_proc p where p.oid = f;
    if v_name in ('deadlines_are_due','tick_deadlines','report_retention') then execute format('grant execute on function %s to handrail_worker', f);
    elsif (select p.prosecdef from pg_proc p where p.oid = f) and v_name <> 'forget_rights' then execute format('grant execute on function %s to handrail_api', f); end if;
  end loop;
  revoke create on schema care from handrail_definer;
end $$;
revoke execute on function care.statements_of(uuid, uuid) from public;
grant execute on function care.statements_of(uuid, uuid) to handrail_api, handrail_definer;
`;
