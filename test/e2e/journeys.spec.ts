import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEventView, AuditVerificationView, CustodyReport } from '#domain/wire/audit.js';
import type { ClientSummary, ClientWritten, DuplicateCandidate, IdentityView } from '#domain/wire/client.js';
import type { Page } from '#domain/wire/common.js';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import type { WorkItemView } from '#domain/wire/work.js';
import { canonicalJson } from '#platform/db/audit-trail.js';
import { eventually, startApplication, type TestApplication } from '../support/application.js';
import {
  admitAnonymous,
  admitNamed,
  granted,
  inHours,
  move,
  SAFE,
  sendOn,
  somebody,
  viewClient,
  walkIn,
} from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let clinician: Staff;
let manager: Staff;
let duty: Staff;
let auditor: Staff;
let intake: Staff;

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  clinician = await house.as('clinician@detox.eg.demo');
  manager = await house.as('case-manager@detox.eg.demo');
  duty = await house.as('duty-manager@detox.eg.demo');
  auditor = await house.as('auditor@detox.eg.demo');
  intake = await house.as('intake-officer@rehab1.eg.demo');
}, 120_000);
afterAll(() => house?.close(), 60_000);

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
    const search = { given_name: family_name, family_name: given_name, birth_on, reason: 'arrival' }; // the names the wrong way round
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
        reason: 'call',
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
    expect(view.criteria.map(({ criterion, met }) => ({ criterion, met }))).toEqual([
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

describe('Looking back (journey 3)', () => {
  it('the auditor sees custody without a hole, a ledger that equals the packets, events with refusals, and a log that holds', async () => {
    const client = await admitNamed(clinician);
    const { reference } = await sendOn(manager, client);
    granted(await move(intake, reference, 'take'));
    granted(await move(intake, reference, 'accept', { appointment_at: inHours(24) }));
    const arrived = granted(await move(intake, reference, 'arrive'));
    // Two partners that were told the same cannot find out: no salt is used twice.
    const salts = await house.rows('select salt from care.packet group by salt having count(*) > 1');
    expect(salts).toEqual([]);
    const refused = await clinician.put(`/api/clients/${client}/safety`, SAFE, { version: 1 });
    expect(refused.status).toBe(409);

    const palm = await house.as('auditor@rehab1.eg.demo');
    // The packets are theirs to check; who the person is, is not.
    const theirs = granted(await palm.get<HandoffDetail>(`/api/handoffs/${reference}`));
    expect(theirs.packets.some(({ body }) => body.identity === true)).toBe(true);
    expect(theirs.identity).toBeNull();
    expect(granted(await intake.get<HandoffDetail>(`/api/handoffs/${reference}`)).identity).not.toBeNull();
    const looks = granted(
      await palm.get<Page<AuditEventView>>(`/api/audit/events?limit=100&client=${arrived.client}`),
    );
    const opened = looks.items.filter(({ action }) => action === 'client.identify');
    expect(new Set(opened.map(({ role }) => role))).toEqual(new Set(['intake_officer']));
    const report = granted(await palm.get<CustodyReport>(`/api/audit/clients/${arrived.client}`));
    expect(report.custody).toHaveLength(2);
    expect(report.custody[0]!.until_at).toBe(report.custody[1]!.from_at);
    expect(report.custody[1]!.until_at).toBeNull();
    expect(report.disclosures.map(({ tier }) => tier)).toEqual(['D1', 'D2', 'D3', 'D4']);

    const packets = await house.rows<{ tier: string; body: object; salt: Buffer; sha256: Buffer }>(
      'select p.tier, p.body, p.salt, p.sha256 from care.packet p join care.handoff h on h.id = p.handoff_id where h.reference = $1 order by p.tier',
      [reference],
    );
    for (const [i, packet] of packets.entries()) {
      expect(packet.salt).toHaveLength(16);
      const recomputed = createHash('sha256')
        .update(packet.salt)
        .update(canonicalJson(packet.body))
        .digest('hex');
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

    const [recorded] = await house.rows<{ events: number }>(
      'select count(*)::int as events from audit.event',
    );
    const asked = granted(await auditor.post<AuditVerificationView>('/api/audit/verifications'), 202);
    const verified = await eventually(async () => {
      const found = granted(await auditor.get<AuditVerificationView>(`/api/audit/verifications/${asked.id}`));
      return found.finished_at !== null && found;
    }, 'the worker verifies the log');
    expect(verified).toMatchObject({ ok: true, findings: [] });
    // What was recorded before the question is in the answer, sealed or not when it was asked.
    expect(verified.leaves).toBeGreaterThan(recorded!.events);
    expect(recorded!.events).toBeGreaterThan(20);
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
