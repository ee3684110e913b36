import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIMITS } from '#domain/charter/limits.js';
import type { QueueView } from '#domain/wire/house.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { expectRefusal } from '../support/journey-handoffs.js';
import { admitAnonymous, granted, sendOn } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let manager: Staff;
let admin: Staff;

beforeAll(async () => {
  house = await startApplication();
  manager = await house.as('case-manager@detox.eg.demo');
  admin = await house.as('org-admin@detox.eg.demo');
}, 120_000);
afterAll(() => house?.close(), 60_000);

const view = async (by = admin): Promise<QueueView> => granted(await by.get<QueueView>('/api/queue'));
const sent = async (): Promise<string> => (await sendOn(manager, await admitAnonymous(manager))).reference;
/** The messages of a handoff, as they stand; no worker runs here. */
const put = (reference: string, change: string) =>
  house.rows(
    `update bus.outbox set ${change} where payload->>'handoff_id' = (select id::text from care.handoff where reference = $1)`,
    [reference],
  );

describe('The queue of a house', () => {
  it('counts its messages by where they are, and says since when the oldest waits', async () => {
    const before = await view();
    expect(before).toEqual({
      counts: { queued: 0, sent: 0, delivered: 0, failed: 0, dead: 0 },
      oldest_waiting_at: null,
      troubled: [],
    });
    const all = [await sent(), await sent(), await sent(), await sent()];
    await put(all[1]!, 'claims = 1');
    await put(all[2]!, 'done_at = clock_timestamp()');
    await put(
      all[3]!,
      `claims = 3, attempts = 3, last_error = 'Error', lease_until = '2030-01-01T00:00:00Z'`,
    );
    const { counts, oldest_waiting_at, troubled } = await view();
    expect(counts).toEqual({ queued: 1, sent: 1, delivered: 1, failed: 1, dead: 0 });
    const [oldest] = await house.rows<{ at: Date }>(
      'select min(created_at) as at from bus.outbox where done_at is null',
    );
    expect(oldest_waiting_at).toBe(oldest!.at.toISOString());
    expect(troubled).toMatchObject([
      {
        reference: all[3],
        state: 'failed',
        attempts: 3,
        next_try_at: '2030-01-01T00:00:00.000Z',
        work: null,
      },
    ]);
    expect(JSON.stringify(troubled)).not.toContain('Error');
  });

  it('leads from a dead message to the work through which it is sent again', async () => {
    const reference = await sent();
    await put(reference, `attempts = ${LIMITS.outbox_attempts_max}`);
    await house.rows(
      `select bus.bury_message(o.id, $2) from bus.outbox o where o.payload->>'handoff_id' = (select id::text from care.handoff where reference = $1)`,
      [reference, LIMITS.outbox_attempts_max],
    );
    const dead = (await view()).troubled.find((one) => one.reference === reference);
    expect(dead).toMatchObject({ state: 'dead', next_try_at: null, work: expect.any(String) });
    expect((await view()).troubled[0]).toEqual(dead);
    granted(await admin.post(`/api/work-items/${dead!.work}/retry`));
    expect((await view()).troubled.find((one) => one.reference === reference)).toBeUndefined();
    expect((await view()).counts.dead).toBe(0);
  });

  it('is in the audit with the handoffs it names, and with no other', async () => {
    const named = (await view()).troubled.map(({ reference }) => reference);
    const [last] = await house.rows<{ about: string[] }>(
      `select array(select h.reference from audit.event_subject s join care.handoff h on h.audit_subject = s.subject where s.event_id = e.id order by 1) as about
         from audit.event e where e.action = 'queue.view' order by e.at desc, e.id desc limit 1`,
    );
    expect(named.length).toBeGreaterThan(0);
    expect(new Set(last!.about)).toEqual(new Set(named));
  });

  it('is the sender’s: the partner reads nothing of it, nor does anybody who neither keeps nor checks the house', async () => {
    const partner = await view(await house.as('org-admin@rehab1.eg.demo'));
    expect(partner.counts).toEqual({ queued: 0, sent: 0, delivered: 0, failed: 0, dead: 0 });
    expect(partner.troubled).toEqual([]);
    expectRefusal(await manager.get('/api/queue'), 403, 'permission.role');
    expect((await view(await house.as('auditor@detox.eg.demo'))).counts.delivered).toBe(1);
  });
});
