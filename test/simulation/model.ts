import {
  BUSINESS_STATES,
  type BusinessState,
  type HandoffState,
  type OfferedKind,
  type PlaceHold,
  type Urgency,
} from '#domain/charter/handoff.js';
import type { ConsentCategory, DisclosureTier } from '#domain/charter/consent.js';
import type { ClockKind, Rung } from '#domain/charter/clocks.js';
import type { Stage } from '#domain/charter/pathway.js';

/**
 * The small world of the oracle: what the design says must be true, held in memory and written without a look at the
 * rules or the services. Everything is named by its place in a list; a world can be forked and thrown away.
 */
export interface World {
  readonly houses: ModelHouse[];
  readonly clients: ModelClient[];
  readonly consents: ModelConsent[];
  readonly handoffs: ModelHandoff[];
  readonly changes: ModelChange[];
  /** Keys of changes that were carried out, each with what it was. */
  readonly done: Record<string, string>;
}

export interface ModelHouse {
  registered: boolean;
  licensed: boolean;
  /** Free places as stated; a stage that is not here is stated by nobody. */
  readonly places: Partial<Record<Stage, number>>;
}

export interface ModelClient {
  custodian: number;
  /** Houses that have a code of this client. */
  readonly known: number[];
}

export interface ModelConsent {
  readonly client: number;
  readonly by: number;
  readonly recipient: number;
  readonly categories: readonly ConsentCategory[];
  withdrawn: boolean;
  version: number;
}

export interface ModelHandoff {
  readonly client: number;
  readonly kind: OfferedKind;
  readonly basis: 'consent' | 'emergency';
  readonly sender: number;
  receiver: number;
  stage: Stage;
  urgency: Urgency;
  at: BusinessState;
  version: number;
  consent: number | null;
  /** Handoffs with the same number stand beside each other; the first that accepts has it. */
  group: number;
  replaces: number | null;
  replacedBy: number | null;
  round: number;
  place: Exclude<PlaceHold, 'return'> | null;
  /** The highest tier that lies open to the receiver in this round. */
  open: DisclosureTier | null;
  arrivedFrom: BusinessState | null;
  departed: boolean;
  caller: Person | null;
  overturned: boolean;
  escalated: boolean;
  extended: boolean;
  /** Somebody has an open next step for it. */
  nextStep: boolean;
  /** Days that have gone by since it ended, as the test has turned the calendar. */
  endedDaysAgo: number;
  /** The appointment has passed, as the test has turned the clock. */
  appointmentPassed: boolean;
}

export interface ModelChange {
  readonly client: number;
  readonly from: number;
  readonly to: number;
  readonly by: Person;
  decided: boolean | null;
}

/** Somebody by house and number; 'office' is the coordination office. */
export interface Person {
  readonly house: number | 'office';
  readonly number: number;
  /** May read, and change nothing. */
  readonly observes?: boolean;
}

/** A clock as the database holds it: the oracle is told which one is looked at and says what must follow. */
export interface SeenClock {
  readonly id: string;
  readonly kind: ClockKind;
  readonly rung: Rung;
  readonly live: boolean;
}

export function stateOf(handoff: ModelHandoff): HandoffState {
  return BUSINESS_STATES[handoff.at];
}

export function isOpen(handoff: ModelHandoff): boolean {
  return ['requested', 'received', 'accepted', 'on-hold'].includes(stateOf(handoff));
}

export function hasArrived(handoff: ModelHandoff): boolean {
  return ['in-progress', 'completed'].includes(stateOf(handoff));
}

export function hasFailed(handoff: ModelHandoff): boolean {
  return ['rejected', 'cancelled', 'failed', 'entered-in-error'].includes(stateOf(handoff));
}

/** Free places of a house for a stage: stated less held. Undefined: it states none. */
export function freePlaces(world: World, house: number, stage: Stage): number | undefined {
  const stated = world.houses[house]?.places[stage];
  if (stated === undefined) return undefined;
  const held = world.handoffs.filter(
    (one) => one.receiver === house && one.stage === stage && one.place !== null,
  );
  return stated - held.length;
}

/** A world that can be tried out and thrown away. Written out, because a general copy would be most of the oracle's time. */
export function fork(world: World): World {
  return {
    houses: world.houses.map((one) => ({ ...one, places: { ...one.places } })),
    clients: world.clients.map((one) => ({ ...one, known: [...one.known] })),
    consents: world.consents.map((one) => ({ ...one })),
    handoffs: world.handoffs.map((one) => ({ ...one })),
    changes: world.changes.map((one) => ({ ...one })),
    done: { ...world.done },
  };
}
