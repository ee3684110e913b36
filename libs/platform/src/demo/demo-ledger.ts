import pg from 'pg';
import { DEFINER_ROLE } from '../db/database-roles.js';
import { movePacketsBack, moveBackSql, readPast } from './past.js';

/** How far one invented client has been brought. */
export interface DemoStanding {
  readonly jurisdiction: string;
  readonly number: number;
  begun_at: Date;
  client_id: string | null;
  /** Legs of passing time that are behind them, and how much of the next one. */
  legs: number;
  leg_seconds: number;
  done_at: Date | null;
}

/** A message that was written with a move and waits for its delivery. */
export interface WaitingMessage {
  readonly id: string;
  readonly topic: string;
  readonly payload: Readonly<Record<string, string>>;
}

export interface HandoffStanding {
  readonly id: string;
  readonly version: number;
  readonly business_state: string;
}

const RETRIES_MAX = 8;
/** What a neighbour in the same database may cause, and what passes: deadlock, lock not free, two grants at once. */
const PASSES = ['40P01', '40001', '55P03'];

/**
 * The guards that hold for everybody, and for time itself: instants of a handoff change with a move alone, a consent was
 * given when it was given, and a line of the ledger stays. What else triggers work out, the end of a consent among it, is worked out for the moved days too.
 */
const LAID_DOWN = [
  ['care.handoff', 'handoff_moves_as_chartered'],
  ['care.consent', 'consent_only_narrows'],
  ['care.disclosure', 'disclosure_stays'],
] as const;

/**
 * The demonstration's own door to the past, as the owner of the database: it remembers how far each invented client is, and
 * lets time pass for one of them by moving everything known of that client back. Opened while a demonstration is filled, in
 * demo mode, and by nothing else. Membership in the definer and these guards are changed inside the one transaction
 * that needs it and put back in it: nothing stays open when it ends or is killed.
 */
export class DemoLedger {
  private past: Awaited<ReturnType<typeof readPast>> = [];

  private constructor(
    private readonly client: pg.Client,
    /** A second connection that reads as the definer and writes nothing. */
    private readonly reader: pg.Client,
  ) {}

  static async open(ownerUrl: string): Promise<DemoLedger> {
    const [client, reader] = [await connect(ownerUrl), await connect(ownerUrl)];
    await reader.query(`set role ${DEFINER_ROLE}; set default_transaction_read_only = on`);
    const ledger = new DemoLedger(client, reader);
    ledger.past = await readPast(client);
    return ledger;
  }

  async close(): Promise<void> {
    await Promise.all([this.client.end(), this.reader.end()]);
  }

  /** The database's clock. */
  async now(): Promise<Date> {
    const { rows } = await this.client.query<{ now: Date }>('select clock_timestamp() as now');
    return rows[0]?.now ?? new Date();
  }

  /** Keeps a second filling of the same database out, for as long as this one is open. */
  async claim(): Promise<boolean> {
    const { rows } = await this.client.query<{ mine: boolean }>(
      'select pg_try_advisory_lock(4712020) as mine',
    );
    return rows[0]?.mine ?? false;
  }

  async done(jurisdiction: string): Promise<Set<number>> {
    const { rows } = await this.client.query<{ number: number }>(
      'select number from care.demo_client where jurisdiction = $1 and done_at is not null',
      [jurisdiction],
    );
    return new Set(rows.map(({ number }) => number));
  }

  async begin(jurisdiction: string, number: number): Promise<DemoStanding> {
    await this.client.query(
      'insert into care.demo_client (jurisdiction, number) values ($1, $2) on conflict do nothing',
      [jurisdiction, number],
    );
    const { rows } = await this.client.query<DemoStanding>(
      'select *, leg_seconds::float8 as leg_seconds from care.demo_client where (jurisdiction, number) = ($1, $2)',
      [jurisdiction, number],
    );
    return rows[0] as DemoStanding;
  }

  async end({ jurisdiction, number }: DemoStanding): Promise<void> {
    await this.client.query(
      'update care.demo_client set done_at = coalesce(done_at, clock_timestamp()) where (jurisdiction, number) = ($1, $2)',
      [jurisdiction, number],
    );
  }

  /** Notes which client it is: the one the organisation knows under this code. */
  async note(standing: DemoStanding, organisation: string, code: string): Promise<void> {
    if (standing.client_id) return;
    const [found] = await this.ask<{ client_id: string }>(
      `select k.client_id from care.client_code k join care.organisation o on o.id = k.organisation_id where o.code = $1 and k.code = $2`,
      [organisation, code],
    );
    standing.client_id = found?.client_id ?? null;
    await this.client.query(
      'update care.demo_client set client_id = $3 where (jurisdiction, number) = ($1, $2)',
      [standing.jurisdiction, standing.number, standing.client_id],
    );
  }

  /** Reads as the definer, whom the policies let see both sides; the owner itself sees no client. */
  async ask<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await this.reader.query<T>(text, values)).rows;
  }

  async handoff(reference: string): Promise<HandoffStanding | undefined> {
    const [found] = await this.ask<HandoffStanding>(
      'select id, version, business_state from care.handoff where reference = $1',
      [reference],
    );
    return found;
  }

  /** Messages about handoffs of the client that were not delivered yet, in their order. */
  async waiting({ client_id }: DemoStanding): Promise<WaitingMessage[]> {
    return await this.ask<WaitingMessage>(
      `select o.id, o.topic, o.payload from bus.outbox o where o.done_at is null and o.dead_at is null and o.payload ? 'handoff_id'
          and o.payload->>'handoff_id' = any (select h.id::text from care.handoff h where h.client_id = $1) order by o.id`,
      [client_id],
    );
  }

  /** The next rung that will be climbed, and in how many seconds. */
  async nextRung(
    { client_id }: DemoStanding,
    of: { reference: string; kind: string } | null = null,
  ): Promise<{ id: string; rung: number; in_seconds: number } | undefined> {
    const [found] = await this.ask<{ id: string; rung: number; in_seconds: number }>(
      `select k.id, k.rung, extract(epoch from k.fire_at - clock_timestamp())::float8 as in_seconds from care.clock k join care.handoff h on h.id = k.handoff_id
        where h.client_id = $1 and k.fired_at is null and k.settled_at is null and ($2::text is null or (h.reference = $2 and k.kind = $3))
        order by k.fire_at, k.rung limit 1`,
      [client_id, of?.reference ?? null, of?.kind ?? null],
    );
    return found;
  }

  /**
   * Lets so many seconds pass for one client: every instant known of them, in every table that names them, their episodes or
   * their handoffs, lies so much further back, clocks that run included. With `days` the days without a time move too, and a
   * leg is done.
   */
  async pass(standing: DemoStanding, seconds: number, days: number | null): Promise<void> {
    const { client_id } = standing;
    const leg = days !== null;
    const next = {
      legs: standing.legs + (leg ? 1 : 0),
      leg_seconds: leg ? 0 : standing.leg_seconds + seconds,
    };
    await this.asEverybody(async () => {
      if (client_id) {
        await this.client.query(moveBackSql(this.past, client_id, seconds, days ?? 0));
        if (days) await movePacketsBack(this.client, client_id, days);
      }
      await this.client.query(
        'update care.demo_client set legs = $3, leg_seconds = $4 where (jurisdiction, number) = ($1, $2)',
        [standing.jurisdiction, standing.number, next.legs, next.leg_seconds],
      );
    });
    Object.assign(standing, next);
  }

  /** An organisation gives up its work, or takes it up again. */
  async setClosed(organisation: string, isClosed: boolean): Promise<void> {
    await this.client.query(
      `update care.organisation set closed_at = case when $2 then coalesce(closed_at, clock_timestamp()) end
        where code = $1 and (closed_at is not null) <> $2`,
      [organisation, isClosed],
    );
  }

  /** Some organisations have not said for a while how many places they have. */
  async forgetPlaces(days: readonly (readonly [organisation: string, days: number])[]): Promise<void> {
    for (const [organisation, ago] of days) {
      await this.client.query(
        `update care.capacity c set stated_at = clock_timestamp() - make_interval(days => $2) from care.organisation o
          where o.id = c.organisation_id and o.code = $1 and c.stated_at > clock_timestamp() - interval '1 day'`,
        [organisation, ago],
      );
    }
  }

  private async asEverybody(work: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.client.query(`begin; set local lock_timeout = '3s';
          grant ${DEFINER_ROLE} to current_user with set true, inherit true;
          ${LAID_DOWN.map(([table, guard]) => `alter table ${table} disable trigger ${guard}`).join('; ')}`);
        await work();
        await this.client.query(`
          set constraints all immediate;
          ${LAID_DOWN.map(([table, guard]) => `alter table ${table} enable trigger ${guard}`).join('; ')};
          grant ${DEFINER_ROLE} to current_user with set true, inherit false; commit`);
        return;
      } catch (error) {
        await this.client.query('rollback').catch(() => undefined);
        const { code = '', message } = error as { code?: string; message: string };
        const passes = PASSES.includes(code) || message.includes('concurrently updated');
        if (!passes || attempt >= RETRIES_MAX) throw error;
        await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** attempt * Math.random()));
      }
    }
  }
}

async function connect(ownerUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'handrail demo' });
  client.on('error', () => undefined); // the query under way reports the loss
  await client.connect();
  await client.query(`set timezone = 'UTC'`);
  return client;
}
