import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '#domain/wire/common.js';
import type { ExceptionCounts } from '#domain/wire/house.js';
import type {
  BreakGlassView,
  DataRequestAnswer,
  DataRequestView,
  EmergencyCard,
} from '#domain/wire/identity.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { expectRefusal } from '../support/journey-handoffs.js';
import { admitNamed, daysAgo, granted, somebody, walkIn } from '../support/journey.js';
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

const path = (client: string, what = ''): string => `/api/clients/${client}${what}`;

describe('Broken glass', () => {
  const openings = async (by: Staff, view: string): Promise<BreakGlassView[]> =>
    granted(await by.get<Page<BreakGlassView>>(`/api/openings?view=${view}&limit=100`)).items;

  it('in an emergency opens the whole card of a client of another house at once, for whoever opened it, and is reviewed', async () => {
    const identity = somebody();
    const theirs = await admitNamed(desks.palm, {
      identity,
      stage: 'rehabilitation',
      safety: { ...walkIn().safety, allergies: 'penicillin', medicines: 'methadone 60 mg' },
    });
    const { organisation } = (await desks.palm.get<{ organisation: { code: string } }>('/api/session')).body;
    const start = (by: Staff, body: object = {}) =>
      by.post<BreakGlassView>(path(theirs, '/emergency-card'), {
        reason: 'unconscious',
        issuer: organisation.code,
        ...body,
      });
    expect((await start(auditor)).status).toBe(403);
    expect(
      (await desks.clinician.post(path(theirs, '/emergency-card'), { reason: 'unconscious' })).status,
    ).toBe(404);
    const opened = granted(await start(desks.clinician));
    expect(opened).toMatchObject({
      kind: 'emergency',
      state: 'open',
      mine: true,
      client: expect.any(String),
    });
    expect(opened.client).not.toBe(theirs);
    expect(Date.parse(opened.until_at!) - Date.parse(opened.opened_at!)).toBe(4 * 3_600_000);
    expect(Date.parse(opened.review_due_at!) - Date.parse(opened.opened_at!)).toBe(24 * 3_600_000);
    expect(granted(await start(desks.clinician)).opening).toBe(opened.opening);

    const card = granted(await desks.clinician.get<EmergencyCard>(`/api/openings/${opened.opening}/card`));
    expect(card).toMatchObject({
      identity: { family_name: identity.family_name, birth_on: identity.birth_on },
      safety: { allergies: 'penicillin', medicines: 'methadone 60 mg' },
      custodian: { names: expect.any(Object) },
    });
    expectRefusal(
      await desks.manager.get(`/api/openings/${opened.opening}/card`),
      403,
      'break_glass.not_yours',
    );
    // Nobody else of the house sees more than the code.
    expect((await desks.manager.get(path(opened.client!))).status).toBe(404);

    // The privacy officer knows at once, and the other house and its client can see who it was.
    expect((await openings(officer, 'to_review')).map(({ opening }) => opening)).toContain(opened.opening);
    const account = granted(await desks.palm.get<{ items: BreakGlassView[] }>(path(theirs, '/openings')));
    expect(account.items).toMatchObject([{ opening: opened.opening, own: false, reason: 'unconscious' }]);
    const counts = granted(
      await auditor.get<ExceptionCounts>(`/api/exceptions?from_on=${daysAgo(1)}&until_on=${daysAgo(-1)}`),
    );
    expect(counts.counts.break_glass_unreviewed).toBeGreaterThan(0);

    const review = (by: Staff, version: number) =>
      by.post<BreakGlassView>(
        `/api/openings/${opened.opening}/review`,
        { verdict: 'justified', client_told: 'not_yet', words: 'Seen with the duty manager.' },
        { version },
      );
    expectRefusal(await review(officer, opened.version), 409, 'break_glass.still_open');
    const closed = granted(
      await desks.clinician.post<BreakGlassView>(`/api/openings/${opened.opening}/close`),
    );
    expect(closed.state).toBe('over');
    expectRefusal(await desks.clinician.get(`/api/openings/${opened.opening}/card`), 409, 'break_glass.over');
    expect(granted(await review(officer, closed.version)).state).toBe('reviewed');
    expectRefusal(await review(auditor, closed.version + 1), 409, 'break_glass.reviewed');
    // Until the client is told, or telling is dangerous, it stands among what is to be told, with its hour.
    const toTell = async () =>
      (await openings(officer, 'to_tell')).find((one) => one.opening === opened.opening);
    const hours = (Date.parse((await toTell())!.tell_due_at!) - Date.parse(opened.opened_at!)) / 3_600_000;
    expect(hours).toBe(72);
    granted(await desks.manager.post(`/api/openings/${opened.opening}/tell`, { client_told: 'told' }));
    expect(await toTell()).toBeUndefined();
    const looks = await house.rows<{ n: number }>(
      `select count(*)::int as n from audit.event where body::jsonb->>'action' = 'glass.read' and body::jsonb->>'outcome' = 'done'`,
    );
    expect(looks[0]?.n).toBe(1);
  });

  it('is blocked for whoever has a review that is overdue, until it is done', async () => {
    const client = await admitNamed(desks.manager);
    const { opening } = granted(
      await desks.duty.post<BreakGlassView>(path(client, '/emergency-card'), { reason: 'overdose' }),
    );
    await house.rows(
      `update care.break_glass set asked_at = asked_at - interval '25 hours', opened_at = opened_at - interval '25 hours', until_at = until_at - interval '25 hours',
         review_due_at = review_due_at - interval '25 hours' where id = $1`,
      [opening],
    );
    const again = () => desks.duty.post(path(client, '/emergency-card'), { reason: 'overdose' });
    expectRefusal(await again(), 409, 'break_glass.overdue');
    granted(await desks.clinician.post(path(client, '/emergency-card'), { reason: 'overdose' }));
    expect((await openings(officer, 'to_review')).find((one) => one.opening === opening)).toMatchObject({
      overdue: true,
      version: 1,
    });
    granted(
      await officer.post(
        `/api/openings/${opening}/review`,
        { verdict: 'not_justified', client_told: 'told' },
        { version: 1 },
      ),
    );
    granted(await again());
  });

  it('by plan takes two people, opens what was granted for its minutes, and says why in words nobody else reads', async () => {
    const identity = somebody();
    const client = await admitNamed(desks.manager, { identity });
    const ask = (body: object = {}, by = auditor) =>
      by.post<BreakGlassView>(path(client, '/openings'), {
        reason: 'complaint',
        words: 'The mother says that the passport is wrong.',
        fields: ['name', 'documents', 'contact'],
        minutes: 30,
        ...body,
      });
    expectRefusal(await ask({ words: 'because' }), 422, 'break_glass.words_short');
    expect((await ask({ minutes: 61 })).status).toBe(422);
    const asked = granted(await ask(), 201);
    expectRefusal(await ask(), 409, 'break_glass.asked_already');
    expect(asked).toMatchObject({ state: 'requested', words: expect.stringContaining('passport') });
    const [stored] = await house.rows<{ text: string }>(
      `select g::text || encode(g.words, 'escape') as text from care.break_glass g where g.id = $1`,
      [asked.opening],
    );
    expect(stored?.text).not.toContain('passport');
    const decide = (by: Staff, body: object) =>
      by.post<BreakGlassView>(`/api/openings/${asked.opening}/decide`, body, { version: asked.version });
    expect((await decide(auditor, { open: true })).status).toBe(403);
    expectRefusal(await decide(officer, { open: true, minutes: 31 }), 422, 'break_glass.more_than_asked');
    const opened = granted(await decide(officer, { open: true, fields: ['name'], minutes: 10 }));
    expect(opened).toMatchObject({ state: 'open', fields: ['name'], minutes: 10 });
    expectRefusal(await decide(desks.duty, { open: false }), 409, 'version.stale');
    const card = granted(await auditor.get<EmergencyCard>(`/api/openings/${asked.opening}/card`));
    expect(card).toMatchObject({
      identity: { family_name: identity.family_name },
      safety: null,
      substance: null,
    });
    expect(Object.keys(card.identity!)).not.toContain('documents');
    expect((await auditor.get(path(client, '/identity'))).status).toBe(403);
    // Whoever granted does not review either.
    granted(await auditor.post(`/api/openings/${asked.opening}/close`));
    const { version } = (await openings(officer, 'to_review')).find((one) => one.opening === asked.opening)!;
    expectRefusal(
      await officer.post(
        `/api/openings/${asked.opening}/review`,
        { verdict: 'justified', client_told: 'told' },
        { version },
      ),
      403,
      'break_glass.own',
    );
    expect((await openings(desks.clinician, 'all')).every(({ mine }) => mine)).toBe(true);
  });
});

describe('An official request', () => {
  const record = (about: string, changes: object = {}) =>
    desks.duty.post<DataRequestView>('/api/data-requests', {
      authority: 'police',
      basis: 'written_request',
      asked_by: 'District station 4',
      document: '17/2026',
      about,
      language: 'ar',
      ...changes,
    });
  const decide = (request: DataRequestView, body: object, by = officer) =>
    by.post<DataRequestView>(`/api/data-requests/${request.request}/decide`, body, {
      version: request.version,
    });
  const NEITHER = { decision: 'neither', words: 'No court has ordered it.' };
  /** Its day has come. */
  const wait = (request: string) =>
    house.rows('update care.data_request set answer_from_at = received_at where id = $1', [request]);

  it('gets the same answer at the same time whether it is about a client or about nobody', async () => {
    const identity = somebody();
    await admitNamed(desks.clinician, { identity });
    const told: { days: number; early: string; text: string }[] = [];
    for (const about of [`${identity.given_name} ${identity.family_name}`, 'Nobody Whosoever']) {
      const request = granted(await record(about), 201);
      expect(request).toMatchObject({ about, state: 'received' });
      const decided = granted(await decide(request, NEITHER));
      const answer = () =>
        officer.post<DataRequestAnswer>(`/api/data-requests/${request.request}/answer`, undefined, {
          version: decided.version,
        });
      const early = await answer();
      await wait(request.request);
      const { reference, text } = granted(await answer());
      expect(text).toContain(reference);
      expect(granted(await answer()).text).toBe(text);
      told.push({
        days: (Date.parse(request.answer_from_at) - Date.parse(request.received_at)) / 86_400_000,
        early: early.problem.code,
        text: text.replaceAll(reference, '*'),
      });
    }
    expect(told[0]).toEqual(told[1]);
    expect(told[0]).toMatchObject({ days: 7, early: 'data_request.too_early' });
    expect(told[0]?.text).toContain('لا نذكر');
    expect(told[0]?.text).not.toContain(identity.family_name);
  });

  it('is decided by another person than wrote it down, and opens more for a court alone', async () => {
    const own = granted(
      await officer.post<DataRequestView>('/api/data-requests', {
        authority: 'lawyer',
        basis: 'none_named',
        asked_by: 'A lawyer',
        document: 'undated',
        about: 'somebody',
        language: 'en',
      }),
      201,
    );
    expectRefusal(await decide(own, NEITHER), 403, 'data_request.own');
    const request = granted(await record('somebody'), 201);
    expect((await decide(request, NEITHER, desks.duty)).status).toBe(403);
    expectRefusal(
      await decide(request, { ...NEITHER, decision: 'court_order' }),
      422,
      'data_request.court_only',
    );
    const court = granted(await record('somebody', { authority: 'court', basis: 'court_order' }), 201);
    const decided = granted(await decide(court, { decision: 'court_order', words: 'Order 17 of 2 March.' }));
    expect(decided.state).toBe('decided');
    expectRefusal(await decide(decided, NEITHER), 409, 'data_request.decided');
    // The answer that leaves is the same even then: what was ordered is handed over beside it.
    await wait(court.request);
    expect(
      granted(
        await officer.post<DataRequestAnswer>(`/api/data-requests/${court.request}/answer`, undefined, {
          version: decided.version,
        }),
      ).text,
    ).toContain('لا نذكر');
  });

  it('is written down where no login reads names, and compared with nobody', async () => {
    const { request } = granted(await record('Somebody Rare Oddname'), 201);
    const [row] = await house.rows<{ text: string }>(
      `select q::text || encode(q.letter, 'escape') as text from care.data_request q where id = $1`,
      [request],
    );
    expect(row?.text).not.toContain('Oddname');
    const kept = await house.rows<{ action: string; text: string }>(
      `select x.action, encode(x.response, 'escape') || encode(x.request_sha256, 'escape') as text from bus.idempotency x where x.response is not null`,
    );
    expect(kept.some(({ action }) => action === 'inquiry.record')).toBe(true);
    expect(kept.some(({ text }) => text.includes('Oddname'))).toBe(false);
    const events = await house.rows<{ body: string }>(
      `select body from audit.event where body::jsonb->'detail'->>'data_request' = $1`,
      [request],
    );
    expect(events).toHaveLength(1);
    expect(events[0]?.body).not.toContain('Oddname');
    expect(JSON.parse(events[0]!.body)).toMatchObject({ action: 'inquiry.record' });
  });
});
