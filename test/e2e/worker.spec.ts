import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIMITS } from '#domain/charter/limits.js';
import type { TransportState } from '#domain/charter/handoff.js';
import { eventually, startApplication, type TestApplication } from '../support/application.js';
import { admitAnonymous, granted, sendOn, viewHandoff } from '../support/journey.js';
import { inbox } from '../support/journey-handoffs.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let manager: Staff;
let intake: Staff;

beforeAll(async () => {
  house = await startApplication();
  manager = await house.as('case-manager@detox.eg.demo');
  intake = await house.as('intake-officer@rehab1.eg.demo');
  await house.startWorker();
}, 120_000);
afterAll(() => house?.close(), 60_000);

const idOf = async (reference: string): Promise<string> =>
  (await house.rows<{ id: string }>('select id from care.handoff where reference = $1', [reference]))[0]!.id;

/** Something in the database stands in the way of one handoff, until it is taken away. */
async function block(table: string, rule: string): Promise<() => Promise<unknown>> {
  await house.rows(`alter table ${table} add constraint in_the_way check (${rule}) not valid`);
  return () => house.rows(`alter table ${table} drop constraint in_the_way`);
}

describe('A message that cannot be delivered', () => {
  it('is failed, then dead and work of its sender; it is sent again by hand, and never says anything about acceptance', async () => {
    const client = await admitAnonymous(manager);
    const mend = await block('care.handoff', `delivered_at is null or kind <> 'transfer'`);
    const { reference } = await sendOn(manager, client);
    const transport = async (): Promise<TransportState[]> =>
      (await viewHandoff(manager, reference)).messages.map(({ state }) => state);
    const whenIt = (state: TransportState): Promise<unknown> =>
      eventually(async () => (await transport()).join() === state, `the message is ${state}`);
    const stands = async (): Promise<unknown> => {
      const { state, business_state, version, delivered_at } = await viewHandoff(manager, reference);
      return { state, business_state, version, delivered: delivered_at !== null };
    };
    const waiting = {
      state: 'requested',
      business_state: 'awaiting-acknowledgement',
      version: 1,
      delivered: false,
    };

    await whenIt('failed');
    expect(await stands()).toEqual(waiting);
    // All but the last attempt, without the hours between them.
    await house.rows(
      `update bus.outbox set attempts = $2, lease_until = '-infinity' where payload->>'handoff_id' = $1::text`,
      [await idOf(reference), LIMITS.outbox_attempts_max - 1],
    );
    await whenIt('dead');
    expect(await stands()).toEqual(waiting);
    const dead = (await inbox(manager)).filter(({ kind }) => kind === 'message.dead');
    expect(dead).toMatchObject([{ client, handoff: { reference, side: 'sender' }, overdue: true }]);
    expect((await inbox(intake)).filter(({ handoff }) => handoff?.reference === reference)).toEqual([]);
    expect((await viewHandoff(intake, reference)).messages).toEqual([]);

    const id = dead[0]?.id;
    expect((await manager.post(`/api/work-items/${id}/done`, {})).problem.code).toBe('work.not_by_hand');
    expect((await intake.post(`/api/work-items/${id}/retry`)).problem.code).toBe('work.unknown');
    await mend();
    const key = crypto.randomUUID();
    for (let twice = 0; twice < 2; twice += 1)
      granted(await manager.post(`/api/work-items/${id}/retry`, undefined, { key }));
    await whenIt('delivered');
    expect(await stands()).toEqual({ ...waiting, delivered: true });
    expect((await inbox(manager)).filter(({ kind }) => kind === 'message.dead')).toEqual([]);
    expect((await inbox(intake)).filter(({ handoff }) => handoff?.reference === reference)).toMatchObject([
      { kind: 'handoff.answer' },
    ]);
  }, 60_000);
});

describe('The clocks', () => {
  const raised = async (id: string): Promise<number> =>
    (
      await house.rows<{ times: number }>(
        `select count(*)::int as times from care.work_item where handoff_id = $1 and kind = 'handoff.reminder'`,
        [id],
      )
    )[0]!.times;

  it('are fired when the database says so; one that cannot be fired stands in nobody’s way and is fired when it can', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 4; i += 1) {
      const { reference } = await sendOn(manager, await admitAnonymous(manager));
      ids.push(await idOf(reference));
    }
    const [stuck, ...others] = ids as [string, ...string[]];
    const mend = await block('care.work_item', `kind <> 'handoff.reminder' or handoff_id <> '${stuck}'`);
    // The one that cannot be fired has been due the longest.
    await house.rows(
      `update care.clock set fire_at = clock_timestamp() - make_interval(hours => case when handoff_id = $1 then 2 else 1 end)
       where handoff_id = any ($2) and kind = 'acknowledge' and rung = 1`,
      [stuck, ids],
    );
    for (const one of others) await eventually(async () => (await raised(one)) === 1, 'a reminder is raised');
    expect(await raised(stuck)).toBe(0);
    await mend();
    await eventually(async () => (await raised(stuck)) === 1, 'the reminder that was stuck is raised');
    await new Promise((resolve) => setTimeout(resolve, 2_500)); // two looks more
    expect(await Promise.all(ids.map(raised))).toEqual([1, 1, 1, 1]);
  }, 60_000);
});
