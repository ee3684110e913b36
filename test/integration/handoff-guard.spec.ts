import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import {
  BUSINESS_STATE_CODES,
  BUSINESS_STATES,
  HANDOFF,
  HANDOFF_STATES,
  MOVES,
  type BusinessState,
  type HandoffMove,
  type HandoffMover,
} from '#domain/charter/handoff.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import {
  accept,
  giveConsent,
  insertHandoff,
  moveTo,
  prepare,
  putAt,
  send,
  type TestHandoff,
} from '../support/handoffs.js';
import {
  addOrganisation,
  admit,
  asActor,
  attempt,
  type Acting,
  type TestOrganisation,
} from '../support/network.js';

const GUARD = 'handoff_moves_as_chartered';

/** Everybody who may go each way, by the charter: `from > to` -> movers. */
function charteredWays(): Map<string, Set<HandoffMover>> {
  const ways = new Map<string, Set<HandoffMover>>();
  for (const from of BUSINESS_STATE_CODES) {
    const moves: Partial<Record<HandoffMove, readonly BusinessState[]>> = HANDOFF[from];
    for (const [move, ends] of Object.entries(moves)) {
      for (const to of ends) {
        const movers = ways.get(`${from} > ${to}`) ?? new Set();
        for (const mover of MOVES[move as HandoffMove].by) movers.add(mover);
        ways.set(`${from} > ${to}`, movers);
      }
    }
  }
  return ways;
}

describe('the guard of a handoff', () => {
  let database: TestDatabase;
  let api: pg.Client;
  let worker: pg.Client;
  let superuser: pg.Client;
  let [alpha, beta, gamma, office] = [] as unknown as [
    TestOrganisation,
    TestOrganisation,
    TestOrganisation,
    TestOrganisation,
  ];
  /** One handoff in every place of the machine. */
  const standing = new Map<BusinessState, string>();

  const connect = async (url: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  };
  /** What became of work that was to be committed: the rule that refused it, or `done`. */
  const outcome = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: { constraint?: string; code?: string }) =>
        error.constraint ?? error.code ?? 'an error without a code',
    );

  /** The same of work that is taken back in any case. */
  const tried = async (actor: Acting, work: () => Promise<unknown>): Promise<string> => {
    const { value } = await attempt(api, actor, async () => {
      await api.query('savepoint one');
      const became = await outcome(work());
      await api.query('rollback to one');
      return became;
    });
    return value as string;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    [api, worker, superuser] = (await Promise.all(
      [database.urls.api, database.urls.worker, database.superuserUrl].map(connect),
    )) as [pg.Client, pg.Client, pg.Client];
    alpha = await addOrganisation(database, 'ALPHA');
    beta = await addOrganisation(database, 'BETA');
    gamma = await addOrganisation(database, 'GAMMA');
    office = await addOrganisation(database, 'OFFICE', { coordinates: true });
    for (const state of BUSINESS_STATE_CODES) {
      const { handoff } = await send(api, alpha, await admit(api, alpha), beta);
      await putAt(superuser, handoff, state);
      standing.set(state, handoff);
    }
  });
  afterAll(async () => {
    await Promise.all([api, worker, superuser].map((client) => client.end()));
    await database.drop();
  });

  /** Every way this mover gets, tried one by one on its own login; each try is taken back. */
  async function waysOf(client: pg.Client, actor: Acting | null): Promise<string[]> {
    const { value } = await attempt(client, actor, async () => {
      const went: string[] = [];
      for (const [from, handoff] of standing) {
        for (const to of BUSINESS_STATE_CODES) {
          await client.query('savepoint one');
          try {
            if ((await moveTo(client, handoff, to)) === 1) went.push(`${from} > ${to}`);
          } catch (error) {
            expect({ from, to, constraint: (error as { constraint?: string }).constraint }).toEqual({
              from,
              to,
              constraint: GUARD,
            });
          }
          await client.query('rollback to one');
        }
      }
      return went.sort();
    });
    return value as string[];
  }

  const lawfulWays = (mover: HandoffMover): string[] =>
    [...charteredWays()].flatMap(([way, movers]) => (movers.has(mover) ? [way] : [])).sort();

  it('lets a handoff stand in every place of the machine, so that every way is tried', async () => {
    const { rows } = await superuser.query<{ business_state: BusinessState }>(
      'select business_state from care.handoff where id = any ($1)',
      [[...standing.values()]],
    );
    expect(rows.map((row) => row.business_state).sort()).toEqual([...BUSINESS_STATE_CODES].sort());
  });

  it('lets the sender go its ways and no other', async () => {
    expect(await waysOf(api, alpha)).toEqual(lawfulWays('sender'));
  });

  it('lets the receiver go its ways and no other', async () => {
    expect(await waysOf(api, beta)).toEqual(lawfulWays('receiver'));
  });

  it('lets the coordination office go its ways and no other', async () => {
    expect(await waysOf(api, office)).toEqual(lawfulWays('coordinator'));
  });

  it('lets the clocks, in the worker, go their ways and no other', async () => {
    expect(await waysOf(worker, null)).toEqual(lawfulWays('system'));
  });

  it('lets a third, or nobody, reach no handoff at all, wherever it stands', async () => {
    for (const actor of [gamma, null]) {
      const { value } = await attempt(api, actor, () =>
        api.query(
          `update care.handoff set version = version + 1, business_state = 'recalled', state = 'cancelled'`,
        ),
      );
      expect(value?.rowCount).toBe(0);
    }
  });

  it('binds even the superuser, who passes every policy, in whoever’s name', async () => {
    expect(await waysOf(superuser, beta)).toEqual(lawfulWays('receiver'));
  });

  it('counts a new version as a move, and lets nothing that a move decides change without one', async () => {
    const handoff = standing.get('under-review') as string;
    const write = (sql: string) =>
      tried(beta, () => api.query(`update care.handoff set ${sql} where id = $1`, [handoff]));
    for (const move of ['version = version + 1', 'version = version - 1'])
      expect(await write(move)).toBe(GUARD);
    expect(await write(`business_state = 'loop-closed', state = 'completed'`)).toBe(GUARD);
    // What is noted beside moves: when it is due.
    expect(await write('due_at = now()')).toBe('done');
    const { rows } = await superuser.query<{ column: string }>(
      `select a.attname as column from pg_attribute a where a.attrelid = 'care.handoff'::regclass and a.attnum > 0
          and has_column_privilege('handrail_api', a.attrelid, a.attnum, 'update')`,
    );
    const beside = ['due_at', 'version', 'state', 'business_state'];
    const columns = rows.map(({ column }) => column).filter((column) => !beside.includes(column));
    expect(columns.length).toBeGreaterThan(20);
    const changed: string[] = [];
    for (const column of columns) {
      const { rows: other } = await superuser.query<{ value: string }>(
        `select case format_type(atttypid, null) when 'uuid' then 'gen_random_uuid()' when 'boolean' then 'not ${column}'
            when 'timestamp with time zone' then $$now() - interval '1 hour'$$ when 'date' then 'current_date + 9' when 'smallint' then '7'
            else $$case ${column} when 'other' then 'area' else 'other' end$$ end as value
           from pg_attribute where attrelid = 'care.handoff'::regclass and attname = $1`,
        [column],
      );
      if ((await write(`${column} = ${other[0]?.value}`)) === 'done') changed.push(column);
    }
    expect(changed).toEqual([]);
  });

  it('calls the coordination office first: to overturn once, to extend once, and else when a clock has run out', async () => {
    const tryAt = async (from: BusinessState, to: BusinessState, fact: string) => {
      const { handoff } = await send(api, alpha, await admit(api, alpha), beta);
      await putAt(superuser, handoff, from);
      await superuser.query('begin; set local session_replication_role = replica');
      await superuser.query(`update care.handoff set ${fact} where id = $1`, [handoff]);
      await superuser.query('commit');
      return await tried(office, () => moveTo(api, handoff, to));
    };
    expect(await tryAt('under-review', 'reassigned', 'escalated_at = null')).toBe(GUARD);
    expect(await tryAt('under-review', 'under-review', 'escalated_at = null')).toBe(GUARD);
    expect(await tryAt('under-review', 'under-review', 'extended_at = now()')).toBe(GUARD);
    expect(await tryAt('declined', 'awaiting-acknowledgement', 'overturned_at = now()')).toBe(GUARD);
    expect(await tryAt('declined', 'awaiting-acknowledgement', 'escalated_at = null')).toBe('done');
    expect(await tryAt('under-review', 'reassigned', 'extended_at = now()')).toBe('done');
  });

  it('keeps what was sent: nobody asks another partner, or for something else, under the same reference', async () => {
    const sent = await send(api, alpha, await admit(api, alpha), beta);
    const draft = await prepare(api, alpha, await admit(api, alpha), beta);
    const CHANGES = [
      `receiver_organisation_id = '${gamma.organisation}', consent_id = null`,
      `stage = 'employment'`,
      `urgency = 'urgent'`,
      'group_id = gen_random_uuid()',
      `pack_version = '2'`,
      `requested_at = clock_timestamp() - interval '1 year'`,
      'requested_by = gen_random_uuid()',
    ];
    for (const change of CHANGES) {
      const write = (client: pg.Client, actor: Acting, handoff: string) =>
        attempt(client, actor, () =>
          client.query(`update care.handoff set ${change} where id = $1`, [handoff]),
        );
      for (const [client, actor] of [
        [api, alpha],
        [api, beta],
        [api, office],
        [superuser, alpha],
      ] as const) {
        expect({ change, ...(await write(client, actor, sent.handoff)) }).toMatchObject({
          refused: '23514',
          message: 'a handoff stays as it was sent',
        });
      }
      // A draft is edited, which is a move.
      const edit = () =>
        api.query(`update care.handoff set ${change}, version = version + 1 where id = $1`, [draft.handoff]);
      expect((await attempt(api, alpha, edit)).value?.rowCount).toBe(1);
    }
  });

  it('lets nobody write one state and mean another', async () => {
    const wrong: string[] = [];
    for (const [business, handoff] of standing) {
      for (const state of HANDOFF_STATES) {
        const { refused, value } = await attempt(superuser, null, async () => {
          await superuser.query('set local session_replication_role = replica');
          return await superuser.query('update care.handoff set state = $2 where id = $1', [handoff, state]);
        });
        const fits = BUSINESS_STATES[business] === state;
        if (fits ? value?.rowCount !== 1 : refused !== '23514') wrong.push(`${business} as ${state}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('lets a handoff begin as a draft, as a request, as information, and in an emergency on the way', async () => {
    const walk = await admit(api, alpha);
    const consent = await giveConsent(api, alpha, walk, beta);
    const begun: string[] = [];
    for (const basis of ['consent', 'emergency', 'none']) {
      for (const kind of ['transfer', 'referral', 'information_only']) {
        for (const to of BUSINESS_STATE_CODES) {
          const { refused } = await attempt(api, alpha, () =>
            insertHandoff(
              api,
              { ...walk, handoff: randomUUID(), consent, kind, sender: alpha, receiver: beta },
              { basis, state: BUSINESS_STATES[to], business_state: to },
            ),
          );
          if (refused === undefined) begun.push(`${basis} ${kind} ${to}`);
          else expect(refused).toMatch(/^(42501|23514)$/);
        }
      }
    }
    expect(begun.sort()).toEqual(
      [
        ...['transfer', 'referral'].flatMap((kind) =>
          ['preparing', 'awaiting-acknowledgement'].map((to) => `consent ${kind} ${to}`),
        ),
        // An emergency is a referral, custody stays; nobody is asked first. Only information stands on nothing.
        'emergency referral awaiting-arrival',
        'none information_only information-given',
      ].sort(),
    );
  });

  it('asks for the facts a state stands on: a reason to decline, a day to look again, an appointment, a consent', async () => {
    const bare = async (): Promise<TestHandoff> => await send(api, alpha, await admit(api, alpha), beta);
    const tryAt = async (actor: Acting, to: BusinessState, facts = '') => {
      const { handoff } = await bare();
      return await outcome(asActor(api, actor, () => moveTo(api, handoff, to, facts)));
    };
    expect(await tryAt(beta, 'declined')).toBe('decline_has_a_reason');
    expect(await tryAt(beta, 'awaiting-arrival', 'accepted_at = now()')).toBe('accepted_has_an_appointment');
    const { handoff } = await bare();
    await asActor(api, beta, async () => {
      await moveTo(api, handoff, 'under-review');
      await moveTo(api, handoff, 'waitlist-offered');
    });
    const wait = (facts?: string) =>
      outcome(asActor(api, alpha, () => moveTo(api, handoff, 'waitlisted', facts)));
    expect(await wait()).toBe('waiting_has_a_review_date');
    expect(await wait('waitlist_review_on = current_date')).toBe('waiting_has_a_review_date');
    const draft = await prepare(api, alpha, await admit(api, alpha), beta);
    const sendIt = (facts: string) =>
      outcome(asActor(api, alpha, () => moveTo(api, draft.handoff, 'awaiting-acknowledgement', facts)));
    expect(await sendIt('requested_at = now(), consent_id = null')).toBe('handoff_sent_on_consent_names_it');
  });

  describe('of alternatives', () => {
    it('has several transfers of one client open in one group only; a referral may stand beside them', async () => {
      const walk = await admit(api, alpha);
      const group = randomUUID();
      await send(api, alpha, walk, beta, { group });
      expect(await outcome(send(api, alpha, walk, gamma))).toBe('open_transfers_share_a_group');
      expect(await outcome(send(api, alpha, walk, gamma, { kind: 'referral', stage: 'employment' }))).toBe(
        'done',
      );
      expect(await outcome(send(api, alpha, walk, gamma, { group }))).toBe('done');
    });

    it('has another group once none is open any more', async () => {
      const walk = await admit(api, alpha);
      const first = await send(api, alpha, walk, beta);
      await asActor(api, alpha, () => moveTo(api, first.handoff, 'recalled', `recall_reason = 'other'`));
      expect(await outcome(send(api, alpha, walk, gamma))).toBe('done');
    });

    it('asks each partner once', async () => {
      const walk = await admit(api, alpha);
      const group = randomUUID();
      await send(api, alpha, walk, beta, { group });
      expect(await outcome(send(api, alpha, walk, beta, { group }))).toBe('one_offer_per_partner');
    });

    it('is accepted once: a second yes that supersedes nobody is refused when it commits', async () => {
      const walk = await admit(api, alpha);
      const group = randomUUID();
      const offers = [
        await send(api, alpha, walk, beta, { group }),
        await send(api, alpha, walk, gamma, { group }),
      ];
      const yes = (at: Acting, { handoff }: TestHandoff) =>
        outcome(
          asActor(api, at, () =>
            moveTo(api, handoff, 'awaiting-arrival', 'accepted_at = now(), appointment_at = now()'),
          ),
        );
      expect(await yes(beta, offers[0] as TestHandoff)).toBe('done');
      expect(await yes(gamma, offers[1] as TestHandoff)).toBe('one_accepted_per_group');
    });

    it('ends the others with the first yes, and lets go of whatever they held open', async () => {
      const walk = await admit(api, alpha);
      const group = randomUUID();
      const [first, other, beside] = [
        await send(api, alpha, walk, beta, { group }),
        await send(api, alpha, walk, gamma, { group }),
        await send(api, alpha, walk, gamma, { kind: 'referral', stage: 'employment' }),
      ];
      await accept(api, first);
      const { rows } = await superuser.query(
        `select h.id, h.business_state, (select count(*)::int from care.packet p where p.handoff_id = h.id and p.ended_at is null) as packets,
                (select count(*)::int from care.clock c where c.handoff_id = h.id and c.settled_at is null) as clocks,
                (select count(*)::int from care.work_item w where w.handoff_id = h.id and w.done_at is null) as work
           from care.handoff h where h.episode_id = $1 order by h.business_state`,
        [walk.episode],
      );
      expect(rows).toEqual([
        expect.objectContaining({
          id: beside.handoff,
          business_state: 'awaiting-acknowledgement',
          packets: 1,
        }),
        expect.objectContaining({ id: first.handoff, business_state: 'awaiting-arrival', packets: 2 }),
        { id: other.handoff, business_state: 'superseded', packets: 0, clocks: 0, work: 0 },
      ]);
    });
  });
});
