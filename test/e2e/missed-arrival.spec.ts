import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConsentCategory } from '#domain/charter/consent.js';
import type { Page } from '#domain/wire/common.js';
import type { AbsentClient } from '#domain/wire/handoff.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, statePlaces, type Desks } from '../support/journey-desks.js';
import {
  attempt,
  backdate,
  custodians,
  expectRefusal,
  go,
  lapse,
  offerTo,
  running,
  stands,
  task,
  TOMORROW,
  waiting,
} from '../support/journey-handoffs.js';
import { admitNamed, consentTo, DAY_MS, granted, inHours, viewHandoff } from '../support/journey.js';

let house: TestApplication;
let desks: Desks;

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  desks = await signInDesks(house);
  await statePlaces(desks.palm, 100);
}, 120_000);
afterAll(() => house?.close(), 60_000);

interface Expected {
  readonly reference: string;
  readonly client: string;
}

async function expected(categories?: readonly ConsentCategory[]): Promise<Expected> {
  const client = await admitNamed(desks.clinician);
  const { reference } = await offerTo(desks.manager, client, categories ? { categories } : {});
  await go(desks.palm, reference, 'accept', TOMORROW());
  return { reference, client };
}

/** As if the appointment had been that many hours ago. */
async function appointmentWas(reference: string, hours: number): Promise<void> {
  await backdate(house, reference, 'appointment_at', hours);
}

async function missed(categories?: readonly ConsentCategory[]): Promise<Expected> {
  const one = await expected(categories);
  await appointmentWas(one.reference, 30);
  await go(desks.palm, one.reference, 'miss');
  return one;
}

async function absent(client: string): Promise<AbsentClient | undefined> {
  const { items } = granted(await desks.manager.get<Page<AbsentClient>>('/api/handoffs/absent?limit=100'));
  return items.find((one) => one.client === client);
}

describe('Did not arrive', () => {
  it('is said by the receiver when the appointment has passed, and the sender looks for the client at once', async () => {
    const { reference, client } = await expected();
    expectRefusal(await attempt(desks.palm, reference, 'miss'), 409, 'handoff.appointment_not_yet');
    await appointmentWas(reference, 1);
    const answer = await go(desks.palm, reference, 'miss');
    expect(answer).toMatchObject({ state: 'failed', business_state: 'did-not-arrive' });
    const inboxes = await waiting(desks.manager, reference);
    expect(inboxes).toEqual(expect.arrayContaining(['handoff.next_step', 'handoff.outreach']));
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1']);
    expect(await absent(client)).toMatchObject({ handoff: reference, business_state: 'did-not-arrive' });
    expect(await running(house, reference)).toEqual({ contact: [4] });
    const [place] = await house.rows<{ held: number }>(
      `select count(*)::int as held from care.place_hold x join care.handoff h on h.id = x.handoff_id where h.reference = $1 and x.released_at is null`,
      [reference],
    );
    expect(place).toEqual({ held: 0 });
  });

  it('is said by the clock when the days of grace are over; not seen is told to both before', async () => {
    const { reference } = await expected();
    expect(await running(house, reference)).toEqual({ arrive: [4], not_seen: [4] });
    expect(await lapse(house, reference, 'not_seen')).toEqual([4]);
    for (const staff of [desks.manager, desks.palm]) await task(staff, reference, 'handoff.not_seen');
    expect(await stands(house, reference)).toBe('awaiting-arrival');
    expect(await lapse(house, reference, 'arrive')).toEqual([4]);
    expect(await stands(house, reference)).toBe('did-not-arrive');
    await task(desks.manager, reference, 'handoff.outreach');
    for (const staff of [desks.manager, desks.palm]) await task(staff, reference, 'handoff.notice');
    expect(await waiting(desks.palm, reference)).toEqual(['handoff.notice']);
  });

  it('a moved appointment moves its clocks with it', async () => {
    const { reference } = await expected();
    const { appointment_at } = { appointment_at: inHours(72) };
    await go(desks.palm, reference, 'reschedule', { appointment_at });
    expect((await viewHandoff(desks.manager, reference)).appointment_at).toBe(appointment_at);
    const clocks = (await viewHandoff(desks.palm, reference)).clocks;
    expect(clocks.map(({ kind }) => kind)).toEqual(['not_seen', 'arrive']);
    for (const { due_at } of clocks) expect(Date.parse(due_at)).toBeGreaterThan(Date.parse(appointment_at));
  });

  it('leaves the receiver whom to ring for 14 days, and nothing else; where the client opened no contact, nothing', async () => {
    const { reference } = await missed();
    const kept = await viewHandoff(desks.palm, reference);
    expect([kept.packets, kept.stage, kept.consent]).toEqual([[], null, null]);
    expect(kept.identity).toMatchObject({ phones: [expect.stringContaining('+20')] });
    const [known] = await house.rows<{ until_at: Date }>(
      'select k.until_at from vault.known_to k join care.handoff h on h.id = k.handoff_id where h.reference = $1',
      [reference],
    );
    expect(Math.round((known!.until_at.getTime() - Date.now()) / DAY_MS)).toBe(14);
    await house.rows(
      `update vault.known_to k set until_at = clock_timestamp() from care.handoff h where h.id = k.handoff_id and h.reference = $1`,
      [reference],
    );
    expect((await viewHandoff(desks.palm, reference)).identity).toBeNull();
    for (const categories of [
      ['identity', 'treatment', 'safety'],
      ['treatment', 'safety'],
    ] as const) {
      const other = await missed(categories);
      expect((await viewHandoff(desks.palm, other.reference)).identity).toBeNull();
    }
  });

  it('a consent withdrawn afterwards takes that away too', async () => {
    const { reference } = await missed();
    const consent = (await viewHandoff(desks.manager, reference)).consent!.reference;
    const how = { how: 'witnessed_oral' };
    granted(await desks.manager.post(`/api/consents/${consent}/withdrawal`, how, { version: 1 }));
    expect((await viewHandoff(desks.palm, reference)).identity).toBeNull();
    expectRefusal(await attempt(desks.palm, reference, 'invite', TOMORROW()), 409, 'consent.withdrawn');
  });
});

describe('Who rings', () => {
  it('is one person: the second is warned, and may take over knowing it; the receiver does not learn who', async () => {
    const { reference } = await missed();
    await go(desks.manager, reference, 'call');
    await go(desks.manager, reference, 'call'); // once more by the same person is no second caller
    expectRefusal(await attempt(desks.clinician, reference, 'call'), 409, 'handoff.caller_named');
    const first = (await viewHandoff(desks.clinician, reference)).caller;
    expect(first).not.toBeNull();
    await go(desks.clinician, reference, 'call', { take_over: true });
    const second = (await viewHandoff(desks.manager, reference)).caller;
    expect([second === null, second === first]).toEqual([false, false]);
    expect((await viewHandoff(desks.palm, reference)).caller).toBeNull();
  });

  it('tried in vain leaves it to be done; spoken with settles it and takes the client off the list', async () => {
    const { reference, client } = await missed();
    await go(desks.manager, reference, 'contact', { way: 'telephone', reached: false });
    expect(await waiting(desks.manager, reference)).toContain('handoff.outreach');
    expect(await absent(client)).toBeDefined();
    await go(desks.clinician, reference, 'contact', { way: 'visit', reached: true });
    expect(await waiting(desks.manager, reference)).not.toContain('handoff.outreach');
    expect(await waiting(desks.manager, reference)).toContain('handoff.next_step');
    expect([await absent(client), await running(house, reference)]).toEqual([undefined, {}]);
    const { contacts } = await viewHandoff(desks.manager, reference);
    expect(contacts.map(({ way, reached }) => [way, reached])).toEqual([
      ['visit', true],
      ['telephone', false],
    ]);
    expect((await viewHandoff(desks.palm, reference)).contacts).toEqual([]);
  });

  it('somebody who has left the house is on the list until they arrive, and is spoken with again and again', async () => {
    const { reference, client } = await expected();
    expect(await absent(client)).toBeUndefined();
    await go(desks.manager, reference, 'depart');
    expect(await absent(client)).toMatchObject({ business_state: 'awaiting-arrival', last_contact_at: null });
    expect((await absent(client))?.caller).not.toBeNull();
    await task(desks.manager, reference, 'handoff.contact');
    expect(await lapse(house, reference, 'contact')).toEqual([4]);
    expect((await task(desks.manager, reference, 'handoff.overdue')).role).toBe('duty_manager');
    await go(desks.manager, reference, 'contact', { way: 'telephone', reached: true });
    const spoken = await absent(client);
    expect(spoken?.last_contact_at).not.toBeNull();
    expect(Date.parse(spoken!.contact_due_at!)).toBeGreaterThan(Date.now() + 40 * 3_600_000);
    expect(await waiting(desks.manager, reference)).toContain('handoff.contact');
    await go(desks.palm, reference, 'arrive');
    expect(await absent(client)).toBeUndefined();
    expect(await waiting(desks.manager, reference)).not.toContain('handoff.contact');
  });
});

describe('Another date', () => {
  it('is a new handoff that is accepted already, comes after the old one, and opens what the consent opens', async () => {
    const { reference, client } = await missed();
    const { appointment_at } = TOMORROW();
    const answer = await go(desks.palm, reference, 'invite', { appointment_at });
    expect(answer.successor).toBeDefined();
    const successor = answer.successor!;
    const there = await viewHandoff(desks.palm, successor);
    expect(there).toMatchObject({
      business_state: 'awaiting-arrival',
      appointment_at,
      replaces: reference,
      side: 'receiver',
    });
    expect(there.identity).not.toBeNull();
    expect(there.packets.map(({ tier }) => tier)).toEqual(['D1', 'D2', 'D3']);
    expect(await viewHandoff(desks.manager, reference)).toMatchObject({
      business_state: 'did-not-arrive',
      replaced_by: successor,
    });
    expect(await waiting(desks.manager, reference)).not.toContain('handoff.next_step');
    await task(desks.manager, reference, 'handoff.notice');
    // A date is agreed with the partner; that somebody speaks with the client is still to be done.
    expect(await waiting(desks.manager, reference)).toContain('handoff.outreach');
    await go(desks.palm, successor, 'arrive');
    expect(await absent(client)).toBeUndefined();
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1', 'EG-REHAB-1']);
  });

  it('is offered once, not to somebody who is asked for elsewhere, and not after 14 days', async () => {
    const { reference } = await missed();
    await go(desks.palm, reference, 'invite', TOMORROW());
    expectRefusal(await attempt(desks.palm, reference, 'invite', TOMORROW()), 409, 'handoff.offered_already');
    const elsewhere = await missed();
    await offerTo(desks.manager, elsewhere.client, { receiver: 'EG-REHAB-2' });
    const late = await attempt(desks.palm, elsewhere.reference, 'invite', TOMORROW());
    expectRefusal(late, 409, 'handoff.transfer_open');
    const old = await missed();
    await backdate(house, old.reference, 'closed_at', 24 * 15);
    expectRefusal(
      await attempt(desks.palm, old.reference, 'invite', TOMORROW()),
      409,
      'handoff.arrival_too_late',
    );
  });

  it('stands on the consent as it is now', async () => {
    const { reference, client } = await missed();
    expect(await consentTo(desks.manager, client, 'EG-REHAB-1')).toBeDefined(); // another one does not revive it
    const { consent } = await viewHandoff(desks.manager, reference);
    await house.rows(`update care.consent set expires_on = current_date - 2 where reference = $1`, [
      consent!.reference,
    ]);
    expectRefusal(await attempt(desks.palm, reference, 'invite', TOMORROW()), 409, 'consent.expired');
  });
});
