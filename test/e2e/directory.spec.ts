import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { MEETING_AUDIENCES } from '#domain/charter/directory.js';
import { LIMITS } from '#domain/charter/limits.js';
import { STAFF_ROLES } from '#domain/charter/roles.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { DirectoryEntryView, MeetingView } from '#domain/wire/directory.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { expectRefusal } from '../support/journey-handoffs.js';
import { granted } from '../support/journey.js';
import { Staff } from '../support/staff.js';

let house: TestApplication;
let ural: Staff;
let egypt: Staff;

beforeAll(async () => {
  house = await startApplication();
  ural = await house.as('clinician@detox.ru-sve.demo');
  egypt = await house.as('clinician@detox.eg.demo');
}, 120_000);
afterAll(() => house?.close(), 60_000);

type Asked = Readonly<Record<string, string>>;
const address = (list: 'entries' | 'meetings', asked: Asked): string =>
  `/api/directory/${list}?${new URLSearchParams(asked).toString()}`;

/** Every page of a list, one after the other. */
async function whole<T>(staff: Staff, list: 'entries' | 'meetings', asked: Asked = {}): Promise<T[]> {
  const items: T[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page: Page<T> = granted(
      await staff.get(address(list, { limit: '100', ...asked, ...(next ? { cursor: next } : {}) })),
    );
    items.push(...page.items);
    next = page.next;
  }
  return items;
}
const entries = (staff: Staff, asked?: Asked) => whole<DirectoryEntryView>(staff, 'entries', asked);
const meetings = (staff: Staff, asked?: Asked) => whole<MeetingView>(staff, 'meetings', asked);
const key = ({ group, weekday, starts, way, for: audience }: MeetingView) =>
  `${weekday} ${starts} ${group.code} ${way} ${audience}`;
const when = ({ weekday, starts }: MeetingView) => `${weekday} ${starts}`;

describe('The directory', () => {
  it('has in Sverdlovsk 33 groups of mutual aid with over 90 meetings a week, as the pack has them', async () => {
    const { groups } = house.packs.of('RU-SVE').demo;
    const found = await entries(ural, { kind: 'mutual_aid' });
    expect(found).toHaveLength(33);
    expect(found.map(({ code }) => code).sort()).toEqual(groups.map(({ code }) => code).sort());
    const weekly = await meetings(ural);
    expect(weekly.length).toBeGreaterThan(90);
    const planned = groups.flatMap(({ code, meetings: each }) =>
      each.map((meeting) => `${meeting.weekday} ${meeting.starts} ${code} ${meeting.way} ${meeting.for}`),
    );
    expect(weekly.map(key).sort()).toEqual(planned.sort());
  });

  it('has an entry for every organisation of the own jurisdiction, and nothing of another', async () => {
    for (const [staff, jurisdiction] of [
      [ural, 'RU-SVE'],
      [egypt, 'EG'],
    ] as const) {
      const { organisations, groups } = house.packs.of(jurisdiction).demo;
      const found = await entries(staff);
      const services = found.filter(({ kind }) => kind === 'service');
      expect(services).toHaveLength(organisations.length);
      expect(new Set(services.map(({ organisation }) => organisation))).toEqual(
        new Set(organisations.map(({ code }) => code)),
      );
      expect(found.length).toBe(organisations.length + groups.length);
    }
    expect(await meetings(egypt)).toEqual([]);
    expect(await entries(egypt, { kind: 'mutual_aid' })).toEqual([]);
  });

  it('does not name an organisation that has closed', async () => {
    const before = (await entries(ural)).length;
    const close = (at: string) =>
      house.rows(`update care.organisation set closed_at = ${at} where code = 'RU-REHAB-1'`);
    await close('clock_timestamp()');
    const after = await entries(ural);
    await close('null');
    expect(after.map(({ organisation }) => organisation)).not.toContain('RU-REHAB-1');
    expect(after).toHaveLength(before - 1);
    expect(await entries(ural)).toHaveLength(before);
  });

  it('tells of a group where it meets and in whose company, and no way to refer anybody there', async () => {
    for (const group of await entries(ural, { kind: 'mutual_aid' }))
      expect(group).toMatchObject({ address: null, telephone: null, organisation: null });
    for (const meeting of await meetings(ural)) {
      expect(Object.keys(meeting).sort()).toEqual([
        'confirmed_on',
        'for',
        'group',
        'language',
        'minutes',
        'open',
        'starts',
        'time_zone',
        'way',
        'weekday',
      ]);
      expect(meeting.time_zone).toBe('Asia/Yekaterinburg');
      expect(meeting.starts).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
    }
    const receivers = await house.rows(
      `select from care.directory_entry e join care.organisation o on o.code = e.code or o.id = e.organisation_id where e.kind = 'mutual_aid'`,
    );
    expect(receivers).toEqual([]);
  });

  it('names everything in three languages, each in its own letters', async () => {
    const letters = { en: /[A-Za-z]/, ru: /[а-яё]/i, ar: /[\u0621-\u064a]/ } as const;
    const labels: Labels[] = [...(await entries(ural)), ...(await entries(egypt))].flatMap(
      ({ names, town, region, address: street }) => [names, town, region, ...(street ? [street] : [])],
    );
    expect(labels.length).toBeGreaterThan(300);
    for (const label of labels)
      for (const language of LANGUAGES) expect(label[language]).toMatch(letters[language]);
  });
});

describe('Filters', () => {
  it('narrow meetings to a weekday, an audience, online or not; each with all of the others makes the week', async () => {
    const all = (await meetings(ural)).map(key);
    const parts = (name: string, values: readonly string[]) =>
      Promise.all(values.map((value) => meetings(ural, { [name]: value })));
    const days = await parts('weekday', ['1', '2', '3', '4', '5', '6', '7']);
    days.forEach((day, i) => expect(new Set(day.map(({ weekday }) => weekday))).toEqual(new Set([i + 1])));
    expect(days.flat().map(key)).toEqual(all);
    const audiences = await parts('for', MEETING_AUDIENCES);
    audiences.forEach((part, i) =>
      expect(new Set(part.map((meeting) => meeting.for))).toEqual(new Set([MEETING_AUDIENCES[i]])),
    );
    expect(audiences.flat().map(key).sort()).toEqual(all.toSorted());
    const [online, there] = await parts('online', ['true', 'false']);
    expect(new Set(online!.map(({ way }) => way))).toEqual(new Set(['online']));
    expect(new Set(there!.map(({ way }) => way))).toEqual(new Set(['in_person']));
    expect([...online!, ...there!].map(key).sort()).toEqual(all.toSorted());
  });

  it('narrow together: what is asked for twice fits both', async () => {
    const both = await meetings(ural, { weekday: '1', online: 'true', town: 'Yekaterinburg' });
    const one = (await meetings(ural)).filter(
      ({ weekday, way, group }) => weekday === 1 && way === 'online' && group.town.en === 'Yekaterinburg',
    );
    expect(both.length).toBeGreaterThan(0);
    expect(both).toEqual(one);
  });

  it('find a town by its name in each language, whatever the case of its letters, and by nothing less than its name', async () => {
    const names = ['Nizhny Tagil', 'nizhny tagil', 'Нижний Тагил', 'НИЖНИЙ ТАГИЛ', 'نيجني تاغيل'];
    const [first, ...others] = await Promise.all(names.map((town) => entries(ural, { town })));
    expect(first!.length).toBeGreaterThan(4);
    expect(new Set(first!.map(({ town }) => town.en))).toEqual(new Set(['Nizhny Tagil']));
    for (const other of others) expect(other).toEqual(first);
    const week = await meetings(ural, { town: 'Нижний Тагил' });
    expect(new Set(week.map(({ group }) => group.town.en))).toEqual(new Set(['Nizhny Tagil']));
    for (const town of ['Nizhny', 'Tagil', '%', 'Nizhny%', '_izhny Tagil', "'; drop table care.meeting; --"])
      expect(await entries(ural, { town })).toEqual([]);
    expect(await entries(ural, { town: 'Cairo' })).toEqual([]);
  });
});

describe('Pages', () => {
  it.each([1, 7, 100])(
    'of %d hold every meeting once, through the week from Monday morning',
    async (size) => {
      const found = await meetings(ural, { limit: String(size) });
      expect(new Set(found.map(key)).size).toBe(found.length);
      expect(found.map(when)).toEqual(found.map(when).toSorted());
      expect(found).toEqual(await meetings(ural));
    },
  );

  it.each([1, 7])('of %d hold every entry once', async (size) => {
    const found = await entries(ural, { limit: String(size) });
    expect(new Set(found.map(({ code }) => code)).size).toBe(found.length);
    expect(found).toEqual(await entries(ural));
  });

  it('go on where they were when a meeting before them is taken out and another comes', async () => {
    const before = await meetings(ural);
    const page = granted(await ural.get<Page<MeetingView>>(address('meetings', { limit: '20' })));
    const [gone] = await house.rows<{ id: string }>(
      `delete from care.meeting where id = (select m.id from care.meeting m join care.directory_entry e on e.id = m.entry_id
         where e.code = $1 and m.weekday = $2 and m.starts = $3 and m.way = $4 and m.audience = $5)
       returning *`,
      [
        page.items[3]!.group.code,
        page.items[3]!.weekday,
        page.items[3]!.starts,
        page.items[3]!.way,
        page.items[3]!.for,
      ],
    );
    const rest = await whole<MeetingView>(ural, 'meetings', { cursor: page.next! });
    await house.rows(
      `insert into care.meeting select (jsonb_populate_record(null::care.meeting, $1::jsonb)).*`,
      [JSON.stringify(gone)],
    );
    expect([...page.items, ...rest].map(key)).toEqual(before.map(key));
    expect((await meetings(ural)).map(key)).toEqual(before.map(key));
  });
});

describe('Whatever else is asked', () => {
  it.each([
    ['meetings', { weekday: '0' }, 'weekday'],
    ['meetings', { weekday: '8' }, 'weekday'],
    ['meetings', { weekday: '1.5' }, 'weekday'],
    ['meetings', { weekday: 'monday' }, 'weekday'],
    ['meetings', { for: 'everybody' }, 'for'],
    ['meetings', { online: '1' }, 'online'],
    ['meetings', { online: 'TRUE' }, 'online'],
    ['meetings', { town: 'x'.repeat(LIMITS.name_characters_max + 1) }, 'town'],
    ['meetings', { limit: '0' }, 'limit'],
    ['meetings', { limit: '101' }, 'limit'],
    ['entries', { limit: '-1' }, 'limit'],
    ['entries', { kind: 'person' }, 'kind'],
    ['entries', { kind: '' }, 'kind'],
  ] as const)('of %s by %j is refused by its field', async (list, asked, field) => {
    const answer = await ural.get(address(list, asked));
    expectRefusal(answer, 422, 'field.invalid');
    expect(answer.problem.errors?.[0]?.field).toBe(field);
  });

  it.each([
    ['meetings', { kind: 'service' }],
    ['meetings', { client: '7K3M9QXRT4' }],
    ['entries', { weekday: '1' }],
    ['entries', { organisation: 'RU-DETOX-1' }],
  ] as const)('of %s by %j is nothing it knows', async (list, asked) => {
    expectRefusal(await ural.get(address(list, asked)), 422, 'field.unknown');
  });

  it('in two values at once, with letters nobody writes or with a cursor of somewhere else is refused, never a fault', async () => {
    const strange = [
      'meetings?weekday=1&weekday=2',
      'meetings?town[]=a&town[]=b',
      'meetings?town=%00',
      'meetings?town=a%E2%80%AEb',
      'entries?cursor=zzz',
      `entries?cursor=${'A'.repeat(5000)}`,
      `meetings?cursor=${Buffer.from('2001-02-31T00:00:00.000000Z 00000000-0000-0000-0000-000000000000').toString('base64url')}`,
      `meetings?cursor=${Buffer.from('infinity x').toString('base64url')}`,
    ];
    for (const path of strange) {
      const { status } = await ural.get(`/api/directory/${path}`);
      expect([path, [400, 422].includes(status)]).toEqual([path, true]);
    }
    expectRefusal(await ural.get('/api/directory/entries?cursor=zzz'), 400, 'page.cursor_invalid');
  });

  it('is never written: no road leads from the outside into the directory', async () => {
    for (const list of ['entries', 'meetings'])
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
        expect([404, 405]).toContain(
          (await ural.send({ method, path: `/api/directory/${list}`, body: {} })).status,
        );
    for (const table of ['directory_entry', 'meeting']) {
      const [rights] = await house.rows<{ rights: string[] | null }>(
        `select array_agg(distinct privilege_type order by privilege_type) as rights from information_schema.role_table_grants
          where grantee = 'handrail_api' and table_schema = 'care' and table_name = $1`,
        [table],
      );
      expect([table, String(rights!.rights)]).toEqual([table, '{SELECT}']);
    }
  });
});

describe('Who reads the directory', () => {
  it('is everybody who signs in, of every role that the network has, and nobody who does not', async () => {
    const nobody = new Staff(house.url, 'nobody', undefined);
    for (const list of ['entries', 'meetings'] as const)
      expectRefusal(await nobody.get(address(list, {})), 401, 'session.required');
    const session = granted(await ural.get<{ actions: string[] }>('/api/session'));
    expect(session.actions).toEqual(expect.arrayContaining(['directory.list', 'directory.meetings']));
    for (const role of STAFF_ROLES) {
      const [first] = await house.rows<{ login: string }>(
        `select a.login from access.account a where $1 = any (a.roles) and a.login like '%.ru-sve.demo' order by a.login limit 1`,
        [role],
      );
      if (!first) continue;
      const staff = await house.as(first.login);
      expect([role, (await staff.get(address('meetings', { limit: '1' }))).status]).toEqual([role, 200]);
    }
  });

  it('is in the audit as whoever read it, and is about nobody', async () => {
    granted(await ural.get(address('meetings', { weekday: '3', limit: '1' })));
    const [last] = await house.rows<{ outcome: string; body: string; subjects: number }>(
      `select e.outcome, e.body, (select count(*)::int from audit.event_subject s where s.event_id = e.id) as subjects
         from audit.event e where e.action = 'directory.meetings' order by e.at desc, e.id desc limit 1`,
    );
    expect(last).toMatchObject({ outcome: 'done', subjects: 0 });
    expect(last!.body).toContain('"account"');
  });

  it('finds nobody there: no column anywhere joins a person, a client or an account with a meeting', async () => {
    const columns = await house.rows<{ column_name: string }>(
      `select column_name from information_schema.columns where table_schema = 'care' and table_name = 'meeting' order by 1`,
    );
    expect(columns.map(({ column_name }) => column_name)).toEqual([
      'audience',
      'confirmed_on',
      'entry_id',
      'id',
      'is_open',
      'language',
      'minutes',
      'starts',
      'way',
      'weekday',
    ]);
    const pointing = await house.rows(
      `select conrelid::regclass::text as of from pg_constraint where contype = 'f'
         and (confrelid = 'care.meeting'::regclass or (confrelid = 'care.directory_entry'::regclass and conrelid <> 'care.meeting'::regclass))`,
    );
    expect(pointing).toEqual([]);
    const named = await house.rows(
      `select table_schema, table_name, column_name from information_schema.columns
        where table_schema in ('care','access','bus','vault','audit') and table_name <> 'meeting'
          -- whether somebody kept an appointment with the house; the kinds of its groups leave out mutual aid
          and (table_name, column_name) <> ('contact_attendance', 'attended_at')
          and column_name ~ 'meeting|attend|fellowship|mutual_aid'`,
    );
    expect(named).toEqual([]);
  });
});

describe('The week of meetings, for anybody', () => {
  const page = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${house.url}${path}`, { headers, redirect: 'manual' });
    return { answer, html: await answer.text() };
  };
  const week = async (region: string, language: string) =>
    (
      await Promise.all(
        [1, 2, 3, 4, 5, 6, 7].map(
          async (day) => (await page(`/meetings/${region}/${day}`, { 'accept-language': language })).html,
        ),
      )
    ).join('');

  it('is read without an account, in three languages, and has each meeting that staff can read', async () => {
    const all = await meetings(ural);
    for (const language of LANGUAGES) {
      const html = await week('ru-sve', language);
      expect(html.match(/<section>/g)).toHaveLength(all.length);
      for (const { group, time_zone } of all) {
        expect(html).toContain(group.names[language].replaceAll('"', '&quot;').replaceAll("'", '&#x27;'));
        expect(html).toContain(time_zone);
      }
    }
    const first = await page('/meetings');
    expect([first.answer.status, first.html]).toEqual([200, expect.stringContaining('/meetings/ru-sve/')]);
    for (const none of ['/meetings/ru-sve/0', '/meetings/ru-sve/8', '/meetings/nowhere/1'])
      expect((await page(none, { accept: 'text/html' })).answer.status).toBe(404);
  });

  it('follows nobody: no cookie, no script of somebody else, and nothing in the log of who asked', async () => {
    const sought = { 'user-agent': 'somebody-in-particular', 'accept-language': 'ar' };
    for (const path of ['/meetings', '/meetings/eg/1']) {
      const { answer, html } = await page(path, sought);
      expect([answer.headers.get('set-cookie'), answer.headers.get('etag')]).toEqual([null, null]);
      expect(html).not.toMatch(/https?:\/\/|<img|<iframe|<form|beacon|analytics/);
      for (const [, script] of html.matchAll(/<script[^>]* src="([^"]+)"/g))
        expect(script).toMatch(/^\/pages\//);
    }
    const events = await house.rows<{ body: string }>(
      "select body from audit.event where action = 'directory.meetings' and body like '%public%'",
    );
    expect(events.length).toBeGreaterThan(0);
    for (const { body } of events)
      expect(body).not.toMatch(/127\.0\.0\.1|::1|somebody-in-particular|"request":"/);
  });

  it('hides from everybody a meeting that nobody has confirmed for more than 90 days', async () => {
    const before = (await meetings(ural)).length;
    const [stale, old] = await house.rows<{ id: string; weekday: number; code: string }>(
      `update care.meeting m set confirmed_on = current_date - case when n.n = 1 then 91 else 90 end
         from (select m.id, e.code, row_number() over (order by m.id) as n from care.meeting m
                 join care.directory_entry e on e.id = m.entry_id where e.jurisdiction = 'RU-SVE' order by m.id limit 2) n
        where n.id = m.id returning m.id, m.weekday, n.code, n.n`,
    );
    expect([stale, old].map((one) => one === undefined)).toEqual([false, false]);
    const after = await meetings(ural);
    expect(after).toHaveLength(before - 1);
    const days = after.map(({ confirmed_on }) => confirmed_on).sort();
    expect(new Set(days).size).toBe(2);
    expect((await week('ru-sve', 'en')).match(/<section>/g)).toHaveLength(before - 1);
    await house.rows('update care.meeting set confirmed_on = current_date');
    expect(await meetings(ural)).toHaveLength(before);
  });
});
