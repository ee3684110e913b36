import { CODE_ALPHABET, CODE_SYMBOLS, codeCharacters, parseClientCode } from './client-code.js';

/**
 * Codes that may have been meant by something that is no code: "did you mean", for a human to answer. The check symbols of a
 * code notice every mistake of these kinds; which of the suggestions exists is known only to whoever can look.
 */

/** What the same keys write on a Latin keyboard: Russian and Arabic layouts. */
const LATIN_KEYS: ReadonlyMap<string, string> = new Map(
  `йq цw уe кr еt нy гu шi щo зp фa ыs вd аf пg рh оj лk дl яz чx сc мv иb тn ьm
   ضq صw ثe قr فt غy عu هi خo حp شa سs يd بf لg اh تj نk مl ئz ءx ؤc رv ىn ةm`
    .split(/\s+/)
    .map((pair) => [pair[0]!, pair[1]!]),
);

const SUGGESTIONS_MAX = 5;

/**
 * Every valid code that is one wrong symbol, two neighbours exchanged, one symbol left out, one too many, one unreadable
 * symbol or another keyboard away from what was typed; at most five, and none for a valid code or for anything longer.
 */
export function suggestClientCodes(input: string): string[] {
  const parsed = parseClientCode(input);
  if (parsed.ok) return [];
  const typed = codeCharacters(input);
  if (Math.abs(typed.length - CODE_SYMBOLS) > 1) return [];
  const found = new Set<string>();
  for (const attempt of attempts(typed)) {
    const code = parseClientCode(attempt.join(''));
    if (code.ok) found.add(code.code);
  }
  if (!parsed.ok && parsed.suggestion) found.add(parsed.suggestion);
  return [...found].slice(0, SUGGESTIONS_MAX);
}

function* attempts(typed: readonly string[]): Generator<readonly string[]> {
  yield typed.map((character) => LATIN_KEYS.get(character.toLowerCase()) ?? character);
  if (typed.length === CODE_SYMBOLS) {
    for (let at = 0; at + 1 < typed.length; at += 1)
      yield [...typed.slice(0, at), typed[at + 1]!, typed[at]!, ...typed.slice(at + 2)];
    const unreadable = typed.flatMap((character, at) => (isReadable(character) ? [] : [at]));
    if (unreadable.length === 1) {
      const [at = 0] = unreadable;
      for (const symbol of CODE_ALPHABET) yield typed.with(at, symbol);
    }
  } else if (typed.length < CODE_SYMBOLS) {
    for (let at = 0; at <= typed.length; at += 1)
      for (const symbol of CODE_ALPHABET) yield [...typed.slice(0, at), symbol, ...typed.slice(at)];
  } else {
    for (let at = 0; at < typed.length; at += 1) yield [...typed.slice(0, at), ...typed.slice(at + 1)];
  }
}

/** Ten of the same symbol are ten symbols, of which at most the check fails. */
function isReadable(character: string): boolean {
  const parsed = parseClientCode(character.repeat(CODE_SYMBOLS));
  return parsed.ok || parsed.reason === 'mistyped';
}
