import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ContactService } from '#casework/notices/contact.service.js';
import { NoticesService } from '#casework/notices/notices.service.js';
import { LIMITS } from '#domain/charter/limits.js';
import { careWordsIn } from '#domain/words/care-words.js';
import { clientActor } from '#platform/db/actor.js';
import { TestProcess } from '../support/application-process.js';
import { eventually } from '../support/application.js';
import { admitAnonymous, admitNamed, granted, sendOn, viewHandoff } from '../support/journey.js';
import { expectRefusal, go, inbox } from '../support/journey-handoffs.js';
import type { Staff } from '../support/staff.js';
import { deliveriesTo, SAYS_NOTHING, turnWallClock, writeContact } from '../support/telling.js';
import { ToldClients } from '../support/told-clients.js';

let at: ToldClients;
beforeAll(async () => {
  at = await ToldClients.open();
}, 120_000);
afterAll(() => at?.close(), 60_000);

describe('In the night', () => {
  it('nothing is sent to a client before the morning, nor outside of the hours they gave', async () => {
    await turnWallClock(at.house, 2);
    const night = at.address('night');
    const evening = at.address('evening');
    const sleeping = await at.told({ channels: ['email'], email: night });
    const late = await at.told({
      channels: ['email'],
      email: evening,
      hours: { from: '18:00', until: '20:00' },
    });
    const due = async (client: string): Promise<number> => {
      const [row] = await eventually(async () => {
        const rows = await at.house.rows<{ hours: string }>(
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
    await at.hurry();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(at.telling.post.to(night)).toEqual([]);
    await turnWallClock(at.house, 12);
    await at.hurry();
    await at.settled(sleeping, 'sent');
    expect(at.telling.post.to(evening)).toEqual([]);
  }, 60_000);
});

describe('Nobody is told wrongly', () => {
  async function waitingMail(): Promise<{ client: string; to: string; reference: string }> {
    await turnWallClock(at.house, 2);
    const to = at.address('waiting');
    const client = await admitNamed(at.manager);
    await writeContact(at.manager, client, { channels: ['email'], email: to });
    const reference = await at.appoint(client);
    await eventually(
      async () => (await deliveriesTo(at.house, client))[0]?.channel === 'email',
      'it is planned',
    );
    return { client, to, reference };
  }
  async function morning(to: string): Promise<unknown[]> {
    await turnWallClock(at.house, 12);
    await at.hurry();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    return at.telling.post.to(to);
  }

  it('who died before the message left', async () => {
    const { client, to, reference } = await waitingMail();
    await go(at.manager, reference, 'stop', { cause: 'died' });
    expect(await morning(to)).toEqual([]);
    expect(await at.outcomes(client)).toEqual(['withdrawn']);
  }, 60_000);

  it('who was forgotten before the message left; how to reach them is gone with their key', async () => {
    const { client, to, reference } = await waitingMail();
    const id = await at.idOf(client);
    await go(at.manager, reference, 'recall', { reason: 'client_changed_mind' }).catch(() => undefined);
    await at.house.rows(
      `update vault.person set wrapped_key = null, erased_at = clock_timestamp() where client_id = $1`,
      [id],
    );
    expect(await morning(to)).toEqual([]);
    expect(await at.house.rows('select from vault.contact where client_id = $1', [id])).toEqual([]);
    expect((await at.outcomes(client)).filter((one) => one !== 'withdrawn' && one !== null)).toEqual([]);
  }, 60_000);

  it('who took the permission back before the message left', async () => {
    const { client, to } = await waitingMail();
    const own = clientActor(await at.idOf(client));
    await at.house.app.get(ContactService).changeOwn(own, {}, 1, SAYS_NOTHING);
    expect(await morning(to)).toEqual([]);
    expect(await at.outcomes(client)).toEqual(['not_allowed']);
  }, 60_000);

  it('more often than so many times a day, whatever happens', async () => {
    const to = at.address('many');
    const client = await at.told({ channels: ['email'], email: to });
    const [row] = await at.house.rows<{ organisation_id: string }>(
      'select organisation_id from care.notice n join care.client_code k using (organisation_id, client_id) where k.code = $1 limit 1',
      [client],
    );
    const id = await at.idOf(client);
    for (let i = 0; i < 10; i += 1)
      await at.house.rows(`select care.tell($1, null, 'request.answered', $2, null, null, null)`, [
        id,
        `many-${i}`,
      ]);
    expect(row).toBeDefined();
    await eventually(
      async () =>
        (await at.house.rows(`select from bus.outbox where done_at is null and topic = 'notice.told'`))
          .length === 0,
      'all are planned',
    );
    await eventually(
      async () => await Promise.resolve(at.telling.post.to(to).length === LIMITS.client_messages_per_day),
      'mails',
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(at.telling.post.to(to).length).toBe(LIMITS.client_messages_per_day);
    expect((await at.house.app.get(NoticesService).own(clientActor(id), {})).items).toHaveLength(11);
  }, 60_000);

  it('of what was rolled back, and twice of one cause', async () => {
    const client = await at.idOf(await admitNamed(at.manager));
    const connection = await at.house.superuser.connect();
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
      await at.house.rows(`select care.tell($1, null, 'complaint.answered', 'cause', null, null, null)`, [
        client,
      ]);
    expect(await at.house.rows('select kind from care.notice where client_id = $1', [client])).toEqual([
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
    const { reference } = await sendOn(at.manager, await admitAnonymous(at.manager));
    await eventually(
      async () => (await viewHandoff(at.manager, reference)).delivered_at !== null,
      'it is delivered',
    );
    const item = (await inbox(at.intake)).find(({ handoff }) => handoff?.reference === reference);
    const [account] = await at.house.rows<{ id: string }>('select id from access.account where login = $1', [
      to.login,
    ]);
    for (const colleague of ['me', account?.id])
      granted(await at.intake.post(`/api/work-items/${item?.id}/assign`, { colleague }));
    return item!.id;
  }

  it('finds work that was handed to them under the bell, once, and nobody else does', async () => {
    const colleague = await at.house.as('duty-manager@rehab1.eg.demo');
    const before = await unread(colleague);
    const work = await handOver(colleague);
    expect(await unread(colleague)).toBe(before + 1);
    const [newest] = await list(colleague);
    expect(newest).toMatchObject({ kind: 'work.assigned', subject: work, read_at: null });
    expect((await list(at.manager)).filter(({ subject }) => subject === work)).toEqual([]);
    granted(await at.manager.post('/api/notices/reading', { until: newest?.id }));
    expect(await unread(colleague)).toBe(before + 1);
    granted(await colleague.post('/api/notices/reading', { until: newest?.id }));
    expect(await unread(colleague)).toBe(0);
  }, 60_000);

  it('who wants one mail in the morning gets one for many, when it is morning where the house is', async () => {
    const colleague = await at.house.as('duty-manager@rehab1.eg.demo');
    const to = at.address('digest');
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
      const rows = await at.house.rows<{ local: string }>(
        `select to_char(d.due_at at time zone s.time_zone, 'HH24:MI') as local from care.notice_delivery d join access.account a on a.id = d.account_id
           join care.site s on s.organisation_id = a.organisation_id and s.is_main where a.login = $1 and d.digest_on is not null`,
        [colleague.login],
      );
      return rows.length > 0 && rows;
    }, 'the digest is planned');
    expect(planned).toEqual([{ local: `0${LIMITS.digest_hour}:00` }]);
    expect(at.telling.post.to(to)).toEqual([]);
    await at.hurry();
    await eventually(async () => await Promise.resolve(at.telling.post.to(to).length > 0), 'the mail');
    const [mail] = at.telling.post.to(to);
    expect(mail?.text).toContain(at.house.url);
    expect(careWordsIn(mail?.text ?? 'drug')).toEqual([]);
    expect(at.telling.post.to(to)).toHaveLength(1);
    expect(granted(await colleague.get<{ leaving: string[] }>('/api/notices/preferences')).leaving).toEqual([
      'email',
      'sms',
      'push',
    ]);
  }, 60_000);
});

describe('A worker that is killed between sending and remembering', () => {
  it('repeats at most the one mail, under the same number, and no notice in the window', async () => {
    const client = await admitNamed(at.manager);
    const to = at.address('killed');
    await writeContact(at.manager, client, { channels: ['email'], email: to });
    // The one of this process rests, so that the one that will be killed has the message.
    const worker = await at.telling.startWorker();
    await worker.close();
    const { url, tls, from } = at.telling.messages.email!;
    const settings = {
      HANDRAIL_SMTP_URL: url,
      HANDRAIL_SMTP_FROM: from,
      HANDRAIL_SMTP_TLS: tls,
      HANDRAIL_DEMO: '1',
      PUBLIC_URL: at.house.url,
    };
    const where = { config: at.house.config, keys: at.house.database.keys };
    const doomed = new TestProcess('worker', where, {
      ...settings,
      HANDRAIL_FAIL_AT: 'notices.after_send_before_mark',
    });
    await at.appoint(client);
    expect((await doomed.ended).signal).toBe('SIGKILL');
    expect(at.telling.post.to(to)).toHaveLength(1);
    expect(await at.outcomes(client)).toEqual([null]);
    const next = new TestProcess('worker', where, settings);
    try {
      await at.hurry();
      await at.settled(client, 'sent');
    } finally {
      await next.stop();
    }
    const ids = at.telling.post.to(to).map(({ messageId }) => messageId);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    expect(
      (await at.house.app.get(NoticesService).own(clientActor(await at.idOf(client)), {})).items,
    ).toHaveLength(1);
    expect(`${doomed.output}${next.output}`).not.toContain(to);
  }, 120_000);
});
