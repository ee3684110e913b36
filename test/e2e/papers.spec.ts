import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PaperService, type PaperWanted } from '#casework/paper/paper.service.js';
import type { Language } from '#domain/charter/code-lists.js';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { PAPER_KINDS } from '#domain/charter/paper.js';
import { ROLE_CODES } from '#domain/charter/roles.js';
import { authorize } from '#domain/rules/authorize.js';
import type { PaperRequest } from '#domain/wire/paper.js';
import { PAPER_WORDS } from '#domain/words/paper.js';
import { clientActor } from '#platform/db/actor.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { fhirFaults, type ReadBundle } from '../support/fhir-shapes.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { expectRefusal, go, offerTo, TOMORROW } from '../support/journey-handoffs.js';
import { admitNamed, granted, inHours, SAFE, somebody } from '../support/journey.js';
import { letters, readPdf, type PdfRead } from '../support/read-pdf.js';
import { Answer, type Staff } from '../support/staff.js';

// Each test draws a dozen papers in three languages and reads them back.
jest.setTimeout(120_000);

let house: TestApplication;
let desks: Desks;
let officer: Staff;
/** The client of these papers: came to the first house by themselves, was handed over and arrived at the second. */
let client: { id: string; first: string; second: string; consent: string; name: string };
/** Somebody else in the same houses. */
let other: { first: string; id: string };

const ALLERGY_OF_OTHER = 'canary-allergy-of-another';
const NOTE = 'canary-note-between-houses';
const UUID_V7 = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/;

async function idOf(code: string): Promise<string> {
  const [row] = await house.rows<{ client_id: string }>(
    'select client_id from care.client_code where code = $1',
    [code],
  );
  return row!.client_id;
}

async function walkTo(second: 'palm', code: string): Promise<string> {
  const { reference } = await offerTo(desks.manager, code, { reason: NOTE });
  await go(desks[second], reference, 'take');
  await go(desks[second], reference, 'accept', TOMORROW());
  await go(desks[second], reference, 'arrive', { arrived_at: inHours(0) });
  const [row] = await house.rows<{ code: string }>(
    `select k.code from care.client_code k join care.organisation o on o.id = k.organisation_id
      where k.client_id = $1 and o.code = 'EG-REHAB-1'`,
    [await idOf(code)],
  );
  return row!.code;
}

/** Asks the house for a paper, as its staff does. */
async function ask(
  by: Staff,
  code: string,
  wanted: Partial<PaperRequest>,
): Promise<Answer & { bytes: Buffer }> {
  const body = { paper: 'record', language: 'en', asked_how: 'in_person', ...wanted };
  const response = await fetch(`${house.url}/api/clients/${code}/papers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: by.cookie ?? '', 'accept-language': 'en' },
    body: JSON.stringify(body),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return Object.assign(new Answer(response.status, response.headers, bytes.toString('utf8')), { bytes });
}

/** Takes a paper as the client does, in their own window. */
async function take(id: string, wanted: PaperWanted): Promise<Buffer> {
  const { bytes } = await house.app.get(PaperService, { strict: false }).take(clientActor(id), {}, wanted);
  return bytes;
}

async function takePdf(id: string, wanted: PaperWanted): Promise<PdfRead> {
  return await readPdf(await take(id, wanted), wanted.language === 'ar' ? 'rtl' : 'ltr');
}

const takeData = async (id: string, language: Language = 'en'): Promise<ReadBundle> =>
  JSON.parse((await take(id, { paper: 'record_data', language })).toString('utf8')) as ReadBundle;

beforeAll(async () => {
  house = await startApplication();
  desks = await signInDesks(house);
  officer = await house.as('privacy-officer@detox.eg.demo');
  const identity = somebody();
  const first = await admitNamed(desks.manager, { identity, safety: { ...SAFE, violence_risk: true } });
  const others = await admitNamed(desks.manager, { safety: { ...SAFE, allergies: ALLERGY_OF_OTHER } });
  await walkTo('palm', others);
  granted(await desks.manager.get(`/api/clients/${first}`));
  const second = await walkTo('palm', first);
  const id = await idOf(first);
  const [consent] = await house.rows<{ reference: string }>(
    'select reference from care.consent where client_id = $1',
    [id],
  );
  client = { id, first, second, consent: consent!.reference, name: identity.family_name };
  other = { first: others, id: await idOf(others) };
}, 240_000);
afterAll(() => house?.close(), 60_000);

describe('A client’s own record', () => {
  it.each(LANGUAGES)('is a paper that a person can read, across all organisations (%s)', async (language) => {
    const words = PAPER_WORDS[language];
    const { text, metadata, pages } = await takePdf(client.id, { paper: 'record', language });
    expect(metadata).toMatchObject({ Title: words.record.title, Language: language });
    const said = letters(text);
    const names = await house.rows<{ names: Record<Language, string> }>(
      `select names from care.organisation where code in ('EG-DETOX-1', 'EG-REHAB-1')`,
    );
    expect(names.length).toBeGreaterThan(0);
    for (const { names: known } of names) expect(said).toContain(letters(known[language]));
    for (const heading of ['about', 'way', 'responsible', 'handoffs', 'consents', 'looks'] as const)
      expect(said).toContain(letters(words.record[heading]));
    expect(text).toContain('penicillin');
    expect(pages.length).toBeGreaterThan(1);
  });

  it('begins with the notice of the jurisdiction, in the language of the paper (R-D02)', async () => {
    const pack = house.packs.of('EG');
    for (const language of LANGUAGES) {
      for (const paper of ['record', 'accounting', 'consent'] as const) {
        const { pages } = await takePdf(client.id, { paper, language, consent: client.consent });
        expect(letters(pages[0] ?? '')).toContain(letters(pack.redisclosure_notice.texts[language]));
      }
      const bundle = await takeData(client.id, language);
      const composition = bundle.entry[0]?.resource as unknown as { section: { text: { div: string } }[] };
      expect(letters(composition.section[0]?.text.div ?? '')).toContain(
        letters(pack.redisclosure_notice.texts[language]),
      );
      expect(bundle.meta?.security?.map(({ code }) => code)).toContain('NORDSCLCD');
    }
  });

  it('is data for a machine: a FHIR R4 document without a fault', async () => {
    await house.rows(
      `insert into care.condition (episode_id, organisation_id, source_sha256, code_system, code, display, clinical_status, onset_on)
       select e.id, o.id, '\\x01', 'http://hl7.org/fhir/sid/icd-10', 'F11.2', 'Opioid dependence', 'active', '2024-05-01'
         from care.episode e, care.organisation o where e.client_id = $1 and o.code = 'EG-REHAB-1'`,
      [client.id],
    );
    for (const language of LANGUAGES) {
      const bundle = await takeData(client.id, language);
      expect(fhirFaults(bundle)).toEqual([]);
      const kinds = new Set(bundle.entry.map(({ resource }) => resource.resourceType));
      for (const kind of [
        'Patient',
        'EpisodeOfCare',
        'Consent',
        'ServiceRequest',
        'Task',
        'CarePlan',
        'Condition',
        'AuditEvent',
        'Observation',
        'Organization',
      ])
        expect(kinds).toContain(kind);
      expect(bundle.entry.filter(({ resource }) => resource.resourceType === 'Patient')).toHaveLength(1);
    }
  });

  it('has addresses that are made anew each time, and no inner id', async () => {
    const [one, another] = [await takeData(client.id), await takeData(client.id)];
    const urls = new Set(one.entry.map(({ fullUrl }) => fullUrl));
    for (const { fullUrl } of another.entry) expect(urls).not.toContain(fullUrl);
    expect(JSON.stringify(one)).not.toMatch(UUID_V7);
    expect(JSON.stringify(one)).not.toContain(client.id);
  });

  it('holds nothing of another client, of who wrote it, or of what houses write to each other', async () => {
    const staff = await house.rows<{ display_name: string }>('select display_name from access.account');
    const papers = await Promise.all(
      PAPER_KINDS.map(async (paper) => {
        const bytes = await take(client.id, { paper, language: 'en', consent: client.consent });
        return paper === 'record_data' ? bytes.toString('utf8') : (await readPdf(bytes)).text;
      }),
    );
    for (const paper of papers) {
      for (const foreign of [
        ALLERGY_OF_OTHER,
        other.first,
        other.id,
        NOTE,
        client.name,
        client.id,
        'violence',
      ])
        expect(paper).not.toContain(foreign);
      for (const { display_name } of staff) expect(paper).not.toContain(display_name);
      // The other house's code stays that house's.
      expect(paper.replace(/[^0-9A-Z]/g, '')).not.toContain(client.first);
      expect(paper).not.toMatch(UUID_V7);
    }
  });

  it('is nobody’s but the acting client’s: another client gets their own, and a stranger none', async () => {
    expect(JSON.stringify(await takeData(other.id))).toContain(ALLERGY_OF_OTHER);
    await expect(take(crypto.randomUUID(), { paper: 'record', language: 'en' })).rejects.toMatchObject({
      code: 'paper.nothing_yet',
    });
    await expect(
      take(other.id, { paper: 'consent', language: 'en', consent: client.consent }),
    ).rejects.toMatchObject({ code: 'request.not_found' });
  });
});

describe('An accounting of disclosures', () => {
  it('covers three years and more, is free, is there at once and in the client’s language (R-D05)', async () => {
    const past = await house.superuser.connect();
    try {
      await past.query('begin');
      await past.query('set local session_replication_role = replica');
      await past.query(
        `update care.disclosure set disclosed_at = disclosed_at - interval '3 years 1 day' where client_id = $1 and tier = 'D1'`,
        [client.id],
      );
      await past.query('commit');
    } finally {
      past.release();
    }
    const rows = await house.rows<{ at: Date }>(
      'select disclosed_at as at from care.disclosure where client_id = $1 order by 1',
      [client.id],
    );
    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect(Date.now() - rows[0]!.at.getTime()).toBeGreaterThan(3 * 365 * 86_400_000);
    for (const language of LANGUAGES) {
      const { text } = await takePdf(client.id, { paper: 'accounting', language });
      const said = letters(text);
      const locale = { en: 'en-GB', ru: 'ru-RU', ar: 'ar-EG-u-nu-latn' }[language];
      const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Africa/Cairo' });
      for (const { at } of rows) expect(said).toContain(letters(day.format(at)));
      expect(said).toContain(letters(PAPER_WORDS[language].free));
      expect(said).toContain(letters(PAPER_WORDS[language].accounting.title));
    }
  });
});

describe('A copy of a consent', () => {
  it('shows who may read what, why and how long, how it was given, and the wording that was shown', async () => {
    for (const language of LANGUAGES) {
      const { text } = await takePdf(client.id, { paper: 'consent', language, consent: client.consent });
      const said = letters(text);
      const { consent, label } = PAPER_WORDS[language];
      for (const fact of [
        label.recipient,
        label.purposes,
        label.categories,
        consent.withdraw,
        consent.stands,
      ])
        expect(said).toContain(letters(fact));
    }
    // What was shown is there word for word, in the language in which it was shown.
    const documents = await house.rows<{ document: { text: string; lines: { value: string }[] } }>(
      `select v.document from care.consent_version v join care.consent k on k.id = v.consent_id where k.reference = $1 order by v.version`,
      [client.consent],
    );
    expect(documents).toHaveLength(1);
    const { text } = await takePdf(client.id, { paper: 'consent', language: 'ar', consent: client.consent });
    expect(letters(text)).toContain(letters(documents[0]!.document.text));
    for (const { value } of documents[0]!.document.lines) expect(letters(text)).toContain(letters(value));
  });

  it('shows what was left when it became narrower, and that it was withdrawn', async () => {
    const narrower = granted(
      await desks.manager.post<{ version: number }>(
        `/api/consents/${client.consent}/narrowing`,
        { how: 'witnessed_oral', categories: ['treatment'] },
        { version: 1 },
      ),
    );
    const copy = () => takePdf(client.id, { paper: 'consent', language: 'ru', consent: client.consent });
    const { consent } = PAPER_WORDS.ru;
    expect(letters((await copy()).text)).toContain(letters(consent.narrowed.split('{')[0]!));
    expect(letters((await copy()).text)).toContain(letters(consent.stands));
    granted(
      await desks.manager.post(
        `/api/consents/${client.consent}/withdrawal`,
        { how: 'witnessed_oral' },
        { version: narrower.version },
      ),
    );
    const { text } = await copy();
    expect(letters(text)).toContain(letters(consent.withdrawn.split('{')[0]!));
    const bundle = await takeData(client.id);
    const consents = bundle.entry.filter(({ resource }) => resource.resourceType === 'Consent');
    expect(consents.map(({ resource }) => resource['status'])).toEqual(['inactive']);
  });
});

describe('A certificate of the date of voluntary treatment', () => {
  it('is issued only to the client: from their own window, or into their hand, and to no role beside (R-D11)', async () => {
    const { text } = await takePdf(client.id, { paper: 'certificate', language: 'en' });
    expect(text).toContain(PAPER_WORDS.en.certificate.title);
    const wanted = { paper: 'certificate', language: 'ar' } as const;
    expect((await ask(desks.palm, client.second, wanted)).status).toBe(200);
    for (const asked_how of ['by_telephone', 'in_writing', 'by_representative'] as const)
      expectRefusal(
        await ask(desks.palm, client.second, { ...wanted, asked_how }),
        422,
        'paper.in_person_only',
      );
    for (const role of ROLE_CODES) {
      expect(authorize([role], 'paper.take').allowed).toBe(role === 'client');
      expect(authorize([role], 'paper.hand_over').allowed).toBe(
        role === 'privacy_officer' || role === 'case_manager',
      );
    }
    const others = [
      'employment-officer@work',
      'trainer@work',
      'clinician@rehab1',
      'social-worker@rehab1',
      'auditor@rehab1',
      'org-admin@rehab1',
    ];
    for (const login of others) {
      const staff = await house.as(`${login}.eg.demo`);
      for (const paper of PAPER_KINDS)
        expectRefusal(await ask(staff, client.second, { ...wanted, paper }), 403, 'permission.role');
    }
    // Whoever stands outside care has no session that could ask (test/e2e/bank-day.spec).
    await expect(house.as('bank-officer@bank.eg.demo')).rejects.toThrow('session.partner_desk');
  });

  it('is refused where the record shows that somebody ordered it, or not how they came', async () => {
    for (const referral_source of ['court', 'other'] as const) {
      const sent = await admitNamed(desks.manager, { referral_source });
      await expect(take(await idOf(sent), { paper: 'certificate', language: 'en' })).rejects.toMatchObject({
        code: 'paper.not_voluntary',
      });
    }
  });

  it('names no organisation and no substance, and the foot of every paper names none (R-D10)', async () => {
    const names = await house.rows<{ code: string; names: Record<Language, string> }>(
      'select code, names from care.organisation',
    );
    for (const language of LANGUAGES) {
      const said = letters((await takePdf(client.id, { paper: 'certificate', language })).text);
      for (const { code, names: known } of names) {
        expect(said).not.toContain(letters(code));
        expect(said).not.toContain(letters(known[language]));
      }
      for (const paper of ['record', 'accounting', 'consent', 'certificate'] as const) {
        const { pages } = await takePdf(client.id, { paper, language, consent: client.consent });
        for (const page of pages) expect(page.split('\n').at(-1)).toContain('Handrail');
      }
      const issuer = letters(PAPER_WORDS[language].issuer);
      for (const { names: known } of names) expect(issuer).not.toContain(letters(known[language]));
    }
  });
});

describe('Papers through the house', () => {
  it('are handed over at the client’s request by the house that is responsible, at once, and the audit says how they asked (R-L03)', async () => {
    for (const paper of PAPER_KINDS) {
      const answer = await ask(desks.palm, client.second, { paper, consent: client.consent, language: 'ru' });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe(
        paper === 'record_data' ? 'application/fhir+json' : 'application/pdf',
      );
      // On a telephone others see names of files.
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="paper\.(pdf|json)"$/);
      expect(answer.headers.get('cache-control')).toContain('no-store');
    }
    const events = await house.rows<{ body: string }>(
      `select e.body from audit.event e join care.organisation o on o.id = e.organisation_id
        where e.action = 'paper.hand_over' and e.outcome = 'done' and o.code = 'EG-REHAB-1' order by e.at desc limit $1`,
      [PAPER_KINDS.length],
    );
    const read = events.map(
      ({ body }) => JSON.parse(body) as { why: string; detail: { paper: string }; subjects: string[] },
    );
    expect(new Set(read.map(({ detail }) => detail.paper))).toEqual(new Set(PAPER_KINDS));
    for (const { why, subjects } of read) {
      expect(why).toBe('in_person');
      expect(subjects).toHaveLength(1);
    }
  });

  it('are refused to the house that handed the client on, to every other, and for a code that is nobody’s', async () => {
    expectRefusal(await ask(desks.manager, client.first, {}), 409, 'client.not_in_custody');
    expectRefusal(await ask(officer, client.first, {}), 409, 'client.not_in_custody');
    expectRefusal(await ask(desks.oasis, client.second, {}), 404, 'request.not_found');
    expect((await ask(desks.palm, '0000000000', {})).status).toBeGreaterThanOrEqual(400);
    expectRefusal(await ask(desks.palm, client.second, { paper: 'consent' }), 404, 'request.not_found');
    expectRefusal(
      await ask(desks.palm, client.second, { paper: 'everything' as 'record' }),
      422,
      'field.invalid',
    );
  });
});
