import { ERRANDS, EVENTS, OFFICE_MOVES, tell, type Command } from './commands.js';
import { end } from './oracle-effects.js';
import { errand } from './oracle-errands.js';
import { moveOfSide } from './oracle-moves.js';
import { forcedChange, moveOfOffice, tick } from './oracle-office.js';
import { No, type Prediction } from './oracle-words.js';
import { fork, hasFailed, isOpen, type SeenClock, type World } from './model.js';

/** Says what must come of a command, and moves the world there. A refusal leaves the world as it was. */
export function predict(world: World, command: Command, clock?: SeenClock): Prediction {
  const content = tell({ ...command, key: '' });
  const earlier = world.done[command.key];
  if (earlier !== undefined)
    return earlier === content ? { repeats: true } : { refused: ['idempotency.key_reused'] };
  const kept = fork(world);
  try {
    const said = judge(world, command, clock);
    if (!isOneOf(EVENTS, command.verb)) world.done[command.key] = content;
    return said;
  } catch (error) {
    if (!(error instanceof No)) throw error;
    Object.assign(world, kept);
    return { refused: error.codes };
  }
}

function judge(world: World, command: Command, clock: SeenClock | undefined): Prediction {
  const { verb, on, details } = command;
  if (isOneOf(OFFICE_MOVES, verb)) return moveOfOffice(world, command);
  if (verb === 'propose_change' || verb === 'decide_change') return forcedChange(world, command);
  if (isOneOf(ERRANDS, verb)) return errand(world, command);
  if (!isOneOf(EVENTS, verb)) return moveOfSide(world, command);
  if (verb === 'close_house') return closeHouse(world, on);
  const handoff = world.handoffs[on]!;
  if (verb === 'tick') tick(world, handoff, clock);
  else if (verb === 'pass_appointment') handoff.appointmentPassed = true;
  else if (verb === 'pass_days') {
    if (hasFailed(handoff)) handoff.endedDaysAgo += details.days!;
  } else world.houses[on]![details.licence ? 'licensed' : 'registered'] = verb === 'regain_standing';
  return {};
}

/** A house closes: nobody there is left to answer, so whoever is responsible is told of every request that was open. */
function closeHouse(world: World, house: number): Prediction {
  for (const one of world.handoffs)
    if (one.receiver === house && isOpen(one)) end(world, one, 'receiver-closed');
  return {};
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}
