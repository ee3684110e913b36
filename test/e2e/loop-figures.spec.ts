import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HandoffWritten } from '#domain/wire/handoff.js';
import type { LoopIndicators } from '#domain/wire/indicators.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { admitAnonymous, daysAgo, granted, inHours, sendOn, viewHandoff } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let app: TestApplication;
let clinician: Staff;
let rehab: Staff;
const HOUSES = ['detox', 'rehab1', 'reint'] as const;
const PERIOD = [daysAgo(75), daysAgo(45)] as const;
const CLIENTS = 6;

beforeAll(async () => {
  app = await startApplication();
  clinician = await app.as('clinician@detox.eg.demo');
  rehab = await app.as('case-manager@rehab1.eg.demo');
}, 120_000);
afterAll(() => app?.close(), 60_000);

async function go(
  staff: Staff,
  reference: string,
  move: string,
  body: unknown = {},
): Promise<HandoffWritten> {
  const { version } = await viewHandoff(staff, reference);
  return granted(await staff.post<HandoffWritten>(`/api/handoffs/${reference}/${move}`, body, { version }));
}

async function figures(house: (typeof HOUSES)[number], [from, to] = PERIOD as readonly [string, string]) {
  const staff = await app.as(`duty-manager@${house}.eg.demo`);
  return granted(await staff.get<LoopIndicators>(`/api/indicators/loop?from=${from}&to=${to}`));
}

/** Two months pass: everything of every handoff lies that much further back. */
async function twoMonthsLater(): Promise<void> {
  const instants = {
    handoff:
      'requested_at delivered_at received_at accepted_at appointment_at departed_at arrived_at arrival_recorded_at closed_at due_at',
    clock: 'started_at due_at fire_at fired_at settled_at',
    disclosure: 'disclosed_at',
    packet: 'disclosed_at ended_at',
    work_item: 'created_at due_at done_at',
  };
  const past = await app.superuser.connect();
  try {
    await past.query('begin; set local session_replication_role = replica'); // the guards of the tables stand aside
    for (const [table, columns] of Object.entries(instants)) {
      const set = columns.split(' ').map((column) => `${column} = ${column} - interval '60 days'`);
      await past.query(`update care.${table} set ${set.join(', ')}`);
    }
    await past.query('commit');
  } finally {
    past.release();
  }
}

/** Sends a client on and sees them arrive; answers the code they have there. */
async function arriveAt(
  from: Staff,
  to: Staff,
  client: string,
  receiver: string,
  stage: 'rehabilitation' | 'reintegration',
) {
  const { reference } = await sendOn(from, client, { receiver, stage });
  await go(to, reference, 'take');
  await go(to, reference, 'accept', { appointment_at: inHours(30) });
  await go(from, reference, 'depart');
  const arrived = await go(to, reference, 'arrive');
  return { reference, client: arrived.client! };
}

describe('The figures of handoffs that went their way over the API', () => {
  const there: string[] = [];

  beforeAll(async () => {
    for (let i = 0; i < CLIENTS; i += 1) {
      const code = await admitAnonymous(clinician);
      const { reference, client } = await arriveAt(clinician, rehab, code, 'EG-REHAB-1', 'rehabilitation');
      await go(rehab, reference, 'report', { outcome: 'settled' });
      await go(clinician, reference, 'acknowledge');
      there.push(client);
    }
    for (let i = 0; i < CLIENTS; i += 1) {
      const { reference } = await sendOn(clinician, await admitAnonymous(clinician));
      await go(rehab, reference, 'decline', { reason: 'clinical_risk' });
    }
    await twoMonthsLater();
  }, 120_000);

  it('are counted and timed on both sides alike, with every step between', async () => {
    const [detox, rehab1] = [await figures('detox'), await figures('rehab1')];
    const counts = {
      sent: 12,
      acknowledged: 12,
      lost_before_acceptance: 6,
      accepted: 6,
      arrived: 6,
      reported: 6,
      read_by_sender: 6,
    };
    expect(detox.sender.total.counts).toMatchObject(counts);
    expect(rehab1.receiver.total.counts).toMatchObject(counts);
    for (const side of [detox.sender, rehab1.receiver]) {
      for (const spread of Object.values(side.total.times)) expect(spread?.median).toBeCloseTo(0, 0);
      expect(side.reasons.lost_before_acceptance).toContainEqual({ reason: 'clinical_risk', count: 6 });
    }
    const tiers = (given: number, received: number) =>
      ['D1', 'D2', 'D3', 'D4'].map((tier) => ({ tier, given, received }));
    expect(detox.disclosures.filter(({ tier }) => tier !== 'D1')).toEqual(tiers(6, 0).slice(1));
    expect(detox.disclosures[0]).toEqual({ tier: 'D1', given: 12, received: 0 });
    expect(detox.next_steps).toMatchObject({ raised: 6, done: 0, overdue: 6 });
  });

  it('stay as they were when the same clients are sent on, declined and arrive elsewhere later', async () => {
    const before = await all();
    const reint = await app.as('case-manager@reint.eg.demo');
    for (const client of there) {
      const { reference } = await sendOn(rehab, client, { receiver: 'EG-REINT-1', stage: 'reintegration' });
      await go(reint, reference, 'decline', { reason: 'no_capacity' });
      await arriveAt(rehab, reint, client, 'EG-REINT-1', 'reintegration');
    }
    expect(await all()).toEqual(before);
    const later = await figures('rehab1', [daysAgo(2), daysAgo(-1)]);
    expect(later.sender.total.counts).toMatchObject({ sent: 12, arrived: 6 });
    expect(later.receiver.total.counts.sent).toBe(0);
  });

  async function all(): Promise<Omit<LoopIndicators, 'as_of'>[]> {
    const found: Omit<LoopIndicators, 'as_of'>[] = [];
    for (const house of HOUSES) {
      const { as_of: _now, ...rest } = await figures(house);
      found.push(rest);
    }
    return found;
  }
});
