import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import {
  attempt,
  custodians,
  expectRefusal,
  go,
  inDays,
  lapse,
  offerTo,
  running,
  stands,
  task,
  TOMORROW,
  viewEnvelope,
  waiting,
} from '../support/journey-handoffs.js';
import { admitAnonymous, viewHandoff } from '../support/journey.js';

let house: TestApplication;
let desks: Desks;

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  desks = await signInDesks(house);
}, 120_000);
afterAll(() => house?.close(), 60_000);

/** A request that the partner has taken on. */
async function taken(): Promise<string> {
  const { reference } = await offerTo(desks.manager, await admitAnonymous(desks.manager));
  await go(desks.palm, reference, 'take');
  return reference;
}

const rungs = { routine: [1, 2, 3, 4] };

describe('A question', () => {
  it('pauses the clock of whoever asks and starts that of whoever must answer; the hard stop runs on', async () => {
    const reference = await taken();
    expect(await running(house, reference)).toEqual({ decide: rungs.routine, hard_stop: [4] });
    const [stop] = (await viewHandoff(desks.palm, reference)).clocks.filter(
      ({ kind }) => kind === 'hard_stop',
    );
    await go(desks.palmIntake, reference, 'ask', { question: 'Which medicine, since when?' });
    expect(await running(house, reference)).toEqual({ answer: rungs.routine, hard_stop: [4] });
    const asked = await viewHandoff(desks.manager, reference);
    expect(asked.notes.at(-1)).toMatchObject({
      kind: 'question',
      side: 'receiver',
      body: 'Which medicine, since when?',
    });
    expect(asked.clocks.find(({ kind }) => kind === 'answer')?.whose).toBe('sender');
    expect(asked.due_at).toBe(asked.clocks.find(({ kind }) => kind === 'answer')?.due_at);
    await task(desks.manager, reference, 'handoff.question');
    expect(await waiting(desks.palm, reference)).not.toContain('handoff.answer');

    await go(desks.clinician, reference, 'answer', { answer: 'Methadone, since May' });
    expect(await running(house, reference)).toEqual({ decide: rungs.routine, hard_stop: [4] });
    const answered = await viewHandoff(desks.palm, reference);
    expect(answered.notes.map(({ kind, side, body }) => [kind, side, body])).toEqual([
      ['question', 'receiver', 'Which medicine, since when?'],
      ['answer', 'sender', 'Methadone, since May'],
    ]);
    expect(answered.clocks.find(({ kind }) => kind === 'hard_stop')).toEqual(stop);
    await task(desks.palm, reference, 'handoff.answer');
    expect(await waiting(desks.manager, reference)).not.toContain('handoff.question');
    await go(desks.palm, reference, 'accept', TOMORROW());
  });

  it('is between the two sides: the coordination office and everybody else read none of it', async () => {
    const reference = await taken();
    await go(desks.palm, reference, 'ask', { question: 'Words of the two sides' });
    const envelope = await viewEnvelope(desks.coordinator, reference);
    expect(envelope.business_state).toBe('info-requested');
    expect(JSON.stringify(envelope)).not.toContain('Words of the two sides');
    expect((await desks.oasis.get(`/api/handoffs/${reference}`)).status).toBe(404);
    const [audited] = await house.rows<{ told: number }>(
      `select count(*)::int as told from audit.event e where e::text like '%Words of the two sides%'`,
    );
    expect(audited).toEqual({ told: 0 });
  });

  it('that nobody answers, in spite of every reminder, ends the request; custody stays', async () => {
    const reference = await taken();
    await go(desks.palm, reference, 'ask', { question: 'Since when?' });
    expect(await lapse(house, reference, 'answer', 1)).toEqual([1]);
    expect((await task(desks.manager, reference, 'handoff.reminder')).role).toBe('intake_officer');
    expect(await lapse(house, reference, 'answer', 2)).toEqual([2]);
    await task(desks.palm, reference, 'handoff.overdue');
    expect(await lapse(house, reference, 'answer', 4)).toEqual([3, 4]);
    expect(await stands(house, reference)).toBe('expired-no-decision');
    await task(desks.manager, reference, 'handoff.next_step');
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1']);
    expectRefusal(await attempt(desks.manager, reference, 'answer', { answer: 'x' }), 409, 'handoff.expired');
  });
});

describe('A waiting list', () => {
  const offer = { expected_on: inDays(20), position: 3, review_on: inDays(5), note: 'A bed in three weeks' };

  it('is an offer with a date or a position, in the future', async () => {
    const reference = await taken();
    const without = await attempt(desks.palm, reference, 'waitlist', { note: 'Some day' });
    expectRefusal(without, 422, 'handoff.waitlist_needs_date');
    for (const dates of [{ expected_on: inDays(-1) }, { position: 2, review_on: inDays(-1) }])
      expectRefusal(await attempt(desks.palm, reference, 'waitlist', dates), 422, 'handoff.date_in_past');
    expect(await stands(house, reference)).toBe('under-review');
    await go(desks.palm, reference, 'waitlist', offer);
    const seen = await viewHandoff(desks.manager, reference);
    expect(seen).toMatchObject({
      business_state: 'waitlist-offered',
      waitlist: { expected_on: offer.expected_on, position: 3, review_on: offer.review_on },
    });
    expect(seen.notes.at(-1)).toMatchObject({ kind: 'waitlist', body: 'A bed in three weeks' });
    await task(desks.manager, reference, 'handoff.wish');
  });

  it('is not taken for a yes when nobody answers: it is chased up to the office, and stays an offer', async () => {
    const reference = await taken();
    await go(desks.palm, reference, 'waitlist', offer);
    expect(await running(house, reference)).toEqual({ hard_stop: [4], wish: [1, 2, 3] });
    expect(await lapse(house, reference, 'wish')).toEqual([1, 2, 3]);
    expect(await stands(house, reference)).toBe('waitlist-offered');
    await task(desks.manager, reference, 'handoff.reminder');
    await task(desks.manager, reference, 'handoff.overdue');
    await task(desks.palm, reference, 'handoff.overdue');
    await task(desks.coordinator, reference, 'handoff.escalated');
    // Nor does the hard stop decide for somebody who was offered a place.
    await lapse(house, reference, 'hard_stop');
    expect(await stands(house, reference)).toBe('waitlist-offered');
    await go(desks.manager, reference, 'wish', { wishes: true });
    expect(await stands(house, reference)).toBe('waitlisted');
  });

  it('that the client wants is looked at again and again; nobody expires in it, and a place found is decided anew', async () => {
    const reference = await taken();
    await go(desks.palm, reference, 'waitlist', offer);
    const wished = await go(desks.manager, reference, 'wish', { wishes: true });
    expect(wished).toMatchObject({ state: 'received', business_state: 'waitlisted' });
    expect(await running(house, reference)).toEqual({ review: [4] });
    for (const round of [1, 2]) {
      expect([round, await lapse(house, reference, 'review')]).toEqual([round, [4]]);
      expect(await running(house, reference)).toEqual({ review: [4] });
      await task(desks.palm, reference, 'handoff.review');
      await task(desks.manager, reference, 'handoff.notice');
    }
    expect(await stands(house, reference)).toBe('waitlisted');
    await go(desks.palm, reference, 'propose');
    const seen = await viewHandoff(desks.manager, reference);
    expect(seen).toMatchObject({ business_state: 'under-review', waitlist: null });
    expect(Object.keys(await running(house, reference))).toContain('decide');
    await go(desks.palm, reference, 'accept', TOMORROW());
    await go(desks.palm, reference, 'arrive');
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1', 'EG-REHAB-1']);
  });

  it('that the client does not want gives the decision back to the partner', async () => {
    const reference = await taken();
    await go(desks.palm, reference, 'waitlist', offer);
    const answered = await go(desks.manager, reference, 'wish', { wishes: false });
    expect(answered.business_state).toBe('under-review');
    const seen = await viewHandoff(desks.palm, reference);
    expect([seen.waitlist, seen.state]).toEqual([null, 'received']);
    await task(desks.palm, reference, 'handoff.answer');
    expectRefusal(
      await attempt(desks.manager, reference, 'wish', { wishes: true }),
      409,
      'handoff.nothing_offered',
    );
    await go(desks.palm, reference, 'decline', { reason: 'no_capacity' });
  });
});
