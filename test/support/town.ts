import pg from 'pg';
import { createTestDatabase, type TestDatabase } from './database.js';
import { send, type Sending, type TestHandoff } from './handoffs.js';
import { addOrganisation, admit, attempt, type Acting, type TestOrganisation } from './network.js';

/** Three houses, the coordination office of their region and one of another, with the logins that act for them. */
export class Town {
  private constructor(
    readonly database: TestDatabase,
    readonly api: pg.Client,
    readonly second: pg.Client,
    readonly worker: pg.Client,
    readonly superuser: pg.Client,
    readonly alpha: TestOrganisation,
    readonly beta: TestOrganisation,
    readonly gamma: TestOrganisation,
    readonly office: TestOrganisation,
    readonly abroad: TestOrganisation,
  ) {}

  static async open(): Promise<Town> {
    const database = await createTestDatabase();
    const { api, worker } = database.urls;
    const town = new Town(
      database,
      await connectAs(api),
      await connectAs(api),
      await connectAs(worker),
      await connectAs(database.superuserUrl),
      await addOrganisation(database, 'ALPHA'),
      await addOrganisation(database, 'BETA'),
      await addOrganisation(database, 'GAMMA'),
      await addOrganisation(database, 'OFFICE', { coordinates: true }),
      await addOrganisation(database, 'ABROAD', { coordinates: true }),
    );
    await town.rows(`update care.organisation set jurisdiction = 'elsewhere' where id = $1`, [
      town.abroad.organisation,
    ]);
    return town;
  }

  async close(): Promise<void> {
    await Promise.all([this.api, this.second, this.worker, this.superuser].map((client) => client.end()));
    await this.database.drop();
  }

  /** A request of alpha to beta for a client of its own. */
  async sent(sending: Sending = {}): Promise<TestHandoff> {
    return await send(this.api, this.alpha, await admit(this.api, this.alpha), this.beta, sending);
  }

  /**
   * What work is refused with in a transaction that has moved the handoff, as whoever moved it: the superuser writes down
   * that it was moved just now and hands its connection to the api's login.
   */
  async afterMove(actor: Acting | null, handoff: string, work: (api: pg.Client) => Promise<unknown>) {
    return await this.refusal(
      actor,
      async () => {
        await this.superuser.query('set local session_replication_role = replica');
        await this.superuser.query('update care.handoff set moved_in = pg_current_xact_id() where id = $1', [
          handoff,
        ]);
        await this.superuser.query('set local session_replication_role = origin');
        await this.superuser.query('set local session authorization handrail_api');
        await work(this.superuser);
      },
      this.superuser,
    );
  }

  /** The code with which work is refused, or undefined where it is not; nothing of it stays. */
  async refusal(
    actor: Acting | null,
    work: () => Promise<unknown>,
    client = this.api,
  ): Promise<string | undefined> {
    return (await attempt(client, actor, work)).refused;
  }

  /** Looks behind the policies. */
  async rows(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return (await this.superuser.query<Record<string, unknown>>(sql, values)).rows;
  }
}

async function connectAs(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
