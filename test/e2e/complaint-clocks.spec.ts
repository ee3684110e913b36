import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '#domain/wire/common.js';
import type { ExceptionCounts } from '#domain/wire/house.js';
import type { WorkItemView } from '#domain/wire/work.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { act, codeOfHouseOf, complainTo, find, record } from '../support/complaining.js';
import { expectRefusal } from '../support/journey-handoffs.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { daysAgo, granted } from '../support/journey.js';
import type { Staff } from '../support/staff.js';
import type { Voice } from '../support/voice.js';

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

describe('The clocks of a complaint', () => {
  const work = async (by: Staff): Promise<WorkItemView[]> =>
    granted(await by.get<Page<WorkItemView>>('/api/work-items?view=open&limit=100')).items;
  const overdueOf = async (by: Staff): Promise<number> => {
    const period = `from_on=${daysAgo(40)}&until_on=${daysAgo(0)}`;
    return granted(await by.get<ExceptionCounts>(`/api/exceptions?${period}`)).counts.duty_overdue;
  };

  it('are three days to acknowledge, thirty to decide, and thirty more until somebody asks about revenge', async () => {
    const filed = granted(await record(desks.clinician, { about: await codeOfHouse() }), 201);
    const complaint = (await find(officer, filed.reference))!;
    const [row] = await house.rows<{ acknowledge: number; decide: number }>(
      `select extract(epoch from acknowledge_due_at - received_at)::float8 / 86400 as acknowledge, extract(epoch from decide_due_at - received_at)::float8 / 86400 as decide
         from care.complaint where id = $1`,
      [complaint.complaint],
    );
    expect(row).toEqual({ acknowledge: 3, decide: 30 });
    expect((await work(officer)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['rights.acknowledge', 'rights.decide']),
    );
    for (const item of await work(officer))
      if (item.kind.startsWith('rights.')) expect(item.client).toBeNull();
    expectRefusal(
      await act(officer, complaint, 'decide', { outcome: 'partly', words: 'Half.', remedy: null }),
      409,
      'complaint.not_acknowledged',
    );
    const seen = granted(await act(officer, complaint, 'acknowledge'));
    expectRefusal(await act(officer, seen, 'acknowledge'), 409, 'complaint.acknowledged');
    const decided = granted(
      await act(officer, seen, 'decide', { outcome: 'partly', words: 'Half.', remedy: null }),
    );
    const days = (Date.parse(decided.retaliation_due_at!) - Date.parse(decided.decided_at!)) / 86_400_000;
    expect(Math.round(days)).toBe(30);
    const open = await house.rows<{ kind: string; settled: boolean; has_work: boolean }>(
      `select kind, settled_at is not null as settled, work_at is not null as has_work from care.deadline where subject_id = $1 order by kind`,
      [complaint.complaint],
    );
    expect(open).toEqual([
      { kind: 'complaint.acknowledge', settled: true, has_work: true },
      { kind: 'complaint.decide', settled: true, has_work: true },
      { kind: 'complaint.retaliation', settled: false, has_work: false },
    ]);
    const checked = granted(
      await act(officer, decided, 'check', { found: 'none', words: 'We asked; nothing happened.' }),
    );
    expect(checked.state).toBe('checked');
    expectRefusal(
      await act(officer, checked, 'check', { found: 'none', words: 'Again.' }),
      409,
      'complaint.checked',
    );
  });

  it('that ran out are told as work and stand among the exceptions, once, without anybody’s name', async () => {
    const filed = await complain({ category: 'consent' });
    const complaint = (await find(officer, filed.code))!;
    const before = await overdueOf(auditor);
    await house.rows(
      `update care.deadline set due_at = clock_timestamp() - interval '1 hour', work_from_at = clock_timestamp() - interval '3 days' where subject_id = $1 and kind = 'complaint.acknowledge'`,
      [complaint.complaint],
    );
    expect(await overdueOf(auditor)).toBe(before + 1);
    await house.rows('select care.tick_deadlines(100)');
    await house.rows('select care.tick_deadlines(100)');
    const told = await house.rows<{ role: string; client_id: string | null }>(
      `select w.role, w.client_id from care.work_item w join care.deadline d on d.id = w.deadline_id where w.kind = 'rights.overdue' and d.subject_id = $1`,
      [complaint.complaint],
    );
    expect(told).toEqual([{ role: 'duty_manager', client_id: null }]);
  });
});

describe('Nobody of a house', () => {
  it('deletes a complaint, its messages or its key, or reads who complained, with the login of the services', async () => {
    const rights = await house.rows<{ name: string; deletes: boolean; reads: boolean | null }>(
      `select c.relname as name, has_table_privilege('handrail_api', c.oid, 'delete, truncate') as deletes,
         case when c.relname = 'complaint' then has_column_privilege('handrail_api', c.oid, 'client_id', 'select') or has_column_privilege('handrail_api', c.oid, 'recorded_by', 'select')
              when c.relname = 'complaint_key' then has_table_privilege('handrail_api', c.oid, 'select') end as reads
       from pg_class c where c.relnamespace = 'care'::regnamespace and c.relname in ('complaint','complaint_message','complaint_key') order by c.relname`,
    );
    expect(rights).toEqual([
      { name: 'complaint', deletes: false, reads: false },
      { name: 'complaint_key', deletes: false, reads: false },
      { name: 'complaint_message', deletes: false, reads: null },
    ]);
  });

  it('handles complaints but those whose task it is', async () => {
    expect((await desks.clinician.get('/api/complaints')).status).toBe(403);
    const filed = await complain();
    const complaint = (await find(auditor, filed.code))!;
    expect((await act(auditor, complaint, 'acknowledge')).status).toBe(403);
    expect(
      await find(await house.as('privacy-officer@rehab1.eg.demo').catch(() => desks.coordinator), filed.code),
    ).toBeUndefined();
  });
});

describe('An address that many share', () => {
  it('is never shut: after very many tries it gets a turn every few seconds', async () => {
    await complain();
    // Sixty tries have been made in this hour; that they were is said to the counter at once.
    await house.rows(`update access.rate_limit set points = 60 where key like 'complaint-address%'`);
    expect((await complain()).status).toBe(200);
    const [row] = await house.rows<{ points: number }>(
      `select max(points) as points from access.rate_limit where key like 'complaint-address%'`,
    );
    expect(row!.points).toBe(61);
    expect((await complain()).status).toBe(429);
    await new Promise((resolve) => setTimeout(resolve, 5_200));
    expect((await complain()).status).toBe(200);
  }, 60_000);
});
