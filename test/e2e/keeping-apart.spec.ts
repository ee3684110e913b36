import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HandoffWritten } from '#domain/wire/handoff.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { openHouses, signInDesks, type Desks } from '../support/journey-desks.js';
import {
  attempt,
  custodians,
  expectRefusal,
  go,
  offerTo,
  requestOf,
  stands,
  task,
  TOMORROW,
} from '../support/journey-handoffs.js';
import { admitAnonymous, granted, viewHandoff } from '../support/journey.js';
import type { Answer, Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;
let other: { code: string; staff: Staff };

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  await house.rows('delete from care.capacity');
  desks = await signInDesks(house);
  other = (await openHouses(house, 1))[0]!;
}, 120_000);
afterAll(() => house?.close(), 60_000);

async function record(client: string, from: string): Promise<string> {
  return granted(
    await desks.manager.post<{ reference: string }>(`/api/clients/${client}/separations`, { other: from }),
    201,
  ).reference;
}

/** Somebody from whom these are to be kept apart moves to a house; answers their code at home. */
async function movesTo(receiver: string, staff: Staff, ...clients: string[]): Promise<string> {
  const moving = await admitAnonymous(desks.manager);
  for (const client of clients) await record(client, moving);
  const { reference } = await offerTo(desks.manager, moving, { receiver });
  await go(staff, reference, 'arrive');
  return moving;
}

const post = (wanted: object, path = '') =>
  desks.manager.post<HandoffWritten>(`/api/handoffs${path}`, wanted);

/** An answer without what is its own alone: the number of the request. */
const bare = ({ status, text, headers }: Answer) => [
  status,
  text.replace(/"request":"[^"]+"/, ''),
  [...headers.keys()].sort(),
];

describe('Two who must not stay in one house', () => {
  it('"not suitable" is all that is said, at the preview, at sending, in a draft and at the yes', async () => {
    const client = await admitAnonymous(desks.manager);
    const { reference } = await offerTo(desks.manager, client); // sent before anybody knew
    const second = await admitAnonymous(desks.manager);
    const there = await movesTo('EG-REHAB-1', desks.palm, client, second);
    const yes = await attempt(desks.palm, reference, 'accept', TOMORROW());
    expectRefusal(yes, 409, 'handoff.not_suitable');
    expect(await stands(house, reference)).toBe('awaiting-acknowledgement');

    const wanted = (await requestOf(desks.manager, second)) as Record<string, unknown>;
    const { kind: _kind, consent: _consent, ...look } = wanted;
    const draft = granted(await post(wanted, '/drafts'), 201);
    const answers = [
      await post(wanted),
      await post({ ...look, categories: ['identity'] }, '/preview'),
      await attempt(desks.manager, draft.reference, 'send'),
    ];
    for (const answer of answers) {
      expectRefusal(answer, 409, 'handoff.not_suitable');
      expect(answer.problem.detail).toBe('Not suitable. Choose another partner.');
      for (const hidden of [there, 'separat', 'apart', 'custody', 'stay'])
        expect(answer.text.toLowerCase()).not.toContain(hidden.toLowerCase());
    }
    // Another house suits, and the same one when they no longer need to be kept apart.
    const elsewhere = await requestOf(desks.manager, second, { receiver: other.code });
    granted(await post(elsewhere), 201);
  });

  it('works both ways, whoever of the two was named first, and ends when it is ended', async () => {
    const client = await admitAnonymous(desks.manager);
    const moved = await admitAnonymous(desks.manager);
    const separation = await record(moved, client); // the one who stays is the one it was recorded of
    const { reference } = await offerTo(desks.manager, moved, { receiver: 'EG-REHAB-2' });
    await go(desks.oasis, reference, 'arrive');
    const wanted = await requestOf(desks.manager, client, { receiver: 'EG-REHAB-2' });
    expectRefusal(await post(wanted), 409, 'handoff.not_suitable');
    granted(await desks.clinician.post(`/api/separations/${separation}/end`));
    granted(await post(wanted), 201);
  });

  it('counts where the other walks along as well as where they are in custody', async () => {
    const client = await admitAnonymous(desks.manager);
    const walking = await admitAnonymous(desks.manager);
    const along = { receiver: 'EG-REINT-1', stage: 'reintegration', kind: 'referral' } as const;
    const { reference } = await offerTo(desks.manager, walking, along);
    await record(client, walking);
    const wanted = await requestOf(desks.manager, client, along);
    const early = await post(wanted);
    granted(early, 201); // only asked: nobody is there yet
    await go(desks.manager, early.body.reference, 'recall', { reason: 'other' });
    await go(desks.reint, reference, 'arrive');
    expectRefusal(await post(wanted), 409, 'handoff.not_suitable');
    await go(desks.reint, reference, 'report', { outcome: 'settled' });
    granted(await post(wanted), 201);
  });

  it('an arrival is never refused for it: both houses learn that somebody must look at it, and not why', async () => {
    const client = await admitAnonymous(desks.manager);
    const { reference } = await offerTo(desks.manager, client);
    const there = await movesTo('EG-REHAB-1', desks.palm, client);
    await go(desks.palm, reference, 'arrive');
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1', 'EG-REHAB-1']);
    for (const staff of [desks.manager, desks.palm]) {
      const item = await task(staff, reference, 'handoff.not_suitable');
      expect(JSON.stringify(item)).not.toContain(there);
    }
    expect(JSON.stringify(await viewHandoff(desks.palm, reference))).not.toMatch(/separat|apart/i);
  });

  it('is told in one shape, whoever it is about, and read by nobody but the house that wrote it', async () => {
    const [one, two] = [await admitAnonymous(desks.manager), await admitAnonymous(desks.manager)];
    const separation = await record(one, two);
    await movesTo('EG-REHAB-1', desks.palm, one, two);
    const answers = [
      await post(await requestOf(desks.manager, one)),
      await post(await requestOf(desks.manager, two)),
    ];
    expect(bare(answers[0]!)).toEqual(bare(answers[1]!));
    expectRefusal(await desks.palm.get(`/api/clients/${one}/separations`), 404, 'request.not_found');
    const foreign = await desks.palm.post(`/api/separations/${separation}/end`);
    const none = await desks.palm.post(`/api/separations/${crypto.randomUUID()}/end`);
    expect(bare(foreign)).toEqual(bare(none));
  });

  it('is not told by the time that the answer takes: suitable or not, the same is looked up', async () => {
    const [kept, free] = [await admitAnonymous(desks.manager), await admitAnonymous(desks.manager)];
    await movesTo('EG-REHAB-1', desks.palm, kept);
    // A house without a paper refuses before: what differs is whether the question was reached at all, for both alike.
    const look = async (client: string) => {
      const wanted = {
        client,
        receiver: 'EG-REHAB-1',
        stage: 'rehabilitation',
        urgency: 'routine',
        categories: ['identity'],
      };
      const started = performance.now();
      await desks.manager.post('/api/handoffs/preview', wanted);
      return performance.now() - started;
    };
    for (const client of [kept, free]) await look(client);
    const times: Record<string, number[]> = { [kept]: [], [free]: [] };
    for (let i = 0; i < 60; i += 1)
      for (const client of [kept, free]) times[client]!.push(await look(client));
    const median = (client: string) => times[client]!.sort((a, b) => a - b)[30]!;
    // A refusal is written down and rolls back, a preview is filled: the two may differ, but by no more than a trip or two.
    expect(Math.abs(median(kept) - median(free))).toBeLessThan(Math.max(25, 0.75 * median(free)));
  }, 60_000);

  it('is not recorded of somebody who has moved on: by what is refused, nobody finds out where they are', async () => {
    const gone = await movesTo('EG-REHAB-1', desks.palm);
    const client = await admitAnonymous(desks.manager);
    const answer = await desks.manager.post(`/api/clients/${client}/separations`, { other: gone });
    expectRefusal(answer, 409, 'client.not_in_custody');
    granted(await post(await requestOf(desks.manager, client)), 201);
  });

  it('who is gone from there is no obstacle any more', async () => {
    const client = await admitAnonymous(desks.manager);
    const leaving = await admitAnonymous(desks.manager);
    await record(client, leaving);
    const first = await offerTo(desks.manager, leaving);
    const code = (await go(desks.palm, first.reference, 'arrive')).client!;
    const wanted = await requestOf(desks.manager, client);
    expectRefusal(await post(wanted), 409, 'handoff.not_suitable');
    const on = await offerTo(desks.palm, code, { receiver: other.code });
    await go(other.staff, on.reference, 'arrive');
    granted(await post(wanted), 201);
  });
});
