import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClientSummary } from '#domain/wire/client.js';
import type { Page } from '#domain/wire/common.js';
import type { HandoffPreview, HandoffWritten } from '#domain/wire/handoff.js';
import type { WorkItemView } from '#domain/wire/work.js';
import { eventually, startApplication, type TestApplication } from '../support/application.js';
import {
  admitAnonymous,
  admitNamed,
  ALL_CATEGORIES,
  consentTo,
  granted,
  inHours,
  move,
  PLAN,
  SAFE,
  sendOn,
  settledTreatment,
  somebody,
  viewClient,
  viewHandoff,
} from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let clinician: Staff;
let manager: Staff;
let intake: Staff;
let social: Staff;

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  clinician = await house.as('clinician@detox.eg.demo');
  manager = await house.as('case-manager@detox.eg.demo');
  intake = await house.as('intake-officer@rehab1.eg.demo');
  social = await house.as('social-worker@rehab1.eg.demo');
}, 120_000);
afterAll(() => house?.close(), 60_000);

/** The task of one handoff in the inbox of a member of staff, once it is there. */
async function task(staff: Staff, reference: string, kind: WorkItemView['kind']): Promise<WorkItemView> {
  return await eventually(async () => {
    const page = granted(await staff.get<Page<WorkItemView>>('/api/work-items?limit=100'));
    return page.items.find((item) => item.handoff?.reference === reference && item.kind === kind);
  }, `${kind} for ${reference} in the inbox of ${staff.login}`);
}

async function versionOf(staff: Staff, client: string): Promise<number> {
  return (await viewClient(staff, client)).version;
}

describe('Handing on (journey 2)', () => {
  it('a transfer is sent, delivered, taken, accepted and arrived; custody changes hands in one instant', async () => {
    const person = somebody();
    const client = await admitNamed(clinician, { identity: person, care_requirements: ['step_free_access'] });
    granted(await clinician.put(`/api/clients/${client}/treatment`, settledTreatment(), { version: 0 }));
    const consent = await consentTo(manager, client, 'EG-REHAB-1');
    const offer = {
      client,
      receiver: 'EG-REHAB-1',
      stage: 'rehabilitation',
      urgency: 'urgent',
      reason: 'Settled and willing',
    };
    const preview = granted(
      await manager.post<HandoffPreview>('/api/handoffs/preview', { ...offer, categories: ALL_CATEGORIES }),
    );
    const sent = granted(
      await manager.post<HandoffWritten>('/api/handoffs', { ...offer, kind: 'transfer', consent }),
      201,
    );
    const { reference } = sent;
    const waiting = await task(intake, reference, 'handoff.answer');
    expect(waiting).toMatchObject({ client: null, handoff: { side: 'receiver', state: 'requested' } });

    // The card identifies nobody, and the receiver has no way round it.
    const card = await viewHandoff(intake, reference);
    expect(card.delivered_at).not.toBeNull();
    expect(card.packets.map(({ tier, body }) => [tier, body])).toEqual([['D1', preview.tiers[0]!.body]]);
    expect([card.client, card.identity]).toEqual([null, null]);
    expect((await intake.get(`/api/clients/${client}`)).status).toBe(404);

    granted(await move(intake, reference, 'take'));
    const taken = await viewHandoff(social, reference);
    expect(taken.packets.map(({ tier }) => tier)).toEqual(['D1', 'D2']);
    expect(taken.packets[1]!.body).toEqual(preview.tiers[1]!.body);
    expect(taken.identity).toBeNull();
    const early = await move(intake, reference, 'report', { outcome: 'settled' });
    expect([early.status, early.problem.code]).toEqual([409, 'handoff.not_arrived_yet']);

    granted(await move(social, reference, 'accept', { appointment_at: inHours(24) }));
    const accepted = await viewHandoff(social, reference);
    expect(accepted.identity).toMatchObject({ family_name: person.family_name });
    expect(accepted.packets[2]!.body).toEqual(preview.tiers[2]!.body);
    expect((await viewClient(clinician, client)).own_custody).toBe(true);
    await task(manager, reference, 'handoff.notice');

    const arrived = granted(await move(intake, reference, 'arrive'));
    expect(arrived.client).toBeDefined();
    expect(arrived.client).not.toBe(client);
    const there = await viewClient(social, arrived.client!);
    expect(there).toMatchObject({ own_custody: true, scope: 'full', stage: 'rehabilitation' });
    expect(there.spells.map(({ stage, own }) => [stage, own])).toEqual([
      ['treatment', false],
      ['rehabilitation', true],
    ]);
    expect(there.custody.map(({ own }) => own)).toEqual([false, true]);
    expect(there.custody[0]!.until_at).toBe(there.custody[1]!.from_at);
    expect((await social.get(`/api/clients/${client}`)).status).toBe(404); // the sender's code means nothing here

    await keepsOwnPartOnly(client, arrived.client!);
    granted(
      await move(intake, reference, 'report', { outcome: 'settled', note: 'Sleeps through the night' }),
    );
    const reported = await viewHandoff(manager, reference);
    expect([reported.outcome, reported.business_state]).toEqual(['settled', 'report-sent']);
    expect(reported.notes).toContainEqual(
      expect.objectContaining({ kind: 'report', side: 'receiver', body: 'Sleeps through the night' }),
    );
    await task(manager, reference, 'handoff.acknowledge');
    granted(await move(manager, reference, 'acknowledge'));
    expect(await viewHandoff(manager, reference)).toMatchObject({
      business_state: 'loop-closed',
      acknowledged_by_clock: false,
    });
  });

  /** After arrival the sender reads what it wrote, writes nothing, and never sees what comes after. */
  async function keepsOwnPartOnly(client: string, there: string): Promise<void> {
    const palm = await house.as('case-manager@rehab1.eg.demo');
    granted(await palm.put(`/api/clients/${there}/rehabilitation`, PLAN, { version: 0 }));
    const screen = { ...SAFE, allergies: 'latex, found later' };
    granted(
      await palm.put(`/api/clients/${there}/safety`, screen, { version: await versionOf(palm, there) }),
    );
    const left = await viewClient(clinician, client);
    expect(left).toMatchObject({ own_custody: false, scope: 'own_part', moves: [], handoff_stages: [] });
    expect(left.spells.map(({ stage, own }) => [stage, own])).toEqual([['treatment', true]]);
    // Where the client went is known to whoever sent them, and nothing of what is done there.
    expect(left.custody.map(({ own, until_at }) => [own, until_at === null])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(JSON.stringify(left)).not.toContain('latex');
    const late = await clinician.put(`/api/clients/${client}/safety`, SAFE, { version: left.version });
    expect([late.status, late.problem.code]).toEqual([409, 'client.not_in_custody']);
    const list = granted(await clinician.get<Page<ClientSummary>>('/api/clients?limit=100'));
    expect(list.items.map((one) => one.client)).not.toContain(client);
  }

  it('a client who went on twice: whoever sent them first sees the first step, and no more', async () => {
    const client = await admitNamed(clinician);
    const first = await sendOn(manager, client);
    granted(await move(intake, first.reference, 'accept', { appointment_at: inHours(1) }));
    const palm = await house.as('case-manager@rehab1.eg.demo');
    const there = granted(await move(intake, first.reference, 'arrive')).client!;
    const offer = { receiver: 'EG-REINT-1', stage: 'reintegration' } as const;
    const second = await sendOn(palm, there, offer);
    const partner = await house.as('social-worker@reint.eg.demo');
    granted(await move(partner, second.reference, 'accept', { appointment_at: inHours(1) }));
    const further = granted(await move(partner, second.reference, 'arrive')).client!;
    expect((await viewClient(clinician, client)).custody).toHaveLength(2);
    expect((await viewClient(palm, there)).custody).toHaveLength(2); // its own time and the next
    expect((await viewClient(partner, further)).own_custody).toBe(true);
    expect((await partner.get(`/api/handoffs/${first.reference}`)).status).toBe(404);
    expect((await clinician.get(`/api/handoffs/${second.reference}`)).status).toBe(404);
    // Wherever the client says it: a consent given to the first withdraws what the second was shown.
    const asked = { how: 'witnessed_oral' };
    granted(await partner.post(`/api/consents/${first.consent}/withdrawal`, asked, { version: 1 }));
    expect((await viewHandoff(palm, first.reference)).packets).toEqual([]);
  });

  it('a decline leaves the sender a dated next step, and the receiver nothing to read', async () => {
    const client = await admitNamed(clinician);
    const { reference } = await sendOn(manager, client);
    granted(await move(intake, reference, 'take'));
    const declined = granted(
      await move(intake, reference, 'decline', { reason: 'no_capacity', note: 'Full' }),
    );
    expect(declined).toMatchObject({ state: 'rejected', business_state: 'declined-capacity' });
    // How soon somebody must act tells how they are: that is not the business of whoever said no.
    expect(declined.next_step_due_at).toBeUndefined();
    expect((await viewHandoff(intake, reference)).packets).toEqual([]);
    const sender = await viewHandoff(manager, reference);
    expect(Date.parse(sender.next_step!.due_at)).toBeGreaterThan(Date.now());
    expect(sender.next_step!.done_at).toBeNull();
    expect(sender).toMatchObject({ decline_reason: 'no_capacity', moves: [] });
    expect(sender.notes.map(({ kind, side, body }) => [kind, side, body])).toEqual([
      ['reason', 'sender', 'Ready to go on'],
      ['decline', 'receiver', 'Full'],
    ]);
    const step = await task(manager, reference, 'handoff.next_step');
    expect(step.due_at).toBe(sender.next_step!.due_at);
    granted(await manager.post(`/api/work-items/${step.id}/done`));
    // The way is free again.
    await sendOn(manager, client, { receiver: 'EG-REHAB-2' });
  });

  it('a recall after acceptance closes packets and the name, and the receiver is told', async () => {
    const client = await admitNamed(clinician);
    const { reference } = await sendOn(manager, client);
    granted(await move(intake, reference, 'accept', { appointment_at: inHours(24) }));
    expect((await viewHandoff(intake, reference)).identity).not.toBeNull();
    const wrongSide = await move(intake, reference, 'recall', { reason: 'other' });
    expect(wrongSide.status).toBe(403);
    granted(await move(manager, reference, 'recall', { reason: 'client_changed_mind' }));
    expect(await viewHandoff(intake, reference)).toMatchObject({ packets: [], identity: null });
    await task(intake, reference, 'handoff.notice');
    const late = await move(intake, reference, 'arrive');
    expect([late.status, late.problem.code]).toEqual([409, 'handoff.recalled']);
  });

  it('a referral lets a partner walk along and leaves custody where it is', async () => {
    const client = await admitNamed(clinician);
    const offer = { receiver: 'EG-REINT-1', stage: 'reintegration', kind: 'referral' } as const;
    const { reference } = await sendOn(manager, client, offer);
    const partner = await house.as('social-worker@reint.eg.demo');
    granted(await move(partner, reference, 'accept', { appointment_at: inHours(3) }));
    const arrived = granted(await move(partner, reference, 'arrive'));
    const own = await viewClient(clinician, client);
    expect(own).toMatchObject({ own_custody: true, scope: 'full' });
    expect(own.custody).toHaveLength(1);
    const along = await viewClient(partner, arrived.client!);
    expect(along).toMatchObject({ own_custody: false, stage: 'reintegration' });
    expect(along.spells.map(({ stage }) => stage)).toEqual(['reintegration']);
    expect(along.safety).toBeNull(); // what others wrote stays theirs
  });

  it('without consent to the name the receiver accepts and receives a client, never a name', async () => {
    const person = somebody();
    const client = await admitNamed(clinician, { identity: person });
    const { reference } = await sendOn(manager, client, { categories: ['treatment', 'safety'] });
    granted(await move(intake, reference, 'accept', { appointment_at: inHours(24) }));
    const accepted = await viewHandoff(intake, reference);
    expect(accepted.identity).toBeNull();
    const fields = accepted.packets.flatMap(({ body }) => Object.keys(body));
    expect(fields).not.toEqual(expect.arrayContaining(['identity']));
    expect(fields).not.toEqual(expect.arrayContaining(['plan']));
    const arrived = granted(await move(intake, reference, 'arrive'));
    expect((await intake.get(`/api/clients/${arrived.client}/identity`)).status).toBe(404);
  });

  it('where safety information is withheld, the two sides speak before the yes', async () => {
    const client = await admitNamed(clinician);
    const { reference } = await sendOn(manager, client, { categories: ['treatment'] });
    expect((await viewHandoff(intake, reference)).safety_withheld).toBe(true);
    const silent = await move(intake, reference, 'accept', { appointment_at: inHours(24) });
    expect([silent.status, silent.problem.code]).toEqual([422, 'handoff.safety_speak_first']);
    granted(await move(intake, reference, 'accept', { appointment_at: inHours(24), spoke_at: inHours(-1) }));
  });

  it('a consent withdrawn closes what was disclosed at once and opens nothing more', async () => {
    const client = await admitNamed(clinician);
    const { reference, consent } = await sendOn(manager, client);
    granted(await move(intake, reference, 'accept', { appointment_at: inHours(24) }));
    granted(
      await clinician.post(`/api/consents/${consent}/withdrawal`, { how: 'witnessed_oral' }, { version: 1 }),
    );
    expect(await viewHandoff(intake, reference)).toMatchObject({ packets: [], identity: null });
    expect((await viewHandoff(manager, reference)).business_state).toBe('consent-under-discussion');
    const again = await clinician.post(
      `/api/consents/${consent}/withdrawal`,
      { how: 'witnessed_oral' },
      { version: 2 },
    );
    expect([again.status, again.problem.code]).toEqual([409, 'consent.already_withdrawn']);
    // The client comes all the same: nobody is sent away, and what is disclosed on arrival names nothing.
    const arrived = granted(await move(intake, reference, 'arrive'));
    const after = await house.rows<{ tier: string; categories: string[] }>(
      `select d.tier, d.categories from care.disclosure d join care.consent k on k.id = d.consent_id
       where k.reference = $1 and d.disclosed_at > k.withdrawn_at`,
      [consent],
    );
    expect(after).toEqual([]);
    expect((await intake.get(`/api/clients/${arrived.client}/identity`)).status).toBe(404);
    const standing = await manager.post('/api/handoffs', {
      client: await admitAnonymous(clinician),
      kind: 'transfer',
      receiver: 'EG-REHAB-1',
      stage: 'rehabilitation',
      urgency: 'routine',
      consent,
    });
    expect([standing.status, standing.problem.code]).toEqual([422, 'consent.unknown']);
  });

  it('a consent withdrawn after a referral has begun closes its packets too', async () => {
    const client = await admitNamed(clinician);
    const offer = { receiver: 'EG-REINT-1', stage: 'reintegration', kind: 'referral' } as const;
    const { reference, consent } = await sendOn(manager, client, offer);
    const partner = await house.as('social-worker@reint.eg.demo');
    granted(await move(partner, reference, 'accept', { appointment_at: inHours(3) }));
    granted(await move(partner, reference, 'arrive'));
    granted(
      await clinician.post(`/api/consents/${consent}/withdrawal`, { how: 'witnessed_oral' }, { version: 1 }),
    );
    expect((await viewHandoff(partner, reference)).packets).toEqual([]);
  });
});
