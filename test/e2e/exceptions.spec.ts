import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '#domain/wire/common.js';
import {
  EXCEPTION_KINDS,
  type ExceptionCounts,
  type ExceptionKind,
  type ExceptionRow,
} from '#domain/wire/house.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { expectRefusal, go, inDays, offerTo, TOMORROW } from '../support/journey-handoffs.js';
import { admitAnonymous, daysAgo, granted, inHours, SAFE } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;
let sender: Staff;
let receiver: Staff;
let third: Staff;
/** References and clients by what went wrong with them. */
const made = {} as Record<
  | 'late'
  | 'unannounced'
  | 'backDated'
  | 'unanswered'
  | 'declined'
  | 'declinedToo'
  | 'emergency'
  | 'expired'
  | 'voided',
  string
>;
let forgotten: string;
let found: string;
let alone: string;

beforeAll(async () => {
  house = await startApplication();
  desks = await signInDesks(house);
  sender = await house.as('auditor@detox.eg.demo');
  receiver = await house.as('auditor@rehab1.eg.demo');
  third = await house.as('auditor@work.eg.demo');
  await arrivals();
  await ends();
  await silence();
}, 180_000);
afterAll(() => house?.close(), 60_000);

/** Writes the past, in which the guards of the tables stood aside. */
async function past(text: string, values: unknown[]): Promise<void> {
  const client = await house.superuser.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await client.query(text, values);
    await client.query('commit');
  } finally {
    client.release();
  }
}
const ago = (reference: string, column: string, hours: number) =>
  past(
    `update care.handoff set ${column} = clock_timestamp() - make_interval(hours => $2) where reference = $1`,
    [reference, hours],
  );
const offer = async () => (await offerTo(desks.manager, await admitAnonymous(desks.manager))).reference;

async function arrivals(): Promise<void> {
  made.late = await offer();
  await ago(made.late, 'requested_at', 60);
  await go(desks.palm, made.late, 'accept', TOMORROW());
  await ago(made.late, 'accepted_at', 55);
  await go(desks.palm, made.late, 'arrive', { arrived_at: inHours(-50) });

  made.unannounced = await offer();
  await go(desks.palm, made.unannounced, 'arrive');

  made.backDated = await offer();
  await ago(made.backDated, 'requested_at', 20);
  await go(desks.palm, made.backDated, 'accept', TOMORROW());
  await go(desks.palm, made.backDated, 'arrive', { arrived_at: inHours(-3) });

  // One that went as it should is in no list.
  const well = await offer();
  await go(desks.palm, well, 'accept', TOMORROW());
  await go(desks.palm, well, 'arrive', { arrived_at: inHours(0) }).catch(() =>
    go(desks.palm, well, 'arrive'),
  );
}

async function ends(): Promise<void> {
  made.declined = await offer();
  await go(desks.palm, made.declined, 'decline', { reason: 'no_capacity' });
  made.declinedToo = await offer();
  await go(desks.palm, made.declinedToo, 'decline', { reason: 'clinical_risk' });
  made.voided = await offer();
  await go(desks.manager, made.voided, 'void', { reason: 'Sent for the wrong person' });
  const wanted = {
    client: await admitAnonymous(desks.clinician),
    receiver: 'EG-REHAB-1',
    reason: 'Not breathing well',
  };
  made.emergency = granted(
    await desks.clinician.post<{ reference: string }>('/api/handoffs/emergency', wanted),
    201,
  ).reference;
  made.expired = await offer();
  await past(
    `update care.handoff set state = 'cancelled', business_state = 'expired-no-response', closed_at = clock_timestamp() where reference = $1`,
    [made.expired],
  );
  made.unanswered = await offer();
  await past(
    `update care.clock set due_at = now() - interval '7 hours' where kind = 'acknowledge' and handoff_id = (select id from care.handoff where reference = $1)`,
    [made.unanswered],
  );
}

/** Clients nobody has seen for long: one who was found at last, one who was not, and who was moved on without the criteria. */
async function silence(): Promise<void> {
  [forgotten, found] = [await admitAnonymous(desks.clinician), await admitAnonymous(desks.clinician)];
  for (const client of [forgotten, found])
    await past(
      `with e as (select e.id from care.episode e join care.client_code c on c.client_id = e.client_id where c.code = $1),
         a as (update care.episode set open_during = tstzrange(now() - interval '20 days', null) where id = (select id from e)),
         b as (update care.custody set during = tstzrange(now() - interval '20 days', null) where episode_id = (select id from e)),
         s as (update care.safety_screen set screened_at = now() - interval '20 days' where episode_id = (select id from e))
       update care.stage_spell set started_at = now() - interval '20 days' where episode_id = (select id from e)`,
      [client.replaceAll('-', '')],
    );
  const { version } = granted(await desks.clinician.get<{ version: number }>(`/api/clients/${found}`));
  granted(await desks.clinician.put(`/api/clients/${found}/safety`, SAFE, { version }));
  const officer = await house.as('duty-manager@work.eg.demo');
  alone = await admitAnonymous(officer, { stage: 'employment' });
  granted(
    await officer.post(
      `/api/clients/${alone}/stage`,
      { to: 'follow_up', outcome: 'moved_on_early', override_reason: 'A place opened today' },
      { version: 1 },
    ),
  );
}

/** Yesterday to tomorrow, so that no midnight falls between a deed and its question; and the last month. */
const DAYS = () => `from_on=${daysAgo(1)}&until_on=${inDays(1)}`;
const MONTH = () => `from_on=${daysAgo(30)}&until_on=${inDays(1)}`;

const counts = async (by: Staff, days = MONTH()): Promise<ExceptionCounts> =>
  granted(await by.get<ExceptionCounts>(`/api/exceptions?${days}`));
async function list(by: Staff, kind: ExceptionKind, days = MONTH(), limit = 2): Promise<ExceptionRow[]> {
  const items: ExceptionRow[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page: Page<ExceptionRow> = granted(
      await by.get<Page<ExceptionRow>>(
        `/api/exceptions/${kind}?${days}&limit=${limit}&cursor=${encodeURIComponent(next)}`,
      ),
    );
    items.push(...page.items);
    next = page.next;
  }
  return items;
}
const sorted = (words: readonly (string | null | undefined)[]) => words.map(String).sort();
const references = (rows: ExceptionRow[]) => sorted(rows.map(({ handoff }) => handoff?.reference));

describe('The exceptions', () => {
  it.each(EXCEPTION_KINDS)(
    'count of %s exactly what they list, on both sides, for any period',
    async (kind) => {
      for (const by of [sender, receiver, third]) {
        for (const days of [
          DAYS(),
          MONTH(),
          `from_on=${daysAgo(8)}&until_on=${daysAgo(5)}`,
          `from_on=2020-01-01&until_on=2020-12-31`,
        ]) {
          const rows = await list(by, kind, days);
          expect([kind, rows.length]).toEqual([kind, (await counts(by, days)).counts[kind]]);
          expect(rows.every((row) => row.kind === kind)).toBe(true);
          const places = rows.map(({ at }) => at);
          expect(places).toEqual([...places].sort().reverse());
        }
      }
    },
  );

  it('hold what went wrong, each where it belongs, and nothing that went well', async () => {
    for (const by of [sender, receiver]) {
      const of = async (kind: ExceptionKind) => references(await list(by, kind));
      expect(await of('arrival_recorded_late')).toEqual([made.late]);
      expect(await of('arrival_unannounced')).toEqual([made.unannounced]);
      expect(await of('back_dated')).toEqual([made.backDated]);
      expect(await of('unanswered')).toEqual([made.unanswered]);
      expect(await of('declined')).toEqual([made.declined, made.declinedToo].sort());
      expect(await of('emergency')).toEqual([made.emergency]);
      expect(await of('expired')).toEqual([made.expired]);
      expect(await of('voided')).toEqual([made.voided]);
      expect(await of('forced_change')).toEqual([]);
    }
    const quiet = await list(sender, 'no_contact');
    expect(sorted(quiet.map(({ client }) => client))).toEqual(
      sorted([forgotten, found].map((code) => code.replaceAll('-', ''))),
    );
    expect((await list(third, 'override')).map(({ client }) => client)).toContain(alone.replaceAll('-', ''));
    expect(await list(receiver, 'no_contact')).toEqual([]);
  });

  it('tell how late it was, who wrote it down, and why', async () => {
    const one = async (by: Staff, kind: ExceptionKind) => (await list(by, kind))[0]!;
    const late = await one(receiver, 'arrival_recorded_late');
    expect(late.hours).toBeGreaterThan(49.9);
    expect(late.hours).toBeLessThan(50.2);
    expect(late.by).not.toBeNull();
    // Who it was is the receiving house's own matter.
    expect((await one(sender, 'arrival_recorded_late')).by).toBeNull();
    expect((await one(receiver, 'back_dated')).hours).toBeCloseTo(3, 0);
    expect(await one(sender, 'unanswered')).toMatchObject({ reason: 'acknowledge', hours: 7 });
    expect((await one(sender, 'no_contact')).hours).toBeCloseTo(480, 0);
    expect(await one(receiver, 'arrival_unannounced')).toMatchObject({ reason: 'awaiting-acknowledgement' });
    expect(await one(sender, 'emergency')).toMatchObject({
      by: expect.any(String),
      handoff: { kind: 'referral', side: 'sender' },
    });
  });

  it('break declines down by partner and reason, and the parts are the whole', async () => {
    for (const by of [sender, receiver]) {
      const { counts: all, declines } = await counts(by);
      expect(sorted(declines.map(({ reason, count }) => `${reason} ${count}`))).toEqual([
        'clinical_risk 1',
        'no_capacity 1',
      ]);
      expect(declines.reduce((sum, { count }) => sum + count, 0)).toBe(all.declined);
    }
    expect(new Set((await counts(sender)).declines.map(({ partner_code }) => partner_code))).toEqual(
      new Set(['EG-REHAB-1']),
    );
  });

  it('name no client to a receiver whose handoff ended before arrival', async () => {
    for (const kind of ['declined', 'expired', 'voided'] as const) {
      expect((await list(receiver, kind)).map(({ client }) => client)).toEqual(
        (await list(receiver, kind)).map(() => null),
      );
      expect((await list(sender, kind)).every(({ client }) => client !== null)).toBe(true);
    }
  });

  it('are settled by the countersignature of another person', async () => {
    const before = (await counts(third)).counts.override;
    const second = await house.as('duty-manager@work.eg.demo');
    const [item] = await house.rows<{ id: string }>(
      `select w.id from care.work_item w join care.client_code c on c.client_id = w.client_id and c.organisation_id = w.organisation_id where c.code = $1 and w.kind = 'stage.countersign'`,
      [alone.replaceAll('-', '')],
    );
    expectRefusal(await second.post(`/api/work-items/${item!.id}/done`, {}), 403, 'permission.role');
    await house.rows(`update care.work_item set asked_by = gen_random_uuid() where id = $1`, [item!.id]);
    granted(await second.post(`/api/work-items/${item!.id}/done`, {}));
    expect((await counts(third)).counts.override).toBe(before - 1);
  });

  it('begin and end with the days of the organisation, not of Greenwich', async () => {
    const day = daysAgo(9);
    // 22:30 of that day in Greenwich is past midnight in Cairo, summer or winter.
    await past(`update care.handoff set closed_at = $2 where reference = $1`, [
      made.declinedToo,
      `${day}T22:30:00Z`,
    ]);
    const on = async (one: string) =>
      (await counts(sender, `from_on=${one}&until_on=${one}`)).counts.declined;
    expect([await on(day), await on(daysAgo(8))]).toEqual([0, 1]);
  });

  it('are asked for a bounded period, of a kind that is known, by those who keep or check the house', async () => {
    const ask = (query: string, kind = '') => sender.get(`/api/exceptions${kind}?${query}`);
    for (const kind of ['', '/declined']) {
      expectRefusal(await ask(`from_on=${inDays(-1)}&until_on=${inDays(-2)}`, kind), 422, 'period.empty');
      expectRefusal(await ask('from_on=2020-01-01&until_on=2021-01-01', kind), 422, 'period.too_long');
      expectRefusal(await ask(`from_on=${inDays(3)}&until_on=${inDays(4)}`, kind), 422, 'period.ahead');
      for (const query of [
        '',
        'from_on=2026-02-30&until_on=2026-03-01',
        "from_on='&until_on=;drop",
        `from_on=${daysAgo(1)}`,
      ])
        expectRefusal(await ask(query, kind), 422, 'field.invalid');
    }
    expectRefusal(await ask(DAYS(), '/break_glass'), 404, 'request.not_found');
    expectRefusal(await ask(`${DAYS()}&cursor=AAAA`, '/declined'), 400, 'page.cursor_invalid');
    expectRefusal(await ask(`${DAYS()}&limit=101`, '/declined'), 422, 'field.invalid');
    expectRefusal(await desks.clinician.get(`/api/exceptions?${DAYS()}`), 403, 'permission.role');
    const other = await house.as('auditor@reint.eg.demo');
    expect(Object.values((await counts(other)).counts).every((count) => count === 0)).toBe(true);
  });
});
