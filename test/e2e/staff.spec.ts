import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '#domain/wire/common.js';
import type { StaffInvited, StaffLeft, StaffMember } from '#domain/wire/house.js';
import { DEMO_PASSWORD } from '#platform/packs/demo-network.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { admitAnonymous, granted, viewClient } from '../support/journey.js';
import { inbox } from '../support/journey-handoffs.js';
import { Staff } from '../support/staff.js';

const PASSWORD = 'a long walk by the river';

let house: TestApplication;
let admin: Staff;
let nobody: Staff;

beforeAll(async () => {
  house = await startApplication();
  admin = await house.as('org-admin@detox.eg.demo');
  nobody = new Staff(house.url, 'nobody', undefined);
}, 120_000);
afterAll(() => house?.close(), 60_000);

let people = 0;
const newcomer = (changes: object = {}) => ({
  login: `New.Comer${(people += 1)}@detox.example`,
  display_name: 'Новый Коллега',
  roles: ['clinician'],
  language: 'ru',
  ...changes,
});

async function invite(changes: object = {}, by = admin): Promise<StaffInvited & { login: string }> {
  const wanted = newcomer(changes);
  return { ...granted(await by.post<StaffInvited>('/api/staff', wanted), 201), login: wanted.login };
}
const join = (login: string, code: string | null, password = PASSWORD) =>
  nobody.post('/api/join', { login, code, password }, { key: null });
async function joined(changes: object = {}): Promise<{ colleague: string; staff: Staff }> {
  const invited = await invite(changes);
  expect((await join(invited.login, invited.code)).status).toBe(204);
  return { colleague: invited.colleague, staff: await Staff.signIn(house.url, invited.login, PASSWORD) };
}
async function member(colleague: string, by = admin): Promise<StaffMember> {
  const { items } = granted(await by.get<Page<StaffMember>>('/api/staff?limit=100'));
  const found = items.find((one) => one.colleague === colleague);
  if (!found) throw new Error('nobody of that id is listed');
  return found;
}
const leave = (colleague: string, said: object = {}, by = admin) =>
  by.post<StaffLeft>(`/api/staff/${colleague}/leave`, said);
const change = (colleague: string, version: number, wanted: object, by = admin) =>
  by.put<StaffMember>(`/api/staff/${colleague}`, wanted, { version });

/** Problems without what is different in every answer. */
const said = (text: string): unknown => ({ ...(JSON.parse(text) as object), request: '' });

/** A house of its own, so that who keeps it is for one test to decide. */
async function ownHouse(name: string, admins: number): Promise<{ id: string; staff: Staff }[]> {
  const code = `EG-${name}`;
  await house.rows(
    `insert into care.organisation (legal_entity_id, code, names, jurisdiction, time_zone, stages)
     select legal_entity_id, $1, names, jurisdiction, time_zone, stages from care.organisation where code = 'EG-REHAB-1'`,
    [code],
  );
  return await Promise.all(
    Array.from({ length: admins }, async (_, i) => {
      const login = `admin-${i}@${name.toLowerCase()}.example`;
      const [account] = await house.rows<{ id: string }>(
        `insert into access.account (organisation_id, login, display_name, password_hash, roles)
         select o.id, $2, 'Admin', (select password_hash from access.account where demo limit 1), '{org_admin}'
           from care.organisation o where o.code = $1 returning id`,
        [code, login],
      );
      return { id: account!.id, staff: await Staff.signIn(house.url, login) };
    }),
  );
}

describe('Inviting a colleague', () => {
  it('gives a code once, with which they choose a password and sign in', async () => {
    const invited = await invite();
    expect(invited.code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
    const hours = (Date.parse(invited.expires_at) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(71.9);
    expect(hours).toBeLessThanOrEqual(72);
    expect(await member(invited.colleague)).toMatchObject({
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
    expect((await join(invited.login, told)).status).toBe(204);
    const staff = await Staff.signIn(house.url, invited.login, PASSWORD);
    expect((await staff.get('/api/clients')).status).toBe(200);
    expect(await member(invited.colleague)).toMatchObject({ state: 'active', invited_until: null });
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
    const invited = await invite();
    const again = granted(await admin.post<StaffInvited>(`/api/staff/${invited.colleague}/invitation`), 201);
    expect(again.code).not.toBe(invited.code);
    expect((await join(invited.login, invited.code)).problem.code).toBe('join.credentials');
    expect((await join(invited.login, again.code)).status).toBe(204);
    expect((await join(invited.login, again.code)).problem.code).toBe('join.credentials');

    const staff = await Staff.signIn(house.url, invited.login, PASSWORD);
    const third = granted(await admin.post<StaffInvited>(`/api/staff/${invited.colleague}/invitation`), 201);
    // The password works until another is chosen; from then on nothing that was opened with it does.
    expect((await staff.get('/api/session')).status).toBe(200);
    expect((await join(invited.login, third.code, 'another long pass phrase')).status).toBe(204);
    expect((await staff.get('/api/session')).problem.code).toBe('session.ended');
    expect(
      (await nobody.post('/api/session', { login: invited.login, password: PASSWORD }, { key: null })).status,
    ).toBe(401);
    await Staff.signIn(house.url, invited.login, 'another long pass phrase');
    await house.rows('delete from access.rate_limit');
  });

  it('refuses a code that has run out, and one given to somebody else', async () => {
    const [one, other] = [await invite(), await invite()];
    expect((await join(one.login, other.code)).problem.code).toBe('join.credentials');
    await house.rows('update access.invitation set expires_at = clock_timestamp() where account_id = $1', [
      one.colleague,
    ]);
    expect((await join(one.login, one.code)).problem.code).toBe('join.credentials');
    expect((await member(one.colleague)).invited_until).toBeNull();
    expect((await join(other.login, other.code)).status).toBe(204);
    await house.rows('delete from access.rate_limit');
  });

  it('answers an unknown login and a wrong code alike, in every word and after the same work', async () => {
    const { login, code } = await invite();
    const wrong = '00000-00000-00000-00000';
    const [known, unknown] = [await join(login, wrong), await join('nobody@detox.example', wrong)];
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
    const { login, code } = await invite();
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await join(login, `WRONG-${i}`)).status);
    for (let i = 0; i < 4; i += 1)
      statuses.push(
        (await nobody.post('/api/session', { login, password: `wrong ${i}` }, { key: null })).status,
      );
    expect(statuses.slice(0, 6)).toEqual([401, 401, 401, 401, 401, 401]);
    expect(statuses.slice(6)).toEqual([429, 429]);
    expect((await join(login, code)).problem.code).toBe('session.slow_down');
    await house.rows('delete from access.rate_limit');
    expect((await join(login, code)).status).toBe(204);
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
    expect(
      (await member((await invite({ roles: ['coordinator'] }, office)).colleague, office)).roles,
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
    const { colleague } = await invite();
    const { version } = await member(colleague);
    for (const answer of [
      await stranger.post(`/api/staff/${colleague}/invitation`),
      await change(colleague, version, { display_name: 'Ours' }, stranger),
      await leave(colleague, {}, stranger),
      await stranger.post('/api/staff/not-a-number/invitation'),
    ])
      expect([answer.status, answer.problem.code]).toEqual([404, 'staff.unknown']);
    const { items } = granted(await stranger.get<Page<StaffMember>>('/api/staff?limit=100'));
    expect(items.map((one) => one.colleague)).not.toContain(colleague);
    expect(items.length).toBeGreaterThan(3);
  });
});

describe('The list of staff', () => {
  it('is walked page by page without a gap or a double, and narrowed by state', async () => {
    const all = granted(await admin.get<Page<StaffMember>>('/api/staff?limit=100')).items;
    const walked: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: Page<StaffMember> = granted(
        await admin.get<Page<StaffMember>>(`/api/staff?limit=3&cursor=${next}`),
      );
      walked.push(...page.items.map((one) => one.colleague));
      next = page.next;
    }
    expect(walked).toEqual(all.map((one) => one.colleague));
    for (const state of ['invited', 'active', 'left'] as const) {
      const { items } = granted(await admin.get<Page<StaffMember>>(`/api/staff?limit=100&state=${state}`));
      expect(items).toEqual(all.filter((one) => one.state === state));
    }
    expect((await admin.get('/api/staff?state=away')).status).toBe(422);
    expect((await admin.get('/api/staff?cursor=%27')).problem.code).toBe('page.cursor_invalid');
  });
});

describe('Changing a colleague', () => {
  it('counts from their next request on, in the session they have', async () => {
    const { colleague, staff } = await joined();
    expect((await staff.get('/api/audit/events')).status).toBe(403);
    const { version } = await member(colleague);
    const changed = granted(await change(colleague, version, { roles: ['auditor'], display_name: ' Omar ' }));
    expect(changed).toMatchObject({ roles: ['auditor'], display_name: 'Omar', version: version + 1 });
    expect((await staff.get('/api/audit/events')).status).toBe(200);
    expect((await staff.get('/api/clients/duplicates')).status).not.toBe(200);
    expect(granted(await staff.get<{ roles: string[] }>('/api/session')).roles).toEqual(['auditor']);
  });

  it('asks for the version that was read, and tells when somebody was faster', async () => {
    const { colleague } = await invite();
    const { version } = await member(colleague);
    expect((await admin.put(`/api/staff/${colleague}`, { display_name: 'A' })).status).toBe(428);
    const answers = await Promise.all(
      ['One', 'Two'].map((display_name) => change(colleague, version, { display_name })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const late = answers.find(({ status }) => status === 409);
    expect(late?.problem.code).toBe('version.stale');
  });

  it('never takes the last administrator of a house away; an invited one does not count yet', async () => {
    const [only] = await ownHouse('ALONE', 1);
    const { version } = await member(only!.id, only!.staff);
    const without = await change(only!.id, version, { roles: ['clinician'] }, only!.staff);
    expect([without.status, without.problem.code]).toEqual([409, 'staff.last_admin']);
    expect((await leave(only!.id, {}, only!.staff)).problem.code).toBe('staff.last_admin');
    const second = await invite({ roles: ['org_admin'] }, only!.staff);
    expect((await leave(only!.id, {}, only!.staff)).problem.code).toBe('staff.last_admin');
    expect((await join(second.login, second.code)).status).toBe(204);
    expect((await leave(only!.id, {}, only!.staff)).status).toBe(200);
    expect((await only!.staff.get('/api/session')).status).toBe(401);
  });

  it('lets one of the last two administrators go when both leave in the same instant, and not both', async () => {
    for (const name of ['RACE-A', 'RACE-B', 'RACE-C']) {
      const [one, two] = await ownHouse(name, 2);
      const answers = await Promise.all([leave(one!.id, {}, one!.staff), leave(two!.id, {}, two!.staff)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const kept = await house.rows(
        `select from access.account a join care.organisation o on o.id = a.organisation_id where o.code = $1 and a.disabled_at is null`,
        [`EG-${name}`],
      );
      expect(kept).toHaveLength(1);
    }
  });

  it('lets one take the role from the other, and not both from each other', async () => {
    const [one, two] = await ownHouse('RACE-D', 2);
    const answers = await Promise.all([
      change(two!.id, 1, { roles: ['clinician'] }, one!.staff),
      change(one!.id, 1, { roles: ['clinician'] }, two!.staff),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
  });
});

describe('Leaving', () => {
  it('ends every session at once, closes the door and keeps the record', async () => {
    const { colleague, staff } = await joined();
    const second = await Staff.signIn(house.url, staff.login, PASSWORD);
    const open = granted(await admin.post<StaffInvited>(`/api/staff/${colleague}/invitation`), 201);
    expect(granted(await leave(colleague)).sessions_ended).toBe(2);
    for (const one of [staff, second])
      expect((await one.get('/api/session')).problem.code).toBe('session.ended');
    expect(
      (await nobody.post('/api/session', { login: staff.login, password: PASSWORD }, { key: null })).status,
    ).toBe(401);
    expect((await join(staff.login, open.code)).problem.code).toBe('join.credentials');
    expect(await member(colleague)).toMatchObject({ state: 'left', invited_until: null });
    expect((await leave(colleague)).problem.code).toBe('staff.has_left');
    expect((await admin.post(`/api/staff/${colleague}/invitation`)).problem.code).toBe('staff.has_left');
    expect((await change(colleague, 9, { display_name: 'X' })).problem.code).toBe('staff.has_left');
  });

  it('hands on to a successor who works here now, and to nobody else', async () => {
    const { colleague } = await joined();
    const [gone, elsewhere, waiting] = [
      await joined(),
      await house.rows<{ id: string }>(
        `select id from access.account where login = 'clinician@rehab1.eg.demo'`,
      ),
      await invite(),
    ];
    await leave(gone.colleague);
    for (const successor of [colleague, gone.colleague, elsewhere[0]!.id, waiting.colleague]) {
      const answer = await leave(colleague, { successor });
      expect([answer.status, answer.problem.code]).toEqual([422, 'staff.successor_unknown']);
    }
    expect((await leave(colleague, { successor: 'somebody' })).status).toBe(422);
    expect((await member(colleague)).state).toBe('active');
  });

  /** Somebody with two clients to walk with and one piece of taken work. */
  async function busy(): Promise<{ colleague: string; clients: string[]; work: string }> {
    const { colleague, staff } = await joined({ roles: ['clinician', 'duty_manager'] });
    const clients = [await admitAnonymous(staff), await admitAnonymous(staff)];
    for (const client of clients)
      granted(
        await staff.put(
          `/api/clients/${client}/key-worker`,
          { colleague },
          { version: (await viewClient(staff, client)).version },
        ),
      );
    const [row] = await house.rows<{ id: string }>(
      `insert into care.work_item (organisation_id, kind, episode_id, client_id, due_at)
       select organisation_id, 'stage.countersign', episode_id, client_id, now() from care.key_worker where account_id = $1 limit 1 returning id`,
      [colleague],
    );
    granted(await staff.post(`/api/work-items/${row!.id}/assign`, { colleague }));
    expect(await member(colleague)).toMatchObject({ open_work: 1, clients: 2 });
    return { colleague, clients, work: row!.id };
  }
  const keyWorkers = (clients: string[]) =>
    house.rows<{ account_id: string }>(
      `select k.account_id from care.key_worker k join care.client_code c on c.organisation_id = k.organisation_id and c.client_id = k.client_id
        where c.code = any ($1) and k.until_at is null`,
      [clients.map((code) => code.replaceAll('-', ''))],
    );

  it('hands clients and taken work to the successor', async () => {
    const [{ colleague, clients, work }, successor] = [await busy(), await joined()];
    expect(granted(await leave(colleague, { successor: successor.colleague }))).toMatchObject({
      work_rehomed: 1,
      clients_rehomed: 2,
    });
    expect(await keyWorkers(clients)).toEqual([
      { account_id: successor.colleague },
      { account_id: successor.colleague },
    ]);
    expect(await house.rows('select assigned_to from care.work_item where id = $1', [work])).toEqual([
      { assigned_to: successor.colleague },
    ]);
    expect(await member(successor.colleague)).toMatchObject({ open_work: 1, clients: 2 });
  });

  it('without a successor gives the work back to all, and each client to the duty manager as work', async () => {
    const { colleague, clients, work } = await busy();
    expect(granted(await leave(colleague))).toMatchObject({ work_rehomed: 1, clients_rehomed: 2 });
    expect(await keyWorkers(clients)).toEqual([]);
    expect(await house.rows('select assigned_to from care.work_item where id = $1', [work])).toEqual([
      { assigned_to: null },
    ]);
    const duty = await house.as('duty-manager@detox.eg.demo');
    const raised = (await inbox(duty)).filter(
      ({ kind, client }) => kind === 'client.rehome' && clients.includes(client ?? ''),
    );
    expect(raised.map(({ role }) => role)).toEqual(['duty_manager', 'duty_manager']);
    for (const { id } of raised) granted(await duty.post(`/api/work-items/${id}/done`, {}));
  });

  it('is written to the audit, each time with who did it to whom', async () => {
    const { colleague } = await joined();
    await leave(colleague);
    const events = await house.rows<{ action: string; body: string }>(
      `select action, body from audit.event where body::jsonb->'detail'->>'account' = $1 or account_id = $1::uuid order by at`,
      [colleague],
    );
    expect(events.map(({ action }) => action)).toEqual([
      'staff.invite',
      'staff.join',
      'session.open',
      'session.view',
      'staff.leave',
    ]);
    expect(JSON.stringify(events)).not.toContain('Коллега');
  });
});
