import type { Language } from '#domain/charter/code-lists.js';
import { CSV_BYTE_ORDER_MARK, CSV_LINE_END, csvLine } from '#domain/rules/csv.js';
import type { PartnerToken, ProgrammeView } from '#domain/wire/eligibility.js';
import { programmeOf, tierOf } from './partner-desk.pages.js';
import { PARTNER_WORDS } from './partner-desk.words.js';

/** The tokens that were shown to a partner as comma-separated values, in the words of their page. */
export function tokenTable(
  language: Language,
  programmes: readonly ProgrammeView[],
  tokens: readonly PartnerToken[],
): string {
  const words = PARTNER_WORDS[language];
  const heading = [
    words.person,
    words.programme,
    words.tier,
    words.validUntil,
    words.state,
    words.use,
    words.shownAt,
    words.usedAt,
  ];
  const lines = tokens.map((token) => [
    token.person,
    programmeOf({ language }, programmes, token),
    tierOf({ language }, programmes, token),
    token.valid_until_on,
    words.states[token.state],
    words.uses[token.use],
    token.shown_at,
    token.used_at,
  ]);
  return `${CSV_BYTE_ORDER_MARK}${[heading, ...lines].map((line) => `${csvLine(line)}${CSV_LINE_END}`).join('')}`;
}
