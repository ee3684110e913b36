import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApplication, type TestApplication } from '../support/application.js';
import { openHouses, signInDesks, type Desks } from '../support/journey-desks.js';
import {
  attempt,
  crowd,
  custodians,
  expectRefusal,
  go,
  inbox,
  offerTo,
  requestOf,
  stands,
  tally,
  task,
  TOMORROW,
  waiting,
} from '../support/journey-handoffs.js';
import { admitAnonymous, admitNamed, granted, viewHandoff } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;
let more: { code: string; staff: Staff }[];

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  desks = await signInDesks(house);
  more = await openHouses(house, 5);
}, 120_000);
afterAll(() => house?.close(), 60_000);

interface Asked {
  readonly reference: string;
  readonly staff: Staff;
}

/** One client offered to several partners under one group. */
async function offered(client: string, count: number): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const { code, staff } of more.slice(0, count)) {
    const group = asked[0] ? { group: asked[0].reference } : {};
    const { reference } = await offerTo(desks.manager, client, { receiver: code, ...group });
    asked.push({ reference, staff });
  }
  return asked;
}

describe('Several partners asked at once', () => {
  it('are asked only inside one group: a second transfer beside it, a strange group and a second ask are refused', async () => {
    const client = await admitAnonymous(desks.manager);
    const [first] = await offered(client, 2);
    const post = (wanted: object) => desks.manager.post('/api/handoffs', wanted);
    const [, second, third] = more;
    const beside = await post(await requestOf(desks.manager, client, { receiver: third!.code }));
    expectRefusal(beside, 409, 'handoff.transfer_open');
    const twice = { receiver: second!.code, group: first!.reference };
    expectRefusal(await post(await requestOf(desks.manager, client, twice)), 409, 'handoff.offered_already');
    const [strange] = await offered(await admitAnonymous(desks.manager), 1);
    const wrong = { receiver: third!.code, group: strange!.reference };
    expectRefusal(await post(await requestOf(desks.manager, client, wrong)), 422, 'handoff.group_unknown');
  });

  it('learn nothing of each other; the sender sees them all', async () => {
    const asked = await offered(await admitAnonymous(desks.manager), 3);
    const seen = await viewHandoff(desks.manager, asked[0]!.reference);
    expect(seen.alternatives.map(({ receiver }) => receiver.code)).toEqual([more[1]!.code, more[2]!.code]);
    for (const { reference, staff } of asked) {
      const there = await viewHandoff(staff, reference);
      expect([there.alternatives, there.replaces, there.replaced_by]).toEqual([[], null, null]);
      const others = asked.filter((one) => one.reference !== reference);
      for (const other of others) {
        expect(JSON.stringify(there)).not.toContain(other.reference);
        expectRefusal(await staff.get(`/api/handoffs/${other.reference}`), 404, 'request.not_found');
      }
    }
  });

  it('50 yeses of five partners in one moment: the first has it, the others are told and owe nothing', async () => {
    const client = await admitNamed(desks.clinician);
    const asked = await offered(client, 5);
    const body = TOMORROW();
    const answers = await crowd(50, 50, (i) =>
      attempt(asked[i % 5]!.staff, asked[i % 5]!.reference, 'accept', body, { version: 1 }),
    );
    expect(tally(answers)).toEqual({
      '200': 1,
      '409 handoff.already_accepted': 9,
      '409 handoff.superseded': 40,
    });
    const winner = asked[answers.findIndex(({ status }) => status === 200) % 5]!;
    const losers = asked.filter((one) => one !== winner);
    for (const { reference, staff } of losers) {
      expect(await viewHandoff(staff, reference)).toMatchObject({
        business_state: 'superseded',
        packets: [],
        identity: null,
        moves: [],
      });
      await task(staff, reference, 'handoff.notice');
      expect(await waiting(staff, reference)).toEqual(['handoff.notice']);
    }
    // Waiting for the one who said yes is the next step; nobody is asked to try elsewhere.
    const own = (await inbox(desks.manager)).filter((item) => item.client === client);
    expect(own.map(({ kind }) => kind)).not.toContain('handoff.next_step');
    const [open] = await house.rows<{ packets: number; known: number; places: number; clocks: number }>(
      `select (select count(*)::int from care.packet p where p.handoff_id = any(l.ids) and p.ended_at is null) as packets,
         (select count(*)::int from vault.known_to k where k.handoff_id = any(l.ids) and k.until_at > clock_timestamp()) as known,
         (select count(*)::int from care.place_hold x where x.handoff_id = any(l.ids) and x.released_at is null) as places,
         (select count(*)::int from care.clock c where c.handoff_id = any(l.ids) and c.settled_at is null) as clocks
       from (select array_agg(id) as ids from care.handoff where reference = any($1)) l`,
      [losers.map(({ reference }) => reference)],
    );
    expect(open).toEqual({ packets: 0, known: 0, places: 0, clocks: 0 });
    await go(winner.staff, winner.reference, 'arrive');
    expect(await custodians(house, winner.reference)).toHaveLength(2);
  }, 90_000);

  it('an unannounced arrival at one of them ends the others too', async () => {
    const asked = await offered(await admitAnonymous(desks.manager), 3);
    await go(asked[1]!.staff, asked[1]!.reference, 'arrive');
    for (const i of [0, 2]) expect(await stands(house, asked[i]!.reference)).toBe('superseded');
    expect(await custodians(house, asked[1]!.reference)).toEqual(['EG-DETOX-1', more[1]!.code]);
  });

  it('a recall, a no and a run-out clock raise no next step while another is open; the last of them does', async () => {
    const client = await admitAnonymous(desks.manager);
    const [recalled, declined, last] = await offered(client, 3);
    const nextSteps = async () =>
      (await inbox(desks.manager)).filter(
        (item) => item.client === client && item.kind === 'handoff.next_step',
      ).length;
    const first = await go(desks.manager, recalled!.reference, 'recall', { reason: 'better_place_found' });
    expect([first.next_step_due_at, await nextSteps()]).toEqual([undefined, 0]);
    await go(declined!.staff, declined!.reference, 'decline', { reason: 'area' });
    expect(await nextSteps()).toBe(0);
    const end = await go(desks.manager, last!.reference, 'recall', { reason: 'other' });
    expect(Date.parse(end.next_step_due_at!)).toBeGreaterThan(Date.now());
    expect(await nextSteps()).toBe(1);
  });

  it('two that say no in the same moment leave exactly one next step', async () => {
    for (let round = 0; round < 8; round += 1) {
      const client = await admitAnonymous(desks.manager);
      const asked = await offered(client, 2);
      const answers = await Promise.all(
        asked.map(({ staff, reference }) =>
          attempt(staff, reference, 'decline', { reason: 'no_capacity' }, { version: 1 }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const steps = (await inbox(desks.manager)).filter(
        (item) => item.client === client && item.kind === 'handoff.next_step',
      );
      expect([round, steps.length]).toEqual([round, 1]);
    }
  }, 60_000);

  it('yes against yes, and each against the recall of the other: never two, never none by accident', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [one, two] = await offered(await admitAnonymous(desks.manager), 2);
      const body = TOMORROW();
      const answers = await Promise.all([
        attempt(one!.staff, one!.reference, 'accept', body, { version: 1 }),
        attempt(two!.staff, two!.reference, 'accept', body, { version: 1 }),
        attempt(desks.manager, one!.reference, 'recall', { reason: 'other' }, { version: 1 }),
      ]);
      const states = [await stands(house, one!.reference), await stands(house, two!.reference)];
      const accepted = states.filter((state) => state === 'awaiting-arrival').length;
      expect([round, accepted, answers.slice(0, 2).filter(({ status }) => status === 200).length]).toEqual([
        round,
        1,
        states[0] === 'recalled' && answers[0]!.status === 200 ? 2 : 1,
      ]);
      for (const { status } of answers) expect([200, 409]).toContain(status);
    }
  }, 60_000);

  it('nobody is asked any more once somebody has said yes', async () => {
    const client = await admitAnonymous(desks.manager);
    const [first] = await offered(client, 1);
    const draft = await requestOf(desks.manager, client, {
      receiver: more[1]!.code,
      group: first!.reference,
    });
    const { reference } = granted(
      await desks.manager.post<{ reference: string }>('/api/handoffs/drafts', draft),
      201,
    );
    await go(first!.staff, first!.reference, 'accept', TOMORROW());
    expectRefusal(await attempt(desks.manager, reference, 'send'), 422, 'handoff.group_unknown');
    const late = await desks.manager.post('/api/handoffs', draft);
    expectRefusal(late, 422, 'handoff.group_unknown');
  });
});
