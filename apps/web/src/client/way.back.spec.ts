import { describe, expect, it } from '@jest/globals';
import { STAGES } from '#domain/charter/pathway.js';
import { decideMove, movesFrom } from '#domain/rules/pathway.js';
import { Refusal } from '#domain/refusal.js';
import { wayBack } from './way.back.js';

const NOTHING_KNOWN = { records: {}, suicide_risk: 'not_assessed' } as const;

/** Whether the pathway takes somebody of whom nothing is known straight back. */
function comesBack(from: (typeof STAGES)[number], to: (typeof STAGES)[number], reason?: string): boolean {
  try {
    decideMove(
      { from, to, outcome: 'moved_on_early', override_reason: reason },
      STAGES,
      NOTHING_KNOWN,
      new Date(),
    );
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

describe('What is said of the way back before a move', () => {
  it.each(STAGES.flatMap((from) => movesFrom(from).map(({ to }) => [from, to] as const)))(
    'from %s to %s is what the pathway then does',
    (from, to) => {
      const way = wayBack(from, to);
      expect(comesBack(to, from, 'a reason')).toBe(way !== 'none');
      if (way === 'return') expect(comesBack(to, from)).toBe(true);
    },
  );

  it('tells each of the three: a return, a way on, and none', () => {
    expect(wayBack('treatment', 'rehabilitation')).toBe('return');
    expect(wayBack('rehabilitation', 'treatment')).toBe('onward');
    expect(wayBack('contact', 'treatment')).toBe('none');
  });
});
