import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { LIMITS } from '#domain/charter/limits.js';
import { WorkService } from '#casework/work/work.service.js';
import type { Actor } from '#platform/db/actor.js';
import { AuditTrail } from '#platform/db/audit-trail.js';
import { Outbox } from '#platform/db/outbox.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { DeadLettersService } from '../../apps/worker/src/dead-letters.service.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { addOrganisation, admit, asActor, newCode, type TestOrganisation } from '../support/network.js';

/** What the messages of the outbox go through, on the real logins. */
describe('Messages', () => {
  let database: TestDatabase;
  let superuser: pg.Client;
  let api: pg.Client;
  const sources: DataSource[] = [];
  let outbox: Outbox;
  let deadLetters: DeadLettersService;
  let work: WorkService;
  let [sender, receiver, stranger] = [] as unknown as [TestOrganisation, TestOrganisation, TestOrganisation];

  beforeAll(async () => {
    database = await createTestDatabase();
    superuser = new pg.Client({ connectionString: database.superuserUrl });
    api = new pg.Client({ connectionString: database.urls.api });
    await Promise.all([superuser.connect(), api.connect()]);
    for (const role of ['worker', 'api'] as const)
      sources.push(
        await new DataSource({ type: 'postgres', url: database.urls[role], poolSize: 2 }).initialize(),
      );
    const doors = sources.map(
      (source) =>
        new UnitOfWork(
          source,
          new AuditTrail(),
          { ring: () => undefined, tell: () => undefined },
          database.keys,
        ),
    );
    outbox = new Outbox(sources[0]!);
    deadLetters = new DeadLettersService(doors[0]!);
    work = new WorkService(doors[1]!);
    sender = await addOrganisation(database, 'SENDER');
    receiver = await addOrganisation(database, 'RECEIVER');
    stranger = await addOrganisation(database, 'STRANGER');
  });
  afterAll(async () => {
    for (const source of sources) await source.destroy();
    await Promise.all([superuser.end(), api.end()]);
    await database.drop();
  });

  const rows = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
    (await superuser.query<T>(text, values)).rows;
  const newMessage = async (topic: string, payload: object): Promise<string> =>
    (
      await rows<{ id: string }>('insert into bus.outbox (topic, payload) values ($1, $2) returning id', [
        topic,
        payload,
      ])
    )[0]!.id;
  const stateOf = async (id: string) =>
    (
      await rows<Record<string, unknown>>(
        'select claims, attempts, done_at is not null as done, dead_at is not null as dead from bus.outbox where id = $1',
        [id],
      )
    )[0];
  const letLeasesEnd = (): Promise<unknown> => rows(`update bus.outbox set lease_until = '-infinity'`);
  const settle = (): Promise<unknown> =>
    rows('update bus.outbox set done_at = clock_timestamp() where dead_at is null');
  const somebodyOf = ({ organisation, account }: TestOrganisation): Actor => ({
    kind: 'staff',
    account,
    organisation,
    roles: ['case_manager'],
    name: 'Somebody',
  });
  const raised = (id: string) =>
    rows<{ id: string; organisation_id: string; done: boolean; client_id: string | null }>(
      `select id, organisation_id, done_at is not null as done, client_id from care.work_item
       where kind = 'message.dead' and message_id = $1 order by created_at`,
      [id],
    );

  /** An envelope between two houses; what it stands on is not what is told here. */
  async function handoff(): Promise<{ id: string; client: string }> {
    const walk = await admit(api, sender);
    const id = randomUUID();
    await superuser.query('begin');
    await superuser.query('set local session_replication_role = replica');
    await superuser.query(
      `insert into care.handoff (id, reference, kind, jurisdiction, episode_id, client_id, audit_subject, sender_organisation_id,
         receiver_organisation_id, stage, urgency, consent_id, safety_withheld, pack_version, requested_by)
       values ($1, $2, 'referral', 'demo', $3, $4, $5, $6, $7, 'rehabilitation', 'routine', gen_random_uuid(), false, '1', $8)`,
      [
        id,
        newCode(),
        walk.episode,
        walk.client,
        walk.subject,
        sender.organisation,
        receiver.organisation,
        sender.account,
      ],
    );
    await superuser.query('commit');
    return { id, client: walk.client };
  }

  /** Fails as often as a message may. */
  async function failToTheEnd(id: string): Promise<void> {
    for (let attempt = 1; attempt <= LIMITS.outbox_attempts_max; attempt += 1) {
      const isLast = await outbox.failed(id, '23514');
      expect(isLast).toBe(attempt === LIMITS.outbox_attempts_max);
      if (isLast) await deadLetters.bury(id);
    }
  }

  describe('that the queue loses', () => {
    it('come again when their lease ends, for longer each time but never very long, and no attempt is counted', async () => {
      await settle();
      const id = await newMessage('handoff.requested', { handoff_id: randomUUID() });
      const leases: number[] = [];
      for (let claim = 1; claim <= 5; claim += 1) {
        expect((await outbox.claim()).map((one) => [one.id, one.claims, one.attempts])).toEqual([
          [id, claim, 0],
        ]);
        expect(await outbox.claim()).toEqual([]); // while the lease lasts it is nobody else's
        const [left] = await rows<{ seconds: string }>(
          'select extract(epoch from lease_until - clock_timestamp()) as seconds from bus.outbox where id = $1',
          [id],
        );
        leases.push(Math.ceil(Number(left?.seconds)));
        await letLeasesEnd();
      }
      expect(leases).toEqual([30, 60, 120, 120, 120]);
    });

    it('or that it could not take, are given back as if they had never been claimed', async () => {
      await settle();
      const id = await newMessage('handoff.requested', { handoff_id: randomUUID() });
      await outbox.claim();
      await outbox.release([id]);
      expect(await stateOf(id)).toEqual({ claims: 0, attempts: 0, done: false, dead: false });
    });

    it('or whose handler found no database, wait a little and count nothing, however often', async () => {
      await settle();
      const id = await newMessage('handoff.requested', { handoff_id: randomUUID() });
      await outbox.claim();
      for (let again = 0; again < 3 * LIMITS.outbox_attempts_max; again += 1) await outbox.postpone(id);
      expect(await stateOf(id)).toEqual({ claims: 1, attempts: 0, done: false, dead: false });
      expect(await outbox.claim()).toEqual([]);
    });
  });

  describe('whose handler fails', () => {
    it('to the last attempt become work in the inbox of the sender, once, and rest', async () => {
      await settle();
      const { id: handoff_id, client } = await handoff();
      const id = await newMessage('handoff.requested', { handoff_id });
      await failToTheEnd(id);
      await deadLetters.bury(id);
      expect(await stateOf(id)).toMatchObject({
        attempts: LIMITS.outbox_attempts_max,
        done: false,
        dead: true,
      });
      expect(await raised(id)).toEqual([
        { id: expect.any(String), organisation_id: sender.organisation, done: false, client_id: client },
      ]);
      await letLeasesEnd();
      expect(await outbox.claim()).toEqual([]);
    });

    it('are not buried while they have attempts left, nor when they were delivered after all', async () => {
      const [early, late] = [await newMessage('handoff.moved', {}), await newMessage('handoff.moved', {})];
      await outbox.failed(early, 'Error');
      await deadLetters.bury(early);
      for (let i = 0; i < LIMITS.outbox_attempts_max; i += 1) await outbox.failed(late, 'Error');
      await outbox.done(late);
      await deadLetters.bury(late);
      expect([await stateOf(early), await stateOf(late)]).toMatchObject([
        { dead: false, done: false },
        { dead: false, done: true },
      ]);
      expect([...(await raised(early)), ...(await raised(late))]).toEqual([]);
    });

    it('of an auditor become work of the house that asked; those of nobody stay dead where the operator finds them', async () => {
      const [asked] = await rows<{ id: string }>(
        'insert into audit.verification (organisation_id, asked_by) values ($1, $2) returning id',
        [receiver.organisation, receiver.account],
      );
      const id = await newMessage('audit.verification_asked', { verification_id: asked!.id });
      const nobodys = await newMessage('handoff.moved', { handoff_id: randomUUID() });
      await failToTheEnd(id);
      await failToTheEnd(nobodys);
      expect(await raised(id)).toMatchObject([{ organisation_id: receiver.organisation, client_id: null }]);
      expect([await stateOf(nobodys), await raised(nobodys)]).toMatchObject([{ dead: true }, []]);
    });

    it('start anew when their own people say so, and nobody else; dead once more they are raised once more', async () => {
      const { id: handoff_id } = await handoff();
      const id = await newMessage('handoff.moved', { handoff_id, side: 'receiver' });
      await failToTheEnd(id);
      const [item] = await raised(id);
      const retry = (by: TestOrganisation, which = item!.id): Promise<unknown> =>
        work.retry(somebodyOf(by), {}, which);
      for (const other of [receiver, stranger])
        await expect(retry(other)).rejects.toMatchObject({ code: 'work.unknown' });
      await expect(retry(sender, randomUUID())).rejects.toMatchObject({ code: 'work.unknown' });
      expect(await stateOf(id)).toMatchObject({ dead: true });

      await retry(sender);
      expect([await stateOf(id), await raised(id)]).toMatchObject([
        { attempts: 0, dead: false, done: false },
        [{ done: true }],
      ]);
      expect((await outbox.claim()).map((one) => one.id)).toContain(id);
      await expect(retry(sender)).rejects.toMatchObject({ code: 'work.unknown' });

      await failToTheEnd(id);
      expect(await raised(id)).toMatchObject([{ done: true }, { done: false }]);
    });

    it('die by that one function alone: the worker itself can neither bury nor wake', async () => {
      const id = await newMessage('handoff.moved', {});
      const worker = sources[0]!;
      await expect(
        worker.query('update bus.outbox set dead_at = now() where id = $1', [id]),
      ).rejects.toMatchObject({ code: '42501' });
      await failToTheEnd(id);
      await worker.query('update bus.outbox set attempts = 0 where id = $1', [id]);
      expect(await stateOf(id)).toMatchObject({ attempts: LIMITS.outbox_attempts_max, dead: true });
    });
  });

  it('of a handoff are told to its sender, each with where it is, and to nobody else', async () => {
    await settle();
    const { id: handoff_id } = await handoff();
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.push(await newMessage('handoff.moved', { handoff_id }));
    ids.sort();
    const set = (at: number, what: string): Promise<unknown> =>
      rows(`update bus.outbox set ${what} where id = $1`, [ids[at]]);
    await set(1, 'claims = 1');
    await set(2, 'claims = 2, attempts = 1');
    await set(3, 'claims = 1, done_at = clock_timestamp()');
    await set(4, 'attempts = 12, dead_at = clock_timestamp()');
    const told = (to: TestOrganisation | null): Promise<string[]> =>
      asActor(api, to, async () =>
        (
          await api.query<{ topic: string; state: string; queued_at: Date }>(
            'select * from bus.messages_of($1)',
            [handoff_id],
          )
        ).rows.map(({ topic, state, queued_at }) => (queued_at instanceof Date ? `${topic} ${state}` : '')),
      );
    expect(await told(sender)).toEqual(
      ['queued', 'sent', 'failed', 'delivered', 'dead'].map((state) => `handoff.moved ${state}`),
    );
    for (const other of [receiver, stranger, null]) expect(await told(other)).toEqual([]);
  });

  it('that were delivered are let go after thirty days with what remembers them; dead and undelivered ones never', async () => {
    await rows('truncate bus.outbox, bus.inbox');
    const days = LIMITS.message_days_kept;
    const make = async (age: number, ending: string): Promise<string> => {
      const [made] = await rows<{ id: string }>(
        `insert into bus.outbox (id, topic, payload, done_at, dead_at) select uuidv7(make_interval(hours => -$1::int)), 'handoff.moved', '{}',
           case when $2 = 'done' then t end, case when $2 = 'dead' then t end from (select now() - make_interval(hours => $1) as t) at returning id`,
        [age * 24 + 1, ending],
      );
      await rows(`insert into bus.inbox select 'handoff.notify', $1, now() - make_interval(hours => $2)`, [
        made!.id,
        age * 24 + 1,
      ]);
      return made!.id;
    };
    await make(days, 'done');
    const kept = [await make(days - 1, 'done'), await make(days, 'dead'), await make(days, 'open')].sort();
    await outbox.letGo();
    const left = async (table: string, id: string): Promise<string[]> =>
      (await rows<{ id: string }>(`select ${id} as id from bus.${table} order by 1`)).map((one) => one.id);
    expect([await left('outbox', 'id'), await left('inbox', 'message_id')]).toEqual([kept, kept]);
    await expect(sources[0]!.query('delete from bus.outbox')).resolves.toEqual([[], 0]);
  });
});
