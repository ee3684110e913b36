import {
  ARABIC_TO_LATIN,
  CAUCASIAN_TO_LATIN,
  CYRILLIC_LOOKS_LATIN,
  CYRILLIC_TO_LATIN,
  LATIN_LOOKS_CYRILLIC,
  LATIN_SPECIALS,
  NATIVE_FOLDS,
} from './transliteration.js';

/**
 * Names in three scripts, reduced so that spellings of one name meet: a native form (same script, spelling folded)
 * and a Latin skeleton (consonants only, across scripts). Both are for keyed search tokens and for comparing;
 * neither is ever shown, and a match is a candidate for a human, never a decision.
 */

/** Joiners, bidi marks, soft hyphens, and the apostrophes that stand for a sound (ь, ʻ, ع) and not for a gap. */
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640'\u2018\u2019\u201b`\u00b4\u02b0-\u02ff]/gu;
const NOT_A_LETTER = /[^\p{L}\p{N}]+/gu;
const ARABIC_SERVANT = /(^| )عبد +(?=ال)/gu; // "servant of" and the name that follows are one name

/** Lower case, marks and invisible characters gone, everything else that is no letter or digit a single space. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKD')
    .replace(INVISIBLE, '')
    .replace(/\p{M}/gu, '')
    .replace(NOT_A_LETTER, ' ')
    .trim();
}

/** A word in two alphabets was typed on the wrong keyboard or read by a machine: look-alikes become the alphabet of most. */
function inOneAlphabet(word: string): string {
  if (!/\p{scx=Cyrl}/u.test(word) || !/[a-z0-9]/.test(word)) return word;
  const letters = Array.from(word);
  const cyrillic = letters.filter((letter) => /\p{scx=Cyrl}/u.test(letter)).length;
  const latin = letters.filter((letter) => /[a-z]/.test(letter)).length;
  const looks = cyrillic >= latin ? LATIN_LOOKS_CYRILLIC : CYRILLIC_LOOKS_LATIN;
  return letters.map((letter) => looks.get(letter) ?? letter).join('');
}

/**
 * The native form: ё and е, й and и, the letters of neighbouring alphabets, the forms of alif, hamza and ya, ta marbuta
 * and ha become one; `عبد الله` is written together. Answers an empty string only for a name without letters and digits.
 */
export function normaliseName(name: string): string {
  const folded = Array.from(plain(name), (letter) => NATIVE_FOLDS.get(letter) ?? letter).join('');
  const words = folded.replace(/ +/g, ' ').trim().replace(/[^ ]+/g, inOneAlphabet);
  return words.replace(ARABIC_SERVANT, '$1عبد');
}

/**
 * The Latin skeleton: transliterated, the Arabic article taken off, letters that other spellings exchange merged
 * (kh h; sh ch zh j g gh z s; q c k; p b; v w f; x ks), vowels, doubled consonants and a final h dropped, words joined.
 * Coarse on purpose: `Hassan` and `Hussein` meet too, which the date of birth and the human beside it settle.
 * A name that has letters never reduces to nothing.
 */
export function nameSkeleton(name: string): string {
  return skeletonOf(latinWords(name));
}

function skeletonOf(words: readonly string[]): string {
  const undoubled = withoutDoubles(words.map(consonants).join(''));
  return undoubled || (words.length > 0 ? 'a' : '');
}

/** What a name sounds like, in the forms in which two names are compared. */
export interface NameSound {
  readonly skeleton: string;
  /**
   * The skeleton, and that of each word without articles and particles (ibn, oglu, van): what two records of one person
   * share when a name was split, joined, cut to its first word or moved to another field.
   */
  readonly parts: readonly string[];
  /** Latin letters with the vowels, words joined: for telling how alike two names are. */
  readonly voiced: string;
}

/** Reads a name once for everything that compares it. */
export function nameSound(name: string): NameSound {
  const words = latinWords(name);
  const skeleton = skeletonOf(words);
  const parts = words.map(consonants).filter((word) => word.length > 1);
  const voiced = words.map((word) =>
    withoutDoubles(mergeSounds(word).replace(/y/g, 'i').replace(/[ou]+/g, 'u')),
  );
  return { skeleton, parts: [...new Set([skeleton, ...parts])].filter(Boolean), voiced: voiced.join('') };
}

function latinWords(name: string): string[] {
  return withoutArticles(toLatin(name).split(' ').filter(Boolean));
}

function withoutDoubles(word: string): string {
  return word.replace(/(.)\1+/gu, '$1');
}

function toLatin(name: string): string {
  // Letters whose mark decides the sound are read before the marks go.
  const sounded = Array.from(
    name.normalize('NFC').toLowerCase(),
    (letter) => LATIN_SPECIALS.get(letter) ?? letter,
  );
  const bare = plain(sounded.join(''));
  return bare
    .split(' ')
    .map((word) => latinWord(readArabicWord(inOneAlphabet(word))))
    .join(' ')
    .replace(/ +/g, ' ');
}

function latinWord(word: string): string {
  return Array.from(
    word,
    (letter) =>
      CYRILLIC_TO_LATIN.get(letter) ??
      ARABIC_TO_LATIN.get(letter) ??
      CAUCASIAN_TO_LATIN.get(letter) ??
      letter,
  ).join('');
}

/**
 * Arabic writes some sounds by position: waw is a consonant at the beginning, before a written vowel and when doubled,
 * otherwise the vowel u; ta marbuta is spoken t after a long a (حياة Hayat) and is otherwise silent.
 */
function readArabicWord(word: string): string {
  return word
    .replace(/^ال(?=ع)/u, '')
    .replace(/اة$/u, 'at')
    .replace(/ة$/u, '')
    .replace(/تش/gu, 'چ')
    .replace(/وو/gu, 'v')
    .replace(/(^|^ال)و/u, '$1v')
    .replace(/و(?=[اىيی])/gu, 'v')
    .replace(/و/gu, 'u');
}

const SUN_LETTERS = ['sh', 'th', 'dh', 's', 't', 'd', 'n', 'r', 'z'];

/** Takes off the Arabic article, separate or attached, assimilated or not: as-Sayed, El-Sayed, Elsayed, Sayed. */
function withoutArticles(words: readonly string[]): string[] {
  const kept: string[] = [];
  words.forEach((word, at) => {
    const next = words[at + 1];
    if (next !== undefined && isArticleBefore(word, next)) return;
    kept.push(...withoutAttachedArticle(word).split(' '));
  });
  const names = kept.filter((word) => !PARTICLES.has(word));
  return names.length > 0 ? names : kept;
}

/** Son of, daughter of, from: written or left out as the form has room for it. */
const PARTICLES: ReadonlySet<string> = new Set(
  'bin ben ibn bn bint bnt oglu ogly ogli ugli ughli uulu kyzy kizi kyz gyzy van von der den de di da del la'.split(
    ' ',
  ),
);

function isArticleBefore(word: string, next: string): boolean {
  if (/^[aeiu]l$/.test(word)) return true;
  const assimilated = /^[aeiu](\D+)$/.exec(word)?.[1];
  return assimilated !== undefined && SUN_LETTERS.includes(assimilated) && next.startsWith(assimilated);
}

function withoutAttachedArticle(word: string): string {
  return word
    .replace(/^(abd)[aeiou]*l?$/u, '$1')
    .replace(/^(abd)[aeiou]+l(?=.)/u, '$1')
    .replace(/^[aei]l(?=[^aeiouy]..)/u, '')
    .replace(/(?<=..)[aeiouy]{1,3}[ld]{1,2}(din|dyn|deen|dean|dein)$/u, ' $1');
}

/**
 * How Latin spellings are read: letters that are silent or sound otherwise in English, two letters for one sound, and sounds
 * that spellings exchange because one of the scripts has no letter for them (Arabic: g, p, v); longer ones first.
 */
const MERGED: ReadonlyArray<readonly [RegExp, string]> = [
  [/^wr/, 'r'],
  [/^kn(?=[aeiouy])/, 'n'],
  [/igh(?=t|$)/g, 'i'],
  [/oh(?=n)/g, 'o'],
  [/wh/g, 'w'],
  [/w(?![aeiouy])/g, 'u'],
  [/x/g, 'ks'],
  [/sch(?=[^aeiouy])/g, 'sh'],
  [/tch/g, 'ch'],
  [/c(?=[eiy])/g, 's'],
  [/d(?:zh|j)/g, 's'],
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/[scz]h/g, 's'],
  [/p[hf]/g, 'f'],
  [/p/g, 'b'],
  [/th/g, 't'],
  [/dh/g, 'd'],
  [/[jgz]/g, 's'],
  [/[qc]/g, 'k'],
  [/[wv]/g, 'f'],
];

const VOWELS = /[aeiouy]/g;

function mergeSounds(word: string): string {
  let merged = word;
  for (const [sound, letter] of MERGED) merged = merged.replace(sound, letter);
  return merged;
}

function consonants(word: string): string {
  const undoubled = withoutDoubles(mergeSounds(word).replace(VOWELS, ''));
  return undoubled.length > 1 ? undoubled.replace(/h$/, '') : undoubled;
}
