import {
  comparable,
  matchIdentities,
  type ComparableIdentity,
  type IdentityMatch,
} from '#domain/rules/identity-match.js';
import { blindIndexQuestions, blindIndexTokens, type BlindIndexToken } from '#platform/vault/blind-index.js';
import type { Identity } from '#platform/vault/identity.js';
import { fixedRing, newKeyring } from '#platform/keys/keyring-contents.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';

/** Keys of nobody, the same every time: tokens of a measurement protect no one, and chance has no part in its counts. */
class KeysOfNobody extends VaultKeys {
  override indexKey(index: number): Buffer {
    return Buffer.alloc(32, index);
  }
}

const KEYS = new KeysOfNobody(fixedRing(newKeyring('')));
const THIS_YEAR = 2026;

export interface Shown {
  readonly person: number;
  readonly match: IdentityMatch;
}

export interface Asked {
  /** Whom the tokens named, by index; everybody here would be decrypted and compared. */
  readonly candidates: ReadonlySet<number>;
  readonly byIndex: ReadonlyMap<number, number>;
  readonly tokens: number;
  /** Whom a person would be shown, the likeliest first. */
  readonly shown: readonly Shown[];
}

/** The vault's search in memory: the same tokens, the same comparison, the same order, without a database between them. */
export class Haystack {
  private readonly people: ComparableIdentity[] = [];
  private readonly byToken = new Map<string, number[]>();
  private kept = 0;

  constructor(identities: readonly Identity[]) {
    for (const identity of identities) this.keep(identity);
  }

  /** Tokens kept of one person, on average. */
  get tokensPerPerson(): number {
    return this.kept / this.people.length;
  }

  get size(): number {
    return this.people.length;
  }

  /** Asks for somebody; `own` is the number of the right answer, which is no false candidate. */
  ask(identity: Identity, own = -1): Asked {
    const candidates = new Set<number>();
    const perIndex = new Map<number, Set<number>>();
    const questions = blindIndexQuestions(identity, KEYS, [1], THIS_YEAR);
    for (const token of questions) {
      const found = this.byToken.get(nameOf(token)) ?? [];
      const ofIndex = perIndex.get(token.index) ?? new Set();
      for (const person of found) {
        candidates.add(person);
        if (person !== own) ofIndex.add(person);
      }
      perIndex.set(token.index, ofIndex);
    }
    const wanted = comparable(identity);
    const shown: Shown[] = [];
    for (const person of candidates) {
      const match = matchIdentities(wanted, this.people[person]!);
      if (match) shown.push({ person, match });
    }
    shown.sort((a, b) => b.match.score - a.match.score || a.person - b.person);
    const byIndex = new Map([...perIndex].map(([index, people]) => [index, people.size]));
    return { candidates, byIndex, tokens: questions.length, shown };
  }

  /** How many people carry the most common token of an index: what equal tokens tell whoever reads the table. */
  mostCommon(index: number): number {
    let most = 0;
    for (const [name, people] of this.byToken)
      if (name.startsWith(`${index}/`)) most = Math.max(most, people.length);
    return most;
  }

  private keep(identity: Identity): void {
    const person = this.people.push(comparable(identity)) - 1;
    for (const token of blindIndexTokens(identity, KEYS, 1)) {
      const name = nameOf(token);
      const people = this.byToken.get(name);
      if (people) people.push(person);
      else this.byToken.set(name, [person]);
      this.kept += 1;
    }
  }
}

function nameOf({ index, token }: BlindIndexToken): string {
  return `${index}/${token.toString('hex')}`;
}
