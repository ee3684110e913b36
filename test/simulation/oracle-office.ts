import { HANDOFF, type HandoffMove } from '#domain/charter/handoff.js';
import type { Command } from './commands.js';
import {
  askedBesides,
  consentStands,
  end,
  endQuietly,
  keepPlace,
  moveTo,
  passCustody,
  saidYes,
  transferOpen,
} from './oracle-effects.js';
import { No, whyNot, type Prediction } from './oracle-words.js';
import { fork, isOpen, stateOf, type ModelHandoff, type SeenClock, type World } from './model.js';

/** What the coordination office does to one handoff. */
export function moveOfOffice(world: World, command: Command): Prediction {
  if (command.who.house !== 'office') throw new No('permission.role');
  const handoff = world.handoffs[command.on]!;
  if (handoff.at === 'preparing' || handoff.at === 'discarded') throw new No('request.not_found');
  const move: HandoffMove = command.verb === 'recall_envelope' ? 'recall' : (command.verb as HandoffMove);
  if (!(move in HANDOFF[handoff.at])) throw new No(...whyNot(handoff.at, move));
  if (command.version === handoff.version) carryOut(world, handoff, move);
  else {
    const trial = fork(world);
    try {
      carryOut(trial, trial.handoffs[command.on]!, move);
    } catch (error) {
      throw error instanceof No ? new No(...error.codes, 'version.stale') : error;
    }
    throw new No('version.stale');
  }
  return { at: handoff.at, version: handoff.version };
}

function carryOut(world: World, handoff: ModelHandoff, move: HandoffMove): void {
  if (move === 'overturn') return overturn(world, handoff);
  if (!handoff.escalated) throw new No('handoff.not_escalated');
  if (move === 'extend') {
    if (handoff.extended) throw new No('handoff.already_extended');
    handoff.extended = true;
    return moveTo(handoff, handoff.at);
  }
  if (move === 'reassign') return end(world, handoff, 'reassigned');
  return end(world, handoff, 'recalled');
}

/** Once, within three business days, and only where nothing else has begun meanwhile. */
function overturn(world: World, handoff: ModelHandoff): void {
  const no: No['codes'][number][] = [];
  if (handoff.overturned) no.push('handoff.already_overturned');
  if (handoff.endedDaysAgo > 10) no.push('handoff.overturn_too_late');
  if (!consentStands(world, handoff)) no.push('consent.withdrawn');
  if (world.clients[handoff.client]!.custodian !== handoff.sender)
    no.push('client.not_in_custody', 'handoff.custody_moved_on');
  if (handoff.kind === 'transfer' && transferOpen(world, handoff.client, handoff.group))
    no.push('handoff.transfer_open');
  if (world.handoffs.some((one) => one !== handoff && one.group === handoff.group && saidYes(one)))
    no.push('handoff.transfer_open', 'handoff.superseded');
  // The sender has asked the same partner once more meanwhile: that offer is the one to be answered.
  if (askedBesides(world, handoff)) no.push('handoff.offered_already');
  if (no.length > 0) throw new No(...no);
  moveTo(handoff, 'awaiting-acknowledgement');
  handoff.overturned = true;
  handoff.round += 1;
  handoff.open = 'D1';
  handoff.nextStep = false;
  keepPlace(world, handoff, 'soft', false);
}

/** Two coordinators and a document move custody without an arrival. */
export function forcedChange(world: World, command: Command): Prediction {
  const { verb, who, on, details } = command;
  if (who.house !== 'office') throw new No('permission.role');
  if (verb === 'propose_change') {
    const { custodian } = world.clients[on]!;
    if (details.house === custodian) throw new No('custody.change_same');
    if (world.changes.some((one) => one.client === on && one.decided === null))
      throw new No('custody.change_open');
    world.changes.push({ client: on, from: custodian, to: details.house!, by: who, decided: null });
    return { made: 'change' };
  }
  const change = world.changes[on]!;
  if (change.decided !== null) throw new No('custody.change_decided');
  if (change.by.number === who.number) throw new No('custody.change_needs_another');
  const client = world.clients[change.client]!;
  if (details.yes && client.custodian !== change.from) throw new No('custody.change_overtaken');
  change.decided = details.yes!;
  if (!details.yes) return {};
  passCustody(world, change.client, change.to);
  if (!client.known.includes(change.to)) client.known.push(change.to);
  for (const one of world.handoffs)
    if (one.client === change.client && one.kind === 'transfer' && isOpen(one)) endQuietly(one, 'superseded');
  return {};
}

/** A clock has run. One that was settled, fired or is not due does nothing at all. */
export function tick(world: World, handoff: ModelHandoff, clock: SeenClock | undefined): void {
  if (!clock?.live) return;
  const { kind, rung } = clock;
  if (rung === 3) handoff.escalated = true;
  if (kind === 'hold' && rung === 2) handoff.place = null;
  if (rung !== 4) return;
  switch (kind) {
    case 'draft':
      return moveTo(handoff, 'discarded');
    case 'hard_stop':
      // Somebody who was offered a place on the waiting list is waited for; whoever offered it has decided.
      if (handoff.at === 'waitlist-offered') return;
      return end(world, handoff, 'expired-no-decision');
    case 'acknowledge':
    case 'decide':
    case 'answer':
    case 'hold':
      return end(
        world,
        handoff,
        stateOf(handoff) === 'requested' ? 'expired-no-response' : 'expired-no-decision',
      );
    case 'arrive':
      return end(world, handoff, 'did-not-arrive');
    case 'acknowledge_report':
      return moveTo(handoff, 'loop-closed');
    default:
      return;
  }
}
