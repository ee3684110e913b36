import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { CONSENT_KIND_CODES, RECIPIENT_CLASSES } from '#domain/charter/consent.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type {
  AccountingView,
  ConsentCopy,
  ConsentRegisterLine,
  ConsentsView,
  ConsentView,
  ConsentWritten,
} from '#domain/wire/consent.js';
import type { TimelineEntry } from '#domain/wire/desk.js';
import { CONSENT_WORDS } from '#domain/words/consent.js';
import { PAPER_WORDS } from '#domain/words/paper.js';
import { loadPacks } from '#platform/packs/packs.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { inDays } from '../support/eligibility.js';
import { agreeToEverything, type Agreed } from '../support/every-consent.js';
import { fhirFaults, type ReadBundle } from '../support/fhir-shapes.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { expectRefusal, go, offerTo, TOMORROW } from '../support/journey-handoffs.js';
import { admitNamed, granted, inHours, viewClient } from '../support/journey.js';
import { letters, readPdf } from '../support/read-pdf.js';
import { giveCode, PASSPHRASE, WindowGuest } from '../support/window-guest.js';
import type { Staff } from '../support/staff.js';

// A dozen papers are drawn and read back.
jest.setTimeout(120_000);

const PARTNER = 'EG-REHAB-1';
let house: TestApplication;
let desks: Desks;
let client: string;
let agreed: Agreed[];

beforeAll(async () => {
  house = await startApplication();
  desks = await signInDesks(house);
  client = await admitNamed(desks.manager, { language: 'en' });
  agreed = await agreeToEverything(desks.manager, client, PARTNER);
}, 240_000);
afterAll(() => house?.close(), 60_000);

const isClass = (to: string): boolean => RECIPIENT_CLASSES.some((one) => one === to);
/** What stands for a recipient in a language: the name of the organisation, or the class in words. */
async function nameOf(to: string, language: Language): Promise<string> {
  const known = RECIPIENT_CLASSES.find((one) => one === to);
  if (known) return CONSENT_WORDS[language].recipient_class[known];
  const [row] = await house.rows<{ names: Labels }>('select names from care.organisation where code = $1', [
    to,
  ]);
  return row!.names[language];
}
async function labelsOf(to: string): Promise<Labels> {
  const [en, ru, ar] = await Promise.all((['en', 'ru', 'ar'] as const).map((one) => nameOf(to, one)));
  return { en: en!, ru: ru!, ar: ar! };
}

async function expectNamed(consents: readonly ConsentView[], wanted: readonly Agreed[]): Promise<void> {
  for (const { reference, kind, to } of wanted) {
    const found = consents.find((one) => one.reference === reference);
    expect([reference, found?.kind]).toEqual([reference, kind]);
    expect(found!.recipient).toEqual({
      code: isClass(to) ? null : to,
      class: isClass(to) ? to : null,
      names: await labelsOf(to),
    });
  }
}

async function paper(by: Staff, wanted: object): Promise<Buffer> {
  const answer = await fetch(`${house.url}/api/clients/${client}/papers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: by.cookie ?? '' },
    body: JSON.stringify({ language: 'en', asked_how: 'in_person', ...wanted }),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect([JSON.stringify(wanted), answer.status]).toEqual([JSON.stringify(wanted), 200]);
  return bytes;
}
const direction = (language: Language) => (language === 'ar' ? 'rtl' : 'ltr');
const BROKEN = /\bnull\b|\bundefined\b|\[object|NaN/;

describe('A client who agreed to everything the jurisdiction knows, to organisations and to classes', () => {
  it('is one of every kind but those that need a class nobody knows here', () => {
    const kinds = new Set(agreed.map(({ kind }) => kind));
    expect(CONSENT_KIND_CODES.filter((kind) => !kinds.has(kind))).toEqual([]);
    expect(agreed.filter(({ to }) => isClass(to)).length).toBeGreaterThan(6);
    expect(agreed.some(({ to }) => to === PARTNER)).toBe(true);
  });

  it('is read with everybody named: on their page, the page of consents, the road, the register and in each copy', async () => {
    await expectNamed((await viewClient(desks.manager, client)).consents, agreed);
    const page = granted(await desks.manager.get<ConsentsView>(`/api/clients/${client}/consents`));
    await expectNamed(page.consents, agreed);
    const road = granted(
      await desks.manager.get<Page<TimelineEntry>>(`/api/clients/${client}/timeline?kind=consent&limit=100`),
    );
    for (const { reference, to } of agreed)
      expect(road.items.find(({ consent }) => consent?.reference === reference)?.consent?.recipient).toEqual(
        await labelsOf(to),
      );
    const officer = await house.as('privacy-officer@detox.eg.demo');
    const register = granted(await officer.get<Page<ConsentRegisterLine>>('/api/consents?limit=100'));
    for (const { reference, to } of agreed)
      expect(register.items.find((one) => one.reference === reference)?.recipient).toEqual(
        await labelsOf(to),
      );
    for (const { reference, kind, to } of agreed) {
      const copy = granted(await desks.manager.get<ConsentCopy>(`/api/consents/${reference}/copy`));
      expect(copy.consent.recipient.names).toEqual(await labelsOf(to));
      // Consent to care is given to the house it is given in, which its document names already.
      if (kind !== 'service')
        expect(copy.versions[0]!.document.lines.map(({ value }) => value)).toContain(await nameOf(to, 'en'));
    }
  });

  it.each(LANGUAGES)('is read on paper with everybody named, in %s', async (language) => {
    const words = PAPER_WORDS[language];
    for (const { reference, to, kind } of agreed) {
      const bytes = await paper(desks.manager, { paper: 'consent', consent: reference, language });
      const { text } = await readPdf(bytes, direction(language));
      expect(letters(text)).toContain(letters(await nameOf(to, language)));
      expect(text).not.toMatch(BROKEN);
      // What discloses nothing has no list of data that somebody forgot to fill in.
      if (kind === 'service') expect(letters(text)).not.toContain(letters(words.not_recorded));
    }
    const whole = await readPdf(
      await paper(desks.manager, { paper: 'record', language }),
      direction(language),
    );
    const told = await readPdf(
      await paper(desks.manager, { paper: 'accounting', language }),
      direction(language),
    );
    expect(whole.text).not.toMatch(BROKEN);
    expect(told.text).not.toMatch(BROKEN);
  });

  it('is a record for a machine in which each consent points at whom it names', async () => {
    const bundle = JSON.parse(
      (await paper(desks.manager, { paper: 'record_data' })).toString('utf8'),
    ) as ReadBundle;
    expect(fhirFaults(bundle)).toEqual([]);
    const text = JSON.stringify(bundle);
    for (const { reference, to } of agreed) {
      expect(text).toContain(reference);
      expect(text).toContain(await nameOf(to, 'en'));
    }
    expect(text).not.toMatch(/\bnull\b|undefined/);
  });

  it('is told to the client in their window, consent by consent, and what was given out is named', async () => {
    const lender = agreed.find(({ kind }) => kind === 'lender')!;
    granted(
      await desks.manager.post(`/api/clients/${client}/eligibility`, {
        recipient: 'EG-BANK',
        programme: 'small_enterprise',
        tier: loadPacks()
          .of('EG')
          .programmes.find(({ code }) => code === 'small_enterprise')!.tiers[0]!.code,
        use: 'until',
        valid_until_on: inDays(20),
        consent: lender.reference,
      }),
      201,
    );
    const { already_left } = granted(
      await desks.manager.get<ConsentCopy>(`/api/consents/${lender.reference}/copy`),
    );
    expect(already_left.map(({ recipient }) => recipient)).toEqual([await labelsOf('EG-BANK')]);
    const guest = new WindowGuest(house.url);
    await guest.enter(await giveCode(desks.manager, client), PASSPHRASE);
    const list = await guest.open('/window/sharing');
    expect([list.status, BROKEN.test(list.text)]).toEqual([200, false]);
    for (const { reference, to } of agreed) {
      expect(list.text).toContain(await nameOf(to, 'en'));
      const one = await guest.open(`/window/sharing/${reference}`);
      expect([one.status, one.text.includes(await nameOf(to, 'en')), BROKEN.test(one.text)]).toEqual([
        200,
        true,
        false,
      ]);
    }
    const told = await guest.open('/window/sent');
    expect([told.status, BROKEN.test(told.text)]).toEqual([200, false]);
    expect(told.text).toContain(await nameOf('EG-BANK', 'en'));
    const accounting = granted(await desks.manager.get<AccountingView>(`/api/clients/${client}/accounting`));
    expect(accounting.lines.length).toBeGreaterThan(0);
    for (const { to, to_class } of accounting.lines) expect(to !== null || to_class !== null).toBe(true);
  });

  it('lets no handoff stand on a consent that is no consent to share care', async () => {
    const counselling = agreed.find(({ kind }) => kind === 'counselling_notes')!;
    expectRefusal(
      await desks.manager.post('/api/handoffs', {
        client,
        receiver: PARTNER,
        stage: 'rehabilitation',
        kind: 'transfer',
        urgency: 'routine',
        consent: counselling.reference,
      }),
      422,
      'consent.unknown',
    );
  });

  it('is narrowed and withdrawn consent by consent, and read the same by the next house', async () => {
    const { reference: handoff } = await offerTo(desks.manager, client, {
      consent: agreed.find(({ kind }) => kind === 'care_sharing')!.reference,
    });
    for (const { reference, kind, to } of agreed.filter((one) => isClass(one.to))) {
      const before = (await viewClient(desks.manager, client)).consents.find(
        (one) => one.reference === reference,
      )!;
      const [first, ...others] = before.categories;
      const version =
        others.length === 0
          ? before.version
          : granted(
              await desks.manager.post<ConsentWritten>(
                `/api/consents/${reference}/narrowing`,
                { how: 'witnessed_oral', categories: [first] },
                { version: before.version },
              ),
            ).version;
      if (kind === 'lender' || kind === 'media')
        granted(
          await desks.manager.post<ConsentWritten>(
            `/api/consents/${reference}/withdrawal`,
            { how: 'witnessed_oral' },
            { version },
          ),
        );
      const copy = granted(await desks.manager.get<ConsentCopy>(`/api/consents/${reference}/copy`));
      for (const { document } of kind === 'service' ? [] : copy.versions)
        expect(document.lines.map(({ value }) => value)).toContain(await nameOf(to, 'en'));
    }
    await go(desks.palm, handoff, 'take');
    await go(desks.palm, handoff, 'accept', TOMORROW());
    await go(desks.palm, handoff, 'arrive', { arrived_at: inHours(0) });
    const [code] = await house.rows<{ code: string }>(
      `select k.code from care.client_code k join care.organisation o on o.id = k.organisation_id
        where o.code = $2 and k.client_id = (select client_id from care.client_code where code = $1)`,
      [client, PARTNER],
    );
    const theirs = code!.code;
    const seen = await viewClient(desks.palm, theirs);
    await expectNamed(
      seen.consents,
      agreed.filter((one) => seen.consents.some(({ reference }) => reference === one.reference)),
    );
    const page = granted(await desks.palm.get<ConsentsView>(`/api/clients/${theirs}/consents`));
    for (const { recipient } of page.consents)
      for (const language of LANGUAGES) expect(recipient.names[language]).toMatch(/\S/);
    granted(await desks.palm.get<Page<TimelineEntry>>(`/api/clients/${theirs}/timeline?limit=100`));
  });
});

describe('Whoever helps into work', () => {
  it('records what a token stands on for clients of the own house, and is refused every other kind by name', async () => {
    const officer = await house.as('employment-officer@work.eg.demo');
    const manager = await house.as('case-manager@work.eg.demo');
    const own = await admitNamed(manager, { stage: 'employment', language: 'en' });
    const page = granted(await officer.get<ConsentsView>(`/api/clients/${own}/consents`));
    expect(page.offered.map(({ kind }) => kind).sort()).toEqual(['employer', 'lender']);
    const given = await agreeToEverything(officer, own, PARTNER);
    expect(given.map(({ kind }) => kind).sort()).toEqual(['employer', 'lender']);
    const sharing = {
      kind: 'care_sharing',
      recipient: PARTNER,
      purposes: ['care'],
      categories: ['identity'],
      language: 'en',
      given_how: 'paper_signature',
      signer: 'self',
      ends: 'end_of_care',
    };
    for (const wanted of [sharing, { ...sharing, kind: undefined }]) {
      const at = `/api/clients/${own}/consents`;
      expectRefusal(await officer.post(at, wanted), 403, 'consent.kind_of_others');
      expectRefusal(await officer.post(`${at}/preview`, wanted), 403, 'consent.kind_of_others');
    }
    granted(await manager.post(`/api/clients/${own}/consents`, sharing), 201);
    // Nobody else's client, whatever the kind.
    const { categories, kind, purposes } = {
      kind: 'lender',
      purposes: ['lender_contact'],
      categories: ['contact'],
    };
    const foreign = await officer.post(`/api/clients/${client}/consents`, {
      ...sharing,
      recipient: undefined,
      recipient_class: 'lenders',
      kind,
      purposes,
      categories,
    });
    expect(foreign.status).toBe(404);
  });
});
