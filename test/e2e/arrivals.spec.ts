import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, statePlaces, type Desks } from '../support/journey-desks.js';
import {
  attempt,
  backdate,
  crowd,
  custodians,
  expectRefusal,
  go,
  inDays,
  lapse,
  offerTo,
  running,
  stands,
  tally,
  task,
  TOMORROW,
  waiting,
} from '../support/journey-handoffs.js';
import { admitNamed, HOUR_MS, inHours, viewClient, viewHandoff } from '../support/journey.js';

let house: TestApplication;
let desks: Desks;

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  desks = await signInDesks(house);
  await statePlaces(desks.palm, 100);
}, 120_000);
afterAll(() => house?.close(), 60_000);

const ROADS = {
  requested: [],
  received: [['palm', 'take', {}]],
  'asked back': [
    ['palm', 'take', {}],
    ['palm', 'ask', { question: 'Since when?' }],
  ],
  'offered the waiting list': [
    ['palm', 'take', {}],
    ['palm', 'waitlist', { position: 4 }],
  ],
  waitlisted: [
    ['palm', 'take', {}],
    ['palm', 'waitlist', { position: 4 }],
    ['manager', 'wish', { wishes: true }],
  ],
} as const;

async function at(road: keyof typeof ROADS): Promise<{ reference: string; client: string }> {
  const client = await admitNamed(desks.clinician);
  const { reference } = await offerTo(desks.manager, client);
  for (const [who, move, body] of ROADS[road]) await go(desks[who], reference, move, body);
  return { reference, client };
}

describe('A client who turns up unannounced', () => {
  it.each(Object.keys(ROADS) as (keyof typeof ROADS)[])(
    'while the request is %s is received in one act: custody, packets, name and the report that is owed',
    async (road) => {
      await statePlaces(desks.palm, 0); // a place is no condition of being there
      const { reference, client } = await at(road);
      const answer = await go(desks.palmIntake, reference, 'arrive');
      expect(answer).toMatchObject({ state: 'in-progress', business_state: 'arrived-in-service' });
      const seen = await viewHandoff(desks.palm, reference);
      expect([seen.arrival_flags, seen.accepted_at]).toEqual([['unannounced'], null]);
      expect(seen.packets.map(({ tier }) => tier)).toEqual(['D1', 'D2', 'D3', 'D4']);
      expect(seen.identity).not.toBeNull();
      expect(await custodians(house, reference)).toEqual(['EG-DETOX-1', 'EG-REHAB-1']);
      expect(await running(house, reference)).toEqual({ first_report: [1, 2, 3] });
      await task(desks.manager, reference, 'handoff.notice');
      expect(await waiting(desks.manager, reference)).toEqual(['handoff.notice']);
      expect(await waiting(desks.palm, reference)).toContain('handoff.report');
      expect((await viewClient(desks.manager, client)).own_custody).toBe(false);
      await statePlaces(desks.palm, 100);
    },
  );

  it('takes back the nags that were sent meanwhile', async () => {
    const { reference } = await at('requested');
    await lapse(house, reference, 'acknowledge', 3);
    await task(desks.coordinator, reference, 'handoff.escalated');
    await go(desks.palm, reference, 'arrive');
    for (const staff of [desks.manager, desks.palm, desks.coordinator])
      for (const kind of [
        'handoff.reminder',
        'handoff.overdue',
        'handoff.escalated',
        'handoff.answer',
      ] as const)
        expect(await waiting(staff, reference)).not.toContain(kind);
  });

  it('without a consent that stands is received too, and nothing more is disclosed', async () => {
    const { reference } = await at('received');
    await house.rows(
      `update care.consent k set expires_on = current_date - 1 from care.handoff h where h.consent_id = k.id and h.reference = $1`,
      [reference],
    );
    await go(desks.palm, reference, 'arrive');
    const [ledger] = await house.rows<{ tiers: string[] }>(
      `select array_agg(d.tier order by d.tier) as tiers from care.disclosure d join care.handoff h on h.id = d.handoff_id where h.reference = $1`,
      [reference],
    );
    expect(ledger).toEqual({ tiers: ['D1', 'D2'] });
    expect((await viewHandoff(desks.palm, reference)).identity).toBeNull();
  });

  it('at the same moment as the answer is received once, whatever the answer is', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { reference } = await at('requested');
      const answers = await Promise.all([
        attempt(desks.palm, reference, 'arrive', {}, { version: 1 }),
        attempt(desks.palmIntake, reference, 'accept', TOMORROW(), { version: 1 }),
        attempt(desks.manager, reference, 'recall', { reason: 'other' }, { version: 1 }),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const arrived = answers[0]!.status === 200;
      expect(await custodians(house, reference)).toHaveLength(arrived ? 2 : 1);
      expect((await stands(house, reference)) === 'arrived-in-service').toBe(arrived);
    }
  }, 60_000);
});

describe('An arrival that is written down late', () => {
  it('is flagged, lies at most 14 days back, and never before the request', async () => {
    const { reference } = await at('received');
    await backdate(house, reference, 'requested_at', 24 * 3);
    const early = await attempt(desks.palm, reference, 'arrive', { arrived_at: inHours(-24 * 4) });
    expectRefusal(early, 422, 'handoff.arrival_too_early');
    await backdate(house, reference, 'requested_at', 24 * 30);
    const ancient = await attempt(desks.palm, reference, 'arrive', { arrived_at: inHours(-24 * 15) });
    expectRefusal(ancient, 422, 'handoff.arrival_too_early');
    const arrived_at = inHours(-24 * 5);
    await go(desks.palm, reference, 'arrive', { arrived_at });
    const seen = await viewHandoff(desks.manager, reference);
    expect([seen.arrived_at, seen.arrival_flags]).toEqual([arrived_at, ['unannounced', 'recorded_late']]);
    // Custody changes when it is written down: nobody was responsible in the past who did not know it.
    const [custody] = await house.rows<{ since_at: Date }>(
      `select c.since_at from care.custody c join care.handoff h on h.id = c.handoff_id where h.reference = $1`,
      [reference],
    );
    expect(Date.now() - custody!.since_at.getTime()).toBeLessThan(HOUR_MS);
  });
});

describe('A client who comes after all, days after they were missed', () => {
  async function missed(): Promise<{ reference: string; client: string }> {
    const one = await at('requested');
    await go(desks.palm, one.reference, 'accept', TOMORROW());
    await backdate(house, one.reference, 'appointment_at', 30);
    await go(desks.palm, one.reference, 'miss');
    return one;
  }
  const closedDaysAgo = (reference: string, days: number) =>
    backdate(house, reference, 'closed_at', 24 * days);

  it('within 14 days is received: a new round of packets, the next step and the looking are done', async () => {
    const { reference } = await missed();
    await closedDaysAgo(reference, 13);
    await go(desks.palm, reference, 'arrive');
    const seen = await viewHandoff(desks.palm, reference);
    expect([seen.business_state, seen.closed_at, seen.arrival_flags]).toEqual([
      'arrived-in-service',
      null,
      ['unannounced'],
    ]);
    expect(seen.packets.map(({ tier }) => tier)).toEqual(['D1', 'D2', 'D3', 'D4']);
    expect(seen.identity).not.toBeNull();
    const left = await waiting(desks.manager, reference);
    expect(left.filter((kind) => kind !== 'handoff.notice')).toEqual([]);
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1', 'EG-REHAB-1']);
  });

  it('later needs a new request', async () => {
    const { reference } = await missed();
    await closedDaysAgo(reference, 15);
    expectRefusal(await attempt(desks.palm, reference, 'arrive'), 409, 'handoff.arrival_too_late');
  });

  it('supersedes what was sent elsewhere meanwhile; whoever has received the client there keeps them', async () => {
    const first = await missed();
    const other = await offerTo(desks.manager, first.client, { receiver: 'EG-REHAB-2' });
    await go(desks.palm, first.reference, 'arrive');
    expect(await stands(house, other.reference)).toBe('superseded');
    await task(desks.oasis, other.reference, 'handoff.notice');

    const second = await missed();
    const there = await offerTo(desks.manager, second.client, { receiver: 'EG-REHAB-2' });
    await go(desks.oasis, there.reference, 'arrive');
    expectRefusal(await attempt(desks.palm, second.reference, 'arrive'), 409, 'handoff.custody_moved_on');
    expect(await custodians(house, second.reference)).toEqual(['EG-DETOX-1', 'EG-REHAB-2']);
  });

  it('at two houses in the same moment is received at one', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { reference, client } = await missed();
      const other = await offerTo(desks.manager, client, { receiver: 'EG-REHAB-2' });
      const { version } = await viewHandoff(desks.palm, reference);
      const answers = await Promise.all([
        attempt(desks.palm, reference, 'arrive', {}, { version }),
        attempt(desks.oasis, other.reference, 'arrive', {}, { version: 1 }),
      ]);
      expect([round, answers.filter(({ status }) => status === 200).length, tally(answers)]).toEqual([
        round,
        1,
        expect.anything(),
      ]);
      expect(await custodians(house, reference)).toHaveLength(2);
    }
  }, 60_000);

  it('twenty times recorded is received once', async () => {
    const { reference } = await missed();
    const { version } = await viewHandoff(desks.palm, reference);
    const answers = await crowd(20, 20, () => attempt(desks.palm, reference, 'arrive', {}, { version }));
    expect(tally(answers)).toEqual({ '200': 1, '409 handoff.already_arrived': 19 });
  });

  it('a list of days is kept from nobody: a pause, too, ends with the arrival', async () => {
    const { reference } = await at('requested');
    await go(desks.palm, reference, 'accept', TOMORROW());
    await go(desks.palm, reference, 'hold', { reason: 'client-unreachable', resume_on: inDays(2) });
    await go(desks.palm, reference, 'arrive');
    const seen = await viewHandoff(desks.palm, reference);
    expect([seen.arrival_flags, seen.resume_on]).toEqual([[], null]);
    expect(await waiting(desks.palm, reference)).not.toContain('handoff.resume');
  });
});
