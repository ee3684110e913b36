import {
  CONTACT_WAYS,
  DECLINE_REASONS,
  HANDOFF,
  HOLD_REASONS,
  MOVES,
  RECALL_REASONS,
  REPORT_OUTCOMES,
  STOP_CAUSE_CODES,
  type BusinessState,
  type HandoffMove,
  type HandoffSide,
  type SideMove,
} from '#domain/charter/handoff.js';
import { daysAgo, inHours } from '../support/journey.js';
import type { Chance } from './random.js';

/** Moves that one of the two sides asks for. */
export const SIDE_MOVES = (Object.keys(MOVES) as HandoffMove[]).filter((move) =>
  MOVES[move].by.some((mover) => mover === 'sender' || mover === 'receiver'),
) as SideMove[];

/** What ends a handoff before it has arrived, and an arrival that nobody waited for. */
const ENDS: readonly SideMove[] = [
  'stop',
  'void',
  'recall',
  'withdraw',
  'decline',
  'fail',
  'discard',
  'arrive',
];

/** The moves of a side that a state knows. */
export function sensibleMoves(at: BusinessState): SideMove[] {
  return (Object.keys(HANDOFF[at]) as HandoffMove[]).filter((move): move is SideMove =>
    (SIDE_MOVES as readonly HandoffMove[]).includes(move),
  );
}

/** One of them: what leads on is done more often than what ends it, or little of the road would be seen. */
export function likelyMove(at: BusinessState, chance: Chance): SideMove | undefined {
  const sensible = sensibleMoves(at);
  if (sensible.length === 0) return undefined;
  const on = sensible
    .filter((move) => !ENDS.includes(move) || (move === 'arrive' && at === 'awaiting-arrival'))
    .flatMap((move) => (move === 'accept' || move === 'arrive' ? [move, move, move] : [move]));
  const ends = sensible.includes('decline') ? [...sensible, ...Array<SideMove>(4).fill('decline')] : sensible;
  return on.length > 0 && chance.happens(0.72) ? chance.of(on) : chance.of(ends);
}

/** The sides whose move it is. */
export function sidesOf(move: SideMove): HandoffSide[] {
  return (MOVES[move].by as readonly string[]).filter(
    (one): one is HandoffSide => one === 'sender' || one === 'receiver',
  );
}

/** The content of a move as the wire has it; a consent is looked up by the caller. */
export function bodyOf(move: SideMove, chance: Chance): object {
  const appointment_at = inHours(chance.happens(0.04) ? -1 : 24);
  switch (move) {
    case 'edit':
      return { reason: 'In other words' };
    case 'ask':
      return { question: 'Since when?' };
    case 'answer':
      return { answer: 'Since spring' };
    case 'waitlist':
      return chance.happens(0.9) ? { position: 1 + chance.below(9) } : {};
    case 'wish':
      return { wishes: chance.happens(0.7) };
    case 'accept':
      return { appointment_at, ...(chance.happens(0.9) ? { spoke_at: inHours(-1) } : {}) };
    case 'reschedule':
    case 'invite':
      return { appointment_at };
    case 'decline':
      return { reason: chance.of(DECLINE_REASONS) };
    case 'recall':
      return { reason: chance.of(RECALL_REASONS) };
    case 'hold':
      return { reason: chance.of(HOLD_REASONS), resume_on: daysAgo(-2) };
    case 'resume':
      return chance.happens(0.5) ? { appointment_at } : {};
    case 'contact':
      return { way: chance.of(CONTACT_WAYS), reached: chance.happens(0.5) };
    case 'call':
      return chance.happens(0.3) ? { take_over: true } : {};
    case 'arrive':
      return chance.happens(0.06) ? { arrived_at: inHours(chance.of([-400, 5])) } : {};
    case 'report':
      return { outcome: chance.of(REPORT_OUTCOMES.filter((one) => one !== 'returned')) };
    case 'withdraw':
      return { how: 'witnessed_oral' };
    case 'stop':
      return { cause: chance.of(STOP_CAUSE_CODES) };
    case 'void':
      return { reason: 'Somebody else was meant' };
    default:
      return {};
  }
}
