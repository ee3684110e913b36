import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CapacityView, HandoffPreview, HandoffWritten } from '#domain/wire/handoff.js';
import { eventually, startApplication, type TestApplication } from '../support/application.js';
import { openHouses, signInDesks, statePlaces, type Desks } from '../support/journey-desks.js';
import {
  attempt,
  backdate,
  crowd,
  expectRefusal,
  go,
  inDays,
  lapse,
  offerTo,
  requestOf,
  stands,
  tally,
  task,
  TOMORROW,
} from '../support/journey-handoffs.js';
import { admitAnonymous, admitNamed, granted, viewHandoff } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;
let full: { code: string; staff: Staff };
let crowded: { code: string; staff: Staff };
let closing: { code: string; staff: Staff };
let unlicensed: { code: string; staff: Staff };

beforeAll(async () => {
  house = await startApplication();
  desks = await signInDesks(house);
  const [first, second, third, fourth] = await openHouses(house, 4);
  full = first!;
  crowded = second!;
  closing = third!;
  unlicensed = fourth!;
}, 120_000);
afterAll(() => house?.close(), 60_000);

async function placesAt(code: string): Promise<Pick<CapacityView, 'free' | 'held'>> {
  const { items } = granted(
    await desks.manager.get<{ items: CapacityView[] }>('/api/capacity?stage=rehabilitation'),
  );
  const { free, held } = items.find(({ organisation }) => organisation === code)!;
  return { free, held };
}

const offer = (client: string, code: string) => offerTo(desks.manager, client, { receiver: code });

describe('A place', () => {
  it('is held softly when a request is sent, firmly from the yes on, and taken up by the arrival', async () => {
    await statePlaces(full.staff, 3);
    const { reference, warnings } = await offer(await admitAnonymous(desks.manager), full.code);
    expect(warnings).toBeUndefined();
    expect(await placesAt(full.code)).toEqual({ free: 2, held: 1 });
    const soft = (await viewHandoff(desks.manager, reference)).place;
    expect(soft?.hold).toBe('soft');
    expect(soft?.until).not.toBeNull();
    await go(full.staff, reference, 'accept', TOMORROW());
    expect((await viewHandoff(full.staff, reference)).place).toEqual({ hold: 'firm', until: null });
    expect(await placesAt(full.code)).toEqual({ free: 2, held: 1 });
    await go(full.staff, reference, 'arrive');
    expect(await placesAt(full.code)).toEqual({ free: 2, held: 0 });
    expect((await viewHandoff(full.staff, reference)).place).toBeNull();
  });

  it.each([
    ['decline', async (reference: string) => go(full.staff, reference, 'decline', { reason: 'other' })],
    ['recall', async (reference: string) => go(desks.manager, reference, 'recall', { reason: 'other' })],
    ['stop', async (reference: string) => go(desks.manager, reference, 'stop', { cause: 'left' })],
    ['death', async (reference: string) => go(full.staff, reference, 'stop', { cause: 'died' })],
    ['void', async (reference: string) => go(desks.manager, reference, 'void', { reason: 'x' })],
    [
      'withdrawal',
      async (reference: string) => go(desks.manager, reference, 'withdraw', { how: 'paper_signature' }),
    ],
    [
      'fail',
      async (reference: string) => {
        await go(full.staff, reference, 'accept', TOMORROW());
        await go(full.staff, reference, 'fail');
      },
    ],
    [
      'miss',
      async (reference: string) => {
        await go(full.staff, reference, 'accept', TOMORROW());
        await backdate(house, reference, 'appointment_at', 2);
        await go(full.staff, reference, 'miss');
      },
    ],
  ])('is free again after the negative end %s', async (_, end) => {
    await statePlaces(full.staff, 3);
    const { reference } = await offer(await admitAnonymous(desks.manager), full.code);
    expect(await placesAt(full.code)).toEqual({ free: 2, held: 1 });
    await end(reference);
    expect(await placesAt(full.code)).toEqual({ free: 3, held: 0 });
  });

  it('that is not there is said to the sender and stops nothing; the yes without one is refused', async () => {
    await statePlaces(full.staff, 0);
    const client = await admitAnonymous(desks.manager);
    const { reference, warnings } = await offer(client, full.code);
    expect(warnings).toEqual(['no_place_free']);
    expectRefusal(await attempt(full.staff, reference, 'accept', TOMORROW()), 409, 'handoff.no_place_free');
    expect(await stands(house, reference)).toBe('awaiting-acknowledgement');
    await statePlaces(full.staff, 1);
    await go(full.staff, reference, 'accept', TOMORROW());
    // Whoever holds none of their own finds the last one taken.
    const other = await offer(await admitAnonymous(desks.manager), full.code);
    expect(other.warnings).toEqual(['no_place_free']);
    expectRefusal(
      await attempt(full.staff, other.reference, 'accept', TOMORROW()),
      409,
      'handoff.no_place_free',
    );
  });

  it('is not asked for where the house states none', async () => {
    const client = await admitAnonymous(desks.manager);
    const wanted = { receiver: 'EG-REINT-1', stage: 'reintegration' } as const;
    const { reference, warnings } = await offerTo(desks.manager, client, wanted);
    expect(warnings).toBeUndefined();
    await go(desks.reint, reference, 'accept', TOMORROW());
    expect((await viewHandoff(desks.manager, reference)).place).toBeNull();
  });

  it('is given to one of a hundred that are accepted in the same moment', async () => {
    await statePlaces(crowded.staff, 0);
    const waiting: string[] = [];
    await crowd(100, 4, async () => {
      waiting.push((await offer(await admitAnonymous(desks.manager), crowded.code)).reference);
    });
    await statePlaces(crowded.staff, 1);
    const body = TOMORROW();
    const answers = await crowd(100, 50, (i) =>
      attempt(crowded.staff, waiting[i]!, 'accept', body, { version: 1 }),
    );
    expect(tally(answers)).toEqual({ '200': 1, '409 handoff.no_place_free': 99 });
    expect(await placesAt(crowded.code)).toEqual({ free: 0, held: 1 });
    const [counted] = await house.rows<{ accepted: number; held: number }>(
      `select (select count(*)::int from care.handoff where reference = any($1) and state = 'accepted') as accepted,
         (select count(*)::int from care.place_hold x join care.handoff h on h.id = x.handoff_id where h.reference = any($1) and x.released_at is null) as held`,
      [waiting],
    );
    expect(counted).toEqual({ accepted: 1, held: 1 });
  }, 120_000);

  it('is kept at home for somebody who is away for a few days, and no longer than that', async () => {
    await house.startWorker();
    const client = await admitNamed(desks.clinician);
    const away = { receiver: 'EG-REHAB-1', kind: 'referral', planned_return: true } as const;
    const { reference } = await offerTo(desks.manager, client, away);
    await go(desks.palm, reference, 'accept', TOMORROW());
    await go(desks.palm, reference, 'arrive');
    const holds = () =>
      house.rows<{ hold: string; code: string }>(
        `select x.hold, o.code from care.place_hold x join care.handoff h on h.id = x.handoff_id join care.organisation o on o.id = x.organisation_id
          where h.reference = $1 and x.released_at is null`,
        [reference],
      );
    expect(await holds()).toEqual([{ hold: 'return', code: 'EG-DETOX-1' }]);
    expect(await lapse(house, reference, 'place_hold')).toEqual([4]);
    expect(await holds()).toEqual([]);
    for (const staff of [desks.manager, desks.palm]) await task(staff, reference, 'place.let_go');
    const transfer = { ...(await requestOf(desks.manager, client)), planned_return: true };
    const refused = await desks.manager.post('/api/handoffs', transfer);
    expectRefusal(refused, 422, 'handoff.planned_return_referral');
  });
});

describe('The papers of a house', () => {
  const withoutPaper = (kind: string) =>
    house.rows(
      `update care.standing s set valid = '[2020-01-01,2021-01-01)' from care.organisation o
        where o.id = s.organisation_id and o.code = $1 and s.kind = $2`,
      [unlicensed.code, kind],
    );
  const withPapers = () =>
    house.rows(
      `update care.standing s set valid = '[2020-01-01,2100-01-01)' from care.organisation o where o.id = s.organisation_id and o.code = $1`,
      [unlicensed.code],
    );

  it.each([
    ['registration', 'handoff.receiver_registration'],
    ['licence', 'handoff.receiver_licence'],
  ])(
    '%s: looked at when a request is previewed and sent, and once more at the yes; an arrival waits for neither',
    async (kind, code) => {
      await withPapers();
      const client = await admitAnonymous(desks.manager);
      const { reference } = await offer(client, unlicensed.code);
      await withoutPaper(kind);
      expectRefusal(await attempt(unlicensed.staff, reference, 'accept', TOMORROW()), 409, code);
      expect(await stands(house, reference)).toBe('awaiting-acknowledgement');
      const other = await admitAnonymous(desks.manager);
      const wanted = await requestOf(desks.manager, other, { receiver: unlicensed.code });
      expectRefusal(await desks.manager.post('/api/handoffs', wanted), 409, code);
      const { kind: _kind, consent: _consent, ...preview } = wanted as Record<string, unknown>;
      const looked = await desks.manager.post<HandoffPreview>('/api/handoffs/preview', {
        ...preview,
        categories: ['identity'],
      });
      expectRefusal(looked, 409, code);
      const draft = granted(await desks.manager.post<HandoffWritten>('/api/handoffs/drafts', wanted), 201);
      expectRefusal(await attempt(desks.manager, draft.reference, 'send'), 409, code);
      await go(unlicensed.staff, reference, 'arrive');
      await withPapers();
      await go(desks.manager, draft.reference, 'send');
    },
  );
});

describe('A house that closes', () => {
  it('between sending and the yes: the handoff ends, the custodian is told and has a next step', async () => {
    const open: string[] = [];
    for (const moves of [[], ['take'], ['take', 'waitlist'], ['accept'], ['accept', 'hold']] as const) {
      const { reference } = await offer(await admitAnonymous(desks.manager), closing.code);
      const bodies = {
        take: {},
        waitlist: { position: 2 },
        accept: TOMORROW(),
        hold: { reason: 'transport', resume_on: inDays(2) },
      };
      for (const move of moves) await go(closing.staff, reference, move, bodies[move]);
      open.push(reference);
    }
    const client = await admitAnonymous(desks.manager);
    const wanted = await requestOf(desks.manager, client, { receiver: closing.code });
    await house.rows('update care.organisation set closed_at = clock_timestamp() where code = $1', [
      closing.code,
    ]);
    const late = await closing.staff.post(`/api/handoffs/${open[0]}/accept`, TOMORROW(), { version: 1 });
    expect(late.status).toBeGreaterThanOrEqual(400);
    expectRefusal(await desks.manager.post('/api/handoffs', wanted), 409, 'handoff.receiver_closed');
    // The worker looks for such handoffs when it starts, and once a minute; nobody has to wait for a clock to run out.
    await house.startWorker();
    for (const reference of open) {
      const closed = async () => (await stands(house, reference)) === 'receiver-closed';
      await eventually(closed, `${reference} has ended with its receiver`, 100);
      await task(desks.manager, reference, 'handoff.next_step');
    }
    for (const reference of open) {
      expect((await viewHandoff(desks.manager, reference)).next_step).not.toBeNull();
      const [left] = await house.rows<{ open: number }>(
        `select ((select count(*) from care.packet p where p.handoff_id = h.id and p.ended_at is null)
           + (select count(*) from care.clock c where c.handoff_id = h.id and c.settled_at is null)
           + (select count(*) from care.place_hold x where x.handoff_id = h.id and x.released_at is null))::int as open
         from care.handoff h where h.reference = $1`,
        [reference],
      );
      expect(left).toEqual({ open: 0 });
    }
  }, 180_000);
});
