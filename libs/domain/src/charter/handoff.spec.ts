import { describe, expect, it } from '@jest/globals';
import { ACTION_CODES, ACTIONS, type ActionSpec } from './actions.js';
import { CLOCKS, CLOCK_KINDS, RUNGS, type ClockSpec } from './clocks.js';
import {
  BUSINESS_STATES,
  BUSINESS_STATE_CODES,
  DECLINE_REASONS,
  HANDOFF,
  HANDOFF_MOVERS,
  HANDOFF_MOVES,
  HANDOFF_STATES,
  HOLD_REASONS,
  MOVES,
  NEGATIVE_HANDOFF_STATES,
  OPEN_HANDOFF_STATES,
  STOP_CAUSES,
  type BusinessState,
  type HandoffMove,
  type HandoffMover,
  type HandoffState,
  type MoveSpec,
} from './handoff.js';

const stateOf = (business: BusinessState): HandoffState => BUSINESS_STATES[business];
const movesFrom = (business: BusinessState): [HandoffMove, readonly BusinessState[]][] =>
  Object.entries(HANDOFF[business]) as [HandoffMove, readonly BusinessState[]][];
const next = (business: BusinessState): BusinessState[] => movesFrom(business).flatMap(([, to]) => [...to]);
const fromWhere = (move: HandoffMove): BusinessState[] =>
  BUSINESS_STATE_CODES.filter((business) => move in HANDOFF[business]);
const by = (move: HandoffMove): readonly HandoffMover[] => MOVES[move].by;
const among = (states: readonly HandoffState[]): BusinessState[] =>
  BUSINESS_STATE_CODES.filter((business) => states.includes(stateOf(business)));

/** `contact` is a nag of a clock and a move of the sender; as the end of a clock it is the nag. */
const isMoveOfTheClock = (then: ClockSpec['then']): then is HandoffMove =>
  then !== null && then in MOVES && by(then as HandoffMove).includes('system');

const OPEN = among(OPEN_HANDOFF_STATES);
const NEGATIVE = among(NEGATIVE_HANDOFF_STATES);
const FAILED = among(['failed']);
const DECLINED = among(['rejected']);

function reachable(from: BusinessState): Set<BusinessState> {
  const seen = new Set([from]);
  for (const at of seen) for (const one of next(at)) seen.add(one);
  return seen;
}

/** What a mover can do from here that leads out of the open states. */
const waysOut = (business: BusinessState, mover: HandoffMover): HandoffMove[] =>
  movesFrom(business)
    .filter(([move, to]) => by(move).includes(mover) && to.some((one) => !OPEN.includes(one)))
    .map(([move]) => move);

describe('where a handoff can stand', () => {
  it('is reached from a draft, every state of it; only what is given at once stands alone', () => {
    expect([...reachable('preparing'), 'information-given'].sort()).toEqual([...BUSINESS_STATE_CODES].sort());
    expect([...reachable('information-given')]).toEqual(['information-given']);
  });

  it('comes to every end from the start of an emergency too, but those that need an answer first', () => {
    const answerFirst = [
      'preparing',
      'discarded',
      'awaiting-acknowledgement',
      'under-review',
      'info-requested',
      'waitlist-offered',
      'waitlisted',
      'declined',
      'declined-capacity',
      'referred-onward',
      'consent-withdrawn',
      'expired-no-response',
      'information-given',
    ];
    const missing = BUSINESS_STATE_CODES.filter((one) => !reachable('awaiting-arrival').has(one));
    expect(missing.sort()).toEqual(answerFirst.sort());
  });

  it('has every state of FHIR Task that the field uses, and none but those', () => {
    expect(new Set(Object.values(BUSINESS_STATES))).toEqual(new Set(HANDOFF_STATES));
  });

  it('goes on from everywhere but the ends; nobody is stuck', () => {
    const stuck = BUSINESS_STATE_CODES.filter((business) => next(business).length === 0);
    const ends = NEGATIVE.filter((one) => !DECLINED.includes(one) && !FAILED.includes(one));
    expect(stuck.sort()).toEqual([...ends, 'information-given'].sort());
    for (const business of BUSINESS_STATE_CODES) {
      const ahead = [...reachable(business)];
      const isOver = (one: BusinessState) => stuck.includes(one) || one === 'loop-closed';
      expect([business, ahead.some(isOver) || NEGATIVE.includes(business)]).toEqual([business, true]);
    }
  });

  it('leaves each side a way out while it is open, and one that needs neither of them', () => {
    expect(OPEN).toHaveLength(9);
    for (const business of OPEN) {
      expect([business, waysOut(business, 'sender')]).toEqual([
        business,
        expect.arrayContaining(['recall', 'stop', 'void']),
      ]);
      expect([business, waysOut(business, 'receiver')]).toEqual([
        business,
        expect.arrayContaining(['arrive', 'stop']),
      ]);
      const saysNo = waysOut(business, 'receiver').some((move) => ['decline', 'fail'].includes(move));
      expect([business, saysNo]).toEqual([business, true]);
      expect([business, waysOut(business, 'coordinator')]).toEqual([
        business,
        expect.arrayContaining(['recall', 'reassign']),
      ]);
      const alone = waysOut(business, 'system').filter((move) => move !== 'supersede');
      expect([business, alone.length > 0]).toEqual([business, true]);
    }
  });

  it('that ended before arrival moves no more, but for a declined one sent back, somebody who comes after all, and a death', () => {
    const left = Object.fromEntries(
      NEGATIVE.map((business) => [business, movesFrom(business).map(([move]) => move)]).filter(
        ([, moves]) => moves!.length > 0,
      ),
    );
    expect(left).toEqual({
      declined: ['overturn'],
      'declined-capacity': ['overturn'],
      'referred-onward': ['overturn'],
      'did-not-arrive': ['arrive', 'stop', 'invite', 'contact', 'call'],
      'service-unavailable': ['arrive', 'stop', 'invite'],
    });
    for (const business of NEGATIVE) {
      for (const [move, to] of movesFrom(business)) {
        const reopens = to.filter((one) => OPEN.includes(one));
        expect([move, reopens]).toEqual([move, move === 'overturn' ? ['awaiting-acknowledgement'] : []]);
      }
    }
  });

  it('never leads back over an arrival: what was disclosed then is disclosed once', () => {
    const arrived: readonly BusinessState[] = ['arrived-in-service', 'report-sent', 'loop-closed'];
    for (const [at, business] of arrived.entries()) {
      for (const one of next(business)) {
        expect([business, one, arrived.indexOf(one) >= at]).toEqual([business, one, true]);
      }
    }
  });

  it('steps from one state of FHIR Task to another only where the design says so', () => {
    const steps = BUSINESS_STATE_CODES.flatMap((business) =>
      next(business).map((to) => `${stateOf(business)} ${stateOf(to)}`),
    );
    const beforeArrival = ['in-progress', 'cancelled', 'entered-in-error'];
    const expected = Object.entries({
      draft: ['draft', 'requested', 'cancelled'],
      requested: ['requested', 'received', 'accepted', 'rejected', ...beforeArrival],
      received: ['received', 'accepted', 'rejected', ...beforeArrival],
      accepted: ['accepted', 'on-hold', 'failed', ...beforeArrival],
      'on-hold': ['on-hold', 'accepted', 'failed', ...beforeArrival],
      'in-progress': ['in-progress', 'completed'],
      completed: ['completed'],
      rejected: ['requested'],
      failed: ['failed', 'in-progress', 'cancelled'],
    }).flatMap(([from, to]) => to.map((one) => `${from} ${one}`));
    expect([...new Set(steps)].sort()).toEqual(expected.sort());
  });
});

describe('a move', () => {
  it('is one word, says what it does, and happens somewhere', () => {
    for (const move of HANDOFF_MOVES) {
      expect(move).toMatch(/^[a-z]+$/);
      expect([move, MOVES[move].what.length > 10]).toEqual([move, true]);
      expect([move, fromWhere(move).length > 0]).toEqual([move, true]);
    }
  });

  it('always leads to the same state of FHIR Task from one place, and knows where', () => {
    for (const business of BUSINESS_STATE_CODES) {
      for (const [move, to] of movesFrom(business)) {
        expect([business, move, to.length > 0, new Set(to).size]).toEqual([business, move, true, to.length]);
        // The client's wish is the one question with two answers inside one state.
        expect([business, move, new Set(to.map(stateOf)).size]).toEqual([business, move, 1]);
      }
    }
  });

  it('belongs to somebody; each side, the office and the clocks have moves of their own', () => {
    for (const move of HANDOFF_MOVES) {
      expect([move, by(move).length > 0, new Set(by(move)).size]).toEqual([move, true, by(move).length]);
    }
    for (const mover of HANDOFF_MOVERS) {
      expect(HANDOFF_MOVES.filter((move) => by(move).join() === mover).length).toBeGreaterThan(0);
    }
  });

  it('of a side is an action of a side, one of the office an action on the envelope, and one of the clocks nobody’s', () => {
    const sides = HANDOFF_MOVES.filter((move) =>
      by(move).some((one) => one === 'sender' || one === 'receiver'),
    );
    const office = HANDOFF_MOVES.filter((move) => by(move).includes('coordinator'));
    const written = (subject: string, condition: string): string[] =>
      Object.entries<ActionSpec>(ACTIONS)
        .filter(([action, spec]) => action.startsWith(`${subject}.`) && spec.condition === condition)
        .filter(([, { audit }]) => audit === 'write')
        .map(([action]) => action.slice(subject.length + 1));
    // Who may send is asked of the client's custody, because sending at once has no handoff yet.
    expect([...written('handoff', 'own_side'), 'send'].sort()).toEqual([...sides].sort());
    expect(ACTIONS['handoff.send']).toMatchObject({ on: 'client', condition: 'own_custody', audit: 'write' });
    expect(written('envelope', 'coordinates').sort()).toEqual([...office].sort());
    for (const move of HANDOFF_MOVES.filter((one) => by(one).join() === 'system')) {
      expect(ACTION_CODES.filter((action) => action.endsWith(`.${move}`))).toEqual([]);
    }
  });

  it('of a side is within the roles of a case manager, so that a house of one person is never stuck', () => {
    const sides = Object.entries<ActionSpec>(ACTIONS).filter(([action]) =>
      HANDOFF_MOVES.some((move) => action === `handoff.${move}`),
    );
    expect(sides.length).toBeGreaterThan(25);
    expect(sides.filter(([, { roles }]) => !roles.includes('case_manager'))).toEqual([]);
  });

  it('of the system is what a clock does at its end, what another partner’s yes does, or what a withdrawn consent does', () => {
    const system = HANDOFF_MOVES.filter((move) => by(move).includes('system'));
    const byClock = CLOCK_KINDS.map((kind) => CLOCKS[kind].then).filter(isMoveOfTheClock);
    expect(new Set(system)).toEqual(new Set([...byClock, 'supersede', 'withdraw']));
  });

  it('that takes back, stops, voids or loses to another partner is there exactly while the handoff is open', () => {
    for (const move of ['recall', 'void', 'supersede', 'reassign'] as const) {
      expect([move, fromWhere(move)]).toEqual([move, OPEN]);
    }
    // Somebody who did not come may have died: that is said where they were expected.
    expect(fromWhere('stop')).toEqual([...OPEN, ...FAILED]);
    expect(fromWhere('arrive')).toEqual([...OPEN, ...FAILED]);
    expect(fromWhere('accept')).toEqual(among(['requested', 'received']));
    expect(fromWhere('decline')).toEqual(among(['requested', 'received']));
  });

  it('that withdraws a consent is there as long as something is disclosed', () => {
    const open = BUSINESS_STATE_CODES.filter((one) => one !== 'preparing' && one !== 'information-given');
    expect(fromWhere('withdraw')).toEqual(open.filter((one) => !NEGATIVE.includes(one)));
    for (const business of fromWhere('withdraw')) {
      const [to] = (HANDOFF[business] as { withdraw: readonly BusinessState[] }).withdraw;
      const expected = { requested: 'cancelled', received: 'cancelled', accepted: 'on-hold' } as Record<
        string,
        string
      >;
      expect([business, stateOf(to!)]).toEqual([business, expected[stateOf(business)] ?? stateOf(business)]);
    }
  });

  it('with a reason leads where the reason says: every stop, every pause, every no', () => {
    for (const business of fromWhere('stop')) {
      expect((HANDOFF[business] as { stop: unknown }).stop).toEqual(
        FAILED.includes(business) ? ['client-died'] : Object.values(STOP_CAUSES),
      );
    }
    expect(HANDOFF['awaiting-arrival'].hold).toEqual(HOLD_REASONS);
    expect([...HOLD_REASONS].sort()).toEqual(among(['on-hold']).sort());
    expect(DECLINED).toEqual(['declined', 'declined-capacity', 'referred-onward']);
    expect(DECLINE_REASONS).toEqual(expect.arrayContaining(['no_capacity', 'referred_onward']));
    expect(DECLINE_REASONS.filter((reason) => /return|relapse|use/.test(reason))).toEqual([]);
  });

  it('only for one kind is a move of the one that holds custody: a return is a transfer', () => {
    const narrow = HANDOFF_MOVES.filter((move) => (MOVES[move] as MoveSpec).only !== undefined);
    expect(narrow.map((move) => [move, (MOVES[move] as MoveSpec).only])).toEqual([['return', 'transfer']]);
  });

  it('carries the numbers of the design, every one of them that is a move', () => {
    const numbers = HANDOFF_MOVES.flatMap((move) => (MOVES[move].design ?? '').split(', '));
    const wanted = Array.from({ length: 20 }, (_, i) => `t${i + 1}`).filter((one) => one !== 't17');
    expect([...new Set(numbers.filter((one) => one.startsWith('t')))].sort()).toEqual(
      [...wanted, 't11b'].sort(),
    );
  });
});

describe('the clocks', () => {
  const ladders = CLOCK_KINDS.flatMap((kind) => {
    const { ladder, then }: ClockSpec = CLOCKS[kind];
    return (['routine', 'urgent'] as const).map((urgency) => ({
      kind,
      urgency,
      then,
      shares: Object.entries(ladder[urgency]).map(([rung, share]): [number, number] => [Number(rung), share]),
    }));
  });

  it('climb rung by rung, each later than the one before, on rungs that exist', () => {
    for (const { kind, urgency, shares } of ladders) {
      expect([kind, urgency, shares.length > 0]).toEqual([kind, urgency, true]);
      for (const [i, [rung, share]] of shares.entries()) {
        expect(Object.keys(RUNGS)).toContain(String(rung));
        const [before, earlier] = shares[i - 1] ?? [0, 0];
        expect([kind, urgency, rung > before, share > earlier]).toEqual([kind, urgency, true, true]);
      }
    }
  });

  it('spare an urgent one the reminder, and are never later for it', () => {
    for (const kind of CLOCK_KINDS) {
      const { routine, urgent } = CLOCKS[kind].ladder as ClockSpec['ladder'];
      expect([kind, 1 in urgent]).toEqual([kind, false]);
      const wanted = Object.keys(routine).filter((rung) => rung !== '1');
      expect([kind, Object.keys(urgent)]).toEqual([kind, wanted]);
      for (const rung of [2, 3, 4] as const) {
        if (rung in urgent) expect([kind, rung, urgent[rung]! <= routine[rung]!]).toEqual([kind, rung, true]);
      }
    }
  });

  it('act on the last rung, and only those that are to act at all', () => {
    for (const { kind, urgency, shares, then } of ladders) {
      const acts = shares.some(([rung]) => rung === 4);
      expect([kind, urgency, acts]).toEqual([kind, urgency, then !== null]);
    }
  });

  it('end in a move of the machine that is the system’s, or in one of four nags that move nothing', () => {
    const nags = CLOCK_KINDS.map((kind) => CLOCKS[kind].then).filter(
      (then) => then !== null && !isMoveOfTheClock(then),
    );
    expect([...nags].sort()).toEqual(['contact', 'not_seen', 'release_place', 'review']);
  });

  it('call the coordination office before they end anything that both sides could still answer', () => {
    const ending = ladders.filter(({ then }) => then === 'expire' || then === null);
    for (const { kind, urgency, shares } of ending) {
      if (kind === 'hard_stop') continue; // decide climbs the ladder beside it
      expect([kind, urgency, shares.map(([rung]) => rung)]).toEqual([
        kind,
        urgency,
        expect.arrayContaining([2, 3]),
      ]);
    }
  });
});
