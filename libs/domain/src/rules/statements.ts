import {
  DISCLOSURE_TIERS,
  PACKET_FIELDS,
  type ConsentCategory,
  type DisclosureTier,
} from '../charter/consent.js';
import { STATEMENT_BESIDE } from '../charter/statements.js';
import type { ClientStatement, PacketStatement } from '../wire/handoff.js';
import { sensitivitiesIn } from './sensitive.js';

/**
 * What must be open for a client's words to be read: the categories of everything they stand beside, and what the words themselves
 * name of that which is asked for apart. Whoever writes "I never had hepatitis" has named it.
 */
export function categoriesOfStatement({ about, words }: ClientStatement): ConsentCategory[] {
  const beside = STATEMENT_BESIDE[about]
    .map((field) => PACKET_FIELDS[field].category)
    .filter((category) => category !== null && category !== 'each');
  return [...new Set([...beside, ...sensitivitiesIn(words)])];
}

/** The statements that these categories open, from a tier on; without a tier all that were given. Fewer categories never open more. */
export function statementsFor(
  statements: readonly ClientStatement[],
  categories: readonly ConsentCategory[],
  tier: DisclosureTier = 'D4',
): PacketStatement[] {
  const reached = DISCLOSURE_TIERS.indexOf(tier);
  return statements
    .map(({ about, words, said_on }) => ({
      about,
      words,
      said_on,
      categories: categoriesOfStatement({ about, words, said_on }),
    }))
    .filter(
      (one) =>
        one.categories.every((category) => categories.includes(category)) &&
        [PACKET_FIELDS.statements, ...STATEMENT_BESIDE[one.about].map((field) => PACKET_FIELDS[field])].every(
          ({ from }) => DISCLOSURE_TIERS.indexOf(from) <= reached,
        ),
    );
}
