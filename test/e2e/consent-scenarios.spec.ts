import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CONSENT_WAYS, type ConsentCategory } from '#domain/charter/consent.js';
import type { ConsentCopy, ConsentsView, ConsentWritten } from '#domain/wire/consent.js';
import type { HandoffPreview, HandoffWritten, PacketBody } from '#domain/wire/handoff.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, statePlaces, type Desks } from '../support/journey-desks.js';
import {
  attempt,
  custodians,
  expectRefusal,
  go,
  offerTo,
  stands,
  TOMORROW,
} from '../support/journey-handoffs.js';
import {
  admitNamed,
  ALL_CATEGORIES,
  consentTo,
  granted,
  SAFE,
  viewClient,
  viewHandoff,
  walkIn,
} from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  desks = await signInDesks(house);
  await statePlaces(desks.palm, 100);
}, 120_000);
afterAll(() => house?.close(), 60_000);

const EVERYTHING: readonly ConsentCategory[] = [...ALL_CATEGORIES, 'pregnancy', 'bbv'];

async function consents(staff: Staff, client: string): Promise<ConsentsView> {
  return granted(await staff.get<ConsentsView>(`/api/clients/${client}/consents`));
}

async function narrow(staff: Staff, consent: string, version: number, body: object): Promise<ConsentWritten> {
  const said = { how: 'witnessed_oral', ...body };
  return granted(await staff.post<ConsentWritten>(`/api/consents/${consent}/narrowing`, said, { version }));
}

/** What the receiver reads of every packet that is open to it, tier by tier. */
async function read(staff: Staff, reference: string): Promise<Record<string, PacketBody>> {
  const { packets } = await viewHandoff(staff, reference);
  return Object.fromEntries(packets.map(({ tier, body }) => [tier, body]));
}

const fieldsOf = (packets: Record<string, PacketBody>): string[] =>
  [...new Set(Object.values(packets).flatMap((body) => Object.keys(body)))].sort();

/** The calendar is turned: the consent's last day was yesterday, and so for everything that hangs on it. */
async function turnToTheDayAfter(consent: string, column: 'expires_on' | 'own_from'): Promise<void> {
  await house.rows(
    `with turned as (update care.consent set ${column} = current_date - ${column === 'own_from' ? 0 : 1} where reference = $1 returning id)
     select id from turned`,
    [consent],
  );
  await house.rows('select care.tighten(id) from care.consent where reference = $1', [consent]);
}

describe('Consent', () => {
  it('consent narrows while a handoff is accepted', async () => {
    const screen = { ...SAFE, weeks_of_pregnancy: 20, medicines: 'dolutegravir 50 mg; methadone 60 mg' };
    const client = await admitNamed(desks.clinician, { safety: screen });
    const consent = await consentTo(desks.manager, client, 'EG-REHAB-1', EVERYTHING);
    const { reference } = await offerTo(desks.manager, client, { consent });
    await go(desks.palm, reference, 'take');
    const accepted = await go(desks.palm, reference, 'accept', TOMORROW());
    const before = await read(desks.palm, reference);
    expect(before['D3']).toMatchObject({ identity: true, contact: true });
    expect(before['D3']?.safety).toMatchObject({ weeks_of_pregnancy: 20, medicines: screen.medicines });
    expect((await viewHandoff(desks.palm, reference)).identity).not.toBeNull();

    const left = ALL_CATEGORIES.filter((one) => !['identity', 'social'].includes(one));
    const answer = await narrow(desks.manager, consent, 1, { categories: left });
    // Whoever takes something away hears what has already left.
    expect(answer.already_left?.some(({ fields }) => fields.includes('identity'))).toBe(true);
    const after = await read(desks.palm, reference);
    expect(Object.keys(after)).toEqual(Object.keys(before)); // it goes on: nothing was withdrawn
    expect(await stands(house, reference)).toBe(accepted.business_state);
    expect(after['D3']).not.toHaveProperty('identity');
    expect(after['D2']).not.toHaveProperty('social');
    expect(after['D3']?.safety).not.toHaveProperty('weeks_of_pregnancy');
    expect(after['D3']?.safety?.medicines).toBe(
      'withheld medicine; interactions checked by the sender; methadone 60 mg',
    );
    expect((await viewHandoff(desks.palm, reference)).identity).toBeNull();
    // What is closed is gone from the row too, and the vault knows.
    const [row] = await house.rows<{ inside: boolean; known: number }>(
      `select bool_or(p.body ? 'identity' or p.body->'safety' ? 'weeks_of_pregnancy') as inside,
         (select count(*)::int from vault.known_to k where k.handoff_id = h.id and k.until_at > clock_timestamp()) as known
       from care.handoff h join care.packet p on p.handoff_id = h.id where h.reference = $1 group by h.id`,
      [reference],
    );
    expect(row).toEqual({ inside: false, known: 0 });
    // The old words stay beside the new ones.
    const copy = granted(await desks.manager.get<ConsentCopy>(`/api/consents/${consent}/copy`));
    expect(copy.versions.map(({ version }) => version)).toEqual([1, 2]);
    expect(copy.versions[0]!.document.sha256).not.toBe(copy.versions[1]!.document.sha256);
    // And after the arrival it is as narrow as that.
    const arrived = await go(desks.palm, reference, 'arrive');
    expect((await viewClient(desks.palm, arrived.client!)).safety).toMatchObject({
      weeks_of_pregnancy: null,
    });
    expect(fieldsOf(await read(desks.palm, reference))).not.toContain('identity');
  });

  it('consent expires on the day of arrival: arrival works, disclosure narrows', async () => {
    const client = await admitNamed(desks.clinician);
    const consent = await consentTo(desks.manager, client, 'EG-REHAB-1', ALL_CATEGORIES);
    const { reference } = await offerTo(desks.manager, client, { consent });
    await go(desks.palm, reference, 'take');
    await go(desks.palm, reference, 'accept', TOMORROW());
    expect(fieldsOf(await read(desks.palm, reference))).toContain('identity');
    await turnToTheDayAfter(consent, 'expires_on');
    const late = await viewHandoff(desks.palm, reference);
    expect([late.packets, late.identity]).toEqual([[], null]);
    const arrived = await go(desks.palm, reference, 'arrive');
    expect(arrived.business_state).toBe('arrived-in-service');
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1', 'EG-REHAB-1']);
    expect((await viewHandoff(desks.palm, reference)).packets).toEqual([]);
    expect((await viewClient(desks.palm, arrived.client!)).safety).toBeNull();
    // And a new request cannot stand on it.
    const again = await admitNamed(desks.clinician);
    const other = await consentTo(desks.manager, again, 'EG-REHAB-1');
    await turnToTheDayAfter(other, 'expires_on');
    const wanted = {
      client: again,
      kind: 'transfer',
      receiver: 'EG-REHAB-1',
      stage: 'rehabilitation',
      urgency: 'routine',
    };
    expectRefusal(
      await desks.manager.post<HandoffWritten>('/api/handoffs', {
        ...wanted,
        consent: other,
        reason: 'Ready',
      }),
      409,
      'consent.expired',
    );
  });

  it('consent is withdrawn in flight', async () => {
    const client = await admitNamed(desks.clinician);
    const consent = await consentTo(desks.manager, client, 'EG-REHAB-1');
    const { reference } = await offerTo(desks.manager, client, { consent });
    await go(desks.palm, reference, 'take');
    const answer = granted(
      await desks.manager.post<ConsentWritten>(
        `/api/consents/${consent}/withdrawal`,
        { how: 'witnessed_oral' },
        { version: 1 },
      ),
    );
    expect(answer.already_left?.length).toBe(2); // the card and what taking it opened
    // With the answer it is done: the very next look finds nothing.
    expect((await viewHandoff(desks.palm, reference)).packets).toEqual([]);
    expect(await stands(house, reference)).toBe('consent-withdrawn');
    expectRefusal(
      await attempt(desks.palm, reference, 'accept', TOMORROW()),
      409,
      'handoff.ended_by_withdrawal',
    );
  });

  it("a guardian's consent ends at 18", async () => {
    const year = new Date().getUTCFullYear() - 17;
    const young = granted(
      await desks.clinician.post<{ client: string }>('/api/clients', walkIn({ birth_year: year })),
      201,
    ).client;
    const wanted = {
      recipient: 'EG-REHAB-1',
      purposes: ['care'],
      categories: ALL_CATEGORIES,
      language: 'ar',
      given_how: 'paper_signature',
      ends: 'end_of_care',
    };
    const post = async (body: object) =>
      await desks.manager.post<ConsentWritten>(`/api/clients/${young}/consents`, { ...wanted, ...body });
    expectRefusal(await post({ signer: 'self' }), 422, 'consent.guardian_required');
    const authority = { document: 'decree 17/2026', checked: true };
    expectRefusal(
      await post({ signer: 'guardian', authority: { ...authority, checked: false } }),
      422,
      'consent.guardian_unchecked',
    );
    const { reference: consent } = granted(await post({ signer: 'guardian', authority }), 201);
    const [given] = (await consents(desks.manager, young)).consents;
    expect([given!.signer, given!.own_from]).toEqual(['guardian', `${year + 18}-01-01`]);
    const { reference } = await offerTo(desks.manager, young, { consent });
    await go(desks.palm, reference, 'take');
    expect((await viewHandoff(desks.palm, reference)).packets.length).toBe(2);
    await turnToTheDayAfter(consent, 'own_from');
    // Nothing is disclosed on the word of a guardian any more, at a read and at a send.
    expect((await viewHandoff(desks.palm, reference)).packets).toEqual([]);
    expectRefusal(await attempt(desks.palm, reference, 'accept', TOMORROW()), 409, 'consent.expired');
    expect((await consents(desks.manager, young)).consents[0]!.stands).toBe(false);
  });

  it("the preview equals byte for byte what the partner's account reads", async () => {
    const screen = { ...SAFE, weeks_of_pregnancy: 12, medicines: 'эфавиренз, метадон' };
    for (const categories of [ALL_CATEGORIES, EVERYTHING, ['identity', 'safety', 'treatment']] as const) {
      const client = await admitNamed(desks.clinician, { safety: screen });
      const shared = [...categories] as ConsentCategory[];
      const consent = await consentTo(desks.manager, client, 'EG-REHAB-1', shared);
      const asked = {
        client,
        receiver: 'EG-REHAB-1',
        stage: 'rehabilitation',
        urgency: 'routine',
        reason: 'Ready to go on',
      };
      const preview = granted(
        await desks.manager.post<HandoffPreview>('/api/handoffs/preview', { ...asked, categories: shared }),
      );
      const { reference } = granted(
        await desks.manager.post<HandoffWritten>('/api/handoffs', { ...asked, kind: 'transfer', consent }),
        201,
      );
      await go(desks.palm, reference, 'take');
      await go(desks.palm, reference, 'accept', TOMORROW());
      const answer = await desks.palm.get<{ packets: { tier: string; body: unknown }[] }>(
        `/api/handoffs/${reference}`,
      );
      const sent = granted(answer).packets;
      expect(sent.map(({ tier }) => tier)).toEqual(['D1', 'D2', 'D3']);
      for (const { tier, body } of sent) {
        const shown = JSON.stringify(preview.tiers.find((one) => one.tier === tier)?.body);
        expect([tier, JSON.stringify(body)]).toEqual([tier, shown]);
        expect(answer.text).toContain(shown); // the very bytes of the answer
      }
    }
  });

  it('every packet carries its notice, its scope and where it comes from', async () => {
    const client = await admitNamed(desks.clinician);
    const consent = await consentTo(desks.manager, client, 'EG-REHAB-1', ['identity', 'treatment']);
    const { reference } = await offerTo(desks.manager, client, { consent });
    await go(desks.palm, reference, 'take');
    const { packets } = await viewHandoff(desks.palm, reference);
    expect(packets).toHaveLength(2);
    for (const packet of packets)
      expect(packet).toMatchObject({
        notice_version: 'eg-notice-1',
        redisclosure_notice: expect.stringMatching(/./),
        origin: { code: 'EG-DETOX-1' },
        redisclose: false,
        scope: {
          kind: 'care_sharing',
          purposes: ['care'],
          categories: ['identity', 'treatment'],
          until: null,
        },
      });
  });

  it('a consent is withdrawn in one step, in every way in which it can be given', async () => {
    const client = await admitNamed(desks.clinician);
    for (const way of CONSENT_WAYS) {
      const wanted = {
        recipient: 'EG-REHAB-1',
        purposes: ['care'],
        categories: ['plan'],
        language: 'ar',
        given_how: way,
        signer: 'self',
        ends: 'end_of_care',
      };
      const path = `/api/clients/${client}/consents`;
      const { reference } = granted(await desks.manager.post<ConsentWritten>(path, wanted), 201);
      granted(
        await desks.manager.post(`/api/consents/${reference}/withdrawal`, { how: way }, { version: 1 }),
      );
    }
    const { consents: all } = await consents(desks.manager, client);
    expect(all.map(({ given_how, stands }) => [given_how, stands])).toEqual(
      [...CONSENT_WAYS].reverse().map((way) => [way, false]),
    );
  });
});
