import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { DEFINER_ROLE } from '#platform/db/database-roles.js';
import { CoordinationOffice } from '../support/coordination.js';
import { BREAKAGES, BROKEN } from '../support/custody-breakages.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { accept, arrive, end, inform, moveTo, prepare, send, type TestHandoff } from '../support/handoffs.js';
import {
  addOrganisation,
  admit,
  asActor,
  attempt,
  type TestOrganisation,
  type Walk,
} from '../support/network.js';

/** What a worker calls with the rights of the definer. */
const WORKERS = [
  'consents_are_ending',
  'deadlines_are_due',
  'delivery_to_send',
  'end_delivery',
  'erasures_to_replay',
  'follow_through',
  'follow_ups_are_due',
  'let_devices_go',
  'messages_since',
  'plan_delivery',
  'plan_reviews_are_due',
  'put_off_delivery',
  'reader_of_notice',
  'release_notice',
  'report_retention',
  'take_back_notice',
  'tell',
  'tell_of_ending_consents',
  'tell_on_duty',
  'tick_deadlines',
  'tick_follow_ups',
  'tick_plan_reviews',
];

describe('custody', () => {
  let database: TestDatabase;
  let alpha: TestOrganisation;
  let beta: TestOrganisation;
  let gamma: TestOrganisation;
  let office: CoordinationOffice;
  let api: pg.Client;
  let worker: pg.Client;
  let owner: pg.Client;
  let superuser: pg.Client;

  const connect = async (url: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  };
  const broken = async (): Promise<unknown[]> => (await superuser.query(BROKEN)).rows;
  const custodyOf = async (episode: string): Promise<string[]> => {
    const { rows } = await superuser.query<{ organisation_id: string }>(
      'select organisation_id from care.custody where episode_id = $1 order by since_at',
      [episode],
    );
    return rows.map((row) => row.organisation_id);
  };
  const accepted = async (from: TestOrganisation, to: TestOrganisation, walk: Walk): Promise<TestHandoff> => {
    const sent = await send(api, from, walk, to);
    await accept(api, sent);
    return sent;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    [api, worker, owner, superuser] = (await Promise.all(
      [database.urls.api, database.urls.worker, database.ownerUrl, database.superuserUrl].map(connect),
    )) as [pg.Client, pg.Client, pg.Client, pg.Client];
    alpha = await addOrganisation(database, 'ALPHA');
    beta = await addOrganisation(database, 'BETA');
    gamma = await addOrganisation(database, 'GAMMA');
    office = await CoordinationOffice.open(database, api, superuser);
  });
  afterAll(async () => {
    await Promise.all([api, worker, owner, superuser].map((client) => client.end()));
    await database.drop();
  });

  describe('cannot be broken and committed', () => {
    let walk: Walk;
    beforeEach(async () => {
      walk = await admit(api, alpha);
    });

    /** The superuser is bound by no policy and no grant: what stops it can only be the constraint. */
    const WRITERS = ['api', 'worker', DEFINER_ROLE, 'owner', 'superuser'] as const;

    it.each(Object.keys(BREAKAGES))('%s', async (name) => {
      for (const writer of WRITERS) {
        const client =
          writer === 'api' ? api : writer === 'worker' ? worker : writer === 'superuser' ? superuser : owner;
        let changed = 0;
        const commit = asActor(client, alpha, async () => {
          if (writer === DEFINER_ROLE) await client.query(`set local role ${DEFINER_ROLE}`);
          await client.query('set constraints all deferred');
          for (const statement of BREAKAGES[name] ?? []) {
            const { rowCount } = await client.query(
              statement,
              statement.includes('$1') ? [walk.episode] : [],
            );
            changed += rowCount ?? 0;
          }
        });
        const error = (await commit.then(
          () => undefined,
          (reason: unknown) => reason,
        )) as { code?: string } | undefined;
        if (writer === 'superuser') expect(error?.code).toMatch(/^(23503|23514|23P01|22000)$/);
        // Whoever was not stopped did not get at a single row.
        if (error === undefined) expect({ writer, changed }).toEqual({ writer, changed: 0 });
        expect(await broken()).toEqual([]);
        expect(await custodyOf(walk.episode)).toEqual([alpha.organisation]);
      }
    });

    it('and the constraints are looked at when the transaction commits, not before: a lawful switch passes through a gap', async () => {
      await asActor(superuser, null, async () => {
        await superuser.query(
          `update care.custody set during = tstzrange(since_at, since_at + interval '1 second') where episode_id = $1`,
          [walk.episode],
        );
        expect(await broken()).toHaveLength(1);
        await superuser.query(
          `insert into care.custody (episode_id, organisation_id, client_id, during, basis)
           select episode_id, $2, client_id, tstzrange(until_at, null), 'intake' from care.custody where episode_id = $1`,
          [walk.episode, beta.organisation],
        );
      });
      expect(await custodyOf(walk.episode)).toEqual([alpha.organisation, beta.organisation]);
      expect(await broken()).toEqual([]);
    });
  });

  describe('moves only', () => {
    const trySwitch = (actor: TestOrganisation, handoff: string) =>
      attempt(api, actor, () => api.query('select care.switch_custody($1, $2)', [handoff, randomUUID()]));

    /**
     * With a transfer that was sent and is not over. Acceptance is not asked for: somebody who stands at the door is taken
     * in, also after a missed arrival (handoff, t11 and t11b); what was refused, recalled or never sent moves nothing.
     */
    it('with a transfer that was sent and is not over', async () => {
      const fresh = async (): Promise<TestHandoff> => await send(api, alpha, await admit(api, alpha), beta);
      const sent = await fresh();
      expect((await trySwitch(beta, sent.handoff)).refused).toBeUndefined();
      expect((await trySwitch(beta, randomUUID())).refused).toBe('42501');
      await accept(api, sent);
      expect((await trySwitch(beta, sent.handoff)).refused).toBeUndefined();
      await asActor(api, beta, () => moveTo(api, sent.handoff, 'did-not-arrive'));
      expect((await trySwitch(beta, sent.handoff)).refused).toBeUndefined();
      for (const how of ['decline', 'recall'] as const) {
        const over = await fresh();
        await end(api, over, how);
        expect((await trySwitch(beta, over.handoff)).refused).toBe('42501');
      }
      const draft = await prepare(api, alpha, await admit(api, alpha), beta);
      expect((await trySwitch(beta, draft.handoff)).refused).toBe('42501');
      const told = await inform(api, alpha, await admit(api, alpha), beta);
      expect((await trySwitch(beta, told)).refused).toBe('42501');
    });

    it('by the receiver: not by the sender, not by a third, not by nobody', async () => {
      const sent = await accepted(alpha, beta, await admit(api, alpha));
      for (const actor of [alpha, gamma])
        expect((await trySwitch(actor, sent.handoff)).refused).toBe('42501');
      const nobody = await attempt(api, null, () =>
        api.query('select care.switch_custody($1, $2)', [sent.handoff, randomUUID()]),
      );
      expect(nobody.refused).toBe('42501');
    });

    it('for a transfer, never for a referral', async () => {
      const walk = await admit(api, alpha);
      const sent = await send(api, alpha, walk, beta, { kind: 'referral' });
      await accept(api, sent);
      expect((await trySwitch(beta, sent.handoff)).refused).toBe('42501');
      await arrive(api, sent);
      expect(await custodyOf(walk.episode)).toEqual([alpha.organisation]);
    });

    it('once', async () => {
      const walk = await admit(api, alpha);
      const sent = await accepted(alpha, beta, walk);
      const twice = await attempt(api, beta, async () => {
        await api.query('select care.switch_custody($1, $2)', [sent.handoff, randomUUID()]);
        await api.query('select care.switch_custody($1, $2)', [sent.handoff, randomUUID()]);
      });
      expect(twice.refused).toBe('23514');
      await arrive(api, sent);
      expect((await trySwitch(beta, sent.handoff)).refused).toBe('42501');
      expect(await custodyOf(walk.episode)).toEqual([alpha.organisation, beta.organisation]);
    });

    it('through its functions, which workers, vault, sealer and reports may not call', async () => {
      const { rows } = await superuser.query(`
        select r.rolname, p.proname from pg_roles r, pg_proc p where p.pronamespace = 'care'::regnamespace and p.prosecdef
           and r.rolname in ('handrail_worker','handrail_vault','handrail_sealer','handrail_report')
           and has_function_privilege(r.oid, p.oid, 'execute') order by p.proname`);
      // The clocks of handoffs let work follow, and end what nobody answered; the clocks of rights fall due, and people are told.
      // Before it serves, a worker asks whether somebody who was erased is in its database again. Custody is among none of it.
      expect(rows).toEqual(WORKERS.map((proname) => ({ rolname: 'handrail_worker', proname })));
      const { rows: source } = await superuser.query<{ writes: boolean; functions: number }>(
        `select bool_or(prosrc ~ '(insert into|update|delete from) +care\\.(custody|episode|episode_access)\\y') as writes, count(*)::int as functions
           from pg_proc where pronamespace = 'care'::regnamespace and proname = any ($1)`,
        [WORKERS],
      );
      expect(source).toEqual([{ writes: false, functions: WORKERS.length }]);
    });
  });

  describe('with two at once', () => {
    let second: pg.Client;
    beforeAll(async () => {
      second = await connect(database.urls.api);
    });
    afterAll(() => second.end());

    const settle = (work: Promise<unknown>): Promise<string> =>
      work.then(
        () => 'done',
        (error: unknown) => (error as { code?: string }).code ?? String(error),
      );

    it('two arrivals of the same client: one switches, the other is refused by name', async () => {
      for (let round = 0; round < 10; round++) {
        const walk = await admit(api, alpha);
        const sent = await accepted(alpha, beta, walk);
        const results = await Promise.all([settle(arrive(api, sent)), settle(arrive(second, sent))]);
        expect(results.sort()).toEqual(['42501', 'done']);
        expect(await custodyOf(walk.episode)).toEqual([alpha.organisation, beta.organisation]);
      }
      expect(await broken()).toEqual([]);
    });

    /** The way the pathway service moves a stage: lock the episode, then end one spell and open the next. */
    const advance = async (
      client: pg.Client,
      actor: TestOrganisation,
      walk: Walk,
      pause: () => Promise<void>,
    ) =>
      await asActor(client, actor, async () => {
        const lock = await client.query('select from care.episode where id = $1 for update', [walk.episode]);
        if (lock.rowCount === 0) return 'not ours';
        await pause();
        const { rowCount } = await client.query(
          `update care.stage_spell set ended_at = greatest(clock_timestamp(), started_at), outcome = 'moved_on_as_planned'
            where episode_id = $1 and ended_at is null`,
          [walk.episode],
        );
        if (rowCount === 0) return 'nothing to end';
        await client.query(
          `insert into care.stage_spell (id, episode_id, organisation_id, stage) values ($1, $2, $3, 'reintegration')`,
          [randomUUID(), walk.episode, actor.organisation],
        );
        return 'advanced';
      });
    const waits = async (): Promise<void> => {
      for (let i = 0; i < 200; i++) {
        const { rows } = await superuser.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        if (rows.length > 0) return;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      throw new Error('nobody waited');
    };

    it('an arrival while the sender advances the stage waits, then takes over what the sender left', async () => {
      const walk = await admit(api, alpha);
      const sent = await accepted(alpha, beta, walk);
      let arrival: Promise<unknown> = Promise.resolve();
      const advanced = await advance(api, alpha, walk, async () => {
        arrival = arrive(second, sent);
        await waits();
      });
      await arrival;
      expect(advanced).toBe('advanced');
      const { rows } = await superuser.query(
        'select organisation_id, stage from care.stage_spell where episode_id = $1 and ended_at is null',
        [walk.episode],
      );
      expect(rows).toEqual([{ organisation_id: beta.organisation, stage: 'rehabilitation' }]);
      expect(await broken()).toEqual([]);
    });

    it('a sender who advances the stage while the client arrives waits, and then finds nothing left to change', async () => {
      const walk = await admit(api, alpha);
      const sent = await accepted(alpha, beta, walk);
      let advanced: Promise<unknown> = Promise.resolve();
      await asActor(api, beta, async () => {
        await api.query('select care.switch_custody($1, $2)', [sent.handoff, randomUUID()]);
        advanced = advance(second, alpha, walk, () => Promise.resolve());
        await waits();
        await moveTo(api, sent.handoff, 'arrived-in-service', 'arrived_at = clock_timestamp()');
      });
      expect(['not ours', 'nothing to end']).toContain(await advanced);
      expect(await custodyOf(walk.episode)).toEqual([alpha.organisation, beta.organisation]);
      expect(await broken()).toEqual([]);
    });
  });

  it('is with exactly one organisation at every instant, whatever anybody does in whatever order', async () => {
    const organisations = [alpha, beta, gamma];
    const at = (index: number): TestOrganisation => organisations[index] as TestOrganisation;
    const close = (episode: string): Promise<unknown> =>
      asActor(owner, null, async () => {
        await owner.query(`set local role ${DEFINER_ROLE}`);
        await owner.query(
          `with t as (select greatest(clock_timestamp(), since_at + interval '1 microsecond') as t from care.custody where episode_id = $1 and until_at is null),
                held as (update care.custody c set during = tstzrange(c.since_at, t.t) from t where c.episode_id = $1 and c.until_at is null)
           update care.episode e set open_during = tstzrange(lower(e.open_during), t.t) from t where e.id = $1`,
          [episode],
        );
      });
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('transfer' as const), to: fc.nat(2) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('refer' as const), to: fc.nat(2) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('force' as const), to: fc.nat(2) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), to: fc.nat(2) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const), to: fc.nat(2) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fc.array(step, { minLength: 1, maxLength: 8 }), async (first, steps) => {
        let walk = await admit(api, at(first));
        const episodes = [walk.episode];
        let holder: number | undefined = first;
        for (const one of steps) {
          if (one.do === 'close') {
            if (holder !== undefined) await close(walk.episode);
            holder = undefined;
          } else if (one.do === 'reopen') {
            const episode = randomUUID();
            const reopened = await asActor(api, at(one.to), () =>
              api.query(`select care.open_episode($1, $2, 'intake')`, [walk.client, episode]),
            ).then(
              () => true,
              () => false,
            );
            if (reopened) {
              expect(holder).toBeUndefined();
              holder = one.to;
              walk = { ...walk, episode };
              episodes.push(episode);
            }
          } else if (holder !== undefined && one.to !== holder && one.do === 'force') {
            const change = await office.propose(at(holder), walk, at(one.to));
            expect(await office.decide(change, true)).toMatchObject({ answer: 'confirmed' });
            holder = one.to;
          } else if (holder !== undefined && one.to !== holder) {
            const stage = one.do === 'refer' ? 'employment' : 'rehabilitation';
            const kind = one.do === 'refer' ? 'referral' : 'transfer';
            const sent = await send(api, at(holder), walk, at(one.to), { kind, stage });
            await accept(api, sent);
            await arrive(api, sent);
            if (one.do === 'transfer') holder = one.to;
          }
        }
        expect(await broken()).toEqual([]);
        const { rows } = await superuser.query<{ organisation_id: string }>(
          'select organisation_id from care.custody where episode_id = any ($1) and until_at is null',
          [episodes],
        );
        expect(rows).toEqual(holder === undefined ? [] : [{ organisation_id: at(holder).organisation }]);
      }),
      { numRuns: 25 },
    );
  });
});
