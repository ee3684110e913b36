import type { Language } from '../charter/code-lists.js';
import { paper as ar } from './paper.ar.js';
import { paper as en } from './paper.en.js';
import { paper as ru } from './paper.ru.js';

/** What the papers of a client say, by language. */
export const PAPER_WORDS = { en, ru, ar } as const satisfies Record<Language, typeof en>;
export type PaperWords = typeof en;

/** A sentence with its places filled in. */
export function filled(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
