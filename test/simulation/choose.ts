import { CONSENT_CATEGORIES } from '#domain/charter/consent.js';
import {
  CONTACT_WAYS,
  DECLINE_REASONS,
  FORCED_CHANGE_REASONS,
  HANDOFF,
  HOLD_REASONS,
  RECALL_REASONS,
  REPORT_OUTCOMES,
  STOP_CAUSE_CODES,
  type HandoffMove,
  type SideMove,
} from '#domain/charter/handoff.js';
import { TOWN_STAGES } from '../support/model-town.js';
import { EVENTS, OFFICE_MOVES, type Command, type Details, type OfficeMove, type Verb } from './commands.js';
import { likelyMove, sensibleMoves, SIDE_MOVES, sidesOf } from './handoff-steps.js';
import { isOpen, type ModelHandoff, type Person, type World } from './model.js';
import type { Chance } from './random.js';

/** How often each is tried where nobody asks for more; the moves of the machine make up the rest. */
const WEIGHTS: readonly (readonly [Verb | 'move', number])[] = [
  ['admit', 3],
  ['consent', 10],
  ['offer', 16],
  ['prepare', 1.5],
  ['emergency', 0.7],
  ['inform', 0.5],
  ['withdraw_consent', 1],
  ['state_places', 1.5],
  ['propose_change', 0.5],
  ['decide_change', 0.7],
  ['tick', 6],
  ['lose_standing', 0.4],
  ['regain_standing', 1.6],
  ['pass_appointment', 2],
  ['pass_days', 0.7],
  ['close_house', 0.1],
  ['overturn', 1.2],
  ['extend', 0.6],
  ['reassign', 0.6],
  ['recall_envelope', 0.6],
  ['move', 60],
];
const TOTAL = WEIGHTS.reduce((sum, [, weight]) => sum + weight, 0);

/** What somebody does next: mostly what makes sense, sometimes too late, twice, or not theirs to do. */
export function choose(world: World, chance: Chance): Command | undefined {
  const chosen = chooseNameless(world, chance);
  return chosen && { ...chosen, key: newKey(chance) };
}

/** A name for a change: from the same chance, so that a run can be run again. */
function newKey(chance: Chance): string {
  return `change-${chance.below(2 ** 31).toString(36)}-${chance.below(2 ** 31).toString(36)}`;
}

function chooseNameless(world: World, chance: Chance): Nameless | undefined {
  let left = chance.next() * TOTAL;
  for (const [what, weight] of WEIGHTS) {
    left -= weight;
    if (left > 0) continue;
    if (what !== 'move') return planNameless(what, world, chance);
    const handoff = aHandoff(world, chance, () => true);
    if (handoff === undefined) return planNameless('offer', world, chance);
    const likely = chance.happens(0.9) ? likelyMove(world.handoffs[handoff]!.at, chance) : undefined;
    return ofSide(likely ?? chance.of(SIDE_MOVES), world, handoff, chance);
  }
  return undefined;
}

/** One command of a kind on whatever there is for it; undefined where there is nothing. */
export function plan(verb: Verb, world: World, chance: Chance): Command | undefined {
  const planned = planNameless(verb, world, chance);
  return planned && { ...planned, key: newKey(chance) };
}

function planNameless(verb: Verb, world: World, chance: Chance): Nameless | undefined {
  if ((SIDE_MOVES as readonly string[]).includes(verb)) {
    const move = verb as SideMove;
    const fits = (one: ModelHandoff) => move in HANDOFF[one.at];
    const handoff = aHandoff(world, chance, chance.happens(0.85) ? fits : () => true);
    return handoff === undefined ? undefined : ofSide(move, world, handoff, chance);
  }
  if ((OFFICE_MOVES as readonly string[]).includes(verb)) return ofOffice(verb as OfficeMove, world, chance);
  return errand(verb, world, chance);
}

/** The newest are chosen more often; index by place in the list. */
function aPlace(count: number, chance: Chance): number | undefined {
  if (count === 0) return undefined;
  return count - 1 - Math.floor(chance.next() ** 1.7 * count);
}

function aHandoff(world: World, chance: Chance, fits: (one: ModelHandoff) => boolean): number | undefined {
  const open = chance.happens(0.85);
  const all = world.handoffs.map((one, n) => ({ one, n })).filter(({ one }) => fits(one));
  const chosen = all.filter(
    ({ one }) => !open || isOpen(one) || one.at === 'arrived-in-service' || one.at === 'report-sent',
  );
  const from = chosen.length > 0 ? chosen : all;
  const place = aPlace(from.length, chance);
  return place === undefined ? undefined : from[place]!.n;
}

type Nameless = Omit<Command, 'key'>;

function command(verb: Verb, who: Person, on: number, details: Details, version?: number): Nameless {
  return { verb, who, on, details, ...(version === undefined ? {} : { version }) };
}

/** Somebody of a house; rarely one who may only read. */
function somebodyOf(house: number, chance: Chance): Person {
  const number = chance.below(2);
  return chance.happens(0.01) ? { house, number, observes: true } : { house, number };
}

/** The version as it is; now and then one that was read too early. */
function versionOf(version: number, chance: Chance): number {
  return chance.happens(0.04) ? Math.max(0, version - 1) : version;
}

function ofSide(move: SideMove, world: World, n: number, chance: Chance): Nameless {
  const handoff = world.handoffs[n]!;
  const side = chance.happens(0.94) ? chance.of(sidesOf(move)) : chance.of(['sender', 'receiver'] as const);
  const house = chance.happens(0.02) ? chance.below(world.houses.length) : handoff[side];
  const details = detailsOf(move, world, handoff, chance);
  return command(move, somebodyOf(house, chance), n, details, versionOf(handoff.version, chance));
}

function detailsOf(move: SideMove, world: World, handoff: ModelHandoff, chance: Chance): Details {
  const hours = chance.happens(0.03) ? -3 : 24 + chance.below(200);
  switch (move) {
    case 'edit':
      return chance.happens(0.5)
        ? { text: 'In other words' }
        : offerOf(world, handoff.client, handoff.sender, chance);
    case 'ask':
    case 'answer':
    case 'void':
      return { text: 'Words' };
    case 'waitlist':
      return chance.happens(0.93) ? { position: 1 + chance.below(9) } : {};
    case 'wish':
      return { yes: chance.happens(0.7) };
    case 'accept':
      return { hours, spoke: chance.happens(0.85) };
    case 'reschedule':
    case 'invite':
      return { hours };
    case 'decline':
      return {
        decline: chance.of(DECLINE_REASONS),
        ...(chance.happens(0.7) ? { house: chance.below(world.houses.length) } : {}),
      };
    case 'recall':
      return { recall: chance.of(RECALL_REASONS) };
    case 'hold':
      return { hold: chance.of(HOLD_REASONS), days: 1 + chance.below(9) };
    case 'resume': {
      const consent = aConsent(world, handoff.client, handoff.sender, handoff.receiver, chance);
      return {
        ...(chance.happens(0.4) ? { hours } : {}),
        ...(consent !== undefined && chance.happens(0.6) ? { consent } : {}),
      };
    }
    case 'stop':
      return { cause: chance.of(STOP_CAUSE_CODES) };
    case 'contact':
      return { way: chance.of(CONTACT_WAYS), yes: chance.happens(0.5) };
    case 'call':
      return chance.happens(0.3) ? { yes: true } : {};
    case 'arrive':
      return chance.happens(0.06) ? { hours: chance.of([-400, 5]) } : {};
    case 'report':
      return { outcome: chance.of(REPORT_OUTCOMES.filter((one) => one !== 'returned')) };
    case 'return': {
      const consent = aConsent(world, handoff.client, handoff.receiver, handoff.sender, chance);
      return { ...(consent === undefined ? {} : { consent }), ...chosenStage(chance), text: 'Words' };
    }
    default:
      return {};
  }
}

function ofOffice(verb: OfficeMove, world: World, chance: Chance): Nameless | undefined {
  const move: HandoffMove = verb === 'recall_envelope' ? 'recall' : verb;
  const fits = (one: ModelHandoff) => move in HANDOFF[one.at] && (move === 'overturn' || one.escalated);
  const n = aHandoff(world, chance, chance.happens(0.9) ? fits : () => true);
  if (n === undefined) return undefined;
  const who: Person = chance.happens(0.97)
    ? { house: 'office', number: chance.below(2) }
    : somebodyOf(chance.below(world.houses.length), chance);
  return command(verb, who, n, { text: 'Words' }, versionOf(world.handoffs[n]!.version, chance));
}

function chosenStage(chance: Chance): Details {
  return { stage: chance.of(TOWN_STAGES), urgency: chance.of(['routine', 'routine', 'urgent']) };
}

/** A consent of the client for a house: mostly one that stands. */
function aConsent(
  world: World,
  client: number,
  from: number,
  recipient: number,
  chance: Chance,
): number | undefined {
  const all = world.consents
    .map((one, n) => ({ one, n }))
    .filter(
      ({ one }) =>
        one.client === client && one.recipient === recipient && (one.by === from || chance.happens(0.03)),
    );
  const standing = all.filter(({ one }) => !one.withdrawn);
  const chosen = chance.happens(0.95) ? standing : all;
  const place = aPlace(chosen.length, chance);
  return place === undefined ? undefined : chosen[place]!.n;
}

/** To whom, where to and on what: mostly a partner for whom the client gave a consent. */
function offerOf(world: World, client: number, sender: number, chance: Chance): Details {
  const others = world.houses.map((_, n) => n).filter((n) => n !== sender || chance.happens(0.02));
  const asked = world.consents.filter(
    (one) => one.client === client && !one.withdrawn && one.by === sender && one.recipient !== sender,
  );
  const receiver = asked.length > 0 && chance.happens(0.93) ? chance.of(asked).recipient : chance.of(others);
  const consent = aConsent(world, client, sender, receiver, chance);
  return { receiver, ...chosenStage(chance), ...(consent === undefined ? {} : { consent }) };
}

function sending(
  verb: 'offer' | 'prepare' | 'emergency' | 'inform',
  world: World,
  chance: Chance,
): Nameless | undefined {
  const busy = (n: number) =>
    world.handoffs.some((one) => one.client === n && one.kind === 'transfer' && isOpen(one));
  const all = world.clients.map((_, n) => n);
  const asked = all.filter((n) =>
    world.consents.some(
      (one) => one.client === n && !one.withdrawn && one.by === world.clients[n]!.custodian,
    ),
  );
  // Nobody is sent on whom nobody asked, or a run would mostly see that refused.
  const needs = verb === 'offer' || verb === 'prepare';
  if (needs && asked.length === 0 && chance.happens(0.85)) return consenting(world, chance);
  const ready = asked.length > 0 && chance.happens(0.9) ? asked : all;
  const idle = ready.filter((n) => !busy(n));
  const from = idle.length > 0 && chance.happens(0.75) ? idle : ready;
  const place = aPlace(from.length, chance);
  if (place === undefined) return undefined;
  const client = from[place]!;
  const house = chance.happens(0.98) ? world.clients[client]!.custodian : chance.below(world.houses.length);
  const offer = offerOf(world, client, house, chance);
  if (needs && offer.consent === undefined && chance.happens(0.8)) return consenting(world, chance);
  const who = somebodyOf(house, chance);
  if (verb === 'emergency') return command(verb, who, client, { receiver: offer.receiver! });
  const kind = chance.happens(0.75) ? 'transfer' : 'referral';
  const beside = world.handoffs
    .map((one, n) => ({ one, n }))
    .filter(
      ({ one }) => one.client === client && one.sender === house && (isOpen(one) || chance.happens(0.05)),
    );
  const before = world.handoffs
    .map((one, n) => ({ one, n }))
    .filter(({ one }) => one.client === client && !isOpen(one));
  return command(verb, who, client, {
    ...offer,
    kind,
    ...(beside.length > 0 && chance.happens(0.7) ? { group: chance.of(beside).n } : {}),
    ...(before.length > 0 && chance.happens(0.1) ? { replaces: chance.of(before).n } : {}),
    ...(chance.happens(0.5) ? { text: 'Words' } : {}),
  });
}

function errand(verb: Verb, world: World, chance: Chance): Nameless | undefined {
  const house = chance.below(world.houses.length);
  const nobody: Person = { house: 'office', number: 0 };
  switch (verb) {
    case 'admit':
      return command(verb, somebodyOf(house, chance), 0, { stage: chance.of(TOWN_STAGES) });
    case 'consent':
      return consenting(world, chance);
    case 'offer':
    case 'prepare':
    case 'emergency':
    case 'inform':
      return sending(verb, world, chance);
    case 'withdraw_consent': {
      const all = world.consents.flatMap(({ withdrawn }, one) =>
        withdrawn && chance.happens(0.8) ? [] : [one],
      );
      const place = aPlace(all.length, chance);
      if (place === undefined) return undefined;
      const n = all[place]!;
      const consent = world.consents[n]!;
      return command(verb, somebodyOf(consent.by, chance), n, {}, versionOf(consent.version, chance));
    }
    case 'state_places':
      return command(verb, somebodyOf(house, chance), 0, {
        stage: chance.of(TOWN_STAGES),
        free: chance.below(5),
      });
    case 'propose_change': {
      const n = aPlace(world.clients.length, chance);
      if (n === undefined) return undefined;
      const who: Person = { house: 'office', number: chance.below(2) };
      return command(verb, who, n, { house, force: chance.of(FORCED_CHANGE_REASONS), text: 'Case 1' });
    }
    case 'decide_change': {
      const open = world.changes
        .map((one, n) => ({ one, n }))
        .filter(({ one }) => one.decided === null || chance.happens(0.1));
      if (open.length === 0) return undefined;
      return command(verb, { house: 'office', number: chance.below(2) }, chance.of(open).n, {
        yes: chance.happens(0.8),
      });
    }
    case 'close_house':
      return command(verb, nobody, house, {});
    case 'regain_standing': {
      const lost = world.houses.flatMap(({ registered, licensed }, n) => (registered && licensed ? [] : [n]));
      if (lost.length === 0) return undefined;
      const one = chance.of(lost);
      return command(verb, nobody, one, { licence: world.houses[one]!.registered });
    }
    case 'lose_standing':
      return command(verb, nobody, house, { licence: chance.happens(0.5) });
    default:
      return passing(verb, world, chance, nobody);
  }
}

function consenting(world: World, chance: Chance): Nameless | undefined {
  const n = aPlace(world.clients.length, chance);
  if (n === undefined) return undefined;
  const { custodian } = world.clients[n]!;
  const by = chance.happens(0.97) ? custodian : chance.below(world.houses.length);
  const others = world.houses.map((_, one) => one).filter((one) => one !== custodian || chance.happens(0.02));
  const everything = chance.happens(0.4);
  return command('consent', somebodyOf(by, chance), n, {
    receiver: chance.of(others),
    categories: everything ? CONSENT_CATEGORIES : chance.some(CONSENT_CATEGORIES),
  });
}

/**
 * Days pass so that no calendar is needed to say what is too late: two days are fewer than three business days anywhere, and what is
 * added to them makes it late whatever the weekday. (Three times two days are late or not by where the weekend falls.)
 */
function passing(verb: Verb, world: World, chance: Chance, nobody: Person): Nameless | undefined {
  const fits = (one: ModelHandoff) =>
    verb !== 'pass_appointment' || ['accepted', 'on-hold'].includes(one.at) || one.at === 'awaiting-arrival';
  const n = aHandoff(world, chance, fits);
  if (n === undefined) return undefined;
  const details: Details =
    verb === 'tick'
      ? { pick: chance.below(1000), due: chance.happens(0.8) }
      : verb === 'pass_days'
        ? { days: world.handoffs[n]!.endedDaysAgo === 0 ? chance.of([2, 20]) : 20 }
        : {};
  return command(verb, nobody, n, details);
}

/** What others do in the same instant with the same handoff, its client or its consent: one or two commands. */
export function rivals(world: World, first: Command, chance: Chance): Command[] {
  const { verb, on } = first;
  if ((EVENTS as readonly string[]).includes(verb) && verb !== 'tick') return [];
  const handoff = world.handoffs[on];
  const isMove =
    (SIDE_MOVES as readonly string[]).includes(verb) ||
    (OFFICE_MOVES as readonly string[]).includes(verb) ||
    verb === 'tick';
  if (!isMove || !handoff) return chance.happens(0.5) ? [first] : [];
  const beside = world.handoffs.flatMap((one, n) =>
    n !== on && one.client === handoff.client && isOpen(one) ? [n] : [],
  );
  const count = 1 + chance.below(2);
  return Array.from({ length: count }, () => {
    if (chance.happens(0.15) && verb !== 'tick') return first;
    const target = beside.length > 0 && chance.happens(0.5) ? chance.of(beside) : on;
    return { ...rival(world, target, chance), key: newKey(chance) };
  });
}

function rival(world: World, n: number, chance: Chance): Nameless {
  const handoff = world.handoffs[n]!;
  if (chance.happens(0.12))
    return command('tick', { house: 'office', number: 0 }, n, { pick: chance.below(1000), due: true });
  if (chance.happens(0.08) && handoff.consent !== null) {
    const { by, version } = world.consents[handoff.consent]!;
    return command('withdraw_consent', { house: by, number: 0 }, handoff.consent, {}, version);
  }
  const sensible = sensibleMoves(handoff.at);
  return ofSide(sensible.length > 0 ? chance.of(sensible) : chance.of(SIDE_MOVES), world, n, chance);
}
