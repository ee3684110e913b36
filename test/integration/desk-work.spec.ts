import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { accept, arrive, end, send } from '../support/handoffs.js';
import { admit, asActor, attempt, writeEvidence, type Acting, type Walk } from '../support/network.js';
import { Town } from '../support/town.js';

let town: Town;
beforeAll(async () => {
  town = await Town.open();
}, 60_000);
afterAll(() => town?.close(), 60_000);

/** Another member of staff of a house. */
async function join({ organisation }: Acting, disabled = false): Promise<string> {
  const id = randomUUID();
  await town.rows(
    `insert into access.account (id, organisation_id, login, display_name, password_hash, roles, disabled_at)
     values ($1, $2, $3, 'Amal', 'none', '{clinician}', case when $4 then now() end)`,
    [id, organisation, id, disabled],
  );
  return id;
}

const nameIt = (acting: Acting, episode: string, account: string | null): Promise<boolean> =>
  asActor(town.api, acting, async () => {
    const { rows } = await town.api.query<{ changed: boolean }>(
      'select care.name_key_worker($1, $2) as changed',
      [episode, account],
    );
    return rows[0]!.changed;
  });

const keyWorkers = (episode: string) =>
  town.rows(
    `select organisation_id, account_id, until_at is null as now from care.key_worker where episode_id = $1 order by since_at`,
    [episode],
  );

describe('a key worker', () => {
  it('is one at a time: naming another ends the one before in the same instant, and the story stays', async () => {
    const walk = await admit(town.api, town.alpha);
    const amal = await join(town.alpha);
    expect(await nameIt(town.alpha, walk.episode, amal)).toBe(true);
    expect(await nameIt(town.alpha, walk.episode, amal)).toBe(false);
    expect(await nameIt(town.alpha, walk.episode, town.alpha.account)).toBe(true);
    expect(await nameIt(town.alpha, walk.episode, null)).toBe(true);
    expect(await nameIt(town.alpha, walk.episode, null)).toBe(false);
    expect(await nameIt(town.alpha, walk.episode, amal)).toBe(true);
    expect((await keyWorkers(walk.episode)).map(({ account_id, now }) => [account_id, now])).toEqual([
      [amal, false],
      [town.alpha.account, false],
      [amal, true],
    ]);
    const [gap] = await town.rows(
      `select count(*)::int as gaps from care.key_worker a join care.key_worker b on a.episode_id = b.episode_id and a.until_at = b.since_at where a.episode_id = $1`,
      [walk.episode],
    );
    expect(gap).toEqual({ gaps: 1 });
  });

  it('stays one at a time when many are named at once', async () => {
    const walk = await admit(town.api, town.alpha);
    const [one, other] = [await join(town.alpha), await join(town.alpha)];
    const by = (client: typeof town.api, account: string) =>
      asActor(client, town.alpha, () =>
        client.query('select care.name_key_worker($1, $2)', [walk.episode, account]),
      );
    for (let i = 0; i < 5; i++) await Promise.all([by(town.api, one), by(town.second, other)]);
    const rows = await keyWorkers(walk.episode);
    expect(rows.filter(({ now }) => now)).toHaveLength(1);
    expect(rows.length).toBeGreaterThan(2);
  });

  it('is nobody who leaves in the same moment: whoever names them waits, and is told', async () => {
    const walk = await admit(town.api, town.alpha);
    const amal = await join(town.alpha);
    await town.rows('begin');
    await town.rows('update access.account set disabled_at = clock_timestamp() where id = $1', [amal]);
    let isAnswered = false;
    const naming = town
      .refusal(town.alpha, () => town.api.query('select care.name_key_worker($1, $2)', [walk.episode, amal]))
      .finally(() => (isAnswered = true));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(isAnswered).toBe(false);
    await town.rows('commit');
    expect(await naming).toBe('42501');
    expect(await keyWorkers(walk.episode)).toEqual([]);
  });

  it('is a colleague who has not left, for a client who is here: anything else is refused', async () => {
    const walk = await admit(town.api, town.alpha);
    const refused = (acting: Acting | null, account: string | null) =>
      town.refusal(acting, () =>
        town.api.query('select care.name_key_worker($1, $2)', [walk.episode, account]),
      );
    expect(await refused(town.alpha, town.beta.account)).toBe('42501');
    expect(await refused(town.alpha, await join(town.alpha, true))).toBe('42501');
    expect(await refused(town.alpha, randomUUID())).toBe('42501');
    expect(await refused(town.beta, town.beta.account)).toBe('42501');
    expect(await refused(town.beta, null)).toBe('42501');
    expect(await refused(null, town.alpha.account)).toBe('42501');
    expect(await keyWorkers(walk.episode)).toEqual([]);
    const direct = await town.refusal(town.alpha, () =>
      town.api.query(
        'insert into care.key_worker (episode_id, organisation_id, client_id, account_id) values ($1, $2, $3, $4)',
        [walk.episode, town.alpha.organisation, walk.client, town.alpha.account],
      ),
    );
    expect(direct).toBe('42501');
  });

  it('cannot be a stranger or of another client even for whoever writes past the functions', async () => {
    const [walk, other] = [await admit(town.api, town.alpha), await admit(town.api, town.alpha)];
    const insert = (client: string, account: string) =>
      town.refusal(
        null,
        () =>
          town.superuser.query(
            'insert into care.key_worker (episode_id, organisation_id, client_id, account_id) values ($1, $2, $3, $4)',
            [walk.episode, town.alpha.organisation, client, account],
          ),
        town.superuser,
      );
    expect(await insert(walk.client, town.beta.account)).toBe('23503');
    expect(await insert(other.client, town.alpha.account)).toBe('23503');
    expect(await insert(walk.client, town.alpha.account)).toBeUndefined();
  });

  it('ends where the house has the client no longer, and that of whoever walks along stays', async () => {
    const walk = await admit(town.api, town.alpha);
    const sent = await send(town.api, town.alpha, walk, town.beta);
    await nameIt(town.alpha, walk.episode, town.alpha.account);
    await accept(town.api, sent);
    await arrive(town.api, sent);
    expect((await keyWorkers(walk.episode)).map(({ now }) => now)).toEqual([false]);
    expect(
      await town.refusal(town.alpha, () =>
        town.api.query('select care.name_key_worker($1, $2)', [walk.episode, town.alpha.account]),
      ),
    ).toBe('42501');

    const referred = await send(town.api, town.beta, walk, town.gamma, {
      kind: 'referral',
      stage: 'employment',
    });
    await accept(town.api, referred);
    await arrive(town.api, referred);
    await nameIt(town.gamma, walk.episode, town.gamma.account);
    await nameIt(town.beta, walk.episode, town.beta.account);
    const onward = await send(town.api, town.beta, walk, town.alpha, { stage: 'reintegration' });
    await accept(town.api, onward);
    await arrive(town.api, onward);
    expect(await keyWorkers(walk.episode)).toEqual([
      { organisation_id: town.alpha.organisation, account_id: town.alpha.account, now: false },
      { organisation_id: town.gamma.organisation, account_id: town.gamma.account, now: true },
      { organisation_id: town.beta.organisation, account_id: town.beta.account, now: false },
    ]);
  });

  it('hands all clients on when leaving: to a colleague or to nobody, of the own house alone', async () => {
    const [leaver, successor] = [await join(town.alpha), await join(town.alpha)];
    const walks = [await admit(town.api, town.alpha), await admit(town.api, town.alpha)];
    for (const { episode } of walks) await nameIt(town.alpha, episode, leaver);
    const handOn = (acting: Acting, from: string, to: string | null) =>
      asActor(town.api, acting, async () => {
        const { rows } = await town.api.query<{ n: number }>('select care.hand_clients_on($1, $2) as n', [
          from,
          to,
        ]);
        return rows[0]!.n;
      });
    expect(await handOn(town.beta, leaver, town.beta.account)).toBe(0);
    expect(await handOn(town.alpha, leaver, successor)).toBe(2);
    expect(await handOn(town.alpha, leaver, successor)).toBe(0);
    expect(await handOn(town.alpha, successor, null)).toBe(2);
    for (const { episode } of walks)
      expect((await keyWorkers(episode)).map(({ account_id, now }) => [account_id, now])).toEqual([
        [leaver, false],
        [successor, false],
      ]);
  });
});

describe('work', () => {
  const put = async (kind: string, more: Record<string, unknown> = {}): Promise<string> => {
    const walk = await admit(town.api, town.alpha);
    const row = {
      id: randomUUID(),
      organisation_id: town.alpha.organisation,
      kind,
      episode_id: walk.episode,
      client_id: walk.client,
      due_at: new Date(),
      ...more,
    };
    const columns = Object.keys(row);
    await town.rows(
      `insert into care.work_item (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
      Object.values(row),
    );
    return row.id;
  };
  const reopen = (acting: Acting, id: string) =>
    attempt(town.api, acting, () =>
      town.api.query('update care.work_item set done_at = null, done_by = null where id = $1', [id]),
    );

  it('that is done stays done, save for a minute and for whoever did it; a second signature always', async () => {
    const done = (seconds: number, by = town.alpha.account) => ({
      done_at: new Date(Date.now() - seconds * 1_000),
      done_by: by,
    });
    const colleague = await join(town.alpha);
    expect((await reopen(town.alpha, await put('handoff.notice', done(30)))).refused).toBeUndefined();
    expect((await reopen(town.alpha, await put('handoff.notice', done(62)))).refused).toBe('23514');
    expect((await reopen(town.alpha, await put('handoff.notice', done(5, colleague)))).refused).toBe('23514');
    expect((await reopen(town.alpha, await put('stage.countersign', done(5)))).refused).toBe('23514');
    const settled = await put('handoff.notice', { done_at: new Date() });
    expect((await reopen(town.alpha, settled)).refused).toBe('23514');
    // That of another house is not there at all.
    const hidden = await put('handoff.notice', done(5));
    expect((await reopen(town.beta, hidden)).refused).toBeUndefined();
    expect(
      await town.rows('select done_at is not null as done from care.work_item where id = $1', [hidden]),
    ).toEqual([{ done: true }]);
  });

  it('is taken by a colleague, with the instant; put off for a fortnight at most', async () => {
    const id = await put('handoff.notice');
    const set = (assignments: string, values: unknown[] = []) =>
      attempt(town.api, town.alpha, () =>
        town.api.query(`update care.work_item set ${assignments} where id = $1`, [id, ...values]),
      );
    const taken = 'assigned_to = $2, assigned_at = now()';
    expect((await set(taken, [town.alpha.account])).refused).toBeUndefined();
    expect((await set(taken, [town.beta.account])).refused).toBe('23503');
    expect((await set(taken, [randomUUID()])).refused).toBe('23503');
    expect((await set('assigned_to = $2', [town.alpha.account])).refused).toBe('23514');
    expect(
      (await set(`snoozed_at = now(), snoozed_until = now() + interval '14 days'`)).refused,
    ).toBeUndefined();
    expect((await set(`snoozed_at = now(), snoozed_until = now() + interval '15 days'`)).refused).toBe(
      '23514',
    );
    expect((await set(`snoozed_until = now() + interval '1 day'`)).refused).toBe('23514');
  });
});

describe('what is hidden on a road', () => {
  const DAY = 86_400_000;
  const day = (n: number) => new Date(Date.UTC(2026, 2, 1) + n * DAY);

  /** A client who came to us by way of another house, which opened nothing of what it wrote. */
  async function arrivedFromElsewhere(): Promise<Walk> {
    const walk = await admit(town.api, town.beta);
    const sent = await send(town.api, town.beta, walk, town.alpha, { categories: ['identity'] });
    await accept(town.api, sent);
    await arrive(town.api, sent);
    // Its spell began, and everything else happened, long before the days that are asked about.
    await town.rows(
      `update care.stage_spell set started_at = '2025-01-01', ended_at = case when ended_at is not null then timestamptz '2025-01-02' end
        where episode_id = $1 and organisation_id = $2`,
      [walk.episode, town.beta.organisation],
    );
    return walk;
  }

  const wrote = (walk: Walk, at: Date, by: Acting = town.beta) =>
    town.rows(
      `insert into care.safety_screen (episode_id, organisation_id, screened_at, suicide_risk) values ($1, $2, $3, 'none')`,
      [walk.episode, by.organisation, at],
    );
  const asked = (acting: Acting, walk: Walk, edges: readonly Date[]): Promise<boolean[]> =>
    asActor(town.api, acting, async () => {
      const { rows } = await town.api.query<{ gaps: boolean[] }>(
        'select care.hidden_between($1, $2::timestamptz[]) as gaps',
        [walk.episode, edges],
      );
      return rows[0]!.gaps;
    });

  it('is told gap by gap as yes or no, by the day it lies in, whatever the edges are', async () => {
    const walk = await arrivedFromElsewhere();
    const minutes = [130, 1_441, 1_500, 2_800, 5 * 1_440, 8 * 1_440 + 1];
    for (const one of minutes) await wrote(walk, new Date(day(0).getTime() + one * 60_000));
    const days = [...new Set(minutes.map((one) => Math.floor(one / 1_440)))];
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: -1_440, max: 12 * 1_440 }), { minLength: 2, maxLength: 9 }),
        async (points) => {
          const edges = points.sort((a, b) => b - a).map((one) => new Date(day(0).getTime() + one * 60_000));
          const wanted = edges
            .slice(1)
            .map((lower, i) => days.some((n) => day(n) >= lower && day(n) < edges[i]!));
          expect(await asked(town.alpha, walk, edges)).toEqual(wanted);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is the same answer however much there is of it, at whatever hour, and of whatever kind', async () => {
    const [little, much] = [await arrivedFromElsewhere(), await arrivedFromElsewhere()];
    await wrote(little, new Date(day(3).getTime() + 3_600_000));
    for (const hour of [0, 4, 9, 23]) await wrote(much, new Date(day(3).getTime() + hour * 3_600_000));
    const [spell] = await town.rows(
      'select id from care.stage_spell where episode_id = $1 and organisation_id = $2 limit 1',
      [much.episode, town.beta.organisation],
    );
    for (const table of ['treatment', 'rehabilitation', 'reintegration', 'employment'])
      await town.rows(
        `insert into care.${table} (spell_id, episode_id, organisation_id, recorded_at) values ($1, $2, $3, $4)`,
        [spell!['id'], much.episode, town.beta.organisation, new Date(day(3).getTime() + 5_000_000)],
      );
    const edges = Array.from({ length: 25 * 4 }, (_, i) => new Date(day(5).getTime() - i * 3_600_000));
    const answer = await asked(town.alpha, little, edges);
    expect(answer.filter(Boolean)).toHaveLength(1);
    expect(await asked(town.alpha, much, edges)).toEqual(answer);
  });

  it('is nothing where everything is shared or written by the own house, and a request to a third house is something', async () => {
    const everything = [day(-2_000), day(400)].reverse();
    const own = await admit(town.api, town.alpha);
    await writeEvidence(town.api, town.alpha, own.episode, own.spell);
    expect(await asked(town.alpha, own, everything)).toEqual([false]);

    const opened = await admit(town.api, town.beta);
    await writeEvidence(town.api, town.beta, opened.episode, opened.spell);
    const all = [
      'identity',
      'contact',
      'diagnosis',
      'treatment',
      'safety',
      'plan',
      'social',
      'employment',
    ] as const;
    const sent = await send(town.api, town.beta, opened, town.alpha, { categories: all });
    await accept(town.api, sent);
    await arrive(town.api, sent);
    expect(await asked(town.alpha, opened, everything)).toEqual([false]);

    const elsewhere = await admit(town.api, town.beta);
    await end(town.api, await send(town.api, town.beta, elsewhere, town.gamma), 'decline');
    const second = await send(town.api, town.beta, elsewhere, town.alpha, { categories: all });
    await accept(town.api, second);
    await arrive(town.api, second);
    expect(await asked(town.alpha, elsewhere, everything)).toEqual([true]);
  });

  it('is told to nobody who has not the whole client now: who walks along, who had them, who never did', async () => {
    const everything = [day(400), day(-2_000)];
    const walk = await arrivedFromElsewhere();
    await wrote(walk, day(3));
    expect(await asked(town.alpha, walk, everything)).toEqual([true]);
    await writeEvidence(
      town.api,
      town.alpha,
      walk.episode,
      String(
        (
          await town.rows('select id from care.stage_spell where episode_id = $1 and ended_at is null', [
            walk.episode,
          ])
        )[0]!['id'],
      ),
    );
    const referred = await send(town.api, town.alpha, walk, town.gamma, {
      kind: 'referral',
      stage: 'employment',
    });
    await accept(town.api, referred);
    await arrive(town.api, referred);
    expect(await asked(town.gamma, walk, everything)).toEqual([false]);
    expect(await asked(town.beta, walk, everything)).toEqual([false]);
    expect(await asked(town.office, walk, everything)).toEqual([false]);
    const { refused } = await attempt(town.worker, null, () =>
      town.worker.query('select care.hidden_between($1, $2)', [walk.episode, everything]),
    );
    expect(refused).toBe('42501');
  });
});
