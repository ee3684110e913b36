import { LIMITS } from '../charter/limits.js';

const NAME = /^[a-z][a-z_]{0,39}$/;
/** `handoff.next_step`, `overdue`, `2026-11-23`, `did-not-arrive,recalled`. */
const LOWER = /^[a-z0-9]+([._:,-][a-z0-9]+)*$/;
/** `EG-REHAB-1`, `7K3M-9QXR-T4`. */
const UPPER = /^[A-Z0-9]+(-[A-Z0-9]+)*$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/** Whether a search word of a list is a code, a word of the charter, a number, a day or an instant: never what somebody typed about a person. */
export function isSearchWord(value: string): boolean {
  return (
    value.length <= LIMITS.saved_view_word_characters_max &&
    (LOWER.test(value) || UPPER.test(value) || INSTANT.test(value))
  );
}

/** The names of search words that are not of a known shape, in the order they came; too many words: `search`. */
export function unfitSearchWords(search: Readonly<Record<string, string>>): string[] {
  const words = Object.entries(search);
  if (words.length > LIMITS.saved_view_words_max) return ['search'];
  return words
    .filter(([name, value]) => !NAME.test(name) || !isSearchWord(value))
    .map(([name]) => `search.${NAME.test(name) ? name : '?'}`);
}
