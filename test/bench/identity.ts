import { randomInt } from 'node:crypto';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientModule } from '#casework/client/client.module.js';
import { ClientService } from '#casework/client/client.service.js';
import { IdentitySearchService } from '#casework/client/identity-search.service.js';
import { ROW_CLASSES } from '#casework/row-classes.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { AdmissionRequest, DuplicateSearchRequest } from '#domain/wire/client.js';
import { readConfig } from '#platform/config/config.js';
import { ConfigModule } from '#platform/config/config.module.js';
import type { Actor } from '#platform/db/actor.js';
import { DatabaseModule } from '#platform/db/database.module.js';
import { loadPacks, PacksModule } from '#platform/packs/packs.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { Chance } from '../simulation/random.js';
import { CORRUPTION_KINDS, corrupt } from '../matching/corruptions.js';
import { inventPeople, type Person } from '../matching/people.js';
import { withClient } from '../support/client.js';
import type { BenchDatabase, Cluster } from './cluster.js';
import { fillIdentities } from './identity-fill.js';
import { layOut, type Layout, type Organisation } from './network.js';

/** Searches and registrations with so many people in flight; the pool has one connection for each. */
const AT_ONCE = 8;
const WARM_UP = 100;
/** One account registers everybody here, so the searches that the hour allows it are counted anew before they are used up. */
const SEARCHES_BETWEEN = Math.floor(LIMITS.identity_searches_per_hour / 4);

interface Rate {
  readonly what: string;
  readonly count: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** What a search and a registration take among so many people whom one organisation knows. */
export interface IdentityFigures {
  readonly people: number;
  readonly rates: readonly Rate[];
  readonly found: number;
  readonly asked: number;
}

export interface IdentitySizes {
  readonly people: number;
  readonly searches: number;
  readonly seconds: number;
  readonly seed: number;
}

@Module({ imports: [ClientModule] })
class IdentityRoom {}

/**
 * Fills a database of its own and measures the services behind the door, with real logins, audit and vault: no HTTP, no
 * limit on searches, and without the least time that an answer takes.
 */
export async function measureIdentity(
  cluster: Cluster,
  { people, searches: count, seconds, seed }: IdentitySizes,
  say: (line: string) => void,
): Promise<IdentityFigures> {
  const database = await cluster.database(people, 'identity');
  const layout = oneHouse(people, seed);
  const house = layout.groups[0]!.organisations[0]!;
  const keys = new VaultKeys(cluster.keys.ring);
  const known = await fillIdentities({ database, keys, people, seed, house, layout, say });
  const room = await openRoom(cluster, database.url('api'), database.url('vault'));
  try {
    const searching = room.get(IdentitySearchService, { strict: false });
    const clients = room.get(ClientService, { strict: false });
    const actor = actorOf(house);
    const searches = new Searches(known, seed);
    const look = async (): Promise<void> => {
      searches.count(await searching.look(actor, {}, searches.next()));
    };
    await times(Math.min(WARM_UP, count), 1, look);
    say(`${count} searches, alone and ${AT_ONCE} at once`);
    const alone = await times(count, 1, look);
    const together = await times(count, AT_ONCE, look);
    const newcomers = new Newcomers(seed);
    const admissions: Rate[] = [];
    let asked = 0;
    for (const [what, reviewed, isNamed] of WAYS) {
      say(`${what}, for ${seconds * 3} s`);
      const admit = async (): Promise<void> => {
        if ((asked += 1) % SEARCHES_BETWEEN === 0) await forgetSearches(database);
        await clients.admit(actor, {}, newcomers.next(reviewed, isNamed)).catch(refusedIsAnAnswer);
      };
      admissions.push(rateOf(what, await forSeconds(seconds * 3, AT_ONCE, admit)));
    }
    return {
      people,
      rates: [rateOf('search, alone', alone), rateOf(`search, ${AT_ONCE} at once`, together), ...admissions],
      found: searches.found,
      asked: searches.asked,
    };
  } finally {
    await room.close();
  }
}

async function forgetSearches({ superuserUrl }: BenchDatabase): Promise<void> {
  await withClient(superuserUrl, (client) => client.query('delete from access.rate_limit'));
}

/** What is asked, whether a human has reviewed doubles already, and whether the vault has a part in it. */
const WAYS: ReadonlyArray<readonly [string, boolean, boolean]> = [
  ['registration with its search for doubles, and the vault', false, true],
  ['registration with the vault, doubles reviewed', true, true],
  ['registration without the vault (anonymous)', true, false],
];

/** The report, a line for each figure; milliseconds. */
export function linesOfIdentity({ people, rates, found, asked }: IdentityFigures): string[] {
  return [
    `identity, ${people.toLocaleString('en')} people known to one organisation`,
    ...rates.map(
      ({ what, count, perSecond, p50, p99 }) =>
        `  ${what}: ${perSecond.toFixed(1)} a second, p50/p99 ${p50.toFixed(1)}/${p99.toFixed(1)} ms, ${count} measured`,
    ),
    `  found among the first ten: ${found} of ${asked} who were asked for with one mistake each`,
  ];
}

function oneHouse(people: number, seed: number): Layout {
  const { others } = layOut(people, [], seed);
  const [house] = others;
  if (!house) throw new Error('a network has organisations');
  const group = { asked: people, visible: people, organisations: [house] };
  return { clients: people, groups: [group], others: [], holder: () => ({ group: 0, organisation: house }) };
}

async function openRoom(cluster: Cluster, api: string, vault: string): Promise<INestApplicationContext> {
  const config = Object.freeze({
    ...readConfig({ HANDRAIL_DATA: cluster.folder, HANDRAIL_KEYS: cluster.keys.directory }),
    databaseUrls: { api, vault },
    poolSize: 2 * AT_ONCE,
  });
  const shared = [ConfigModule.forRoot(config, cluster.keys), PacksModule.forRoot(loadPacks())];
  return await NestFactory.createApplicationContext(
    { module: IdentityRoom, imports: [...shared, DatabaseModule.forRoot('api', ROW_CLASSES, true)] },
    { logger: false, abortOnError: false },
  );
}

function actorOf({ id, account }: Organisation): Actor {
  return { kind: 'staff', account, organisation: id, roles: ['case_manager'], name: 'Somebody' };
}

/** Searches for people who are there, each with the next kind of mistake that fits. */
class Searches {
  asked = 0;
  found = 0;
  private readonly chance: Chance;

  constructor(
    private readonly known: readonly Person[],
    seed: number,
  ) {
    this.chance = new Chance(seed);
  }

  next(): DuplicateSearchRequest {
    const person = this.known[this.asked % this.known.length]!;
    for (let step = 0; ; step += 1) {
      const kind = CORRUPTION_KINDS[(this.asked * 7 + step) % CORRUPTION_KINDS.length]!;
      const wrong = corrupt(kind, person, this.chance);
      if (!wrong) continue;
      this.asked += 1;
      const { givenName, familyName, birthDate, phones } = wrong;
      const born =
        birthDate?.length === 4
          ? { birth_year: Number(birthDate) }
          : birthDate
            ? { birth_on: birthDate }
            : {};
      return {
        given_name: givenName,
        family_name: familyName,
        ...born,
        ...(phones?.[0] ? { phone: phones[0] } : {}),
        reason: 'check',
      };
    }
  }

  /** Somebody was shown: that it is the right one is what `npm run prove -- matching` measures. */
  count({ candidates }: { readonly candidates: readonly unknown[] }): void {
    if (candidates.length > 0) this.found += 1;
  }
}

/** People nobody has written down yet. */
class Newcomers {
  private waiting: Person[] = [];
  private batch = 0;

  constructor(private readonly seed: number) {}

  next(isReviewed: boolean, isNamed: boolean): AdmissionRequest {
    if (this.waiting.length === 0)
      this.waiting = inventPeople(1_000, this.seed + 5_000_000 + (this.batch += 1));
    const { identity } = this.waiting.pop()!;
    return {
      ...(isNamed
        ? {
            identity: {
              given_name: identity.givenName,
              family_name: identity.familyName,
              birth_on: identity.birthDate,
              phones: [`+20${String(randomInt(1e9, 9e9))}`],
            },
          }
        : {}),
      ...(isReviewed ? { duplicates_reviewed: true } : {}),
      language: 'ar',
      referral_source: 'self',
      stage: 'treatment',
      safety: {
        suicide_risk: 'low',
        overdose_within_12_months: null,
        withdrawal_seizures_or_delirium: null,
        weeks_of_pregnancy: null,
        violence_risk: null,
        infectious_tuberculosis: null,
        allergies: null,
        medicines: null,
      },
    };
  }
}

/** A newcomer with a namesake is answered too: a human has to look. Everything else is a defect of the bench. */
function refusedIsAnAnswer(error: Error & { code?: string }): void {
  if (error.code !== 'client.duplicates_found') throw error;
}

interface Taken {
  readonly milliseconds: readonly number[];
  readonly seconds: number;
}

async function times(count: number, atOnce: number, work: () => Promise<void>): Promise<Taken> {
  let left = count;
  return await run(atOnce, work, () => left-- > 0);
}

async function forSeconds(seconds: number, atOnce: number, work: () => Promise<void>): Promise<Taken> {
  const until = performance.now() + seconds * 1_000;
  return await run(atOnce, work, () => performance.now() < until);
}

async function run(atOnce: number, work: () => Promise<void>, more: () => boolean): Promise<Taken> {
  const milliseconds: number[] = [];
  const began = performance.now();
  const lane = async (): Promise<void> => {
    while (more()) {
      const since = performance.now();
      await work();
      milliseconds.push(performance.now() - since);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { milliseconds, seconds: (performance.now() - began) / 1_000 };
}

function rateOf(what: string, { milliseconds, seconds }: Taken): Rate {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { what, count: sorted.length, perSecond: sorted.length / seconds, p50: at(0.5), p99: at(0.99) };
}
