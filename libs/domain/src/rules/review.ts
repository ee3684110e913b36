import { Refusal, refuseIfAny, type RefusalCode } from '../refusal.js';
import { REVIEW_QUESTIONS, type ReviewFindRequest, type ReviewItemState } from '../wire/house.js';

/** What is done with a handoff of a sample. */
export type ReviewMove = 'find' | 'reply' | 'close';

/** The machine of an item: it goes forward only. An auditor finds and closes, whoever keeps the organisation replies. */
export const REVIEW_MACHINE = {
  open: { find: ['in_order', 'finding'] },
  in_order: {},
  finding: { reply: ['replied'] },
  replied: { close: ['closed'] },
  closed: {},
} as const satisfies Record<ReviewItemState, Partial<Record<ReviewMove, readonly ReviewItemState[]>>>;

/** States in which nothing more is expected of anybody. */
export const REVIEW_SETTLED = (Object.keys(REVIEW_MACHINE) as ReviewItemState[]).filter(
  (state) => Object.keys(REVIEW_MACHINE[state]).length === 0,
);

export interface ReviewItem {
  readonly state: ReviewItemState;
  readonly replied_by: string | null;
}

/** What a move says no with, where the item does not stand for it. */
const NOT_NOW: Record<ReviewMove, Partial<Record<ReviewItemState, RefusalCode>>> = {
  find: {
    in_order: 'review.found_already',
    finding: 'review.found_already',
    replied: 'review.found_already',
    closed: 'review.item_ended',
  },
  reply: {
    open: 'review.no_finding',
    in_order: 'review.no_finding',
    replied: 'review.replied_already',
    closed: 'review.item_ended',
  },
  close: {
    open: 'review.not_replied',
    finding: 'review.not_replied',
    in_order: 'review.item_ended',
    closed: 'review.item_ended',
  },
};

/**
 * The worksheet of one handoff: every question is answered, and a no says what was found. Answers where the item goes; what
 * was found without a no is a finding too. All that is missing is refused at once.
 */
export function find(item: ReviewItem, { answers, finding }: ReviewFindRequest): 'in_order' | 'finding' {
  standsFor(item, 'find');
  const unanswered = REVIEW_QUESTIONS.filter((question) => answers[question] === undefined);
  const isWrong = REVIEW_QUESTIONS.some((question) => answers[question] === 'no');
  refuseIfAny([
    ...unanswered.map((question) => new Refusal('review.answer_missing', { field: `answers.${question}` })),
    ...(isWrong && finding === undefined ? [new Refusal('review.finding_needed', { field: 'finding' })] : []),
  ]);
  return finding === undefined ? 'in_order' : 'finding';
}

/** Somebody who keeps the organisation says what was done about a finding. */
export function reply(item: ReviewItem): 'replied' {
  standsFor(item, 'reply');
  return 'replied';
}

/** The auditor takes the reply: never the same person who gave it. */
export function close(item: ReviewItem, by: string | null): 'closed' {
  standsFor(item, 'close');
  if (by === null || item.replied_by === by) throw new Refusal('review.closer_replied');
  return 'closed';
}

function standsFor({ state }: ReviewItem, move: ReviewMove): void {
  const no = NOT_NOW[move][state];
  if (no) throw new Refusal(no);
}
