import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { verifyPassword } from '#platform/crypto/passwords.js';
import { demoLogins, DEMO_PASSWORD } from '#platform/packs/demo-network.js';
import { loadPacks } from '#platform/packs/packs.js';
import { contextOf } from '../../apps/cli/src/context.js';
import { run as demoAccounts } from '../../apps/cli/src/demo-accounts.command.js';
import { run as seed } from '../../apps/cli/src/seed.command.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { withClient } from '../support/client.js';

const packs = loadPacks();
let database: TestDatabase;
const lines: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await seedWith(true);
});
afterAll(() => database.drop());

async function seedWith(demo: boolean): Promise<number> {
  const config = Object.freeze({ ...database.config, demo });
  return await seed(contextOf(config, database.keys, (line) => void lines.push(line)));
}

const look = <T extends pg.QueryResultRow>(sql: string): Promise<T[]> =>
  withClient(database.superuserUrl, async (client) => (await client.query<T>(sql)).rows);

const everything = () =>
  look(`select (select jsonb_agg(to_jsonb(t) order by t.id) from care.organisation t) as organisations,
    (select jsonb_agg(to_jsonb(t) order by t.id) from access.account t) as accounts,
    (select jsonb_agg(to_jsonb(t) order by t.id) from care.client t) as clients,
    (select jsonb_agg(to_jsonb(t) order by t.id) from care.handoff t) as handoffs,
    (select jsonb_agg(to_jsonb(t) order by t.id) from care.stage_spell t) as spells`);

describe('the demo network', () => {
  it('has every organisation and account of the packs, and the published password opens them', async () => {
    const accounts = await look<{
      login: string;
      code: string;
      password_hash: string;
      demo: boolean;
      language: string;
    }>(
      'select a.login, a.password_hash, a.demo, a.language, o.code from access.account a join care.organisation o on o.id = a.organisation_id',
    );
    const wanted = demoLogins(packs);
    expect(accounts.map(({ login, code, language }) => `${login} ${code} ${language}`).sort()).toEqual(
      wanted
        .map(({ login, organisation_code, language }) => `${login} ${organisation_code} ${language}`)
        .sort(),
    );
    expect(accounts.every(({ demo }) => demo)).toBe(true);
    expect(await verifyPassword(accounts[0]?.password_hash, DEMO_PASSWORD)).toBe(true);
  });

  it('has clients on every part of the road, each in the custody of one organisation that offers their stage', async () => {
    const held = await look<{ jurisdiction: string; stage: string; count: number }>(
      `select o.jurisdiction, s.stage, count(*)::int as count from care.custody u join care.organisation o on o.id = u.organisation_id
         join care.stage_spell s on s.episode_id = u.episode_id and s.ended_at is null and s.stage = any (o.stages)
        where u.until_at is null group by 1, 2 order by 1, 2`,
    );
    const ofOne = [
      { stage: 'contact', count: 1 },
      { stage: 'employment', count: 1 },
      { stage: 'rehabilitation', count: 1 },
      { stage: 'reintegration', count: 1 },
      { stage: 'treatment', count: 5 },
    ];
    expect(held).toEqual(
      ['EG', 'RU-SVE'].flatMap((jurisdiction) => ofOne.map((row) => ({ jurisdiction, ...row }))),
    );
  });

  it('has a transfer that waits at a rehabilitation centre, with its message to deliver and its first card disclosed', async () => {
    const waiting = await look(
      `select o.code, h.stage, (select string_agg(d.tier, ',') from care.disclosure d where d.handoff_id = h.id) as tiers,
         (select count(*)::int from bus.outbox m where m.payload->>'handoff_id' = h.id::text) as messages
         from care.handoff h join care.organisation o on o.id = h.receiver_organisation_id where h.state = 'requested' order by 1`,
    );
    expect(waiting).toEqual(
      ['EG-REHAB-1', 'RU-REHAB-1'].map((code) => ({
        code,
        stage: 'rehabilitation',
        tiers: 'D1',
        messages: 1,
      })),
    );
  });

  it('brought everybody there through the door: admissions, consents and handoffs are in the audit under the people who did them', async () => {
    const [row] = await look<{ anonymous: number; admitted: number; nameless: number }>(
      `select count(*) filter (where e.body->>'action' = 'client.admit')::int as admitted,
         count(*) filter (where e.body->>'action' <> 'process.started' and e.body->>'action' <> 'process.stopped' and e.body->>'account' is null)::int as nameless
       from (select body::jsonb from audit.event) e`,
    );
    expect(row).toMatchObject({
      admitted: packs.all.flatMap(({ demo }) => demo.clients).length,
      nameless: 0,
    });
  });

  it('stays as it is when it is seeded again', async () => {
    const before = await everything();
    lines.length = 0;
    expect(await seedWith(true)).toBe(0);
    expect(await everything()).toEqual(before);
    expect(lines).toEqual([]);
  });

  it('has no account that opens where demo mode is off, and opens again where it is on', async () => {
    const open = async () =>
      (
        await look<{ open: number }>(
          'select count(*)::int as open from access.account where disabled_at is null',
        )
      )[0]?.open;
    await seedWith(false);
    expect(await open()).toBe(0);
    const off = contextOf(Object.freeze({ ...database.config, demo: false }), database.keys, () => undefined);
    await expect(demoAccounts(off, { json: true })).rejects.toThrow('Demo mode is off');
    await seedWith(true);
    expect(await open()).toBe(demoLogins(packs).length);
  });

  it('leaves alone what an administrator disabled for good: an account that is not of the demo', async () => {
    await withClient(database.ownerUrl, (client) =>
      client.query(`insert into access.account (organisation_id, login, display_name, password_hash, roles, disabled_at)
        select id, 'gone@example', 'Gone', 'x', array['auditor'], clock_timestamp() from care.organisation limit 1`),
    );
    await seedWith(true);
    const [row] = await look<{ disabled: boolean }>(
      `select disabled_at is not null as disabled from access.account where login = 'gone@example'`,
    );
    expect(row).toEqual({ disabled: true });
  });
});
