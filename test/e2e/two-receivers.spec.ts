import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SafetyScreen } from '#domain/wire/client.js';
import type { SenderCopy } from '#domain/wire/export.js';
import type { HandoffWritten } from '#domain/wire/handoff.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { admitAnonymous, consentTo, granted, inHours, viewHandoff } from '../support/journey.js';
import type { Staff } from '../support/staff.js';
import {
  atOnce,
  everythingTo,
  exportsOf,
  houseOf,
  shared,
  told,
  type House,
  type Told,
} from './two-receivers.tools.js';

let app: TestApplication;
let sender: House;
let first: House;
let second: House;
let third: House;

beforeAll(async () => {
  app = await startApplication();
  sender = await houseOf(app, 'detox.eg.demo', 'clinician');
  first = await houseOf(app, 'rehab1.eg.demo', 'case-manager');
  second = await houseOf(app, 'rehab2.eg.demo', 'case-manager');
  third = await houseOf(app, 'reint.eg.demo', 'case-manager');
}, 120_000);
afterAll(() => app?.close(), 60_000);

const CODED: SafetyScreen = {
  suicide_risk: 'low',
  overdose_within_12_months: false,
  withdrawal_seizures_or_delirium: null,
  weeks_of_pregnancy: null,
  violence_risk: false,
  infectious_tuberculosis: false,
  allergies: null,
  medicines: null,
};

async function go(
  staff: Staff,
  reference: string,
  move: string,
  body: unknown = {},
): Promise<HandoffWritten> {
  const { version } = await viewHandoff(staff, reference);
  return granted(await staff.post<HandoffWritten>(`/api/handoffs/${reference}/${move}`, body, { version }));
}

async function sendTo(client: string, receiver: string, more: object): Promise<string> {
  const consent = await consentTo(sender.staff, client, receiver);
  const wanted = { client, receiver, urgency: 'routine', consent, ...more };
  return granted(await sender.staff.post<HandoffWritten>('/api/handoffs', wanted), 201).reference;
}

/** What a house did itself is its own to the minute, and this test does in a second what takes houses days. */
async function apart(reference: string, minutes: number): Promise<void> {
  const past = await app.superuser.connect();
  try {
    await past.query('begin; set local session_replication_role = replica'); // the guards of the table stand aside
    await past.query(
      `update care.handoff set received_at = received_at - x.by, accepted_at = accepted_at - x.by, arrived_at = arrived_at - x.by
         from (select make_interval(mins => $2) as by) x where reference = $1`,
      [reference, minutes],
    );
    await past.query('commit');
  } finally {
    past.release();
  }
}

/**
 * One client asked for at two partners at once and walking along with a third: the first says yes, the second is told that
 * another was first, the third has the client for a while.
 */
async function walkTheThree(safety: SafetyScreen, { leaves = true } = {}): Promise<void> {
  const client = await admitAnonymous(sender.staff, { safety });
  const stage = 'rehabilitation';
  const one = await sendTo(client, 'EG-REHAB-1', {
    kind: 'transfer',
    stage,
    reason: 'Written for the first',
  });
  const two = await sendTo(client, 'EG-REHAB-2', {
    kind: 'transfer',
    stage,
    group: one,
    reason: 'Written for the second',
  });
  const three = await sendTo(client, 'EG-REINT-1', {
    kind: 'referral',
    stage: 'reintegration',
    reason: 'Written for the third',
  });
  await go(first.staff, one, 'take');
  await go(second.staff, two, 'take');
  await go(second.staff, two, 'ask', { question: 'Asked by the second?' });
  await go(third.staff, three, 'take');
  await go(third.staff, three, 'accept', { appointment_at: inHours(30) });
  await go(third.staff, three, 'arrive');
  await go(first.staff, one, 'accept', { appointment_at: inHours(40) });
  await go(first.staff, one, 'arrive');
  // Who has left reads the packets no more.
  if (leaves) await go(third.staff, three, 'report', { outcome: 'settled' });
  await go(first.staff, one, 'report', { outcome: 'settled', note: 'Told by the first' });
  expect(await viewHandoff(second.staff, two)).toMatchObject({ business_state: 'superseded', stage: null });
  await apart(two, 7);
  await apart(three, 13);
}

async function copyOf({ auditor }: House): Promise<Told[]> {
  return told((await exportsOf(auditor)).flat(), 'export');
}

/** Every pair of the three, once. */
async function pairs(read: (house: House) => Promise<Told[]>, compare = shared): Promise<string[][]> {
  const [a, b, c] = [await read(first), await read(second), await read(third)];
  for (const one of [a, b, c]) expect(one.length).toBeGreaterThan(20);
  return [compare(a, b), compare(a, c), compare(b, c)];
}

describe('The same client at three partners', () => {
  beforeAll(() => walkTheThree(CODED), 60_000);

  it('cannot be found by them in each other’s exports: no value is in two, save public codes and days', async () => {
    expect(await pairs(copyOf)).toEqual([[], [], []]);
  });

  it('cannot be found by what happened to both at once either: offers of one sitting, a yes and the end of the other offer', async () => {
    expect(await pairs(copyOf, atOnce)).toEqual([[], [], []]);
  });

  it('is found by the comparison where there is something to find: the sender shares a reference with each of them', async () => {
    const own = await copyOf(sender);
    for (const house of [first, second, third])
      expect(shared(own, await copyOf(house)).some((place) => place.includes('.reference'))).toBe(true);
  });

  it('has a packet of its own with each: the same words, and hashes that do not tell', async () => {
    const [sent] = (await exportsOf(sender.auditor)) as [{ line: string; handoff: SenderCopy }[]];
    const cards = sent!.flatMap(({ line, handoff }) =>
      line === 'handoff' ? handoff.packets.filter(({ tier }) => tier === 'D1') : [],
    );
    expect(cards).toHaveLength(3);
    expect(new Set(cards.map(({ body }) => JSON.stringify({ ...body, requested_stage: null }))).size).toBe(1);
    expect(new Set(cards.map(({ sha256 }) => sha256)).size).toBe(3);
  });

  it('cannot be found by them in anything else they are answered: lists, pages, work, audit', async () => {
    const [alternatives, custodianAndPartner, others] = await pairs(everythingTo);
    expect([alternatives, others]).toEqual([[], []]);
    expect(custodianAndPartner).toEqual([]);
  });
});

describe('What the client allowed two partners to read', () => {
  beforeAll(
    () =>
      walkTheThree(
        { ...CODED, allergies: 'Allergic to penicillin', medicines: 'Methadone 40 mg' },
        { leaves: false },
      ),
    60_000,
  );

  it('they both read, in the packets and nowhere else', async () => {
    const [, both] = await pairs(copyOf);
    expect(both!.length).toBeGreaterThan(0);
    expect(both!.filter((place) => !place.startsWith('export[].handoff.packets[].body.safety.'))).toEqual([]);
  });
});
