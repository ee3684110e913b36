import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What becomes of messages: where they are, for whoever sent them, and the dead ones, which are work for people. */
export class Delivery1700000000009 implements MigrationInterface {
  name = 'Delivery1700000000009';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
create policy definer_crosses on bus.outbox to handrail_definer using (true) with check (true);
grant select, update (attempts, lease_until, dead_at, last_error) on bus.outbox to handrail_definer;
create policy definer_asks on audit.verification for select to handrail_definer using (true);
grant select on audit.verification to handrail_definer;
grant update (done_by) on care.work_item to handrail_definer;

-- Where a message is: waiting, given to the queue, tried and failed, delivered, or given up.
create function bus.transport_state(o bus.outbox) returns text language sql immutable
  return case when o.done_at is not null then 'delivered' when o.dead_at is not null then 'dead'
    when o.attempts > 0 then 'failed' when o.claims > 0 then 'sent' else 'queued' end;

-- Where the messages of a handoff are. They are the sender's: nobody else reads whether a partner's inbox was reached. What is
-- delivered here is a message; whether the partner has looked at the handoff is told by the handoff alone.
create function bus.messages_of(p_handoff uuid) returns table (topic text, state text, queued_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from care.handoff h where h.id = p_handoff and h.sender_organisation_id = care.actor_organisation()) then
    return;
  end if;
  return query
    select o.topic, bus.transport_state(o), o.created_at
    from bus.outbox o where o.payload ? 'handoff_id' and o.payload->>'handoff_id' = p_handoff::text order by o.id;
end $$;

-- The last attempt has failed: the message rests and becomes work in the inbox of the organisation whose message it was, in
-- one transaction, so that none is dead and nobody's. Done twice it changes nothing; a message that was delivered after all,
-- or has attempts left, is left alone.
create function bus.bury_message(p_message uuid, p_attempts_max integer) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m bus.outbox; v_organisation uuid; v_episode uuid; v_client uuid; v_handoff uuid; v_account uuid; v_role text; begin
  select * into m from bus.outbox o where o.id = p_message for update;
  if not found or m.done_at is not null or m.dead_at is not null or m.attempts < p_attempts_max then return false; end if;
  update bus.outbox set dead_at = clock_timestamp() where id = m.id;
  if m.payload ? 'handoff_id' then
    select h.sender_organisation_id, h.episode_id, h.client_id, h.id into v_organisation, v_episode, v_client, v_handoff
      from care.handoff h where h.id = (m.payload->>'handoff_id')::uuid;
  elsif m.payload ? 'verification_id' then
    select v.organisation_id into v_organisation from audit.verification v where v.id = (m.payload->>'verification_id')::uuid;
  elsif m.payload ?| array['delivery_id', 'notice_id'] then
    select w.organisation_id, w.client_id, w.account_id, case when w.client_id is null then 'org_admin' else 'duty_manager' end
      into v_organisation, v_client, v_account, v_role from care.whose_notice((m.payload->>'delivery_id')::uuid, (m.payload->>'notice_id')::uuid) w;
    update care.notice_delivery d set outcome = 'given_up', outcome_at = clock_timestamp() where d.id = (m.payload->>'delivery_id')::uuid and d.outcome is null;
    -- A way to a colleague that leads nowhere is one piece of work, however many messages have ended on it: two that end
    -- at the same moment wait for each other here, or each would look before the other has written.
    if v_account is not null then
      perform pg_advisory_xact_lock(4712061, hashtext(v_account::text));
    end if;
    if v_account is not null and exists (select from care.work_item w join bus.outbox o on o.id = w.message_id
        where w.organisation_id = v_organisation and w.kind = 'message.dead' and w.done_at is null
          and (select x.account_id from care.whose_notice((o.payload->>'delivery_id')::uuid, (o.payload->>'notice_id')::uuid) x) = v_account) then
      return true;
    end if;
  end if;
  -- What belongs to nobody stays dead in the outbox, where the operator finds it.
  if v_organisation is null then return true; end if;
  insert into care.work_item (organisation_id, kind, role, episode_id, client_id, handoff_id, message_id, due_at)
    values (v_organisation, 'message.dead', v_role, v_episode, v_client, v_handoff, m.id, clock_timestamp())
    on conflict (message_id) where done_at is null and message_id is not null do nothing;
  -- Nobody is told of a message to staff that could not be sent: word of it would leave by the way that is broken, and end as this one did.
  if v_account is null then perform care.tell_on_duty(v_organisation, 'duty_manager', 'message.dead', m.id::text, null); end if;
  return true;
end $$;

-- A person has mended what was in the way: the message starts anew and its work is done.
create function bus.retry_message(p_work uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare v_message uuid; begin
  select w.message_id into v_message from care.work_item w
   where w.id = p_work and w.kind = 'message.dead' and w.organisation_id = care.actor_organisation() and w.done_at is null for update;
  if not found then return false; end if;
  update care.notice_delivery d set outcome = null, outcome_at = null from bus.outbox o
   where o.id = v_message and o.payload ? 'delivery_id' and d.id = (o.payload->>'delivery_id')::uuid and d.outcome = 'given_up';
  update bus.outbox set attempts = 0, dead_at = null, last_error = null, lease_until = '-infinity' where id = v_message and dead_at is not null;
  update care.work_item set done_at = clock_timestamp(), done_by = care.actor_account() where id = p_work;
  return true;
end $$;

do $$ declare f regprocedure; begin
  grant create on schema bus to handrail_definer;
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'bus'::regnamespace loop
    execute format('alter function %s owner to handrail_definer', f);
    execute format('revoke execute on function %s from public', f);
  end loop;
  revoke create on schema bus from handrail_definer;
end $$;
grant execute on function bus.messages_of(uuid), bus.retry_message(uuid) to handrail_api;
grant execute on function bus.bury_message(uuid, integer) to handrail_worker;
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop function bus.retry_message, bus.bury_message, bus.messages_of, bus.transport_state;
revoke update (done_by) on care.work_item from handrail_definer;
revoke all on audit.verification from handrail_definer;
drop policy definer_asks on audit.verification;
revoke all on bus.outbox from handrail_definer;
drop policy definer_crosses on bus.outbox;
`);
  }
}
