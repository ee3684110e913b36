import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CONSENT_CATEGORIES } from '../charter/consent.js';
import {
  BUSINESS_STATES,
  BUSINESS_STATE_CODES,
  HANDOFF,
  HANDOFF_KINDS,
  HANDOFF_MOVERS,
  HANDOFF_MOVES,
  MOVES,
  OPEN_HANDOFF_STATES,
  type BusinessState,
  type HandoffKind,
  type HandoffMove,
  type HandoffMover,
  type MoveSpec,
} from '../charter/handoff.js';
import { Refusal } from '../refusal.js';
import { REFUSALS_EN } from '../words/refusals.en.js';
import { assertConsentStands, cellOf, decide, movesOf, otherSide, whyNot } from './handoff.js';

const DAY = 86_400_000;
const NOW = new Date('2026-06-15T12:00:00Z');
const at = (offset: number): Date => new Date(NOW.getTime() + offset);

const refusalOf = (work: () => unknown): Refusal | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

const aBusiness = fc.constantFrom(...BUSINESS_STATE_CODES);
const aMove = fc.constantFrom(...HANDOFF_MOVES);
const aMover = fc.constantFrom(...HANDOFF_MOVERS);
const aKind = fc.constantFrom(...HANDOFF_KINDS);

/** Every cell there is, each once. */
function* cells(): Generator<[BusinessState, HandoffMove, HandoffMover, HandoffKind]> {
  for (const business of BUSINESS_STATE_CODES)
    for (const move of HANDOFF_MOVES)
      for (const mover of HANDOFF_MOVERS)
        for (const kind of HANDOFF_KINDS) yield [business, move, mover, kind];
}

const targets = (business: BusinessState, move: HandoffMove): readonly BusinessState[] | undefined =>
  (HANDOFF[business] as Partial<Record<HandoffMove, readonly BusinessState[]>>)[move];
const isOpen = (business: BusinessState): boolean =>
  (OPEN_HANDOFF_STATES as readonly string[]).includes(BUSINESS_STATES[business]);

describe('a cell of the machine', () => {
  it('leads where the charter says, and nowhere for anybody whose move it is not or a kind that has no such move', () => {
    const wrong: string[] = [];
    let count = 0;
    for (const [business, move, mover, kind] of cells()) {
      const { by, only }: MoveSpec = MOVES[move];
      const to = targets(business, move);
      const may = by.includes(mover) && kind !== 'information_only' && (only === undefined || only === kind);
      const cell = cellOf(business, move, mover, kind);
      if (('to' in cell ? cell.to : undefined) !== (may ? to : undefined))
        wrong.push([business, move, mover, kind].join(' '));
      count++;
    }
    expect(wrong).toEqual([]);
    expect(count).toBe(BUSINESS_STATE_CODES.length * HANDOFF_MOVES.length * HANDOFF_MOVERS.length * 3);
  });

  it('that is refused says why, with the nearest reason first: whose move, which kind, where it stands', () => {
    const wrong: string[] = [];
    for (const [business, move, mover, kind] of cells()) {
      const cell = cellOf(business, move, mover, kind);
      if ('to' in cell) continue;
      const { by, only }: MoveSpec = MOVES[move];
      const expected = !by.includes(mover)
        ? 'handoff.not_your_move'
        : kind === 'information_only'
          ? 'handoff.information_only'
          : only !== undefined && only !== kind
            ? 'handoff.kind_has_no_such_move'
            : whyNot(business, move);
      if (cell.refused !== expected) wrong.push([business, move, mover, kind, cell.refused].join(' '));
    }
    expect(wrong).toEqual([]);
  });

  it('that is refused has a sentence for people', () => {
    const answers = [...cells()].map((cell) => cellOf(...cell));
    const said = new Set(answers.flatMap((answer) => ('refused' in answer ? [answer.refused] : [])));
    expect([...said].filter((one) => !(one in REFUSALS_EN))).toEqual([]);
  });

  it('is one of the buttons of exactly those who may press it', () => {
    for (const business of BUSINESS_STATE_CODES)
      for (const mover of HANDOFF_MOVERS)
        for (const kind of HANDOFF_KINDS) {
          const may = HANDOFF_MOVES.filter((move) => 'to' in cellOf(business, move, mover, kind));
          expect([...movesOf(business, mover, kind)].sort()).toEqual([...may].sort());
        }
  });
});

describe('why a move is refused', () => {
  const all = BUSINESS_STATE_CODES.flatMap((business) =>
    HANDOFF_MOVES.filter((move) => targets(business, move) === undefined).map((move) => ({
      business,
      move,
      why: whyNot(business, move),
    })),
  );
  /** Where each reason may be given at all: the sentence must be true there. */
  const TRUE_AT: Readonly<Record<string, (business: BusinessState) => boolean>> = {
    'handoff.not_sent_yet': (one) => one === 'preparing',
    'handoff.already_sent': isOpen,
    'handoff.take_first': (one) => one === 'awaiting-acknowledgement',
    'handoff.already_taken': (one) => BUSINESS_STATES[one] === 'received',
    'handoff.question_open': (one) => one === 'info-requested',
    'handoff.already_waitlisted': (one) => one === 'waitlist-offered' || one === 'waitlisted',
    'handoff.not_accepted_yet': (one) => ['requested', 'received'].includes(BUSINESS_STATES[one]),
    'handoff.already_accepted': (one) => ['accepted', 'on-hold'].includes(BUSINESS_STATES[one]),
    'handoff.already_on_hold': (one) => BUSINESS_STATES[one] === 'on-hold',
    'handoff.not_on_hold': (one) => isOpen(one) && BUSINESS_STATES[one] !== 'on-hold',
    'handoff.nothing_asked': (one) => isOpen(one) && one !== 'info-requested',
    'handoff.nothing_offered': (one) => isOpen(one) && one !== 'waitlist-offered',
    'handoff.not_waitlisted': (one) => isOpen(one) && one !== 'waitlisted',
    'handoff.not_declined': isOpen,
    'handoff.not_missed': isOpen,
    'handoff.nothing_to_extend': (one) => isOpen(one) && targets(one, 'extend') === undefined,
    'handoff.not_arrived_yet': isOpen,
    'handoff.not_reported_yet': (one) => isOpen(one) || one === 'arrived-in-service',
    'handoff.already_arrived': (one) => one === 'arrived-in-service',
    'handoff.already_reported': (one) => one === 'report-sent',
    'handoff.completed': (one) => one === 'report-sent' || one === 'loop-closed',
    'handoff.information_only': (one) => one === 'information-given',
    'handoff.already_declined': (one) => BUSINESS_STATES[one] === 'rejected',
    'handoff.recalled': (one) => one === 'recalled',
    'handoff.reassigned': (one) => one === 'reassigned',
    'handoff.stopped': (one) => one.startsWith('client-') && BUSINESS_STATES[one] === 'cancelled',
    'handoff.ended_by_withdrawal': (one) => one === 'consent-withdrawn',
    'handoff.superseded': (one) => one === 'superseded',
    'handoff.expired': (one) => one.startsWith('expired-'),
    'handoff.receiver_closed': (one) => one === 'receiver-closed',
    'handoff.discarded': (one) => one === 'discarded',
    'handoff.did_not_arrive': (one) => one === 'did-not-arrive',
    'handoff.service_unavailable': (one) => one === 'service-unavailable',
    'handoff.voided': (one) => one === 'voided',
  };

  it('is a sentence that is true where it is said', () => {
    for (const { business, move, why } of all) {
      expect([business, move, why, TRUE_AT[why]?.(business)]).toEqual([business, move, why, true]);
    }
  });

  it('uses every reason, so that none is a word nobody hears', () => {
    expect(new Set(all.map(({ why }) => why))).toEqual(new Set(Object.keys(TRUE_AT)));
  });

  it('names what a move waits for, wherever a handoff is open', () => {
    const waits = {
      edit: 'handoff.already_sent',
      send: 'handoff.already_sent',
      discard: 'handoff.already_sent',
      answer: 'handoff.nothing_asked',
      wish: 'handoff.nothing_offered',
      propose: 'handoff.not_waitlisted',
      overturn: 'handoff.not_declined',
      call: 'handoff.not_missed',
      invite: 'handoff.not_missed',
      acknowledge: 'handoff.not_reported_yet',
      extend: 'handoff.nothing_to_extend',
      report: 'handoff.not_arrived_yet',
      return: 'handoff.not_arrived_yet',
    } as Partial<Record<HandoffMove, string>>;
    const open = all.filter(({ business, move }) => isOpen(business) && waits[move] !== undefined);
    expect(open.length).toBeGreaterThan(90);
    expect(open.filter(({ move, why }) => why !== waits[move])).toEqual([]);
  });

  it('tells after an end how it ended, whatever was asked for', () => {
    const ended = BUSINESS_STATE_CODES.filter((one) => !isOpen(one) && BUSINESS_STATES[one] !== 'draft');
    for (const business of ended.filter((one) => one !== 'report-sent' && one !== 'arrived-in-service')) {
      expect([
        business,
        new Set(all.filter((one) => one.business === business).map(({ why }) => why)).size,
      ]).toEqual([business, 1]);
    }
  });
});

describe('deciding', () => {
  it('takes the only way, or the one that is wanted among several, and none that the cell does not have', () => {
    fc.assert(
      fc.property(
        aBusiness,
        aMove,
        aMover,
        aKind,
        fc.option(aBusiness),
        (business, move, mover, kind, wanted) => {
          const cell = cellOf(business, move, mover, kind);
          const deciding = () => decide({ business_state: business, kind }, move, mover, wanted ?? undefined);
          const refusal = refusalOf(deciding);
          if ('refused' in cell) return expect(refusal?.code).toBe(cell.refused);
          if (wanted !== null && !cell.to.includes(wanted)) return expect(refusal).toBeInstanceOf(Refusal);
          const expected = wanted ?? cell.to[0]!;
          expect(deciding()).toEqual({ state: BUSINESS_STATES[expected], business_state: expected });
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('never leads out of an end, whoever tries whatever in whatever order', () => {
    const ends = BUSINESS_STATE_CODES.filter((one) => Object.keys(HANDOFF[one]).length === 0);
    expect(ends.length).toBeGreaterThan(10);
    fc.assert(
      fc.property(
        fc.constantFrom(...ends),
        aMove,
        aMover,
        aKind,
        fc.option(aBusiness),
        (end, move, mover, kind, to) => {
          expect(
            refusalOf(() => decide({ business_state: end, kind }, move, mover, to ?? undefined)),
          ).toBeDefined();
        },
      ),
    );
  });

  it('lets a client arrive at most once on any walk, and nothing before arrival happen after it', () => {
    const steps = fc.array(fc.tuple(aMove, aMover, fc.nat(9)), { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(steps, fc.constantFrom('transfer' as const, 'referral' as const), (tries, kind) => {
        let business: BusinessState = 'preparing';
        let arrivals = 0;
        for (const [move, mover, choice] of tries) {
          const cell = cellOf(business, move, mover, kind);
          if ('refused' in cell) continue;
          business = decide(
            { business_state: business, kind },
            move,
            mover,
            cell.to[choice % cell.to.length],
          ).business_state;
          if (move === 'arrive') arrivals++;
          if (arrivals > 0) expect(['in-progress', 'completed']).toContain(BUSINESS_STATES[business]);
        }
        expect(arrivals).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });
});

it('the other side of the other side is this one', () => {
  expect([otherSide('sender'), otherSide('receiver')]).toEqual(['receiver', 'sender']);
});

describe('a consent', () => {
  const consent = (withdrawn_at: Date | null, until_at: Date | null) => ({
    categories: CONSENT_CATEGORIES,
    withdrawn_at,
    until_at,
  });

  it('stands until its last moment, and not one longer', () => {
    const until = new Date('2026-06-15T21:00:00Z');
    const lastMoment = new Date('2026-06-15T20:59:59.999Z');
    expect(refusalOf(() => assertConsentStands(consent(null, until), lastMoment))).toBeUndefined();
    expect(refusalOf(() => assertConsentStands(consent(null, until), until))?.code).toBe('consent.expired');
    expect(refusalOf(() => assertConsentStands(consent(null, null), at(DAY * 10_000)))).toBeUndefined();
  });

  it('that was withdrawn never stands, whatever its period', () => {
    fc.assert(
      fc.property(fc.option(fc.date({ noInvalidDate: true })), (until) => {
        expect(refusalOf(() => assertConsentStands(consent(at(-1), until), NOW))?.code).toBe(
          'consent.withdrawn',
        );
      }),
    );
  });
});
