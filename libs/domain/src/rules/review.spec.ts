import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal } from '../refusal.js';
import {
  REVIEW_ANSWERS,
  REVIEW_ITEM_STATES,
  REVIEW_QUESTIONS,
  type ReviewAnswer,
  type ReviewItemState,
  type ReviewQuestion,
} from '../wire/house.js';
import { close, find, reply, REVIEW_MACHINE, REVIEW_SETTLED, type ReviewMove } from './review.js';

type Answers = Partial<Record<ReviewQuestion, ReviewAnswer>>;
const FINE = Object.fromEntries(REVIEW_QUESTIONS.map((question) => [question, 'yes'])) as Answers;

const MOVES: Record<ReviewMove, (state: ReviewItemState) => ReviewItemState> = {
  find: (state) => find({ state, replied_by: null }, { answers: FINE }),
  reply: (state) => reply({ state, replied_by: null }),
  close: (state) => close({ state, replied_by: 'somebody' }, 'another'),
};

/** The names of what was refused. */
function refused(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return [error, ...(error.details.also ?? [])].map(({ code }) => code);
    throw error;
  }
  return [];
}

describe('an item of a review', () => {
  it.each(REVIEW_ITEM_STATES)(
    'that is %s goes the ways of the machine, and is refused every other by name',
    (state) => {
      const ways: Partial<Record<ReviewMove, readonly ReviewItemState[]>> = REVIEW_MACHINE[state];
      for (const [move, act] of Object.entries(MOVES) as [ReviewMove, (typeof MOVES)[ReviewMove]][]) {
        const ends = ways[move];
        if (ends) expect(ends).toContain(act(state));
        else expect(refused(() => act(state))).toEqual([expect.stringMatching(/^review\./)]);
      }
    },
  );

  it('is settled in order or closed, and nowhere else', () => {
    expect(REVIEW_SETTLED).toEqual(['in_order', 'closed']);
  });

  it('ends from everywhere: no state is a trap', () => {
    for (const start of REVIEW_ITEM_STATES) {
      let state = start;
      for (let step = 0; !REVIEW_SETTLED.includes(state); step++) {
        expect(step).toBeLessThan(4);
        state = (Object.values(REVIEW_MACHINE[state])[0] as readonly ReviewItemState[])[0]!;
      }
    }
  });
});

describe('a worksheet', () => {
  const worksheets = fc.record(
    Object.fromEntries(REVIEW_QUESTIONS.map((question) => [question, fc.constantFrom(...REVIEW_ANSWERS)])),
    { requiredKeys: [] },
  );

  it('is in order with every question answered and no no, a finding with words, and refused otherwise for each thing missing', () => {
    fc.assert(
      fc.property(
        worksheets,
        fc.option(fc.constant('It was late.'), { nil: undefined }),
        (sheet, finding) => {
          const answers = sheet as Answers;
          const missing = REVIEW_QUESTIONS.filter((question) => answers[question] === undefined);
          const wordless = Object.values(answers).includes('no') && finding === undefined;
          const said = finding === undefined ? { answers } : { answers, finding };
          const act = () => find({ state: 'open', replied_by: null }, said);
          expect(refused(act)).toEqual([
            ...missing.map(() => 'review.answer_missing'),
            ...(wordless ? ['review.finding_needed'] : []),
          ]);
          if (missing.length === 0 && !wordless)
            expect(act()).toBe(finding === undefined ? 'in_order' : 'finding');
        },
      ),
    );
  });
});

describe('a reply', () => {
  it('is taken by another person than gave it, and by nobody who is no person', () => {
    expect(close({ state: 'replied', replied_by: 'a' }, 'b')).toBe('closed');
    for (const by of ['a', null])
      expect(refused(() => close({ state: 'replied', replied_by: 'a' }, by))).toEqual([
        'review.closer_replied',
      ]);
  });
});
