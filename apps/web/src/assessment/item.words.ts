import { useTranslation } from 'react-i18next';
import { WITHHELD, type Answer, type InstrumentTexts } from '#domain/charter/instrument.js';
import type { Language } from '#domain/charter/code-lists.js';

interface Worded {
  readonly texts: InstrumentTexts | null;
}

/** The words of a form, where it has official ones in the language and was not taken on paper. */
export const wordsOf = (
  { texts }: Worded,
  { numbers_only }: { readonly numbers_only: boolean },
): InstrumentTexts | null => (numbers_only ? null : texts);

/** What an answer says: the words of the form, or its number. */
export function useAnswerWord(
  view: Worded,
  how: { readonly numbers_only: boolean; readonly language: Language },
): (item: string, answer: Answer) => string {
  const { t } = useTranslation();
  const texts = wordsOf(view, how);
  return (item, answer) =>
    answer === WITHHELD
      ? t('assess.withheld')
      : (texts?.answers[item]?.[answer] ?? texts?.answers['*']?.[answer] ?? String(answer));
}
