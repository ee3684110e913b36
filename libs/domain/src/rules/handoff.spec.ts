import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CONSENT_CATEGORIES } from '../charter/consent.js';
import {
  DECLINE_REASONS,
  HANDOFF,
  HANDOFF_MOVES,
  HANDOFF_STATES,
  type HandoffMove,
  type HandoffSide,
  type HandoffState,
} from '../charter/handoff.js';
import { LIMITS } from '../charter/limits.js';
import { Refusal } from '../refusal.js';
import {
  accept,
  arrive,
  assertConsentStands,
  decide,
  decline,
  movesOf,
  recall,
  report,
  take,
  type Effect,
  type Handoff,
  type Moved,
} from './handoff.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = new Date('2026-06-15T12:00:00Z');
const at = (offset: number): Date => new Date(NOW.getTime() + offset);
const ENDS: readonly HandoffState[] = ['completed', 'rejected', 'cancelled'];

const refusalOf = (work: () => unknown): Refusal | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

const aState = fc.constantFrom(...HANDOFF_STATES);
const aMove = fc.constantFrom(...HANDOFF_MOVES);
const aSide = fc.constantFrom<HandoffSide>('sender', 'receiver');
const aKind = fc.constantFrom('transfer' as const, 'referral' as const);
const aHandoff = (
  state: HandoffState,
  kind: Handoff['kind'] = 'transfer',
  safety_withheld = false,
): Handoff => ({
  state,
  kind,
  safety_withheld,
  requested_at: at(-2 * DAY),
});

/** Any move as the services make it, with arguments that are fine in themselves. */
function make(move: HandoffMove, handoff: Handoff, side: HandoffSide): Moved {
  switch (move) {
    case 'take':
      return take(handoff, side);
    case 'accept':
      return accept(handoff, side, { appointment_at: at(DAY), spoke_at: at(-HOUR) }, NOW);
    case 'decline':
      return decline(handoff, side, 'area', 24, NOW);
    case 'recall':
      return recall(handoff, side, 24, NOW);
    case 'arrive':
      return arrive(handoff, side, at(-HOUR), 7, NOW);
    case 'report':
      return report(handoff, side);
  }
}

const effects = (moved: Moved): Effect['do'][] => moved.effects.map((effect) => effect.do);

describe('a handoff', () => {
  it('moves as the charter says, for every state, move and side, and is refused by name everywhere else', () => {
    for (const state of HANDOFF_STATES) {
      for (const move of HANDOFF_MOVES) {
        for (const side of ['sender', 'receiver'] as const) {
          const known = (
            HANDOFF[state] as Partial<Record<HandoffMove, { to: HandoffState; by: HandoffSide }>>
          )[move];
          const refusal = refusalOf(() => decide(state, move, side));
          if (known?.by === side) expect(decide(state, move, side).state).toBe(known.to);
          else
            expect([state, move, side, refusal?.code]).toEqual([
              state,
              move,
              side,
              expect.stringMatching(/^handoff\./),
            ]);
          if (known && known.by !== side) expect(refusal?.code).toBe('handoff.not_your_move');
          expect(movesOf(state, side).includes(move)).toBe(known?.by === side);
        }
      }
    }
  });

  it('that has ended stays ended, whoever tries whatever', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ENDS), aMove, aSide, aKind, (state, move, side, kind) => {
        expect(refusalOf(() => make(move, aHandoff(state, kind), side))).toBeDefined();
      }),
    );
  });

  it('comes to an end after at most five moves, whatever the two sides do in whatever order', () => {
    const tries = fc.array(fc.tuple(aMove, aSide), { maxLength: 40 });
    fc.assert(
      fc.property(tries, aKind, (steps, kind) => {
        let state: HandoffState = 'requested';
        let made = 0;
        for (const [move, side] of steps) {
          const handoff = aHandoff(state, kind);
          if (refusalOf(() => make(move, handoff, side))) continue;
          state = make(move, handoff, side).state;
          made++;
        }
        expect(made).toBeLessThanOrEqual(5);
      }),
    );
  });

  it('moves custody only with the arrival of a transfer, by the receiver; a referral never moves it', () => {
    fc.assert(
      fc.property(aState, aMove, aSide, aKind, (state, move, side, kind) => {
        const handoff = aHandoff(state, kind);
        if (refusalOf(() => make(move, handoff, side))) return;
        const done = effects(make(move, handoff, side));
        expect(done.includes('switch_custody')).toBe(move === 'arrive' && kind === 'transfer');
        expect(done.includes('join')).toBe(move === 'arrive' && kind === 'referral');
        if (move === 'arrive') expect([state, side]).toEqual(['accepted', 'receiver']);
      }),
    );
  });

  it('that ends before arrival closes what was opened and leaves the sender a dated next step', () => {
    fc.assert(
      fc.property(
        aState,
        fc.constantFrom('decline' as const, 'recall' as const),
        aKind,
        fc.integer({ min: 1, max: 96 }),
        (state, move, kind, hours) => {
          const handoff = aHandoff(state, kind);
          const side = move === 'decline' ? 'receiver' : 'sender';
          const end = () =>
            move === 'decline'
              ? decline(handoff, side, 'other', hours, NOW)
              : recall(handoff, side, hours, NOW);
          if (refusalOf(end)) return;
          const moved = end();
          expect(effects(moved)).toEqual(expect.arrayContaining(['close_packets', 'settle_work']));
          expect(moved.effects).toContainEqual({
            do: 'raise_work',
            side: 'sender',
            kind: 'handoff.next_step',
            due_at: at(hours * HOUR),
          });
          expect(effects(moved)).not.toContain('disclose');
          expect(effects(moved)).not.toContain('share_identity');
        },
      ),
    );
  });

  it('discloses each tier once on every road through it, and in order', () => {
    const roads: HandoffMove[][] = [
      ['take', 'accept', 'arrive', 'report'],
      ['accept', 'arrive', 'report'],
    ];
    for (const road of roads) {
      let state: HandoffState = 'requested';
      const tiers: string[] = [];
      for (const move of road) {
        const moved = make(move, aHandoff(state), 'receiver');
        for (const effect of moved.effects) if (effect.do === 'disclose') tiers.push(effect.tier);
        state = moved.state;
      }
      expect([road, tiers, state]).toEqual([road, ['D2', 'D3', 'D4'], 'completed']);
    }
  });

  it('opens who the client is with acceptance, and with no other move', () => {
    fc.assert(
      fc.property(aState, aMove, aSide, aKind, (state, move, side, kind) => {
        const handoff = aHandoff(state, kind);
        if (refusalOf(() => make(move, handoff, side))) return;
        expect(effects(make(move, handoff, side)).includes('share_identity')).toBe(move === 'accept');
      }),
    );
  });
});

describe('accepting', () => {
  const answer =
    (offset: number, spoke = true) =>
    () =>
      accept(
        aHandoff('received', 'transfer', true),
        'receiver',
        { appointment_at: at(offset), spoke_at: spoke ? at(-HOUR) : undefined },
        NOW,
      );

  it('needs an appointment that is still to come, and not beyond a year', () => {
    const far = LIMITS.appointment_ahead_days_max * DAY;
    expect(refusalOf(answer(0))?.code).toBe('handoff.appointment_past');
    expect(refusalOf(answer(-DAY))?.code).toBe('handoff.appointment_past');
    expect(refusalOf(answer(1))).toBeUndefined();
    expect(refusalOf(answer(far))).toBeUndefined();
    expect(refusalOf(answer(far + 1))?.code).toBe('handoff.appointment_too_far');
  });

  it('needs a talk where safety information is withheld, and only there', () => {
    expect(refusalOf(answer(DAY, false))?.code).toBe('handoff.safety_speak_first');
    const open = aHandoff('received');
    expect(
      refusalOf(() => accept(open, 'receiver', { appointment_at: at(DAY), spoke_at: undefined }, NOW)),
    ).toBeUndefined();
  });
});

describe('declining', () => {
  it('keeps its reason in the words of the field: no place, sent onward, or no', () => {
    for (const reason of DECLINE_REASONS) {
      const { state, business_state } = decline(aHandoff('requested'), 'receiver', reason, 24, NOW);
      const words = { no_capacity: 'declined-capacity', referred_onward: 'referred-onward' } as Record<
        string,
        string
      >;
      expect([state, business_state]).toEqual(['rejected', words[reason] ?? 'declined']);
    }
  });
});

describe('an arrival', () => {
  const arrival =
    (offset: number, requested = -30 * DAY) =>
    () =>
      arrive({ ...aHandoff('accepted'), requested_at: at(requested) }, 'receiver', at(offset), 7, NOW);

  it('is never in the future, never before the request, and at most fourteen days back', () => {
    const back = -LIMITS.arrival_back_days_max * DAY;
    expect(refusalOf(arrival(0))).toBeUndefined();
    expect(refusalOf(arrival(1))?.code).toBe('handoff.arrival_in_future');
    expect(refusalOf(arrival(back))).toBeUndefined();
    expect(refusalOf(arrival(back - 1))?.code).toBe('handoff.arrival_too_early');
    expect(refusalOf(arrival(-2 * DAY, -DAY))?.code).toBe('handoff.arrival_too_early');
  });
});

describe('a consent', () => {
  const consent = (withdrawn_at: Date | null, expires_on: string | null) => ({
    categories: CONSENT_CATEGORIES,
    withdrawn_at,
    expires_on,
  });

  it('stands to the end of its last day, and not a moment longer', () => {
    expect(
      refusalOf(() => assertConsentStands(consent(null, '2026-06-15'), new Date('2026-06-15T23:59:59.999Z'))),
    ).toBeUndefined();
    expect(
      refusalOf(() => assertConsentStands(consent(null, '2026-06-15'), new Date('2026-06-16T00:00:00Z')))
        ?.code,
    ).toBe('consent.expired');
    expect(refusalOf(() => assertConsentStands(consent(null, null), NOW))).toBeUndefined();
  });

  it('that was withdrawn never stands, whatever its period', () => {
    fc.assert(
      fc.property(fc.option(fc.constantFrom('2020-01-01', '2099-01-01')), (expires) => {
        expect(refusalOf(() => assertConsentStands(consent(at(-1), expires), NOW))?.code).toBe(
          'consent.withdrawn',
        );
      }),
    );
  });
});
