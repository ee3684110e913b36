import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EXPORTED_LISTS, type ExportedList, type ListExportRequest } from '#domain/wire/desk.js';
import type { ClientSummary, ClientWritten } from '#domain/wire/client.js';
import type { StaffMember } from '#domain/wire/house.js';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import { readCsv } from '#domain/rules/csv.js';
import { COLUMN_WORDS } from '#domain/words/columns.js';
import { STAGE_WORDS } from '#domain/words/terms.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { daysAgo, granted, somebody, walkIn } from '../support/journey.js';
import { Staff, type Answer } from '../support/staff.js';

/** A formula in every way it could be meant, as a name that somebody gave themselves. */
const EVIL = [
  '=HYPERLINK("http://x","y")',
  ' +1',
  '@SUM(A1)',
  '-2+3',
  '\u200f=1',
  '＝1',
  "'=1",
  'a;=1+1',
  'quote " , comma',
  'مركز',
];

/** Who may read each list, and with which words it is asked for. */
const ASKED: Readonly<
  Record<ExportedList, { readonly by: string; readonly search: Record<string, string> }>
> = {
  work: { by: 'clinician', search: { view: 'open' } },
  handoffs: { by: 'clinician', search: { side: 'sender', open: 'true' } },
  clients: { by: 'clinician', search: {} },
  ward: { by: 'clinician', search: { stage: 'treatment' } },
  arrivals: { by: 'intake-officer', search: {} },
  absent: { by: 'clinician', search: {} },
  exceptions: {
    by: 'auditor',
    search: { kind: 'declined', from_on: day(-5), until_on: day(0) },
  },
  staff: { by: 'org-admin', search: { state: 'active' } },
  audit: { by: 'auditor', search: {} },
};

function day(from: number): string {
  return daysAgo(-from);
}

describe('A list that leaves as a table', () => {
  let house: TestApplication;
  let clinician: Staff;
  const at = (role: string) => house.as(`${role}@detox.eg.demo`);
  const clients: string[] = [];

  beforeAll(async () => {
    house = await startApplication();
    clinician = await at('clinician');
    for (let i = 0; i < 3; i++)
      clients.push(
        granted(await clinician.post<ClientWritten>('/api/clients', walkIn({ identity: somebody() })), 201)
          .client,
      );
  }, 120_000);
  afterAll(() => house?.close(), 60_000);

  const take = (by: Staff, wanted: Partial<ListExportRequest>): Promise<Answer> =>
    by.post('/api/exports/list', { search: {}, reason: 'supervision', ...wanted }, { key: null });
  const table = (answer: Answer): string[][] => {
    if (answer.status !== 200) throw new Error(answer.text);
    return readCsv(answer.text);
  };
  interface Event {
    readonly outcome: string;
    readonly why: string;
    readonly subjects: string[];
    readonly detail: Record<string, unknown>;
  }
  const lastEvent = async (): Promise<Event & { readonly body: string }> => {
    const [event] = await house.rows<{ body: string }>(
      "select body from audit.event where action = 'list.export' order by at desc, id desc limit 1",
    );
    return { ...(JSON.parse(event!.body) as Event), body: event!.body };
  };

  it.each(EXPORTED_LISTS)(
    'exists for %s, in every language, with one column for each heading',
    async (list) => {
      const { by, search } = ASKED[list];
      const staff = await at(by);
      for (const language of LANGUAGES) {
        staff.language = language;
        const [headings = [], ...rows] = table(await take(staff, { list, search }));
        expect(headings.length).toBeGreaterThan(4);
        for (const heading of headings)
          expect(Object.values(COLUMN_WORDS).map((words) => words[language])).toContain(
            heading.replace(/ \(Africa\/Cairo\)$/, ''),
          );
        for (const row of rows) expect(row).toHaveLength(headings.length);
      }
      staff.language = 'en';
    },
  );

  it('carries, in every row about a client, the notice of the jurisdiction against passing on; a table of colleagues has none', async () => {
    const { short, version } = house.packs.of('EG').redisclosure_notice;
    const seen: Record<string, number> = {};
    for (const list of EXPORTED_LISTS) {
      const { by, search } = ASKED[list];
      const staff = await at(by);
      for (const language of LANGUAGES) {
        staff.language = language;
        const [headings = [], ...rows] = table(await take(staff, { list, search }));
        const place = headings.indexOf(COLUMN_WORDS.notice[language]);
        expect([list, place]).toEqual([list, list === 'staff' ? -1 : headings.length - 1]);
        const carried = new Set(rows.map((row) => row[place]));
        if (list !== 'staff' && rows.length > 0)
          expect([list, [...carried]]).toEqual([list, [`${short[language]} (${version})`]]);
        seen[list] = rows.length;
      }
      staff.language = 'en';
    }
    expect(seen).toMatchObject({ clients: 3, ward: 3 });
    // The audit names whom it is about, so its table is client-level data as well.
    expect(seen['audit']).toBeGreaterThan(3);
  });

  it('holds what the screen shows: the same rows, stages in words, times of the house', async () => {
    clinician.language = 'ru';
    const answer = await take(clinician, { list: 'clients' });
    clinician.language = 'en';
    const [, ...rows] = table(answer);
    const { items } = granted(await clinician.get<{ items: ClientSummary[] }>('/api/clients'));
    expect(rows.map(([client]) => client)).toEqual(items.map(({ client }) => client));
    expect(rows.map(([, stage]) => stage)).toEqual(rows.map(() => STAGE_WORDS.treatment.ru));
    const local = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Africa/Cairo',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    expect(rows.map(([, , since]) => since)).toEqual(
      items.map(({ since_at }) => local.format(new Date(since_at))),
    );
  });

  it('is a file a spreadsheet reads in any script: byte order mark, line ends, a name without anybody in it', async () => {
    const answer = await take(clinician, { list: 'clients' });
    const bytes = Buffer.from(
      await (
        await fetch(`${house.url}/api/exports/list`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', cookie: clinician.cookie! },
          body: JSON.stringify({ list: 'clients', search: {}, reason: 'supervision' }),
        })
      ).arrayBuffer(),
    );
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString('utf8').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(bytes.toString('utf8').endsWith('\r\n')).toBe(true);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="handrail-clients-\d{4}-\d\d-\d\d\.csv"$/,
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('has no cell that begins a formula, and is read back as it was', async () => {
    const admin = await at('org-admin');
    const [{ names }] = (await house.rows<{ names: string[] }>(
      "select array_agg(display_name) as names from access.account where login like '%@detox.eg.demo'",
    )) as [{ names: string[] }];
    await house.rows(
      `update access.account a set display_name = e.name from (
         select login, ($1::text[])[1 + (row_number() over (order by login))::int % cardinality($1)] as name
         from access.account where login like '%@detox.eg.demo') e where e.login = a.login`,
      [EVIL],
    );
    const answer = await take(admin, { list: 'staff' });
    const shown = granted(await admin.get<{ items: StaffMember[] }>('/api/staff')).items;
    expect(
      table(answer)
        .slice(1)
        .map(([name]) => name),
    ).toEqual(shown.map((one) => one.display_name));
    for (const cell of answer.text.split(/[,;\r\n]+/))
      expect(cell.replaceAll(/^[\s"\p{Cf}]*/gu, '')).not.toMatch(/^[=+\-@＝]/u);
    expect(names.length).toBeGreaterThan(5);
  });

  it('is written down before it leaves: who, what, why, how many and whom it is about', async () => {
    table(await take(clinician, { list: 'clients', reason: 'other', note: 'For the visit of the ministry' }));
    const event = await lastEvent();
    const subjects = await house.rows<{ audit_subject: string }>(
      `select audit_subject from care.client_code where replace(code, '-', '') = any ($1)`,
      [clients.map((code) => code.replaceAll('-', ''))],
    );
    expect(event).toMatchObject({
      outcome: 'done',
      why: 'other',
      subjects: subjects.map((one) => one.audit_subject).sort(),
      detail: { list: 'clients', rows: 3, search: {} },
    });
    expect(event.body).not.toContain('ministry');
    const [row] = await house.rows(
      'select list, reason, note, row_count from access.list_export where id = $1',
      [event.detail['export']],
    );
    expect(row).toEqual({
      list: 'clients',
      reason: 'other',
      note: 'For the visit of the ministry',
      row_count: 3,
    });
  });

  it.each<[string, Partial<ListExportRequest>, number, string, string?]>([
    [
      'another reason without saying which',
      { list: 'work', reason: 'other' },
      422,
      'list.note_needed',
      'note',
    ],
    [
      'another reason that says nothing',
      { list: 'work', reason: 'other', note: ' ' },
      422,
      'field.invalid',
      'note',
    ],
    [
      'a word the list does not know',
      { list: 'work', search: { colour: 'red' } },
      422,
      'field.unknown',
      'colour',
    ],
    [
      'a value the list does not know',
      { list: 'work', search: { view: 'all' } },
      422,
      'field.invalid',
      'view',
    ],
    ['a place in the middle', { list: 'work', search: { cursor: 'x' } }, 422, 'field.unknown', 'cursor'],
    ['a page of its own', { list: 'work', search: { limit: '5' } }, 422, 'field.unknown', 'limit'],
    ['a list there is not', { list: 'identities' as never }, 422, 'field.invalid', 'list'],
    ['no reason', { list: 'work', reason: undefined as never }, 422, 'field.invalid', 'reason'],
    ['the name of a prototype', { list: 'constructor' as never }, 422, 'field.invalid', 'list'],
  ])('is refused with %s', async (_, wanted, status, code, field) => {
    const answer = await take(clinician, wanted);
    expect([answer.status, answer.problem.code, answer.problem.errors?.[0]?.field]).toEqual([
      status,
      code,
      field,
    ]);
  });

  it('is for those alone who have the list on their screen, and the no is in the audit', async () => {
    const answers = [
      await take(clinician, { list: 'audit' }),
      await take(await at('org-admin'), { list: 'clients' }),
      await take(await house.as('coordinator@coord.eg.demo'), { list: 'handoffs' }),
      await take(await house.as('commission-analyst@coord.eg.demo'), { list: 'work' }),
    ];
    expect(answers.map(({ status, problem }) => [status, problem.code])).toEqual(
      answers.map(() => [403, 'permission.role']),
    );
    const [refused] = await house.rows<{ count: number }>(
      "select count(*)::int as count from audit.event where outcome = 'refused' and body like '%permission.role%' and action in ('audit.events','client.list','handoff.list','list.export')",
    );
    expect(refused?.count).toBe(4);
  });

  it('is long, and not too long: ten thousand rows leave, one more is refused with the advice to narrow', async () => {
    const fill = (count: number) =>
      house.rows(
        `insert into care.work_item (organisation_id, kind, episode_id, client_id, due_at)
         select k.organisation_id, 'stage.countersign', e.id, e.client_id, now() + make_interval(secs => n)
         from generate_series(1, $1) n, care.client_code k join care.episode e on e.client_id = k.client_id
         where replace(k.code, '-', '') = $2`,
        [count, clients[0]!.replaceAll('-', '')],
      );
    const [{ open }] = (await house.rows<{ open: number }>(
      `select count(*)::int as open from care.work_item w join care.organisation o on o.id = w.organisation_id
        where o.code = 'EG-DETOX-1' and w.done_at is null`,
    )) as [{ open: number }];
    await fill(LIMITS.list_export_rows_max - open);
    const [, ...rows] = table(await take(clinician, { list: 'work' }));
    expect(rows).toHaveLength(LIMITS.list_export_rows_max);
    expect((await lastEvent()).detail).toMatchObject({ rows: LIMITS.list_export_rows_max });
    await fill(1);
    const answer = await take(clinician, { list: 'work' });
    expect([answer.status, answer.problem.code]).toEqual([422, 'list.too_long']);
    expect(answer.problem.detail).toContain(String(LIMITS.list_export_rows_max));
    expect((await lastEvent()).outcome).toBe('refused');
  }, 120_000);
});
