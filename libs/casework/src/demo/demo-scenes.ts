import type { RecordedStage } from '#domain/charter/pathway.js';
import { must } from '#domain/must.js';
import type { DemoWalk, Offer, Trip } from './demo-walk.js';

/** Where a story begins: in which stage the client is, whom they may be sent to next, and for what. */
export interface Scene {
  readonly from: RecordedStage;
  readonly stage: RecordedStage;
  readonly to: string;
  /** Another house for the same, where the road has one. */
  readonly other: string | undefined;
}

const ROAD = ['treatment', 'rehabilitation', 'reintegration', 'employment'] as const;
/** How long somebody stays in each stage before they are sent on, in days. */
const STAYS = {
  treatment: [7, 21],
  rehabilitation: [45, 120],
  reintegration: [40, 90],
  employment: [30, 90],
} as const satisfies Record<RecordedStage, readonly [number, number]>;

/** How often a story begins in which house: most clients are at the beginning of the road. */
const BEGINNINGS = [
  { leg: 0, weight: 50 },
  { leg: 1, weight: 32 },
  { leg: 2, weight: 18 },
] as const;

/** Somebody who has come so far that they can be sent on, from wherever on the road. */
export async function ready(walk: DemoWalk, leg?: 0 | 1 | 2): Promise<Scene> {
  const chosen = leg ?? walk.chance.weighed(BEGINNINGS).leg;
  const scene = await arriveAt(walk, chosen);
  await stay(walk, scene.from);
  return scene;
}

/** Somebody who has just begun a stage: 0 treatment, 1 rehabilitation, 2 reintegration, 3 employment. */
export async function arriveAt(walk: DemoWalk, leg: 0 | 1 | 2 | 3): Promise<Scene> {
  const { road } = walk.plan;
  await walk.admit(road.treatment, 'treatment');
  for (let passed = 0; passed < leg; passed++) {
    const from = stageAt(passed);
    await stay(walk, from);
    const trip = await walk.offer(houseFor(walk, stageAt(passed + 1)), stageAt(passed + 1));
    await sayYes(walk, trip);
    await walk.hours(39, 46);
    await walk.arrive(trip);
    await walk.days(3, 6);
    await walk.report(trip, walk.chance.of(['settled', 'settled', 'started_plan']));
    await walk.hours(6, 40);
    await walk.acknowledge(trip);
    await walk.tickOff('handoff.notice');
  }
  const from = stageAt(leg);
  const stage = stageAt(Math.min(leg + 1, 3));
  const to = houseFor(walk, stage);
  const others = stage === 'treatment' ? [] : road[stage].filter((one) => one !== to && one !== walk.at);
  return { from, stage, to, other: others[0] };
}

function stageAt(leg: number): RecordedStage {
  const stage = ROAD[leg];
  must(stage !== undefined, 'the road has four stages');
  return stage;
}

function houseFor(walk: DemoWalk, stage: RecordedStage): string {
  const { road } = walk.plan;
  return stage === 'treatment' ? road.treatment : walk.chance.of(road[stage]);
}

async function stay(walk: DemoWalk, stage: RecordedStage): Promise<void> {
  const [least, most] = STAYS[stage];
  await walk.days(least, most);
  await walk.record(stage, true);
}

/** Taken in the same shift, answered with an appointment the day after tomorrow. */
export async function sayYes(walk: DemoWalk, trip: Trip, hours = 48): Promise<void> {
  await walk.hours(2, 5);
  await walk.take(trip);
  await walk.hours(1, 5);
  await walk.accept(trip, hours);
}

/** A request that has just gone out, every second one a referral. */
export async function asked(
  walk: DemoWalk,
  leg?: 0 | 1 | 2,
  offer: Offer = {},
): Promise<{ scene: Scene; trip: Trip }> {
  const scene = await ready(walk, leg);
  const kind = walk.plan.turn % 2 === 1 ? 'referral' : 'transfer';
  return { scene, trip: await walk.offer(scene.to, scene.stage, { kind, ...offer }) };
}

/** One that was taken, and waits to be decided. */
export async function taken(walk: DemoWalk, leg?: 0 | 1 | 2): Promise<Trip> {
  const { trip } = await asked(walk, leg);
  await walk.hours(1, 5);
  await walk.take(trip);
  return trip;
}

/** One that was accepted, and the client is expected. */
export async function accepted(
  walk: DemoWalk,
  hours: number,
  leg?: 0 | 1 | 2,
  offer: Offer = {},
): Promise<Trip> {
  const { trip } = await asked(walk, leg, offer);
  await sayYes(walk, trip, hours);
  return trip;
}
