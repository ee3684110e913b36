import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wallTime } from '#domain/rules/wall-clock.js';
import type { StaffCalendar } from '#domain/wire/contact.js';
import { act, clientAtRisk, inHours, planOne } from '../support/appointments.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { expectRefusal } from '../support/journey-handoffs.js';
import { granted } from '../support/journey.js';
import { giveCode, PASSPHRASE, WindowGuest } from '../support/window-guest.js';

let house: TestApplication;
let desks: Desks;

beforeAll(async () => {
  house = await startApplication();
  desks = await signInDesks(house);
}, 180_000);
afterAll(() => house?.close(), 60_000);

describe('A calendar', () => {
  const day = (at: Date): string => wallTime(at, 'Africa/Cairo').slice(0, 10);

  it('shows one’s own days, and a colleague’s to a colleague', async () => {
    const client = await clientAtRisk(desks.clinician);
    const at = inHours(24 * 40);
    const { contact } = await planOne(desks.clinician, client, at);
    const path = `/api/calendar?from_on=${day(at)}&until_on=${day(at)}`;
    const own = granted(await desks.clinician.get<StaffCalendar>(path));
    expect(own).toMatchObject({ time_zone: 'Africa/Cairo', week_starts_on: 6, more: false });
    expect(own.items.map((one) => one.contact)).toEqual([contact]);
    const clinician = own.items[0]?.with?.colleague;
    expect(granted(await desks.manager.get<StaffCalendar>(path)).items).toEqual([]);
    expect(
      granted(await desks.manager.get<StaffCalendar>(`${path}&colleague=${clinician}`)).items.map(
        (one) => one.contact,
      ),
    ).toEqual([contact]);
    expectRefusal(await desks.palm.get(`${path}&colleague=${clinician}`), 422, 'colleague.unknown');
  });

  it('leaves as a file that says when and nothing else', async () => {
    const client = await clientAtRisk(desks.clinician);
    const at = inHours(24 * 45);
    const { contact } = await planOne(desks.clinician, client, at);
    for (const path of [
      `/api/calendar/file?from_on=${day(at)}&until_on=${day(at)}`,
      `/api/appointments/${contact}/file`,
    ]) {
      const file = await desks.clinician.get(path);
      expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
      expect(file.text).toContain(`DTSTART:${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z\r\n`);
      expect(file.text).toContain('SUMMARY:Appointment\r\n');
      expect(file.text).not.toContain(client);
      expect(file.text).not.toMatch(/care|handrail|clinic|treat|therap|visit/i);
    }
  });

  it('is the client’s too, in their window and as a file, and what is cancelled says so', async () => {
    const client = await clientAtRisk(desks.clinician);
    const code = await giveCode(desks.clinician, client);
    const at = inHours(24 * 2);
    const written = await planOne(desks.clinician, client, at);
    const guest = new WindowGuest(house.url);
    await guest.enter(code, PASSPHRASE);
    expect((await guest.open('/window/next')).text).toContain('You come to us');
    const file = await (await guest.send('GET', '/window/next/calendar')).text();
    expect(file).toContain(`DTSTART:${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z\r\n`);
    expect(file).not.toMatch(/care|handrail|clinic|treat|therap|visit/i);
    granted(
      await act(desks.clinician, written, 'cancel', {
        by: 'cancelled_by_staff',
        reason: 'illness',
        scope: 'this',
      }),
    );
    expect((await guest.open('/window/next')).text).toContain('Cancelled');
    expect(await (await guest.send('GET', '/window/next/calendar')).text()).toContain('STATUS:CANCELLED');
    const stranger = new WindowGuest(house.url);
    expect((await stranger.send('GET', '/window/next/calendar')).status).toBeGreaterThanOrEqual(300);
  });
});
