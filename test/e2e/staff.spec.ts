import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '#domain/wire/common.js';
import type { StaffInvited, StaffMember } from '#domain/wire/house.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { admitAnonymous, granted, viewClient } from '../support/journey.js';
import { inbox, tally } from '../support/journey-handoffs.js';
import { PASSWORD, Personnel } from '../support/personnel.js';
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
    const { colleague, staff } = await people.joined();
    expect((await staff.get('/api/audit/events')).status).toBe(403);
    const { version } = await people.member(colleague);
    const changed = granted(
      await people.change(colleague, version, { roles: ['auditor'], display_name: ' Omar ' }),
    );
    expect(changed).toMatchObject({ roles: ['auditor'], display_name: 'Omar', version: version + 1 });
    expect((await staff.get('/api/audit/events')).status).toBe(200);
    expect((await staff.get('/api/clients/duplicates')).status).not.toBe(200);
    expect(granted(await staff.get<{ roles: string[] }>('/api/session')).roles).toEqual(['auditor']);
  });

  it('asks for the version that was read, and tells when somebody was faster', async () => {
    const { colleague } = await people.invite();
    const { version } = await people.member(colleague);
    expect((await admin.put(`/api/staff/${colleague}`, { display_name: 'A' })).status).toBe(428);
    const answers = await Promise.all(
      ['One', 'Two'].map((display_name) => people.change(colleague, version, { display_name })),
    );
    expect(tally(answers)).toEqual({ '200': 1, '409 version.stale': 1 });
  });

  it('never takes the last administrator of a house away; an invited one does not count yet', async () => {
    const [only] = await ownHouse('ALONE', 1);
    const { version } = await people.member(only!.id, only!.staff);
    const without = await people.change(only!.id, version, { roles: ['clinician'] }, only!.staff);
    expect([without.status, without.problem.code]).toEqual([409, 'staff.last_admin']);
    expect((await people.leave(only!.id, {}, only!.staff)).problem.code).toBe('staff.last_admin');
    const second = await people.invite({ roles: ['org_admin'] }, only!.staff);
    expect((await people.leave(only!.id, {}, only!.staff)).problem.code).toBe('staff.last_admin');
    expect((await people.join(second.login, second.code)).status).toBe(204);
    expect((await people.leave(only!.id, {}, only!.staff)).status).toBe(200);
    expect((await only!.staff.get('/api/session')).status).toBe(401);
  });

  it('lets one of the last two administrators go when both leave in the same instant, and not both', async () => {
    for (const name of ['RACE-A', 'RACE-B', 'RACE-C']) {
      const [one, two] = await ownHouse(name, 2);
      const answers = await Promise.all([
        people.leave(one!.id, {}, one!.staff),
        people.leave(two!.id, {}, two!.staff),
      ]);
      expect(tally(answers)).toEqual({ '200': 1, '409 staff.last_admin': 1 });
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
      people.change(two!.id, 1, { roles: ['clinician'] }, one!.staff),
      people.change(one!.id, 1, { roles: ['clinician'] }, two!.staff),
    ]);
    expect(tally(answers)).toEqual({ '200': 1, '403 staff.person_needed': 1 });
  });
});

describe('Leaving', () => {
  it('ends every session at once, closes the door and keeps the record', async () => {
    const { colleague, staff } = await people.joined();
    const second = await Staff.signIn(house.url, staff.login, PASSWORD);
    const open = granted(await admin.post<StaffInvited>(`/api/staff/${colleague}/invitation`), 201);
    expect(granted(await people.leave(colleague)).sessions_ended).toBe(2);
    for (const one of [staff, second])
      expect((await one.get('/api/session')).problem.code).toBe('session.ended');
    expect(
      (await nobody.post('/api/session', { login: staff.login, password: PASSWORD }, { key: null })).status,
    ).toBe(401);
    expect((await people.join(staff.login, open.code)).problem.code).toBe('join.credentials');
    expect(await people.member(colleague)).toMatchObject({ state: 'left', invited_until: null });
    expect((await people.leave(colleague)).problem.code).toBe('staff.has_left');
    expect((await admin.post(`/api/staff/${colleague}/invitation`)).problem.code).toBe('staff.has_left');
    expect((await people.change(colleague, 9, { display_name: 'X' })).problem.code).toBe('staff.has_left');
  });

  it('hands on to a successor who works here now, and to nobody else', async () => {
    const { colleague } = await people.joined();
    const [gone, elsewhere, waiting] = [
      await people.joined(),
      await house.rows<{ id: string }>(
        `select id from access.account where login = 'clinician@rehab1.eg.demo'`,
      ),
      await people.invite(),
    ];
    await people.leave(gone.colleague);
    for (const successor of [colleague, gone.colleague, elsewhere[0]!.id, waiting.colleague]) {
      const answer = await people.leave(colleague, { successor });
      expect([answer.status, answer.problem.code]).toEqual([422, 'staff.successor_unknown']);
    }
    expect((await people.leave(colleague, { successor: 'somebody' })).status).toBe(422);
    expect((await people.member(colleague)).state).toBe('active');
  });

  /** Somebody with two clients to walk with and one piece of taken work. */
  async function busy(): Promise<{ colleague: string; clients: string[]; work: string }> {
    const { colleague, staff } = await people.joined({ roles: ['clinician', 'duty_manager'] });
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
    expect(await people.member(colleague)).toMatchObject({ open_work: 1, clients: 2 });
    return { colleague, clients, work: row!.id };
  }
  const keyWorkers = (clients: string[]) =>
    house.rows<{ account_id: string }>(
      `select k.account_id from care.key_worker k join care.client_code c on c.organisation_id = k.organisation_id and c.client_id = k.client_id
        where c.code = any ($1) and k.until_at is null`,
      [clients.map((code) => code.replaceAll('-', ''))],
    );

  it('hands clients and taken work to the successor', async () => {
    const [{ colleague, clients, work }, successor] = [await busy(), await people.joined()];
    expect(granted(await people.leave(colleague, { successor: successor.colleague }))).toMatchObject({
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
    expect(await people.member(successor.colleague)).toMatchObject({ open_work: 1, clients: 2 });
  });

  it('without a successor gives the work back to all, and each client to the duty manager as work', async () => {
    const { colleague, clients, work } = await busy();
    expect(granted(await people.leave(colleague))).toMatchObject({ work_rehomed: 1, clients_rehomed: 2 });
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
    const { colleague } = await people.joined();
    await people.leave(colleague);
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
