import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import fc from 'fast-check';
import { CONSENT_CATEGORIES, type ConsentCategory } from '#domain/charter/consent.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { accept, arrive, send, type TestHandoff } from '../support/handoffs.js';
import { addOrganisation, admit, asActor, writeEvidence, type Acting } from '../support/network.js';

/** What an organisation wrote, and the category with which a client opens it to the next one. */
const WRITING: Readonly<Record<string, ConsentCategory>> = {
  stage_spell: 'treatment',
  safety_screen: 'safety',
  condition: 'diagnosis',
  treatment: 'treatment',
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

  const subsets = fc.uniqueArray(fc.constantFrom(...CONSENT_CATEGORIES), { minLength: 1 });

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
    await asActor(api, rehab, async () => {
      await api.query(
        `update care.consent set withdrawn_at = clock_timestamp(), withdrawn_how = 'witnessed_oral', withdrawn_by = $2, version = version + 1 where id = $1`,
        [sent.consent, rehab.account],
      );
      await api.query('select care.narrow_access($1)', [sent.consent]);
    });
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
    const { rows: today } = await api.query(`select to_char(current_date, 'YYYY-MM-DD') as day`);
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
      `select bool_and(until = (current_date + 1)::timestamptz) as all_tomorrow, count(*)::int as count from (
         select categories_until as until from care.episode_access where consent_id = $1
         union all select open_until from care.packet where handoff_id = $2
         union all select until_at from vault.known_to where handoff_id = $2) ends`,
      [sent.consent, sent.handoff],
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

  it('cannot be narrowed while the consent stands, nor by a stranger', async () => {
    const sent = await sentUnder(['treatment']);
    const narrow = (actor: Acting) =>
      asActor(api, actor, () => api.query('select care.narrow_access($1)', [sent.consent]));
    await expect(narrow(detox)).rejects.toMatchObject({ code: '42501' });
    await expect(narrow(reintegration)).rejects.toMatchObject({ code: '42501' });
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
    // The receiver's side and the sender's preview are filled from the same source.
    const { rows } = await asActor(api, rehab, () =>
      api.query('select care.packet_source_of($1, $2, $3) as source', [
        first.episode,
        rehab.organisation,
        [...CONSENT_CATEGORIES],
      ]),
    );
    expect(Object.keys(rows[0].source as object).sort()).toEqual(
      keys.filter((key) => key !== 'categories' && key !== 'consent').sort(),
    );
  });
});
