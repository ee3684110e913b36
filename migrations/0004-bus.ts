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
  claims integer not null default 0,
  attempts integer not null default 0,
  lease_until timestamptz not null default '-infinity',
  done_at timestamptz,
  dead_at timestamptz,
  last_error text,
  constraint message_ends_one_way check (done_at is null or dead_at is null)
);
comment on table bus.outbox is 'Messages written with the change they tell of. payload holds ids only. claims: how often it was given to the queue, which may lose it; attempts: how often its handler failed.';
create index outbox_to_send on bus.outbox (lease_until, id) where done_at is null and dead_at is null;
create index outbox_of_handoff on bus.outbox ((payload->>'handoff_id')) where payload ? 'handoff_id';

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
  response bytea,
  created_at timestamptz not null default clock_timestamp(),
  primary key (account_id, key)
);
create index idempotency_by_age on bus.idempotency (created_at);
comment on column bus.idempotency.account_id is 'Whoever made the change: an account, or the client in their own window.';
comment on table bus.idempotency is 'The answer of a change, kept with it: the same key gets the same answer. Encrypted, because it may hold words that somebody wrote; request_sha256 is keyed, so that nobody tries out what was sent.';

do $$ declare t text; begin
  foreach t in array array['outbox','inbox','idempotency'] loop
    execute format('alter table bus.%I enable row level security', t);
    execute format('alter table bus.%I force row level security', t);
  end loop;
end $$;

create policy anyone_tells on bus.outbox for insert to handrail_api, handrail_worker with check (done_at is null and dead_at is null);
create policy worker_reads on bus.outbox for select to handrail_worker using (true);
-- Dying is no update of the worker's: a dead message is work for people, and both are written by one function (0009).
create policy worker_relays on bus.outbox for update to handrail_worker using (dead_at is null) with check (dead_at is null);
create policy worker_lets_go on bus.outbox for delete to handrail_worker using (done_at < now() - interval '30 days');
grant insert (id, topic, payload) on bus.outbox to handrail_api;
grant select, insert (id, topic, payload), update (claims, attempts, lease_until, done_at, last_error), delete on bus.outbox to handrail_worker;

create policy worker_reads on bus.inbox for select to handrail_worker using (true);
create policy worker_remembers on bus.inbox for insert to handrail_worker with check (true);
create policy worker_lets_go on bus.inbox for delete to handrail_worker using (handled_at < now() - interval '30 days');
grant select, insert, delete on bus.inbox to handrail_worker;

create policy own_keys on bus.idempotency to handrail_api
  using (account_id = (select coalesce(care.actor_account(), care.actor_client())))
  with check (account_id = (select coalesce(care.actor_account(), care.actor_client())));
grant select, insert (account_id, key, action, request_sha256), update (response) on bus.idempotency to handrail_api;
create policy worker_forgets on bus.idempotency to handrail_worker using (created_at < now() - interval '7 days');
grant select, delete on bus.idempotency to handrail_worker;
`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table bus.idempotency, bus.inbox, bus.outbox;');
  }
}
