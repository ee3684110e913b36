import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClientWritten } from '#domain/wire/client.js';
import type { Page } from '#domain/wire/common.js';
import type { ArrivalRow, TimelineEntry, WardRow } from '#domain/wire/desk.js';
import type { HandoffView } from '#domain/wire/handoff.js';
import type { ColleagueView } from '#domain/wire/work.js';
import { CONSENT_WORDS } from '#domain/words/consent.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { agreeTo } from '../support/eligibility.js';
import {
  admitAnonymous,
  ALL_CATEGORIES,
  granted,
  inHours,
  SAFE,
  settledTreatment,
  viewClient,
  viewHandoff,
} from '../support/journey.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { backdate, expectRefusal, go, offerTo, TOMORROW } from '../support/journey-handoffs.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  desks = await signInDesks(house);
}, 120_000);
afterAll(() => house?.close(), 60_000);

async function whole<T>(staff: Staff, path: string, limit = 100): Promise<T[]> {
  const items: T[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page: Page<T> = granted(
      await staff.get(
        `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${next ? `&cursor=${next}` : ''}`,
      ),
    );
    items.push(...page.items);
    next = page.next;
  }
  return items;
}
const ward = (staff: Staff, more = '') => whole<WardRow>(staff, `/api/ward${more}`);
const rowOf = async (staff: Staff, client: string, more = ''): Promise<WardRow | undefined> =>
  (await ward(staff, more)).find((row) => row.client === client);
const timeline = (staff: Staff, client: string, more = '', limit = 100) =>
  whole<TimelineEntry>(staff, `/api/clients/${client}/timeline${more}`, limit);
const told = (entries: readonly TimelineEntry[]) => entries.map(({ event, kind }) => event ?? kind);
const versionOf = async (staff: Staff, client: string) => (await viewClient(staff, client)).version;
const nameIt = async (staff: Staff, client: string, colleague: unknown, version?: number) =>
  staff.put<ClientWritten>(
    `/api/clients/${client}/key-worker`,
    { colleague },
    {
      version: version ?? (await versionOf(staff, client)),
    },
  );

describe('The list of the day', () => {
  it('shows who is in the house with stage, day, risks, what is missing, the way out and what is due', async () => {
    const safety = { ...SAFE, suicide_risk: 'high', violence_risk: true, weeks_of_pregnancy: 12 } as const;
    const client = await admitAnonymous(desks.manager, { safety });
    const record = { ...settledTreatment(), medically_stable: null };
    granted(await desks.clinician.put(`/api/clients/${client}/treatment`, record, { version: 0 }));
    await house.rows(
      `update care.stage_spell s set started_at = clock_timestamp() - interval '5 days' from care.client_code cc join care.episode e on e.client_id = cc.client_id
        where s.episode_id = e.id and cc.code = $1`,
      [client],
    );
    expect(await rowOf(desks.clinician, client)).toMatchObject({
      client,
      stage: 'treatment',
      day: 6,
      suicide_risk: 'high',
      flags: ['pregnancy', 'violence', 'allergies'],
      allergies: 'penicillin',
      key_worker: null,
      missing: ['medically_stable', 'no_unmet_suicide_risk'],
      handoff: null,
      due: [],
    });
    const { reference } = await offerTo(desks.manager, client);
    await go(desks.palm, reference, 'take');
    await go(desks.palm, reference, 'ask', { question: 'Since when?' });
    await house.rows(
      `update care.work_item w set due_at = clock_timestamp() from care.handoff h where h.id = w.handoff_id and h.reference = $1`,
      [reference],
    );
    const asked = (await rowOf(desks.clinician, client))!;
    expect(asked.handoff).toMatchObject({
      reference,
      business_state: 'info-requested',
      appointment_at: null,
    });
    expect(asked.due.map(({ kind }) => kind)).toEqual(['handoff.question']);
    const view = await viewClient(desks.clinician, client);
    expect(view.criteria.filter(({ met }) => !met).map(({ criterion }) => criterion)).toEqual(asked.missing);
    expect(view.criteria.find(({ criterion }) => criterion === 'no_unmet_suicide_risk')).toEqual({
      criterion: 'no_unmet_suicide_risk',
      met: false,
      evidence: [{ field: 'suicide_risk', value: 'high' }],
      form: 'safety',
    });
  });

  it('is narrowed by stage and key worker, shows everybody once on small pages, and nobody of another house', async () => {
    const mine = await admitAnonymous(desks.manager);
    const other = await admitAnonymous(desks.manager, { stage: 'assessment' });
    granted(await nameIt(desks.clinician, mine, 'me'));
    expect((await ward(desks.clinician, '?stage=assessment')).map(({ client }) => client)).toContain(other);
    expect(await rowOf(desks.clinician, mine, '?stage=assessment')).toBeUndefined();
    expect((await ward(desks.clinician, '?key_worker=me')).map(({ client }) => client)).toEqual([mine]);
    expect(await rowOf(desks.clinician, mine, '?key_worker=none')).toBeUndefined();
    expect(await rowOf(desks.clinician, other, '?key_worker=none')).toBeDefined();
    const all = await ward(desks.clinician);
    expect(await whole<WardRow>(desks.clinician, '/api/ward', 2)).toEqual(all);
    expect(new Set(all.map(({ client }) => client)).size).toBe(all.length);
    expect((await ward(desks.palm)).filter(({ client }) => client === mine)).toEqual([]);
    expectRefusal(await desks.clinician.get('/api/ward?key_worker=somebody'), 422, 'field.invalid');
  });

  it('holds those who walk along by referral while they do, and lets them go with the referral', async () => {
    const client = await admitAnonymous(desks.manager);
    const sent = await offerTo(desks.manager, client, {
      kind: 'referral',
      receiver: 'EG-REINT-1',
      stage: 'reintegration',
    });
    const before = (await ward(desks.reint)).length;
    const { client: theirs } = await go(desks.reint, sent.reference, 'arrive');
    expect(await rowOf(desks.reint, theirs!)).toMatchObject({
      stage: 'reintegration',
      day: 1,
      flags: ['not_screened'],
    });
    expect(await rowOf(desks.manager, client)).toMatchObject({ stage: 'treatment' });
    await go(desks.reint, sent.reference, 'report', { outcome: 'settled' });
    await house.rows(
      `update care.stage_spell s set ended_at = clock_timestamp(), outcome = 'completed' from care.handoff h join care.organisation o on o.id = h.receiver_organisation_id
        where h.reference = $1 and s.episode_id = h.episode_id and s.organisation_id = o.id`,
      [sent.reference],
    );
    expect((await ward(desks.reint)).length).toBe(before);
  });
});

describe('A key worker', () => {
  it('is named on the version that was read, is seen by colleagues, and goes with the client', async () => {
    const client = await admitAnonymous(desks.manager);
    const version = await versionOf(desks.manager, client);
    const colleagues = granted(await desks.manager.get<ColleagueView[]>('/api/colleagues'));
    const clinician = colleagues.find(({ roles }) => roles.includes('clinician'))!;
    const written = granted(await nameIt(desks.manager, client, clinician.colleague, version));
    expect(written.version).toBe(version + 1);
    expectRefusal(await nameIt(desks.manager, client, 'me', version), 409, 'version.stale');
    expect((await viewClient(desks.clinician, client)).key_worker).toEqual(clinician);
    const auditor = colleagues.find(({ roles }) => roles.includes('auditor'))!;
    expectRefusal(await nameIt(desks.manager, client, auditor.colleague), 422, 'colleague.role');
    const stranger = granted(await desks.palm.get<ColleagueView[]>('/api/colleagues'))[0]!;
    expectRefusal(await nameIt(desks.manager, client, stranger.colleague), 422, 'colleague.unknown');
    expectRefusal(await nameIt(desks.manager, client, 7), 422, 'field.invalid');
    expectRefusal(
      await desks.manager.put(`/api/clients/${client}/key-worker`, { colleague: 'me' }),
      428,
      'version.required',
    );
    const { reference } = await offerTo(desks.manager, client);
    await go(desks.palm, reference, 'accept', TOMORROW());
    const { client: theirs } = await go(desks.palm, reference, 'arrive');
    expect((await viewClient(desks.manager, client)).key_worker).toBeNull();
    expect((await viewClient(desks.palm, theirs!)).key_worker).toBeNull();
    expectRefusal(await nameIt(desks.manager, client, 'me', version + 1), 409, 'client.not_in_custody');
    const mine = await timeline(desks.manager, client, '?kind=key_worker');
    expect(mine.filter(({ kind }) => kind !== 'hidden').map(({ event, note }) => [event, note])).toEqual([
      ['key_worker.ended', clinician.display_name],
      ['key_worker.named', clinician.display_name],
    ]);
    expect(JSON.stringify(await timeline(desks.palm, theirs!))).not.toContain(clinician.display_name);
  });
});

describe('Who is expected', () => {
  const arrivals = (staff: Staff) => whole<ArrivalRow>(staff, '/api/handoffs/arrivals', 2);

  it('is whoever was said yes to, by appointment; late once it has passed, gone once they are here', async () => {
    const [far, soon] = [
      await offerTo(desks.manager, await admitAnonymous(desks.manager)),
      await offerTo(desks.manager, await admitAnonymous(desks.manager)),
    ];
    await go(desks.palm, far.reference, 'accept', { appointment_at: inHours(24 * 9) });
    await go(desks.palm, soon.reference, 'accept', TOMORROW());
    expect((await arrivals(desks.palm)).map(({ reference }) => reference)).not.toContain(far.reference);
    await backdate(house, soon.reference, 'appointment_at', 3);
    const [row] = (await arrivals(desks.palm)).filter(({ reference }) => reference === soon.reference);
    expect(row).toMatchObject({
      late: true,
      business_state: 'awaiting-arrival',
      sender: { code: 'EG-DETOX-1' },
    });
    expect(row!.moves).toContain('arrive');
    expect((await arrivals(desks.manager)).map(({ reference }) => reference)).not.toContain(soon.reference);
    await go(desks.palm, soon.reference, 'arrive');
    expect((await arrivals(desks.palm)).map(({ reference }) => reference)).not.toContain(soon.reference);
  });

  it('is an emergency from the moment it was called, before any appointment', async () => {
    const client = await admitAnonymous(desks.manager);
    const called = granted(
      await desks.clinician.post<{ reference: string }>('/api/handoffs/emergency', {
        client,
        receiver: 'EG-REHAB-1',
        reason: 'Not breathing well',
      }),
      201,
    );
    const row = (await arrivals(desks.palm)).find(({ reference }) => reference === called.reference);
    expect(row).toMatchObject({ appointment_at: null, late: false, urgency: 'urgent' });
  });
});

describe('Waiting for a partner', () => {
  const waits = async (staff: Staff) =>
    (await whole<HandoffView>(staff, '/api/handoffs?waiting=partner')).map(({ reference }) => reference);

  it('changes sides with every move: whoever’s clock runs is waited for by the other', async () => {
    const { reference } = await offerTo(desks.manager, await admitAnonymous(desks.manager));
    const expectWaiting = async (who: 'sender' | 'receiver') => {
      const { clocks } = await viewHandoff(desks.manager, reference);
      expect((await waits(desks.manager)).includes(reference)).toBe(who === 'sender');
      expect((await waits(desks.palm)).includes(reference)).toBe(who === 'receiver');
      expect(clocks.some(({ whose }) => whose !== who)).toBe(true);
    };
    await expectWaiting('sender');
    await go(desks.palm, reference, 'take');
    await expectWaiting('sender');
    await go(desks.palm, reference, 'ask', { question: 'Since when?' });
    await expectWaiting('receiver');
    const asked = await whole<HandoffView>(desks.palm, '/api/handoffs?side=receiver&state=info-requested');
    expect(asked.map((one) => one.reference)).toContain(reference);
    expect(asked.every(({ business_state }) => business_state === 'info-requested')).toBe(true);
    await go(desks.manager, reference, 'answer', { answer: 'Since May' });
    await expectWaiting('sender');
    await go(desks.palm, reference, 'accept', TOMORROW());
    await expectWaiting('sender');
    await go(desks.palm, reference, 'arrive');
    await expectWaiting('sender');
    await go(desks.palm, reference, 'report', { outcome: 'settled' });
    expect(await waits(desks.manager)).not.toContain(reference);
    const both = await whole<HandoffView>(desks.manager, '/api/handoffs', 1);
    const apart = [
      ...(await whole<HandoffView>(desks.manager, '/api/handoffs?side=sender')),
      ...(await whole<HandoffView>(desks.manager, '/api/handoffs?side=receiver')),
    ];
    expect(both.map((one) => one.reference).sort()).toEqual(apart.map((one) => one.reference).sort());
    expectRefusal(await desks.manager.get('/api/handoffs?waiting=me'), 422, 'field.invalid');
  });
});

describe('The road over all houses', () => {
  /** Treated in one house, handed over with these categories, arrived in the next. */
  async function walked(categories: readonly (typeof ALL_CATEGORIES)[number][]) {
    const client = await admitAnonymous(desks.manager);
    granted(
      await desks.clinician.put(`/api/clients/${client}/treatment`, settledTreatment(), { version: 0 }),
    );
    const { reference } = await offerTo(desks.manager, client, { categories });
    await go(desks.palm, reference, 'accept', { ...TOMORROW(), spoke_at: new Date().toISOString() });
    const { client: theirs } = await go(desks.palm, reference, 'arrive');
    return { client, theirs: theirs!, reference };
  }

  it('names the class of recipients where the client agreed to no one organisation', async () => {
    const client = await admitAnonymous(desks.manager);
    await agreeTo(desks.manager, client, 'lender');
    const [given] = await timeline(desks.manager, client, '?kind=consent');
    const { en, ru, ar } = CONSENT_WORDS;
    expect(given!.consent!.recipient).toEqual({
      en: en.recipient_class.lenders,
      ru: ru.recipient_class.lenders,
      ar: ar.recipient_class.lenders,
    });
  });

  it('is told newest first by everything that happened, by whom, and once on small pages', async () => {
    const { client, theirs, reference } = await walked(ALL_CATEGORIES);
    const here = await timeline(desks.palm, theirs);
    expect(told(here)).toEqual(
      expect.arrayContaining([
        'handoff.arrived',
        'stage.started',
        'custody.taken',
        'handoff.accepted',
        'handoff.sent',
        'safety.screened',
        'record.kept',
        'episode.opened',
      ]),
    );
    expect(here.filter(({ kind }) => kind === 'hidden')).toEqual([]);
    expect(here.map(({ at }) => at)).toEqual(
      here
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    expect(await timeline(desks.palm, theirs, '', 2)).toEqual(here);
    const arrived = here.find(({ event }) => event === 'handoff.arrived')!;
    expect(arrived).toMatchObject({ own: true, handoff: { reference, side: 'receiver' } });
    // What others wrote is told by its day and by no name.
    for (const { own, at, by, kind } of here.filter((entry) => !entry.own)) {
      if (kind !== 'handoff') expect(at).toMatch(/T00:00:00\.000Z$/);
      expect([own, by]).toEqual([false, null]);
    }
    const there = await timeline(desks.manager, client);
    expect(told(there)).toContain('handoff.arrived');
    expect(there.filter(({ kind }) => kind === 'hidden')).toEqual([]);
    const handoffs = await timeline(desks.palm, theirs, '?kind=handoff');
    expect(told(handoffs)).toEqual(['handoff.arrived', 'handoff.accepted', 'handoff.sent']);
    expectRefusal(await desks.palm.get(`/api/clients/${client}/timeline`), 404, 'request.not_found');
    expectRefusal(await desks.palm.get(`/api/clients/${theirs}/timeline?kind=hidden`), 422, 'field.invalid');
  });

  it('tells that something is not shared, and answers the same bytes however much of it there is', async () => {
    const { theirs, reference } = await walked(['identity']);
    const read = async () => (await desks.palm.get(`/api/clients/${theirs}/timeline?limit=100`)).text;
    const first = await read();
    const entries = (JSON.parse(first) as Page<TimelineEntry>).items;
    const hidden = entries.filter(({ kind }) => kind === 'hidden');
    expect(hidden.length).toBeGreaterThan(0);
    for (const one of hidden)
      expect(one).toEqual({
        at: expect.any(String),
        kind: 'hidden',
        event: null,
        organisation: null,
        own: false,
        by: null,
        stage: null,
        outcome: null,
        handoff: null,
        consent: null,
        note: null,
      });
    entries.forEach(({ kind }, i) =>
      expect(kind === 'hidden' && entries[i + 1]?.kind === 'hidden').toBe(false),
    );
    expect(told(entries)).not.toEqual(expect.arrayContaining(['safety.screened']));
    // More of the same house on the same day, of other kinds and at other hours: not a byte changes.
    const times = await house.rows(
      `insert into care.safety_screen (episode_id, organisation_id, screened_at, suicide_risk)
       select h.episode_id, h.sender_organisation_id, date_trunc('day', s.started_at, 'UTC') + make_interval(mins => n * 7), 'high'
         from care.handoff h join care.stage_spell s on s.episode_id = h.episode_id and s.organisation_id = h.sender_organisation_id, generate_series(1, 40) n
        where h.reference = $1 returning screened_at`,
      [reference],
    );
    expect(times).toHaveLength(40);
    expect(await read()).toBe(first);
    expect(await timeline(desks.palm, theirs, '', 1)).toEqual(entries);
    // Under a filter nothing is told of what kind the hidden is.
    for (const kind of ['safety', 'record'])
      expect(told(await timeline(desks.palm, theirs, `?kind=${kind}`))).toEqual(['hidden']);
  });
});
