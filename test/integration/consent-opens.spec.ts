import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import fc from 'fast-check';
import { CONSENT_CATEGORIES, type ConsentCategory } from '#domain/charter/consent.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { accept, arrive, end, prepare, send, withdraw, type TestHandoff } from '../support/handoffs.js';
import { withClient } from '../support/client.js';
import { addOrganisation, admit, asActor, attempt, writeEvidence, type Acting } from '../support/network.js';

/** What an organisation wrote, and the category with which a client opens it to the next one. */
const WRITING: Readonly<Record<string, ConsentCategory>> = {
  stage_spell: 'treatment',
  safety_screen: 'safety',
  condition: 'diagnosis',
  treatment: 'treatment',
  assessment: 'treatment',
  rehabilitation: 'plan',
  reintegration: 'social',
  employment: 'employment',
};

describe('what the client opens', () => {
  let database: TestDatabase;
  let api: pg.Client;
  let detox: Acting;
  let rehab: Acting;
  let reintegration: Acting;

  beforeAll(async () => {
    database = await createTestDatabase();
    [detox, rehab, reintegration] = [
      await addOrganisation(database, 'DETOX'),
      await addOrganisation(database, 'REHAB'),
      await addOrganisation(database, 'REINT'),
    ];
    api = new pg.Client({ connectionString: database.urls.api });
    await api.connect();
  });
  afterAll(async () => {
    await api.end();
    await database.drop();
  });

  /** A client with evidence of every kind, sent on under these categories. */
  async function sentUnder(categories: readonly ConsentCategory[]): Promise<TestHandoff> {
    const walk = await admit(api, detox);
    await writeEvidence(api, detox, walk.episode, walk.spell);
    return await send(api, detox, walk, rehab, { categories });
  }

  async function seenOf(author: Acting, reader: Acting, episode: string): Promise<string[]> {
    return await asActor(api, reader, async () => {
      const seen: string[] = [];
      for (const table of Object.keys(WRITING)) {
        const { rows } = await api.query(
          `select 1 from care.${table} where episode_id = $1 and organisation_id = $2`,
          [episode, author.organisation],
        );
        if (rows.length > 0) seen.push(table);
      }
      return seen;
    });
  }

  async function sourceKeys(reader: Acting, handoff: string): Promise<string[]> {
    const { rows } = await asActor(api, reader, () =>
      api.query('select care.packet_source($1) as source', [handoff]),
    );
    return Object.keys(rows[0].source as object);
  }

  const subsets = fc.uniqueArray(fc.constantFrom<ConsentCategory>(...CONSENT_CATEGORIES), { minLength: 1 });

  it('is what the receiver reads of the writing of others after the arrival, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(subsets, async (categories) => {
        const sent = await sentUnder(categories);
        expect(await seenOf(detox, rehab, sent.episode)).toEqual([]);
        await accept(api, sent);
        await arrive(api, sent);
        const opened = Object.keys(WRITING).filter((table) =>
          categories.includes(WRITING[table] as ConsentCategory),
        );
        expect(await seenOf(detox, rehab, sent.episode)).toEqual(opened);
        expect(await seenOf(detox, detox, sent.episode)).toEqual(Object.keys(WRITING));
        expect(await seenOf(rehab, rehab, sent.episode)).toEqual(['stage_spell']);
      }),
      { numRuns: 12 },
    );
  });

  it('closes at once when the consent is withdrawn, and custody stays', async () => {
    const sent = await sentUnder([...CONSENT_CATEGORIES]);
    await accept(api, sent);
    await arrive(api, sent);
    await withdraw(api, rehab, sent.consent);
    expect(await seenOf(detox, rehab, sent.episode)).toEqual([]);
    expect(await seenOf(rehab, rehab, sent.episode)).toEqual(['stage_spell']);
    const { rows } = await asActor(api, rehab, () =>
      api.query('select organisation_id from care.custody where episode_id = $1 and until_at is null', [
        sent.episode,
      ]),
    );
    expect(rows).toEqual([{ organisation_id: rehab.organisation }]);
  });

  it('closes with the last day of the consent: access, packets and the name', async () => {
    const walk = await admit(api, detox);
    await writeEvidence(api, detox, walk.episode, walk.spell);
    const { rows: today } = await api.query(
      `select to_char(now() at time zone time_zone, 'YYYY-MM-DD') as day from care.organisation where id = $1`,
      [detox.organisation],
    );
    const sent = await send(api, detox, walk, rehab, {
      categories: [...CONSENT_CATEGORIES],
      expiresOn: String(today[0].day),
    });
    await accept(api, sent);
    await arrive(api, sent);
    expect(await seenOf(detox, rehab, sent.episode)).toEqual(Object.keys(WRITING));
    const superuser = new pg.Client({ connectionString: database.superuserUrl });
    await superuser.connect();
    const ends = await superuser.query(
      `select bool_and(until = ($3::date + 1)::timestamp at time zone (select time_zone from care.organisation where id = $4)) as all_tomorrow, count(*)::int as count from (
         select categories_until as until from care.episode_access where consent_id = $1
         union all select open_until from care.packet where handoff_id = $2
         union all select until_at from vault.known_to where handoff_id = $2) ends`,
      [sent.consent, sent.handoff, today[0].day, detox.organisation],
    );
    expect(ends.rows).toEqual([{ all_tomorrow: true, count: 4 }]);
    // The day after.
    await superuser.query(`update care.episode_access set categories_until = now() where consent_id = $1`, [
      sent.consent,
    ]);
    await superuser.query(`update care.packet set open_until = now() where handoff_id = $1`, [sent.handoff]);
    await superuser.end();
    expect(await seenOf(detox, rehab, sent.episode)).toEqual([]);
    const packets = await asActor(api, rehab, () =>
      api.query('select tier from care.packet where handoff_id = $1', [sent.handoff]),
    );
    expect(packets.rows).toEqual([]);
  });

  /** Where the handoffs of an episode stand, with what they still hold open for the receiver. */
  async function held(superuser: pg.Client, episode: string): Promise<unknown[]> {
    const { rows } = await superuser.query<Record<string, unknown>>(
      `select h.business_state, (select count(*)::int from care.packet p where p.handoff_id = h.id and p.ended_at is null) as packets,
              (select count(*)::int from vault.known_to v where v.handoff_id = h.id and v.until_at > now()) as names
         from care.handoff h where h.episode_id = $1 order by h.id`,
      [episode],
    );
    return rows;
  }
  const behind = async <T>(look: (superuser: pg.Client) => Promise<T>): Promise<T> =>
    await withClient(database.superuserUrl, look);

  it.each([
    ['asked', 'consent-withdrawn', async () => undefined],
    ['accepted', 'consent-under-discussion', (sent: TestHandoff) => accept(api, sent)],
    [
      'arrived',
      'arrived-in-service',
      async (sent: TestHandoff) => {
        await accept(api, sent);
        await arrive(api, sent);
      },
    ],
  ] as const)(
    'closes every packet of a handoff that is %s, which then stands at %s, whichever side the client told',
    async (_, stands, bring) => {
      for (const told of [detox, rehab]) {
        const sent = await sentUnder(['identity', 'treatment', 'safety']);
        await bring(sent);
        await withdraw(api, told, sent.consent);
        const names = stands === 'arrived-in-service' ? 1 : 0; // who is responsible knows whom it cares for
        expect(await behind((superuser) => held(superuser, sent.episode))).toEqual([
          { business_state: stands, packets: 0, names },
        ]);
        const packets = await asActor(api, rehab, () =>
          api.query('select from care.packet where handoff_id = $1', [sent.handoff]),
        );
        expect(packets.rowCount).toBe(0);
        const source = await asActor(api, detox, () => attemptSource(sent.handoff));
        expect(source === 'refused' || source === 'withdrawn').toBe(true);
      }
    },
  );

  /** What a packet could still be filled from: the state of the consent, or nothing at all. */
  async function attemptSource(handoff: string): Promise<string> {
    await api.query('savepoint source');
    try {
      const { rows } = await api.query<{ consent: string }>(
        `select care.packet_source($1)->>'consent' as consent`,
        [handoff],
      );
      return rows[0]?.consent as string;
    } catch (error) {
      expect((error as { code?: string }).code).toBe('42501');
      await api.query('rollback to source');
      return 'refused';
    }
  }

  it('leaves the custodian a next step where the request ends, and none while an alternative stands on another consent', async () => {
    const alone = await sentUnder(['treatment']);
    await withdraw(api, rehab, alone.consent);
    const walk = await admit(api, detox);
    const group = randomUUID();
    const first = await send(api, detox, walk, rehab, { group });
    await send(api, detox, walk, reintegration, { group });
    await withdraw(api, rehab, first.consent);
    const steps = (episode: string) =>
      behind(async (superuser) => {
        const { rows } = await superuser.query(
          `select organisation_id from care.work_item where episode_id = $1 and kind = 'handoff.next_step' and done_at is null`,
          [episode],
        );
        return rows;
      });
    expect(await steps(alone.episode)).toEqual([{ organisation_id: detox.organisation }]);
    expect(await steps(walk.episode)).toEqual([]);
  });

  it('is taken back by those the client may have told: not by a stranger, by nobody, nor by who ended with it long ago', async () => {
    const refused = async (actor: Acting | null, sql: string, consent: string) =>
      (await attempt(api, actor, () => api.query(sql, [consent]))).refused;
    const WITHDRAW = `select care.withdraw_consent($1, 'witnessed_oral')`;
    const MOVE_ON = `select care.move_on_withdrawal($1, now(), '[]')`;
    const sent = await sentUnder(['treatment']);
    for (const actor of [reintegration, null])
      expect(await refused(actor, WITHDRAW, sent.consent)).toBe('42501');
    for (const actor of [detox, rehab]) expect(await refused(actor, WITHDRAW, sent.consent)).toBeUndefined();
    // While it stands nothing moves; once it was withdrawn, a stranger moves nothing either.
    for (const actor of [detox, rehab, reintegration, null])
      expect(await refused(actor, MOVE_ON, sent.consent)).toBe('42501');
    await asActor(api, rehab, () => api.query(WITHDRAW, [sent.consent]));
    for (const actor of [reintegration, null])
      expect(await refused(actor, MOVE_ON, sent.consent)).toBe('42501');
    expect(await refused(detox, MOVE_ON, sent.consent)).toBeUndefined();
    // A partner whose part is over is no side of what the client agrees with the next one.
    const first = await sentUnder(['treatment']);
    await accept(api, first);
    await arrive(api, first);
    const next = await send(api, rehab, first, reintegration, { stage: 'reintegration' });
    expect(await refused(detox, WITHDRAW, next.consent)).toBe('42501');
    const declined = await sentUnder(['treatment']);
    await end(api, declined, 'decline');
    expect(await refused(rehab, WITHDRAW, declined.consent)).toBe('42501');
    // What a draft stands on is not the partner's to know.
    const draft = await prepare(api, detox, await admit(api, detox), rehab);
    expect(await refused(rehab, WITHDRAW, draft.consent)).toBe('42501');
    expect(await refused(detox, WITHDRAW, draft.consent)).toBeUndefined();
  });

  it('is taken back once: the second time nothing is written', async () => {
    const sent = await sentUnder(['treatment']);
    await withdraw(api, rehab, sent.consent);
    const { value } = await attempt(api, detox, () =>
      api.query<{ at: Date | null }>(`select care.withdraw_consent($1, 'paper_signature') as at`, [
        sent.consent,
      ]),
    );
    expect(value?.rows).toEqual([{ at: null }]);
  });

  it('is not passed on by a sender who may not read it, however wide the next consent is', async () => {
    const first = await sentUnder(['identity', 'plan']);
    await accept(api, first);
    await arrive(api, first);
    const next = await send(api, rehab, first, reintegration, {
      stage: 'reintegration',
      categories: [...CONSENT_CATEGORIES],
    });
    const keys = await sourceKeys(reintegration, next.handoff);
    expect(keys).toEqual(expect.arrayContaining(['plan', 'current_stage', 'stage_outcomes']));
    expect(keys).not.toEqual(expect.arrayContaining(['safety']));
    expect(keys).not.toEqual(expect.arrayContaining(['social']));
    expect(keys).not.toEqual(expect.arrayContaining(['employment']));
    // The receiver's side and the sender's preview are filled from the same source; the reason is what the sender wrote,
    // and the client's own words are asked for beside it, still encrypted.
    const { rows } = await asActor(api, rehab, () =>
      api.query('select care.packet_source_of($1, $2, $3) as source', [
        first.episode,
        rehab.organisation,
        [...CONSENT_CATEGORIES],
      ]),
    );
    expect(Object.keys(rows[0].source as object).sort()).toEqual(
      keys.filter((key) => !['categories', 'consent', 'reason', 'sealed_statements'].includes(key)).sort(),
    );
  });
});
