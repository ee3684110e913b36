import type { BusinessState } from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import { No } from './oracle-words.js';
import { freePlaces, hasArrived, isOpen, stateOf, type ModelHandoff, type World } from './model.js';

/** Stages that need a licence in the jurisdiction of the towns. */
export const LICENSED: readonly Stage[] = ['treatment', 'rehabilitation'];

/** Every write raises the version by one. */
export function moveTo(handoff: ModelHandoff, at: BusinessState): void {
  handoff.at = at;
  handoff.version += 1;
}

/** Others that are still being asked beside this one. */
export function siblingsOpen(world: World, handoff: ModelHandoff): ModelHandoff[] {
  return world.handoffs.filter(
    (one) => one !== handoff && one.client === handoff.client && one.group === handoff.group && isOpen(one),
  );
}

/**
 * A handoff ends before arrival: reading ends, the place is free again, and the custodian has a next step, unless another
 * partner of the same group is still being asked: waiting for that one is the next step then (section 10, mended).
 */
export function end(world: World, handoff: ModelHandoff, at: BusinessState): void {
  moveTo(handoff, at);
  letGo(handoff);
  handoff.nextStep = siblingsOpen(world, handoff).length === 0;
}

/** Somebody else was first, or there is nobody left to ask for: told, and nothing more. */
export function endQuietly(handoff: ModelHandoff, at: BusinessState): void {
  moveTo(handoff, at);
  letGo(handoff);
  handoff.nextStep = false;
}

export function letGo(handoff: ModelHandoff): void {
  handoff.open = null;
  handoff.place = null;
  handoff.endedDaysAgo = 0;
}

/** Whoever said yes has it: every other partner that is still being asked is told, and nobody has a next step for it. */
export function supersede(world: World, handoff: ModelHandoff): void {
  const n = world.handoffs.indexOf(handoff);
  for (const one of world.handoffs.filter((each) => each.client === handoff.client && isOpen(each))) {
    const rival =
      one.group === handoff.group ||
      one.replaces === n ||
      (one.kind === 'transfer' && handoff.kind === 'transfer');
    if (one !== handoff && rival) endQuietly(one, 'superseded');
  }
}

/** The client is there. A transfer moves custody now; a referral lets the partner walk along. */
export function arrive(world: World, handoff: ModelHandoff): void {
  const from = handoff.at;
  handoff.arrivedFrom = from;
  if (stateOf(handoff) === 'failed') handoff.round += 1;
  moveTo(handoff, 'arrived-in-service');
  handoff.nextStep = false;
  handoff.open = consentStands(world, handoff) ? 'D4' : null;
  takeUpPlace(world, handoff);
  supersede(world, handoff);
  const client = world.clients[handoff.client]!;
  if (handoff.kind === 'transfer') {
    for (const one of world.handoffs) if (one.client === handoff.client) one.nextStep = false;
    passCustody(world, handoff.client, handoff.receiver);
  }
  if (!client.known.includes(handoff.receiver)) client.known.push(handoff.receiver);
}

/** Custody has left a house: what it had been given to read of this client closes. */
export function passCustody(world: World, client: number, to: number): void {
  const known = world.clients[client]!;
  for (const one of world.handoffs)
    if (one.client === client && one.receiver === known.custodian) one.open = null;
  known.custodian = to;
}

function takeUpPlace(world: World, handoff: ModelHandoff): void {
  const { places } = world.houses[handoff.receiver]!;
  const stated = places[handoff.stage];
  if (stated !== undefined) places[handoff.stage] = Math.max(0, stated - 1);
  handoff.place = null;
}

export function consentStands(world: World, handoff: ModelHandoff): boolean {
  if (handoff.basis === 'emergency') return true;
  return handoff.consent !== null && !world.consents[handoff.consent]!.withdrawn;
}

/** A place is kept where the partner states some and one is free; `must` refuses where none is. */
export function keepPlace(world: World, handoff: ModelHandoff, hold: 'soft' | 'firm', must: boolean): void {
  const free = freePlaces(world, handoff.receiver, handoff.stage);
  if (free === undefined) return;
  if (handoff.place === null && free <= 0) {
    if (must) throw new No('handoff.no_place_free');
    return;
  }
  handoff.place = hold;
}

/** A transfer is open for this client, outside the group that is named. */
export function transferOpen(world: World, client: number, group: number | undefined): boolean {
  return world.handoffs.some(
    (one) => one.client === client && one.kind === 'transfer' && isOpen(one) && one.group !== group,
  );
}

/** The same partner is being asked already, in the same decision. */
export function askedBesides(world: World, handoff: ModelHandoff): boolean {
  return world.handoffs.some(
    (one) =>
      one !== handoff &&
      one.client === handoff.client &&
      one.group === handoff.group &&
      one.receiver === handoff.receiver &&
      isOpen(one),
  );
}

/** Withdrawing a consent goes where the charter says for every handoff that stands on it. */
export function withdraw(world: World, consent: number): void {
  const given = world.consents[consent]!;
  given.withdrawn = true;
  given.version += 1;
  for (const one of world.handoffs.filter((each) => each.consent === consent && each.at !== 'preparing')) {
    if (one.at === 'awaiting-acknowledgement' || BEFORE_ACCEPTANCE.includes(one.at))
      end(world, one, 'consent-withdrawn');
    else if (isOpen(one)) {
      moveTo(one, 'consent-under-discussion');
      one.open = null;
    } else if (hasArrived(one)) {
      moveTo(one, one.at);
      one.open = null;
    }
  }
}

const BEFORE_ACCEPTANCE: readonly BusinessState[] = [
  'awaiting-acknowledgement',
  'under-review',
  'info-requested',
  'waitlist-offered',
  'waitlisted',
];

/** Registered, and licensed where the stage needs it. */
export function papers(world: World, receiver: number, stage: Stage): void {
  const house = world.houses[receiver]!;
  if (!house.registered) throw new No('handoff.receiver_registration', 'handoff.receiver_licence');
  if (!house.licensed && LICENSED.includes(stage)) throw new No('handoff.receiver_licence');
}

/** The first partner that says yes has it. */
export function saidYes(handoff: ModelHandoff): boolean {
  return ['accepted', 'on-hold', 'in-progress', 'completed'].includes(stateOf(handoff));
}
