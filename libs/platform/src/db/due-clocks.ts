import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

/** What the worker looks for between jobs: ids alone. The database's clock decides what is due. */
@Injectable()
export class DueClocks {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Rungs of clocks that are due, the longest due first. now() and not the clock: only a fixed instant is looked up in the index. */
  async due(limit: number): Promise<string[]> {
    return await this.ids(
      `select id from care.clock where fired_at is null and settled_at is null and fire_at <= now()
       order by fire_at, id limit $1`,
      limit,
    );
  }

  /** Open handoffs whose receiver has closed: nobody is left to answer. */
  async orphaned(limit: number): Promise<string[]> {
    return await this.ids(
      `select h.id from care.organisation o join care.handoff h on h.receiver_organisation_id = o.id
        where o.closed_at is not null and h.state in ('requested','received','accepted','on-hold') and h.kind <> 'information_only' limit $1`,
      limit,
    );
  }

  /** Whether the clock of a duty has something to do. */
  async duties(): Promise<boolean> {
    return await this.asks('select care.deadlines_are_due() as due');
  }

  /** Whether somebody who left is to be asked after, or no longer. */
  async followUps(): Promise<boolean> {
    return await this.asks('select care.follow_ups_are_due() as due');
  }

  /** Whether the review of a plan is overdue, or is nobody's here any more. */
  async planReviews(): Promise<boolean> {
    return await this.asks('select care.plan_reviews_are_due() as due');
  }

  /** Whether somebody is to be told that a consent ends within so many days. */
  async endingConsents(days: number): Promise<boolean> {
    return await this.asks('select care.consents_are_ending($1) as due', [days]);
  }

  private async asks(sql: string, values: unknown[] = []): Promise<boolean> {
    const rows = (await this.dataSource.query(sql, values)) as { due: boolean }[];
    return rows[0]?.due === true;
  }

  private async ids(sql: string, limit: number): Promise<string[]> {
    const rows = (await this.dataSource.query(sql, [limit])) as { id: string }[];
    return rows.map(({ id }) => id);
  }
}
