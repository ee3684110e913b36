import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '#domain/wire/common.js';
import type { EnvelopeView, ForcedChangeView } from '#domain/wire/envelope.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, statePlaces, type Desks } from '../support/journey-desks.js';
import {
  attempt,
  backdate,
  custodians,
  expectRefusal,
  go,
  inbox,
  lapse,
  office,
  offerTo,
  running,
  stands,
  task,
  TOMORROW,
  viewEnvelope,
  waiting,
} from '../support/journey-handoffs.js';
import { admitNamed, granted, viewClient, viewHandoff } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;
let foreigner: Staff;

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  desks = await signInDesks(house);
  foreigner = await house.as('coordinator@coord.ru-sve.demo');
  await statePlaces(desks.palm, 100);
}, 120_000);
afterAll(() => house?.close(), 60_000);

async function sent(
  offer: Parameters<typeof offerTo>[2] = {},
): Promise<{ reference: string; client: string }> {
  const client = await admitNamed(desks.clinician);
  return { reference: (await offerTo(desks.manager, client, offer)).reference, client };
}

async function escalated(): Promise<string> {
  const { reference } = await sent();
  await lapse(house, reference, 'acknowledge', 3);
  return reference;
}

async function openWork(reference: string): Promise<string[]> {
  const rows = await house.rows<{ work: string }>(
    `select o.code || ' ' || w.kind as work from care.work_item w join care.handoff h on h.id = w.handoff_id
       join care.organisation o on o.id = w.organisation_id where h.reference = $1 and w.done_at is null order by 1`,
    [reference],
  );
  return rows.map(({ work }) => work);
}

describe('The ladder', () => {
  it('nags whoever must act, then their manager and the other side, then the office, then ends; each rung once', async () => {
    const { reference } = await sent();
    await task(desks.palm, reference, 'handoff.answer');
    const at = (...more: string[]) => ['EG-REHAB-1 handoff.answer', ...more].sort();
    expect(await lapse(house, reference, 'acknowledge', 1)).toEqual([1]);
    expect(await openWork(reference)).toEqual(at('EG-REHAB-1 handoff.reminder'));
    expect((await task(desks.palm, reference, 'handoff.reminder')).role).toBe('intake_officer');
    expect(await lapse(house, reference, 'acknowledge', 2)).toEqual([2]);
    const second = at(
      'EG-REHAB-1 handoff.reminder',
      'EG-REHAB-1 handoff.overdue',
      'EG-DETOX-1 handoff.overdue',
    );
    expect(await openWork(reference)).toEqual(second);
    expect((await task(desks.palm, reference, 'handoff.overdue')).role).toBe('duty_manager');
    expect((await viewHandoff(desks.manager, reference)).clocks[0]).toMatchObject({
      kind: 'acknowledge',
      rung: 2,
    });
    expect(await lapse(house, reference, 'acknowledge', 3)).toEqual([3]);
    expect(await openWork(reference)).toEqual([...second, 'EG-COORD handoff.escalated'].sort());
    // What has fired does not fire again, whoever turns the clock.
    await house.rows(
      `update care.clock c set fire_at = clock_timestamp() - interval '1 hour' from care.handoff h where h.id = c.handoff_id and h.reference = $1 and c.fired_at is not null`,
      [reference],
    );
    expect(await lapse(house, reference, 'acknowledge', 4)).toEqual([4]);
    expect(await stands(house, reference)).toBe('expired-no-response');
    expect(await openWork(reference)).toEqual(expect.arrayContaining(['EG-DETOX-1 handoff.next_step']));
    expect(
      (await openWork(reference)).filter((work) => /answer|reminder|overdue|escalated/.test(work)),
    ).toEqual([]);
    const [marks] = await house.rows<{ marks: number }>(
      `select count(*)::int as marks from audit.event e join audit.event_subject s on s.event_id = e.id
        where e.action = 'handoff.tick' and s.subject = (select audit_subject from care.handoff where reference = $1)`,
      [reference],
    );
    expect(marks).toEqual({ marks: 4 }); // every rung is in the audit, and each of them once
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1']);
  }, 60_000);

  it('of an urgent request leaves the reminder out', async () => {
    const { reference } = await sent({ urgency: 'urgent' });
    expect(await running(house, reference)).toEqual({ acknowledge: [2, 3, 4] });
    expect(await lapse(house, reference, 'acknowledge', 2)).toEqual([2]);
    expect(await waiting(desks.palm, reference)).not.toContain('handoff.reminder');
    await go(desks.palm, reference, 'take');
    expect(await running(house, reference)).toEqual({ decide: [2, 3, 4], hard_stop: [4] });
  });

  it('stops where somebody has acted: a rung that comes late changes nothing', async () => {
    const { reference } = await sent();
    await go(desks.palm, reference, 'accept', TOMORROW());
    expect(await lapse(house, reference, 'acknowledge')).toEqual([]);
    const left = Object.keys(await running(house, reference)).sort();
    expect([await stands(house, reference), left]).toEqual(['awaiting-arrival', ['arrive', 'not_seen']]);
  });
});

describe('The coordination office', () => {
  it('sees the envelope of its own jurisdiction: where it stands, whose clock runs, and no content', async () => {
    const reference = await escalated();
    await go(desks.palm, reference, 'take');
    const envelope = await viewEnvelope(desks.coordinator, reference);
    expect(envelope).toMatchObject({
      sender: { code: 'EG-DETOX-1' },
      receiver: { code: 'EG-REHAB-1' },
      custodian: { code: 'EG-DETOX-1' },
      business_state: 'under-review',
    });
    const text = JSON.stringify(envelope);
    for (const hidden of ['Ready to go on', 'packets', 'identity', 'notes', 'consent', '"client"'])
      expect(text).not.toContain(hidden);
    const { items } = granted(
      await desks.coordinator.get<Page<EnvelopeView>>('/api/envelopes?escalated=true&limit=100'),
    );
    expect(items.map((one) => one.reference)).toContain(reference);
    const item = await task(desks.coordinator, reference, 'handoff.escalated').catch(() => undefined);
    if (item) expect([item.client, item.handoff?.side]).toEqual([null, 'coordinator']);
    for (const path of [`/api/handoffs/${reference}`, '/api/clients', '/api/handoffs?side=sender'])
      expect((await desks.coordinator.get(path)).status).toBe(403);
    expectRefusal(await foreigner.get(`/api/envelopes/${reference}`), 404, 'request.not_found');
    expectRefusal(await desks.manager.get(`/api/envelopes/${reference}`), 403, 'permission.role');
  });

  it('acts when a clock has called it, and not before', async () => {
    const { reference } = await sent();
    for (const move of ['extend', 'reassign', 'recall'] as const)
      expectRefusal(await office(desks.coordinator, reference, move), 409, 'handoff.not_escalated');
    expectRefusal(await office(desks.coordinator, reference, 'overturn'), 409, 'handoff.not_declined');
  });

  it('gives the time again, once', async () => {
    const reference = await escalated();
    const before = (await viewEnvelope(desks.coordinator, reference)).clocks[0]!;
    granted(await office(desks.coordinator, reference, 'extend'));
    const after = await viewEnvelope(desks.coordinator, reference);
    expect(after.extended_at).not.toBeNull();
    expect(await running(house, reference)).toEqual({ acknowledge: [1, 2, 3, 4] });
    expect(Date.parse(after.clocks[0]!.due_at)).toBeGreaterThanOrEqual(Date.parse(before.due_at));
    for (const staff of [desks.palm, desks.manager, desks.coordinator])
      for (const kind of ['handoff.reminder', 'handoff.overdue', 'handoff.escalated'] as const)
        expect(await waiting(staff, reference)).not.toContain(kind);
    expectRefusal(await office(desks.coordinator, reference, 'extend'), 409, 'handoff.already_extended');
    // Its reason is its own: neither side reads it, and it reads nothing of theirs.
    expect((await viewHandoff(desks.palm, reference)).packets.map(({ tier }) => tier)).toEqual(['D1']);
  });

  it('ends the offer and names another partner, or takes it back: the custodian has the next step', async () => {
    const first = await escalated();
    const moved = granted(
      await office(desks.coordinator, first, 'reassign', {
        reason: 'Nobody answers',
        suggested: 'EG-REHAB-2',
      }),
    );
    expect(moved).toMatchObject({ business_state: 'reassigned' });
    await task(desks.manager, first, 'handoff.next_step');
    for (const staff of [desks.manager, desks.palm]) await task(staff, first, 'handoff.notice');
    expectRefusal(await attempt(desks.palm, first, 'accept', TOMORROW()), 409, 'handoff.reassigned');
    expectRefusal(await office(desks.coordinator, first, 'recall'), 409, 'handoff.reassigned');

    const second = await escalated();
    expectRefusal(
      await office(desks.coordinator, second, 'reassign', { reason: 'x', suggested: 'RU-REHAB-1' }),
      422,
      'handoff.receiver_jurisdiction',
    );
    granted(await office(desks.coordinator, second, 'recall'));
    expect(await stands(house, second)).toBe('recalled');
    await task(desks.manager, second, 'handoff.next_step');
    // No other partner was asked in the client's name.
    const [offers] = await house.rows<{ offers: number }>(
      `select count(*)::int as offers from care.handoff where episode_id in (select episode_id from care.handoff where reference = any($1))`,
      [[first, second]],
    );
    expect(offers).toEqual({ offers: 2 });
  });

  it('is answered again under the same key, and told what is stale', async () => {
    const reference = await escalated();
    const { version } = await viewEnvelope(desks.coordinator, reference);
    const stale = await office(
      desks.coordinator,
      reference,
      'extend',
      { reason: 'x' },
      { version: version + 7 },
    );
    expectRefusal(stale, 409, 'version.stale');
    const sending = { version, key: crypto.randomUUID() };
    const first = await office(desks.coordinator, reference, 'extend', { reason: 'x' }, sending);
    const again = await office(desks.coordinator, reference, 'extend', { reason: 'x' }, sending);
    expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([
      200,
      first.text,
      'true',
    ]);
  });
});

describe('A decline that the office sends back', () => {
  async function declined(): Promise<{ reference: string; client: string }> {
    const one = await sent();
    await go(desks.palm, one.reference, 'take');
    await go(desks.palm, one.reference, 'decline', { reason: 'area', note: 'Lives too far away' });
    return one;
  }

  it('is asked anew with the card alone, in a new round; the next step is taken back; a second no stands', async () => {
    const { reference } = await declined();
    await task(desks.manager, reference, 'handoff.next_step');
    expectRefusal(
      await office(foreigner, reference, 'overturn', { reason: 'x' }, { version: 3 }),
      404,
      'request.not_found',
    );
    expectRefusal(
      await desks.manager.post(`/api/envelopes/${reference}/overturn`, { reason: 'x' }, { version: 3 }),
      403,
      'permission.role',
    );
    granted(await office(desks.coordinator, reference, 'overturn'));
    const seen = await viewHandoff(desks.palm, reference);
    expect(seen).toMatchObject({ business_state: 'awaiting-acknowledgement', decline_reason: null });
    expect(seen.packets.map(({ tier }) => tier)).toEqual(['D1']);
    expect(seen.closed_at).toBeNull();
    await task(desks.palm, reference, 'handoff.answer');
    await task(desks.manager, reference, 'handoff.notice');
    expect(await waiting(desks.manager, reference)).not.toContain('handoff.next_step');
    expect(await running(house, reference)).toEqual({ acknowledge: [1, 2, 3, 4] });
    await go(desks.palm, reference, 'decline', { reason: 'area' });
    expectRefusal(await office(desks.coordinator, reference, 'overturn'), 409, 'handoff.already_overturned');
  });

  it('comes within three working days, while the consent stands and nobody else has said yes', async () => {
    const late = await declined();
    await backdate(house, late.reference, 'closed_at', 24 * 9);
    expectRefusal(
      await office(desks.coordinator, late.reference, 'overturn'),
      409,
      'handoff.overturn_too_late',
    );

    const withdrawn = await declined();
    const { consent } = await viewHandoff(desks.manager, withdrawn.reference);
    const how = { how: 'witnessed_oral' };
    granted(await desks.manager.post(`/api/consents/${consent!.reference}/withdrawal`, how, { version: 1 }));
    expectRefusal(await office(desks.coordinator, withdrawn.reference, 'overturn'), 409, 'consent.withdrawn');

    const elsewhere = await declined();
    await offerTo(desks.manager, elsewhere.client, { receiver: 'EG-REHAB-2' });
    expectRefusal(
      await office(desks.coordinator, elsewhere.reference, 'overturn'),
      409,
      'handoff.transfer_open',
    );

    const gone = await declined();
    const there = await offerTo(desks.manager, gone.client, { receiver: 'EG-REHAB-2' });
    await go(desks.oasis, there.reference, 'arrive');
    expectRefusal(
      await office(desks.coordinator, gone.reference, 'overturn'),
      409,
      'handoff.custody_moved_on',
    );
  });
});

describe('A forced change of custody', () => {
  const propose = (staff: Staff, client: string, changes: object = {}) =>
    staff.post<ForcedChangeView>('/api/custody-changes', {
      custodian: 'EG-DETOX-1',
      client,
      to: 'EG-REHAB-2',
      reason: 'court_order',
      document: 'File 12/2026',
      ...changes,
    });
  const confirm = (staff: Staff, reference: string, confirmed = true) =>
    staff.post<ForcedChangeView>(`/api/custody-changes/${reference}/confirm`, { confirmed });

  it('is proposed by one coordinator and confirmed by another; then custody passes, and both houses are told', async () => {
    const { reference, client } = await sent();
    await go(desks.palm, reference, 'accept', TOMORROW());
    const proposed = granted(await propose(desks.coordinator, client), 201);
    expect(proposed).toMatchObject({ own: true, decided_at: null, confirmed: null });
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1']);
    expectRefusal(await propose(desks.secondCoordinator, client), 409, 'custody.change_open');
    expectRefusal(await confirm(desks.coordinator, proposed.reference), 409, 'custody.change_needs_another');
    expectRefusal(await confirm(foreigner, proposed.reference), 404, 'custody.change_unknown');
    expectRefusal(await confirm(desks.manager, proposed.reference), 403, 'permission.role');

    const decided = granted(await confirm(desks.secondCoordinator, proposed.reference));
    expect(decided).toMatchObject({ own: false, confirmed: true });
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1', 'EG-REHAB-2']);
    expect(await stands(house, reference)).toBe('superseded');
    expect(await viewHandoff(desks.palm, reference)).toMatchObject({ packets: [], identity: null });
    expectRefusal(await attempt(desks.palm, reference, 'arrive'), 409, 'handoff.superseded');
    await task(desks.palm, reference, 'handoff.notice');
    const there = (await inbox(desks.oasis)).find(({ kind }) => kind === 'custody.forced');
    expect((await inbox(desks.manager)).map(({ kind }) => kind)).toContain('custody.forced');
    expect(await viewClient(desks.oasis, there!.client!)).toMatchObject({ own_custody: true });
    expect((await viewClient(desks.manager, client)).own_custody).toBe(false);
    expectRefusal(await confirm(desks.secondCoordinator, proposed.reference), 409, 'custody.change_decided');
  });

  it('is refused by the second person without anything moving, and proposed anew', async () => {
    const { reference, client } = await sent();
    const first = granted(await propose(desks.coordinator, client), 201);
    granted(await confirm(desks.secondCoordinator, first.reference, false));
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1']);
    expect(await stands(house, reference)).toBe('awaiting-acknowledgement');
    granted(await propose(desks.secondCoordinator, client), 201);
  });

  it('is overtaken when the client has arrived somewhere meanwhile', async () => {
    const { reference, client } = await sent();
    const { reference: change } = granted(await propose(desks.coordinator, client), 201);
    await go(desks.palm, reference, 'arrive');
    expectRefusal(await confirm(desks.secondCoordinator, change), 409, 'custody.change_overtaken');
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1', 'EG-REHAB-1']);
  });

  it('names a client by the code of the house that has them; everything else is unknown, in the same words', async () => {
    const { client } = await sent();
    expectRefusal(await propose(desks.coordinator, '00000-00000'), 404, 'custody.unknown_client');
    expectRefusal(
      await propose(desks.coordinator, client, { custodian: 'EG-REHAB-1' }),
      404,
      'custody.unknown_client',
    );
    expectRefusal(await propose(desks.coordinator, client, { to: 'EG-DETOX-1' }), 422, 'custody.change_same');
    expectRefusal(
      await propose(desks.coordinator, client, { to: 'RU-REHAB-1' }),
      422,
      'handoff.receiver_jurisdiction',
    );
    expectRefusal(await propose(foreigner, client), 422, 'handoff.receiver_jurisdiction');
    expectRefusal(await propose(desks.manager, client), 403, 'permission.role');
  });
});
