import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withClient } from '../support/client.js';
import { addHouses, addOffice, type TownHouse } from '../support/model-town.js';
import { openServiceHouse, type ServiceHouse } from '../support/service-house.js';
import { newWorld } from './campaign.js';
import { plan } from './choose.js';
import { ERRANDS, EVENTS, OFFICE_MOVES, type Command, type Verb } from './commands.js';
import { SIDE_MOVES } from './handoff-steps.js';
import { brokenLaws } from './invariants.js';
import { Chance } from './random.js';
import { Tally } from './tally.js';
import { Tour } from './tour.js';

/**
 * HANDRAIL_SEED and HANDRAIL_PATH run a failing walk again, HANDRAIL_REPLAY (the replayPath that was printed) the very
 * commands of it; HANDRAIL_RUNS asks for more walks.
 */
const SEED = Number(process.env['HANDRAIL_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const PATH = process.env['HANDRAIL_PATH'];
const REPLAY = process.env['HANDRAIL_REPLAY'];
const RUNS = Number(process.env['HANDRAIL_RUNS'] ?? 25);

let house: ServiceHouse;
let office: TownHouse;

beforeAll(async () => {
  house = await openServiceHouse(4);
  office = await withClient(house.database.ownerUrl, (owner) => addOffice(owner, 'EG'));
}, 120_000);
afterAll(() => house?.close(), 60_000);

/** Something somebody does, on whatever there is for it in the world it meets: that is what lets a walk be shortened. */
class Act implements fc.AsyncCommand<Tour, Tour> {
  private did: string | undefined;

  constructor(
    private readonly verb: Verb,
    private readonly luck: number,
    /** The same command once more, under the same key. */
    private readonly twice: boolean,
  ) {}

  check(tour: Readonly<Tour>): boolean {
    return this.chosen(tour) !== undefined;
  }

  async run(_model: Tour, tour: Tour): Promise<void> {
    const command = this.chosen(tour)!;
    await tour.step(command);
    if (this.twice) await tour.step(command);
    this.did = tour.trail.at(-1);
  }

  toString(): string {
    return this.did ?? `${this.verb}(${this.luck})`;
  }

  private chosen(tour: Readonly<Tour>): Command | undefined {
    return plan(this.verb, tour.world, new Chance(this.luck));
  }
}

const verbs: readonly Verb[] = [
  ...SIDE_MOVES,
  ...ERRANDS,
  ...OFFICE_MOVES,
  ...EVENTS,
  // What everything else needs comes more often.
  ...Array<Verb>(6).fill('admit'),
  ...Array<Verb>(12).fill('consent'),
  ...Array<Verb>(12).fill('offer'),
  ...Array<Verb>(6).fill('take'),
  ...Array<Verb>(10).fill('accept'),
  ...Array<Verb>(6).fill('arrive'),
  ...Array<Verb>(6).fill('tick'),
];

const acts = fc
  .tuple(fc.constantFrom(...verbs), fc.noShrink(fc.nat()), fc.integer({ min: 0, max: 19 }))
  .map(([verb, luck, again]) => new Act(verb, luck, again === 1 && verb !== 'tick'));

describe(`The services against the design, seed ${SEED}`, () => {
  it('whatever is asked, by whomever, once or twice, early or late: every answer and every state is the one the design says', async () => {
    const tally = new Tally();
    await fc.assert(
      fc.asyncProperty(
        fc.commands([acts], { maxCommands: 80, size: 'max', ...(REPLAY ? { replayPath: REPLAY } : {}) }),
        async (commands) => {
          await fc.asyncModelRun(async () => {
            const houses = await withClient(house.database.ownerUrl, (owner) => addHouses(owner, 'EG', 3));
            const tour = new Tour(house, { houses, office }, newWorld(houses), tally);
            return { model: tour, real: tour };
          }, commands);
        },
      ),
      {
        seed: SEED,
        numRuns: RUNS,
        endOnFailure: false,
        ...(PATH ? { path: PATH } : {}),
        reporter: (run) => {
          if (!run.failed) return;
          throw new Error(
            `HANDRAIL_SEED=${run.seed} HANDRAIL_PATH=${run.counterexamplePath} (${run.numShrinks} times shortened)\n${String(run.errorInstance)}\n${fc.defaultReportMessage(run)}`,
          );
        },
      },
    );
    expect(await brokenLaws(house)).toEqual([]);
    expect(tally.handoffs).toBeGreaterThan(0);
  }, 600_000);
});
