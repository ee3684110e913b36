import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClientWritten } from '#domain/wire/client.js';
import { LIMITS } from '#domain/charter/limits.js';
import { eventually, startApplication, type TestApplication } from '../support/application.js';
import { HintReader } from '../support/hints.js';
import { granted, somebody, walkIn } from '../support/journey.js';
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
  ])('end within five seconds of a session that %s', async (_, finish) => {
    const staff = await Staff.signIn(house.url, CLINICIAN);
    const stream = await listen(staff);
    expect(stream.ended).toBe(false);
    await finish(staff);
    await eventually(async () => stream.ended, 'the stream has ended', 5);
    expect(stream.hints.at(-1)).toEqual({ topic: 'session' });
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
