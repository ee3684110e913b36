import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CapacityService } from '#casework/capacity/capacity.service.js';
import type { Role } from '#domain/charter/roles.js';
import type { RefusalCode } from '#domain/refusal.js';
import type { CapacityView } from '#domain/wire/handoff.js';
import { loadPacks } from '#platform/packs/packs.js';
import { openRoom, writePast, type Room } from './loop.tools.js';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
}, 120_000);
afterAll(() => room?.close(), 60_000);

const places = () => room.of(CapacityService);

async function refusal(work: Promise<unknown>): Promise<RefusalCode | 'granted'> {
  return await work.then(
    () => 'granted' as const,
    (error: { code: RefusalCode }) => error.code,
  );
}

async function seenBy(
  code: string,
  organisation: string,
  role: Role = 'clinician',
): Promise<CapacityView | undefined> {
  const seen = await places().list(await room.somebody(code, role), {}, 'rehabilitation');
  return seen.find((one) => one.organisation === organisation);
}

async function stateFree(free: number): Promise<CapacityView> {
  return await places().state(await room.somebody('EG-REHAB-1', 'intake_officer'), {}, 'rehabilitation', {
    free,
  });
}

async function hold(
  organisation: string,
  changes: { stage?: string; until?: string; released?: string | null } = {},
) {
  const { stage = 'rehabilitation', until = 'infinity', released = null } = changes;
  await writePast(room.superuser, {
    from: 'EG-DETOX-1',
    to: organisation,
    state: 'awaiting-arrival',
    requested_at: new Date(Date.now() - 3_600_000).toISOString(),
    accepted: 0,
  });
  await room.superuser.query(
    `insert into care.place_hold (handoff_id, organisation_id, stage, hold, until_at, released_at)
     select h.id, o.id, $2, 'firm', $3, $4 from care.organisation o,
       (select id from care.handoff order by created_at desc limit 1) h where o.code = $1`,
    [organisation, stage, until, released],
  );
}

describe('Free places', () => {
  it('are what the house stated, less what is held now: let go, run out and other stages do not count', async () => {
    expect(await stateFree(7)).toMatchObject({
      organisation: 'EG-REHAB-1',
      stage: 'rehabilitation',
      free: 7,
      held: 0,
    });
    await hold('EG-REHAB-1');
    await hold('EG-REHAB-1');
    await hold('EG-REHAB-1', { released: '2026-01-01T00:00:00Z' });
    await hold('EG-REHAB-1', { until: '2026-01-01T00:00:00Z' });
    await hold('EG-REHAB-1', { stage: 'assessment' });
    await hold('EG-REHAB-2');
    expect(await seenBy('EG-DETOX-1', 'EG-REHAB-1')).toMatchObject({ free: 5, held: 2, stale: false });
    expect(await stateFree(1)).toMatchObject({ free: 0, held: 2 });
    expect(await seenBy('EG-REHAB-1', 'EG-REHAB-1')).toMatchObject({ free: 0, held: 2 });
  });

  it('grow old: after the days of the pack nobody may count on them, until they are stated again', async () => {
    const days = async (back: string) => {
      await room.superuser.query(`update care.capacity set stated_at = now() - $1::interval`, [back]);
      return (await seenBy('EG-DETOX-1', 'EG-REHAB-1'))?.stale;
    };
    const limit = loadPacks().of('EG').capacity_stale_days;
    expect(await days(`${limit * 24 - 1} hours`)).toBe(false);
    expect(await days(`${limit * 24 + 1} hours`)).toBe(true);
    expect((await stateFree(3)).stale).toBe(false);
  });

  it('of a stage the house does not offer are refused, and so is whoever does not answer for places', async () => {
    const state = async (code: string, role: Role) =>
      refusal(places().state(await room.somebody(code, role), {}, 'rehabilitation', { free: 2 }));
    expect(await state('EG-DETOX-1', 'intake_officer')).toBe('capacity.stage_not_offered');
    expect(await state('EG-REHAB-1', 'auditor')).toBe('permission.role');
    expect(await state('EG-REHAB-1', 'coordinator')).toBe('permission.role');
    expect(await state('EG-REHAB-1', 'org_admin')).toBe('granted');
  });

  it('are known in the own jurisdiction and nowhere else, and name only houses that state some', async () => {
    const listed = async (code: string) =>
      (await places().list(await room.somebody(code, 'clinician'), {}, undefined)).map(
        ({ organisation }) => organisation,
      );
    const egypt = await listed('EG-DETOX-1');
    const { rows } = await room.superuser.query<{ code: string }>(
      `select o.code from care.capacity c join care.organisation o on o.id = c.organisation_id where o.jurisdiction = 'EG' order by 1`,
    );
    expect([...egypt].sort()).toEqual(rows.map(({ code }) => code));
    expect(egypt.length).toBeGreaterThan(1);
    expect((await listed('RU-DETOX-1')).some((code) => code.startsWith('EG-'))).toBe(false);
  });

  it('stated twice at once are one statement', async () => {
    await Promise.all([stateFree(4), stateFree(4), stateFree(4)]);
    const { rows } = await room.superuser.query<{ free: number }>(
      `select c.free from care.capacity c join care.organisation o on o.id = c.organisation_id where o.code = 'EG-REHAB-1' and c.stage = 'rehabilitation'`,
    );
    expect(rows).toEqual([{ free: 4 }]);
  });
});
