import type { Language } from '../charter/code-lists.js';
import type { CodeWords } from './code-words.js';
import { CONSENT_ENDS_AR, CONSENT_PARTS_AR, CONSENT_WORDS_AR } from './consent.ar.js';
import { CONSENT_ENDS_EN, CONSENT_PARTS_EN, CONSENT_WORDS_EN } from './consent.en.js';
import { CONSENT_ENDS_RU, CONSENT_PARTS_RU, CONSENT_WORDS_RU } from './consent.ru.js';

/** The words of a consent in every language: document, pages and papers say the same. */
export const CONSENT_WORDS = {
  en: CONSENT_WORDS_EN,
  ru: CONSENT_WORDS_RU,
  ar: CONSENT_WORDS_AR,
} as const satisfies Record<Language, CodeWords<typeof CONSENT_WORDS_EN>>;

/** The labels of the lines of a consent in every language. */
export const CONSENT_PARTS = {
  en: CONSENT_PARTS_EN,
  ru: CONSENT_PARTS_RU,
  ar: CONSENT_PARTS_AR,
} as const satisfies Record<Language, CodeWords<typeof CONSENT_PARTS_EN>>;

/** How long a consent counts, in the client’s words in every language. */
export const CONSENT_END_WORDS = {
  en: CONSENT_ENDS_EN,
  ru: CONSENT_ENDS_RU,
  ar: CONSENT_ENDS_AR,
} as const satisfies Record<Language, CodeWords<typeof CONSENT_ENDS_EN>>;
