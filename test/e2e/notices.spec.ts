import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ContactService } from '#casework/notices/contact.service.js';
import { NoticesService } from '#casework/notices/notices.service.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { ContactRulesRequest, ContactView } from '#domain/wire/notices.js';
import { careWordsIn } from '#domain/words/care-words.js';
import { signReceipt } from '#platform/messages/sms-signature.js';
import { clientActor } from '#platform/db/actor.js';
import { TestProcess } from '../support/application-process.js';
import { eventually, type TestApplication } from '../support/application.js';
import { admitAnonymous, admitNamed, granted, sendOn, somebody, viewHandoff } from '../support/journey.js';
import { expectRefusal, go, inbox, TOMORROW } from '../support/journey-handoffs.js';
import type { Staff } from '../support/staff.js';
import {
  deliveriesTo,
  openTellingHouse,
  SAYS_NOTHING,
  SMS_SECRET,
  turnWallClock,
  writeContact,
  type TellingHouse,
} from '../support/telling.js';

let telling: TellingHouse;
let house: TestApplication;
let manager: Staff;
let intake: Staff;
let numbers = 0;

beforeAll(async () => {
  telling = await openTellingHouse();
  house = telling.house;
  manager = await house.as('case-manager@detox.eg.demo');
  intake = await house.as('intake-officer@rehab1.eg.demo');
  await turnWallClock(house, 12);
  await telling.startWorker();
}, 120_000);
afterAll(() => telling?.close(), 60_000);

const number = (ending: string): string => `+2010000${String(++numbers).padStart(3, '0')}${ending}`;
const address = (name: string): string => `${name}-${++numbers}@post.example`;
const idOf = async (client: string): Promise<string> =>
  (
    await house.rows<{ id: string }>('select client_id as id from care.client_code where code = $1', [client])
  )[0]!.id;

/** Sends a client on and lets the partner accept, with an appointment tomorrow. */
async function appoint(client: string): Promise<string> {
  const { reference } = await sendOn(manager, client, { kind: 'referral' });
  await go(intake, reference, 'take');
  await go(intake, reference, 'accept', TOMORROW());
  return reference;
}

/** A client who said how they may be reached, and who has an appointment since. */
async function told(rules: Partial<ContactRulesRequest>): Promise<string> {
  const client = await admitNamed(manager);
  await writeContact(manager, client, rules);
  await appoint(client);
  return client;
}

const outcomes = async (client: string): Promise<(string | null)[]> =>
  (await deliveriesTo(house, client)).map(({ outcome }) => outcome);
const settled = (client: string, outcome: string): Promise<unknown> =>
  eventually(async () => (await outcomes(client)).every((one) => one === outcome), `all is ${outcome}`, 30);

/** Brings what waits for later nearer: every message is due now. */
async function hurry(): Promise<void> {
  await house.rows(`update care.notice_delivery set due_at = clock_timestamp() where outcome is null`);
  await house.rows(
    `update bus.outbox set lease_until = '-infinity' where done_at is null and dead_at is null and topic like 'notice.%'`,
  );
}

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

describe('In the night', () => {
  it('nothing is sent to a client before the morning, nor outside of the hours they gave', async () => {
    await turnWallClock(house, 2);
    const night = address('night');
    const evening = address('evening');
    const sleeping = await told({ channels: ['email'], email: night });
    const late = await told({
      channels: ['email'],
      email: evening,
      hours: { from: '18:00', until: '20:00' },
    });
    const due = async (client: string): Promise<number> => {
      const [row] = await eventually(async () => {
        const rows = await house.rows<{ hours: string }>(
          `select round(extract(epoch from d.due_at - clock_timestamp()) / 3600, 1) as hours from care.notice_delivery d
             join care.client_code k on k.client_id = d.client_id where k.code = $1`,
          [client],
        );
        return rows.length > 0 && rows;
      }, 'it is planned');
      return Number(row?.hours);
    };
    const [morning, dusk] = [await due(sleeping), await due(late)];
    expect(morning).toBeGreaterThan(5); // From two o'clock and some minutes to nine.
    expect(morning).toBeLessThanOrEqual(7);
    expect(dusk).toBeGreaterThan(14);
    expect(dusk).toBeLessThanOrEqual(16);
    // Somebody hurries it: the rule is looked at again before it leaves.
    await hurry();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(telling.post.to(night)).toEqual([]);
    await turnWallClock(house, 12);
    await hurry();
    await settled(sleeping, 'sent');
    expect(telling.post.to(evening)).toEqual([]);
  }, 60_000);
});

describe('Nobody is told wrongly', () => {
  async function waitingMail(): Promise<{ client: string; to: string; reference: string }> {
    await turnWallClock(house, 2);
    const to = address('waiting');
    const client = await admitNamed(manager);
    await writeContact(manager, client, { channels: ['email'], email: to });
    const reference = await appoint(client);
    await eventually(
      async () => (await deliveriesTo(house, client))[0]?.channel === 'email',
      'it is planned',
    );
    return { client, to, reference };
  }
  async function morning(to: string): Promise<unknown[]> {
    await turnWallClock(house, 12);
    await hurry();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    return telling.post.to(to);
  }

  it('who died before the message left', async () => {
    const { client, to, reference } = await waitingMail();
    await go(manager, reference, 'stop', { cause: 'died' });
    expect(await morning(to)).toEqual([]);
    expect(await outcomes(client)).toEqual(['withdrawn']);
  }, 60_000);

  it('who was forgotten before the message left; how to reach them is gone with their key', async () => {
    const { client, to, reference } = await waitingMail();
    const id = await idOf(client);
    await go(manager, reference, 'recall', { reason: 'client_changed_mind' }).catch(() => undefined);
    await house.rows(
      `update vault.person set wrapped_key = null, erased_at = clock_timestamp() where client_id = $1`,
      [id],
    );
    expect(await morning(to)).toEqual([]);
    expect(await house.rows('select from vault.contact where client_id = $1', [id])).toEqual([]);
    expect((await outcomes(client)).filter((one) => one !== 'withdrawn' && one !== null)).toEqual([]);
  }, 60_000);

  it('who took the permission back before the message left', async () => {
    const { client, to } = await waitingMail();
    const own = clientActor(await idOf(client));
    await house.app.get(ContactService).changeOwn(own, {}, 1, SAYS_NOTHING);
    expect(await morning(to)).toEqual([]);
    expect(await outcomes(client)).toEqual(['not_allowed']);
  }, 60_000);

  it('more often than so many times a day, whatever happens', async () => {
    const to = address('many');
    const client = await told({ channels: ['email'], email: to });
    const [row] = await house.rows<{ organisation_id: string }>(
      'select organisation_id from care.notice n join care.client_code k using (organisation_id, client_id) where k.code = $1 limit 1',
      [client],
    );
    const id = await idOf(client);
    for (let i = 0; i < 10; i += 1)
      await house.rows(`select care.tell($1, null, 'request.answered', $2, null, null, null)`, [
        id,
        `many-${i}`,
      ]);
    expect(row).toBeDefined();
    await eventually(
      async () =>
        (await house.rows(`select from bus.outbox where done_at is null and topic = 'notice.told'`))
          .length === 0,
      'all are planned',
    );
    await eventually(
      async () => await Promise.resolve(telling.post.to(to).length === LIMITS.client_messages_per_day),
      'mails',
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(telling.post.to(to).length).toBe(LIMITS.client_messages_per_day);
    expect((await house.app.get(NoticesService).own(clientActor(id), {})).items).toHaveLength(11);
  }, 60_000);

  it('of what was rolled back, and twice of one cause', async () => {
    const client = await idOf(await admitNamed(manager));
    const connection = await house.superuser.connect();
    try {
      await connection.query('begin');
      await connection.query(`select care.tell($1, null, 'request.answered', 'cause', null, null, null)`, [
        client,
      ]);
      await connection.query('rollback');
    } finally {
      connection.release();
    }
    for (let twice = 0; twice < 2; twice += 1)
      await house.rows(`select care.tell($1, null, 'complaint.answered', 'cause', null, null, null)`, [
        client,
      ]);
    expect(await house.rows('select kind from care.notice where client_id = $1', [client])).toEqual([
      { kind: 'complaint.answered' },
    ]);
  });
});

describe('A member of staff', () => {
  const list = async (who: Staff) =>
    granted(await who.get<{ items: { id: string; kind: string; subject: string | null }[] }>('/api/notices'))
      .items;
  const unread = async (who: Staff): Promise<number> =>
    granted(await who.get<{ unread: number }>('/api/notices/unread')).unread;

  async function handOver(to: Staff): Promise<string> {
    const { reference } = await sendOn(manager, await admitAnonymous(manager));
    await eventually(
      async () => (await viewHandoff(manager, reference)).delivered_at !== null,
      'it is delivered',
    );
    const item = (await inbox(intake)).find(({ handoff }) => handoff?.reference === reference);
    const [account] = await house.rows<{ id: string }>('select id from access.account where login = $1', [
      to.login,
    ]);
    for (const colleague of ['me', account?.id])
      granted(await intake.post(`/api/work-items/${item?.id}/assign`, { colleague }));
    return item!.id;
  }

  it('finds work that was handed to them under the bell, once, and nobody else does', async () => {
    const colleague = await house.as('duty-manager@rehab1.eg.demo');
    const before = await unread(colleague);
    const work = await handOver(colleague);
    expect(await unread(colleague)).toBe(before + 1);
    const [newest] = await list(colleague);
    expect(newest).toMatchObject({ kind: 'work.assigned', subject: work, read_at: null });
    expect((await list(manager)).filter(({ subject }) => subject === work)).toEqual([]);
    granted(await manager.post('/api/notices/reading', { until: newest?.id }));
    expect(await unread(colleague)).toBe(before + 1);
    granted(await colleague.post('/api/notices/reading', { until: newest?.id }));
    expect(await unread(colleague)).toBe(0);
  }, 60_000);

  it('who wants one mail in the morning gets one for many, when it is morning where the house is', async () => {
    const colleague = await house.as('duty-manager@rehab1.eg.demo');
    const to = address('digest');
    const preference = { mode: 'digest', email: to, quiet: null };
    expectRefusal(
      await colleague.put('/api/notices/preferences', { ...preference, email: null }, { version: 0 }),
      422,
      'field.required',
    );
    granted(await colleague.put('/api/notices/preferences', preference, { version: 0 }));
    await handOver(colleague);
    await handOver(colleague);
    const planned = await eventually(async () => {
      const rows = await house.rows<{ local: string }>(
        `select to_char(d.due_at at time zone s.time_zone, 'HH24:MI') as local from care.notice_delivery d join access.account a on a.id = d.account_id
           join care.site s on s.organisation_id = a.organisation_id and s.is_main where a.login = $1 and d.digest_on is not null`,
        [colleague.login],
      );
      return rows.length > 0 && rows;
    }, 'the digest is planned');
    expect(planned).toEqual([{ local: `0${LIMITS.digest_hour}:00` }]);
    expect(telling.post.to(to)).toEqual([]);
    await hurry();
    await eventually(async () => await Promise.resolve(telling.post.to(to).length > 0), 'the mail');
    const [mail] = telling.post.to(to);
    expect(mail?.text).toContain(house.config.publicUrl);
    expect(careWordsIn(mail?.text ?? 'drug')).toEqual([]);
    expect(telling.post.to(to)).toHaveLength(1);
    expect(granted(await colleague.get<{ leaving: string[] }>('/api/notices/preferences')).leaving).toEqual([
      'email',
      'sms',
      'push',
    ]);
  }, 60_000);
});

describe('A worker that is killed between sending and remembering', () => {
  it('repeats at most the one mail, under the same number, and no notice in the window', async () => {
    const client = await admitNamed(manager);
    const to = address('killed');
    await writeContact(manager, client, { channels: ['email'], email: to });
    // The one of this process rests, so that the one that will be killed has the message.
    const worker = await telling.startWorker();
    await worker.close();
    const { url, tls, from } = telling.messages.email!;
    const settings = {
      HANDRAIL_SMTP_URL: url,
      HANDRAIL_SMTP_FROM: from,
      HANDRAIL_SMTP_TLS: tls,
      HANDRAIL_DEMO: '1',
      PUBLIC_URL: house.url,
    };
    const where = { config: house.config, keys: house.database.keys };
    const doomed = new TestProcess('worker', where, {
      ...settings,
      HANDRAIL_FAIL_AT: 'notices.after_send_before_mark',
    });
    await appoint(client);
    expect((await doomed.ended).signal).toBe('SIGKILL');
    expect(telling.post.to(to)).toHaveLength(1);
    expect(await outcomes(client)).toEqual([null]);
    const next = new TestProcess('worker', where, settings);
    try {
      await hurry();
      await settled(client, 'sent');
    } finally {
      await next.stop();
    }
    const ids = telling.post.to(to).map(({ messageId }) => messageId);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    expect((await house.app.get(NoticesService).own(clientActor(await idOf(client)), {})).items).toHaveLength(
      1,
    );
    expect(`${doomed.output}${next.output}`).not.toContain(to);
  }, 120_000);
});
