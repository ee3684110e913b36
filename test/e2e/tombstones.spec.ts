import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '#domain/wire/common.js';
import type { HandoffDetail, HandoffView } from '#domain/wire/handoff.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { openHouses, signInDesks, type Desks } from '../support/journey-desks.js';
import {
  attempt,
  backdate,
  expectRefusal,
  go,
  inbox,
  inDays,
  lapse,
  office,
  offerTo,
  stands,
  task,
  TOMORROW,
} from '../support/journey-handoffs.js';
import { admitNamed, ALL_CATEGORIES, granted, somebody, viewHandoff } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;
let auditor: Staff;
let other: { code: string; staff: Staff };

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  await house.rows('delete from care.capacity');
  desks = await signInDesks(house);
  auditor = await house.as('auditor@rehab1.eg.demo');
  other = (await openHouses(house, 1))[0]!;
}, 120_000);
afterAll(() => house?.close(), 60_000);

const SENDERS_WORDS = 'Words of the sender alone';
const OWN_WORDS = 'Words of the receiver itself';

/** Every negative end, and how it comes about after the receiver has seen and said as much as it can. */
const ENDS: Readonly<Record<string, (reference: string, client: string) => Promise<unknown>>> = {
  declined: (reference) => go(desks.palm, reference, 'decline', { reason: 'other', note: OWN_WORDS }),
  'declined-capacity': (reference) => go(desks.palm, reference, 'decline', { reason: 'no_capacity' }),
  'referred-onward': (reference) =>
    go(desks.palm, reference, 'decline', { reason: 'referred_onward', suggested: other.code }),
  recalled: (reference) => go(desks.manager, reference, 'recall', { reason: 'clinical_change' }),
  reassigned: async (reference) => {
    await lapse(house, reference, 'decide', 3);
    granted(await office(desks.coordinator, reference, 'reassign'));
  },
  'client-withdrew': (reference) => go(desks.manager, reference, 'stop', { cause: 'withdrew' }),
  'client-left': (reference) => go(desks.manager, reference, 'stop', { cause: 'left' }),
  'client-moved-away': (reference) => go(desks.manager, reference, 'stop', { cause: 'moved_away' }),
  'client-detained': (reference) => go(desks.manager, reference, 'stop', { cause: 'detained' }),
  'client-died': (reference) => go(desks.manager, reference, 'stop', { cause: 'died' }),
  'consent-withdrawn': (reference) => go(desks.manager, reference, 'withdraw', { how: 'witnessed_oral' }),
  superseded: async (reference, client) => {
    const sibling = await offerTo(desks.manager, client, { receiver: other.code, group: reference });
    await go(other.staff, sibling.reference, 'accept', TOMORROW());
  },
  'expired-no-decision': (reference) => lapse(house, reference, 'decide'),
  'did-not-arrive': async (reference) => {
    await go(desks.palm, reference, 'accept', TOMORROW());
    await go(desks.manager, reference, 'depart');
    await backdate(house, reference, 'appointment_at', 30);
    await go(desks.palm, reference, 'miss');
  },
  'service-unavailable': async (reference) => {
    await go(desks.palm, reference, 'accept', TOMORROW());
    await go(desks.palm, reference, 'hold', { reason: 'transport', resume_on: inDays(3), note: OWN_WORDS });
    await go(desks.palm, reference, 'fail');
  },
  voided: (reference) => go(desks.manager, reference, 'void', { reason: SENDERS_WORDS }),
};

/** A request that the receiver has taken on, asked about, offered the waiting list and looked at again. */
async function seenThrough(): Promise<{ reference: string; client: string; secrets: string[] }> {
  const person = somebody();
  const client = await admitNamed(desks.clinician, {
    identity: person,
    care_requirements: ['step_free_access'],
  });
  const { reference } = await offerTo(desks.manager, client, { reason: SENDERS_WORDS });
  await go(desks.palm, reference, 'take');
  await go(desks.palm, reference, 'ask', { question: OWN_WORDS });
  await go(desks.manager, reference, 'answer', { answer: SENDERS_WORDS });
  await go(desks.palm, reference, 'waitlist', { position: 7, note: OWN_WORDS });
  await go(desks.manager, reference, 'wish', { wishes: false });
  const { consent } = await viewHandoff(desks.manager, reference);
  return {
    reference,
    client,
    secrets: [
      client,
      person.given_name,
      person.family_name,
      person.phones?.[0] ?? 'no number',
      consent?.reference ?? 'no consent',
      SENDERS_WORDS,
      'penicillin',
    ],
  };
}

/** Everything the receiver can read of a handoff: the detail, the lists, the inbox, the export, the audit. */
async function everything(reference: string): Promise<{ detail: HandoffDetail; others: string[] }> {
  const detail = await viewHandoff(desks.palm, reference);
  const others: string[] = [];
  for (const open of ['', '&open=true']) {
    const page = granted(
      await desks.palm.get<Page<HandoffView>>(`/api/handoffs?side=receiver&limit=100${open}`),
    );
    others.push(JSON.stringify(page.items.filter((one) => one.reference === reference)));
  }
  const items = (await inbox(desks.palm)).filter(({ handoff }) => handoff?.reference === reference);
  others.push(JSON.stringify(items));
  const exported = await auditor.get('/api/handoffs/export?side=receiver');
  others.push(...exported.text.split('\n').filter((line) => line.includes(reference)));
  others.push(JSON.stringify(await viewHandoff(auditor, reference)));
  for (const path of ['/api/clients?limit=100', '/api/handoffs/absent?limit=100'])
    others.push((await desks.palm.get(path)).text);
  return { detail, others };
}

describe.each(Object.keys(ENDS))('After the negative end %s', (end) => {
  it('the receiver keeps the reference, its dates and what it wrote itself; nothing else, by any way', async () => {
    const { reference, client, secrets } = await seenThrough();
    await ENDS[end]!(reference, client);
    expect(await stands(house, reference)).toBe(end);
    const { detail, others } = await everything(reference);
    expect(detail).toMatchObject({
      reference,
      business_state: end,
      packets: [],
      client: null,
      stage: null,
      urgency: null,
      consent: null,
      waitlist: null,
      departed_at: null,
      messages: [],
      alternatives: [],
      contacts: [],
      clocks: [],
      caller: null,
      place: null,
      next_step: null,
    });
    expect(detail.requested_at).not.toBeNull();
    expect(detail.received_at).not.toBeNull();
    expect(detail.closed_at).not.toBeNull();
    // What it may keep after a missed arrival is whom to ring, and that alone.
    if (end === 'did-not-arrive') expect(detail.identity).not.toBeNull();
    else expect(detail.identity).toBeNull();
    const shown = JSON.stringify({ ...detail, identity: null });
    for (const secret of secrets) for (const text of [shown, ...others]) expect(text).not.toContain(secret);
    expect(detail.notes.every(({ side, body }) => side === 'receiver' && body === OWN_WORDS)).toBe(true);
    expect(detail.notes.length).toBeGreaterThan(1);
    // After a missed arrival the client may still come, be given another date, or be known to have died.
    const still =
      end === 'did-not-arrive' || end === 'service-unavailable' ? ['arrive', 'stop', 'invite'] : [];
    expect([...detail.moves].sort()).toEqual([...still].sort());
  });

  it('the sender keeps what it wrote and sent, and knows how it ended', async () => {
    const { reference, client } = await seenThrough();
    await ENDS[end]!(reference, client);
    const detail = await viewHandoff(desks.manager, reference);
    expect(detail).toMatchObject({
      business_state: end,
      client,
      stage: 'rehabilitation',
      urgency: 'routine',
    });
    expect(detail.packets.map(({ tier }) => tier)).toEqual(expect.arrayContaining(['D1', 'D2']));
    expect(detail.notes.map(({ body }) => body)).toEqual(expect.arrayContaining([SENDERS_WORDS, OWN_WORDS]));
    expect(detail.consent?.categories).toHaveLength(ALL_CATEGORIES.length);
    const without = ['client-died', 'superseded'];
    const [steps] = await house.rows<{ steps: number; codes: string[] | null }>(
      `select count(*)::int as steps, array_agg(o.code) as codes from care.work_item w join care.organisation o on o.id = w.organisation_id
         join care.handoff h on h.id = w.handoff_id where h.reference = $1 and w.kind = 'handoff.next_step'`,
      [reference],
    );
    expect(steps).toEqual(
      without.includes(end) ? { steps: 0, codes: null } : { steps: 1, codes: ['EG-DETOX-1'] },
    );
  });
});

describe('A next step', () => {
  it('is ticked off with what came of it, once; what is no next step has no result', async () => {
    const { reference } = await seenThrough();
    await go(desks.palm, reference, 'decline', { reason: 'no_capacity' });
    const step = await task(desks.manager, reference, 'handoff.next_step');
    const done = (body: object) => desks.manager.post(`/api/work-items/${step.id}/done`, body);
    expectRefusal(await done({ result: 'relapse' }), 422, 'field.invalid');
    expectRefusal(
      await desks.palm.post(`/api/work-items/${step.id}/done`, { result: 'stays_here' }),
      404,
      'work.unknown',
    );
    granted(await done({ result: 'no_place_anywhere' }));
    expectRefusal(await done({ result: 'stays_here' }), 404, 'work.unknown');
    expect((await viewHandoff(desks.manager, reference)).next_step?.done_at).not.toBeNull();
    const notice = await task(desks.manager, reference, 'handoff.notice');
    const wrong = await desks.manager.post(`/api/work-items/${notice.id}/done`, { result: 'stays_here' });
    expectRefusal(wrong, 422, 'field.unknown');
  });

  it('is not ticked off where answering the handoff is what does it', async () => {
    const { reference } = await offerTo(desks.manager, await admitNamed(desks.clinician));
    const item = await task(desks.palm, reference, 'handoff.answer');
    expectRefusal(await desks.palm.post(`/api/work-items/${item.id}/done`), 409, 'work.not_by_hand');
  });
});

describe('A move on the new roads', () => {
  it('is answered again under its key, and told what is stale, and never made twice', async () => {
    const { reference } = await offerTo(desks.manager, await admitNamed(desks.clinician));
    const road = [
      ['palm', 'take', {}],
      ['palm', 'ask', { question: 'Since when?' }],
      ['manager', 'answer', { answer: 'Since May' }],
      ['palm', 'waitlist', { position: 2 }],
      ['manager', 'wish', { wishes: true }],
      ['palm', 'propose', {}],
      ['palm', 'accept', TOMORROW()],
      ['palm', 'reschedule', TOMORROW()],
      ['manager', 'depart', {}],
      ['manager', 'contact', { way: 'telephone', reached: true }],
      ['manager', 'hold', { reason: 'transport', resume_on: inDays(2) }],
      ['palm', 'resume', TOMORROW()],
      ['palm', 'arrive', {}],
      ['palm', 'report', { outcome: 'settled' }],
      ['manager', 'acknowledge', {}],
    ] as const;
    for (const [i, [who, move, body]] of road.entries()) {
      const version = i + 1;
      const stale = await attempt(desks[who], reference, move, body, { version: version + 40 });
      expect([move, stale.status, stale.problem.code]).toEqual([move, 409, 'version.stale']);
      const sending = { version, key: crypto.randomUUID() };
      const first = granted(await attempt(desks[who], reference, move, body, sending));
      expect([move, first.version]).toEqual([move, version + 1]);
      const again = await attempt(desks[who], reference, move, body, sending);
      expect([move, again.headers.get('idempotent-replayed'), again.body]).toEqual([move, 'true', first]);
      const reused = await attempt(desks[who], reference, move, { ...body, x: 1 }, sending);
      expect([move, reused.status]).toEqual([move, 422]);
    }
    const [counted] = await house.rows<{ contacts: number; notes: number }>(
      `select (select count(*)::int from care.handoff_contact c where c.handoff_id = h.id) as contacts,
         (select count(*)::int from care.handoff_note n where n.handoff_id = h.id and n.kind <> 'reason') as notes from care.handoff h where h.reference = $1`,
      [reference],
    );
    expect(counted).toEqual({ contacts: 1, notes: 2 });
  });
});
