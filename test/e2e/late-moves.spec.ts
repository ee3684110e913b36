import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClientWritten } from '#domain/wire/client.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { fingerprint } from '../support/journey-hostile.js';
import { admitAnonymous, granted, inHours, move, SAFE, sendOn, walkIn } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let manager: Staff;
let intake: Staff;

beforeAll(async () => {
  house = await startApplication();
  manager = await house.as('case-manager@detox.eg.demo');
  intake = await house.as('intake-officer@rehab1.eg.demo');
}, 120_000);
afterAll(() => house?.close(), 60_000);

const YES = { appointment_at: inHours(24) };
const BODIES = {
  take: {},
  accept: YES,
  decline: { reason: 'other' },
  recall: { reason: 'other' },
  arrive: {},
  report: { outcome: 'settled' },
};

describe('A move that comes too late, too early or from the wrong side', () => {
  it.each([
    [['take'], 'take', 409, 'handoff.already_taken'],
    [['accept'], 'take', 409, 'handoff.already_accepted'],
    [['accept'], 'accept', 409, 'handoff.already_accepted'],
    [['accept'], 'decline', 409, 'handoff.already_accepted'],
    [['recall'], 'accept', 409, 'handoff.recalled'],
    [['recall'], 'arrive', 409, 'handoff.recalled'],
    [['decline'], 'accept', 409, 'handoff.already_declined'],
    [['decline'], 'recall', 409, 'handoff.already_declined'],
    [[], 'arrive', 409, 'handoff.not_accepted_yet'],
    [['accept'], 'report', 409, 'handoff.not_arrived_yet'],
    [['accept', 'arrive'], 'recall', 409, 'handoff.already_arrived'],
    [['accept', 'arrive'], 'arrive', 409, 'handoff.already_arrived'],
    [['accept', 'arrive', 'report'], 'report', 409, 'handoff.completed'],
  ] as const)(
    'after %j, to %s is refused by name and changes nothing',
    async (before, late, status, code) => {
      const { reference } = await sendOn(manager, await admitAnonymous(manager));
      const sideOf = (name: keyof typeof BODIES) => (name === 'recall' ? manager : intake);
      for (const name of before) granted(await move(sideOf(name), reference, name, BODIES[name]));
      const print = await fingerprint(house);
      const answer = await move(sideOf(late), reference, late, BODIES[late]);
      expect([answer.status, answer.problem.code]).toEqual([status, code]);
      expect(await fingerprint(house)).toEqual(print);
    },
  );

  it.each(['take', 'accept', 'decline', 'recall'] as const)(
    '%s by the other side is refused as not theirs',
    async (name) => {
      const { reference } = await sendOn(manager, await admitAnonymous(manager));
      const print = await fingerprint(house);
      const allround = await wrongSide(name);
      const answer = await move(allround, reference, name, BODIES[name]);
      expect([answer.status, answer.problem.code]).toEqual([409, 'handoff.not_your_move']);
      expect(await fingerprint(house)).toEqual(print);
    },
  );

  /** Somebody whose roles would do, at the house whose move it is not. */
  async function wrongSide(name: string): Promise<Staff> {
    return await house.as(name === 'recall' ? 'case-manager@rehab1.eg.demo' : 'case-manager@detox.eg.demo');
  }

  it.each([
    [-1, 'handoff.appointment_past'],
    [24 * 400, 'handoff.appointment_too_far'],
  ])('an appointment in %i hours is refused: %s', async (hours, code) => {
    const { reference } = await sendOn(manager, await admitAnonymous(manager));
    const answer = await move(intake, reference, 'accept', { appointment_at: inHours(hours) });
    expect([answer.status, answer.problem.code]).toEqual([422, code]);
  });

  it.each([
    [2, 'handoff.arrival_in_future'],
    [-24 * 30, 'handoff.arrival_too_early'],
  ])('an arrival in %i hours is refused: %s', async (hours, code) => {
    const { reference } = await sendOn(manager, await admitAnonymous(manager));
    granted(await move(intake, reference, 'accept', YES));
    const answer = await move(intake, reference, 'arrive', { arrived_at: inHours(hours) });
    expect([answer.status, answer.problem.code]).toEqual([422, code]);
  });
});

describe('A change that is named twice', () => {
  it('with the same content is answered again; with another content, version or address it is refused', async () => {
    const [key, other] = [crypto.randomUUID(), crypto.randomUUID()];
    const body = walkIn({ birth_year: 1991 });
    const first = await manager.post<ClientWritten>('/api/clients', body, { key });
    const again = await manager.post<ClientWritten>(
      '/api/clients',
      Object.fromEntries(Object.entries(body).reverse()),
      { key },
    );
    expect([again.status, again.headers.get('idempotent-replayed'), again.body]).toEqual([
      201,
      'true',
      first.body,
    ]);
    const { client } = granted(first, 201);
    granted(await manager.put(`/api/clients/${client}/safety`, SAFE, { key: other, version: 1 }));
    const print = await fingerprint(house);
    const twisted = [
      await manager.post('/api/clients', walkIn({ birth_year: 1992 }), { key }),
      await manager.put(`/api/clients/${client}/safety`, SAFE, { key, version: 2 }),
      await manager.put(`/api/clients/${client}/safety`, SAFE, { key: other, version: 2 }),
      await manager.put(
        `/api/clients/${client}/safety`,
        { ...SAFE, allergies: null },
        { key: other, version: 1 },
      ),
    ];
    for (const answer of twisted)
      expect([answer.status, answer.problem.code]).toEqual([422, 'idempotency.key_reused']);
    expect(await fingerprint(house)).toEqual(print);
  });

  it('after a refusal is a new change: a refusal is not remembered', async () => {
    const key = crypto.randomUUID();
    const { reference } = await sendOn(manager, await admitAnonymous(manager));
    expect((await move(intake, reference, 'arrive', {}, { key, version: 2 })).status).toBe(409);
    granted(await move(intake, reference, 'accept', YES, { version: 1 }));
    expect((await move(intake, reference, 'arrive', {}, { key, version: 2 })).status).toBe(200);
  });
});
