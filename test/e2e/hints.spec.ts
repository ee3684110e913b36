import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClientWritten } from '#domain/wire/client.js';
import type { HandoffWritten } from '#domain/wire/handoff.js';
import { LIMITS } from '#domain/charter/limits.js';
import { eventually, startApplication, type TestApplication } from '../support/application.js';
import { HintReader } from '../support/hints.js';
import { admitAnonymous, granted, somebody, walkIn } from '../support/journey.js';
import { go, requestOf } from '../support/journey-handoffs.js';
import { Staff } from '../support/staff.js';

const CLINICIAN = 'clinician@detox.eg.demo';

describe('Hints', () => {
  let house: TestApplication;
  const open: HintReader[] = [];
  const listen = async (staff: Staff, headers: Record<string, string> = {}): Promise<HintReader> => {
    const reader = await HintReader.open(staff, headers);
    open.push(reader);
    return reader;
  };

  beforeAll(async () => {
    house = await startApplication();
  }, 120_000);
  afterAll(() => house?.close(), 60_000);
  afterEach(() => {
    for (const one of open.splice(0)) one.close();
  });

  const admit = async (staff: Staff): Promise<string> =>
    granted(await staff.post<ClientWritten>('/api/clients', walkIn({ identity: somebody() })), 201).client;

  it('reach the screens of the organisation concerned and nobody else, and say a topic and no more', async () => {
    const clinician = await house.as(CLINICIAN);
    const ours = await listen(clinician);
    const theirs = await listen(await house.as('auditor@rehab1.eg.demo'));
    expect([ours.status, theirs.status]).toEqual([200, 200]);
    const client = await admit(clinician);
    await ours.until(({ topic }) => topic === 'client', 'a hint about a client');
    await new Promise((done) => setTimeout(done, 500));
    expect(theirs.hints).toEqual([]);
    for (const hint of ours.hints)
      expect(Object.keys(hint).filter((key) => !['topic', 'reference'].includes(key))).toEqual([]);
    expect(ours.text).not.toContain(client);
    expect(ours.text).not.toContain(client.replaceAll('-', ''));
    expect(ours.text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  it('name a handoff to both its sides from the sending on, and a draft to the sender alone', async () => {
    // The work of a receiver is written by the worker, through a door of its own.
    await house.startWorker();
    const manager = await house.as('case-manager@detox.eg.demo');
    const [ours, theirs, strangers] = [
      await listen(manager),
      await listen(await house.as('intake-officer@rehab1.eg.demo')),
      await listen(await house.as('intake-officer@rehab2.eg.demo')),
    ];
    const wanted = await requestOf(manager, await admitAnonymous(manager));
    const { reference } = granted(await manager.post<HandoffWritten>('/api/handoffs/drafts', wanted), 201);
    await ours.until((hint) => hint.reference === reference, 'the draft, for its sender');
    await new Promise((done) => setTimeout(done, 400));
    expect(theirs.hints.filter(({ topic }) => topic === 'handoff')).toEqual([]);
    await go(manager, reference, 'send');
    await theirs.until((hint) => hint.reference === reference, 'the request, for its receiver');
    await theirs.until(({ topic }) => topic === 'work', 'work for the receiver', 15);
    expect(strangers.hints).toEqual([]);
  });

  it('say one thing once, however often a change touches it', async () => {
    const staff = await house.as(CLINICIAN);
    const stream = await listen(staff);
    await admit(staff);
    await stream.until(({ topic }) => topic === 'client', 'a hint about a client');
    await new Promise((done) => setTimeout(done, 300));
    const said = stream.hints.map((hint) => JSON.stringify(hint));
    expect(new Set(said).size).toBe(said.length);
  });

  it('come as a stream that no proxy holds back, compresses or keeps', async () => {
    const { headers } = await listen(await house.as(CLINICIAN));
    expect(headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['x-accel-buffering']).toBe('no');
    expect(headers['cache-control']).toContain('no-store');
    expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
  });

  it('tell whoever comes back that hints may be missing', async () => {
    const staff = await house.as(CLINICIAN);
    expect((await listen(staff)).hints).toEqual([]);
    const again = await listen(staff, { 'last-event-id': '7' });
    await again.until(({ topic }) => topic === 'resync', 'a resync');
  });

  it('are not for nobody and not for machines', async () => {
    const nobody = await listen(new Staff(house.url, 'nobody', undefined));
    expect(nobody.status).toBe(401);
  });

  it('are told to five windows of a session; the sixth is refused by name, and one that closes makes room', async () => {
    const staff = await Staff.signIn(house.url, CLINICIAN);
    const windows = [];
    for (let i = 0; i < LIMITS.hint_streams_per_session_max; i++) windows.push(await listen(staff));
    expect(windows.map(({ status }) => status)).toEqual(windows.map(() => 200));
    const sixth = await staff.get('/api/hints');
    expect([sixth.status, sixth.problem.code]).toEqual([429, 'hint.too_many']);
    windows[0]?.close();
    await eventually(async () => (await listen(staff)).status === 200, 'there is room again');
  });

  it('never keep a session alive, nor does what a page asks in the background', async () => {
    const staff = await Staff.signIn(house.url, CLINICIAN);
    const last = async (): Promise<number> => {
      const [row] = await house.rows<{ seen: Date }>(
        'select max(last_seen_at) as seen from access.session where ended_at is null',
      );
      return row!.seen.getTime();
    };
    await house.rows("update access.session set last_seen_at = now() - interval '5 minutes'");
    const before = await last();
    await listen(staff);
    granted(await staff.get('/api/clients', { headers: { 'handrail-background': '1' } }));
    expect(await last()).toBe(before);
    granted(await staff.get('/api/clients'));
    expect(await last()).toBeGreaterThan(before);
  });

  it.each([
    ['is signed out', (staff: Staff) => staff.delete('/api/session')],
    [
      'is idle for too long',
      () => house.rows("update access.session set last_seen_at = now() - interval '11 minutes'"),
    ],
    [
      'is of somebody who has left',
      () => house.rows(`update access.account set disabled_at = now() where login = '${CLINICIAN}'`),
    ],
  ])('end within five seconds of a session that %s', async (_, finish) => {
    const staff = await Staff.signIn(house.url, CLINICIAN);
    const stream = await listen(staff);
    expect(stream.ended).toBe(false);
    await finish(staff);
    await eventually(async () => stream.ended, 'the stream has ended', 5);
    expect(stream.hints.at(-1)).toEqual({ topic: 'session' });
    await house.rows(`update access.account set disabled_at = null where login = '${CLINICIAN}'`);
  });

  it('go on after the connection to the database was lost, with a word that some may be missing', async () => {
    const staff = await Staff.signIn(house.url, CLINICIAN);
    const stream = await listen(staff);
    const [killed] = await house.rows<{ count: number }>(
      "select count(pg_terminate_backend(pid))::int as count from pg_stat_activity where application_name = 'handrail-api hints' and datname = current_database()",
    );
    expect(killed?.count).toBe(1);
    await stream.until(({ topic }) => topic === 'resync', 'a resync');
    stream.forget();
    await admit(staff);
    await stream.until(({ topic }) => topic === 'client', 'a hint after the loss');
  });
});

describe('A service that stops', () => {
  it('closes its streams at once, and stops as quickly as without them', async () => {
    const house = await startApplication();
    const stream = await HintReader.open(await house.as(CLINICIAN));
    const began = Date.now();
    await house.close();
    expect(Date.now() - began).toBeLessThan(5_000);
    await eventually(async () => stream.ended, 'the stream has ended', 2);
    stream.close();
  }, 60_000);
});
