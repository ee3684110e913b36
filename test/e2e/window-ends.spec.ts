import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BreakGlassView, MergeView } from '#domain/wire/identity.js';
import { WINDOW_WORDS } from '#domain/words/window.js';
import { admitNamed, granted, inHours, move, sendOn, somebody, viewClient } from '../support/journey.js';
import { giveCode, PASSPHRASE, WindowGuest, type GuestPage } from '../support/window-guest.js';
import { ErasureHouse, path } from './erasure.tools.js';

let house: ErasureHouse;

beforeAll(async () => {
  house = await ErasureHouse.open();
}, 180_000);
afterAll(() => house?.application.close(), 60_000);

const say = WINDOW_WORDS.en;
const tryDoor = async (code: string): Promise<{ by: WindowGuest; page: GuestPage }> => {
  const by = new WindowGuest(house.application.url);
  return { by, page: await by.enter(code, PASSPHRASE) };
};
const inside = async (code: string): Promise<WindowGuest> => {
  const { by, page } = await tryDoor(code);
  expect([page.status, page.heading]).toEqual([200, say.home]);
  return by;
};

describe('An opening of the record in need', () => {
  const open = async (client: string): Promise<string> => {
    const at = path(client, '/emergency-card');
    const view = granted(await house.desks.clinician.post<BreakGlassView>(at, { reason: 'suicide_risk' }));
    granted(await house.desks.clinician.get(`/api/openings/${view.opening}/card`));
    const closed = granted(
      await house.desks.clinician.post<BreakGlassView>(`/api/openings/${view.opening}/close`),
    );
    const review = { verdict: 'justified', client_told: 'not_yet', words: 'Seen with the duty manager.' };
    const seen = { version: closed.version };
    granted(await house.officer.post(`/api/openings/${view.opening}/review`, review, seen));
    return view.opening;
  };
  const hoursPass = (opening: string, hours: number): Promise<unknown> =>
    house.application.rows(
      `update care.break_glass set asked_at = asked_at - $2::interval, opened_at = opened_at - $2::interval, until_at = until_at - $2::interval,
         closed_at = closed_at - $2::interval, review_due_at = review_due_at - $2::interval where id = $1`,
      [opening, `${hours} hours`],
    );
  const tell = async (opening: string, told: 'told' | 'dangerous'): Promise<void> =>
    void granted(await house.desks.manager.post(`/api/openings/${opening}/tell`, { client_told: told }));
  const looks = async (by: WindowGuest): Promise<string> => (await by.open('/window/looks')).text;

  it('stands in the window once the client was told, or after 72 hours, and not before', async () => {
    const client = await admitNamed(house.desks.manager);
    const by = await inside(await giveCode(house.desks.manager, client));
    const opening = await open(client);
    const isTold = async (): Promise<boolean> => (await looks(by)).includes(say.looks.reasons.suicide_risk);
    expect(await isTold()).toBe(false);
    await hoursPass(opening, 71);
    expect(await isTold()).toBe(false);
    await hoursPass(opening, 2);
    expect(await isTold()).toBe(true);

    const other = await admitNamed(house.desks.manager);
    const they = await inside(await giveCode(house.desks.manager, other));
    await tell(await open(other), 'told');
    expect(await looks(they)).toContain(say.looks.reasons.suicide_risk);
  }, 120_000);

  it('whose telling is dangerous never stands there, and neither does what was read under it', async () => {
    const client = await admitNamed(house.desks.manager);
    const by = await inside(await giveCode(house.desks.manager, client));
    const opening = await open(client);
    await tell(opening, 'dangerous');
    for (const hours of [0, 73, 24 * 365]) {
      await hoursPass(opening, hours);
      const page = await looks(by);
      expect([hours, page.includes(say.looks.reasons.suicide_risk)]).toEqual([hours, false]);
      expect([hours, page.includes(say.looks.opened)]).toEqual([hours, false]);
    }
    for (const part of ['', '/messages', '/copy'])
      expect((await by.open(`/window${part}`)).text).not.toContain(say.looks.reasons.suicide_risk);
  }, 120_000);
});

describe('What the client has not read', () => {
  it('is counted on the first page, and no longer once it was read', async () => {
    const client = await admitNamed(house.desks.manager);
    const by = await inside(await giveCode(house.desks.manager, client));
    const { reference } = await sendOn(house.desks.manager, client);
    granted(await move(house.desks.palm, reference, 'take'));
    granted(await move(house.desks.palm, reference, 'accept', { appointment_at: inHours(24) }));
    const { unread } = (
      await house.application.rows<{ unread: number }>(
        `select count(*)::int as unread from care.notice n join care.client_code c on c.client_id = n.client_id
          where c.code = $1 and n.read_at is null and n.ended_at is null and n.visible_at <= clock_timestamp()`,
        [client],
      )
    )[0]!;
    expect(unread).toBeGreaterThan(0);
    expect((await by.open('/window')).text).toContain(`${say.messages.new}: ${unread}`);
    expect((await by.open('/window/messages')).text).toContain(`(${say.messages.new})`);
    expect((await by.open('/window')).text).not.toContain(`${say.messages.new}:`);
  }, 60_000);
});

describe('A client whose record', () => {
  it('was joined with another comes in with the code they had, and reads both as one', async () => {
    const identity = somebody();
    const keep = await admitNamed(house.desks.manager, { identity });
    const join = await admitNamed(house.desks.manager, { identity, duplicates_reviewed: true });
    const { reference } = await sendOn(house.desks.manager, keep);
    granted(await move(house.desks.palm, reference, 'take'));
    granted(await move(house.desks.palm, reference, 'accept', { appointment_at: inHours(24) }));
    const code = await giveCode(house.desks.manager, join);
    expect((await (await inside(code)).open('/window/next')).text).toContain(say.next.no_appointment);
    const asked = { keep, join, ground: 'entered_twice' };
    const merge = granted(await house.desks.manager.post<MergeView>('/api/merges', asked), 201);
    const at = `/api/merges/${merge.merge}/decide`;
    granted(await house.intake.post<MergeView>(at, { merge: true }, { version: merge.version }));
    const by = await inside(code);
    expect((await by.open('/window/next')).text).toContain(say.next.when);
    for (const part of ['road', 'people', 'sharing', 'looks', 'sent', 'messages', 'copy'])
      expect([part, (await by.open(`/window/${part}`)).status]).toEqual([part, 200]);
  }, 120_000);

  it('was erased is let out at once, and their code is one that never existed', async () => {
    const client = await admitNamed(house.desks.manager);
    const code = await giveCode(house.desks.manager, client);
    const by = await inside(code);
    await house.erase(client);
    expect((await by.open('/window/plan')).heading).toBe(say.enter.title);
    const gone = (await tryDoor(code)).page;
    const never = (await tryDoor('7K3M-9QXR-T4')).page;
    expect([gone.status, gone.text]).toEqual([never.status, never.text]);
    expect(gone.status).toBe(422);
  }, 120_000);

  it('is of somebody who has died opens nothing, to whoever found the card', async () => {
    const client = await admitNamed(house.desks.manager);
    const code = await giveCode(house.desks.manager, client);
    const { reference } = await sendOn(house.desks.manager, client);
    const by = await inside(code);
    granted(await move(house.desks.manager, reference, 'stop', { cause: 'died' }));
    expect((await by.open('/window/road')).heading).toBe(say.enter.title);
    const { page } = await tryDoor(code);
    expect([page.status, page.heading]).toEqual([422, say.enter.title]);
  }, 60_000);

  it('is of somebody whose care ended by their death opens nothing either', async () => {
    const client = await admitNamed(house.desks.manager);
    const code = await giveCode(house.desks.manager, client);
    const by = await inside(code);
    const { version } = await viewClient(house.desks.manager, client);
    granted(
      await house.desks.manager.post(
        `/api/clients/${client}/exit`,
        { exit: 'died', death_cause: 'unknown' },
        { version },
      ),
    );
    expect((await by.open('/window/road')).heading).toBe(say.enter.title);
    const { page } = await tryDoor(code);
    expect([page.status, page.heading]).toEqual([422, say.enter.title]);
  }, 60_000);
});
