import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { LETTER_KINDS } from '#domain/charter/document.js';
import type { LetterGiving, LetterView, LetterWritten } from '#domain/wire/document.js';
import { careWordsIn } from '#domain/words/care-words.js';
import { LETTER_WORDS } from '#domain/words/letter.js';
import { PAPER_WORDS } from '#domain/words/paper.js';
import { VERIFY_WORDS } from '../../apps/api/src/document/verify.words.js';
import { act, inHours, planOne } from '../support/appointments.js';
import { expectRefusal } from '../support/journey-handoffs.js';
import { admitNamed, consentTo, daysAgo, granted, viewClient } from '../support/journey.js';
import { letters, readPdf, type PdfRead } from '../support/read-pdf.js';
import type { Staff } from '../support/staff.js';
import { Voice } from '../support/voice.js';
import { ErasureHouse, path } from './erasure.tools.js';

// Letters are drawn in three languages and read back.
jest.setTimeout(120_000);

/** What a letter says in the words of whoever writes it, with every kind of letter, mark and number in it. */
const SAID: Readonly<Record<Language, string>> = {
  en: 'Please take them on for rehabilitation from Monday; 12 days without use, “sleeps well”.',
  ru: 'Просим принять на реабилитацию с понедельника: 12 дней без употребления, «спит хорошо», объём — весь.',
  ar: 'نرجو قبول متلقي الخدمة لإعادة التأهيل ابتداءً من يوم الاثنين، بعد 12 يومًا دون تعاطٍ، والنوم جيد إلى الآن بلا أدوية.',
};

let house: ErasureHouse;
beforeAll(async () => {
  house = await ErasureHouse.open();
}, 300_000);
afterAll(() => house?.application.close(), 60_000);

const give = (by: Staff, client: string, more: Partial<LetterGiving> = {}) =>
  by.post<LetterWritten>(path(client, '/letters'), {
    kind: 'referral_letter',
    language: 'en',
    words: more.kind === 'attendance' ? null : SAID[more.language ?? 'en'],
    consent: null,
    from_on: null,
    until_on: null,
    ...more,
  });
const list = async (by: Staff, client: string): Promise<LetterView[]> =>
  granted(await by.get<LetterView[]>(path(client, '/letters')));
const revoke = (by: Staff, letter: string, version = 1) =>
  by.post<LetterWritten>(`/api/letters/${letter}/revoke`, { reason: 'wrong_content' }, { version });

async function open(by: Staff, letter: string): Promise<{ answer: Response; bytes: Buffer }> {
  const answer = await fetch(`${by.url}/api/letters/${letter}/content`, {
    headers: { cookie: by.cookie ?? '', 'accept-language': 'en' },
  });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
}

async function read(by: Staff, letter: string, language: Language): Promise<PdfRead> {
  const { answer, bytes } = await open(by, letter);
  expect(answer.status).toBe(200);
  return await readPdf(bytes, language === 'ar' ? 'rtl' : 'ltr');
}

/** Asks the public page about a code, as somebody with a telephone and no script does. */
async function verify(code: string, language: Language = 'en'): Promise<Voice> {
  const page = await new Voice(house.desks.manager.url, language).open('/verify');
  expect(page.status).toBe(200);
  return await page.send('/verify', { code });
}

/** The lines of an answer, without what is in them. */
const shapeOf = (page: Voice): string[] =>
  [...page.html.matchAll(/<(\/?(?:dl|dt|dd|form|h1))\b/g)].map(([, tag]) => tag!);

/** Somebody who came to one appointment an hour ago. */
async function somebodyWhoCame(): Promise<string> {
  const { clinician } = house.desks;
  const client = await admitNamed(clinician);
  const contact = await planOne(clinician, client, inHours(-1));
  granted(await act(clinician, contact, 'attendance', { happened: 'kept' }));
  return client;
}

describe('A letter', () => {
  it('a PDF letter in Arabic and Russian read back as text', async () => {
    const { manager, clinician } = house.desks;
    const client = await admitNamed(clinician);
    const consent = await consentTo(manager, client, 'EG-REHAB-1', ['treatment', 'safety', 'diagnosis']);
    for (const language of ['ar', 'ru', 'en'] as const) {
      const { letter, code } = granted(await give(manager, client, { language, consent }), 201);
      const { text, metadata } = await read(manager, letter, language);
      const words = LETTER_WORDS[language];
      // Every word as it was written: letters joined, in their order, none lost.
      const plain = letters(text);
      for (const word of SAID[language].split(' '))
        expect([word, plain.includes(letters(word))]).toEqual([word, true]);
      expect(plain).toContain(letters(SAID[language]));
      for (const said of [words.title.referral_letter, words.said.referral_letter, words.stays, words.code])
        expect(plain).toContain(letters(said));
      expect(text).toContain(code);
      expect(metadata).toMatchObject({ Language: language, Title: words.title.referral_letter });
      const [row] = await house.application.rows<{ names: Record<Language, string> }>(
        `select names from care.organisation where code = 'EG-REHAB-1'`,
      );
      expect(plain).toContain(letters(row!.names[language]));
    }
  });

  it('carries the notice of the jurisdiction, and the foot of every page names no house', async () => {
    const { manager, clinician } = house.desks;
    const client = await admitNamed(clinician);
    for (const language of LANGUAGES) {
      const { letter } = granted(await give(manager, client, { language }), 201);
      const { text, pages } = await read(manager, letter, language);
      expect(letters(text)).toContain(letters(PAPER_WORDS[language].notice_title));
      for (const page of pages) expect(page.split('\n').at(-1)).toContain('Handrail');
    }
    const { letter } = granted(await give(manager, client), 201);
    expect((await read(manager, letter, 'en')).text).toContain('Do not pass this on');
  });

  it('holds what the consent opens and no more, and is a line of the ledger with the hash of what left', async () => {
    const { manager, clinician } = house.desks;
    const client = await admitNamed(clinician);
    const id = await house.idOf(client);
    const narrow = await consentTo(manager, client, 'EG-REHAB-1', ['treatment']);
    const { letter } = granted(await give(manager, client, { consent: narrow }), 201);
    const { text } = await read(manager, letter, 'en');
    expect(text).not.toContain(LETTER_WORDS.en.safety);
    expect(text).toContain(LETTER_WORDS.en.stays);
    const { letter: whole } = granted(await give(manager, client), 201);
    expect((await read(manager, whole, 'en')).text).toContain(PAPER_WORDS.en.label.suicide_risk);
    const lines = await house.application.rows<Record<string, unknown>>(
      `select d.channel, d.basis, d.fields, d.categories, o.code as to, d.to_class, encode(d.packet_sha256, 'hex') as sha256
         from care.disclosure d left join care.organisation o on o.id = d.to_organisation_id where d.client_id = $1 order by d.disclosed_at`,
      [id],
    );
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({
      channel: 'paper',
      basis: 'consent',
      fields: ['reason', 'stage_outcomes'],
      categories: ['treatment'],
      to: 'EG-REHAB-1',
    });
    expect(lines[1]).toMatchObject({ channel: 'paper', basis: 'law', to: null, to_class: 'own_house' });
    const { createHash } = await import('node:crypto');
    const { bytes } = await open(manager, letter);
    expect(lines[0]!['sha256']).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('is refused without words, under a consent that was withdrawn, is another’s or does not open treatment, and by whoever is not responsible', async () => {
    const { manager, clinician, palm, oasis } = house.desks;
    const client = await admitNamed(clinician);
    const other = await consentTo(manager, await admitNamed(clinician), 'EG-REHAB-1', ['treatment']);
    const narrow = await consentTo(manager, client, 'EG-REHAB-1', ['social']);
    expectRefusal(await give(manager, client, { words: null }), 422, 'letter.words_needed');
    expectRefusal(await give(manager, client, { from_on: daysAgo(1) }), 422, 'letter.days_not_asked');
    expectRefusal(await give(manager, client, { consent: other }), 422, 'consent.unknown');
    expectRefusal(await give(manager, client, { consent: narrow }), 422, 'letter.consent_too_narrow');
    expectRefusal(await give(manager, client, { kind: 'discharge_summary' }), 409, 'letter.still_in_care');
    expectRefusal(await give(palm, client), 404, 'request.not_found');
    expectRefusal(await give(oasis, client), 404, 'request.not_found');
    expectRefusal(await give(house.officer, client), 403, 'permission.role');
    for (const bad of [
      { kind: 'voucher' },
      { language: 'fr' },
      { words: '  ' },
      { words: 'x'.repeat(6_001) },
      { consent: 'no-id' },
    ])
      expect([bad, (await give(manager, client, bad as Partial<LetterGiving>)).status]).toEqual([bad, 422]);
    expect(await list(manager, client)).toEqual([]);
    expect(
      await house.application.rows('select 1 from care.disclosure where client_id = $1', [
        await house.idOf(client),
      ]),
    ).toEqual([]);
  });

  it('sums up a stay once it has ended, also when care is over', async () => {
    const { manager, clinician } = house.desks;
    const client = await admitNamed(clinician);
    const { version } = await viewClient(clinician, client);
    granted(await clinician.post(path(client, '/exit'), { exit: 'left', leaving_talk: 'held' }, { version }));
    const { letter } = granted(
      await give(manager, client, { kind: 'discharge_summary', language: 'ru' }),
      201,
    );
    const { text } = await read(manager, letter, 'ru');
    expect(letters(text)).toContain(letters(LETTER_WORDS.ru.title.discharge_summary));
    expect(letters(text)).toContain(letters(SAID.ru));
  });

  it('given twice under one key is one letter and one line', async () => {
    const { manager, clinician } = house.desks;
    const client = await admitNamed(clinician);
    const body = {
      kind: 'referral_letter',
      language: 'en',
      words: 'Once.',
      consent: null,
      from_on: null,
      until_on: null,
    };
    const key = 'letter-once-and-for-all';
    const both = [await manager.post<LetterWritten>(path(client, '/letters'), body, { key })];
    both.push(await manager.post<LetterWritten>(path(client, '/letters'), body, { key }));
    expect(both.map((one) => granted(one, 201).letter)).toEqual([both[0]!.body.letter, both[0]!.body.letter]);
    expect(await list(manager, client)).toHaveLength(1);
  });

  it('is read again by its house alone, and is gone with the client who is forgotten', async () => {
    const { manager, clinician, oasis, palm } = house.desks;
    const client = await admitNamed(clinician);
    const { letter, code } = granted(await give(manager, client), 201);
    expect((await open(clinician, letter)).answer.status).toBe(200);
    for (const by of [oasis, palm]) expect((await open(by, letter)).answer.status).toBe(404);
    expect((await verify(code)).text).toContain(VERIFY_WORDS.en.stands);
    const id = await house.idOf(client);
    await house.erase(client);
    expect(
      await house.application.rows('select content, code from care.letter where client_id = $1', [id]),
    ).toEqual([{ content: null, code: null }]);
    expect((await verify(code)).text).toContain(VERIFY_WORDS.en.unknown);
  });
});

describe('A certificate of attendance', () => {
  it('tells the days on which somebody came, and neither where nor of what', async () => {
    const { manager } = house.desks;
    const client = await somebodyWhoCame();
    const names = await house.application.rows<{ names: Record<Language, string> }>(
      'select names from care.organisation',
    );
    for (const language of LANGUAGES) {
      const wanted = { kind: 'attendance', language, from_on: daysAgo(7), until_on: daysAgo(0) } as const;
      const { letter } = granted(await give(manager, client, wanted), 201);
      const { text } = await read(manager, letter, language);
      expect([language, careWordsIn(text)]).toEqual([language, []]);
      for (const { names: known } of names) expect(letters(text)).not.toContain(letters(known[language]));
      expect(letters(text)).toContain(letters(LETTER_WORDS[language].days));
    }
  });

  it('is refused for days to come, turned round, too many or without a visit, with words, and to anybody but the client', async () => {
    const { manager, clinician } = house.desks;
    const client = await somebodyWhoCame();
    const consent = await consentTo(manager, client, 'EG-REHAB-1', ['treatment']);
    const ask = (more: Partial<LetterGiving>) =>
      give(manager, client, { kind: 'attendance', from_on: daysAgo(7), until_on: daysAgo(0), ...more });
    expectRefusal(await ask({ until_on: daysAgo(-1) }), 422, 'letter.days_to_come');
    expectRefusal(await ask({ from_on: daysAgo(2), until_on: daysAgo(3) }), 422, 'letter.days_turned');
    expectRefusal(await ask({ from_on: daysAgo(400) }), 422, 'letter.days_too_many');
    expectRefusal(await ask({ from_on: null }), 422, 'letter.days_needed');
    expectRefusal(await ask({ words: 'and more' }), 422, 'letter.no_words');
    expectRefusal(await ask({ consent }), 422, 'letter.own_hand_only');
    const nobody = await admitNamed(clinician);
    const wanted = { kind: 'attendance', from_on: daysAgo(7), until_on: daysAgo(0) } as const;
    expectRefusal(await give(manager, nobody, wanted), 422, 'letter.nothing_attended');
  });
});

describe('The page that says whether a letter stands', () => {
  it('says kind, day, a neutral name and whether it stands, in three languages and without a script, and nothing else', async () => {
    const { manager, clinician } = house.desks;
    const client = await somebodyWhoCame();
    const { version } = await viewClient(clinician, client);
    granted(await clinician.post(path(client, '/exit'), { exit: 'left', leaving_talk: 'held' }, { version }));
    for (const kind of LETTER_KINDS) {
      const days = kind === 'attendance' ? { from_on: daysAgo(3), until_on: daysAgo(0) } : {};
      const { code } = granted(await give(manager, client, { kind, ...days }), 201);
      for (const language of LANGUAGES) {
        const page = await verify(code, language);
        const words = VERIFY_WORDS[language];
        expect(page.status).toBe(200);
        for (const said of [words.stands, words.kinds[kind], words.issuer, 'Handrail'])
          expect(page.text).toContain(said);
        expect([language, kind, careWordsIn(page.text)]).toEqual([language, kind, []]);
        expect(page.text).not.toContain(client);
        const names = await house.application.rows<{ names: Record<Language, string> }>(
          `select names from care.organisation`,
        );
        for (const { names: known } of names) expect(page.text).not.toContain(known[language]);
      }
    }
  });

  it('answers what stands, was revoked or never was in one shape and about one time', async () => {
    const { manager, clinician, palm } = house.desks;
    const client = await admitNamed(clinician);
    const { letter, code } = granted(await give(manager, client), 201);
    const standing = await verify(code);
    expectRefusal(await revoke(palm, letter), 404, 'letter.unknown');
    granted(await revoke(manager, letter));
    expectRefusal(await revoke(manager, letter, 2), 409, 'letter.revoked');
    const revoked = await verify(code.toLowerCase());
    expect(revoked.text).toContain(VERIFY_WORDS.en.revoked);
    const never = await verify('0000-0000-00');
    const mistyped = await verify('nothing at all <b>');
    for (const page of [never, mistyped]) {
      expect(page.text).toContain(VERIFY_WORDS.en.unknown);
      expect(page.status).toBe(200);
    }
    for (const page of [standing, never, mistyped]) expect(shapeOf(page)).toEqual(shapeOf(revoked));
    expect((await list(manager, client))[0]).toMatchObject({ revoke_reason: 'wrong_content', version: 2 });
  });

  it('slows down whoever tries many codes, and never carries one in its address', async () => {
    await house.application.rows('delete from access.rate_limit');
    const pages: Voice[] = [];
    for (let tries = 0; tries < 33; tries += 1) pages.push(await verify('0000-0000-00'));
    expect(pages.slice(0, 30).map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
    expect(pages.slice(-1)[0]!.status).toBe(429);
    await house.application.rows('delete from access.rate_limit');
    expect((await new Voice(house.desks.manager.url).open('/verify?code=0000-0000-00')).text).not.toContain(
      '0000-0000',
    );
  });
});
