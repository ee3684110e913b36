import type pg from 'pg';
import { plantDemoNetwork } from '#platform/packs/demo-network.js';
import { loadPacks } from '#platform/packs/packs.js';
import { contextOf } from '../../apps/cli/src/context.js';
import { fillDemo } from '../../apps/cli/src/demo-fill.js';
import { withClient } from './client.js';
import type { TestDatabase } from './database.js';

/** A demonstration in a database of its own, filled by the code of the command. */
export class DemoTown {
  constructor(readonly database: TestDatabase) {}

  /** Answers how many stories were broken off. */
  async fill(clients: number, say: (line: string) => void = () => undefined, demo = true): Promise<number> {
    const { config, keys } = this.database;
    const packs = loadPacks();
    const { accounts } = await plantDemoNetwork(this.database.ownerUrl, packs, true);
    return await fillDemo(contextOf(Object.freeze({ ...config, demo }), keys, say), {
      packs,
      accounts,
      clients,
    });
  }

  /** Rows as they are, whoever may see them. */
  rows<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
    return withClient(
      this.database.superuserUrl,
      async (client) => (await client.query(sql, values)).rows as T[],
    );
  }

  /** Who the clients of the first numbers are and how they stand, without codes and instants, which no two databases share. */
  async people(upTo: number): Promise<object[]> {
    return await this.rows(
      `select d.jurisdiction, d.number, d.done_at is not null as done, c.birth_year, c.language, c.substance, c.anonymous,
         (select json_agg(json_build_array(h.kind, h.business_state, h.stage, s.code, r.code, h.urgency, h.round, h.planned_return) order by h.id)
            from care.handoff h join care.organisation s on s.id = h.sender_organisation_id join care.organisation r on r.id = h.receiver_organisation_id
           where h.client_id = c.id) as handoffs,
         (select json_agg(json_build_array(o.code, u.basis) order by u.since_at) from care.custody u join care.organisation o on o.id = u.organisation_id
           where u.client_id = c.id) as custody,
         (select json_agg(json_build_array(o.code, x.stage, x.outcome) order by x.started_at, x.stage) from care.stage_spell x
            join care.episode e on e.id = x.episode_id join care.organisation o on o.id = x.organisation_id where e.client_id = c.id) as spells
       from care.demo_client d join care.client c on c.id = d.client_id where d.number <= $1 order by 1, 2`,
      [upTo],
    );
  }

  async one<T extends pg.QueryResultRow>(sql: string): Promise<T> {
    const [row] = await this.rows<T>(sql);
    if (!row) throw new Error(`no row: ${sql}`);
    return row;
  }
}
