import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '#domain/wire/common.js';
import {
  REVIEW_QUESTIONS,
  type ReviewDetail,
  type ReviewItemView,
  type ReviewView,
} from '#domain/wire/house.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { expectRefusal, go, inDays, offerTo, tally } from '../support/journey-handoffs.js';
import { admitAnonymous, daysAgo, granted } from '../support/journey.js';
import type { Answer, Staff } from '../support/staff.js';

const HANDOFFS = 12;

let house: TestApplication;
let desks: Desks;
let auditor: Staff;
let admin: Staff;
/** An auditor who keeps the house as well. */
let both: Staff;
const references: string[] = [];

beforeAll(async () => {
  house = await startApplication();
  desks = await signInDesks(house);
  auditor = await house.as('auditor@detox.eg.demo');
  admin = await house.as('org-admin@detox.eg.demo');
  await house.rows(
    `insert into access.account (organisation_id, login, display_name, password_hash, roles)
     select organisation_id, 'both@detox.eg.demo', 'Both', password_hash, '{auditor,org_admin}' from access.account where login = 'auditor@detox.eg.demo'`,
  );
  both = await house.as('both@detox.eg.demo');
  for (let i = 0; i < HANDOFFS; i += 1)
    references.push((await offerTo(desks.manager, await admitAnonymous(desks.manager))).reference);
  await go(desks.palm, references[0]!, 'decline', { reason: 'other' });
}, 180_000);
afterAll(() => house?.close(), 60_000);

const draw = (changes: object = {}, by = auditor): Promise<Answer<ReviewView>> =>
  by.post<ReviewView>('/api/reviews', {
    title: 'Third quarter',
    from_on: daysAgo(1),
    until_on: inDays(1),
    size: 3,
    ...changes,
  });
const detail = async (review: string, query = 'limit=100', by = auditor): Promise<ReviewDetail> =>
  granted(await by.get<ReviewDetail>(`/api/reviews/${review}?${query}`));
async function drawn(changes: object = {}): Promise<{ review: string; items: ReviewItemView[] }> {
  const { review } = granted(await draw(changes), 201);
  return { review, items: (await detail(review)).items };
}
const FINE = Object.fromEntries(REVIEW_QUESTIONS.map((question) => [question, 'yes']));
const LATE = { ...FINE, answered_in_time: 'no' };
const act = (
  by: Staff,
  review: string,
  { item, version }: Pick<ReviewItemView, 'item' | 'version'>,
  what: 'find' | 'reply' | 'close',
  body: object,
) => by.post<ReviewItemView>(`/api/reviews/${review}/items/${item}/${what}`, body, { version });

describe('A review', () => {
  it('is drawn at random and kept; its seed draws the same again, and another seed another', async () => {
    const first = granted(await draw({ size: 5 }), 201);
    expect(first).toMatchObject({ title: 'Third quarter', population: HANDOFFS, closed_at: null });
    expect(first.counts).toEqual({ open: 5, in_order: 0, finding: 0, replied: 0, closed: 0 });
    expect(Number.isInteger(first.seed)).toBe(true);
    const chosen = async (review: string) =>
      (await detail(review)).items.map(({ handoff }) => handoff.reference);
    const order = await chosen(first.review);
    expect(new Set(order).size).toBe(5);
    expect(references).toEqual(expect.arrayContaining(order));
    const again = granted(await draw({ size: 5, seed: first.seed }), 201);
    expect(await chosen(again.review)).toEqual(order);
    expect(
      await chosen(granted(await draw({ size: 5, seed: (first.seed + 1) % 4_294_967_296 }), 201).review),
    ).not.toEqual(order);
    const seeds = new Set<number>();
    for (let i = 0; i < 4; i += 1) seeds.add(granted(await draw(), 201).seed);
    expect(seeds.size).toBe(4);
  });

  it('draws all where there are fewer than asked for, on either side of the handoffs', async () => {
    const all = await drawn({ size: 200 });
    expect(all.items.map(({ handoff }) => handoff.reference).sort()).toEqual([...references].sort());
    const other = await house.as('auditor@rehab1.eg.demo');
    const { review } = granted(await draw({ size: 200 }, other), 201);
    const { items } = await detail(review, 'limit=100', other);
    expect(items).toHaveLength(HANDOFFS);
    expect(items.every(({ handoff }) => handoff.side === 'receiver')).toBe(true);
    for (const { handoff } of items)
      expect((await other.get(`/api/handoffs/${handoff.reference}`)).status).toBe(200);
  });

  it('is walked page by page, narrowed by state, and listed with the newest first', async () => {
    const { review, items } = await drawn({ size: 7 });
    const walked: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: ReviewDetail = await detail(review, `limit=3&cursor=${next}`);
      walked.push(...page.items.map(({ item }) => item));
      next = page.next;
    }
    expect(walked).toEqual(items.map(({ item }) => item));
    granted(await act(auditor, review, items[2]!, 'find', { answers: FINE }));
    expect((await detail(review, 'state=in_order')).items.map(({ item }) => item)).toEqual([items[2]!.item]);
    expect((await detail(review, 'state=open')).items).toHaveLength(6);
    const listed: ReviewView[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: Page<ReviewView> = granted(
        await auditor.get<Page<ReviewView>>(`/api/reviews?limit=2&cursor=${next}`),
      );
      listed.push(...page.items);
      next = page.next;
    }
    expect(listed[0]!.review).toBe(review);
    expect(listed.map(({ drawn_at }) => drawn_at)).toEqual(
      listed
        .map(({ drawn_at }) => drawn_at)
        .sort()
        .reverse(),
    );
    expect(new Set(listed.map((one) => one.review)).size).toBe(listed.length);
    for (const cursor of ['-1', '1000', 'x', "1'"])
      expectRefusal(await auditor.get(`/api/reviews/${review}?cursor=${cursor}`), 400, 'page.cursor_invalid');
  });

  it.each([
    [{ from_on: '2020-01-01', until_on: '2020-02-01' }, 'review.nothing_to_draw'],
    [{ from_on: inDays(1), until_on: daysAgo(1) }, 'period.empty'],
    [{ from_on: '2020-01-01', until_on: '2021-02-01' }, 'period.too_long'],
    [{ from_on: inDays(3), until_on: inDays(4) }, 'period.ahead'],
    [{ size: 0 }, 'field.invalid'],
    [{ size: 201 }, 'field.invalid'],
    [{ size: 2.5 }, 'field.invalid'],
    [{ size: '3' }, 'field.invalid'],
    [{ seed: -1 }, 'field.invalid'],
    [{ seed: 4_294_967_296 }, 'field.invalid'],
    [{ title: ' ' }, 'field.invalid'],
    [{ title: 'x'.repeat(121) }, 'field.invalid'],
    [{ title: 'a\u0000b' }, 'field.invalid'],
    [{ handoffs: [] }, 'field.unknown'],
  ])('refuses %j', async (changes, code) => {
    expectRefusal(await draw(changes), 422, code);
  });

  it('is drawn by an auditor, read by those who keep or check the house, and by no other house', async () => {
    for (const by of [admin, desks.clinician, await house.as('privacy-officer@detox.eg.demo')])
      expectRefusal(await draw({}, by), 403, 'permission.role');
    const { review, items } = await drawn();
    expect((await detail(review, '', admin)).items).toEqual(items);
    expectRefusal(await desks.clinician.get('/api/reviews'), 403, 'permission.role');
    const stranger = await house.as('auditor@rehab1.eg.demo');
    expectRefusal(await stranger.get(`/api/reviews/${review}`), 404, 'review.unknown');
    expectRefusal(await act(stranger, review, items[0]!, 'find', { answers: FINE }), 404, 'review.unknown');
    expectRefusal(await stranger.post(`/api/reviews/${review}/close`), 404, 'review.unknown');
    const another = await drawn();
    expectRefusal(
      await act(auditor, another.review, items[0]!, 'find', { answers: FINE }),
      404,
      'review.unknown',
    );
    expectRefusal(await auditor.get('/api/reviews/one'), 404, 'review.unknown');
  });
});

describe('An item', () => {
  it('goes from a finding over a reply to its end, and the review is closed when all are settled', async () => {
    const { review, items } = await drawn();
    const [one, two, three] = items as [ReviewItemView, ReviewItemView, ReviewItemView];
    granted(await act(auditor, review, two, 'find', { answers: FINE }));
    granted(
      await act(auditor, review, three, 'find', {
        answers: { ...FINE, decline_has_next_step: 'not_applicable' },
      }),
    );
    const finding = granted(
      await act(auditor, review, one, 'find', { answers: LATE, finding: 'Nobody looked for four days.' }),
    );
    expect(finding).toMatchObject({
      state: 'finding',
      found_by: expect.any(String),
      version: 2,
      answers: LATE,
    });
    expectRefusal(await auditor.post(`/api/reviews/${review}/close`), 409, 'review.items_open');
    const replied = granted(
      await act(admin, review, finding, 'reply', { reply: 'The rota has two names now.' }),
    );
    expect(replied).toMatchObject({
      state: 'replied',
      reply: 'The rota has two names now.',
      replied_by: expect.any(String),
    });
    expectRefusal(await auditor.post(`/api/reviews/${review}/close`), 409, 'review.items_open');
    const closed = granted(await act(auditor, review, replied, 'close', { note: 'Seen.' }));
    expect(closed).toMatchObject({
      state: 'closed',
      closing_note: 'Seen.',
      finding: 'Nobody looked for four days.',
      version: 4,
    });
    const ended = granted(await auditor.post<ReviewView>(`/api/reviews/${review}/close`));
    expect(ended.closed_at).not.toBeNull();
    expect(ended.counts).toEqual({ open: 0, in_order: 2, finding: 0, replied: 0, closed: 1 });
    expectRefusal(await auditor.post(`/api/reviews/${review}/close`), 409, 'review.closed');
    expectRefusal(await act(auditor, review, closed, 'close', {}), 409, 'review.closed');
  });

  it('goes no other way, and each refusal has its name', async () => {
    const { review, items } = await drawn();
    const [open, two] = items as [ReviewItemView, ReviewItemView];
    expectRefusal(await act(admin, review, open, 'reply', { reply: 'x' }), 409, 'review.no_finding');
    expectRefusal(await act(auditor, review, open, 'close', {}), 409, 'review.not_replied');
    const fine = granted(await act(auditor, review, two, 'find', { answers: FINE }));
    expectRefusal(await act(auditor, review, fine, 'find', { answers: FINE }), 409, 'review.found_already');
    expectRefusal(await act(admin, review, fine, 'reply', { reply: 'x' }), 409, 'review.no_finding');
    expectRefusal(await act(auditor, review, fine, 'close', {}), 409, 'review.item_ended');
    const finding = granted(await act(auditor, review, open, 'find', { answers: LATE, finding: 'Late.' }));
    expectRefusal(await act(auditor, review, finding, 'close', {}), 409, 'review.not_replied');
    const replied = granted(await act(admin, review, finding, 'reply', { reply: 'Yes.' }));
    expectRefusal(
      await act(admin, review, replied, 'reply', { reply: 'No.' }),
      409,
      'review.replied_already',
    );
    expectRefusal(
      await act(auditor, review, replied, 'find', { answers: FINE }),
      409,
      'review.found_already',
    );
  });

  it('is closed by another person than replied, whatever roles they hold', async () => {
    const { review, items } = await drawn();
    const finding = granted(await act(both, review, items[0]!, 'find', { answers: LATE, finding: 'Late.' }));
    const replied = granted(await act(both, review, finding, 'reply', { reply: 'Mended.' }));
    expectRefusal(await act(both, review, replied, 'close', {}), 409, 'review.closer_replied');
    expectRefusal(await act(admin, review, replied, 'close', {}), 403, 'permission.role');
    granted(await act(auditor, review, replied, 'close', {}));
    // Nor by a program that goes round the rule.
    await expect(
      house.rows('update care.review_item set closed_by = replied_by where id = $1', [replied.item]),
    ).rejects.toThrow(/review of? ?a? ?review|does not go|another_person_closes/);
  });

  it('needs every question answered, words for a no, and none that are not asked', async () => {
    const { review, items } = await drawn();
    const say = (body: object) => act(auditor, review, items[0]!, 'find', body);
    const { reasons_are_given: _, ...short } = FINE as Record<string, string>;
    const answer = await say({ answers: { ...short, answered_in_time: 'no' } });
    expect(answer.problem.errors?.map(({ field, code }) => [field, code])).toEqual([
      ['answers.reasons_are_given', 'review.answer_missing'],
      ['finding', 'review.finding_needed'],
    ]);
    for (const [body, code] of [
      [{}, 'field.required'],
      [{ answers: null }, 'field.required'],
      [{ answers: 'yes' }, 'field.invalid'],
      [{ answers: { ...FINE, answered_in_time: 'maybe' } }, 'field.invalid'],
      [{ answers: { ...FINE, and_the_weather: 'yes' } }, 'field.unknown'],
      [{ answers: FINE, finding: '' }, 'field.invalid'],
      [{ answers: FINE, finding: 'x'.repeat(2_001) }, 'field.invalid'],
      [{ answers: FINE, state: 'closed' }, 'field.unknown'],
    ] as const)
      expectRefusal(await say(body), 422, code);
    expect((await detail(review)).items[0]).toEqual(items[0]);
  });

  it('takes the word of one of two who decide in the same instant', async () => {
    const { review, items } = await drawn();
    const answers = await Promise.all(
      [auditor, both].map((by) => act(by, review, items[0]!, 'find', { answers: FINE })),
    );
    expect(tally(answers)).toEqual({ '200': 1, '409 version.stale': 1 });
    const path = `/api/reviews/${review}/items/${items[1]!.item}/find`;
    expectRefusal(await auditor.post(path, { answers: FINE }), 428, 'version.required');
    const key = crypto.randomUUID();
    const twice = [0, 1].map(() =>
      auditor.post<ReviewItemView>(path, { answers: FINE }, { version: 1, key }),
    );
    const [first, second] = await Promise.all(twice);
    expect(granted(first!)).toEqual(granted(second!));
  });

  it('goes forward only in the database too: nothing is taken back, and nothing is deleted', async () => {
    const { review, items } = await drawn();
    const { item } = granted(
      await act(auditor, review, items[0]!, 'find', { answers: LATE, finding: 'Late.' }),
    );
    for (const change of [
      `state = 'open', finding = null, found_by = null, found_at = null, answers = '{}', version = version + 1`,
      `finding = 'Not so late.', version = version + 1`,
      `state = 'closed', reply = 'x', replied_by = found_by, replied_at = now(), closed_by = gen_random_uuid(), closed_at = now(), version = version + 1`,
      `state = 'replied', finding = 'Other', reply = 'x', replied_by = found_by, replied_at = now(), version = version + 1`,
    ])
      await expect(house.rows(`update care.review_item set ${change} where id = $1`, [item])).rejects.toThrow(
        /does not go from/,
      );
  });
});
