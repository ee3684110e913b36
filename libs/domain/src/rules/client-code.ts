import { must } from '../must.js';

/**
 * Codes a person can read over the telephone: eight random symbols and two check symbols of a Reed-Solomon
 * code RS(10,8) over GF(32), shown `7K3M-9QXR-T4`. The code has distance 3, so every one or two wrong symbols
 * and every transposition are noticed; one wrong symbol can be located, which is only ever a suggestion.
 * Used for client codes (one organisation each) and for handoff references.
 */

/** Digits and capitals without I, L, O and U, so that no symbol is mistaken for another. The position is the value. */
export const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const CODE_SYMBOLS = 10;
export const CODE_RANDOM_BYTES = 5;

const DATA_SYMBOLS = 8;
const FIELD_SIZE = 32;
const FIELD_POLYNOMIAL = 0b100101; // x^5 + x^2 + 1, primitive over GF(2)
const INPUT_MAX_CHARACTERS = 64;

const EXP: number[] = [];
const LOG: number[] = new Array<number>(FIELD_SIZE).fill(0);
for (let power = 0, value = 1; power < FIELD_SIZE - 1; power += 1) {
  EXP.push(value);
  LOG[value] = power;
  value <<= 1;
  if (value & FIELD_SIZE) value ^= FIELD_POLYNOMIAL;
}

function multiply(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : EXP[(LOG[a]! + LOG[b]!) % 31]!;
}

function divide(a: number, b: number): number {
  must(b !== 0, 'Nothing is divided by zero in GF(32)');
  return a === 0 ? 0 : EXP[(LOG[a]! - LOG[b]! + 31) % 31]!;
}

/** The two sums that are zero for a valid word: the plain sum, and the sum weighted by the powers of alpha. */
function syndromes(word: readonly number[]): { plain: number; weighted: number } {
  let plain = 0;
  let weighted = 0;
  word.forEach((symbol, position) => {
    plain ^= symbol;
    weighted ^= multiply(EXP[position]!, symbol);
  });
  return { plain, weighted };
}

/**
 * Turns 5 bytes of a cryptographic random source into a canonical code of 10 symbols, without dashes.
 * The same bytes give the same code; whether the code is fit to be shown is asked with `isUnfitCode`.
 */
export function encodeClientCode(random: Uint8Array): string {
  must(random.length === CODE_RANDOM_BYTES, 'A code is made from exactly 5 random bytes');
  const word: number[] = [];
  let held = 0;
  let bits = 0;
  for (const byte of random) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      word.push((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  const { plain, weighted } = syndromes(word);
  const alpha8 = EXP[DATA_SYMBOLS]!;
  const alpha9 = EXP[DATA_SYMBOLS + 1]!;
  const first = divide(weighted ^ multiply(alpha9, plain), alpha8 ^ alpha9);
  word.push(first, plain ^ first);
  return word.map((symbol) => CODE_ALPHABET[symbol]).join('');
}

/** Shows a canonical code in groups: `7K3M9QXRT4` becomes `7K3M-9QXR-T4`. */
export function formatClientCode(code: string): string {
  must(code.length === CODE_SYMBOLS, 'A canonical code has 10 symbols');
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}

export type ParsedClientCode =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly reason: 'malformed' | 'mistyped'; readonly suggestion?: string };

const VALUE_OF_CHARACTER: ReadonlyMap<string, number> = characterValues();

function characterValues(): Map<string, number> {
  const values = new Map<string, number>();
  for (const [value, symbol] of [...CODE_ALPHABET].entries()) {
    values.set(symbol, value);
    values.set(symbol.toLowerCase(), value);
  }
  for (const zero of 'oO') values.set(zero, 0);
  for (const one of 'iIlL') values.set(one, 1);
  // Arabic-Indic and Persian digits: what an Arabic keyboard gives for the same keys.
  for (let digit = 0; digit < 10; digit += 1) {
    values.set(String.fromCharCode(0x0660 + digit), digit);
    values.set(String.fromCharCode(0x06f0 + digit), digit);
  }
  // Cyrillic capitals that are drawn like the symbol: who copies a card on a Russian keyboard types these.
  for (const [letter = '', symbol = ''] of 'АA ВB ЕE КK МM НH ОO РP СC ТT ХX УY'
    .split(' ')
    .map((pair) => [...pair])) {
    const value = values.get(symbol)!;
    values.set(letter, value);
    values.set(letter.toLowerCase(), value);
  }
  return values;
}

/** White space, dashes of any script and the invisible marks that copying from right-to-left text brings along. */
const SEPARATOR = /^[\s\p{Pd}\u2212\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff]$/u;

/** The characters of something typed, without separators; none for what is far too long to be a code. */
export function codeCharacters(input: string): string[] {
  return input.length > INPUT_MAX_CHARACTERS ? [] : Array.from(input).filter((one) => !SEPARATOR.test(one));
}

/**
 * Reads what a person typed: lower case, spaces, dashes, bidi marks, digits of any script, o for 0, i or l for 1 and Cyrillic
 * letters drawn alike are accepted.
 * Refuses as `malformed` what is not ten symbols and as `mistyped` what fails the check symbols; then `suggestion`
 * is the only valid code one symbol away, if there is one. A suggestion is for asking, never for acting upon.
 */
export function parseClientCode(input: string): ParsedClientCode {
  if (input.length > INPUT_MAX_CHARACTERS) return { ok: false, reason: 'malformed' };
  const word: number[] = [];
  for (const character of input) {
    if (SEPARATOR.test(character)) continue;
    const value = VALUE_OF_CHARACTER.get(character);
    if (value === undefined) return { ok: false, reason: 'malformed' };
    word.push(value);
  }
  if (word.length !== CODE_SYMBOLS) return { ok: false, reason: 'malformed' };
  const { plain, weighted } = syndromes(word);
  if (plain === 0 && weighted === 0) {
    return { ok: true, code: word.map((symbol) => CODE_ALPHABET[symbol]).join('') };
  }
  // One wrong symbol at position p adds e to the plain sum and alpha^p * e to the weighted one.
  if (plain === 0 || weighted === 0) return { ok: false, reason: 'mistyped' };
  const position = LOG[divide(weighted, plain)]!;
  if (position >= CODE_SYMBOLS) return { ok: false, reason: 'mistyped' };
  word[position] = word[position]! ^ plain;
  return { ok: false, reason: 'mistyped', suggestion: word.map((symbol) => CODE_ALPHABET[symbol]).join('') };
}

/** Digits that are read as letters, so that a block-list of letters also catches digits standing in for them. */
const READ_AS: Readonly<Record<string, string>> = {
  '0': 'O',
  '1': 'I',
  '3': 'E',
  '4': 'A',
  '5': 'S',
  '7': 'T',
  '8': 'B',
};

/** Fragments nobody should carry on a card: English, and Russian and Arabic insults as they look or sound in Latin. */
const UNFIT_FRAGMENTS = [
  ...[
    'FVCK',
    'FCK',
    'FVK',
    'SHIT',
    'SHT',
    'CNT',
    'CVNT',
    'COCK',
    'DICK',
    'TWAT',
    'SLVT',
    'SEX',
    'RAPE',
    'ASS',
    'TIT',
  ],
  ...[
    'PISS',
    'DIE',
    'DEAD',
    'KILL',
    'HATE',
    'LOSER',
    'IDIOT',
    'CRAZY',
    'PSYCHO',
    'NAZI',
    'KKK',
    'HIV',
    'AIDS',
  ],
  ...['JVNK', 'DOPE', 'METH', 'CRACK', 'HEROIN', 'BVM', 'CRIM', 'JAIL', 'FAG', 'GAY', 'NIG'],
  ...[
    'XYN',
    'XYI',
    'XEP',
    'CYKA',
    'SYKA',
    'BLIA',
    'BLYA',
    'EBAT',
    'EBAL',
    'HYI',
    'HVI',
    'PIZD',
    'MYDAK',
    'CHMO',
    'GAD',
  ],
  ...['KOSS', 'KHRA', 'KALB', 'HMAR', 'AHBAL', 'SHARM', 'KAFIR'],
];
const UNFIT_NUMBERS = ['666', '1488'];

/** Says whether a canonical code could be read as an insult; whoever draws codes then draws again. */
export function isUnfitCode(code: string): boolean {
  if (UNFIT_NUMBERS.some((number) => code.includes(number))) return true;
  const read = [...code].map((symbol) => READ_AS[symbol] ?? symbol).join('');
  return UNFIT_FRAGMENTS.some((fragment) => read.includes(fragment));
}
