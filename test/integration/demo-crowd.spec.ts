import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { BUSINESS_STATE_CODES } from '#domain/charter/handoff.js';
import { contextOf } from '../../apps/cli/src/context.js';
import { run as seed } from '../../apps/cli/src/seed.command.js';
import { withClient } from '../support/client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { brokenLaws } from '../simulation/invariants.js';

const CLIENTS = 60;
let database: TestDatabase;
const lines: string[] = [];

const look = <T extends pg.QueryResultRow>(sql: string, of = database): Promise<T[]> =>
  withClient(of.superuserUrl, async (client) => (await client.query<T>(sql)).rows);

async function seedWith(of: TestDatabase, clients: number): Promise<number> {
  const config = Object.freeze({ ...of.config, demo: true });
  return await seed(
    contextOf(config, of.keys, (line) => void lines.push(line)),
    { clients },
  );
}

describe('the invented clients', () => {
  let began: number;
  beforeAll(async () => {
    database = await createTestDatabase();
    began = Date.now();
    expect({ code: await seedWith(database, CLIENTS), lines }).toEqual({ code: 0, lines });
    console.log(`${(Date.now() - began) / 1000} s`, lines);
  }, 900_000);
  afterAll(() => database?.drop());

  it('stand with their handoffs in every state there is', async () => {
    const states = await look<{ business_state: string }>('select distinct business_state from care.handoff');
    const found = new Set(states.map(({ business_state }) => business_state));
    expect(BUSINESS_STATE_CODES.filter((state) => !found.has(state))).toEqual([]);
  });

  it('break no law of custody, consent, clocks and disclosure, though their time was moved', async () => {
    expect(await brokenLaws({ rows: (text) => look(text) as never })).toEqual([]);
  });
});
