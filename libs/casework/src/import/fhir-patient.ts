import { LANGUAGES, SEXES, type Language } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { Identity, IdentityDocument } from '#platform/vault/identity.js';
import {
  codeOf,
  commonRefusal,
  isFhirDate,
  isObject,
  objects,
  text,
  unusable,
  type Json,
  type Reading,
  type UnusableCode,
} from './fhir-record.js';

/** What is taken over of a patient: who they are, for the vault, and the little that the case data may know. */
export interface TakenPatient {
  readonly id: string;
  /** Null where the export holds nothing that says who this is. */
  readonly identity: Identity | null;
  readonly birth_year: number | null;
  /** The language to speak with the patient, where it is one of ours. */
  readonly language: Language | null;
}

const PHONES_MAX = 5;
const DOCUMENTS_MAX = 10;
const NAME_USES = ['official', 'usual', undefined, 'nickname', 'anonymous', 'temp', 'maiden', 'old'] as const;

/** HL7 v2-0203 types of identifiers; another type is kept as `other`, one without a type is no document. */
const DOCUMENT_KINDS: Readonly<Record<string, string>> = {
  PPN: 'passport',
  DL: 'driving_licence',
  NI: 'national_id',
  NNxxx: 'national_id',
  SS: 'national_id',
  SB: 'pension_insurance',
  BCT: 'birth_certificate',
  MR: 'medical_record',
  MRT: 'medical_record',
  NIIP: 'health_insurance',
  MB: 'health_insurance',
};

/** Reads one R4 Patient. `today` is the day of the database, YYYY-MM-DD. The kinds of documents are those of the packs. */
export function readPatient(record: Json, today: string): Reading<TakenPatient> {
  const refusal =
    commonRefusal(record, 'Patient') ??
    shapeRefusal(record) ??
    statusRefusal(record) ??
    birthRefusal(record['birthDate'], today);
  if (refusal) return unusable(refusal);
  const { gender, birthDate } = record;
  if (gender !== undefined && !(SEXES as readonly unknown[]).includes(gender))
    return unusable('gender_invalid');
  const birth = birthDate as string | undefined;
  return {
    ok: true,
    value: {
      id: record['id'] as string,
      identity: identityOf(record, birth, gender as string | undefined),
      birth_year: birth === undefined ? null : Number(birth.slice(0, 4)),
      language: languageOf(record['communication']),
    },
  };
}

/** Elements, types and code systems that Patient had in other versions of FHIR. */
function shapeRefusal(record: Json): UnusableCode | undefined {
  const hasListedFamily = objects(record['name']).some(({ family }) => Array.isArray(family));
  const isOlder =
    'animal' in record || 'careProvider' in record || isObject(record['gender']) || hasListedFamily;
  return isOlder || marksOfOlder(record) >= 2 ? 'older_fhir' : undefined;
}

/**
 * A Patient of STU3 can look like one of R4 but for where its codes live: R4 moved the HL7 v2 and v3 tables to
 * terminology.hl7.org. One old address is sloppiness that R4 servers are known for; two kinds of them are STU3.
 */
function marksOfOlder(record: Json): number {
  const isOld = (concept: unknown): boolean =>
    isObject(concept) &&
    objects(concept['coding']).some(
      ({ system }) => typeof system === 'string' && /hl7\.org\/fhir\/(v[23]\/|marital-status)/.test(system),
    );
  const contacts = objects(record['contact']).flatMap(({ relationship }) => objects(relationship));
  return [
    objects(record['identifier']).some(({ type }) => isOld(type)),
    isOld(record['maritalStatus']),
    contacts.some(isOld),
    objects(record['extension']).some(
      ({ url }) => typeof url === 'string' && url.includes('hl7.org/fhir/StructureDefinition/us-core-'),
    ),
  ].filter(Boolean).length;
}

function statusRefusal(record: Json): UnusableCode | undefined {
  const { deceasedBoolean, deceasedDateTime } = record;
  if (deceasedBoolean === true || (deceasedDateTime !== undefined && deceasedDateTime !== null))
    return 'deceased';
  const isReplaced = objects(record['link']).some(({ type }) => type === 'replaced-by' || type === 'replace');
  return record['active'] === false || isReplaced ? 'not_active' : undefined;
}

function birthRefusal(birthDate: unknown, today: string): UnusableCode | undefined {
  if (birthDate === undefined) return undefined;
  if (typeof birthDate !== 'string' || !isFhirDate(birthDate)) return 'birth_invalid';
  // Partial dates compare by what they say: 2026 is not in the future of 2026-05-01.
  if (birthDate > today.slice(0, birthDate.length)) return 'birth_in_future';
  return Number(birthDate.slice(0, 4)) < Number(today.slice(0, 4)) - LIMITS.age_years_max
    ? 'birth_too_early'
    : undefined;
}

function identityOf(record: Json, birthDate: string | undefined, sex: string | undefined): Identity | null {
  const name = nameOf(record['name']);
  const phones = phonesOf(record['telecom']);
  const addressLine = addressOf(record['address']);
  const documents = documentsOf(record['identifier']);
  if (!name && phones.length === 0 && documents.length === 0 && addressLine === undefined) return null;
  return {
    givenName: name?.given ?? '',
    familyName: name?.family ?? '',
    ...(name?.others ? { otherNames: name.others } : {}),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(sex === undefined ? {} : { sex }),
    ...(phones.length > 0 ? { phones } : {}),
    ...(addressLine === undefined ? {} : { addressLine }),
    ...(documents.length > 0 ? { documents } : {}),
  };
}

interface Name {
  readonly given: string;
  readonly family: string;
  readonly others: string;
}

/** The name in use; further given names and the other names (maiden, former, nickname) are kept beside it. */
function nameOf(value: unknown): Name | undefined {
  const rank = (name: Json): number => {
    const at = (NAME_USES as readonly unknown[]).indexOf(name['use']);
    return at < 0 ? NAME_USES.length : at;
  };
  const names = objects(value)
    .sort((a, b) => rank(a) - rank(b))
    .flatMap((name) => partsOf(name) ?? []);
  const [first, ...rest] = names;
  if (!first) return undefined;
  const [given = '', ...middle] = first.given;
  const others = [
    middle.join(' '),
    ...rest.map((name) => [...name.given, name.family].filter(Boolean).join(' ')),
  ];
  return {
    given,
    family: first.family,
    others: Array.from([...new Set(others.filter(Boolean))].join('; '))
      .slice(0, LIMITS.name_characters_max)
      .join(''),
  };
}

function partsOf(name: Json): { given: string[]; family: string } | undefined {
  const list = Array.isArray(name['given']) ? name['given'] : [];
  const given = list.flatMap((one) => text(one, LIMITS.name_characters_max) ?? []);
  const family = text(name['family'], LIMITS.name_characters_max) ?? '';
  if (given.length > 0 || family !== '') return { given, family };
  const whole = text(name['text'], LIMITS.name_characters_max);
  return whole === undefined ? undefined : splitWholeName(whole);
}

/**
 * A name that is only given as one text. A comma parts family and given names; a patronymic at the end tells that the
 * family name comes first, as on Russian lists; else the last word is the family name.
 */
function splitWholeName(whole: string): { given: string[]; family: string } {
  const [beforeComma = '', afterComma] = whole.split(/[,،]\s*/u, 2);
  if (afterComma) return { given: afterComma.split(/\s+/u), family: beforeComma };
  const words = whole.split(/\s+/u);
  const isFamilyFirst = words.length === 3 && /(вич|вна|ична|оглы|кызы)$/iu.test(words[2] ?? '');
  if (isFamilyFirst) return { given: words.slice(1), family: words[0] ?? '' };
  return words.length === 1
    ? { given: words, family: '' }
    : { given: words.slice(0, -1), family: words.at(-1) ?? '' };
}

function phonesOf(value: unknown): string[] {
  const phones = objects(value)
    .filter(({ system, use }) => (system === 'phone' || system === 'sms') && use !== 'old')
    .flatMap((point) => text(point['value'], 40) ?? []);
  return [...new Set(phones)].slice(0, PHONES_MAX);
}

function addressOf(value: unknown): string | undefined {
  const addresses = objects(value).filter(({ use }) => use !== 'old');
  const address = addresses.find(({ use }) => use === 'home') ?? addresses[0];
  if (!address) return undefined;
  const whole = text(address['text'], 300);
  if (whole !== undefined) return whole;
  const lines = Array.isArray(address['line']) ? address['line'] : [];
  const parts = [
    ...lines,
    address['city'],
    address['district'],
    address['state'],
    address['postalCode'],
    address['country'],
  ];
  return text(parts.flatMap((part) => text(part, 120) ?? []).join(', '), 300);
}

function documentsOf(value: unknown): IdentityDocument[] {
  const documents = objects(value).flatMap((identifier) => {
    const type = codeOf(identifier['type'], /v2-0203|v2\/0203/);
    const number = text(identifier['value'], 64);
    if (type === undefined || number === undefined || identifier['use'] === 'old') return [];
    return [{ kind: DOCUMENT_KINDS[type] ?? 'other', number }];
  });
  return documents.slice(0, DOCUMENTS_MAX);
}

function languageOf(value: unknown): Language | null {
  const spoken = objects(value).sort(
    (a, b) => Number(b['preferred'] === true) - Number(a['preferred'] === true),
  );
  for (const { language } of spoken) {
    const code = codeOf(language, /bcp[:-]?47|urn:ietf/i)
      ?.slice(0, 2)
      .toLowerCase();
    const known = LANGUAGES.find((one) => one === code);
    if (known) return known;
  }
  return null;
}
