import { describe, expect, it } from '@jest/globals';
import { BUSINESS_STATES, BUSINESS_STATE_CODES, HANDOFF_MOVERS } from '../charter/handoff.js';
import { Refusal } from '../refusal.js';
import {
  aHandoff,
  DECIDED,
  gone,
  isNegative,
  make,
  WAYS,
  type Decided,
  type Way,
} from '../../../../test/support/every-move.js';
import type { Moved } from './handoff-effects.js';
import { cellOf } from './handoff.js';

const refusalOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

/** Moves whose rule knows by itself whose they are, because nobody else ever has them. */
const OF_ONE: readonly Decided[] = ['send', 'overturn', 'extend', 'reassign', 'expire'];

const does = (moved: Moved): string[] => moved.effects.map((effect) => effect.do);
const raises = (moved: Moved): string[] =>
  moved.effects.flatMap((effect) => (effect.do === 'raise_work' ? [`${effect.side} ${effect.kind}`] : []));
const tells = (moved: Moved): string[] =>
  moved.effects.flatMap((effect) => (effect.do === 'tell' ? [effect.side] : []));

/** A partner that was merely asked ends its own part; a house that has or had the client speaks for all. */
const knows = ({ business, mover }: Way): boolean =>
  mover === 'sender' || !['requested', 'received'].includes(BUSINESS_STATES[business]);

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
      expect([way, stopsAll]).toEqual([way, way.to === 'client-died' && knows(way)]);
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

  it('let no two partners have the same client: a yes and an arrival end the alternatives, a death everything', () => {
    for (const way of WAYS) {
      const supersedes = gone(way).effects.find((effect) => effect.do === 'supersede');
      const alternatives = ['accept', 'arrive'].includes(way.move) ? { do: 'supersede' } : undefined;
      const isGone = ['client-died', 'client-left', 'client-moved-away', 'client-detained'].includes(way.to);
      const expected = isGone && knows(way) ? { do: 'supersede', all: true } : alternatives;
      expect([way, supersedes]).toEqual([way, expected]);
    }
  });

  it('let the partner of a referral go with its report, and the house that has custody never', () => {
    for (const way of WAYS) {
      expect([way, does(gone(way)).includes('leave')]).toEqual([
        way,
        way.move === 'report' && way.kind === 'referral',
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
