import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '#domain/wire/common.js';
import type { StaffInvited, StaffMember } from '#domain/wire/house.js';
import type { SessionView } from '#domain/wire/session.js';
import { DEMO_PASSWORD } from '#platform/packs/demo-network.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { granted } from '../support/journey.js';
import { newcomer, PASSWORD, Personnel } from '../support/personnel.js';
import { Staff } from '../support/staff.js';

let house: TestApplication;
let admin: Staff;
let nobody: Staff;
let people: Personnel;

beforeAll(async () => {
  house = await startApplication();
  admin = await house.as('org-admin@detox.eg.demo');
  nobody = new Staff(house.url, 'nobody', undefined);
  people = new Personnel(house, admin);
}, 120_000);
afterAll(() => house?.close(), 60_000);

/** Problems without what is different in every answer. */
const said = (text: string): unknown => ({ ...(JSON.parse(text) as object), request: '' });

describe('Inviting a colleague', () => {
  it('gives a code once, with which they choose a password and sign in', async () => {
    const invited = await people.invite();
    expect(invited.code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
    const hours = (Date.parse(invited.expires_at) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(71.9);
    expect(hours).toBeLessThanOrEqual(72);
    expect(await people.member(invited.colleague)).toMatchObject({
      state: 'invited',
      display_name: 'Новый Коллега',
      login: invited.login.toLowerCase(),
      invited_until: invited.expires_at,
      roles: ['clinician'],
    });
    // Before that no password opens the account, not even none.
    for (const password of [PASSWORD, DEMO_PASSWORD, ' '])
      expect(
        (await nobody.post('/api/session', { login: invited.login, password }, { key: null })).status,
      ).toBe(401);
    const told = (invited.code ?? '').toLowerCase().replaceAll('-', ' ');
    expect((await people.join(invited.login, told)).status).toBe(204);
    const staff = await Staff.signIn(house.url, invited.login, PASSWORD);
    expect((await staff.get('/api/clients')).status).toBe(200);
    expect(await people.member(invited.colleague)).toMatchObject({ state: 'active', invited_until: null });
    await house.rows('delete from access.rate_limit');
  });

  it('keeps the code nowhere: not in the table, not in the kept answer, not in the audit', async () => {
    const wanted = newcomer();
    const key = 'invite-with-this-key';
    const first = granted(await admin.post<StaffInvited>('/api/staff', wanted, { key }), 201);
    const again = await admin.post<StaffInvited>('/api/staff', wanted, { key });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(granted(again, 201)).toEqual({ ...first, code: null });
    for (const table of ['access.invitation', 'bus.idempotency', 'audit.event']) {
      const rows = JSON.stringify(await house.rows(`select t::text from ${table} t`));
      expect(rows).not.toContain(first.code);
      expect(rows).not.toContain((first.code ?? '').replaceAll('-', ''));
    }
  });

  it('gives a new code that ends the one before, to a newcomer and to somebody who forgot their password', async () => {
    const invited = await people.invite();
    const again = granted(await admin.post<StaffInvited>(`/api/staff/${invited.colleague}/invitation`), 201);
    expect(again.code).not.toBe(invited.code);
    expect((await people.join(invited.login, invited.code)).problem.code).toBe('join.credentials');
    expect((await people.join(invited.login, again.code)).status).toBe(204);
    expect((await people.join(invited.login, again.code)).problem.code).toBe('join.credentials');

    const staff = await Staff.signIn(house.url, invited.login, PASSWORD);
    const third = granted(await admin.post<StaffInvited>(`/api/staff/${invited.colleague}/invitation`), 201);
    // The password works until another is chosen; from then on nothing that was opened with it does.
    expect((await staff.get('/api/session')).status).toBe(200);
    expect((await people.join(invited.login, third.code, 'another long pass phrase')).status).toBe(204);
    expect((await staff.get('/api/session')).problem.code).toBe('session.ended');
    expect(
      (await nobody.post('/api/session', { login: invited.login, password: PASSWORD }, { key: null })).status,
    ).toBe(401);
    await Staff.signIn(house.url, invited.login, 'another long pass phrase');
    await house.rows('delete from access.rate_limit');
  });

  it('refuses a code that has run out, and one given to somebody else', async () => {
    const [one, other] = [await people.invite(), await people.invite()];
    expect((await people.join(one.login, other.code)).problem.code).toBe('join.credentials');
    await house.rows('update access.invitation set expires_at = clock_timestamp() where account_id = $1', [
      one.colleague,
    ]);
    expect((await people.join(one.login, one.code)).problem.code).toBe('join.credentials');
    expect((await people.member(one.colleague)).invited_until).toBeNull();
    expect((await people.join(other.login, other.code)).status).toBe(204);
    await house.rows('delete from access.rate_limit');
  });

  it('answers an unknown login and a wrong code alike, in every word and after the same work', async () => {
    const { login, code } = await people.invite();
    const wrong = '00000-00000-00000-00000';
    const [known, unknown] = [
      await people.join(login, wrong),
      await people.join('nobody@detox.example', wrong),
    ];
    expect([known.status, unknown.status]).toEqual([401, 401]);
    expect(said(known.text)).toEqual(said(unknown.text));
    expect([...known.headers.keys()]).toEqual([...unknown.headers.keys()]);
    const events = await house.rows<{ account_id: string | null }>(
      `select account_id from audit.event where action = 'staff.join' and outcome = 'refused' order by at desc limit 2`,
    );
    expect(events.map(({ account_id }) => account_id !== null)).toEqual([false, true]);
    expect(code).not.toBeNull();
    await house.rows('delete from access.rate_limit');
  });

  it('slows guessing down like signing in, together with it', async () => {
    const { login, code } = await people.invite();
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await people.join(login, `WRONG-${i}`)).status);
    for (let i = 0; i < 4; i += 1)
      statuses.push(
        (await nobody.post('/api/session', { login, password: `wrong ${i}` }, { key: null })).status,
      );
    expect(statuses.slice(0, 6)).toEqual([401, 401, 401, 401, 401, 401]);
    expect(statuses.slice(6)).toEqual([429, 429]);
    expect((await people.join(login, code)).problem.code).toBe('session.slow_down');
    await house.rows('delete from access.rate_limit');
    expect((await people.join(login, code)).status).toBe(204);
  });

  it.each([
    [{ login: 'a b@detox.example' }, 'login'],
    [{ login: 'نور@detox.example' }, 'login'],
    [{ login: 'x\u0000y@detox.example' }, 'login'],
    [{ login: '' }, 'login'],
    [{ login: 'x'.repeat(121) }, 'login'],
    [{ display_name: '   ' }, 'display_name'],
    [{ display_name: 'two\nlines' }, 'display_name'],
    [{ display_name: 'admin \u202egnp.exe' }, 'display_name'],
    [{ display_name: 'x'.repeat(121) }, 'display_name'],
    [{ roles: [] }, 'roles'],
    [{ roles: ['system:audit'] }, 'roles'],
    [{ roles: ['public'] }, 'roles'],
    [{ roles: ['client'] }, 'roles'],
    [{ roles: 'clinician' }, 'roles'],
    [{ roles: ['clinician', 'clinician'] }, 'roles'],
    [{ language: 'de' }, 'language'],
    [{ demo: true }, 'demo'],
    [{ organisation_id: '00000000-0000-0000-0000-000000000000' }, 'organisation_id'],
  ])('refuses %j and says which field', async (changes, field) => {
    const answer = await admin.post('/api/staff', newcomer(changes));
    expect([answer.status, answer.problem.errors?.map((one) => one.field)]).toEqual([422, [field]]);
  });

  it('refuses a login that is taken, in any letters and in any house', async () => {
    for (const login of ['Clinician@Detox.eg.demo', 'case-manager@rehab1.eg.demo'])
      expect((await admin.post('/api/staff', newcomer({ login }))).problem.code).toBe('staff.login_taken');
  });

  it('gives the roles that look over the network in the coordination office alone', async () => {
    for (const role of ['coordinator', 'commission_member', 'commission_analyst']) {
      const answer = await admin.post('/api/staff', newcomer({ roles: ['clinician', role] }));
      expect([answer.status, answer.problem.code]).toEqual([422, 'staff.role_not_here']);
    }
    const office = await house.as('org-admin@coord.eg.demo');
    // The screens offer what the session says of the house, not what they guess from who works there.
    const told = async (by: Staff) => granted(await by.get<SessionView>('/api/session')).organisation;
    expect([(await told(admin)).coordinates, (await told(office)).coordinates]).toEqual([false, true]);
    expect(
      (await people.member((await people.invite({ roles: ['coordinator'] }, office)).colleague, office))
        .roles,
    ).toEqual(['coordinator']);
  });

  it('is refused to everybody who is not an administrator, and to machines', async () => {
    for (const login of ['clinician', 'duty-manager', 'auditor']) {
      const other = await house.as(`${login}@detox.eg.demo`);
      expect((await other.post('/api/staff', newcomer())).status).toBe(403);
    }
    const token = 'house-keeper'.repeat(3);
    await house.rows(
      `insert into access.api_key (organisation_id, name, token_sha256, roles, expires_at)
       select id, 'Robot', sha256($1::bytea), '{org_admin}', now() + interval '1 day' from care.organisation where code = 'EG-DETOX-1'`,
      [token],
    );
    const answer = await nobody.post('/api/staff', newcomer(), {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([answer.status, answer.problem.code]).toEqual([403, 'staff.person_needed']);
  });

  it('never reaches the staff of another house', async () => {
    const stranger = await house.as('org-admin@rehab1.eg.demo');
    const { colleague } = await people.invite();
    const { version } = await people.member(colleague);
    for (const answer of [
      await stranger.post(`/api/staff/${colleague}/invitation`),
      await people.change(colleague, version, { display_name: 'Ours' }, stranger),
      await people.leave(colleague, {}, stranger),
      await stranger.post('/api/staff/not-a-number/invitation'),
    ])
      expect([answer.status, answer.problem.code]).toEqual([404, 'staff.unknown']);
    const { items } = granted(await stranger.get<Page<StaffMember>>('/api/staff?limit=100'));
    expect(items.map((one) => one.colleague)).not.toContain(colleague);
    expect(items.length).toBeGreaterThan(3);
  });
});
