import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { ConsentCategory } from '#domain/charter/consent.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { accept, arrive, giveConsent, note, putAt, send, type TestHandoff } from '../support/handoffs.js';
import { addOrganisation, admit, asActor, attempt, type Acting } from '../support/network.js';

let database: TestDatabase;
let api: pg.Client;
let superuser: pg.Client;
let detox: Acting;
let rehab: Acting;

beforeAll(async () => {
  database = await createTestDatabase();
  detox = await addOrganisation(database, 'DETOX');
  rehab = await addOrganisation(database, 'REHAB');
  api = new pg.Client({ connectionString: database.urls.api });
  superuser = new pg.Client({ connectionString: database.superuserUrl });
  await Promise.all([api.connect(), superuser.connect()]);
}, 120_000);
afterAll(async () => {
  await Promise.all([api?.end(), superuser?.end()]);
  await database?.drop();
}, 60_000);

const rows = async <R extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<R[]> =>
  (await superuser.query<R>(sql, values)).rows;

/** What stands open of a handoff: what the other house may read, and whether it knows who the person is. */
async function openOf({ handoff, consent }: TestHandoff) {
  const [found] = await rows<{ categories: ConsentCategory[]; known: number; packets: number }>(
    `select (select coalesce(array_agg(distinct c), '{}') from care.episode_access a, unnest(a.categories) c
        where a.consent_id = $2 and a.until_at > clock_timestamp() and a.categories_until > clock_timestamp()) as categories,
      (select count(*)::int from vault.known_to k where k.handoff_id = $1 and k.until_at > clock_timestamp()) as known,
      (select count(*)::int from care.packet p where p.handoff_id = $1 and p.ended_at is null and p.open_until > clock_timestamp()) as packets`,
    [handoff, consent],
  );
  return found!;
}

const stands = async (consent: string): Promise<boolean | undefined> =>
  (
    await rows<{ stands: boolean }>(
      'select until_at > clock_timestamp() as stands from care.consent where id = $1',
      [consent],
    )
  )[0]?.stands;

const narrow = async (consent: string, purposes: readonly string[], categories: readonly string[]) =>
  await asActor(api, detox, () =>
    api.query(
      `select care.narrow_consent($1, 'witnessed_oral', $2, $3, null, '{"text_version":"1"}', '\\x00')`,
      [consent, [...purposes], [...categories]],
    ),
  );

describe('The end of a consent', () => {
  it.each([
    ['Asia/Yekaterinburg', '2099-06-15T19:00:00.000Z'],
    ['Africa/Cairo', '2099-06-15T21:00:00.000Z'],
    ['America/New_York', '2099-06-16T04:00:00.000Z'],
  ])('is the end of its last day where it was given, in %s', async (zone, until) => {
    await rows('update care.organisation set time_zone = $2 where id = $1', [detox.organisation, zone]);
    const walk = await admit(api, detox);
    const consent = await giveConsent(api, detox, walk, rehab, ['identity'], '2099-06-15');
    const [found] = await rows<{ until_at: Date }>('select until_at from care.consent where id = $1', [
      consent,
    ]);
    expect(found?.until_at.toISOString()).toBe(until);
    await rows(`update care.organisation set time_zone = 'Africa/Cairo' where id = $1`, [detox.organisation]);
  });

  it.each(['accepted', 'arrived'])(
    'for care, while another purpose is left, closes what it opened of the writing of others, and the name: %s',
    async (state) => {
      const sent = await send(api, detox, await admit(api, detox), rehab);
      await rows(`alter table care.consent disable trigger consent_only_narrows`);
      await rows(`update care.consent set purposes = '{care,payment}', kind = 'tpo' where id = $1`, [
        sent.consent,
      ]);
      await rows(`alter table care.consent enable trigger consent_only_narrows`);
      await accept(api, sent);
      expect(await openOf(sent)).toMatchObject({ known: 1 });
      if (state === 'arrived') await arrive(api, sent);
      const before = await openOf(sent);
      if (state === 'arrived') expect(before.categories.length).toBeGreaterThan(0);
      await narrow(sent.consent, ['payment'], ['identity', 'contact', 'treatment', 'safety', 'plan']);
      // Who is responsible by now goes on knowing whom they care for.
      expect(await openOf(sent)).toMatchObject({ categories: [], known: state === 'arrived' ? 1 : 0 });
    },
  );

  it('closes the words with which the sender answered a question, as it closes a packet', async () => {
    const sent = await send(api, detox, await admit(api, detox), rehab);
    for (const kind of ['answer', 'hold'] as const)
      await asActor(api, detox, () => note(api, detox, sent.handoff, kind));
    const read = async (): Promise<number> =>
      await asActor(
        api,
        rehab,
        async () =>
          (await api.query(`select from care.handoff_note where handoff_id = $1`, [sent.handoff])).rowCount ??
          0,
      );
    expect(await read()).toBe(2);
    await narrow(sent.consent, ['care'], ['identity', 'contact', 'safety', 'plan']);
    expect(await read()).toBe(0);
  });

  it.each(['declined', 'did-not-arrive'] as const)(
    'to safety is told of with whatever may come back to life: %s',
    async (state) => {
      const sent = await send(api, detox, await admit(api, detox), rehab);
      await putAt(superuser, sent.handoff, state);
      await narrow(sent.consent, ['care'], ['identity', 'contact', 'treatment', 'plan']);
      const [found] = await rows<{ safety_withheld: boolean }>(
        'select safety_withheld from care.handoff where id = $1',
        [sent.handoff],
      );
      expect(found?.safety_withheld).toBe(true);
    },
  );

  it('comes with the end of the care, told by whoever is responsible, but not to a handoff under way', async () => {
    const walk = await admit(api, detox);
    const under = await send(api, detox, walk, rehab);
    const given: string[] = [];
    for (const until of ['2099-01-01', null, null, null])
      given.push(await giveConsent(api, detox, walk, rehab, ['identity'], until));
    const [day, , report, follow] = given;
    await rows(`update care.consent set ends = 'date' where id = $1`, [day]);
    await rows(`update care.consent set ends = 'handoff_completed' where id = $1`, [report]);
    await rows(`alter table care.consent disable trigger consent_only_narrows`);
    await rows(`update care.consent set kind = 'follow_up' where id = $1`, [follow]);
    await rows(`alter table care.consent enable trigger consent_only_narrows`);
    const end = () => api.query('select care.care_is_over($1)', [walk.episode]);
    expect((await attempt(api, rehab, end)).refused).toBe('42501');
    await asActor(api, detox, end);
    const left: (boolean | undefined)[] = [];
    for (const consent of [under.consent, ...given]) left.push(await stands(consent));
    expect(left).toEqual([true, true, false, false, true]);
  });
});
