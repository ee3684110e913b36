import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ClockKind } from '../charter/clocks.js';
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
} from '../charter/handoff.js';
import { Refusal } from '../refusal.js';
import * as rules from './handoff-moves.js';
import { cellOf, type Handoff } from './handoff.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = new Date('2026-06-15T12:00:00Z');
const TODAY = '2026-06-15';
const at = (offset: number): Date => new Date(NOW.getTime() + offset);

const refusalOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

/** A handoff for which every guard beside the state is met. */
const aHandoff = (business_state: BusinessState, changes: Partial<Handoff> = {}): Handoff => ({
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

const isNegative = (business: BusinessState): boolean =>
  (NEGATIVE_HANDOFF_STATES as readonly string[]).includes(BUSINESS_STATES[business]);
const isOpen = (business: BusinessState): boolean =>
  (OPEN_HANDOFF_STATES as readonly string[]).includes(BUSINESS_STATES[business]);

type Decided = Exclude<HandoffMove, 'edit' | 'withdraw' | 'supersede'>;
const isDecided = (move: HandoffMove): move is Decided => !['edit', 'withdraw', 'supersede'].includes(move);
const DECIDED = HANDOFF_MOVES.filter(isDecided);

/** Makes a move as the services do, with arguments that are fine in themselves; `to` chooses where it may lead to several. */
function make(move: Decided, handoff: Handoff, mover: HandoffMover, to?: BusinessState): rules.Moved {
  const side = mover as HandoffSide;
  const soon = at(DAY);
  const offer = { expected_on: '2026-07-01', position: null, review_on: '2026-06-20' };
  const makes: Readonly<Record<Decided, () => rules.Moved>> = {
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

/** Moves whose rule knows by itself whose they are, because nobody else ever has them. */
const OF_ONE: readonly Decided[] = ['send', 'overturn', 'extend', 'reassign', 'expire'];

const does = (moved: rules.Moved): string[] => moved.effects.map((effect) => effect.do);
const raises = (moved: rules.Moved): string[] =>
  moved.effects.flatMap((effect) => (effect.do === 'raise_work' ? [`${effect.side} ${effect.kind}`] : []));
const tells = (moved: rules.Moved): string[] =>
  moved.effects.flatMap((effect) => (effect.do === 'tell' ? [effect.side] : []));

/** Every way of every cell that these rules decide. */
const WAYS = BUSINESS_STATE_CODES.flatMap((business) =>
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
const gone = ({ business, move, mover, kind, to }: (typeof WAYS)[number]): rules.Moved =>
  make(move, aHandoff(business, { kind }), mover, to);

describe('the rules of the moves', () => {
  it('go each way of the table, to where it says', () => {
    expect(WAYS.length).toBeGreaterThan(300);
    for (const way of WAYS) {
      const { state, business_state } = gone(way);
      expect([way, business_state, state]).toEqual([way, way.to, BUSINESS_STATES[way.to]]);
    }
  });

  it('refuse whatever the table refuses, with its word, before they look at anything else', () => {
    for (const business of BUSINESS_STATE_CODES) {
      for (const move of DECIDED) {
        for (const mover of HANDOFF_MOVERS) {
          const cell = cellOf(business, move, mover, 'transfer');
          if ('to' in cell || (OF_ONE.includes(move) && cell.refused === 'handoff.not_your_move')) continue;
          const refused = refusalOf(() => make(move, aHandoff(business), mover));
          expect([business, move, mover, refused]).toEqual([business, move, mover, cell.refused]);
        }
      }
    }
  });

  it('leave nothing open after a negative end: let go, a dated next step for whoever is responsible, the other side told', () => {
    const ends = WAYS.filter(
      ({ to, business }) => isNegative(to) && !isNegative(business) && to !== 'discarded',
    );
    expect(new Set(ends.map(({ to }) => to)).size).toBeGreaterThan(12);
    for (const way of ends) {
      const moved = gone(way);
      expect([way, does(moved).includes('let_go'), moved.due]).toEqual([way, true, null]);
      const next = way.to === 'client-died' ? 'custodian client.death_review' : 'custodian handoff.next_step';
      expect([way, raises(moved)]).toEqual([way, expect.arrayContaining([next])]);
      if (way.to === 'client-died') expect(raises(moved)).toEqual([next]);
      const others = ['sender', 'receiver'].filter((side) => side !== way.mover);
      expect([way, tells(moved).sort()]).toEqual([way, others.sort()]);
      for (const opens of ['disclose', 'share_identity', 'switch_custody', 'join', 'hold_place'])
        expect([way, does(moved).includes(opens)]).toEqual([way, false]);
    }
  });

  it('keep the contact fields only of somebody who did not come, and stop everything about somebody who died', () => {
    for (const way of WAYS) {
      const kept = gone(way).effects.some((effect) => effect.do === 'let_go' && effect.keep_contact);
      expect([way, kept]).toEqual([way, way.move === 'miss']);
      const stopsAll = gone(way).effects.some(
        (effect) => effect.do === 'settle_work' && effect.which === 'episode',
      );
      expect([way, stopsAll]).toEqual([way, way.to === 'client-died']);
    }
  });

  it('move custody with the arrival of a transfer, let a referral join with its arrival, and do neither otherwise', () => {
    for (const way of WAYS) {
      const done = does(gone(way));
      expect([way, done.includes('switch_custody')]).toEqual([
        way,
        way.move === 'arrive' && way.kind === 'transfer',
      ]);
      expect([way, done.includes('join')]).toEqual([way, way.move === 'arrive' && way.kind === 'referral']);
      if (way.move === 'arrive') expect(way.mover).toBe('receiver');
    }
  });

  it('open who somebody is with a yes, an arrival or a new consent, and close reading when the consent is in question', () => {
    for (const way of WAYS) {
      const done = does(gone(way));
      const opens =
        ['accept', 'arrive'].includes(way.move) ||
        (way.move === 'resume' && way.business === 'consent-under-discussion');
      expect([way, done.includes('share_identity')]).toEqual([way, opens]);
      expect([way, done.includes('close_reading')]).toEqual([
        way,
        way.move === 'hold' && way.to === 'consent-under-discussion',
      ]);
    }
  });

  it('tell the other side of whatever changes for it, and never the one who did it', () => {
    for (const way of WAYS) {
      const told = tells(gone(way));
      expect([way, told.includes(way.mover)]).toEqual([way, false]);
      const worked = raises(gone(way)).some((one) => !one.startsWith(way.mover));
      const silent = ['send', 'discard', 'take', 'contact', 'call', 'acknowledge'].includes(way.move);
      expect([way, silent || told.length > 0 || worked]).toEqual([way, true]);
    }
  });
});

/** What runs, is kept and was disclosed, as the effects of a walk say. */
interface Model {
  business: BusinessState;
  readonly clocks: Set<ClockKind>;
  place: string | null;
  tiers: string[];
}

function apply(model: Model, moved: rules.Moved): void {
  model.business = moved.business_state;
  for (const effect of moved.effects) {
    if (effect.do === 'start_clock') model.clocks.add(effect.kind);
    if (effect.do === 'settle_clocks' && effect.kinds === 'all') model.clocks.clear();
    if (effect.do === 'settle_clocks' && effect.kinds !== 'all')
      for (const kind of effect.kinds) model.clocks.delete(kind);
    if (effect.do === 'hold_place') model.place = effect.hold;
    if (effect.do === 'release_place' || effect.do === 'take_up_place') model.place = null;
    if (effect.do === 'new_round') model.tiers = [];
    if (effect.do === 'disclose') model.tiers.push(...effect.tiers);
    if (effect.do === 'let_go') {
      model.clocks.clear();
      model.place = null;
    }
  }
}

/** The clock that must run so that nobody is forgotten where a handoff stands. */
const OWED: Partial<Record<BusinessState, ClockKind>> = {
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
  'report-sent': 'acknowledge_report',
};

describe('any walk of a handoff, from the request on', () => {
  const steps = fc.array(fc.tuple(fc.nat(99), fc.nat(9)), { minLength: 1, maxLength: 40 });
  const aKind = fc.constantFrom<OfferedKind>('transfer', 'referral');

  /** Walks on ways that are open, whichever the numbers choose, and looks after every step. */
  function walk(
    kind: OfferedKind,
    choices: [number, number][],
    look: (model: Model, move: Decided) => void,
  ): Model {
    const model: Model = {
      business: 'preparing',
      clocks: new Set(['draft']),
      place: null,
      tiers: [],
    };
    for (const [which, where] of choices) {
      const ways = WAYS.filter((way) => way.business === model.business && way.kind === kind);
      if (ways.length === 0) break;
      const moves = [...new Set(ways.map(({ move }) => move))];
      const move = moves[which % moves.length]!;
      const of = ways.filter((way) => way.move === move);
      apply(model, gone(of[where % of.length]!));
      look(model, move);
    }
    return model;
  }

  it('always runs the clock of whoever owes the next step, and none but a last contact after an end', () => {
    fc.assert(
      fc.property(steps, aKind, (choices, kind) => {
        walk(kind, choices, ({ business, clocks }, move) => {
          const owed = OWED[business];
          if (owed) expect([business, move, clocks.has(owed)]).toEqual([business, move, true]);
          const late = business === 'did-not-arrive' ? ['contact'] : [];
          if (isNegative(business) || business === 'loop-closed')
            expect([business, move, [...clocks].filter((one) => !late.includes(one))]).toEqual([
              business,
              move,
              [],
            ]);
          for (const kindOf of clocks)
            if (Object.values(OWED).includes(kindOf) && isOpen(business))
              expect([business, move, owed]).toEqual([business, move, kindOf]);
        });
      }),
      { numRuns: 600 },
    );
  });

  it('keeps a place softly while it is asked for, firmly once accepted, and none when it is over', () => {
    fc.assert(
      fc.property(steps, aKind, (choices, kind) => {
        walk(kind, choices, ({ business, place }, move) => {
          const state = BUSINESS_STATES[business];
          const expected = {
            requested: 'soft',
            received: 'soft',
            accepted: 'firm',
            'on-hold': 'firm',
          } as Record<string, string>;
          expect([business, move, place]).toEqual([business, move, expected[state] ?? null]);
        });
      }),
      { numRuns: 600 },
    );
  });

  it('discloses the tiers in order, each once in a round, and all of them by the time somebody has arrived', () => {
    fc.assert(
      fc.property(steps, aKind, (choices, kind) => {
        walk(kind, choices, ({ business, tiers }, move) => {
          expect([move, tiers]).toEqual([move, [...new Set(tiers)].sort()]);
          const state = BUSINESS_STATES[business];
          // The card of an overturned request is disclosed by the database.
          const from = tiers[0] === 'D1' || tiers.length === 0 ? tiers : ['D1', ...tiers];
          if (state === 'accepted' || state === 'on-hold')
            expect([move, from]).toEqual([move, ['D1', 'D2', 'D3']]);
          if (state === 'in-progress') expect([move, from]).toEqual([move, ['D1', 'D2', 'D3', 'D4']]);
          if (state === 'requested') expect(from.filter((one) => one !== 'D1')).toEqual([]);
        });
      }),
      { numRuns: 600 },
    );
  });
});
