import type { RefusalCode } from './words/refusals.en.js';

export type { RefusalCode } from './words/refusals.en.js';

/** Values a refusal's sentence may name: never client data, because refusals reach logs and the audit. */
export type RefusalParameters = Readonly<Record<string, string | number>>;

/**
 * An expected "no": a rule of the charter, the law or the database said so. It carries a code (the sentence in
 * each language is in `words/`), the field it concerns and neutral parameters. A form collects several.
 */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly details: {
      readonly field?: string;
      readonly parameters?: RefusalParameters;
      readonly also?: readonly Refusal[];
    } = {},
  ) {
    super(code);
    this.name = 'Refusal';
  }
}

/** Throws the refusals of a form as one, so that a person mends everything in one go; returns quietly when there are none. */
export function refuseIfAny(refusals: readonly Refusal[]): void {
  const [first, ...rest] = refusals;
  if (!first) return;
  throw rest.length === 0 ? first : new Refusal(first.code, { ...first.details, also: rest });
}
