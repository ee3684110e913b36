import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SuicideRisk } from '#domain/charter/code-lists.js';
import type { Page } from '#domain/wire/common.js';
import type {
  ClientContacts,
  ContactsWritten,
  ContactView,
  GroupPlanned,
  GroupView,
} from '#domain/wire/contact.js';
import type { WorkItemView } from '#domain/wire/work.js';
import { wallTime } from '#domain/rules/wall-clock.js';
import { act as actBy, clientAtRisk, hourFrom, inHours, planOne, tryPlan } from '../support/appointments.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { expectRefusal } from '../support/journey-handoffs.js';
import { granted } from '../support/journey.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let house: TestApplication;
let desks: Desks;

beforeAll(async () => {
  house = await startApplication();
  desks = await signInDesks(house);
}, 180_000);
afterAll(() => house?.close(), 60_000);

const newClient = (risk?: SuicideRisk): Promise<string> => clientAtRisk(desks.clinician, risk);
const plan = (client: string, at: Date, changes: object = {}): Promise<ContactsWritten> =>
  planOne(desks.clinician, client, at, changes);
const of = async (client: string, by = desks.clinician): Promise<ClientContacts> =>
  granted(await by.get<ClientContacts>(`/api/clients/${client}/appointments`));
const act = <T = ContactView>(
  which: { contact: string; version: number },
  what: string,
  body: object = {},
  by = desks.clinician,
) => actBy<T>(by, which, what, body);
const stayAway = async (client: string, hours: number): Promise<ContactView> =>
  granted(await act(await plan(client, inHours(hours)), 'attendance', { happened: 'no_show' }));
const workAbout = async (client: string): Promise<string[]> =>
  granted(await desks.clinician.get<Page<WorkItemView>>('/api/work-items?view=open&limit=100'))
    .items.filter((item) => item.client === client && item.kind.startsWith('contact.'))
    .map((item) => item.kind)
    .sort();
const told = async (client: string): Promise<string[]> =>
  (
    await house.rows<{ kind: string }>(
      `select n.kind from care.notice n join care.client_code k on k.client_id = n.client_id where k.code = $1 and n.ended_at is null order by n.kind`,
      [client],
    )
  ).map(({ kind }) => kind);

describe('An appointment', () => {
  it('is planned, stands before the client, and becomes their last contact when it was kept', async () => {
    const client = await newClient();
    const written = await plan(client, inHours(-1));
    expect(written).toMatchObject({ version: 1, contacts: 1, series: null, overlaps: [] });
    expect((await of(client)).upcoming).toMatchObject([
      { contact: written.contact, kind: 'visit', happened: null, own_house: true, client },
    ]);
    const kept = granted(await act(written, 'attendance', { happened: 'kept' }));
    expect(kept).toMatchObject({ happened: 'kept', attended_at: kept.starts_at, version: 2 });
    const after = await of(client);
    expect(after.upcoming).toEqual([]);
    expect(after.items.map(({ contact }) => contact)).toEqual([written.contact]);
    expect(after.last_contact_at).toBe(kept.starts_at);
  });

  it('is refused by name on impossible dates, and nothing of it is kept', async () => {
    const client = await newClient();
    const at = inHours(48);
    const noes: [object, string][] = [
      [{ ends_at: at.toISOString() }, 'contact.ends_before_start'],
      [{ ends_at: inHours(47).toISOString() }, 'contact.ends_before_start'],
      [{ ends_at: inHours(72).toISOString() }, 'contact.too_long'],
      [hourFrom(inHours(-24 * 8)), 'contact.too_long_ago'],
      [hourFrom(inHours(24 * 740)), 'contact.too_far_ahead'],
      [{ rule: 'FREQ=WEEKLY' }, 'recurrence.end_needed'],
      [{ rule: 'FREQ=DAILY;COUNT=201' }, 'recurrence.too_many'],
      [{ rule: 'FREQ=WEEKLY;UNTIL=21990101' }, 'recurrence.too_far'],
      [{ rule: 'FREQ=WEEKLY;COUNT=3', exceptions: ['2020-01-01'] }, 'recurrence.exception_unknown'],
      [{ with: '00000000-0000-4000-8000-000000000000' }, 'colleague.unknown'],
    ];
    for (const [changes, code] of noes)
      expectRefusal(await tryPlan(desks.clinician, client, at, changes), 422, code);
    expectRefusal(await tryPlan(desks.clinician, client, at, { site: 'NOWHERE' }), 404, 'site.unknown');
    expect((await of(client)).upcoming).toEqual([]);
  });

  it('is another house’s business only where the client is theirs', async () => {
    const client = await newClient();
    const written = await plan(client, inHours(24));
    expectRefusal(await tryPlan(desks.palm, client, inHours(24)), 404, 'request.not_found');
    for (const what of ['attendance', 'cancel', 'move', 'undo']) {
      const body = {
        attendance: { happened: 'kept' },
        cancel: { by: 'cancelled_by_staff', reason: 'other', scope: 'this' },
        move: { ...hourFrom(inHours(30)), with: null, scope: 'this' },
        undo: {},
      }[what];
      expectRefusal(await act(written, what, body, desks.palm), 404, 'contact.unknown');
    }
    expectRefusal(await desks.palm.get(`/api/appointments/${written.contact}/file`), 404, 'contact.unknown');
  });

  it('may stand beside another of the same person: that is told, and not in the way', async () => {
    const [one, other] = [await newClient(), await newClient()];
    const at = inHours(24 * 20);
    await plan(one, at);
    const half = new Date(at.getTime() + HOUR_MS / 2);
    expect((await plan(other, half)).overlaps).toEqual([{ whose: 'staff', ...hourFrom(at) }]);
    expect((await plan(other, inHours(24 * 20 + 3))).overlaps).toEqual([]);
    expect((await plan(one, half, { with: null })).overlaps.map(({ whose }) => whose)).toEqual(['client']);
  });

  it('is moved, and the client is told of the new time and reminded of it alone', async () => {
    const client = await newClient();
    const written = await plan(client, inHours(72));
    const later = inHours(96);
    const moved = granted(
      await act<ContactsWritten>(written, 'move', { ...hourFrom(later), with: 'me', scope: 'this' }),
    );
    expect(moved.version).toBe(2);
    expect((await of(client)).upcoming.map((one) => one.starts_at)).toEqual([later.toISOString()]);
    expect(await told(client)).toEqual(['appointment.changed', 'appointment.given']);
    expectRefusal(
      await act(written, 'move', { ...hourFrom(later), with: 'me', scope: 'this' }),
      409,
      'version.stale',
    );
    expectRefusal(
      await act(moved, 'move', { ...hourFrom(later), with: 'me', scope: 'following' }),
      409,
      'contact.not_in_series',
    );
  });

  it('is cancelled once, by whom and why, and nobody stayed away', async () => {
    const client = await newClient('high');
    const written = await plan(client, inHours(72));
    const cancel = { by: 'cancelled_by_organisation', reason: 'staff_away', scope: 'this' };
    expectRefusal(await act(written, 'cancel', { ...cancel, reason: undefined }), 422, 'field.invalid');
    const cancelled = granted(await act<ContactsWritten>(written, 'cancel', cancel));
    expect(await told(client)).toEqual(['appointment.cancelled']);
    expect(await workAbout(client)).toEqual([]);
    expectRefusal(await act(cancelled, 'cancel', cancel), 409, 'contact.recorded');
    expectRefusal(await act(cancelled, 'attendance', { happened: 'kept' }), 409, 'contact.recorded');
  });

  it('is recorded by one of two who tap at once', async () => {
    const written = await plan(await newClient(), inHours(-1));
    const answers = await Promise.all(
      ['kept', 'no_show', 'kept', 'late'].map((happened) => act(written, 'attendance', { happened })),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409, 409, 409]);
  });

  it('is not attended in the future, nor missed before its hour', async () => {
    const soon = await plan(await newClient(), inHours(3));
    expectRefusal(await act(soon, 'attendance', { happened: 'no_show' }), 409, 'contact.not_yet');
    expectRefusal(
      await act(soon, 'attendance', { happened: 'kept', attended_at: inHours(2).toISOString() }),
      422,
      'contact.in_future',
    );
  });
});

describe('A slip of the finger', () => {
  it('is undone with the work it made, and both stay written', async () => {
    const client = await newClient('high');
    const missed = await stayAway(client, -2);
    expect(await workAbout(client)).toEqual(['contact.risk']);
    expect(missed.undo_until).not.toBeNull();
    expectRefusal(await act(missed, 'undo', {}, desks.manager), 403, 'contact.undo_own_only');
    const undone = granted(await act(missed, 'undo'));
    expect(undone).toMatchObject({ happened: null, undo_until: null, version: 3 });
    expect(await workAbout(client)).toEqual([]);
    granted(await act(undone, 'attendance', { happened: 'kept' }));
    const kept = await house.rows<{ happened: string; undone: boolean }>(
      'select happened, undone_at is not null as undone from care.contact_attendance where contact_id = $1 order by recorded_at',
      [missed.contact],
    );
    expect(kept).toEqual([
      { happened: 'no_show', undone: true },
      { happened: 'kept', undone: false },
    ]);
  });

  it('stays after a quarter of an hour', async () => {
    const missed = await stayAway(await newClient(), -2);
    await house.rows(
      `update care.contact_attendance set recorded_at = recorded_at - interval '16 minutes' where contact_id = $1`,
      [missed.contact],
    );
    expectRefusal(await act(missed, 'undo'), 409, 'contact.undo_too_late');
  });
});

describe('Staying away', () => {
  it('asks somebody to look after a client at risk, once', async () => {
    const client = await newClient('moderate');
    await stayAway(client, -30);
    await stayAway(client, -5);
    expect(await workAbout(client)).toEqual(['contact.risk']);
  });

  it('asks somebody to reach out after three times in a row, and coming in between begins anew', async () => {
    const client = await newClient();
    await stayAway(client, -100);
    await stayAway(client, -80);
    granted(await act(await plan(client, inHours(-60)), 'attendance', { happened: 'kept' }));
    await stayAway(client, -40);
    await stayAway(client, -30);
    expect(await workAbout(client)).toEqual([]);
    await stayAway(client, -20);
    expect(await workAbout(client)).toEqual(['contact.reengage']);
  });
});

describe('A series', () => {
  it('keeps its hour by the clock on the wall, leaves out what is left out, and moves from one on', async () => {
    const client = await newClient();
    const first = inHours(24 * 3);
    const zone = 'Africa/Cairo';
    const days = (n: number) => wallTime(new Date(first.getTime() + n * 7 * DAY_MS), zone).slice(0, 10);
    const written = await plan(client, first, { rule: 'FREQ=WEEKLY;COUNT=20', exceptions: [days(1)] });
    expect(written.contacts).toBe(19);
    const all = (await of(client)).upcoming;
    expect(all).toHaveLength(19);
    expect(new Set(all.map(({ starts_at }) => wallTime(new Date(starts_at), zone).slice(11)))).toEqual(
      new Set([wallTime(first, zone).slice(11)]),
    );
    const third = all[2]!;
    const to = new Date(new Date(third.starts_at).getTime() + DAY_MS);
    const moved = granted(
      await act<ContactsWritten>(third, 'move', { ...hourFrom(to), with: null, scope: 'following' }),
    );
    expect(moved.contacts).toBe(17);
    const after = (await of(client)).upcoming;
    expect(after.slice(0, 2)).toEqual(all.slice(0, 2));
    expect(after[2]).toMatchObject({ starts_at: to.toISOString(), with: null });
    const cancel = { by: 'cancelled_by_client', reason: 'work_or_school', scope: 'following' };
    const ended = granted(await act<ContactsWritten>(after[4]!, 'cancel', cancel));
    expect(ended.contacts).toBe(15);
    expect((await of(client)).upcoming).toHaveLength(4);
    // What the client cancels they need not be told; what was moved they were told once.
    expect((await told(client)).filter((kind) => kind !== 'appointment.given')).toEqual([
      'appointment.changed',
    ]);
  });
});

describe('A group', () => {
  it('is planned and recorded for all in one step, or for nobody with a refusal for each', async () => {
    const clients = await Promise.all([newClient(), newClient(), newClient('high')]);
    const [one, two, three] = clients as [string, string, string];
    const wanted = { kind: 'skills', with: 'me', ...hourFrom(inHours(-0.5)), clients };
    const twice = await desks.clinician.post('/api/groups', { ...wanted, clients: [one, one, 'nonsense'] });
    expect(twice.status).toBe(422);
    expect(JSON.stringify(twice.problem)).toMatch(/clients\.1.*clients\.2/);
    const group = granted(await desks.clinician.post<GroupPlanned>('/api/groups', wanted), 201);
    expect(new Set(group.contacts.map(({ client }) => client))).toEqual(new Set(clients));
    const record = (attendance: object[], version = group.version) =>
      desks.clinician.post<GroupView>(`/api/groups/${group.group}/attendance`, { attendance }, { version });
    const stranger = await newClient();
    expectRefusal(
      await record([
        { client: one, happened: 'kept' },
        { client: stranger, happened: 'kept' },
      ]),
      422,
      'group.not_on_list',
    );
    expect((await of(one)).last_contact_at).toBeNull();
    const recorded = granted(
      await record([
        { client: one, happened: 'kept' },
        { client: two, happened: 'late' },
        { client: three, happened: 'no_show' },
      ]),
    );
    expect(Object.fromEntries(recorded.contacts.map((each) => [each.client, each.happened]))).toEqual({
      [one]: 'kept',
      [two]: 'late',
      [three]: 'no_show',
    });
    expect(await workAbout(three)).toEqual(['contact.risk']);
    expectRefusal(await record([{ client: one, happened: 'kept' }]), 409, 'version.stale');
    expectRefusal(
      await record([{ client: one, happened: 'kept' }], recorded.version),
      409,
      'contact.recorded',
    );
    expectRefusal(await desks.palm.get(`/api/groups/${group.group}`), 404, 'group.unknown');
  });

  it('of mutual aid has no list, and is refused by name', async () => {
    const client = await newClient();
    const wanted = { kind: 'mutual_aid', with: null, ...hourFrom(inHours(24)), clients: [client] };
    expectRefusal(await desks.clinician.post('/api/groups', wanted), 422, 'group.mutual_aid_has_no_list');
    const [row] = await house.rows<{ refused: string }>(
      `select pg_get_constraintdef(oid) as refused from pg_constraint where conname = 'group_kind_is_listed'`,
    );
    expect(row?.refused).not.toMatch(/mutual|anonymous|fellowship/);
  });
});

describe('Nobody is waited for', () => {
  it('who is not in the house any more: what was planned is cancelled with its reason', async () => {
    const client = await newClient();
    await plan(client, inHours(48));
    await house.rows(`update care.client_code set erased_at = clock_timestamp() where code = $1`, [client]);
    const rows = await house.rows<{ happened: string; reason: string }>(
      `select a.happened, a.reason from care.contact_attendance a join care.client_code k on k.client_id = a.client_id where k.code = $1`,
      [client],
    );
    expect(rows).toEqual([{ happened: 'cancelled_by_organisation', reason: 'care_ended' }]);
  });
});
