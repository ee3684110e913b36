import type { LetterKind } from '../charter/document.js';
import { LIMITS } from '../charter/limits.js';
import { Refusal, refuseIfAny } from '../refusal.js';
import type { LetterGiving } from '../wire/document.js';

/** Whether a letter of this kind is written by somebody; an attendance is counted and says nothing else. */
export const hasWords = (kind: LetterKind): boolean => kind !== 'attendance';

/**
 * Refuses a letter that lacks what its kind needs or has what it must not: words, or first and last day, in order, over no more
 * than a year, and none to come. `today` is the day of the place.
 */
export function assertLetter(wanted: LetterGiving, today: string): void {
  const { from_on: from, until_on: until, words, consent } = wanted;
  if (hasWords(wanted.kind)) {
    refuseIfAny([
      ...(words === null ? [new Refusal('letter.words_needed', { field: 'words' })] : []),
      ...(from !== null || until !== null
        ? [new Refusal('letter.days_not_asked', { field: 'from_on' })]
        : []),
    ]);
    return;
  }
  refuseIfAny([
    ...(words === null ? [] : [new Refusal('letter.no_words', { field: 'words' })]),
    // It is the bearer's: to whom they show it is nobody's business.
    ...(consent === null ? [] : [new Refusal('letter.own_hand_only', { field: 'consent' })]),
    ...(from === null ? [new Refusal('letter.days_needed', { field: 'from_on' })] : []),
    ...(until === null ? [new Refusal('letter.days_needed', { field: 'until_on' })] : []),
  ]);
  if (from === null || until === null) return;
  if (until > today) throw new Refusal('letter.days_to_come', { field: 'until_on' });
  if (from > until) throw new Refusal('letter.days_turned', { field: 'until_on' });
  const days = (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1;
  if (days > LIMITS.letter_period_days_max)
    throw new Refusal('letter.days_too_many', {
      field: 'from_on',
      parameters: { days: LIMITS.letter_period_days_max },
    });
}
