import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { DATA_CATEGORIES, PACKET_FIELDS, type ConsentCategory } from '#domain/charter/consent.js';
import { ConsentService } from '#casework/consent/consent.service.js';
import { OwnConsentService } from '#casework/consent/own-consent.service.js';
import { recordDisclosure } from '#casework/consent/disclosure.tx.js';
import { CORRECTION_FIELDS } from '#domain/charter/rights.js';
import { readable } from '#domain/rules/disclose.js';
import type { ConsentRequest } from '#domain/wire/consent.js';
import { clientActor, type Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { openServiceHouse, type ServiceHouse } from '../support/service-house.js';
import { accept, arrive, disclose, saidBeside, send } from '../support/handoffs.js';
import {
  addOrganisation,
  admit,
  asActor,
  attempt,
  giveCode,
  type Acting,
  type Walk,
} from '../support/network.js';

let house: ServiceHouse;
let api: pg.Client;
let detox: Acting;
let rehab: Acting;

beforeAll(async () => {
  house = await openServiceHouse();
  detox = await addOrganisation(house.database, 'DETOX');
  rehab = await addOrganisation(house.database, 'REHAB');
  await house.rows(
    `update care.organisation set jurisdiction = 'EG', time_zone = 'Africa/Cairo' where code in ('DETOX','REHAB')`,
  );
  api = new pg.Client({ connectionString: house.database.urls.api });
  await api.connect();
}, 120_000);
afterAll(async () => {
  await api?.end();
  await house?.close();
}, 60_000);

const staff = (acting: Acting): Actor => ({
  kind: 'staff',
  account: acting.account,
  organisation: acting.organisation,
  roles: ['case_manager', 'clinician'],
  name: 'somebody',
});
const call = () => ({});

/** Somebody in the care of the first house, with the code it knows them by. */
async function somebody(): Promise<Walk & { code: string }> {
  const walk = await admit(api, detox);
  await asActor(api, detox, () => giveCode(api, detox, walk));
  const [row] = await house.rows<{ code: string; language: string }>(
    `select k.code, c.language from care.client_code k join care.client c on c.id = k.client_id where k.client_id = $1`,
    [walk.client],
  );
  await house.rows(`update care.client set language = 'ar' where id = $1`, [walk.client]);
  return { ...walk, code: row!.code };
}

const WANTED: ConsentRequest = {
  recipient: 'REHAB',
  purposes: ['care'],
  categories: ['identity', 'treatment', 'plan'],
  language: 'ar',
  given_how: 'paper_signature',
  signer: 'self',
  ends: 'end_of_care',
};

describe('The client in a window of their own', () => {
  it("gives, narrows and withdraws what staff would record for them, and nobody else's", async () => {
    const own = house.of(OwnConsentService);
    const [me, other] = [await somebody(), await somebody()];
    const actor = clientActor(me.client);
    const shown = await own.preview(actor, call(), { ...WANTED, given_how: 'code' });
    const { reference } = await own.give(actor, call(), {
      ...WANTED,
      given_how: 'code',
      text_sha256: shown.sha256,
    });
    const { consents } = await own.list(actor, call());
    expect(consents).toMatchObject([
      { reference, given_how: 'code', signer: 'self', stands: true, version: 1 },
    ]);
    // The house reads the same, with the same words.
    const seen = await house.of(ConsentService).copy(staff(detox), call(), reference);
    expect(seen.versions).toMatchObject([
      { version: 1, by_client: true, document: { sha256: shown.sha256 } },
    ]);
    expect(seen).toEqual(await own.copy(actor, call(), reference));
    await own.narrow(actor, call(), reference, 1, { how: 'code', categories: ['plan'] });
    await own.withdraw(actor, call(), reference, { how: 'code' });
    expect((await own.list(actor, call())).consents).toMatchObject([
      { categories: ['plan'], stands: false, version: 3 },
    ]);
    // Another client sees none of it and can end none of it.
    const stranger = clientActor(other.client);
    expect((await own.list(stranger, call())).consents).toEqual([]);
    await expect(own.copy(stranger, call(), reference)).rejects.toThrow('request.not_found');
    await expect(own.withdraw(stranger, call(), reference, { how: 'code' })).rejects.toThrow(
      'request.not_found',
    );
  });

  it('signs for themselves alone, and under age reads and does not sign', async () => {
    const me = await somebody();
    await house.rows('update care.client set birth_year = extract(year from now())::int - 15 where id = $1', [
      me.client,
    ]);
    const own = house.of(OwnConsentService);
    const authority = { document: 'decree', checked: true };
    await expect(
      own.give(clientActor(me.client), call(), { ...WANTED, signer: 'guardian', authority }),
    ).rejects.toThrow('consent.guardian_required');
    expect((await own.list(clientActor(me.client), call())).minor).toBe(true);
  });
});

describe('A consent is a document of its own', () => {
  it('is kept word for word with its hash, in the language of the client, and never changes', async () => {
    const me = await somebody();
    const consents = house.of(ConsentService);
    const shown = await consents.preview(staff(detox), call(), me.code, WANTED);
    expect(shown.language).toBe('ar');
    expect(shown.text_id).toBe('eg-sharing-1');
    const { reference } = await consents.record(staff(detox), call(), me.code, {
      ...WANTED,
      text_sha256: shown.sha256,
    });
    const [kept] = await house.rows<{ document: object; sha: string; text: string }>(
      `select v.document, encode(v.text_sha256, 'hex') as sha, k.text_id as text from care.consent_version v join care.consent k on k.id = v.consent_id where k.reference = $1`,
      [reference],
    );
    expect(kept).toMatchObject({
      document: JSON.parse(JSON.stringify(shown)),
      sha: shown.sha256,
      text: 'eg-sharing-1',
    });
    // Signed under another text than the one shown: refused.
    await expect(
      consents.record(staff(detox), call(), me.code, { ...WANTED, text_sha256: 'a'.repeat(64) }),
    ).rejects.toThrow('consent.text_changed');
    for (const statement of [
      "update care.consent_version set document = '{}'",
      'delete from care.consent_version',
    ])
      expect((await attempt(api, detox, () => api.query(statement))).refused).toBe('42501');
  });

  it('in Russia stands apart from every other document', () => {
    const { templates } = house.packs.of('RU-SVE').consents;
    for (const { kinds, texts } of templates.filter((one) => !one.kinds.includes('care_sharing')))
      expect([kinds, texts.ru]).toEqual([
        kinds,
        expect.stringContaining('отдельно от любых других документов'),
      ]);
    expect(templates.filter(({ kinds }) => kinds.includes('service') && kinds.length > 1)).toEqual([]);
  });

  it('is not needed to be helped: with none at all an episode opens and goes on', async () => {
    const me = await somebody();
    const page = await house.of(ConsentService).page(staff(detox), call(), me.code);
    expect([page.consents, page.own_custody]).toEqual([[], true]);
    expect(page.offered.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['service', 'follow_up', 'research', 'employer', 'lender', 'media']),
    );
  });
});

describe('A guardian', () => {
  it('who must be kept apart from the client does not sign for them', async () => {
    const [me, guardian] = [await somebody(), await somebody()];
    await house.rows('update care.client set birth_year = extract(year from now())::int - 15 where id = $1', [
      me.client,
    ]);
    const authority = { document: 'decree', checked: true, client: guardian.code };
    const wanted: ConsentRequest = { ...WANTED, signer: 'guardian', authority };
    const consents = house.of(ConsentService);
    await consents.record(staff(detox), call(), me.code, wanted);
    await house.rows(
      'insert into care.separation (client_id, other_client_id, organisation_id, recorded_by) values ($1, $2, $3, $4)',
      [guardian.client, me.client, detox.organisation, detox.account],
    );
    await expect(consents.record(staff(detox), call(), me.code, wanted)).rejects.toThrow(
      'consent.guardian_kept_apart',
    );
  });

  it('who is family reads nothing of the client: the try is refused and leaves a trace', async () => {
    const me = await somebody();
    await expect(house.of(ConsentService).page(staff(rehab), call(), me.code)).rejects.toThrow(
      'request.not_found',
    );
    const [trace] = await house.rows<{ outcome: string }>(
      `select outcome from audit.event where organisation_id = $1 and action = 'consent.list' order by at desc limit 1`,
      [rehab.organisation],
    );
    expect(trace?.outcome).toBe('refused');
  });
});

describe('The ledger', () => {
  it('keeps every line: nobody changes one, nobody takes one out', async () => {
    const me = await somebody();
    await send(api, detox, me, rehab);
    for (const statement of [
      'update care.disclosure set fields = fields where client_id = $1',
      'delete from care.disclosure where client_id = $1',
    ])
      await expect(house.rows(statement, [me.client])).rejects.toThrow('a line of the ledger stays');
    const lines = await house.of(ConsentService).accounting(staff(detox), call(), me.code);
    expect(lines.lines).toMatchObject([
      {
        tier: 'D1',
        basis: 'consent',
        channel: 'packet',
        scope_attached: true,
        notice_version: expect.any(String),
      },
    ]);
    expect(new Date(lines.from).getTime()).toBeLessThanOrEqual(Date.now() - 3 * 365 * 86_400_000);
    const mine = await house.of(OwnConsentService).accounting(clientActor(me.client), call());
    expect(mine.lines).toHaveLength(1);
    expect((await house.of(OwnConsentService).accounting(clientActor(randomUUID()), call())).lines).toEqual(
      [],
    );
  });

  it('takes a paper, a file or spoken words as far as the consent goes, and to whom it names', async () => {
    const me = await somebody();
    const consents = house.of(ConsentService);
    const family: ConsentRequest = {
      ...WANTED,
      kind: 'family_information',
      recipient_class: 'family',
      purposes: ['family_information'],
      categories: ['plan'],
    };
    delete family.recipient;
    const { reference } = await consents.record(staff(detox), call(), me.code, family);
    const told = async (categories: ConsentCategory[], to: 'family' | 'employers') =>
      await house.of(UnitOfWork).run(staff(detox), { do: 'consent.list' }, async (tx) =>
        recordDisclosure(tx, {
          client: me.client,
          channel: 'spoken',
          basis: 'consent',
          consent: reference,
          to_class: to,
          fields: ['plan'],
          categories,
          content: 'what was said',
          notice_version: 'eg-notice-1',
        }),
      );
    await told(['plan'], 'family');
    await expect(told(['plan', 'diagnosis'], 'family')).rejects.toThrow(
      'more is disclosed than the consent opens',
    );
    await expect(told(['plan'], 'employers')).rejects.toThrow('more is disclosed than the consent opens');
    await consents.withdraw(staff(detox), call(), reference, 1, { how: 'witnessed_oral' });
    await expect(told(['plan'], 'family')).rejects.toThrow('more is disclosed than the consent opens');
    const { lines } = await consents.accounting(staff(detox), call(), me.code);
    expect(lines).toMatchObject([{ channel: 'spoken', to: null, to_class: 'family', categories: ['plan'] }]);
  });
});

describe('Narrowing in the database', () => {
  const full = Object.fromEntries([
    ...Object.keys(PACKET_FIELDS).map((field) => [field, `MARK-${field}`] as const),
    ['safety', { allergies: 'x', weeks_of_pregnancy: 3, medicines: null }],
    ['diagnoses', []],
    ['statements', CORRECTION_FIELDS.map(saidBeside)],
  ]);

  it('takes out of a packet exactly what the charter closes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray([...DATA_CATEGORIES]), async (categories) => {
        const { rows } = await asActor(api, detox, () =>
          api.query('select care.packet_within($1, $2) as body', [JSON.stringify(full), categories]),
        );
        expect(rows[0].body).toEqual(
          JSON.parse(JSON.stringify(readable(full as never, categories, ['clinician']))),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('never opens anything: after narrowing, running out and withdrawing less is open everywhere, at every state', async () => {
    const some = fc.subarray(
      [...DATA_CATEGORIES].filter((one) => one !== 'counselling_notes'),
      { minLength: 2 },
    );
    await fc.assert(
      fc.asyncProperty(
        some,
        some,
        fc.constantFrom('asked', 'accepted', 'arrived'),
        async (had, kept, state) => {
          const left = had.filter((one) => kept.includes(one));
          fc.pre(left.length > 0 && left.length < had.length);
          const me = await somebody();
          const sent = await send(api, detox, me, rehab, { categories: had });
          if (state !== 'asked') await accept(api, sent);
          if (state === 'arrived') await arrive(api, sent);
          const open = async () => {
            const [row] = await house.rows<{ fields: string[]; categories: string[]; known: number }>(
              `select (select coalesce(array_agg(distinct f), '{}') from care.packet p, jsonb_object_keys(p.body) f where p.handoff_id = $1 and p.ended_at is null and p.open_until > clock_timestamp()) as fields,
               (select coalesce(array_agg(distinct c), '{}') from care.episode_access a, unnest(a.categories) c where a.consent_id = $2 and a.until_at > clock_timestamp() and a.categories_until > clock_timestamp()) as categories,
               (select count(*)::int from vault.known_to k where k.handoff_id = $1 and k.until_at > clock_timestamp()) as known`,
              [sent.handoff, sent.consent],
            );
            return row!;
          };
          const within = (after: Awaited<ReturnType<typeof open>>, before: typeof after) => {
            for (const one of after.fields) expect(before.fields).toContain(one);
            for (const one of after.categories) expect(before.categories).toContain(one);
            expect(after.known).toBeLessThanOrEqual(before.known);
          };
          const before = await open();
          await asActor(api, detox, () =>
            api.query(
              `select care.narrow_consent($1, 'witnessed_oral', '{care}', $2, null, '{"text_version":"1"}', '\\x00')`,
              [sent.consent, left],
            ),
          );
          const narrow = await open();
          within(narrow, before);
          for (const one of narrow.categories) expect(left).toContain(one);
          await house.rows('update care.consent set expires_on = current_date - 1 where id = $1', [
            sent.consent,
          ]);
          await house.rows('select care.tighten($1)', [sent.consent]);
          const ended = await open();
          within(ended, narrow);
          expect([ended.fields, ended.categories]).toEqual([[], []]);
          // A consent is never given back what it lost.
          await expect(
            house.rows('update care.consent set categories = $2 where id = $1', [sent.consent, had]),
          ).rejects.toThrow('a consent only becomes narrower');
          expect((await attempt(api, detox, () => disclose(api, sent.handoff, 'D4', ['plan']))).refused).toBe(
            '42501',
          );
        },
      ),
      { numRuns: 8 },
    );
  });

  it.each(['end_of_care', 'handoff_completed'] as const)(
    'ends by itself with its event: %s',
    async (ends) => {
      const me = await somebody();
      const sent = await send(api, detox, me, rehab);
      await house.rows('update care.consent set ends = $2 where id = $1', [sent.consent, ends]);
      await accept(api, sent);
      await arrive(api, sent);
      const stands = async () =>
        (
          await house.rows<{ stands: boolean }>(
            'select until_at > clock_timestamp() as stands from care.consent where id = $1',
            [sent.consent],
          )
        )[0]?.stands;
      expect(await stands()).toBe(true);
      if (ends === 'end_of_care')
        await house.rows(
          `with closed as (update care.custody set during = tstzrange(lower(during), clock_timestamp()) where episode_id = $1 and until_at is null returning upper(during) as at)
         update care.episode set open_during = tstzrange(lower(open_during), (select at from closed)) where id = $1`,
          [sent.episode],
        );
      else
        for (const [side, state] of [
          [rehab, 'report-sent'],
          [detox, 'loop-closed'],
        ] as const)
          await asActor(api, side, () =>
            api.query(
              'update care.handoff set business_state = $2, state = care.state_of($2), version = version + 1 where id = $1',
              [sent.handoff, state],
            ),
          );
      expect(await stands()).toBe(false);
      const [row] = await house.rows<{ open: number }>(
        'select count(*)::int as open from care.episode_access where consent_id = $1 and categories_until > clock_timestamp() and until_at > clock_timestamp()',
        [sent.consent],
      );
      expect(row?.open).toBe(0);
    },
  );
});
