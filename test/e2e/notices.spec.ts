import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ContactService } from '#casework/notices/contact.service.js';
import { NoticesService } from '#casework/notices/notices.service.js';
import type { ContactView } from '#domain/wire/notices.js';
import { careWordsIn } from '#domain/words/care-words.js';
import { signReceipt } from '#platform/messages/sms-signature.js';
import { clientActor } from '#platform/db/actor.js';
import { eventually } from '../support/application.js';
import { admitAnonymous, admitNamed, granted, somebody } from '../support/journey.js';
import { expectRefusal, inbox } from '../support/journey-handoffs.js';
import { SAYS_NOTHING, SMS_SECRET, writeContact } from '../support/telling.js';
import { ToldClients } from '../support/told-clients.js';

let at: ToldClients;
beforeAll(async () => {
  at = await ToldClients.open();
}, 120_000);
afterAll(() => at?.close(), 60_000);

describe('A client who allowed mail', () => {
  it('gets one that says neither what nor where nor who, under the number of its delivery', async () => {
    const to = at.address('one');
    const client = await at.told({ channels: ['email'], email: to, language: 'ar' });
    await at.settled(client, 'sent');
    const [mail, ...more] = at.telling.post.to(to);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('لديك جديد');
    expect(mail?.from).toMatchObject({ address: 'notices@window.example', name: '' });
    expect(mail?.text).toContain(`${at.house.url}/window`);
    expect(careWordsIn(`${mail?.subject} ${mail?.text}`)).toEqual([]);
    expect(mail?.text).not.toMatch(/\d\d:\d\d/);
    const [row] = await at.house.rows<{ id: string }>(
      `select d.id from care.notice_delivery d join care.client_code k on k.client_id = d.client_id where k.code = $1`,
      [client],
    );
    expect(mail?.messageId).toBe(`<${row?.id}@window.example>`);
  }, 60_000);

  it('reads when, and from whom, only where they said that both may stand there', async () => {
    const to = at.address('when');
    const client = await at.told({
      channels: ['email'],
      email: to,
      say_when: true,
      say_from: true,
      language: 'en',
    });
    await at.settled(client, 'sent');
    const [mail] = at.telling.post.to(to);
    expect(mail?.from?.name).toBe('Handrail');
    expect(mail?.text).toMatch(/^A time was set for you: .*\d\d:\d\d\./);
  }, 60_000);

  it('is written to again where the server asked to come back later, and the mail is one', async () => {
    const to = at.address('later');
    const client = await at.told({ channels: ['email'], email: to });
    await eventually(
      async () => await Promise.resolve(at.telling.post.tries.get(to) === 1),
      'it was refused for the moment',
    );
    await eventually(async () => {
      await at.hurry();
      return (await at.outcomes(client))[0] === 'sent';
    }, 'it was taken');
    expect(at.telling.post.tries.get(to)).toBe(2);
    expect(at.telling.post.to(to)).toHaveLength(1);
  }, 60_000);

  it('and whose address is refused for good becomes work of the house at once, and is sent again by hand', async () => {
    const to = at.address('never');
    const client = await at.told({ channels: ['email'], email: to });
    const dead = await eventually(
      async () =>
        (await inbox(at.manager)).find((item) => item.kind === 'message.dead' && item.client === client),
      'it is work',
    );
    expect(at.telling.post.tries.get(to)).toBe(1);
    expect(await at.outcomes(client)).toEqual(['given_up']);
    const view = granted(await at.manager.get<ContactView>(`/api/clients/${client}/contact`));
    expect(view.last).toMatchObject([{ channel: 'email', outcome: 'given_up' }]);
    const better = at.address('mended');
    await writeContact(at.manager, client, { channels: ['email'], email: better }, view.version);
    granted(await at.manager.post(`/api/work-items/${dead.id}/retry`));
    await at.settled(client, 'sent');
    expect(at.telling.post.to(better)).toHaveLength(1);
  }, 60_000);
});

describe('A client who allowed text messages', () => {
  const allowed = { channels: ['sms' as const], phone_read_by: 'only_me' as const };
  const got = (to: string) => at.telling.gateway.messages.filter((message) => message.to === to);

  it('gets one, and its receipt is believed', async () => {
    const to = at.number('10');
    const client = await at.told({ ...allowed, phone: to });
    await at.settled(client, 'delivered');
    expect(got(to)).toMatchObject([{ tries: 1, from: null }]);
    expect(careWordsIn(got(to)[0]?.text ?? 'drug')).toEqual([]);
  }, 60_000);

  it('gets one, although the gateway was busy, or took it and lost its answer', async () => {
    for (const ending of ['02', '07']) {
      const to = at.number(ending);
      const client = await at.told({ ...allowed, phone: to });
      await eventually(async () => {
        await at.hurry();
        return (await at.outcomes(client)).some((one) => one === 'sent' || one === 'delivered');
      }, 'it was taken');
      expect(got(to)).toHaveLength(1);
    }
  }, 60_000);

  it('is not counted as reached by a receipt that was not signed with the secret, and by one that came twice only once', async () => {
    const forged = await at.told({ ...allowed, phone: at.number('05') });
    const twice = await at.told({ ...allowed, phone: at.number('04') });
    const lost = await at.told({ ...allowed, phone: at.number('03') });
    await at.settled(twice, 'delivered');
    await at.settled(lost, 'undelivered');
    await at.settled(forged, 'sent');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await at.outcomes(forged)).toEqual(['sent']);

    const [row] = await at.house.rows<{ reference: string }>(
      `select d.reference from care.notice_delivery d join care.client_code k on k.client_id = d.client_id where k.code = $1`,
      [forged],
    );
    const receipt = { id: row!.reference, state: 'delivered' } as const;
    const now = Math.floor(Date.now() / 1_000);
    const send = (signature?: string) =>
      at.manager.post('/api/receipts/sms', receipt, {
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
    expect(await at.outcomes(forged)).toEqual(['sent']);
    expect((await send(signReceipt(SMS_SECRET, receipt, now))).status).toBe(204);
    expect(await at.outcomes(forged)).toEqual(['delivered']);
  }, 60_000);

  it('on a telephone that others read gets none, unless a message may be left', async () => {
    const silent = at.number('11');
    const client = await at.told({ channels: ['sms'], phone: silent, phone_read_by: 'family' });
    const left = at.number('12');
    await at.settled(
      await at.told({ channels: ['sms'], phone: left, phone_read_by: 'family', leave_message: true }),
      'delivered',
    );
    expect(got(silent)).toEqual([]);
    expect(await at.outcomes(client)).toEqual([null]); // The notice stands in the window, with no message.
  }, 60_000);
});

describe('How a client may be reached', () => {
  it('is filled in by nobody: without a word of theirs nothing leaves, and the window has it', async () => {
    const client = await admitNamed(at.manager, { identity: { ...somebody(), phones: ['+201001234567'] } });
    await at.appoint(client);
    const actor = clientActor(await at.idOf(client));
    const notices = at.house.app.get(NoticesService);
    await eventually(async () => (await notices.own(actor, {})).items.length > 0, 'it is in the window');
    expect((await notices.own(actor, {})).items).toMatchObject([{ kind: 'appointment.given' }]);
    expect(granted(await at.manager.get<ContactView>(`/api/clients/${client}/contact`))).toMatchObject({
      rules: null,
      anonymous: false,
      version: 0,
    });
    expect(await at.outcomes(client)).toEqual([null]);
    const other = clientActor(await at.idOf(await admitNamed(at.manager)));
    expect((await notices.own(other, {})).items).toEqual([]);
  }, 60_000);

  it('is kept of nobody without a name, and changed by nobody but the responsible house and the client', async () => {
    const anonymous = await admitAnonymous(at.manager);
    expect(granted(await at.manager.get<ContactView>(`/api/clients/${anonymous}/contact`)).anonymous).toBe(
      true,
    );
    const rules = { ...SAYS_NOTHING, channels: ['email'], email: at.address('nobody') };
    expectRefusal(
      await at.manager.put(`/api/clients/${anonymous}/contact`, rules, { version: 0 }),
      409,
      'contact.anonymous',
    );
    const contacts = at.house.app.get(ContactService);
    const nobody = clientActor(await at.idOf(anonymous));
    expect(await contacts.own(nobody, {})).toMatchObject({ anonymous: true, rules: null });
    await expect(contacts.changeOwn(nobody, {}, 0, SAYS_NOTHING)).rejects.toMatchObject({
      code: 'contact.anonymous',
    });
    const client = await admitNamed(at.manager);
    await writeContact(at.manager, client, { channels: ['email'], email: at.address('own') });
    expectRefusal(await at.intake.get(`/api/clients/${client}/contact`), 404, 'request.not_found');
    expectRefusal(
      await at.manager.put(`/api/clients/${client}/contact`, { ...SAYS_NOTHING }, { version: 0 }),
      409,
      'version.stale',
    );
    const own = clientActor(await at.idOf(client));
    await contacts.changeOwn(own, {}, 1, { ...SAYS_NOTHING, do_not_contact: true });
    expect(await contacts.own(own, {})).toMatchObject({ changed_by: 'client', version: 2 });
    await at.appoint(client);
    const all = await at.house.rows<{ n: number }>(
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
    const client = await admitNamed(at.manager);
    const answer = await at.manager.put(
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
