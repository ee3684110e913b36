import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HandoffWritten } from '#domain/wire/handoff.js';
import type { Page } from '#domain/wire/common.js';
import type { SeparationView } from '#domain/wire/separation.js';
import type { WorkItemView } from '#domain/wire/work.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { admitAnonymous, consentTo, granted, inHours, sendOn, viewHandoff } from '../support/journey.js';
import type { Answer, Staff } from '../support/staff.js';
import { everythingTo, houseOf } from './two-receivers.tools.js';

let app: TestApplication;
let clinician: Staff;
let rehab: Staff;

beforeAll(async () => {
  app = await startApplication();
  clinician = await app.as('clinician@detox.eg.demo');
  rehab = await app.as('case-manager@rehab1.eg.demo');
}, 120_000);
afterAll(() => app?.close(), 60_000);

async function go(
  staff: Staff,
  reference: string,
  move: string,
  body: unknown = {},
): Promise<Answer<HandoffWritten>> {
  const { version } = await viewHandoff(staff, reference);
  return await staff.post<HandoffWritten>(`/api/handoffs/${reference}/${move}`, body, { version });
}

const keepApart = async (one: string, other: string) =>
  granted(await clinician.post<SeparationView>(`/api/clients/${one}/separations`, { other }), 201);

async function offer(client: string): Promise<Answer<HandoffWritten>> {
  const consent = await consentTo(clinician, client, 'EG-REHAB-1');
  const wanted = {
    client,
    kind: 'transfer',
    receiver: 'EG-REHAB-1',
    stage: 'rehabilitation',
    urgency: 'routine',
    consent,
  };
  return await clinician.post<HandoffWritten>('/api/handoffs', wanted);
}

async function preview(client: string): Promise<Answer> {
  const wanted = {
    client,
    receiver: 'EG-REHAB-1',
    stage: 'rehabilitation',
    urgency: 'routine',
    categories: ['treatment'],
  };
  return await clinician.post('/api/handoffs/preview', wanted, { key: null });
}

async function stayAtTheRehab(): Promise<string> {
  const code = await admitAnonymous(clinician);
  const { reference } = await sendOn(clinician, code);
  granted(await go(rehab, reference, 'take'));
  granted(await go(rehab, reference, 'accept', { appointment_at: inHours(30) }));
  granted(await go(rehab, reference, 'arrive'));
  return code;
}

describe('Two people who are kept apart', () => {
  it('are not sent to one house, and the answer says "not suitable" and nothing else', async () => {
    const there = await stayAtTheRehab();
    const client = await admitAnonymous(clinician);
    const kept = await keepApart(there, client);
    for (const answer of [await offer(client), await preview(client)]) {
      expect([answer.status, answer.problem.code]).toEqual([409, 'handoff.not_suitable']);
      expect(answer.text).not.toContain(there);
      expect(answer.text).not.toContain(kept.reference);
      expect(answer.text).not.toMatch(/separat|apart|violen|partner of/i);
    }
    granted(await clinician.post(`/api/separations/${kept.reference}/end`));
    expect((await preview(client)).status).toBe(200);
    expect((await offer(client)).status).toBe(201);
  });

  it('recorded after the offer, are found when the partner says yes; the partner hears no more either', async () => {
    const there = await stayAtTheRehab();
    const client = await admitAnonymous(clinician);
    const { reference } = granted(await offer(client), 201);
    granted(await go(rehab, reference, 'take'));
    const kept = await keepApart(there, client);
    const refused = await go(rehab, reference, 'accept', { appointment_at: inHours(30) });
    expect([refused.status, refused.problem.code]).toEqual([409, 'handoff.not_suitable']);
    expect(refused.text).not.toMatch(/separat|apart|violen/i);
    const told = await everythingTo(await houseOf(app, 'rehab1.eg.demo', 'case-manager'));
    expect(told.filter(({ value }) => [kept.reference, kept.client, kept.other].includes(value))).toEqual([]);
  });

  it('are never turned away at the door: the arrival is recorded and both houses have work', async () => {
    const there = await stayAtTheRehab();
    const client = await admitAnonymous(clinician);
    const { reference } = granted(await offer(client), 201);
    await keepApart(there, client);
    expect((await go(rehab, reference, 'arrive')).status).toBe(200);
    for (const staff of [clinician, rehab]) {
      const { items } = granted(await staff.get<Page<WorkItemView>>('/api/work-items?limit=100'));
      const raised = items.filter(
        ({ kind, handoff }) => kind === 'handoff.not_suitable' && handoff?.reference === reference,
      );
      expect([staff.login, raised.length]).toEqual([staff.login, 1]);
    }
  });
});
