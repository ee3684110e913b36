import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { BUSINESS_STATE_CODES } from '#domain/charter/handoff.js';
import { DemoLedger } from '#platform/demo/demo-ledger.js';
import { createTestDatabase } from '../support/database.js';
import { DemoTown } from '../support/demo-crowd.js';
import { brokenLaws } from '../simulation/invariants.js';

/** Enough that each story is told once; `npm run prove -- demo` tells all of them. */
const CLIENTS = 60;
/** Those of each network who are compared with a town that was killed. */
const COMPARED = 4;
const MINUTES = 60_000;
let town: DemoTown;

beforeAll(async () => {
  town = new DemoTown(await createTestDatabase());
  expect(await town.fill(CLIENTS)).toBe(0);
}, 15 * MINUTES);
afterAll(() => town?.database.drop());

describe('the invented clients', () => {
  it('stand with their handoffs in every state there is', async () => {
    const states = await town.rows<{ state: string }>(
      'select distinct business_state as state from care.handoff',
    );
    const found = new Set(states.map(({ state }) => state));
    expect(BUSINESS_STATE_CODES.filter((state) => !found.has(state))).toEqual([]);
  });

  it('break no law of custody, consent, clocks and disclosure, though their time was moved', async () => {
    expect(await brokenLaws(town)).toEqual([]);
  });

  it('have a past: weeks and months of it, and nothing that lies ahead but what is meant to', async () => {
    const { oldest, ahead, median } = await town.one<{ oldest: number; ahead: number; median: number }>(
      `select max(now()::date - created_at::date) as oldest, (select count(*)::int from care.custody where since_at > now()) as ahead,
         (percentile_cont(0.5) within group (order by now()::date - created_at::date))::int as median from care.client`,
    );
    expect(oldest).toBeGreaterThan(150);
    expect(median).toBeGreaterThan(14);
    expect(ahead).toBe(0);
    const running = await town.one<{ over: number; ahead: number }>(
      `select count(*) filter (where fire_at < now() - interval '2 days')::int as over, count(*) filter (where fire_at > now())::int as ahead
         from care.clock where fired_at is null and settled_at is null`,
    );
    // Whatever ran out while time passed was fired then; what still runs, runs out in the days to come.
    expect(running.over).toBe(0);
    expect(running.ahead).toBeGreaterThan(30);
  });

  it('were written by people through the door, and the audit tells truthfully when', async () => {
    const { nameless, old } = await town.one<{ nameless: number; old: number }>(
      `select count(*) filter (where body->>'account' is null and body->>'role' not like 'system:%')::int as nameless,
         count(*) filter (where (body->>'at')::timestamptz < now() - interval '1 day')::int as old from (select body::jsonb from audit.event) e`,
    );
    expect({ nameless, old }).toEqual({ nameless: 0, old: 0 });
  });

  it('leave nothing behind that a killed filling could leave: the guards of handoffs, consents and disclosures stand, and the owner is the definer no more', async () => {
    const { guarded, inherits } = await town.one<{ guarded: string; inherits: boolean }>(
      `select (select string_agg(tgname::text || ' ' || tgenabled::text, ', ' order by tgname) from pg_trigger
            where tgname in ('handoff_moves_as_chartered','consent_only_narrows','disclosure_stays')) as guarded,
         exists (select from pg_auth_members m where m.roleid = 'handrail_definer'::regrole and m.inherit_option
           and m.member = (select datdba from pg_database where datname = current_database())) as inherits`,
    );
    expect({ guarded, inherits }).toEqual({
      guarded: 'consent_only_narrows O, disclosure_stays O, handoff_moves_as_chartered O',
      inherits: false,
    });
  });

  it(
    'come once: filling again adds nobody',
    async () => {
      const before = await town.people(CLIENTS);
      expect(before).toHaveLength(CLIENTS);
      expect(await town.fill(CLIENTS)).toBe(0);
      expect(await town.people(CLIENTS)).toEqual(before);
    },
    MINUTES,
  );

  it(
    'are refused where demo mode is off: nothing else moves what happened',
    async () => {
      await expect(town.fill(1, undefined, false)).rejects.toThrow('Demo mode is off');
    },
    MINUTES,
  );
});

describe('a filling that is killed', () => {
  it(
    'three times goes on, and ends as one that was not: the same people, the same ends, nobody twice',
    async () => {
      const other = new DemoTown(await createTestDatabase());
      try {
        for (const after of [3, 17, 41]) {
          let passed = 0;
          const pass = Reflect.get(DemoLedger.prototype, 'pass') as DemoLedger['pass'];
          const killer = jest.spyOn(DemoLedger.prototype, 'pass').mockImplementation(function (
            this: DemoLedger,
            ...given
          ) {
            if (++passed === after) throw new Error('killed');
            return pass.apply(this, given);
          });
          await expect(other.fill(2 * COMPARED)).rejects.toThrow('killed');
          killer.mockRestore();
        }
        expect(await other.fill(2 * COMPARED)).toBe(0);
        expect(await other.people(COMPARED)).toEqual(await town.people(COMPARED));
        const { clients } = await other.one<{ clients: number }>(
          'select count(*)::int as clients from care.client',
        );
        expect(clients).toBe(2 * COMPARED);
        expect(await brokenLaws(other)).toEqual([]);
      } finally {
        await other.database.drop();
      }
    },
    10 * MINUTES,
  );
});
