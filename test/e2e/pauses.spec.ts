import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, statePlaces, type Desks } from '../support/journey-desks.js';
import {
  attempt,
  backdate,
  expectRefusal,
  go,
  inDays,
  lapse,
  offerTo,
  running,
  stands,
  task,
  TOMORROW,
  waiting,
} from '../support/journey-handoffs.js';
import { admitNamed, consentTo, inHours, viewHandoff } from '../support/journey.js';

let house: TestApplication;
let desks: Desks;

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  desks = await signInDesks(house);
  await statePlaces(desks.palm, 50);
}, 120_000);
afterAll(() => house?.close(), 60_000);

interface Accepted {
  readonly reference: string;
  readonly client: string;
}

async function accepted(): Promise<Accepted> {
  const client = await admitNamed(desks.clinician);
  const { reference } = await offerTo(desks.manager, client);
  await go(desks.palm, reference, 'accept', TOMORROW());
  return { reference, client };
}

const transport = () => ({ reason: 'transport', resume_on: inDays(2), note: 'The car broke down' });

async function placesOf(reference: string): Promise<string[]> {
  const rows = await house.rows<{ hold: string }>(
    `select x.hold from care.place_hold x join care.handoff h on h.id = x.handoff_id where h.reference = $1 and x.released_at is null`,
    [reference],
  );
  return rows.map(({ hold }) => hold);
}

describe('A recall', () => {
  it('before arrival is the sender’s at any time, and closes what was open', async () => {
    const { reference } = await accepted();
    await go(desks.palm, reference, 'hold', transport());
    const ended = await go(desks.manager, reference, 'recall', { reason: 'clinical_change' });
    expect(Date.parse(ended.next_step_due_at!)).toBeGreaterThan(Date.now());
    expect(await viewHandoff(desks.palm, reference)).toMatchObject({
      business_state: 'recalled',
      packets: [],
      identity: null,
      consent: null,
      stage: null,
    });
    expect([await placesOf(reference), await running(house, reference)]).toEqual([[], {}]);
    await task(desks.palm, reference, 'handoff.notice');
    expect(await waiting(desks.palm, reference)).toEqual(['handoff.notice']);
    expectRefusal(await attempt(desks.palm, reference, 'arrive'), 409, 'handoff.recalled');
  });
});

describe('A pause', () => {
  it('is either side’s, with a reason and a day that has not passed; place and packets stay', async () => {
    for (const [staff, other] of [
      [desks.manager, desks.palm],
      [desks.palm, desks.manager],
    ] as const) {
      const { reference } = await accepted();
      const yesterday = { reason: 'transport', resume_on: inDays(-1) };
      expectRefusal(await attempt(staff, reference, 'hold', yesterday), 422, 'handoff.date_in_past');
      await go(staff, reference, 'hold', transport());
      const seen = await viewHandoff(desks.palm, reference);
      expect(seen).toMatchObject({ state: 'on-hold', business_state: 'transport', resume_on: inDays(2) });
      expect(seen.identity).not.toBeNull();
      expect(seen.packets.map(({ tier }) => tier)).toContain('D3');
      expect(await placesOf(reference)).toEqual(['firm']);
      expect(await running(house, reference)).toEqual({ hold: [2, 3, 4] });
      await task(other, reference, 'handoff.notice');
      expect(await waiting(staff, reference)).toContain('handoff.resume');
      expect(await waiting(desks.palm, reference)).not.toContain('handoff.arrival');
      await go(other, reference, 'resume', TOMORROW());
      expect(Object.keys(await running(house, reference))).toEqual(
        expect.arrayContaining(['arrive', 'not_seen']),
      );
      expect(await waiting(staff, reference)).not.toContain('handoff.resume');
      expect(await viewHandoff(staff, reference)).toMatchObject({
        business_state: 'awaiting-arrival',
        resume_on: null,
      });
    }
  });

  it('goes on only with an appointment that lies ahead', async () => {
    const { reference } = await accepted();
    await go(desks.manager, reference, 'hold', { ...transport(), reason: 'client-unreachable' });
    await backdate(house, reference, 'appointment_at', 1);
    expectRefusal(await attempt(desks.palm, reference, 'resume'), 422, 'handoff.appointment_past');
    const { appointment_at } = TOMORROW();
    await go(desks.palm, reference, 'resume', { appointment_at });
    expect((await viewHandoff(desks.manager, reference)).appointment_at).toBe(appointment_at);
  });

  it('that lasts too long lets the place go on its second rung, both are told, and ends on its last', async () => {
    const { reference } = await accepted();
    await go(desks.manager, reference, 'hold', transport());
    expect(await lapse(house, reference, 'hold', 2)).toEqual([2]);
    expect([await placesOf(reference), await stands(house, reference)]).toEqual([[], 'transport']);
    for (const staff of [desks.manager, desks.palm]) {
      await task(staff, reference, 'place.let_go');
      await task(staff, reference, 'handoff.overdue');
    }
    expect(await lapse(house, reference, 'hold', 3)).toEqual([3]);
    await task(desks.coordinator, reference, 'handoff.escalated');
    expect(await lapse(house, reference, 'hold', 4)).toEqual([4]);
    expect(await stands(house, reference)).toBe('expired-no-decision');
    await task(desks.manager, reference, 'handoff.next_step');
  });

  it('after its place was let go goes on with a new one, or is told that there is none', async () => {
    const { reference } = await accepted();
    await go(desks.manager, reference, 'hold', transport());
    await lapse(house, reference, 'hold', 2);
    await statePlaces(desks.palm, 0);
    expectRefusal(
      await attempt(desks.manager, reference, 'resume', TOMORROW()),
      409,
      'handoff.no_place_free',
    );
    expect(await stands(house, reference)).toBe('transport');
    await statePlaces(desks.palm, 50);
    await go(desks.manager, reference, 'resume', TOMORROW());
    expect(await placesOf(reference)).toEqual(['firm']);
    expect(await waiting(desks.manager, reference)).not.toContain('place.let_go');
  });

  it('is never an obstacle to somebody who comes', async () => {
    const { reference } = await accepted();
    await go(desks.palm, reference, 'hold', transport());
    const arrived = await go(desks.palm, reference, 'arrive');
    expect(arrived).toMatchObject({ state: 'in-progress', client: expect.any(String) });
    expect(await running(house, reference)).toEqual({ first_report: [1, 2, 3] });
  });
});

describe('A consent under discussion', () => {
  it('closes reading at once, goes on only with a new consent of the sender, and opens a new round', async () => {
    const { reference, client } = await accepted();
    const old = (await viewHandoff(desks.manager, reference)).consent!.reference;
    await go(desks.palm, reference, 'hold', { ...transport(), reason: 'consent-under-discussion' });
    const paused = await viewHandoff(desks.palm, reference);
    expect([paused.packets, paused.identity]).toEqual([[], null]);
    const appointment_at = inHours(30);
    for (const staff of [desks.palm, desks.manager]) {
      const without = await attempt(staff, reference, 'resume', { appointment_at });
      expectRefusal(without, 409, 'handoff.resume_needs_consent');
    }
    const narrower = await consentTo(desks.manager, client, 'EG-REHAB-1', ['treatment', 'safety']);
    const receivers = await attempt(desks.palm, reference, 'resume', { appointment_at, consent: narrower });
    expectRefusal(receivers, 409, 'handoff.resume_needs_consent');
    const elsewhere = await consentTo(desks.manager, client, 'EG-REHAB-2');
    const wrong = await attempt(desks.manager, reference, 'resume', { appointment_at, consent: elsewhere });
    expectRefusal(wrong, 422, 'consent.unknown');
    await go(desks.manager, reference, 'resume', { appointment_at, consent: narrower });

    const resumed = await viewHandoff(desks.palm, reference);
    expect(resumed.packets.map(({ tier }) => tier)).toEqual(['D1', 'D2', 'D3']);
    const fields = resumed.packets.flatMap(({ body }) => Object.keys(body));
    for (const closed of ['identity', 'contact', 'diagnoses', 'plan']) expect(fields).not.toContain(closed);
    expect(resumed.identity).toBeNull(); // the new consent opens no name
    expect((await viewHandoff(desks.manager, reference)).consent).toMatchObject({
      reference: narrower,
      categories: expect.arrayContaining(['safety', 'treatment']),
    });
    const ledger = await house.rows<{ round: number; consent: string; tiers: string[] }>(
      `select d.round, k.reference as consent, array_agg(d.tier order by d.tier) as tiers from care.disclosure d
         join care.handoff h on h.id = d.handoff_id join care.consent k on k.id = d.consent_id
        where h.reference = $1 group by d.round, k.reference order by d.round`,
      [reference],
    );
    expect(ledger).toEqual([
      { round: 1, consent: old, tiers: ['D1', 'D2', 'D3'] },
      { round: 2, consent: narrower, tiers: ['D1', 'D2', 'D3'] },
    ]);
  });
});
