import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClientWritten } from '#domain/wire/client.js';
import type { HandoffWritten } from '#domain/wire/handoff.js';
import { startApplication, type TestApplication } from '../support/application.js';
import {
  admitAnonymous,
  admitNamed,
  consentTo,
  granted,
  inHours,
  move,
  sendOn,
  somebody,
  viewClient,
  viewHandoff,
  walkIn,
} from '../support/journey.js';
import { crowd, tally } from '../support/journey-handoffs.js';
import type { Answer, Staff } from '../support/staff.js';

const RACERS = Number(process.env['HANDRAIL_RACERS'] ?? 1_000);
const AT_ONCE = 50;

let house: TestApplication;
let clinician: Staff;
let manager: Staff;
let receivers: Staff[];

beforeAll(async () => {
  house = await startApplication();
  clinician = await house.as('clinician@detox.eg.demo');
  manager = await house.as('case-manager@detox.eg.demo');
  receivers = await Promise.all(
    ['intake-officer', 'social-worker', 'case-manager', 'duty-manager'].map((role) =>
      house.as(`${role}@rehab1.eg.demo`),
    ),
  );
}, 120_000);
afterAll(() => house?.close(), 60_000);

/** The withdrawal came first and ended the request: the yes is told so. */
function withdrawnFirst({ status, problem }: Answer): boolean {
  return status === 409 && problem.code === 'handoff.ended_by_withdrawal';
}

async function custodyOf(reference: string): Promise<{ code: string; until_at: Date | null }[]> {
  return await house.rows(
    `select o.code, cu.until_at from care.custody cu join care.organisation o on o.id = cu.organisation_id
     where cu.episode_id = (select episode_id from care.handoff where reference = $1) order by cu.since_at`,
    [reference],
  );
}

describe('At the same time', () => {
  it(`${RACERS} people accept one handoff: one is the first, the others are told so by name`, async () => {
    const client = await admitNamed(clinician);
    const { reference } = await sendOn(manager, client);
    const body = { appointment_at: inHours(24) };
    const answers = await crowd(RACERS, AT_ONCE, (i) =>
      move(receivers[i % receivers.length]!, reference, 'accept', body, { version: 1 }),
    );
    expect(tally(answers)).toEqual({ '200': 1, '409 handoff.already_accepted': RACERS - 1 });
    const written = await house.rows(
      `select h.version, (select count(*)::int from care.packet p where p.handoff_id = h.id) as packets,
         (select count(*)::int from care.disclosure d where d.handoff_id = h.id) as disclosures,
         (select count(*)::int from care.work_item w where w.handoff_id = h.id and w.kind = 'handoff.arrival') as arrivals,
         (select count(*)::int from vault.known_to k where k.handoff_id = h.id) as known,
         (select count(*)::int from bus.outbox b where b.payload->>'handoff_id' = h.id::text) as messages
       from care.handoff h where h.reference = $1`,
      [reference],
    );
    expect(written).toEqual([{ version: 2, packets: 3, disclosures: 3, arrivals: 1, known: 1, messages: 2 }]);
    const [audited] = await house.rows<{ done: number; refused: number }>(
      `select count(*) filter (where outcome = 'done')::int as done, count(*) filter (where outcome = 'refused')::int as refused
       from audit.event where action = 'handoff.accept'`,
    );
    expect(audited).toEqual({ done: 1, refused: RACERS - 1 });
    expect(await custodyOf(reference)).toEqual([{ code: 'EG-DETOX-1', until_at: null }]);
  }, 120_000);

  it('the client arrives at one desk only, and custody changes hands once', async () => {
    const { reference } = await sendOn(manager, await admitNamed(clinician));
    granted(await move(receivers[0]!, reference, 'accept', { appointment_at: inHours(24) }));
    const answers = await crowd(40, 40, (i) =>
      move(receivers[i % receivers.length]!, reference, 'arrive', {}, { version: 2 }),
    );
    expect(tally(answers)).toEqual({ '200': 1, '409 handoff.already_arrived': 39 });
    expect(await custodyOf(reference)).toEqual([
      { code: 'EG-DETOX-1', until_at: expect.any(Date) },
      { code: 'EG-REHAB-1', until_at: null },
    ]);
  });

  it('accept against recall against decline: one is first, and what it says is the whole truth', async () => {
    for (let round = 0; round < 12; round += 1) {
      const { reference } = await sendOn(manager, await admitAnonymous(clinician));
      const answers = await Promise.all([
        move(receivers[0]!, reference, 'accept', { appointment_at: inHours(24) }, { version: 1 }),
        move(manager, reference, 'recall', { reason: 'other' }, { version: 1 }),
        move(receivers[1]!, reference, 'decline', { reason: 'other' }, { version: 1 }),
      ]);
      expect(answers.map(({ status }) => String(status)).sort()).toEqual(['200', '409', '409']);
      const won = answers.find(({ status }) => status === 200)!.body;
      const seen = await viewHandoff(manager, reference);
      expect(seen.state).toBe(won.state);
      const [open] = await house.rows<{ count: number }>(
        `select count(*)::int as count from care.packet p join care.handoff h on h.id = p.handoff_id where h.reference = $1 and p.ended_at is null`,
        [reference],
      );
      expect(open!.count > 0).toBe(won.state === 'accepted');
    }
  }, 60_000);

  it('two transfers of one client: one is sent', async () => {
    const client = await admitAnonymous(clinician);
    const consents = await Promise.all(
      ['EG-REHAB-1', 'EG-REHAB-2'].map((code) => consentTo(manager, client, code)),
    );
    const answers = await crowd(20, 20, (i) =>
      manager.post<HandoffWritten>('/api/handoffs', {
        client,
        kind: 'transfer',
        receiver: ['EG-REHAB-1', 'EG-REHAB-2'][i % 2],
        stage: 'rehabilitation',
        urgency: 'routine',
        consent: consents[i % 2],
      }),
    );
    expect(tally(answers)).toEqual({ '201': 1, '409 handoff.transfer_open': 19 });
  });

  it('changes decided on the same version: one is made, the others are told that it is stale', async () => {
    const client = await admitAnonymous(clinician, { stage: 'contact' });
    const answers = await crowd(30, 30, () =>
      manager.post<ClientWritten>(
        `/api/clients/${client}/stage`,
        { to: 'assessment', outcome: 'moved_on_as_planned' },
        { version: 1 },
      ),
    );
    expect(tally(answers)).toEqual({ '200': 1, '409 version.stale': 29 });
    expect((await viewClient(clinician, client)).spells).toHaveLength(2);
  });

  it('the same change twenty times under one key: one effect, one answer, nineteen times repeated', async () => {
    const { reference } = await sendOn(manager, await admitAnonymous(clinician));
    const key = crypto.randomUUID();
    const accepts = await crowd(20, 20, () =>
      move(
        receivers[0]!,
        reference,
        'accept',
        { appointment_at: '2027-01-01T10:00:00Z' },
        { version: 1, key },
      ),
    );
    expect(tally(accepts)).toEqual({ '200': 20 });
    for (const { body } of accepts) expect(body).toEqual(accepts[0]!.body);
    expect(accepts.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(19);
    expect((await viewHandoff(manager, reference)).version).toBe(2);

    const wanted = walkIn({ identity: somebody() });
    const admissions = await crowd(20, 20, () =>
      clinician.post<ClientWritten>('/api/clients', wanted, { key }),
    );
    expect(tally(admissions)).toEqual({ '201': 20 });
    for (const { body } of admissions) expect(body).toEqual(admissions[0]!.body);
    // Another account that happens to choose the same key names another change.
    expect(
      (await manager.post<ClientWritten>('/api/clients', walkIn({ birth_year: 1980 }), { key })).headers.get(
        'idempotent-replayed',
      ),
    ).toBeNull();
  });

  it('a withdrawal against an acceptance: whoever is first, nothing stays open and no name is left to read', async () => {
    for (let round = 0; round < 25; round += 1) {
      const client = await admitNamed(clinician);
      const { reference, consent } = await sendOn(manager, client);
      const [accepted, withdrawn] = await Promise.all([
        move(
          receivers[0]!,
          reference,
          'accept',
          { appointment_at: inHours(24), spoke_at: inHours(-1) },
          { version: 1 },
        ),
        clinician.post(`/api/consents/${consent}/withdrawal`, { how: 'witnessed_oral' }, { version: 1 }),
      ]);
      const first = withdrawnFirst(accepted) ? 'consent-withdrawn' : 'consent-under-discussion';
      expect([withdrawn.status, withdrawnFirst(accepted) || accepted.status === 200]).toEqual([200, true]);
      const seen = await viewHandoff(receivers[0]!, reference);
      expect([seen.business_state, seen.identity, seen.packets]).toEqual([first, null, []]);
      const [left] = await house.rows<{ known: number; late: number }>(
        `select (select count(*)::int from vault.known_to v where v.handoff_id = h.id and v.until_at > now()) as known,
           (select count(*)::int from care.disclosure d where d.handoff_id = h.id and d.disclosed_at > k.withdrawn_at and d.categories <> '{}') as late
         from care.handoff h join care.consent k on k.id = h.consent_id where h.reference = $1`,
        [reference],
      );
      expect(left).toEqual({ known: 0, late: 0 });
    }
  }, 60_000);

  it('a withdrawal against a sending: either nothing was sent, or what was sent is closed', async () => {
    for (let round = 0; round < 15; round += 1) {
      const client = await admitAnonymous(clinician);
      const consent = await consentTo(manager, client, 'EG-REHAB-1');
      const offer = {
        client,
        kind: 'transfer',
        receiver: 'EG-REHAB-1',
        stage: 'rehabilitation',
        urgency: 'routine',
        consent,
      };
      const [sent, withdrawn] = await Promise.all([
        manager.post<HandoffWritten>('/api/handoffs', offer),
        clinician.post(`/api/consents/${consent}/withdrawal`, { how: 'witnessed_oral' }, { version: 1 }),
      ]);
      expect(withdrawn.status).toBe(200);
      if (sent.status === 201)
        expect((await viewHandoff(receivers[0]!, sent.body.reference)).packets).toEqual([]);
      else expect([sent.status, sent.problem.code]).toEqual([409, 'consent.withdrawn']);
    }
  }, 60_000);
});
