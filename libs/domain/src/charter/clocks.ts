import type { BusinessState, HandoffMove, HandoffSide } from './handoff.js';

/** The rungs of the ladder: the one who must act is nagged first, then whoever can act instead (design: handoff, section 4). */
export const RUNGS = {
  1: { name: 'reminder', what: 'reminds the duty role of whoever must act' },
  2: { name: 'overdue', what: 'tells the manager of whoever must act; the other side sees it is overdue' },
  3: { name: 'escalated', what: 'gives the coordination office work: extend once, reassign or recall' },
  4: { name: 'exhausted', what: 'the clock itself acts' },
} as const;
export type Rung = keyof typeof RUNGS;

type Ladder = Partial<Record<Rung, number>>;

/** At which share of the clock each rung is climbed. An urgent clock skips the reminder. */
const routine = { 1: 0.5, 2: 1, 3: 1.5, 4: 2 } as const;
const urgent = { 2: 0.5, 3: 1, 4: 2 } as const;
/** Chased, and never acted on by the clock. */
const chased = { routine: { 1: 0.5, 2: 1, 3: 1.5 }, urgent: { 2: 0.5, 3: 1 } } as const;
const once = { routine: { 4: 1 }, urgent: { 4: 1 } } as const;

export interface ClockSpec {
  /** Who must act before it has run out; its calendar counts. */
  readonly whose: HandoffSide;
  readonly ladder: { readonly routine: Ladder; readonly urgent: Ladder };
  /** What the clock does on its last rung: a move of the machine, or a nag of its own. */
  readonly then: HandoffMove | 'not_seen' | 'release_place' | 'review' | 'contact' | null;
  readonly what: string;
}

/** Every clock of a handoff. How long each runs is the pack's (`clocks`), business days are those of whoever must act. */
export const CLOCKS = {
  acknowledge: {
    whose: 'receiver',
    ladder: { routine, urgent },
    then: 'expire',
    what: 'look at the request',
  },
  decide: {
    whose: 'receiver',
    ladder: { routine, urgent },
    then: 'expire',
    what: 'accept, decline or offer the waiting list',
  },
  hard_stop: {
    whose: 'receiver',
    ladder: once,
    then: 'expire',
    what: 'no request waits longer for a decision',
  },
  answer: { whose: 'sender', ladder: { routine, urgent }, then: 'expire', what: 'answer the question' },
  wish: {
    whose: 'sender',
    ladder: chased,
    then: null,
    what: 'tell what the client wishes; no answer is chased, never assumed',
  },
  review: { whose: 'receiver', ladder: once, then: 'review', what: 'look at the waiting list again' },
  arrive: {
    whose: 'receiver',
    ladder: once,
    then: 'miss',
    what: 'the client comes, within the days of grace',
  },
  not_seen: {
    whose: 'receiver',
    ladder: once,
    then: 'not_seen',
    what: 'tell both sides that somebody at risk was not seen',
  },
  hold: {
    whose: 'sender',
    ladder: { routine: { 2: 1, 3: 1.5, 4: 2 }, urgent: { 2: 1, 3: 1.5, 4: 2 } },
    then: 'expire',
    what: 'go on after the pause; the place is let go on the second rung',
  },
  first_report: { whose: 'receiver', ladder: chased, then: null, what: 'tell how the first days went' },
  acknowledge_report: {
    whose: 'sender',
    ladder: once,
    then: 'acknowledge',
    what: 'read the report; afterwards it counts as read, flagged',
  },
  draft: { whose: 'sender', ladder: once, then: 'discard', what: 'a draft is not kept longer' },
  contact: {
    whose: 'sender',
    ladder: once,
    then: 'contact',
    what: 'somebody out of the house and not arrived is spoken to',
  },
  place_hold: {
    whose: 'sender',
    ladder: once,
    then: 'release_place',
    what: 'the place of somebody who is away for a few days is kept',
  },
} as const satisfies Record<string, ClockSpec>;
export type ClockKind = keyof typeof CLOCKS;
export const CLOCK_KINDS = Object.keys(CLOCKS) as ClockKind[];

/** Where a handoff that is under way stands, and the clock that is owed there: whose it is must act now. */
export const OWED_CLOCKS = {
  'awaiting-acknowledgement': 'acknowledge',
  'under-review': 'decide',
  'info-requested': 'answer',
  'waitlist-offered': 'wish',
  waitlisted: 'review',
  'awaiting-arrival': 'arrive',
  'client-unreachable': 'hold',
  'consent-under-discussion': 'hold',
  transport: 'hold',
  'arrived-in-service': 'first_report',
} as const satisfies Partial<Record<BusinessState, ClockKind>>;

/** States of a handoff under way in which this side must act. */
export function statesOwedBy(side: HandoffSide): BusinessState[] {
  return (Object.keys(OWED_CLOCKS) as (keyof typeof OWED_CLOCKS)[]).filter(
    (state) => CLOCKS[OWED_CLOCKS[state]].whose === side,
  );
}
