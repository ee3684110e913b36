import type { Identity } from '#platform/vault/identity.js';
import type { Chance } from '../simulation/random.js';
import { NAME_LISTS, SAID_AT_HOME } from './name-lists.js';
import { digits, familyOf, feminine, type Person } from './people.js';

/** What somebody asks for instead of what was written down; undefined where the kind does not fit the person. */
type Corrupt = (person: Person, chance: Chance) => Identity | undefined;

const ALPHABETS = {
  cyrillic: 'абвгдежзиклмнопрстуфхцчшщыэюя',
  arabic: 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
  latin: 'abcdefghijklmnopqrstuvwxyz',
} as const;

/** Shapes that a scanner or a tired eye takes for each other. */
const LOOK_ALIKE: ReadonlyArray<readonly [string, string]> = [
  ...([
    'rn:m',
    'l:i',
    'o:0',
    'c:e',
    'u:v',
    'h:b',
    'cl:d',
    'ш:щ',
    'и:н',
    'п:л',
    'о:0',
    'е:с',
    'в:б',
    'з:э',
  ] as const),
  ...(['ب:ت', 'ت:ث', 'ج:ح', 'ح:خ', 'د:ذ', 'ر:ز', 'س:ش', 'ص:ض', 'ط:ظ', 'ع:غ', 'ف:ق', 'ن:ت'] as const),
].map((pair) => pair.split(':') as unknown as readonly [string, string]);

/** Every kind of corruption, by the name under which docs/identity-matching.md tells what became of it. */
export const CORRUPTIONS = {
  'one letter wrong': (person, chance) =>
    inAName(person, chance, (name) => replaceLetter(name, person, chance)),
  'two neighbouring letters exchanged': (person, chance) =>
    inAName(person, chance, (name) => exchange(name, chance)),
  'a letter left out': (person, chance) => inAName(person, chance, (name) => cutOut(name, chance)),
  'a letter too many': (person, chance) => inAName(person, chance, (name) => double(name, chance)),
  'read by a machine (look-alikes)': (person, chance) =>
    inAName(person, chance, (name) => misread(name, chance)),
  'both names misspelt': ({ identity, ...person }, chance) => ({
    ...identity,
    givenName: replaceLetter(identity.givenName, person, chance) ?? identity.givenName,
    familyName: exchange(identity.familyName, chance) ?? identity.familyName,
  }),
  'Cyrillic name in Latin letters': (person, chance) =>
    person.script === 'cyrillic' ? inLatin(person, chance) : undefined,
  'Arabic name in Latin letters': (person, chance) =>
    person.script === 'arabic' ? inLatin(person, chance) : undefined,
  'Arabic name in Cyrillic': (person, chance) =>
    person.script === 'arabic' ? inThird(person, chance) : undefined,
  'Cyrillic name in Arabic letters': (person, chance) =>
    person.script === 'cyrillic' ? inThird(person, chance) : undefined,
  'Latin name in Arabic letters': (person, chance) =>
    person.script === 'latin' ? inThird(person, chance) : undefined,
  'another spelling in Latin letters': (person, chance) =>
    person.script === 'latin' ? inLatin(person, chance) : undefined,
  'another spelling in the same script': ({ identity, script }) => respelt(identity, script),
  'given and family name swapped': ({ identity }) => ({
    ...identity,
    givenName: identity.familyName,
    familyName: identity.givenName,
  }),
  'patronymic or father left out': ({ identity: { otherNames, ...identity } }) =>
    otherNames ? identity : undefined,
  'father in place of the family name': ({ identity: { otherNames, ...identity } }) =>
    otherNames ? { ...identity, familyName: otherNames } : undefined,
  'father written with the given name': ({ identity: { otherNames, ...identity } }) =>
    otherNames ? { ...identity, givenName: `${identity.givenName} ${otherNames}` } : undefined,
  'married name': (person, chance) => (person.isWoman ? married(person, chance) : undefined),
  'short form of the given name': ({ identity, given }, chance) => {
    const short = SAID_AT_HOME.get(given.native);
    return short ? { ...identity, givenName: chance.of(short) } : undefined;
  },
  'short form, family name misspelt': ({ identity, given, ...person }, chance) => {
    const short = SAID_AT_HOME.get(given.native);
    const familyName = replaceLetter(identity.familyName, person, chance);
    return short && familyName ? { ...identity, givenName: chance.of(short), familyName } : undefined;
  },
  'day and month exchanged': ({ identity }) => dayAndMonthExchanged(identity),
  'year off by one': ({ identity }, chance) =>
    withYear(identity, Number(identity.birthDate.slice(0, 4)) + (chance.happens(0.5) ? 1 : -1)),
  'year off by ten': ({ identity }, chance) =>
    withYear(identity, Number(identity.birthDate.slice(0, 4)) + (chance.happens(0.5) ? 10 : -10)),
  'day of birth wrong': ({ identity }, chance) => ({
    ...identity,
    birthDate: `${identity.birthDate.slice(0, 8)}${String(1 + chance.below(28)).padStart(2, '0')}`,
  }),
  'only the year of birth known': ({ identity }) => ({
    ...identity,
    birthDate: identity.birthDate.slice(0, 4),
  }),
  'date of birth not known': ({ identity: { birthDate: _birthDate, ...identity } }) => identity,
  'digits of another script': ({ identity }, chance) => ({
    ...withoutNames(identity, chance),
    phones: identity.phones.map(inArabicDigits),
  }),
  'telephone alone is right': ({ identity }, chance) => ({
    ...withoutNames(identity, chance),
    phones: identity.phones.map(
      (phone) => `8 (${phone.slice(-10, -7)}) ${phone.slice(-7, -4)}-${phone.slice(-4)}`,
    ),
  }),
  'letters of two scripts mixed': ({ identity, script }) => mixed(identity, script),
  'invisible and bidi characters': ({ identity }, chance) => ({
    ...identity,
    givenName: `\u2067${sprinkle(identity.givenName, chance)}\u2069`,
    familyName: `\u200f${sprinkle(identity.familyName, chance)}\u200e `,
  }),
  'capitals, marks lost': ({ identity }) => ({
    ...identity,
    givenName: bare(identity.givenName),
    familyName: bare(identity.familyName),
  }),
  'cut off': ({ identity }) => {
    const cut = (name: string): string =>
      Array.from(name)
        .slice(0, Math.max(3, Math.ceil(name.length * 0.6)))
        .join('');
    const shorter = { ...identity, givenName: cut(identity.givenName), familyName: cut(identity.familyName) };
    return shorter.familyName === identity.familyName ? undefined : shorter;
  },
  'compound name joined': ({ identity }) => compound(identity, (name) => name.replace(/[ -]+/gu, '')),
  'compound name halved': ({ identity }, chance) =>
    compound(identity, (name) => chance.of(name.split(/[ -]+/u).slice(-2))),
  'misspelt, and the year off by one': (person, chance) => {
    const wrong = inAName(person, chance, (name) => replaceLetter(name, person, chance));
    return wrong && withYear(wrong, Number(person.identity.birthDate.slice(0, 4)) + 1);
  },
  'misspelt, and day and month exchanged': (person, chance) => {
    const wrong = inAName(person, chance, (name) => replaceLetter(name, person, chance));
    const date = dayAndMonthExchanged(person.identity)?.birthDate;
    return wrong && date ? { ...wrong, birthDate: date } : undefined;
  },
  'in Latin letters, and the year off by one': (person, chance) => {
    const wrong = person.script === 'latin' ? undefined : inLatin(person, chance);
    return wrong && withYear(wrong, Number(person.identity.birthDate.slice(0, 4)) - 1);
  },
} as const satisfies Record<string, Corrupt>;

export type CorruptionKind = keyof typeof CORRUPTIONS;
export const CORRUPTION_KINDS = Object.keys(CORRUPTIONS) as CorruptionKind[];

/** What is asked for: corrupted, and without the numbers, which would find the person by themselves. */
export function corrupt(kind: CorruptionKind, person: Person, chance: Chance): Identity | undefined {
  const wrong: Identity | undefined = CORRUPTIONS[kind](person, chance);
  if (!wrong) return undefined;
  const { phones, documents: _documents, ...names } = wrong;
  const isByNumber = kind === 'telephone alone is right' || kind === 'digits of another script';
  return isByNumber && phones ? { ...names, phones } : names;
}

function inAName(
  { identity }: Person,
  chance: Chance,
  change: (name: string) => string | undefined,
): Identity | undefined {
  const field = chance.happens(0.5) ? 'givenName' : 'familyName';
  const changed = change(identity[field]);
  return changed && changed !== identity[field] ? { ...identity, [field]: changed } : undefined;
}

function replaceLetter(name: string, { script }: Pick<Person, 'script'>, chance: Chance): string | undefined {
  const letters = Array.from(name);
  if (letters.length < 3) return undefined;
  letters[1 + chance.below(letters.length - 1)] = chance.of(Array.from(ALPHABETS[script]));
  return letters.join('');
}

function exchange(name: string, chance: Chance): string | undefined {
  const letters = Array.from(name);
  if (letters.length < 3) return undefined;
  const at = chance.below(letters.length - 1);
  [letters[at], letters[at + 1]] = [letters[at + 1]!, letters[at]!];
  return letters.join('');
}

function cutOut(name: string, chance: Chance): string | undefined {
  const letters = Array.from(name);
  if (letters.length < 4) return undefined;
  letters.splice(chance.below(letters.length), 1);
  return letters.join('');
}

function double(name: string, chance: Chance): string {
  const letters = Array.from(name);
  const at = chance.below(letters.length);
  letters.splice(at, 0, letters[at]!);
  return letters.join('');
}

function misread(name: string, chance: Chance): string | undefined {
  const lower = name.toLowerCase();
  const fitting = LOOK_ALIKE.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]).filter(([from]) =>
    lower.includes(from),
  );
  if (fitting.length === 0) return undefined;
  const [from, to] = chance.of(fitting);
  return lower.replace(from, to);
}

/** The names of one entry in another script; further names are left out, as they mostly are. */
function written(
  person: Person,
  given: string | undefined,
  family: string | undefined,
): Identity | undefined {
  const { otherNames: _otherNames, ...identity } = person.identity;
  if (!given || !family || /[ -]/u.test(person.identity.familyName.replace(/^(عبد|صلاح) /u, '')))
    return undefined;
  return { ...identity, givenName: given, familyName: family };
}

function inLatin(person: Person, chance: Chance): Identity | undefined {
  const family = chance.of(person.family.latin);
  const changed = written(person, chance.of(person.given.latin), person.isWoman ? feminine(family) : family);
  const isSame =
    changed?.givenName === person.identity.givenName && changed.familyName === person.identity.familyName;
  return isSame ? undefined : changed;
}

function inThird(person: Person, chance: Chance): Identity | undefined {
  const family = chance.of(person.family.third);
  const ends = person.script === 'cyrillic' && person.isWoman && /(وف|يف|ين)$/u.test(family) ? 'ا' : '';
  return written(person, chance.of(person.given.third), family + ends);
}

function respelt(identity: Identity, script: Person['script']): Identity | undefined {
  const rules: Record<Person['script'], ReadonlyArray<readonly [RegExp, string]>> = {
    cyrillic: [
      [/ё/gu, 'е'],
      [/й/gu, 'и'],
      [/ь/gu, ''],
      [/([нлс])\1/gu, '$1'],
      [/ия$/gu, 'иа'],
    ],
    arabic: [
      [/[أإآ]/gu, 'ا'],
      [/ة$/gu, 'ه'],
      [/ى$/gu, 'ي'],
      [/عبد /gu, 'عبد'],
      [/ء$/gu, ''],
      [/ؤ/gu, 'و'],
    ],
    latin: [
      [/ph/g, 'f'],
      [/([lnst])\1/g, '$1'],
      [/ck/g, 'k'],
      [/ie/g, 'y'],
      [/é/g, 'e'],
      [/['’]/g, ''],
    ],
  };
  const spell = (name: string): string =>
    rules[script].reduce((text, [from, to]) => text.replace(from, to), name);
  const changed = {
    ...identity,
    givenName: spell(identity.givenName),
    familyName: spell(identity.familyName),
  };
  return changed.givenName === identity.givenName && changed.familyName === identity.familyName
    ? undefined
    : changed;
}

function married(person: Person, chance: Chance): Identity | undefined {
  const list = NAME_LISTS.find(({ script }) => script === person.script)!;
  const familyName = familyOf(list, chance.of(list.families), true);
  return familyName === person.identity.familyName ? undefined : { ...person.identity, familyName };
}

function withYear(identity: Identity, year: number): Identity {
  return { ...identity, birthDate: `${year}${identity.birthDate!.slice(4).replace('-02-29', '-02-28')}` };
}

function dayAndMonthExchanged(identity: Person['identity']): Identity | undefined {
  const [year = '', month = '', day = ''] = identity.birthDate.split('-');
  return Number(day) <= 12 && day !== month
    ? { ...identity, birthDate: `${year}-${day}-${month}` }
    : undefined;
}

/** Another name altogether: what is left to find the person by is a number. */
function withoutNames(identity: Person['identity'], chance: Chance): Identity {
  const { birthDate: _birthDate, otherNames: _otherNames, ...rest } = identity;
  return { ...rest, givenName: `Q${digits(4, chance)}`, familyName: `Q${digits(4, chance)}` };
}

function inArabicDigits(phone: string): string {
  return phone.replace(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit)));
}

const LOOKS: Partial<Record<Person['script'], ReadonlyMap<string, string>>> = {
  cyrillic: new Map([...'аеоурсхкмтв'].map((letter, at) => [letter, 'aeoypcxkmtb'[at]!])),
  latin: new Map([...'aeopcxy'].map((letter, at) => [letter, 'аеорсху'[at]!])),
};

function mixed(identity: Identity, script: Person['script']): Identity | undefined {
  const looks = LOOKS[script];
  if (!looks) return undefined;
  let changes = 0;
  const mix = (name: string): string =>
    Array.from(name, (letter, at) => {
      const other = at > 0 && changes < 2 ? looks.get(letter) : undefined;
      if (other) changes += 1;
      return other ?? letter;
    }).join('');
  const changed = { ...identity, givenName: mix(identity.givenName), familyName: mix(identity.familyName) };
  return changes > 0 ? changed : undefined;
}

function sprinkle(name: string, chance: Chance): string {
  const invisible = ['\u200b', '\u200c', '\u200d', '\u00ad', '\u2060', '\ufeff', '\u061c'];
  const kashida = /\p{sc=Arab}/u.test(name) ? ['\u0640', '\u064e', '\u0650'] : [];
  return Array.from(name, (letter) =>
    letter !== ' ' && chance.happens(0.4) ? letter + chance.of([...invisible, ...kashida]) : letter,
  ).join('');
}

function bare(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
}

function compound(identity: Identity, change: (name: string) => string): Identity | undefined {
  for (const field of ['familyName', 'givenName'] as const) {
    const changed = change(identity[field]);
    if (changed !== identity[field]) return { ...identity, [field]: changed };
  }
  return undefined;
}
