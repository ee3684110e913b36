import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit: events written in the business transaction, sealed later into a Merkle log (ADR 0007). */
export class Audit1700000000003 implements MigrationInterface {
  name = 'Audit1700000000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
create table audit.event (
  id uuid primary key,
  body text not null,
  leaf_hash bytea not null,
  at timestamptz not null default clock_timestamp(),
  organisation_id uuid,
  account_id uuid,
  action text not null,
  outcome text not null constraint event_outcome_is_known check (outcome in ('done','refused'))
);
comment on table audit.event is 'One event per answer that carries client data and per change or refusal. body is canonical JSON; leaf_hash = SHA-256(0x00 || body).';
create index event_by_organisation on audit.event (organisation_id, at desc, id desc);

create table audit.event_subject (
  event_id uuid not null references audit.event on delete restrict,
  subject uuid not null,
  organisation_id uuid,
  primary key (event_id, subject)
);
comment on table audit.event_subject is 'Whom an event is about, by the pseudonym that only the audit uses.';
create index event_by_subject on audit.event_subject (organisation_id, subject, event_id);

create table audit.claim (event_id uuid primary key);
comment on table audit.claim is 'Events that wait for the sealer; a late commit is seen in the next round by construction.';

create table audit.leaf (
  idx bigint primary key constraint leaf_index_starts_at_zero check (idx >= 0),
  event_id uuid not null constraint event_is_sealed_once unique,
  leaf_hash bytea not null
);
comment on table audit.leaf is 'Contiguous leaves of the RFC 6962 tree.';

create table audit.checkpoint (
  size bigint primary key,
  note text not null,
  sealed_at timestamptz not null default clock_timestamp()
);
comment on table audit.checkpoint is 'Signed tree heads (C2SP tlog-checkpoint); the key lives outside the database.';

create table audit.verification (
  id uuid primary key default uuidv7(),
  organisation_id uuid not null references care.organisation on delete restrict,
  asked_by uuid not null,
  asked_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  ok boolean,
  leaves bigint,
  checkpoints bigint,
  findings jsonb not null default '[]'
);
comment on table audit.verification is 'An auditor asked for the log to be verified; the worker answers here.';

create function audit.refuse_change() returns trigger language plpgsql as $$
begin raise exception 'the audit is append-only' using errcode = 'integrity_constraint_violation'; end $$;
create trigger event_never_changes before update or delete or truncate on audit.event for each statement execute function audit.refuse_change();
create trigger leaf_never_changes before update or delete or truncate on audit.leaf for each statement execute function audit.refuse_change();
create trigger checkpoint_never_changes before update or delete or truncate on audit.checkpoint for each statement execute function audit.refuse_change();
create trigger subject_never_changes before update or delete or truncate on audit.event_subject for each statement execute function audit.refuse_change();

do $$ declare t text; begin
  foreach t in array array['event','event_subject','claim','leaf','checkpoint','verification'] loop
    execute format('alter table audit.%I enable row level security', t);
    execute format('alter table audit.%I force row level security', t);
  end loop;
end $$;

-- Appending is a function: no login may insert an event by itself.
create policy definer_appends on audit.event for insert to handrail_definer with check (true);
create policy definer_appends on audit.event_subject for insert to handrail_definer with check (true);
create policy definer_appends on audit.claim for insert to handrail_definer with check (true);
grant insert on audit.event, audit.event_subject, audit.claim to handrail_definer;

-- An auditor reads the events of the own organisation.
create policy own_events on audit.event for select to handrail_api using (organisation_id = (select care.actor_organisation()));
create policy own_subjects on audit.event_subject for select to handrail_api using (organisation_id = (select care.actor_organisation()));
create policy leaves_hold_no_data on audit.leaf for select to handrail_api using (true);
grant select on audit.event, audit.event_subject, audit.leaf to handrail_api;

create policy own_verifications on audit.verification to handrail_api
  using (organisation_id = (select care.actor_organisation())) with check (organisation_id = (select care.actor_organisation()));
grant select, insert (id, organisation_id, asked_by) on audit.verification to handrail_api;
create policy worker_answers on audit.verification to handrail_worker using (true) with check (true);
grant select, update (finished_at, ok, leaves, checkpoints, findings) on audit.verification to handrail_worker;

-- The sealer sees the whole log and nothing else of the house.
create policy sealer_reads on audit.event for select to handrail_sealer using (true);
create policy sealer_reads on audit.event_subject for select to handrail_sealer using (true);
create policy sealer_claims on audit.claim to handrail_sealer using (true);
create policy sealer_seals on audit.leaf to handrail_sealer using (true) with check (true);
create policy sealer_signs on audit.checkpoint to handrail_sealer using (true) with check (true);
grant select on audit.event, audit.event_subject to handrail_sealer;
-- UPDATE is needed for FOR UPDATE SKIP LOCKED only; there is nothing in a claim to change.
grant select, delete, update (event_id) on audit.claim to handrail_sealer;
grant select, insert on audit.leaf to handrail_sealer;
grant select, insert on audit.checkpoint to handrail_sealer;

-- Appends one event, claims it for the sealer and indexes its subjects. The organisation and the account of the row are
-- those of the transaction, whatever the body says.
create function audit.append(p_body text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare b jsonb := p_body::jsonb; begin
  insert into audit.event (id, body, leaf_hash, organisation_id, account_id, action, outcome)
  values ((b->>'id')::uuid, p_body, sha256('\\x00'::bytea || convert_to(p_body, 'UTF8')),
          care.actor_organisation(), care.actor_account(), b->>'action', b->>'outcome');
  insert into audit.claim (event_id) values ((b->>'id')::uuid);
  if jsonb_array_length(b->'subjects') > 0 then
    insert into audit.event_subject (event_id, subject, organisation_id)
    select distinct (b->>'id')::uuid, s::uuid, care.actor_organisation() from jsonb_array_elements_text(b->'subjects') s;
  end if;
end $$;
grant create on schema audit to handrail_definer;
alter function audit.append(text) owner to handrail_definer;
revoke create on schema audit from handrail_definer;
revoke execute on function audit.append(text) from public;
grant execute on function audit.append(text) to handrail_api, handrail_worker, handrail_vault;
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop function audit.append(text);
drop table audit.verification, audit.checkpoint, audit.leaf, audit.claim, audit.event_subject, audit.event;
drop function audit.refuse_change();
`);
  }
}
