import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { WorkItemKind } from '#domain/charter/code-lists.js';
import type { Page } from '#domain/wire/common.js';
import type { ColleagueView, WorkBulkResult, WorkItemView, WorkTiles } from '#domain/wire/work.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { admitAnonymous, granted, inHours } from '../support/journey.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { crowd, expectRefusal, go, inbox, offerTo, tally, task } from '../support/journey-handoffs.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;
let intake: Staff;
let social: Staff;

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  desks = await signInDesks(house);
  intake = await house.as('intake-officer@detox.eg.demo');
  social = await house.as('social-worker@detox.eg.demo');
}, 120_000);
afterAll(() => house?.close(), 60_000);

/** Work for the house of withdrawal, about a client of its own. */
async function raise(kind: WorkItemKind = 'handoff.notice', dueInHours = 48): Promise<string> {
  const client = await admitAnonymous(desks.manager);
  const [row] = await house.rows<{ id: string }>(
    `insert into care.work_item (organisation_id, kind, episode_id, client_id, due_at, asked_by)
     select o.id, $2, e.id, e.client_id, clock_timestamp() + make_interval(secs => $3 * 3600), null
       from care.client_code cc join care.organisation o on o.id = cc.organisation_id join care.episode e on e.client_id = cc.client_id where cc.code = $1
     returning id`,
    [client, kind, dueInHours],
  );
  return row!.id;
}

const at = (id: string, what: string) => `/api/work-items/${id}/${what}`;
const take = (staff: Staff, id: string, colleague: string | null = 'me') =>
  staff.post(at(id, 'assign'), { colleague });
const snooze = (staff: Staff, id: string, until: string | null) => staff.post(at(id, 'snooze'), { until });
const tiles = async (staff: Staff) => granted(await staff.get<WorkTiles>('/api/work-items/tiles'));
const listed = async (staff: Staff, view: string): Promise<string[]> =>
  granted(await staff.get<Page<WorkItemView>>(`/api/work-items?view=${view}&limit=100`)).items.map(
    ({ id }) => id,
  );
const one = async (staff: Staff, id: string): Promise<WorkItemView | undefined> =>
  (await inbox(staff)).find((item) => item.id === id);
const colleague = async (staff: Staff, role: string): Promise<ColleagueView> => {
  const all = granted(await staff.get<ColleagueView[]>('/api/colleagues'));
  return all.find(({ roles }) => (roles as string[]).includes(role))!;
};

describe('Taking work', () => {
  it('in the name of somebody who is no longer here is anybody’s, and nobody is shown to have it', async () => {
    const id = await raise();
    granted(await take(social, id));
    const { colleague: holder } = await colleague(social, 'social_worker');
    await house.rows('update access.account set disabled_at = clock_timestamp() where id = $1', [holder]);
    try {
      expect((await one(intake, id))?.assigned_to).toBeNull();
      granted(await snooze(intake, id, inHours(2)));
      granted(await snooze(intake, id, null));
      granted(await take(intake, id));
      expect((await one(intake, id))?.assigned_to).toEqual(await colleague(intake, 'intake_officer'));
      granted(await take(intake, id, null));
    } finally {
      await house.rows('update access.account set disabled_at = null where id = $1', [holder]);
    }
  });

  it('makes it mine, tells everybody whose it is, and gives it back', async () => {
    const id = await raise();
    const before = await tiles(social);
    granted(await take(social, id));
    expect((await one(intake, id))?.assigned_to).toEqual(await colleague(social, 'social_worker'));
    expect(await listed(social, 'mine')).toContain(id);
    expect(await listed(intake, 'mine')).not.toContain(id);
    expect(await listed(social, 'new')).not.toContain(id);
    const after = await tiles(social);
    expect([after.mine - before.mine, after.new - before.new, after.open - before.open]).toEqual([1, -1, 0]);
    granted(await take(social, id));
    granted(await take(social, id, null));
    expect((await one(intake, id))?.assigned_to).toBeNull();
    expect(await listed(intake, 'new')).toContain(id);
  });

  it('of many who reach for the same row one has it, and the others are told who', async () => {
    const id = await raise();
    const people = [social, intake, desks.manager, desks.duty, desks.clinician];
    const answers = await crowd(people.length, people.length, (i) => take(people[i]!, id));
    expect(tally(answers)).toEqual({ 200: 1, '409 work.taken': 4 });
    const winner = people[answers.findIndex(({ status }) => status === 200)]!;
    const holder = (await one(winner, id))!.assigned_to!;
    for (const { status, problem } of answers.filter((answer) => answer.status === 409)) {
      expect(status).toBe(409);
      expect(problem.detail).toContain(holder.display_name);
    }
    const [kept] = await house.rows<{ assigned: number }>(
      `select count(*)::int as assigned from audit.event where action = 'work.assign' and outcome = 'done' and body like '%' || $1 || '%'`,
      [id],
    );
    expect(kept).toEqual({ assigned: 1 });
  });

  it('is handed on by whoever has it or dispatches, to a colleague who works with clients', async () => {
    const id = await raise();
    const [toSocial, toIntake] = [
      await colleague(social, 'social_worker'),
      await colleague(social, 'intake_officer'),
    ];
    expectRefusal(await take(social, id, toIntake.colleague), 403, 'work.not_yours_to_hand_on');
    granted(await take(desks.duty, id, toSocial.colleague));
    expectRefusal(await take(intake, id, null), 403, 'work.not_yours_to_hand_on');
    expectRefusal(await take(intake, id), 409, 'work.taken');
    granted(await take(social, id, toIntake.colleague));
    expect((await one(social, id))?.assigned_to?.colleague).toBe(toIntake.colleague);
    expectRefusal(await take(social, id, null), 403, 'work.not_yours_to_hand_on');
    expectRefusal(
      await take(desks.duty, id, (await colleague(social, 'auditor')).colleague),
      422,
      'colleague.role',
    );
    expectRefusal(await take(desks.duty, id, randomUUID()), 422, 'colleague.unknown');
    const stranger = await colleague(desks.palm, 'intake_officer');
    expectRefusal(await take(desks.duty, id, stranger.colleague), 422, 'colleague.unknown');
    expectRefusal(await take(desks.palm, id), 404, 'work.unknown');
    for (const unfit of ['', 'ME', 17, {}])
      expectRefusal(await social.post(at(id, 'assign'), { colleague: unfit }), 422, 'field.invalid');
  });
});

describe('Putting work off', () => {
  it('takes it out of the list until then, and it comes back by itself', async () => {
    const id = await raise();
    granted(await snooze(social, id, inHours(300)));
    expect(await listed(social, 'open')).not.toContain(id);
    expect(await listed(social, 'later')).not.toContain(id);
    expect(await listed(social, 'snoozed')).toContain(id);
    // The hours pass; nobody does anything.
    await house.rows(
      `update care.work_item set snoozed_until = clock_timestamp() - interval '1 second', snoozed_at = snoozed_at - interval '13 days' where id = $1`,
      [id],
    );
    expect(await listed(social, 'open')).toContain(id);
    expect((await one(social, id))?.snoozed_until).toBeNull();
    granted(await snooze(social, id, inHours(3)));
    granted(await snooze(social, id, null));
    expect(await listed(social, 'open')).toContain(id);
  });

  it('is refused by name: into the past, for too long, past its time where somebody waits, and what a colleague has', async () => {
    const id = await raise();
    expectRefusal(await snooze(social, id, inHours(-1)), 422, 'work.snooze_past');
    expectRefusal(await snooze(social, id, inHours(24 * 14 + 1)), 422, 'work.snooze_too_long');
    const missing = await raise('handoff.outreach', 5);
    expectRefusal(await snooze(social, missing, inHours(6)), 409, 'work.snooze_past_due');
    granted(await snooze(social, missing, inHours(4)));
    granted(await take(intake, id));
    expectRefusal(await snooze(social, id, inHours(2)), 409, 'work.taken');
    granted(await snooze(intake, id, inHours(2)));
    for (const unfit of ['tomorrow', '2026-02-30T00:00:00Z', 5])
      expectRefusal(await social.post(at(id, 'snooze'), { until: unfit }), 422, 'field.invalid');
  });

  it('never keeps a partner waiting: an urgent request, and any answer that is owed, stay in the list', async () => {
    const { reference } = await offerTo(desks.manager, await admitAnonymous(desks.manager), {
      urgency: 'urgent',
    });
    const answer = await task(desks.palm, reference, 'handoff.answer');
    expect(answer.handoff).toMatchObject({
      business_state: 'awaiting-acknowledgement',
      version: 1,
      urgency: 'urgent',
    });
    const past = new Date(Date.parse(answer.due_at) + 60_000).toISOString();
    expectRefusal(await snooze(desks.palmIntake, answer.id, past), 409, 'work.snooze_past_due');
    const urgent = granted(
      await desks.palm.get<Page<WorkItemView>>(
        '/api/work-items?urgency=urgent&kind=handoff.answer&limit=100',
      ),
    );
    expect(urgent.items.map(({ id }) => id)).toContain(answer.id);
  });
});

describe('Undoing', () => {
  const done = (staff: Staff, id: string) => staff.post(at(id, 'done'));
  const reopen = (staff: Staff, id: string, key?: string) =>
    staff.post(at(id, 'reopen'), undefined, key ? { key } : {});

  it('opens what was ticked off by a slip, once, twice and by the same key', async () => {
    const id = await raise('handoff.next_step');
    granted(await social.post(at(id, 'done'), { result: 'stays_here' }));
    expect(await one(social, id)).toBeUndefined();
    const key = randomUUID();
    granted(await reopen(social, id, key));
    granted(await reopen(social, id, key));
    granted(await reopen(social, id));
    expect(await one(social, id)).toMatchObject({ id, kind: 'handoff.next_step' });
    const [row] = await house.rows('select result, done_by from care.work_item where id = $1', [id]);
    expect(row).toEqual({ result: null, done_by: null });
  });

  it('is for whoever did it, for a minute, and never for a signature or what answering settled', async () => {
    const id = await raise();
    granted(await done(social, id));
    expectRefusal(await reopen(intake, id), 403, 'work.reopen_own_only');
    expectRefusal(await reopen(desks.palm, id), 404, 'work.unknown');
    await house.rows(`update care.work_item set done_at = done_at - interval '61 seconds' where id = $1`, [
      id,
    ]);
    expectRefusal(await reopen(social, id), 409, 'work.reopen_too_late');
    const signature = await raise('handoff.countersign');
    granted(await done(desks.duty, signature));
    expectRefusal(await reopen(desks.duty, signature), 409, 'work.reopen_never');
  });

  it('stops where the handoff has moved on, or another one was sent', async () => {
    const client = await admitAnonymous(desks.manager);
    const { reference } = await offerTo(desks.manager, client);
    await go(desks.palm, reference, 'decline', { reason: 'no_capacity' });
    const step = await task(desks.manager, reference, 'handoff.next_step');
    granted(await done(desks.manager, step.id));
    granted(await reopen(desks.manager, step.id));
    granted(await done(desks.manager, step.id));
    await offerTo(desks.manager, client, { receiver: 'EG-REHAB-2' });
    expectRefusal(await reopen(desks.manager, step.id), 409, 'work.overtaken');
  });
});

describe('Doing the same to many', () => {
  const bulk = (staff: Staff, body: object, key: string | null = randomUUID()) =>
    staff.post<WorkBulkResult>('/api/work-items/bulk', body, { key });

  it('does each on its own: what is refused for one, in the language of its reader, leaves the others done', async () => {
    const items = [await raise(), await raise('handoff.outreach'), randomUUID(), await raise()];
    granted(await take(intake, items[3]!));
    const russian = await reading(social, 'ru');
    const result = granted(await bulk(russian, { do: 'assign', items, colleague: 'me' }));
    expect([result.done, result.refused]).toEqual([2, 2]);
    expect(
      result.items.map(({ id, kind, done, refusal }) => [id, kind, done, refusal?.code ?? null]),
    ).toEqual([
      [items[0], 'handoff.notice', true, null],
      [items[1], 'handoff.outreach', true, null],
      [items[2], null, false, 'work.unknown'],
      [items[3], 'handoff.notice', false, 'work.taken'],
    ]);
    expect(result.items[3]!.refusal!.detail).toMatch(/\p{Script=Cyrillic}/u);
    expect(result.items[3]!.refusal!.detail).toContain(
      (await colleague(social, 'intake_officer')).display_name,
    );
    expect(await listed(social, 'mine')).toEqual(expect.arrayContaining(items.slice(0, 2)));
    const [audited] = await house.rows<{ rows: number }>(
      `select count(*)::int as rows from audit.event where action = 'work.assign' and outcome = 'refused' and body like '%' || $1 || '%'`,
      [items[3]],
    );
    expect(audited).toEqual({ rows: 1 });
  });

  it('asked again under its key answers what it answered, though the world has changed; no row is done twice', async () => {
    const items = [await raise(), await raise()];
    granted(await take(intake, items[1]!));
    const key = randomUUID();
    const body = { do: 'assign', items, colleague: 'me' };
    const first = await bulk(social, body, key);
    expect(first.body.refused).toBe(1);
    granted(await take(social, items[0]!, null));
    granted(await take(intake, items[1]!, null));
    const again = await bulk(social, body, key);
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect((await one(social, items[0]!))?.assigned_to).toBeNull();
    expect((await one(social, items[1]!))?.assigned_to).toBeNull();
    expectRefusal(await bulk(social, { ...body, items: items.slice(1) }, key), 422, 'idempotency.key_reused');
  });

  it('tells beforehand what would be, and does nothing', async () => {
    for (const wanted of [
      { do: 'complete' },
      { do: 'assign', colleague: 'me' },
      { do: 'snooze', until: inHours(72) },
    ]) {
      const items = [await raise(), await raise(), await raise('handoff.answer')];
      granted(await take(intake, items[1]!));
      const body = { ...wanted, items };
      const before = await house.rows('select * from care.work_item order by id');
      const foretold = granted(await bulk(social, { ...body, preview: true }));
      expect(await house.rows('select * from care.work_item order by id')).toEqual(before);
      expect(foretold.done).toBeGreaterThan(0);
      expect(foretold.refused).toBeGreaterThan(0);
      expect(granted(await bulk(social, body)).items).toEqual(foretold.items);
      expect(await house.rows('select * from care.work_item order by id')).not.toEqual(before);
    }
  });

  it('is whole or refused: what is needed for one thing, and nothing that belongs to another, for 100 rows at most', async () => {
    const id = await raise();
    const many = Array.from({ length: 101 }, () => randomUUID());
    for (const [body, code] of [
      [{ do: 'assign', items: [id] }, 'field.required'],
      [{ do: 'snooze', items: [id] }, 'field.required'],
      [{ do: 'complete', items: [id], colleague: 'me' }, 'field.unknown'],
      [{ do: 'assign', items: [id], colleague: 'me', until: inHours(2) }, 'field.unknown'],
      [{ do: 'complete', items: [] }, 'field.invalid'],
      [{ do: 'complete', items: many }, 'field.invalid'],
      [{ do: 'complete', items: [id, id] }, 'field.invalid'],
      [{ do: 'complete', items: ['x'] }, 'field.invalid'],
      [{ do: 'retry', items: [id] }, 'field.invalid'],
    ] as const)
      expectRefusal(await bulk(social, body), 422, code);
    expectRefusal(await bulk(social, { do: 'complete', items: [id] }, null), 400, 'idempotency.key_required');
    expect(await one(social, id)).toBeDefined();
    const auditor = await house.as('auditor@detox.eg.demo');
    expectRefusal(await bulk(auditor, { do: 'complete', items: [id] }), 403, 'permission.role');
  });
});

/** The same person, reading another language. */
async function reading(staff: Staff, language: 'ru' | 'ar'): Promise<Staff> {
  const other = await house.as(staff.login);
  const copy = Object.assign(Object.create(Object.getPrototypeOf(other) as object) as Staff, other);
  copy.language = language;
  return copy;
}
