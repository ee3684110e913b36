import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { LIMITS } from '#domain/charter/limits.js';

export interface OutboxMessage {
  readonly id: string;
  readonly topic: string;
  readonly payload: Readonly<Record<string, string>>;
  readonly attempts: number;
}

/** Takes due messages under a lease: what is not done when the lease ends is taken again, so a lost queue is a delay. */
const CLAIM = `
update bus.outbox o set attempts = attempts + 1, lease_until = clock_timestamp() + make_interval(secs => $2 * least(power(2, o.attempts), 64))
where o.id in (select id from bus.outbox where done_at is null and dead_at is null and lease_until <= clock_timestamp()
               order by lease_until, id limit $1 for update skip locked)
returning o.id, o.topic, o.payload, o.attempts`;

/** The outbox as the worker sees it. The database's clock decides what is due; the worker's own clock decides nothing. */
@Injectable()
export class Outbox implements OnApplicationShutdown {
  private listener: pg.Client | undefined;

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async claim(): Promise<OutboxMessage[]> {
    const [rows] = (await this.dataSource.query(CLAIM, [
      LIMITS.outbox_batch_max,
      LIMITS.outbox_lease_seconds,
    ])) as [OutboxMessage[], number];
    return rows;
  }

  /** Gives messages back that could not be queued: no attempt was made, so none is counted. */
  async release(ids: readonly string[]): Promise<void> {
    await this.dataSource.query(
      `update bus.outbox set attempts = attempts - 1, lease_until = clock_timestamp() + interval '2 seconds' where id = any ($1) and done_at is null`,
      [ids],
    );
  }

  async find(id: string): Promise<(OutboxMessage & { done: boolean }) | undefined> {
    const [row] = (await this.dataSource.query(
      'select id, topic, payload, attempts, (done_at is not null or dead_at is not null) as done from bus.outbox where id = $1',
      [id],
    )) as (OutboxMessage & { done: boolean })[];
    return row;
  }

  async done(id: string): Promise<void> {
    await this.dataSource.query(
      'update bus.outbox set done_at = clock_timestamp(), last_error = null where id = $1 and done_at is null',
      [id],
    );
  }

  /** Notes a failed attempt by the class of the error; after the last one the message is dead until somebody looks. */
  async failed(id: string, attempts: number, error: string): Promise<void> {
    await this.dataSource.query(
      `update bus.outbox set last_error = $2, dead_at = case when $3 >= $4 then clock_timestamp() end where id = $1 and done_at is null`,
      [id, error.slice(0, 200), attempts, LIMITS.outbox_attempts_max],
    );
  }

  /** Lets go of answers of changes that are older than the time for which a key is remembered. */
  async forgetOldAnswers(): Promise<void> {
    await this.dataSource.query("delete from bus.idempotency where created_at < now() - interval '7 days'");
  }

  /** The difference between this machine's clock and the database's, in milliseconds, with half the round trip taken off. */
  async clockDifferenceMs(): Promise<number> {
    const before = Date.now();
    const [row] = (await this.dataSource.query(
      'select extract(epoch from clock_timestamp()) * 1000 as now_ms',
    )) as { now_ms: string }[];
    const after = Date.now();
    return (before + after) / 2 - Number(row?.now_ms);
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
