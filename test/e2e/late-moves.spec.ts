import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HandoffMove } from '#domain/charter/handoff.js';
import type { ClientWritten } from '#domain/wire/client.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { fingerprint } from '../support/journey-hostile.js';
import { admitAnonymous, granted, inHours, move, SAFE, sendOn, walkIn } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let manager: Staff;
let intake: Staff;
let palm: Staff;

beforeAll(async () => {
  house = await startApplication();
  // Places have a spec of their own; here nobody runs out of them.
  await house.rows('delete from care.capacity');
  manager = await house.as('case-manager@detox.eg.demo');
  intake = await house.as('intake-officer@rehab1.eg.demo');
  palm = await house.as('case-manager@rehab1.eg.demo');
}, 120_000);
afterAll(() => house?.close(), 60_000);

const YES = { appointment_at: inHours(24) };
const BODIES = {
  take: {},
  ask: { question: 'Since when?' },
  answer: { answer: 'Since Monday' },
  waitlist: { position: 3 },
  wish: { wishes: true },
  propose: {},
  accept: YES,
  decline: { reason: 'other' },
  recall: { reason: 'other' },
  hold: { reason: 'transport', resume_on: '2199-01-01' },
  resume: YES,
  reschedule: YES,
  depart: {},
  arrive: {},
  fail: {},
  call: {},
  report: { outcome: 'settled' },
  acknowledge: {},
  stop: { cause: 'left' },
  void: { reason: 'Somebody else was meant' },
  withdraw: { how: 'witnessed_oral' },
  edit: { reason: 'x' },
  send: {},
  discard: {},
};
const OF_SENDER = [
  'answer',
  'wish',
  'recall',
  'depart',
  'call',
  'acknowledge',
  'void',
  'edit',
  'send',
  'discard',
];

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
    [[], 'report', 409, 'handoff.not_arrived_yet'],
    [[], 'hold', 409, 'handoff.not_accepted_yet'],
    [[], 'ask', 409, 'handoff.take_first'],
    [[], 'waitlist', 409, 'handoff.take_first'],
    [[], 'answer', 409, 'handoff.nothing_asked'],
    [[], 'wish', 409, 'handoff.nothing_offered'],
    [[], 'propose', 409, 'handoff.not_waitlisted'],
    [[], 'call', 409, 'handoff.not_missed'],
    [[], 'acknowledge', 409, 'handoff.not_reported_yet'],
    [[], 'edit', 409, 'handoff.already_sent'],
    [[], 'send', 409, 'handoff.already_sent'],
    [[], 'discard', 409, 'handoff.already_sent'],
    [['take', 'ask'], 'ask', 409, 'handoff.question_open'],
    [['take', 'ask'], 'waitlist', 409, 'handoff.question_open'],
    [['take', 'ask', 'answer'], 'answer', 409, 'handoff.nothing_asked'],
    [['take', 'waitlist'], 'waitlist', 409, 'handoff.already_waitlisted'],
    [['take', 'waitlist', 'wish'], 'wish', 409, 'handoff.nothing_offered'],
    [['accept'], 'report', 409, 'handoff.not_arrived_yet'],
    [['accept'], 'resume', 409, 'handoff.not_on_hold'],
    [['accept', 'hold'], 'hold', 409, 'handoff.already_on_hold'],
    [['accept', 'hold'], 'reschedule', 409, 'handoff.already_on_hold'],
    [['accept', 'hold', 'resume'], 'resume', 409, 'handoff.not_on_hold'],
    [['accept', 'fail'], 'recall', 409, 'handoff.service_unavailable'],
    [['accept', 'arrive'], 'recall', 409, 'handoff.already_arrived'],
    [['accept', 'arrive'], 'arrive', 409, 'handoff.already_arrived'],
    [['accept', 'arrive'], 'stop', 409, 'handoff.already_arrived'],
    [['accept', 'arrive'], 'void', 409, 'handoff.already_arrived'],
    [['accept', 'arrive', 'report'], 'report', 409, 'handoff.already_reported'],
    [['accept', 'arrive', 'report', 'acknowledge'], 'acknowledge', 409, 'handoff.completed'],
    [['stop'], 'accept', 409, 'handoff.stopped'],
    [['void'], 'take', 409, 'handoff.voided'],
    [['withdraw'], 'accept', 409, 'handoff.ended_by_withdrawal'],
    [['accept', 'withdraw'], 'withdraw', 409, 'consent.already_withdrawn'],
  ] as const)(
    'after %j, to %s is refused by name and changes nothing',
    async (before, late, status, code) => {
      const { reference } = await sendOn(manager, await admitAnonymous(manager));
      const sideOf = (name: keyof typeof BODIES) => (OF_SENDER.includes(name) ? manager : palm);
      for (const name of before) granted(await move(sideOf(name), reference, name, BODIES[name]));
      const print = await fingerprint(house);
      const answer = await move(sideOf(late), reference, late, BODIES[late]);
      expect([answer.status, answer.problem.code]).toEqual([status, code]);
      expect(await fingerprint(house)).toEqual(print);
    },
  );

  it.each([
    'take',
    'ask',
    'waitlist',
    'accept',
    'decline',
    'reschedule',
    'fail',
    'report',
    ...OF_SENDER,
  ] as const)('%s by the other side is refused as not theirs', async (name) => {
    const { reference } = await sendOn(manager, await admitAnonymous(manager));
    const print = await fingerprint(house);
    const allround = wrongSide(name);
    const answer = await move(allround, reference, name as HandoffMove, BODIES[name as keyof typeof BODIES]);
    expect([answer.status, answer.problem.code]).toEqual([409, 'handoff.not_your_move']);
    expect(await fingerprint(house)).toEqual(print);
  });

  /** Somebody whose roles would do, at the house whose move it is not. */
  function wrongSide(name: string): Staff {
    return OF_SENDER.includes(name) ? palm : manager;
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
    const body = { outcome: 'settled' };
    expect((await move(intake, reference, 'report', body, { key, version: 2 })).status).toBe(409);
    granted(await move(intake, reference, 'arrive', {}, { version: 1 }));
    expect((await move(intake, reference, 'report', body, { key, version: 2 })).status).toBe(200);
  });
});
