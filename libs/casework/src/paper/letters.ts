import type { Language } from '#domain/charter/code-lists.js';
import type { ConsentCategory } from '#domain/charter/consent.js';
import type { LetterKind } from '#domain/charter/document.js';
import { Refusal } from '#domain/refusal.js';
import { formatClientCode } from '#domain/rules/client-code.js';
import { LETTER_WORDS } from '#domain/words/letter.js';
import { filled, PAPER_WORDS } from '#domain/words/paper.js';
import { apart, code, type Paper, type PaperBlock } from '#platform/paper/paper.js';
import type { OwnEpisode, OwnRecord } from './own-record.js';
import { PaperSpeaker } from './paper-speaker.js';

/** Latin digits in Arabic too: a date then reads alike on every paper, and can be typed back. */
const LOCALES = { en: 'en-GB', ru: 'ru-RU', ar: 'ar-EG-u-nu-latn' } as const;

/** What every letter has. */
export interface LetterFrame {
  readonly language: Language;
  /** Canonical code by which anybody may ask whether it stands. */
  readonly verifyCode: string;
  /** Where they ask. */
  readonly verifyAt: string;
  readonly clientCode: string;
  readonly givenAt: Date;
  readonly givenOn: string;
}

/** A letter about care: to whoever a consent names, or into the client's own hand. */
export interface CareLetter extends LetterFrame {
  readonly kind: 'referral_letter' | 'discharge_summary';
  /** Public code of the house that writes: what others recorded is theirs to give. */
  readonly house: string;
  /** Null: into the client's own hand. */
  readonly to: string | null;
  readonly words: string;
  readonly author: string;
  /** What may be in it; of what is not named nothing is said, not even that it is left out. */
  readonly categories: readonly ConsentCategory[];
  /** Notice of the jurisdiction for whoever reads it (R-D02). */
  readonly notice: string;
}

/** Which parts of the record a letter holds, as the ledger names them, and what there is of each. */
export interface CareLetterDrawn {
  readonly paper: Paper;
  readonly fields: readonly string[];
  readonly categories: readonly ConsentCategory[];
}

/** Draws a letter from what the own house recorded. Refuses a discharge summary where no stay there has ended. */
export function careLetter(record: OwnRecord, letter: CareLetter): CareLetterDrawn {
  const speak = new PaperSpeaker(letter.language, record);
  const words = LETTER_WORDS[letter.language];
  const may = (category: ConsentCategory): boolean => letter.categories.includes(category);
  const stays = record.episodes
    .flatMap(({ spells }) => spells)
    .filter(({ organisation }) => organisation === letter.house)
    .sort((a, b) => a.started_at.localeCompare(b.started_at));
  const ended = stays.filter((stay) => stay.ended_at !== null).at(-1);
  if (letter.kind === 'discharge_summary' && !ended) throw new Refusal('letter.still_in_care');
  const diagnoses = may('diagnosis') ? diagnosesOf(speak, record, letter.house) : [];
  const safety = may('safety') ? safetyOf(speak, record, letter.house, may('pregnancy')) : [];
  const parts: (readonly [string, ConsentCategory, readonly PaperBlock[]])[] = [
    ['reason', 'treatment', [heading(words.said[letter.kind]), paragraph(letter.words)]],
    [
      'stage_outcomes',
      'treatment',
      stays.length === 0 ? [] : [heading(words.stays), staysTable(speak, stays)],
    ],
    ...(letter.kind === 'discharge_summary' && ended && Object.keys(ended.values).length > 0
      ? ([
          ['stage_outcomes', 'treatment', [heading(words.recorded), facts(speak.facts(ended.values))]],
        ] as const)
      : []),
    ['diagnoses', 'diagnosis', diagnoses.length === 0 ? [] : [heading(words.diagnoses), facts(diagnoses)]],
    ['safety', 'safety', safety.length === 0 ? [] : [heading(words.safety), facts(safety)]],
  ];
  const filledParts = parts.filter(([, , blocks]) => blocks.length > 0);
  const paper = framed(letter, letter.kind, [
    { kind: 'notice', title: speak.words.notice_title, text: letter.notice },
    facts([
      [words.from, speak.organisation(letter.house)],
      [words.to, letter.to === null ? words.own_hand : apart(letter.to)],
      [speak.words.issued_at, speak.on(letter.givenOn)],
      [words.client, code(formatClientCode(letter.clientCode))],
      [speak.label('language'), speak.tongue(record.person.language)],
      ...(may('identity')
        ? [[speak.label('birth_year'), speak.value('birth_year', record.person.birth_year)] as const]
        : []),
    ]),
    ...filledParts.flatMap(([, , blocks]) => blocks),
    facts([[words.signed, apart(letter.author)]]),
  ]);
  const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
  return {
    paper,
    fields: unique(filledParts.map(([field]) => field)),
    categories: unique([
      ...filledParts.map(([, category]) => category),
      ...(may('identity') ? (['identity'] as const) : []),
      ...(safety.length > 0 && may('pregnancy') ? (['pregnancy'] as const) : []),
    ]),
  };
}

/** On which days somebody came, and nothing else: neither where, nor to whom, nor what for (R-D10). */
export function attendanceLetter(
  letter: LetterFrame & { readonly from: string; readonly until: string; readonly days: readonly string[] },
): Paper {
  const words = LETTER_WORDS[letter.language];
  const paper = PAPER_WORDS[letter.language];
  const on = dayWriter(letter.language);
  return framed(letter, 'attendance', [
    {
      kind: 'paragraph',
      text: filled(words.attended, {
        code: code(formatClientCode(letter.clientCode)),
        count: code(String(letter.days.length)),
        from: on(letter.from),
        until: on(letter.until),
      }),
    },
    heading(words.days),
    ...letter.days.map((day) => paragraph(on(day))),
    { kind: 'notice', title: paper.notice_title, text: words.alone },
    facts([[paper.issued_at, on(letter.givenOn)]]),
  ]);
}

function framed(letter: LetterFrame, kind: LetterKind, blocks: readonly PaperBlock[]): Paper {
  const words = LETTER_WORDS[letter.language];
  const paper = PAPER_WORDS[letter.language];
  return {
    title: words.title[kind],
    language: letter.language,
    issuer: paper.issuer,
    issuedAt: letter.givenAt,
    pageOf: (page, pages) => filled(paper.page, { page: code(String(page)), pages: code(String(pages)) }),
    blocks: [
      ...blocks,
      {
        kind: 'notice',
        title: words.verify_title,
        text: filled(words.verify, { address: code(letter.verifyAt) }),
      },
      facts([[words.code, code(formatClientCode(letter.verifyCode))]]),
    ],
  };
}

const heading = (text: string): PaperBlock => ({ kind: 'heading', text });
const paragraph = (text: string): PaperBlock => ({ kind: 'paragraph', text });
const facts = (pairs: readonly (readonly [string, string])[]): PaperBlock => ({
  kind: 'facts',
  facts: pairs,
});

function staysTable(speak: PaperSpeaker, stays: readonly OwnEpisode['spells'][number][]): PaperBlock {
  const { column } = speak.words;
  return {
    kind: 'table',
    head: [column.stage, column.from, column.until, column.result],
    widths: [3, 3, 3, 3],
    rows: stays.map(({ stage, started_at, ended_at, outcome }) => [
      speak.stage(stage),
      speak.day(started_at),
      speak.until(ended_at),
      outcome === null ? '' : speak.word('outcome', outcome),
    ]),
  };
}

function diagnosesOf(speak: PaperSpeaker, record: OwnRecord, house: string): (readonly [string, string])[] {
  return record.episodes
    .flatMap(({ conditions }) => conditions)
    .filter(({ organisation }) => organisation === house)
    .map((one) => [code(one.code), one.display === null ? speak.words.not_recorded : apart(one.display)]);
}

function safetyOf(
  speak: PaperSpeaker,
  record: OwnRecord,
  house: string,
  withPregnancy: boolean,
): (readonly [string, string])[] {
  const newest = record.episodes
    .flatMap(({ screens }) => screens)
    .filter(({ organisation }) => organisation === house)
    .sort((a, b) => a.screened_at.localeCompare(b.screened_at))
    .at(-1);
  if (!newest) return [];
  const { organisation: _house, screened_at, weeks_of_pregnancy, ...rest } = newest;
  return [
    [speak.words.column.when, speak.day(screened_at)],
    ...speak.facts({ ...rest, ...(withPregnancy ? { weeks_of_pregnancy } : {}) }),
  ];
}

function dayWriter(language: Language): (day: string) => string {
  const written = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  const format = new Intl.DateTimeFormat(LOCALES[language], written);
  return (day) => format.format(new Date(`${day}T00:00:00Z`));
}
