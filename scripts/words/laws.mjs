/** Words that are never said of a person, nor to one (mission). */
const UNKIND = /addict|abuse|\bclean\b|dirty|наркоман|чист(ый|ая|ые)|грязн|مدمن|نظيف/i;

const SCRIPTS = {
  en: /\p{Script=Latin}/u,
  ru: /\p{Script=Cyrillic}/u,
  ar: /\p{Script=Arabic}/u,
};
/** Letters that a phrase has no use for, in whichever language; Latin ones stand for codes and names of scales. */
const FOREIGN = {
  en: /\p{Script=Cyrillic}|\p{Script=Arabic}/u,
  ru: /\p{Script=Arabic}|(?<!\p{L})[a-z]{3,}(?!\p{L})/u,
  ar: /\p{Script=Cyrillic}|(?<!\p{L})[a-z]{3,}(?!\p{L})/u,
};
const PLURAL = /_(?:zero|one|two|few|many|other)$/;
/** Placeholders, tags, and what is the same in every language: addresses, media types and names of headers. */
const NO_WORDS =
  /(?<=[\s\u200e])\/[a-z]+\b|\{\{?\w+\}\}?|<\/?\w+>|`[^`]*`|[a-z]+\/[a-z]+|[a-z.]+\.(?:ndjson|json|csv)/gi;

/** What is wrong with one sentence in one language, wherever it stands. */
export function sentenceFaults(language, text) {
  const said = text.replace(NO_WORDS, '');
  const faults = [];
  if (text.trim() === '') return ['is empty'];
  if (UNKIND.test(text)) faults.push('has a word that wounds');
  if (/\p{L}/u.test(said) && !SCRIPTS[language].test(said))
    faults.push(`is not in the script of ${language}`);
  else if (FOREIGN[language].test(said)) faults.push(`has letters of another script than ${language}`);
  return faults;
}

/** Names of the values that a phrase asks for, each once. */
export const parametersOf = (text, pattern = /\{\{(\w+)\}\}/g) =>
  [...new Set([...text.matchAll(pattern)].map(([, name]) => String(name)))].sort();

/** Names of counted phrases, without their category: `own_part_other` counts, the plain code `other` does not. */
export const countedOf = (phrases) =>
  new Set([...phrases.keys()].filter((name) => name.endsWith('_other')).map((name) => name.slice(0, -6)));

/** The phrase's name as it is called; null if it is not a form of a counted one. */
export function baseOf(name, counted) {
  const base = name.replace(PLURAL, '');
  return base !== name && counted.has(base) ? base : null;
}

/** Faults of the catalogues, each compared with the English one. */
export function phraseFaults(catalogues) {
  const counted = countedOf(catalogues.en);
  return Object.entries(catalogues).flatMap(([language, phrases]) => [
    ...keyFaults(language, phrases, catalogues.en, counted),
    ...pluralFaults(language, phrases, counted, catalogues.en),
    ...[...phrases].flatMap(([name, { text, at }]) => [
      ...sentenceFaults(language, text).map((fault) => `${at} ${language} ${name} ${fault}`),
      ...parameterFaults(language, name, { text, at }, catalogues.en, counted),
    ]),
  ]);
}

function keyFaults(language, phrases, english, counted) {
  const plain = (all) => [...all].filter(([name]) => baseOf(name, counted) === null);
  return [
    ...plain(english)
      .filter(([name]) => !phrases.has(name))
      .map(([name, { at }]) => `${at} ${name} is missing in ${language}`),
    ...plain(phrases)
      .filter(([name]) => !english.has(name))
      .map(([name, { at }]) => `${at} ${name} is in ${language} and not in en`),
  ];
}

function pluralFaults(language, phrases, counted, english) {
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const faults = [];
  for (const base of counted) {
    const { at } = english.get(`${base}_other`);
    for (const category of categories)
      if (!phrases.has(`${base}_${category}`))
        faults.push(`${at} ${base} has no plural form ${category} in ${language}`);
  }
  for (const [name, { at }] of phrases) {
    const category = name.slice(name.lastIndexOf('_') + 1);
    if (baseOf(name, counted) !== null && !categories.includes(category))
      faults.push(`${at} ${name} is a plural form that ${language} does not have`);
  }
  return faults;
}

/** A form that says its number in words ("one task", "مهمتان") may leave the number out; nothing else may be left out. */
function parameterFaults(language, name, { text, at }, english, counted) {
  const base = baseOf(name, counted);
  const model = english.get(base === null ? name : `${base}_other`);
  if (!model) return [];
  const speaksItsNumber = base !== null && /_(?:zero|one|two)$/.test(name) && language !== 'ru';
  const wanted = parametersOf(model.text);
  const given = parametersOf(text);
  const missing = wanted.filter((each) => !given.includes(each) && !(speaksItsNumber && each === 'count'));
  const surplus = given.filter((each) => !wanted.includes(each));
  return [
    ...missing.map((each) => `${at} ${language} ${name} leaves out the value {{${each}}}`),
    ...surplus.map((each) => `${at} ${language} ${name} asks for a value {{${each}}} that en does not`),
  ];
}
