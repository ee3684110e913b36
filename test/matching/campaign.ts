import { LIMITS } from '#domain/charter/limits.js';
import type { Identity } from '#platform/vault/identity.js';
import { Chance } from '../simulation/random.js';
import { CORRUPTION_KINDS, corrupt, type CorruptionKind } from './corruptions.js';
import { readFebrl } from './febrl.js';
import { Haystack } from './measure.js';
import { inventPeople, type Person } from './people.js';

export interface Tally {
  asked: number;
  /** The person was among those whose tokens met. */
  named: number;
  /** The person was among those a human is shown first. */
  found: number;
  strong: number;
  /** Others who were decrypted and compared; others who were shown. */
  strangersCompared: number;
  strangersShown: number;
}

export interface MatchingReport {
  readonly people: number;
  readonly seed: number;
  readonly kinds: ReadonlyMap<string, Tally>;
  /** Answers to searches for people who are not there. */
  readonly strangers: Tally;
  readonly byIndex: ReadonlyMap<number, { readonly strangers: number; readonly mostCommon: number }>;
  readonly tokensKept: number;
  readonly tokensAsked: number;
  readonly febrl: ReadonlyMap<string, Tally>;
  readonly missed: readonly Missed[];
}

export interface Missed {
  readonly kind: string;
  readonly wanted: Identity;
  readonly asked: Identity;
  readonly wasNamed: boolean;
}

export interface MatchingOptions {
  readonly people: number;
  readonly seed: number;
  /** Searches for people who are not in the list. */
  readonly strangers: number;
}

const MISSES_KEPT = 400;

/**
 * Writes down so many invented people, asks for each of them with one kind of mistake, for strangers, and for the duplicates
 * of FEBRL, and counts. The same options give the same counts.
 */
export function measureMatching({ people, seed, strangers }: MatchingOptions): MatchingReport {
  const invented = inventPeople(people, seed);
  const haystack = new Haystack(invented.map(({ identity }) => identity));
  const kinds = new Map<string, Tally>(CORRUPTION_KINDS.map((kind) => [kind, emptyTally()]));
  const missed: Missed[] = [];
  const indexes = new Map<number, number>();
  let tokensAsked = 0;
  const chance = new Chance(seed + 1);
  invented.forEach((person, at) => {
    const { kind, identity } = corrupted(person, at, chance);
    const answer = haystack.ask(identity, at);
    const tally = kinds.get(kind)!;
    count(tally, answer, at);
    tokensAsked += answer.tokens;
    if (identity.birthDate !== undefined)
      for (const [index, met] of answer.byIndex) indexes.set(index, (indexes.get(index) ?? 0) + met);
    const isFound = answer.shown.slice(0, LIMITS.duplicate_candidates_max).some((one) => one.person === at);
    if (!isFound && missed.length < MISSES_KEPT)
      missed.push({ kind, wanted: person.identity, asked: identity, wasNamed: answer.candidates.has(at) });
  });
  const nobody = emptyTally();
  for (const { identity } of inventPeople(strangers, seed + 2)) {
    const { phones: _phones, documents: _documents, ...names } = identity;
    count(nobody, haystack.ask(names), -1);
  }
  const byIndex = new Map(
    [...indexes].map(([index, met]) => [
      index,
      { strangers: met / people, mostCommon: haystack.mostCommon(index) },
    ]),
  );
  return {
    people,
    seed,
    kinds,
    strangers: nobody,
    byIndex,
    tokensKept: haystack.tokensPerPerson,
    tokensAsked: tokensAsked / people,
    febrl: measureFebrl(),
    missed,
  };
}

/** Each person gets the next kind of mistake that fits; at least one always does. */
function corrupted(person: Person, at: number, chance: Chance): { kind: CorruptionKind; identity: Identity } {
  for (let step = 0; step < CORRUPTION_KINDS.length; step += 1) {
    const kind = CORRUPTION_KINDS[(at * 7 + step) % CORRUPTION_KINDS.length]!;
    const identity = corrupt(kind, person, chance);
    if (identity) return { kind, identity };
  }
  throw new Error('no kind of mistake fits this person');
}

function emptyTally(): Tally {
  return { asked: 0, named: 0, found: 0, strong: 0, strangersCompared: 0, strangersShown: 0 };
}

function count(tally: Tally, { candidates, shown }: ReturnType<Haystack['ask']>, person: number): void {
  const first = shown.slice(0, LIMITS.duplicate_candidates_max);
  const own = first.find((one) => one.person === person);
  tally.asked += 1;
  if (candidates.has(person)) tally.named += 1;
  if (own) tally.found += 1;
  if (own?.match.strength === 'strong') tally.strong += 1;
  tally.strangersCompared += candidates.size - (candidates.has(person) ? 1 : 0);
  tally.strangersShown += first.length - (own ? 1 : 0);
}

function measureFebrl(): Map<string, Tally> {
  const { originals, duplicates } = readFebrl();
  const ways: Record<string, (identity: Identity) => Identity> = {
    'names and date of birth': ({ documents: _documents, ...names }) => names,
    'names, date of birth and number': (identity) => identity,
  };
  const tallies = new Map<string, Tally>();
  for (const [way, asked] of Object.entries(ways)) {
    const haystack = new Haystack(originals.map(({ identity }) => identity));
    const tally = emptyTally();
    for (const { pair, identity } of duplicates) {
      count(
        tally,
        haystack.ask(asked(identity)),
        originals.findIndex((one) => one.pair === pair),
      );
    }
    tallies.set(way, tally);
  }
  return tallies;
}
