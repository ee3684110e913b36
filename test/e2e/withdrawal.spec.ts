import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HandoffPreview } from '#domain/wire/handoff.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, statePlaces, type Desks } from '../support/journey-desks.js';
import {
  attempt,
  custodians,
  expectRefusal,
  go,
  inbox,
  offerTo,
  running,
  stands,
  task,
  TOMORROW,
} from '../support/journey-handoffs.js';
import {
  admitNamed,
  ALL_CATEGORIES,
  consentTo,
  daysAgo,
  granted,
  viewClient,
  viewHandoff,
} from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  desks = await signInDesks(house);
  await statePlaces(desks.palm, 100);
}, 120_000);
afterAll(() => house?.close(), 60_000);

const HOW = { how: 'witnessed_oral' };

interface Standing {
  readonly reference: string;
  readonly consent: string;
  readonly client: string;
}

async function sent(steps: readonly ('take' | 'accept' | 'arrive' | 'report')[] = []): Promise<Standing> {
  const client = await admitNamed(desks.clinician);
  const consent = await consentTo(desks.manager, client, 'EG-REHAB-1');
  const { reference } = await offerTo(desks.manager, client, { consent });
  const bodies = { take: {}, accept: TOMORROW(), arrive: {}, report: { outcome: 'settled' } };
  for (const step of steps) await go(desks.palm, reference, step, bodies[step]);
  return { reference, consent, client };
}

/** The two roads a withdrawal takes: at the consent, or at the handoff that stands on it. */
async function withdraw(staff: Staff, { reference, consent }: Standing, at: 'consent' | 'handoff') {
  if (at === 'handoff') return await attempt(staff, reference, 'withdraw', HOW);
  return await staff.post(`/api/consents/${consent}/withdrawal`, HOW, { version: 1 });
}

/** Nothing is open to the receiver, and nothing is disclosed under the consent after it was withdrawn. */
async function isClosed(receiver: Staff, { reference, consent }: Standing): Promise<void> {
  const seen = await viewHandoff(receiver, reference);
  expect([seen.packets, seen.identity]).toEqual([[], null]);
  const [left] = await house.rows<{ open: number; known: number; late: number }>(
    `select (select count(*)::int from care.packet p where p.handoff_id = h.id and p.ended_at is null) as open,
       (select count(*)::int from vault.known_to k where k.handoff_id = h.id and k.until_at > clock_timestamp()) as known,
       (select count(*)::int from care.disclosure d join care.consent k on k.id = d.consent_id
         where k.reference = $2 and d.disclosed_at > k.withdrawn_at) as late
     from care.handoff h where h.reference = $1`,
    [reference, consent],
  );
  expect([left!.open, left!.late]).toEqual([0, 0]);
  if (seen.state !== 'in-progress' && seen.state !== 'completed') expect(left!.known).toBe(0);
}

describe.each(['consent', 'handoff'] as const)('A withdrawal recorded at the %s', (at) => {
  it.each([
    ['requested', []],
    ['received', ['take']],
  ] as const)(
    'of a request that is %s ends it, with a next step, wherever the client says so',
    async (_, steps) => {
      for (const side of ['sender', 'receiver'] as const) {
        if (side === 'receiver' && at === 'consent') continue; // its number is the sender's; the receiver says it at the handoff
        const standing = await sent(steps);
        const staff = side === 'sender' ? desks.clinician : desks.palm;
        expect([
          side,
          (await withdraw(side === 'sender' ? desks.manager : staff, standing, at)).status,
        ]).toEqual([side, 200]);
        expect(await stands(house, standing.reference)).toBe('consent-withdrawn');
        await isClosed(desks.palm, standing);
        await task(desks.manager, standing.reference, 'handoff.next_step');
        await task(side === 'sender' ? desks.palm : desks.manager, standing.reference, 'handoff.notice');
        expect(await running(house, standing.reference)).toEqual({});
        const late = await attempt(desks.palm, standing.reference, 'accept', TOMORROW());
        expectRefusal(late, 409, 'handoff.ended_by_withdrawal');
      }
    },
  );

  it('after acceptance pauses, closes reading, keeps the place, and the sender is to speak with the client', async () => {
    const standing = await sent(['accept']);
    expect((await withdraw(desks.manager, standing, at)).status).toBe(200);
    expect(await stands(house, standing.reference)).toBe('consent-under-discussion');
    await isClosed(desks.palm, standing);
    await task(desks.manager, standing.reference, 'handoff.resume');
    await task(desks.palm, standing.reference, 'handoff.notice');
    expect(await running(house, standing.reference)).toEqual({ hold: [2, 3, 4] });
    expect((await viewHandoff(desks.palm, standing.reference)).place?.hold).toBe('firm');
    expect(
      (await inbox(desks.palm)).filter((item) => item.handoff?.reference === standing.reference),
    ).toEqual([expect.objectContaining({ kind: 'handoff.notice' })]);
    // The client comes all the same: nobody is sent away, and nothing more is disclosed.
    const arrived = await go(desks.palm, standing.reference, 'arrive');
    await isClosed(desks.palm, standing);
    expect((await desks.palm.get(`/api/clients/${arrived.client}/identity`)).status).toBe(404);
    expect(await custodians(house, standing.reference)).toEqual(['EG-DETOX-1', 'EG-REHAB-1']);
  });

  it('after a pause for another reason leads to the discussion of the consent too', async () => {
    const standing = await sent(['accept']);
    await go(desks.palm, standing.reference, 'hold', { reason: 'transport', resume_on: '2199-01-01' });
    expect((await withdraw(desks.manager, standing, at)).status).toBe(200);
    expect(await stands(house, standing.reference)).toBe('consent-under-discussion');
    await isClosed(desks.palm, standing);
    expect(await running(house, standing.reference)).toEqual({ hold: [2, 3, 4] });
  });

  it.each([
    ['arrival', ['accept', 'arrive'], 'arrived-in-service'],
    ['the report', ['accept', 'arrive', 'report'], 'report-sent'],
  ] as const)(
    'after %s leaves it where it stands, and narrows what is read at once',
    async (_, steps, state) => {
      const standing = await sent(steps);
      const before = await viewHandoff(desks.palm, standing.reference);
      expect(before.packets.length).toBeGreaterThan(2);
      expect((await withdraw(desks.palm, standing, at)).status).toBe(at === 'consent' ? 200 : 200);
      expect(await stands(house, standing.reference)).toBe(state);
      await isClosed(desks.palm, standing);
      const now = await viewClient(desks.palm, before.client!);
      expect([now.own_custody, now.safety]).toEqual([true, null]); // what others wrote is closed, the client stays
      await task(desks.manager, standing.reference, 'handoff.notice');
    },
  );

  it('is recorded once, and by nobody who is no side of it', async () => {
    const standing = await sent(['accept']);
    const strange = await withdrawAs(desks.oasis, standing, at);
    expectRefusal(strange, 404, 'request.not_found');
    expect((await withdraw(desks.manager, standing, at)).status).toBe(200);
    const version = (await viewHandoff(desks.manager, standing.reference)).version;
    const again =
      at === 'handoff'
        ? await attempt(desks.manager, standing.reference, 'withdraw', HOW, { version })
        : await desks.manager.post(`/api/consents/${standing.consent}/withdrawal`, HOW, { version: 2 });
    expectRefusal(again, 409, 'consent.already_withdrawn');
  });
});

async function withdrawAs(staff: Staff, { reference, consent }: Standing, at: 'consent' | 'handoff') {
  const path =
    at === 'handoff' ? `/api/handoffs/${reference}/withdraw` : `/api/consents/${consent}/withdrawal`;
  return await staff.post(path, HOW, { version: 1 });
}

describe('A withdrawal at a third house, where the client is now', () => {
  it.each([
    ['requested', [], 'consent-withdrawn'],
    ['accepted', ['accept'], 'consent-under-discussion'],
    ['arrived', ['accept', 'arrive'], 'arrived-in-service'],
  ] as const)(
    'moves a referral of the former house that is %s, and both its sides are told',
    async (_, steps, to) => {
      const client = await admitNamed(desks.clinician);
      const consent = await consentTo(desks.manager, client, 'EG-REINT-1');
      const along = { receiver: 'EG-REINT-1', stage: 'reintegration', kind: 'referral', consent } as const;
      const { reference } = await offerTo(desks.manager, client, along);
      for (const step of steps) await go(desks.reint, reference, step, step === 'accept' ? TOMORROW() : {});
      const transfer = await offerTo(desks.manager, client);
      await go(desks.palm, transfer.reference, 'accept', TOMORROW());
      await go(desks.palm, transfer.reference, 'arrive');

      expect((await withdraw(desks.palm, { reference, consent, client }, 'consent')).status).toBe(200);
      expect(await stands(house, reference)).toBe(to);
      await isClosed(desks.reint, { reference, consent, client });
      await task(desks.manager, reference, 'handoff.notice');
      await task(desks.reint, reference, 'handoff.notice');
      // Whoever is responsible now has the next step, not whoever once sent.
      const steps2 = await house.rows<{ code: string }>(
        `select o.code from care.work_item w join care.organisation o on o.id = w.organisation_id join care.handoff h on h.id = w.handoff_id
        where h.reference = $1 and w.kind = 'handoff.next_step'`,
        [reference],
      );
      expect(steps2).toEqual(to === 'consent-withdrawn' ? [{ code: 'EG-REHAB-1' }] : []);
    },
  );
});

describe('A consent that ends between looking and sending', () => {
  it.each(['withdrawn', 'expired'] as const)('%s: nothing is sent, nothing is disclosed', async (how) => {
    const client = await admitNamed(desks.clinician);
    const consent = await consentTo(desks.manager, client, 'EG-REHAB-1');
    const offer = { client, receiver: 'EG-REHAB-1', stage: 'rehabilitation', urgency: 'routine' };
    const preview = { ...offer, categories: ALL_CATEGORIES };
    granted(await desks.manager.post<HandoffPreview>('/api/handoffs/preview', preview));
    if (how === 'withdrawn')
      granted(await desks.clinician.post(`/api/consents/${consent}/withdrawal`, HOW, { version: 1 }));
    else
      await house.rows('update care.consent set expires_on = $2 where reference = $1', [consent, daysAgo(2)]);
    const answer = await desks.manager.post('/api/handoffs', { ...offer, kind: 'transfer', consent });
    expectRefusal(answer, 409, `consent.${how}`);
    const [left] = await house.rows<{ disclosed: number; sent: number }>(
      `select (select count(*)::int from care.disclosure d where d.consent_id = k.id) as disclosed,
         (select count(*)::int from care.handoff h where h.consent_id = k.id) as sent from care.consent k where k.reference = $1`,
      [consent],
    );
    expect(left).toEqual({ disclosed: 0, sent: 0 });
  });

  it('run out after acceptance closes what was disclosed by itself, and the client arrives all the same', async () => {
    const standing = await sent(['accept']);
    await house.rows('update care.consent set expires_on = $2 where reference = $1', [
      standing.consent,
      daysAgo(2),
    ]);
    await house.rows(
      `update care.packet p set open_until = now() - interval '1 day' from care.handoff h where h.id = p.handoff_id and h.reference = $1`,
      [standing.reference],
    );
    expect((await viewHandoff(desks.palm, standing.reference)).packets).toEqual([]);
    await go(desks.palm, standing.reference, 'arrive');
    const seen = await viewHandoff(desks.palm, standing.reference);
    expect([seen.business_state, seen.packets]).toEqual(['arrived-in-service', []]);
  });
});
