import type { Language } from '../charter/code-lists.js';
import { codes as ar } from './codes.ar.js';
import { codes as en } from './codes.en.js';
import { codes as ru } from './codes.ru.js';
import type { CodeWords } from './code-words.js';

/** Words of the values of the charter, by list and code: the screens and what leaves as a table say the same. */
export const CODE_WORDS = { en, ru, ar } as const satisfies Record<Language, CodeWords<typeof en>>;

export type CodeList = keyof typeof en;

/** The word of a code in the reader's language; a code without one stays as it is rather than vanish. */
export function wordOf(language: Language, list: CodeList, code: string): string {
  const words: Readonly<Record<string, string>> = CODE_WORDS[language][list];
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code;
}
