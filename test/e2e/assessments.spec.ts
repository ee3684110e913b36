import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkItemKind } from '#domain/charter/code-lists.js';
import type { HandoffWritten } from '#domain/wire/handoff.js';
import type {
  AssessmentRequest,
  AssessmentView,
  DueView,
  InstrumentSummary,
  InstrumentView,
  Trend,
} from '#domain/wire/assessment.js';
import type { Page } from '#domain/wire/common.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { attempt, expectRefusal, go, inbox, requestOf, TOMORROW } from '../support/journey-handoffs.js';
import {
  admitAnonymous,
  granted,
  inHours,
  sendOn,
  settledTreatment,
  viewClient,
} from '../support/journey.js';
import type { Answer, Sending, Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;

beforeAll(async () => {
  house = await startApplication();
  desks = await signInDesks(house);
}, 180_000);
afterAll(() => house?.close(), 60_000);

const at = (client: string, rest = ''): string => `/api/clients/${client}/assessments${rest}`;
const all = (items: number, answer: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: items }, (_, i) => [String(i + 1), answer]));
const form = (changes: Partial<AssessmentRequest> = {}): AssessmentRequest => ({
  instrument: 'phq-9',
  version: '1',
  language: 'en',
  mode: 'interview',
  moment: 'entry',
  taken_at: inHours(0),
  answers: all(9, 0),
  ...changes,
});
const screen = (answers: Record<string, number>): AssessmentRequest =>
  form({ instrument: 'c-ssrs', moment: 'on_concern', answers });
const NOTHING = { '1': 0, '2': 0, '6': 0 };
const HIGH = { '1': 1, '2': 1, '3': 1, '4': 1, '5': 0, '6': 0 };

const take = (
  staff: Staff,
  client: string,
  body: object,
  sending: Sending = {},
): Promise<Answer<AssessmentView>> => staff.post<AssessmentView>(at(client), body, sending);
const taken = async (staff: Staff, client: string, body: object): Promise<AssessmentView> =>
  granted(await take(staff, client, body), 201);
const work = async (client: string): Promise<WorkItemKind[]> =>
  (await inbox(desks.clinician))
    .filter((item) => item.client === client && item.kind.startsWith('assessment.'))
    .map(({ kind }) => kind)
    .sort();
const alerted = async (assessment: AssessmentView): Promise<number> =>
  (
    await house.rows(`select from care.notice where kind = 'alert.raised' and cause = $1`, [
      `assessment/${assessment.id}`,
    ])
  ).length;
const listed = async (client: string): Promise<AssessmentView[]> =>
  granted(await desks.clinician.get<Page<AssessmentView>>(at(client))).items;

describe('PHQ-9 item 9 -> C-SSRS -> alert -> sign-off', () => {
  it('goes its way in one evening, and holds up nothing that cannot wait', async () => {
    const client = await admitAnonymous(desks.manager);
    // An answer to item 9, whatever the sum, asks for the screen at once.
    const mood = await taken(desks.manager, client, form({ answers: { ...all(9, 0), '9': 1 } }));
    expect(mood).toMatchObject({
      flags: ['screen_suicide_now'],
      sign_off: 'not_needed',
      during_withdrawal: true,
    });
    expect(await work(client)).toEqual(['assessment.suicide_screen']);
    expect(granted(await desks.manager.get<DueView[]>(at(client, '/due')))[0]).toMatchObject({
      instrument: 'c-ssrs',
    });

    // A high screen: the alert, the newest safety screen, and a sign-off that is waited for.
    const high = await taken(desks.manager, client, screen(HIGH));
    expect(high).toMatchObject({
      level: 'high',
      flags: ['clinician_at_once', 'clinician_same_day'],
      sign_off: 'needed',
    });
    expect(await work(client)).toEqual(['assessment.clinician', 'assessment.sign_off']);
    expect(await alerted(high)).toBeGreaterThan(0);
    const seen = await viewClient(desks.manager, client);
    expect(seen.safety).toMatchObject({ suicide_risk: 'high', allergies: 'penicillin' });

    // Planned steps wait by name …
    const request = await requestOf(desks.manager, client, {});
    expectRefusal(await desks.manager.post('/api/handoffs', request), 409, 'assessment.sign_off_needed');
    granted(
      await desks.clinician.put(`/api/clients/${client}/treatment`, settledTreatment(), { version: 0 }),
    );
    const step = (outcome: string) => async () =>
      await desks.clinician.post(
        `/api/clients/${client}/stage`,
        { to: 'assessment', outcome },
        { version: (await viewClient(desks.clinician, client)).version },
      );
    expectRefusal(await step('completed')(), 409, 'assessment.sign_off_needed');
    // … and an emergency does not.
    const emergency = { client, receiver: 'EG-REHAB-1', reason: 'Taken to hospital' };
    const away = await desks.duty.post<HandoffWritten>('/api/handoffs/emergency', emergency);
    expect([away.status, away.text]).toEqual([201, expect.stringContaining('accepted')]);

    // A clinician signs off, and nobody else does.
    const path = at(client, `/${high.id}/sign-off`);
    const found = { suicide_risk: 'low' };
    expectRefusal(await desks.manager.post(path, found, { version: 1 }), 403, 'permission.role');
    expectRefusal(await desks.clinician.post(path, found, { version: 7 }), 409, 'version.stale');
    const signed = granted(await desks.clinician.post<AssessmentView>(path, found, { version: 1 }));
    expect(signed).toMatchObject({ sign_off: 'done', version: 2 });
    expectRefusal(await desks.clinician.post(path, found, { version: 2 }), 409, 'assessment.signed_off');
    expect(await work(client)).toEqual(['assessment.clinician']);
    expect((await viewClient(desks.manager, client)).safety?.suicide_risk).toBe('low');
    await sendOn(desks.manager, client);
  });

  it('holds back a departure where the risk became high after the request was sent', async () => {
    const client = await admitAnonymous(desks.manager);
    const { reference } = await sendOn(desks.manager, client);
    await go(desks.palmIntake, reference, 'take');
    await go(desks.palmIntake, reference, 'accept', TOMORROW());
    const high = await taken(desks.manager, client, screen(HIGH));
    expectRefusal(await attempt(desks.manager, reference, 'depart'), 409, 'assessment.sign_off_needed');
    // A referral leaves the client where they are: nothing is waited for.
    const referral = await requestOf(desks.manager, client, {
      receiver: 'EG-REINT-1',
      kind: 'referral',
      stage: 'reintegration',
    });
    granted(await desks.manager.post('/api/handoffs', referral), 201);
    granted(
      await desks.clinician.post(
        at(client, `/${high.id}/sign-off`),
        { suicide_risk: 'moderate' },
        { version: 1 },
      ),
    );
    await go(desks.manager, reference, 'depart');
  });

  it('is not corrected or voided away by anybody but a clinician', async () => {
    const client = await admitAnonymous(desks.manager);
    const high = await taken(desks.manager, client, screen(HIGH));
    const { instrument: _, ...right } = screen(NOTHING);
    const correction = { ...right, reason: 'wrong_answer' };
    const path = at(client, `/${high.id}/correct`);
    expectRefusal(
      await desks.manager.post(path, correction, { version: 1 }),
      403,
      'assessment.clinician_needed',
    );
    expectRefusal(
      await desks.manager.post(at(client, `/${high.id}/void`), { reason: 'wrong_client' }, { version: 1 }),
      403,
      'assessment.clinician_needed',
    );
    const corrected = granted(
      await desks.clinician.post<AssessmentView>(path, correction, { version: 1 }),
      201,
    );
    expect(corrected).toMatchObject({ level: 'none', corrects: high.id, correction_reason: 'wrong_answer' });
    expect(await work(client)).toEqual(['assessment.clinician']);
    // A form raises the risk by itself; lower it only becomes by a clinician's own word.
    expect((await viewClient(desks.manager, client)).safety?.suicide_risk).toBe('high');
    expectRefusal(await desks.clinician.post(path, correction, { version: 1 }), 409, 'assessment.corrected');
    expect((await listed(client)).map(({ id, corrected_by }) => [id, corrected_by])).toEqual(
      expect.arrayContaining([
        [high.id, corrected.id],
        [corrected.id, null],
      ]),
    );
  });
});

describe('an assessment', () => {
  it('is refused by name, with everything that is wrong with it, and nothing is written', async () => {
    const client = await admitAnonymous(desks.manager);
    const no = async (changes: Partial<AssessmentRequest>, code: string, status = 422): Promise<void> =>
      expectRefusal(await take(desks.manager, client, form(changes)), status, code);
    await no({ instrument: 'phq-10' }, 'instrument.unknown');
    await no({ version: '99' }, 'instrument.unknown');
    await no({ taken_at: inHours(1) }, 'assessment.in_future');
    await no({ taken_at: inHours(-24 * 30) }, 'assessment.before_episode');
    await no({ mode: 'observation' }, 'assessment.mode_not_of_form');
    await no({ substance: 'opioids' }, 'assessment.substance_not_asked');
    await no({ instrument: 'sds', answers: all(5, 1) }, 'assessment.substance_needed');
    await no({ answers: {} }, 'assessment.nothing_answered');
    await no({ answers: { ...all(9, 0), '1': 4 } }, 'instrument.illegal_answer');
    await no({ answers: { '10': 1 } }, 'instrument.unknown_item');
    await no(screen({ ...NOTHING, '4': 1 }), 'instrument.not_asked');
    const twice = await take(
      desks.manager,
      client,
      form({ taken_at: inHours(1), answers: { '1': 7, x: 1 } }),
    );
    expect(twice.status).toBe(422);
    for (const field of ['taken_at', 'answers.1', 'answers.x']) expect(twice.text).toContain(field);
    expectRefusal(await take(desks.palm, client, form()), 404, 'request.not_found');
    expect(await listed(client)).toEqual([]);
    expect(await work(client)).toEqual([]);
  });

  it('is taken once, however often it is sent', async () => {
    const client = await admitAnonymous(desks.manager);
    const body = form();
    const key = `once-${client}`;
    const [first, second] = [
      granted(await take(desks.manager, client, body, { key }), 201),
      granted(await take(desks.manager, client, body, { key }), 201),
    ];
    expect(second).toEqual(first);
    expect(await listed(client)).toHaveLength(1);
  });

  it('knows its words by their hash, and marks what has no official ones', async () => {
    const client = await admitAnonymous(desks.manager);
    const official = await taken(desks.manager, client, form());
    expect(official).toMatchObject({
      unofficial: false,
      wording_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await taken(desks.manager, client, form({ numbers_only: true }))).toMatchObject({
      unofficial: false,
      wording_sha256: null,
    });
    expect(await taken(desks.manager, client, form({ language: 'ru' }))).toMatchObject({
      unofficial: true,
      wording_sha256: null,
    });
  });

  it('that is void stays in the list, is no part of a series, and is voided once', async () => {
    const client = await admitAnonymous(desks.manager);
    const first = await taken(desks.manager, client, form({ answers: all(9, 2), during_withdrawal: false }));
    const wrong = await taken(desks.manager, client, form({ moment: 'review', answers: all(9, 3) }));
    const path = at(client, `/${wrong.id}/void`);
    granted(await desks.manager.post(path, { reason: 'wrong_client' }, { version: 1 }));
    expectRefusal(
      await desks.manager.post(path, { reason: 'wrong_client' }, { version: 2 }),
      409,
      'assessment.voided',
    );
    const last = await taken(
      desks.manager,
      client,
      form({ moment: 'exit', answers: all(9, 1), during_withdrawal: false }),
    );
    const [total] = granted(await desks.manager.get<Trend[]>(at(client, '/trends?instrument=phq-9')));
    expect(total?.points.map(({ id, value, change }) => [id, value, change])).toEqual([
      [first.id, 18, null],
      [last.id, 9, 'better'],
    ]);
    expect(total?.comparison).toMatchObject({ entry: first.id, exit: last.id, entry_to_exit: 'better' });
    expect((await listed(client)).find(({ id }) => id === wrong.id)?.void_reason).toBe('wrong_client');
  });

  it('of crime is read by nobody but the house that asked', async () => {
    const forms = granted(await desks.manager.get<InstrumentView>('/api/instruments/top/1?language=en'));
    const crime = forms.items.filter(({ sensitive }) => sensitive).map(({ id }) => id);
    expect(crime.length).toBeGreaterThan(0);
    const client = await admitAnonymous(desks.manager);
    const answers = { '4a': 10, [crime[0] as string]: 0 };
    const asked = await taken(desks.manager, client, form({ instrument: 'top', answers }));
    expect(asked.answers).toEqual(answers);
    const [row] = await house.rows<{ answers: object }>('select answers from care.assessment where id = $1', [
      asked.id,
    ]);
    expect(row?.answers).toEqual({ '4a': 10 });
  });
});

describe('instruments', () => {
  it('are listed with their licence, and show words only where that allows it and there are official ones', async () => {
    const list = granted(await desks.manager.get<InstrumentSummary[]>('/api/instruments'));
    expect(list.length).toBeGreaterThanOrEqual(20);
    for (const { id, version, licence, languages } of list) {
      if (['non_commercial', 'permission'].includes(licence)) expect([id, languages]).toEqual([id, []]);
      for (const language of ['en', 'ru', 'ar'] as const) {
        const { texts } = granted(
          await desks.manager.get<InstrumentView>(`/api/instruments/${id}/${version}?language=${language}`),
        );
        expect([id, language, texts !== null]).toEqual([id, language, languages.includes(language)]);
      }
    }
    expectRefusal(await desks.manager.get('/api/instruments/phq-9/9?language=en'), 404, 'request.not_found');
  });

  it('are not sent again to whoever has them', async () => {
    const path = '/api/instruments/phq-9/1?language=en';
    const first = await desks.manager.get(path);
    const again = await desks.manager.get(path, { headers: { 'if-none-match': first.etag } });
    expect([again.status, again.text]).toEqual([304, '']);
    const other = await desks.manager.get(`${path.slice(0, -2)}ru`, {
      headers: { 'if-none-match': first.etag },
    });
    expect(other.status).toBe(200);
  });
});
