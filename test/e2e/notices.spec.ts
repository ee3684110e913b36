import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ContactService } from '#casework/notices/contact.service.js';
import { NoticesService } from '#casework/notices/notices.service.js';
import type { ContactView } from '#domain/wire/notices.js';
import { careWordsIn } from '#domain/words/care-words.js';
import { signReceipt } from '#platform/messages/sms-signature.js';
import { clientActor } from '#platform/db/actor.js';
import { eventually, type TestApplication } from '../support/application.js';
import { admitAnonymous, admitNamed, granted, somebody } from '../support/journey.js';
import { expectRefusal, inbox } from '../support/journey-handoffs.js';
import type { Staff } from '../support/staff.js';
import {
  openTellingHouse,
  SAYS_NOTHING,
  SMS_SECRET,
  turnWallClock,
  writeContact,
  type TellingHouse,
} from '../support/telling.js';
import { ToldClients } from '../support/told-clients.js';

let telling: TellingHouse;
let house: TestApplication;
let manager: Staff;
let intake: Staff;
let number: ToldClients['number'];
let address: ToldClients['address'];
let idOf: ToldClients['idOf'];
let appoint: ToldClients['appoint'];
let told: ToldClients['told'];
let outcomes: ToldClients['outcomes'];
let settled: ToldClients['settled'];
let hurry: ToldClients['hurry'];

beforeAll(async () => {
  telling = await openTellingHouse();
  house = telling.house;
  manager = await house.as('case-manager@detox.eg.demo');
  intake = await house.as('intake-officer@rehab1.eg.demo');
  ({ number, address, idOf, appoint, told, outcomes, settled, hurry } = new ToldClients(
    telling,
    manager,
    intake,
  ));
  await turnWallClock(house, 12);
  await telling.startWorker();
}, 120_000);
afterAll(() => telling?.close(), 60_000);

describe('A client who allowed mail', () => {
  it('gets one that says neither what nor where nor who, under the number of its delivery', async () => {
    const to = address('one');
    const client = await told({ channels: ['email'], email: to, language: 'ar' });
    await settled(client, 'sent');
    const [mail, ...more] = telling.post.to(to);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('لديك جديد');
    expect(mail?.from).toMatchObject({ address: 'notices@window.example', name: '' });
    expect(mail?.text).toContain(`${house.url}/window`);
    expect(careWordsIn(`${mail?.subject} ${mail?.text}`)).toEqual([]);
    expect(mail?.text).not.toMatch(/\d\d:\d\d/);
    const [row] = await house.rows<{ id: string }>(
      `select d.id from care.notice_delivery d join care.client_code k on k.client_id = d.client_id where k.code = $1`,
      [client],
    );
    expect(mail?.messageId).toBe(`<${row?.id}@window.example>`);
  }, 60_000);

  it('reads when, and from whom, only where they said that both may stand there', async () => {
    const to = address('when');
    const client = await told({
      channels: ['email'],
      email: to,
      say_when: true,
      say_from: true,
      language: 'en',
    });
    await settled(client, 'sent');
    const [mail] = telling.post.to(to);
    expect(mail?.from?.name).toBe('Handrail');
    expect(mail?.text).toMatch(/^A time was set for you: .*\d\d:\d\d\./);
  }, 60_000);

  it('is written to again where the server asked to come back later, and the mail is one', async () => {
    const to = address('later');
    const client = await told({ channels: ['email'], email: to });
    await eventually(
      async () => await Promise.resolve(telling.post.tries.get(to) === 1),
      'it was refused for the moment',
    );
    await eventually(async () => {
      await hurry();
      return (await outcomes(client))[0] === 'sent';
    }, 'it was taken');
    expect(telling.post.tries.get(to)).toBe(2);
    expect(telling.post.to(to)).toHaveLength(1);
  }, 60_000);

  it('and whose address is refused for good becomes work of the house at once, and is sent again by hand', async () => {
    const to = address('never');
    const client = await told({ channels: ['email'], email: to });
    const dead = await eventually(
      async () =>
        (await inbox(manager)).find((item) => item.kind === 'message.dead' && item.client === client),
      'it is work',
    );
    expect(telling.post.tries.get(to)).toBe(1);
    expect(await outcomes(client)).toEqual(['given_up']);
    const view = granted(await manager.get<ContactView>(`/api/clients/${client}/contact`));
    expect(view.last).toMatchObject([{ channel: 'email', outcome: 'given_up' }]);
    const better = address('mended');
    await writeContact(manager, client, { channels: ['email'], email: better }, view.version);
    granted(await manager.post(`/api/work-items/${dead.id}/retry`));
    await settled(client, 'sent');
    expect(telling.post.to(better)).toHaveLength(1);
  }, 60_000);
});

describe('A client who allowed text messages', () => {
  const allowed = { channels: ['sms' as const], phone_read_by: 'only_me' as const };
  const got = (to: string) => telling.gateway.messages.filter((message) => message.to === to);

  it('gets one, and its receipt is believed', async () => {
    const to = number('10');
    const client = await told({ ...allowed, phone: to });
    await settled(client, 'delivered');
    expect(got(to)).toMatchObject([{ tries: 1, from: null }]);
    expect(careWordsIn(got(to)[0]?.text ?? 'drug')).toEqual([]);
  }, 60_000);

  it('gets one, although the gateway was busy, or took it and lost its answer', async () => {
    for (const ending of ['02', '07']) {
      const to = number(ending);
      const client = await told({ ...allowed, phone: to });
      await eventually(async () => {
        await hurry();
        return (await outcomes(client)).some((one) => one === 'sent' || one === 'delivered');
      }, 'it was taken');
      expect(got(to)).toHaveLength(1);
    }
  }, 60_000);

  it('is not counted as reached by a receipt that was not signed with the secret, and by one that came twice only once', async () => {
    const forged = await told({ ...allowed, phone: number('05') });
    const twice = await told({ ...allowed, phone: number('04') });
    const lost = await told({ ...allowed, phone: number('03') });
    await settled(twice, 'delivered');
    await settled(lost, 'undelivered');
    await settled(forged, 'sent');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await outcomes(forged)).toEqual(['sent']);

    const [row] = await house.rows<{ reference: string }>(
      `select d.reference from care.notice_delivery d join care.client_code k on k.client_id = d.client_id where k.code = $1`,
      [forged],
    );
    const receipt = { id: row!.reference, state: 'delivered' } as const;
    const now = Math.floor(Date.now() / 1_000);
    const send = (signature?: string) =>
      manager.post('/api/receipts/sms', receipt, {
        key: null,
        headers: signature === undefined ? {} : { 'handrail-signature': signature },
      });
    for (const wrong of [
      undefined,
      'nonsense',
      signReceipt('another secret', receipt, now),
      signReceipt(SMS_SECRET, { ...receipt, state: 'undelivered' }, now),
      signReceipt(SMS_SECRET, receipt, now - 3_600),
    ])
      expectRefusal(await send(wrong), 401, 'receipt.unsigned');
    expect(await outcomes(forged)).toEqual(['sent']);
    expect((await send(signReceipt(SMS_SECRET, receipt, now))).status).toBe(204);
    expect(await outcomes(forged)).toEqual(['delivered']);
  }, 60_000);

  it('on a telephone that others read gets none, unless a message may be left', async () => {
    const silent = number('11');
    const client = await told({ channels: ['sms'], phone: silent, phone_read_by: 'family' });
    const left = number('12');
    await settled(
      await told({ channels: ['sms'], phone: left, phone_read_by: 'family', leave_message: true }),
      'delivered',
    );
    expect(got(silent)).toEqual([]);
    expect(await outcomes(client)).toEqual([null]); // The notice stands in the window, with no message.
  }, 60_000);
});

describe('A browser of a client', () => {
  it('opens what was encrypted for it, which says only a language; one that was thrown away is let go', async () => {
    const client = await admitNamed(manager);
    const [actor, request] = [clientActor(await idOf(client)), { request: crypto.randomUUID() }];
    const contacts = house.app.get(ContactService);
    const rules = { ...SAYS_NOTHING, channels: ['push' as const], language: 'ru' as const };
    await contacts.changeOwn(actor, request, 0, rules, telling.push.subscribe('phone'));
    await appoint(client);
    await settled(client, 'sent');
    expect(telling.push.opened.map(({ browser, text }) => [browser, JSON.parse(text) as unknown])).toEqual([
      ['phone', { language: 'ru' }],
    ]);
    telling.push.throwAway('phone');
    const second = await appoint(client).catch(() => undefined);
    if (second) await eventually(async () => (await outcomes(client)).includes('undelivered'), 'it is gone');
    await expect(
      contacts.changeOwn(actor, request, 1, rules, {
        ...telling.push.subscribe('elsewhere'),
        endpoint: 'http://169.254.169.254/latest/meta-data',
      }),
    ).rejects.toMatchObject({ code: 'contact.address' });
  }, 60_000);
});

describe('How a client may be reached', () => {
  it('is filled in by nobody: without a word of theirs nothing leaves, and the window has it', async () => {
    const client = await admitNamed(manager, { identity: { ...somebody(), phones: ['+201001234567'] } });
    await appoint(client);
    const actor = clientActor(await idOf(client));
    const notices = house.app.get(NoticesService);
    await eventually(async () => (await notices.own(actor, {})).items.length > 0, 'it is in the window');
    expect((await notices.own(actor, {})).items).toMatchObject([{ kind: 'appointment.given' }]);
    expect(granted(await manager.get<ContactView>(`/api/clients/${client}/contact`))).toMatchObject({
      rules: null,
      anonymous: false,
      version: 0,
    });
    expect(await outcomes(client)).toEqual([null]);
    const other = clientActor(await idOf(await admitNamed(manager)));
    expect((await notices.own(other, {})).items).toEqual([]);
  }, 60_000);

  it('is kept of nobody without a name, and changed by nobody but the responsible house and the client', async () => {
    const anonymous = await admitAnonymous(manager);
    expect(granted(await manager.get<ContactView>(`/api/clients/${anonymous}/contact`)).anonymous).toBe(true);
    const rules = { ...SAYS_NOTHING, channels: ['email'], email: address('nobody') };
    expectRefusal(
      await manager.put(`/api/clients/${anonymous}/contact`, rules, { version: 0 }),
      409,
      'contact.anonymous',
    );
    const contacts = house.app.get(ContactService);
    const nobody = clientActor(await idOf(anonymous));
    expect(await contacts.own(nobody, {})).toMatchObject({ anonymous: true, rules: null });
    await expect(contacts.changeOwn(nobody, {}, 0, SAYS_NOTHING)).rejects.toMatchObject({
      code: 'contact.anonymous',
    });
    const client = await admitNamed(manager);
    await writeContact(manager, client, { channels: ['email'], email: address('own') });
    expectRefusal(await intake.get(`/api/clients/${client}/contact`), 404, 'request.not_found');
    expectRefusal(
      await manager.put(`/api/clients/${client}/contact`, { ...SAYS_NOTHING }, { version: 0 }),
      409,
      'version.stale',
    );
    const own = clientActor(await idOf(client));
    await contacts.changeOwn(own, {}, 1, { ...SAYS_NOTHING, do_not_contact: true });
    expect(await contacts.own(own, {})).toMatchObject({ changed_by: 'client', version: 2 });
    await appoint(client);
    const all = await house.rows<{ n: number }>(
      'select count(*)::int as n from care.notice_delivery d join care.client_code k on k.client_id = d.client_id where k.code = $1',
      [client],
    );
    expect(all).toEqual([{ n: 0 }]);
  }, 60_000);

  it.each([
    [{ channels: ['email'] }, 'field.required'],
    [{ channels: ['sms'] }, 'field.required'],
    [{ email: 'a@b.example, c@d.example' }, 'contact.address'],
    [{ email: 'a@b.example\r\nBcc: c@d.example' }, 'contact.address'],
    [{ phone: '0100 123 4567' }, 'contact.address'],
    [{ channels: ['pigeon'] }, 'field.invalid'],
    [{ hours: { from: '25:00', until: '10:00' } }, 'field.invalid'],
  ])('is refused where it leads nowhere: %j', async (wrong, code) => {
    const client = await admitNamed(manager);
    const answer = await manager.put(
      `/api/clients/${client}/contact`,
      { ...SAYS_NOTHING, ...wrong },
      { version: 0 },
    );
    expect([
      answer.status,
      answer.problem.code === code || answer.problem.errors?.[0]?.code === code,
    ]).toEqual([422, true]);
  });
});
