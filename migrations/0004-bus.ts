import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outbox, inbox and idempotency: what the queue may lose, these keep (ADR 0008). */
export class Bus1700000000004 implements MigrationInterface {
  name = 'Bus1700000000004';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
create table bus.outbox (
  id uuid primary key default uuidv7(),
  topic text not null,
  payload jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  lease_until timestamptz not null default '-infinity',
  done_at timestamptz,
  dead_at timestamptz,
  last_error text
);
comment on table bus.outbox is 'Messages written with the change they tell of. payload holds ids only.';
create index outbox_to_send on bus.outbox (lease_until, id) where done_at is null and dead_at is null;

create table bus.inbox (
  consumer text not null,
  message_id uuid not null,
  handled_at timestamptz not null default clock_timestamp(),
  primary key (consumer, message_id)
);
comment on table bus.inbox is 'Messages whose effect was committed: the second delivery finds its row here and does nothing.';

create table bus.idempotency (
  account_id uuid not null,
  key text not null,
  action text not null,
  request_sha256 bytea not null,
  response json,
  created_at timestamptz not null default clock_timestamp(),
  primary key (account_id, key)
);
create index idempotency_by_age on bus.idempotency (created_at);
comment on table bus.idempotency is 'The answer of a change, kept with it: the same key gets the same answer. Holds codes and versions, never who a person is.';

do $$ declare t text; begin
  foreach t in array array['outbox','inbox','idempotency'] loop
    execute format('alter table bus.%I enable row level security', t);
    execute format('alter table bus.%I force row level security', t);
  end loop;
end $$;

create policy anyone_tells on bus.outbox for insert to handrail_api, handrail_worker with check (done_at is null and dead_at is null);
create policy worker_relays on bus.outbox to handrail_worker using (true) with check (true);
grant insert (id, topic, payload) on bus.outbox to handrail_api;
grant select, insert (id, topic, payload), update (attempts, lease_until, done_at, dead_at, last_error) on bus.outbox to handrail_worker;

create policy worker_remembers on bus.inbox to handrail_worker using (true) with check (true);
grant select, insert on bus.inbox to handrail_worker;

create policy own_keys on bus.idempotency to handrail_api
  using (account_id = (select care.actor_account())) with check (account_id = (select care.actor_account()));
grant select, insert (account_id, key, action, request_sha256), update (response) on bus.idempotency to handrail_api;
create policy worker_forgets on bus.idempotency to handrail_worker using (created_at < now() - interval '7 days');
grant select, delete on bus.idempotency to handrail_worker;
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table bus.idempotency, bus.inbox, bus.outbox;');
  }
}
