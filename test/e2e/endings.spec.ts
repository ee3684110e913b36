import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, statePlaces, type Desks } from '../support/journey-desks.js';
import {
  attempt,
  custodians,
  expectRefusal,
  go,
  inbox,
  lapse,
  offerTo,
  requestOf,
  running,
  stands,
  task,
  TOMORROW,
  waiting,
} from '../support/journey-handoffs.js';
import { admitNamed, consentTo, granted, viewClient, viewHandoff } from '../support/journey.js';

let house: TestApplication;
let desks: Desks;

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  desks = await signInDesks(house);
  await statePlaces(desks.palm, 100);
  await statePlaces(desks.oasis, 100);
}, 120_000);
afterAll(() => house?.close(), 60_000);

describe('A return', () => {
  it('is a transfer back that comes after the old one; custody stays until the client is there again', async () => {
    const client = await admitNamed(desks.clinician);
    const { reference } = await offerTo(desks.manager, client);
    await go(desks.palm, reference, 'accept', TOMORROW());
    const there = (await go(desks.palm, reference, 'arrive')).client!;
    const consent = await consentTo(desks.palm, there, 'EG-DETOX-1');
    const why = { consent, stage: 'treatment', urgency: 'urgent', reason: 'Withdrawal has begun again' };
    expectRefusal(await attempt(desks.manager, reference, 'return', why), 409, 'handoff.not_your_move');
    const answer = await go(desks.palm, reference, 'return', why);
    expect(answer).toMatchObject({ business_state: 'report-sent', successor: expect.any(String) });
    const back = answer.successor!;
    expect(await viewHandoff(desks.palm, reference)).toMatchObject({
      outcome: 'returned',
      replaced_by: back,
    });
    const incoming = await viewHandoff(desks.manager, back);
    expect(incoming).toMatchObject({
      side: 'receiver',
      kind: 'transfer',
      replaces: reference,
      urgency: 'urgent',
    });
    await task(desks.manager, back, 'handoff.answer');
    await task(desks.manager, reference, 'handoff.acknowledge');
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1', 'EG-REHAB-1']);
    expectRefusal(await attempt(desks.palm, reference, 'return', why), 409, 'handoff.already_reported');

    await go(desks.manager, back, 'accept', TOMORROW());
    expect((await viewClient(desks.palm, there)).own_custody).toBe(true);
    const arrived = await go(desks.manager, back, 'arrive');
    expect(arrived.client).toBe(client); // the code that this house has always had
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1', 'EG-REHAB-1', 'EG-DETOX-1']);
    expect((await viewClient(desks.manager, client)).own_custody).toBe(true);
    await go(desks.manager, reference, 'acknowledge');
  });

  it('of a referral there is none, and a declined return leaves the next step with whoever is responsible', async () => {
    const client = await admitNamed(desks.clinician);
    const along = { receiver: 'EG-REINT-1', stage: 'reintegration', kind: 'referral' } as const;
    const referral = await offerTo(desks.manager, client, along);
    await go(desks.reint, referral.reference, 'arrive');
    const why = { consent: crypto.randomUUID(), stage: 'treatment', urgency: 'routine', reason: 'x' };
    const none = await attempt(desks.reint, referral.reference, 'return', why);
    expectRefusal(none, 409, 'handoff.kind_has_no_such_move');

    const { reference } = await offerTo(desks.manager, client);
    const there = (await go(desks.palm, reference, 'arrive')).client!;
    const consent = await consentTo(desks.palm, there, 'EG-DETOX-1');
    const { successor } = await go(desks.palm, reference, 'return', { ...why, consent });
    await go(desks.manager, successor!, 'decline', { reason: 'no_capacity' });
    await task(desks.palm, successor!, 'handoff.next_step');
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1', 'EG-REHAB-1']);
  });
});

describe('A report that nobody reads', () => {
  it('closes the loop by the clock, and says so', async () => {
    const { reference } = await offerTo(desks.manager, await admitNamed(desks.clinician));
    await go(desks.palm, reference, 'arrive');
    await go(desks.palm, reference, 'report', { outcome: 'left_early' });
    expect(await running(house, reference)).toEqual({ acknowledge_report: [4] });
    await lapse(house, reference, 'acknowledge_report');
    expect(await viewHandoff(desks.manager, reference)).toMatchObject({
      business_state: 'loop-closed',
      acknowledged_by_clock: true,
      outcome: 'left_early',
    });
    expect(await waiting(desks.manager, reference)).not.toContain('handoff.acknowledge');
  });

  it('that is never written is chased to the office, and moves nothing', async () => {
    const { reference } = await offerTo(desks.manager, await admitNamed(desks.clinician));
    await go(desks.palm, reference, 'arrive');
    expect(await lapse(house, reference, 'first_report')).toEqual([1, 2, 3]);
    await task(desks.coordinator, reference, 'handoff.escalated');
    expect(await stands(house, reference)).toBe('arrived-in-service');
    expect((await viewHandoff(desks.palm, reference)).packets.length).toBeGreaterThan(0);
  });
});

describe('An exit that is nobody’s refusal', () => {
  it.each([
    ['withdrew', 'client-withdrew'],
    ['left', 'client-left'],
    ['moved_away', 'client-moved-away'],
    ['detained', 'client-detained'],
  ])(
    '%s: said by either side, at any point before arrival, with a next step for whoever is responsible',
    async (cause, end) => {
      for (const side of ['manager', 'palm'] as const) {
        const { reference } = await offerTo(desks.manager, await admitNamed(desks.clinician));
        if (side === 'palm') await go(desks.palm, reference, 'accept', TOMORROW());
        await go(desks[side], reference, 'stop', { cause });
        expect(await stands(house, reference)).toBe(end);
        await task(desks.manager, reference, 'handoff.next_step');
        await task(side === 'palm' ? desks.manager : desks.palm, reference, 'handoff.notice');
        const seen = await viewHandoff(desks.palm, reference);
        expect([seen.packets, seen.identity, seen.decline_reason]).toEqual([[], null, null]);
        expectRefusal(await attempt(desks.palm, reference, 'arrive'), 409, 'handoff.stopped');
      }
    },
  );
});

describe('A client who is gone from everybody', () => {
  it.each(['left', 'moved_away', 'detained'])(
    '%s: said by the sender, nobody else waits for them either',
    async (cause) => {
      const client = await admitNamed(desks.clinician);
      const { reference } = await offerTo(desks.manager, client);
      const sibling = await offerTo(desks.manager, client, { receiver: 'EG-REHAB-2', group: reference });
      await go(desks.manager, reference, 'stop', { cause });
      expect(await stands(house, sibling.reference)).toBe('superseded');
      const steps = (await inbox(desks.manager)).filter((item) => item.client === client);
      expect(steps.map(({ kind }) => kind)).toEqual(['handoff.next_step']);
    },
  );
});

describe('A death', () => {
  it('stops everything about the episode in every house; nobody rings, waits or writes; the custodian looks back', async () => {
    const client = await admitNamed(desks.clinician);
    const along = { receiver: 'EG-REINT-1', stage: 'reintegration', kind: 'referral' } as const;
    const walking = await offerTo(desks.manager, client, along);
    await go(desks.reint, walking.reference, 'arrive');
    const pending = await offerTo(desks.manager, client, {
      receiver: 'EG-WORK-1',
      stage: 'employment',
      kind: 'referral',
    });
    const { reference } = await offerTo(desks.manager, client);
    const sibling = await offerTo(desks.manager, client, { receiver: 'EG-REHAB-2', group: reference });
    await go(desks.oasis, sibling.reference, 'take');
    await lapse(house, reference, 'acknowledge', 3);
    await task(desks.coordinator, reference, 'handoff.escalated');

    const answer = await go(desks.manager, reference, 'stop', { cause: 'died' });
    expect(answer).toMatchObject({ state: 'cancelled', business_state: 'client-died' });
    expect(answer.next_step_due_at).toBeUndefined();
    expect(await stands(house, sibling.reference)).toBe('superseded');
    expect(await stands(house, pending.reference)).toBe('superseded');
    for (const told of [sibling.reference, pending.reference]) expect(await running(house, told)).toEqual({});
    const review = await task(desks.manager, reference, 'client.death_review');
    await task(desks.palm, reference, 'handoff.notice');
    await task(desks.oasis, sibling.reference, 'handoff.notice');
    const left = await house.rows<{ kind: string; code: string }>(
      `select w.kind, o.code from care.work_item w join care.organisation o on o.id = w.organisation_id
        where w.episode_id = (select episode_id from care.handoff where reference = $1) and w.done_at is null and w.kind <> 'handoff.notice'`,
      [reference],
    );
    expect(left).toEqual([{ kind: 'client.death_review', code: 'EG-DETOX-1' }]);
    const clocks = await house.rows(
      `select 1 from care.clock c join care.handoff h on h.id = c.handoff_id
        where h.episode_id = (select episode_id from care.handoff where reference = $1) and c.settled_at is null and c.fired_at is null`,
      [reference],
    );
    expect(clocks).toEqual([]);
    // The partner who still had somebody to come sees nothing of them any more.
    expect((await viewHandoff(desks.palm, reference)).packets).toEqual([]);
    granted(await desks.manager.post(`/api/work-items/${review.id}/done`));
  });

  it('said by a partner who was merely asked ends its own part, and whoever is responsible looks at once', async () => {
    const client = await admitNamed(desks.clinician);
    const { reference } = await offerTo(desks.manager, client);
    const sibling = await offerTo(desks.manager, client, { receiver: 'EG-REHAB-2', group: reference });
    await go(desks.palm, reference, 'stop', { cause: 'died' });
    expect(await stands(house, sibling.reference)).toBe('awaiting-acknowledgement');
    const review = await task(desks.manager, reference, 'client.death_review');
    expect(Date.parse(review.due_at)).toBeLessThanOrEqual(Date.now());
    expect(await waiting(desks.manager, reference)).not.toContain('handoff.next_step');
  });

  it('said where somebody did not come stops the looking for them', async () => {
    const client = await admitNamed(desks.clinician);
    const { reference } = await offerTo(desks.manager, client);
    await go(desks.palm, reference, 'accept', TOMORROW());
    await go(desks.palm, reference, 'fail');
    await task(desks.manager, reference, 'handoff.next_step');
    await go(desks.manager, reference, 'stop', { cause: 'died' });
    expect(await waiting(desks.manager, reference)).toEqual(['client.death_review']);
    expect(await running(house, reference)).toEqual({});
  });

  it('is not followed by a request that had lain in a drawer', async () => {
    const client = await admitNamed(desks.clinician);
    const drawer = await requestOf(desks.manager, client, { receiver: 'EG-REHAB-2' });
    const draft = granted(
      await desks.manager.post<{ reference: string }>('/api/handoffs/drafts', drawer),
      201,
    );
    const { reference } = await offerTo(desks.manager, client);
    await go(desks.manager, reference, 'stop', { cause: 'died' });
    expect(await running(house, draft.reference)).toEqual({});
    expect(await stands(house, draft.reference)).toBe('discarded');
    expect((await viewHandoff(desks.manager, draft.reference)).notes).toEqual([]);
    expectRefusal(await attempt(desks.manager, draft.reference, 'send'), 409, 'handoff.discarded');
  });
});

describe('Entered in error', () => {
  it('is said by the sender with a reason, told to the partner, and countersigned by somebody else', async () => {
    const client = await admitNamed(desks.clinician);
    const { reference } = await offerTo(desks.manager, client);
    await go(desks.palm, reference, 'accept', TOMORROW());
    const without = await attempt(desks.manager, reference, 'void', {});
    expectRefusal(without, 422, 'field.invalid');
    await go(desks.manager, reference, 'void', { reason: 'Somebody else of that name was meant' });
    expect(await viewHandoff(desks.palm, reference)).toMatchObject({
      state: 'entered-in-error',
      business_state: 'voided',
      packets: [],
      identity: null,
      notes: [],
      stage: null,
    });
    await task(desks.palm, reference, 'handoff.notice');
    await task(desks.manager, reference, 'handoff.next_step');
    expect((await viewHandoff(desks.manager, reference)).notes.at(-1)).toMatchObject({
      kind: 'void',
      body: 'Somebody else of that name was meant',
    });
    const item = await task(desks.manager, reference, 'handoff.countersign');
    expectRefusal(await desks.manager.post(`/api/work-items/${item.id}/done`), 403, 'permission.role');
    expectRefusal(await desks.palm.post(`/api/work-items/${item.id}/done`), 404, 'work.unknown');
    granted(await desks.clinician.post(`/api/work-items/${item.id}/done`));
    expectRefusal(await desks.duty.post(`/api/work-items/${item.id}/done`), 404, 'work.unknown');
    const kinds = (await inbox(desks.manager)).filter((one) => one.client === client).map(({ kind }) => kind);
    expect(kinds).toEqual(['handoff.next_step']);
    // It stays in the audit: nothing that was sent is as if it had never been.
    const [audited] = await house.rows<{ events: number; ledger: number }>(
      `select (select count(*)::int from audit.event e join audit.event_subject s on s.event_id = e.id where s.subject = h.audit_subject and e.action = 'handoff.void') as events,
         (select count(*)::int from care.disclosure d where d.handoff_id = h.id) as ledger from care.handoff h where h.reference = $1`,
      [reference],
    );
    expect(audited).toEqual({ events: 1, ledger: 3 });
  });
});
