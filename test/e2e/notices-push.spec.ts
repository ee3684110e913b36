import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ContactService } from '#casework/notices/contact.service.js';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { NoticePreferenceView, PushDevice } from '#domain/wire/notices.js';
import { careWordsIn } from '#domain/words/care-words.js';
import { clientActor } from '#platform/db/actor.js';
import { eventually } from '../support/application.js';
import { admitNamed, granted } from '../support/journey.js';
import { expectRefusal } from '../support/journey-handoffs.js';
import type { Staff } from '../support/staff.js';
import { writeContact } from '../support/telling.js';
import { ToldClients } from '../support/told-clients.js';
import { giveCode, PASSPHRASE, WindowGuest, type GuestPage } from '../support/window-guest.js';

let at: ToldClients;
beforeAll(async () => {
  at = await ToldClients.open();
}, 120_000);
afterAll(() => at?.close(), 60_000);
const asText = (device: PushDevice): string => JSON.stringify(device);
const marksOn = ({ html }: GuestPage): string[] =>
  (/data-marks="([^"]*)"/.exec(html)?.[1] ?? '').split(' ').filter((mark) => mark !== '');

/** A client in their window, on the page of messages. */
async function inWindow(client: string): Promise<{ guest: WindowGuest; page: GuestPage }> {
  const guest = new WindowGuest(at.house.url);
  await guest.enter(await giveCode(at.manager, client), PASSPHRASE);
  return { guest, page: await guest.open('/window/messages') };
}
/** Presses the button of the page, as the script does once the browser has given its address. */
const press = (guest: WindowGuest, page: GuestPage, device: PushDevice) =>
  guest.submit(page, '/window/messages/device', { answer: asText(device) });
const openedBy = (name: string) => at.telling.push.opened.filter(({ browser }) => browser === name);

describe('A browser of a client', () => {
  it('is told from the moment the client presses the button in their window; what it opens is a language and nothing else', async () => {
    const client = await admitNamed(at.manager);
    const { guest, page } = await inWindow(client);
    expect([page.html.includes('<section hidden="" data-browser='), marksOn(page)]).toEqual([true, []]);
    const kept = await press(guest, page, at.telling.push.subscribe('phone'));
    expect([kept.status, marksOn(kept).length]).toEqual([200, 1]);
    await at.appoint(client);
    await at.settled(client, 'sent');
    const [got, ...more] = openedBy('phone');
    expect([JSON.parse(got?.text ?? ''), more]).toEqual([{ language: expect.any(String) }, []]);
  }, 60_000);

  it('is told no longer once they press the other one, and the permission goes with the last browser', async () => {
    const client = await admitNamed(at.manager);
    const { guest, page } = await inWindow(client);
    const first = await press(guest, page, at.telling.push.subscribe('first'));
    const both = await press(guest, first, at.telling.push.subscribe('second'));
    const [one, two] = marksOn(both);
    const left = await guest.submit(both, '/window/messages/no-device', { answer: one! });
    expect(marksOn(left)).toEqual([two]);
    const contacts = at.house.app.get(ContactService);
    const actor = clientActor(await at.idOf(client));
    expect((await contacts.own(actor, {})).rules?.channels).toEqual(['push']);
    await guest.submit(left, '/window/messages/no-device', { answer: two! });
    expect((await contacts.own(actor, {})).rules).toMatchObject({ channels: [], devices: 0 });
    await at.appoint(client);
    expect(await at.outcomes(client)).toEqual([null]);
  }, 60_000);

  it('that was thrown away is let go, and the others are told', async () => {
    const client = await admitNamed(at.manager);
    const { guest, page } = await inWindow(client);
    const first = await press(guest, page, at.telling.push.subscribe('lost'));
    await press(guest, first, at.telling.push.subscribe('kept'));
    at.telling.push.throwAway('lost');
    await at.appoint(client);
    await at.settled(client, 'sent');
    const contacts = at.house.app.get(ContactService);
    const actor = clientActor(await at.idOf(client));
    const own = await contacts.own(actor, {});
    expect(own).toMatchObject({
      rules: { devices: 1, channels: ['push'] },
      changed_by: 'client',
      version: 2,
    });
    expect([openedBy('lost').length, openedBy('kept').length]).toEqual([0, 1]);
    at.telling.push.throwAway('kept');
    await at.house.rows(`select care.tell($1, null, 'request.answered', 'again', null, null, null)`, [
      actor.client,
    ]);
    await eventually(async () => (await at.outcomes(client)).includes('undelivered'), 'it is not there');
    expect((await contacts.own(actor, {})).rules?.devices).toBe(0);
  }, 60_000);

  it('is offered to nobody who wants no contact or came without a name, and no other address is ever called', async () => {
    const client = await admitNamed(at.manager);
    await writeContact(at.manager, client, { do_not_contact: true });
    expect((await inWindow(client)).page.html).not.toContain('data-browser');
    const other = await admitNamed(at.manager);
    const { guest, page } = await inWindow(other);
    const device = at.telling.push.subscribe('elsewhere');
    for (const answer of [
      asText({ ...device, endpoint: 'http://169.254.169.254/latest/meta-data' }),
      asText({ ...device, endpoint: 'https://push.example.org/x' }),
      asText({ ...device, p256dh: 'short' }),
      '{"endpoint":1}',
      'nonsense',
      '',
    ])
      expect((await guest.submit(page, '/window/messages/device', { answer })).status).toBe(422);
    expect(marksOn(await guest.open('/window/messages'))).toEqual([]);
  }, 60_000);

  it('keeps its permission when the form beside it is saved', async () => {
    const client = await admitNamed(at.manager);
    const { guest, page } = await inWindow(client);
    const told = await press(guest, page, at.telling.push.subscribe('beside'));
    await guest.submit(told, '/window/messages', { readers: 'only_me' });
    const own = await at.house.app.get(ContactService).own(clientActor(await at.idOf(client)), {});
    expect(own.rules).toMatchObject({ channels: ['push'], phone_read_by: 'only_me', devices: 1 });
  }, 60_000);
});

describe('A browser of a member of staff', () => {
  const preference = async (who: Staff): Promise<NoticePreferenceView> =>
    granted(await who.get<NoticePreferenceView>('/api/notices/preferences'));
  const add = (who: Staff, device: PushDevice) => who.post('/api/notices/devices', device);

  it('is told what is told at once, is known by its mark, and is told no longer when it says so', async () => {
    const who = await at.house.as('duty-manager@rehab1.eg.demo');
    granted(await add(who, at.telling.push.subscribe('desk')));
    granted(await add(who, at.telling.push.subscribe('desk-2')));
    const { mode, device_marks: marks, version } = await preference(who);
    expect([mode, marks.length, version]).toEqual(['in_app', 2, 2]);
    granted(
      await who.put('/api/notices/preferences', { mode: 'at_once', email: null, quiet: null }, { version }),
    );
    expect((await preference(who)).device_marks).toEqual(marks);
    granted(await who.post('/api/notices/devices/removal', { mark: marks[1] }));
    const [account] = await at.house.rows<{ id: string }>('select id from access.account where login = $1', [
      who.login,
    ]);
    const tell = (cause: string) =>
      at.house.rows(`select care.tell(null, $1, 'work.escalated', $2, null, null, null)`, [
        account?.id,
        cause,
      ]);
    await tell('first');
    await eventually(async () => await Promise.resolve(openedBy('desk').length > 0), 'it is told');
    expect([JSON.parse(openedBy('desk')[0]?.text ?? ''), openedBy('desk-2')]).toEqual([
      { language: 'ru' },
      [],
    ]);
    at.telling.push.throwAway('desk');
    await tell('second');
    await eventually(async () => (await preference(who)).devices === 0, 'it is let go');
  }, 60_000);

  it('is refused where its address is none of a known push service', async () => {
    const who = await at.house.as('duty-manager@rehab1.eg.demo');
    const device = at.telling.push.subscribe('refused');
    expectRefusal(await add(who, { ...device, endpoint: 'https://example.org/' }), 422, 'contact.address');
    expectRefusal(await who.post('/api/notices/devices/removal', { mark: 'x' }), 422, 'field.invalid');
  }, 60_000);
});

describe('The service worker that shows what came', () => {
  it.each(['window', 'staff'])(
    'of the %s is a file of this house that fetches and keeps nothing',
    async (reader) => {
      const answer = await fetch(`${at.house.url}/pages/told/${reader}.js`);
      const text = await answer.text();
      expect([
        answer.status,
        answer.headers.get('content-type'),
        answer.headers.get('cache-control'),
      ]).toEqual([200, 'text/javascript; charset=utf-8', 'no-cache']);
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self';");
      expect(text).not.toMatch(/fetch|caches|indexedDB|importScripts|https?:/);
      expect(careWordsIn(text)).toEqual([]);
      for (const language of LANGUAGES) expect(text).toContain(`"${language}":`);
    },
  );

  it('of anybody else is not there', async () => {
    expect((await fetch(`${at.house.url}/pages/told/others.js`)).status).toBe(404);
  });
});
