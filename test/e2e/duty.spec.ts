import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DutyTurn, DutyView, StaffMember } from '#domain/wire/house.js';
import type { Page } from '#domain/wire/common.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { expectRefusal, inDays, tally } from '../support/journey-handoffs.js';
import { daysAgo, granted, inHours } from '../support/journey.js';
import type { Answer, Staff } from '../support/staff.js';

let house: TestApplication;
let admin: Staff;
let duty: Staff;
let site: string;
/** Three people who hold the role that answers on duty, and one who does not. */
let able: { colleague: string; staff: Staff }[];
let other: { colleague: string; staff: Staff };

beforeAll(async () => {
  house = await startApplication();
  admin = await house.as('org-admin@detox.eg.demo');
  duty = await house.as('duty-manager@detox.eg.demo');
  const [found] = await house.rows<{ code: string; role: string }>(
    `select s.code, d.role from care.site s join care.duty d on d.site_id = s.id and d.level = 'duty'
       join care.organisation o on o.id = s.organisation_id where o.code = 'EG-DETOX-1' and s.is_main`,
  );
  site = found!.code;
  able = [];
  for (const name of ['ana', 'boris', 'carim'])
    able.push(await somebody(`${name}@detox.eg.demo`, [found!.role, 'clinician']));
  other = await somebody('dina@detox.eg.demo', ['case_manager']);
}, 120_000);
afterAll(() => house?.close(), 60_000);
beforeEach(() =>
  house.rows(
    'update care.duty_turn set cancelled_at = now(), cancelled_by = planned_by where cancelled_at is null',
  ),
);

async function somebody(login: string, roles: string[]): Promise<{ colleague: string; staff: Staff }> {
  const [row] = await house.rows<{ id: string }>(
    `insert into access.account (organisation_id, login, display_name, password_hash, roles)
     select o.id, $1, split_part($1, '@', 1), (select password_hash from access.account where demo limit 1), $2
       from care.organisation o where o.code = 'EG-DETOX-1' returning id`,
    [login, roles],
  );
  return { colleague: row!.id, staff: await house.as(login) };
}

const plan = (changes: object = {}, by = admin): Promise<Answer<DutyTurn>> =>
  by.post<DutyTurn>('/api/duty/turns', {
    site,
    level: 'duty',
    colleague: able[0]!.colleague,
    from_at: inHours(1),
    until_at: inHours(9),
    ...changes,
  });
const substitute = (turn: DutyTurn, colleague: string, by: Staff, version = turn.version) =>
  by.post<DutyTurn>(`/api/duty/turns/${turn.id}/substitute`, { colleague }, { version });
const cancel = (turn: DutyTurn, by = admin) =>
  by.post(`/api/duty/turns/${turn.id}/cancel`, undefined, { version: turn.version });
const week = async (by = admin): Promise<DutyView> =>
  granted(await by.get<DutyView>(`/api/duty?from_on=${daysAgo(2)}&until_on=${inDays(8)}`));
const nowOn = async (level = 'duty') =>
  (await week()).now.find((one) => one.site === site && one.level === level);

describe('The rota', () => {
  it('names who is on duty now, and the role where nobody is planned', async () => {
    expect(await nowOn()).toMatchObject({ colleague: null, role: expect.any(String) });
    const turn = granted(await plan({ from_at: inHours(-1) }), 201);
    expect(turn).toMatchObject({ site, level: 'duty', instead_of: null, version: 1 });
    expect(await nowOn()).toMatchObject({
      colleague: { colleague: able[0]!.colleague, display_name: 'ana' },
    });
    expect((await nowOn('manager'))?.colleague).toBeNull();
    expect((await week()).turns).toEqual([turn]);
    expect((await cancel(turn)).status).toBe(200);
    expect((await nowOn())?.colleague).toBeNull();
    expect((await week()).turns).toEqual([]);
    expectRefusal(await cancel(turn), 404, 'duty.turn_unknown');
  });

  it('shows the turns that touch the days asked for, by the clock of the organisation, and no others', async () => {
    const [day, next] = [inDays(3), inDays(4)];
    // Cairo is two or three hours ahead: an evening of UTC is the next day there.
    const night = granted(await plan({ from_at: `${day}T22:30:00Z`, until_at: `${day}T23:30:00Z` }), 201);
    const on = async (from_on: string, until_on = from_on) =>
      granted(await admin.get<DutyView>(`/api/duty?from_on=${from_on}&until_on=${until_on}`)).turns;
    expect(await on(day)).toEqual([]);
    expect(await on(next)).toEqual([night]);
    expect(await on(day, next)).toEqual([night]);
  });

  it('bounds what is asked', async () => {
    for (const [from, until, status, code] of [
      [inDays(2), inDays(1), 422, 'period.empty'],
      ['2026-01-01', '2027-01-02', 422, 'period.too_long'],
      ['2026-02-31', '2026-03-01', 422, 'field.invalid'],
      ['', '', 422, 'field.invalid'],
    ] as const)
      expectRefusal(await admin.get(`/api/duty?from_on=${from}&until_on=${until}`), status, code);
    expectRefusal(await admin.get('/api/duty'), 422, 'field.invalid');
  });

  it('has no two turns of one level at one site at a time: not beside, not across, not in the same instant', async () => {
    granted(await plan(), 201);
    for (const [from, until] of [
      [1, 9],
      [2, 3],
      [0, 2],
      [8, 20],
      [0, 20],
    ])
      expectRefusal(
        await plan({ from_at: inHours(from!), until_at: inHours(until!), colleague: able[1]!.colleague }),
        409,
        'duty.turn_overlaps',
      );
    // One ends as the other begins; and whoever manages is another level.
    expect(
      (
        await plan({
          from_at: granted(await plan({ from_at: inHours(20), until_at: inHours(30) }), 201).until_at,
          until_at: inHours(40),
        })
      ).status,
    ).toBe(201);
    const answers = await Promise.all(
      able.map(({ colleague }) => plan({ colleague, from_at: inHours(50), until_at: inHours(60) })),
    );
    expect(tally(answers)).toEqual({ '201': 1, '409 duty.turn_overlaps': 2 });
  });

  it('is of people who hold the role, who joined and who are still there', async () => {
    expectRefusal(await plan({ colleague: other.colleague }), 422, 'duty.role_needed');
    const [elsewhere] = await house.rows<{ id: string }>(
      `select id from access.account where login = 'duty-manager@rehab1.eg.demo'`,
    );
    for (const colleague of [elsewhere!.id, '00000000-0000-4000-8000-000000000000'])
      expectRefusal(await plan({ colleague }), 404, 'staff.unknown');
    const gone = await somebody('gone@detox.eg.demo', ['intake_officer', 'duty_manager', 'clinician']);
    granted(await admin.post(`/api/staff/${gone.colleague}/leave`, {}));
    expectRefusal(await plan({ colleague: gone.colleague }), 404, 'staff.unknown');
  });

  it.each([
    [{ until_at: '2020-01-01T00:00:00Z', from_at: '2019-12-31T20:00:00Z' }, 'duty.turn_in_past'],
    [{ from_at: '2030-01-01T08:00:00Z', until_at: '2030-01-01T08:00:00Z' }, 'duty.turn_order'],
    [{ from_at: '2030-01-01T08:00:00Z', until_at: '2030-01-01T07:00:00Z' }, 'duty.turn_order'],
    [{ from_at: '2199-01-01T08:00:00Z', until_at: '2199-01-01T09:00:00Z' }, 'duty.turn_too_far'],
    [{ until_at: '2199-01-01T09:00:00Z' }, 'duty.turn_too_long'],
    [{ from_at: '2030-02-30T08:00:00Z' }, 'field.invalid'],
    [{ from_at: 'tomorrow' }, 'field.invalid'],
    [{ level: 'boss' }, 'field.invalid'],
    [{ site: 'NOWHERE' }, 'duty.no_such_level'],
    [{ site: '' }, 'field.invalid'],
    [{ site: 'MAIN\u0000' }, 'field.invalid'],
    [{ colleague: '1' }, 'field.invalid'],
    [{ planned_by: 'me' }, 'field.unknown'],
  ])('refuses %j', async (changes, code) => {
    expectRefusal(await plan(changes), 422, code);
  });

  it('is planned by those who keep the house, and belongs to one house', async () => {
    for (const { staff } of [other, { staff: await house.as('auditor@detox.eg.demo') }])
      expectRefusal(await plan({}, staff), 403, 'permission.role');
    const turn = granted(await plan({}, duty), 201);
    const stranger = await house.as('org-admin@rehab1.eg.demo');
    expect((await week(stranger)).turns).toEqual([]);
    expectRefusal(await cancel(turn, stranger), 404, 'duty.turn_unknown');
    expectRefusal(await substitute(turn, able[1]!.colleague, stranger), 404, 'duty.turn_unknown');
    expectRefusal(await plan({}, stranger), 404, 'staff.unknown');
  });
});

describe('A substitution', () => {
  it('is said by whoever has the turn, whoever takes it, or somebody who plans; who was planned stays on record', async () => {
    const [ana, boris, carim] = able;
    const first = granted(await plan(), 201);
    expectRefusal(await substitute(first, boris!.colleague, other.staff), 403, 'duty.not_yours_to_pass');
    const given = granted(await substitute(first, boris!.colleague, ana!.staff));
    expect(given).toMatchObject({
      id: first.id,
      colleague: { display_name: 'boris' },
      instead_of: 'ana',
      version: 2,
    });
    const taken = granted(await substitute(given, carim!.colleague, carim!.staff));
    expect(taken).toMatchObject({ colleague: { display_name: 'carim' }, instead_of: 'ana' });
    const back = granted(await substitute(taken, ana!.colleague, duty));
    expect(back).toMatchObject({ colleague: { display_name: 'ana' }, instead_of: null });
    expectRefusal(await substitute(back, ana!.colleague, admin), 409, 'duty.already_theirs');
    expectRefusal(await substitute(back, other.colleague, admin), 422, 'duty.role_needed');
    expectRefusal(await substitute(back, boris!.colleague, admin, 1), 409, 'version.stale');
  });

  it('of a turn under way takes the rest: what was served stays with whoever served it', async () => {
    const [ana, boris] = able;
    const turn = granted(await plan({ from_at: inHours(-2), until_at: inHours(2) }), 201);
    const rest = granted(await substitute(turn, boris!.colleague, boris!.staff));
    expect(rest).toMatchObject({ instead_of: 'ana', until_at: turn.until_at, version: 1 });
    expect(rest.id).not.toBe(turn.id);
    const { turns } = await week();
    expect(
      turns.map(({ colleague, from_at, until_at }) => [colleague.display_name, from_at, until_at]),
    ).toEqual([
      ['ana', turn.from_at, rest.from_at],
      ['boris', rest.from_at, turn.until_at],
    ]);
    expect((await nowOn())?.colleague?.colleague).toBe(boris!.colleague);
    const served = { ...turn, version: 2 };
    expectRefusal(await substitute(served, boris!.colleague, ana!.staff), 409, 'duty.turn_over');
    expectRefusal(await cancel(served), 409, 'duty.turn_over');
  });

  it('of somebody who is no longer here, or no longer holds the role, is nobody’s: the role answers', async () => {
    const [ana] = able;
    granted(await plan({ from_at: inHours(-1), until_at: inHours(2) }), 201);
    expect((await nowOn())?.colleague?.colleague).toBe(ana!.colleague);
    const now = async (change: string) => {
      await house.rows(`update access.account set ${change} where id = $1`, [ana!.colleague]);
      return (await nowOn())?.colleague;
    };
    const [{ roles }] = (await house.rows<{ roles: string[] }>(
      'select roles from access.account where id = $1',
      [ana!.colleague],
    )) as [{ roles: string[] }];
    expect(await now('disabled_at = clock_timestamp()')).toBeNull();
    expect(await now('disabled_at = null')).toMatchObject({ colleague: ana!.colleague });
    expect(await now(`roles = '{trainer}'`)).toBeNull();
    expect(await now(`roles = '{${roles.join(',')}}'`)).toMatchObject({ colleague: ana!.colleague });
  });

  it('is given to one of two who take the turn in the same instant', async () => {
    for (const from of [1, -1]) {
      const turn = granted(await plan({ from_at: inHours(from), until_at: inHours(4) }), 201);
      const answers = await Promise.all(
        [able[1]!, able[2]!].map(({ colleague, staff }) => substitute(turn, colleague, staff)),
      );
      expect(tally(answers)).toEqual({ '200': 1, '409 version.stale': 1 });
      const { turns } = await week();
      expect(turns.filter(({ instead_of }) => instead_of === 'ana')).toHaveLength(1);
      for (const one of turns) await cancel(one);
    }
  });
});

describe('Who leaves, or no longer holds the role', () => {
  it('is freed of the turns ahead and of the rest of the one under way; what was served stays', async () => {
    const { colleague } = await somebody('edo@detox.eg.demo', [
      'duty_manager',
      'intake_officer',
      'clinician',
    ]);
    const past = granted(await plan({ colleague, from_at: inHours(-1), until_at: inHours(1) }), 201);
    granted(await plan({ colleague, from_at: inHours(30), until_at: inHours(38) }), 201);
    await house.rows(
      `update care.duty_turn set during = tstzrange(now() - interval '2 hours', now() - interval '1 hour') where id = $1`,
      [past.id],
    );
    const running = granted(await plan({ colleague, from_at: inHours(-0.5), until_at: inHours(1) }), 201);
    const staff = granted(await admin.get<Page<StaffMember>>('/api/staff?limit=100')).items;
    const { version } = staff.find((one) => one.colleague === colleague)!;
    granted(await admin.put(`/api/staff/${colleague}`, { roles: ['auditor'] }, { version }));
    expect((await week()).turns.map(({ id }) => id)).toEqual([past.id]);
    expect((await nowOn())?.colleague).toBeNull();
    expect((await plan({ from_at: inHours(-0.5), until_at: inHours(1) })).status).toBe(201);
    const kept = await house.rows(
      'select cancelled_at is not null as cancelled from care.duty_turn where id = $1',
      [running.id],
    );
    expect(kept).toEqual([{ cancelled: true }]);
  });
});
