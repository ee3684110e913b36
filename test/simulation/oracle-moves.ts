import {
  HANDOFF,
  MOVES,
  type BusinessState,
  type HandoffSide,
  type SideMove,
} from '#domain/charter/handoff.js';
import type { RefusalCode } from '#domain/refusal.js';
import type { Command } from './commands.js';
import { offer } from './oracle-errands.js';
import {
  arrive,
  consentStands,
  end,
  endQuietly,
  keepPlace,
  letGo,
  moveTo,
  papers,
  saidYes,
  supersede,
  transferOpen,
  withdraw,
} from './oracle-effects.js';
import { No, whyNot, type Prediction } from './oracle-words.js';
import { fork, freePlaces, isOpen, stateOf, type ModelHandoff, type World } from './model.js';

const STOPPED: Readonly<Record<string, BusinessState>> = {
  withdrew: 'client-withdrew',
  left: 'client-left',
  moved_away: 'client-moved-away',
  detained: 'client-detained',
  died: 'client-died',
};

/** One move of one side. Throws what the design refuses. The order of the questions is the design's. */
export function moveOfSide(world: World, command: Command): Prediction {
  const move = command.verb as SideMove;
  const handoff = world.handoffs[command.on]!;
  if (command.who.observes || command.who.house === 'office') throw new No('permission.role');
  const side = sideOf(handoff, command.who.house);
  if (side === undefined) throw new No('request.not_found');
  if (!(MOVES[move].by as readonly string[]).includes(side)) throw new No('handoff.not_your_move');
  if (move === 'return' && handoff.kind !== 'transfer') throw new No('handoff.kind_has_no_such_move');
  if (!(move in HANDOFF[handoff.at])) {
    // A withdrawal is about the consent first: overtaken, it may be told that somebody was quicker.
    const overtaken = move === 'withdraw' && command.version !== handoff.version;
    throw new No(...whyNot(handoff.at, move), ...(overtaken ? (['version.stale'] as const) : []));
  }
  const late = command.version !== handoff.version;
  const made = late ? staleAfterGuards(world, command, side) : MOVE[move](world, handoff, command, side);
  return { at: handoff.at, version: handoff.version, ...made };
}

/** What the rules refuse is told before a stale version, save where the rule has to ask the database: then either may speak. */
function staleAfterGuards(world: World, command: Command, side: HandoffSide): never {
  const trial = fork(world);
  try {
    MOVE[command.verb as SideMove](trial, trial.handoffs[command.on]!, command, side);
  } catch (error) {
    throw error instanceof No ? new No(...error.codes, 'version.stale') : error;
  }
  throw new No('version.stale');
}

function sideOf(handoff: ModelHandoff, house: number): HandoffSide | undefined {
  if (house === handoff.sender) return 'sender';
  const sent = handoff.at !== 'preparing' && handoff.at !== 'discarded';
  return house === handoff.receiver && sent ? 'receiver' : undefined;
}

type Made = Partial<Prediction> | void;
type Move = (world: World, handoff: ModelHandoff, command: Command, side: HandoffSide) => Made;

const MOVE: Readonly<Record<SideMove, Move>> = {
  edit(world, handoff, { details }) {
    const { receiver = handoff.receiver, stage, urgency, consent } = details;
    if (receiver === handoff.sender) throw new No('handoff.receiver_own');
    // What the client allowed another house is not allowed to this one.
    const given = consent === undefined ? undefined : world.consents[consent]!;
    if (given && (given.recipient !== receiver || given.by !== handoff.sender))
      throw new No('consent.unknown');
    // A consent names its recipient: another partner needs another one.
    if (receiver !== handoff.receiver) handoff.consent = null;
    Object.assign(handoff, {
      receiver,
      ...(stage === undefined ? {} : { stage }),
      ...(urgency === undefined ? {} : { urgency }),
      ...(consent === undefined ? {} : { consent }),
    });
    moveTo(handoff, 'preparing');
  },
  send(world, handoff) {
    const taken = world.handoffs.some(
      (one) => one !== handoff && one.group === handoff.group && saidYes(one),
    );
    offer(world, handoff, taken ? ['handoff.group_unknown'] : []);
    moveTo(handoff, 'awaiting-acknowledgement');
  },
  discard(_world, handoff) {
    moveTo(handoff, 'discarded');
    letGo(handoff);
  },
  take(_world, handoff) {
    moveTo(handoff, 'under-review');
    handoff.open = 'D2';
  },
  ask(_world, handoff) {
    moveTo(handoff, 'info-requested');
  },
  answer(_world, handoff) {
    moveTo(handoff, 'under-review');
  },
  waitlist(_world, handoff, { details }) {
    if (details.position === undefined) throw new No('handoff.waitlist_needs_date');
    moveTo(handoff, 'waitlist-offered');
  },
  wish(_world, handoff, { details }) {
    moveTo(handoff, details.yes ? 'waitlisted' : 'under-review');
  },
  propose(_world, handoff) {
    moveTo(handoff, 'under-review');
  },
  accept(world, handoff, { details }) {
    ahead(details.hours!);
    const safety = world.consents[handoff.consent!]?.categories.includes('safety') ?? true;
    if (!safety && !details.spoke) throw new No('handoff.safety_speak_first');
    papers(world, handoff.receiver, handoff.stage);
    keepPlace(world, handoff, 'firm', true);
    moveTo(handoff, 'awaiting-arrival');
    handoff.open = 'D3';
    handoff.appointmentPassed = false;
    supersede(world, handoff);
  },
  decline(world, handoff, { details }) {
    const at: BusinessState =
      details.decline === 'no_capacity'
        ? 'declined-capacity'
        : details.decline === 'referred_onward'
          ? 'referred-onward'
          : 'declined';
    if (details.decline === 'referred_onward' && details.house === undefined)
      throw new No('handoff.suggestion_needed');
    if (details.house === handoff.receiver) throw new No('handoff.receiver_own');
    end(world, handoff, at);
  },
  recall(world, handoff) {
    end(world, handoff, 'recalled');
  },
  hold(_world, handoff, { details }) {
    moveTo(handoff, details.hold!);
    if (details.hold === 'consent-under-discussion') handoff.open = null;
  },
  resume(world, handoff, { details }, side) {
    if (details.hours !== undefined) ahead(details.hours);
    else if (handoff.appointmentPassed)
      throw new No('handoff.appointment_past', 'handoff.resume_needs_consent');
    const discussed = handoff.at === 'consent-under-discussion';
    const emergency = handoff.basis === 'emergency';
    // What the client agrees to is told to the sender; a consent that the receiver names changes nothing. An emergency stands
    // on none.
    const asked = details.consent !== undefined && side === 'sender' && !emergency;
    const given = asked ? world.consents[details.consent!]! : undefined;
    if (discussed && !given && !emergency) throw new No('handoff.resume_needs_consent');
    if (given && given.by !== handoff.sender) throw new No('consent.unknown');
    if (given?.withdrawn) throw new No('consent.withdrawn');
    if (given) handoff.consent = details.consent!;
    if (given || discussed) {
      handoff.round += 1;
      handoff.open = 'D3';
    }
    if (handoff.basis !== 'emergency') keepPlace(world, handoff, 'firm', true);
    moveTo(handoff, 'awaiting-arrival');
    if (details.hours !== undefined) handoff.appointmentPassed = false;
  },
  reschedule(_world, handoff, { details }) {
    ahead(details.hours!);
    handoff.appointmentPassed = false;
    moveTo(handoff, 'awaiting-arrival');
  },
  depart(_world, handoff, { who }) {
    handoff.departed = true;
    // Left us, still ours: somebody is named from the first hour on.
    handoff.caller = who;
    moveTo(handoff, handoff.at);
  },
  contact(_world, handoff) {
    moveTo(handoff, handoff.at);
  },
  call(_world, handoff, { who, details }) {
    const other = handoff.caller && handoff.caller.number !== who.number;
    if (other && !details.yes) throw new No('handoff.caller_named');
    handoff.caller = who;
    moveTo(handoff, handoff.at);
  },
  arrive(world, handoff, { details }) {
    if (stateOf(handoff) === 'failed' && handoff.endedDaysAgo > 14) throw new No('handoff.arrival_too_late');
    if (details.hours !== undefined && details.hours > 0) throw new No('handoff.arrival_in_future');
    if (details.hours !== undefined) throw new No('handoff.arrival_too_early');
    if (handoff.kind === 'transfer' && world.clients[handoff.client]!.custodian !== handoff.sender)
      throw new No('handoff.custody_moved_on');
    arrive(world, handoff);
    return { client: handoff.client };
  },
  miss(world, handoff) {
    if (!handoff.appointmentPassed) throw new No('handoff.appointment_not_yet');
    end(world, handoff, 'did-not-arrive');
  },
  fail(world, handoff) {
    end(world, handoff, 'service-unavailable');
  },
  invite(world, handoff, { details }) {
    ahead(details.hours!);
    const no: RefusalCode[] = [];
    if (handoff.endedDaysAgo > 14) no.push('handoff.arrival_too_late');
    if (!consentStands(world, handoff)) no.push('consent.withdrawn');
    if (world.clients[handoff.client]!.custodian !== handoff.sender) no.push('handoff.custody_moved_on');
    if (handoff.kind === 'transfer' && transferOpen(world, handoff.client, undefined))
      no.push('handoff.transfer_open');
    const n = world.handoffs.indexOf(handoff);
    if (world.handoffs.some((one) => one.replaces === n && isOpen(one))) no.push('handoff.offered_already');
    const free = freePlaces(world, handoff.receiver, handoff.stage);
    if (free !== undefined && free <= 0) no.push('handoff.no_place_free');
    if (no.length > 0) throw new No(...no);
    const next: ModelHandoff = {
      ...handoff,
      at: 'awaiting-arrival',
      version: 1,
      round: 1,
      group: world.handoffs.length,
      replaces: world.handoffs.indexOf(handoff),
      replacedBy: null,
      open: 'D3',
      place: null,
      nextStep: false,
      overturned: false,
      escalated: false,
      extended: false,
      arrivedFrom: null,
      appointmentPassed: false,
    };
    keepPlace(world, next, 'firm', true);
    world.handoffs.push(next);
    handoff.nextStep = false;
    handoff.replacedBy = world.handoffs.length - 1;
    moveTo(handoff, handoff.at);
    return { made: 'handoff' };
  },
  report(world, handoff) {
    moveTo(handoff, 'report-sent');
    // What was opened for a stay closes with it, save for whoever has become responsible meanwhile.
    if (handoff.kind === 'referral' && world.clients[handoff.client]!.custodian !== handoff.receiver)
      handoff.open = null;
  },
  acknowledge(_world, handoff) {
    moveTo(handoff, 'loop-closed');
  },
  withdraw(world, handoff) {
    if (handoff.consent === null) throw new No('consent.unknown');
    if (world.consents[handoff.consent]!.withdrawn) throw new No('consent.already_withdrawn');
    withdraw(world, handoff.consent);
  },
  return(world, handoff, { details }) {
    const back: ModelHandoff = {
      client: handoff.client,
      kind: 'transfer',
      basis: 'consent',
      sender: handoff.receiver,
      receiver: handoff.sender,
      stage: details.stage!,
      urgency: details.urgency!,
      at: 'awaiting-acknowledgement',
      version: 1,
      consent: details.consent ?? null,
      group: world.handoffs.length,
      replaces: world.handoffs.indexOf(handoff),
      replacedBy: null,
      round: 1,
      place: null,
      open: null,
      arrivedFrom: null,
      departed: false,
      caller: null,
      overturned: false,
      escalated: false,
      extended: false,
      nextStep: false,
      endedDaysAgo: 0,
      appointmentPassed: false,
    };
    offer(world, back);
    world.handoffs.push(back);
    handoff.replacedBy = world.handoffs.length - 1;
    moveTo(handoff, 'report-sent');
    return { made: 'handoff' };
  },
  stop(world, handoff, { details }, side) {
    const at = STOPPED[details.cause!]!;
    // Of somebody who did not come, only a death is still to be said.
    if (stateOf(handoff) === 'failed' && at !== 'client-died') throw new No(...whyNot(handoff.at, 'stop'));
    // A partner that was merely asked ends its own part; a house that has, or had, the client speaks for all of them.
    const knows = side === 'sender' || !['requested', 'received'].includes(stateOf(handoff));
    if (knows && at !== 'client-withdrew')
      for (const one of world.handoffs)
        if (one !== handoff && one.client === handoff.client && isOpen(one)) endQuietly(one, 'superseded');
    if (at !== 'client-died') return end(world, handoff, at);
    // Nobody rings, writes or waits for somebody who has died.
    endQuietly(handoff, at);
    if (!knows) return;
    for (const one of world.handoffs.filter(({ client }) => client === handoff.client)) {
      one.nextStep = false;
      // What lies in a drawer is not sent after a death.
      if (one.at === 'preparing') endQuietly(one, 'discarded');
    }
  },
  void(world, handoff) {
    end(world, handoff, 'voided');
  },
};

function ahead(hours: number): void {
  if (hours <= 0) throw new No('handoff.appointment_past');
}
