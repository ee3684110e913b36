import {
  BUSINESS_STATES,
  BUSINESS_STATE_CODES,
  HANDOFF_MOVERS,
  HANDOFF_MOVES,
  HOLD_REASONS,
  NEGATIVE_HANDOFF_STATES,
  OPEN_HANDOFF_STATES,
  STOP_CAUSE_CODES,
  STOP_CAUSES,
  type BusinessState,
  type HandoffMove,
  type HandoffMover,
  type HandoffSide,
  type OfferedKind,
} from '#domain/charter/handoff.js';
import * as arrivals from '#domain/rules/handoff-arrival.js';
import type { Moved } from '#domain/rules/handoff-effects.js';
import * as answers from '#domain/rules/handoff-moves.js';
import * as office from '#domain/rules/handoff-office.js';
import { cellOf, type Handoff } from '#domain/rules/handoff.js';

/** Every rule of a move, wherever it stands. */
export const rules = { ...answers, ...arrivals, ...office };

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const NOW = new Date('2026-06-15T12:00:00Z');
export const TODAY = '2026-06-15';
export const at = (offset: number): Date => new Date(NOW.getTime() + offset);

/** A handoff for which every guard beside the state is met. */
export const aHandoff = (business_state: BusinessState, changes: Partial<Handoff> = {}): Handoff => ({
  business_state,
  kind: 'transfer',
  basis: 'consent',
  urgency: 'routine',
  stage: 'rehabilitation',
  safety_withheld: false,
  planned_return: false,
  requested_at: at(-3 * DAY),
  appointment_at: at(-2 * HOUR),
  departed_at: null,
  closed_at: isNegative(business_state) ? at(-DAY) : null,
  escalated_at: at(-HOUR),
  extended_at: null,
  overturned_at: null,
  ...changes,
});

export const isNegative = (business: BusinessState): boolean =>
  (NEGATIVE_HANDOFF_STATES as readonly string[]).includes(BUSINESS_STATES[business]);
export const isOpen = (business: BusinessState): boolean =>
  (OPEN_HANDOFF_STATES as readonly string[]).includes(BUSINESS_STATES[business]);

/** Every move but the edit of a draft, a withdrawal and what another partner's yes does: those have no rule of their own. */
export type Decided = Exclude<HandoffMove, 'edit' | 'withdraw' | 'supersede'>;
const isDecided = (move: HandoffMove): move is Decided => !['edit', 'withdraw', 'supersede'].includes(move);
export const DECIDED = HANDOFF_MOVES.filter(isDecided);

/** Makes a move as the services do, with arguments that are fine in themselves; `to` chooses where it may lead to several. */
export function make(move: Decided, handoff: Handoff, mover: HandoffMover, to?: BusinessState): Moved {
  const side = mover as HandoffSide;
  const soon = at(DAY);
  const offer = { expected_on: '2026-07-01', position: null, review_on: '2026-06-20' };
  const makes: Readonly<Record<Decided, () => Moved>> = {
    send: () => rules.send(handoff),
    discard: () => rules.discard(handoff, mover as 'sender'),
    take: () => rules.take(handoff, side),
    ask: () => rules.ask(handoff, side),
    answer: () => rules.answer(handoff, side),
    waitlist: () => rules.waitlist(handoff, side, offer, TODAY),
    wish: () => rules.wish(handoff, side, to !== 'under-review', at(7 * DAY)),
    propose: () => rules.propose(handoff, side),
    accept: () => rules.accept(handoff, side, { appointment_at: soon, spoke_at: undefined }, NOW),
    decline: () =>
      rules.decline(
        handoff,
        side,
        to === 'declined-capacity' ? 'no_capacity' : to === 'referred-onward' ? 'referred_onward' : 'area',
      ),
    overturn: () => rules.overturn(handoff, soon, NOW),
    recall: () => rules.recall(handoff, mover as 'sender'),
    hold: () =>
      rules.hold(handoff, side, HOLD_REASONS.find((one) => one === to) ?? 'transport', TODAY, TODAY),
    resume: () =>
      rules.resume(
        handoff,
        side,
        { appointment_at: soon, new_consent: handoff.business_state === 'consent-under-discussion' },
        NOW,
      ),
    reschedule: () => rules.reschedule(handoff, side, soon, NOW),
    depart: () => rules.depart(handoff, side),
    contact: () => rules.contact(handoff, side, true),
    call: () => rules.call(handoff, side, false, false),
    arrive: () => rules.arrive(handoff, side, at(-HOUR), NOW),
    miss: () => rules.miss(handoff, mover as 'receiver', NOW),
    fail: () => rules.fail(handoff, side),
    invite: () => rules.invite(handoff, side, soon, NOW),
    report: () => rules.report(handoff, side),
    acknowledge: () => rules.acknowledge(handoff, mover as 'sender'),
    return: () => rules.report(handoff, side, 'return'),
    stop: () => rules.stop(handoff, side, STOP_CAUSE_CODES.find((one) => STOP_CAUSES[one] === to) ?? 'left'),
    void: () => rules.voidIt(handoff, side),
    extend: () => rules.extend(handoff),
    reassign: () => rules.reassign(handoff),
    expire: () => rules.expire(handoff, to === 'receiver-closed'),
  };
  return makes[move]();
}

/** A cell that is allowed, with one of the places it leads to. */
export interface Way {
  readonly business: BusinessState;
  readonly move: Decided;
  readonly mover: HandoffMover;
  readonly kind: OfferedKind;
  readonly to: BusinessState;
}

/** Every way of every cell that these rules decide. */
export const WAYS: readonly Way[] = BUSINESS_STATE_CODES.flatMap((business) =>
  DECIDED.flatMap((move) =>
    HANDOFF_MOVERS.flatMap((mover) =>
      (['transfer', 'referral'] as const).flatMap((kind) => {
        const cell = cellOf(business, move, mover, kind);
        return 'to' in cell ? cell.to.map((to) => ({ business, move, mover, kind, to })) : [];
      }),
    ),
  ),
);
/** The way as the services make it. */
export function gone({ business, move, mover, kind, to }: Way, changes: Partial<Handoff> = {}): Moved {
  return make(move, aHandoff(business, { ...changes, kind }), mover, to);
}
