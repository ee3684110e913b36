import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type TestDatabase } from './database.js';
import {
  addOrganisation,
  asActor,
  newCode,
  type Acting,
  type TestOrganisation,
  type Walk,
} from './network.js';

export interface Decided {
  readonly answer: string;
  readonly superseded: string[];
}

/** The coordination office with two people, who change custody together and not alone. */
export class CoordinationOffice {
  private constructor(
    private readonly api: pg.Client,
    private readonly superuser: pg.Client,
    readonly first: TestOrganisation,
    readonly second: Acting,
  ) {}

  static async open(
    database: TestDatabase,
    api: pg.Client,
    superuser: pg.Client,
  ): Promise<CoordinationOffice> {
    const first = await addOrganisation(database, 'OFFICE', { coordinates: true });
    const second = randomUUID();
    await superuser.query(
      `insert into access.account (id, organisation_id, login, display_name, password_hash, roles)
       values ($1, $2, 'another@office', 'Another', 'no password fits', '{coordinator}')`,
      [second, first.organisation],
    );
    return new CoordinationOffice(api, superuser, first, { ...first, account: second });
  }

  /** Proposes that a client passes from one organisation to another; undefined where nobody of that code is in that custody. */
  async propose(
    from: TestOrganisation,
    walk: Walk,
    to: Acting,
    by: Acting = this.first,
  ): Promise<string | undefined> {
    const { rows } = await this.superuser.query<{ code: string }>(
      'select code from care.client_code where organisation_id = $1 and client_id = $2',
      [from.organisation, walk.client],
    );
    return await asActor(this.api, by, async () => {
      const proposed = await this.api.query<{ reference: string }>(
        `select * from care.propose_custody_change($1, $2, $3, 'court_order', 'order 17')`,
        [from.code, rows[0]?.code, to.organisation],
      );
      return proposed.rows[0]?.reference;
    });
  }

  /** The other person decides. */
  async decide(change: string | undefined, confirmed: boolean, by: Acting = this.second): Promise<Decided> {
    return await asActor(this.api, by, async () => {
      const { rows } = await this.api.query<Decided>(
        'select * from care.decide_custody_change($1, $2, $3, $4, $5)',
        [change, confirmed, newCode(), randomUUID(), '1'],
      );
      return rows[0] as Decided;
    });
  }
}
