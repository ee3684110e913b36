import type { Language } from '../charter/code-lists.js';
import { SENSITIVE_CATEGORIES, type ConsentCategory, type ConsentStatement } from '../charter/consent.js';
import type { Labels } from '../wire/common.js';
import type { ConsentDocument } from '../wire/consent.js';
import { wordOf } from '../words/codes.js';
import { CONSENT_END_WORDS, CONSENT_PARTS, CONSENT_WORDS } from '../words/consent.js';
import type { WholeConsent } from './consent.js';

/** The text of a jurisdiction for one kind of consent, in force since a day. */
export interface ConsentTemplate {
  readonly id: string;
  readonly version: string;
  readonly titles: Labels;
  readonly texts: Labels;
  readonly statements: readonly ConsentStatement[];
}

export interface Parties {
  readonly from: Labels;
  /** The organisation named; null where the consent names a class. */
  readonly to: Labels | null;
}

export type Agreed = Pick<
  WholeConsent,
  'kind' | 'purposes' | 'categories' | 'language' | 'given_how' | 'signer' | 'ends' | 'own_from'
> &
  Pick<WholeConsent, 'expires_on' | 'recipient_class'>;

/**
 * The document of a consent, word for word as it is shown before signing and kept afterwards, without its hash. Everything
 * that is chosen is in it, safety and what is asked one by one with their yes or no, so that a copy needs no explanation
 * (42 CFR 2.31(a); 152-FZ art. 9(4) of the Russian Federation: a document of its own; domain 05, R-C01, R-C07, R-C09).
 */
export function consentDocument(
  template: ConsentTemplate,
  agreed: Agreed,
  parties: Parties,
): Omit<ConsentDocument, 'sha256'> {
  const { language } = agreed;
  return {
    text_id: template.id,
    text_version: template.version,
    language,
    title: template.titles[language],
    text: template.texts[language],
    lines: linesOf(agreed, parties, language),
    statements: [...template.statements],
  };
}

function linesOf(agreed: Agreed, parties: Parties, language: Language): ConsentDocument['lines'] {
  const words = CONSENT_WORDS[language];
  const part = CONSENT_PARTS[language];
  const listed = (items: readonly string[]) => (items.length === 0 ? part.nothing : items.join('; '));
  const yesNo = (category: ConsentCategory) => (agreed.categories.includes(category) ? part.yes : part.no);
  const name = (category: ConsentCategory) => wordOf(language, 'category', category);
  const ordinary = agreed.categories.filter(
    (one) => one !== 'safety' && !(SENSITIVE_CATEGORIES as readonly string[]).includes(one),
  );
  const to = parties.to?.[language] ?? words.recipient_class[agreed.recipient_class ?? 'own_house'];
  const shares = agreed.kind !== 'service';
  return [
    { label: part.kind, value: words.consent_kind[agreed.kind] },
    { label: part.from, value: parties.from[language] },
    ...(shares ? [{ label: part.to, value: to }] : []),
    { label: part.purposes, value: listed(agreed.purposes.map((one) => words.consent_purpose[one])) },
    ...(shares
      ? [
          { label: part.categories, value: listed(ordinary.map(name)) },
          { label: part.safety, value: yesNo('safety') },
          {
            label: part.apart,
            value: listed(SENSITIVE_CATEGORIES.map((one) => `${name(one)}: ${yesNo(one)}`)),
          },
        ]
      : []),
    { label: part.until, value: untilOf(agreed, language) },
    { label: part.signer, value: wordOf(language, 'signer', agreed.signer) },
    ...(agreed.own_from ? [{ label: part.guardian_until, value: agreed.own_from }] : []),
    { label: part.way, value: wordOf(language, 'way', agreed.given_how) },
  ];
}

function untilOf({ ends, expires_on }: Agreed, language: Language): string {
  const part = CONSENT_PARTS[language];
  const until = CONSENT_END_WORDS[language];
  if (ends === 'none') return expires_on ?? part.no_end;
  if (ends === 'date') return expires_on ?? '';
  return expires_on ? `${until[ends]}; ${expires_on}` : until[ends];
}
