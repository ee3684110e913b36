import type { RefusalCode } from '#domain/refusal.js';
import type { Command } from './commands.js';
import { askedBesides, keepPlace, papers, transferOpen, withdraw } from './oracle-effects.js';
import { No, type Prediction } from './oracle-words.js';
import { hasFailed, stateOf, type ModelHandoff, type World } from './model.js';

/** What must be true when an offer leaves the house, and what is true from then on. Does not touch the version. */
export function offer(world: World, handoff: ModelHandoff, more: readonly RefusalCode[] = []): void {
  const { client, sender, receiver, stage, consent } = handoff;
  if (world.clients[client]!.custodian !== sender) throw new No('client.not_in_custody');
  if (receiver === sender) throw new No('handoff.receiver_own');
  const no = [...more];
  try {
    papers(world, receiver, stage);
  } catch (error) {
    no.push(...(error as No).codes);
  }
  const given = consent === null ? undefined : world.consents[consent]!;
  if (!given || given.client !== client || given.recipient !== receiver || given.by !== sender)
    no.push('consent.unknown', 'handoff.draft_incomplete');
  else if (given.withdrawn) no.push('consent.withdrawn');
  if (askedBesides(world, handoff)) no.push('handoff.offered_already');
  if (handoff.kind === 'transfer' && transferOpen(world, client, handoff.group))
    no.push('handoff.transfer_open');
  if (no.length > 0) throw new No(...no);
  handoff.open = 'D1';
  keepPlace(world, handoff, 'soft', false);
}

/** What people do to the world that is no move of one handoff. */
export function errand(world: World, command: Command): Prediction {
  const { verb, who, on, details } = command;
  if (who.observes && verb !== 'withdraw_consent') throw new No('permission.role');
  switch (verb) {
    case 'admit':
      world.clients.push({ custodian: who.house as number, known: [who.house as number] });
      return { made: 'client', client: world.clients.length - 1 };
    case 'consent':
      return consenting(world, command);
    case 'withdraw_consent':
      return withdrawing(world, command);
    case 'state_places':
      world.houses[who.house as number]!.places[details.stage!] = details.free!;
      return {};
    default:
      return offering(world, command, on);
  }
}

function known(world: World, client: number, house: number | 'office'): void {
  if (house === 'office') throw new No('permission.role');
  if (!world.clients[client]!.known.includes(house)) throw new No('request.not_found');
}

function consenting(world: World, { who, on, details }: Command): Prediction {
  known(world, on, who.house);
  // Where a consent is given is asked before to whom it is given.
  if (world.clients[on]!.custodian !== who.house) throw new No('client.not_in_custody');
  if (details.receiver === who.house) throw new No('consent.recipient_own');
  world.consents.push({
    client: on,
    by: who.house,
    recipient: details.receiver!,
    categories: details.categories!,
    withdrawn: false,
    version: 1,
  });
  return { made: 'consent' };
}

function withdrawing(world: World, { who, on, version }: Command): Prediction {
  const consent = world.consents[on]!;
  // The auditor of the model is a privacy officer's colleague and may not withdraw either.
  if (who.observes) throw new No('permission.role');
  if (!world.clients[consent.client]!.known.includes(who.house as number)) throw new No('request.not_found');
  if (consent.withdrawn) throw new No('consent.already_withdrawn');
  if (version !== consent.version) throw new No('version.stale');
  withdraw(world, on);
  return {};
}

function offering(world: World, { verb, who, on, details }: Command, client: number): Prediction {
  known(world, client, who.house);
  const house = who.house as number;
  if (verb === 'inform') {
    if (world.clients[on]!.custodian !== house) throw new No('client.not_in_custody');
    if (details.receiver === house) throw new No('handoff.receiver_own');
    return { at: 'information-given', version: 1 };
  }
  const handoff = newHandoff(world, house, client, { verb, details });
  if (verb === 'emergency') {
    if (details.receiver === house) throw new No('handoff.receiver_own');
    handoff.open = 'D3';
  } else if (verb === 'prepare') prepare(world, handoff, details);
  else {
    const no = tied(world, handoff, details);
    offer(world, handoff, no);
  }
  world.handoffs.push(handoff);
  return { made: 'handoff', at: handoff.at, version: 1 };
}

/** A draft is checked for what cannot mend itself; what may still change is asked when it is sent. */
function prepare(world: World, handoff: ModelHandoff, details: Command['details']): void {
  const { client, sender, receiver, consent } = handoff;
  if (world.clients[client]!.custodian !== sender) throw new No('client.not_in_custody');
  if (receiver === sender) throw new No('handoff.receiver_own');
  const no = tied(world, handoff, details);
  const given = consent === null ? undefined : world.consents[consent]!;
  if (given && (given.recipient !== receiver || given.by !== sender)) no.push('consent.unknown');
  if (no.length > 0) throw new No(...no);
}

/** Beside which handoff it may stand, and after which it may come; answers what the design refuses. */
function tied(world: World, handoff: ModelHandoff, { group, replaces }: Command['details']): RefusalCode[] {
  const no: RefusalCode[] = [];
  if (group !== undefined) {
    const beside = world.handoffs[group]!;
    const asked = ['requested', 'received'].includes(stateOf(beside));
    if (asked && beside.kind === handoff.kind && beside.sender === handoff.sender)
      handoff.group = beside.group;
    else no.push('handoff.group_unknown');
  }
  if (replaces !== undefined) {
    const before = world.handoffs[replaces]!;
    const mine =
      before.sender === handoff.sender || (before.receiver === handoff.sender && before.at !== 'discarded');
    if (!mine || !(hasFailed(before) || stateOf(before) === 'completed')) no.push('handoff.replaces_unknown');
  }
  return no;
}

function newHandoff(
  world: World,
  sender: number,
  client: number,
  { verb, details }: Pick<Command, 'verb' | 'details'>,
): ModelHandoff {
  const at =
    verb === 'prepare' ? 'preparing' : verb === 'emergency' ? 'awaiting-arrival' : 'awaiting-acknowledgement';
  return {
    client,
    kind: verb === 'emergency' ? 'referral' : details.kind!,
    basis: verb === 'emergency' ? 'emergency' : 'consent',
    sender,
    receiver: details.receiver!,
    stage: details.stage ?? 'treatment',
    urgency: details.urgency ?? 'urgent',
    at,
    version: 1,
    consent: verb === 'emergency' ? null : (details.consent ?? null),
    group: world.handoffs.length,
    replaces: details.replaces ?? null,
    replacedBy: null,
    round: 1,
    place: null,
    open: null,
    arrivedFrom: null,
    // Who is taken away in an emergency is out of the house, and whoever called is who asks after them.
    departed: verb === 'emergency',
    caller: null,
    overturned: false,
    escalated: false,
    extended: false,
    nextStep: false,
    endedDaysAgo: 0,
    // An emergency waits for no appointment.
    appointmentPassed: verb === 'emergency',
  };
}
