import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { say } from '../kit/notice.js';

export const medicinesKey = (code: string) => ['medicines', code] as const;
export const ROUND_KEY = ['medicine-round'] as const;

/** Reads what shows medicines again after a change, says that it was saved, and goes on. */
export function useSaved(onDone: () => void): () => Promise<void> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({
      predicate: ({ queryKey }) => ['medicines', ROUND_KEY[0]].includes(String(queryKey[0])),
    });
    say(t('app.saved'));
    onDone();
  };
}
