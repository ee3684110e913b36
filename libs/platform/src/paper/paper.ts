import type { Language } from '#domain/charter/code-lists.js';

/** How a paper looks, said once for every paper: the parts it may have, in the order they stand. */
export type PaperBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly language?: Language }
  /** Something that must not be overlooked, in a frame. */
  | { readonly kind: 'notice'; readonly title: string; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [label: string, value: string])[] }
  | PaperTable;

export interface PaperTable {
  readonly kind: 'table';
  readonly head: readonly string[];
  /** How wide each column is beside the others. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly string[])[];
}

export interface Paper {
  readonly title: string;
  readonly language: Language;
  /** At the foot of every page. It must say nothing of what is treated where (R-D10). */
  readonly issuer: string;
  readonly issuedAt: Date;
  readonly pageOf: (page: number, pages: number) => string;
  readonly blocks: readonly PaperBlock[];
}

const OPEN = '\u2068';
const LEFT_TO_RIGHT = '\u2066';
const CLOSE = '\u2069';

/** What somebody else wrote, inside a sentence of ours: it keeps its own direction and turns nothing around it. */
export function apart(value: string): string {
  return `${OPEN}${value}${CLOSE}`;
}

/** A code, a number or a day in digits: from left to right in every language. */
export function code(value: string): string {
  return `${LEFT_TO_RIGHT}${value}${CLOSE}`;
}

/** The text without the marks that say its direction, for whoever is no paper. */
export function stripDirections(text: string): string {
  return text.replace(/[\u2066-\u2069]/g, '');
}
