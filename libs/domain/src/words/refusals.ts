import type { Language } from '../charter/code-lists.js';
import type { RefusalParameters } from '../refusal.js';
import { REFUSALS_AR } from './refusals.ar.js';
import { REFUSALS_EN } from './refusals.en.js';
import type { RefusalCode, RefusalWords } from './refusals.en.js';
import { REFUSALS_RU } from './refusals.ru.js';
import { termsInWords } from './terms.js';

/** Every refusal in every language of the product. */
export const REFUSALS = { en: REFUSALS_EN, ru: REFUSALS_RU, ar: REFUSALS_AR } as const satisfies Record<
  Language,
  RefusalWords
>;

const PLACEHOLDER = /\{(\w+)\}/g;

/** The names of the parameters a sentence asks for, sorted, each once. */
export function placeholders(sentence: string): string[] {
  return [...new Set([...sentence.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''))].sort();
}

/**
 * The sentence of a refusal in the reader's language, with its parameters filled in; codes of stages and criteria among
 * them become words. A parameter that was not given leaves its placeholder visible rather than a hole in the sentence.
 */
export function refusalSentence(
  language: Language,
  code: RefusalCode,
  parameters: RefusalParameters = {},
): string {
  return REFUSALS[language][code].replace(PLACEHOLDER, (placeholder, name: string) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return value === undefined ? placeholder : termsInWords(language, String(value));
  });
}
