import { readFileSync, writeFileSync } from 'node:fs';
import { TOKEN_BITS } from '#platform/vault/blind-index.js';
import type { MatchingOptions, MatchingReport, Missed, Tally } from './campaign.js';

/** What docs/identity-matching.md tells of, and what `npm run prove -- matching` does by itself. */
export const MATCHING: MatchingOptions = { people: 50_000, strangers: 5_000, seed: 1 };
/** Less than this over all kinds is a failure. */
export const RECALL_MIN = 0.98;

const DOCUMENT = 'docs/identity-matching.md';
const BEGINS = '<!-- figures: written by npm run prove -- matching --write -->';
const ENDS = '<!-- end of figures -->';
const MILLION = 1_000_000;

const INDEX_NAMES: Readonly<Record<number, string>> = {
  1: 'one name and the date of birth',
  2: 'first, and last, consonants of both names and the date',
  3: 'both names and the year',
  4: 'one name, first consonant of the other, day and month',
  5: 'telephone or document',
};

/** Share of all invented people who were among those a human is shown first. */
export function recallOf({ kinds, people }: MatchingReport): number {
  return [...kinds.values()].reduce((sum, { found }) => sum + found, 0) / people;
}

/** The figures as Markdown, line by line; what depends on the number of people is carried over to a million. */
export function matchingTables(report: MatchingReport): string[] {
  const { people, seed, kinds, strangers, byIndex, tokensKept, tokensAsked, febrl } = report;
  const scale = MILLION / people;
  return [
    `${people.toLocaleString('en')} invented people in three scripts, seed ${seed}: **${percent(recallOf(report))} found**, 0 merged.`,
    '',
    '| kind of mistake | searches | named by tokens | found among the first ten | of these very similar | strangers compared, at 1,000,000 people | strangers shown |',
    '|---|--:|--:|--:|--:|--:|--:|',
    ...[...kinds].map(([kind, tally]) => row(kind, tally, scale)),
    row('*somebody who is not there*', strangers, scale),
    '',
    '| index | bits | strangers named by one search, at 1,000,000 people | people with its most common token |',
    '|---|--:|--:|--:|',
    ...[...byIndex]
      .sort(([a], [b]) => a - b)
      .map(
        ([index, { strangers: met, mostCommon }]) =>
          `| ${INDEX_NAMES[index]} | ${TOKEN_BITS[index as keyof typeof TOKEN_BITS]} | ${(met * scale).toFixed(1)} | ${mostCommon} of ${people.toLocaleString('en')} |`,
      ),
    '',
    `Of one person ${tokensKept.toFixed(1)} tokens are kept; one search asks for ${tokensAsked.toFixed(1)} on average.`,
    '',
    '| FEBRL, 500 duplicates of 500 people | named by tokens | found | strangers shown in all |',
    '|---|--:|--:|--:|',
    ...[...febrl].map(
      ([way, { asked, named, found, strangersShown }]) =>
        `| ${way} | ${percent(named / asked)} | ${percent(found / asked)} | ${strangersShown} |`,
    ),
  ];
}

function row(kind: string, tally: Tally, scale: number): string {
  const { asked, named, found, strong, strangersCompared, strangersShown } = tally;
  const of = (count: number): string => (asked === 0 ? '–' : percent(count / asked));
  const known = found > 0 || named > 0;
  return `| ${kind} | ${asked.toLocaleString('en')} | ${known ? of(named) : '–'} | ${known ? of(found) : '–'} | ${known ? of(strong) : '–'} | ${((strangersCompared / asked) * scale).toFixed(0)} | ${(strangersShown / asked).toFixed(2)} |`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** One search that did not find whom it should. */
export function tellMissed({ kind, wanted, asked, wasNamed }: Missed): string {
  const say = (one: Missed['asked']): string =>
    [one.givenName, one.familyName, one.otherNames ?? '', one.birthDate ?? ''].join(' ');
  return `${kind}: ${say(wanted)} -> ${say(asked)}${wasNamed ? ' (compared, not shown)' : ''}`;
}

/** Puts the figures into the document, between their marks. */
export function writeFigures(report: MatchingReport): void {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [before, rest = ''] = text.split(BEGINS);
  const after = rest.split(ENDS)[1] ?? '';
  writeFileSync(DOCUMENT, `${before}${BEGINS}\n\n${matchingTables(report).join('\n')}\n\n${ENDS}${after}`);
}
