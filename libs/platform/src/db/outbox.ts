import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { LIMITS } from '#domain/charter/limits.js';

export interface OutboxMessage {
  readonly id: string;
  readonly topic: string;
  readonly payload: Readonly<Record<string, string>>;
  /** How often it was given to the queue; the queue may lose it, so this says nothing about its handler. */
  readonly claims: number;
  /** How often its handler failed. */
  readonly attempts: number;
}

/** What a machine's clock says against the database's; the truth lies within `uncertaintyMs` of `differenceMs`. */
export interface ClockReading {
  readonly differenceMs: number;
  readonly uncertaintyMs: number;
}

/** Takes due messages under a lease: what is not done when the lease ends is taken again, so a lost queue is a delay. */
const CLAIM = `
update bus.outbox o set claims = claims + 1, lease_until = clock_timestamp() + make_interval(secs => $2 * power(2, least(o.claims, $3)))
where o.id in (select id from bus.outbox where done_at is null and dead_at is null and lease_until <= now()
               order by lease_until, id limit $1 for update skip locked)
returning o.id, o.topic, o.payload, o.claims, o.attempts`;

/** No claim is counted that reached no queue. */
const RELEASE = `update bus.outbox set claims = claims - 1, lease_until = clock_timestamp() + interval '2 seconds'
where id = any ($1) and done_at is null and dead_at is null`;

const POSTPONE = `update bus.outbox set lease_until = clock_timestamp() + make_interval(secs => $2)
where id = $1 and done_at is null and dead_at is null`;

const FAIL = `update bus.outbox set last_error = $2, attempts = attempts + 1,
  lease_until = clock_timestamp() + make_interval(secs => least($3 * power(2, least(attempts, 16)), $4))
where id = $1 and done_at is null and dead_at is null returning attempts`;

/**
 * Ids are in the order of time, so old messages are found by the key. An inbox row stays as long as its message may come
 * again: without it an effect would be done twice.
 */
const LET_GO = `with old as (select uuidv7(make_interval(days => -$1::int)) as id, now() - make_interval(days => $1) as at),
  messages as (delete from bus.outbox where id in (select o.id from bus.outbox o
    where o.id < (select id from old) and o.done_at < (select at from old) order by o.id limit $2))
delete from bus.inbox where (consumer, message_id) in (select i.consumer, i.message_id from bus.inbox i
  where i.message_id < (select id from old) and i.handled_at < (select at from old)
    and not exists (select from bus.outbox o where o.id = i.message_id and o.done_at is null) limit $2)`;
/** At one time, so that it ends within the time a statement has. */
const LET_GO_ROWS_MAX = 20_000;

/** The outbox as the worker sees it. The database's clock decides what is due; the worker's own clock decides nothing. */
@Injectable()
export class Outbox implements OnApplicationShutdown {
  private listener: pg.Client | undefined;

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async claim(): Promise<OutboxMessage[]> {
    const [rows] = (await this.dataSource.query(CLAIM, [
      LIMITS.outbox_batch_max,
      LIMITS.outbox_lease_seconds,
      LIMITS.outbox_lease_doublings_max,
    ])) as [OutboxMessage[], number];
    return rows;
  }

  /** Gives messages back that could not be queued, for the next look but one. */
  async release(ids: readonly string[]): Promise<void> {
    await this.dataSource.query(RELEASE, [ids]);
  }

  async find(id: string): Promise<(OutboxMessage & { ended: boolean }) | undefined> {
    const [row] = (await this.dataSource.query(
      `select id, topic, payload, claims, attempts, (done_at is not null or dead_at is not null) as ended from bus.outbox where id = $1`,
      [id],
    )) as (OutboxMessage & { ended: boolean })[];
    return row;
  }

  async done(id: string): Promise<void> {
    await this.dataSource.query(
      'update bus.outbox set done_at = clock_timestamp(), last_error = null where id = $1 and done_at is null',
      [id],
    );
  }

  /** Puts a message off without counting: its handler could not work at all, because the database was away. */
  async postpone(id: string): Promise<void> {
    await this.dataSource.query(POSTPONE, [id, LIMITS.outbox_retry_seconds]);
  }

  /**
   * Counts a failure of the handler, by the class of the error, and puts the message off for longer each time. Answers
   * whether that was the last attempt: then the message is to be buried.
   */
  async failed(id: string, error: string): Promise<boolean> {
    const [rows] = (await this.dataSource.query(FAIL, [
      id,
      error.slice(0, 200),
      LIMITS.outbox_retry_seconds,
      LIMITS.outbox_retry_seconds_max,
    ])) as [{ attempts: number }[], number];
    return (rows[0]?.attempts ?? 0) >= LIMITS.outbox_attempts_max;
  }

  /** Lets go of what is old: answers of changes after the days of their key, forms that nobody came back to, and delivered messages; dead ones never. */
  async letGo(): Promise<void> {
    await this.dataSource.query("delete from bus.idempotency where created_at < now() - interval '7 days'");
    await this.dataSource.query("delete from access.kept_form where kept_at < now() - interval '7 days'");
    await this.dataSource.query(LET_GO, [LIMITS.message_days_kept, LET_GO_ROWS_MAX]);
  }

  /** Counts every attempt as made: whoever is asked has said that it will never take this. */
  async giveUp(id: string, error: string, attemptsMax: number): Promise<boolean> {
    const [rows] = (await this.dataSource.query(
      'update bus.outbox set attempts = $3, last_error = $2 where id = $1 and done_at is null and dead_at is null returning id',
      [id, error.slice(0, 200), attemptsMax],
    )) as [{ id: string }[], number];
    return rows.length > 0;
  }

  /** Reads both clocks. How long the question took bounds what the answer is worth: a process that was held up knows less. */
  async readClocks(): Promise<ClockReading> {
    const [before, began] = [Date.now(), performance.now()];
    const [row] = (await this.dataSource.query(
      'select extract(epoch from clock_timestamp()) * 1000 as now_ms',
    )) as { now_ms: string }[];
    const roundTripMs = performance.now() - began;
    return {
      differenceMs: before + roundTripMs / 2 - Number(row?.now_ms),
      uncertaintyMs: roundTripMs / 2,
    };
  }

  /** Calls back whenever an api rings. A lost connection is made again; meanwhile the regular look finds everything. */
  async listen(connectionString: string, onRing: () => void): Promise<void> {
    const client = new pg.Client({
      connectionString,
      application_name: 'handrail-worker bell',
      keepAlive: true,
    });
    this.listener = client;
    client.on('notification', onRing);
    client.on('error', () => undefined);
    client.on('end', () => {
      // Asked again when the time has come: a house that is being closed in between listens no more.
      const again = () => {
        if (this.listener === client) void this.listen(connectionString, onRing).catch(() => undefined);
      };
      setTimeout(again, 1_000).unref();
    });
    try {
      await client.connect();
      await client.query('listen handrail_outbox');
    } catch {
      await client.end().catch(() => undefined);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    const listener = this.listener;
    this.listener = undefined;
    await listener?.end().catch(() => undefined);
  }
}
