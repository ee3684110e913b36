import { withClient } from '../support/client.js';
import { addHouses, addOffice, type Town, type TownHouse } from '../support/model-town.js';
import { openServiceHouse, type ServiceHouse } from '../support/service-house.js';
import { choose, rivals } from './choose.js';
import type { Command } from './commands.js';
import { brokenLaws } from './invariants.js';
import type { World } from './model.js';
import { Chance } from './random.js';
import { Tally } from './tally.js';
import { Disagreement, Tour } from './tour.js';

const JURISDICTION = 'EG';
const HOUSES = 3;
/** Handoffs after which a town is left; small towns keep the oracle quick and a trail short enough to read. */
const HANDOFFS_PER_TOUR = 40;
const STEPS_PER_TOUR_MAX = 600;

export interface CampaignOptions {
  /** Handoffs to drive through the machine, at least. */
  readonly count: number;
  readonly seed: number;
  /** Towns that live at the same time on one database. */
  readonly lanes: number;
  /** Towns that share a database; then every law is asked of it, the audit verified, and a new one made. */
  readonly toursPerHouse: number;
  /** Only this tour, to replay it. */
  readonly tour?: number;
  readonly say?: (line: string) => void;
  /** Ends the run with the towns that live now; what was found so far is reported. */
  readonly signal?: AbortSignal;
  /** Goes on with the next town where a law was broken, to find more in one run. */
  readonly goOn?: boolean;
}

export interface Violation {
  readonly seed: number;
  readonly tour: number | null;
  readonly what: string;
}

export interface CampaignReport {
  readonly tally: Tally;
  readonly tours: number;
  readonly audited: number;
  readonly seconds: number;
  readonly violations: readonly Violation[];
}

/**
 * Drives handoffs through the machine: small towns of three houses and a coordination office, each with people who act by
 * chance, alone and at once. Every answer and every state is compared with the oracle, every law asked of each database.
 */
export async function runCampaign(options: CampaignOptions): Promise<CampaignReport> {
  const started = performance.now();
  const tally = new Tally();
  const violations: Violation[] = [];
  let tours = options.tour ?? 0;
  let audited = 0;
  while (
    (options.goOn === true || violations.length === 0) &&
    tally.handoffs < options.count &&
    !options.signal?.aborted
  ) {
    const wanted = options.tour === undefined ? options.toursPerHouse : 1;
    const numbers = Array.from({ length: wanted }, (_, n) => tours + n);
    tours += wanted;
    const batch = await runBatch(options, numbers, tally);
    violations.push(...batch.violations);
    for (const { tour, what } of batch.violations)
      options.say?.(`broken in tour ${tour ?? 'unknown'}: ${what.slice(0, 600)}`);
    audited += batch.audited;
    const seconds = (performance.now() - started) / 1000;
    options.say?.(
      `${tally.handoffs} handoffs, ${tally.commands} commands, ${(tally.handoffs / seconds).toFixed(1)} handoffs/s, ${violations.length} violations`,
    );
    if (options.tour !== undefined) break;
  }
  return { tally, tours, audited, seconds: (performance.now() - started) / 1000, violations };
}

interface Batch {
  readonly violations: Violation[];
  readonly audited: number;
}

async function runBatch(options: CampaignOptions, numbers: readonly number[], tally: Tally): Promise<Batch> {
  const house = await openServiceHouse(options.lanes + 2);
  const violations: Violation[] = [];
  const trails = new Map<string, { tour: number; n: number; trail: readonly string[] }>();
  try {
    const office = await withClient(house.database.ownerUrl, (owner) => addOffice(owner, JURISDICTION));
    const left = [...numbers];
    const lane = async (): Promise<void> => {
      for (
        let number = left.shift();
        number !== undefined && (options.goOn === true || violations.length === 0);
        number = left.shift()
      ) {
        const { tour, error } = await runTour(house, office, options.seed, number, tally);
        for (const [n, reference] of tour.desk.names.handoffs.entries())
          trails.set(reference, { tour: number, n, trail: tour.trail });
        if (error) violations.push({ seed: options.seed, tour: number, what: error });
      }
    };
    await Promise.all(Array.from({ length: options.lanes }, lane));
    const { found, audited, deadlocks } = await inspect(house);
    tally.deadlocks += deadlocks;
    violations.push(
      ...found.map((what) => {
        const about = [...trails].find(([reference]) => what.includes(reference))?.[1];
        return {
          seed: options.seed,
          tour: about?.tour ?? null,
          what: [about ? `${what} (handoff #${about.n})` : what, ...(about?.trail ?? [])].join('\n'),
        };
      }),
    );
    return { violations, audited };
  } finally {
    await house.close();
  }
}

/** Every law of every row, and the whole log. */
async function inspect(
  house: ServiceHouse,
): Promise<{ found: string[]; audited: number; deadlocks: number }> {
  const found = await brokenLaws(house);
  const { ok, findings, leaves } = await house.verifyAudit();
  if (!ok)
    found.push(`the audit verifies: ${findings.map(({ place, what }) => `${place} ${what}`).join('; ')}`);
  const [counted] = await house.rows<{ deadlocks: number }>(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  );
  return { found, audited: leaves, deadlocks: counted!.deadlocks };
}

async function runTour(
  house: ServiceHouse,
  office: TownHouse,
  seed: number,
  number: number,
  tally: Tally,
): Promise<{ tour: Tour; error: string | undefined }> {
  const own = new Tally();
  const houses = await withClient(house.database.ownerUrl, (owner) => addHouses(owner, JURISDICTION, HOUSES));
  const tour = new Tour(house, { houses, office }, newWorld(houses), own);
  const chance = new Chance(Math.imul(seed, 2_654_435_761) ^ Math.imul(number + 1, 40_503));
  try {
    await live(tour, own, chance);
    await tour.finish();
    return { tour, error: undefined };
  } catch (error) {
    return { tour, error: error instanceof Disagreement ? error.message : (error as Error).stack! };
  } finally {
    tally.add(own);
  }
}

/** People do what people do: mostly one at a time, often at once, sometimes the same again. */
async function live(tour: Tour, tally: Tally, chance: Chance): Promise<void> {
  const done: Command[] = [];
  for (let steps = 0; steps < STEPS_PER_TOUR_MAX && tally.handoffs < HANDOFFS_PER_TOUR; steps += 1) {
    const again = done.length > 0 && chance.happens(0.04);
    const first = again ? chance.of(done.slice(-20)) : choose(tour.world, chance);
    if (!first) continue;
    if (again || !chance.happens(0.15)) await tour.step(first);
    else {
      const together = [first, ...rivals(tour.world, first, chance)];
      if (together.length === 1) await tour.step(first);
      else await tour.race(together);
    }
    if (first.verb !== 'tick') done.push(first);
  }
}

export function newWorld(houses: Town['houses']): World {
  return {
    houses: houses.map(() => ({ registered: true, licensed: true, places: {} })),
    clients: [],
    consents: [],
    handoffs: [],
    changes: [],
    done: {},
  };
}
