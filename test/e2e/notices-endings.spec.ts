import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConsentWarningService } from '#casework/notices/consent-warning.service.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { WorkItemView } from '#domain/wire/work.js';
import { eventually } from '../support/application.js';
import { ALL_CATEGORIES, admitNamed, daysAgo, granted, viewClient } from '../support/journey.js';
import { inbox } from '../support/journey-handoffs.js';
import type { Staff } from '../support/staff.js';
import { turnWallClock, writeContact } from '../support/telling.js';
import { ToldClients } from '../support/told-clients.js';

let at: ToldClients;
beforeAll(async () => {
  at = await ToldClients.open();
}, 120_000);
afterAll(() => at?.close(), 60_000);
const dayOn = (ahead: number): string => daysAgo(-ahead);

/** A consent that ends on a day; answers its reference. */
async function consentUntil(
  client: string,
  ahead: number,
  categories: readonly string[] = ALL_CATEGORIES,
): Promise<string> {
  const wanted = {
    recipient: 'EG-REHAB-1',
    purposes: ['care'],
    categories,
    language: 'ar',
    given_how: 'paper_signature',
    signer: 'self',
    ends: 'date',
    expires_on: dayOn(ahead),
  };
  return granted(await at.manager.post<{ reference: string }>(`/api/clients/${client}/consents`, wanted), 201)
    .reference;
}

/** The calendar is turned: what was given a year ago for a year and some days ends in so many days. */
async function turnTo(consent: string, ahead: number): Promise<void> {
  // A consent only becomes narrower and its day is never moved on: a trigger says so, and the test lays it down for itself.
  const connection = await at.house.superuser.connect();
  try {
    await connection.query('begin');
    await connection.query(`set local session_replication_role = 'replica'`);
    await connection.query(
      `update care.consent set given_at = now() - interval '1 year', expires_on = $2, until_at = ($2::date + 1)::timestamptz where reference = $1`,
      [consent, dayOn(ahead)],
    );
    await connection.query('commit');
  } finally {
    connection.release();
  }
}

/** The worker looks, as it does once a minute. */
async function look(): Promise<void> {
  const worker = await at.telling.startWorker();
  while ((await worker.get(ConsentWarningService, { strict: false }).warn()) > 0);
}

const toldOf = async (client: string): Promise<string[]> =>
  (
    await at.house.rows<{ kind: string }>(
      `select n.kind from care.notice n join care.client_code k on k.client_id = n.client_id where k.code = $1 and n.ended_at is null
        and n.kind = 'consent.expiring'`,
      [client],
    )
  ).map(({ kind }) => kind);

async function toldTo(who: Staff, client: string): Promise<string[]> {
  const { items } = granted(
    await who.get<{ items: { kind: string; subject: string | null }[] }>('/api/notices?limit=100'),
  );
  return items.filter(({ subject }) => subject === client).map(({ kind }) => kind);
}

const withdraw = async (consent: string): Promise<unknown> =>
  granted(
    await at.manager.post(`/api/consents/${consent}/withdrawal`, { how: 'witnessed_oral' }, { version: 1 }),
  );

describe('A consent that ends soon', () => {
  it('is told to the client by their own rules and to their key worker, once; the message says neither what nor whose', async () => {
    const colleague = await at.house.as('clinician@detox.eg.demo');
    const client = await admitNamed(at.manager);
    const to = at.address('ending');
    await writeContact(at.manager, client, { channels: ['email'], email: to, language: 'en' });
    const [account] = await at.house.rows<{ id: string }>('select id from access.account where login = $1', [
      colleague.login,
    ]);
    const { version } = await viewClient(at.manager, client);
    granted(
      await at.manager.put(`/api/clients/${client}/key-worker`, { colleague: account?.id }, { version }),
    );
    const consent = await consentUntil(client, 200);
    await look();
    expect([await toldOf(client), await toldTo(colleague, client)]).toEqual([[], []]);
    await turnTo(consent, LIMITS.consent_warning_days - 2);
    await look();
    await look();
    expect([await toldOf(client), await toldTo(colleague, client), await toldTo(at.manager, client)]).toEqual(
      [['consent.expiring'], ['consent.ending'], []],
    );
    await at.settled(client, 'sent');
    const [mail, ...more] = at.telling.post.to(to);
    expect(more).toEqual([]);
    expect(mail?.text).toMatch(/^Something of yours ends soon\.\n/);
    expect(mail?.text).not.toContain(client);
  }, 60_000);

  it('is told to whoever wrote it down where nobody walks with the client', async () => {
    const client = await admitNamed(at.manager);
    await turnTo(await consentUntil(client, 200), 3);
    await look();
    expect([await toldOf(client), await toldTo(at.manager, client)]).toEqual([
      ['consent.expiring'],
      ['consent.ending'],
    ]);
  }, 60_000);

  it('is told to nobody where it was withdrawn, or given again for longer and as wide; a narrower one does not stand for it', async () => {
    const [withdrawn, renewed, narrower] = [
      await admitNamed(at.manager),
      await admitNamed(at.manager),
      await admitNamed(at.manager),
    ];
    const ended = await consentUntil(withdrawn, 200);
    await turnTo(ended, 3);
    await withdraw(ended);
    await turnTo(await consentUntil(renewed, 200), 3);
    await consentUntil(renewed, 300);
    await turnTo(await consentUntil(narrower, 200), 3);
    await consentUntil(narrower, 300, ALL_CATEGORIES.slice(1));
    await look();
    expect([await toldOf(withdrawn), await toldOf(renewed), await toldOf(narrower)]).toEqual([
      [],
      [],
      ['consent.expiring'],
    ]);
    expect(await toldTo(at.manager, renewed)).toEqual([]);
  }, 60_000);

  it('that is given again or withdrawn while its message waits for the morning is told to nobody any more', async () => {
    await turnWallClock(at.house, 2);
    const waiting = async (): Promise<{ client: string; to: string; consent: string }> => {
      const client = await admitNamed(at.manager);
      const to = at.address('sleeping');
      await writeContact(at.manager, client, { channels: ['email'], email: to });
      const consent = await consentUntil(client, 200);
      await turnTo(consent, 3);
      return { client, to, consent };
    };
    const [first, second] = [await waiting(), await waiting()];
    await look();
    for (const { client } of [first, second])
      await eventually(async () => (await at.outcomes(client)).length > 0, 'it is planned');
    await consentUntil(first.client, 300);
    await withdraw(second.consent);
    await turnWallClock(at.house, 12);
    await at.hurry();
    for (const { client, to } of [first, second]) {
      await eventually(
        async () =>
          (
            await at.house.rows(
              `select from care.notice_delivery d join care.client_code k on k.client_id = d.client_id where k.code = $1 and d.outcome is null`,
              [client],
            )
          ).length === 0,
        'nothing waits',
      );
      // The withdrawal itself may be told; the ending is not.
      expect(at.telling.post.to(to).filter(({ text }) => text?.includes('ends soon'))).toEqual([]);
      expect([await toldOf(client), await toldTo(at.manager, client)]).toEqual([[], []]);
    }
  }, 60_000);

  it('that was given for a few days is told of in the second half of its time, not in the hour in which it was signed', async () => {
    const client = await admitNamed(at.manager);
    const consent = await consentUntil(client, 4);
    await look();
    expect(await toldOf(client)).toEqual([]);
    await turnTo(consent, 1);
    await look();
    expect(await toldOf(client)).toEqual(['consent.expiring']);
  }, 60_000);
});

describe('A notice that ends undelivered', () => {
  /** Every further try of what is under way fails for the last time: whatever goes wrong, it is the worker that finds it. */
  async function lastTry(where: string, values: unknown[]): Promise<void> {
    await at.house.rows(
      `update bus.outbox set attempts = $1 where id in (select o.id from bus.outbox o where o.done_at is null and ${where})`,
      [LIMITS.outbox_attempts_max - 1, ...values],
    );
  }
  const dead = async (who: Staff, which: (item: WorkItemView) => boolean): Promise<WorkItemView[]> =>
    (await inbox(who)).filter((item) => item.kind === 'message.dead' && which(item));

  it('although nobody knew yet by which way it goes, is work of the duty manager of the house that is responsible, and starts anew from there', async () => {
    const client = await admitNamed(at.manager);
    const to = at.address('sealed');
    await writeContact(at.manager, client, { channels: ['email'], email: to });
    const id = await at.idOf(client);
    // What is kept of how to reach them cannot be opened: a disk has turned a bit over.
    const [before] = await at.house.rows<{ ciphertext: Buffer }>(
      'select ciphertext from vault.contact where client_id = $1',
      [id],
    );
    await at.house.rows(
      `update vault.contact set ciphertext = set_byte(ciphertext, octet_length(ciphertext) - 1, 255 - get_byte(ciphertext, octet_length(ciphertext) - 1)) where client_id = $1`,
      [id],
    );
    const [told] = await at.house.rows<{ id: string }>(
      `select care.tell($1, null, 'request.answered', 'sealed', null, null, null) as id`,
      [id],
    );
    await lastTry(`o.topic = 'notice.told' and o.payload->>'notice_id' = $2`, [told?.id]);
    await at.hurry();
    const [work] = await eventually(async () => {
      const found = await dead(at.manager, (item) => item.client === client);
      return found.length > 0 && found;
    }, 'it is work');
    expect(work).toMatchObject({ role: 'duty_manager' });
    await at.house.rows('update vault.contact set ciphertext = $2 where client_id = $1', [
      id,
      before?.ciphertext,
    ]);
    granted(await at.manager.post(`/api/work-items/${work?.id}/retry`));
    await at.settled(client, 'sent');
    expect(at.telling.post.to(to)).toHaveLength(1);
  }, 60_000);

  it('to a colleague, is one piece of work of whoever administers their house, and tells nobody by the way that is broken', async () => {
    const colleague = await at.house.as('duty-manager@detox.eg.demo');
    const { login } = colleague;
    const preference = {
      mode: 'at_once',
      email: at.address('never'),
      quiet: { from: '00:00', until: '00:01' },
    };
    granted(await colleague.put('/api/notices/preferences', preference, { version: 0 }));
    const [account] = await at.house.rows<{ id: string }>('select id from access.account where login = $1', [
      login,
    ]);
    const before = await at.house.rows(`select from care.notice where kind = 'message.dead'`);
    for (const cause of ['one', 'two', 'three'])
      await at.house.rows(`select care.tell(null, $1, 'work.escalated', $2, null, null, null)`, [
        account?.id,
        cause,
      ]);
    await eventually(
      async () =>
        (
          await at.house.rows(
            `select from care.notice_delivery where account_id = $1 and outcome = 'given_up'`,
            [account?.id],
          )
        ).length === 3,
      'all were refused',
    );
    const work = await dead(at.manager, (item) => item.client === null);
    expect(work.map(({ role }) => role)).toEqual(['org_admin']);
    expect(await at.house.rows(`select from care.notice where kind = 'message.dead'`)).toHaveLength(
      before.length,
    );
    const better = at.address('mended');
    granted(
      await colleague.put('/api/notices/preferences', { ...preference, email: better }, { version: 1 }),
    );
    granted(await at.manager.post(`/api/work-items/${work[0]?.id}/retry`));
    await eventually(async () => await Promise.resolve(at.telling.post.to(better).length === 1), 'the mail');
  }, 60_000);

  it('in the same moment as another to the same colleague is one piece of work with it', async () => {
    const [account] = await at.house.rows<{ id: string }>('select id from access.account where login = $1', [
      'duty-manager@detox.eg.demo',
    ]);
    const buried = await at.house.rows<{ id: string }>(
      `select o.id from bus.outbox o where o.dead_at is not null and o.payload ?| array['delivery_id', 'notice_id']
         and (select w.account_id from care.whose_notice((o.payload->>'delivery_id')::uuid, (o.payload->>'notice_id')::uuid) w) = $1`,
      [account?.id],
    );
    expect(buried).toHaveLength(2);
    const [first, second] = await Promise.all(buried.map(async () => await at.house.superuser.connect()));
    if (!first || !second) throw new Error('two connections');
    const bury = async (connection: typeof first, message: { id: string } | undefined): Promise<unknown> => {
      await connection.query('begin');
      await connection.query(
        'update bus.outbox set dead_at = null, done_at = null, attempts = $2 where id = $1',
        [message?.id, LIMITS.outbox_attempts_max],
      );
      return await connection.query('select bus.bury_message($1, $2)', [
        message?.id,
        LIMITS.outbox_attempts_max,
      ]);
    };
    try {
      await bury(first, buried[0]);
      const waiting = bury(second, buried[1]);
      await eventually(
        async () =>
          (await at.house.rows(`select from pg_locks where locktype = 'advisory' and not granted`)).length >
          0,
        'the second waits for the first',
      );
      await first.query('commit');
      await waiting;
      await second.query('commit');
    } finally {
      first.release();
      second.release();
    }
    expect(await dead(at.manager, (item) => item.client === null)).toHaveLength(1);
  }, 60_000);
});
