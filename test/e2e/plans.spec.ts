import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PLAN_DOMAINS } from '#domain/charter/plan.js';
import type { GoalView, GoalWriting } from '#domain/wire/plan.js';
import { expectRefusal, go, inbox, offerTo, TOMORROW } from '../support/journey-handoffs.js';
import { admitAnonymous, admitNamed, daysAgo, granted, viewClient, viewHandoff } from '../support/journey.js';
import type { Answer } from '../support/staff.js';
import { giveCode, PASSPHRASE, WindowGuest } from '../support/window-guest.js';
import { ErasureHouse, path } from './erasure.tools.js';
import {
  inDays,
  write,
  revise,
  settle,
  step,
  settleStep,
  review,
  approve,
  plans,
  own,
  goals,
} from './plans.tools.js';

const CANARY = 'Qwzx-my-own-room';
const NOBODY = '00000000-0000-4000-8000-000000000026';

let house: ErasureHouse;
beforeAll(async () => {
  house = await ErasureHouse.open();
}, 300_000);
afterAll(() => house?.application.close(), 60_000);

const byText = (a: string | null, b: string | null): number => (a ?? '').localeCompare(b ?? '');
const fieldOf = (answer: Answer): unknown => answer.problem.errors?.[0]?.field;

/** In which tables a text can be read, as it is or as bytes. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await house.application.rows<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('care','access','vault','audit','bus') and c.relkind = 'r'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await house.application.rows(
      `select from ${name} t where t::text like $1 or t::text like $2`,
      [`%${text}%`, `%${Buffer.from(text).toString('hex')}%`],
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

describe('A plan', () => {
  it('begins with the first goal, in the client’s words, which stand in no table as they were written', async () => {
    const { clinician, manager, oasis } = house.desks;
    const client = await admitNamed(clinician);
    expect(await plans(clinician, client)).toEqual({
      plans: [],
      writes: true,
      today: daysAgo(0),
      review_until_on: inDays(28),
    });
    for (const domain of PLAN_DOMAINS)
      granted(await write(clinician, client, { domain, words: ` ${CANARY} ${domain} غرفة ` }), 201);
    const plan = await own(manager, client);
    expect(plan).toMatchObject({
      own: true,
      began_on: daysAgo(0),
      review_on: inDays(28),
      review_overdue: false,
      goals_total: 10,
      goals_reached: 0,
    });
    expect(plan.goals.map(({ words }) => words).toSorted(byText)).toEqual(
      PLAN_DOMAINS.map((domain) => `${CANARY} ${domain} غرفة`).toSorted(byText),
    );
    expect(await tablesWith(CANARY)).toEqual([]);
    expectRefusal(await write(oasis, client), 404, 'request.not_found');
    expectRefusal(await oasis.get(path(client, '/plan')), 404, 'request.not_found');
  });

  it('keeps every goal: revised beside the one that came in its place, dropped with a reason, opened again', async () => {
    const { clinician, manager } = house.desks;
    const client = await admitNamed(clinician);
    const first = granted(await write(clinician, client), 201);
    const second = granted(await revise(manager, client, first.id, 1, { words: 'A bed for now.' }), 201);
    expect(await goals(manager, client)).toEqual([
      expect.objectContaining({
        goal: second.id,
        replaces: first.id,
        words: 'A bed for now.',
        domain: 'housing',
        state: 'open',
      }),
      expect.objectContaining({ goal: first.id, state: 'revised', settled_on: daysAgo(0) }),
    ]);
    expectRefusal(await revise(manager, client, first.id, 2), 409, 'plan.goal_revised');
    expectRefusal(await settle(manager, client, first.id, 2, 'met'), 409, 'plan.goal_revised');
    const bare = await settle(manager, client, second.id, 1, 'dropped');
    expectRefusal(bare, 422, 'plan.drop_reason_needed');
    expect(fieldOf(bare)).toBe('reason');
    expectRefusal(
      await settle(manager, client, second.id, 1, 'met', 'not_possible_now'),
      422,
      'field.unknown',
    );
    granted(await settle(manager, client, second.id, 1, 'dropped', 'client_wishes_otherwise'));
    expectRefusal(await step(manager, client, second.id), 409, 'plan.goal_settled');
    granted(await settle(manager, client, second.id, 2, 'open'));
    expectRefusal(await settle(manager, client, second.id, 3, 'open'), 409, 'plan.already_so');
    granted(await settle(manager, client, second.id, 3, 'met'));
    expect(await own(manager, client)).toMatchObject({ goals_total: 2, goals_reached: 2 });
  });

  it('has steps of the client and of colleagues, done and undone by whoever reads the newest version', async () => {
    const { clinician, manager, oasis } = house.desks;
    const client = await admitNamed(clinician);
    const { id } = granted(await write(clinician, client), 201);
    const mine = granted(await step(clinician, client, id, { owner: 'me', words: 'Write the letter.' }), 201);
    const theirs = granted(await step(clinician, client, id, { due_on: inDays(8) }), 201);
    const [{ tasks }] = (await goals(manager, client)) as [GoalView];
    expect(tasks).toEqual([
      expect.objectContaining({ task: mine.id, whose: 'colleague', colleague: expect.any(String) }),
      expect.objectContaining({ task: theirs.id, whose: 'client', colleague: null, state: 'open' }),
    ]);
    granted(await settleStep(manager, client, mine.id, 1, 'done'));
    expectRefusal(await settleStep(clinician, client, mine.id, 1, 'open'), 409, 'version.stale');
    expectRefusal(await settleStep(clinician, client, mine.id, 2, 'done'), 409, 'plan.already_so');
    granted(await settleStep(clinician, client, mine.id, 2, 'open'));
    for (const owner of ['nobody', NOBODY]) {
      const said = await step(clinician, client, id, { owner });
      expectRefusal(said, 422, 'colleague.unknown');
      expect(fieldOf(said)).toBe('owner');
    }
    const [stranger] = await house.application.rows<{ id: string }>(
      `select a.id from access.account a where a.login = $1`,
      [oasis.login],
    );
    expectRefusal(await step(clinician, client, id, { owner: stranger!.id }), 422, 'colleague.unknown');
  });

  it('refuses days that are none of a plan, by name and field', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    const past = await write(clinician, client, { due_on: daysAgo(1) });
    expectRefusal(past, 422, 'plan.due_has_passed');
    expect(fieldOf(past)).toBe('due_on');
    expectRefusal(await write(clinician, client, { due_on: inDays(2_000) }), 422, 'plan.due_too_far');
    for (const bad of [
      { due_on: '2026-02-30' },
      { due_on: 'tomorrow' },
      { due_on: `${inDays(3)}T10:00:00Z` },
      { words: '  ' },
      { target: 'x'.repeat(1_001) },
      { domain: 'gossip' },
    ])
      expect([bad, (await write(clinician, client, bad as Partial<GoalWriting>)).status]).toEqual([bad, 422]);
    expect(await plans(clinician, client)).toMatchObject({ plans: [] });
    const { id } = granted(await write(clinician, client, { due_on: inDays(10) }), 201);
    expectRefusal(await step(clinician, client, id, { due_on: inDays(11) }), 422, 'plan.task_after_goal');
    expectRefusal(await step(clinician, client, id, { due_on: daysAgo(1) }), 422, 'plan.due_has_passed');
    const { version } = await own(clinician, client);
    for (const [more, code] of [
      [{ reviewed_on: inDays(1) }, 'plan.review_in_future'],
      [{ reviewed_on: daysAgo(1) }, 'plan.review_before_plan'],
      [{ next_review_on: daysAgo(0) }, 'plan.next_review_has_passed'],
      [{ next_review_on: inDays(29) }, 'plan.next_review_too_late'],
    ] as const)
      expectRefusal(await review(clinician, client, version!, more), 422, code);
    expect((await own(clinician, client)).reviews).toEqual([]);
  });

  it('knows no goal and no step of another client', async () => {
    const { clinician } = house.desks;
    const [client, other] = [await admitNamed(clinician), await admitNamed(clinician)];
    const { id } = granted(await write(clinician, client), 201);
    const { id: task } = granted(await step(clinician, client, id), 201);
    granted(await write(clinician, other), 201);
    for (const one of [id, NOBODY, 'no-id']) {
      expectRefusal(await revise(clinician, other, one, 1), 404, 'plan.goal_unknown');
      expectRefusal(await settle(clinician, other, one, 1, 'met'), 404, 'plan.goal_unknown');
      expectRefusal(await step(clinician, other, one), 404, 'plan.goal_unknown');
    }
    for (const one of [task, NOBODY, 'no-id'])
      expectRefusal(await settleStep(clinician, other, one, 1, 'done'), 404, 'plan.task_unknown');
    expect((await goals(clinician, client))[0]).toMatchObject({ state: 'open', version: 1 });
    const third = await admitNamed(clinician);
    expectRefusal(await revise(clinician, third, id, 1), 404, 'plan.goal_unknown');
    expectRefusal(await review(clinician, third, 1), 404, 'plan.none');
    expectRefusal(await approve(clinician, third, 1), 404, 'plan.none');
  });

  it('is changed by one of two who change it at once, and begun once by many who begin it at once', async () => {
    const { clinician, manager, duty } = house.desks;
    const client = await admitNamed(clinician);
    const begun = await Promise.all([clinician, manager, duty].map((by) => write(by, client)));
    expect(begun.map(({ status }) => status)).toEqual([201, 201, 201]);
    const { plans: all } = await plans(clinician, client);
    expect(all.map((plan) => plan.goals.length)).toEqual([3]);
    const id = all[0]!.goals[0]!.goal!;
    const both = await Promise.all([
      revise(clinician, client, id, 1, { words: 'one' }),
      revise(manager, client, id, 1, { words: 'two' }),
      settle(duty, client, id, 1, 'met'),
    ]);
    expect(both.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(both.filter(({ status }) => status === 409)).toHaveLength(2);
    const open = (await goals(clinician, client)).filter(({ state }) => state === 'open');
    expect(open.length).toBeLessThanOrEqual(3);
    const { id: task } = granted(await step(clinician, client, open[0]!.goal!), 201);
    const ticks = await Promise.all(
      [clinician, manager].map((by) => settleStep(by, client, task, 1, 'done')),
    );
    expect(ticks.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });
});

describe('The approval of a plan', () => {
  it('is given by another person whom the pack names, for what was read, and asked for again after every new goal', async () => {
    const { clinician, manager, duty } = house.desks;
    const client = await admitNamed(clinician);
    granted(await write(clinician, client), 201);
    const asked = async () =>
      (await inbox(duty)).filter(({ kind, client: of }) => kind === 'plan.approve' && of === client).length;
    expect(await asked()).toBe(1);
    expect(await own(clinician, client)).toMatchObject({ approval: 'waiting', may_approve: false });
    expect(await own(duty, client)).toMatchObject({ approval: 'waiting', may_approve: true });
    const { version } = await own(clinician, client);
    expectRefusal(await approve(clinician, client, version!), 403, 'plan.own_writing');
    expectRefusal(await approve(manager, client, version!), 403, 'plan.approver_role');
    expectRefusal(await approve(duty, client, version! - 1), 409, 'version.stale');
    granted(await approve(duty, client, version!));
    expect(await own(clinician, client)).toMatchObject({
      approval: 'approved',
      approved_on: daysAgo(0),
      approved_by: expect.any(String),
    });
    expect(await asked()).toBe(0);
    expectRefusal(await approve(duty, client, version! + 1), 409, 'plan.approved_already');
    // Whoever approves may write, and is then an author like any other.
    granted(await write(duty, client, { domain: 'work' }), 201);
    expect(await own(duty, client)).toMatchObject({ approval: 'waiting', may_approve: false });
    const { version: later } = await own(duty, client);
    expectRefusal(await approve(duty, client, later!), 403, 'plan.own_writing');
    granted(await approve(clinician, client, later!));
  });

  it('cannot be given by an author in the database either', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    granted(await write(clinician, client), 201);
    await expect(
      house.application.rows(
        `insert into care.plan_approval (id, plan_id, episode_id, client_id, organisation_id, revision, written_by, approved_by)
           select gen_random_uuid(), p.id, p.episode_id, p.client_id, p.organisation_id, p.revision, p.written_by, p.written_by[1] from care.plan p
             join care.client_code k on k.client_id = p.client_id and k.code = $1`,
        [client],
      ),
    ).rejects.toThrow('nobody_approves_what_they_wrote');
  });
});

describe('The review of a plan', () => {
  it('is work once its day is over, once, of the key worker, until it is held', async () => {
    const { clinician, duty } = house.desks;
    const client = await admitNamed(clinician);
    granted(await write(clinician, client), 201);
    granted(
      await clinician.put(
        path(client, '/key-worker'),
        { colleague: 'me' },
        { version: (await viewClient(clinician, client)).version },
      ),
    );
    const waits = async () =>
      (await inbox(duty)).filter(({ kind, client: of }) => kind === 'plan.review' && of === client).length;
    const id = await house.idOf(client);
    await house.application.rows('select care.tick_plan_reviews(100)');
    expect(await waits()).toBe(0);
    await house.application.rows(
      `update care.plan set review_on = began_on, review_at = now() - interval '1 minute' where client_id = $1`,
      [id],
    );
    expect((await own(clinician, client)).review_overdue).toBe(true);
    await house.application.rows('select care.tick_plan_reviews(100)');
    await house.application.rows('select care.tick_plan_reviews(100)');
    expect(await waits()).toBe(1);
    const [work] = await house.application.rows<{ assigned: boolean; walks: boolean }>(
      `select w.assigned_to is not null as assigned, exists (select from care.key_worker k where k.episode_id = w.episode_id and k.account_id = w.assigned_to and k.until_at is null) as walks
         from care.work_item w where w.client_id = $1 and w.kind = 'plan.review'`,
      [id],
    );
    expect(work).toEqual({ assigned: true, walks: true });
    const { version } = await own(clinician, client);
    const both = await Promise.all([1, 2].map(() => review(clinician, client, version!, { words: CANARY })));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(await waits()).toBe(0);
    expect(await own(duty, client)).toMatchObject({
      review_on: inDays(28),
      review_overdue: false,
      reviews: [{ reviewed_on: daysAgo(0), with_client: true, words: CANARY, next_review_on: inDays(28) }],
    });
    expect(await tablesWith(CANARY)).toEqual([]);
  });
});

describe('A plan and other houses', () => {
  it('is read by the house the client went to as far as they opened it, and each house writes its own', async () => {
    const { clinician, manager, palm } = house.desks;
    for (const opened of [true, false]) {
      const client = await admitNamed(clinician);
      const { id } = granted(await write(clinician, client, { words: CANARY }), 201);
      granted(await step(clinician, client, id, { owner: 'me', words: CANARY }), 201);
      const error = granted(await write(clinician, client, { words: 'Somebody else’s' }), 201);
      granted(await settle(clinician, client, error.id, 1, 'dropped', 'written_in_error'));
      const categories = opened ? (['safety', 'plan'] as const) : (['safety', 'treatment'] as const);
      const { reference } = await offerTo(manager, client, { categories: [...categories] });
      await go(palm, reference, 'take');
      await go(palm, reference, 'accept', TOMORROW());
      await go(palm, reference, 'arrive');
      const there = (await viewHandoff(palm, reference)).client!;
      const read = (await plans(palm, there)).plans;
      expect(read.map(({ own: isOwn, version }) => [isOwn, version])).toEqual(opened ? [[false, null]] : []);
      for (const plan of read) {
        expect(plan).toMatchObject({ may_approve: false, approved_by: null });
        expect(plan.goals).toEqual([
          expect.objectContaining({ goal: null, version: null, words: CANARY, author: null, replaces: null }),
        ]);
        expect(plan.goals[0]!.tasks).toEqual([
          expect.objectContaining({ task: null, words: CANARY, whose: 'colleague', colleague: null }),
        ]);
      }
      expectRefusal(await settle(palm, there, id, 1, 'met'), 404, 'plan.goal_unknown');
      granted(await write(palm, there, { domain: 'work', words: 'A trade.' }), 201);
      expect((await plans(palm, there)).plans.map(({ own: isOwn }) => isOwn)).toEqual(
        opened ? [true, false] : [true],
      );
      // The house that handed them on reads its own part on, and adds nothing to a road it no longer walks.
      expect(await plans(clinician, client)).toMatchObject({ writes: false });
      expect((await write(clinician, client)).status).toBe(409);
    }
  });

  it('is read by the client in their window: the words, the steps and whose they are, and nothing written in error', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    const { id } = granted(await write(clinician, client, { words: CANARY }), 201);
    granted(await step(clinician, client, id, { words: 'Ring the office in Tanta.' }), 201);
    const error = granted(await write(clinician, client, { words: 'Not theirs' }), 201);
    granted(await settle(clinician, client, error.id, 1, 'dropped', 'written_in_error'));
    const other = await admitNamed(clinician);
    granted(await write(clinician, other, { words: 'Somebody else’s goal' }), 201);
    const by = new WindowGuest(house.application.url);
    expect((await by.enter(await giveCode(clinician, client), PASSPHRASE)).status).toBe(200);
    const page = await by.open('/window/plan');
    expect(page.status).toBe(200);
    expect(page.text).toContain(CANARY);
    expect(page.text).toContain('Ring the office in Tanta.');
    expect(page.text).toContain('Housing');
    expect(page.text).not.toContain('Not theirs');
    expect(page.text).not.toContain('Somebody else');
  });

  it('is gone with the client who is forgotten: its words, and the key they were sealed under', async () => {
    const { clinician } = house.desks;
    for (const client of [await admitNamed(clinician), await admitAnonymous(clinician)]) {
      const { id: one } = granted(await write(clinician, client, { words: CANARY }), 201);
      granted(await step(clinician, client, one), 201);
      const { version } = await own(clinician, client);
      granted(await review(clinician, client, version!), 201);
      const id = await house.idOf(client);
      await house.erase(client);
      expect(
        await house.application.rows(
          `select g.words, g.measure, g.target, t.words as step, r.words as review, k.wrapped_key from care.plan_goal g
             join care.plan_task t on t.goal_id = g.id join care.plan_review r on r.plan_id = g.plan_id join care.writing_key k on k.id = g.key_id where g.client_id = $1`,
          [id],
        ),
      ).toEqual([{ words: null, measure: null, target: null, step: null, review: null, wrapped_key: null }]);
      expectRefusal(await clinician.get(path(client, '/plan')), 410, 'client.erased');
      await house.application.rows('select care.tick_plan_reviews(100)');
      expect(
        await house.application.rows(
          `select 1 from care.work_item where client_id = $1 and done_at is null and kind like 'plan.%'`,
          [id],
        ),
      ).toEqual([]);
    }
  });
});
