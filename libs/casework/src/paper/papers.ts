import type { Language } from '#domain/charter/code-lists.js';
import { VOLUNTARY_WAYS } from '#domain/charter/paper.js';
import { Refusal } from '#domain/refusal.js';
import { CONSENT_END_WORDS } from '#domain/words/consent.js';
import { filled } from '#domain/words/paper.js';
import { apart, code, type Paper, type PaperBlock, type PaperTable } from '#platform/paper/paper.js';
import type { OwnConsent, OwnDisclosure, OwnEpisode, OwnRecord } from './own-record.js';
import { PaperSpeaker } from './paper-speaker.js';

/** Everything the client may see, to be read (R-L03, R-A02). It begins with the notice of the jurisdiction (R-D02). */
export function recordPaper(record: OwnRecord, language: Language, law: string): Paper {
  const speak = new PaperSpeaker(language, record);
  const { words } = speak;
  const { care_requirements, code: _code, ...person } = record.person;
  return paperOf(speak, record, words.record.title, [
    notice(speak, law),
    { kind: 'paragraph', text: words.record.intro },
    ...opening(speak, record),
    { kind: 'heading', text: words.record.about },
    {
      kind: 'facts',
      facts: [
        ...speak
          .facts(person)
          .map(([label, value]): [string, string] =>
            label === words.label.language ? [label, speak.tongue(person.language)] : [label, value],
          ),
        [words.label.care_requirements, speak.listed('care_requirement', care_requirements)],
      ],
    },
    ...record.episodes.flatMap((episode) => episodeBlocks(speak, episode)),
    ...statementBlocks(speak, record),
    { kind: 'heading', text: words.record.consents },
    ...listed(speak, record.consents.length, consentTable(speak, record)),
    { kind: 'heading', text: words.accounting.title },
    ...listed(speak, record.disclosures.length, disclosureTable(speak, record)),
    { kind: 'heading', text: words.record.looks },
    ...listed(speak, record.accesses.length, accessTable(speak, record)),
  ]);
}

/** Whom something was disclosed to, when, what and why: all of it, so at least three years (R-D05). */
export function accountingPaper(record: OwnRecord, language: Language, law: string): Paper {
  const speak = new PaperSpeaker(language, record);
  const { words } = speak;
  return paperOf(speak, record, words.accounting.title, [
    notice(speak, law),
    { kind: 'paragraph', text: words.accounting.intro },
    ...opening(speak, record),
    { kind: 'heading', text: words.accounting.heading },
    ...listed(speak, record.disclosures.length, disclosureTable(speak, record)),
  ]);
}

/** One consent, as it was given and as it stands. Refuses a reference that is none of the client's. */
export function consentPaper(
  record: OwnRecord,
  language: Language,
  law: string,
  reference: string | undefined,
): Paper {
  const consent = record.consents.find((one) => one.reference === reference);
  if (!consent) throw new Refusal('request.not_found');
  const speak = new PaperSpeaker(language, record);
  const { words } = speak;
  return paperOf(speak, record, words.consent.title, [
    notice(speak, law),
    ...opening(speak, record),
    {
      kind: 'facts',
      facts: [
        [words.column.sender, speak.organisation(consent.organisation)],
        [words.label.recipient, speak.recipient(consent.recipient, consent.recipient_class)],
        [words.label.purposes, speak.purposes(consent.purposes)],
        // Consent to care itself opens nothing to anybody, so there is nothing to list.
        ...(consent.categories.length === 0
          ? []
          : [[words.label.categories, speak.listed('category', consent.categories)] as const]),
        [words.label.expires_on, ending(speak, consent)],
        [words.label.given_at, speak.instant(consent.given_at)],
        [words.label.given_how, speak.word('way', consent.given_how)],
        [words.label.signer, speak.word('signer', consent.signer)],
        [words.label.state, standing(speak, consent)],
        [words.label.text, `${code(consent.text_id)} (${speak.tongue(consent.language)})`],
        [words.label.reference, code(consent.reference)],
      ],
    },
    ...shown(speak, consent),
    { kind: 'notice', title: words.label.state, text: words.consent.withdraw },
  ]);
}

/** What was shown and signed, word for word and in its own language; then what was left each time it became narrower. */
function shown(speak: PaperSpeaker, consent: OwnConsent): PaperBlock[] {
  const { words } = speak;
  return consent.versions.flatMap(({ at, text, lines, language }, place): PaperBlock[] => [
    {
      kind: 'heading',
      text: place === 0 ? words.consent.wording : filled(words.consent.narrowed, { day: speak.day(at) }),
    },
    { kind: 'facts', facts: lines.map(({ label, value }) => [apart(label), apart(value)]) },
    ...(place === 0 ? [{ kind: 'paragraph', text, language } as const] : []),
  ]);
}

function ending(speak: PaperSpeaker, { ends, expires_on }: OwnConsent): string {
  if (expires_on !== null) return speak.on(expires_on);
  return ends === 'none' ? speak.words.consent.no_end : CONSENT_END_WORDS[speak.language][ends];
}

/**
 * Since when somebody is in treatment of their own will, for their own hand alone (R-D11): it names no organisation (R-D10).
 * Refuses where the record does not show that nobody ordered it.
 */
export function certificatePaper(record: OwnRecord, language: Language): Paper {
  const [first] = record.episodes;
  const way = record.person.referral_source;
  if (!first || way === null || !(VOLUNTARY_WAYS as readonly string[]).includes(way))
    throw new Refusal('paper.not_voluntary');
  const speak = new PaperSpeaker(language, record);
  const { words } = speak;
  const treated = record.episodes
    .flatMap(({ spells }) => spells)
    .filter(({ stage }) => stage === 'treatment')
    .map(({ started_at }) => started_at)
    .sort()[0];
  return paperOf(speak, record, words.certificate.title, [
    {
      kind: 'paragraph',
      text: filled(words.certificate.came, { code: speak.clientCode(), day: speak.day(first.opened_at) }),
    },
    ...(treated === undefined
      ? []
      : [
          {
            kind: 'paragraph',
            text: filled(words.certificate.treated, { day: speak.day(treated) }),
          } as const,
        ]),
    { kind: 'notice', title: words.notice_title, text: words.certificate.alone },
    {
      kind: 'facts',
      facts: [
        [words.issued_at, speak.instant(record.taken_at)],
        [words.certificate.name, words.certificate.blank],
        [words.certificate.signature, words.certificate.blank],
      ],
    },
  ]);
}

function paperOf(
  speak: PaperSpeaker,
  record: OwnRecord,
  title: string,
  blocks: readonly PaperBlock[],
): Paper {
  return {
    title,
    language: speak.language,
    issuer: speak.words.issuer,
    issuedAt: new Date(record.taken_at),
    pageOf: (page, pages) =>
      filled(speak.words.page, { page: code(String(page)), pages: code(String(pages)) }),
    blocks,
  };
}

function notice({ words }: PaperSpeaker, law: string): PaperBlock {
  return { kind: 'notice', title: words.notice_title, text: law };
}

function opening(speak: PaperSpeaker, record: OwnRecord): PaperBlock[] {
  const { words } = speak;
  return [
    {
      kind: 'facts',
      facts: [
        [words.your_code, speak.clientCode()],
        [words.issued_at, speak.instant(record.taken_at)],
      ],
    },
    { kind: 'paragraph', text: `${words.free} ${words.yours}` },
  ];
}

function listed({ words }: PaperSpeaker, rows: number, table: PaperTable): PaperBlock[] {
  return rows === 0 ? [{ kind: 'paragraph', text: words.none }] : [table];
}

function episodeBlocks(speak: PaperSpeaker, episode: OwnEpisode): PaperBlock[] {
  const { words } = speak;
  const { column } = words;
  const { spells, custody, screens, conditions, handoffs } = episode;
  return [
    {
      kind: 'heading',
      text: `${words.record.way}: ${speak.day(episode.opened_at)} – ${speak.until(episode.closed_at)}`,
    },
    ...listed(speak, spells.length, {
      kind: 'table',
      head: [column.stage, column.organisation, column.from, column.until, column.result],
      widths: [3, 4, 3, 3, 3],
      rows: spells.map((one) => [
        speak.stage(one.stage),
        speak.organisation(one.organisation),
        speak.day(one.started_at),
        speak.until(one.ended_at),
        one.outcome === null ? '' : speak.word('outcome', one.outcome),
      ]),
    }),
    { kind: 'heading', text: words.record.responsible },
    {
      kind: 'table',
      head: [column.organisation, column.from, column.until],
      widths: [4, 3, 3],
      rows: custody.map((one) => [
        speak.organisation(one.organisation),
        speak.day(one.from_at),
        speak.until(one.until_at),
      ]),
    },
    ...recordedBlocks(speak, episode),
    ...(screens.length === 0 ? [] : [{ kind: 'heading', text: words.record.safety } as const]),
    ...screens.map(({ organisation, screened_at, ...values }): PaperBlock => ({
      kind: 'facts',
      facts: [
        [column.recorded, `${speak.day(screened_at)}, ${speak.organisation(organisation)}`],
        ...speak.facts(values),
      ],
    })),
    { kind: 'heading', text: words.record.conditions },
    ...listed(speak, conditions.length, {
      kind: 'table',
      head: [column.code, column.what, column.state, column.from, column.organisation],
      widths: [2, 5, 2, 3, 3],
      rows: conditions.map((one) => [
        code(one.code),
        speak.value('display', one.display),
        clinicalStatus(speak, one.clinical_status),
        one.onset_on === null ? '' : speak.on(one.onset_on),
        speak.organisation(one.organisation),
      ]),
    }),
    { kind: 'heading', text: words.record.handoffs },
    ...listed(speak, handoffs.length, {
      kind: 'table',
      head: [column.when, column.sender, column.to, column.stage, column.state, column.appointment],
      widths: [3, 3, 3, 3, 3, 3],
      rows: handoffs.map((one) => [
        speak.day(one.requested_at),
        speak.organisation(one.sender),
        speak.organisation(one.receiver),
        speak.stage(one.stage),
        speak.word('state', one.business_state),
        one.appointment_at === null ? '' : speak.instant(one.appointment_at),
      ]),
    }),
  ];
}

function recordedBlocks(speak: PaperSpeaker, { spells }: OwnEpisode): PaperBlock[] {
  const { words } = speak;
  const written = spells.filter(({ values }) => Object.keys(values).length > 0);
  if (written.length === 0) return [];
  return [
    { kind: 'heading', text: words.record.recorded },
    ...written.map((one): PaperBlock => ({
      kind: 'facts',
      facts: [[words.column.stage, speak.stage(one.stage)], ...speak.facts(one.values)],
    })),
  ];
}

/** What the client says of something that was not corrected stands with the record wherever it is read. */
function statementBlocks(speak: PaperSpeaker, { statements }: OwnRecord): PaperBlock[] {
  if (statements.length === 0) return [];
  return [
    { kind: 'heading', text: speak.words.record.statements },
    ...statements.map(({ about, said_on, organisation, words }): PaperBlock => ({
      kind: 'facts',
      facts: [
        [speak.word('correction_field', about), apart(words)],
        [speak.words.column.recorded, `${speak.on(said_on)}, ${speak.organisation(organisation)}`],
      ],
    })),
  ];
}

function clinicalStatus({ words }: PaperSpeaker, status: string | null): string {
  const known: Readonly<Record<string, string>> = words.clinical_status;
  return status === null ? '' : (known[status] ?? status);
}

function consentTable(speak: PaperSpeaker, record: OwnRecord): PaperTable {
  const { column, label } = speak.words;
  return {
    kind: 'table',
    head: [label.given_at, label.recipient, label.categories, label.purposes, column.state],
    widths: [3, 4, 5, 3, 3],
    rows: record.consents.map((one) => [
      speak.day(one.given_at),
      speak.recipient(one.recipient, one.recipient_class),
      one.categories.length === 0 ? '—' : speak.listed('category', one.categories),
      speak.purposes(one.purposes),
      standing(speak, one),
    ]),
  };
}

function disclosureTable(speak: PaperSpeaker, record: OwnRecord): PaperTable {
  const { column } = speak.words;
  return {
    kind: 'table',
    head: [column.when, column.sender, column.to, column.what, column.why],
    widths: [4, 3, 3, 4, 3],
    rows: record.disclosures.map((one) => [
      speak.instant(one.at),
      speak.organisation(one.from),
      speak.recipient(one.to, one.to_class),
      speak.sent(one),
      reason(speak, record, one),
    ]),
  };
}

function accessTable(speak: PaperSpeaker, record: OwnRecord): PaperTable {
  const { column } = speak.words;
  return {
    kind: 'table',
    head: [column.when, column.organisation, column.who, column.what],
    widths: [4, 4, 3, 4],
    rows: record.accesses.map((one) => [
      speak.instant(one.at),
      speak.organisation(one.organisation),
      speak.word('role', one.role),
      speak.word('action', one.action),
    ]),
  };
}

function reason(speak: PaperSpeaker, record: OwnRecord, one: OwnDisclosure): string {
  const { by_consent, without_consent } = speak.words.accounting;
  const consent = record.consents.find(({ reference }) => reference === one.consent);
  if (one.basis === 'consent')
    return consent
      ? filled(by_consent, { day: speak.day(consent.given_at) })
      : speak.word('basis', one.basis);
  return filled(without_consent, { basis: speak.word('basis', one.basis) });
}

function standing(speak: PaperSpeaker, { withdrawn_at, over_at }: OwnConsent): string {
  const { stands, withdrawn, expired } = speak.words.consent;
  if (withdrawn_at !== null) return filled(withdrawn, { day: speak.day(withdrawn_at) });
  return over_at === null ? stands : filled(expired, { day: speak.day(over_at) });
}
