import type { Identity } from '#platform/vault/identity.js';
import { Chance } from '../simulation/random.js';
import { NAME_LISTS, type NameEntry, type NameList } from './name-lists.js';

/** An invented person: what is written down, and the entries the names came from. */
export interface Person {
  readonly identity: Identity & { readonly birthDate: string; readonly phones: readonly string[] };
  readonly script: NameList['script'];
  readonly isWoman: boolean;
  readonly given: NameEntry;
  readonly family: NameEntry;
}

const FIRST_YEAR = 1946;
const YEARS = 60;
/** Share of people with a patronymic or a father's name, with a second family name, and with a document. */
const WITH_FATHER = 0.7;
const WITH_DOUBLE = 0.06;
const WITH_DOCUMENT = 0.6;

/** So many people of three scripts in turn, the same for the same seed. */
export function inventPeople(count: number, seed: number): Person[] {
  const chance = new Chance(seed);
  return Array.from({ length: count }, (_, at) => invent(NAME_LISTS[at % NAME_LISTS.length]!, chance));
}

function invent(list: NameList, chance: Chance): Person {
  const isWoman = chance.happens(0.35);
  const given = common(isWoman ? list.women : list.men, chance);
  const family = common(list.families, chance);
  const familyName = familyOf(list, family, isWoman);
  const second = chance.happens(WITH_DOUBLE)
    ? familyOf(list, common(list.families, chance), isWoman)
    : undefined;
  const other = chance.happens(WITH_FATHER) ? fatherOf(list, isWoman, chance) : undefined;
  const document = chance.happens(WITH_DOCUMENT) ? digits(10, chance) : undefined;
  return {
    identity: {
      givenName: given.native,
      familyName: second ? `${familyName}${list.script === 'arabic' ? ' ' : '-'}${second}` : familyName,
      ...(other ? { otherNames: other } : {}),
      birthDate: birthDate(chance),
      phones: [`+${list.script === 'cyrillic' ? '79' : '2010'}${digits(9, chance)}`],
      ...(document ? { documents: [{ kind: 'passport', number: document }] } : {}),
    },
    script: list.script,
    isWoman,
    given,
    family,
  };
}

/** Names are not equally common: the first of a list are borne by many, the last by few. */
function common(entries: readonly NameEntry[], chance: Chance): NameEntry {
  const at = Math.floor(entries.length * chance.next() ** 1.7);
  return entries[Math.min(at, entries.length - 1)]!;
}

export function familyOf(
  { script }: Pick<NameList, 'script'>,
  { native }: NameEntry,
  isWoman: boolean,
): string {
  return script === 'cyrillic' && isWoman ? feminine(native) : native;
}

/** The family name of a Russian woman, in Cyrillic or in Latin letters. */
export function feminine(family: string): string {
  if (/(ов|ев|ёв|ин)$/u.test(family)) return `${family}а`;
  return /(ov|ev|yov|in)$/u.test(family) ? `${family}a` : family;
}

function fatherOf({ script, fathers }: NameList, isWoman: boolean, chance: Chance): string {
  const { native } = common(fathers, chance);
  return script === 'cyrillic' && isWoman ? native.replace(/ич$/u, 'на') : native;
}

function birthDate(chance: Chance): string {
  const day = new Date(Date.UTC(FIRST_YEAR + chance.below(YEARS), 0, 1 + chance.below(365)));
  return day.toISOString().slice(0, 10);
}

export function digits(count: number, chance: Chance): string {
  return Array.from({ length: count }, () => String(chance.below(10))).join('');
}
