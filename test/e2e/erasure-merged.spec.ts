import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MergeView } from '#domain/wire/identity.js';
import { expectRefusal } from '../support/journey-handoffs.js';
import { admitNamed, granted, somebody } from '../support/journey.js';
import type { Answer } from '../support/staff.js';
import { ErasureHouse, path, ROUNDS } from './erasure.tools.js';

let house: ErasureHouse;

beforeAll(async () => {
  house = await ErasureHouse.open();
}, 180_000);
afterAll(() => house?.application.close(), 60_000);

const propose = async (keep: string, join: string): Promise<MergeView> =>
  granted(
    await house.desks.manager.post<MergeView>('/api/merges', { keep, join, ground: 'entered_twice' }),
    201,
  );
const settle = (merge: MergeView, what: 'decide' | 'undo', body?: object): Promise<Answer<MergeView>> =>
  house.intake.post<MergeView>(`/api/merges/${merge.merge}/${what}`, body, { version: merge.version });
const joinRecords = async (keep: string, join: string): Promise<MergeView> =>
  granted(await settle(await propose(keep, join), 'decide', { merge: true }));

describe('Joined records', () => {
  it('are one person: whichever of them is erased, all are, and nothing is left to join or to take apart', async () => {
    const identity = somebody();
    const [keep, first, second, other] = [
      await admitNamed(house.desks.manager, { identity }),
      await admitNamed(house.desks.manager, { identity, duplicates_reviewed: true }),
      await admitNamed(house.desks.manager, { identity, duplicates_reviewed: true }),
      await admitNamed(house.desks.manager),
    ];
    const ids = await Promise.all([keep, first, second].map((code) => house.idOf(code)));
    const pair = await joinRecords(keep, first);
    await joinRecords(keep, second);
    const open = await propose(keep, other);
    // One of those that were joined, not the one that is kept: the third is reached through it.
    const done = await house.erase(first);
    expect(done).toMatchObject({ scope: 'person', client: first });
    for (const code of [keep, first, second])
      expectRefusal(await house.desks.manager.get(path(code)), 410, 'client.erased');
    for (const id of ids) expect(await house.left(id)).toBe(0);
    const entry = house.ledger().find(({ erasure }) => erasure === done.reference);
    expect(new Set([entry?.client, ...(entry?.joined ?? [])])).toEqual(new Set(ids));

    expectRefusal(await settle(pair, 'undo'), 409, 'merge.erased');
    expectRefusal(await settle(open, 'decide', { merge: true }), 409, 'merge.erased');
    expectRefusal(
      await house.desks.manager.post('/api/merges', { keep: other, join: second, ground: 'entered_twice' }),
      409,
      'merge.erased',
    );
    granted(await settle(open, 'decide', { merge: false }));
    expectRefusal(
      await house.desks.manager.post('/api/merges', { keep: other, join: keep, ground: 'entered_twice' }),
      409,
      'merge.erased',
    );
    granted(await house.desks.manager.get(path(other, '/identity')));
  }, 120_000);

  it('that were taken apart before are two people: one is erased and the other stays', async () => {
    const [keep, join] = [await admitNamed(house.desks.manager), await admitNamed(house.desks.manager)];
    const merge = await joinRecords(keep, join);
    const asked = await house.grant(join);
    granted(await settle(merge, 'undo'));
    granted(await house.carryOut(asked));
    expectRefusal(await house.desks.manager.get(path(join)), 410, 'client.erased');
    granted(await house.desks.manager.get(path(keep, '/identity')));
  }, 60_000);

  it('and an erasure at the same moment: both are erased, or they were never joined', async () => {
    const seen = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const [keep, join] = [await admitNamed(house.desks.manager), await admitNamed(house.desks.manager)];
      const [merge, asked] = [await propose(keep, join), await house.grant(join)];
      const [done, decided] = await Promise.all([
        house.carryOut(asked),
        settle(merge, 'decide', { merge: true }),
      ]);
      expect(done.status).toBe(200);
      if (decided.status !== 200) expectRefusal(decided, 409, 'merge.erased');
      seen.add(decided.status === 200 ? 'joined' : 'apart');
      expect((await house.desks.manager.get(path(keep))).status).toBe(decided.status === 200 ? 410 : 200);
      expect(await house.left(await house.idOf(join))).toBe(0);
      if (decided.status === 200) expect(await house.left(await house.idOf(keep))).toBe(0);
    }
    expect(seen.size).toBeGreaterThan(0);
  }, 180_000);

  it('that are taken apart at the moment of an erasure: one alone is erased, or both, and then for good', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [keep, join] = [await admitNamed(house.desks.manager), await admitNamed(house.desks.manager)];
      const merge = await joinRecords(keep, join);
      const asked = await house.grant(keep);
      const [done, undone] = await Promise.all([house.carryOut(asked), settle(merge, 'undo')]);
      expect(done.status).toBe(200);
      if (undone.status !== 200) expectRefusal(undone, 409, 'merge.erased');
      expect((await house.desks.manager.get(path(join))).status).toBe(undone.status === 200 ? 200 : 410);
      expect(await house.left(await house.idOf(keep))).toBe(0);
    }
  }, 180_000);
});
