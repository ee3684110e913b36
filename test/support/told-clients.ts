import type { ContactRulesRequest } from '#domain/wire/notices.js';
import { eventually, type TestApplication } from './application.js';
import { admitNamed, sendOn } from './journey.js';
import { go, TOMORROW } from './journey-handoffs.js';
import type { Staff } from './staff.js';
import { deliveriesTo, openTellingHouse, turnWallClock, writeContact, type TellingHouse } from './telling.js';

/** Clients of a house that tells them things, and what becomes of what they are told. */
export class ToldClients {
  private numbers = 0;

  private constructor(
    readonly telling: TellingHouse,
    /** Sends clients on. */
    readonly manager: Staff,
    /** Answers for the partner. */
    readonly intake: Staff,
  ) {}

  /** Opens the house with its worker; it is noon there. */
  static async open(): Promise<ToldClients> {
    const telling = await openTellingHouse();
    const { house } = telling;
    const manager = await house.as('case-manager@detox.eg.demo');
    const intake = await house.as('intake-officer@rehab1.eg.demo');
    await turnWallClock(house, 12);
    await telling.startWorker();
    return new ToldClients(telling, manager, intake);
  }

  close(): Promise<void> {
    return this.telling.close();
  }

  get house(): TestApplication {
    return this.telling.house;
  }

  /** A telephone number of its own; the simulated gateway goes by how it ends. */
  readonly number = (ending: string): string => `+2010000${String(++this.numbers).padStart(3, '0')}${ending}`;

  readonly address = (name: string): string => `${name}-${++this.numbers}@post.example`;

  readonly idOf = async (client: string): Promise<string> => {
    const [row] = await this.telling.house.rows<{ id: string }>(
      'select client_id as id from care.client_code where code = $1',
      [client],
    );
    return row!.id;
  };

  /** Sends a client on and lets the partner accept, with an appointment tomorrow. */
  readonly appoint = async (client: string): Promise<string> => {
    const { reference } = await sendOn(this.manager, client, { kind: 'referral' });
    await go(this.intake, reference, 'take');
    await go(this.intake, reference, 'accept', TOMORROW());
    return reference;
  };

  /** A client who said how they may be reached, and who has an appointment since. */
  readonly told = async (rules: Partial<ContactRulesRequest>): Promise<string> => {
    const client = await admitNamed(this.manager);
    await writeContact(this.manager, client, rules);
    await this.appoint(client);
    return client;
  };

  readonly outcomes = async (client: string): Promise<(string | null)[]> =>
    (await deliveriesTo(this.telling.house, client)).map(({ outcome }) => outcome);

  readonly settled = (client: string, outcome: string): Promise<unknown> =>
    eventually(
      async () => (await this.outcomes(client)).every((one) => one === outcome),
      `all is ${outcome}`,
      30,
    );

  /** Brings what waits for later nearer: every message is due now. */
  readonly hurry = async (): Promise<void> => {
    await this.telling.house.rows(
      `update care.notice_delivery set due_at = clock_timestamp() where outcome is null`,
    );
    await this.telling.house.rows(
      `update bus.outbox set lease_until = '-infinity' where done_at is null and dead_at is null and topic like 'notice.%'`,
    );
  };
}
