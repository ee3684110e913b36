import { ARABIC_TO_LATIN, CYRILLIC_TO_LATIN, LATIN_SPECIALS, NATIVE_FOLDS } from './transliteration.js';

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

/**
 * The native form: ё and е, й and и, the letters of neighbouring alphabets, the forms of alif, hamza and ya, ta marbuta
 * and ha become one; `عبد الله` is written together. Answers an empty string only for a name without letters and digits.
 */
export function normaliseName(name: string): string {
  const folded = Array.from(plain(name), (letter) => NATIVE_FOLDS.get(letter) ?? letter).join('');
  return folded.replace(/ +/g, ' ').trim().replace(ARABIC_SERVANT, '$1عبد');
}

/**
 * The Latin skeleton: transliterated, the Arabic article taken off, letters that other spellings exchange merged
 * (kh gh h; sh ch zh j g s; q c k; w v; x ks), vowels, doubled consonants and a final h dropped, words joined.
 * Coarse on purpose: `Hassan` and `Hussein` meet too, which the date of birth and the human beside it settle.
 * A name that has letters never reduces to nothing.
 */
export function nameSkeleton(name: string): string {
  const words = toLatin(name).split(' ').filter(Boolean);
  const skeleton = withoutArticles(words).map(consonants).join('');
  const undoubled = skeleton.replace(/(.)\1+/gu, '$1');
  return undoubled || (words.length > 0 ? 'a' : '');
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
    .map((word) => latinWord(readArabicWord(word)))
    .join(' ')
    .replace(/ +/g, ' ');
}

function latinWord(word: string): string {
  return Array.from(
    word,
    (letter) => CYRILLIC_TO_LATIN.get(letter) ?? ARABIC_TO_LATIN.get(letter) ?? letter,
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
  return kept;
}

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

/** Two letters for one sound, and sounds that spellings exchange; longer ones first. */
const MERGED: ReadonlyArray<readonly [RegExp, string]> = [
  [/x/g, 'ks'],
  [/d(?:zh|j)/g, 's'],
  [/[kg]h/g, 'h'],
  [/[scz]h/g, 's'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/dh/g, 'd'],
  [/[jg]/g, 's'],
  [/[qc]/g, 'k'],
  [/w/g, 'v'],
  [/[aeiouy]/g, ''],
];

function consonants(word: string): string {
  let skeleton = word;
  for (const [sound, letter] of MERGED) skeleton = skeleton.replace(sound, letter);
  const undoubled = skeleton.replace(/(.)\1+/gu, '$1');
  return undoubled.length > 1 ? undoubled.replace(/h$/, '') : undoubled;
}
