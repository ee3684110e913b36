import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CRITICAL_CATEGORIES, COMPLAINT_CATEGORIES } from '#domain/charter/rights.js';
import type { ComplaintView, ComplaintWritten } from '#domain/wire/rights.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { act, codeOfHouseOf, complainTo, find, record, SECRET } from '../support/complaining.js';
import { expectRefusal } from '../support/journey-handoffs.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { granted, walkIn } from '../support/journey.js';
import type { Staff } from '../support/staff.js';
import { Voice } from '../support/voice.js';

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

const codeOfHouse = (): Promise<string> => codeOfHouseOf(desks.duty);
const complain = async (changes: Record<string, string> = {}, language = 'en'): Promise<Voice> =>
  await complainTo(house.url, await codeOfHouse(), changes, language);
const follow = async (code: string, passphrase = SECRET, language = 'en'): Promise<Voice> =>
  (await new Voice(house.url, language).open('/voice/follow')).send('/voice/follow', { code, passphrase });

describe('A complaint without a name', () => {
  it('is filed, followed, answered and decided without an account and without a script, in three languages', async () => {
    for (const language of ['en', 'ru', 'ar'] as const) {
      const filed = await complain({}, language);
      expect([filed.status, filed.html.includes(`lang="${language}"`)]).toEqual([200, true]);
      const complaint = (await find(officer, filed.code))!;
      expect(complaint).toMatchObject({
        submitter: 'anonymous',
        client: null,
        own_house: true,
        state: 'received',
        words: 'Nobody explained what I was given.',
        about_whom: 'the tall one',
      });
      const seen = granted(await act(officer, complaint, 'acknowledge'));
      const written = granted(await act(officer, seen, 'messages', { words: 'Which day was it?' }));
      const voice = await follow(
        filed.code.toLowerCase().replaceAll('-', ' '),
        SECRET.toUpperCase(),
        language,
      );
      expect(voice.text).toContain('Which day was it?');
      await voice.send('/voice/reply', { words: 'On Monday <b>morning</b>.' });
      expect(voice.text).toContain('On Monday <b>morning</b>.');
      const replied = granted(await officer.get<ComplaintView>(`/api/complaints/${written.complaint}`));
      expect(replied.messages.map(({ mine, words }) => [mine, words])).toEqual([
        [true, 'Which day was it?'],
        [false, 'On Monday <b>morning</b>.'],
      ]);
      const decided = granted(
        await act(officer, replied, 'decide', {
          outcome: 'upheld',
          words: 'You were right.',
          remedy: 'Two talks a week.',
        }),
      );
      expect(decided).toMatchObject({ state: 'decided', outcome: 'upheld', remedy: 'Two talks a week.' });
      const after = await follow(filed.code, SECRET, language);
      expect(after.text).toContain('You were right.');
      expect(after.text).toContain(decided.appeal_to[language]);
      expect(after.html).not.toContain('action="/voice/withdraw"');
    }
  });

  it('leaves nothing of who filed it: no account, client, hour or address, neither in its rows nor in the audit nor in the counters', async () => {
    const filed = await complain();
    const code = filed.code.replaceAll('-', '');
    const [row] = await house.rows<Record<string, unknown>>(
      `select client_id, recorded_by, extract(epoch from received_at)::bigint % 86400 as second_of_day, substr(id::text, 15, 1) as uuid_version,
         encode(words, 'escape') as words from care.complaint where reference = $1`,
      [code],
    );
    expect(row).toMatchObject({ client_id: null, recorded_by: null, second_of_day: '0', uuid_version: '4' });
    expect(String(row?.['words'])).not.toContain('Nobody explained');
    const instants = await house.rows<{ name: string; at: Date }>(
      `select 'deadline.' || v.key as name, (v.value)::timestamptz as at from care.complaint c join care.deadline d on d.subject_id = c.id,
         jsonb_each_text(to_jsonb(d)) v where c.reference = $1 and v.key ~ '_at$' and v.value is not null
       union all select 'work.' || v.key, (v.value)::timestamptz from care.complaint c join care.deadline d on d.subject_id = c.id
         join care.work_item w on w.deadline_id = d.id, jsonb_each_text(to_jsonb(w)) v where c.reference = $1 and v.key ~ '_at$' and v.value is not null`,
      [code],
    );
    expect(instants.length).toBeGreaterThan(3);
    expect(instants.filter(({ at }) => at.getTime() % 86_400_000 !== 0)).toEqual([]);
    const traces = await house.rows<{ body: string }>(
      `select body from audit.event where action like 'complaint.%' and body::jsonb->>'actor' is distinct from 'x' order by at desc limit 200`,
    );
    const filings = traces.filter(({ body }) => body.includes('"complaint.file"'));
    expect(filings.length).toBeGreaterThan(0);
    for (const { body } of filings) {
      expect(body).not.toMatch(/127\.0\.0\.1|::1/);
      expect(body).not.toContain(code);
    }
    const counters = await house.rows<{ key: string }>(
      `select key from access.rate_limit where key like 'complaint%'`,
    );
    expect(counters.length).toBeGreaterThan(0);
    for (const { key } of counters) expect(key).not.toMatch(/127\.0\.0\.1|::1|::ffff/);
  });

  it('posted twice is one complaint with one code', async () => {
    const voice = await new Voice(house.url).open('/voice/new');
    const html = voice.html;
    const fields = { about: await codeOfHouse(), category: 'other', words: 'Twice.', passphrase: SECRET };
    const first = (await voice.send('/voice/new', fields)).code;
    voice.html = html;
    expect((await voice.send('/voice/new', fields)).code).toBe(first);
  });

  it('says beside the field what is wrong, and keeps what was typed but the passphrase', async () => {
    const voice = await complain({ passphrase: 'short', category: '' });
    expect(voice.status).toBe(422);
    const mended = await complain({ passphrase: 'short' });
    expect([mended.status, mended.html.includes('Nobody explained')]).toEqual([422, true]);
    expect(mended.html).not.toContain('value="short"');
    expect((await complain({ about: 'NO-SUCH-HOUSE' })).status).toBe(422);
  });

  it('can be taken back by its complainant alone, and is looked at again all the same', async () => {
    const filed = await complain();
    const voice = await follow(filed.code);
    await voice.send('/voice/withdraw', {});
    expect(voice.html).not.toContain('action="/voice/withdraw"');
    const complaint = (await find(officer, filed.code))!;
    expect(complaint).toMatchObject({ state: 'withdrawn', outcome: 'withdrawn', decided_by: null });
    expect(complaint.retaliation_due_at).not.toBeNull();
    expectRefusal(
      await act(officer, complaint, 'decide', { outcome: 'not_upheld', words: 'No.', remedy: null }),
      409,
      'complaint.decided',
    );
  });
});

describe('Code and passphrase of a complaint', () => {
  it('are refused alike whether the code is unknown, mistyped or right and the passphrase wrong', async () => {
    const { code } = await complain();
    const unlike = code.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
    const answers = [];
    for (const [asked, secret] of [
      [code, 'another passphrase'],
      ['7K3M-9QXR-T4', SECRET],
      [unlike, SECRET],
      ['not a code', SECRET],
    ] as const) {
      const voice = await follow(asked, secret);
      answers.push([voice.status, /class="wrong"[^>]*>([^<]*)/.exec(voice.html)?.[1]]);
    }
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(answers[0]?.[0]).toBe(404);
  });

  it('are slowed down after five wrong ones, a code that does not exist like one that does, and never for others at the same address', async () => {
    const { code } = await complain();
    for (const asked of [code, '0000-0000-00']) {
      const statuses = [];
      for (let tries = 0; tries < 6; tries += 1)
        statuses.push((await follow(asked, 'wrong passphrase')).status);
      expect(statuses).toEqual([404, 404, 404, 404, 404, 429]);
    }
    expect((await follow(code)).status).toBe(429);
    const other = await complain();
    expect([other.status, (await follow(other.code)).status]).toEqual([200, 200]);
  });

  it('never stand in an address, and a ticket that was changed opens nothing', async () => {
    const { code } = await complain();
    const voice = await follow(code);
    const ticket = /name="ticket" value="([^"]*)"/.exec(voice.html)![1]!;
    const html = voice.html;
    voice.html = html.replaceAll(ticket, `${ticket.slice(0, -2)}xx`);
    expect((await voice.send('/voice/reply', { words: 'Not mine.' })).status).toBe(404);
    const other = await complain();
    const theirs = (await find(officer, other.code))!;
    voice.html = html.replaceAll(ticket, ticket.replace(/^[^.]*/, theirs.complaint));
    expect((await voice.send('/voice/reply', { words: 'Not mine.' })).status).toBe(404);
    expect(html).not.toMatch(/(?:href|action)="[^"]*[0-9A-Z]{4}-[0-9A-Z]{4}-/);
  });
});

describe('What is critical', () => {
  it('leaves the house as it comes in: violence, labour, privacy and everything about a minor go to the coordination office', async () => {
    const cases = [
      ...COMPLAINT_CATEGORIES.map((category) => ({ category, minor: false })),
      { category: 'treatment', minor: true },
    ];
    for (const { category, minor } of cases) {
      const filed = await complain({ category, ...(minor ? { concerns_minor: 'yes' } : {}) });
      const critical = minor || (CRITICAL_CATEGORIES as readonly string[]).includes(category);
      const [here, there] = [await find(officer, filed.code), await find(desks.coordinator, filed.code)];
      expect([category, minor, here === undefined, there !== undefined]).toEqual([
        category,
        minor,
        critical,
        critical,
      ]);
      if (there) expect(there).toMatchObject({ own_house: false, passed_on: 'critical', critical: true });
    }
  });

  it('cannot be given back to the house by any row, and the house cannot reach it by its id', async () => {
    const filed = await complain({ category: 'violence' });
    const complaint = (await find(desks.coordinator, filed.code))!;
    expectRefusal(await officer.get(`/api/complaints/${complaint.complaint}`), 404, 'complaint.unknown');
    expectRefusal(await act(officer, complaint, 'acknowledge'), 404, 'complaint.unknown');
    await expect(
      house.rows(
        'update care.complaint set handler_organisation_id = about_organisation_id, pass_reason = null where id = $1',
        [complaint.complaint],
      ),
    ).rejects.toThrow('what_is_critical_leaves_the_house');
  });

  it('of a client by name does not tell the coordination office who it is, and is decided there', async () => {
    const client = granted(
      await desks.clinician.post<{ client: string }>('/api/clients', walkIn()),
      201,
    ).client;
    const filed = granted(
      await record(desks.clinician, {
        about: await codeOfHouse(),
        submitter: 'client',
        client,
        category: 'violence',
      }),
      201,
    );
    expect(filed.passed_on).toBe('critical');
    const there = (await find(desks.coordinator, filed.reference))!;
    const whole = granted(await desks.coordinator.get<ComplaintView>(`/api/complaints/${there.complaint}`));
    expect(whole).toMatchObject({ submitter: 'client', client: null });
    expect(JSON.stringify(whole)).not.toContain(client);
    const mine = granted(await act(desks.coordinator, whole, 'investigator', { colleague: 'me' }));
    const seen = granted(await act(desks.coordinator, mine, 'acknowledge'));
    expectRefusal(
      await act(desks.secondCoordinator, seen, 'decide', {
        outcome: 'upheld',
        words: 'So it was.',
        remedy: null,
      }),
      403,
      'complaint.other_investigator',
    );
    granted(
      await act(desks.coordinator, seen, 'decide', { outcome: 'upheld', words: 'So it was.', remedy: null }),
    );
  });
});

describe('Whom a complaint is about', () => {
  const idOf = async (login: string): Promise<string> =>
    (await house.rows<{ id: string }>('select id from access.account where login = $1', [login]))[0]!.id;

  it('neither reads nor handles it, and where they would decide it leaves the house', async () => {
    const about = await codeOfHouse();
    const officerId = await idOf('privacy-officer@detox.eg.demo');
    const filed = granted(await record(desks.clinician, { about, about_colleague: officerId }), 201);
    expect(filed.passed_on).toBe('handler_concerned');
    expect([await find(officer, filed.reference), await find(desks.duty, filed.reference)]).toEqual([
      undefined,
      undefined,
    ]);
    expect((await find(desks.coordinator, filed.reference))?.passed_on).toBe('handler_concerned');
  });

  it('is named by the house later too: from then on it is hidden from them by the database', async () => {
    const auditorId = await idOf('auditor@detox.eg.demo');
    const filed = await complain({ category: 'discrimination' });
    const complaint = (await find(auditor, filed.code))!;
    const named = granted(
      await act<ComplaintWritten>(officer, complaint, 'concerned', { colleague: auditorId }),
    );
    expect(named.left).toBe(false);
    expect(await find(auditor, filed.code)).toBeUndefined();
    expect((await find(officer, filed.code))?.about_colleague).not.toBeNull();
    expectRefusal(await auditor.get(`/api/complaints/${complaint.complaint}`), 404, 'complaint.unknown');
  });

  it('who would decide, named later, takes the complaint to the coordination office with its clocks', async () => {
    const dutyId = await idOf('duty-manager@detox.eg.demo');
    const filed = await complain({ category: 'money' });
    const complaint = (await find(officer, filed.code))!;
    expect(
      granted(await act<ComplaintWritten>(officer, complaint, 'concerned', { colleague: dutyId })).left,
    ).toBe(true);
    expect(await find(officer, filed.code)).toBeUndefined();
    expect(await find(desks.coordinator, filed.code)).toMatchObject({ passed_on: 'handler_concerned' });
    const clocks = await house.rows<{ code: string; kind: string }>(
      `select o.code, d.kind from care.deadline d join care.organisation o on o.id = d.organisation_id where d.subject_id = $1 order by d.kind`,
      [complaint.complaint],
    );
    expect(clocks).toEqual([
      { code: 'EG-COORD', kind: 'complaint.acknowledge' },
      { code: 'EG-COORD', kind: 'complaint.decide' },
    ]);
  });

  it('a house passes on what it would rather not decide, and cannot take it back', async () => {
    const filed = await complain({ category: 'other' });
    const complaint = (await find(officer, filed.code))!;
    expect(granted(await act<ComplaintWritten>(officer, complaint, 'pass-on')).left).toBe(true);
    const there = (await find(desks.coordinator, filed.code))!;
    expectRefusal(await act(desks.coordinator, there, 'pass-on'), 409, 'complaint.there_already');
  });
});
