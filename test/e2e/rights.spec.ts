import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OwnRightsService } from '#casework/rights/own-rights.service.js';
import { ComplaintFilingService } from '#casework/rights/complaint-filing.service.js';
import { ComplaintFollowingService } from '#casework/rights/complaint-following.service.js';
import type { Page } from '#domain/wire/common.js';
import type { ExceptionCounts } from '#domain/wire/house.js';
import type {
  AccessRequestView,
  ClientRightsView,
  ComplaintView,
  CorrectionView,
  LeaveWishView,
  RightsNoticeGiven,
} from '#domain/wire/rights.js';
import type { WorkItemView } from '#domain/wire/work.js';
import { clientActor, type Actor } from '#platform/db/actor.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { expectRefusal } from '../support/journey-handoffs.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { admitAnonymous, daysAgo, granted, sendOn, settledTreatment } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;
let officer: Staff;
let auditor: Staff;

beforeAll(async () => {
  house = await startApplication();
  desks = await signInDesks(house);
  officer = await house.as('privacy-officer@detox.eg.demo');
  auditor = await house.as('auditor@detox.eg.demo');
}, 180_000);
afterAll(() => house?.close(), 60_000);

const of = (client: string, what: string): string => `/api/clients/${client}/${what}`;
const rightsOf = async (by: Staff, client: string): Promise<ClientRightsView> =>
  granted(await by.get<ClientRightsView>(of(client, 'rights')));
const workOf = async (by: Staff, kind: string): Promise<WorkItemView[]> =>
  granted(await by.get<Page<WorkItemView>>(`/api/work-items?view=open&limit=100`)).items.filter(
    (item) => item.kind === kind,
  );
const exceptions = async (): Promise<ExceptionCounts['counts']> => {
  return granted(
    await auditor.get<ExceptionCounts>(`/api/exceptions?from_on=${daysAgo(60)}&until_on=${daysAgo(0)}`),
  ).counts;
};
/** The client of a code, acting in a window of their own. */
async function inWindow(client: string): Promise<Actor> {
  const [row] = await house.rows<{ client_id: string }>(
    'select client_id from care.client_code where code = $1',
    [client],
  );
  return clientActor(row!.client_id);
}
const own = (): OwnRightsService => house.app.get(OwnRightsService, { strict: false });

describe('A correction', () => {
  const ask = (by: Staff, client: string, field = 'treatment.record') =>
    by.post<CorrectionView>(of(client, 'corrections'), {
      field,
      says: 'methadone',
      should_say: 'heroin',
    });
  const act = (by: Staff, to: CorrectionView, what: string, body?: object) =>
    by.post<CorrectionView>(`/api/corrections/${to.correction}/${what}`, body, { version: to.version });
  async function writeTreatment(client: string): Promise<void> {
    granted(await desks.clinician.put(of(client, 'treatment'), settledTreatment(), { version: 0 }));
  }

  it('is decided within 30 days by another person with a reason, keeps the original, and is made in the record by its own form', async () => {
    const client = await admitAnonymous(desks.clinician, { stage: 'treatment' });
    await writeTreatment(client);
    const asked = granted(await ask(officer, client), 201);
    expect(Math.round((Date.parse(asked.decide_due_at) - Date.parse(asked.received_at)) / 86_400_000)).toBe(
      30,
    );
    expect((await workOf(officer, 'rights.correction')).some((item) => item.client === client)).toBe(true);
    expectRefusal(
      await act(officer, asked, 'decide', { decision: 'accepted', reason: 'So it is.' }),
      403,
      'correction.own',
    );
    expectRefusal(await act(desks.clinician, asked, 'apply'), 409, 'correction.not_accepted');
    const decided = granted(
      await act(desks.duty, asked, 'decide', { decision: 'accepted', reason: 'So it is.' }),
    );
    expect(decided).toMatchObject({ state: 'accepted', says: 'methadone', should_say: 'heroin' });
    const original = JSON.parse(decided.original!) as { medically_stable: boolean };
    expect(original.medically_stable).toBe(settledTreatment().medically_stable);
    expectRefusal(await act(desks.clinician, decided, 'apply'), 409, 'correction.not_changed');
    const [row] = await house.rows<{ version: number }>(
      `select r.version from care.treatment r join care.episode e on e.id = r.episode_id join care.client_code k on k.client_id = e.client_id where k.code = $1`,
      [client],
    );
    granted(
      await desks.clinician.put(
        of(client, 'treatment'),
        { ...settledTreatment(), medically_stable: !original.medically_stable },
        { version: row!.version },
      ),
    );
    const applied = granted(await act(desks.clinician, decided, 'apply'));
    expect(applied.state).toBe('corrected');
    expect(JSON.parse(applied.original!)).toEqual(original);
    expect((await workOf(officer, 'rights.correction')).some((item) => item.client === client)).toBe(false);
  });

  it('is told to every partner who had received the value, as work of theirs that names the field and never the value', async () => {
    const client = await admitAnonymous(desks.clinician, { stage: 'treatment' });
    await writeTreatment(client);
    await sendOn(desks.clinician, client);
    const asked = granted(await ask(officer, client, 'other'), 201);
    const decided = granted(await act(desks.duty, asked, 'decide', { decision: 'accepted', reason: 'Yes.' }));
    const applied = granted(await act(desks.clinician, decided, 'apply'));
    const [ledger] = await house.rows<{ n: number }>(
      `select count(distinct d.to_organisation_id)::int as n from care.disclosure d join care.client_code k on k.client_id = d.client_id where k.code = $1`,
      [client],
    );
    expect(applied.told).toHaveLength(ledger!.n);
    const told = await house.rows<{ row: string }>(
      'select to_jsonb(t)::text as row from care.correction_told t where t.correction_id = $1',
      [applied.correction],
    );
    expect(told).toHaveLength(ledger!.n);
    for (const { row } of told) expect(row).not.toContain('heroin');
  });

  it('that is refused keeps the words of the client beside the record', async () => {
    const client = await admitAnonymous(desks.clinician);
    const asked = granted(await ask(desks.clinician, client, 'client.birth_year'), 201);
    const refused = granted(
      await act(officer, asked, 'decide', { decision: 'refused', reason: 'The paper says so.' }),
    );
    expectRefusal(await act(desks.clinician, refused, 'apply'), 409, 'correction.not_accepted');
    granted(await act(desks.clinician, refused, 'statement', { words: 'The paper is wrong.' }));
    const [kept] = (await rightsOf(desks.clinician, client)).corrections;
    expect(kept).toMatchObject({
      state: 'refused',
      statement: 'The paper is wrong.',
      reason: 'The paper says so.',
    });
    const [row] = await house.rows<{ text: string }>(
      `select encode(words, 'escape') || encode(reason, 'escape') || encode(statement, 'escape') as text from care.correction where id = $1`,
      [asked.correction],
    );
    expect(row!.text).not.toMatch(/paper|methadone/);
  });

  it('is asked for by the client in their window, and seen there with its answer; nobody else’s is', async () => {
    const client = await admitAnonymous(desks.clinician);
    const [me, another] = [await inWindow(client), await inWindow(await admitAnonymous(desks.clinician))];
    await own().askCorrection(me, {}, { field: 'client.language', says: 'Arabic', should_say: 'English' });
    const [asked] = (await rightsOf(officer, client)).corrections;
    expect(asked).toMatchObject({ asked_by: 'client', says: 'Arabic' });
    granted(await act(officer, asked!, 'decide', { decision: 'refused', reason: 'It is Arabic.' }));
    const [seen] = await own().requests(me, {});
    expect(seen).toMatchObject({ kind: 'correction', decision: 'refused', reason: 'It is Arabic.' });
    expect(await own().requests(another, {})).toEqual([]);
    await expect(own().state(another, {}, seen!.request, 'Not mine.')).rejects.toMatchObject({
      code: 'correction.unknown',
    });
    expect((await own().state(me, {}, seen!.request, 'It is not.'))[0]?.statement).toBe('It is not.');
  });
});

describe('A request for the record', () => {
  it('is answered within 30 days, is never refused without a reason, and its answer reaches the window', async () => {
    const client = await admitAnonymous(desks.clinician);
    const me = await inWindow(client);
    await own().askAccess(me, {}, 'file');
    granted(await desks.clinician.post(of(client, 'access-requests'), { form: 'paper' }), 201);
    const [staff, window] = (await rightsOf(officer, client)).access;
    expect(new Set([staff?.asked_by, window?.asked_by])).toEqual(new Set(['client', 'staff']));
    expect(Math.round((Date.parse(staff!.answer_due_at) - Date.parse(staff!.received_at)) / 86_400_000)).toBe(
      30,
    );
    const answer = (to: AccessRequestView, body: object) =>
      officer.post<AccessRequestView>(`/api/access-requests/${to.request}/answer`, body, {
        version: to.version,
      });
    expectRefusal(await answer(staff!, { answer: 'refused', reason: null }), 422, 'correction.reason_needed');
    const given = granted(await answer(staff!, { answer: 'given', reason: null }));
    expectRefusal(await answer(given, { answer: 'given', reason: null }), 409, 'access.answered');
    granted(await answer(window!, { answer: 'partly', reason: 'Somebody else is named in it.' }));
    const answers = (await own().requests(me, {})).map(({ decision, reason }) => [decision, reason]);
    expect(answers).toEqual(
      expect.arrayContaining([
        ['given', null],
        ['partly', 'Somebody else is named in it.'],
      ]),
    );
    expect(await workOf(officer, 'rights.access')).toEqual([]);
  });
});

describe('The notice of rights', () => {
  it('is kept with its version, language, form and day, and missing for a day it stands among the exceptions', async () => {
    const client = await admitAnonymous(desks.clinician);
    const before = (await exceptions()).rights_not_told;
    await house.rows(
      `with who as (select client_id from care.client_code where code = $1),
         care_since as (update care.custody u set during = tstzrange(now() - interval '25 hours', null) from who where u.client_id = who.client_id returning u.episode_id)
       update care.episode e set open_during = tstzrange(now() - interval '25 hours', null) from care_since where e.id = care_since.episode_id`,
      [client],
    );
    const late = (await exceptions()).rights_not_told;
    const given = granted(
      await desks.clinician.post<RightsNoticeGiven>(of(client, 'rights-notices'), {
        form: 'read_aloud',
        language: 'ar',
      }),
      201,
    );
    expect(given).toMatchObject({ form: 'read_aloud', language: 'ar', notice: 'eg-rights-1' });
    expect(late).toBe(before + 1);
    expect((await exceptions()).rights_not_told).toBe(before);
    const [row] = await house.rows<{ n: number }>(
      `select octet_length(n.text_sha256) as n from care.rights_notice n join care.client_code k on k.client_id = n.client_id where k.code = $1`,
      [client],
    );
    expect(row!.n).toBe(32);
  });

  it('exists in three languages, whole and in easy words, and is shown in the window with when it was given', async () => {
    const client = await admitAnonymous(desks.clinician);
    granted(await desks.clinician.post(of(client, 'rights-notices'), { form: 'easy', language: 'ru' }), 201);
    const seen = await own().notice(await inWindow(client), {});
    for (const language of ['en', 'ru', 'ar'] as const) {
      expect(seen.notice.easy[language].length).toBeGreaterThan(100);
      expect(seen.notice.texts[language].length).toBeGreaterThan(seen.notice.easy[language].length);
    }
    expect(seen.given).toMatchObject([{ form: 'easy', language: 'ru' }]);
  });
});

describe('Whoever wants to leave', () => {
  it('says so in the window; whoever is responsible has two hours, and gives back what is theirs', async () => {
    const client = await admitAnonymous(desks.clinician);
    const me = await inWindow(client);
    const [said] = await own().askToLeave(me, {});
    expect(Date.parse(said!.due_at) - Date.parse(said!.asked_at)).toBe(2 * 3_600_000);
    expect(await own().askToLeave(me, {})).toHaveLength(1);
    expect((await workOf(desks.duty, 'rights.leave')).map((item) => item.client)).toContain(client);
    const [wish] = (await rightsOf(desks.duty, client)).leave;
    const answer = (to: LeaveWishView, changes: object) =>
      desks.duty.post<LeaveWishView>(
        `/api/leave-wishes/${to.wish}/answer`,
        {
          outcome: 'left',
          safety_talk: true,
          belongings_returned: true,
          documents_returned: true,
          transport_arranged: false,
          ...changes,
        },
        { version: to.version },
      );
    expectRefusal(await answer(wish!, { documents_returned: false }), 422, 'leave.theirs_first');
    const left = granted(await answer(wish!, {}));
    expectRefusal(await answer(left, {}), 409, 'leave.answered');
    expect((await own().leave(me, {}))[0]?.outcome).toBe('left');
    expect((await workOf(desks.duty, 'rights.leave')).map((item) => item.client)).not.toContain(client);
    const stranger = clientActor(randomUUID());
    await expect(own().askToLeave(stranger, {})).rejects.toMatchObject({ code: 'leave.not_here' });
  });
});

describe('A client in their window', () => {
  it('complains by name, follows it and takes it back; without a name even their own window knows nothing of it', async () => {
    const client = await admitAnonymous(desks.clinician);
    const [me, another] = [await inWindow(client), await inWindow(await admitAnonymous(desks.clinician))];
    const filing = house.app.get(ComplaintFilingService, { strict: false });
    const following = house.app.get(ComplaintFollowingService, { strict: false });
    const about = (await desks.duty.get<{ organisation: { code: string } }>('/api/session')).body.organisation
      .code;
    const wanted = {
      about,
      category: 'treatment',
      concerns_minor: false,
      words: 'Too loud at night.',
      about_whom: '',
      language: 'ar',
      anonymous: false,
      passphrase: null,
    } as const;
    const filed = await filing.file(me, {}, wanted, null);
    const hidden = await filing.file(
      me,
      {},
      { ...wanted, anonymous: true, passphrase: 'nobody knows me' },
      null,
    );
    expect((await following.own(me, {})).map(({ reference }) => reference)).toEqual([filed.reference]);
    expect(await following.own(another, {})).toEqual([]);
    await expect(following.view(another, {}, { complaint: filed.complaint })).rejects.toMatchObject({
      code: 'complaint.unknown',
    });
    const list = granted(await officer.get<Page<ComplaintView>>('/api/complaints?limit=100')).items;
    const byName = list.find(({ complaint }) => complaint === filed.complaint)!;
    expect(granted(await officer.get<ComplaintView>(`/api/complaints/${byName.complaint}`))).toMatchObject({
      client,
      channel: 'window',
    });
    expect(list.find(({ complaint }) => complaint === hidden.complaint)).toMatchObject({
      submitter: 'anonymous',
      channel: 'web',
    });
    const traces = await house.rows<{ body: string }>(
      `select body from audit.event where action = 'complaint.file' order by at desc limit 2`,
    );
    expect(traces.filter(({ body }) => body.includes(me.client!))).toHaveLength(0);
    granted(
      await officer.post(`/api/complaints/${byName.complaint}/acknowledge`, undefined, {
        version: byName.version,
      }),
    );
    const told = await house.rows<{ kind: string }>('select kind from care.notice where client_id = $1', [
      me.client,
    ]);
    expect(told.map(({ kind }) => kind)).toContain('complaint.answered');
    expect((await following.withdraw(me, {}, { complaint: filed.complaint })).state).toBe('withdrawn');
  });

  it('who is forgotten leaves no words behind: corrections, answers and the complaints that are over', async () => {
    const client = await admitAnonymous(desks.clinician);
    const me = await inWindow(client);
    await own().askCorrection(me, {}, { field: 'other', says: 'A', should_say: 'B' });
    await house.rows('update care.client_code set erased_at = clock_timestamp() where client_id = $1', [
      me.client,
    ]);
    const [left] = await house.rows<{ words: Buffer | null; open: number }>(
      `select c.words, (select count(*)::int from care.deadline d where d.client_id = c.client_id and d.settled_at is null) as open from care.correction c where c.client_id = $1`,
      [me.client],
    );
    expect(left).toEqual({ words: null, open: 0 });
  });
});
