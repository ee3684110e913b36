import { formatClientCode, parseClientCode } from './client-code.js';

/** A form that is kept while somebody writes in it, and what it is about. */
export interface FormName {
  /** The whole name in one spelling: `client/7K3M-9QXR-T4/safety`. */
  readonly form: string;
  /** The form alone: `safety`. */
  readonly kind: string;
  /** The canonical code of the client, or the reference of the handoff, it is about. */
  readonly about: { readonly what: 'client' | 'handoff'; readonly code: string } | null;
}

const KIND = /^[a-z][a-z0-9-]{1,39}$/;

/**
 * Reads the name of a form from an address, where `~` stands for the slashes: `walk-in`, `client~7K3M-9QXR-T4~safety`,
 * `handoff~7K3M-9QXR-T4~accept`. Undefined for anything else, a code that is mistyped included: a name is never mended.
 */
export function parseFormName(input: string): FormName | undefined {
  const parts = input.split(/[~/]/);
  const kind = parts.at(-1) ?? '';
  if (!KIND.test(kind)) return undefined;
  if (parts.length === 1) return { form: kind, kind, about: null };
  const [what, typed] = parts;
  if (parts.length !== 3 || (what !== 'client' && what !== 'handoff')) return undefined;
  const parsed = parseClientCode(typed ?? '');
  if (!parsed.ok) return undefined;
  return {
    form: `${what}/${formatClientCode(parsed.code)}/${kind}`,
    kind,
    about: { what, code: parsed.code },
  };
}
