import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEventView, AuditVerificationView, CustodyReport } from '#domain/wire/audit.js';
import type { ClientSummary, ClientWritten, DuplicateCandidate, IdentityView } from '#domain/wire/client.js';
import type { Page } from '#domain/wire/common.js';
import type { HandoffPreview, HandoffWritten } from '#domain/wire/handoff.js';
import type { WorkItemView } from '#domain/wire/work.js';
import { canonicalJson } from '#platform/db/audit-trail.js';
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
  walkIn,
} from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let clinician: Staff;
let manager: Staff;
let duty: Staff;
let auditor: Staff;
let intake: Staff;
let social: Staff;

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  clinician = await house.as('clinician@detox.eg.demo');
  manager = await house.as('case-manager@detox.eg.demo');
  duty = await house.as('duty-manager@detox.eg.demo');
  auditor = await house.as('auditor@detox.eg.demo');
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

describe('Walking in (journey 0)', () => {
  it('a named person gets a code, a stage, a safety screen and one custodian, in one act', async () => {
    const person = somebody();
    const written = granted(
      await clinician.post<ClientWritten>('/api/clients', walkIn({ identity: person, substance: 'opioids' })),
      201,
    );
    const view = await viewClient(clinician, written.client);
    expect(view).toMatchObject({
      anonymous: false,
      own_custody: true,
      scope: 'full',
      stage: 'treatment',
      substance: 'opioids',
      safety: { suicide_risk: 'low', allergies: 'penicillin' },
    });
    expect(view.custody).toEqual([expect.objectContaining({ own: true, until_at: null, basis: 'intake' })]);
    expect(Date.parse(view.custody[0]!.from_at)).toBe(Date.parse(view.episode.opened_at));
    const identity = granted(await clinician.get<IdentityView>(`/api/clients/${written.client}/identity`));
    expect(identity).toMatchObject({ given_name: person.given_name, family_name: person.family_name });
    const list = granted(await clinician.get<Page<ClientSummary>>('/api/clients?limit=100'));
    expect(list.items.map(({ client }) => client)).toContain(written.client);
    expect(JSON.stringify([view, list])).not.toContain(person.family_name);
  });

  it('a person without a name is taken in all the same, and nobody can be found behind the code', async () => {
    const client = await admitAnonymous(clinician);
    expect(await viewClient(clinician, client)).toMatchObject({ anonymous: true, age_band: '35_44' });
    const looked = await clinician.get(`/api/clients/${client}/identity`);
    expect([looked.status, looked.problem.code]).toEqual([404, 'request.not_found']);
  });

  it('somebody who may be known is shown first, and a human says who it is', async () => {
    const person = somebody();
    const first = await admitNamed(clinician, { identity: person });
    const again = await clinician.post('/api/clients', walkIn({ identity: person }));
    expect([again.status, again.problem.code]).toEqual([409, 'client.duplicates_found']);
    const { given_name, family_name, birth_on } = person;
    const search = { given_name: family_name, family_name: given_name, birth_on }; // the names the wrong way round
    const { candidates } = granted(
      await clinician.post<{ candidates: DuplicateCandidate[] }>('/api/clients/duplicates', search),
    );
    expect(candidates).toEqual([
      expect.objectContaining({ client: first, strength: 'strong', has_open_episode: true }),
    ]);
    expect(candidates[0]!.masked).not.toContain(person.family_name);
    const same = await clinician.post('/api/clients', walkIn({ identity: person, same_as: first }));
    expect([same.status, same.problem.code]).toEqual([409, 'client.episode_open']);
    const other = await admitNamed(clinician, { identity: person, duplicates_reviewed: true });
    expect(other).not.toBe(first);
    const unknown = await clinician.post('/api/clients', walkIn({ same_as: '00000-00000' }));
    expect([unknown.status, unknown.problem.code]).toEqual([422, 'client.same_as_unknown']);
  });

  it('another organisation searching for the same person learns nothing', async () => {
    const person = somebody();
    await admitNamed(clinician, { identity: person });
    const { candidates } = granted(
      await intake.post<{ candidates: DuplicateCandidate[] }>('/api/clients/duplicates', {
        given_name: person.given_name,
        family_name: person.family_name,
        birth_on: person.birth_on,
      }),
    );
    expect(candidates).toEqual([]);
  });

  it('an admission repeated with its own key is answered again, not taken for a second person', async () => {
    const wanted = walkIn({ identity: somebody() });
    const key = crypto.randomUUID();
    const first = await clinician.post<ClientWritten>('/api/clients', wanted, { key });
    const second = await clinician.post<ClientWritten>('/api/clients', wanted, { key });
    expect([second.status, second.text]).toEqual([201, first.text]);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });

  it('nobody is taken in without a safety screen, and a newer screen counts', async () => {
    const { safety: _safety, ...without } = walkIn({ birth_year: 1980 });
    const refused = await clinician.post('/api/clients', without);
    expect([refused.status, refused.problem.errors?.[0]?.field]).toEqual([422, 'safety']);
    const client = await admitAnonymous(clinician);
    const newer = { ...SAFE, suicide_risk: 'high', weeks_of_pregnancy: 12 };
    granted(await clinician.put(`/api/clients/${client}/safety`, newer, { version: 1 }));
    const view = await viewClient(clinician, client);
    expect(view.safety).toMatchObject({ suicide_risk: 'high', weeks_of_pregnancy: 12 });
    const impossible = { ...SAFE, weeks_of_pregnancy: 60 };
    const answer = await clinician.put(`/api/clients/${client}/safety`, impossible, {
      version: view.version,
    });
    expect([answer.status, answer.problem.code]).toEqual([422, 'safety.pregnancy_weeks']);
  });
});

describe('Moving between stages (journey 1)', () => {
  it('names what is missing, moves once it is recorded, and the road back is always open', async () => {
    const palm = await house.as('case-manager@rehab1.eg.demo');
    const client = await admitAnonymous(intake, { stage: 'assessment' });
    const move1 = { to: 'rehabilitation', outcome: 'completed' };
    granted(await palm.post(`/api/clients/${client}/stage`, move1, { version: 1 }));
    // Rehabilitation asks for three things; this house offers no reintegration, so the way on is a partner's.
    const view = await viewClient(palm, client);
    expect(view.criteria).toEqual([
      { criterion: 'goals_met_or_revised', met: false },
      { criterion: 'no_use_for_28_days', met: false },
      { criterion: 'aftercare_arranged', met: false },
    ]);
    expect([view.moves, view.handoff_stages]).toEqual([[], ['reintegration', 'employment', 'treatment']]);
    const elsewhere = await palm.post(
      `/api/clients/${client}/stage`,
      { to: 'reintegration', outcome: 'moved_on_as_planned' },
      { version: view.version },
    );
    expect([elsewhere.status, elsewhere.problem.code]).toEqual([422, 'stage.not_offered']);
  });

  it('an unmet criterion is named, recorded, and then the move is made', async () => {
    const officer = await house.as('case-manager@work.eg.demo');
    const client = await admitAnonymous(officer, { stage: 'employment' });
    const wanted = { to: 'follow_up', outcome: 'completed' };
    const early = await officer.post(`/api/clients/${client}/stage`, wanted, { version: 1 });
    expect([early.status, early.problem.code]).toEqual([422, 'stage.criteria_unmet']);
    expect(early.problem.detail).toContain('In work or training for 13 weeks');
    const record = { wants_work: true, work_kind: 'job', work_started_on: inHours(-24 * 120).slice(0, 10) };
    granted(await officer.put(`/api/clients/${client}/employment`, record, { version: 0 }));
    const stale = await officer.put(`/api/clients/${client}/employment`, record, { version: 0 });
    expect([stale.status, stale.problem.code]).toEqual([409, 'version.stale']);
    const version = await versionOf(officer, client);
    granted(await officer.post(`/api/clients/${client}/stage`, wanted, { version }));
    const moved = await viewClient(officer, client);
    expect([moved.stage, moved.spells.map(({ stage, outcome }) => [stage, outcome])]).toEqual([
      'follow_up',
      [
        ['employment', 'completed'],
        ['follow_up', null],
      ],
    ]);
    // Back to work: asks for nothing.
    const back = { to: 'employment', outcome: 'stepped_up' };
    granted(await officer.post(`/api/clients/${client}/stage`, back, { version: moved.version }));
    expect((await viewClient(officer, client)).stage).toBe('employment');
  });

  it('moving on without the criteria takes a reason, is never "completed", and another person countersigns', async () => {
    const officer = await house.as('duty-manager@work.eg.demo');
    const colleague = await house.as('employment-officer@work.eg.demo');
    const client = await admitAnonymous(officer, { stage: 'employment' });
    const reason = { override_reason: 'A place opened today' };
    const completed = await officer.post(
      `/api/clients/${client}/stage`,
      { to: 'follow_up', outcome: 'completed', ...reason },
      { version: 1 },
    );
    expect([completed.status, completed.problem.code]).toEqual([422, 'stage.outcome_needs_criteria']);
    granted(
      await officer.post(
        `/api/clients/${client}/stage`,
        { to: 'follow_up', outcome: 'moved_on_early', ...reason },
        { version: 1 },
      ),
    );
    const inbox = granted(await officer.get<Page<WorkItemView>>('/api/work-items?limit=100'));
    const item = inbox.items.find((one) => one.kind === 'stage.countersign' && one.client === client);
    expect(item).toBeDefined();
    const own = await officer.post(`/api/work-items/${item!.id}/done`);
    expect([own.status, own.problem.code]).toEqual([403, 'permission.role']);
    const unfit = await colleague.post(`/api/work-items/${item!.id}/done`);
    expect([unfit.status, unfit.problem.code]).toEqual([403, 'permission.role']);
    await house.superuser.query(
      `insert into access.account (organisation_id, login, display_name, password_hash, roles, demo)
       select organisation_id, 'second-duty@work.eg.demo', 'Second duty manager', password_hash, roles, true
       from access.account where login = 'duty-manager@work.eg.demo'`,
    );
    const second = await house.as('second-duty@work.eg.demo');
    granted(await second.post(`/api/work-items/${item!.id}/done`));
    const again = await second.post(`/api/work-items/${item!.id}/done`);
    expect([again.status, again.problem.code]).toEqual([404, 'work.unknown']);
  });
});

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
    const early = await move(intake, reference, 'arrive');
    expect([early.status, early.problem.code]).toEqual([409, 'handoff.not_accepted_yet']);

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
    granted(await move(intake, reference, 'report', { outcome: 'settled' }));
    expect((await viewHandoff(manager, reference)).outcome).toBe('settled');
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
    expect(left.custody.every(({ own }) => own)).toBe(true);
    expect(JSON.stringify(left)).not.toContain('latex');
    const late = await clinician.put(`/api/clients/${client}/safety`, SAFE, { version: left.version });
    expect([late.status, late.problem.code]).toEqual([409, 'client.not_in_custody']);
    const list = granted(await clinician.get<Page<ClientSummary>>('/api/clients?limit=100'));
    expect(list.items.map((one) => one.client)).not.toContain(client);
  }

  it('a decline leaves the sender a dated next step, and the receiver nothing to read', async () => {
    const client = await admitNamed(clinician);
    const { reference } = await sendOn(manager, client);
    granted(await move(intake, reference, 'take'));
    const declined = granted(
      await move(intake, reference, 'decline', { reason: 'no_capacity', note: 'Full' }),
    );
    expect(declined).toMatchObject({ state: 'rejected', business_state: 'declined-capacity' });
    expect(Date.parse(declined.next_step_due_at!)).toBeGreaterThan(Date.now());
    expect((await viewHandoff(intake, reference)).packets).toEqual([]);
    const sender = await viewHandoff(manager, reference);
    expect(sender.next_step).toEqual({ due_at: declined.next_step_due_at, done_at: null });
    expect(sender).toMatchObject({ decline_reason: 'no_capacity', decline_note: 'Full', moves: [] });
    const step = await task(manager, reference, 'handoff.next_step');
    expect(step.due_at).toBe(declined.next_step_due_at);
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
    expect(after).toEqual([{ tier: 'D4', categories: [] }]);
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

describe('Looking back (journey 3)', () => {
  it('the auditor sees custody without a hole, a ledger that equals the packets, events with refusals, and a log that holds', async () => {
    const client = await admitNamed(clinician);
    const { reference } = await sendOn(manager, client);
    granted(await move(intake, reference, 'take'));
    granted(await move(intake, reference, 'accept', { appointment_at: inHours(24) }));
    const arrived = granted(await move(intake, reference, 'arrive'));
    const refused = await clinician.put(`/api/clients/${client}/safety`, SAFE, { version: 1 });
    expect(refused.status).toBe(409);

    const palm = await house.as('auditor@rehab1.eg.demo');
    const report = granted(await palm.get<CustodyReport>(`/api/audit/clients/${arrived.client}`));
    expect(report.custody).toHaveLength(2);
    expect(report.custody[0]!.until_at).toBe(report.custody[1]!.from_at);
    expect(report.custody[1]!.until_at).toBeNull();
    expect(report.disclosures.map(({ tier }) => tier)).toEqual(['D1', 'D2', 'D3', 'D4']);

    const packets = await house.rows<{ tier: string; body: object; sha256: Buffer }>(
      'select p.tier, p.body, p.sha256 from care.packet p join care.handoff h on h.id = p.handoff_id where h.reference = $1 order by p.tier',
      [reference],
    );
    for (const [i, packet] of packets.entries()) {
      const recomputed = createHash('sha256').update(canonicalJson(packet.body)).digest('hex');
      expect(recomputed).toBe(report.disclosures[i]!.sha256);
      expect(Object.keys(packet.body).sort()).toEqual([...report.disclosures[i]!.fields].sort());
    }

    const events = granted(
      await auditor.get<Page<AuditEventView>>(`/api/audit/events?limit=100&client=${client}`),
    );
    const seen = events.items.map(({ action, outcome }) => `${action} ${outcome}`);
    expect(seen).toEqual(expect.arrayContaining(['client.admit done', 'handoff.send done']));
    const all = granted(await auditor.get<Page<AuditEventView>>('/api/audit/events?limit=100'));
    expect(all.items.find(({ refusal }) => refusal === 'client.not_in_custody')).toBeDefined();
    expect(all.items.flatMap(({ clients }) => clients)).not.toContain(arrived.client);

    const asked = granted(await auditor.post<AuditVerificationView>('/api/audit/verifications'), 202);
    const verified = await eventually(async () => {
      const found = granted(await auditor.get<AuditVerificationView>(`/api/audit/verifications/${asked.id}`));
      return found.finished_at !== null && found;
    }, 'the worker verifies the log');
    expect(verified).toMatchObject({ ok: true, findings: [] });
    expect(verified.leaves).toBeGreaterThan(20);
    const other = await palm.get(`/api/audit/verifications/${asked.id}`);
    expect([other.status, other.problem.code]).toEqual([404, 'audit.verification_unknown']);
  });

  it('care staff do not read the audit, and auditors do not change care', async () => {
    const client = await admitAnonymous(clinician);
    for (const path of [`/api/audit/clients/${client}`, '/api/audit/events'])
      expect((await clinician.get(path)).status).toBe(403);
    expect((await auditor.put(`/api/clients/${client}/safety`, SAFE, { version: 1 })).status).toBe(403);
    expect((await auditor.get(`/api/clients/${client}/identity`)).status).toBe(403);
    expect((await duty.post('/api/audit/verifications')).status).toBe(403);
  });
});
