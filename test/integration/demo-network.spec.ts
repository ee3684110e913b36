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
    (select jsonb_agg(to_jsonb(t) order by t.id) from care.site t) as sites,
    (select jsonb_agg(to_jsonb(t) order by t.site_id, t.level) from care.duty t) as duties,
    (select jsonb_agg(to_jsonb(t) order by t.organisation_id, t.kind) from care.standing t) as standing,
    (select jsonb_agg(to_jsonb(t) order by t.organisation_id, t.stage) from care.capacity t) as places,
    (select jsonb_agg(to_jsonb(t) order by t.id) from access.account t) as accounts,
    (select jsonb_agg(to_jsonb(t) order by t.id) from care.directory_entry t) as entries,
    (select jsonb_agg(to_jsonb(t) order by t.id) from care.meeting t) as meetings,
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

  it('has one coordination office in each jurisdiction, with two people who can agree on a forced change', async () => {
    const offices = await look(
      `select o.jurisdiction, o.code, (select count(*)::int from access.account a where a.organisation_id = o.id and 'coordinator' = any (a.roles)) as coordinators
         from care.organisation o where o.coordinates order by 1`,
    );
    expect(offices).toEqual([
      { jurisdiction: 'EG', code: 'EG-COORD', coordinators: 2 },
      { jurisdiction: 'RU-SVE', code: 'RU-COORD', coordinators: 2 },
    ]);
  });

  it('has of every organisation one main site in its time zone, and a duty and a manager there whom accounts can be', async () => {
    const organisations = packs.all.flatMap(({ demo, time_zone }) =>
      demo.organisations.map(({ code, site, duty }) => ({
        code,
        time_zone,
        weekend_days: site.weekend_days,
        hours: site.opens === null ? null : `${site.opens}-${site.closes}`,
        duties: `duty ${duty.duty}, manager ${duty.manager}`,
        round_the_clock: duty.round_the_clock,
        answered: 2,
      })),
    );
    const planted = await look(
      `select o.code, s.time_zone, s.weekend_days, s.opens || '-' || s.closes as hours, d.*
         from care.organisation o join care.site s on s.organisation_id = o.id and s.is_main
         cross join lateral (
           select string_agg(d.level || ' ' || d.role, ', ' order by d.level) as duties, bool_and(d.round_the_clock) as round_the_clock,
             count(*) filter (where exists (select from access.account a where a.organisation_id = o.id and d.role = any (a.roles)))::int as answered
             from care.duty d where d.site_id = s.id) d`,
    );
    const byCode = (one: { code?: string }, other: { code?: string }): number =>
      (one.code ?? '').localeCompare(other.code ?? '');
    expect(planted.sort(byCode)).toEqual(organisations.sort(byCode));
  });

  it('sends nobody to an organisation without papers: each is registered today, and licensed where its stages ask for it, save the one whose licence has lapsed', async () => {
    const lacking = await look(
      `select o.code, asked.kind from care.organisation o cross join unnest(array['registration','licence']) as asked(kind)
        where (asked.kind = 'registration' or o.stages && case o.jurisdiction when 'EG' then array['treatment','rehabilitation'] else array['treatment'] end)
          and not exists (select from care.standing s where s.organisation_id = o.id and s.kind = asked.kind and s.valid @> current_date)`,
    );
    expect(lacking).toEqual([{ code: 'RU-NGO-ROSA', kind: 'licence' }]);
    expect(packs.of('EG').licensed_stages).toEqual(['treatment', 'rehabilitation']);
    expect(packs.of('RU-SVE').licensed_stages).toEqual(['treatment']);
  });

  it('states free places for beds, and for nothing else', async () => {
    const stated = await look<{ code: string; stage: string }>(
      `select o.code, c.stage from care.capacity c join care.organisation o on o.id = c.organisation_id where c.free > 0`,
    );
    const beds = packs.all.flatMap(({ demo }) =>
      demo.organisations.flatMap(({ code, places }) =>
        Object.keys(places).map((stage) => `${code} ${stage}`),
      ),
    );
    expect(stated.map(({ code, stage }) => `${code} ${stage}`).sort()).toEqual(beds.sort());
    expect(beds.filter((bed) => !/ (treatment|rehabilitation)$/.test(bed))).toEqual([]);
  });

  it('has the directory: an entry for every organisation, the groups of the fellowship, and every meeting once', async () => {
    const groups = packs.all.flatMap(({ demo }) => demo.groups);
    const organisations = packs.all.flatMap(({ demo }) => demo.organisations);
    const [found] = await look(
      `select count(*) filter (where kind = 'service' and organisation_id is not null)::int as services,
         count(*) filter (where kind = 'mutual_aid' and organisation_id is null and telephone is null)::int as groups,
         (select count(*)::int from care.meeting) as meetings from care.directory_entry`,
    );
    expect(found).toEqual({
      services: organisations.length,
      groups: 33,
      meetings: groups.flatMap(({ meetings }) => meetings).length,
    });
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

  it('takes back a site that was changed, and neither papers nor places that an organisation states of itself', async () => {
    const before = await everything();
    const change = (sql: string) => withClient(database.superuserUrl, (client) => client.query(sql));
    await change(
      `update care.site set weekend_days = '{7}', opens = '10:00', closes = '11:00';
       update care.duty set round_the_clock = not round_the_clock`,
    );
    await seedWith(true);
    expect(await everything()).toEqual(before);
    await change(
      `update care.capacity set free = 1; update care.standing set valid = '[2020-01-01,2030-01-01)'`,
    );
    await seedWith(true);
    const [kept] = await look(
      `select (select array_agg(distinct free) from care.capacity) as free, (select array_agg(distinct valid::text) from care.standing) as valid`,
    );
    expect(kept).toEqual({ free: [1], valid: ['[2020-01-01,2030-01-01)'] });
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

  it('asks the database to refuse what a calendar or a paper cannot be', async () => {
    const refused = async (sql: string): Promise<string> =>
      withClient(database.ownerUrl, (client) =>
        client.query(sql).then(
          () => 'written',
          (error: Error & { constraint?: string }) => error.constraint ?? error.message,
        ),
      );
    const site = (set: string) => refused(`update care.site set ${set}`);
    expect(await site(`weekend_days = '{0}'`)).toBe('site_weekend_is_made_of_weekdays');
    expect(await site(`weekend_days = '{7,6,5,4,3,2,1}'`)).toBe('site_weekend_leaves_a_working_day');
    expect(await site(`opens = '24:00', closes = '25:00'`)).toMatch(/site_(opens|closes)_at_a_time/);
    expect(await site(`opens = '09:00', closes = null`)).toBe('site_closes_after_it_opens');
    expect(await site(`opens = '17:00', closes = '09:00'`)).toBe('site_closes_after_it_opens');
    expect(
      await refused(
        `insert into care.site (organisation_id, code, names, time_zone, is_main) select organisation_id, 'TWO', names, time_zone, true from care.site limit 1`,
      ),
    ).toBe('one_main_site_per_organisation');
    expect(
      await refused(
        `insert into care.standing (organisation_id, kind, number, valid) select organisation_id, kind, 'again', valid from care.standing limit 1`,
      ),
    ).toBe('standing_of_one_kind_does_not_overlap');
    expect(
      await refused(
        `update care.duty d set organisation_id = (select id from care.organisation o where o.id <> d.organisation_id limit 1)`,
      ),
    ).toBe('duty_is_at_a_site_of_the_organisation');
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
