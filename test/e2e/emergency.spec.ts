import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HandoffWritten } from '#domain/wire/handoff.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, statePlaces, type Desks } from '../support/journey-desks.js';
import {
  attempt,
  custodians,
  expectRefusal,
  go,
  lapse,
  offerTo,
  running,
  stands,
  task,
  TOMORROW,
  waiting,
} from '../support/journey-handoffs.js';
import {
  admitAnonymous,
  admitNamed,
  granted,
  SAFE,
  settledTreatment,
  viewClient,
  viewHandoff,
  walkIn,
} from '../support/journey.js';
import type { Answer, Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;
let palmDuty: Staff;

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  desks = await signInDesks(house);
  palmDuty = await house.as('duty-manager@rehab1.eg.demo');
}, 120_000);
afterAll(() => house?.close(), 60_000);

async function tap(
  staff: Staff,
  client: string,
  receiver = 'EG-REHAB-1',
  key?: string,
): Promise<Answer<HandoffWritten>> {
  const wanted = { client, receiver, reason: 'Not breathing well' };
  return await staff.post<HandoffWritten>('/api/handoffs/emergency', wanted, key ? { key } : {});
}

async function pausedSpells(reference: string): Promise<{ code: string; paused: boolean }[]> {
  return await house.rows(
    `select o.code, s.paused_at is not null as paused from care.stage_spell s join care.organisation o on o.id = s.organisation_id
      where s.episode_id = (select episode_id from care.handoff where reference = $1) and s.ended_at is null order by o.code`,
    [reference],
  );
}

describe('An emergency', () => {
  it('is one tap: the partner sees what keeps the client alive at once, and no more', async () => {
    const safety = { ...SAFE, suicide_risk: 'high', allergies: 'penicillin', medicines: null } as const;
    const client = await admitNamed(desks.clinician, { safety });
    granted(
      await desks.clinician.put(`/api/clients/${client}/treatment`, settledTreatment(), { version: 0 }),
    );
    const written = granted(await tap(desks.clinician, client), 201);
    expect(written).toMatchObject({ state: 'accepted', business_state: 'awaiting-arrival', version: 1 });
    const { reference } = written;
    const seen = await viewHandoff(desks.palm, reference);
    expect(seen).toMatchObject({ kind: 'referral', basis: 'emergency', urgency: 'urgent', consent: null });
    expect(seen.identity).not.toBeNull();
    expect(seen.packets.map(({ tier, basis }) => [tier, basis])).toEqual([['D3', 'emergency']]);
    const { body } = seen.packets[0]!;
    expect(body.safety).toMatchObject({ suicide_risk: 'high', allergies: 'penicillin' });
    expect(body.reason).toBe('Not breathing well');
    for (const closed of ['diagnoses', 'social', 'employment', 'plan', 'stage_outcomes', 'current_stage'])
      expect(Object.keys(body)).not.toContain(closed);
    await task(desks.palm, reference, 'handoff.arrival');
    await task(desks.manager, reference, 'handoff.return');
    const [line] = await house.rows<{ body: string }>(
      `select body from audit.event where action = 'handoff.emergency' and outcome = 'done' order by at desc limit 1`,
    );
    expect(line!.body).toContain('"basis":"emergency"');
    expect(line!.body).not.toContain('Not breathing well');
  });

  it('leaves custody where it is, pauses the stay, and the stay goes on when the client is back', async () => {
    const client = await admitNamed(desks.clinician);
    const { reference } = granted(await tap(desks.clinician, client), 201);
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1']);
    expect(await pausedSpells(reference)).toEqual([{ code: 'EG-DETOX-1', paused: true }]);
    const arrived = await go(desks.palm, reference, 'arrive');
    expect((await viewClient(desks.palm, arrived.client!)).own_custody).toBe(false);
    expect((await viewClient(desks.clinician, client)).own_custody).toBe(true);
    await go(desks.palm, reference, 'report', { outcome: 'settled' });
    expect((await pausedSpells(reference)).filter(({ code }) => code === 'EG-DETOX-1')).toEqual([
      { code: 'EG-DETOX-1', paused: false },
    ]);
    // Coming back is somebody's work until somebody says it was done.
    const back = await task(desks.manager, reference, 'handoff.return');
    granted(await desks.manager.post(`/api/work-items/${back.id}/done`));
    await go(desks.manager, reference, 'acknowledge');
    expect(await stands(house, reference)).toBe('loop-closed');
  });

  it('is stopped by nothing: no consent, no place, no paper, nobody to be kept apart from, no open transfer', async () => {
    const client = await admitNamed(desks.clinician);
    // Somebody to be kept apart from stays there, nothing is free, registration and licence are gone, the stage is not theirs.
    const other = await admitAnonymous(desks.clinician);
    granted(await desks.clinician.post(`/api/clients/${client}/separations`, { other }), 201);
    const moved = await offerTo(desks.manager, other, { receiver: 'EG-REHAB-2' });
    await go(desks.oasis, moved.reference, 'arrive');
    await statePlaces(desks.oasis, 0);
    await house.rows(
      `update care.standing s set valid = '[2020-01-01,2020-02-01)' from care.organisation o where o.id = s.organisation_id and o.code = 'EG-REHAB-2'`,
    );
    const transfer = await offerTo(desks.manager, client);
    await go(desks.palm, transfer.reference, 'accept', TOMORROW());
    const { reference } = granted(await tap(desks.clinician, client, 'EG-REHAB-2'), 201);
    expect((await viewHandoff(desks.oasis, reference)).packets).toHaveLength(1);
    // The transfer under way is not touched by it, and the client is received there.
    expect(await stands(house, transfer.reference)).toBe('awaiting-arrival');
    await go(desks.oasis, reference, 'arrive');
    expect(await stands(house, transfer.reference)).toBe('awaiting-arrival');
    for (const staff of [desks.manager, desks.oasis]) await task(staff, reference, 'handoff.not_suitable');
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1']);
  });

  it('is sent by a clinician or the duty manager who has the client, for anybody, even without a name', async () => {
    const client = granted(
      await desks.clinician.post<{ client: string }>('/api/clients', walkIn()),
      201,
    ).client;
    expectRefusal(await tap(desks.manager, client), 403, 'permission.role');
    expectRefusal(await tap(palmDuty, client), 404, 'request.not_found');
    const { reference } = granted(await tap(desks.duty, client), 201);
    expect((await viewHandoff(desks.palm, reference)).identity).toBeNull();
    expectRefusal(await tap(desks.duty, client, 'EG-DETOX-1'), 422, 'handoff.receiver_own');
    expectRefusal(await tap(desks.duty, client, 'RU-DETOX-1'), 422, 'handoff.receiver_jurisdiction');
  });

  it('where the client walks along is sent by that house too; custody stays with whoever has it', async () => {
    const client = await admitNamed(desks.clinician);
    const along = { receiver: 'EG-REINT-1', stage: 'reintegration', kind: 'referral' } as const;
    const referral = await offerTo(desks.manager, client, along);
    const there = (await go(desks.reint, referral.reference, 'arrive')).client!;
    const reintDuty = await house.as('duty-manager@reint.eg.demo');
    const { reference } = granted(await tap(reintDuty, there), 201);
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1']);
    expect(await pausedSpells(reference)).toEqual([
      { code: 'EG-DETOX-1', paused: false },
      { code: 'EG-REINT-1', paused: true },
    ]);
    const seen = await viewHandoff(desks.palm, reference);
    expect(seen.identity).not.toBeNull();
    // Whoever screened last: in an emergency nobody asks who may pass it on. The house that sends reads it no more than before.
    expect(seen.packets[0]!.body.safety).toMatchObject({ allergies: 'penicillin' });
    expect((await viewClient(reintDuty, there)).safety).toBeNull();
    // Coming back is the custodian's to see to; to speak with the client, of whoever let them go.
    await task(reintDuty, reference, 'handoff.contact');
    const [back] = await house.rows<{ code: string }>(
      `select o.code from care.work_item w join care.organisation o on o.id = w.organisation_id join care.handoff h on h.id = w.handoff_id
        where h.reference = $1 and w.kind = 'handoff.return'`,
      [reference],
    );
    expect(back).toEqual({ code: 'EG-DETOX-1' });
  });

  it('said twice under one key is one emergency; the consent that it does not stand on cannot be withdrawn', async () => {
    const client = await admitNamed(desks.clinician);
    const key = crypto.randomUUID();
    const first = granted(await tap(desks.clinician, client, 'EG-REHAB-1', key), 201);
    expect(granted(await tap(desks.clinician, client, 'EG-REHAB-1', key), 201)).toEqual(first);
    const [count] = await house.rows<{ count: number }>(
      `select count(*)::int as count from care.handoff where episode_id = (select episode_id from care.handoff where reference = $1)`,
      [first.reference],
    );
    expect(count).toEqual({ count: 1 });
    const answer = await attempt(desks.manager, first.reference, 'withdraw', { how: 'witnessed_oral' });
    expectRefusal(answer, 422, 'consent.unknown');
  });

  it('whose client does not come is missed like any other: the sender looks for them the same day', async () => {
    const client = await admitNamed(desks.clinician);
    const { reference } = granted(await tap(desks.clinician, client), 201);
    expect(Object.keys(await running(house, reference)).sort()).toEqual(['arrive', 'contact', 'not_seen']);
    expect(await lapse(house, reference, 'not_seen')).toEqual([4]);
    await task(desks.manager, reference, 'handoff.not_seen');
    expect(await lapse(house, reference, 'arrive')).toEqual([4]);
    expect(await stands(house, reference)).toBe('did-not-arrive');
    await task(desks.manager, reference, 'handoff.outreach');
    expect((await viewHandoff(desks.palm, reference)).packets).toEqual([]);
    expect(await waiting(desks.manager, reference)).toContain('handoff.return');
    const step = await task(desks.manager, reference, 'handoff.next_step');
    expect(Date.parse(step.due_at) - Date.now()).toBeLessThan(24 * 3_600_000 + 1000);
  });
});
